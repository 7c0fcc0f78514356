/** The functions of math over ints: gcd, lcm, factorial, comb, perm, isqrt. */
import {
  bitLength,
  divisionCost,
  floorDivideInts,
  moduloInts,
  multiplyInts,
  normaliseInt,
  subtractInts,
} from "../../runtime/arithmetic.ts";
import { spend, spendAtOnce } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { toIndex } from "../../runtime/subscript.ts";
import type { PyInt, PyValue } from "../../runtime/values.ts";

export function magnitude(value: PyInt): PyInt {
  return value < 0 ? (typeof value === "number" ? -value : normaliseInt(-value)) : value;
}

export function gcd(a: PyInt, b: PyInt): PyInt {
  let x = magnitude(a),
    y = magnitude(b);
  while (y !== 0) {
    spend(1);
    if (typeof x === "number" && typeof y === "number") {
      const rest = x % y;
      x = y;
      y = rest;
    } else {
      const rest = moduloInts(x, y);
      x = y;
      y = rest;
    }
  }
  return x;
}

export function lcm(a: PyInt, b: PyInt): PyInt {
  if (a === 0 || b === 0) return 0;
  return magnitude(multiplyInts(floorDivideInts(a, gcd(a, b)), b));
}

/** low * (low + 1) * ... * (high - 1), by halves so that the factors stay of one size. */
function rangeProduct(low: number, high: number): PyInt {
  const count = high - low;
  spend(1);
  if (count <= 8) {
    let product: PyInt = 1;
    for (let i = low; i < high; i++) product = multiplyInts(product, i);
    return product;
  }
  const middle = low + Math.floor(count / 2);
  return multiplyInts(rangeProduct(low, middle), rangeProduct(middle, high));
}

export function factorial(value: PyValue): PyInt {
  const n = toIndex(value);
  if (n < 0) throw raise.ValueError("factorial() not defined for negative values");
  if (n > 9223372036854775807n) throw raise.OverflowError("factorial() argument should not exceed 9223372036854775807");
  if (n > 100_000_000) throw raise.MemoryError();
  return rangeProduct(2, Number(n) + 1);
}

/** Refuses results that cannot be held before they are begun. */
function refuseWork(count: number, size: PyInt): void {
  if (count * bitLength(size) > 2 ** 36) throw raise.MemoryError();
}

/** n (n - 1) ... (n - k + 1) */
function fallingProduct(n: PyInt, k: number): PyInt {
  if (k === 0) return 1;
  spend(1);
  if (k === 1) return n;
  const half = Math.floor(k / 2);
  return multiplyInts(fallingProduct(n, half), fallingProduct(subtractInts(n, half), k - half));
}

export function perm(n: PyValue, k: PyValue): PyInt {
  if (k === null) return factorial(n);
  const total = toIndex(n),
    chosen = toIndex(k);
  if (total < 0) throw raise.ValueError("n must be a non-negative integer");
  if (chosen < 0) throw raise.ValueError("k must be a non-negative integer");
  if (chosen > total) return 0;
  if (chosen > 9223372036854775807n) throw raise.OverflowError("k must not exceed 9223372036854775807");
  refuseWork(Number(chosen), total);
  return fallingProduct(total, Number(chosen));
}

export function comb(n: PyValue, k: PyValue): PyInt {
  const total = toIndex(n),
    given = toIndex(k);
  if (total < 0) throw raise.ValueError("n must be a non-negative integer");
  if (given < 0) throw raise.ValueError("k must be a non-negative integer");
  if (given > total) return 0;
  const other = subtractInts(total, given);
  const chosen = other < given ? other : given;
  if (chosen > 9223372036854775807n) throw raise.OverflowError("min(n - k, k) must not exceed 9223372036854775807");
  const count = Number(chosen);
  refuseWork(count, total);
  // Fast path: every step stays an exact double.
  if (typeof total === "number" && count <= 30) {
    let result = 1,
      isExact = true;
    for (let i = 0; i < count && isExact; i++) {
      const product = result * (total - i);
      isExact = Number.isSafeInteger(product);
      result = product / (i + 1);
    }
    if (isExact) return result;
  }
  return floorDivideInts(fallingProduct(total, count), rangeProduct(1, count + 1));
}

export function isqrt(value: PyValue): PyInt {
  const n = toIndex(value);
  if (n < 0) throw raise.ValueError("isqrt() argument must be nonnegative");
  if (typeof n === "number") {
    let root = Math.floor(Math.sqrt(n));
    while (root * root > n) root--;
    while ((root + 1) * (root + 1) <= n) root++;
    return root;
  }
  return normaliseInt(bigSquareRoot(n));
}

/** floor(sqrt(n)): each step doubles the digits that are right. */
export function bigSquareRoot(n: bigint): bigint {
  const bits = bitLength(n);
  if (bits <= 52) return BigInt(Math.floor(Math.sqrt(Number(n))));
  spendAtOnce(2 * divisionCost(bits / 64, bits / 128));
  const shift = BigInt((bits - 1) >> 2);
  let root = bigSquareRoot(n >> (2n * shift)) << shift;
  root = (root + n / root) >> 1n;
  while (root * root > n) root--;
  return root;
}
