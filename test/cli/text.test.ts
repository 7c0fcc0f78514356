import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PythonHighlighter } from "../../src/cli/python-highlight.ts";
import { clip, paint, plainText, textWidth, wrapSpans, wrapWords } from "../../src/cli/styled-text.ts";
import { formatAge, formatCost, formatCount, formatDuration } from "../../src/cli/figures.ts";

describe("text for a terminal", () => {
  test("wide characters take two columns, marks none", () => {
    expect([textWidth("abc"), textWidth("東京"), textWidth("e\u0301"), textWidth("🐍")]).toEqual([3, 4, 1, 2]);
  });

  test("is cut by columns", () => {
    expect([clip("short", 10), clip("a long line", 7), clip("東京東京", 5), clip("two\nlines", 20)]).toEqual([
      "short",
      "a long…",
      "東京…",
      "two lines",
    ]);
  });

  test("loses what could command the terminal", () => {
    expect(plainText("a\u001b[31mred\u001b[0m\u001b]0;title\u0007b\u0008\u009b2J\r\nc\td\u202e")).toBe(
      "aredb2J\nc    d",
    );
  });

  test("a wide character goes to the next line where one column is left", () => {
    const lines = wrapSpans([{ text: "a" }, { text: "東" }], 2);
    expect(lines.map((line) => paint(line, false))).toEqual(["a", "東"]);
  });

  test("no wrapped line is wider than the room, and no character is lost", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const prose = text.replaceAll(/\s+/g, " ").trim();
        const lines = wrapWords(prose, width);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(prose.replaceAll(" ", ""));
        const code = wrapSpans([{ text: text.slice(0, 3) }, { text: text.slice(3), style: "red" }], width);
        expect(code.map((line) => paint(line, false)).join("")).toBe(text);
        for (const line of code) expect(textWidth(paint(line, false))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe("highlighting", () => {
  const highlight = (source: string): string[] => {
    const highlighter = new PythonHighlighter();
    return source.split("\n").map((line) =>
      highlighter
        .line(line)
        .map(({ text, style }) => (style === undefined ? text : `<${style}>${text}</>`))
        .join(""),
    );
  };

  test("knows words, numbers, strings and comments", () => {
    expect(highlight("def area(r): return 3.14e0 * r ** 2  # a 'note'")).toEqual([
      "<magenta>def</> <blue>area</>(r): <magenta>return</> <cyan>3.14e0</> * r ** <cyan>2</>  <dim># a 'note'</>",
    ]);
    expect(highlight(String.raw`x = f"a{b}" + 'it\'s' # end`)).toEqual([
      String.raw`x = <green>f"a{b}"</> + <green>'it\'s'</> <dim># end</>`,
    ]);
    expect(highlight("@cache\nd.print(print)")).toEqual(["<yellow>@cache</>", "d.print(<blue>print</>)"]);
  });

  test("follows a string over lines", () => {
    expect(highlight('x = """one\nfor two\n""" + y')).toEqual([
      'x = <green>"""one</>',
      "<green>for two</>",
      '<green>"""</> + y',
    ]);
  });

  test("loses no character of any source", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab1. \"'#\\@=()fr\n") }), (source) => {
        const highlighter = new PythonHighlighter();
        for (const line of source.split("\n")) expect(paint(highlighter.line(line), false)).toBe(line);
      }),
    );
  });
});

test("figures are short", () => {
  expect([0.4, 999, 999.7, 1000, 59_949, 59_970, 61_000, 239_800, 3_599_600, 3_661_000].map(formatDuration)).toEqual([
    "0ms",
    "999ms",
    "1.0s",
    "1.0s",
    "59.9s",
    "1m 0s",
    "1m 1s",
    "4m 0s",
    "1h 0m",
    "1h 1m",
  ]);
  expect([7, 999, 2100, 2000, 1_500_000].map(formatCount)).toEqual(["7", "999", "2.1k", "2k", "1.5M"]);
  expect([0, 130_000, 7_200_000, 400_000_000].map(formatAge)).toEqual(["just now", "2m ago", "2h ago", "4d ago"]);
  expect([0.00171, 0.21].map(formatCost)).toEqual(["~$0.0017", "~$0.21"]);
});
