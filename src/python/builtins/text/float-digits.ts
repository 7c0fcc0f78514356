/**
 * Decimal digits of a double, exact to any length and rounded half to even, as C's dtoa gives them.
 * JavaScript's own `toFixed` and `toExponential` are exact too, but end at 100 digits and round ties away from zero.
 */

/** `0.d1d2d3... * 10**point`: `digits` has neither leading nor trailing zeros, except that zero is "0" with point 1. */
export interface DecimalDigits {
  readonly digits: string;
  readonly point: number;
}

const ZERO: DecimalDigits = { digits: "0", point: 1 };

/** The largest count that `toFixed` and `toExponential` accept. */
const NATIVE_DIGITS = 100;

/** The shortest digits that read back as the same double. `x` is finite and not negative, here and below. */
export function shortestDigits(x: number): DecimalDigits {
  return fromExponential(x.toExponential());
}

/** `count` significant digits, at least one. */
export function significantDigits(x: number, count: number): DecimalDigits {
  if (x === 0) return ZERO;
  // Fast path: a tie shows as a 5 in the next place, since its expansion ends there.
  if (count <= NATIVE_DIGITS && !x.toExponential(count).includes("5e"))
    return fromExponential(x.toExponential(count - 1));
  const { digits, point } = exactDigits(x);
  return roundDigits(digits, point, count);
}

/** The digits up to `places` places after the decimal point; negative places are before it. */
export function fractionDigits(x: number, places: number): DecimalDigits {
  if (x === 0) return ZERO;
  const { digits, point } = exactDigits(x);
  return roundDigits(digits, point, point + places);
}

/** True when `x` lies exactly between two numbers of `places` decimals: its binary denominator is then 2**(places + 1). */
export function isFractionTie(x: number, places: number): boolean {
  const scaled = x * 2 ** (places + 1);
  return Number.isInteger(scaled) && scaled % 2 !== 0;
}

/** A finite double as `mantissa * 2**exponent`, the mantissa an integer below 2**53. */
export function splitFloat(x: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { mantissa: x < 0 ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075 };
}

function exactDigits(x: number): DecimalDigits {
  const { mantissa, exponent } = splitFloat(x);
  if (exponent >= 0) return trimZeros((mantissa << BigInt(exponent)).toString(), 0);
  // m * 2**-k is m * 5**k with k decimal places.
  return trimZeros((mantissa * 5n ** BigInt(-exponent)).toString(), -exponent);
}

function trimZeros(integer: string, places: number): DecimalDigits {
  const point = integer.length - places;
  let end = integer.length;
  while (end > 1 && integer.charCodeAt(end - 1) === 48) end--;
  return { digits: integer.slice(0, end), point };
}

function roundDigits(digits: string, point: number, keep: number): DecimalDigits {
  if (keep >= digits.length) return { digits, point };
  if (keep < 0) return ZERO;
  const next = digits.charCodeAt(keep);
  const isTie = next === 53 && keep + 1 === digits.length;
  const isLastOdd = keep > 0 && digits.charCodeAt(keep - 1) % 2 === 1;
  const roundsUp = isTie ? isLastOdd : next >= 53;
  let end = keep;
  if (!roundsUp) {
    while (end > 0 && digits.charCodeAt(end - 1) === 48) end--;
    return end === 0 ? ZERO : { digits: digits.slice(0, end), point };
  }
  while (end > 0 && digits.charCodeAt(end - 1) === 57) end--;
  if (end === 0) return { digits: "1", point: point + 1 };
  return { digits: digits.slice(0, end - 1) + String.fromCharCode(digits.charCodeAt(end - 1) + 1), point };
}

function fromExponential(text: string): DecimalDigits {
  const mark = text.indexOf("e");
  const digits = text[1] === "." ? text[0] + text.slice(2, mark) : text.slice(0, mark);
  const { digits: trimmed } = trimZeros(digits, 0);
  return { digits: trimmed, point: Number(text.slice(mark + 1)) + 1 };
}
