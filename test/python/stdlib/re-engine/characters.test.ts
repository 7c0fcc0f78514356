import { askPython } from "./cpython.ts";
import { equivalentsOf, isCased, toLower } from "../../../../src/python/stdlib/re/letter-case.ts";
import { isInCategory } from "../../../../src/python/stdlib/re/categories.ts";
import { expect, test } from "vitest";

const ASK = String.raw`
import _sre, json, sys
from re._casefix import _EXTRA_CASES
codes = list(range(0x110000))
json.dump({
    "codes": codes,
    "lower": [_sre.unicode_tolower(c) for c in codes],
    "cased": [_sre.unicode_iscased(c) for c in codes],
    "word": [chr(c).isalnum() or c == 95 for c in codes],
    "digit": [chr(c).isdecimal() for c in codes],
    "space": [chr(c).isspace() for c in codes],
    "equivalents": sorted([c, sorted(e)] for c, e in _EXTRA_CASES.items()),
}, sys.stdout)
`;

interface Characters {
  codes: number[];
  lower: number[];
  cased: boolean[];
  word: boolean[];
  digit: boolean[];
  space: boolean[];
  equivalents: Array<[number, number[]]>;
}

test("every character has CPython's case and categories", () => {
  // The program above writes exactly this form.
  const { codes, lower, cased, word, digit, space, equivalents } = askPython(ASK, null) as Characters;
  const wrong = (expected: unknown[], find: (code: number) => unknown): string[] =>
    codes.filter((code, index) => find(code) !== expected[index]).map((code) => code.toString(16));
  expect(wrong(lower, toLower)).toEqual([]);
  expect(wrong(cased, isCased)).toEqual([]);
  expect(wrong(word, (code) => isInCategory(code, "word", true))).toEqual([]);
  expect(wrong(digit, (code) => isInCategory(code, "digit", true))).toEqual([]);
  expect(wrong(space, (code) => isInCategory(code, "space", true))).toEqual([]);
  const ours = codes.map((code) => [code, [...equivalentsOf(code)].sort((a, b) => a - b)]).filter(([, others]) => Array.isArray(others) && others.length > 0);
  expect(ours).toEqual(equivalents);
});
