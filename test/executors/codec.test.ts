import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodecError, decode, encode, parse, stringify } from "../../src/executors/codec.ts";
import { Handle, Media } from "../../src/executors/media.ts";

const keys = fc.oneof(
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "$bigint", "$object", "$map", "toJSON", "then", "$"),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, false, NaN, Infinity, -Infinity, -0, 0),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("\ud800", "\udfff", "\u2028"),
    fc.uint8Array(),
    fc.date({ noInvalidDate: true }),
    fc
      .tuple(fc.constantFrom("image" as const, "audio" as const), fc.string(), fc.uint8Array())
      .map(([kind, type, data]) => new Media(kind, type, data)),
    fc.tuple(fc.string(), fc.string(), fc.string()).map(([kind, id, label]) => new Handle(kind, id, label)),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 5 }).map((pairs) => new Map(pairs)),
    fc.array(tie("value"), { maxLength: 5 }).map((items) => new Set(items)),
    fc.dictionary(keys, tie("value"), { maxKeys: 4, noNullPrototype: false }).map(withoutPrototype),
  ),
}));

function withoutPrototype(object: Record<string, unknown>): Record<string, unknown> {
  return Object.defineProperties(
    Object.create(null) as Record<string, unknown>,
    Object.getOwnPropertyDescriptors(object),
  );
}

describe("codec", () => {
  it("gives every value back, through text", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const back = parse(stringify(value));
        expect(isDeepStrictEqual(back, value)).toBe(true);
        // The order of keys and members too.
        expect(stringify(back)).toBe(stringify(value));
      }),
      { numRuns: 500 },
    );
  });

  it("writes plain JSON as itself", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('"$') && !hasNegativeZero(value));
        expect(stringify(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it("decodes any JSON or says why not, and never touches a prototype", () => {
    const hostile = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.array(tie("json"), { maxLength: 3 }),
        fc
          .tuple(
            fc.constantFrom(
              "$bigint",
              "$bytes",
              "$map",
              "$set",
              "$date",
              "$number",
              "$object",
              "$media",
              "$handle",
              "$function",
              "$undefined",
              "$x",
              "__proto__",
            ),
            tie("json"),
          )
          .map(([tag, json]) => JSON.parse(`{${JSON.stringify(tag)}:${JSON.stringify(json) ?? "null"}}`) as unknown),
      ),
    })).json;
    fc.assert(
      fc.property(hostile, (json) => {
        let value: unknown;
        try {
          value = decode(json);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
        expect(stringify(decode(encode(value)))).toBe(stringify(value));
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps __proto__ as an ordinary key", () => {
    const value = parse('{"__proto__": {"polluted": 1}, "b": {"$object": [["__proto__", 2]]}}') as Record<
      string,
      Record<string, unknown>
    >;
    expect(Object.getPrototypeOf(value)).toBe(null);
    expect(value["__proto__"]).toStrictEqual(withoutPrototype({ polluted: 1 }));
    expect(Object.keys(value["b"] ?? {})).toEqual(["__proto__"]);
  });

  it("keeps a date that is none", () => {
    expect((parse(stringify(new Date(NaN))) as Date).getTime()).toBeNaN();
  });

  it("keeps large integers exactly", () => {
    const large = 7n ** 100_000n;
    expect(parse(stringify([large, -large]))).toEqual([large, -large]);
  });

  it("refuses cycles, depth and size in words", () => {
    const cycle: unknown[] = [];
    cycle.push({ again: cycle });
    expect(() => encode(cycle)).toThrow("contains itself");
    let deep: unknown = [];
    for (let level = 0; level < 200_000; level++) deep = [deep];
    expect(() => encode(deep)).toThrow("nested too deeply");
    expect(() => decode(deep)).toThrow("nested too deeply");
    expect(() => encode("x".repeat(2000), { maxBytes: 1000 })).toThrow("too large");
    expect(() => decode("x".repeat(2000), { maxBytes: 1000 })).toThrow("too large");
    let shared: unknown = ["x"];
    for (let level = 0; level < 30; level++) shared = Array.from({ length: 10 }, () => shared);
    expect(() => encode(shared)).toThrow("too large");
  });

  it("allows a value to appear twice when it does not contain itself", () => {
    const twice = [1];
    expect(encode([twice, twice])).toEqual([[1], [1]]);
  });

  it("survives the text of its own depth cap", () => {
    let deep: unknown = new Map();
    for (let level = 0; level < 498; level++) deep = new Map([[1, deep]]);
    expect(parse(stringify(deep))).toStrictEqual(deep);
  });

  it("refuses what is no data, unless it is given a handle", () => {
    class Connection {}
    expect(() => encode(new Connection())).toThrow("a Connection is not data");
    expect(() => encode(() => 1)).toThrow("a function is not data");
    expect(() => encode(Symbol("s"))).toThrow("a symbol is not data");
    const connection = new Connection();
    const json = encode([connection], { handleFor: () => new Handle("object", "h1", "Connection") });
    expect(decode(json, { fromHandle: (handle) => (handle.id === "h1" ? connection : undefined) })).toEqual([
      connection,
    ]);
  });

  it("names functions through its options", () => {
    const fn = (): number => 1;
    const json = encode({ fn }, { functionId: () => 4 });
    expect(json).toEqual(withoutPrototype({ fn: { $function: 4 } }));
    expect(decode(json, { functionFor: (id) => (id === 4 ? fn : undefined) })).toEqual(withoutPrototype({ fn }));
    expect(() => decode(json)).toThrow("not expected");
  });

  it("refuses an object that could be awaited", () => {
    const json = encode({ then: () => 1 }, { functionId: () => 1 });
    expect(() => decode(json, { functionFor: () => () => 1 })).toThrow("a function named then");
    const escaped = {
      $object: [
        ["$then", 1],
        ["then", { $function: 1 }],
      ],
    };
    expect(() => decode(escaped, { functionFor: () => () => 1 })).toThrow("a function named then");
    expect(parse(stringify({ then: 1 }))).toEqual({ then: 1 });
  });

  it("writes numeric arrays as lists and buffers as bytes", () => {
    expect(encode(new Float64Array([1, 2.5]))).toEqual([1, 2.5]);
    expect(parse(stringify(new Uint8Array([0, 255]).buffer))).toEqual(new Uint8Array([0, 255]));
  });
});

function hasNegativeZero(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasNegativeZero);
  return Object.is(value, -0);
}
