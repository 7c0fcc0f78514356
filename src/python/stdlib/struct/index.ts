/** The module `struct`. */
import { bufferBytes, isBufferExporter, toBufferBytes } from "../../builtins/buffer.ts";
import { encode } from "../../builtins/encoding.ts";
import { latinText } from "../../builtins/text/byte-builder.ts";
import { reserveBytes } from "../../builtins/text-size.ts";
import { attributes, constructor, functions, methods, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { defineIterator, PyNativeIterator } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { toSize } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { PyByteArray, PyBytes, PyList, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { packInto, unpackAt } from "./items.ts";
import { errorType, type Layout, parseFormat, structError } from "./layout.ts";

class PyStruct extends PyObject {
  layout: Layout | null = null;
}

const structType: PyType = defineType("Struct", PyStruct, { module: "_struct" });

constructor(structType, "(cls, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as typeof PyStruct)());
methods(structType, {
  "__init__(self, /, format)"(self: PyStruct, format: PyValue) {
    self.layout = toLayout(format);
    return null;
  },
  "__sizeof__(self, /)": (self: PyStruct) => 64 + 32 * layoutOf(self).runs.length,
  "iter_unpack(self, buffer, /)": (self: PyStruct, buffer: PyValue) => iterUnpack(layoutOf(self), buffer),
  "pack(self, *values)": (self: PyStruct, values: PyValue[]) => pack(layoutOf(self), values),
  "pack_into(self, *args)": (self: PyStruct, args: PyValue[]) => packIntoBuffer(layoutOf(self), args),
  "unpack(self, buffer, /)": (self: PyStruct, buffer: PyValue) => unpack(layoutOf(self), buffer),
  "unpack_from(self, /, buffer, offset=0)": (self: PyStruct, buffer: PyValue, offset: PyValue) =>
    unpackFrom(layoutOf(self), buffer, offset),
});
attributes<PyStruct>(structType, {
  format: (self) => layoutOf(self).format,
  size: (self) => layoutOf(self).size,
});

function layoutOf(self: PyStruct): Layout {
  if (self.layout === null) throw raise.RuntimeError("Struct object is not initialized");
  return self.layout;
}

class PyUnpackIterator extends PyNativeIterator {
  readonly #layout: Layout;
  readonly #bytes: Uint8Array;
  #position = 0;
  constructor(layout: Layout, bytes: Uint8Array) {
    super();
    this.#layout = layout;
    this.#bytes = bytes;
  }
  next(): PyValue | undefined {
    if (this.#position + this.#layout.size > this.#bytes.length) return undefined;
    spend(1);
    const values = unpackAt(this.#layout, this.#bytes, this.#position);
    this.#position += this.#layout.size;
    return new PyTuple(values);
  }
  override lengthHint(): number {
    return Math.floor((this.#bytes.length - this.#position) / this.#layout.size);
  }
}
defineIterator("unpack_iterator", PyUnpackIterator, "_struct");

export function load(globals: NamespaceDict): void {
  names(globals, {
    Struct: structType,
    error: errorType,
    __all__: new PyList(["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]),
  });
  functions(globals, "_struct", {
    "_clearcache()"() {
      layouts().clear();
      return null;
    },
    "calcsize(format, /)": (format: PyValue) => toLayout(format).size,
    "iter_unpack(format, buffer, /)": (format: PyValue, buffer: PyValue) => iterUnpack(toLayout(format), buffer),
    "pack(*args)"(args: PyValue[]) {
      const [format] = args;
      if (format === undefined) throw raise.TypeError("missing format argument");
      return pack(toLayout(format), args.slice(1));
    },
    "pack_into(*args)"(args: PyValue[]) {
      const [format] = args;
      if (format === undefined) throw raise.TypeError("missing format argument");
      return packIntoBuffer(toLayout(format), args.slice(1));
    },
    "unpack(format, buffer, /)": (format: PyValue, buffer: PyValue) => unpack(toLayout(format), buffer),
    "unpack_from(format, /, buffer, offset=0)": (format: PyValue, buffer: PyValue, offset: PyValue) =>
      unpackFrom(toLayout(format), buffer, offset),
  });
}

/** Formats that were parsed, as many as CPython remembers. */
function layouts(): Map<string, Layout> {
  const { moduleState } = current.interpreter;
  let known = moduleState.get("struct.layouts") as Map<string, Layout> | undefined;
  if (known === undefined) moduleState.set("struct.layouts", (known = new Map()));
  return known;
}

function toLayout(value: PyValue): Layout {
  const text = formatText(value),
    known = layouts();
  let layout = known.get(text);
  if (layout === undefined) {
    spend(text.length);
    layout = parseFormat(text);
    if (known.size >= 100) known.clear();
    known.set(text, layout);
  }
  return layout;
}

function formatText(value: PyValue): string {
  const text = asString(value);
  if (text !== undefined || value instanceof PyBytes) {
    const format = latinText(text === undefined ? (value as PyBytes).bytes : encode(text, "ascii"));
    if (format.includes("\0")) throw structError("embedded null character");
    return format;
  }
  throw raise.TypeError(`Struct() argument 1 must be a str or bytes object, not ${typeOf(value).shown}`);
}

function checkCount(what: string, layout: Layout, count: number): void {
  if (count !== layout.count) throw structError(`${what} expected ${layout.count} items for packing (got ${count})`);
}

function pack(layout: Layout, values: readonly PyValue[]): PyBytes {
  checkCount("pack", layout, values.length);
  spend(values.length);
  reserveBytes(layout.size);
  const bytes = new Uint8Array(layout.size);
  packInto(layout, new DataView(bytes.buffer), values);
  return new PyBytes(bytes);
}

function writableBytes(value: PyValue): Uint8Array {
  const bytes = bufferBytes(value);
  if (bytes === undefined || value instanceof PyBytes || (isBufferExporter(value) && value.getBuffer().isReadOnly)) {
    throw raise.TypeError(`argument must be read-write bytes-like object, not ${typeOf(value).shown}`);
  }
  return bytes;
}

function packIntoBuffer(layout: Layout, args: readonly PyValue[]): null {
  const [buffer, offset] = args;
  if (buffer === undefined || offset === undefined) {
    throw structError(`pack_into expected ${buffer === undefined ? "buffer" : "offset"} argument`);
  }
  checkCount("pack_into", layout, args.length - 2);
  const { size } = layout,
    length = writableBytes(buffer).length;
  let start = toSize(offset);
  if (start < 0) {
    if (start + size > 0) throw structError(`no space to pack ${size} bytes at offset ${start}`);
    if (start + length < 0) throw structError(`offset ${start} out of range for ${length}-byte buffer`);
    start += length;
  }
  if (length - start < size) throw structError(needs("pack_into", "packing", size, start, length));
  spend(args.length);
  // Values are converted first: that may run Python, which may change the buffer.
  const packed = new Uint8Array(size);
  packed.set(writableBytes(buffer).subarray(start, start + size));
  packInto(layout, new DataView(packed.buffer), args.slice(2));
  const target = writableBytes(buffer);
  if (buffer instanceof PyByteArray && target.length < start + size)
    throw raise.BufferError("Existing exports of data: object cannot be re-sized");
  target.set(packed, start);
  return null;
}

function needs(what: string, doing: string, size: number, start: number, length: number): string {
  // Offsets may be near the largest of C, beyond what numbers count by ones.
  const least = start > 2 ** 52 ? 2n ** 63n - 1n + BigInt(size) : BigInt(size + start);
  return `${what} requires a buffer of at least ${least} bytes for ${doing} ${size} bytes at offset ${least - BigInt(size)} (actual buffer size is ${length})`;
}

function unpack(layout: Layout, buffer: PyValue): PyTuple {
  const bytes = toBufferBytes(buffer);
  if (bytes.length !== layout.size) throw structError(`unpack requires a buffer of ${layout.size} bytes`);
  spend(layout.count);
  return new PyTuple(unpackAt(layout, bytes, 0));
}

function unpackFrom(layout: Layout, buffer: PyValue, offset: PyValue): PyTuple {
  const bytes = toBufferBytes(buffer),
    { size } = layout,
    { length } = bytes;
  let start = toSize(offset);
  if (start < 0) {
    if (start + size > 0) throw structError(`not enough data to unpack ${size} bytes at offset ${start}`);
    if (start + length < 0) throw structError(`offset ${start} out of range for ${length}-byte buffer`);
    start += length;
  }
  if (length - start < size) throw structError(needs("unpack_from", "unpacking", size, start, length));
  spend(layout.count);
  return new PyTuple(unpackAt(layout, bytes, start));
}

function iterUnpack(layout: Layout, buffer: PyValue): PyValue {
  if (layout.size === 0) throw structError("cannot iteratively unpack with a struct of length 0");
  const bytes = toBufferBytes(buffer);
  if (bytes.length % layout.size !== 0)
    throw structError(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  return new PyUnpackIterator(layout, bytes);
}
