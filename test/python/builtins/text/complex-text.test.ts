import { expect, test } from "vitest";
import { complexFromString, complexRepr } from "../../../../src/python/builtins/text/complex-text.ts";
import { compareWithPython, fromBits, Random, toBits, type Case } from "./compare.ts";

const SCRIPT = `
def repr_(re, im): return repr(complex(real(re), real(im)))
def parse(text):
    try: value = complex(text)
    except ValueError: return None
    return [bits(value.real), bits(value.imag)]
`;

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["repr_", (re: string, im: string) => complexRepr(fromBits(re), fromBits(im))],
  [
    "parse",
    (text: string) => {
      const value = complexFromString(text);
      return value === undefined ? undefined : [toBits(value.real), toBits(value.imaginary)];
    },
  ],
]);

test("complex numbers print and parse as CPython's", () => {
  const random = new Random();
  const cases: Case[] = [];
  for (let count = 0; count < 3000; count++) {
    const re = random.float();
    const im = random.float();
    const bits = (x: number): string => toBits(x).replace("nan", "7ff8000000000000");
    cases.push(
      ["repr_", bits(re), bits(im)],
      ["parse", complexRepr(re, im)],
      ["parse", ` ( ${complexRepr(re, im).replace(/[()]/g, "")}\u2003)`],
    );
    const part = (): string =>
      random.choice([
        "",
        "+",
        "-",
        "1",
        "+1.5",
        "-2e-3",
        "1_0",
        "1__0",
        "inf",
        "-nan",
        "+infinity",
        ".5",
        "5.",
        "e5",
        "\u0663",
      ]);
    const unit = random.choice(["j", "J", "j", "", "jj", "i"]);
    cases.push(["parse", random.choice(["", "(", " ("]) + part() + part() + unit + random.choice(["", ")", " )", ""])]);
    cases.push(["parse", random.text(7, [..."12.e+-j_()"])]);
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

test("a long text that is no number is refused in linear time", () => {
  for (const text of ["1".repeat(200_000) + "x", "1_".repeat(100_000), "1e" + "1".repeat(200_000) + "+"])
    expect(complexFromString(text)).toBe(undefined);
});
