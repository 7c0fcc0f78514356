/** The module `array`: numbers of one machine type in one piece of memory, which grows ahead of its size. Long as its type has many methods. */
import { type BufferView, bufferBytes } from "../../builtins/buffer.ts";
import { clampedIndex } from "../../builtins/sequence.ts";
import { repeatBytes, sliceBytes } from "../../builtins/byte-methods.ts";
import { defaultState } from "../../builtins/object.ts";
import { chargeScan, reserveBytes, reserveItems } from "../../builtins/text-size.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { call, call1 } from "../../runtime/call.ts";
import { compareItems, type Ordering } from "../../runtime/compare.ts";
import { attributes, constants, constructor, makeFunction, methods, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { isEqual } from "../../runtime/equal.ts";
import { identityOf } from "../../runtime/hash.ts";
import { defineIterator, iterate, PyNativeIterator } from "../../runtime/iterate.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { indexOrNot, sliceBounds, toSize } from "../../runtime/subscript.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  PyBytes,
  type PyIterator,
  PyList,
  PyObject,
  PySlice,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { type ItemCode, itemCode, TYPE_CODES } from "./item-codes.ts";

export class PyArray extends PyObject {
  code: ItemCode;
  /** Views look at this memory. */
  exports = 0;
  #buffer = new Uint8Array(0);
  #view = new DataView(this.#buffer.buffer);
  #size = 0;

  constructor(code: ItemCode) {
    super();
    this.code = code;
  }

  /** In items. */
  get size(): number {
    return this.#size;
  }
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#size * this.code.size);
  }
  getBuffer(): BufferView {
    const { code } = this;
    return {
      bytes: this.bytes,
      isReadOnly: false,
      format: code.code === "u" ? "w" : code.code,
      itemSize: code.size,
      shape: [this.#size],
    };
  }

  read(index: number): PyValue {
    return this.code.read(this.#view, index * this.code.size);
  }
  write(index: number, checked: number | bigint): void {
    this.code.put(this.#view, index * this.code.size, checked);
  }
  append(checked: number | bigint): void {
    this.resize(this.#size + 1);
    this.write(this.#size - 1, checked);
  }

  /** Makes it so many items long; new ones are zero or what stood there. */
  resize(size: number): void {
    this.refuseWhileShown(size);
    const needed = size * this.code.size;
    if (needed > this.#buffer.length) {
      const capacity = needed + (needed >> 4) + (size < 8 ? 3 : 7) * this.code.size;
      spend(capacity >> 6);
      allocate(capacity);
      if (capacity > LARGEST) throw raise.MemoryError();
      const buffer = new Uint8Array(capacity);
      buffer.set(this.bytes);
      this.#buffer = buffer;
      this.#view = new DataView(buffer.buffer);
    }
    this.#size = size;
  }

  refuseWhileShown(size: number): void {
    if (this.exports > 0 && size !== this.#size)
      throw raise.BufferError("cannot resize an array that is exporting buffers");
  }

  /** Puts bytes in the place of the items from `start` to `stop`. */
  splice(start: number, stop: number, bytes: Uint8Array): void {
    const width = this.code.size,
      before = this.#size;
    const fresh = bytes.buffer === this.#buffer.buffer ? bytes.slice() : bytes;
    const size = before - (stop - start) + fresh.length / width;
    this.refuseWhileShown(size);
    spend((before * width - stop * width + fresh.length) >> 6);
    if (size > before) this.resize(size);
    this.#buffer.copyWithin(start * width + fresh.length, stop * width, before * width);
    this.#buffer.set(fresh, start * width);
    if (size <= before) this.resize(size);
  }
}
const LARGEST = 2 ** 32;

export const arrayType: PyType = defineType("array", PyArray, { module: "array" });

constructor(arrayType, "(cls, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  if (keywords.size > 0 && cls === arrayType) throw raise.TypeError("array.array() takes no keyword arguments");
  if (args.length === 0) throw raise.TypeError("array() takes at least 1 argument (0 given)");
  if (args.length > 2) throw raise.TypeError(`array() takes at most 2 arguments (${args.length} given)`);
  const [letter, initial] = args as [PyValue, PyValue | undefined];
  const text = asString(letter);
  if (text === undefined || [...text].length !== 1)
    throw raise.TypeError(`array() argument 1 must be a unicode character, not ${typeOf(letter).shown}`);
  const array = newArray(itemCodeChecked(text, initial), cls);
  if (initial !== undefined) fill(array, initial);
  return array;
});

function newArray(code: ItemCode, cls: PyType = arrayType): PyArray {
  return new (cls.jsClass as unknown as typeof PyArray)(code);
}

/** CPython looks at the initial value before it looks for the letter. */
function itemCodeChecked(letter: string, initial: PyValue | undefined): ItemCode {
  if (initial !== undefined && letter !== "u") {
    if (asString(initial) !== undefined)
      throw raise.TypeError(`cannot use a str to initialize an array with typecode '${letter}'`);
    if (initial instanceof PyArray && initial.code.code === "u")
      throw raise.TypeError(`cannot use a unicode array to initialize an array with typecode '${letter}'`);
  }
  return itemCode(letter);
}

function fill(self: PyArray, initial: PyValue): void {
  const text = asString(initial);
  if (text !== undefined) return addCharacters(self, text);
  if (initial instanceof PyArray) {
    if (initial.code === self.code) return self.splice(0, 0, initial.bytes);
    return addItems(self, initial);
  }
  const bytes = bufferBytes(initial);
  if (bytes !== undefined && typeOf(initial).name.startsWith("byte")) addBytes(self, bytes);
  else addItems(self, initial);
}

function addCharacters(self: PyArray, text: string): void {
  spend(text.length);
  for (const character of text) self.append(character.codePointAt(0) ?? 0);
}

function addItems(self: PyArray, items: PyValue): void {
  const iterator = iterate(items);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    self.append(self.code.check(item));
  }
}

function addBytes(self: PyArray, bytes: Uint8Array): void {
  if (bytes.length % self.code.size !== 0) throw raise.ValueError("bytes length not a multiple of item size");
  self.splice(self.size, self.size, bytes);
}

function extend(self: PyArray, items: PyValue): void {
  if (!(items instanceof PyArray)) return addItems(self, items);
  if (items.code !== self.code) throw raise.TypeError("can only extend with array of same kind");
  self.splice(self.size, self.size, items.bytes);
}

/** All items as Python values, each read when it is asked for. */
function toItems(self: PyArray): PyValue[] {
  reserveItems(self.size);
  spend(self.size >> 1);
  const items: PyValue[] = [];
  for (let i = 0; i < self.size; i++) items.push(self.read(i));
  return items;
}

function textOf(self: PyArray): string {
  return toItems(self).join("");
}

function find(self: PyArray, value: PyValue, start = 0, stop = Infinity): number {
  for (let i = start; i < self.size && i < stop; i++) {
    if ((i & 3) === 0) spend(1);
    if (isEqual(self.read(i), value)) return i;
  }
  return -1;
}

function made(self: PyArray, bytes: Uint8Array): PyArray {
  const array = newArray(self.code);
  array.splice(0, 0, bytes);
  return array;
}

function itemPosition(self: PyArray, key: PyValue, message: string): number {
  if (indexOrNot(key) === undefined) throw raise.TypeError("array indices must be integers");
  const index = toSize(key, "IndexError");
  const place = index < 0 ? index + self.size : index;
  if (place < 0 || place >= self.size) throw raise.IndexError(message);
  return place;
}

function getItem(self: PyArray, key: PyValue): PyValue {
  if (typeof key === "number" && key >= 0 && key < self.size) return self.read(key);
  if (!(key instanceof PySlice)) return self.read(itemPosition(self, key, "array index out of range"));
  const width = self.code.size,
    { start, stop, step, count } = sliceBounds(key, self.size);
  if (width === 1) return made(self, sliceBytes(self.bytes, key));
  reserveBytes(count * width);
  if (step === 1) return made(self, self.bytes.slice(start * width, Math.max(start, stop) * width));
  const bytes = new Uint8Array(count * width),
    source = self.bytes;
  for (let i = 0; i < count; i++) {
    const from = (start + i * step) * width;
    bytes.set(source.subarray(from, from + width), i * width);
  }
  return made(self, bytes);
}

function setItem(self: PyArray, key: PyValue, value: PyValue): void {
  if (!(key instanceof PySlice)) {
    const place = itemPosition(self, key, "array assignment index out of range");
    const checked = self.code.check(value);
    // Converting the value may have run code that changed the size.
    if (place >= self.size) throw raise.IndexError("array assignment index out of range");
    return self.write(place, checked);
  }
  if (!(value instanceof PyArray))
    throw raise.TypeError(`can only assign array (not "${typeOf(value).shown}") to array slice`);
  if (value.code !== self.code) throw raise.TypeError("bad argument type for built-in operation");
  const { start, stop, step, count } = sliceBounds(key, self.size),
    width = self.code.size;
  if (step === 1) return self.splice(start, Math.max(start, stop), value.bytes);
  if (value.size === 0) return deleteItems(self, key);
  if (value.size !== count)
    throw raise.ValueError(`attempt to assign array of size ${value.size} to extended slice of size ${count}`);
  const source = value.bytes.slice(),
    target = self.bytes;
  spend(count);
  for (let i = 0; i < count; i++) target.set(source.subarray(i * width, (i + 1) * width), (start + i * step) * width);
}

function deleteItems(self: PyArray, key: PyValue): void {
  if (!(key instanceof PySlice)) {
    const place = itemPosition(self, key, "array assignment index out of range");
    return self.splice(place, place + 1, NOTHING);
  }
  const { start, stop, step, count } = sliceBounds(key, self.size),
    width = self.code.size;
  if (step === 1) return self.splice(start, Math.max(start, stop), NOTHING);
  if (count === 0) return;
  self.refuseWhileShown(-1);
  spend(self.size);
  const first = step < 0 ? start + step * (count - 1) : start,
    distance = Math.abs(step),
    { bytes } = self;
  let written = first;
  for (let read = first; read < self.size; read++) {
    const isRemoved = (read - first) % distance === 0 && (read - first) / distance < count;
    if (!isRemoved) bytes.copyWithin(written++ * width, read * width, (read + 1) * width);
  }
  self.resize(written);
}
const NOTHING = new Uint8Array(0);

function show(self: PyArray): string {
  const { name } = self.cls,
    { code } = self.code;
  if (self.size === 0) return `${name}('${code}')`;
  return `${name}('${code}', ${repr(code === "u" ? textOf(self) : new PyList(toItems(self)))})`;
}

function equals(self: PyArray, other: PyValue): PyValue {
  if (!(other instanceof PyArray)) return NotImplemented;
  if (self.size !== other.size) return false;
  for (let i = 0; i < self.size && i < other.size; i++) {
    if ((i & 3) === 0) spend(1);
    if (!isEqual(self.read(i), other.read(i))) return false;
  }
  return true;
}

function ordered(op: Ordering): (self: PyArray, other: PyValue) => PyValue {
  return (self, other) => (other instanceof PyArray ? compareItems(toItems(self), toItems(other), op) : NotImplemented);
}

function concatenate(self: PyArray, other: PyValue): PyArray {
  if (!(other instanceof PyArray))
    throw raise.TypeError(`can only append array (not "${typeOf(other).shown}") to array`);
  if (other.code !== self.code) throw raise.TypeError("bad argument type for built-in operation");
  const result = made(self, self.bytes);
  extend(result, other);
  return result;
}

function repeated(self: PyArray, count: PyValue): PyArray {
  return made(self, repeatedBytes(self, count));
}

function repeatedBytes(self: PyArray, count: PyValue): Uint8Array {
  if (indexOrNot(count) === undefined)
    throw raise.TypeError(`can't multiply sequence by non-int of type '${typeOf(count).shown}'`);
  return repeatBytes(self.bytes, count);
}

function pop(self: PyArray, index: PyValue): PyValue {
  const place = toSize(index);
  if (self.size === 0) throw raise.IndexError("pop from empty array");
  const position = place < 0 ? place + self.size : place;
  if (position < 0 || position >= self.size) throw raise.IndexError("pop index out of range");
  const value = self.read(position);
  self.splice(position, position + 1, NOTHING);
  return value;
}

/** Turns round the bytes of each item, or the items of the whole. */
function reverseEach(bytes: Uint8Array, width: number): void {
  spend(bytes.length >> 2);
  for (let start = 0; start < bytes.length; start += width) bytes.subarray(start, start + width).reverse();
}

function reduce(self: PyArray, protocol: PyValue): PyValue {
  const state = defaultState(self);
  if (toSize(protocol) < 3) {
    const items = self.code.code === "u" ? textOf(self) : new PyList(toItems(self));
    return new PyTuple([self.cls, new PyTuple([self.code.code, items]), state]);
  }
  reserveBytes(self.bytes.length);
  const bytes = new PyBytes(self.bytes.slice());
  return new PyTuple([reconstructor, new PyTuple([self.cls, self.code.code, self.code.machineFormat, bytes]), state]);
}

methods(arrayType, {
  "__repr__(self, /)": show,
  "__len__(self, /)": (self: PyArray) => self.size,
  "__getitem__(self, key, /)": getItem,
  "__setitem__(self, key, value, /)"(self: PyArray, key: PyValue, value: PyValue) {
    setItem(self, key, value);
    return null;
  },
  "__delitem__(self, key, /)"(self: PyArray, key: PyValue) {
    deleteItems(self, key);
    return null;
  },
  "__contains__(self, key, /)": (self: PyArray, value: PyValue) => find(self, value) >= 0,
  "__iter__(self, /)": (self: PyArray) => new PyArrayIterator(self),
  "__eq__(self, value, /)": equals,
  "__lt__(self, value, /)": ordered("<"),
  "__le__(self, value, /)": ordered("<="),
  "__gt__(self, value, /)": ordered(">"),
  "__ge__(self, value, /)": ordered(">="),
  "__add__(self, value, /)": concatenate,
  "__mul__(self, value, /)": repeated,
  "__rmul__(self, value, /)": repeated,
  "__iadd__(self, value, /)"(self: PyArray, other: PyValue) {
    if (!(other instanceof PyArray))
      throw raise.TypeError(`can only extend array with array (not "${typeOf(other).shown}")`);
    extend(self, other);
    return self;
  },
  "__imul__(self, value, /)"(self: PyArray, count: PyValue) {
    self.splice(0, self.size, repeatedBytes(self, count));
    return self;
  },
  "__copy__(self, /)": (self: PyArray) => made(self, self.bytes),
  "__deepcopy__(self, unused, /)": (self: PyArray) => made(self, self.bytes),
  "__reduce_ex__(self, value, /)": reduce,
  "__sizeof__(self, /)": (self: PyArray) => 64 + self.bytes.length,
  "append(self, v, /)"(self: PyArray, value: PyValue) {
    self.append(self.code.check(value));
    return null;
  },
  "buffer_info(self, /)": (self: PyArray) => new PyTuple([identityOf(self), self.size]),
  "byteswap(self, /)"(self: PyArray) {
    reverseEach(self.bytes, self.code.size);
    return null;
  },
  "count(self, v, /)"(self: PyArray, value: PyValue) {
    let count = 0;
    for (let at = find(self, value); at >= 0; at = find(self, value, at + 1)) count++;
    return count;
  },
  "extend(self, bb, /)"(self: PyArray, items: PyValue) {
    extend(self, items);
    return null;
  },
  "frombytes(self, buffer, /)"(self: PyArray, buffer: PyValue) {
    const bytes = bufferBytes(buffer);
    if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(buffer).shown}'`);
    addBytes(self, bytes);
    return null;
  },
  "fromfile(self, f, n, /)"(self: PyArray, file: PyValue, count: PyValue) {
    const wanted = toSize(count) * self.code.size;
    if (wanted < 0) throw raise.ValueError("negative count");
    const read = call1(getAttribute(file, "read"), wanted);
    if (!(read instanceof PyBytes)) throw raise.TypeError("read() didn't return bytes");
    addBytes(self, read.bytes);
    if (read.bytes.length !== wanted) throw raise.EOFError("read() didn't return enough bytes");
    return null;
  },
  "fromlist(self, list, /)"(self: PyArray, list: PyValue) {
    if (!(list instanceof PyList)) throw raise.TypeError("arg must be list");
    const { size } = self;
    try {
      addItems(self, list);
    } catch (error) {
      self.resize(size);
      throw error;
    }
    return null;
  },
  "fromunicode(self, ustr, /)"(self: PyArray, value: PyValue) {
    const text = asString(value);
    if (text === undefined) throw raise.TypeError(`fromunicode() argument must be str, not ${shownArgument(value)}`);
    if (self.code.code !== "u") throw raise.ValueError("fromunicode() may only be called on unicode type arrays");
    addCharacters(self, text);
    return null;
  },
  "index(self, v, start=0, stop=9007199254740991, /)"(self: PyArray, value: PyValue, start: PyValue, stop: PyValue) {
    const at = find(self, value, clampedIndex(start, self.size), clampedIndex(stop, self.size));
    if (at < 0) throw raise.ValueError("array.index(x): x not in array");
    return at;
  },
  "insert(self, i, v, /)"(self: PyArray, index: PyValue, value: PyValue) {
    const place = toSize(index),
      checked = self.code.check(value);
    const position = place < 0 ? Math.max(0, place + self.size) : Math.min(place, self.size);
    self.splice(position, position, new Uint8Array(self.code.size));
    self.write(position, checked);
    return null;
  },
  "pop(self, i=-1, /)": pop,
  "remove(self, v, /)"(self: PyArray, value: PyValue) {
    const at = find(self, value);
    if (at < 0) throw raise.ValueError("array.remove(x): x not in array");
    self.splice(at, at + 1, NOTHING);
    return null;
  },
  "reverse(self, /)"(self: PyArray) {
    const { bytes } = self;
    chargeScan(bytes.length);
    // All bytes turned round, then those of each item back again.
    bytes.reverse();
    reverseEach(bytes, self.code.size);
    return null;
  },
  "tobytes(self, /)"(self: PyArray) {
    reserveBytes(self.bytes.length);
    return new PyBytes(self.bytes.slice());
  },
  "tofile(self, f, /)"(self: PyArray, file: PyValue) {
    reserveBytes(self.bytes.length);
    call(getAttribute(file, "write"), [new PyBytes(self.bytes.slice())]);
    return null;
  },
  "tolist(self, /)": (self: PyArray) => new PyList(toItems(self)),
  "tounicode(self, /)"(self: PyArray) {
    if (self.code.code !== "u") throw raise.ValueError("tounicode() may only be called on unicode type arrays");
    return textOf(self);
  },
});
attributes<PyArray>(arrayType, { typecode: (self) => self.code.code, itemsize: (self) => self.code.size });
constants(arrayType, { __hash__: null });

PyArray.prototype.getItem = function getItemOfArray(this: PyArray, key: PyValue): PyValue {
  return getItem(this, key);
};
PyArray.prototype.setItem = function setItemOfArray(this: PyArray, key: PyValue, value: PyValue): void {
  setItem(this, key, value);
};
PyArray.prototype.deleteItem = function deleteItemOfArray(this: PyArray, key: PyValue): void {
  deleteItems(this, key);
};
PyArray.prototype.length = function lengthOfArray(this: PyArray): number {
  return this.size;
};
PyArray.prototype.isTrue = function isTrueArray(this: PyArray): boolean {
  return this.size > 0;
};
PyArray.prototype.contains = function containsInArray(this: PyArray, item: PyValue): boolean {
  return find(this, item) >= 0;
};
PyArray.prototype.iterate = function iterateArray(this: PyArray): PyIterator {
  return new PyArrayIterator(this);
};
PyArray.prototype.equals = function equalsOfArray(this: PyArray, other: PyValue): PyValue {
  return equals(this, other);
};
PyArray.prototype.hash = function hashOfArray(this: PyArray): never {
  throw raise.TypeError(`unhashable type: '${this.cls === arrayType ? "array.array" : this.cls.name}'`);
};

class PyArrayIterator extends PyNativeIterator {
  #array: PyArray | null;
  #index = 0;
  constructor(array: PyArray) {
    super();
    this.#array = array;
  }
  next(): PyValue | undefined {
    const array = this.#array;
    if (array === null) return undefined;
    if (this.#index < array.size) return array.read(this.#index++);
    this.#array = null;
    return undefined;
  }
  get state(): [PyArray | null, number] {
    return [this.#array, this.#index];
  }
  set index(index: number) {
    this.#index = Math.max(0, index);
  }
}
const iteratorType = defineIterator("arrayiterator", PyArrayIterator, "array");
methods(iteratorType, {
  "__reduce__(self, /)"(self: PyArrayIterator) {
    const [array, index] = self.state,
      iter = getAttribute(arrayType, "__iter__");
    return array === null
      ? new PyTuple([iter, new PyTuple([newArray(itemCode("b"))])])
      : new PyTuple([iter, new PyTuple([array]), index]);
  },
  "__setstate__(self, state, /)"(self: PyArrayIterator, state: PyValue) {
    self.index = toSize(state);
    return null;
  },
});

/** What a pickle makes an array with: the odd machine formats of what has several bytes are big-endian. */
const reconstructor = makeFunction(
  "_array_reconstructor(arraytype, typecode, mformat_code, items, /)",
  (cls: PyValue, letter: PyValue, format: PyValue, items: PyValue) => {
    const machineFormat = toSize(format);
    if (!(items instanceof PyBytes))
      throw raise.TypeError(`fourth argument should be bytes, not ${typeOf(items).shown}`);
    if (machineFormat < 0 || machineFormat > 21)
      throw raise.ValueError("third argument must be a valid machine format code.");
    const array = call(cls, [letter]);
    if (!(array instanceof PyArray))
      throw raise.TypeError(`first argument must be a type object, not ${typeOf(cls).shown}`);
    chargeScan(items.bytes.length);
    const bytes = items.bytes.slice();
    if (machineFormat > 1 && machineFormat % 2 === 1) reverseEach(bytes, array.code.size);
    addBytes(array, bytes);
    return array;
  },
  "array",
);

export const requires: readonly string[] = ["collections.abc"];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const sequence = importModule(interpreter, "collections.abc").globals.getString("MutableSequence") ?? null;
  call(getAttribute(sequence, "register"), [arrayType]);
  names(globals, {
    array: arrayType,
    ArrayType: arrayType,
    typecodes: TYPE_CODES,
    _array_reconstructor: reconstructor,
  });
}
