/** Taking doubles apart and putting them together. */

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
const bits = new BigInt64Array(words.buffer);
const UPPER = ((): number => {
  double[0] = 1;
  return words[0] === 0 ? 1 : 0;
})();

/** x = mantissa * 2^exponent with 0.5 <= |mantissa| < 1. */
export function frexp(x: number): [mantissa: number, exponent: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  const isSubnormal = Math.abs(x) < 2 ** -1022;
  double[0] = isSubnormal ? x * 2 ** 54 : x;
  const upper = words[UPPER] as number;
  words[UPPER] = (upper & 0x800fffff) | 0x3fe00000;
  return [double[0] as number, ((upper >>> 20) & 0x7ff) - 1022 - (isSubnormal ? 54 : 0)];
}

/** x * 2^exponent, rounded once. */
export function ldexp(x: number, exponent: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const [mantissa, own] = frexp(x);
  const total = own + exponent;
  if (total > 1024) return x > 0 ? Infinity : -Infinity;
  if (total > -1021) return mantissa * 2 * 2 ** (total - 1);
  if (total < -1080) return x > 0 ? 0 : -0;
  // One rounding: the scaled mantissa is exact, and the last factor a power of two.
  return mantissa * 2 ** 53 * 2 ** -1074 * 2 ** (total + 1074 - 53);
}

/** The double that comes `steps` doubles after x on the way to y. */
export function nextAfter(x: number, y: number, steps: bigint = 1n): number {
  if (Number.isNaN(x)) return x;
  if (Number.isNaN(y)) return y;
  if (steps === 0n) return x;
  if (x === y) return y;
  const from = orderOf(x),
    to = orderOf(y);
  const distance = from < to ? to - from : from - to;
  if (steps > distance || (steps === distance && y !== 0)) return y;
  return doubleOf(from < to ? from + steps : from - steps, x);
}

/** Doubles in their order are consecutive integers, both zeros being 0. */
function orderOf(x: number): bigint {
  double[0] = x;
  const value = bits[0] as bigint;
  return value >= 0n ? value : -(value & 0x7fffffffffffffffn);
}

function doubleOf(order: bigint, signOfZero: number): number {
  if (order === 0n) return signOfZero < 0 || Object.is(signOfZero, -0) ? -0 : 0;
  bits[0] = order > 0n ? order : -order | -0x8000000000000000n;
  return double[0] as number;
}

/** The value of the last bit of x. */
export function ulp(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size === Infinity) return size;
  const next = nextAfter(size, Infinity);
  return next === Infinity ? size - nextAfter(size, -Infinity) : next - size;
}

export function copySign(size: number, sign: number): number {
  const isNegative = sign < 0 || Object.is(sign, -0) || (Number.isNaN(sign) && hasSignBit(sign));
  const magnitude = Math.abs(size);
  return isNegative ? -magnitude : magnitude;
}

function hasSignBit(x: number): boolean {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getUint8(0) > 127;
}

/** The remainder of x / y with the quotient rounded half to even. */
export function ieeeRemainder(x: number, y: number): number {
  const a = Math.abs(x),
    b = Math.abs(y);
  const rest = a % b,
    other = b - rest;
  let result = rest;
  if (rest > other) result = -other;
  else if (rest === other) result = rest - 2 * ((0.5 * (a - rest)) % b);
  return copySign(1, x) * result;
}
