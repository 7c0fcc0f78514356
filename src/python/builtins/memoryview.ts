/**
 * memoryview: a window on the memory of another object, seen as items of a format and a shape.
 *
 * While a view exists, CPython forbids its bytearray to change size. Here nobody knows when a view is gone, so only
 * `with memoryview(...)` forbids it; any other view checks at each access that what it shows is still there.
 */
import { attributes, constructor, methods } from "../runtime/define.ts";
import { PyNativeIterator, defineIterator } from "../runtime/iterate.ts";
import { paid, spend } from "../runtime/limits.ts";
import { identityOf } from "../runtime/hash.ts";
import { isEqual } from "../runtime/equal.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { indexOrNot, sliceBounds, toSize } from "../runtime/subscript.ts";
import { shownArgument, typeOf } from "../runtime/type-table.ts";
import { defineType } from "../runtime/types.ts";
import {
  NotImplemented,
  PyByteArray,
  PyBytes,
  type PyIterator,
  PyList,
  PyObject,
  PySlice,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { type BufferView, wholeBytes, isBufferExporter } from "./buffer.ts";
import { encode } from "./encoding.ts";
import { hexOf } from "./byte-methods.ts";
import { hashBytes } from "./bytes.ts";
import { type ItemFormat, itemFormat } from "./item-format.ts";
import { chargeEach, reserveBytes, reserveItems } from "./text-size.ts";

interface ViewFields {
  /** The object whose memory is shown. */
  owner: PyValue;
  isReadOnly: boolean;
  format: string;
  itemSize: number;
  /** In bytes, from the beginning of the owner's memory. */
  offset: number;
  shape: readonly number[];
  strides: readonly number[];
}

export class PyMemoryView extends PyObject {
  /** null once released. */
  fields: ViewFields | null;
  /** How many `with` blocks hold the owner's memory still through this view. */
  holds = 0;
  /** Kept from the first time, for after the release. */
  hashed: number | undefined;
  constructor(fields: ViewFields) {
    super();
    this.fields = fields;
  }

  getBuffer(): BufferView {
    const fields = live(this);
    const isScattered = !isContiguous(fields);
    return {
      bytes: isScattered ? copyOf(fields) : memoryOf(fields),
      isScattered,
      isReadOnly: fields.isReadOnly,
      format: fields.format,
      itemSize: fields.itemSize,
      shape: fields.shape,
    };
  }
}

export const memoryviewType: PyType = defineType("memoryview", PyMemoryView, { final: true });

constructor(memoryviewType, "(cls, object)", (_cls: PyType, object: PyValue) => new PyMemoryView(viewOf(object)));

function viewOf(object: PyValue): ViewFields {
  if (object instanceof PyMemoryView) return live(object);
  if (object instanceof PyBytes || object instanceof PyByteArray) {
    return {
      owner: object,
      isReadOnly: object instanceof PyBytes,
      format: "B",
      itemSize: 1,
      offset: 0,
      shape: [object.bytes.length],
      strides: [1],
    };
  }
  if (!isBufferExporter(object))
    throw raise.TypeError(`memoryview: a bytes-like object is required, not '${typeOf(object).shown}'`);
  const { isReadOnly, format, itemSize, shape } = object.getBuffer();
  return { owner: object, isReadOnly, format, itemSize, offset: 0, shape, strides: stridesOf(shape, itemSize) };
}

/** Row by row, the last index fastest. */
function stridesOf(shape: readonly number[], itemSize: number): number[] {
  const strides: number[] = [];
  let size = itemSize;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides.unshift(size);
    size *= shape[axis] ?? 0;
  }
  return strides;
}

function live(view: PyMemoryView): ViewFields {
  if (view.fields === null) throw raise.ValueError("operation forbidden on released memoryview object");
  return view.fields;
}

/** The owner's memory as it is now. */
function ownerBytes(fields: ViewFields): Uint8Array {
  return wholeBytes(fields.owner) ?? new Uint8Array(0);
}

function countOf(fields: ViewFields): number {
  return fields.shape.reduce((count, size) => count * size, 1);
}

function isContiguous(fields: ViewFields): boolean {
  const strides = stridesOf(fields.shape, fields.itemSize);
  return (
    countOf(fields) === 0 ||
    fields.strides.every((stride, axis) => stride === strides[axis] || fields.shape[axis] === 1)
  );
}

function memoryOf(fields: ViewFields): Uint8Array {
  const size = countOf(fields) * fields.itemSize,
    bytes = ownerBytes(fields);
  if (fields.offset + size > bytes.length)
    throw raise.ValueError("memoryview: the underlying buffer has changed its size");
  return bytes.subarray(fields.offset, fields.offset + size);
}

/** Offsets of all items in order. */
function* offsets(fields: ViewFields): Generator<number> {
  for (const row of rows(fields)) {
    for (let index = 0; index < row.count; index++) yield row.offset + index * row.stride;
  }
}

interface Row {
  offset: number;
  count: number;
  stride: number;
}

/** The items of the last axis, for each place in the others. */
function* rows(fields: ViewFields, axis: number = 0, offset: number = fields.offset): Generator<Row> {
  const count = fields.shape[axis] ?? 1,
    stride = fields.strides[axis] ?? 0;
  if (axis >= fields.shape.length - 1) yield { offset, count, stride };
  else for (let index = 0; index < count; index++) yield* rows(fields, axis + 1, offset + index * stride);
}

/** The bytes of items one after the other, taken from where they stand or put there. */
function moveItems(fields: ViewFields, bytes: Uint8Array, isTaken: boolean): void {
  const memory = ownerBytes(fields),
    { itemSize } = fields;
  let position = 0;
  for (const { offset, count, stride } of rows(fields)) {
    spend(1);
    chargeEach(count * itemSize);
    for (let index = 0; index < count; index++) {
      const from = offset + index * stride;
      for (let byte = 0; byte < itemSize; byte++, position++) {
        if (isTaken) bytes[position] = memory[from + byte] ?? 0;
        else memory[from + byte] = bytes[position] ?? 0;
      }
    }
  }
}

function copyOf(fields: ViewFields): Uint8Array {
  const size = countOf(fields) * fields.itemSize;
  reserveBytes(size);
  if (isContiguous(fields)) return memoryOf(fields).slice();
  const result = new Uint8Array(size);
  moveItems(fields, result, true);
  return result;
}

function formatOf(fields: ViewFields): ItemFormat {
  const format = itemFormat(fields.format);
  if (format === undefined) throw raise.NotImplementedError(`memoryview: format ${fields.format} not supported`);
  return format;
}

function readAt(fields: ViewFields, format: ItemFormat, offset: number): PyValue {
  const bytes = ownerBytes(fields);
  if (offset + fields.itemSize > bytes.length) throw raise.IndexError("index out of bounds on dimension 1");
  return format.read(new DataView(bytes.buffer, bytes.byteOffset + offset, fields.itemSize));
}

function toNestedList(fields: ViewFields, format: ItemFormat, axis: number, offset: number): PyValue {
  const size = fields.shape[axis],
    stride = fields.strides[axis];
  if (size === undefined || stride === undefined) return readAt(fields, format, offset);
  reserveItems(size);
  const items: PyValue[] = [];
  for (let index = 0; index < size; index++) {
    spend(2);
    items.push(toNestedList(fields, format, axis + 1, offset + index * stride));
  }
  return new PyList(items);
}

function offsetOf(fields: ViewFields, keys: readonly PyValue[]): number {
  let { offset } = fields;
  keys.forEach((key, axis) => {
    const size = fields.shape[axis] ?? 0,
      index = toSize(key, "IndexError");
    const place = index < 0 ? index + size : index;
    if (place < 0 || place >= size) throw raise.IndexError(`index out of bounds on dimension ${axis + 1}`);
    offset += place * (fields.strides[axis] ?? 0);
  });
  return offset;
}

function sliced(fields: ViewFields, slice: PySlice): ViewFields {
  const { start, step, count } = sliceBounds(slice, fields.shape[0] ?? 0);
  const stride = fields.strides[0] ?? 0;
  return {
    ...fields,
    offset: fields.offset + (count === 0 ? 0 : start * stride),
    shape: [count, ...fields.shape.slice(1)],
    strides: [stride * step, ...fields.strides.slice(1)],
  };
}

/** The offset of the one item that a key means; undefined for keys that mean more. */
function itemOffset(fields: ViewFields, key: PyValue): number | undefined {
  const axes = fields.shape.length;
  if (axes === 0 && key instanceof PyTuple && key.items.length === 0) return fields.offset;
  if (key instanceof PyTuple) {
    if (!paid(key.items).every((part) => indexOrNot(part) !== undefined)) return undefined;
    if (key.items.length > axes)
      throw raise.TypeError(`cannot index ${axes}-dimension view with ${key.items.length}-element tuple`);
    if (key.items.length < axes) throw raise.NotImplementedError("sub-views are not implemented");
    return offsetOf(fields, key.items);
  }
  if (indexOrNot(key) === undefined) return undefined;
  if (axes === 0) throw raise.TypeError("invalid indexing of 0-dim memory");
  if (axes > 1) throw raise.NotImplementedError("multi-dimensional sub-views are not implemented");
  return offsetOf(fields, [key]);
}

function getItem(self: PyMemoryView, key: PyValue): PyValue {
  const fields = live(self);
  if (key instanceof PySlice) {
    if (fields.shape.length === 0) throw raise.TypeError("invalid indexing of 0-dim memory");
    return new PyMemoryView(sliced(fields, key));
  }
  const format = formatOf(fields),
    offset = itemOffset(fields, key);
  // Once more `live`: a key's `__index__` may have released the view.
  if (offset !== undefined) return readAt(live(self), format, offset);
  if (hasSlicesOnly(key)) throw raise.NotImplementedError("multi-dimensional slicing is not implemented");
  throw raise.TypeError("memoryview: invalid slice key");
}

function hasSlicesOnly(key: PyValue): boolean {
  return key instanceof PyTuple && key.items.length > 0 && paid(key.items).every((part) => part instanceof PySlice);
}

function setItem(self: PyMemoryView, key: PyValue, value: PyValue): void {
  const fields = live(self);
  if (fields.isReadOnly) throw raise.TypeError("cannot modify read-only memory");
  if (key instanceof PySlice && fields.shape.length === 1) {
    const target = sliced(fields, key);
    live(self);
    return setSlice(target, value);
  }
  const format = formatOf(fields),
    offset = itemOffset(fields, key);
  if (offset === undefined) {
    if (key instanceof PySlice || hasSlicesOnly(key))
      throw raise.NotImplementedError("memoryview slice assignments are currently restricted to ndim = 1");
    throw raise.TypeError("memoryview: invalid slice key");
  }
  const bytes = format.write(value);
  const memory = ownerBytes(live(self));
  if (offset + bytes.length > memory.length) throw raise.IndexError("index out of bounds on dimension 1");
  memory.set(bytes, offset);
}

function deleteItem(self: PyMemoryView): never {
  throw raise.TypeError(live(self).isReadOnly ? "cannot modify read-only memory" : "cannot delete memory");
}

function setSlice(target: ViewFields, value: PyValue): void {
  if (!(value instanceof PyObject) || wholeBytes(value) === undefined)
    throw raise.TypeError(`a bytes-like object is required, not '${typeOf(value).shown}'`);
  const source = viewOf(value);
  if (
    source.format.replace("@", "") !== target.format.replace("@", "") ||
    source.shape.length !== 1 ||
    source.shape[0] !== target.shape[0]
  ) {
    throw raise.ValueError("memoryview assignment: lvalue and rvalue have different structures");
  }
  // A copy first: both sides may be the same memory.
  moveItems(target, copyOf(source), false);
}

function cast(self: PyMemoryView, format: PyValue, shape: PyValue | undefined): PyValue {
  const fields = live(self),
    code = asString(format);
  if (code === undefined) throw raise.TypeError(`cast() argument 'format' must be str, not ${shownArgument(format)}`);
  if (!isContiguous(fields)) throw raise.TypeError("memoryview: casts are restricted to C-contiguous views");
  if (shape !== undefined) {
    const dimensions = dimensionsOf(shape).length;
    if (fields.shape.length !== 1 && dimensions !== 1)
      throw raise.TypeError("memoryview: cast must be 1D -> ND or ND -> 1D");
  }
  encode(code, "ascii");
  const target = itemFormat(code);
  if (target === undefined)
    throw raise.ValueError(
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  const isByte = (name: string): boolean => ["B", "b", "c"].includes(name.replace("@", ""));
  if (!isByte(fields.format) && !isByte(code))
    throw raise.TypeError("memoryview: cannot cast between two non-byte formats");
  const size = countOf(fields) * fields.itemSize;
  if (size % target.size !== 0) throw raise.TypeError("memoryview: length is not a multiple of itemsize");
  const lengths = shape === undefined ? [size / target.size] : shapeArgument(shape);
  if (lengths.reduce((count, length) => count * length, target.size) !== size)
    throw raise.TypeError("memoryview: product(shape) * itemsize != buffer size");
  return new PyMemoryView({
    ...fields,
    format: code,
    itemSize: target.size,
    shape: lengths,
    strides: stridesOf(lengths, target.size),
  });
}

function dimensionsOf(shape: PyValue): readonly PyValue[] {
  if (!(shape instanceof PyList) && !(shape instanceof PyTuple))
    throw raise.TypeError("shape must be a list or a tuple");
  if (shape.items.length > 64) throw raise.ValueError("memoryview: number of dimensions must not exceed 64");
  return shape.items;
}

function shapeArgument(shape: PyValue): number[] {
  return dimensionsOf(shape).map((item) => {
    if (indexOrNot(item) === undefined) throw raise.TypeError("memoryview.cast(): elements of shape must be integers");
    const length = toSize(item);
    if (length <= 0) throw raise.ValueError("memoryview.cast(): elements of shape must be integers > 0");
    return length;
  });
}

function equals(self: PyMemoryView, other: PyValue): PyValue {
  if (self === other) return true;
  if (self.fields === null || (other instanceof PyMemoryView && other.fields === null)) return false;
  if (!(other instanceof PyObject) || wholeBytes(other) === undefined) return NotImplemented;
  const a = self.fields,
    b = viewOf(other);
  if (a.shape.length !== b.shape.length || a.shape.some((size, axis) => size !== b.shape[axis])) return false;
  const left = itemFormat(a.format),
    right = itemFormat(b.format);
  if (left === undefined || right === undefined) return false;
  const others = offsets(b);
  for (const offset of offsets(a)) {
    // By item, so that the clock is looked at meanwhile: millions of items take seconds.
    spend(4);
    if (!isEqual(readAt(a, left, offset), readAt(b, right, others.next().value as number))) return false; // Both have as many items.
  }
  return true;
}

/** Memory that stays as long as it is while a `with` block looks at it. */
function isCounting(owner: PyValue): owner is PyObject & { exports: number } {
  return owner instanceof PyObject && "exports" in owner;
}

function release(self: PyMemoryView): void {
  if (self.fields !== null && self.holds > 0) {
    const { owner } = self.fields;
    if (isCounting(owner)) owner.exports -= self.holds;
    self.holds = 0;
  }
  self.fields = null;
}

class PyMemoryIterator extends PyNativeIterator {
  readonly view: PyMemoryView;
  index = 0;
  constructor(view: PyMemoryView) {
    super();
    this.view = view;
  }
  next(): PyValue | undefined {
    const fields = live(this.view);
    return this.index < (fields.shape[0] ?? 0) ? getItem(this.view, this.index++) : undefined;
  }
  override lengthHint(): number {
    return Math.max(0, (this.view.fields?.shape[0] ?? 0) - this.index);
  }
}
defineIterator("memory_iterator", PyMemoryIterator);

function iterateView(self: PyMemoryView): PyIterator {
  const fields = live(self);
  if (fields.shape.length === 0) throw raise.TypeError("invalid indexing of 0-dim memory");
  formatOf(fields);
  if (fields.shape.length > 1) throw raise.NotImplementedError("multi-dimensional sub-views are not implemented");
  return new PyMemoryIterator(self);
}

function hashView(self: PyMemoryView): number {
  return (self.hashed ??= hashLive(self));
}

function hashLive(self: PyMemoryView): number {
  const fields = live(self);
  if (!fields.isReadOnly) throw raise.ValueError("cannot hash writable memoryview object");
  if (!["B", "b", "c"].includes(fields.format.replace("@", "")))
    throw raise.ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  return hashBytes(self.getBuffer().bytes);
}

function lengthOf(self: PyMemoryView): number {
  const fields = live(self);
  return fields.shape.length === 0 ? 1 : (fields.shape[0] ?? 0);
}

methods(memoryviewType, {
  "__repr__(self, /)": (self: PyMemoryView) =>
    `<${self.fields === null ? "released memory" : "memory"} at 0x${identityOf(self).toString(16).padStart(12, "0")}>`,
  "__hash__(self, /)": hashView,
  "__eq__(self, value, /)": equals,
  "__len__(self, /)": lengthOf,
  "__iter__(self, /)": (self: PyMemoryView) => iterateView(self) as unknown as PyValue,
  "__getitem__(self, key, /)": getItem,
  "__setitem__(self, key, value, /)"(self: PyMemoryView, key: PyValue, value: PyValue) {
    setItem(self, key, value);
    return null;
  },
  "__delitem__(self, key, /)": deleteItem,
  "__enter__(self, /)"(self: PyMemoryView) {
    const { owner } = live(self);
    if (isCounting(owner)) {
      owner.exports++;
      self.holds++;
    }
    return self;
  },
  "__exit__(self, /, *args)"(self: PyMemoryView) {
    release(self);
    return null;
  },
  "release(self, /)"(self: PyMemoryView) {
    release(self);
    return null;
  },
  "tobytes(self, /, order=None)"(self: PyMemoryView, order: PyValue) {
    const name = order === null ? "C" : asString(order);
    if (name === undefined)
      throw raise.TypeError(`tobytes() argument 'order' must be str or None, not ${typeOf(order).shown}`);
    if (name !== "C" && name !== "F" && name !== "A") throw raise.ValueError("order must be 'C', 'F' or 'A'");
    return new PyBytes(name === "F" ? columnBytes(live(self)) : copyOf(live(self)));
  },
  "tolist(self, /)": (self: PyMemoryView) => toNestedList(live(self), formatOf(live(self)), 0, live(self).offset),
  "hex(self, /, sep=..., bytes_per_sep=1)": (self: PyMemoryView, separator: PyValue | undefined, size: PyValue) =>
    hexOf(self.getBuffer().bytes, separator, size),
  "cast(self, /, format, shape=...)": cast,
  "toreadonly(self, /)": (self: PyMemoryView) => new PyMemoryView({ ...live(self), isReadOnly: true }),
});

/** The bytes column by column. */
function columnBytes(fields: ViewFields): Uint8Array {
  return copyOf({ ...fields, shape: fields.shape.toReversed(), strides: fields.strides.toReversed() });
}

attributes<PyMemoryView>(memoryviewType, {
  obj: (self) => live(self).owner,
  nbytes: (self) => countOf(live(self)) * live(self).itemSize,
  readonly: (self) => live(self).isReadOnly,
  itemsize: (self) => live(self).itemSize,
  format: (self) => live(self).format,
  ndim: (self) => live(self).shape.length,
  shape: (self) => new PyTuple(live(self).shape),
  strides: (self) => new PyTuple(live(self).strides),
  suboffsets: () => new PyTuple(),
  c_contiguous: (self) => isContiguous(live(self)),
  f_contiguous: (self) => isColumnContiguous(live(self)),
  contiguous: (self) => isContiguous(live(self)) || isColumnContiguous(live(self)),
});

function isColumnContiguous(fields: ViewFields): boolean {
  return isContiguous({ ...fields, shape: fields.shape.toReversed(), strides: fields.strides.toReversed() });
}

PyMemoryView.prototype.getItem = function getItemOfView(this: PyMemoryView, key: PyValue): PyValue {
  return getItem(this, key);
};
PyMemoryView.prototype.setItem = function setItemOfView(this: PyMemoryView, key: PyValue, value: PyValue): void {
  setItem(this, key, value);
};
PyMemoryView.prototype.deleteItem = function deleteItemOfView(this: PyMemoryView): void {
  deleteItem(this);
};
PyMemoryView.prototype.isTrue = function isTrueView(this: PyMemoryView): boolean {
  return lengthOf(this) > 0;
};
PyMemoryView.prototype.length = function lengthOfView(this: PyMemoryView): number {
  return lengthOf(this);
};
PyMemoryView.prototype.iterate = function iterateOverView(this: PyMemoryView): PyIterator {
  return iterateView(this);
};
PyMemoryView.prototype.equals = function equalsView(this: PyMemoryView, other: PyValue): PyValue {
  return equals(this, other);
};
PyMemoryView.prototype.hash = function hashOfView(this: PyMemoryView): number {
  return hashView(this);
};
