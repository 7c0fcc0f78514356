/** What holds for every wire: the same conversation, reply, stream and faults, each in its own protocol. */
import { afterEach, describe, expect, test } from "vitest";
import { AmazonBedrockModel } from "../../src/models/amazon-bedrock-model.ts";
import { AnthropicModel } from "../../src/models/anthropic-model.ts";
import { GeminiModel } from "../../src/models/gemini-model.ts";
import { AzureOpenAIModel } from "../../src/models/azure-openai-model.ts";
import type { ChatMessage } from "../../src/models/model.ts";
import { OllamaModel } from "../../src/models/ollama-model.ts";
import { OpenAIServerModel } from "../../src/models/openai-server-model.ts";
import type { WireModel } from "../../src/models/wire-model.ts";
import type { WireModelOptions } from "../../src/models/wire-options.ts";
import { startAnthropicServer } from "../servers/anthropic.ts";
import { awsEvent, startBedrockServer } from "../servers/bedrock.ts";
import { startGeminiServer } from "../servers/gemini.ts";
import { startOllamaServer } from "../servers/ollama.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import { startResponsesServer } from "../servers/openai-responses.ts";
import type { RawReply, ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { addTool, answerSchema, collect, conversation, question, quick } from "./conversation.ts";

interface WireCase {
  name: string;
  startServer(replies: readonly ServerReply[]): Promise<ScriptedServer>;
  createModel(options: WireModelOptions): WireModel;
  /** An error inside a stream that began well. */
  errorEvent: string | Uint8Array;
  contentType: string;
}

const openaiError = 'data: {"error":{"message":"overloaded","type":"server_error"}}\n\n';
const cases: WireCase[] = [
  {
    name: "OpenAI chat",
    startServer: startOpenAIServer,
    createModel: (options) => new OpenAIServerModel(options),
    errorEvent: openaiError,
    contentType: "text/event-stream",
  },
  {
    name: "Azure",
    startServer: (replies) => startOpenAIServer(replies, { basePath: "/openai/v1" }),
    createModel: (options) => new AzureOpenAIModel(options),
    errorEvent: openaiError,
    contentType: "text/event-stream",
  },
  {
    name: "OpenAI responses",
    startServer: startResponsesServer,
    createModel: (options) => new OpenAIServerModel({ ...options, api: "responses" }),
    errorEvent: 'event: error\ndata: {"type":"error","code":"server_error","message":"overloaded"}\n\n',
    contentType: "text/event-stream",
  },
  {
    name: "Anthropic",
    startServer: startAnthropicServer,
    createModel: (options) => new AnthropicModel(options),
    errorEvent: 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"overloaded"}}\n\n',
    contentType: "text/event-stream",
  },
  {
    name: "Gemini",
    startServer: startGeminiServer,
    createModel: (options) => new GeminiModel(options),
    errorEvent: 'data: {"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}\n\n',
    contentType: "text/event-stream",
  },
  {
    name: "Ollama",
    startServer: startOllamaServer,
    createModel: (options) => new OllamaModel(options),
    errorEvent: '{"error":"overloaded"}\n',
    contentType: "application/x-ndjson",
  },
  {
    name: "Bedrock",
    startServer: startBedrockServer,
    createModel: (options) => new AmazonBedrockModel(options),
    errorEvent: awsEvent("modelStreamErrorException", { message: "overloaded" }, "exception"),
    contentType: "application/vnd.amazon.eventstream",
  },
];

describe.each(cases)("$name", (wire) => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function start(replies: ServerReply[], options: Record<string, unknown> = {}): Promise<WireModel> {
    server = await wire.startServer(replies);
    return wire.createModel({
      modelId: "test-model",
      apiBase: server.url,
      apiKey: "key-12345678",
      retry: quick,
      ...options,
    });
  }

  const rich = {
    content: "ünï 🐍 text",
    reasoning: "they want a sum",
    toolCalls: [
      { id: "c1", name: "add", arguments: { a: 1, b: [2, "ß"] } },
      { id: "c2", name: "add", arguments: {} },
    ],
    usage: { input: 20, output: 8 },
  };

  test("a plain reply is read in full", async () => {
    const message = await (await start([rich])).generate(question, { toolsToCallFrom: [addTool] });
    expect(message).toMatchObject({
      role: "assistant",
      content: rich.content,
      finishReason: "tool-calls",
      tokenUsage: { inputTokens: 20, outputTokens: 8, totalTokens: 28 },
    });
    expect(message.toolCalls?.map((call) => [call.name, call.arguments])).toEqual([
      ["add", { a: 1, b: [2, "ß"] }],
      ["add", {}],
    ]);
    expect(message.reasoning?.map((part) => part.text)).toEqual(["they want a sum"]);
    expect(message.raw).toBeDefined();
  });

  test("a streamed reply gives the same message as a plain one", async () => {
    const model = await start([rich, rich]);
    const plain = await model.generate(question, { toolsToCallFrom: [addTool] });
    const { message, text, deltas } = await collect(model.generateStream(question, { toolsToCallFrom: [addTool] }));
    expect({ ...message, raw: undefined }).toEqual({ ...plain, raw: undefined });
    expect(text).toBe(rich.content);
    expect(deltas.map((delta) => delta.reasoning ?? "").join("")).toBe("they want a sum");
    const written = deltas
      .filter((delta) => delta.toolCall?.index === 0)
      .map((delta) => delta.toolCall?.arguments ?? "");
    expect(JSON.parse(written.join(""))).toEqual({ a: 1, b: [2, "ß"] });
  });

  test("the stream may come in pieces of three bytes, which split characters and events", async () => {
    const model = await start([(request) => splitToPieces(replyOf(wire, request))]);
    expect((await collect(model.generateStream(question))).message.content).toBe("ünï 🐍 text");
  });

  test("a conversation with images, calls and results passes the server's checks", async () => {
    const model = await start(["ok", "ok"]);
    const options = {
      toolsToCallFrom: [addTool],
      toolChoice: "auto" as const,
      stopSequences: ["Observation:", "</code>"],
      responseFormat: { type: "json_schema" as const, name: "answer", schema: answerSchema },
    };
    expect((await model.generate(conversation, options)).content).toBe("ok");
    expect((await collect(model.generateStream(conversation, options))).text).toBe("ok");
    expect(JSON.stringify(server?.requests[0]?.body)).toMatch(/iVBORw0KGgo/);
  });

  test("without tools, calls and results of earlier steps pass the server's checks", async () => {
    const model = await start(["ok"]);
    expect((await model.generate(conversation)).content).toBe("ok");
  });

  test("where tools are forbidden, calls and results of earlier steps still pass", async () => {
    const model = await start(["ok"]);
    await model.generate(conversation, { toolsToCallFrom: [addTool], toolChoice: "none" });
    expect(server?.unused()).toBe(0);
  });

  test("a reply can be sent back as it came", async () => {
    const model = await start([rich, "done"]);
    const reply = await model.generate(question, { toolsToCallFrom: [addTool] });
    const results = (reply.toolCalls ?? []).map((call): ChatMessage => ({
      role: "tool-response",
      content: "3",
      toolCallId: call.id,
      toolName: call.name,
    }));
    await model.generate([...question, reply, ...results], { toolsToCallFrom: [addTool] });
    expect(server?.unused()).toBe(0);
  });

  test("a call without a result, a result without a call and smolagents' text forms pass the server's checks", async () => {
    const model = await start(["ok", "ok", "ok"]);
    const call = { id: "c1", name: "add", arguments: { a: 1 } };
    await model.generate(
      [...question, { role: "assistant", content: "", toolCalls: [call] }, { role: "user", content: "stop" }],
      { toolsToCallFrom: [addTool] },
    );
    await model.generate([...question, { role: "tool-response", content: "orphan", toolCallId: "c9" }], {
      toolsToCallFrom: [addTool],
    });
    await model.generate([
      ...question,
      { role: "assistant", content: "Thought" },
      { role: "tool-call", content: "Calling tools:\n[...]" },
      { role: "tool-response", content: "Observation:\n3" },
    ]);
    expect(server?.unused()).toBe(0);
  });

  test("one connection serves plain and streamed requests", async () => {
    const model = await start(["a", "b", "c", "d"]);
    for (let round = 0; round < 2; round += 1) {
      await model.generate(question);
      await collect(model.generateStream(question));
      // The end of a body may be read beside what goes on.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(new Set(server?.requests.map(({ connection }) => connection)).size).toBe(1);
  });

  test("a conversation that begins with the assistant, ends with it, or has empty texts passes", async () => {
    const model = await start(["ok", "ok"]);
    await model.generate([
      { role: "system", content: "s" },
      { role: "assistant", content: "I begin. " },
      { role: "user", content: "" },
      { role: "user", content: "yes" },
    ]);
    await model.generate([...question, { role: "assistant", content: "The answer is " }]);
    expect(server?.unused()).toBe(0);
  });

  test("tool choices are written as the protocol has them", async () => {
    const model = await start(["ok", "ok", "ok", "ok"]);
    for (const toolChoice of ["auto", "required", "none", { name: "add" }] as const)
      await model.generate(question, { toolsToCallFrom: [addTool], toolChoice });
    expect(server?.unused()).toBe(0);
    expect(server?.requests.map(({ body }) => body["tool_choice"] ?? body["toolConfig"])).toMatchSnapshot();
  });

  test("common options are spelled as the protocol has them", async () => {
    const model = await start(["ok"], { maxTokens: 77, temperature: 0.5, topP: 0.9 });
    await model.generate(question);
    const { messages, contents, input, ...rest } = server?.requests[0]?.body ?? {};
    expect([messages, contents, input].some((value) => value !== undefined)).toBe(true);
    expect(rest).toMatchSnapshot();
  });

  test("stop sequences are enforced in plain and streamed replies", async () => {
    const reply = "x = 1\n</code>\nmore";
    const model = await start([reply, reply]);
    expect((await model.generate(question, { stopSequences: ["</code>"] })).content).toBe("x = 1\n");
    expect((await collect(model.generateStream(question, { stopSequences: ["</code>"] }))).text).toBe("x = 1\n");
  });

  test("calls after a stop sequence come whole, plain and streamed", async () => {
    const options = { stopSequences: ["END"], toolsToCallFrom: [addTool] };
    // The servers cut texts into pieces of five characters: the last has white space only.
    for (const text of ["so, 33 END", "so, 33 END\n\n"]) {
      const reply = { content: text, toolCalls: [{ id: "c1", name: "add", arguments: { a: 1, b: 23 } }] };
      const model = await start([reply, reply]);
      const plain = await model.generate(question, options);
      const streamed = await collect(model.generateStream(question, options));
      for (const { content, toolCalls } of [plain, streamed.message]) {
        expect(content).toBe("so, 33 ");
        expect(toolCalls).toMatchObject([{ name: "add", arguments: { a: 1, b: 23 } }]);
      }
      expect(streamed.text).toBe("so, 33 ");
      await server?.close();
    }
  });

  test("a reply at its length limit says so", async () => {
    const model = await start([
      { content: "cut", finishReason: "length" },
      { content: "cut", finishReason: "length" },
    ]);
    expect((await model.generate(question)).finishReason).toBe("length");
    expect((await collect(model.generateStream(question))).message.finishReason).toBe("length");
  });

  test("missing counts are undefined", async () => {
    const model = await start([
      { content: "a", usage: false },
      { content: "b", usage: false },
    ]);
    expect((await model.generate(question)).tokenUsage).toBeUndefined();
    expect((await collect(model.generateStream(question))).message.tokenUsage).toBeUndefined();
  });

  test("an error inside a stream is tried again, then thrown with the provider's words", async () => {
    const broken: ServerReply = { headers: { "content-type": wire.contentType }, chunks: [wire.errorEvent] };
    const model = await start([broken, "fine", broken, broken], { retry: { ...quick, maxRetries: 1 } });
    expect((await collect(model.generateStream(question))).text).toBe("fine");
    await expect(collect(model.generateStream(question))).rejects.toMatchObject({
      code: "model-server-error",
      providerMessage: "overloaded",
    });
  });

  test("a stream that is cut is begun anew", async () => {
    const model = await start([(request) => cutInHalf(replyOf(wire, request)), "whole"]);
    const { text, deltas } = await collect(model.generateStream(question));
    expect(text).toBe("whole");
    expect(deltas.filter((delta) => delta.restart === true).length).toBeLessThanOrEqual(1);
  });

  test("429 is waited for as Retry-After says, else as the policy says", async () => {
    const busy = { status: 429, body: { error: { message: "slow down" } } };
    const model = await start([{ ...busy, headers: { "retry-after": "0.02" } }, busy, "ok"], {
      retry: { ...quick, maxDelayMs: 5000 },
    });
    const waits: number[] = [];
    const onRetry = ({ waitMs, error }: { waitMs: number; error: unknown }): void => {
      waits.push(waitMs);
      expect(error).toMatchObject({ code: "model-rate-limited" });
    };
    expect((await model.generate(question, { onRetry })).content).toBe("ok");
    expect(waits).toHaveLength(2);
    expect(waits[0]).toBe(20);
  });

  test("calls that repeat an id are two calls, plain and streamed", async () => {
    const twice: ServerReply = {
      content: "",
      toolCalls: [
        { id: "same", name: "add", arguments: { a: 1, b: "long enough to come in several pieces" } },
        { id: "same", name: "add", arguments: { a: 2, b: "another one that is as long as the first" } },
      ],
    };
    const model = await start([twice, twice]);
    const options = { toolsToCallFrom: [addTool] };
    const plain = await model.generate(question, options);
    const { message } = await collect(model.generateStream(question, options));
    for (const { toolCalls } of [plain, message])
      expect(toolCalls?.map((call) => (call.arguments as { a: number }).a)).toEqual([1, 2]);
  });

  test.runIf(wire.contentType === "text/event-stream")("comments that keep a stream alive say nothing", async () => {
    const model = await start([(request) => withComments(replyOf(wire, request))]);
    expect((await collect(model.generateStream(question))).text).toBe("ünï 🐍 text");
  });

  test("an empty object is a bad response", async () => {
    const model = await start([{ body: {} }, { body: {} }, { body: {} }]);
    await expect(model.generate(question)).rejects.toMatchObject({ code: "model-bad-response" });
  });
});

/** The protocol's own streamed form of one reply, taken from a server of its own making. */
const streams = new Map<string, RawReply>();
function replyOf(wire: WireCase, request: { url: string }): RawReply {
  const raw = streams.get(wire.name);
  if (raw === undefined) throw new Error(`no recorded stream for ${request.url}`);
  return raw;
}

// Recorded once, through the servers themselves.
for (const wire of cases) {
  const recording = await wire.startServer([{ content: "ünï 🐍 text" }]);
  const chunks: Uint8Array[] = [];
  const model = wire.createModel({
    modelId: "test-model",
    apiBase: recording.url,
    apiKey: "key-12345678",
    transport: async (request) => {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      chunks.push(bytes);
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        body: (async function* () {
          yield bytes;
        })(),
      };
    },
  });
  await collect(model.generateStream(question));
  await recording.close();
  streams.set(wire.name, { headers: { "content-type": wire.contentType }, chunks });
}

function splitToPieces(reply: RawReply): RawReply {
  const bytes = Buffer.concat((reply.chunks ?? []).map((chunk) => Buffer.from(chunk as Uint8Array)));
  return {
    ...reply,
    chunks: Array.from({ length: Math.ceil(bytes.length / 3) }, (_, index) => bytes.subarray(3 * index, 3 * index + 3)),
  };
}

/** Between events, before the first, and as empty lines. */
function withComments(reply: RawReply): RawReply {
  const text = Buffer.concat((reply.chunks ?? []).map((chunk) => Buffer.from(chunk as Uint8Array))).toString();
  return { ...reply, chunks: [`: processing\n\n${text.replaceAll("\n\n", "\n\n:\n\n: still here\r\n\r\n")}`] };
}

function cutInHalf(reply: RawReply): RawReply {
  const bytes = Buffer.concat((reply.chunks ?? []).map((chunk) => Buffer.from(chunk as Uint8Array)));
  return { ...reply, chunks: [bytes.subarray(0, Math.floor(bytes.length / 2))], cut: true };
}
