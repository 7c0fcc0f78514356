import { test } from "vitest";
import { FormatError } from "../../../../src/python/builtins/text/format-error.ts";
import type { FloatCode } from "../../../../src/python/builtins/text/float-repr.ts";
import { parsePercentFormat, unsupportedCode, type PercentKind } from "../../../../src/python/builtins/text/percent.ts";
import {
  formatPercentCharacter,
  formatPercentFloat,
  formatPercentInt,
  formatPercentText,
  resolveLayout,
} from "../../../../src/python/builtins/text/percent-value.ts";
import { compareWithPython, fromBits, Random, toBits, type Case } from "./compare.ts";

const SCRIPT = `
def make(argument):
    kind, value = argument
    return {'int': int, 'float': real, 'str': str}[kind](value)
def str_(template, *arguments): return template % tuple(map(make, arguments))
def bytes_(template, *arguments):
    values = tuple(v.encode('latin-1') if isinstance(v, str) else v for v in map(make, arguments))
    return (template.encode('latin-1') % values).decode('latin-1')
def mapped(template, argument): return template % {'a': make(argument), '(b)': 7}
`;

type Argument = readonly ["int" | "float" | "str", string];

/** `template % arguments` for arguments whose kind fits every numeric code, as a caller would write it. */
function apply(
  kind: PercentKind,
  template: string,
  args: readonly Argument[],
  mapping?: ReadonlyMap<string, Argument>,
): string {
  let next = 0;
  let result = "";
  const take = (): Argument => {
    const argument = args[next++];
    if (argument === undefined) throw new FormatError("TypeError", "not enough arguments for format string");
    return argument;
  };
  for (const { literal, directive } of parsePercentFormat(template, { kind, hasMapping: mapping !== undefined })) {
    result += literal;
    if (directive === null) continue;
    const found = directive.key === null ? undefined : mapping?.get(directive.key);
    const starWidth = directive.width === "*" ? Number(take()[1]) : 0;
    const starPrecision = directive.precision === "*" ? Number(take()[1]) : 0;
    const [type, value] = found ?? take();
    const layout = resolveLayout(directive, starWidth, starPrecision);
    const { code } = directive;
    if ("sra".includes(code) || (code === "b" && kind === "bytes")) result += formatPercentText(value, layout);
    else if ("diuoxX".includes(code))
      result += formatPercentInt(toInt(type === "float" ? String(Math.trunc(fromBits(value))) : value), code, layout);
    else if ("eEfFgG".includes(code))
      result += formatPercentFloat(type === "float" ? fromBits(value) : Number(value), code as FloatCode, layout);
    else if (code === "c") result += formatPercentCharacter(String.fromCodePoint(Number(value)), layout);
    else throw unsupportedCode(directive, kind);
  }
  return result;
}

function toInt(text: string): number | bigint {
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
}

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  ["str_", (template: string, ...args: Argument[]) => apply("str", template, args)],
  ["bytes_", (template: string, ...args: Argument[]) => apply("bytes", template, args)],
  [
    "mapped",
    (template: string, argument: Argument) =>
      apply(
        "str",
        template,
        [],
        new Map([
          ["a", argument],
          ["(b)", ["int", "7"]],
        ]),
      ),
  ],
]);

test("% directives agree with CPython for str and bytes, errors included", () => {
  const random = new Random();
  const cases: Case[] = [];
  const layout = (): string =>
    random.text(3, [..."-+ #0"]) +
    random.choice(["", "", "5", "12", "30"]) +
    random.choice(["", "", ".", ".0", ".3", ".12"]) +
    random.choice(["", "", "", "", "l", "h", "L"]);
  for (let count = 0; count < 5000; count++) {
    const int: Argument = [
      "int",
      random.choice(["", "-"]) +
        random.choice([String(random.integer(1, 300)), `9${random.text(30, [..."0123456789"])}`]),
    ];
    const float: Argument = ["float", toBits(random.float()).replace("nan", "7ff8000000000000")];
    const text: Argument = ["str", random.text(8, [..."ab\u00e9c"])];
    cases.push(
      ["str_", `x%${layout()}${random.choice("dioxXu")}`, int],
      ["bytes_", `\u00e9%${layout()}${random.choice("dioxXu")}`, int],
    );
    cases.push(
      ["str_", `%${layout()}${random.choice("eEfFgG")}%%`, float],
      ["bytes_", `%${layout()}${random.choice("eEfFgG")}`, float],
    );
    cases.push(["str_", `%${layout()}s|`, text], ["bytes_", `%${layout()}${random.choice("bs")}`, text]);
    cases.push(["str_", `%${layout()}c`, ["int", String(random.choice([65, 0x1f600, 233]))]]);
    cases.push([
      "str_",
      `%${random.choice("-0+ ")}*.*${random.choice("dxf")}`,
      ["int", String(random.integer(-9, 9))],
      ["int", String(random.integer(-3, 9))],
      ["int", "42"],
    ]);
    const broken = random.text(5, [..."%%(a)d.5*ly\u0001\u00ff-"]);
    cases.push([
      "str_",
      `\u{1f600}%${broken}${random.text(1, [..."%yqz\u1234\u{1f600}"])}`,
      ["int", "1"],
      ["int", "2"],
      ["int", "3"],
    ]);
    cases.push(["bytes_", `a%${random.choice("-0+")}${layout()}${random.choice([..."yz\u0001%"])}`, ["int", "1"]]);
    cases.push([
      "mapped",
      `%${random.choice(["(a)", "((b))", "(a", "((b)", "(a)(a)"])}${layout()}${random.choice(["d", "x", "", "y", "%"])}`,
      int,
    ]);
  }
  for (const template of [
    "%99999999999999999999d",
    "%.99999999999999999999d",
    "%.2147483648d",
    "%.2147483647d",
    "%.2147483646d",
  ]) {
    cases.push(["str_", template, ["int", "1"]], ["bytes_", template, ["int", "1"]]);
  }
  // Left-over arguments are the caller's to report.
  compareWithPython(SCRIPT.replace("def mapped", CHECKED), FUNCTIONS, cases);
});

const CHECKED = `
class Partial(dict): pass
def tolerant(function):
    def run(*arguments):
        for count in range(len(arguments), 0, -1):
            try: return function(*arguments[:count])
            except TypeError as error:
                if 'not all arguments converted' not in str(error): raise
        return function(arguments[0])
    return run
str_, bytes_ = tolerant(str_), tolerant(bytes_)
def mapped`;
