/** The module `heapq`: binary heaps in lists. Comparisons are made in CPython's order, so that equal items leave in the same order. */
import { call1 } from "../runtime/call.ts";
import { compare } from "../runtime/compare.ts";
import { functions, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { defineIterator, iterate, PyNativeIterator, toArray } from "../runtime/iterate.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { toIndex } from "../runtime/subscript.ts";
import { isTrue } from "../runtime/truth.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyList, PyTuple, type PyIterator, type PyValue } from "../runtime/values.ts";
import { sortItems } from "../builtins/sort.ts";

/** Whether `a` goes above `b`. */
type Before = (a: PyValue, b: PyValue) => boolean;
const less: Before = (a, b) => (typeof a === "number" && typeof b === "number" ? a < b : isTrue(compare(a, b, "<")));
const greater: Before = (a, b) => less(b, a);

function heapOf(value: PyValue, name: string): PyList {
  if (!(value instanceof PyList))
    throw raise.TypeError(
      `${name}() argument${name.includes("push") || name.includes("replace") ? " 1" : ""} must be list, not ${typeOf(value).shown}`,
    );
  return value;
}

function refuseChange(heap: PyList, size: number): void {
  if (heap.items.length !== size) throw raise.RuntimeError("list changed size during iteration");
}

/** The item at `position` rises to its place, not above `start`. */
function siftUp(heap: PyList, start: number, position: number, before: Before): void {
  const size = heap.items.length;
  const item = heap.items[position] as PyValue;
  let at = position;
  while (at > start) {
    const parent = (at - 1) >> 1;
    spend(1);
    const above = heap.items[parent] as PyValue;
    const rises = before(item, above);
    refuseChange(heap, size);
    if (!rises) break;
    heap.items[at] = heap.items[parent] as PyValue;
    heap.items[parent] = item;
    at = parent;
  }
}

/** The hole at `position` sinks to a leaf along the smaller children, and the item rises from there: fewer comparisons. */
function siftDown(heap: PyList, position: number, before: Before): void {
  const end = heap.items.length;
  const start = position,
    limit = end >> 1;
  let at = position;
  while (at < limit) {
    spend(1);
    let child = 2 * at + 1;
    if (child + 1 < end) {
      const isLeft = before(heap.items[child] as PyValue, heap.items[child + 1] as PyValue);
      refuseChange(heap, end);
      if (!isLeft) child++;
    }
    const item = heap.items[at] as PyValue;
    heap.items[at] = heap.items[child] as PyValue;
    heap.items[child] = item;
    at = child;
  }
  siftUp(heap, start, at, before);
}

function push(heap: PyList, item: PyValue, before: Before): null {
  heap.items.push(item);
  siftUp(heap, 0, heap.items.length - 1, before);
  return null;
}

function pop(heap: PyList, before: Before): PyValue {
  const last = heap.items.pop();
  if (last === undefined) throw raise.IndexError("index out of range");
  if (heap.items.length === 0) return last;
  const first = heap.items[0] as PyValue;
  heap.items[0] = last;
  siftDown(heap, 0, before);
  return first;
}

function replace(heap: PyList, item: PyValue, before: Before): PyValue {
  const first = heap.items[0];
  if (first === undefined) throw raise.IndexError("index out of range");
  heap.items[0] = item;
  siftDown(heap, 0, before);
  return first;
}

function pushPop(heap: PyList, item: PyValue): PyValue {
  const first = heap.items[0];
  if (first === undefined || !less(first, item)) return item;
  const now = heap.items[0];
  if (now === undefined) throw raise.IndexError("index out of range");
  heap.items[0] = item;
  siftDown(heap, 0, less);
  return now;
}

function heapify(heap: PyList, before: Before): null {
  for (let position = (heap.items.length >> 1) - 1; position >= 0; position--) siftDown(heap, position, before);
  return null;
}

/** The n first items by `before`, as sorted(...)[:n]. Entries are (key, order, item): of equal keys the earlier wins. */
function best(n: PyValue, iterable: PyValue, key: PyValue, before: Before): PyValue {
  const count = Number(toIndex(n));
  const isLargest = before === greater;
  const keyOf = (item: PyValue): PyValue => (key === null ? item : call1(key, item));
  const entries = new PyList();
  const iterator = iterate(iterable);
  const direction = isLargest ? -1 : 1;
  let order = 0;
  if (count === 1) return bestOne(iterator, keyOf, before);
  if (count > 0 && (iterable instanceof PyList || iterable instanceof PyTuple) && count >= iterable.items.length) {
    const items = toArray(iterable);
    sortItems(items, key, isLargest);
    return new PyList(items);
  }
  for (let item: PyValue | undefined; order < count && (item = iterator.next()) !== undefined; order++) {
    spend(1);
    entries.items.push(new PyTuple([keyOf(item), order * direction, item]));
  }
  if (entries.items.length === 0) return new PyList();
  // The worst of those kept is on top.
  const worst: Before = isLargest ? less : greater;
  heapify(entries, worst);
  let top = keyOfEntry(entries);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    const itemKey = keyOf(item);
    if (before(itemKey, top)) {
      replace(entries, new PyTuple([itemKey, order * direction, item]), worst);
      top = keyOfEntry(entries);
      order++;
    }
  }
  sortItems(entries.items, null, isLargest);
  return new PyList(entries.items.map((entry) => (entry as PyTuple).items[2] as PyValue));
}

function keyOfEntry(entries: PyList): PyValue {
  return (entries.items[0] as PyTuple).items[0] as PyValue;
}

function bestOne(iterator: PyIterator, keyOf: (item: PyValue) => PyValue, before: Before): PyList {
  let winner = iterator.next();
  if (winner === undefined) return new PyList();
  let winnerKey = keyOf(winner);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    const itemKey = keyOf(item);
    if (!before(itemKey, winnerKey)) continue;
    winner = item;
    winnerKey = itemKey;
  }
  return new PyList([winner]);
}

/** heapq.merge: the sorted inputs as one. Entries are [key, order, item]; the order tells the input. */
class PyMerge extends PyNativeIterator {
  #entries: PyList | null = null;
  readonly iterators: PyIterator[] = [];
  readonly iterables: readonly PyValue[];
  readonly key: PyValue;
  readonly isReversed: boolean;
  constructor(iterables: readonly PyValue[], key: PyValue, isReversed: boolean) {
    super();
    this.iterables = iterables;
    this.key = key;
    this.isReversed = isReversed;
  }

  get #before(): Before {
    return this.isReversed ? greater : less;
  }

  #keyOf(item: PyValue): PyValue {
    return this.key === null ? item : call1(this.key, item);
  }

  #begin(): PyList {
    const entries = new PyList();
    this.iterables.forEach((iterable, index) => {
      const iterator = iterate(iterable);
      this.iterators.push(iterator);
      const item = iterator.next();
      if (item !== undefined)
        entries.items.push(new PyList([this.#keyOf(item), this.isReversed ? -index : index, item]));
    });
    heapify(entries, this.#before);
    return entries;
  }

  next(): PyValue | undefined {
    const entries = this.#entries;
    if (entries === null) this.#entries = this.#begin();
    else if (entries.items.length > 0) this.#advance(entries);
    const first = this.#entries?.items[0] as PyList | undefined;
    return first?.items[2];
  }

  #advance(entries: PyList): void {
    spend(1);
    const first = entries.items[0] as PyList;
    const iterator = this.iterators[Math.abs(first.items[1] as number)] as PyIterator;
    const item = iterator.next();
    if (item === undefined) pop(entries, this.#before);
    else {
      first.items[0] = this.#keyOf(item);
      first.items[2] = item;
      if (entries.items.length > 1) replace(entries, first, this.#before);
    }
  }
}
defineIterator("generator", PyMerge);

export function load(globals: NamespaceDict): void {
  functions(globals, "_heapq", {
    "heappush(heap, item, /)": (heap: PyValue, item: PyValue) => push(heapOf(heap, "heappush"), item, less),
    "heappop(heap, /)": (heap: PyValue) => pop(heapOf(heap, "heappop"), less),
    "heapify(heap, /)": (heap: PyValue) => heapify(heapOf(heap, "heapify"), less),
    "heapreplace(heap, item, /)": (heap: PyValue, item: PyValue) => replace(heapOf(heap, "heapreplace"), item, less),
    "heappushpop(heap, item, /)": (heap: PyValue, item: PyValue) => pushPop(heapOf(heap, "heappushpop"), item),
    "_heappop_max(heap, /)": (heap: PyValue) => pop(heapOf(heap, "_heappop_max"), greater),
    "_heapify_max(heap, /)": (heap: PyValue) => heapify(heapOf(heap, "_heapify_max"), greater),
    "_heapreplace_max(heap, item, /)": (heap: PyValue, item: PyValue) =>
      replace(heapOf(heap, "_heapreplace_max"), item, greater),
  });
  functions(globals, "heapq", {
    "nlargest(n, iterable, key=None)": (n: PyValue, iterable: PyValue, key: PyValue) => best(n, iterable, key, greater),
    "nsmallest(n, iterable, key=None)": (n: PyValue, iterable: PyValue, key: PyValue) => best(n, iterable, key, less),
    "merge(*iterables, key=None, reverse=False)": (iterables: PyValue[], key: PyValue, isReversed: PyValue) =>
      new PyMerge(iterables, key, isTrue(isReversed)),
  });
  names(globals, {
    __all__: new PyList([
      "heappush",
      "heappop",
      "heapify",
      "heapreplace",
      "merge",
      "nlargest",
      "nsmallest",
      "heappushpop",
    ]),
  });
}
