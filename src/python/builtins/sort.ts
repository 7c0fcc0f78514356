/**
 * Sorting: a stable merge sort that makes use of runs already in order, with the guarantees of CPython's list.sort.
 *
 * Keys are made once; what is sorted with them is where the items stand. Runs are found (descending ones turned round) and
 * short ones lengthened by insertion; neighbouring runs are merged so that their lengths stay balanced; before a merge, binary
 * search cuts off what is in place already. Keys that are all strings, or tuples that begin with strings or numbers, are
 * compared without Python's protocol; many numbers or short strings, and tuples of them, are not compared at all (radix-sort.ts).
 */
import { call1, callSpecial1 } from "../runtime/call.ts";
import { compare } from "../runtime/compare.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { isTrue } from "../runtime/truth.ts";
import { tupleType } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import {
  NotImplemented,
  PyFloat,
  PyFunction,
  type PyList,
  PyObject,
  PyTuple,
  type PyValue,
} from "../runtime/values.ts";
import { radixSort } from "./radix-sort.ts";

/** `list.sort(key=key, reverse=isReversed)`. */
export function sortList(list: PyList, key: PyValue, isReversed: boolean): void {
  const { items } = list;
  // While it is being sorted the list is empty, as CPython has it; what is put in then is noticed, and lost.
  const empty = new WatchedItems();
  list.items = empty;
  try {
    sortItems(items, key, isReversed);
  } finally {
    if (list.items !== empty) empty.wasChanged = true;
    list.items = items;
  }
  if (empty.wasChanged) throw raise.ValueError("list modified during sort");
}

/** The array of a list that should stay empty. */
class WatchedItems extends Array<PyValue> {
  wasChanged = false;
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
  override push(...items: PyValue[]): number {
    this.wasChanged = true;
    return super.push(...items);
  }
  override splice(start: number, count: number, ...items: PyValue[]): PyValue[] {
    this.wasChanged = true;
    return super.splice(start, count, ...items);
  }
}

/** Sorts an array of items in place. When a comparison raises, the items are all there in some order. */
export function sortItems(items: PyValue[], key: PyValue, isReversed: boolean): void {
  if (items.length < 2 && key === null) return;
  spend(items.length >> 2);
  allocate(32 * items.length);
  // Fast path: equal ints cannot be told apart.
  if (key === null && items.length < 2 * MINIMUM_MERGE && items.every((item) => typeof item === "number")) {
    chargeAll(items.length);
    insertInts(items as number[]);
    if (isReversed) items.reverse();
    return;
  }
  const keys = key === null ? items.slice() : keysOf(items, key),
    places = new Int32Array(items.length);
  // Equal items keep their order in reverse too: turn round, sort, turn round again.
  for (let index = 0; index < places.length; index++) places[index] = isReversed ? places.length - 1 - index : index;
  if (isReversed) keys.reverse();
  try {
    sortPlaces(places, keys);
  } finally {
    if (isReversed) places.reverse();
    const before = items.slice();
    for (let index = 0; index < before.length; index++) items[index] = before[places[index] as number] as PyValue;
  }
}

function insertInts(items: number[]): void {
  for (let index = 1; index < items.length; index++) {
    const item = items[index] as number;
    let to = index;
    for (; to > 0 && (items[to - 1] as number) > item; to--) items[to] = items[to - 1] as number;
    items[to] = item;
  }
}

function keysOf(items: readonly PyValue[], key: PyValue): PyValue[] {
  const keys: PyValue[] = [];
  for (const item of items) {
    spend(1);
    keys.push(call1(key, item));
  }
  return keys;
}

/** Sorts the places, and the keys that stand there, by the keys. */
function sortPlaces(places: Int32Array, keys: PyValue[]): void {
  // Fast path: numbers and strings, 20x; what an n log n sort of them costs is charged at once.
  const columns = keys.length < FEW ? null : columnsOf(keys);
  if (columns !== null) {
    chargeAll((columns.length + 1) * keys.length);
    radixSort(places, columns);
    return;
  }
  if (areStrings(keys)) {
    chargeAll(4 * keys.length);
    new MergeSort(keys, places, lessString).sort();
    return;
  }
  if (keys.every(isNumber)) {
    chargeAll(keys.length);
    new MergeSort(keys.map(toNumber), places, lessNumber).sort();
    return;
  }
  const areTuples = keys.every((key) => key instanceof PyTuple && key.cls === tupleType && key.items.length > 0);
  const firsts = areTuples ? (keys as PyTuple[]).map(({ items }) => items[0] as PyValue) : [];
  const less = areTuples && (areStrings(firsts) || firsts.every(isNumber)) ? lessTuple : lessOf(keys);
  new MergeSort(keys, places, less).sort();
}

/** Below this so many digits cost more than comparisons. */
const FEW = 200;
const MOST_COLUMNS = 8;

/** The keys as columns of numbers: of themselves, or of the items of tuples that are of one kind in each place. */
function columnsOf(keys: readonly PyValue[]): Float64Array[] | null {
  const columns: Float64Array[] = [];
  const [first] = keys;
  if (!(first instanceof PyTuple)) return addColumns(columns, keys) ? columns : null;
  const size = first.items.length;
  if (size === 0 || size > MOST_COLUMNS) return null;
  for (const key of keys)
    if (!(key instanceof PyTuple && key.cls === tupleType && key.items.length === size)) return null;
  const items: PyValue[] = [];
  for (let place = 0; place < size; place++) {
    for (let index = 0; index < keys.length; index++) items[index] = (keys[index] as PyTuple).items[place] as PyValue;
    if (!addColumns(columns, items)) return null;
  }
  return columns;
}

function addColumns(columns: Float64Array[], values: readonly PyValue[]): boolean {
  if (typeof values[0] === "string") return addStrings(columns, values);
  const column = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as PyValue;
    if (!isNumber(value)) return false;
    const number = toNumber(value);
    // Not a number is in no order.
    if (number !== number) return false;
    column[index] = number;
  }
  columns.push(column);
  return columns.length <= MOST_COLUMNS;
}

/** Seven characters of ASCII make a number. */
function addStrings(columns: Float64Array[], values: readonly PyValue[]): boolean {
  let longest = 0;
  for (const value of values) {
    if (typeof value !== "string") return false;
    if (value.length > longest) longest = value.length;
  }
  const before = columns.length,
    count = Math.ceil(longest / 7);
  if (before + count > MOST_COLUMNS) return false;
  for (let part = 0; part < count; part++) {
    const column = new Float64Array(values.length);
    for (let index = 0; index < values.length; index++) {
      const text = values[index] as string;
      let number = 0;
      for (let at = 7 * part; at < 7 * part + 7; at++) {
        const unit = at < text.length ? text.charCodeAt(at) + 1 : 0;
        if (unit > 127) return false;
        number = number * 128 + unit;
      }
      column[index] = number;
    }
    columns.push(column);
  }
  return true;
}

/** Whether JavaScript's `<` orders the keys as Python does, because they are strings: UTF-16 is in the order of code points but for surrogates. */
function areStrings(keys: readonly PyValue[]): boolean {
  return keys.every((key) => typeof key === "string" && key.length <= 256 && !SURROGATE.test(key));
}
const SURROGATE = /[\ud800-\udfff]/;

function isNumber(value: PyValue): boolean {
  return typeof value === "number" || (value instanceof PyFloat && value.exact);
}

function chargeAll(count: number): void {
  spend((count * Math.ceil(Math.log2(count + 1))) >> 2);
}

function toNumber(key: PyValue): number {
  return key instanceof PyFloat ? key.v : (key as number);
}

type Less = (a: never, b: never) => boolean;

function lessString(a: string, b: string): boolean {
  return a < b;
}

function lessNumber(a: number, b: number): boolean {
  return a < b;
}

/** Tuples whose first items are all numbers or all strings; mostly those decide. */
function lessTuple(a: PyTuple, b: PyTuple): boolean {
  spend(1);
  const x = a.items[0] as PyValue,
    y = b.items[0] as PyValue;
  const p = x instanceof PyFloat ? x.v : (x as number),
    q = y instanceof PyFloat ? y.v : (y as number);
  if (p < q) return true;
  // Not a number is neither, and equal to itself where it is the same object.
  if (p !== q) return p > q ? false : isTrue(compare(a, b, "<"));
  // The same for the items that follow, while they are ints: what `(rank, -size)` keys are made of.
  const size = a === b ? 0 : Math.min(a.items.length, b.items.length);
  for (let index = 1; index < size; index++) {
    if ((index & 15) === 0) spend(1);
    const m = a.items[index],
      n = b.items[index];
    if (typeof m !== "number" || typeof n !== "number") return isTrue(compare(a, b, "<"));
    if (m !== n) return m < n;
  }
  return a.items.length < b.items.length;
}

/** What keys of one class of Python's are compared by: CPython asks their `__lt__` by itself first, and again if that has no answer. */
function lessOf(keys: readonly PyValue[]): Less {
  const [first] = keys;
  if (!(first instanceof PyObject) || !first.cls.isHeap) return lessValue;
  const { cls } = first;
  const method = lookup(cls, "__lt__");
  if (!(method instanceof PyFunction) || !keys.every((key) => key instanceof PyObject && key.cls === cls))
    return lessValue;
  return (a: PyValue, b: PyValue) => {
    const result = callSpecial1(method, a, b);
    return result === NotImplemented ? lessValue(a, b) : isTrue(result);
  };
}

function lessValue(a: PyValue, b: PyValue): boolean {
  spend(1);
  return isTrue(compare(a, b, "<"));
}

/** Runs shorter than this are made by insertion. */
const MINIMUM_MERGE = 32;

class MergeSort {
  readonly keys: unknown[];
  /** What is moved along with the keys. */
  readonly places: Int32Array;
  readonly less: (a: unknown, b: unknown) => boolean;
  readonly starts: number[] = [];
  readonly lengths: number[] = [];

  constructor(keys: unknown[], places: Int32Array, less: Less) {
    this.keys = keys;
    this.places = places;
    this.less = less as (a: unknown, b: unknown) => boolean;
  }

  sort(): void {
    const count = this.keys.length;
    const minimum = minimumRun(count);
    let start = 0;
    while (start < count) {
      let length = this.#takeRun(start, count);
      if (length < minimum) {
        const forced = Math.min(minimum, count - start);
        this.#insertInto(start, start + forced, start + length);
        length = forced;
      }
      this.starts.push(start);
      this.lengths.push(length);
      this.#balance();
      start += length;
    }
    while (this.lengths.length > 1) {
      const last = this.lengths.length - 2;
      this.#mergeAt(last > 0 && this.#length(last - 1) < this.#length(last + 1) ? last - 1 : last);
    }
  }

  #length(run: number): number {
    return this.lengths[run] as number;
  }

  /** The length of the run that begins at `start`; a strictly descending one is turned round. */
  #takeRun(start: number, end: number): number {
    const { keys, less } = this;
    let next = start + 1;
    if (next >= end) return 1;
    if (less(keys[next], keys[start])) {
      do next++;
      while (next < end && less(keys[next], keys[next - 1]));
      reverseRange(keys, start, next);
      this.places.subarray(start, next).reverse();
    } else {
      do next++;
      while (next < end && !less(keys[next], keys[next - 1]));
    }
    return next - start;
  }

  /** Puts the items from `sorted` to `end` in their places among those from `start` on, by binary insertion. */
  #insertInto(start: number, end: number, sorted: number): void {
    const { keys, places, less } = this;
    for (let index = sorted; index < end; index++) {
      const key = keys[index];
      let low = start,
        high = index;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (less(key, keys[middle])) high = middle;
        else low = middle + 1;
      }
      const place = places[index] as number;
      for (let to = index; to > low; to--) {
        keys[to] = keys[to - 1];
        places[to] = places[to - 1] as number;
      }
      keys[low] = key;
      places[low] = place;
    }
  }

  /** Merges until each run is longer than the two after it together, so that there are few runs and merges are even. */
  #balance(): void {
    while (this.lengths.length > 1) {
      let run = this.lengths.length - 2;
      const isUneven = (at: number): boolean =>
        at > 0 && this.#length(at - 1) <= this.#length(at) + this.#length(at + 1);
      if (isUneven(run) || isUneven(run - 1)) {
        if (this.#length(run - 1) < this.#length(run + 1)) run--;
      } else if (this.#length(run) > this.#length(run + 1)) return;
      this.#mergeAt(run);
    }
  }

  /** Merges a run with the one after it. */
  #mergeAt(run: number): void {
    const { keys } = this;
    let start = this.starts[run] as number;
    const middle = this.starts[run + 1] as number;
    let end = middle + this.#length(run + 1);
    this.lengths[run] = end - start;
    this.starts.splice(run + 1, 1);
    this.lengths.splice(run + 1, 1);
    // What is below all of the second run, and what is above all of the first, stays.
    start = this.#upperBound(keys[middle], start, middle);
    if (start === middle) return;
    end = this.#lowerBound(keys[middle - 1], middle, end);
    if (end === middle) return;
    if (middle - start <= end - middle) this.#mergeForward(start, middle, end);
    else this.#mergeBackward(start, middle, end);
  }

  /** The first place in a run whose key is greater than `key`; searched in growing steps from the start. */
  #upperBound(key: unknown, start: number, end: number): number {
    const { keys, less } = this;
    let low = start,
      step = 1;
    while (low + step <= end && !less(key, keys[low + step - 1])) {
      low += step;
      step *= 2;
    }
    let high = Math.min(end, low + step - 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (less(key, keys[middle])) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The first place in a run whose key is not less than `key`; searched in growing steps from the end. */
  #lowerBound(key: unknown, start: number, end: number): number {
    const { keys, less } = this;
    let high = end,
      step = 1;
    while (high - step >= start && !less(keys[high - step], key)) {
      high -= step;
      step *= 2;
    }
    let low = Math.max(start, high - step + 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (less(keys[middle], key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first run is the shorter: it is moved aside and both are merged from the left. */
  #mergeForward(start: number, middle: number, end: number): void {
    const { keys, places, less } = this;
    const asideKeys = keys.slice(start, middle),
      asidePlaces = places.slice(start, middle);
    let left = 0,
      right = middle,
      to = start;
    try {
      while (left < asideKeys.length && right < end) {
        if (less(keys[right], asideKeys[left])) {
          keys[to] = keys[right];
          places[to] = places[right] as number;
          right++;
        } else {
          keys[to] = asideKeys[left];
          places[to] = asidePlaces[left] as number;
          left++;
        }
        to++;
      }
    } finally {
      for (; left < asideKeys.length; left++, to++) {
        keys[to] = asideKeys[left];
        places[to] = asidePlaces[left] as number;
      }
    }
  }

  /** The second run is the shorter: it is moved aside and both are merged from the right. */
  #mergeBackward(start: number, middle: number, end: number): void {
    const { keys, places, less } = this;
    const asideKeys = keys.slice(middle, end),
      asidePlaces = places.slice(middle, end);
    let left = middle - 1,
      right = asideKeys.length - 1,
      to = end - 1;
    try {
      while (left >= start && right >= 0) {
        if (less(asideKeys[right], keys[left])) {
          keys[to] = keys[left];
          places[to] = places[left] as number;
          left--;
        } else {
          keys[to] = asideKeys[right];
          places[to] = asidePlaces[right] as number;
          right--;
        }
        to--;
      }
    } finally {
      for (; right >= 0; right--, to--) {
        keys[to] = asideKeys[right];
        places[to] = asidePlaces[right] as number;
      }
    }
  }
}

/** A run length such that the number of runs is a power of two or a little less. */
function minimumRun(count: number): number {
  let rest = count,
    lost = 0;
  while (rest >= 2 * MINIMUM_MERGE) {
    lost |= rest & 1;
    rest >>= 1;
  }
  return rest + lost;
}

function reverseRange(items: unknown[], start: number, end: number): void {
  for (let low = start, high = end - 1; low < high; low++, high--) {
    const item = items[low];
    items[low] = items[high];
    items[high] = item;
  }
}
