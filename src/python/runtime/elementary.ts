/**
 * Elementary functions, rounded as a C library of today rounds them: `exp log pow sin cos tan` and their kin.
 *
 * JavaScript leaves their last digit open, and V8's differ from CPython's for about one argument in ten. Here each is
 * computed with some 68 bits, as the unevaluated sum of two doubles (`high + low`), and rounded once at the end.
 * Tables are made when first needed, from integers in fixed point.
 */

// Sums and products of two doubles without loss. JavaScript has no fused multiply-add, so products are split (Dekker).

const SPLIT = 134217729; // 2^27 + 1

/** The rounding error of `a * b`, given the rounded product; for sizes far from overflow. */
export function productError(a: number, b: number, product: number): number {
  const ca = SPLIT * a,
    cb = SPLIT * b;
  const ah = ca - (ca - a),
    bh = cb - (cb - b);
  const al = a - ah,
    bl = b - bh;
  return al * bl - (product - ah * bh - al * bh - ah * bl);
}

/** The rounding error of `a + b`, given the rounded sum. */
function sumError(a: number, b: number, sum: number): number {
  const t = sum - a;
  return a - (sum - t) + (b - t);
}

/** The last result of the functions below that give two doubles; read it before the next call. */
const pair = { high: 0, low: 0 };

function setPair(a: number, b: number): void {
  pair.high = a + b;
  pair.low = sumError(a, b, pair.high);
}

/** A double and its two words. */
const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
/** Which of them is the upper one. */
const UPPER = (() => {
  double[0] = 1;
  return words[0] === 0 ? 1 : 0;
})();

/** 2^exponent for the exponents of normal doubles; `2 ** exponent` takes ten times as long. */
function powerOfTwo(exponent: number): number {
  words[1 - UPPER] = 0;
  words[UPPER] = (exponent + 1023) << 20;
  return double[0] as number;
}

// Fixed point with 160 bits behind the point, for the tables.

const BITS = 160n;
const ONE = 1n << BITS;

function multiplyFixed(a: bigint, b: bigint): bigint {
  return (a * b) >> BITS;
}

/** Puts a fixed-point number into a table as two doubles. */
function store(table: Float64Array, index: number, value: bigint): void {
  const high = Number(value) / 2 ** 160;
  table[2 * index] = high;
  table[2 * index + 1] = Number(value - BigInt(high * 2 ** 160)) / 2 ** 160;
}

/** atan(1/n) with `bits` bits, by its series. */
function inverseArctangent(n: bigint, bits: bigint): bigint {
  let power = (1n << bits) / n,
    sum = power;
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= n * n;
    sum += (sign * power) / k;
  }
  return sum;
}

/** Half of pi with `bits` bits behind the point. */
function halfPi(bits: bigint): bigint {
  const guarded = bits + 16n;
  return (8n * inverseArctangent(5n, guarded) - 2n * inverseArctangent(239n, guarded)) >> 16n;
}

/** ln 2 in fixed point: sum of 1/(k 2^k). */
function fixedLn2(): bigint {
  let sum = 0n;
  for (let k = 1n; k < 170n; k++) sum += (ONE >> k) / k;
  return sum;
}

/** exp of a small fixed-point number, by its series. */
function fixedExp(x: bigint): bigint {
  let term = ONE,
    sum = ONE;
  for (let k = 1n; term !== 0n; k++) {
    term = multiplyFixed(term, x) / k;
    sum += term;
  }
  return sum;
}

const STEPS = 128;

/** 2^(i/128), high and low; filled when first used. */
const powersOfTwo = new Float64Array(2 * STEPS);

function fillPowersOfTwo(): void {
  const factor = fixedExp(fixedLn2() / BigInt(STEPS));
  let value = ONE;
  for (let i = 0; i < STEPS; i++) {
    store(powersOfTwo, i, value);
    value = multiplyFixed(value, factor);
  }
}

// exp

const LN2_HIGH = 0.69314718036912381649; // 33 bits, so that products with the count of steps are exact
const LN2_LOW = 1.90821492927058770002e-10;
const LN2_LOWEST = -1.8465223899785967e-26;

/** exp(x + y) for a small y, as `pair` times 2 to the returned exponent. */
function expParts(x: number, y: number): number {
  if (powersOfTwo[0] === 0) fillPowersOfTwo();
  const count = Math.floor(x * (STEPS / Math.LN2) + 0.5) | 0;
  const index = count & (STEPS - 1);
  // The rest is exact but for the last addend.
  const step = count / STEPS;
  const first = x - step * LN2_HIGH;
  const product = step * LN2_LOW,
    lost = productError(step, LN2_LOW, product);
  const r = first - product;
  const tail = sumError(first, -product, r) - lost - step * LN2_LOWEST + y;
  const high = powersOfTwo[2 * index] as number,
    low = powersOfTwo[2 * index + 1] as number;
  // exp(r) - 1 = r + q
  const q = tail + r * tail + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720))));
  const main = high * r,
    mainLost = productError(high, r, main);
  const sum = high + main;
  setPair(sum, sumError(high, main, sum) + (mainLost + (high * q + low * (1 + r))));
  return count >> 7;
}

/** (high + low) * 2^exponent, rounded once also where the result is subnormal. */
function scale(high: number, low: number, exponent: number): number {
  if (exponent > -1020 && exponent < 1023) return (high + low) * powerOfTwo(exponent);
  if (exponent >= 1023) return (high + low) * 2 ** 1000 * 2 ** Math.min(exponent - 1000, 1000);
  if (exponent < -1200) return 0;
  const unit = 2 ** -974;
  const scaledHigh = high * 2 ** (exponent + 100),
    scaledLow = low * 2 ** (exponent + 100);
  const total = scaledHigh + scaledLow;
  if (total >= 2 ** -922) return total * 2 ** -100;
  // Fewer digits fit than `total` has: round the exact sum to them.
  const floor = Math.floor(total / unit);
  const left = scaledHigh - floor * unit + scaledLow;
  const isUp = left > unit / 2 || (left === unit / 2 && floor % 2 === 1);
  return (floor + (isUp ? 1 : 0)) * 2 ** -1074;
}

export function exp(x: number): number {
  if (!(Math.abs(x) < 746)) return x !== x ? x : x > 0 ? Infinity : 0;
  const exponent = expParts(x, 0);
  return scale(pair.high, pair.low, exponent);
}

export function exp2(x: number): number {
  if (Number.isInteger(x) || !(Math.abs(x) < 1100)) return 2 ** x;
  const whole = Math.round(x),
    fraction = x - whole;
  const product = fraction * Math.LN2;
  const exponent = expParts(product, productError(fraction, Math.LN2, product) + fraction * LN2_REST);
  return scale(pair.high, pair.low, exponent + whole);
}
/** What Math.LN2 leaves of ln 2. */
const LN2_REST = 2.3190468138462996e-17;

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (!(size < 711)) return size + 1e308 + 1e308;
  if (size < Math.LN2 / 2) {
    const t = Math.expm1(size);
    return 1 + (t * t) / (2 + 2 * t);
  }
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  if (size < 709.78) return 0.5 * exp(size);
  const root = exp(0.5 * size);
  return 0.5 * root * root;
}

// log

/** Writes a positive finite x as a number from 1 to 2, left in `double[0]`, times 2 to the exponent that it gives. */
function split(x: number): number {
  const isSubnormal = x < 2 ** -1022;
  double[0] = isSubnormal ? x * 2 ** 54 : x;
  const upper = words[UPPER] as number;
  words[UPPER] = (upper & 0xfffff) | 0x3ff00000;
  return (upper >>> 20) - 1023 - (isSubnormal ? 54 : 0);
}

/** log(x) for a positive finite x, as `pair`. */
function logParts(x: number): void {
  const f = x - 1;
  if (Math.abs(f) < 0.008) {
    // Near one: the series, whose first two terms need all their digits.
    const square = f * f,
      squareLost = productError(f, f, square);
    const rest = f * square * (1 / 3 - f * (1 / 4 - f * (1 / 5 - f * (1 / 6 - f * (1 / 7 - f * (1 / 8 - f / 9))))));
    const sum = f - square / 2;
    setPair(sum, sumError(f, -square / 2, sum) - squareLost / 2 + rest);
    return;
  }
  // x = m * 2^exponent with m near one; one step of Newton's method from JavaScript's log of m.
  let exponent = split(x),
    m = double[0] as number;
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  const guess = Math.log(m);
  const factor = powerOfTwo(expParts(-guess, 0));
  const high = pair.high * factor,
    low = pair.low * factor;
  const product = m * high;
  const t = product - 1 + (productError(m, high, product) + m * low);
  const correction = t - (t * t) / 2;
  const whole = exponent * LN2_HIGH;
  const wholeLow = exponent * LN2_LOW,
    wholeLost = productError(exponent, LN2_LOW, wholeLow) + exponent * LN2_LOWEST;
  const first = whole + guess,
    firstLost = sumError(whole, guess, first);
  const second = first + wholeLow,
    secondLost = sumError(first, wholeLow, second);
  setPair(second, firstLost + secondLost + wholeLost + correction);
}

export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return Math.log(x);
  logParts(x);
  return pair.high + pair.low;
}

export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return Math.log2(x);
  logParts(x);
  const { high, low } = pair;
  const product = high * Math.LOG2E;
  return product + (productError(high, Math.LOG2E, product) + (high * LOG2E_REST + low * Math.LOG2E));
}
/** What Math.LOG2E leaves of 1/ln 2. */
const LOG2E_REST = 2.0355273740931033e-17;

/** As C libraries compute it, which is not always the nearest double: in two pieces, that of the exponent apart. */
export function log10(x: number): number {
  if (!(x > 0 && x < Infinity)) return Math.log10(x);
  let exponent = split(x),
    m = double[0] as number;
  if (exponent < 0) {
    m /= 2;
    exponent++;
  }
  const low = exponent * LOG10_2_LOW + Math.LOG10E * log(m);
  return low + exponent * LOG10_2_HIGH;
}
const LOG10_2_HIGH = 0.301029995663611771306,
  LOG10_2_LOW = 3.69423907715893078616e-13;

export function asinh(x: number): number {
  const size = Math.abs(x);
  if (!(size > 2 && size < Infinity)) return Math.asinh(x);
  const result = size > 2 ** 28 ? log(size) + Math.LN2 : log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
  return x < 0 ? -result : result;
}

export function acosh(x: number): number {
  if (!(x > 2 && x < Infinity)) return Math.acosh(x);
  return x > 2 ** 28 ? log(x) + Math.LN2 : log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
}

// pow

/** base ** exponent, with the special cases of C's `pow` as JavaScript shares them; C differs for |base| = 1. */
export function power(base: number, exponent: number): number {
  if (base === 1 || exponent === 0) return 1;
  if (exponent === 1) return base;
  if (exponent === 2) return base * base;
  if (exponent === 0.5 && base >= 0 && base < Infinity) return Math.sqrt(base) + 0;
  const size = Math.abs(base);
  const isOrdinary =
    size > 0 && size < Infinity && Math.abs(exponent) < Infinity && (base > 0 || Number.isInteger(exponent));
  if (!isOrdinary) return base ** exponent;
  const result =
    Math.abs(exponent) <= 64 && Number.isInteger(2 * exponent) && size > 1e-4 && size < 1e4
      ? halvesPower(size, exponent)
      : generalPower(size, exponent);
  return base < 0 && exponent % 2 !== 0 ? -result : result;
}

/** A whole number of halves: by repeated squaring with two doubles, far from overflow, and the square root. */
function halvesPower(base: number, exponent: number): number {
  let high = 1,
    low = 0,
    squareHigh = base,
    squareLow = 0;
  const whole = Math.floor(Math.abs(exponent));
  if (whole !== Math.abs(exponent)) {
    high = Math.sqrt(base);
    const square = high * high;
    low = (base - square - productError(high, high, square)) / (2 * high);
  }
  for (let left = whole; ;) {
    if ((left & 1) === 1) {
      const product = high * squareHigh;
      const lost = productError(high, squareHigh, product) + (high * squareLow + low * squareHigh);
      high = product + lost;
      low = sumError(product, lost, high);
    }
    left >>= 1;
    if (left === 0) break;
    const product = squareHigh * squareHigh;
    const lost = productError(squareHigh, squareHigh, product) + 2 * squareHigh * squareLow;
    squareHigh = product + lost;
    squareLow = sumError(product, lost, squareHigh);
  }
  if (exponent > 0) return high + low;
  const quotient = 1 / high;
  const product = quotient * high;
  const rest = 1 - product - productError(quotient, high, product) - quotient * low;
  return quotient + quotient * rest;
}

function generalPower(base: number, exponent: number): number {
  logParts(base);
  const high = pair.high,
    low = pair.low;
  const estimate = high * exponent;
  if (estimate > 710) return Infinity;
  if (estimate < -746) return 0;
  const product = high * exponent;
  const exact = Math.abs(exponent) < 2 ** 900 ? productError(high, exponent, product) : 0;
  const scaleBy = expParts(product, exact + low * exponent);
  return scale(pair.high, pair.low, scaleBy);
}

// sin, cos, tan

const SINE_STEPS = 64;
/** sin(k/64) and cos(k/64) for k up to 51, high and low of each. */
const sines = new Float64Array(4 * 52),
  cosines = new Float64Array(4 * 52);

function fillSines(): void {
  // sin and cos of 1/64 by their series, the rest by the addition theorem.
  const x = ONE / BigInt(SINE_STEPS);
  let term = ONE,
    sine = 0n,
    cosine = 0n;
  for (let k = 0n; term !== 0n; k++) {
    const signed = k % 4n < 2n ? term : -term;
    if (k % 2n === 0n) cosine += signed;
    else sine += signed;
    term = multiplyFixed(term, x) / (k + 1n);
  }
  let s = 0n,
    c = ONE;
  for (let k = 0; k < 52; k++) {
    store(sines, k, s);
    store(cosines, k, c);
    [s, c] = [multiplyFixed(s, cosine) + multiplyFixed(c, sine), multiplyFixed(c, cosine) - multiplyFixed(s, sine)];
  }
}

const HALF_PI_1 = 1.57079632673412561417; // 33 bits
const HALF_PI_2 = 6.0771005063039659766e-11; // 33 bits
const HALF_PI_3 = 2.02226624879595063154e-21;

/** x minus the nearest multiple of pi/2, as `pair`; gives which multiple, modulo 4. */
function reduce(x: number): number {
  if (Math.abs(x) < 0.7853) {
    pair.high = x;
    pair.low = 0;
    return 0;
  }
  if (Math.abs(x) > 500_000) return reduceHuge(x);
  const count = Math.floor(x / (Math.PI / 2) + 0.5) | 0;
  const a = x - count * HALF_PI_1;
  const b = count * HALF_PI_2,
    c = count * HALF_PI_3;
  const first = a - b,
    firstLost = sumError(a, -b, first);
  const second = first - c;
  setPair(second, sumError(first, -c, second) + firstLost);
  return count & 3;
}

function reduceHuge(x: number): number {
  // An integer times 2^exponent, taken modulo pi/2 with all digits that matter.
  let mantissa = Math.abs(x),
    exponent = 0;
  while (mantissa >= 2 ** 53) {
    mantissa /= 2;
    exponent++;
  }
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  const value =
    exponent >= 0 ? (BigInt(mantissa) << BigInt(exponent)) << BITS : (BigInt(mantissa) << BITS) >> BigInt(-exponent);
  const extra = BigInt(Math.max(0, exponent) + 64);
  const quarter = halfPi(BITS + extra);
  const wide = value << extra;
  let count = wide / quarter,
    rest = wide - count * quarter;
  if (rest * 2n > quarter) {
    rest -= quarter;
    count++;
  }
  const fixed = rest >> extra;
  const high = Number(fixed) / 2 ** 160;
  const low = Number(fixed - BigInt(high * 2 ** 160)) / 2 ** 160;
  pair.high = x < 0 ? -high : high;
  pair.low = x < 0 ? -low : low;
  const quadrant = Number(count % 4n);
  return x < 0 ? (4 - quadrant) % 4 : quadrant;
}

/** sin (or cos) of high + low, |high| <= pi/4, as `pair`. */
function sineOrCosine(high: number, low: number, isSine: boolean): void {
  if (cosines[0] === 0) fillSines();
  const isNegative = high < 0;
  const x = isNegative ? -high : high,
    xLow = isNegative ? -low : low;
  const index = (x * SINE_STEPS + 0.5) | 0;
  const d = x - index / SINE_STEPS;
  const square = d * d;
  // sin d = d + odd, cos d = 1 + even
  const odd = xLow + d * square * (-1 / 6 + square * (1 / 120 - square / 5040));
  const even = square * (-0.5 + square * (1 / 24 - square / 720)) - d * xLow;
  const [table, other, sign] = isSine ? [sines, cosines, 1] : [cosines, sines, -1];
  const base = table[2 * index] as number,
    baseLow = table[2 * index + 1] as number;
  const slope = sign * (other[2 * index] as number),
    slopeLow = sign * (other[2 * index + 1] as number);
  const main = slope * d,
    mainLost = productError(slope, d, main);
  const sum = base + main;
  setPair(sum, sumError(base, main, sum) + (mainLost + (base * even + slope * odd + (baseLow + slopeLow * d))));
  if (isSine && isNegative) {
    pair.high = -pair.high;
    pair.low = -pair.low;
  }
}

/** sin of x (or, a quarter turn on, its cos) as `pair`. */
function circular(x: number, turn: 0 | 1): void {
  const quadrant = (reduce(x) + turn) % 4;
  sineOrCosine(pair.high, pair.low, quadrant % 2 === 0);
  if (quadrant >= 2) {
    pair.high = -pair.high;
    pair.low = -pair.low;
  }
}

export function sin(x: number): number {
  if (!(Math.abs(x) < Infinity) || Math.abs(x) < 1e-8) return Math.sin(x);
  circular(x, 0);
  return pair.high + pair.low;
}

export function cos(x: number): number {
  if (!(Math.abs(x) < Infinity)) return Math.cos(x);
  circular(x, 1);
  return pair.high + pair.low;
}

export function tan(x: number): number {
  if (!(Math.abs(x) < Infinity) || Math.abs(x) < 1e-8) return Math.tan(x);
  circular(x, 0);
  const s = pair.high,
    sLow = pair.low;
  circular(x, 1);
  const c = pair.high,
    cLow = pair.low;
  const quotient = s / c;
  const product = quotient * c;
  const rest = s - product - productError(quotient, c, product) + sLow - quotient * cLow;
  return quotient + rest / c;
}

// Inverse functions: one step of Newton's method from JavaScript's.

export function atan2(y: number, x: number): number {
  const guess = Math.atan2(y, x);
  const big = Math.max(Math.abs(x), Math.abs(y)),
    small = Math.min(Math.abs(x), Math.abs(y));
  if (!(big < Infinity) || small === 0 || small / big < 1e-8) return guess;
  // Scaled so that products neither overflow nor vanish.
  const factor = 2 ** -Math.floor(Math.log2(big) / 2);
  const xs = x * factor * factor,
    ys = y * factor * factor;
  if (xs === 0 || ys === 0) return guess;
  return guess + turnLeft(guess, xs, ys);
}

/** How far the direction (x, y) lies beyond the angle `guess`. */
function turnLeft(guess: number, x: number, y: number): number {
  circular(guess, 0);
  const s = pair.high,
    sLow = pair.low;
  circular(guess, 1);
  const c = pair.high,
    cLow = pair.low;
  const yc = y * c,
    xs = x * s;
  const across = yc - xs + (productError(y, c, yc) - productError(x, s, xs) + (y * cLow - x * sLow));
  return across / (x * c + y * s);
}

export function atan(x: number): number {
  const size = Math.abs(x);
  if (!(size > 1e-8 && size < 1e8)) return Math.atan(x);
  const guess = Math.atan(x);
  return guess + turnLeft(guess, 1, x);
}

export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size > 1e-8 && size < 0.99)) return Math.asin(x);
  const guess = Math.asin(x);
  circular(guess, 0);
  const rest = x - pair.high - pair.low;
  return guess + rest / Math.sqrt((1 - x) * (1 + x));
}

export function acos(x: number): number {
  const size = Math.abs(x);
  if (!(size < 0.99)) return Math.acos(x);
  const guess = Math.acos(x);
  circular(guess, 1);
  const rest = pair.high - x + pair.low;
  return guess + rest / Math.sqrt((1 - x) * (1 + x));
}

/** exp(-x^2) as two doubles, for |x| < 27. */
export function expOfNegativeSquare(x: number): [high: number, low: number] {
  const square = x * x;
  const exponent = expParts(-square, -productError(x, x, square));
  return [scale(pair.high, 0, exponent), scale(pair.low, 0, exponent)];
}
