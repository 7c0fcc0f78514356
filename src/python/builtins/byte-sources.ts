/** What bytes can be made of: buffers, iterables of ints, objects with `__bytes__`. */
import { callDunder } from "../runtime/call.ts";
import { isException } from "../runtime/exceptions.ts";
import { iterate } from "../runtime/iterate.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { indexOrNot } from "../runtime/subscript.ts";
import { typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import { PyBytes, type PyIterator, PyList, PyObject, PyTuple, type PyValue } from "../runtime/values.ts";
import { bufferBytes, isBufferExporter, wholeBytes } from "./buffer.ts";
import { reserveBytes } from "./text-size.ts";

/** `bytes(value)` for anything but str and int; the result is not to be changed, and may be the object's own memory. */
export function bytesFromObject(value: PyValue): Uint8Array {
  if (value instanceof PyBytes && !value.cls.isHeap) return value.bytes;
  return bytesBySpecial(value) ?? bytesFromItems(value);
}

/** The bytes of what `__bytes__` gives; undefined when the class has none. */
export function bytesBySpecial(value: PyValue): Uint8Array | undefined {
  return callBytesMethod(value)?.bytes;
}

/** What `__bytes__` gives, which may be an instance of a subclass. */
export function callBytesMethod(value: PyValue): PyBytes | undefined {
  if (!(value instanceof PyObject) || lookup(value.cls, "__bytes__") === undefined) return undefined;
  const result = callDunder(value, "__bytes__") ?? null;
  if (!(result instanceof PyBytes))
    throw raise.TypeError(`__bytes__ returned non-bytes (type ${typeOf(result).shown})`);
  return result;
}

/** What the bytes are for: it decides the words of errors. */
type Target = "bytes" | "bytearray" | "extension";

/** The bytes of a buffer, or of an iterable of ints. */
export function bytesFromItems(value: PyValue, what: Target = "bytes"): Uint8Array {
  const buffer = what === "extension" ? bufferBytes(value) : wholeBytes(value);
  if (buffer === undefined && isBufferExporter(value))
    throw raise.TypeError(`can't set bytearray slice from ${typeOf(value).shown}`);
  if (buffer !== undefined) {
    reserveBytes(buffer.length);
    return buffer;
  }
  if (value instanceof PyList && !value.cls.isHeap) return fromArray(value.items, what);
  if (value instanceof PyTuple && !value.cls.isHeap) return fromArray(value.items, what);
  const isIterable =
    (typeof value === "string" && what === "extension") ||
    (value instanceof PyObject &&
      ((lookup(value.cls, "__iter__") ?? null) !== null || lookup(value.cls, "__getitem__") !== undefined));
  if (!isIterable) throw unsuited(value, what);
  return fromIterator(value, what);
}

function fromArray(items: readonly PyValue[], what: Target): Uint8Array {
  spend(items.length >> 2);
  reserveBytes(items.length);
  const bytes: number[] = [];
  // `__index__` may change the list.
  for (let i = 0; i < items.length; i++) bytes.push(toByte(items[i] as PyValue, what));
  return Uint8Array.from(bytes);
}

/** iter(value); what it says of a type that does not suit is said in other words. */
export function iterateBytes(value: PyValue, what: Target): PyIterator {
  try {
    return iterate(value);
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
    throw unsuited(value, what);
  }
}

function unsuited(value: PyValue, what: Target): PyObject {
  const { shown } = typeOf(value);
  return raise.TypeError(
    what === "extension" ? `can't extend bytearray with ${shown}` : `cannot convert '${shown}' object to ${what}`,
  );
}

function fromIterator(value: PyValue, what: Target): Uint8Array {
  const iterator = iterateBytes(value, what);
  let bytes = new Uint8Array(64),
    size = 0;
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    if (size === bytes.length) {
      allocate(size * 2);
      const larger = new Uint8Array(size * 2);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[size++] = toByte(item, what);
  }
  return bytes.subarray(0, size);
}

/** An int from 0 to 255. */
export function toByte(value: PyValue, what?: Target): number {
  const byte = indexOrNot(value);
  if (byte === undefined) throw raise.TypeError(`'${typeOf(value).shown}' object cannot be interpreted as an integer`);
  if (byte < 0 || byte > 255)
    throw raise.ValueError(what === "bytes" ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)");
  return Number(byte);
}
