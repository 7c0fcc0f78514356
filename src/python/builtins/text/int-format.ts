/** Integers as text. An int is a number within 2**53 - 1 of zero, else a bigint. */
import { valueError } from "./format-error.ts";

export type Base = 2 | 8 | 10 | 16;

/** Python's guard against quadratic conversions; 0 switches it off. */
export const DEFAULT_DIGIT_LIMIT = 4300;

const PREFIXES: ReadonlyMap<Base, string> = new Map([
  [2, "0b"],
  [8, "0o"],
  [16, "0x"],
]);

const HEX_TO_DECIMAL_DIGITS = Math.log10(16);

/** The digits of `value` with its sign and no prefix. Only base 10 is subject to the limit. */
export function intToString(value: number | bigint, base: Base = 10, digitLimit: number = DEFAULT_DIGIT_LIMIT): string {
  if (typeof value === "number") return value === 0 ? "0" : value.toString(base);
  if (base !== 10 || digitLimit === 0) return value.toString(base);
  // Hexadecimal digits are quick to count and bound the decimal ones, so that nothing slow is begun in vain.
  const magnitude = value < 0n ? -value : value;
  const leastDigits = Math.floor((magnitude.toString(16).length - 1) * HEX_TO_DECIMAL_DIGITS) + 1;
  const text = leastDigits > digitLimit ? "" : value.toString();
  const digits = text.startsWith("-") ? text.length - 1 : text.length;
  if (leastDigits > digitLimit || digits > digitLimit) {
    throw valueError(
      `Exceeds the limit (${digitLimit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  return text;
}

/** `bin`, `oct` and `hex`: the sign, the prefix, the digits. */
export function intWithPrefix(value: number | bigint, base: Base): string {
  const text = intToString(value, base);
  return text.startsWith("-") ? `-${prefixOf(base)}${text.slice(1)}` : prefixOf(base) + text;
}

/** `"0x"` for 16 and so on, nothing for 10. */
export function prefixOf(base: Base): string {
  return PREFIXES.get(base) ?? "";
}

/**
 * Digits with a separator between groups, filled with zeros on the left until digits and separators are `width` long;
 * a zero is added rather than to begin with a separator.
 */
export function groupDigits(digits: string, separator: string, size: number, width: number): string {
  let filled = digits;
  if (separator === "") return digits.padStart(width, "0");
  // n digits take n + floor((n - 1) / size) places.
  const fewest = Math.ceil((width * size + 1) / (size + 1));
  if (digits.length < fewest) filled = digits.padStart(fewest, "0");
  const head = filled.length % size;
  const groups: string[] = head > 0 ? [filled.slice(0, head)] : [];
  for (let start = head; start < filled.length; start += size) groups.push(filled.slice(start, start + size));
  return groups.join(separator);
}
