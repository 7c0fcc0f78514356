/**
 * The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
 * Parsing is apart from formatting, so that a caller can look at width and precision before memory is taken.
 */
import { valueError, type FormatError } from "./format-error.ts";
import { codePointCharacter } from "./code-points.ts";
import { decimalValue } from "./unicode.ts";

export type Align = "<" | ">" | "=" | "^";

export interface FormatSpec {
  /** One code point, or "" where none is written. */
  readonly fill: string;
  readonly align: Align | "";
  readonly sign: "+" | "-" | " " | "";
  /** `z`: a rounded result of zero has no minus. */
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  /** A `0` before the width that is not part of it. */
  readonly zero: boolean;
  /** -1 where none is written. */
  readonly width: number;
  readonly grouping: "," | "_" | "";
  /** -1 where none is written. */
  readonly precision: number;
  /** One code point, or "" where none is written. */
  readonly type: string;
}

/** Widths and precisions end where C's ssize_t does. */
const LARGEST_SIZE = (1n << 63n) - 1n;

/** A memory of what is a pure function of the text: programs write few specs and use them often. */
const known = new Map<string, FormatSpec>();
const REMEMBERED = 256;

/** Parses `spec`; `typeName` is the Python type that the error of an unreadable one names. */
export function parseFormatSpec(spec: string, typeName: string): FormatSpec {
  const before = known.get(spec);
  if (before !== undefined) return before;
  const parsed = parse(spec, typeName);
  if (spec.length <= 32) {
    if (known.size >= REMEMBERED) known.clear();
    known.set(spec, parsed);
  }
  return parsed;
}

function parse(spec: string, typeName: string): FormatSpec {
  let position = 0;
  const take = (candidates: string): string => {
    const character = spec[position] ?? "";
    if (character === "" || !candidates.includes(character)) return "";
    position++;
    return character;
  };
  const takeInteger = (): number => {
    const { value, end } = readInteger(spec, position);
    position = end;
    return value;
  };

  const first = codePointCharacter(spec, 0);
  const isFilled = isAlign(spec[first.length] ?? "");
  const fill = isFilled ? first : "";
  if (isFilled) position = first.length;
  // The character was just compared with the four alignments.
  const align = take("<>=^") as FormatSpec["align"];
  const sign = take("+- ") as FormatSpec["sign"];
  const noNegativeZero = take("z") !== "";
  const alternate = take("#") !== "";
  const zero = !isFilled && take("0") !== "";
  const width = takeInteger();
  const grouping = (take(",") || take("_")) as FormatSpec["grouping"];
  if (grouping === "," && spec[position] === "_") throw bothSeparators();
  if (grouping === "_" && spec[position] === ",") throw bothSeparators();
  let precision = -1;
  if (take(".") !== "") {
    precision = takeInteger();
    if (precision < 0) throw valueError("Format specifier missing precision");
  }
  const type = codePointCharacter(spec, position);
  if (position + type.length < spec.length)
    throw valueError(`Invalid format specifier '${spec}' for object of type '${typeName}'`);
  return { fill, align, sign, noNegativeZero, alternate, zero, width, grouping, precision, type };
}

/** Says no to a separator that the presentation type does not have; `type` has its default by now. */
export function checkGrouping(grouping: FormatSpec["grouping"], type: string): void {
  if (grouping === "" || "defgEG%F".includes(type)) return;
  if (grouping === "_" && "boxX".includes(type)) return;
  throw valueError(`Cannot specify '${grouping}' with ${quoteCode(type)}.`);
}

export function unknownCode(type: string, typeName: string): FormatError {
  return valueError(`Unknown format code ${quoteCode(type)} for object of type '${typeName}'`);
}

function quoteCode(type: string): string {
  const code = type.codePointAt(0) ?? 0;
  return code > 32 && code < 128 ? `'${type}'` : `'\\x${code.toString(16)}'`;
}

function isAlign(character: string): boolean {
  return character !== "" && "<>=^".includes(character);
}

function bothSeparators(): FormatError {
  return valueError("Cannot specify both ',' and '_'.");
}

/** The decimal digits at `start`, of any script; value -1 when there are none. */
function readInteger(text: string, start: number): { value: number; end: number } {
  let end = start;
  let value = 0;
  for (;;) {
    const code = text.codePointAt(end);
    const digit = code === undefined ? -1 : decimalValue(code);
    if (digit < 0) break;
    value = value * 10 + digit;
    end += code !== undefined && code > 0xffff ? 2 : 1;
    // Above 2**53 the sum is rounded, so the comparison allows for the last digit.
    if (value > 2 ** 63 || (value === 2 ** 63 && exceedsLargest(text, start, end)))
      throw valueError("Too many decimal digits in format string");
  }
  return { value: end === start ? -1 : value, end };
}

function exceedsLargest(text: string, start: number, end: number): boolean {
  const digits = Array.from(text.slice(start, end), (character) => decimalValue(character.codePointAt(0) ?? 0));
  return BigInt(digits.join("")) > LARGEST_SIZE;
}
