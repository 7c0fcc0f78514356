/** Sums of floats that are rounded once: fsum, sumprod, and the norms of vectors. */
import { productError } from "../../runtime/elementary.ts";
import { iterate } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import type { PyValue } from "../../runtime/values.ts";
import { toDouble } from "../../builtins/numbers.ts";
import { frexp } from "./float-parts.ts";

/** The exact sum so far: doubles that do not overlap, in increasing size (Shewchuk). */
export class ExactSum {
  #partials: number[] = [];
  #special = 0;
  #infinities = 0;

  add(value: number): void {
    const partials = this.#partials;
    let x = value,
      count = 0;
    for (let i = 0; i < partials.length; i++) {
      let y = partials[i] as number;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y,
        low = y - (high - x);
      if (low !== 0) partials[count++] = low;
      x = high;
    }
    partials.length = count;
    if (x === 0) return;
    if (Number.isFinite(x)) {
      partials.push(x);
      return;
    }
    if (Number.isFinite(value)) throw raise.OverflowError("intermediate overflow in fsum");
    if (!Number.isNaN(value)) this.#infinities += value;
    this.#special += value;
    partials.length = 0;
  }

  /** The sum, rounded once, half to even. */
  total(): number {
    if (this.#special !== 0) {
      if (Number.isNaN(this.#infinities)) throw raise.ValueError("-inf + inf in fsum");
      return this.#special;
    }
    const partials = this.#partials;
    let n = partials.length,
      high = 0;
    if (n === 0) return 0;
    high = partials[--n] as number;
    let low = 0;
    while (n > 0) {
      const x = high,
        y = partials[--n] as number;
      high = x + y;
      low = y - (high - x);
      if (low !== 0) break;
    }
    // Where what is left is exactly half a unit, the next partial decides.
    const next = n > 0 ? (partials[n - 1] as number) : 0;
    if ((low < 0 && next < 0) || (low > 0 && next > 0)) {
      const y = low * 2,
        x = high + y;
      if (y === x - high) high = x;
    }
    return high;
  }
}

export function fsum(values: PyValue): number {
  const sum = new ExactSum();
  const iterator = iterate(values);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    sum.add(toDouble(item));
  }
  return sum.total();
}

/** The sum of products, each exact; undefined where the exact way leaves the range of doubles. */
export function exactDotProduct(a: readonly number[], b: readonly number[]): number | undefined {
  const sum = new ExactSum();
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number,
      y = b[i] as number,
      product = x * y;
    if (!Number.isFinite(product) || Math.abs(x) > 1e300 || Math.abs(y) > 1e300) return undefined;
    sum.add(product);
    if (product !== 0) {
      const lost = productError(x, y, product);
      if (lost !== 0) sum.add(lost);
    }
  }
  return sum.total();
}

/** The length of a vector, right to the last digit but for rare ties. */
export function vectorNorm(coordinates: number[]): number {
  let largest = 0,
    hasNaN = false;
  for (let i = 0; i < coordinates.length; i++) {
    const size = Math.abs(coordinates[i] as number);
    coordinates[i] = size;
    if (size > largest) largest = size;
    if (size !== size) hasNaN = true;
  }
  if (largest === Infinity) return largest;
  if (hasNaN) return Number.NaN;
  if (largest === 0 || coordinates.length <= 1) return largest;
  const [, exponent] = frexp(largest);
  // In two steps, as 2^-exponent may be out of range.
  const half = Math.trunc(exponent / 2),
    first = 2 ** -half,
    second = 2 ** (half - exponent);
  let high = 0,
    low = 0;
  for (const size of coordinates) {
    const x = size * first * second;
    const square = x * x;
    const sum = high + square,
      t = sum - high;
    low += high - (sum - t) + (square - t) + productError(x, x, square);
    high = sum;
  }
  const root = Math.sqrt(high + low);
  const square = root * root;
  const rest = high - square - productError(root, root, square) + low;
  return (root + rest / (2 * root)) / first / second;
}
