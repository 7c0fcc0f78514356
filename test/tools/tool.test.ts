import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { FinalAnswerTool } from "../../src/tools/final-answer.ts";
import { checkArguments } from "../../src/tools/invoke.ts";
import type { StandardSchema } from "../../src/tools/standard-schema.ts";
import { checkToolNames, Tool, tool } from "../../src/tools/tool.ts";
import type { ToolCallContext } from "../../src/tools/tool.ts";

const search = tool({
  name: "web_search",
  description: "Searches the web.",
  inputs: {
    query: { type: "string", description: "What to look for" },
    max_results: { type: "integer", description: "How many", default: 10 },
    site: { type: "string", description: "Only there", nullable: true },
  },
  outputType: "array",
  execute: ({ query, max_results, site }) => {
    expectTypeOf(query).toEqualTypeOf<string>();
    expectTypeOf(max_results).toEqualTypeOf<number>();
    expectTypeOf(site).toEqualTypeOf<string | null | undefined>();
    return [query, max_results, site ?? null] as const;
  },
});

describe("declaring arguments", () => {
  test("smolagents' form becomes a JSON Schema with required arguments first", () => {
    const late = tool({
      name: "late",
      description: "d",
      inputs: {
        unit: { type: "string", description: "u", nullable: true },
        city: { type: "string", description: "c" },
      },
      execute: () => 1,
    });
    expect(late.inputs).toEqual({
      type: "object",
      properties: { city: { type: "string", description: "c" }, unit: { type: ["string", "null"], description: "u" } },
      required: ["city"],
      additionalProperties: false,
    });
    expect(Object.keys(late.inputs["properties"] as object)).toEqual(["city", "unit"]);
  });

  test("a JSON Schema literal types the arguments", async () => {
    const move = tool({
      name: "move",
      description: "Moves.",
      inputSchema: {
        type: "object",
        properties: {
          direction: { enum: ["left", "right"] },
          steps: { type: "integer", default: 1 },
          path: { type: "array", items: { type: "number" } },
          pair: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }] },
          note: { type: ["string", "null"] },
          meta: { type: "object", properties: { by: { type: "string" } }, required: ["by"] },
        },
        required: ["direction", "path", "pair", "note", "meta"],
      },
      execute: (args) => {
        expectTypeOf(args.direction).toEqualTypeOf<"left" | "right">();
        expectTypeOf(args.steps).toEqualTypeOf<number>();
        expectTypeOf(args.path).toEqualTypeOf<number[]>();
        expectTypeOf(args.pair).toEqualTypeOf<[string, number]>();
        expectTypeOf(args.note).toEqualTypeOf<string | null>();
        expectTypeOf(args.meta).toEqualTypeOf<{ by: string }>();
        return args.steps;
      },
    });
    const steps = move.call({ direction: "LEFT", path: [], pair: ["a", 1], note: null, meta: { by: "me" } });
    expectTypeOf(steps).toEqualTypeOf<Promise<number>>();
    expect(await steps).toBe(1);
  });

  test("a Standard Schema types the arguments and its own validation runs", async () => {
    const upper: StandardSchema<{ text: string }, { text: string; size: number }> = {
      "~standard": {
        version: 1,
        vendor: "own",
        validate: (value) => {
          const { text } = value as { text: string };
          return text === ""
            ? { issues: [{ message: "must not be empty", path: ["text"] }] }
            : { value: { text: text.toUpperCase(), size: text.length } };
        },
        jsonSchema: {
          input: () => ({ type: "object", properties: { text: { type: "string" } }, required: ["text"] }),
          output: () => ({}),
        },
      },
    };
    const shout = tool({
      name: "shout",
      description: "Shouts.",
      parameters: upper,
      execute: (args) => {
        expectTypeOf(args).toEqualTypeOf<{ text: string; size: number }>();
        return `${args.text}${args.size}`;
      },
    });
    expect(await shout.call({ text: "hey" })).toBe("HEY3");
    await expect(shout.call({ text: "" })).rejects.toMatchObject({
      code: "tool-arguments-invalid",
      message: "shout(): Argument 'text': must not be empty",
    });
  });

  test("an argument may be called type", () => {
    const odd = tool({
      name: "odd",
      description: "d",
      inputs: { type: { type: "string", description: "t" } },
      execute: ({ type }) => type,
    });
    expect(odd.inputs["required"]).toEqual(["type"]);
  });

  test("a tool without a schema takes no arguments", async () => {
    const now = tool({ name: "now", description: "d", execute: () => 5 });
    expect(await now.call({})).toBe(5);
    await expect(now.call({ zone: "x" })).rejects.toThrow("now(): Argument 'zone' is not known.");
  });
});

describe("definitions that are refused", () => {
  const define = (change: Record<string, unknown>) => () =>
    tool({ name: "good", description: "d", execute: () => 1, ...change } as Parameters<typeof tool>[0]);

  test.each([
    ["a name with a dash", { name: "web-search" }, /"web-search" is not a name that Python can use/],
    ["a keyword", { name: "lambda" }, /"lambda" is not a name/],
    ["no description", { description: " " }, /has no description/],
    [
      "an unknown type",
      { inputs: { a: { type: "str", description: "d" } } },
      /The type of argument 'a' of the tool good is "str"/,
    ],
    [
      "an argument without description",
      { inputs: { a: { type: "string" } } },
      /Argument 'a' of the tool good has no description/,
    ],
    [
      "an argument that Python cannot name",
      { inputs: { "a-b": { type: "string", description: "d" } } },
      /Argument "a-b"/,
    ],
    ["an unknown output type", { outputType: "text" }, /The type of the result of the tool good is "text"/],
    ["two declarations", { inputs: {}, parameters: {} }, /declares its arguments more than once/],
    ["a schema that is no object", { inputSchema: { type: "string" } }, /must be an object/],
    ["retry of what may run once only", { retry: 2, effects: "once" }, /exclude each other/],
    ["no time at all", { timeoutSeconds: 0 }, /must be more than 0/],
  ])("%s", (_, change, message) => {
    expect(define(change)).toThrow(message);
    expect(define(change)).toThrow(expect.objectContaining({ code: "tool-definition-invalid" }));
  });

  test("names that stand twice are listed", () => {
    expect(() => checkToolNames([{ name: "a" }, { name: "b" }, { name: "a" }])).toThrow("stand more than once: a");
  });
});

describe("calling", () => {
  test("arguments are safely changed, and the changes are told", () => {
    const { args, coercions } = checkArguments(search, { query: "snakes", max_results: "5" });
    expect(args).toEqual({ query: "snakes", max_results: 5 });
    expect(coercions).toEqual([
      {
        path: "max_results",
        from: "5",
        to: 5,
        message: "Argument 'max_results' was the string '5' and was taken as the number 5.",
      },
    ]);
  });

  test("None for what may be left out counts as left out", async () => {
    expect(await search.call({ query: "q", max_results: null })).toEqual(["q", 10, null]);
  });

  test("all faults are told at once, with the names that are known", async () => {
    const error: unknown = await search.call({ qurey: "x", max_results: "many" }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "tool-arguments-invalid",
      hint: "web_search takes: query, max_results, site.",
      message:
        "web_search(): Argument 'qurey' is not known. Did you mean 'query'? Argument 'max_results' should be an integer, but it is the string 'many'. Argument 'query' is missing: it should be a string.",
    });
  });

  test("the context carries signal, key and dependencies", async () => {
    let seen: ToolCallContext | undefined;
    const look = tool({ name: "look", description: "d", execute: (_args, context) => void (seen = context) });
    await look.call({}, { idempotencyKey: "k", deps: { db: 1 } });
    expect(seen).toMatchObject({ idempotencyKey: "k", deps: { db: 1 } });
    expect(seen?.signal.aborted).toBe(false);
  });

  test("a tool that is too slow is left, and its signal tells it so", async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    const slow = tool({
      name: "slow",
      description: "d",
      timeoutSeconds: 2,
      execute: (_args, context) => new Promise(() => void (signal = context.signal)),
    });
    const outcome = slow.call({}).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await outcome).toMatchObject({
      code: "tool-timeout",
      message: "The tool slow did not answer within 2 seconds",
    });
    expect(signal?.aborted).toBe(true);
    vi.useRealTimers();
  });

  test("a time may be longer than a timer can count", async () => {
    vi.useFakeTimers();
    const day = 24 * 3600;
    let attempts = 0;
    const slow = tool({
      name: "slow",
      description: "d",
      timeoutSeconds: 30 * day,
      retry: { times: 1, waitMs: 30 * day * 1000 },
      execute: () => (++attempts === 1 ? Promise.reject(new Error("busy")) : new Promise(() => {})),
    });
    let error: unknown;
    slow.call({}).catch((thrown: unknown) => (error = thrown));
    await vi.advanceTimersByTimeAsync(30 * day * 1000 - 1);
    expect(attempts).toBe(1);
    await vi.advanceTimersByTimeAsync(30 * day * 1000);
    expect([attempts, error]).toEqual([2, undefined]);
    await vi.advanceTimersByTimeAsync(1);
    expect(error).toMatchObject({ message: "The tool slow did not answer within 2592000 seconds" });
    vi.useRealTimers();
  });

  test("an abort ends the call with the caller's reason", async () => {
    const controller = new AbortController();
    const never = tool({ name: "never", description: "d", execute: () => new Promise(() => {}) });
    const outcome = never.call({}, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(outcome).rejects.toThrow("enough");
  });

  test("a failed call is tried again as often as declared, with the same key", async () => {
    const keys: string[] = [];
    const flaky = tool({
      name: "flaky",
      description: "d",
      retry: { times: 2, waitMs: 1 },
      execute: (_args, context) => {
        keys.push(context.idempotencyKey);
        if (keys.length < 3) throw new Error("not yet");
        return "done";
      },
    });
    expect(await flaky.call({})).toBe("done");
    expect(new Set(keys).size).toBe(1);
    const hopeless = tool({
      name: "hopeless",
      description: "d",
      retry: { times: 1, waitMs: 1 },
      execute: () => Promise.reject(new Error("no")),
    });
    await expect(hopeless.call({})).rejects.toThrow("no");
  });

  test("a result that breaks the output schema is the tool's fault", async () => {
    const wrong = tool({
      name: "wrong",
      description: "d",
      outputSchema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
      execute: () => ({ n: "1" }),
    });
    expect(wrong.outputType).toBe("object");
    await expect(wrong.call({})).rejects.toMatchObject({
      code: "tool-output-invalid",
      message: expect.stringContaining("Field 'n' should be an integer, but it is the string '1'."),
    });
  });
});

describe("Tool as a class", () => {
  class Counter extends Tool<{ by: number }, number> {
    readonly name: string = "counter";
    readonly description = "Counts.";
    readonly inputs = { by: { type: "integer", description: "Step", default: 1 } };
    readonly outputType = "integer";
    total = 0;
    setups = 0;
    override async setup() {
      this.setups++;
    }
    forward({ by }: { by: number }) {
      return (this.total += by);
    }
  }

  test("set up once, keeps its state, reads its inputs as a JSON Schema", async () => {
    const counter = new Counter();
    expect(await Promise.all([counter.call({ by: "2" }), counter.call({})])).toEqual([2, 3]);
    expect(counter.setups).toBe(1);
    expect(counter.inputs).toEqual({
      type: "object",
      properties: { by: { type: "integer", description: "Step", default: 1 } },
      required: [],
      additionalProperties: false,
    });
  });

  test("a failed set-up is tried again", async () => {
    class Late extends Counter {
      override async setup() {
        if (++this.setups === 1) throw new Error("down");
      }
    }
    const late = new Late();
    await expect(late.call({})).rejects.toThrow("down");
    expect(await late.call({})).toBe(1);
  });

  test("a wrong definition fails where the object is made", () => {
    class Bad extends Counter {
      override readonly name = "not a name";
    }
    expect(() => new Bad()).toThrow('"not a name" is not a name that Python can use');
  });
});

test("the final answer is passed through, or refused where its schema does not allow it", async () => {
  expect(await new FinalAnswerTool().call({ answer: [1, "a"] })).toEqual([1, "a"]);
  const typed = new FinalAnswerTool({ answerSchema: { type: "integer" } });
  expect(await typed.call({ answer: "42" })).toBe(42);
  await expect(typed.call({ answer: "many" })).rejects.toThrow("Argument 'answer' should be an integer");
});
