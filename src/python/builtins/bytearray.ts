/** bytearray: bytes that can be changed. Its buffer grows ahead of its size, so that appending is cheap. */
import { constructor, constants, methods } from "../runtime/define.ts";
import { unhashable } from "../runtime/hash.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { askLength } from "../runtime/length-hint.ts";
import { raise } from "../runtime/raise.ts";
import { indexOrNot, sliceBounds, toSize } from "../runtime/subscript.ts";
import { bytearrayType, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import {
  PyByteArray,
  PyBytes,
  PyComplex,
  PyList,
  PyObject,
  PySlice,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { bufferBytes, wholeBytes } from "./buffer.ts";
import { containsBytes, equalsBytes, repeatBytes, shareByteMethods, sliceBytes } from "./byte-methods.ts";
import { bytesFromItems, iterateBytes, toByte } from "./byte-sources.ts";
import { encodedSource, shownBytes, zeroBytes } from "./bytes.ts";
import { defaultState } from "./object.ts";
import { latinText } from "./text/byte-builder.ts";
import { chargeScan, reserveBytes } from "./text-size.ts";

constructor(
  bytearrayType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyByteArray)(),
);

shareByteMethods(bytearrayType, (bytes) => new PyByteArray(bytes));

methods(bytearrayType, {
  "__init__(self, source=..., encoding=..., errors=...)"(
    self: PyByteArray,
    source: PyValue | undefined,
    encoding: PyValue | undefined,
    errors: PyValue | undefined,
  ) {
    const bytes =
      encodedSource(source, encoding, errors, "bytearray") ?? (source === undefined ? NOTHING : zeroBytes(source));
    if (bytes === undefined && source instanceof PyObject && isStream(source)) fillFrom(self, source);
    else splice(self, 0, self.size, bytes ?? initialBytes(source as PyValue)); // Without a source there are bytes.
    return null;
  },
  "__repr__(self, /)": repr,
  "__str__(self, /)": repr,
  "__getitem__(self, key, /)": itemOf,
  "__setitem__(self, key, value, /)"(self: PyByteArray, key: PyValue, value: PyValue) {
    assign(self, key, value);
    return null;
  },
  "__delitem__(self, key, /)"(self: PyByteArray, key: PyValue) {
    remove(self, key);
    return null;
  },
  "__iadd__(self, value, /)"(self: PyByteArray, other: PyValue) {
    const bytes = bufferBytes(other);
    if (bytes === undefined) throw raise.TypeError(`can't concat ${typeOf(other).shown} to ${self.cls.shown}`);
    splice(self, self.size, self.size, bytes);
    return self;
  },
  "__imul__(self, value, /)"(self: PyByteArray, count: PyValue) {
    const bytes = repeatBytes(self.bytes, count);
    splice(self, 0, self.size, bytes);
    return self;
  },
  "append(self, item, /)"(self: PyByteArray, item: PyValue) {
    append(self, toByte(item));
    return null;
  },
  "clear(self, /)"(self: PyByteArray) {
    checkResize(self, 0);
    self.buffer = new Uint8Array(0);
    self.size = 0;
    return null;
  },
  "copy(self, /)": (self: PyByteArray) => copyOf(self),
  "extend(self, iterable_of_ints, /)"(self: PyByteArray, iterable: PyValue) {
    askLength(iterable);
    splice(self, self.size, self.size, bytesFromItems(iterable, "extension"));
    return null;
  },
  "insert(self, index, item, /)"(self: PyByteArray, index: PyValue, item: PyValue) {
    const place = toSize(index),
      byte = toByte(item);
    const position = place < 0 ? Math.max(0, place + self.size) : Math.min(place, self.size);
    splice(self, position, position, Uint8Array.of(byte));
    return null;
  },
  "pop(self, index=-1, /)"(self: PyByteArray, index: PyValue) {
    const place = toSize(index);
    if (self.size === 0) throw raise.IndexError("pop from empty bytearray");
    const position = place < 0 ? place + self.size : place;
    const byte = position < 0 ? undefined : self.bytes[position];
    if (byte === undefined) throw raise.IndexError("pop index out of range");
    splice(self, position, position + 1, NOTHING);
    return byte;
  },
  "remove(self, value, /)"(self: PyByteArray, value: PyValue) {
    const byte = toByte(value);
    chargeScan(self.size);
    const position = self.bytes.indexOf(byte);
    if (position < 0) throw raise.ValueError("value not found in bytearray");
    splice(self, position, position + 1, NOTHING);
    return null;
  },
  "reverse(self, /)"(self: PyByteArray) {
    chargeScan(self.size);
    self.bytes.reverse();
    return null;
  },
  "__alloc__(self, /)": (self: PyByteArray) =>
    self.buffer.length === 0 ? 0 : Math.max(self.buffer.length, self.size + 1),
  "__sizeof__(self, /)": (self: PyByteArray) => 56 + self.buffer.length,
  "__reduce__(self, /)": (self: PyByteArray) => reduce(self, 2),
  "__reduce_ex__(self, proto=0, /)": (self: PyByteArray, protocol: PyValue) => reduce(self, toSize(protocol)),
});
constants(bytearrayType, { __hash__: null });

const NOTHING = new Uint8Array(0);

function initialBytes(source: PyValue): Uint8Array {
  if (typeof source === "string" || source === null)
    throw raise.TypeError(`cannot convert '${typeOf(source).shown}' object to bytearray`);
  return bytesFromItems(source, "bytearray");
}

/** Neither memory nor a list: its items come one by one, and its code may look at what has come. */
function isStream(source: PyObject): boolean {
  return (
    wholeBytes(source) === undefined &&
    !(source instanceof PyList) &&
    !(source instanceof PyTuple) &&
    lookup(source.cls, "__iter__") !== undefined
  );
}

function fillFrom(self: PyByteArray, source: PyObject): void {
  splice(self, 0, self.size, NOTHING);
  const iterator = iterateBytes(source, "bytearray");
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    append(self, toByte(item));
  }
}

function append(self: PyByteArray, byte: number): void {
  grow(self, self.size + 1);
  self.buffer[self.size++] = byte;
}

function copyOf(self: PyByteArray): PyByteArray {
  reserveBytes(self.size);
  return new PyByteArray(self.bytes.slice());
}

function repr(self: PyByteArray): string {
  const shown = shownBytes(self.bytes);
  // Unlike bytes, it escapes the single quote between double ones too.
  return `${self.cls.name}(${shown.startsWith('b"') ? shown.replaceAll("'", "\\'") : shown})`;
}

/** How copy and pickle take it apart: as Latin-1 text below protocol 3, as bytes above. */
function reduce(self: PyByteArray, protocol: number): PyValue {
  const args = self.size === 0 ? [] : protocol < 3 ? [latinText(self.bytes), "latin-1"] : [shareableBytes(self)];
  return new PyTuple([self.cls, new PyTuple(args), defaultState(self)]);
}

function shareableBytes(self: PyByteArray): PyValue {
  return new PyBytes(self.bytes.slice());
}

/** Memory that a `with memoryview(...)` looks at must stay where it is. */
function checkResize(self: PyByteArray, size: number): void {
  if (self.exports > 0 && size !== self.size)
    throw raise.BufferError("Existing exports of data: object cannot be re-sized");
}

/** Makes room for `size` bytes. */
function grow(self: PyByteArray, size: number): void {
  checkResize(self, size);
  if (size <= self.buffer.length) return;
  const capacity = size + (size >> 3) + (size < 9 ? 3 : 6);
  spend(capacity >> 6);
  allocate(capacity);
  if (capacity > LARGEST) throw raise.MemoryError();
  const buffer = new Uint8Array(capacity);
  buffer.set(self.bytes);
  self.buffer = buffer;
}
const LARGEST = 2 ** 32;

/** Puts `bytes` in the place of those from `start` to `stop`. */
function splice(self: PyByteArray, start: number, stop: number, bytes: Uint8Array): void {
  const size = self.size - (stop - start) + bytes.length;
  // The source may be this very buffer, which is about to move.
  const fresh = bytes.buffer === self.buffer.buffer ? bytes.slice() : bytes;
  grow(self, size);
  spend((self.size - stop + fresh.length) >> 6);
  self.buffer.copyWithin(start + fresh.length, stop, self.size);
  self.buffer.set(fresh, start);
  self.size = size;
}

function indexOf(key: PyValue): number {
  if (indexOrNot(key) === undefined)
    throw raise.TypeError(`bytearray indices must be integers or slices, not ${typeOf(key).shown}`);
  return toSize(key, "IndexError");
}

function placeOf(self: PyByteArray, index: number): number {
  const place = index < 0 ? index + self.size : index;
  if (place < 0 || place >= self.size) throw raise.IndexError("bytearray index out of range");
  return place;
}

function itemOf(self: PyByteArray, key: PyValue): PyValue {
  if (key instanceof PySlice) return new PyByteArray(sliceBytes(self.bytes, key));
  return self.buffer[placeOf(self, indexOf(key))] ?? 0;
}

function assign(self: PyByteArray, key: PyValue, value: PyValue): void {
  if (!(key instanceof PySlice)) {
    // CPython reads the value before it looks whether there is such a place.
    const index = indexOf(key),
      byte = toByte(value);
    self.buffer[placeOf(self, index)] = byte;
    return;
  }
  // A wrong slice is an error before a wrong value is.
  sliceBounds(key, self.size);
  const bytes = assignedBytes(value);
  const { start, stop, step, count } = sliceBounds(key, self.size);
  if (step === 1) {
    splice(self, start, Math.max(start, stop), bytes);
    return;
  }
  if (bytes.length !== count) {
    if (bytes.length === 0) return deleteStepped(self, start, step, count);
    throw raise.ValueError(`attempt to assign bytes of size ${bytes.length} to extended slice of size ${count}`);
  }
  spend(count >> 4);
  const fresh = bytes.buffer === self.buffer.buffer ? bytes.slice() : bytes;
  for (let index = 0, place = start; index < count; index++, place += step) self.buffer[place] = fresh[index] ?? 0;
}

function assignedBytes(value: PyValue): Uint8Array {
  const buffer = wholeBytes(value);
  if (buffer !== undefined) return buffer;
  if (typeof value === "string" || isNumber(value)) {
    throw raise.TypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  return initialBytes(value);
}

function isNumber(value: PyValue): boolean {
  return (
    value instanceof PyComplex || ["__index__", "__int__", "__float__"].some((name) => lookup(typeOf(value), name))
  );
}

function remove(self: PyByteArray, key: PyValue): void {
  if (!(key instanceof PySlice)) {
    const place = placeOf(self, indexOf(key));
    splice(self, place, place + 1, NOTHING);
    return;
  }
  const { start, stop, step, count } = sliceBounds(key, self.size);
  if (step === 1) splice(self, start, Math.max(start, stop), NOTHING);
  else deleteStepped(self, start, step, count);
}

/** Removes every `step`th byte: those that stay move down. */
function deleteStepped(self: PyByteArray, start: number, step: number, count: number): void {
  if (count === 0) return;
  checkResize(self, self.size - count);
  spend(self.size >> 4);
  const first = step < 0 ? start + step * (count - 1) : start,
    width = Math.abs(step);
  let written = first;
  for (let read = first; read < self.size; read++) {
    const isRemoved = (read - first) % width === 0 && (read - first) / width < count;
    if (!isRemoved) self.buffer[written++] = self.buffer[read] ?? 0;
  }
  self.size = written;
}

PyByteArray.prototype.getItem = function getItemOfBytes(this: PyByteArray, key: PyValue): PyValue {
  return itemOf(this, key);
};
PyByteArray.prototype.setItem = function setItemOfBytes(this: PyByteArray, key: PyValue, value: PyValue): void {
  assign(this, key, value);
};
PyByteArray.prototype.deleteItem = function deleteItemOfBytes(this: PyByteArray, key: PyValue): void {
  remove(this, key);
};
PyByteArray.prototype.length = function lengthOfBytes(this: PyByteArray): number {
  return this.size;
};
PyByteArray.prototype.contains = function containsInBytes(this: PyByteArray, item: PyValue): boolean {
  return containsBytes(this, item);
};
PyByteArray.prototype.equals = function equalsOfBytes(this: PyByteArray, other: PyValue): PyValue {
  return equalsBytes(this, other);
};
PyByteArray.prototype.hash = function hashOfBytes(this: PyByteArray): never {
  return unhashable(this);
};
