/** Complex numbers as text and from text. */
import { formatFloat } from "./float-repr.ts";
import { withoutUnderscores } from "./float-parse.ts";
import { toAsciiNumber } from "./unicode.ts";

/** `repr`: `2j`, `(1+2j)`; integral parts have no `.0`. */
export function complexRepr(real: number, imaginary: number): string {
  if (Object.is(real, 0)) return `${formatFloat(imaginary, "r", 0)}j`;
  return `(${formatFloat(real, "r", 0)}${formatFloat(imaginary, "r", 0, { sign: true })}j)`;
}

const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan`;
/** A second number begins with its sign, so there is one way only to divide the digits: the match is linear. */
const COMPLEX = new RegExp(`^(?:([+-]?(?:${NUMBER}))(?:([+-](?:${NUMBER})?)j)?|([+-]?(?:${NUMBER})?)j)$`, "i");

/** `complex(text)`, or undefined: a real part, an imaginary one, or both, in brackets if one likes. */
export function complexFromString(text: string): { real: number; imaginary: number } | undefined {
  let ascii = withoutUnderscores(toAsciiNumber(text));
  if (ascii === undefined) return undefined;
  if (ascii.startsWith("(") && ascii.endsWith(")")) ascii = toAsciiNumber(ascii.slice(1, -1));
  const match = COMPLEX.exec(ascii);
  if (match === null) return undefined;
  const [, real, imaginary, alone = ""] = match;
  if (real === undefined) return { real: 0, imaginary: toNumber(alone) };
  return { real: toNumber(real), imaginary: imaginary === undefined ? 0 : toNumber(imaginary) };
}

/** A sign alone, or nothing, is a unit. */
function toNumber(text: string): number {
  const sign = text[0] === "-" ? -1 : 1;
  const digits = text.replace(/^[+-]/, "").toLowerCase();
  if (digits === "") return sign;
  if (digits === "nan") return NaN;
  return sign * (digits.startsWith("inf") ? Infinity : Number(digits));
}
