/** The operations of the General Decimal Arithmetic that are exact before they are rounded. */
import {
  digitCount,
  FINITE,
  finite,
  flip,
  INFINITE,
  infinity,
  MOST_DIGITS,
  ONE,
  powerOfTen,
  product,
  PyDecimal,
  quotientAndRest,
  scaleUp,
  type Sign,
  SIGNALING_NAN,
  withSign,
  ZERO,
} from "./number.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { reserveText } from "../../builtins/text-size.ts";
import { digitsOf } from "./text.ts";
import { cut, etiny, etop, finish, fit, invalid, nanOf, rescale, type Rounding, type Work } from "./rounding.ts";
import {
  CLAMPED,
  DIVISION_BY_ZERO,
  DIVISION_IMPOSSIBLE,
  DIVISION_UNDEFINED,
  INEXACT,
  INVALID_OPERATION,
  OVERFLOW,
  ROUNDED,
  SUBNORMAL,
  UNDERFLOW,
} from "./signals.ts";

export function add(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  if (a.kind !== FINITE || b.kind !== FINITE) {
    const nan = nanOf(work, a, b);
    if (nan !== undefined) return nan;
    if (a.kind === INFINITE) return b.kind === INFINITE && a.sign !== b.sign ? invalid(work) : a;
    return b;
  }
  // Fast path: sums of prices.
  if (a.exponent === b.exponent && a.sign === b.sign)
    return finish(a.sign, a.coefficient + b.coefficient, a.exponent, work);
  if (a.coefficient === 0n || b.coefficient === 0n) return addZero(a, b, work);
  const [high, low] = a.exponent >= b.exponent ? [a, b] : [b, a];
  let { coefficient, exponent } = low;
  if (high.exponent - exponent > 64) {
    // What lies far below the last digit only matters by being there.
    const floor = high.exponent + Math.min(-1, high.digits - work.prec - 2);
    if (low.adjusted < floor) {
      coefficient = 1n;
      exponent = floor;
    }
  }
  const scaled = scaleUp(high.coefficient, high.exponent - exponent);
  const sum = (high.sign === 1 ? -scaled : scaled) + (low.sign === 1 ? -coefficient : coefficient);
  if (sum === 0n) return finish(work.rounding === "ROUND_FLOOR" ? 1 : 0, 0n, exponent, work);
  return sum < 0n ? finish(1, -sum, exponent, work) : finish(0, sum, exponent, work);
}

function addZero(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const exponent = Math.min(a.exponent, b.exponent);
  if (a.isZero && b.isZero) {
    const sign: Sign = a.sign === b.sign ? a.sign : work.rounding === "ROUND_FLOOR" ? 1 : 0;
    return finish(sign, 0n, exponent, work);
  }
  const value = a.isZero ? b : a;
  const lowest = Math.max(exponent, value.exponent - work.prec - 1);
  return finish(value.sign, scaleUp(value.coefficient, value.exponent - lowest), lowest, work);
}

export function subtract(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  return nanOf(work, a, b) ?? add(a, withSign(b, flip(b.sign)), work);
}

export function plus(value: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  if (value.isZero && work.rounding !== "ROUND_FLOOR") return fit(withSign(value, 0), work);
  return fit(value, work);
}

export function minus(value: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  if (value.isZero && work.rounding !== "ROUND_FLOOR") return fit(withSign(value, 0), work);
  return fit(withSign(value, flip(value.sign)), work);
}

export function absolute(value: PyDecimal, work: Work): PyDecimal {
  return value.sign === 1 ? minus(value, work) : plus(value, work);
}

export function multiply(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind !== FINITE || b.kind !== FINITE)
    return nanOf(work, a, b) ?? (a.isZero || b.isZero ? invalid(work) : infinity(sign));
  return finish(sign, product(a.coefficient, b.coefficient), a.exponent + b.exponent, work);
}

export function divide(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind !== FINITE || b.kind !== FINITE) {
    const nan = nanOf(work, a, b);
    if (nan !== undefined) return nan;
    if (a.kind === INFINITE) return b.kind === INFINITE ? invalid(work) : infinity(sign);
    work.status |= CLAMPED;
    return finite(sign, 0n, etiny(work));
  }
  if (b.coefficient === 0n) return byZero(a, sign, work);
  if (a.coefficient === 0n) return finish(sign, 0n, a.exponent - b.exponent, work);
  if (work.prec > MOST_DIGITS) {
    const exact = divideExactly(a, b);
    return exact === undefined ? refusePrecision() : finish(sign, exact.coefficient, exact.exponent, work);
  }
  const shift = b.digits - a.digits + work.prec + 1;
  let exponent = a.exponent - b.exponent - shift;
  let [quotient, rest] =
    shift >= 0
      ? quotientAndRest(scaleUp(a.coefficient, shift), b.coefficient)
      : quotientAndRest(a.coefficient, scaleUp(b.coefficient, -shift));
  if (rest !== 0n) {
    // A last digit of 0 or 5 would be taken for exact or for a tie.
    if (quotient % 5n === 0n) quotient++;
  } else {
    const ideal = a.exponent - b.exponent;
    while (exponent < ideal && quotient % 10n === 0n) {
      quotient /= 10n;
      exponent++;
    }
    rest = 0n;
  }
  return finish(sign, quotient, exponent, work);
}

function refusePrecision(): never {
  throw raise.MemoryError();
}

/** A quotient that ends: the divisor has no factors but 2 and 5 of its own. */
function divideExactly(a: PyDecimal, b: PyDecimal): { coefficient: bigint; exponent: number } | undefined {
  const exponent = a.exponent - b.exponent;
  for (let places = 0; places <= 4 * b.digits; places++) {
    const [quotient, rest] = quotientAndRest(scaleUp(a.coefficient, places), b.coefficient);
    if (rest === 0n) return { coefficient: quotient, exponent: exponent - places };
  }
  return undefined;
}

function byZero(a: PyDecimal, sign: Sign, work: Work): PyDecimal {
  if (a.isZero) return invalid(work, DIVISION_UNDEFINED);
  work.status |= DIVISION_BY_ZERO;
  return infinity(sign);
}

/** The integral quotient, and the remainder with the sign of the dividend; undefined where the quotient has too many digits. */
function divideWhole(a: PyDecimal, b: PyDecimal, work: Work): [PyDecimal, PyDecimal] | undefined {
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  const ideal = b.kind === INFINITE ? a.exponent : Math.min(a.exponent, b.exponent);
  const apart = a.adjusted - b.adjusted;
  if (a.isZero || b.kind === INFINITE || apart <= -2)
    return [finite(sign, 0n, 0), rescale(a, ideal, work.rounding).value];
  if (apart > work.prec) return undefined;
  const [quotient, rest] = quotientAndRest(
    scaleUp(a.coefficient, Math.max(0, a.exponent - b.exponent)),
    scaleUp(b.coefficient, Math.max(0, b.exponent - a.exponent)),
  );
  if (digitCount(quotient) > work.prec) return undefined;
  return [finite(sign, quotient, 0), finite(a.sign, rest, ideal)];
}

export function divideInteger(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind === INFINITE) return b.kind === INFINITE ? invalid(work) : infinity(sign);
  if (b.isZero) return byZero(a, sign, work);
  const result = divideWhole(a, b, work);
  return result === undefined ? invalid(work, DIVISION_IMPOSSIBLE) : fit(result[0], work);
}

export function remainder(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return invalid(work);
  if (b.isZero) return invalid(work, a.isZero ? DIVISION_UNDEFINED : INVALID_OPERATION);
  const result = divideWhole(a, b, work);
  return result === undefined ? invalid(work, DIVISION_IMPOSSIBLE) : fit(result[1], work);
}

export function divmod(a: PyDecimal, b: PyDecimal, work: Work): [PyDecimal, PyDecimal] {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return [nan, nan];
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind === INFINITE) return [b.kind === INFINITE ? invalid(work) : infinity(sign), invalid(work)];
  if (b.isZero) {
    if (a.isZero) return [invalid(work, DIVISION_UNDEFINED), invalid(work, DIVISION_UNDEFINED)];
    work.status |= DIVISION_BY_ZERO;
    return [infinity(sign), invalid(work)];
  }
  const result = divideWhole(a, b, work);
  if (result === undefined) return [invalid(work, DIVISION_IMPOSSIBLE), invalid(work, DIVISION_IMPOSSIBLE)];
  return [fit(result[0], work), fit(result[1], work)];
}

export function remainderNear(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return invalid(work);
  if (b.isZero) return invalid(work, a.isZero ? DIVISION_UNDEFINED : INVALID_OPERATION);
  if (b.kind === INFINITE) return fit(a, work);
  const ideal = Math.min(a.exponent, b.exponent);
  if (a.isZero) return finish(a.sign, 0n, ideal, work);
  const apart = a.adjusted - b.adjusted;
  if (apart >= work.prec + 1) return invalid(work, DIVISION_IMPOSSIBLE);
  if (apart <= -2) return fit(rescale(a, ideal, work.rounding).value, work);
  const divisor = scaleUp(b.coefficient, Math.max(0, b.exponent - a.exponent));
  let [quotient, rest] = quotientAndRest(scaleUp(a.coefficient, Math.max(0, a.exponent - b.exponent)), divisor);
  let { sign } = a;
  if (2n * rest + (quotient & 1n) > divisor) {
    rest = divisor - rest;
    sign = flip(sign);
    quotient++;
  }
  if (digitCount(quotient) > work.prec) return invalid(work, DIVISION_IMPOSSIBLE);
  return finish(sign, rest, ideal, work);
}

export function fma(a: PyDecimal, b: PyDecimal, c: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b, c);
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind !== FINITE || b.kind !== FINITE) {
    if (nan !== undefined && (a.isNan || b.isNan)) return nan;
    if (a.isZero || b.isZero) return invalid(work);
    return nan ?? add(infinity(sign), c, work);
  }
  return nan ?? add(finite(sign, product(a.coefficient, b.coefficient), a.exponent + b.exponent), c, work);
}

/** The order of two values that are no NaNs: negative, zero or positive. */
export function order(a: PyDecimal, b: PyDecimal): number {
  if (a.isZero && b.isZero) return 0;
  if (a.isZero) return b.sign === 1 ? 1 : -1;
  if (b.isZero || a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const magnitude = orderOfMagnitudes(a, b);
  return a.sign === 1 ? -magnitude : magnitude;
}

function orderOfMagnitudes(a: PyDecimal, b: PyDecimal): number {
  if (a.kind === INFINITE || b.kind === INFINITE) return (a.kind === INFINITE ? 1 : 0) - (b.kind === INFINITE ? 1 : 0);
  if (a.isZero || b.isZero) return (a.isZero ? 0 : 1) - (b.isZero ? 0 : 1);
  if (a.adjusted !== b.adjusted) return a.adjusted < b.adjusted ? -1 : 1;
  const x = scaleUp(a.coefficient, Math.max(0, a.exponent - b.exponent)),
    y = scaleUp(b.coefficient, Math.max(0, b.exponent - a.exponent));
  return x < y ? -1 : x > y ? 1 : 0;
}

function orderAsDecimal(n: number): PyDecimal {
  return n === 0 ? ZERO : n < 0 ? finite(1, 1n, 0) : ONE;
}

export function compare(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  return nanOf(work, a, b) ?? orderAsDecimal(order(a, b));
}

/** As compare, but quiet NaNs signal too. */
export function compareSignal(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan === undefined) return orderAsDecimal(order(a, b));
  work.status |= INVALID_OPERATION;
  return nan;
}

/** The total order of representations: NaNs have a place, and 1.0 stands before 1. */
export function totalOrder(a: PyDecimal, b: PyDecimal): number {
  if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const size = totalMagnitude(a, b);
  return a.sign === 1 ? -size : size;
}

function totalMagnitude(a: PyDecimal, b: PyDecimal): number {
  if (a.isNan || b.isNan) {
    // Finite values, infinities, signaling NaNs, quiet NaNs.
    const rank = (value: PyDecimal): number => (!value.isNan ? 0 : value.kind === SIGNALING_NAN ? 1 : 2);
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    return a.coefficient < b.coefficient ? -1 : a.coefficient > b.coefficient ? 1 : 0;
  }
  const size = orderOfMagnitudes(a, b);
  return size !== 0 || a.kind === INFINITE ? size : Math.sign(a.exponent - b.exponent);
}

export function compareTotal(a: PyDecimal, b: PyDecimal): PyDecimal {
  return orderAsDecimal(totalOrder(a, b));
}

export function compareTotalMagnitude(a: PyDecimal, b: PyDecimal): PyDecimal {
  return orderAsDecimal(totalOrder(withSign(a, 0), withSign(b, 0)));
}

/** max and min, by value or by magnitude: one quiet NaN gives way to a number. */
export function extreme(a: PyDecimal, b: PyDecimal, work: Work, wanted: 1 | -1, isByMagnitude: boolean): PyDecimal {
  if (a.isNan || b.isNan) {
    const isSignaling = a.kind === SIGNALING_NAN || b.kind === SIGNALING_NAN;
    if (!isSignaling && !a.isNan) return fit(a, work);
    if (!isSignaling && !b.isNan) return fit(b, work);
    return nanOf(work, a, b) as PyDecimal;
  }
  let difference = isByMagnitude ? orderOfMagnitudes(a, b) : order(a, b);
  if (difference === 0) difference = totalOrder(a, b);
  return fit(difference * wanted >= 0 ? a : b, work);
}

export function normalize(value: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  const rounded = fit(value, work);
  if (rounded.kind !== FINITE) return rounded;
  if (rounded.isZero) return finite(rounded.sign, 0n, 0);
  const top = work.clamp === 1 ? etop(work) : work.emax;
  let { coefficient, exponent } = rounded;
  while (coefficient % 10n === 0n && exponent < top) {
    coefficient /= 10n;
    exponent++;
  }
  return finite(rounded.sign, coefficient, exponent);
}

export function quantize(value: PyDecimal, like: PyDecimal, work: Work, rounding: Rounding = work.rounding): PyDecimal {
  if (value.kind !== FINITE || like.kind !== FINITE) {
    const nan = nanOf(work, value, like);
    if (nan !== undefined) return nan;
    return value.kind === INFINITE && like.kind === INFINITE ? value : invalid(work);
  }
  const { exponent } = like;
  if (exponent < etiny(work) || exponent > work.emax) return invalid(work);
  if (value.isZero) return finish(value.sign, 0n, exponent, work);
  if (value.adjusted > work.emax || value.adjusted - exponent + 1 > work.prec) return invalid(work);
  const { value: result, isExact } = rescale(value, exponent, rounding);
  if (result.adjusted > work.emax || result.digits > work.prec) return invalid(work);
  if (!result.isZero && result.adjusted < work.emin) work.status |= SUBNORMAL;
  if (exponent > value.exponent) work.status |= ROUNDED | (isExact ? 0 : INEXACT);
  return fit(result, work);
}

/** To an integral value; `isQuiet` does not say that it was rounded. */
export function toIntegral(
  value: PyDecimal,
  work: Work,
  isQuiet: boolean,
  rounding: Rounding = work.rounding,
): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  if (value.kind !== FINITE || value.exponent >= 0) return value;
  const { value: result, isExact } = rescale(value, 0, rounding);
  if (!isQuiet) work.status |= (isExact ? 0 : INEXACT) | (value.isZero ? 0 : ROUNDED);
  return result;
}

export function nextMinus(value: PyDecimal, work: Work): PyDecimal {
  return nanOf(work, value) ?? next(value, work, 1);
}

export function nextPlus(value: PyDecimal, work: Work): PyDecimal {
  return nanOf(work, value) ?? next(value, work, 0);
}

/** The neighbour in the direction of a sign. */
function next(value: PyDecimal, work: Work, direction: Sign): PyDecimal {
  if (value.kind === INFINITE) {
    return value.sign === direction ? value : finite(value.sign, powerOfTen(work.prec) - 1n, etop(work));
  }
  const quiet: Work = { ...work, rounding: direction === 1 ? "ROUND_FLOOR" : "ROUND_CEILING", status: 0 };
  const fitted = fit(value, quiet);
  if (fitted !== value && order(fitted, value) !== 0) return fitted;
  return add(value, finite(direction, 1n, etiny(quiet) - 1), quiet);
}

export function nextToward(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  const comparison = order(a, b);
  if (comparison === 0) return withSign(a, b.sign);
  const result = comparison < 0 ? nextPlus(a, work) : nextMinus(a, work);
  if (result.kind === INFINITE) work.status |= OVERFLOW | INEXACT | ROUNDED;
  else if (result.adjusted < work.emin) {
    work.status |= UNDERFLOW | SUBNORMAL | INEXACT | ROUNDED;
    if (result.isZero) work.status |= CLAMPED;
  }
  return result;
}

export function logb(value: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  if (value.kind === INFINITE) return infinity(0);
  if (value.isZero) {
    work.status |= DIVISION_BY_ZERO;
    return infinity(1);
  }
  const exponent = value.adjusted;
  return finish(exponent < 0 ? 1 : 0, BigInt(Math.abs(exponent)), 0, work);
}

/** An operand that must be an int within limits; undefined when it is not. */
function smallInt(value: PyDecimal, limit: number): number | undefined {
  if (value.kind !== FINITE || value.exponent !== 0) return undefined;
  const size = Number(value.coefficient);
  if (size > limit) return undefined;
  return value.sign === 1 ? -size : size;
}

export function scaleB(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  const by = smallInt(b, 2 * (work.emax + work.prec));
  if (by === undefined) return invalid(work);
  return a.kind === INFINITE ? a : finish(a.sign, a.coefficient, a.exponent + by, work);
}

export function shift(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  const by = smallInt(b, work.prec);
  if (by === undefined) return invalid(work);
  if (a.kind === INFINITE) return a;
  const kept = a.digits > work.prec ? a.coefficient % powerOfTen(work.prec) : a.coefficient;
  const moved = by < 0 ? cut(kept, -by, 0, "ROUND_DOWN").coefficient : kept === 0n ? 0n : scaleUp(kept, by);
  return finite(a.sign, digitCount(moved) > work.prec ? moved % powerOfTen(work.prec) : moved, a.exponent);
}

export function rotate(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  const by = smallInt(b, work.prec);
  if (by === undefined) return invalid(work);
  if (a.kind === INFINITE) return a;
  const kept = a.digits > work.prec ? a.coefficient % powerOfTen(work.prec) : a.coefficient;
  const left = by < 0 ? by + work.prec : by;
  const split = powerOfTen(work.prec - left);
  const high = kept / split,
    low = kept % split;
  return finite(a.sign, scaleUp(low, left) + high, a.exponent);
}

/** The last digits of a logical operand as bits, or undefined when it is none. */
function logicalDigits(value: PyDecimal, prec: number): string | undefined {
  if (value.kind !== FINITE || value.sign !== 0 || value.exponent !== 0) return undefined;
  const text = digitsOf(value);
  return /[^01]/.test(text) ? undefined : text.slice(-prec);
}

export function logical(
  a: PyDecimal,
  b: PyDecimal,
  work: Work,
  combine: (x: boolean, y: boolean) => boolean,
): PyDecimal {
  const x = logicalDigits(a, work.prec),
    y = logicalDigits(b, work.prec);
  if (x === undefined || y === undefined) return invalid(work);
  const width = Math.max(x.length, y.length);
  const p = x.padStart(width, "0"),
    q = y.padStart(width, "0");
  let digits = "";
  for (let i = 0; i < width; i++) digits += combine(p[i] === "1", q[i] === "1") ? "1" : "0";
  return finite(0, BigInt(digits), 0);
}

export function logicalInvert(a: PyDecimal, work: Work): PyDecimal {
  const digits = logicalDigits(a, work.prec);
  if (digits === undefined) return invalid(work);
  if (work.prec > MOST_DIGITS) throw raise.MemoryError();
  reserveText(work.prec);
  spend(work.prec >> 2);
  const inverted = Array.from(digits.padStart(work.prec, "0"), (digit) => (digit === "1" ? "0" : "1")).join("");
  return finite(0, BigInt(inverted), 0);
}

export function isNormal(value: PyDecimal, work: Work): boolean {
  return value.kind === FINITE && value.coefficient !== 0n && value.adjusted >= work.emin;
}

export function isSubnormal(value: PyDecimal, work: Work): boolean {
  return value.kind === FINITE && value.coefficient !== 0n && value.adjusted < work.emin;
}

export function numberClass(value: PyDecimal, work: Work): string {
  if (value.isNan) return value.kind === SIGNALING_NAN ? "sNaN" : "NaN";
  const sign = value.sign === 1 ? "-" : "+";
  if (value.kind === INFINITE) return `${sign}Infinity`;
  if (value.isZero) return `${sign}Zero`;
  return sign + (isSubnormal(value, work) ? "Subnormal" : "Normal");
}

export function sameQuantum(a: PyDecimal, b: PyDecimal): boolean {
  if (a.kind !== FINITE || b.kind !== FINITE)
    return (a.isNan && b.isNan) || (a.kind === INFINITE && b.kind === INFINITE);
  return a.exponent === b.exponent;
}
