/** Single items of memory in the native formats of `struct`: little-endian, as on the machines that Python runs on most. */
import { normaliseInt } from "../runtime/arithmetic.ts";
import { raise } from "../runtime/raise.ts";
import { indexOrNot } from "../runtime/subscript.ts";
import { isTrue } from "../runtime/truth.ts";
import { PyBytes, PyFloat, type PyValue } from "../runtime/values.ts";
import { doubleOrNot } from "./numbers.ts";

export interface ItemFormat {
  readonly size: number;
  readonly read: (view: DataView) => PyValue;
  readonly write: (value: PyValue) => Uint8Array;
}

/** The format of a code, with or without `@`; undefined when there is none of one item. */
export function itemFormat(code: string): ItemFormat | undefined {
  return FORMATS.get(code.startsWith("@") ? code.slice(1) : code);
}

function invalidType(code: string): never {
  throw raise.TypeError(`memoryview: invalid type for format '${code}'`);
}

function invalidValue(code: string): never {
  throw raise.ValueError(`memoryview: invalid value for format '${code}'`);
}

/** Two's complement of `size` bytes. */
function integer(code: string, size: number, isSigned: boolean): ItemFormat {
  const bits = BigInt(size * 8);
  const low = isSigned ? -(1n << (bits - 1n)) : 0n,
    high = isSigned ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  const wrap = isSigned ? BigInt.asIntN : BigInt.asUintN;
  return {
    size,
    read:
      size === 1
        ? (view) => (isSigned ? view.getInt8(0) : view.getUint8(0))
        : size === 2
          ? (view) => (isSigned ? view.getInt16(0, true) : view.getUint16(0, true))
          : size === 4
            ? (view) => (isSigned ? view.getInt32(0, true) : view.getUint32(0, true))
            : (view) => normaliseInt(wrap(64, view.getBigUint64(0, true))),
    write(value) {
      const index = indexOrNot(value);
      if (index === undefined) return invalidType(code);
      const big = BigInt(index);
      if (big < low || big > high) return invalidValue(code);
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, big), true);
      return bytes.slice(0, size);
    },
  };
}

function floating(
  code: string,
  size: number,
  read: (view: DataView) => number,
  write: (view: DataView, x: number) => void,
): ItemFormat {
  return {
    size,
    read: (view) => new PyFloat(read(view)),
    write(value) {
      const x = doubleOrNot(value);
      if (x === undefined) return invalidType(code);
      const bytes = new Uint8Array(size);
      write(new DataView(bytes.buffer), x);
      return bytes;
    },
  };
}

const FORMATS: ReadonlyMap<string, ItemFormat> = new Map<string, ItemFormat>([
  ...(["b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "P"] as const).map((code): [string, ItemFormat] => {
    const lower = code.toLowerCase();
    const size = lower === "b" ? 1 : lower === "h" ? 2 : lower === "i" ? 4 : 8;
    return [code, integer(code, size, code === lower)];
  }),
  [
    "f",
    floating(
      "f",
      4,
      (view) => view.getFloat32(0, true),
      (view, x) => view.setFloat32(0, x, true),
    ),
  ],
  [
    "d",
    floating(
      "d",
      8,
      (view) => view.getFloat64(0, true),
      (view, x) => view.setFloat64(0, x, true),
    ),
  ],
  ["?", { size: 1, read: (view) => view.getUint8(0) !== 0, write: (value) => Uint8Array.of(isTrue(value) ? 1 : 0) }],
  [
    "c",
    {
      size: 1,
      read: (view) => new PyBytes(Uint8Array.of(view.getUint8(0))),
      write(value) {
        if (!(value instanceof PyBytes)) return invalidType("c");
        return value.bytes.length === 1 ? value.bytes : invalidValue("c");
      },
    },
  ],
]);
