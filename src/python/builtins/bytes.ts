/** bytes. */
import { constructor, methods } from "../runtime/define.ts";
import { isException } from "../runtime/exceptions.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { hasClosedEquality } from "../runtime/hash-table.ts";
import { raise } from "../runtime/raise.ts";
import { indexOrNot, toSize } from "../runtime/subscript.ts";
import { bytesType, shownArgument, typeOf } from "../runtime/type-table.ts";
import { type PyInt, PyBytes, PySlice, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { containsBytes, equalsBytes, shareByteMethods, sliceBytes } from "./byte-methods.ts";
import { bytesFromItems, callBytesMethod } from "./byte-sources.ts";
import { encode, checkName } from "./encoding.ts";
import { repeatCount } from "./sequence-repeat.ts";
import { bytesRepr, escapeBytes } from "./text/string-repr.ts";
import { chargeScan, reserveBytes, reserveText } from "./text-size.ts";

constructor(
  bytesType,
  "(cls, source=..., encoding=..., errors=...)",
  (cls: PyType, source: PyValue | undefined, encoding: PyValue | undefined, errors: PyValue | undefined) => {
    // bytes(x) of exact bytes is those bytes.
    if (
      cls === bytesType &&
      source instanceof PyBytes &&
      source.cls === bytesType &&
      encoding === undefined &&
      errors === undefined
    )
      return source;
    // `__bytes__` comes first, even where the object is a str.
    const special =
      source === undefined || encoding !== undefined || errors !== undefined ? undefined : callBytesMethod(source);
    if (special !== undefined && cls === bytesType) return special;
    if (special !== undefined) return newBytes(cls, special.bytes);
    return newBytes(cls, sourceBytes(source, encoding, errors));
  },
);

function newBytes(cls: PyType, bytes: Uint8Array): PyBytes {
  return new (cls.jsClass as unknown as new (bytes: Uint8Array) => PyBytes)(bytes);
}

function sourceBytes(
  source: PyValue | undefined,
  encoding: PyValue | undefined,
  errors: PyValue | undefined,
): Uint8Array {
  const encoded = encodedSource(source, encoding, errors, "bytes");
  if (encoded !== undefined) return encoded;
  if (source === undefined) return new Uint8Array(0);
  return zeroBytes(source) ?? bytesFromItems(source).slice();
}

/** What bytes() and bytearray() make of str, and the errors for an encoding without one; undefined when neither is there. */
export function encodedSource(
  source: PyValue | undefined,
  encoding: PyValue | undefined,
  errors: PyValue | undefined,
  type: "bytes" | "bytearray",
): Uint8Array | undefined {
  const name = nameArgument(encoding, "encoding", type),
    handler = nameArgument(errors, "errors", type);
  const text = source === undefined ? undefined : asString(source);
  if (name === undefined && handler === undefined && text === undefined) return undefined;
  if (text === undefined)
    throw raise.TypeError(`${name === undefined ? "errors" : "encoding"} without a string argument`);
  if (name === undefined) throw raise.TypeError("string argument without an encoding");
  return encode(text, name, handler ?? "strict");
}

function nameArgument(value: PyValue | undefined, parameter: string, type: string): string | undefined {
  if (value === undefined) return undefined;
  const text = asString(value);
  if (text === undefined)
    throw raise.TypeError(`${type}() argument '${parameter}' must be str, not ${shownArgument(value)}`);
  checkName(text);
  return text;
}

/** `bytes(n)`: n zeros; undefined when the source is no int, or fails to be one with a TypeError. */
export function zeroBytes(source: PyValue): Uint8Array | undefined {
  let index: PyInt | undefined;
  try {
    index = indexOrNot(source);
  } catch (error) {
    if (isException(error, "TypeError")) return undefined;
    throw error;
  }
  if (index === undefined) return undefined;
  const count = repeatCount(index);
  if (count < 0) throw raise.ValueError("negative count");
  reserveBytes(count);
  return new Uint8Array(count);
}

shareByteMethods(bytesType, (bytes, self) =>
  self instanceof PyBytes && self.cls === bytesType ? self : new PyBytes(bytes),
);

methods(bytesType, {
  "__repr__(self, /)": (self: PyBytes) => shownBytes(self.bytes),
  "__str__(self, /)": (self: PyBytes) => shownBytes(self.bytes),
  "__hash__(self, /)": (self: PyBytes) => hashBytes(self.bytes),
  "__getitem__(self, key, /)": (self: PyBytes, key: PyValue) => itemOfBytes(self, key),
  "__bytes__(self, /)": (self: PyBytes) => (self.cls === bytesType ? self : new PyBytes(self.bytes)),
  "__getnewargs__(self, /)": (self: PyBytes) => new PyTuple([new PyBytes(self.bytes)]),
  "__sizeof__(self, /)": (self: PyBytes) => 33 + self.bytes.length,
});

/** Longer ones are shown piece by piece, so that time and memory are charged as they go. */
const PIECE = 1 << 14;

/** `repr` of bytes. */
export function shownBytes(bytes: Uint8Array): string {
  chargeScan(bytes.length);
  if (bytes.length <= PIECE) return bytesRepr(bytes);
  const delimiter = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE) {
    spend(PIECE >> 1);
    const piece = escapeBytes(bytes.subarray(start, start + PIECE), delimiter);
    allocate(2 * piece.length);
    pieces.push(piece);
  }
  reserveText(pieces.reduce((total, piece) => total + piece.length, 3));
  return `b${delimiter}${pieces.join("")}${delimiter}`;
}

/** FNV-1a; memoryviews of equal bytes hash alike. */
export function hashBytes(bytes: Uint8Array): number {
  if (bytes.length === 0) return 0;
  chargeScan(bytes.length);
  let h = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) h = Math.imul(h ^ (bytes[i] ?? 0), 0x01000193);
  return (h >>> 0) + (Math.imul(h ^ bytes.length, 0x9e3779b1) >>> 12) * 0x100000000;
}

function itemOfBytes(self: PyBytes, key: PyValue): PyValue {
  const { bytes } = self;
  if (key instanceof PySlice) {
    const part = sliceBytes(bytes, key);
    return part.length === bytes.length && self.cls === bytesType && key.step === null ? self : new PyBytes(part);
  }
  if (indexOrNot(key) === undefined)
    throw raise.TypeError(`byte indices must be integers or slices, not ${typeOf(key).shown}`);
  const index = toSize(key, "IndexError");
  const byte = bytes[index < 0 ? index + bytes.length : index];
  if (byte === undefined) throw raise.IndexError("index out of range");
  return byte;
}

PyBytes.prototype.getItem = function getItemOfBytes(this: PyBytes, key: PyValue): PyValue {
  return itemOfBytes(this, key);
};
PyBytes.prototype.length = function lengthOfBytes(this: PyBytes): number {
  return this.bytes.length;
};
PyBytes.prototype.contains = function containsInBytes(this: PyBytes, item: PyValue): boolean {
  return containsBytes(this, item);
};
PyBytes.prototype.equals = function equalsOfBytes(this: PyBytes, other: PyValue): PyValue {
  return equalsBytes(this, other);
};
hasClosedEquality(bytesType);
PyBytes.prototype.hash = function hashOfBytes(this: PyBytes): number {
  return hashBytes(this.bytes);
};
