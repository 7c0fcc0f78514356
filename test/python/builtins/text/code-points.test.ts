import { expect, test } from "vitest";
import * as points from "../../../../src/python/builtins/text/code-points.ts";
import { compareWithPython, Random, type Case } from "./compare.ts";

const SCRIPT = `
def length(text): return len(text)
def item(text, index): return [ord(text[index]), text[index]]
def slice_(text, start, stop, step): return text[slice(*slice(start, stop, step).indices(len(text)))] if step > 0 or stop else text[start::step]
def find(text, part): return text.find(part)
def split(text): return list(text)
`;

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["length", (text: string) => points.codePointLength(text)],
  ["item", (text: string, index: number) => [points.codePointAt(text, index), points.characterAt(text, index)]],
  [
    "slice_",
    (text: string, start: number, stop: number | null, step: number) =>
      points.sliceCodePoints(text, start, stop ?? (step < 0 ? -1 : points.codePointLength(text)), step),
  ],
  [
    "find",
    (text: string, part: string) => {
      const index = points.fromUnitIndex(text, text.indexOf(part));
      expect(index < 0 ? "" : text.slice(points.toUnitIndex(text, index)).slice(0, part.length)).toBe(
        index < 0 ? "" : part,
      );
      return index;
    },
  ],
  ["split", (text: string) => points.characters(text)],
]);

test("lengths, items, slices and positions count code points", () => {
  const random = new Random();
  const cases: Case[] = [];
  for (let count = 0; count < 3000; count++) {
    const text = random.text(
      random.choice([4, 60]),
      random.choice([[..."ab\u00e9"], [..."a\u{1f600}\u{10000}\u{10ffff}\ud800b"]]),
    );
    const length = Array.from(text).length;
    cases.push(["length", text], ["split", text], ["find", text, random.text(2, [..."a\u{1f600}b"])]);
    if (length === 0) continue;
    const index = random.integer(0, length - 1);
    cases.push(["item", text, index], ["slice_", text, index, random.integer(0, length), 1]);
    cases.push(
      ["slice_", text, index, length, random.integer(1, 4)],
      ["slice_", text, index, null, -random.integer(1, 4)],
    );
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

test("indexing in a loop is not quadratic", () => {
  for (const text of ["\u{1f600}a".repeat(100_000), "ab".repeat(100_000)]) {
    let sum = 0;
    for (let index = 0; index < points.codePointLength(text); index++) sum += points.codePointAt(text, index) ?? 0;
    expect(sum).toBeGreaterThan(0);
  }
});

test("a surrogate without its partner counts as one, a pair as its character", () => {
  expect(points.codePointLength("\ud83d")).toBe(1);
  expect(points.codePointLength("\ude00\ud83d")).toBe(2);
  expect(points.codePointLength("\ud83d" + "\ude00")).toBe(1);
  expect(points.codePointAt("abc", 3)).toBe(undefined);
  expect(points.codePointAt("abc", -1)).toBe(undefined);
});
