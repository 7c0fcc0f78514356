import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkValue } from "../../src/tools/schema.ts";

const fits = (schema: object, value: unknown) =>
  checkValue(schema as never, value, { coerce: false }).issues.length === 0;
const change = (schema: object, value: unknown) => checkValue(schema as never, value);
const told = (schema: object, value: unknown) =>
  change(schema, value)
    .issues.map((issue) => issue.message)
    .join(" ");

describe("keywords", () => {
  test.each<[object, unknown[], unknown[]]>([
    [{ type: "integer" }, [1, -0, 2n ** 70n], [1.5, "1", true, null]],
    [{ type: "number" }, [1, 1.5, 3n], ["1", true, null]],
    [{ type: ["string", "null"] }, ["", null], [0, false]],
    [{ type: "string", nullable: true }, ["a", null], [1]],
    [{ enum: ["a", 1, null, [1]] }, ["a", 1, null, [1]], ["b", "1", [2]]],
    [{ const: { a: 1, b: 2 } }, [{ b: 2, a: 1 }], [{ a: 1 }]],
    [{ minimum: 1, exclusiveMaximum: 3 }, [1, 2.9, 2n], [0, 3, 5n]],
    [{ multipleOf: 0.1 }, [0.3, 1], [0.35]],
    [{ minLength: 2, maxLength: 3 }, ["ab", "👍👍👍"], ["a", "abcd"]],
    [{ pattern: "^a+$" }, ["aa", 5], ["b"]],
    [{ format: "date" }, ["2024-02-29"], ["29.02.2024"]],
    [{ format: "uri" }, ["https://a.b/c"], ["a.b"]],
    [{ format: "never-heard-of" }, ["x"], []],
    [{ type: "array", items: { type: "integer" }, minItems: 1, uniqueItems: true }, [[1, 2]], [[], [1, 1], ["a"]]],
    [{ prefixItems: [{ type: "string" }], items: false }, [["a"], []], [["a", 1], [1]]],
    [
      { properties: { a: { type: "integer" } }, required: ["a"], additionalProperties: false },
      [{ a: 1 }],
      [{}, { a: 1, b: 2 }, { a: "x" }],
    ],
    [{ additionalProperties: { type: "integer" } }, [{ x: 1 }], [{ x: "a" }]],
    [
      { patternProperties: { "^n_": { type: "number" } }, additionalProperties: false },
      [{ n_a: 1 }],
      [{ n_a: "x" }, { m: 1 }],
    ],
    [{ dependentRequired: { card: ["address"] } }, [{}, { card: 1, address: 2 }], [{ card: 1 }]],
    [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1.5], [3]],
    [{ anyOf: [{ type: "integer" }, { type: "string" }] }, [1, "a"], [true]],
    [{ oneOf: [{ minimum: 1 }, { maximum: 5 }] }, [0, 6], [3]],
    [{ not: { type: "string" } }, [1], ["a"]],
    [{ if: { type: "string" }, then: { minLength: 1 }, else: { minimum: 1 } }, ["a", 1], ["", 0]],
    [{ $ref: "#/$defs/n", $defs: { n: { type: "integer" } } }, [1], ["a"]],
    [{ $defs: { "a/b": { type: "integer" } }, items: { $ref: "#/$defs/a~1b" } }, [[1]], [["a"]]],
    [{ minProperties: 1, maxProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
  ])("%o", (schema, good, bad) => {
    for (const value of good) expect([value, fits(schema, value)]).toEqual([value, true]);
    for (const value of bad) expect([value, fits(schema, value)]).toEqual([value, false]);
  });

  test("a recursive schema checks a tree", () => {
    const tree = {
      $ref: "#/$defs/node",
      $defs: {
        node: {
          type: "object",
          properties: { next: { $ref: "#/$defs/node" }, value: { type: "integer" } },
          required: ["value"],
        },
      },
    };
    expect(fits(tree, { value: 1, next: { value: 2 } })).toBe(true);
    expect(told(tree, { value: 1, next: { value: "x" } })).toBe(
      "Argument 'next.value' should be an integer, but it is the string 'x'.",
    );
  });

  test("a reference to itself ends", () => {
    expect(told({ $ref: "#" }, 1)).toContain("nesting of at most 100 levels");
  });

  test("a key named as a member of Object is a key like others", () => {
    expect(fits({ required: ["constructor"] }, {})).toBe(false);
    expect(fits({ properties: {}, additionalProperties: false }, { toString: 1 })).toBe(false);
  });
});

describe("safe changes", () => {
  test.each<[object, unknown, unknown]>([
    [{ type: "integer" }, "5", 5],
    [{ type: "integer" }, " -7 ", -7],
    [{ type: "integer" }, "5.0", 5],
    [{ type: "integer" }, "123456789012345678901", 123456789012345678901n],
    [{ type: "number" }, "2.5e3", 2500],
    [{ type: "boolean" }, "true", true],
    [{ type: "boolean" }, "False", false],
    [{ type: ["integer", "null"] }, "None", null],
    [{ type: "string" }, 5, "5"],
    [{ type: "array" }, "[1, 2]", [1, 2]],
    [{ type: "array", items: { type: "integer" } }, "5", [5]],
    [{ type: "array", items: { type: "string" } }, "one", ["one"]],
    [{ type: "array", items: { type: "integer" } }, ["1", 2], [1, 2]],
    [{ type: "array" }, new Set([1]), [1]],
    [{ type: "object" }, '{"a": 1}', { a: 1 }],
    [{ type: "object", properties: { a: { type: "integer" } } }, { a: "1" }, { a: 1 }],
    [{ enum: ["celsius", "kelvin"] }, "Celsius ", "celsius"],
    [{ enum: [1, 2] }, "2", 2],
    [{ anyOf: [{ type: "integer" }, { type: "boolean" }] }, "true", true],
    [{ anyOf: [{ type: "string" }, { type: "integer" }] }, "5", "5"],
  ])("%o takes %o as %o", (schema, from, to) => {
    const { value, issues, coercions } = change(schema, from);
    expect(issues).toEqual([]);
    expect(value).toEqual(to);
    expect(coercions.length > 0).toBe(from !== to);
  });

  test.each<[object, unknown, string]>([
    [{ type: "integer" }, 1.5, "The value should be an integer, but it is the number 1.5."],
    [{ type: "integer" }, true, "The value should be an integer, but it is the boolean true."],
    [{ type: "integer" }, "", "The value should be an integer, but it is the string ''."],
    [{ type: "boolean" }, 1, "The value should be a boolean, but it is the number 1."],
    [{ type: "boolean" }, "yes", "The value should be a boolean, but it is the string 'yes'."],
    [{ type: "string" }, null, "The value should be a string, but it is null."],
    [{ type: "string" }, 1.5, "The value should be a string, but it is the number 1.5."],
    [{ type: "array" }, null, "The value should be an array, but it is null."],
    [
      { type: "array", items: { type: "integer" } },
      "many",
      "The value should be an array of integers, but it is the string 'many'.",
    ],
    [{ type: "array" }, "[1,", "The value should be an array, but it is the string '[1,'."],
    [{ type: "object" }, [1], "The value should be an object, but it is an array of 1 item."],
    [{ type: "object" }, new Map([[1, 2]]), "The value should be an object, but it is a dict."],
    [
      { enum: ["celsius", "kelvin"] },
      "celcius",
      "The value should be one of 'celsius', 'kelvin', but it is the string 'celcius'. Did you mean 'celsius'?",
    ],
    [{ type: "integer", minimum: 1 }, "0", "The value should be at least 1, but it is the number 0."],
  ])("%o refuses %o", (schema, value, message) => {
    expect(told(schema, value)).toBe(message);
  });

  test("of alternatives that all fail, the one with the right type explains", () => {
    const schema = {
      anyOf: [
        {
          type: "object",
          properties: { kind: { const: "circle" }, radius: { type: "number" } },
          required: ["kind", "radius"],
        },
        { type: "null" },
      ],
    };
    expect(told(schema, { kind: "circle", radius: "wide" })).toBe(
      "Argument 'radius' should be a number, but it is the string 'wide'.",
    );
    expect(told(schema, 5)).toBe("The value should be an object or null, but it is the number 5.");
  });

  test("paths lead to the place", () => {
    const schema = {
      properties: { filters: { type: "array", items: { properties: { "odd key": { type: "integer" } } } } },
    };
    expect(told(schema, { filters: [{}, { "odd key": "x" }] })).toContain(
      `Argument 'filters[1]["odd key"]' should be an integer`,
    );
  });

  test("the given value is never written to", () => {
    const given = Object.freeze({ list: Object.freeze(["1"]) });
    expect(change({ properties: { list: { items: { type: "integer" } } } }, given).value).toEqual({ list: [1] });
    expect(given.list).toEqual(["1"]);
  });

  test("what was changed fits, and fits without another change", () => {
    const schemas = [
      { type: "integer" },
      { type: "number" },
      { type: "boolean" },
      { type: "string" },
      { type: "array", items: { type: "integer" } },
      { type: "object" },
      { enum: ["a", 2, true] },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.jsonValue(), (schema, value) => {
        const first = change(schema, value);
        return first.issues.length > 0 || fits(schema, first.value);
      }),
    );
  });
});
