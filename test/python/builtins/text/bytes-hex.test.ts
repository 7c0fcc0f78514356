import { test } from "vitest";
import { bytesFromHex, bytesHex, checkHexSeparator } from "../../../../src/python/builtins/text/bytes-hex.ts";
import { compareWithPython, Random, type Case } from "./compare.ts";

const SCRIPT = `
def hex_(values, separator, size): return bytes(values).hex(separator, size)
def fromhex(text): return list(bytes.fromhex(text))
`;

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  [
    "hex_",
    (values: number[], separator: string, size: number) => {
      checkHexSeparator(separator);
      return bytesHex(Uint8Array.from(values), separator, size);
    },
  ],
  ["fromhex", (text: string) => Array.from(bytesFromHex(text))],
]);

test("bytes.hex and bytes.fromhex agree with CPython, errors included", () => {
  const random = new Random();
  const cases: Case[] = [];
  for (let count = 0; count < 1500; count++) {
    const values = Array.from({ length: random.integer(0, 12) }, () => random.integer(0, 255));
    cases.push(["hex_", values, random.choice([":", "-", ":", "", "ab", "\u00e9"]), random.integer(-5, 5)]);
    cases.push([
      "fromhex",
      random.text(8, [..."0123456789abcdefABCDEF"]) +
        random.text(3, [...random.choice(["0f \t\n\v", "0g \u00e9\u{1f600}"])]),
    ]);
    cases.push(["fromhex", random.text(8, ["00", "ff", " ", "\r\n"])]);
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});
