/** list. */
import { compareItems, includes, type Ordering } from "../runtime/compare.ts";
import { constants, constructor, methods } from "../runtime/define.ts";
import { equalItems } from "../runtime/equal.ts";
import { unhashable } from "../runtime/hash.ts";
import { defineIterator, iterate, PyNativeIterator, toArray } from "../runtime/iterate.ts";
import { askLength } from "../runtime/length-hint.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { guardedRepr, repr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { indexOrNot, sliceBounds, toCInt, toSize } from "../runtime/subscript.ts";
import { listType, typeOf } from "../runtime/type-table.ts";
import {
  type Keywords,
  NotImplemented,
  PyList,
  PySlice,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { makeGeneric } from "./generic-alias.ts";
import { onlyIterable, refuseKeywords } from "./only-iterable.ts";
import { clampedIndex, concatenateItems, countOf, positionOf, repeatItems, settled, sliceItems } from "./sequence.ts";
import { repeatCount } from "./sequence-repeat.ts";
import { showItems } from "./show-items.ts";
import { sortList } from "./sort.ts";
import { reserveItems } from "./text-size.ts";

constructor(listType, "(cls, /, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as new () => PyList)());

// Fast path: list() and list(x) without the general protocol of calling a class, 3x on short lists.
listType.invoke0 = () => new PyList();
listType.invoke1 = (iterable) => new PyList(toArray(iterable));

/** Memory is counted when a list has grown by this many items. */
const GROWTH = 1024;

function append(list: PyList, item: PyValue): void {
  const { items } = list;
  items.push(item);
  if (items.length % GROWTH === 0) allocate(16 * GROWTH);
}

function extend(list: PyList, iterable: PyValue): void {
  if (iterable === list || isArrayOfItems(iterable)) {
    const { items } = iterable as PyList; // As tuples have them.
    const count = items.length;
    reserveItems(count);
    for (let index = 0; index < count; index++) list.items.push(items[index] as PyValue);
    return;
  }
  const iterator = iterate(iterable);
  askLength(iterable);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    append(list, item);
  }
}

/** A list or tuple that is iterated as lists and tuples are. */
function isArrayOfItems(value: PyValue): value is PyList | PyTuple {
  return (
    ((value instanceof PyList && value.iterate === PyList.prototype.iterate) ||
      (value instanceof PyTuple && value.iterate === PyTuple.prototype.iterate)) &&
    !value.cls.isHeap
  );
}

function indexError(key: PyValue): never {
  throw raise.TypeError(`list indices must be integers or slices, not ${typeOf(key).shown}`);
}

/** The place in the list that `key` names; outside, an IndexError with these words. */
function place(list: PyList, key: PyValue, outside: string): number {
  if (typeof key !== "number" && indexOrNot(key) === undefined) indexError(key);
  let index = typeof key === "number" ? key : toSize(key, "IndexError");
  if (index < 0) index += list.items.length;
  if (index < 0 || index >= list.items.length) throw raise.IndexError(outside);
  return index;
}

PyList.prototype.getItem = function getItemOfList(this: PyList, key: PyValue): PyValue {
  if (key instanceof PySlice) return new PyList(sliceItems(() => this.items, key));
  return this.items[place(this, key, "list index out of range")] as PyValue;
};
PyList.prototype.setItem = function setItemOfList(this: PyList, key: PyValue, value: PyValue): void {
  if (key instanceof PySlice) setSlice(this, key, value);
  else {
    const index = place(this, key, "list assignment index out of range");
    this.items[index] = value;
  }
};
PyList.prototype.deleteItem = function deleteItemOfList(this: PyList, key: PyValue): void {
  if (key instanceof PySlice) deleteSlice(this, key);
  else removeAt(this, place(this, key, "list assignment index out of range"));
};

function removeAt(list: PyList, index: number): PyValue {
  const { items } = list;
  const item = items[index] as PyValue;
  spend((items.length - index) >> 6);
  if (index === 0) items.shift();
  else items.splice(index, 1);
  return item;
}

/** `list[start:stop] = values`, for any number of values. */
function replaceRange(list: PyList, start: number, stop: number, values: readonly PyValue[]): void {
  const { items } = list;
  if (values.length === stop - start) {
    for (let index = 0; index < values.length; index++) items[start + index] = values[index] as PyValue;
    return;
  }
  if (start >= items.length) {
    for (const value of values) append(list, value);
    return;
  }
  spend((items.length - start) >> 5);
  if (values.length <= 16) items.splice(start, stop - start, ...values);
  else list.items = items.slice(0, start).concat(values, items.slice(stop));
}

function setSlice(list: PyList, slice: PySlice, value: PyValue): void {
  // The bounds are looked at again after the values are there: making them may change the list.
  const plain = settled(slice);
  const { step } = sliceBounds(plain, list.items.length);
  const isPlain = step === 1;
  const values = valuesToAssign(
    value,
    isPlain ? "can only assign an iterable" : "must assign iterable to extended slice",
  );
  const { start, stop, count } = sliceBounds(plain, list.items.length);
  if (isPlain) {
    reserveItems(values.length);
    replaceRange(list, start, Math.max(start, stop), values);
    return;
  }
  if (values.length !== count)
    throw raise.ValueError(`attempt to assign sequence of size ${values.length} to extended slice of size ${count}`);
  spend(count >> 3);
  for (let index = 0, target = start; index < count; index++, target += step)
    list.items[target] = values[index] as PyValue;
}

function valuesToAssign(value: PyValue, refusal: string): readonly PyValue[] {
  if (isArrayOfItems(value)) return toArray(value);
  const type = typeOf(value);
  if (typeof value !== "string" && type.proto["t$__iter__"] === undefined && type.proto["t$__getitem__"] === undefined)
    throw raise.TypeError(refusal);
  return toArray(value);
}

function deleteSlice(list: PyList, slice: PySlice): void {
  const plain = settled(slice);
  const { start, stop, step, count } = sliceBounds(plain, list.items.length);
  if (count === 0) return;
  const { items } = list;
  spend((items.length - Math.min(start, stop)) >> 5);
  if (step === 1) {
    items.splice(start, count);
    return;
  }
  const [first, stride] = step > 0 ? [start, step] : [start + (count - 1) * step, -step];
  let target = first,
    removed = 0;
  for (let source = first; source < items.length; source++) {
    if (removed < count && source === first + removed * stride) removed++;
    else items[target++] = items[source] as PyValue;
  }
  items.length = target;
}

PyList.prototype.contains = function listContains(this: PyList, item: PyValue): boolean {
  return includes(this.items, item);
};
PyList.prototype.equals = function equalsList(this: PyList, other: PyValue): PyValue {
  return other instanceof PyList ? equalItems(this.items, other.items) : NotImplemented;
};
PyList.prototype.hash = function hashOfList(this: PyList): never {
  return unhashable(this);
};

function showList(list: PyList): string {
  if (list.items.length === 0) return "[]";
  return guardedRepr(list, "[...]", () => `[${showItems(() => list.items)}]`);
}

class PyListReverseIterator extends PyNativeIterator {
  list: PyList | null;
  index: number;
  constructor(list: PyList) {
    super();
    this.list = list;
    this.index = list.items.length - 1;
  }
  next(): PyValue | undefined {
    const item = this.list?.items[this.index];
    if (item === undefined) this.list = null;
    else this.index--;
    return item;
  }
  override lengthHint(): number {
    return this.list === null || this.index >= this.list.items.length ? 0 : this.index + 1;
  }
}
const listReverseIteratorType = defineIterator("list_reverseiterator", PyListReverseIterator);
methods(listReverseIteratorType, {
  "__reduce__(self, /)"(self: PyListReverseIterator) {
    const { builtins } = current.interpreter;
    if (self.list === null) return new PyTuple([builtins.getString("iter") as PyValue, new PyTuple([new PyList()])]);
    return new PyTuple([builtins.getString("reversed") as PyValue, new PyTuple([self.list]), self.index]);
  },
  "__setstate__(self, state, /)"(self: PyListReverseIterator, state: PyValue) {
    if (self.list !== null) self.index = Math.max(-1, Math.min(toSize(state), self.list.items.length - 1));
    return null;
  },
});

/** Removes the item at an index; without one, the last. */
function pop(list: PyList, index: PyValue): PyValue {
  if (index === -1) {
    const last = list.items.pop();
    if (last !== undefined) return last;
  }
  let at = toSize(index);
  const { length } = list.items;
  if (length === 0) throw raise.IndexError("pop from empty list");
  if (at < 0) at += length;
  if (at < 0 || at >= length) throw raise.IndexError("pop index out of range");
  return removeAt(list, at);
}

function insert(list: PyList, index: PyValue, item: PyValue): void {
  const at = toSize(index);
  const { items } = list;
  const { length } = items;
  const place = at < 0 ? Math.max(0, at + length) : Math.min(at, length);
  spend((length - place) >> 6);
  if (place === length) append(list, item);
  else {
    items.splice(place, 0, item);
    if (items.length % GROWTH === 0) allocate(16 * GROWTH);
  }
}

function reverse(items: PyValue[]): void {
  spend(items.length >> 4);
  items.reverse();
}

function concatenate(self: PyList, other: PyValue): PyValue {
  if (!(other instanceof PyList))
    throw raise.TypeError(`can only concatenate list (not "${typeOf(other).shown}") to list`);
  return new PyList(concatenateItems(self.items, other.items));
}

function repeat(self: PyList, count: PyValue): PyValue {
  return new PyList(repeatItems(self.items, repeatCount(count)));
}

function ordered(op: Ordering): (self: PyList, other: PyValue) => PyValue {
  return (self, other) => (other instanceof PyList ? compareItems(self.items, other.items, op) : NotImplemented);
}

methods(listType, {
  "__init__(self, /, *args, **kwargs)"(self: PyList, args: PyValue[], keywords: Keywords) {
    // A subclass with a `__new__` of its own may take keywords that are not ours.
    if (typeOf(self).proto["t$__new__"] === listType.proto["t$__new__"]) refuseKeywords("list", keywords);
    const iterable = onlyIterable("list", args);
    self.items.length = 0;
    if (iterable !== undefined) extend(self, iterable);
    return null;
  },
  "append(self, object, /)"(self: PyList, object: PyValue) {
    append(self, object);
    return null;
  },
  "clear(self, /)"(self: PyList) {
    self.items.length = 0;
    return null;
  },
  "copy(self, /)"(self: PyList) {
    reserveItems(self.items.length);
    return new PyList(self.items.slice());
  },
  "count(self, value, /)": (self: PyList, value: PyValue) => countOf(() => self.items, value),
  "extend(self, iterable, /)"(self: PyList, iterable: PyValue) {
    extend(self, iterable);
    return null;
  },
  "index(self, value, start=0, stop=9223372036854775807, /)"(
    self: PyList,
    value: PyValue,
    start: PyValue,
    stop: PyValue,
  ) {
    const found = positionOf(
      () => self.items,
      value,
      clampedIndex(start, self.items.length),
      clampedIndex(stop, self.items.length),
    );
    if (found < 0) throw raise.ValueError(`${repr(value)} is not in list`);
    return found;
  },
  "insert(self, index, object, /)"(self: PyList, index: PyValue, object: PyValue) {
    insert(self, index, object);
    return null;
  },
  "pop(self, index=-1, /)": pop,
  "remove(self, value, /)"(self: PyList, value: PyValue) {
    const found = positionOf(() => self.items, value, 0, Infinity);
    if (found < 0) throw raise.ValueError("list.remove(x): x not in list");
    if (found < self.items.length) removeAt(self, found);
    return null;
  },
  "reverse(self, /)"(self: PyList) {
    reverse(self.items);
    return null;
  },
  "sort(self, /, *, key=None, reverse=False)"(self: PyList, key: PyValue, isReversed: PyValue) {
    sortList(self, key, toCInt(isReversed) !== 0);
    return null;
  },
  "__repr__(self, /)": showList,
  "__getitem__(self, key, /)": (self: PyList, key: PyValue) => PyList.prototype.getItem.call(self, key),
  "__setitem__(self, key, value, /)"(self: PyList, key: PyValue, value: PyValue) {
    PyList.prototype.setItem.call(self, key, value);
    return null;
  },
  "__delitem__(self, key, /)"(self: PyList, key: PyValue) {
    PyList.prototype.deleteItem.call(self, key);
    return null;
  },
  "__len__(self, /)": (self: PyList) => self.items.length,
  "__contains__(self, key, /)": (self: PyList, key: PyValue) => includes(self.items, key),
  "__iter__(self, /)": (self: PyList) => PyList.prototype.iterate.call(self) as unknown as PyValue,
  "__reversed__(self, /)": (self: PyList) => new PyListReverseIterator(self),
  "__eq__(self, value, /)": (self: PyList, other: PyValue) => PyList.prototype.equals.call(self, other),
  "__lt__(self, value, /)": ordered("<"),
  "__le__(self, value, /)": ordered("<="),
  "__gt__(self, value, /)": ordered(">"),
  "__ge__(self, value, /)": ordered(">="),
  "__add__(self, value, /)": concatenate,
  "__iadd__(self, value, /)"(self: PyList, other: PyValue) {
    extend(self, other);
    return self;
  },
  "__mul__(self, value, /)": repeat,
  "__rmul__(self, value, /)": repeat,
  "__imul__(self, value, /)"(self: PyList, count: PyValue) {
    self.items = repeatItems(self.items, repeatCount(count));
    return self;
  },
  "__sizeof__(self, /)": (self: PyList) => 56 + 8 * self.items.length,
});
constants(listType, { __hash__: null });
makeGeneric(listType);
