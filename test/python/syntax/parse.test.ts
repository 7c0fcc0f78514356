import { describe, expect, test } from "vitest";
import { dump } from "../../../src/python/syntax/dump.ts";
import type { Expression, Module, Statement } from "../../../src/python/syntax/nodes.ts";
import { ELLIPSIS } from "../../../src/python/syntax/nodes.ts";
import { parse } from "../../../src/python/syntax/parse.ts";
import { findCPython, runByCPython } from "../cpython.ts";
import { EVERY_NODE } from "./every-node.ts";

const cpython = findCPython();

// Python 3.12 and later place the parts of f-strings elsewhere.
test.skipIf(!cpython?.version.startsWith("3.11"))("the tree is CPython's, positions included", () => {
  const program = `import ast; print(ast.dump(ast.parse(${JSON.stringify(EVERY_NODE)}), include_attributes=True, indent=1))`;
  const { stdout, stderr } = runByCPython(cpython!, program);
  expect(stderr).toBe("");
  const ours = dump(parse(EVERY_NODE), { includeAttributes: true, indent: 1 });
  expect(ours.replace(/,\n *type_params=\[\]/g, "")).toBe(stdout.trimEnd());
});

function only(source: string): Statement {
  const { body } = parse(source);
  expect(body.length).toBe(1);
  return body[0]!;
}

function value(source: string): Expression {
  return parse(source, { mode: "eval" }).body;
}

function constant(source: string): unknown {
  const node = value(source);
  return node.node === "Constant" ? node.value : node;
}

describe("constants", () => {
  test.each([
    ["1", 1],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["0xffffffffffffffffff", 0xffffffffffffffffffn],
    ["1_0.5_0", { float: 10.5 }],
    ["1.0", { float: 1 }],
    ["1e400", { float: Infinity }],
    ["3.5J", { imag: 3.5 }],
    ["b'\\xff\\0a'", Uint8Array.from([255, 0, 97])],
    ["'\\ud800'", "\ud800"],
    ["'\\q\\'' \"x\"", "\\q'x"],
    ["...", ELLIPSIS],
  ])("%s", (source, expected) => expect(constant(source)).toEqual(expected));

  test("\\N{...} is resolved by the host's table", () => {
    const tree = parse("x = '\\N{SNOWMAN}'", { lookupCharacter: (name) => (name === "SNOWMAN" ? "☃" : undefined) });
    expect(dump(tree)).toContain("Constant(value='☃')");
  });
});

describe("sources", () => {
  test("a byte order mark, CRLF, form feeds and coding lines are no part of the program", () => {
    const plain = dump(parse("# coding\nif a:\n    b\n"));
    expect(dump(parse("\ufeff# -*- coding: utf-8 -*-\r\nif a:\r\n\f    b\r\n"))).toBe(plain);
  });

  test("names are equal when their NFKC forms are", () => {
    expect(dump(parse("ﬁ = 𝐱"))).toBe(dump(parse("fi = x")));
  });

  test("columns count UTF-8 bytes", () => {
    expect(only("éx = 1")).toMatchObject({ end_col_offset: 7, value: { col_offset: 6 } });
    expect(value("'😀' + x")).toMatchObject({ right: { col_offset: 9 } });
  });
});

describe("syntax of Python 3.12", () => {
  test("type aliases and type parameters", () => {
    expect(dump(parse("type X[T: int, *Ts, **P] = T"))).toBe(
      "Module(body=[TypeAlias(name=Name(id='X', ctx=Store()), type_params=[TypeVar(name='T', bound=Name(id='int', " +
        "ctx=Load())), TypeVarTuple(name='Ts'), ParamSpec(name='P')], value=Name(id='T', ctx=Load()))], type_ignores=[])",
    );
    expect(only("def f[T](x: T) -> T: pass")).toMatchObject({ type_params: [{ node: "TypeVar", col_offset: 6 }] });
    expect(only("class A[T](B): pass")).toMatchObject({ type_params: [{ name: "T" }], bases: [{ id: "B" }] });
  });

  test.each(["f'{a['b']}'", "f'{f'{f'{1}'}'}'", "f'{'\\n'.join(a)}'"])(
    "quotes and backslashes within an f-string: %s",
    (source) => {
      expect(value(source)).toMatchObject({ node: "JoinedStr", values: [{ node: "FormattedValue" }] });
    },
  );

  test("newlines and comments within an f-string", () => {
    expect(dump(parse("x = f'{\n a # comment }\n + 1\n}'"))).toBe(dump(parse("x = f'{ a + 1 }'")));
  });
});

describe("modes", () => {
  test("eval takes one expression", () => {
    expect(value("a, b\n\n").node).toBe("Tuple");
    expect(() => parse("a = 1", { mode: "eval" })).toThrow("invalid syntax");
  });

  test("single takes one statement", () => {
    expect(parse("a; b\n", { mode: "single" }).body.length).toBe(2);
    expect(() => parse("a\nb\n", { mode: "single" })).toThrow();
  });
});

test.each([
  ["a + a + ...", "x = " + "a + ".repeat(10_000) + "a"],
  ["a.b.b...", "x = a" + ".b".repeat(10_000)],
  ["a()()...", "a" + "()".repeat(10_000)],
  ["a if b else ...", "x = " + "a if b else ".repeat(10_000) + "c"],
  ["not not ...", "x = " + "not ".repeat(10_000) + "a"],
  ["- - ...", "x = " + "-".repeat(10_000) + "a"],
  ["elif ...", "if a: pass\n" + "elif b: pass\n".repeat(5_000)],
  ["a = a = ...", "a = ".repeat(10_000) + "1"],
])("a long chain is no deep nesting: %s", (_, source) => {
  const tree: Module = parse(source);
  expect(tree.body.length).toBe(1);
});
