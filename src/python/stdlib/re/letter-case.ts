/** Case as sre sees it: one character to one character, with a short list of characters that also count as equal. */
import { lower, upper } from "../../builtins/text/case.ts";

/** Lowercase letters that share an uppercase letter and so match each other when case is ignored. */
const EQUIVALENT_GROUPS: readonly string[] = [
  "i\u0131",
  "s\u017f",
  "\u00b5\u03bc",
  "\u0345\u03b9\u1fbe",
  "\u0390\u1fd3",
  "\u03b0\u1fe3",
  "\u03b2\u03d0",
  "\u03b5\u03f5",
  "\u03b8\u03d1",
  "\u03ba\u03f0",
  "\u03c0\u03d6",
  "\u03c1\u03f1",
  "\u03c2\u03c3",
  "\u03c6\u03d5",
  "\u0432\u1c80",
  "\u0434\u1c81",
  "\u043e\u1c82",
  "\u0441\u1c83",
  "\u0442\u1c84\u1c85",
  "\u044a\u1c86",
  "\u0463\u1c87",
  "\u1c88\ua64b",
  "\u1e61\u1e9b",
  "\ufb05\ufb06",
];

const EQUIVALENTS: ReadonlyMap<number, readonly number[]> = new Map(
  EQUIVALENT_GROUPS.flatMap((group) => {
    const codes = Array.from(group, (character) => character.codePointAt(0) ?? 0);
    return codes.map((code) => [code, codes.filter((other) => other !== code)] as const);
  }),
);

/** The other lowercase letters that match this lowercase letter in Unicode patterns that ignore case. */
export function equivalentsOf(lower: number): readonly number[] {
  return EQUIVALENTS.get(lower) ?? [];
}

/** One character's lowercase; where Unicode gives several characters, the first of them, as CPython does. */
export function toLower(code: number): number {
  return LATIN_LOWER[code] ?? findLower(code);
}

/** Every set of a pattern that ignores case asks for these: without the table compiling took three times as long. */
const LATIN_LOWER: Uint16Array = Uint16Array.from({ length: 256 }, (_, code) => findLower(code));

function findLower(code: number): number {
  return lower(String.fromCodePoint(code)).codePointAt(0) ?? code;
}

/** One character's uppercase, in the same way. */
export function toUpper(code: number): number {
  return upper(String.fromCodePoint(code)).codePointAt(0) ?? code;
}

export function toLowerAscii(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

export function isCased(code: number): boolean {
  return toLower(code) !== code || toUpper(code) !== code;
}

export function isCasedAscii(code: number): boolean {
  const lower = toLowerAscii(code);
  return lower >= 97 && lower <= 122;
}

/** How a pattern's flags compare letters. */
export interface Folding {
  toLower(code: number): number;
  isCased(code: number): boolean;
  equivalentsOf(lower: number): readonly number[];
}

export const UNICODE_FOLDING: Folding = { toLower, isCased, equivalentsOf };
export const ASCII_FOLDING: Folding = { toLower: toLowerAscii, isCased: isCasedAscii, equivalentsOf: () => [] };
