/** The small readers of text: events, lines, stop sequences, loose JSON, tool calls in prose. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLooseJson } from "../../src/models/json-repair.ts";
import { readJsonLines } from "../../src/models/ndjson.ts";
import { readServerSentEvents, type StreamEvent } from "../../src/models/sse.ts";
import { cutAtStopSequence, StopSequenceFilter } from "../../src/models/stop-sequences.ts";
import { parseToolArgsIfNeeded, parseToolCalls, readToolArguments } from "../../src/models/tool-calls.ts";

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    yield bytes.subarray(start, cut);
    start = cut;
  }
  yield bytes.subarray(start);
}

async function readAll(stream: AsyncIterable<StreamEvent[]>): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const batch of stream) events.push(...batch);
  return events;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("server-sent events", () => {
  test("fields, comments, line ends and joined data are read as the standard says", async () => {
    const text =
      "\uFEFF: hello\n\nevent: a\ndata: one\ndata:two\nid: 7\nretry: 5\n\ndata\n\r\ndata: cr\r\rdata: crlf\r\n\r\nevent: only\n\ndata: unfinished";
    expect(await readAll(readServerSentEvents(pieces(encode(text), [])))).toEqual([
      { event: "a", data: "one\ntwo" },
      { event: "", data: "" },
      { event: "", data: "cr" },
      { event: "", data: "crlf" },
      { event: "only", data: "" },
      { event: "", data: "unfinished" },
    ]);
  });

  test("the events do not depend on how the bytes are cut", async () => {
    const event = fc.record({
      data: fc.string({ unit: "binary" }).map((text) => text.replace(/[\r\n\0]/gu, " ")),
      end: fc.constantFrom("\n", "\r\n", "\r"),
      comment: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (events, positions) => {
          const bytes = encode(
            events
              .map(({ data, end, comment }) => `${comment ? `: ping${end}` : ""}data: ${data}${end}${end}`)
              .join(""),
          );
          const cuts = positions.map((position) => position % (bytes.length + 1));
          expect(await readAll(readServerSentEvents(pieces(bytes, cuts)))).toEqual(
            await readAll(readServerSentEvents(pieces(bytes, []))),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("lines of JSON do not depend on how the bytes are cut", async () => {
  const bytes = encode('{"a":"🐍"}\r\n\n{"b":1}');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const events = await readAll(readJsonLines(pieces(bytes, [cut])));
    expect(events.map(({ data }) => JSON.parse(data) as unknown)).toEqual([{ a: "🐍" }, { b: 1 }]);
  }
});

test.each([
  ["server-sent events", readServerSentEvents, "data: "],
  ["lines of JSON", readJsonLines, ""],
])("%s: a line of 64 MB in small pieces takes time in proportion", async (_name, read, prefix) => {
  const piece = encode("x".repeat(1 << 14));
  const chunks = (async function* () {
    yield encode(prefix);
    for (let count = 0; count < 1 << 12; count += 1) yield piece;
  })();
  const begin = performance.now();
  const [event] = await readAll(read(chunks));
  expect(event?.data.length).toBe(1 << 26);
  expect(performance.now() - begin).toBeLessThan(4000);
});

describe("stop sequences", () => {
  test("the one that is complete first counts, the longest of those that end together", () => {
    expect(cutAtStopSequence("x<aa", ["<aa", "a"])).toEqual({ text: "x<", stopped: true });
    expect(cutAtStopSequence("x<a", ["a", "<a"])).toEqual({ text: "x", stopped: true });
    expect(cutAtStopSequence("a</code>b\nObservation:", ["Observation:", "</code>"])).toEqual({
      text: "a",
      stopped: true,
    });
    expect(cutAtStopSequence("abc", ["", "x"])).toEqual({ text: "abc", stopped: false });
  });

  test("a stream in any pieces gives what the whole text gives", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "<", "/"), maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(letters),
        fc.array(fc.string({ unit: fc.constantFrom("a", "b", "<", "/"), minLength: 1, maxLength: 4 }), {
          maxLength: 3,
        }),
        (parts, stops) => {
          const filter = new StopSequenceFilter(stops);
          const shown = parts.map((part) => filter.push(part)).join("") + filter.finish();
          expect({ text: shown, stopped: filter.stopped }).toEqual(cutAtStopSequence(parts.join(""), stops));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("only what may begin a stop sequence is held back", () => {
    const filter = new StopSequenceFilter(["</code>"]);
    expect(filter.push("x < y </co")).toBe("x < y ");
    expect(filter.push("de")).toBe("");
    expect(filter.push("!")).toBe("</code!");
  });
});

describe("loose JSON", () => {
  test.each<[string, unknown]>([
    ["{'a': 'b'}", { a: "b" }],
    ['{"a": 1,}', { a: 1 }],
    ["{a: 1, b_c: [1, 2,]}", { a: 1, b_c: [1, 2] }],
    ['{"a": True, "b": None, "c": False}', { a: true, b: null, c: false }],
    ['```json\n{"a": 1}\n```', { a: 1 }],
    ['{"a": 1 // one\n, "b": 2 /* two */ }', { a: 1, b: 2 }],
    ['{"a": "line\nbreak"}', { a: "line\nbreak" }],
    ['{"query": "what is "Python"?"}', { query: 'what is "Python"?' }],
    ['{"a": "it\'s"}', { a: "it's" }],
    ["{'a': 'it\\'s'}", { a: "it's" }],
    ['{"a": "cut', { a: "cut" }],
    ['{"a": [1, {"b": 2', { a: [1, { b: 2 }] }],
    ['{"a": 1, "b":', { a: 1 }],
    ['{"re": "\\d+"}', { re: "\\d+" }],
    ['{"code": """x = "1"\ny"""}', { code: 'x = "1"\ny' }],
    ['{"a": .5, "b": +1, "c": 1_000, "d": 0x10, "e": -2e3}', { a: 0.5, b: 1, c: 1000, d: 16, e: -2000 }],
    ['{"a": "\\u00fc\\ud83d\\udc0d"', { a: "ü🐍" }],
    ["{“a”: “b”}", { a: "b" }],
    ["{}", {}],
  ])("%j", (text, value) => {
    expect(parseLooseJson(text).value).toEqual(value);
  });

  test.each(["", "twelve apples", "12 apples", "{]", "{:}", "[1 2 three]"])("%j is not JSON", (text) => {
    expect(() => parseLooseJson(text)).toThrow(expect.objectContaining({ code: "json-unreadable" }) as Error);
  });

  test("what is JSON is read as JSON, unrepaired", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const expected: unknown = JSON.parse(text);
        expect(parseLooseJson(text)).toEqual({ value: expected, repaired: false });
      }),
    );
  });

  test("any beginning of an object is read without an error, and quickly", () => {
    const text = JSON.stringify({ name: "add", arguments: { a: [1, "two", null, true], "b c": { d: "ü\n\\" } } });
    for (let length = 1; length <= text.length; length += 1)
      expect(typeof parseLooseJson(text.slice(0, length)).value).toBe("object");
    const hostile = [
      "[".repeat(50_000),
      '"'.repeat(50_000),
      "{'a".repeat(20_000),
      " ".repeat(200_000),
      '{"a": "' + '" '.repeat(50_000),
    ];
    const begin = performance.now();
    for (const bad of hostile) {
      try {
        parseLooseJson(bad);
      } catch (error) {
        expect(error).toMatchObject({ code: "json-unreadable" });
      }
    }
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  test("__proto__ is data", () => {
    const { value } = parseLooseJson("{'__proto__': {'polluted': 1}}");
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("tool arguments", () => {
  test("objects, text, nothing and what was encoded twice", () => {
    expect(readToolArguments({ a: 1 })).toEqual({ arguments: { a: 1 } });
    expect(readToolArguments('{"a": 1}')).toEqual({ arguments: { a: 1 } });
    expect(readToolArguments("  ")).toEqual({ arguments: {} });
    expect(readToolArguments(undefined)).toEqual({ arguments: {} });
    expect(readToolArguments(JSON.stringify('{"a": 1}'))).toEqual({ arguments: { a: 1 } });
    expect(readToolArguments("{'a': 1}")).toEqual({ arguments: { a: 1 }, repairedFrom: "{'a': 1}" });
    expect(parseToolArgsIfNeeded("just words")).toBe("just words");
    expect(parseToolArgsIfNeeded("[1, 2]")).toBe("[1, 2]");
  });
});

describe("tool calls in text", () => {
  test("one object in prose, as smolagents' prompts ask for", () => {
    const text =
      'Thought: I need {braces}.\nAction:\n{\n  "name": "search",\n  "arguments": {"query": "a {b} \\"c\\""}\n}\nDone.';
    expect(parseToolCalls(text)).toEqual([{ id: "call_1", name: "search", arguments: { query: 'a {b} "c"' } }]);
  });

  test("several objects, arrays, tags, fences and OpenAI's own shape", () => {
    expect(
      parseToolCalls(
        '<tool_call>{"name": "a", "arguments": {}}</tool_call>\n<tool_call>{"name": "b", "arguments": {"x": 1}}</tool_call>',
      ).map((call) => call.name),
    ).toEqual(["a", "b"]);
    expect(parseToolCalls('```json\n[{"name": "a", "parameters": {"x": 1}}, {"name": "b"}]\n```')).toMatchObject([
      { arguments: { x: 1 } },
      { arguments: {} },
    ]);
    expect(
      parseToolCalls(
        '{"tool_calls": [{"id": "z", "type": "function", "function": {"name": "a", "arguments": "{\\"x\\": 1}"}}]}',
      ),
    ).toMatchObject([{ id: "call_1", name: "a", arguments: { x: 1 } }]);
  });

  test("other keys, Python's quotes and a cut end", () => {
    expect(
      parseToolCalls('{"action": "a", "action_input": "words"}', {
        toolNameKey: "action",
        toolArgumentsKey: "action_input",
      }),
    ).toMatchObject([{ name: "a", arguments: "words" }]);
    expect(parseToolCalls("{'name': 'a', 'arguments': {'x': True}}")).toMatchObject([{ arguments: { x: true } }]);
    expect(parseToolCalls('Action: {"name": "a", "arguments": {"x": 1')).toMatchObject([
      { name: "a", arguments: { x: 1 } },
    ]);
  });

  test("none is an error that shows the reply and the form that was expected", () => {
    expect(() => parseToolCalls("I am done.")).toThrow(
      expect.objectContaining({
        code: "tool-call-unreadable",
        message: expect.stringContaining("I am done."),
        hint: expect.stringContaining('"name"'),
      }) as Error,
    );
    expect(() => parseToolCalls('{"answer": 5}')).toThrow(/No tool call/u);
    expect(() => parseToolCalls("{".repeat(20_000))).toThrow(/No tool call/u);
  });
});
