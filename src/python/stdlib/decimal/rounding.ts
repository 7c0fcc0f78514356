/** How results are fitted into a context: precision, exponent range, and what is signalled about it. */
import {
  digitCount,
  FINITE,
  finite,
  infinity,
  NAN,
  powerOfTen,
  PyDecimal,
  quotientAndRest,
  scaleUp,
  type Sign,
  SIGNALING_NAN,
} from "./number.ts";
import { CLAMPED, INEXACT, INVALID_OPERATION, OVERFLOW, ROUNDED, SUBNORMAL, UNDERFLOW } from "./signals.ts";

export type Rounding =
  | "ROUND_CEILING"
  | "ROUND_FLOOR"
  | "ROUND_UP"
  | "ROUND_DOWN"
  | "ROUND_HALF_UP"
  | "ROUND_HALF_DOWN"
  | "ROUND_HALF_EVEN"
  | "ROUND_05UP";
export const ROUNDINGS: readonly Rounding[] = [
  "ROUND_CEILING",
  "ROUND_FLOOR",
  "ROUND_UP",
  "ROUND_DOWN",
  "ROUND_HALF_UP",
  "ROUND_HALF_DOWN",
  "ROUND_HALF_EVEN",
  "ROUND_05UP",
];

/** What an operation needs of a context, and where it notes its conditions. */
export interface Work {
  prec: number;
  rounding: Rounding;
  emin: number;
  emax: number;
  clamp: number;
  status: number;
}

export const LARGEST = 1e18;

export function etiny(work: Work): number {
  return work.emin - work.prec + 1;
}
export function etop(work: Work): number {
  return work.emax - work.prec + 1;
}

/** Whether the magnitude `quotient` goes up, given what was cut off: `rest` of `unit`, which is not zero. */
function goesUp(quotient: bigint, rest: bigint, unit: bigint, sign: Sign, rounding: Rounding): boolean {
  switch (rounding) {
    case "ROUND_DOWN":
      return false;
    case "ROUND_UP":
      return true;
    case "ROUND_CEILING":
      return sign === 0;
    case "ROUND_FLOOR":
      return sign === 1;
    case "ROUND_05UP":
      return quotient % 5n === 0n;
    default:
  }
  const twice = rest * 2n;
  if (twice !== unit) return twice > unit;
  return rounding === "ROUND_HALF_UP" || (rounding === "ROUND_HALF_EVEN" && (quotient & 1n) === 1n);
}

/** Cuts `drop` digits off a coefficient. */
export function cut(
  coefficient: bigint,
  drop: number,
  sign: Sign,
  rounding: Rounding,
): { coefficient: bigint; isExact: boolean } {
  if (drop <= 0) return { coefficient: scaleUp(coefficient, -drop), isExact: true };
  if (coefficient === 0n) return { coefficient, isExact: true };
  if (drop > digitCount(coefficient) + 1) {
    // Less than a tenth of a unit is left, whatever it is.
    return { coefficient: goesUp(0n, 1n, 100n, sign, rounding) ? 1n : 0n, isExact: false };
  }
  const unit = powerOfTen(drop);
  const [quotient, rest] = quotientAndRest(coefficient, unit);
  if (rest === 0n) return { coefficient: quotient, isExact: true };
  return { coefficient: goesUp(quotient, rest, unit, sign, rounding) ? quotient + 1n : quotient, isExact: false };
}

/** What overflow gives in a rounding mode. */
function overflowed(sign: Sign, work: Work): PyDecimal {
  work.status |= OVERFLOW | INEXACT | ROUNDED;
  const { rounding } = work;
  const isLargest =
    rounding === "ROUND_DOWN" ||
    rounding === "ROUND_05UP" ||
    (rounding === "ROUND_CEILING" && sign === 1) ||
    (rounding === "ROUND_FLOOR" && sign === 0);
  return isLargest ? finite(sign, powerOfTen(work.prec) - 1n, etop(work)) : infinity(sign);
}

/** A finite result in a context. */
export function finish(sign: Sign, coefficient: bigint, exponent: number, work: Work): PyDecimal {
  // Fast path: it fits as it is, which one comparison tells where the exponent is far from its ends.
  if (work.prec <= 64 && exponent >= work.emin && exponent <= etop(work) && coefficient < powerOfTen(work.prec))
    return finite(sign, coefficient, exponent);
  if (coefficient === 0n) {
    const top = work.clamp === 1 ? etop(work) : work.emax;
    const fitted = Math.min(Math.max(exponent, etiny(work)), top);
    if (fitted !== exponent) work.status |= CLAMPED;
    return finite(sign, 0n, fitted);
  }
  const digits = digitCount(coefficient);
  let least = digits + exponent - work.prec;
  if (least > etop(work)) return overflowed(sign, work);
  const isSubnormal = least < etiny(work);
  if (isSubnormal) least = etiny(work);
  if (exponent < least) {
    const result = cut(coefficient, least - exponent, sign, work.rounding);
    let rounded = result.coefficient;
    if (rounded >= powerOfTenOrMore(work.prec, digits) && digitCount(rounded) > work.prec) {
      rounded /= 10n;
      least++;
    }
    if (least > etop(work)) return overflowed(sign, work);
    if (!result.isExact) work.status |= INEXACT | (isSubnormal ? UNDERFLOW : 0);
    work.status |= ROUNDED | (isSubnormal ? SUBNORMAL : 0) | (rounded === 0n ? CLAMPED : 0);
    return finite(sign, rounded, least);
  }
  if (isSubnormal) work.status |= SUBNORMAL;
  if (work.clamp === 1 && exponent > etop(work)) {
    work.status |= CLAMPED;
    return finite(sign, scaleUp(coefficient, exponent - etop(work)), etop(work));
  }
  return finite(sign, coefficient, exponent);
}

/** 10^prec, or less where a coefficient of so many digits cannot reach it anyway. */
function powerOfTenOrMore(prec: number, digits: number): bigint {
  return prec > digits + 1 ? powerOfTen(digits + 1) : powerOfTen(prec);
}

/** Any value in a context; NaNs keep as much payload as fits. */
export function fit(value: PyDecimal, work: Work): PyDecimal {
  if (value.kind === FINITE) {
    // Fast path: it fits as it is.
    if (
      value.coefficient !== 0n &&
      value.digits <= work.prec &&
      value.exponent >= etiny(work) &&
      value.adjusted >= work.emin &&
      value.adjusted <= work.emax &&
      (work.clamp === 0 || value.exponent <= etop(work))
    )
      return value;
    return finish(value.sign, value.coefficient, value.exponent, work);
  }
  return value.isNan ? fitNan(value, work) : value;
}

export function fitNan(value: PyDecimal, work: Work): PyDecimal {
  const room = work.prec - work.clamp;
  if (value.coefficient === 0n || value.digits <= room) return value;
  return new PyDecimal(value.sign, value.coefficient % powerOfTen(room), 0, value.kind);
}

/** The NaN that an invalid operation gives. */
export function invalid(work: Work, condition: number = INVALID_OPERATION): PyDecimal {
  work.status |= condition;
  return new PyDecimal(0, 0n, 0, NAN);
}

/** The NaN that comes of operands of which one is a NaN, or undefined: signaling ones come first. */
export function nanOf(work: Work, a: PyDecimal, b: PyDecimal = a, c: PyDecimal = a): PyDecimal | undefined {
  if (!a.isNan && !b.isNan && !c.isNan) return undefined;
  const signaling = [a, b, c].find((value) => value.kind === SIGNALING_NAN);
  const source = signaling ?? ([a, b, c].find((value) => value.isNan) as PyDecimal);
  if (signaling !== undefined) work.status |= INVALID_OPERATION;
  return fitNan(source.kind === NAN ? source : new PyDecimal(source.sign, source.coefficient, 0, NAN), work);
}

/** Rescales without a context: the exponent given, rounded as told. */
export function rescale(
  value: PyDecimal,
  exponent: number,
  rounding: Rounding,
): { value: PyDecimal; isExact: boolean } {
  if (value.kind !== FINITE || value.exponent === exponent) return { value, isExact: true };
  const { coefficient, isExact } = cut(value.coefficient, exponent - value.exponent, value.sign, rounding);
  return { value: finite(value.sign, coefficient, exponent), isExact };
}
