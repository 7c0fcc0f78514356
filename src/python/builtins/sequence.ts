/** What lists and tuples do alike, on their arrays of items. */
import { isEqual } from "../runtime/equal.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { indexOrNot, sliceBounds, sliceEnd } from "../runtime/subscript.ts";
import { PySlice, type PyValue } from "../runtime/values.ts";
import { reserveItems } from "./text-size.ts";

/** A slice whose parts are plain ints: an `__index__` may change the sequence, so it is called before the length counts. */
export function settled(slice: PySlice): PySlice {
  const { start, stop, step } = slice;
  if (isSettled(start) && isSettled(stop) && isSettled(step)) return slice;
  const end = (value: PyValue): PyValue => (value === null ? null : sliceEnd(value));
  // CPython asks the step first.
  const stride = end(step);
  return new PySlice(end(start), end(stop), stride);
}

function isSettled(part: PyValue): boolean {
  return part === null || typeof part === "number";
}

/** The items that a slice names. */
export function sliceItems(items: () => readonly PyValue[], slice: PySlice): PyValue[] {
  const plain = settled(slice);
  const source = items();
  const { start, step, count } = sliceBounds(plain, source.length);
  reserveItems(count);
  if (step === 1) return source.slice(start, start + count);
  const result: PyValue[] = [];
  for (let index = start; result.length < count; index += step) result.push(source[index] as PyValue);
  return result;
}

export function concatenateItems(a: readonly PyValue[], b: readonly PyValue[]): PyValue[] {
  reserveItems(a.length + b.length);
  return a.concat(b);
}

/** CPython cannot even ask for more: its sizes are machine words of bytes. */
const LARGEST = 2 ** 60 - 1;

export function repeatItems(items: readonly PyValue[], times: number): PyValue[] {
  const { length } = items;
  if (length === 0 || times <= 0) return [];
  const size = length * times;
  if (size > LARGEST) throw raise.MemoryError();
  reserveItems(size);
  if (length === 1) return new Array<PyValue>(size).fill(items[0] as PyValue);
  const result: PyValue[] = [];
  for (let round = 0; round < times; round++) {
    for (let index = 0; index < length; index++) result.push(items[index] as PyValue);
  }
  return result;
}

/** How many items equal `value`. */
export function countOf(items: () => readonly PyValue[], value: PyValue): number {
  let count = 0;
  for (let index = 0; index < items().length; index++) {
    if ((index & 15) === 0) spend(1);
    if (isEqual(items()[index] as PyValue, value)) count++;
  }
  return count;
}

/** The first place from `start` on, before `stop`, whose item equals `value`; -1 when there is none. */
export function positionOf(items: () => readonly PyValue[], value: PyValue, start: number, stop: number): number {
  for (let index = start; index < stop && index < items().length; index++) {
    if ((index & 15) === 0) spend(1);
    if (isEqual(items()[index] as PyValue, value)) return index;
  }
  return -1;
}

/** A bound of `index()`: counted from the end when negative, and never outside. */
export function clampedIndex(value: PyValue, length: number): number {
  const index = indexOrNot(value);
  if (index === undefined) throw raise.TypeError("slice indices must be integers or have an __index__ method");
  const number = Number(index);
  return number < 0 ? Math.max(0, number + length) : number;
}
