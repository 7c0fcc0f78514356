import { describe, expect, it } from "vitest";
import { bindTool } from "../../src/executors/bind.ts";
import { parameterNames } from "../../src/python/parameter-names.ts";
import type { HostFunction, ToolContext, ToolSpec } from "../../src/executors/executor.ts";

const context: ToolContext = { signal: new AbortController().signal, idempotencyKey: "k" };

function spec(overrides: Partial<ToolSpec> = {}): ToolSpec {
  return {
    name: "search",
    description: "",
    inputs: {
      type: "object",
      properties: { query: { type: "string" }, limit: { type: "integer" } },
      required: ["query"],
    },
    outputType: "array",
    call: (args) => args,
    ...overrides,
  };
}

describe("a tool", () => {
  it("gets positional and keyword arguments by its declared inputs", () => {
    const tool = bindTool("search", spec());
    expect(tool.call(["q", 3], [], context)).toEqual({ query: "q", limit: 3 });
    expect(tool.call(["q"], [["limit", 3]], context)).toEqual({ query: "q", limit: 3 });
    expect(tool.call([], [["query", "q"]], context)).toEqual({ query: "q" });
    expect(tool.descriptor).toEqual({
      name: "search",
      parameters: ["query", "limit"],
      required: ["query"],
      outputType: "array",
    });
  });

  it("refuses other arguments in CPython's words", () => {
    const tool = bindTool("search", spec());
    expect(() => tool.call(["q", 1, 2], [], context)).toThrow("search() takes 2 positional arguments but 3 were given");
    expect(() => tool.call(["q"], [["query", "r"]], context)).toThrow(
      "search() got multiple values for argument 'query'",
    );
    expect(() => tool.call(["q"], [["page", 1]], context)).toThrow(
      "search() got an unexpected keyword argument 'page' (it takes query, limit)",
    );
    expect(() => tool.call([], [], context)).toThrow("search() missing 1 required positional argument: 'query'");
  });

  it("passes other keywords on when its schema allows them", () => {
    const tool = bindTool("search", spec({ inputs: { type: "object", properties: {}, additionalProperties: true } }));
    expect(tool.call([], [["__proto__", 1]], context)).toEqual(Object.fromEntries([["__proto__", 1]]));
  });
});

describe("a bare function", () => {
  it("gets positional arguments in order and keyword arguments by name", () => {
    const tool = bindTool("f", (a: number, b = 2, c = 3) => [a, b, c]);
    expect(tool.call([1], [], context)).toEqual([1, 2, 3]);
    expect(tool.call([1], [["c", 9]], context)).toEqual([1, 2, 9]);
    expect(
      tool.call(
        [],
        [
          ["b", 5],
          ["a", 1],
        ],
        context,
      ),
    ).toEqual([1, 5, 3]);
    expect(() => tool.call([1, 2, 3, 4], [], context)).toThrow("f() takes 3 positional arguments but 4 were given");
    expect(() => tool.call([], [["b", 1]], context)).toThrow("f() missing 1 required positional argument: 'a'");
    expect(() => tool.call(["a"], [["a", "b"]], context)).toThrow("f() got multiple values for argument 'a'");
  });

  it("with a rest parameter takes any number of arguments", () => {
    const tool = bindTool("f", (...items: number[]) => items);
    expect(tool.call([1, 2, 3], [], context)).toEqual([1, 2, 3]);
    expect(() => tool.call([], [["a", 1]], context)).toThrow("unexpected keyword argument 'a'");
    expect(bindTool("f", (a: number, ...items: number[]) => [a, items]).call([1, 2, 3], [], context)).toEqual([
      1,
      [2, 3],
    ]);
  });

  it("that is native or destructures takes positional arguments only", () => {
    expect(bindTool("max", Math.max as HostFunction).call([1, 2], [], context)).toBe(2);
    expect(() => bindTool("max", Math.max as HostFunction).call([1], [["b", 2]], context)).toThrow(
      "max() takes no keyword arguments",
    );
    const destructures = ({ a }: { a: number }): number => a;
    expect(bindTool("f", destructures).call([{ a: 1 }], [], context)).toBe(1);
  });
});

describe("parameterNames", () => {
  it("reads every form of function", () => {
    const method = {
      named(first: number, second = ", (") {
        return [first, second];
      },
    }.named;
    const forms: Array<[HostFunction, string[]]> = [
      [(): number => 1, []],
      [async (query: string) => query, ["query"]],
      [
        function (a: number, /* , hidden */ b = (1 + 2) * 3) {
          return [a, b];
        },
        ["a", "b"],
      ],
      [method, ["first", "second"]],
      [
        async function* (a: number, b: { c: number } = { c: 1 }) {
          yield [a, b];
        },
        ["a", "b"],
      ],
    ];
    for (const [fn, names] of forms) expect(parameterNames(fn)).toEqual({ names, rest: false });
    // Written as text, so that no compiler changes the source.
    const arrow = new Function("return async query => query")() as HostFunction;
    expect(parameterNames(arrow)).toEqual({ names: ["query"], rest: false });
    expect(parameterNames(({ a }: { a: number }) => a)).toBeUndefined();
  });
});
