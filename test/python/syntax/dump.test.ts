import { expect, test } from "vitest";
import { dump } from "../../../src/python/syntax/dump.ts";
import { parse } from "../../../src/python/syntax/parse.ts";

const tree = parse("x = -1", { mode: "exec" });

test("one line", () => {
  expect(dump(tree)).toBe(
    "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=UnaryOp(op=USub(), operand=Constant(value=1)))], type_ignores=[])",
  );
});

test("without field names", () => {
  expect(dump(tree, { annotateFields: false })).toBe(
    "Module([Assign([Name('x', Store())], UnaryOp(USub(), Constant(1)))], [])",
  );
});

test("a field left out forces the names of those after it", () => {
  expect(dump(parse("a[:b]", { mode: "eval" }).body, { annotateFields: false })).toBe(
    "Subscript(Name('a', Load()), Slice(upper=Name('b', Load())), Load())",
  );
});

test("indented, with positions", () => {
  expect(dump(parse("f(1)", { mode: "eval" }), { indent: 2, includeAttributes: true })).toBe(`Expression(
  body=Call(
    func=Name(
      id='f',
      ctx=Load(),
      lineno=1,
      col_offset=0,
      end_lineno=1,
      end_col_offset=1),
    args=[
      Constant(
        value=1,
        lineno=1,
        col_offset=2,
        end_lineno=1,
        end_col_offset=3)],
    keywords=[],
    lineno=1,
    col_offset=0,
    end_lineno=1,
    end_col_offset=4))`);
});

test.each([
  ["1e16", "1e+16"],
  ["1e15", "1000000000000000.0"],
  ["0.0001", "0.0001"],
  ["0.00001", "1e-05"],
  ["1.5e300", "1.5e+300"],
  ["1e400", "inf"],
  ["2j", "2j"],
  ["'it\\'s'", '"it\'s"'],
  ["'\\x00\\xad\\u2028é'", "'\\x00\\xad\\u2028é'"],
  ["b'\\xff\\'\"'", "b'\\xff\\'\"'"],
])("the repr of %s is %s", (source, repr) => {
  expect(dump(parse(source, { mode: "eval" }))).toBe(`Expression(body=Constant(value=${repr}))`);
});
