/** Iteration: iter(), next(), unpacking, and the iterators behind them. */
import { callSpecial0, callSpecial1, isObject } from "./call.ts";
import { isException } from "./exceptions.ts";
import { askLength } from "./length-hint.ts";
import { allocateGrowth, spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { typeOf } from "./type-table.ts";
import { defineType, lookup } from "./types.ts";
import {
  PyByteArray,
  PyBytes,
  type PyIterator,
  PyList,
  PyObject,
  PyRange,
  PyTuple,
  type PyType,
  type PyValue,
  type PyInt,
} from "./values.ts";

/** iter(value). */
export function iterate(value: PyValue): PyIterator {
  if (typeof value === "object" && value !== null) return value.iterate();
  if (typeof value === "string") return new PyStrIterator(value);
  return notIterable(value);
}

export function notIterable(value: PyValue): never {
  throw raise.TypeError(`'${typeOf(value).shown}' object is not iterable`);
}

/** An iterator that is a Python object: `next` gives undefined at the end. */
export abstract class PyNativeIterator extends PyObject implements PyIterator {
  abstract next(): PyValue | undefined;
  /** What `__length_hint__` says; undefined when unknown. */
  lengthHint(): number | undefined {
    return undefined;
  }
}
PyNativeIterator.prototype.iterate = function iterateSelf(this: PyNativeIterator): PyIterator {
  return this;
};

/** Makes the type of a native iterator; `__iter__` and `__next__` are added by `builtins/iterators.ts`. */
export function defineIterator(
  name: string,
  jsClass: new (...args: never[]) => PyNativeIterator,
  module?: string,
): PyType {
  const type = defineType(name, jsClass, module === undefined ? { final: true } : { module });
  nativeIteratorTypes.push(type);
  for (const fill of fillers) fill(type);
  return type;
}
const nativeIteratorTypes: PyType[] = [];
const fillers: ((type: PyType) => void)[] = [];
/** Called once by `builtins/iterators.ts`; covers types defined before and after. */
export function whenIteratorTypeDefined(fill: (type: PyType) => void): void {
  fillers.push(fill);
  for (const type of nativeIteratorTypes) fill(type);
}

export class PyListIterator extends PyNativeIterator {
  list: PyList | null;
  index = 0;
  constructor(list: PyList) {
    super();
    this.list = list;
  }
  next(): PyValue | undefined {
    if (this.list === null) return undefined;
    const { items } = this.list;
    if (this.index < items.length) return items[this.index++];
    this.list = null;
    return undefined;
  }
  override lengthHint(): number {
    return this.list === null ? 0 : Math.max(0, this.list.items.length - this.index);
  }
}

export class PyTupleIterator extends PyNativeIterator {
  items: readonly PyValue[];
  index = 0;
  constructor(items: readonly PyValue[]) {
    super();
    this.items = items;
  }
  next(): PyValue | undefined {
    return this.index < this.items.length ? this.items[this.index++] : undefined;
  }
  override lengthHint(): number {
    return this.items.length - this.index;
  }
}

/** Code points of a str. */
export class PyStrIterator extends PyNativeIterator {
  text: string;
  index = 0;
  constructor(text: string) {
    super();
    this.text = text;
  }
  next(): PyValue | undefined {
    const { text, index } = this;
    if (index >= text.length) return undefined;
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit < 0xdc00 && index + 1 < text.length) {
      const low = text.charCodeAt(index + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        this.index += 2;
        return text.slice(index, index + 2);
      }
    }
    this.index++;
    return text[index];
  }
  override lengthHint(): number {
    return this.text.length - this.index;
  }
}

export class PyRangeIterator extends PyNativeIterator {
  readonly start: number;
  readonly step: number;
  readonly size: number;
  index = 0;
  constructor(start: number, step: number, size: number) {
    super();
    this.start = start;
    this.step = step;
    this.size = size;
  }
  next(): PyValue | undefined {
    return this.index < this.size ? this.start + this.step * this.index++ : undefined;
  }
  override lengthHint(): number {
    return this.size - this.index;
  }
}

/** range_iterator over numbers that do not fit. */
export class PyLongRangeIterator extends PyNativeIterator {
  readonly start: bigint;
  readonly step: bigint;
  readonly size: bigint;
  index = 0n;
  constructor(start: PyInt, step: PyInt, size: PyInt) {
    super();
    this.start = BigInt(start);
    this.step = BigInt(step);
    this.size = BigInt(size);
  }
  next(): PyValue | undefined {
    if (this.index >= this.size) return undefined;
    const value = this.start + this.step * this.index++;
    return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
  }
}

export class PyBytesIterator extends PyNativeIterator {
  readonly source: PyBytes | PyByteArray;
  index = 0;
  constructor(source: PyBytes | PyByteArray) {
    super();
    this.source = source;
  }
  next(): PyValue | undefined {
    const { bytes } = this.source;
    if (this.index < bytes.length) return bytes[this.index++];
    // Once at the end, it stays there, even if the bytearray grows.
    this.index = Infinity;
    return undefined;
  }
  override lengthHint(): number {
    return Math.max(0, this.source.bytes.length - this.index);
  }
}

class PyByteArrayIterator extends PyBytesIterator {}

/** The old protocol: `__getitem__` with 0, 1, 2, ... until IndexError. */
export class PySequenceIterator extends PyNativeIterator {
  sequence: PyValue | undefined;
  index = 0;
  constructor(sequence: PyValue) {
    super();
    this.sequence = sequence;
  }
  next(): PyValue | undefined {
    const { sequence } = this;
    if (sequence === undefined) return undefined;
    try {
      const method = lookup(typeOf(sequence), "__getitem__");
      if (method === undefined) return undefined;
      return callSpecial1(method, sequence, this.index++);
    } catch (error) {
      if (!isException(error, "IndexError") && !isException(error, "StopIteration")) throw error;
      this.sequence = undefined;
      return undefined;
    }
  }
}

export const listIteratorType: PyType = defineIterator("list_iterator", PyListIterator);
export const tupleIteratorType: PyType = defineIterator("tuple_iterator", PyTupleIterator);
export const strIteratorType: PyType = defineIterator("str_iterator", PyStrIterator);
export const rangeIteratorType: PyType = defineIterator("range_iterator", PyRangeIterator);
export const longRangeIteratorType: PyType = defineIterator("longrange_iterator", PyLongRangeIterator);
export const bytesIteratorType: PyType = defineIterator("bytes_iterator", PyBytesIterator);
export const bytearrayIteratorType: PyType = defineIterator("bytearray_iterator", PyByteArrayIterator);
export const sequenceIteratorType: PyType = defineIterator("iterator", PySequenceIterator);

PyList.prototype.iterate = function iterateList(this: PyList): PyIterator {
  return new PyListIterator(this);
};
PyTuple.prototype.iterate = function iterateTuple(this: PyTuple): PyIterator {
  return new PyTupleIterator(this.items);
};
PyBytes.prototype.iterate = function iterateBytes(this: PyBytes): PyIterator {
  return new PyBytesIterator(this);
};
PyByteArray.prototype.iterate = function iterateByteArray(this: PyByteArray): PyIterator {
  return new PyByteArrayIterator(this);
};
PyRange.prototype.iterate = function iterateRange(this: PyRange): PyIterator {
  const { start, stop, step, size } = this;
  return typeof start === "number" &&
    typeof step === "number" &&
    typeof size === "number" &&
    typeof stop === "number" &&
    Math.abs(start + size * step) <= Number.MAX_SAFE_INTEGER
    ? new PyRangeIterator(start, step, size)
    : new PyLongRangeIterator(start, step, size);
};

/** next(iterator) for any value: undefined at the end. */
export function nextOf(value: PyValue): PyValue | undefined {
  if (isObject(value) && "next" in value) return (value as unknown as PyIterator).next();
  throw raise.TypeError(`'${typeOf(value).shown}' object is not an iterator`);
}

/** Whether a value can be asked for `next`. */
export function isIterator(value: PyValue): boolean {
  return isObject(value) && lookup(value.cls, "__next__") !== undefined;
}

/** All items as a new array. */
export function toArray(value: PyValue): PyValue[] {
  // Fast path: what most calls bring.
  if (value instanceof PyList && !value.cls.isHeap && value.iterate === PyList.prototype.iterate) {
    spend(value.items.length >> 3);
    return value.items.slice();
  }
  if (value instanceof PyTuple && !value.cls.isHeap && value.iterate === PyTuple.prototype.iterate) {
    spend(value.items.length >> 3);
    return value.items.slice();
  }
  const iterator = iterate(value);
  askLength(value);
  const items: PyValue[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    items.push(item);
    spend(1);
    allocateGrowth(items.length, 8);
  }
  return items;
}

/** Items without a copy where possible; not to be changed. */
export function itemsOf(value: PyValue): readonly PyValue[] {
  if (value instanceof PyTuple && value.iterate === PyTuple.prototype.iterate) return value.items;
  return toArray(value);
}

/** `a, b, c = value`. */
export function unpack(value: PyValue, count: number): readonly PyValue[] {
  if (value instanceof PyTuple && value.iterate === PyTuple.prototype.iterate && value.items.length === count)
    return value.items;
  if (value instanceof PyList && value.iterate === PyList.prototype.iterate && value.items.length === count)
    return value.items;
  const items: PyValue[] = [];
  const iterator = unpackIterator(value);
  for (let i = 0; i < count; i++) {
    const item = iterator.next();
    if (item === undefined) throw raise.ValueError(`not enough values to unpack (expected ${count}, got ${i})`);
    items.push(item);
  }
  if (iterator.next() !== undefined) throw raise.ValueError(`too many values to unpack (expected ${count})`);
  return items;
}

/** `a, *b, c = value`: the starred part arrives as a list. */
export function unpackStarred(value: PyValue, before: number, after: number): PyValue[] {
  const iterator = unpackIterator(value);
  const items: PyValue[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    items.push(item);
    spend(1);
    allocateGrowth(items.length, 8);
  }
  if (items.length < before + after) {
    throw raise.ValueError(`not enough values to unpack (expected at least ${before + after}, got ${items.length})`);
  }
  const middle = items.splice(before, items.length - before - after);
  items.splice(before, 0, new PyList(middle));
  return items;
}

function unpackIterator(value: PyValue): PyIterator {
  if (typeof value === "string") return new PyStrIterator(value);
  if (
    !isObject(value) ||
    ((lookup(value.cls, "__iter__") ?? null) === null && lookup(value.cls, "__getitem__") === undefined)
  ) {
    throw raise.TypeError(`cannot unpack non-iterable ${typeOf(value).shown} object`);
  }
  return value.iterate();
}

/** Calls `__iter__` as the generic slot does. */
export function iterateByDunder(object: PyObject): PyIterator {
  const method = lookup(object.cls, "__iter__");
  if (method === null) return notIterable(object);
  if (method === undefined) {
    return lookup(object.cls, "__getitem__") === undefined ? notIterable(object) : new PySequenceIterator(object);
  }
  const iterator = callSpecial0(method, object);
  if (!isIterator(iterator)) throw raise.TypeError(`iter() returned non-iterator of type '${typeOf(iterator).shown}'`);
  return iterator as unknown as PyIterator;
}
