import { test } from "vitest";
import { asciiRepr, bytesRepr, stringRepr } from "../../../../src/python/builtins/text/string-repr.ts";
import { compareWithPython, Random, type Case } from "./compare.ts";

const SCRIPT = `
def repr_(text): return repr(text)
def ascii_(text): return ascii(text)
def bytes_(values): return repr(bytes(values))
`;

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["repr_", (text: string) => stringRepr(text)],
  ["ascii_", (text: string) => asciiRepr(text)],
  ["bytes_", (values: number[]) => bytesRepr(Uint8Array.from(values))],
]);

test("repr and ascii of every code point, and of mixed texts and bytes", () => {
  const random = new Random();
  const cases: Case[] = [];
  for (let start = 0; start < 0x110000; start += 256) {
    // Pairs of lone surrogates would join, so a space follows each character.
    const text = Array.from({ length: 256 }, (_, offset) => `${String.fromCodePoint(start + offset)} `).join("");
    cases.push(["repr_", text], ["ascii_", text]);
  }
  const alphabet = [..."ab'\"\\\n\t\r\0\x7f\u00e9\u00a0\u2028\u{1f600}\u{e0001}"];
  for (let count = 0; count < 500; count++) {
    const text = random.text(12, alphabet);
    cases.push(["repr_", text], ["ascii_", text]);
    cases.push([
      "bytes_",
      Array.from({ length: random.integer(0, 12) }, () =>
        random.choice([34, 39, 92, 9, 10, 13, random.integer(0, 255)]),
      ),
    ]);
  }
  cases.push(["bytes_", Array.from({ length: 20_000 }, (_, index) => index % 256)]);
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});
