/** The type codes of `array`: how an item stands in memory, and CPython's errors for what does not fit. */
import { fromCodePoints } from "../../builtins/text/code-points.ts";
import { toDouble } from "../../builtins/numbers.ts";
import { normaliseInt } from "../../runtime/arithmetic.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { toIndex } from "../../runtime/subscript.ts";
import { PyFloat, type PyValue } from "../../runtime/values.ts";

export interface ItemCode {
  readonly code: string;
  readonly size: number;
  /** What `_array_reconstructor` calls the format, little-endian. */
  readonly machineFormat: number;
  readonly read: (view: DataView, offset: number) => PyValue;
  /** Makes of a value what `put` writes; the errors are here, before anything is changed. */
  readonly check: (value: PyValue) => number | bigint;
  readonly put: (view: DataView, offset: number, checked: number | bigint) => void;
}

const LONG_MAX = 2n ** 63n - 1n,
  LONG_MIN = -(2n ** 63n);

/** An int as a C long; small types are read as one first. */
function toLong(value: PyValue): number | bigint {
  const index = toIndex(value);
  if (typeof index === "bigint" && (index > LONG_MAX || index < LONG_MIN))
    throw raise.OverflowError("Python int too large to convert to C long");
  return index;
}

/** An int between bounds. CPython reads it as a wider type first, whose name it gives for what is far out of bounds. */
function small(
  low: number,
  high: number,
  name: string,
  wider?: { name: string; low: number; high: number },
): (value: PyValue) => number {
  return (value) => {
    const index = toLong(value);
    if (wider !== undefined && (index < wider.low || index > wider.high)) {
      throw raise.OverflowError(`${wider.name} is ${index < 0 ? "less than minimum" : "greater than maximum"}`);
    }
    if (index < low) throw raise.OverflowError(`${name} is less than minimum`);
    if (index > high) throw raise.OverflowError(`${name} is greater than maximum`);
    return Number(index);
  };
}

const AS_SHORT = { name: "signed short integer", low: -32768, high: 32767 };
const AS_INT = { name: "signed integer", low: -0x80000000, high: 0x7fffffff };

function unsignedLong(value: PyValue, high: bigint): number | bigint {
  const index = toIndex(value);
  if (index < 0) throw raise.OverflowError("can't convert negative value to unsigned int");
  if (index > 2n ** 64n - 1n) throw raise.OverflowError("Python int too large to convert to C unsigned long");
  if (index > high) throw raise.OverflowError("unsigned int is greater than maximum");
  return index;
}

function longLong(value: PyValue, isSigned: boolean): number | bigint {
  const index = toIndex(value);
  if (!isSigned && index < 0) throw raise.OverflowError("can't convert negative int to unsigned");
  if (index > (isSigned ? LONG_MAX : 2n ** 64n - 1n) || index < LONG_MIN)
    throw raise.OverflowError("int too big to convert");
  return index;
}

function character(value: PyValue): number {
  const text = asString(value);
  const code = text?.codePointAt(0);
  if (text === undefined || code === undefined || text.length !== (code > 0xffff ? 2 : 1))
    throw raise.TypeError("array item must be unicode character");
  return code;
}

function readCharacter(view: DataView, offset: number): string {
  const code = view.getUint32(offset, true);
  if (code > 0x10ffff) throw raise.ValueError(`character U+${code.toString(16)} is not in range [U+0000; U+10ffff]`);
  return fromCodePoints([code]);
}

const CODES: readonly ItemCode[] = [
  {
    code: "b",
    size: 1,
    machineFormat: 1,
    read: (v, o) => v.getInt8(o),
    check: small(-128, 127, "signed char", AS_SHORT),
    put: (v, o, x) => v.setInt8(o, Number(x)),
  },
  {
    code: "B",
    size: 1,
    machineFormat: 0,
    read: (v, o) => v.getUint8(o),
    check: small(0, 255, "unsigned byte integer"),
    put: (v, o, x) => v.setUint8(o, Number(x)),
  },
  {
    code: "u",
    size: 4,
    machineFormat: 20,
    read: readCharacter,
    check: character,
    put: (v, o, x) => v.setUint32(o, Number(x), true),
  },
  {
    code: "h",
    size: 2,
    machineFormat: 4,
    read: (v, o) => v.getInt16(o, true),
    check: small(-32768, 32767, AS_SHORT.name),
    put: (v, o, x) => v.setInt16(o, Number(x), true),
  },
  {
    code: "H",
    size: 2,
    machineFormat: 2,
    read: (v, o) => v.getUint16(o, true),
    check: small(0, 65535, "unsigned short", AS_INT),
    put: (v, o, x) => v.setUint16(o, Number(x), true),
  },
  {
    code: "i",
    size: 4,
    machineFormat: 8,
    read: (v, o) => v.getInt32(o, true),
    check: small(AS_INT.low, AS_INT.high, AS_INT.name),
    put: (v, o, x) => v.setInt32(o, Number(x), true),
  },
  {
    code: "I",
    size: 4,
    machineFormat: 6,
    read: (v, o) => v.getUint32(o, true),
    check: (value) => unsignedLong(value, 0xffffffffn),
    put: (v, o, x) => v.setUint32(o, Number(x), true),
  },
  { code: "l", size: 8, machineFormat: 12, read: readSigned, check: toLong, put: putSigned },
  {
    code: "L",
    size: 8,
    machineFormat: 10,
    read: readUnsigned,
    check: (value) => unsignedLong(value, 2n ** 64n),
    put: putUnsigned,
  },
  { code: "q", size: 8, machineFormat: 12, read: readSigned, check: (value) => longLong(value, true), put: putSigned },
  {
    code: "Q",
    size: 8,
    machineFormat: 10,
    read: readUnsigned,
    check: (value) => longLong(value, false),
    put: putUnsigned,
  },
  {
    code: "f",
    size: 4,
    machineFormat: 14,
    read: (v, o) => new PyFloat(v.getFloat32(o, true)),
    check: toDouble,
    put: (v, o, x) => v.setFloat32(o, Number(x), true),
  },
  {
    code: "d",
    size: 8,
    machineFormat: 16,
    read: (v, o) => new PyFloat(v.getFloat64(o, true)),
    check: toDouble,
    put: (v, o, x) => v.setFloat64(o, Number(x), true),
  },
];

function readSigned(view: DataView, offset: number): PyValue {
  return normaliseInt(view.getBigInt64(offset, true));
}
function readUnsigned(view: DataView, offset: number): PyValue {
  return normaliseInt(view.getBigUint64(offset, true));
}
function putSigned(view: DataView, offset: number, value: number | bigint): void {
  view.setBigInt64(offset, BigInt(value), true);
}
function putUnsigned(view: DataView, offset: number, value: number | bigint): void {
  view.setBigUint64(offset, BigInt(value), true);
}

export const TYPE_CODES: string = CODES.map(({ code }) => code).join("");

const BY_CODE: ReadonlyMap<string, ItemCode> = new Map(CODES.map((each) => [each.code, each]));

/** The code of a letter, or ValueError. */
export function itemCode(letter: string): ItemCode {
  const found = BY_CODE.get(letter);
  if (found === undefined) throw raise.ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  return found;
}
