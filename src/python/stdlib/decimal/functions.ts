/** Roots, exponentials, logarithms and powers, correctly rounded: computed with a margin until the digits are certain. */
import { bitLength, divisionCost, productCost } from "../../runtime/arithmetic.ts";
import { spend, spendAtOnce } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import {
  digitCount,
  FINITE,
  finite,
  INFINITE,
  infinity,
  MOST_DIGITS,
  ONE,
  powerOfTen,
  product,
  type PyDecimal,
  scaleUp,
  type Sign,
} from "./number.ts";
import { etiny, finish, invalid, nanOf, type Work } from "./rounding.ts";
import { INEXACT, ROUNDED, SUBNORMAL, UNDERFLOW } from "./signals.ts";

/** Before a product of two values of so many digits that is divided by a third. */
function chargeStep(digits: number): void {
  const words = Math.ceil(digits / 19);
  spendAtOnce(productCost(words, words) + divisionCost(2 * words, words));
}

export function squareRoot(value: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  if (value.kind === INFINITE && value.sign === 0) return value;
  if (value.isZero) return finish(value.sign, 0n, Math.floor(value.exponent / 2), work);
  if (value.sign === 1) return invalid(work);
  const digits = work.prec + 1;
  const ideal = Math.floor(value.exponent / 2);
  if (work.prec > MOST_DIGITS) return hugeSquareRoot(value, ideal, work);
  let exponent = ideal;
  const isOdd = value.exponent - 2 * ideal === 1;
  let coefficient = isOdd ? value.coefficient * 10n : value.coefficient;
  const length = isOdd ? (value.digits >> 1) + 1 : (value.digits + 1) >> 1;
  const move = digits - length;
  let isExact = true;
  if (move >= 0) coefficient = scaleUp(coefficient, 2 * move);
  else {
    const unit = powerOfTen(-2 * move);
    isExact = coefficient % unit === 0n;
    coefficient /= unit;
  }
  exponent -= move;
  let root = integerRoot(coefficient);
  isExact = isExact && root * root === coefficient;
  if (isExact) {
    if (move >= 0) root /= powerOfTen(move);
    else root = scaleUp(root, -move);
    exponent += move;
  } else if (root % 5n === 0n) root++;
  return withHalfEven(work, () => finish(0, root, exponent, work));
}

/** In a context that cannot be filled only exact roots can be had. */
function hugeSquareRoot(value: PyDecimal, ideal: number, work: Work): PyDecimal {
  const coefficient = value.exponent - 2 * ideal === 1 ? value.coefficient * 10n : value.coefficient;
  const root = integerRoot(coefficient);
  if (root * root !== coefficient) throw raise.MemoryError();
  return finish(0, root, ideal, work);
}

function withHalfEven<T>(work: Work, body: () => T): T {
  const { rounding } = work;
  work.rounding = "ROUND_HALF_EVEN";
  try {
    return body();
  } finally {
    work.rounding = rounding;
  }
}

/** The integer square root, by Newton's way from above. */
export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  const bits = bitLength(n) + 4;
  let x = 1n << BigInt((bits + 1) >> 1);
  for (;;) {
    spendAtOnce(divisionCost(bits / 64, bits / 128));
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

// Fixed point: a value v is held as the integer v * 10^places.

/** atanh(1/n), where `scale` has so many digits. */
function inverseHyperbolic(n: bigint, scale: bigint, digits: number): bigint {
  const square = n * n;
  let power = scale / n,
    sum = power,
    divisor = 1n;
  while (power !== 0n) {
    spend(1 + (digits >> 6));
    power /= square;
    divisor += 2n;
    sum += power / divisor;
  }
  return sum;
}

const knownLogTen = { places: 0, value: 0n };

/** ln(10), remembered with as many places as were ever asked for. */
function logOfTen(places: number): bigint {
  if (knownLogTen.places < places) {
    const room = places + 20;
    const scale = powerOfTen(room);
    knownLogTen.value =
      46n * inverseHyperbolic(31n, scale, room) +
      34n * inverseHyperbolic(49n, scale, room) +
      20n * inverseHyperbolic(161n, scale, room);
    knownLogTen.places = room;
  }
  return knownLogTen.value / powerOfTen(knownLogTen.places - places);
}

/** e^x for 0 <= x < 10, in units of 10^-places, correct to a few units. */
function fixedExp(x: bigint, places: number): bigint {
  const halvings = 4 + Math.floor(Math.sqrt(places));
  const room = places + halvings + 5;
  const scale = powerOfTen(room);
  const reduced = (x * powerOfTen(room - places)) >> BigInt(halvings);
  let term = scale,
    sum = scale;
  for (let n = 1n; term !== 0n; n++) {
    chargeStep(room);
    term = (term * reduced) / (scale * n);
    sum += term;
  }
  for (let i = 0; i < halvings; i++) {
    chargeStep(room);
    sum = (sum * sum) / scale;
  }
  return sum / powerOfTen(room - places);
}

/** ln(x) for 1 <= x < 10 in units of 10^-places: Halley's way, which triples the digits at each step. */
function fixedLog(x: bigint, places: number): bigint {
  const steps: number[] = [];
  for (let p = places + 5; p > 14; p = Math.floor(p / 3) + 4) steps.push(p);
  let current = 15;
  let y = BigInt(
    Math.round(Math.log(Number(x) / 10 ** places || Number(x / powerOfTen(Math.max(0, places - 15))) / 1e15) * 1e15),
  );
  for (const p of steps.reverse()) {
    y = p >= current ? scaleUp(y, p - current) : y / powerOfTen(current - p);
    current = p;
    chargeStep(2 * p);
    const target = p >= places ? scaleUp(x, p - places) : x / powerOfTen(places - p);
    const isNegative = y < 0n;
    const e = isNegative ? powerOfTen(2 * p) / fixedExp(-y, p) : fixedExp(y, p);
    y += (2n * (target - e) * powerOfTen(p)) / (target + e);
  }
  return current >= places ? y / powerOfTen(current - places) : scaleUp(y, places - current);
}

/** A result in work: value = mantissa * 10^exponent, wrong by less than `error` units of the mantissa. */
interface Approximation {
  sign: Sign;
  mantissa: bigint;
  exponent: number;
}

/** Takes approximations of more and more digits until none of the roundings is in doubt. */
function certainly(work: Work, prec: number, approximate: (digits: number) => Approximation): PyDecimal {
  if (prec > MOST_DIGITS) throw raise.MemoryError();
  for (let extra = 8; ; extra = extra * 2 + 8) {
    const digits = prec + extra;
    chargeStep(digits);
    const { sign, mantissa, exponent } = approximate(digits);
    const size = digitCount(mantissa);
    const drop = size - prec;
    if (drop > 3) {
      const unit = powerOfTen(drop),
        rest = mantissa % unit,
        half = unit / 2n,
        error = 100n;
      const isCertain = rest > error && rest < unit - error && (rest > half ? rest - half : half - rest) > error;
      // Beyond any reasonable number of digits the result is what it seems.
      if (isCertain || extra > prec + 2000)
        return finish(sign, mantissa % 5n === 0n ? mantissa + 1n : mantissa, exponent, work);
    }
  }
}

/** e^(numerator * 10^exponent): of a value given exactly as a signed integer and a power of ten. */
function expApproximation(signed: bigint, exponent: number, digits: number): Approximation {
  // x = k ln 10 + r with 0 <= r < ln 10
  const size = Math.max(0, digitCount(signed < 0n ? -signed : signed) + exponent);
  const places = digits + size + 5;
  const shift = exponent + places;
  const x = shift >= 0 ? scaleUp(signed, shift) : signed / powerOfTen(-shift);
  const ln10 = logOfTen(places);
  let k = x / ln10,
    rest = x % ln10;
  if (rest < 0n) {
    rest += ln10;
    k--;
  }
  const kept = digits + 3;
  const mantissa = fixedExp(rest / powerOfTen(places - kept), kept);
  return { sign: 0, mantissa, exponent: Number(k) - kept };
}

/** The result of a function that leaves the range of exponents for certain. */
function outOfRange(isLarge: boolean, work: Work, sign: Sign = 0): PyDecimal {
  return isLarge ? finish(sign, 1n, work.emax + 1, work) : finish(sign, 1n, etiny(work) - 2, work);
}

export function exponential(value: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  if (value.kind === INFINITE) return value.sign === 1 ? finite(0, 0n, 0) : value;
  if (value.isZero) return ONE;
  return withHalfEven(work, () => {
    const { adjusted, sign } = value;
    const limit = String(Math.max(work.emax + 1, -etiny(work) + 1) * 3).length;
    if (adjusted > limit) return outOfRange(sign === 0, work);
    // So close to one that only the direction counts.
    if (adjusted < -work.prec - 2)
      return finish(
        0,
        sign === 0 ? powerOfTen(work.prec + 2) + 1n : powerOfTen(work.prec + 2) - 1n,
        -work.prec - 2,
        work,
      );
    const signed = sign === 1 ? -value.coefficient : value.coefficient;
    return certainly(work, work.prec, (digits) => expApproximation(signed, value.exponent, digits));
  });
}

/** ln of a positive finite value other than one, in units of 10^-places. */
function logAt(value: PyDecimal, places: number): bigint {
  const exponent = value.adjusted;
  const x =
    value.digits - 1 <= places
      ? scaleUp(value.coefficient, places - value.digits + 1)
      : value.coefficient / powerOfTen(value.digits - 1 - places);
  return fixedLog(x, places) + BigInt(exponent) * logOfTen(places);
}

/** How many digits a logarithm close to zero loses. */
function closeness(value: PyDecimal): number {
  if (value.adjusted !== 0 && value.adjusted !== -1) return 0;
  const one = powerOfTen(Math.max(0, -value.exponent));
  const distance = value.coefficient > one ? value.coefficient - one : one - value.coefficient;
  return Math.max(0, digitCount(one) - digitCount(distance));
}

function logApproximation(value: PyDecimal, digits: number, toBaseTen: boolean): Approximation {
  const places = digits + closeness(value) + 3;
  // The logarithm of the exponent takes digits before the point.
  const extra = String(Math.abs(value.adjusted)).length + 5;
  const log = logAt(value, places + extra);
  const result = toBaseTen ? (log * powerOfTen(places + extra)) / logOfTen(places + extra) : log;
  const rounded = result / powerOfTen(extra);
  return rounded < 0n
    ? { sign: 1, mantissa: -rounded, exponent: -places }
    : { sign: 0, mantissa: rounded, exponent: -places };
}

function logarithm(value: PyDecimal, work: Work, toBaseTen: boolean): PyDecimal {
  const nan = nanOf(work, value);
  if (nan !== undefined) return nan;
  if (value.isZero) return infinity(1);
  if (value.sign === 1) return invalid(work);
  if (value.kind === INFINITE) return value;
  const power = powerOfTenIn(value);
  if (power !== undefined && (toBaseTen || power === 0)) {
    return withHalfEven(work, () => finish(power < 0 ? 1 : 0, BigInt(Math.abs(power)), 0, work));
  }
  return withHalfEven(work, () => certainly(work, work.prec, (digits) => logApproximation(value, digits, toBaseTen)));
}

/** n where the value is 10^n. */
function powerOfTenIn(value: PyDecimal): number | undefined {
  return value.coefficient === powerOfTen(value.digits - 1) ? value.adjusted : undefined;
}

export function naturalLog(value: PyDecimal, work: Work): PyDecimal {
  return logarithm(value, work, false);
}

export function decimalLog(value: PyDecimal, work: Work): PyDecimal {
  return logarithm(value, work, true);
}

function isInteger(value: PyDecimal): boolean {
  if (value.kind !== FINITE) return false;
  if (value.exponent >= 0 || value.isZero) return true;
  return -value.exponent < value.digits && value.coefficient % powerOfTen(-value.exponent) === 0n;
}

function isOddInteger(value: PyDecimal): boolean {
  if (!isInteger(value) || value.exponent > 0 || value.isZero) return false;
  return (value.coefficient / powerOfTen(-value.exponent)) % 2n === 1n;
}

export function power(a: PyDecimal, b: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b);
  if (nan !== undefined) return nan;
  if (b.isZero) return a.isZero ? invalid(work) : ONE;
  const sign: Sign = a.sign === 1 && isOddInteger(b) ? 1 : 0;
  if (a.sign === 1 && !isInteger(b)) {
    if (!a.isZero && (b.kind !== INFINITE || a.kind !== INFINITE)) return invalid(work);
    if (a.kind === INFINITE && b.kind === FINITE) return invalid(work);
  }
  if (a.isZero) {
    if (b.sign === 0) return finish(sign, 0n, 0, work);
    return infinity(sign);
  }
  if (a.kind === INFINITE) return b.sign === 0 ? infinity(sign) : finish(sign, 0n, 0, work);
  const base = a.sign === 1 ? finite(0, a.coefficient, a.exponent) : a;
  if (isOne(base)) return powerOfOne(base, b, sign, work);
  if (b.kind === INFINITE)
    return base.adjusted < 0 === (b.sign === 1) ? infinity(sign) : finish(sign, 0n, etiny(work), work);
  return powerOfFinite(base, b, sign, work);
}

function isOne(value: PyDecimal): boolean {
  return value.adjusted === 0 && value.coefficient === powerOfTen(value.digits - 1);
}

/** One to any power is one, with as many zeros as the rules give it. */
function powerOfOne(base: PyDecimal, b: PyDecimal, sign: Sign, work: Work): PyDecimal {
  if (!isInteger(b)) {
    work.status |= INEXACT | ROUNDED;
    return finite(sign, powerOfTen(work.prec - 1), 1 - work.prec);
  }
  const ideal = b.sign === 1 ? 0 : base.exponent * Number(integerOf(b));
  if (ideal < 1 - work.prec) {
    work.status |= ROUNDED;
    return finite(sign, powerOfTen(work.prec - 1), 1 - work.prec);
  }
  return finite(sign, powerOfTen(-ideal), ideal);
}

/** The magnitude of an integral value. */
function integerOf(value: PyDecimal): bigint {
  if (value.exponent > 20) return powerOfTen(30);
  return value.exponent >= 0
    ? scaleUp(value.coefficient, value.exponent)
    : value.coefficient / powerOfTen(-value.exponent);
}

function powerOfFinite(base: PyDecimal, b: PyDecimal, sign: Sign, work: Work): PyDecimal {
  // The size of the result: log10(base) is nearly the adjusted exponent.
  const exponentSize = b.adjusted;
  const logSize = base.adjusted >= 0 ? base.adjusted + 1 : -base.adjusted;
  const isGrowing = base.adjusted >= 0 === (b.sign === 0);
  const far = Math.max(work.emax, -etiny(work)) + 2;
  const least = base.adjusted >= 0 ? base.adjusted : -base.adjusted - 1;
  if (exponentSize > 25 || (least > 0 && least * 10 ** Math.min(exponentSize, 300) > far)) {
    if (closeness(base) < exponentSize - 25 || least > 0) return outOfRange(isGrowing, work, sign);
  }
  const exact = exactPower(base, b, work);
  if (exact !== undefined) return finishExact(exact, isInteger(b), sign, work);
  const signed = b.sign === 1 ? -b.coefficient : b.coefficient;
  // A result that close to one differs from it by its direction only.
  if (closeness(base) - logSize - exponentSize > work.prec + 3) {
    const isAbove = orderToOne(base) > 0 === (b.sign === 0);
    return finish(
      sign,
      isAbove ? powerOfTen(work.prec + 2) + 1n : powerOfTen(work.prec + 2) - 1n,
      -work.prec - 2,
      work,
    );
  }
  const result = certainly(work, work.prec, (digits) => {
    const places = digits + Math.max(0, exponentSize) + String(logSize).length + 10;
    const log = logAt(base, places + closeness(base));
    return {
      ...expApproximation(
        product(log < 0n ? -log : log, signed < 0n ? -signed : signed) * (log < 0n === signed < 0n ? 1n : -1n),
        b.exponent - places - closeness(base),
        digits,
      ),
      sign,
    };
  });
  return result;
}

function orderToOne(value: PyDecimal): number {
  if (value.adjusted !== 0) return value.adjusted;
  return value.coefficient > powerOfTen(value.digits - 1) ? 1 : 0;
}

/** Exact powers are integral ones without a rounding, others as long as the precision. */
function finishExact(
  exact: { coefficient: bigint; exponent: number },
  isIntegral: boolean,
  sign: Sign,
  work: Work,
): PyDecimal {
  if (isIntegral) return finish(sign, exact.coefficient, exact.exponent, work);
  const missing = work.prec + 1 - digitCount(exact.coefficient);
  const { coefficient, exponent } =
    missing > 0 ? { coefficient: scaleUp(exact.coefficient, missing), exponent: exact.exponent - missing } : exact;
  const result = finish(sign, coefficient, exponent, work);
  work.status |= INEXACT | ROUNDED;
  if ((work.status & SUBNORMAL) !== 0) work.status |= UNDERFLOW;
  return result;
}

/** base^b where that is a decimal of few digits; undefined where it is not, or is as good as not. */
function exactPower(base: PyDecimal, b: PyDecimal, work: Work): { coefficient: bigint; exponent: number } | undefined {
  // base = c * 10^e with c not divisible by ten; b = p / q in lowest terms
  let c = base.coefficient,
    e = base.exponent;
  while (c % 10n === 0n) {
    c /= 10n;
    e++;
  }
  const stripped = e - base.exponent;
  const whole = isInteger(b);
  let p: bigint,
    q = 1n;
  if (whole) {
    if (b.adjusted > 20) return undefined;
    p = integerOf(b);
  } else {
    if (-b.exponent > work.prec + 50 && -b.exponent > 60) return undefined;
    p = b.coefficient;
    q = powerOfTen(-b.exponent);
    const divisor = gcd(p, q);
    p /= divisor;
    q /= divisor;
  }
  const isNegative = b.sign === 1;
  if (c === 1n) {
    const top = BigInt(e) * p;
    if (top % q !== 0n) return undefined;
    let exponent = Number(top / q);
    if (isNegative) exponent = -exponent;
    // Zeros that the ideal exponent asks for, as far as they can be seen.
    const zeros = whole && !isNegative ? Math.min(stripped * Number(p), work.prec + 1) : 0;
    return { coefficient: powerOfTen(zeros), exponent: exponent - zeros };
  }
  const limit = BigInt(Math.ceil((3 * work.prec + 40) * 3.33));
  if (p > limit * 2n) return undefined;
  let root = c,
    exponent = BigInt(e);
  if (q !== 1n) {
    const found = exactRoot(c, e, q);
    if (found === undefined) return undefined;
    [root, exponent] = found;
  }
  const count = Number(p);
  if (digitCount(root) * count > 6 * work.prec + 100) return undefined;
  spend(count);
  if (!isNegative) {
    const coefficient = root ** p;
    const zeros = whole ? Math.max(0, Math.min(stripped * count, work.prec + 2 - digitCount(coefficient))) : 0;
    return { coefficient: scaleUp(coefficient, zeros), exponent: Number(exponent * p) - zeros };
  }
  return reciprocal(root ** p, Number(-exponent * p), work);
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a,
    y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** 10^exponent / value where the value has no other factors than 2 and 5. */
function reciprocal(
  value: bigint,
  exponent: number,
  work: Work,
): { coefficient: bigint; exponent: number } | undefined {
  let rest = value,
    twos = 0,
    fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos++;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives++;
  }
  if (rest !== 1n) return undefined;
  const places = Math.max(twos, fives);
  if (places > 4 * work.prec + 40) return undefined;
  return { coefficient: powerOfTen(places) / value, exponent: exponent - places };
}

/** The q-th root of c * 10^e as r * 10^f, where it is exact. */
function exactRoot(c: bigint, e: number, q: bigint): [bigint, bigint] | undefined {
  // Above this no integer but one has a root.
  const bits = BigInt(c.toString(2).length + Math.abs(e) * 4);
  if (q > bits) return undefined;
  const index = Number(q);
  // The exponent must be a multiple of the index: move factors of ten into the coefficient.
  const below = ((e % index) + index) % index;
  const radicand = scaleUp(c, below);
  const root = integerRootOf(radicand, index);
  return root ** q === radicand ? [root, BigInt(Math.round((e - below) / index))] : undefined;
}

function integerRootOf(n: bigint, index: number): bigint {
  const degree = BigInt(index);
  const bits = n.toString(2).length;
  spend(bits);
  let x = 1n << BigInt(Math.ceil(bits / index));
  for (;;) {
    const y = ((degree - 1n) * x + n / x ** (degree - 1n)) / degree;
    if (y >= x) return x;
    x = y;
  }
}

/** pow(a, b, modulus): integers only. */
export function modularPower(a: PyDecimal, b: PyDecimal, modulus: PyDecimal, work: Work): PyDecimal {
  const nan = nanOf(work, a, b, modulus);
  if (nan !== undefined) return nan;
  if (
    !isInteger(a) ||
    !isInteger(b) ||
    !isInteger(modulus) ||
    b.sign === 1 ||
    modulus.isZero ||
    modulus.adjusted >= work.prec
  )
    return invalid(work);
  if (a.isZero && b.isZero) return invalid(work);
  const sign: Sign = isOddInteger(b) ? a.sign : 0;
  const m = integerOf(modulus);
  let result = 1n % m;
  let base = (integerOfAny(a) % m) as bigint,
    rest = integerOfAny(b);
  spend(digitCount(rest) * 4);
  while (rest > 0n) {
    if ((rest & 1n) === 1n) result = (result * base) % m;
    base = (base * base) % m;
    rest >>= 1n;
  }
  return finite(sign, result, 0);
}

function integerOfAny(value: PyDecimal): bigint {
  return value.exponent >= 0
    ? scaleUp(value.coefficient, value.exponent)
    : value.coefficient / powerOfTen(-value.exponent);
}
