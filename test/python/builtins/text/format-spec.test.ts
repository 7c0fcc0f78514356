import { test } from "vitest";
import { parseFormatSpec } from "../../../../src/python/builtins/text/format-spec.ts";
import {
  formatComplexSpec,
  formatFloatSpec,
  formatIntSpec,
  formatStrSpec,
} from "../../../../src/python/builtins/text/format-value.ts";
import { compareWithPython, fromBits, Random, toBits, type Case } from "./compare.ts";

const SCRIPT = `
def int_(value, spec): return format(int(value), spec)
def bool_(value, spec): return format(value, spec)
def float_(value, spec): return format(real(value), spec)
def complex_(re, im, spec): return format(complex(real(re), real(im)), spec)
def str_(value, spec): return format(value, spec)
`;

function toInt(text: string): number | bigint {
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
}

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["int_", (value: string, spec: string) => formatIntSpec(toInt(value), parseFormatSpec(spec, "int"))],
  ["bool_", (value: boolean, spec: string) => formatIntSpec(Number(value), parseFormatSpec(spec, "bool"), "bool")],
  ["float_", (value: string, spec: string) => formatFloatSpec(fromBits(value), parseFormatSpec(spec, "float"))],
  [
    "complex_",
    (re: string, im: string, spec: string) =>
      formatComplexSpec(fromBits(re), fromBits(im), parseFormatSpec(spec, "complex")),
  ],
  ["str_", (value: string, spec: string) => formatStrSpec(value, parseFormatSpec(spec, "str"))],
]);

function randomSpec(random: Random, types: string): string {
  const maybe = (chance: number, make: () => string): string => (random.next() < chance ? make() : "");
  const digits = (): string =>
    random.choice(["0", "1", "5", "8", "12", "23", "40", "\u0663", "9223372036854775807".repeat(random.integer(2, 3))]);
  return [
    maybe(0.3, () => maybe(0.5, () => random.choice([..."*0 <x\u{1f600}{\u00e9"])) + random.choice("<>=^")),
    maybe(0.2, () => random.choice("+- ")),
    maybe(0.06, () => "z"),
    maybe(0.12, () => "#"),
    maybe(0.2, () => "0"),
    maybe(0.4, digits),
    maybe(0.25, () => random.choice([",", "_", ",", "_", ",_", ",,", "__", "_,"])),
    maybe(0.25, () => `.${maybe(0.9, () => String(random.integer(0, 30)))}`),
    maybe(0.75, () => random.choice([...types])),
    maybe(0.02, () => random.choice([..."dx\u00e9\u{1f600}"])),
  ].join("");
}

test("format() of ints, floats, complex numbers and texts agrees with CPython, errors included", () => {
  const random = new Random();
  const cases: Case[] = [];
  const real = (): string => toBits(random.float()).replace("nan", "7ff8000000000000");
  for (let count = 0; count < 6000; count++) {
    const int = random.choice([
      () => String(random.integer(-20, 20)),
      () => String(random.integer(-1e9, 1e9)),
      () => `${random.choice(["", "-"])}${random.integer(1, 9)}${random.text(40, [..."0123456789"])}`,
      () => String(random.integer(0, 0x110005)),
    ])();
    cases.push(["int_", int, randomSpec(random, "bcdoxXneEfFgG%dddxsy\u00e9\u{1f600}")]);
    cases.push(["bool_", random.next() < 0.5, randomSpec(random, "dsxy") || "d"]);
    cases.push(["float_", real(), randomSpec(random, "eEfFgGn%fffdsy\u007f")]);
    cases.push(["complex_", real(), real(), randomSpec(random, "eEfFgGn%fgd")]);
    cases.push(["str_", random.text(12, [..."abc\u{1f600}\u00e9"]), randomSpec(random, "sssssd\u0001")]);
  }
  cases.push(
    ["int_", "1", ".99999999999999999999"],
    ["float_", toBits(1), ".2147483648f"],
    ["int_", `1${"0".repeat(400)}`, "e"],
    ["int_", `1${"0".repeat(400)}`, "c"],
  );
  // format(value, "") is str(value), which is not what these functions are for.
  compareWithPython(
    SCRIPT,
    FUNCTIONS,
    cases.filter((question) => question.at(-1) !== ""),
  );
});
