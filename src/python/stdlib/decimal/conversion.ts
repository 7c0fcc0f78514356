/** Values of other kinds as Decimals, and Decimals as others. */
import { powerInts, multiplyInts, normaliseInt } from "../../runtime/arithmetic.ts";
import { attributeOr } from "../../runtime/attributes.ts";
import { identityOf } from "../../runtime/hash.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { PyComplex, PyFloat, type PyInt, PyList, PyObject, PyTuple, type PyValue } from "../../runtime/values.ts";
import { floatRatio } from "../../builtins/text/float-round.ts";
import { paid } from "../../runtime/limits.ts";
import type { PyContext } from "./context.ts";
import {
  FINITE,
  finite,
  INFINITE,
  infinity,
  type Kind,
  NAN,
  product,
  PyDecimal,
  quotientAndRest,
  scaleUp,
  type Sign,
  SIGNALING_NAN,
} from "./number.ts";
import { cut, LARGEST, type Rounding } from "./rounding.ts";
import { CONVERSION_SYNTAX, FLOAT_OPERATION, INVALID_OPERATION } from "./signals.ts";
import { decimalText, parseDecimal } from "./text.ts";

export function fromInt(value: PyInt): PyDecimal {
  const big = BigInt(value);
  return big < 0n ? finite(1, -big, 0) : finite(0, big, 0);
}

/** Every double is a decimal. */
export function fromFloat(x: number): PyDecimal {
  if (Number.isNaN(x)) return new PyDecimal(0, 0n, 0, NAN);
  const sign: Sign = x < 0 || Object.is(x, -0) ? 1 : 0;
  if (!Number.isFinite(x)) return infinity(sign);
  const [top, bottom] = floatRatio(Math.abs(x));
  // top / 2^k = top * 5^k / 10^k
  const places = bottom.toString(2).length - 1;
  return finite(sign, top * 5n ** BigInt(places), -places);
}

/** From text; what is none signals, and gives a NaN. */
function fromText(text: string, context: PyContext): PyDecimal {
  const value = parseDecimal(text);
  if (value === undefined) {
    context.signal(CONVERSION_SYNTAX);
    return new PyDecimal(0, 0n, 0, NAN);
  }
  return value;
}

/** Beyond the largest exponents there is nothing. */
function inLimits(value: PyDecimal, context: PyContext): PyDecimal {
  // No coefficient has so many digits that it makes up for the rest.
  if (value.kind !== FINITE || Math.abs(value.exponent) < LARGEST / 10) return value;
  const isOutside =
    value.coefficient === 0n
      ? Math.abs(value.exponent) > 2 * LARGEST
      : value.adjusted > LARGEST || value.exponent < -2 * LARGEST;
  if (!isOutside) return value;
  context.signal(INVALID_OPERATION);
  return new PyDecimal(0, 0n, 0, NAN);
}

function fromTuple(items: readonly PyValue[]): PyDecimal {
  if (items.length !== 3) throw raise.ValueError("argument must be a sequence of length 3");
  const signValue = asInt(items[0] as PyValue);
  if (signValue !== 0 && signValue !== 1) throw raise.ValueError("sign must be an integer with the value 0 or 1");
  const sign: Sign = signValue;
  const last = items[2] as PyValue;
  const letter = asString(last);
  let kind: Kind = FINITE,
    exponent = 0;
  if (letter !== undefined) {
    if (letter === "F") return infinity(sign);
    if (letter !== "n" && letter !== "N")
      throw raise.ValueError("string argument in the third position must be 'F', 'n' or 'N'");
    kind = letter === "n" ? NAN : SIGNALING_NAN;
  } else {
    const integer = asInt(last);
    if (integer === undefined) throw raise.ValueError("exponent must be an integer");
    if (integer > 9223372036854775807n || integer < -9223372036854775808n)
      throw raise.OverflowError("Python int too large to convert to C ssize_t");
    exponent = Number(integer);
  }
  const digits = items[1] as PyValue;
  if (!(digits instanceof PyTuple) && !(digits instanceof PyList))
    throw raise.ValueError("coefficient must be a tuple of digits");
  let text = "";
  for (const item of paid(digits.items)) {
    const digit = typeof item === "boolean" ? (item ? 1 : 0) : asInt(item);
    if (digit === undefined || typeof digit === "bigint" || digit < 0 || digit > 9)
      throw raise.ValueError("coefficient must be a tuple of digits");
    text += String(digit);
  }
  return new PyDecimal(sign, text === "" ? 0n : BigInt(text), kind === FINITE ? exponent : 0, kind);
}

/** `Decimal(value)`: exactly, or not at all. */
export function toExactDecimal(value: PyValue, context: PyContext): PyDecimal {
  return inLimits(toDecimal(value, context), context);
}

/** What `Decimal()` takes as a value, of any size. */
export function toDecimal(value: PyValue, context: PyContext): PyDecimal {
  if (value instanceof PyDecimal) return value;
  const integer = asInt(value);
  if (integer !== undefined) return fromInt(integer);
  const text = asString(value);
  if (text !== undefined) return fromText(text, context);
  if (value instanceof PyFloat) {
    context.signal(FLOAT_OPERATION);
    return fromFloat(value.v);
  }
  if (value instanceof PyTuple || value instanceof PyList) return fromTuple(itemsOf(value));
  throw raise.TypeError(`conversion from ${typeOf(value).shown} to Decimal is not supported`);
}

/** An operand of an operator: Decimals and ints; undefined for others. */
export function operand(value: PyValue): PyDecimal | undefined {
  if (value instanceof PyDecimal) return value;
  const integer = asInt(value);
  return integer === undefined ? undefined : fromInt(integer);
}

/** An argument of a method: Decimals and ints, or TypeError. */
export function argument(value: PyValue): PyDecimal {
  const decimal = operand(value);
  if (decimal === undefined)
    throw raise.TypeError(`conversion from ${typeOf(value).shown} to Decimal is not supported`);
  return decimal;
}

/** The two values that stand for operands of a comparison; undefined where they cannot be compared. */
export function comparable(
  self: PyDecimal,
  other: PyValue,
  context: PyContext,
  isEquality: boolean,
): [PyDecimal, PyDecimal] | undefined {
  const plain = operand(other);
  if (plain !== undefined) return [self, plain];
  let real = other;
  if (isEquality && real instanceof PyComplex && real.im === 0) real = new PyFloat(real.re);
  if (real instanceof PyFloat) {
    if (isEquality) context.flags |= FLOAT_OPERATION;
    else context.signal(FLOAT_OPERATION);
    return [self, fromFloat(real.v)];
  }
  // Anything rational: compared without dividing.
  if (
    !(real instanceof PyObject) ||
    lookup(real.cls, "numerator") === undefined ||
    lookup(real.cls, "denominator") === undefined
  )
    return undefined;
  const top = asInt(attributeOr(real, "numerator", null)),
    bottom = asInt(attributeOr(real, "denominator", null));
  if (top === undefined || bottom === undefined) return undefined;
  if (self.kind !== FINITE) return [self, fromInt(top)];
  return [finite(self.sign, product(self.coefficient, BigInt(bottom)), self.exponent), fromInt(top)];
}

/** An int, rounded as told. */
export function toInt(value: PyDecimal, rounding: Rounding): PyInt {
  if (value.isNan) throw raise.ValueError("cannot convert NaN to integer");
  if (value.kind === INFINITE) throw raise.OverflowError("cannot convert Infinity to integer");
  const magnitude =
    value.exponent >= 0 && value.coefficient !== 0n
      ? multiplyInts(normaliseInt(value.coefficient), powerInts(10, value.exponent))
      : normaliseInt(cut(value.coefficient, Math.max(0, -value.exponent), value.sign, rounding).coefficient);
  return value.sign === 1 ? normaliseInt(-BigInt(magnitude)) : magnitude;
}

export function toFloat(value: PyDecimal): number {
  if (value.kind === SIGNALING_NAN) throw raise.ValueError("cannot convert signaling NaN to float");
  if (value.kind === NAN) return Number.NaN;
  if (value.kind === INFINITE) return value.sign === 1 ? -Infinity : Infinity;
  return Number(decimalText(value, false, 1));
}

const MODULUS = 2305843009213693951n;

/** The hash that equal ints, floats and fractions have. */
export function hashDecimal(value: PyDecimal): PyInt {
  if (value.kind === SIGNALING_NAN) throw raise.TypeError("Cannot hash a signaling NaN value");
  if (value.kind === NAN) return identityOf(value);
  if (value.kind === INFINITE) return value.sign === 1 ? -314159 : 314159;
  const exponent = BigInt(value.exponent);
  // 10^-1 modulo the prime is 10^(prime - 2).
  const factor = modularPower(
    exponent >= 0n ? 10n : modularPower(10n, MODULUS - 2n),
    exponent >= 0n ? exponent : -exponent,
  );
  let h = ((value.coefficient % MODULUS) * factor) % MODULUS;
  if (value.sign === 1) h = -h;
  return h === -1n ? -2 : normaliseInt(h);
}

function modularPower(base: bigint, exponent: bigint): bigint {
  let result = 1n,
    square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % MODULUS;
    square = (square * square) % MODULUS;
  }
  return result;
}

/** Numerator and denominator in lowest terms. */
export function integerRatio(value: PyDecimal): [PyInt, PyInt] {
  if (value.isNan) throw raise.ValueError("cannot convert NaN to integer ratio");
  if (value.kind === INFINITE) throw raise.OverflowError("cannot convert Infinity to integer ratio");
  const signed = value.sign === 1 ? -value.coefficient : value.coefficient;
  if (value.exponent >= 0) return [normaliseInt(scaleUp(signed, value.exponent)), 1];
  if (signed === 0n) return [0, 1];
  // Only twos and fives can be common.
  let top = signed,
    twos = -value.exponent,
    fives = -value.exponent;
  while (twos > 0 && (top & 1n) === 0n) {
    top /= 2n;
    twos--;
  }
  while (fives > 0) {
    const [quotient, rest] = quotientAndRest(top < 0n ? -top : top, 5n);
    if (rest !== 0n) break;
    top = top < 0n ? -quotient : quotient;
    fives--;
  }
  return [normaliseInt(top), normaliseInt(product(5n ** BigInt(fives), twos === 0 ? 1n : 1n << BigInt(twos)))];
}
