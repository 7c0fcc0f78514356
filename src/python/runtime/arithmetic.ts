/** int and float arithmetic as Python defines it, on numbers, bigints and doubles. */
import { power, productError } from "./elementary.ts";
import { allocate, spend, spendAtOnce } from "./limits.ts";
import { raise } from "./raise.ts";
import type { PyInt } from "./values.ts";

const MAX = Number.MAX_SAFE_INTEGER;
const BIG_MAX = BigInt(MAX);
// Negating a bigint allocates one: the bounds are made once.
const BIG_MIN = -BIG_MAX;

/** A bigint as an int: a number when it is safe. */
export function normaliseInt(value: bigint): PyInt {
  return value <= BIG_MAX && value >= BIG_MIN ? Number(value) : value;
}

/** A number that may have left the safe range after one operation is never used: the operation is done again in bigint. */
export function isSafe(value: number): boolean {
  return value <= MAX && value >= -MAX;
}

/** Rough number of 64-bit words of an int. */
export function wordsOf(value: PyInt): number {
  if (typeof value === "number") return 1;
  // A hexadecimal string would be linear, and so is this; the bit length of a bigint has no cheaper way in JavaScript.
  return bitLength(value) >> 6;
}

const SMALLER_THAN_INFINITY = 1n << 1000n;

export function bitLength(value: PyInt): number {
  if (typeof value === "number") {
    const magnitude = Math.abs(value);
    if (magnitude < 0x100000000) return 32 - Math.clz32(magnitude);
    return 64 - Math.clz32(Math.floor(magnitude / 0x100000000));
  }
  let magnitude = value < 0n ? -value : value;
  if (magnitude === 0n) return 0;
  if (magnitude < SMALLER_THAN_INFINITY) {
    // The double is rounded, perhaps up to the next power of two.
    const bits = Math.floor(Math.log2(Number(magnitude)));
    for (let guess = BigInt(bits + 1); ; guess--) if (magnitude >> (guess - 1n) !== 0n) return Number(guess);
  }
  // Digits take eight times the memory: of a huge int only the upper end is written out.
  let lower = 0;
  if (magnitude > HUGE) {
    for (let shift = 2 ** 29; shift >= 65536; shift /= 2) {
      const upper = magnitude >> BigInt(shift);
      if (upper === 0n) continue;
      magnitude = upper;
      lower += shift;
    }
  }
  const text = magnitude.toString(16);
  return lower + (text.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(text[0] ?? "0", 16)));
}

/** Without a call for what is one already. */
function toBigInt(value: PyInt): bigint {
  return typeof value === "bigint" ? value : BigInt(value);
}

export function addInts(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    return isSafe(sum) ? sum : normaliseInt(BigInt(a) + BigInt(b));
  }
  return addBigInts(toBigInt(a), toBigInt(b));
}

export function addBigInts(a: bigint, b: bigint): PyInt {
  if (a > LARGE || b > LARGE || a < LARGE_NEGATIVE || b < LARGE_NEGATIVE) chargePass(a, b);
  const sum = a + b;
  return sum > BIG_MAX ? sum : normaliseInt(sum);
}

export function subtractInts(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (isSafe(difference)) return difference;
  }
  chargePass(a, b);
  return normaliseInt(toBigInt(a) - toBigInt(b));
}

export function multiplyInts(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (isSafe(product)) return product + 0;
    return normaliseInt(BigInt(a) * BigInt(b));
  }
  const left = toBigInt(a),
    right = toBigInt(b);
  chargeProduct(left, right);
  return normaliseInt(left * right);
}

/** From here on an int is charged by its size. */
const LARGE = 1n << 4096n;
const LARGE_NEGATIVE = -LARGE;

export function isLarge(value: bigint): boolean {
  return value > LARGE || value < LARGE_NEGATIVE;
}

/** Multiplying is worse than linear: charge before it is done. */
function chargeProduct(a: bigint, b: bigint): void {
  if (!isLarge(a) && !isLarge(b)) return;
  const x = wordsOf(a) + 1,
    y = wordsOf(b) + 1;
  refuseHuge((x + y) * 64);
  allocate((x + y) * 8);
  const [small, big] = x < y ? [x, y] : [y, x];
  spendAtOnce(productCost(small, big));
}

/** Of a product of ints of so many words: V8 takes up to a microsecond for a word of the larger, less beside a short one. */
export function productCost(small: number, big: number): number {
  return Math.ceil(big * Math.min(33, small ** 0.6 / 6));
}

/** Of the quotient, or of the rest. */
export function divisionCost(words: number, wordsOfDivisor: number): number {
  return 2 * productCost(Math.min(wordsOfDivisor, Math.max(1, words - wordsOfDivisor)), words);
}

/** Before a pass of V8 over ints, where one is large: sums, comparisons, bits. */
export function chargePass(a: PyInt, b: PyInt): void {
  if (typeof a === "bigint" && isLarge(a)) chargeLarge(a);
  if (typeof b === "bigint" && isLarge(b)) chargeLarge(b);
}

/** The length costs a look of its own, so it is taken where it is small against the pass. */
function chargeLarge(value: bigint): void {
  const words = value > HUGE || value < -HUGE ? wordsOf(value) : 256;
  allocate(words * 8);
  spend(words >> 3);
}
const HUGE = 1n << 262144n;

/** JavaScript's bigint ends at 2^30 bits; Python has no end but memory. */
export function refuseHuge(bits: number): void {
  allocate(Math.ceil(bits / 8));
  if (bits > 2 ** 30 - 64) throw raise.MemoryError();
}

function chargeDivision(a: bigint, b: bigint): void {
  if (!isLarge(a)) return;
  spendAtOnce(divisionCost(wordsOf(a) + 1, wordsOf(b) + 1));
}

export function floorDivideInts(a: PyInt, b: PyInt): PyInt {
  if (b === 0) throw raise.ZeroDivisionError("integer division or modulo by zero");
  if (typeof a === "number" && typeof b === "number") {
    const quotient = Math.floor(a / b);
    // a / b is rounded: near an integer the floor may be one off, so multiply back.
    if (Math.abs(quotient) < 0x10000000000 || quotient * b === a) {
      const remainder = a - quotient * b;
      if (remainder === 0 || (remainder < 0 === b < 0 && Math.abs(remainder) < Math.abs(b))) return quotient + 0;
    }
  }
  const left = toBigInt(a),
    right = toBigInt(b);
  chargeDivision(left, right);
  let quotient = left / right;
  if (left % right !== 0n && left < 0n !== right < 0n) quotient--;
  return normaliseInt(quotient);
}

export function moduloInts(a: PyInt, b: PyInt): PyInt {
  if (b === 0) throw raise.ZeroDivisionError("integer modulo by zero");
  if (typeof a === "number" && typeof b === "number") {
    const remainder = a % b;
    if (remainder === 0) return 0;
    return remainder < 0 === b < 0 ? remainder : remainder + b;
  }
  const left = toBigInt(a),
    right = toBigInt(b);
  chargeDivision(left, right);
  let remainder = left % right;
  if (remainder !== 0n && remainder < 0n !== right < 0n) remainder += right;
  return normaliseInt(remainder);
}

/** `a / b` correctly rounded, also where the ints do not fit a double. */
export function trueDivideInts(a: PyInt, b: PyInt): number {
  if (b === 0) throw raise.ZeroDivisionError("division by zero");
  if (typeof a === "number" && typeof b === "number") return a / b;
  const left = toBigInt(a),
    right = toBigInt(b);
  const isNegative = left < 0n !== right < 0n;
  const x = left < 0n ? -left : left,
    y = right < 0n ? -right : right;
  if (x === 0n) return isNegative ? -0 : 0;
  spend((wordsOf(x) + wordsOf(y)) >> 2);
  // Scale so that the quotient has 66 bits or more, then round half to even once.
  const shift = 66 - (bitLength(x) - bitLength(y));
  let quotient = shift >= 0 ? (x << BigInt(shift)) / y : x / (y << BigInt(-shift));
  const exact = shift >= 0 ? quotient * y === x << BigInt(shift) : quotient * (y << BigInt(-shift)) === x;
  if (!exact) quotient |= 1n;
  const result = scaleBigInt(quotient, -shift);
  if (result === Infinity) throw raise.OverflowError("integer division result too large for a float");
  return isNegative ? -result : result;
}

/** q * 2^exponent, rounded half to even; the lowest bit of q may be sticky. */
function scaleBigInt(q: bigint, exponent: number): number {
  const bits = bitLength(q);
  const top = bits + exponent;
  if (top > 1024) return Infinity;
  const precision = top < -1021 ? Math.max(0, 53 - (-1021 - top)) : 53;
  const drop = bits - precision;
  let mantissa = q;
  if (drop > 0) {
    const half = 1n << BigInt(drop - 1);
    const rest = q & ((1n << BigInt(drop)) - 1n);
    mantissa = q >> BigInt(drop);
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa++;
  }
  const power = exponent + Math.max(0, drop);
  const value = Number(mantissa);
  // Two steps, since 2^power alone may be out of range.
  const first = Math.max(-1000, Math.min(1000, power));
  return value * 2 ** first * 2 ** (power - first);
}

/** int ** int for a non-negative exponent. */
export function powerInts(base: PyInt, exponent: PyInt): PyInt {
  if (typeof base === "number" && typeof exponent === "number") {
    const value = base ** exponent;
    if (isSafe(value) && Math.abs(value) < 2 ** 53) return value + 0;
  }
  if (base === 0 || base === 1) return exponent === 0 ? 1 : base;
  if (base === -1) return (typeof exponent === "number" ? exponent % 2 === 0 : exponent % 2n === 0n) ? 1 : -1;
  if (typeof exponent === "bigint") throw raise.MemoryError();
  const bits = (bitLength(base) - (isPowerOfTwo(base) ? 1 : 0)) * exponent;
  refuseHuge(bits);
  // The last two of its squarings are most of it.
  const words = Math.ceil(bits / 64);
  spendAtOnce(2 * productCost(words, words));
  return normaliseInt(BigInt(base) ** BigInt(exponent));
}

function isPowerOfTwo(value: PyInt): boolean {
  const big = BigInt(value);
  const magnitude = big < 0n ? -big : big;
  return (magnitude & (magnitude - 1n)) === 0n;
}

export function shiftLeft(a: PyInt, b: PyInt): PyInt {
  if (b < 0) throw raise.ValueError("negative shift count");
  if (a === 0) return 0;
  if (typeof a === "number" && typeof b === "number" && b < 53) {
    const value = a * (b < 31 ? 1 << b : 2 ** b);
    if (isSafe(value)) return value;
  }
  if (typeof b === "bigint") throw raise.OverflowError("too many digits in integer");
  if (b > 4096 || (typeof a === "bigint" && isLarge(a))) {
    refuseHuge(bitLength(a) + b);
    spend((bitLength(a) + b) >> 9);
  }
  return normaliseInt(toBigInt(a) << BigInt(b));
}

export function shiftRight(a: PyInt, b: PyInt): PyInt {
  if (b < 0) throw raise.ValueError("negative shift count");
  if (typeof a === "number") {
    if (typeof b === "bigint" || b >= 53) return a < 0 ? -1 : 0;
    return Math.floor(a / (b < 31 ? 1 << b : 2 ** b));
  }
  if (typeof b === "bigint") return a < 0n ? -1 : 0;
  if (isLarge(a)) spend(wordsOf(a) >> 3);
  return normaliseInt(a >> BigInt(b));
}

// Bitwise operations on numbers: JavaScript's take 32 bits, so the upper 22 are taken apart.

const WORD = 2 ** 32;

export function andInts(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a & b;
    const value = (Math.floor(a / WORD) & Math.floor(b / WORD)) * WORD + ((a & b) >>> 0);
    if (isSafe(value)) return value;
  }
  chargePass(a, b);
  return normaliseInt(toBigInt(a) & toBigInt(b));
}

export function orInts(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a | b;
    const value = (Math.floor(a / WORD) | Math.floor(b / WORD)) * WORD + ((a | b) >>> 0);
    if (isSafe(value)) return value;
  }
  chargePass(a, b);
  return normaliseInt(toBigInt(a) | toBigInt(b));
}

export function xorInts(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a ^ b;
    const value = (Math.floor(a / WORD) ^ Math.floor(b / WORD)) * WORD + ((a ^ b) >>> 0);
    if (isSafe(value)) return value;
  }
  chargePass(a, b);
  return normaliseInt(toBigInt(a) ^ toBigInt(b));
}

/**
 * `(a * b + c) % m` of ints whose product is too large for a double, without bigints: with the rounding errors of both products,
 * the rest that the rounded quotient leaves is exact. Gives undefined where the numbers are not of that kind.
 */
export function multiplyAddModulo(a: number, b: number, c: number, m: number): number | undefined {
  const product = a * b,
    quotient = Math.floor(product / m);
  if (!(m > 0 && m <= 2 ** 51 && Math.abs(quotient) <= 2 ** 51 && Math.abs(c) <= 2 ** 51)) return undefined;
  const back = quotient * m;
  let rest = product - back + (productError(a, b, product) - productError(quotient, m, back));
  rest = ((rest % m) + c) % m;
  return rest < 0 ? rest + m : rest + 0;
}

// float

export function divideFloats(a: number, b: number): number {
  if (b === 0) throw raise.ZeroDivisionError("float division by zero");
  return a / b;
}

export function moduloFloats(a: number, b: number): number {
  if (b === 0) throw raise.ZeroDivisionError("float modulo");
  const remainder = a % b;
  if (remainder !== 0) return remainder < 0 === b < 0 ? remainder : remainder + b;
  return b < 0 ? -0 : 0;
}

export function floorDivideFloats(a: number, b: number): number {
  if (b === 0) throw raise.ZeroDivisionError("float floor division by zero");
  let remainder = a % b;
  let quotient = (a - remainder) / b;
  if (remainder !== 0 && remainder < 0 !== b < 0) {
    remainder += b;
    quotient -= 1;
  }
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** float ** float; undefined when the result is complex. */
export function powerFloats(a: number, b: number): number | undefined {
  if (b === 0 || a === 1) return 1;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (a === -1 && !Number.isFinite(b)) return 1;
  if (a === 0 && b < 0 && b !== -Infinity) throw raise.ZeroDivisionError("0.0 cannot be raised to a negative power");
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) return undefined;
  const result = power(a, b);
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    throw raise.OverflowError(34, "Numerical result out of range");
  }
  return result;
}

/** An int as a double, or OverflowError. */
export function intToFloat(value: PyInt): number {
  if (typeof value === "number") return value;
  const result = Number(value);
  if (!Number.isFinite(result)) throw raise.OverflowError("int too large to convert to float");
  return result;
}
