import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { toCodePrompt, toPythonSignature, toToolCallingJson, toToolCallingPrompt } from "../../src/tools/signature.ts";
import { tool } from "../../src/tools/tool.ts";

const search = tool({
  name: "web_search",
  description: "Searches the web.\nGives titles and links.",
  inputs: {
    query: { type: "string", description: "What to look for" },
    max_results: { type: "integer", description: "How many results", default: 10 },
    site: { type: "string", description: "Only on this site", nullable: true },
    order: { type: "string", description: "Order", enum: ["date", "rank"], default: "rank" },
  },
  outputType: "string",
  execute: () => "",
});

const places = tool({
  name: "places",
  description: 'Finds """places""" \\ near.',
  inputSchema: {
    type: "object",
    properties: {
      area: { $ref: "#/$defs/area" },
      tags: { type: "array", items: { type: "string" } },
      photo: { format: "image", description: "A picture" },
      radius: { anyOf: [{ type: "number" }, { type: "null" }] },
    },
    required: ["area"],
    $defs: {
      area: {
        type: "object",
        description: "Where",
        properties: {
          lat: { type: "number", description: "North" },
          lon: { type: "number" },
          name: { type: "string" },
        },
        required: ["lat", "lon"],
      },
    },
  },
  outputSchema: {
    type: "array",
    items: {
      type: "object",
      properties: { name: { type: "string" }, stars: { type: "number", description: "0 to 5" } },
      required: ["name"],
    },
  },
  execute: () => [],
});

test("a Python stub shows types, defaults, choices and None", () => {
  expect(toPythonSignature(search))
    .toBe(`def web_search(query: str, max_results: int = 10, site: str | None = None, order: Literal['date', 'rank'] = 'rank') -> str:
    """Searches the web.
    Gives titles and links.

    Args:
        query: What to look for
        max_results: How many results
        site: Only on this site
        order: Order
    """`);
});

test("a Python stub shows the fields of nested objects and of the result", () => {
  expect(toPythonSignature(places))
    .toBe(`def places(area: dict, tags: list[str] | None = None, photo: AgentImage | None = None, radius: float | None = None) -> list[dict]:
    """Finds '''places''' \\\\ near.

    Args:
        area: Where
            lat (float): North
            lon (float)
            name? (str)
        tags:
        photo: A picture
        radius:

    Returns:
        A list of dicts with the keys:
            name (str)
            stars? (float): 0 to 5
    """`);
});

test("stubs are Python", () => {
  const awkward = {
    name: "f",
    description: "d",
    outputType: "any",
    inputs: { type: "object", properties: { a: { default: 'it\'s "x"\n' }, b: { type: "integer" } }, required: ["b"] },
  };
  const stubs = [search, places, awkward].map(toPythonSignature);
  expect(stubs[2]).toContain("def f(a: Any = 'it\\'s \"x\"\\n', *, b: int) -> Any:");
  const program = "import ast, sys, json\nfor text in json.load(sys.stdin): ast.parse(text)\nprint('ok')";
  expect(execFileSync("python3", ["-c", program], { input: JSON.stringify(stubs), encoding: "utf8" })).toBe("ok\n");
});

test("the JSON of tool calling carries the schema as it is, and images as names", () => {
  expect(toToolCallingJson(search).function.parameters).toEqual(search.inputs);
  const { parameters } = toToolCallingJson(places).function;
  expect(parameters).toMatchObject({
    properties: { photo: { type: "string", description: "A picture (the name of a stored image)" } },
  });
});

test("smolagents' code prompt", () => {
  expect(toCodePrompt(search))
    .toBe(`def web_search(query: string, max_results: integer, site: string, order: string) -> string:
    """Searches the web.
    Gives titles and links.

    Args:
        query: What to look for
        max_results: How many results
        site: Only on this site
        order: Order
    """`);
  expect(toCodePrompt(places)).toContain("-> dict:");
});

test("smolagents' tool-calling prompt", () => {
  const small = tool({
    name: "add",
    description: "Adds.",
    inputs: {
      a: { type: "number", description: "It's one" },
      b: { type: "number", description: "two", nullable: true },
    },
    outputType: "number",
    execute: () => 1,
  });
  expect(toToolCallingPrompt(small)).toBe(
    `add: Adds.\n    Takes inputs: {'a': {'type': 'number', 'description': "It's one"}, 'b': {'type': 'number', 'description': 'two', 'nullable': True}}\n    Returns an output of type: number`,
  );
});
