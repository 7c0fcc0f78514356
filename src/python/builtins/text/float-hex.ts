/** `float.hex` and `float.fromhex`. */
import { overflowError, valueError, type FormatError } from "./format-error.ts";
import { splitFloat } from "./float-digits.ts";

/** `x.hex()`: thirteen hexadecimal places and a binary exponent. */
export function floatHex(x: number): string {
  if (x !== x) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  const sign = x < 0 || (x === 0 && 1 / x < 0) ? "-" : "";
  if (x === 0) return `${sign}0x0.0p+0`;
  const { mantissa, exponent } = splitFloat(Math.abs(x));
  const isNormal = mantissa >> 52n === 1n;
  const fraction = (mantissa & 0xfffffffffffffn).toString(16).padStart(13, "0");
  const power = exponent + 52;
  return `${sign}0x${isNormal ? 1 : 0}.${fraction}p${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

const HEX_FLOAT = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** Exponents beyond this are beyond every double, whatever the digits of a string that fits in memory. */
const FAR_EXPONENT = 1e15;

/** `float.fromhex(text)`, rounded half to even. */
export function floatFromHex(text: string): number {
  const stripped = trimAsciiSpace(text);
  const special = SPECIAL.exec(stripped);
  if (special !== null) {
    const value = special[2] === undefined ? NaN : Infinity;
    return special[1] === "-" ? -value : value;
  }
  const match = HEX_FLOAT.exec(stripped);
  const whole = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (match === null || whole.length + fraction.length === 0)
    throw valueError("invalid hexadecimal floating-point string");
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return match[1] === "-" ? -0 : 0;
  const written = Number(match[4] ?? "0");
  if (written < -FAR_EXPONENT) return match[1] === "-" ? -0 : 0;
  if (written > FAR_EXPONENT) throw tooLarge();
  const value = scaleHex(digits, written - 4 * fraction.length);
  return match[1] === "-" ? -value : value;
}

function trimAsciiSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isAsciiSpace(text.charCodeAt(start))) start++;
  while (end > start && isAsciiSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isAsciiSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The double nearest to `digits * 2**exponent`; the digits do not begin with zero. */
function scaleHex(digits: string, exponent: number): number {
  // Sixteen digits hold 61 bits or more; what follows only matters as "more than nothing".
  const head = digits.slice(0, 16);
  const isInexact = /[1-9a-f]/i.test(digits.slice(16));
  let mantissa = BigInt(`0x${head}`);
  const scale = exponent + 4 * (digits.length - head.length);
  const bits = mantissa.toString(2).length;
  const top = bits + scale;
  if (top > 1024) throw tooLarge();
  if (top < -1075) return 0;
  // The lowest bit of the result: 53 bits below the top, but never below the smallest subnormal.
  const lowest = Math.max(top - 53, -1074);
  let shift = lowest - scale;
  if (shift < 0) {
    mantissa <<= BigInt(-shift);
    shift = 0;
  }
  const dropped = BigInt(shift);
  const half = shift === 0 ? 0n : 1n << (dropped - 1n);
  const rest = mantissa & ((1n << dropped) - 1n);
  let kept = mantissa >> dropped;
  const isAboveHalf = rest > half || (rest === half && isInexact);
  if (shift > 0 && (isAboveHalf || (rest === half && (kept & 1n) === 1n))) kept += 1n;
  const value = timesPowerOfTwo(Number(kept), lowest);
  if (value === Infinity) throw tooLarge();
  return value;
}

/** `x * 2**power` in two exact steps, as 2**power alone may leave the range of doubles. */
function timesPowerOfTwo(x: number, power: number): number {
  const half = Math.trunc(power / 2);
  return x * 2 ** half * 2 ** (power - half);
}

function tooLarge(): FormatError {
  return overflowError("hexadecimal value too large to represent as a float");
}
