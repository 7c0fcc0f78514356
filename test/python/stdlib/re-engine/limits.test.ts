import type { MatchResult } from "../../../../src/python/stdlib/re/engine.ts";
import type { Meter } from "../../../../src/python/stdlib/re/machine.ts";
import { StepLimit, stepMeter } from "./cpython.ts";
import { compilePattern } from "../../../../src/python/stdlib/re/engine.ts";
import { expect, test } from "vitest";

function fullmatch(source: string, subject: string, meter: Meter = stepMeter(1e9)): MatchResult | null {
  return compilePattern(source, 0).match(subject, 0, subject.length, "fullmatch", meter);
}

test.each([
  "(?:a|b)*",
  "(a|b)*",
  "(?:ab|ba|a|b)*?",
  "(?:a|b)+",
  "(?:(?:a|b)b?)*",
  "(?:(?=(.)).)*",
  "(?:a|b){0,2000000}",
  "(?:a|b|ab)*+",
  "(?:(?>a|b))*",
  "(?:a??b??)*",
  "(?:\\w|(?!x).)*",
  "((.)\\2?)*",
])("a loop over a million characters needs no deep recursion: %s", (source) => {
  const subject = "ab".repeat(500_000);
  expect(fullmatch(source, subject)?.spans.slice(0, 2)).toEqual([0, subject.length]);
});

test.each([
  ["(a+)+b", "a".repeat(40)],
  ["(a|aa)+$", `${"a".repeat(60)}b`],
  ["(?:a*)*b", "a".repeat(50)],
  ["(x+x+)+y", "x".repeat(50)],
  ["(?:a|a)*?b", "a".repeat(50)],
  ["(.*)*(.*)*(.*)*=", "x".repeat(200)],
  ["(?:(a?){30}){30}b", "a".repeat(40)],
  ["(?=(a+)+b)a", "a".repeat(40)],
  ["(?!(a+)+b)c", "a".repeat(40)],
  ["(\\w+\\s?)*$", `${"word ".repeat(30)}!`],
  ["(?i)((é|É)+)+ß", "É".repeat(40)],
])("a catastrophic pattern is ended by the meter: %s", (source, subject) => {
  expect(() => fullmatch(source, subject, stepMeter(1_000_000))).toThrow(StepLimit);
});

test.each([
  ["a*b", "a"],
  [".*?b", "a"],
  ["(?:a|c)*b", "a"],
  ["[^b]*b", "a"],
  ["(?i)aé*b", "a"],
  ["a{5}b", "a"],
  ["aaaaaaaaaaaaaaaab", "a"],
  ["(?<=aaaaaaaaaaaaaaaab).", "a"],
  ["\\w*\\d", "a"],
  ["(a+)\\1b", "a"],
])("a search pays for all it looks at: %s", (source, character) => {
  const spentOn = (length: number): number => {
    const meter = stepMeter(1e9);
    compilePattern(source, 0).match(character.repeat(length), 0, length, "search", meter);
    return meter.spent;
  };
  expect(spentOn(800)).toBeGreaterThan(1.9 * spentOn(400));
});

test("the stacks ask before they grow", () => {
  const asked: number[] = [];
  const meter: Meter = {
    spend: () => {},
    allocate(bytes) {
      asked.push(bytes);
      if (bytes > 1 << 20) throw new StepLimit("too much memory");
    },
  };
  expect(() => fullmatch("(?:(a)|b)*", "ab".repeat(500_000), meter)).toThrow(StepLimit);
  expect(asked.length).toBeGreaterThan(5);
});

test("a pattern serves on after a limit", () => {
  const pattern = compilePattern("(a+)+b", 0);
  const subject = "a".repeat(40);
  expect(() => pattern.match(subject, 0, 40, "match", stepMeter(10_000))).toThrow(StepLimit);
  expect(pattern.match("aab", 0, 3, "match", stepMeter(1000))?.spans).toEqual([0, 3, 0, 2]);
});

test("compiling pays for what it builds", () => {
  const meter = stepMeter(20_000);
  expect(() =>
    compilePattern("(?i)[\\0-\\uffff][\\0-\\ufffe][\\0-\\ufffd][\\0-\\ufffc][\\0-\\ufffb]", 0, { meter }),
  ).toThrow(StepLimit);
});
