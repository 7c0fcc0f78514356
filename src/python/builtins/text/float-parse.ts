/** `float(text)`. */
import { toAsciiNumber } from "./unicode.ts";

/** Each run of digits may have single underscores within it; a repetition never has two ways to match, so this is linear. */
const FLOAT = /^[+-]?(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/;
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i;

/** The value of a float written in Python's grammar, white space around it allowed, or undefined. */
export function floatFromString(text: string): number | undefined {
  const ascii = toAsciiNumber(text);
  if (FLOAT.test(ascii)) return Number(ascii.includes("_") ? ascii.replaceAll("_", "") : ascii);
  const special = SPECIAL.exec(ascii);
  if (special === null) return undefined;
  if (special[2]?.toLowerCase() === "nan") return NaN;
  return special[1] === "-" ? -Infinity : Infinity;
}
