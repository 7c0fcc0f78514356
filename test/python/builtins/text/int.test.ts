import { expect, test } from "vitest";
import { intToString, intWithPrefix, type Base } from "../../../../src/python/builtins/text/int-format.ts";
import { digitsToInt, parseInteger } from "../../../../src/python/builtins/text/int-parse.ts";
import { compareWithPython, Random, type Case } from "./compare.ts";

const SCRIPT = `
sys.set_int_max_str_digits(4300)
def parse(text, base): return hex(int(text, base))
def show(value): return str(int(value, 16))
def prefixed(value, base):
    return {2: bin, 8: oct, 16: hex}[base](int(value, 16))
`;

function fromHex(text: string): number | bigint {
  const value = text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["parse", (text: string, base: number) => intWithPrefix(parseInteger(text, base), 16)],
  ["show", (value: string) => intToString(fromHex(value))],
  ["prefixed", (value: string, base: Base) => intWithPrefix(fromHex(value), base)],
]);

test("int(text, base), str, bin, oct and hex agree with CPython, errors included", () => {
  const random = new Random();
  const cases: Case[] = [];
  const alphabets = [
    "01",
    "0123456789",
    "0123456789_",
    "0123456789abcdefxob_-+ ",
    "\u0661\u0662\uff13\u{1d7d8}1 \u3000",
    "zZyY09_'\"\\\n\u00e9\ud800",
  ];
  for (let count = 0; count < 3000; count++) {
    const text = random.text(random.choice([3, 12, 40, 300]), [...random.choice(alphabets)]);
    cases.push([
      "parse",
      random.choice(["", " ", "-", "+", "0x", "0b", "0o", "0", "-0x_"]) + text,
      random.choice([0, 2, 3, 7, 8, 10, 10, 10, 16, 32, 36, 37, 1]),
    ]);
    const value = `${random.choice(["", "-"])}0x${random.choice("123456789abcdef")}${random.text(random.choice([3, 13, 14, 60]), [..."0123456789abcdef"])}`;
    cases.push(["show", value], ["prefixed", value, random.choice([2, 8, 16])]);
  }
  for (const length of [640, 4299, 4300, 4301, 9000]) {
    const digits = Array.from({ length }, () => random.choice("123456789")).join("");
    for (const base of [10, 16, 11, 36, 32]) {
      cases.push(
        ["parse", digits, base],
        ["parse", `-${digits}`, base],
        ["parse", `${digits}!`, base],
        ["parse", `${digits}__`, base],
        ["parse", `${digits}_`, base],
      );
    }
    for (const extra of [0, 1, -1]) cases.push(["show", `0x${(10n ** BigInt(length) + BigInt(extra)).toString(16)}`]);
  }
  cases.push(["show", "0x0"], ["parse", "-0", 0], ["parse", "0_0", 0], ["parse", "00_7", 0]);
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

test("long texts in any base are read without quadratic work", () => {
  const digits = "1234567890".repeat(20_000);
  const begin = performance.now();
  const value = digitsToInt(digits, 11);
  expect(typeof value).toBe("bigint");
  expect(value.toString(11)).toBe(digits);
  expect(performance.now() - begin).toBeLessThan(5000);
});
