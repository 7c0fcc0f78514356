import { askPython } from "./cpython.ts";
import { equivalentsOf, isCased, toLower } from "../../../../src/python/stdlib/re/letter-case.ts";
import { isInCategory } from "../../../../src/python/stdlib/re/categories.ts";
import { expect, test } from "vitest";

// One character of "0" and "1" for each code point.
const ASK = String.raw`
import _sre, json, sys
from re._casefix import _EXTRA_CASES
codes = range(0x110000)
marks = lambda test: "".join("1" if test(c) else "0" for c in codes)
json.dump({
    "lower": [[c, _sre.unicode_tolower(c)] for c in codes if _sre.unicode_tolower(c) != c],
    "cased": marks(_sre.unicode_iscased),
    "word": marks(lambda c: chr(c).isalnum() or c == 95),
    "digit": marks(lambda c: chr(c).isdecimal()),
    "space": marks(lambda c: chr(c).isspace()),
    "equivalents": sorted([c, sorted(e)] for c, e in _EXTRA_CASES.items()),
}, sys.stdout)
`;

interface Characters {
  lower: Array<[number, number]>;
  cased: string;
  word: string;
  digit: string;
  space: string;
  equivalents: Array<[number, number[]]>;
}

test("every character has CPython's case and categories", () => {
  // The program above writes exactly this form.
  const { lower, cased, word, digit, space, equivalents } = askPython(ASK, null) as Characters;
  const codes = Array.from(cased, (_, code) => code);
  const wrong = (marks: string, holds: (code: number) => boolean): string[] =>
    codes.filter((code) => holds(code) !== (marks[code] === "1")).map((code) => code.toString(16));
  expect(codes.length).toBe(0x110000);
  expect(wrong(cased, isCased)).toEqual([]);
  expect(wrong(word, (code) => isInCategory(code, "word", true))).toEqual([]);
  expect(wrong(digit, (code) => isInCategory(code, "digit", true))).toEqual([]);
  expect(wrong(space, (code) => isInCategory(code, "space", true))).toEqual([]);
  expect(codes.map((code) => [code, toLower(code)]).filter(([code, small]) => code !== small)).toEqual(lower);
  const others = codes.map((code): [number, number[]] => [code, [...equivalentsOf(code)].sort((a, b) => a - b)]);
  expect(others.filter(([, equivalent]) => equivalent.length > 0)).toEqual(equivalents);
});
