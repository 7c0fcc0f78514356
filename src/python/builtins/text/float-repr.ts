/** Floats as text: `repr`, and the codes e f g % r shared by `format`, f-strings and `%`. */
import {
  fractionDigits,
  isFractionTie,
  shortestDigits,
  significantDigits,
  type DecimalDigits,
} from "./float-digits.ts";

export type FloatCode = "e" | "E" | "f" | "F" | "g" | "G" | "%" | "r";

export interface FloatFormatFlags {
  /** `#`: keep the decimal point, and for `g` the trailing zeros. */
  alternate?: boolean | undefined;
  /** Write `+` before a number that is not negative. */
  sign?: boolean | undefined;
  /** `z`: a result of nothing but zeros loses its minus. */
  noNegativeZero?: boolean | undefined;
  /** Write `.0` behind an integral result that has no exponent, as `repr` does. */
  addDotZero?: boolean | undefined;
}

/** `repr(x)`: the shortest digits that read back as the same float. */
export function floatRepr(x: number): string {
  if (Number.isInteger(x)) {
    const size = Math.abs(x);
    if (size < 1e16) return x === 0 && 1 / x < 0 ? "-0.0" : `${x}.0`;
  } else {
    if (x !== x) return "nan";
    if (x === Infinity) return "inf";
    if (x === -Infinity) return "-inf";
    if (Math.abs(x) >= 1e-4) return String(x);
  }
  const text = x.toExponential();
  // JavaScript writes one exponent digit where Python writes at least two.
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/** `x` in the format of `code`, correctly rounded at any precision. The precision of `r` is ignored. */
export function formatFloat(x: number, code: FloatCode, precision: number, flags: FloatFormatFlags = {}): string {
  if (code === "%") return formatFloat(x * 100, "f", precision, flags) + "%";
  const kind = code.toLowerCase();
  const text = kind === "f" ? formatFixed(x, precision, flags) : formatGeneral(x, kind, precision, flags);
  return code === kind ? text : text.toUpperCase();
}

function formatFixed(x: number, precision: number, flags: FloatFormatFlags): string {
  const size = Math.abs(x);
  // Fast path: toFixed is exact below 1e21, but rounds ties away from zero.
  if (size < 1e21 && precision <= 100 && precision > 0 && !isFractionTie(size, precision)) {
    return withSign(x, size.toFixed(precision), flags);
  }
  if (!Number.isFinite(x)) return nonFinite(x, flags);
  const { digits, point } = fractionDigits(size, precision);
  return withSign(x, layOut(digits, point, point + precision, flags), flags);
}

function formatGeneral(x: number, kind: string, precision: number, flags: FloatFormatFlags): string {
  if (!Number.isFinite(x)) return nonFinite(x, flags);
  const size = Math.abs(x);
  const count = kind === "e" ? precision + 1 : Math.max(precision, 1);
  const { digits, point }: DecimalDigits = kind === "r" ? shortestDigits(size) : significantDigits(size, count);
  const limit = kind === "r" ? 16 : count - (flags.addDotZero === true ? 1 : 0);
  const usesExponent = kind === "e" || point <= -4 || point > limit;
  const keepsZeros = kind === "e" || (kind === "g" && flags.alternate === true);
  const width = keepsZeros ? count : digits.length;
  if (!usesExponent) return withSign(x, layOut(digits, point, width, flags), flags);
  const exponent = point - 1;
  const places = Math.abs(exponent) < 10 ? `0${Math.abs(exponent)}` : `${Math.abs(exponent)}`;
  const mantissa = layOut(digits, 1, width, { ...flags, addDotZero: false });
  return withSign(x, `${mantissa}e${exponent < 0 ? "-" : "+"}${places}`, flags);
}

/** Writes digits around the decimal point, with zeros up to the digit numbered `end`. */
function layOut(digits: string, point: number, end: number, flags: FloatFormatFlags): string {
  const last = flags.addDotZero === true ? Math.max(end, point + 1) : end;
  const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const fractionLength = Math.max(last - point, 0);
  if (fractionLength === 0) return flags.alternate === true ? `${whole}.` : whole;
  const fraction = point <= 0 ? "0".repeat(Math.min(-point, fractionLength)) + digits : digits.slice(point);
  return `${whole}.${fraction.padEnd(fractionLength, "0").slice(0, fractionLength)}`;
}

function withSign(x: number, text: string, flags: FloatFormatFlags): string {
  const isNegative = x < 0 || (x === 0 && 1 / x < 0);
  if (isNegative && !(flags.noNegativeZero === true && isZeroText(text))) return `-${text}`;
  return flags.sign === true ? `+${text}` : text;
}

function isZeroText(text: string): boolean {
  return /^[0.]+(?:e|$)/.test(text);
}

function nonFinite(x: number, flags: FloatFormatFlags): string {
  if (x === -Infinity) return "-inf";
  return (flags.sign === true ? "+" : "") + (x === Infinity ? "inf" : "nan");
}
