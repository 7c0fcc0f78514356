import { test } from "vitest";
import { characterName, characterNamed } from "../../../../src/python/stdlib/unicodedata/names.ts";
import {
  bidirectional,
  combining,
  decomposition,
  eastAsianWidth,
  isMirrored,
  numericValue,
} from "../../../../src/python/stdlib/unicodedata/properties.ts";
import { compareWithPython, Random, type Case } from "../../builtins/text/compare.ts";

const SCRIPT = `
import unicodedata as u
def names(start, stop): return [u.name(chr(code), None) for code in range(start, stop)]
def properties(start, stop):
    rows = []
    for code in range(start, stop):
        c = chr(code)
        value = u.numeric(c, None)
        rows.append(f'{u.bidirectional(c)},{u.combining(c)},{u.east_asian_width(c)},{u.mirrored(c)},{u.decomposition(c)},{value}')
    return rows
def lookup(name):
    try: return ord(u.lookup(name))
    except KeyError: return None
`;

function pythonFloat(value: number | undefined): string {
  if (value === undefined) return "None";
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function range(start: number, stop: number): number[] {
  return Array.from({ length: stop - start }, (_, offset) => start + offset);
}

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["names", (start: number, stop: number) => range(start, stop).map((code) => characterName(code) ?? null)],
  [
    "properties",
    (start: number, stop: number) =>
      range(start, stop).map((code) =>
        [
          bidirectional(code),
          combining(code),
          eastAsianWidth(code),
          Number(isMirrored(code)),
          decomposition(code),
          pythonFloat(numericValue(code)),
        ].join(","),
      ),
  ],
  ["lookup", (name: string) => characterNamed(name)],
]);

/** Blocks of 4096 that are all alike inside. */
const UNIFORM = [
  [0x5000, 0x9000],
  [0xd000, 0xf000],
  [0x19000, 0x1a000],
  [0x21000, 0x2a000],
  [0x32000, 0xe0000],
  [0xe1000, 0xff000],
  [0x101000, 0x10f000],
] as const;

test("names and properties of characters agree with CPython's", () => {
  const cases: Case[] = [];
  for (let start = 0; start < 0x110000; start += 0x1000) {
    if (UNIFORM.some(([from, to]) => start >= from && start < to)) continue;
    cases.push(["names", start, start + 0x1000], ["properties", start, start + 0x1000]);
  }
  cases.push(["names", 0xd700, 0xd900]);
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

test("lookup finds names and aliases, and nothing else", () => {
  const random = new Random();
  const fixed =
    "null;NULL;nbsp;vs17;VS256;LF;BEL;BELL;ALERT;ZWJ;BYTE ORDER MARK;LATIN SMALL LETTER GHA;CJK UNIFIED IDEOGRAPH-4E00;CJK UNIFIED IDEOGRAPH-4e00;" +
    "cjk unified ideograph-4E00;HANGUL SYLLABLE GA;Hangul Syllable GA;HANGUL SYLLABLE A;HANGUL SYLLABLE ;HANGUL SYLLABLE XX;khitan small script character-18b00;" +
    "nushu character-1b170;CJK UNIFIED IDEOGRAPH-04E00;CJK UNIFIED IDEOGRAPH-20;CJK COMPATIBILITY IDEOGRAPH-F900;cjk compatibility ideograph-f900;;A;SNOWMAN;snowman ;__proto__;lat\u0131n small letter a";
  const cases: Case[] = fixed.split(";").map((name) => ["lookup", name]);
  for (let count = 0; count < 3000; count++) {
    const name = characterName(random.integer(0, 0x1ffff));
    if (name !== undefined) cases.push(["lookup", name], ["lookup", name.slice(1)], ["lookup", name.toLowerCase()]);
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});
