/** What a `%` directive makes of its argument, once `*` has been replaced by numbers. */
import { codePointLength, sliceCodePoints } from "./code-points.ts";
import { formatFloat, type FloatCode } from "./float-repr.ts";
import { overflowError } from "./format-error.ts";
import { intToString, prefixOf, type Base } from "./int-format.ts";
import type { PercentDirective, PercentFlags } from "./percent.ts";

export interface PercentLayout {
  readonly flags: PercentFlags;
  /** At least 0. */
  readonly width: number;
  /** -1 for none. */
  readonly precision: number;
}

const BASES: ReadonlyMap<string, Base> = new Map([
  ["o", 8],
  ["x", 16],
  ["X", 16],
]);

const LARGEST_PRECISION = 2 ** 31 - 1 - 3;

/** The directive's layout; a width of `*` that is negative aligns to the left, a negative precision is zero. */
export function resolveLayout(directive: PercentDirective, starWidth: number, starPrecision: number): PercentLayout {
  const width = directive.width === "*" ? starWidth : (directive.width ?? 0);
  const precision = directive.precision === "*" ? Math.max(starPrecision, 0) : (directive.precision ?? -1);
  const flags = width < 0 ? { ...directive.flags, left: true } : directive.flags;
  return { flags, width: Math.abs(width), precision };
}

/** `%s`, `%r`, `%a` and `%b`: the text cut to the precision and padded. */
export function formatPercentText(text: string, layout: PercentLayout): string {
  const length = codePointLength(text);
  const isCut = layout.precision >= 0 && layout.precision < length;
  const shown = isCut ? sliceCodePoints(text, 0, layout.precision) : text;
  return pad(shown, isCut ? layout.precision : length, layout);
}

/** `%c`: one character, padded and never cut. */
export function formatPercentCharacter(character: string, layout: PercentLayout): string {
  return pad(character, 1, layout);
}

/** `%d %i %u %o %x %X`. */
export function formatPercentInt(
  value: number | bigint,
  code: string,
  layout: PercentLayout,
  digitLimit?: number,
): string {
  if (layout.precision > LARGEST_PRECISION) throw overflowError("precision too large");
  const base = BASES.get(code) ?? 10;
  const text = intToString(value, base, digitLimit);
  const isNegative = text.startsWith("-");
  const digits = (isNegative ? text.slice(1) : text).padStart(layout.precision, "0");
  const prefix = layout.flags.alternate ? prefixOf(base) : "";
  const sign = signOf(isNegative, layout.flags);
  return code === "X"
    ? layOut(sign, prefix.toUpperCase(), digits.toUpperCase(), layout)
    : layOut(sign, prefix, digits, layout);
}

/** `%e %E %f %F %g %G`. */
export function formatPercentFloat(value: number, code: FloatCode, layout: PercentLayout): string {
  const text = formatFloat(value, code, layout.precision < 0 ? 6 : layout.precision, {
    alternate: layout.flags.alternate,
  });
  const isNegative = text.startsWith("-");
  return layOut(signOf(isNegative, layout.flags), "", isNegative ? text.slice(1) : text, layout);
}

function signOf(isNegative: boolean, flags: PercentFlags): string {
  if (isNegative) return "-";
  return flags.sign ? "+" : flags.blank ? " " : "";
}

/** Zeros stand between sign and digits, blanks outside both. */
function layOut(sign: string, prefix: string, digits: string, layout: PercentLayout): string {
  const zeros = layout.width - sign.length - prefix.length - digits.length;
  if (layout.flags.zero && !layout.flags.left && zeros > 0) return sign + prefix + "0".repeat(zeros) + digits;
  const text = sign + prefix + digits;
  return pad(text, text.length, layout);
}

function pad(text: string, length: number, layout: PercentLayout): string {
  if (layout.width <= length) return text;
  const blanks = " ".repeat(layout.width - length);
  return layout.flags.left ? text + blanks : blanks + text;
}
