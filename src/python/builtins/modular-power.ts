/** `pow(base, exponent, modulus)` for ints. */
import { bitLength, divisionCost, moduloInts, normaliseInt, wordsOf } from "../runtime/arithmetic.ts";
import { spend, spendAtOnce } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import type { PyInt } from "../runtime/values.ts";

/** Products of two numbers below this are exact in a double. */
const SMALL_MODULUS = 94906265;

/** The power with the sign of the modulus, as `%` gives it. */
export function modularPower(base: PyInt, exponent: PyInt, modulus: PyInt): PyInt {
  if (modulus === 0) throw raise.ValueError("pow() 3rd argument cannot be 0");
  const size = modulus < 0 ? (typeof modulus === "number" ? -modulus : normaliseInt(-modulus)) : modulus;
  if (size === 1) return 0;
  let root = moduloInts(base, size);
  let times = exponent;
  if (exponent < 0) {
    root = inverse(root, size);
    times = typeof exponent === "number" ? -exponent : normaliseInt(-exponent);
  }
  const result =
    typeof size === "number" && size < SMALL_MODULUS && typeof times === "number" && typeof root === "number"
      ? smallPower(root, times, size)
      : largePower(BigInt(root), BigInt(times), BigInt(size));
  return moduloInts(result, modulus);
}

function smallPower(base: number, exponent: number, modulus: number): number {
  let result = 1,
    square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function largePower(base: bigint, exponent: bigint, modulus: bigint): PyInt {
  const words = wordsOf(modulus) + 1;
  const stepCost = 3 * divisionCost(2 * words, words);
  spend(bitLength(exponent) >> 4);
  let result = 1n;
  // From the top bit down; the bits as text, since shifting a large exponent at each step would be quadratic.
  for (const bit of exponent.toString(2)) {
    spendAtOnce(stepCost);
    result = (result * result) % modulus;
    if (bit === "1") result = (result * base) % modulus;
  }
  return normaliseInt(result % modulus);
}

/** The number whose product with `value` leaves 1: the extended algorithm of Euclid. */
function inverse(value: PyInt, modulus: PyInt): PyInt {
  let [a, b] = [BigInt(value), BigInt(modulus)];
  let [x, y] = [1n, 0n];
  const words = wordsOf(modulus) + 1;
  while (b !== 0n) {
    // Quotients are short, so that a step is a few passes.
    spend(words);
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n) throw raise.ValueError("base is not invertible for the given modulus");
  return moduloInts(normaliseInt(x), modulus);
}
