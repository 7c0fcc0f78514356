/** The shape of a Decimal: a sign, an integer coefficient of any size and a power of ten; or an infinity or a NaN. */
import {
  bitLength,
  chargePass,
  divisionCost,
  isLarge,
  multiplyInts,
  productCost,
  refuseHuge,
  wordsOf,
} from "../../runtime/arithmetic.ts";
import { spendAtOnce } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { defineType } from "../../runtime/types.ts";
import { PyObject, type PyType } from "../../runtime/values.ts";

export const FINITE = 0,
  INFINITE = 1,
  NAN = 2,
  SIGNALING_NAN = 3;
export type Kind = 0 | 1 | 2 | 3;
export type Sign = 0 | 1;

export class PyDecimal extends PyObject {
  readonly sign: Sign;
  readonly kind: Kind;
  /** The payload of a NaN. */
  readonly coefficient: bigint;
  readonly exponent: number;
  #digits = 0;
  constructor(sign: Sign, coefficient: bigint, exponent: number, kind: Kind = FINITE) {
    super();
    this.sign = sign;
    this.coefficient = coefficient;
    this.exponent = exponent;
    this.kind = kind;
  }
  /** Digits of the coefficient; zero has one. */
  get digits(): number {
    if (this.#digits === 0) this.#digits = digitCount(this.coefficient);
    return this.#digits;
  }
  /** The exponent of the first digit. */
  get adjusted(): number {
    return this.exponent + this.digits - 1;
  }
  get isZero(): boolean {
    return this.kind === FINITE && this.coefficient === 0n;
  }
  get isNan(): boolean {
    return this.kind >= NAN;
  }
}
export const decimalType: PyType = defineType("Decimal", PyDecimal, { module: "decimal" });

const POWERS: readonly bigint[] = Array.from({ length: 129 }, (_, n) => 10n ** BigInt(n));

/** A coefficient of more digits is more than JavaScript's integers hold. */
export const MOST_DIGITS = 300_000_000;

/** 10 to a non-negative power; charged where it is large. */
export function powerOfTen(n: number): bigint {
  const known = POWERS[n];
  if (known !== undefined) return known;
  if (n > MOST_DIGITS) throw raise.MemoryError();
  const bits = n * 3.33;
  refuseHuge(bits);
  const words = bits / 64;
  spendAtOnce(2 * productCost(words, words));
  return 10n ** BigInt(n);
}

export function digitCount(value: bigint): number {
  if (value < 10n) return 1;
  if (value >= (POWERS[128] as bigint)) return largeDigitCount(value);
  let low = 1,
    high = 128;
  // value >= 10^low, value < 10^high
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= (POWERS[middle] as bigint)) low = middle;
    else high = middle;
  }
  return low + 1;
}

function largeDigitCount(value: bigint): number {
  chargePass(value, value);
  // The number of bits gives the digits but for one, which a comparison settles.
  const bits = bitLength(value);
  const estimate = Math.floor((bits - 1) * 0.3010299956639812);
  return value >= powerOfTen(estimate + 1) ? estimate + 2 : value >= powerOfTen(estimate) ? estimate + 1 : estimate;
}

/** A product, charged where it is large. */
export function product(a: bigint, b: bigint): bigint {
  return isLarge(a) || isLarge(b) ? BigInt(multiplyInts(a, b)) : a * b;
}

/** value * 10^n. */
export function scaleUp(value: bigint, n: number): bigint {
  return n === 0 || value === 0n ? value : product(value, powerOfTen(n));
}

/** Quotient and remainder of non-negative values, charged where they are large. */
export function quotientAndRest(a: bigint, b: bigint): [bigint, bigint] {
  if (isLarge(a)) spendAtOnce(divisionCost(wordsOf(a), wordsOf(b)) + productCost(wordsOf(b), wordsOf(a)));
  const quotient = a / b;
  return [quotient, a - quotient * b];
}

export function finite(sign: Sign, coefficient: bigint, exponent: number): PyDecimal {
  return new PyDecimal(sign, coefficient, exponent);
}

export function infinity(sign: Sign): PyDecimal {
  return new PyDecimal(sign, 0n, 0, INFINITE);
}

export const ONE: PyDecimal = finite(0, 1n, 0);
export const ZERO: PyDecimal = finite(0, 0n, 0);

export function withSign(value: PyDecimal, sign: Sign): PyDecimal {
  return value.sign === sign ? value : new PyDecimal(sign, value.coefficient, value.exponent, value.kind);
}

export function flip(sign: Sign): Sign {
  return sign === 0 ? 1 : 0;
}
