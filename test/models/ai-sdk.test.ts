/** The same conversation through language models of the three AI SDK specifications, declared here as the packages have them. */
import { describe, expect, test } from "vitest";
import { AISDKModel } from "../../src/models/ai-sdk-model.ts";
import type { AISDKLanguageModel } from "../../src/models/ai-sdk-types.ts";
import { addTool, answerSchema, collect, conversation, PIXEL, question, quick } from "./conversation.ts";

interface FakeReply {
  content: unknown[];
  parts: unknown[];
  usage: unknown;
  finishReason: unknown;
}

const metadata = { vendor: { signature: "c2ln" } };
const content = [
  { type: "reasoning", text: "hm", providerMetadata: metadata },
  { type: "text", text: "sum: 🐍" },
  { type: "tool-call", toolCallId: "c1", toolName: "add", input: '{"a":1,"b":2}' },
  { type: "source", url: "https://example.org" },
];
const parts = [
  { type: "stream-start", warnings: [] },
  { type: "reasoning-start", id: "r" },
  { type: "reasoning-delta", id: "r", delta: "h" },
  { type: "reasoning-delta", id: "r", delta: "m" },
  { type: "reasoning-end", id: "r", providerMetadata: metadata },
  { type: "text-start", id: "t" },
  { type: "text-delta", id: "t", delta: "sum: " },
  { type: "text-delta", id: "t", delta: "🐍" },
  { type: "text-end", id: "t" },
  { type: "tool-input-start", id: "c1", toolName: "add" },
  { type: "tool-input-delta", id: "c1", delta: '{"a":1,' },
  { type: "tool-input-delta", id: "c1", delta: '"b":2}' },
  { type: "tool-input-end", id: "c1" },
  { type: "tool-call", toolCallId: "c1", toolName: "add", input: '{"a":1,"b":2}' },
];
const flat = {
  usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15, reasoningTokens: 2, cachedInputTokens: 1 },
  finishReason: "tool-calls",
};
const nested = {
  usage: {
    inputTokens: { total: 10, noCache: 9, cacheRead: 1, cacheWrite: 0 },
    outputTokens: { total: 5, text: 3, reasoning: 2 },
  },
  finishReason: { unified: "tool-calls", raw: "tool_calls" },
};
const replies: Record<string, FakeReply> = {
  v2: { content, parts, ...flat },
  v3: { content, parts, ...nested },
  v4: { content, parts: [{ type: "ping" }, ...parts], ...nested },
};

type Options = Record<string, unknown>;

function fake(
  version: string,
  behaviour: (call: number) => FakeReply | Error = () => replies[version] as FakeReply,
): { model: AISDKLanguageModel; calls: Options[] } {
  const calls: Options[] = [];
  const next = (options: Options): FakeReply => {
    calls.push(options);
    const reply = behaviour(calls.length);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return {
    calls,
    model: {
      specificationVersion: version,
      provider: "fake",
      modelId: "m",
      doGenerate: async (options: Options) => await Promise.resolve(next(options)),
      doStream: async (options: Options) => {
        const reply = next(options);
        const stream = new ReadableStream<unknown>({
          start(controller) {
            for (const part of reply.parts) controller.enqueue(part);
            if (reply.finishReason !== undefined)
              controller.enqueue({ type: "finish", usage: reply.usage, finishReason: reply.finishReason });
            controller.close();
          },
        });
        return await Promise.resolve({ stream });
      },
    },
  };
}

describe.each(["v2", "v3", "v4"])("specification %s", (version) => {
  test("plain and streamed replies give the same message", async () => {
    const { model } = fake(version);
    const plain = await new AISDKModel(model).generate(question);
    const { message, text } = await collect(new AISDKModel({ model }).generateStream(question));
    expect({ ...plain, raw: undefined }).toEqual({ ...message, raw: undefined });
    expect(text).toBe("sum: 🐍");
    expect(plain).toMatchObject({
      content: "sum: 🐍",
      finishReason: "tool-calls",
      reasoning: [{ text: "hm", raw: { providerMetadata: metadata } }],
      toolCalls: [{ id: "c1", name: "add", arguments: { a: 1, b: 2 } }],
      tokenUsage: { inputTokens: 10, outputTokens: 5, totalTokens: 15, cachedInputTokens: 1, reasoningTokens: 2 },
    });
  });

  test("prompt, tools and settings have the form of the specification", async () => {
    const { model, calls } = fake(version);
    const signal = new AbortController().signal;
    await new AISDKModel({ model, maxTokens: 50, temperature: 0.3, providerOptions: { x: {} } }).generate(
      conversation,
      {
        toolsToCallFrom: [addTool],
        toolChoice: { name: "add" },
        stopSequences: ["END"],
        responseFormat: { type: "json_schema", name: "answer", schema: answerSchema },
        signal,
      },
    );
    const data = expect.stringMatching(/^iVBOR/) as string;
    expect(calls[0]).toEqual({
      prompt: [
        { role: "system", content: "You add numbers." },
        {
          role: "user",
          content: [
            { type: "text", text: "What is 1 + 2, and what colour is this?" },
            { type: "file", mediaType: "image/png", data: version === "v4" ? { type: "data", data } : data },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "text", text: "Let me add." },
            { type: "tool-call", toolCallId: "call_1", toolName: "add", input: { a: 1, b: 2 } },
            { type: "tool-call", toolCallId: "call_2", toolName: "add", input: { a: 3, b: 4 } },
          ],
        },
        {
          role: "tool",
          content: [
            { type: "tool-result", toolCallId: "call_1", toolName: "add", output: { type: "text", value: "3" } },
            { type: "tool-result", toolCallId: "call_2", toolName: "add", output: { type: "text", value: "7" } },
          ],
        },
        { role: "user", content: [{ type: "text", text: "Go on." }] },
      ],
      tools: [{ type: "function", name: "add", description: "Adds two numbers.", inputSchema: addTool.inputs }],
      toolChoice: { type: "tool", toolName: "add" },
      responseFormat: { type: "json", schema: answerSchema, name: "answer" },
      stopSequences: ["END"],
      abortSignal: signal,
      maxOutputTokens: 50,
      temperature: 0.3,
      providerOptions: { x: {} },
    });
  });

  test("image addresses and signed reasoning are passed on", async () => {
    const { model, calls } = fake(version);
    const reply = await new AISDKModel(model).generate(question);
    await new AISDKModel(model).generate([
      {
        role: "user",
        content: [
          { type: "image", image: "https://example.org/a.png" },
          { type: "image", image: PIXEL },
        ],
      },
      reply,
      { role: "tool-response", content: "3", toolCallId: "c1" },
    ]);
    const url = new URL("https://example.org/a.png");
    const prompt = calls[1]?.["prompt"] as { content: unknown[] }[];
    expect(prompt[0]?.content[0]).toEqual({
      type: "file",
      mediaType: "image/*",
      data: version === "v4" ? { type: "url", url } : url,
    });
    expect(prompt[1]?.content[0]).toEqual({ type: "reasoning", text: "hm", providerOptions: metadata });
  });

  test("stop sequences are enforced", async () => {
    const { model } = fake(version);
    expect((await new AISDKModel(model).generate(question, { stopSequences: ["m:"] })).content).toBe("su");
    expect((await collect(new AISDKModel(model).generateStream(question, { stopSequences: ["m:"] }))).text).toBe("su");
  });
});

const apiError = (statusCode: number, message: string): Error =>
  Object.assign(new Error("failed"), {
    statusCode,
    responseBody: JSON.stringify({ error: { message } }),
    responseHeaders: { "retry-after-ms": "1" },
  });

test("API errors are typed by their status, and tried again", async () => {
  const { model, calls } = fake("v3", (call) => (call === 1 ? apiError(429, "slow") : (replies["v3"] as FakeReply)));
  expect((await new AISDKModel({ model, retry: quick }).generate(question)).finishReason).toBe("tool-calls");
  expect(calls).toHaveLength(2);
  const broken = fake("v3", () => apiError(401, "no key"));
  await expect(new AISDKModel({ model: broken.model, retry: quick }).generate(question)).rejects.toMatchObject({
    code: "model-auth",
    providerMessage: "no key",
  });
});

test("an error part and a stream without an end are errors", async () => {
  const failing = fake("v3", () => ({
    content: [],
    parts: [
      { type: "text-delta", id: "t", delta: "x" },
      { type: "error", error: apiError(400, "context_length_exceeded") },
    ],
    usage: {},
    finishReason: undefined,
  }));
  await expect(
    collect(new AISDKModel({ model: failing.model, retry: false }).generateStream(question)),
  ).rejects.toMatchObject({ code: "model-context-length" });
  const cut = fake("v3", () => ({
    content: [],
    parts: [{ type: "text-delta", id: "t", delta: "x" }],
    usage: {},
    finishReason: undefined,
  }));
  await expect(
    collect(new AISDKModel({ model: cut.model, retry: false }).generateStream(question)),
  ).rejects.toMatchObject({ code: "model-stream-cut" });
});

test("an unknown specification is refused by name", () => {
  expect(() => new AISDKModel(fake("v9").model)).toThrow(
    expect.objectContaining({ code: "model-configuration", message: expect.stringContaining('"v9"') }) as Error,
  );
});
