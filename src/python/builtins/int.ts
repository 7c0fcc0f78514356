/** int. A value is a number or, beyond ±(2^53-1), a bigint. */
import {
  addInts,
  andInts,
  bitLength,
  chargePass,
  floorDivideInts,
  intToFloat,
  moduloInts,
  multiplyInts,
  normaliseInt,
  orInts,
  powerInts,
  shiftLeft,
  shiftRight,
  subtractInts,
  trueDivideInts,
  wordsOf,
  xorInts,
} from "../runtime/arithmetic.ts";
import { call } from "../runtime/call.ts";
import { attributes, classMethods, constructor, methods } from "../runtime/define.ts";
import { hash } from "../runtime/hash.ts";
import { spend, spendAtOnce } from "../runtime/limits.ts";
import { asInt, asString, powerOfFloats } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { toIndex, toSize } from "../runtime/subscript.ts";
import { isTrue } from "../runtime/truth.ts";
import { intType, shownArgument } from "../runtime/type-table.ts";
import { NotImplemented, PyBytes, PyFloat, type PyInt, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { bytesFromObject } from "./byte-sources.ts";
import { modularPower } from "./modular-power.ts";
import { intDigitLimit, toInt, toIntInBase } from "./numbers.ts";
import { bytesHex } from "./text/bytes-hex.ts";
import { formatIntSpec } from "./text/format-value.ts";
import { parseFormatSpec } from "./text/format-spec.ts";
import { digitsToInt } from "./text/int-parse.ts";
import { intToString } from "./text/int-format.ts";
import { withTextErrors } from "./text-errors.ts";
import { reserveBytes, reserveText } from "./text-size.ts";

constructor(intType, "(cls, x=..., /, base=...)", (cls: PyType, x: PyValue | undefined, base: PyValue | undefined) => {
  let value: PyInt = 0;
  if (base !== undefined) {
    if (x === undefined) throw raise.TypeError("int() missing string argument");
    value = toIntInBase(x, base);
  } else if (x !== undefined) value = toInt(x);
  return cls === intType ? value : newInt(cls, value);
});

function newInt(cls: PyType, value: PyInt): PyValue {
  return new (cls.jsClass as unknown as new (value: PyInt) => Exclude<PyValue, null>)(value);
}

/** A binary operator for two ints; other operands are not ours. */
function binary(operate: (a: PyInt, b: PyInt) => PyValue): (self: PyInt, other: PyValue) => PyValue {
  return (self, other) => {
    const right = asInt(other);
    return right === undefined ? NotImplemented : operate(self, right);
  };
}

function reflected(operate: (a: PyInt, b: PyInt) => PyValue): (self: PyInt, other: PyValue) => PyValue {
  return binary((self, other) => operate(other, self));
}

function comparison(compare: (a: PyInt, b: PyInt) => boolean): (self: PyInt, other: PyValue) => PyValue {
  return binary((a, b) => {
    chargePass(a, b);
    return compare(a, b);
  });
}

function divmodInts(a: PyInt, b: PyInt): PyValue {
  return new PyTuple([floorDivideInts(a, b), moduloInts(a, b)]);
}

function divideInts(a: PyInt, b: PyInt): PyValue {
  return new PyFloat(trueDivideInts(a, b));
}

/** `a ** b`; a negative exponent leaves the ints. */
function power(a: PyInt, b: PyInt): PyValue {
  return b < 0 ? (powerOfFloats(a, b) ?? NotImplemented) : powerInts(a, b);
}

function powerModulo(self: PyInt, exponent: PyValue, modulus: PyValue): PyValue {
  const b = asInt(exponent);
  if (b === undefined) return NotImplemented;
  if (modulus === null) return power(self, b);
  const c = asInt(modulus);
  return c === undefined ? NotImplemented : modularPower(self, b, c);
}

methods(intType, {
  "__repr__(self, /)": intRepr,
  "__hash__(self, /)": (self: PyInt) => hash(self),
  "__eq__(self, value, /)": comparison((a, b) => a === b),
  "__lt__(self, value, /)": comparison((a, b) => a < b),
  "__le__(self, value, /)": comparison((a, b) => a <= b),
  "__gt__(self, value, /)": comparison((a, b) => a > b),
  "__ge__(self, value, /)": comparison((a, b) => a >= b),
  "__add__(self, value, /)": binary(addInts),
  "__radd__(self, value, /)": reflected(addInts),
  "__sub__(self, value, /)": binary(subtractInts),
  "__rsub__(self, value, /)": reflected(subtractInts),
  "__mul__(self, value, /)": binary(multiplyInts),
  "__rmul__(self, value, /)": reflected(multiplyInts),
  "__mod__(self, value, /)": binary(moduloInts),
  "__rmod__(self, value, /)": reflected(moduloInts),
  "__divmod__(self, value, /)": binary(divmodInts),
  "__rdivmod__(self, value, /)": reflected(divmodInts),
  "__pow__(self, value, mod=None, /)": powerModulo,
  "__rpow__(self, value, mod=None, /)"(self: PyInt, base: PyValue, modulus: PyValue) {
    const a = asInt(base);
    return a === undefined ? NotImplemented : powerModulo(a, self, modulus);
  },
  "__neg__(self, /)": (self: PyInt) => subtractInts(0, self),
  "__pos__(self, /)": (self: PyInt) => self,
  "__abs__(self, /)": (self: PyInt) => (self < 0 ? subtractInts(0, self) : self),
  "__bool__(self, /)": (self: PyInt) => self !== 0,
  "__invert__(self, /)": (self: PyInt) => subtractInts(-1, self),
  "__lshift__(self, value, /)": binary(shiftLeft),
  "__rlshift__(self, value, /)": reflected(shiftLeft),
  "__rshift__(self, value, /)": binary(shiftRight),
  "__rrshift__(self, value, /)": reflected(shiftRight),
  "__and__(self, value, /)": binary(andInts),
  "__rand__(self, value, /)": reflected(andInts),
  "__xor__(self, value, /)": binary(xorInts),
  "__rxor__(self, value, /)": reflected(xorInts),
  "__or__(self, value, /)": binary(orInts),
  "__ror__(self, value, /)": reflected(orInts),
  "__int__(self, /)": (self: PyInt) => self,
  "__float__(self, /)": (self: PyInt) => new PyFloat(intToFloat(self)),
  "__floordiv__(self, value, /)": binary(floorDivideInts),
  "__rfloordiv__(self, value, /)": reflected(floorDivideInts),
  "__truediv__(self, value, /)": binary(divideInts),
  "__rtruediv__(self, value, /)": reflected(divideInts),
  "__index__(self, /)": (self: PyInt) => self,
  "__trunc__(self, /)": (self: PyInt) => self,
  "__floor__(self, /)": (self: PyInt) => self,
  "__ceil__(self, /)": (self: PyInt) => self,
  "__round__(self, ndigits=..., /)": (self: PyInt, digits: PyValue | undefined) =>
    digits === undefined ? self : roundInt(self, toIndex(digits)),
  "__getnewargs__(self, /)": (self: PyInt) => new PyTuple([self]),
  "__format__(self, format_spec, /)": (self: PyInt, spec: PyValue) => formatInt(self, spec),
  "__sizeof__(self, /)": (self: PyInt) => 24 + 4 * Math.max(1, Math.ceil(bitLength(self) / 30)),
  "conjugate(self, /)": (self: PyInt) => self,
  "bit_length(self, /)"(self: PyInt) {
    chargePass(self, 0);
    return bitLength(self);
  },
  "bit_count(self, /)": bitCount,
  "to_bytes(self, /, length=1, byteorder='big', *, signed=False)": toBytes,
  "as_integer_ratio(self, /)": (self: PyInt) => new PyTuple([self, 1]),
});

attributes<PyInt>(intType, {
  real: (self) => self,
  imag: () => 0,
  numerator: (self) => self,
  denominator: () => 1,
});

classMethods(intType, {
  "from_bytes(cls, /, bytes, byteorder='big', *, signed=False)"(
    cls: PyType,
    source: PyValue,
    order: PyValue,
    signed: PyValue,
  ) {
    const isLittle = isLittleEndian(order, "from_bytes");
    const bytes = bytesFromObject(source);
    const value = intFromBytes(bytes, isLittle, isTrue(signed));
    return cls === intType ? value : call(cls, [value]);
  },
});

/** `repr(n)`; the digits of large ints are dear. */
export function intRepr(value: PyInt): string {
  if (typeof value === "number") return String(value);
  chargeDigits(value);
  return withTextErrors(() => intToString(value, 10, intDigitLimit()));
}

/** Before the decimal digits of an int are made. */
export function chargeDigits(value: PyInt): void {
  if (typeof value === "number") return;
  const words = wordsOf(value);
  if (words < 16) return;
  reserveText(words * 20);
  spendAtOnce(words * Math.min(280, words ** 0.6));
}

/** `format(n, spec)`; `typeName` is shown in errors. */
export function formatInt(self: PyInt, spec: PyValue, typeName: string = "int"): PyValue {
  const text = asString(spec);
  if (text === undefined) throw raise.TypeError(`__format__() argument must be str, not ${shownArgument(spec)}`);
  if (text === "") return intRepr(self);
  return withTextErrors(() => {
    const parsed = parseFormatSpec(text, typeName);
    reserveText(Math.max(parsed.width, parsed.precision));
    chargeDigits(self);
    return formatIntSpec(
      self,
      parsed,
      typeName,
      parsed.type === "" || parsed.type === "d" || parsed.type === "n" ? intDigitLimit() : undefined,
    );
  });
}

/** `round(n, digits)` for negative digits: to the nearest multiple of a power of ten, ties to the even one. */
function roundInt(value: PyInt, digits: PyInt): PyInt {
  if (digits >= 0) return value;
  // Above three digits a bit there is nothing left to keep.
  if (typeof digits === "bigint" || -digits > bitLength(value)) return 0;
  const unit = powerInts(10, -digits);
  const rest = moduloInts(value, unit);
  const twice = multiplyInts(rest, 2);
  const down = subtractInts(value, rest);
  const isUp = twice > unit || (twice === unit && moduloInts(floorDivideInts(down, unit), 2) === 1);
  return isUp ? addInts(down, unit) : down;
}

function bitCount(self: PyInt): number {
  if (typeof self === "number" && Math.abs(self) < 2 ** 31) return onesOf(Math.abs(self));
  spend(wordsOf(self));
  let count = 0;
  const digits = (self < 0 ? -BigInt(self) : BigInt(self)).toString(16);
  for (let end = digits.length; end > 0; end -= 7)
    count += onesOf(Number.parseInt(digits.slice(Math.max(0, end - 7), end), 16));
  return count;
}

function onesOf(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function isLittleEndian(order: PyValue, method: string): boolean {
  const text = asString(order);
  if (text === undefined)
    throw raise.TypeError(`${method}() argument 'byteorder' must be str, not ${shownArgument(order)}`);
  if (text !== "little" && text !== "big") throw raise.ValueError("byteorder must be either 'little' or 'big'");
  return text === "little";
}

function toBytes(self: PyInt, size: PyValue, order: PyValue, signed: PyValue): PyValue {
  const length = toSize(size);
  const isLittle = isLittleEndian(order, "to_bytes");
  if (length < 0) throw raise.ValueError("length argument must be non-negative");
  const isSigned = isTrue(signed);
  if (self < 0 && !isSigned) throw raise.OverflowError("can't convert negative int to unsigned");
  // Two's complement has a sign bit, and one value more below zero than above.
  const bits = isSigned ? bitLength(self < 0 ? subtractInts(-1, self) : self) + 1 : bitLength(self);
  if (bits > length * 8 && !(length === 0 && self === 0)) throw raise.OverflowError("int too big to convert");
  reserveBytes(length);
  const bytes = new Uint8Array(length).fill(self < 0 ? 255 : 0);
  // -1 - n has the complement of n's bits, so that negative ints need no infinite row of ones.
  const digits = (self < 0 ? -1n - BigInt(self) : BigInt(self)).toString(16);
  const mask = self < 0 ? 255 : 0;
  for (let end = digits.length, place = length - 1; end > 0 && place >= 0; end -= 2, place--) {
    bytes[place] = Number.parseInt(digits.slice(Math.max(0, end - 2), end), 16) ^ mask;
  }
  return new PyBytes(isLittle ? bytes.reverse() : bytes);
}

export function intFromBytes(source: Uint8Array, isLittle: boolean, isSigned: boolean): PyInt {
  const { length } = source;
  spendAtOnce(length >> 1);
  const bytes = isLittle ? source.slice().reverse() : source;
  const magnitude = length === 0 ? 0 : digitsToInt(bytesHex(bytes), 16);
  const top = bytes[0] ?? 0;
  return isSigned && top >= 128 ? normaliseInt(BigInt(magnitude) - (1n << BigInt(8 * length))) : magnitude;
}
