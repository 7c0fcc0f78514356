import { afterEach, expect, test } from "vitest";
import { OpenAIServerModel } from "../../src/models/openai-server-model.ts";
import { sse, startOpenAIServer, type OpenAIServerOptions } from "../servers/openai.ts";
import type { RawReply, ReceivedRequest, ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { addTool, answerSchema, collect, conversation, question, quick } from "./conversation.ts";

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(
  replies: ServerReply[],
  options: Record<string, unknown> = {},
  serverOptions: OpenAIServerOptions = {},
): Promise<OpenAIServerModel> {
  server = await startOpenAIServer(replies, serverOptions);
  return new OpenAIServerModel({
    modelId: "test-model",
    apiBase: server.url,
    apiKey: "sk-test-12345678",
    retry: quick,
    ...options,
  });
}

const stream = (...events: unknown[]): ServerReply => ({
  headers: { "content-type": "text/event-stream" },
  chunks: events.map((event) => (typeof event === "string" ? event : sse(event))),
});
const chunk = (delta: unknown, finish_reason: string | null = null): unknown => ({
  id: "c",
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, finish_reason }],
});

test("a plain reply has text, counts, finish reason and the raw response", async () => {
  const model = await start([{ content: "hi 🐍", reasoning: "they greet", usage: { input: 12, output: 3 } }]);
  const message = await model.generate(question);
  expect(message).toMatchObject({
    role: "assistant",
    content: "hi 🐍",
    finishReason: "stop",
    tokenUsage: { inputTokens: 12, outputTokens: 3, totalTokens: 15 },
  });
  expect(message.reasoning).toEqual([{ type: "reasoning", text: "they greet" }]);
  expect(message.raw).toMatchObject({ object: "chat.completion" });
  expect([model.lastInputTokenCount, model.lastOutputTokenCount]).toEqual([12, 3]);
  expect(server?.requests[0]?.headers.authorization).toBe("Bearer sk-test-12345678");
});

test("a streamed reply gives the same message as a plain one", async () => {
  const reply = {
    content: "Thought: ünïcödé 🐍",
    reasoning: "hmm",
    toolCalls: [{ id: "x", name: "add", arguments: { a: 1, b: 2 } }],
    usage: { input: 1, output: 2 },
  };
  const model = await start([reply, reply]);
  const plain = await model.generate(question);
  const { text, message, deltas } = await collect(model.generateStream(question));
  expect({ ...message, raw: undefined }).toEqual({ ...plain, raw: undefined });
  expect(text).toBe(plain.content);
  expect(deltas.length).toBeGreaterThan(5);
  expect(message.toolCalls).toEqual([{ id: "x", name: "add", arguments: { a: 1, b: 2 } }]);
  expect(message.finishReason).toBe("tool-calls");
});

test("a conversation with images, calls and results is written as the protocol wants it", async () => {
  const model = await start(["ok"]);
  await model.generate(conversation, {
    toolsToCallFrom: [addTool],
    toolChoice: "required",
    stopSequences: ["Observation:"],
    responseFormat: { type: "json_schema", name: "answer", schema: answerSchema },
  });
  const body = server?.requests[0]?.body;
  expect(body?.["messages"]).toMatchObject([
    { role: "system", content: "You add numbers." },
    {
      role: "user",
      content: [
        { type: "text" },
        { type: "image_url", image_url: { url: expect.stringMatching(/^data:image\/png;base64,iVBOR/) } },
      ],
    },
    {
      role: "assistant",
      content: "Let me add.",
      tool_calls: [{ id: "call_1", function: { name: "add", arguments: '{"a":1,"b":2}' } }, { id: "call_2" }],
    },
    { role: "tool", tool_call_id: "call_1", content: "3" },
    { role: "tool", tool_call_id: "call_2", content: "7" },
    { role: "user", content: "Go on." },
  ]);
  expect(body).toMatchObject({
    stop: ["Observation:"],
    tool_choice: "required",
    tools: [
      { type: "function", function: { name: "add", description: "Adds two numbers.", parameters: addTool.inputs } },
    ],
    response_format: { type: "json_schema", json_schema: { name: "answer", schema: answerSchema, strict: true } },
  });
});

test("options go in the provider's spelling; null takes one out", async () => {
  const model = await start(["ok", "ok"], {
    temperature: 0.5,
    maxTokens: 100,
    topP: 0.9,
    stop: null,
    extraBody: { seed: 7, top_p: null },
    extraHeaders: { "x-trace": "abc" },
  });
  await model.generate(question, { stopSequences: ["END"], temperature: 0.1, extraBody: { n: 1 } });
  expect(server?.requests[0]?.body).toEqual({
    model: "test-model",
    messages: [{ role: "user", content: "hello" }],
    temperature: 0.1,
    max_tokens: 100,
    seed: 7,
    n: 1,
  });
  expect(server?.requests[0]?.headers["x-trace"]).toBe("abc");
});

test("organization and project are headers", async () => {
  const model = await start(["ok"], { organization: "org-1", project: "proj-1" });
  await model.generate(question);
  expect(server?.requests[0]?.headers).toMatchObject({ "openai-organization": "org-1", "openai-project": "proj-1" });
});

test("stop sequences are enforced where the server ignores them, across pieces", async () => {
  const text = "print(1)\n</code>\nObservation: 1";
  const model = await start([text, text]);
  expect((await model.generate(question, { stopSequences: ["</code>"] })).content).toBe("print(1)\n");
  const streamed = await collect(model.generateStream(question, { stopSequences: ["</code>"] }));
  expect(streamed.text).toBe("print(1)\n");
  expect(streamed.message.content).toBe("print(1)\n");
  expect(streamed.message.finishReason).toBe("stop");
});

test("a stream that runs on after a stop sequence is left, and its tokens are estimated", async () => {
  const model = await start([
    {
      headers: { "content-type": "text/event-stream" },
      chunks: [sse(chunk({ content: "a STOP" })), sse(chunk({ content: "b" }))],
      stall: true,
    },
  ]);
  const { message } = await collect(model.generateStream(question, { stopSequences: ["STOP"] }));
  expect(message.content).toBe("a ");
  expect(message.tokenUsage?.estimated).toBe(true);
});

test("a call that has begun comes whole, whatever is said before and within it, after a stop sequence as well", async () => {
  const call = (fields: object): unknown => chunk({ tool_calls: [{ index: 0, ...fields }] });
  const begun = [
    chunk({ content: "a STOP" }),
    chunk({ content: " \n" }),
    call({ id: "c", function: { name: "add", arguments: '{"a"' } }),
  ];
  const model = await start([
    stream(...begun, chunk({ content: "so" }), call({ function: { arguments: ":1}" } }), chunk({}, "tool_calls")),
    // A connection that breaks there cuts the call: the reply is not complete.
    stream(...begun),
    "again",
  ]);
  const { message, text } = await collect(model.generateStream(question, { stopSequences: ["STOP"] }));
  expect([text, message.content]).toEqual(["a ", "a "]);
  expect(message.toolCalls).toMatchObject([{ name: "add", arguments: { a: 1 } }]);
  const cut = await collect(model.generateStream(question, { stopSequences: ["STOP"] }));
  expect([cut.message.content, cut.message.toolCalls]).toEqual(["again", undefined]);
});

test("models that refuse stop are not sent any", async () => {
  const model = await start(["one END two"], { modelId: "openai/gpt-5-mini" });
  expect((await model.generate(question, { stopSequences: ["END"] })).content).toBe("one ");
  expect(server?.requests[0]?.body).not.toHaveProperty("stop");
});

test("a refused option is left out and not tried again", async () => {
  const refusal = {
    status: 400,
    body: {
      error: {
        message: "Unsupported parameter: 'stop' is not supported with this model.",
        type: "invalid_request_error",
        param: "stop",
        code: "unsupported_parameter",
      },
    },
  };
  const model = await start([refusal, "one", "two"]);
  await model.generate(question, { stopSequences: ["END"] });
  await model.generate(question, { stopSequences: ["END"] });
  expect(server?.requests.map(({ body }) => "stop" in body)).toEqual([true, false, false]);
});

test("calls that run beside one another each learn from the refusal", async () => {
  const refusal = (request: ReceivedRequest): RawReply | string =>
    "stop" in request.body
      ? { status: 400, body: { error: { message: "stop is not supported", param: "stop" } } }
      : "fine";
  const model = await start(Array.from({ length: 6 }, () => refusal));
  const asked = Array.from({ length: 3 }, () => model.generate(question, { stopSequences: ["END"] }));
  expect((await Promise.all(asked)).map(({ content }) => content)).toEqual(["fine", "fine", "fine"]);
});

test("a server that wants max_completion_tokens gets it", async () => {
  const refusal = {
    status: 400,
    body: {
      error: {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param: "max_tokens",
        code: "unsupported_parameter",
      },
    },
  };
  const model = await start([refusal, "one"], { maxTokens: 5 });
  await model.generate(question);
  expect(server?.requests[1]?.body).toMatchObject({ max_completion_tokens: 5 });
});

test("bytes and events may be split anywhere", async () => {
  const text =
    ": keep-alive\r\n\r\n" +
    sse(chunk({ content: "schön 🐍" })).replaceAll("\n", "\r\n") +
    ": OPENROUTER PROCESSING\n\n" +
    sse(chunk({ content: " end" }, "stop")) +
    "data: [DONE]\n\n";
  const bytes = new TextEncoder().encode(text);
  const model = await start([
    { headers: { "content-type": "text/event-stream" }, chunks: Array.from(bytes, (byte) => Uint8Array.of(byte)) },
  ]);
  expect((await collect(model.generateStream(question))).text).toBe("schön 🐍 end");
});

test("arguments come in fragments, with indexes missing, repeated, or all the same", async () => {
  const cases = [
    [
      chunk({ tool_calls: [{ index: 0, id: "a", function: { name: "add", arguments: '{"a"' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }),
      chunk({ tool_calls: [{ index: 1, id: "b", function: { name: "add", arguments: "{}" } }] }, "tool_calls"),
    ],
    [
      chunk({ tool_calls: [{ id: "a", function: { name: "add", arguments: '{"a":' } }] }),
      chunk({ tool_calls: [{ function: { arguments: "1}" } }] }),
      chunk({ tool_calls: [{ id: "b", function: { name: "add", arguments: "" } }] }, "stop"),
    ],
    [
      chunk(
        {
          tool_calls: [
            { index: 0, id: "a", function: { name: "add", arguments: '{"a":1}' } },
            { index: 0, id: "b", function: { name: "add", arguments: "{}" } },
          ],
        },
        "tool_calls",
      ),
    ],
    [
      chunk({ tool_calls: [{ index: 0, id: "a", function: { name: "add", arguments: { a: 1 } } }] }),
      chunk({ tool_calls: [{ index: 1, id: "b", function: { name: "add" } }] }, "tool_calls"),
    ],
  ];
  const model = await start(cases.map((events) => stream(...events, "data: [DONE]\n\n")));
  for (const _ of cases) {
    const { message } = await collect(model.generateStream(question));
    expect(message.toolCalls).toEqual([
      { id: "a", name: "add", arguments: { a: 1 } },
      { id: "b", name: "add", arguments: {} },
    ]);
    expect(message.finishReason).toBe("tool-calls");
  }
});

test("repeated and missing ids are made distinct", async () => {
  const model = await start([
    {
      toolCalls: [
        { id: "same", name: "add", arguments: {} },
        { id: "same", name: "add", arguments: {} },
        { id: "", name: "add", arguments: {} },
      ],
    },
  ]);
  const ids = (await model.generate(question)).toolCalls?.map((call) => call.id);
  expect(new Set(ids).size).toBe(3);
});

test("broken arguments are mended and the model's text is kept; hopeless ones stay text", async () => {
  const model = await start([
    {
      toolCalls: [
        { name: "add", arguments: '{"a": 1, b: 2,' },
        { name: "add", arguments: "one and two" },
      ],
    },
  ]);
  const calls = (await model.generate(question)).toolCalls;
  expect(calls?.[0]).toMatchObject({ arguments: { a: 1, b: 2 }, repairedFrom: '{"a": 1, b: 2,' });
  expect(calls?.[1]).toMatchObject({ arguments: "one and two" });
});

test("missing counts are undefined, not zero", async () => {
  const model = await start([
    { content: "a", usage: false },
    { content: "b", usage: false },
  ]);
  expect((await model.generate(question)).tokenUsage).toBeUndefined();
  expect((await collect(model.generateStream(question))).message.tokenUsage).toBeUndefined();
  expect(model.lastInputTokenCount).toBeUndefined();
});

test("cached and reasoning tokens are counted", async () => {
  const body = {
    choices: [
      {
        message: { role: "assistant", content: "x" },
        finish_reason: "length",
        logprobs: { content: [{ token: "x", logprob: -0.1, top_logprobs: [{ token: "y", logprob: -2 }] }] },
      },
    ],
    usage: {
      prompt_tokens: 9,
      completion_tokens: 8,
      total_tokens: 17,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 6 },
    },
  };
  const message = await (await start([{ body }])).generate(question);
  expect(message.tokenUsage).toEqual({
    inputTokens: 9,
    outputTokens: 8,
    totalTokens: 17,
    cachedInputTokens: 4,
    reasoningTokens: 6,
  });
  expect(message.finishReason).toBe("length");
  expect(message.logprobs).toEqual([{ token: "x", logprob: -0.1, topLogprobs: [{ token: "y", logprob: -2 }] }]);
});

test("a server that does not stream is read all the same", async () => {
  const body = { choices: [{ message: { role: "assistant", content: "whole" }, finish_reason: "stop" }] };
  const { text, message } = await collect((await start([{ body }])).generateStream(question));
  expect([text, message.content]).toEqual(["whole", "whole"]);
});

test("a stream without [DONE] but with a finish reason is complete; without both it was cut", async () => {
  const model = await start([
    stream(chunk({ content: "fine" }, "stop")),
    stream(chunk({ content: "half" })),
    stream(chunk({ content: "whole" }, "stop")),
  ]);
  expect((await collect(model.generateStream(question))).text).toBe("fine");
  const second = await collect(model.generateStream(question));
  expect(second.text).toBe("whole");
  expect(second.deltas.some((delta) => delta.restart === true)).toBe(true);
});

test("after the end of a reply the server may keep the connection open or break it", async () => {
  const headers = { "content-type": "text/event-stream" };
  const whole = sse(chunk({ content: "whole" }, "stop"));
  const model = await start([
    { headers, chunks: [whole, "data: [DONE]\n\n"], stall: true },
    { headers, chunks: [whole], cut: true },
  ]);
  for (let round = 0; round < 2; round += 1) {
    const { text, deltas } = await collect(model.generateStream(question));
    expect([text, deltas.length]).toEqual(["whole", 2]);
  }
});

test("images in a tool result follow as a message of the user", async () => {
  const model = await start(["ok"]);
  const messages = structuredClone(conversation);
  messages[3] = {
    role: "tool-response",
    toolCallId: "call_1",
    toolName: "add",
    content: [{ type: "image", image: "data:image/png;base64,AAAA" }],
  };
  await model.generate(messages, { toolsToCallFrom: [addTool] });
  const sent = (server?.requests[0]?.body["messages"] ?? []) as { role: string }[];
  expect(sent.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool", "tool", "user", "user"]);
});

test("custom role conversions and flattening are applied", async () => {
  const model = await start(["ok"], {
    customRoleConversions: { system: "user", "tool-response": "user", "tool-call": "assistant" },
    flattenMessagesAsText: true,
  });
  await model.generate(conversation);
  const messages = server?.requests[0]?.body["messages"] as { role: string; content: string }[];
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  expect(messages[0]?.content).toBe(
    "You add numbers.\nWhat is 1 + 2, and what colour is this?\n[image left out: this model reads text only]",
  );
  expect(messages[1]?.content).toMatch(/^Let me add\.\nCalling tools:\n\[\{"id":"call_1"/);
  expect(messages[2]?.content).toBe("3\n7\nGo on.");
});

test("a refusal is content with the finish reason content-filter", async () => {
  const model = await start([
    {
      body: {
        choices: [{ message: { role: "assistant", content: null, refusal: "I can't." }, finish_reason: "stop" }],
      },
    },
  ]);
  expect(await model.generate(question)).toMatchObject({ content: "I can't.", finishReason: "content-filter" });
});

test("the connection is kept alive, after streams as well", async () => {
  const model = await start(["a", "b", "c", "d"]);
  for (let count = 0; count < 2; count += 1) {
    await model.generate(question);
    await collect(model.generateStream(question));
    // The end of the body is read beside what goes on.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(new Set(server?.requests.map((request) => request.connection)).size).toBe(1);
});

test("a tool that the model cannot be given natively is read from its text", async () => {
  const refusal = { status: 400, body: { error: { message: "this model does not support tools" } } };
  const model = await start([refusal, 'Action:\n{"name": "add", "arguments": {"a": 1, "b": 2}}']);
  const message = await model.generate(conversation, { toolsToCallFrom: [addTool] });
  expect(server?.requests[1]?.body).not.toHaveProperty("tools");
  expect(model.parseToolCalls(message).toolCalls).toEqual([{ id: "call_1", name: "add", arguments: { a: 1, b: 2 } }]);
});
