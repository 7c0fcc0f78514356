import { test } from "vitest";
import {
  checkConversion,
  FieldNumbering,
  FORMAT_DEPTH,
  parseFormatString,
  splitFieldName,
} from "../../../../src/python/builtins/text/format-string.ts";
import { valueError } from "../../../../src/python/builtins/text/format-error.ts";
import { compareWithPython, Random, type Case } from "./compare.ts";

const SCRIPT = `
import _string
def parse(text): return [list(segment) for segment in _string.formatter_parser(text)]
def split(name):
    first, rest = _string.formatter_field_name_split(name)
    return [first, [list(step) for step in rest]]
class Named:
    def __init__(self, name): self.name = name
    def __getitem__(self, key): return Named(f'{self.name}[{key}]')
    def __getattr__(self, name): return Named(f'{self.name}.{name}')
    def __format__(self, spec): return f'<{self.name}|{spec}>'
    def __str__(self): return 's' + self.name
    def __repr__(self): return 'r' + self.name
def expand(text):
    return text.format(*[Named(str(index)) for index in range(1000)], a=Named('a'))
`;

/** `str.format` over arguments that show how they were reached. */
function expand(text: string, numbering: FieldNumbering, depth: number): string {
  if (depth === 0) throw valueError("Max string recursion exceeded");
  let result = "";
  for (const { literal, field } of parseFormatString(text)) {
    result += literal;
    if (field === null) continue;
    const { first, steps } = splitFieldName(field.name);
    let name = String(numbering.resolve(first));
    for (const step of steps) name += step.type === "attribute" ? `.${step.name}` : `[${step.key}]`;
    if (field.conversion !== null) checkConversion(field.conversion);
    const spec = field.spec.includes("{") ? expand(field.spec, numbering, depth - 1) : field.spec;
    result += field.conversion === null ? `<${name}|${spec}>` : `${field.conversion === "s" ? "s" : "r"}${name}`;
  }
  return result;
}

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  [
    "parse",
    (text: string) =>
      [...parseFormatString(text)].map(({ literal, field }) => [
        literal,
        field?.name ?? null,
        field?.spec ?? null,
        field?.conversion ?? null,
      ]),
  ],
  [
    "split",
    (name: string) => {
      const { first, steps } = splitFieldName(name);
      return [first, [...steps].map((step) => (step.type === "attribute" ? [true, step.name] : [false, step.key]))];
    },
  ],
  ["expand", (text: string) => expand(text, new FieldNumbering(), FORMAT_DEPTH)],
]);

test("templates, field names and numbering agree with CPython, errors included", () => {
  const random = new Random();
  const cases: Case[] = [];
  for (let count = 0; count < 6000; count++) {
    cases.push(["parse", random.text(12, [..."{}{}{}!:[]ab.r0\u{1f600}"])]);
    cases.push(["split", random.text(8, [..."..[[]]]ab012\u0663\u{1d7d8}"])]);
    const field = (): string =>
      `{${random.choice(["", "", "0", "a", "1", "a.b", "0[x]", "a[3].c"])}${random.choice(["", "", "!r", "!s", "!x", "!\u00e9"])}${random.choice(["", "", ":", ":x", ":{}", ":{a}", ":{0}", ":{:{}}", ":}}"])}}`;
    const template = Array.from(
      { length: random.integer(1, 3) },
      () => random.choice(["", "x", "{{", "}}"]) + field(),
    ).join("");
    // A conversion makes a str, whose own spec would be parsed; only specs of plain fields are shown.
    if (!/![^}]*:(?!})/.test(template)) cases.push(["expand", template]);
  }
  cases.push(["split", "99999999999999999999"], ["split", "a[99999999999999999999]"]);
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});
