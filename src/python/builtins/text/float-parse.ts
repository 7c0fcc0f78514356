/** `float(text)`. */
import { toAsciiNumber } from "./unicode.ts";

/** Runs of plain digits: alternatives within a repetition would take stack for each digit. */
const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i;

/** JavaScript does not tell NaNs apart, but their bits are kept, and `math.copysign` and `struct` show them. */
const NEGATIVE_NAN = new DataView(Uint8Array.of(0xff, 0xf8, 0, 0, 0, 0, 0, 0).buffer).getFloat64(0);

/** The text without its underscores, or undefined when one does not stand between two digits. */
export function withoutUnderscores(text: string): string | undefined {
  if (!text.includes("_")) return text;
  return /(?:^|\D)_|_(?:\D|$)/.test(text) ? undefined : text.replaceAll("_", "");
}

/** The value of a float written in Python's grammar, white space around it allowed, or undefined. */
export function floatFromString(text: string): number | undefined {
  const ascii = withoutUnderscores(toAsciiNumber(text));
  if (ascii === undefined) return undefined;
  if (FLOAT.test(ascii)) return Number(ascii);
  const special = SPECIAL.exec(ascii);
  if (special === null) return undefined;
  if (special[2]?.toLowerCase() === "nan") return special[1] === "-" ? NEGATIVE_NAN : NaN;
  return special[1] === "-" ? -Infinity : Infinity;
}
