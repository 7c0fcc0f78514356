/** `round(x, n)` and `float.as_integer_ratio`. */
import { fractionDigits, isFractionTie, splitFloat } from "./float-digits.ts";
import { overflowError, valueError } from "./format-error.ts";

/** Beyond this many places every double is exact; beyond the other, every double is below half a unit. */
const MOST_PLACES = 323;
const LEAST_PLACES = -308;

/** `round(x, places)`: the double nearest to the decimal that is nearest to `x`, ties to even. */
export function roundFloat(x: number, places: number): number {
  if (!Number.isFinite(x) || x === 0 || places > MOST_PLACES) return x;
  if (places < LEAST_PLACES) return 0 * x;
  const size = Math.abs(x);
  // Fast path: half the time of exact digits. toFixed is exact below 1e21, but rounds ties away from zero.
  const isNative = places >= 0 && places <= 100 && size < 1e21 && !isFractionTie(size, places);
  const rounded = isNative ? Number(size.toFixed(places)) : roundExactly(size, places);
  if (rounded === Infinity) throw overflowError("rounded value too large to represent");
  return x < 0 ? -rounded : rounded;
}

function roundExactly(size: number, places: number): number {
  const { digits, point } = fractionDigits(size, places);
  return Number(`0.${digits}e${point}`);
}

/** The integral double nearest to `x`, ties to even: `round(x)` before it becomes an int. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `x.as_integer_ratio()`: numerator and denominator in lowest terms. */
export function floatRatio(x: number): [bigint, bigint] {
  if (x !== x) throw valueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(x)) throw overflowError("cannot convert Infinity to integer ratio");
  const { mantissa, exponent } = splitFloat(x);
  if (exponent >= 0) return [mantissa << BigInt(exponent), 1n];
  let numerator = mantissa;
  let shift = -exponent;
  while (shift > 0 && (numerator & 1n) === 0n) {
    numerator >>= 1n;
    shift--;
  }
  return [numerator, 1n << BigInt(shift)];
}
