import { describe, expect, test } from "vitest";
import { dump } from "../../../src/python/syntax/dump.ts";
import { parse } from "../../../src/python/syntax/parse.ts";
import { unparse } from "../../../src/python/syntax/unparse.ts";
import { findCPython, runByCPython } from "../cpython.ts";
import { EVERY_NODE } from "./every-node.ts";

const cpython = findCPython();

test("what unparse writes is the same program", () => {
  const tree = parse(EVERY_NODE);
  expect(dump(parse(unparse(tree)))).toBe(dump(tree));
});

test.skipIf(!cpython?.version.startsWith("3.11"))("it is CPython's text", () => {
  const { stdout, stderr } = runByCPython(
    cpython!,
    `import ast; print(ast.unparse(ast.parse(${JSON.stringify(EVERY_NODE)})))`,
  );
  expect(stderr).toBe("");
  expect(unparse(parse(EVERY_NODE))).toBe(stdout.trimEnd());
});

describe("parts of a tree", () => {
  test.each(["(a + b) * c", "a + b * c", "(a, b)", "lambda x, /, *y: (x, y)", "not (a and b)", "(-1) ** 2", "1 .real"])(
    "%s",
    (text) => {
      expect(unparse(parse(text, { mode: "eval" }).body)).toBe(text);
    },
  );

  test("type parameters", () => {
    const text = "type X[T: int, *Ts, **P] = T\n\ndef f[T](x: T) -> T:\n    pass\n\nclass A[T](B):\n    pass";
    expect(unparse(parse(text))).toBe(text);
  });
});
