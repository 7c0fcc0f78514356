import { describe, expect, test } from "vitest";
import { freeNames } from "../../../src/python/compiler/functions.ts";
import { analyseScopes } from "../../../src/python/compiler/scopes.ts";
import { skeletonOf } from "../../../src/python/compiler/skeleton.ts";
import type { FunctionDef, Node } from "../../../src/python/syntax/nodes.ts";
import { parse } from "../../../src/python/syntax/parse.ts";
import { forEachChild } from "../../../src/python/syntax/walk.ts";
import { MODULES } from "../../../src/python/stdlib/index.ts";
// @ts-expect-error: a script, without types.
import { shorten as shortenAny } from "../../../scripts/indents.mjs";

const shorten = shortenAny as (python: string) => string;

/** The functions of a program by the line of their `def`. */
function functionsOf(source: string) {
  const tree = parse(source);
  const { scopeOf } = analyseScopes(tree);
  const found = new Map<number, { node: FunctionDef; isGenerator: boolean; free: string[] }>();
  const visit = (node: Node): void => {
    if (node.node === "FunctionDef" || node.node === "AsyncFunctionDef") {
      const scope = scopeOf.get(node)!;
      found.set(node.lineno, { node: node as FunctionDef, isGenerator: scope.isGenerator, free: freeNames(scope) });
    }
    forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

describe("the skeleton of a library module", async () => {
  const sources = (
    await Promise.all(Object.entries(MODULES).map(async ([name, load]) => [name, (await load()).source] as const))
  ).filter((entry): entry is readonly [string, string] => entry[1] !== undefined && entry[1] !== "");

  // In dist/ a level is one blank.
  const short = sources.map(([name, source]) => [`${name} of dist/`, shorten(source)] as const);

  test.each([...sources, ...short])(
    "%s: what is left out is found again, and is what the skeleton says",
    (_name, source) => {
      const lines = source.split("\n"),
        skeleton = skeletonOf(lines);
      expect(skeleton.text.split("\n")).toHaveLength(lines.length);
      const whole = functionsOf(source),
        short = functionsOf(skeleton.text);
      for (const [line, { end, className }] of skeleton.leftOut) {
        const real = whole.get(line)!;
        expect({ line, end: real.node.end_lineno, isGenerator: real.isGenerator, free: real.free }).toEqual({
          line,
          end,
          isGenerator: short.get(line)!.isGenerator,
          free: [],
        });
        expect(className === null).toBe(real.node.col_offset === 0);
      }
      // What stays is the same.
      for (const [line, { free }] of short)
        if (!skeleton.leftOut.has(line)) expect(free).toEqual(whole.get(line)!.free);
    },
  );

  test("bodies that need their class, and one-liners, stay", () => {
    const { leftOut, text } = skeletonOf([
      "class A:",
      "    def f(self):",
      "        super().f()",
      "        return 1",
      "    def g(self): return 2",
      "    def h(self,",
      "          x=(1,",
      "             2)):",
      '        """Doc."""',
      "        # comment",
      "        y = '''",
      "no end",
      "'''",
      "        yield y",
      "",
      "x = 1",
    ]);
    expect([...leftOut]).toEqual([[6, { start: 5, end: 14, className: "A" }]]);
    expect(text.split("\n").slice(5)).toEqual([
      "    def h(self,",
      "          x=(1,",
      "             2)):",
      '        """Doc."""',
      "        yield",
      "",
      "",
      "",
      "",
      "",
      "x = 1",
    ]);
  });
});
