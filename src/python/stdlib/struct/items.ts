/** Reading and writing the items of a format. */
import { doubleOrNot } from "../../builtins/numbers.ts";
import { reserveItems } from "../../builtins/text-size.ts";
import { normaliseInt } from "../../runtime/arithmetic.ts";
import { raise } from "../../runtime/raise.ts";
import { indexOrNot } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { PyByteArray, PyBytes, type PyException, PyFloat, type PyValue } from "../../runtime/values.ts";
import { halfBits, readHalf } from "./half-float.ts";
import { type Layout, type Run, structError } from "./layout.ts";

/** The values at `start`. */
export function unpackAt(layout: Layout, bytes: Uint8Array, start: number): PyValue[] {
  reserveItems(layout.count);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, layout.size);
  const values: PyValue[] = [];
  for (const run of layout.runs) {
    for (let index = 0, place = run.offset; index < run.count; index++, place += run.size)
      values.push(readItem(run, view, place, layout.isLittle));
  }
  return values;
}

function readItem({ code, size }: Run, view: DataView, place: number, isLittle: boolean): PyValue {
  switch (code) {
    case "b":
      return view.getInt8(place);
    case "B":
      return view.getUint8(place);
    case "h":
      return view.getInt16(place, isLittle);
    case "H":
      return view.getUint16(place, isLittle);
    case "i":
      return view.getInt32(place, isLittle);
    case "I":
      return view.getUint32(place, isLittle);
    case "l":
    case "q":
    case "n":
      return size === 4 ? view.getInt32(place, isLittle) : normaliseInt(view.getBigInt64(place, isLittle));
    case "L":
    case "Q":
    case "N":
    case "P":
      return size === 4 ? view.getUint32(place, isLittle) : normaliseInt(view.getBigUint64(place, isLittle));
    case "?":
      return view.getUint8(place) !== 0;
    case "e":
      return new PyFloat(readHalf(view.getUint16(place, isLittle)));
    case "f":
      return new PyFloat(view.getFloat32(place, isLittle));
    case "d":
      return new PyFloat(view.getFloat64(place, isLittle));
    case "p":
      return new PyBytes(
        size === 0 ? new Uint8Array() : slice(view, place + 1, Math.min(view.getUint8(place), size - 1)),
      );
    default:
      return new PyBytes(slice(view, place, size));
  }
}

function slice(view: DataView, place: number, size: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + place, size).slice();
}

/** Writes the values into a view of the layout's size. */
export function packInto(layout: Layout, view: DataView, values: readonly PyValue[]): void {
  let next = 0;
  for (const run of layout.runs) {
    for (let index = 0, place = run.offset; index < run.count; index++, place += run.size)
      writeItem(layout, run, view, place, values[next++] as PyValue);
  }
}

function writeItem(
  { isLittle, isNative }: Layout,
  { code, size }: Run,
  view: DataView,
  place: number,
  value: PyValue,
): void {
  switch (code) {
    case "?":
      return view.setUint8(place, isTrue(value) ? 1 : 0);
    case "e":
      return view.setUint16(place, halfBits(toDouble(value)) ?? tooLarge(code), isLittle);
    case "f": {
      const x = toDouble(value),
        single = Math.fround(x);
      if (!isNative && Math.abs(single) === Infinity && Math.abs(x) !== Infinity) tooLarge(code);
      return view.setFloat32(place, single, isLittle);
    }
    case "d":
      return view.setFloat64(place, toDouble(value), isLittle);
    case "c": {
      if (!(value instanceof PyBytes) || value.bytes.length !== 1)
        throw structError("char format requires a bytes object of length 1");
      return view.setUint8(place, value.bytes[0] as number);
    }
    case "s":
    case "p":
      return writeBytes(code, size, view, place, value);
    default:
      return writeInteger(code, size, isLittle, view, place, value);
  }
}

function tooLarge(code: string): never {
  throw raise.OverflowError(`float too large to pack with ${code} format`);
}

function toDouble(value: PyValue): number {
  const x = doubleOrNot(value);
  if (x === undefined) throw structError("required argument is not a float");
  return x;
}

function writeBytes(code: string, size: number, view: DataView, place: number, value: PyValue): void {
  if (!(value instanceof PyBytes) && !(value instanceof PyByteArray))
    throw structError(`argument for '${code}' must be a bytes object`);
  const target = new Uint8Array(view.buffer, view.byteOffset + place, size);
  if (code === "s") {
    target.set(value.bytes.subarray(0, size));
    target.fill(0, Math.min(size, value.bytes.length));
  } else if (size > 0) {
    const text = value.bytes.subarray(0, size - 1);
    target.set(text, 1);
    target.fill(0, 1 + text.length);
    target[0] = Math.min(text.length, 255);
  }
}

const NAMES: Readonly<Record<string, string>> = { b: "byte", B: "ubyte", h: "short", H: "ushort" };

function writeInteger(
  code: string,
  size: number,
  isLittle: boolean,
  view: DataView,
  place: number,
  value: PyValue,
): void {
  const index = indexOrNot(value);
  if (index === undefined) throw structError("required argument is not an integer");
  if (size === 8) return view.setBigUint64(place, wordOf(code, BigInt(index), isLittle), isLittle);
  const isUnsigned = code < "a",
    bits = 8 * size;
  const low = isUnsigned ? 0 : -(2 ** (bits - 1)),
    high = 2 ** (isUnsigned ? bits : bits - 1) - 1;
  if (index < low || index > high) throw outOfRange(code, BigInt(index), low, high, isLittle);
  if (size === 1) view.setInt8(place, Number(index));
  else if (size === 2) view.setInt16(place, Number(index), isLittle);
  else view.setInt32(place, Number(index), isLittle);
}

/** Little-endian items are C's own, with words of their own. */
function outOfRange(code: string, value: bigint, low: number, high: number, isLittle: boolean): PyException {
  const name = isLittle || high < 256 ? NAMES[code] : undefined,
    isUnsigned = name === undefined && low === 0;
  // The conversion to C's long, or unsigned long, fails before the range is looked at.
  if (value !== (isUnsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value)))
    return structError("argument out of range");
  return structError(`${name ?? `'${code}'`} format requires ${low} <= number <= ${high}`);
}

function wordOf(code: string, value: bigint, isLittle: boolean): bigint {
  const isUnsigned = "LQN".includes(code);
  const low = isUnsigned ? 0n : -(2n ** 63n),
    high = isUnsigned || code === "P" ? 2n ** 64n : 2n ** 63n;
  if (value >= low && value < high) return BigInt.asUintN(64, value);
  throw structError(isLittle && code !== "P" ? "argument out of range" : "int too large to convert");
}
