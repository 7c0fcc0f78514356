/** What a backslash and the characters behind it stand for, outside and inside a character set. */
import type { PatternReader } from "./pattern-reader.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";
import { stringRepr } from "../../builtins/text/string-repr.ts";
import type { Category, Place } from "./nodes.ts";

export const DIGITS = "0123456789";
export const OCTAL_DIGITS = "01234567";
const HEXADECIMAL_DIGITS = "0123456789abcdefABCDEF";

/** Control characters and the backslash; also what a replacement template knows. */
export const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["\\a", 7],
  ["\\b", 8],
  ["\\f", 12],
  ["\\n", 10],
  ["\\r", 13],
  ["\\t", 9],
  ["\\v", 11],
  ["\\\\", 92],
]);

export const PLACE_ESCAPES: ReadonlyMap<string, Place> = new Map([
  ["\\A", "beginning-string"],
  ["\\b", "boundary"],
  ["\\B", "non-boundary"],
  ["\\Z", "end-string"],
]);

export const CATEGORY_ESCAPES: ReadonlyMap<string, { category: Category; negated: boolean }> = new Map([
  ["\\d", { category: "digit", negated: false }],
  ["\\D", { category: "digit", negated: true }],
  ["\\s", { category: "space", negated: false }],
  ["\\S", { category: "space", negated: true }],
  ["\\w", { category: "word", negated: false }],
  ["\\W", { category: "word", negated: true }],
]);

/** Finds the character of a Unicode name, or undefined. */
export type NameLookup = (name: string) => number | undefined;

/**
 * The code point of an escape that means one character, `\n` and `\b` apart. Undefined for a digit that is no octal
 * escape here: outside of sets it refers to a group.
 */
export function readCharacterEscape(
  reader: PatternReader,
  escape: string,
  lookupName: NameLookup | undefined,
): number | undefined {
  const letter = escape.slice(1);
  if (letter === "x") return readHexadecimal(reader, escape, 2);
  if (letter === "u" && reader.isText) return readHexadecimal(reader, escape, 4);
  if (letter === "U" && reader.isText) return readHexadecimal(reader, escape, 8);
  if (letter === "N" && reader.isText) return readName(reader, lookupName);
  if (DIGITS.includes(letter)) return undefined;
  if (/^[A-Za-z]$/.test(letter)) throw badEscape(reader, escape);
  return letter.codePointAt(0);
}

/** An octal escape of up to three digits inside a set, where nothing can refer to a group. */
export function readOctalInSet(reader: PatternReader, escape: string): number {
  if (!OCTAL_DIGITS.includes(escape.slice(1))) throw badEscape(reader, escape);
  return checkedOctal(reader, escape + reader.takeWhile(2, OCTAL_DIGITS));
}

/** Refuses an octal escape that is no byte. */
export function checkedOctal(reader: PatternReader, escape: string): number {
  const code = Number.parseInt(escape.slice(1), 8);
  if (code > 0o377)
    throw reader.error(`octal escape value ${escape} outside of range 0-0o377`, codePointLength(escape));
  return code;
}

function badEscape(reader: PatternReader, escape: string): Error {
  return reader.error(`bad escape ${escape}`, codePointLength(escape));
}

function readHexadecimal(reader: PatternReader, escape: string, digits: number): number {
  const taken = reader.takeWhile(digits, HEXADECIMAL_DIGITS);
  if (taken.length !== digits) throw reader.error(`incomplete escape ${escape}${taken}`, escape.length + taken.length);
  const code = Number.parseInt(taken, 16);
  if (code > 0x10ffff) throw badEscape(reader, escape + taken);
  return code;
}

function readName(reader: PatternReader, lookupName: NameLookup | undefined): number {
  if (!reader.accept("{")) throw reader.error("missing {");
  const name = reader.takeUntil("}", "character name");
  const code = lookupName?.(name);
  if (code === undefined)
    throw reader.error(`undefined character name ${stringRepr(name)}`, codePointLength(name) + "\\N{}".length);
  return code;
}
