import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkEarlyErrors, checkFutureImports } from "../../../src/python/compiler/early-errors.ts";
import { analyseScopes } from "../../../src/python/compiler/scopes.ts";
import { PythonSyntaxError } from "../../../src/python/syntax/errors.ts";
import { parse } from "../../../src/python/syntax/parse.ts";

type Answer = [kind: string, message: string, line: number, offset: number, endLine: number, endOffset: number];

const programs = JSON.parse(readFileSync(join(import.meta.dirname, "wrong-programs.json"), "utf8")) as [
  program: string,
  answer: Answer | null,
][];

function refusal(program: string): Answer | null {
  try {
    const tree = parse(program);
    checkFutureImports(tree);
    checkEarlyErrors(tree, analyseScopes(tree));
    return null;
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return [error.kind, error.message, error.lineno, error.offset, error.end_lineno, error.end_offset];
  }
}

describe("a wrong program is refused in CPython's words, at CPython's place", () => {
  test("there are programs", () => expect(programs.length).toBeGreaterThan(600));
  test.each(programs)("%j", (program, answer) => expect(refusal(program)).toEqual(answer));
});

describe("syntax of Python 3.12", () => {
  test.each([
    ["type X =", "invalid syntax", 9],
    ["class A[T, T]: pass", "duplicate type parameter 'T'", 12],
    ["type X = (yield)", "yield expression cannot be used within a type alias", 11],
    ["def f[T: (yield)](): pass", "yield expression cannot be used within a TypeVar bound", 11],
    ["def f[T](x): pass x", "invalid syntax", 19],
  ])("%s", (program, message, offset) => {
    expect(refusal(program)?.slice(1, 4)).toEqual([message, 1, offset]);
  });
});

test("an error knows its file and the text of its line", () => {
  const error = catchError(() => parse("a = 1\nb = (c d)\n", { filename: "x.py" }));
  expect(error).toMatchObject({ filename: "x.py", text: "b = (c d)\n", kind: "SyntaxError", name: "SyntaxError" });
});

test("only PythonSyntaxError leaves the parser, whatever the text", () => {
  const words =
    "( ) [ ] { } : , = == := -> * ** @ ; . \n \t if else for in def class lambda f'{ } ' \" \\ 1 0x a é match case".split(
      " ",
    );
  const text = fc.array(fc.oneof(fc.constantFrom(...words, " ", "\n", "\n  "), fc.string({ maxLength: 3 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(text, (parts) => {
      refusal(parts.join(""));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["lambdas", "x = " + "lambda: ".repeat(5000) + "a"],
  ["powers", "x = " + "a ** ".repeat(5000) + "a"],
  ["f-strings", "f'{".repeat(2000) + "a" + "}'".repeat(2000)],
  ["format specs", `f'{a:${"{a:".repeat(2000)}${"}".repeat(2000)}}'`],
])("%s nested too deep are a SyntaxError", (_, program) => {
  expect(catchError(() => parse(program))).toBeInstanceOf(PythonSyntaxError);
});

function catchError(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
