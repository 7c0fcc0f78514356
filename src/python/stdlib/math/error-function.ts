/**
 * erf and erfc: a series of positive terms near zero, a continued fraction in the tail.
 *
 * Both work with pairs of doubles where the digits would be lost otherwise, and are rounded once at the end.
 */
import { expOfNegativeSquare, productError } from "../../runtime/elementary.ts";

type Pair = readonly [high: number, low: number];

/** 2/sqrt(pi), and 1/sqrt(pi). */
const TWO_BY_ROOT_PI: Pair = [1.1283791670955126, 1.533545961316588e-17];
const ONE_BY_ROOT_PI: Pair = [0.5641895835477563, 7.66772980658294e-18];
const BORDER = 1.5;

function add(a: Pair, b: Pair): Pair {
  const high = a[0] + b[0],
    t = high - a[0];
  const low = a[0] - (high - t) + (b[0] - t) + a[1] + b[1];
  return [high + low, low - (high + low - high)];
}

function multiply(a: Pair, b: Pair): Pair {
  const high = a[0] * b[0];
  const low = productError(a[0], b[0], high) + (a[0] * b[1] + a[1] * b[0]);
  return [high + low, low - (high + low - high)];
}

function divide(a: Pair, b: Pair): Pair {
  const high = a[0] / b[0];
  const product = high * b[0];
  const low = (a[0] - product - productError(high, b[0], product) + a[1] - high * b[1]) / b[0];
  return [high + low, low - (high + low - high)];
}

function square(x: number): Pair {
  const high = x * x;
  return [high, productError(x, x, high)];
}

/** erf(x) for |x| < BORDER: 2/sqrt(pi) exp(-x^2) (x + 2x^3/3 + 4x^5/15 + ...). */
function series(x: number): Pair {
  const twice = multiply(square(x), [2, 0]);
  let term: Pair = [x, 0],
    sum: Pair = [x, 0];
  for (let n = 3; Math.abs(term[0]) > Math.abs(x) * 1e-20; n += 2) {
    term = divide(multiply(term, twice), [n, 0]);
    sum = add(sum, term);
  }
  return multiply(multiply(sum, TWO_BY_ROOT_PI), expOfNegativeSquare(x));
}

/** Of the continued fraction only the outermost levels need pairs. */
const EXACT_LEVELS = 25;

/** erfc(x) for x >= BORDER: x / (x^2 + 1/2 - (1/2)/(x^2 + 5/2 - 3/(x^2 + 9/2 - ...))). */
function tail(x: number): Pair {
  if (x >= 27.3) return [0, 0];
  const squared = square(x);
  let rough = 0;
  for (let n = Math.ceil(25 + 400 / squared[0]); n > EXACT_LEVELS; n--)
    rough = (n * (n - 0.5)) / (squared[0] + 2 * n + 0.5 - rough);
  let value: Pair = [rough, 0];
  for (let n = EXACT_LEVELS; n >= 1; n--)
    value = divide([n * (n - 0.5), 0], add(add(squared, [2 * n + 0.5, 0]), [-value[0], -value[1]]));
  const fraction = divide([x, 0], add(add(squared, [0.5, 0]), [-value[0], -value[1]]));
  return multiply(multiply(fraction, ONE_BY_ROOT_PI), expOfNegativeSquare(x));
}

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < BORDER) return size < 1e-300 ? x * TWO_BY_ROOT_PI[0] : series(x)[0];
  const [high, low] = tail(size);
  const result = 1 - high - low;
  return x > 0 ? result : -result;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < BORDER) {
    const [high, low] = series(x);
    return add([1, 0], [-high, -low])[0];
  }
  const [high, low] = tail(Math.abs(x));
  return x > 0 ? high : 2 - high - low;
}
