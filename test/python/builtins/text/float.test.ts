import { test } from "vitest";
import { floatFromHex, floatHex } from "../../../../src/python/builtins/text/float-hex.ts";
import { floatFromString } from "../../../../src/python/builtins/text/float-parse.ts";
import { floatRepr, formatFloat, type FloatCode } from "../../../../src/python/builtins/text/float-repr.ts";
import { floatRatio, roundFloat, roundHalfEven } from "../../../../src/python/builtins/text/float-round.ts";
import { compareWithPython, fromBits, Random, toBits, type Case } from "./compare.ts";

const SCRIPT = `
def repr_(x): return repr(real(x))
def format_(x, code, precision, alternate, sign, zero):
    return format(real(x), sign * '+' + zero * 'z' + alternate * '#' + '.' + str(precision) + code)
def parse(text): 
    try: return bits(float(text))
    except ValueError: return None
def hex_(x): return real(x).hex()
def fromhex(text): return bits(float.fromhex(text))
def round_(x, places): return bits(round(real(x), places))
def round_int(x): return bits(float(round(real(x))))
def ratio(x): return [str(part) for part in real(x).as_integer_ratio()]
`;

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["repr_", (x: string) => floatRepr(fromBits(x))],
  [
    "format_",
    (x: string, code: FloatCode, precision: number, alternate: boolean, sign: boolean, noNegativeZero: boolean) =>
      formatFloat(fromBits(x), code, precision, { alternate, sign, noNegativeZero }),
  ],
  ["parse", (text: string) => mapDefined(floatFromString(text), toBits)],
  ["hex_", (x: string) => floatHex(fromBits(x))],
  ["fromhex", (text: string) => toBits(floatFromHex(text))],
  ["round_", (x: string, places: number) => toBits(roundFloat(fromBits(x), places))],
  ["round_int", (x: string) => toBits(roundHalfEven(fromBits(x)) + 0)],
  ["ratio", (x: string) => floatRatio(fromBits(x)).map(String)],
]);

function mapDefined<T, U>(value: T | undefined, map: (value: T) => U): U | undefined {
  return value === undefined ? undefined : map(value);
}

test("floats print, parse, round and convert as CPython's", () => {
  const random = new Random();
  const cases: Case[] = [];
  for (let count = 0; count < 4000; count++) {
    const x = toBits(random.float()).replace("nan", "7ff8000000000000");
    const isFinite = Number.isFinite(fromBits(x));
    cases.push(["repr_", x], ["hex_", x], ["ratio", x]);
    const precision = random.next() < 0.05 ? random.integer(90, 1200) : random.integer(0, 25);
    cases.push([
      "format_",
      x,
      random.choice("eEfFgG%"),
      precision,
      random.next() < 0.3,
      random.next() < 0.3,
      random.next() < 0.3,
    ]);
    if (isFinite)
      cases.push(["round_", x, random.integer(-20, 20)], ["round_", x, random.integer(-330, 330)], ["round_int", x]);
    cases.push(["parse", floatRepr(fromBits(x))], ["fromhex", floatHex(fromBits(x))]);
    cases.push(["parse", random.text(8, [..."0123456789__..eE+- \u00a0\u2003\u0663\uff15\u{1d7d8}"])]);
    cases.push([
      "parse",
      random.text(1, [..." +-"]) +
        random.choice(["inf", "INFINITY", "NaN", "infinit", "1_0.5e1_0", "_1", "1__0", "1_.0", "\u0131nf", "0x10"]),
    ]);
    const hexDigits = [..."0123456789abcdefABCDEF00"];
    const exponent = random.choice([
      "",
      `p${random.integer(-1200, 1200)}`,
      `P+${random.integer(0, 50)}`,
      "p",
      "p99999999999999999999",
    ]);
    cases.push([
      "fromhex",
      `${random.choice(["", "0x", "-0X", " +"])}${random.text(20, hexDigits)}${random.choice(["", ".", ".8"])}${random.text(20, hexDigits)}${exponent}`,
    ]);
    cases.push([
      "fromhex",
      `0x${random.text(3, hexDigits)}1.${random.text(16, [..."08f"])}${random.choice(["", "1"])}p${random.integer(-1090, -1010)}`,
    ]);
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});
