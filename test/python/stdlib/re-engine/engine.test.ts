import type { RegexWarning } from "../../../../src/python/stdlib/re/regex-error.ts";
import { compilePattern, latin1, scan } from "../../../../src/python/stdlib/re/engine.ts";
import { RegexError } from "../../../../src/python/stdlib/re/regex-error.ts";
import { askPython, stepMeter } from "./cpython.ts";
import { expandTemplate, parseTemplate } from "../../../../src/python/stdlib/re/template.ts";
import { expect, test } from "vitest";

const meter = stepMeter(1e9);

const POSITIONS = String.raw`
import json, re, sys
def span(m): return None if m is None else list(m.span())
json.dump([[span(getattr(re.compile(p), how)(s, a, b)) for how in ("match", "search", "fullmatch")] + [[list(m.span()) for m in re.compile(p).finditer(s, a, b)]]
           for p, s, a, b in json.load(sys.stdin)], sys.stdout)
`;

test("start and end bound the search as pos and endpos do", () => {
  const patterns = [
    "b",
    "^b",
    "\\Ab",
    "(?m)^b",
    "b$",
    "b\\Z",
    "(?m)b$",
    "\\bb",
    "b\\b",
    "(?<=a)b",
    "(?<!a)b",
    "b(?=a)",
    "",
    "a*",
    ".*",
    "bc",
    "abc|b",
    "\\B",
    "(?m)^",
    "[^x]+?",
    "x*(?=a|$)",
  ];
  const subjects = ["abcab", "b\nb\nb\n", "aaab", "abcabcabc"];
  const rows = patterns
    .flatMap((pattern) =>
      subjects.flatMap((subject) =>
        [0, 1, 2, 4, 5, 6].flatMap((start) =>
          [0, 1, 3, 5, 9].map((end): [string, string, number, number] => [pattern, subject, start, end]),
        ),
      ),
    )
    .filter(([, subject, start, end]) => Math.min(start, subject.length) <= Math.min(end, subject.length));
  const expected = askPython(POSITIONS, rows);
  const ours = rows.map(([source, subject, start, end]) => {
    const pattern = compilePattern(source, 0);
    const from = Math.min(start, subject.length);
    const to = Math.min(end, subject.length);
    const found = (["match", "search", "fullmatch"] as const).map(
      (mode) => pattern.match(subject, from, to, mode, meter)?.spans.slice(0, 2) ?? null,
    );
    const scanner = scan(pattern, subject, from, to, meter);
    const all: number[][] = [];
    while (scanner.find()) all.push([scanner.startOf(0), scanner.endOf(0)]);
    return [...found, all];
  });
  expect(
    rows.filter((_, index) => JSON.stringify(ours[index]) !== JSON.stringify((expected as unknown[])[index])),
  ).toEqual([]);
});

test("an end before the start matches nothing", () => {
  expect(compilePattern("", 0).match("abc", 2, 1, "match", meter)).toBeNull();
  expect(scan(compilePattern("", 0), "abc", 2, 1, meter).find()).toBe(false);
});

const TEMPLATES = String.raw`
import json, re, sys, warnings
def expand(p, t, s):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try: r = re.compile(p).search(s).expand(t)
        except re.error as e: r = ["error", e.msg, e.pos, str(e)]
        except IndexError as e: r = ["IndexError", str(e), None, str(e)]
    return [r, [str(w.message) for w in caught]]
json.dump([expand(*row) for row in json.load(sys.stdin)], sys.stdout)
`;

test("templates expand, and are refused, as in CPython", () => {
  const templates = [
    "",
    "plain",
    "\\1",
    "<\\1-\\2>",
    "\\g<1>",
    "\\g<0>",
    "\\g<year>",
    "\\g<year>\\g<missing>",
    "\\3",
    "\\9",
    "\\g<9>",
    "\\10",
    "\\01",
    "\\0",
    "\\012",
    "\\101",
    "\\477",
    "\\400",
    "\\18",
    "\\n\\t\\\\\\a\\b\\f\\r\\v",
    "\\q",
    "\\Z",
    "\\.",
    "\\-",
    "\\é",
    "\\g",
    "\\g1",
    "\\g<",
    "\\g<>",
    "\\g<1",
    "\\g<year",
    "\\g<x y>",
    "\\g<-1>",
    "\\g<+1>",
    "\\g< 1 >",
    "\\g<1_0>",
    "\\g<1a>",
    "\\g<99999999999>",
    "\\g<é>",
    "\\",
    "a\\",
    "\\x41",
    "é😀\\1😀\\9",
    "line\nline \\q",
    "\\g<a'b\">",
    "\\08",
    "\\1\\1x\\2",
  ];
  const rows = templates.map((template): [string, string, string] => [
    "(?P<year>\\d+)-(\\d+)(x)?",
    template,
    "on 2024-05!",
  ]);
  const ours = rows.map(([source, template, subject]) => {
    const pattern = compilePattern(source, 0);
    const warnings: RegexWarning[] = [];
    const match = pattern.match(subject, 0, subject.length, "search", meter);
    let result: unknown;
    try {
      result = expandTemplate(parseTemplate(template, pattern, warnings), subject, match ?? { spans: [] });
    } catch (error) {
      if (!(error instanceof RegexError)) throw error;
      result = [error.kind, error.message, error.position, error.describe()];
    }
    return [result, warnings.map(({ message }) => message)];
  });
  expect(ours).toEqual(askPython(TEMPLATES, rows));
});

test("names of characters come from the lookup", () => {
  const lookupName = (name: string): number | undefined => (name === "EM DASH" ? 0x2014 : undefined);
  const pattern = compilePattern("\\N{EM DASH}[\\N{EM DASH}-\\u2020]", 0, { lookupName });
  expect(pattern.match("\u2014\u2015", 0, 2, "match", meter)?.spans).toEqual([0, 2]);
  expect(() => compilePattern("\\N{EM}", 0, { lookupName })).toThrow("undefined character name 'EM'");
});

test("a scanner can be asked for adjacent matches only, as re.Scanner does", () => {
  const scanner = scan(compilePattern("\\d|[a-c]", 0), "1a2-b", 0, 5, meter);
  const found: number[] = [];
  while (scanner.find("match")) found.push(scanner.startOf(0));
  expect(found).toEqual([0, 1, 2]);
});

test("bytes become characters one to one", () => {
  const bytes = Uint8Array.from({ length: 10_000 }, (_, index) => index & 255);
  const text = latin1(bytes);
  expect(text.length).toBe(bytes.length);
  expect(Array.from(text, (character) => character.charCodeAt(0))).toEqual([...bytes]);
});

test("an error says where it is, with line and column when there are lines", () => {
  const describe = (source: string | Uint8Array): string => {
    try {
      compilePattern(source, 0);
    } catch (error) {
      if (error instanceof RegexError) return error.describe();
    }
    return "no error";
  };
  expect(describe("a(")).toBe("missing ), unterminated subpattern at position 1");
  expect(describe("ab\nc[")).toBe("unterminated character set at position 4 (line 2, column 2)");
  expect(describe(Uint8Array.of(0x28, 0x3f, 0x50, 0x3c, 0xe9, 0x21, 0x3e))).toBe(
    "bad character in group name '\\xe9!' at position 4",
  );
  expect(describe("(?<=a*)")).toBe("look-behind requires fixed-width pattern");
});
