import { expect, test } from "vitest";
import {
  capitalize,
  casefold,
  isLowerText,
  isTitleText,
  isUpperText,
  lower,
  swapcase,
  title,
  upper,
} from "../../../../src/python/builtins/text/case.ts";
import * as unicode from "../../../../src/python/builtins/text/unicode.ts";
import { compareWithPython, Random, type Case } from "./compare.ts";

const SCRIPT = `
import unicodedata
PREDICATES = [str.isprintable, str.isalpha, str.isdecimal, str.isdigit, str.isnumeric, str.isalnum, str.isspace, str.islower, str.isupper, str.isidentifier,
  lambda c: ('a' + c).isidentifier(), str.istitle]
def predicates(start, stop):
    return [''.join(str(int(predicate(chr(code)))) for predicate in PREDICATES) for code in range(start, stop)]
def values(start, stop):
    return [[unicodedata.category(chr(code)), unicodedata.decimal(chr(code), -1), unicodedata.digit(chr(code), -1)] for code in range(start, stop)]
def cases(text):
    return [text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold(), text.isupper(), text.islower(), text.istitle(), text.isidentifier()]
def strip(text): return text.strip()
`;

const PREDICATES = [
  unicode.isPrintable,
  unicode.isAlpha,
  unicode.isDecimal,
  unicode.isDigit,
  unicode.isNumeric,
  unicode.isAlphaNumeric,
  unicode.isSpace,
  unicode.isLower,
  unicode.isUpper,
  unicode.isIdentifierStart,
  unicode.isIdentifierPart,
  (code: number): boolean => unicode.isUpper(code) || unicode.isTitle(code),
];

function range(start: number, stop: number): number[] {
  return Array.from({ length: stop - start }, (_, offset) => start + offset);
}

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  [
    "predicates",
    (start: number, stop: number) =>
      range(start, stop).map((code) => PREDICATES.map((predicate) => Number(predicate(code))).join("")),
  ],
  [
    "values",
    (start: number, stop: number) =>
      range(start, stop).map((code) => [unicode.category(code), unicode.decimalValue(code), unicode.digitValue(code)]),
  ],
  [
    "cases",
    (text: string) => [
      ...[upper, lower, title, capitalize, swapcase, casefold, isUpperText, isLowerText, isTitleText].map((convert) =>
        convert(text),
      ),
      unicode.isIdentifier(text),
    ],
  ],
  [
    "strip",
    (text: string) => {
      const { start, end } = unicode.trimBounds(text);
      return text.slice(start, end);
    },
  ],
]);

const UNIFORM = [
  [0x4000, 0x9000],
  [0xb000, 0xd000],
  [0x18000, 0x1a000],
  [0x21000, 0x2a000],
  [0x32000, 0xe0000],
  [0xe2000, 0xff000],
  [0x101000, 0x10f000],
] as const;

test("every kind of code point has CPython's properties", () => {
  const cases: Case[] = [];
  for (let start = 0; start < 0x110000; start += 0x1000) {
    // Ideographs, Hangul, unassigned planes and private ones are long uniform runs: their edges are enough.
    if (UNIFORM.some(([from, to]) => start >= from && start < to)) continue;
    cases.push(["predicates", start, start + 0x1000], ["values", start, start + 0x1000]);
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

test("case mappings of every assigned letter and of mixed texts", () => {
  const random = new Random();
  const cases: Case[] = [];
  for (let code = 0; code < 0x20000; code++) {
    if (code >= 0x3400 && code < 0xa000) continue;
    const character = String.fromCodePoint(code);
    if (
      upper(character) !== character ||
      lower(character) !== character ||
      character.toUpperCase() !== character ||
      character.toLowerCase() !== character
    ) {
      cases.push(["cases", character], ["cases", `a${character}`], ["cases", `${character}\u03a3`]);
    }
  }
  const alphabet = [
    ..."aBc1 '_.\u03a3\u03c3\u03c2\u00df\u0130\u0131\u01c5\u01c4\ufb03\u0345\u02b0\u00ad\u{10400}\u{10428}\u{1f600}\u0149\u1f80\u2160\u24d0\ud800",
  ];
  for (let count = 0; count < 4000; count++) {
    // A high surrogate before a low one would join: only the high one is in the alphabet.
    cases.push(["cases", random.text(8, alphabet)]);
    cases.push(["strip", random.text(6, [..." \t\n\x1c\x1d\x85\u00a0\u2000\u3000\u200ba"])]);
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

test("a final sigma is found in linear time", () => {
  const text = "\u03a3'".repeat(200_000);
  expect(lower(text).length).toBe(text.length);
  expect(lower(`A${"'".repeat(200_000)}\u03a3`).endsWith("\u03c2")).toBe(true);
});
