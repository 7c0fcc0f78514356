import { afterEach, expect, test } from "vitest";
import { LiteLLMModel } from "../../src/models/litellm-model.ts";
import { OllamaModel, toServerAddress } from "../../src/models/ollama-model.ts";
import { startOllamaServer } from "../servers/ollama.ts";
import type { ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { addTool, answerSchema, collect, conversation, PIXEL, question, quick } from "./conversation.ts";

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(replies: ServerReply[], options: Record<string, unknown> = {}): Promise<LiteLLMModel> {
  server = await startOllamaServer(replies);
  return new LiteLLMModel({ modelId: "ollama_chat/llama3.2", apiBase: server.url, retry: quick, ...options });
}

test("constructor options reach the server as options, request fields beside them", async () => {
  const model = await start(["ok"], {
    numCtx: 8192,
    maxTokens: 50,
    temperature: 0,
    think: true,
    keepAlive: "5m",
    apiKey: "key-123456",
    options: { seed: 3 },
  });
  await model.generate(question, { stopSequences: ["</code>", "Observation:"] });
  expect(server?.requests[0]?.body).toEqual({
    model: "llama3.2",
    messages: [{ role: "user", content: "hello" }],
    stream: false,
    think: true,
    keep_alive: "5m",
    options: { stop: ["</code>", "Observation:"], num_ctx: 8192, num_predict: 50, temperature: 0, seed: 3 },
  });
  expect(server?.requests[0]?.headers.authorization).toBe("Bearer key-123456");
});

test("a plain and a streamed reply give the same message", async () => {
  const reply = {
    content: "ünï 🐍",
    reasoning: "hm",
    toolCalls: [
      { name: "add", arguments: { a: 1 } },
      { name: "add", arguments: { a: 2 } },
    ],
    usage: { input: 7, output: 4 },
  };
  const model = await start([reply, reply]);
  const plain = await model.generate(question);
  const { message, text } = await collect(model.generateStream(question));
  expect({ ...message, raw: undefined }).toEqual({ ...plain, raw: undefined });
  expect(text).toBe("ünï 🐍");
  expect(plain).toMatchObject({
    finishReason: "tool-calls",
    reasoning: [{ text: "hm" }],
    tokenUsage: { inputTokens: 7, outputTokens: 4, totalTokens: 11 },
  });
  expect(plain.toolCalls).toEqual([
    { id: "call_1", name: "add", arguments: { a: 1 } },
    { id: "call_2", name: "add", arguments: { a: 2 } },
  ]);
});

test("a conversation with images, calls and results is written as the protocol wants it", async () => {
  const model = await start(["ok"]);
  await model.generate(conversation, {
    toolsToCallFrom: [addTool],
    responseFormat: { type: "json_schema", schema: answerSchema },
  });
  const body = server?.requests[0]?.body;
  expect(body?.["messages"]).toMatchObject([
    { role: "system", content: "You add numbers." },
    { role: "user", content: "What is 1 + 2, and what colour is this?", images: [expect.stringMatching(/^iVBOR/)] },
    {
      role: "assistant",
      content: "Let me add.",
      tool_calls: [{ function: { name: "add", arguments: { a: 1, b: 2 } } }, { function: { name: "add" } }],
    },
    { role: "tool", content: "3", tool_name: "add" },
    { role: "tool", content: "7", tool_name: "add" },
    { role: "user", content: "Go on." },
  ]);
  expect(body?.["format"]).toEqual(answerSchema);
  expect(body?.["tools"]).toMatchObject([
    { type: "function", function: { name: "add", parameters: { type: "object" } } },
  ]);
});

test("parts are flattened to text", async () => {
  const model = await start(["ok"]);
  await model.generate([
    {
      role: "user",
      content: [
        { type: "text", text: "one" },
        { type: "text", text: "two" },
      ],
    },
  ]);
  expect(server?.requests[0]?.body["messages"]).toEqual([{ role: "user", content: "one\ntwo" }]);
});

test("an image address is refused with what to do instead", async () => {
  const model = await start([]);
  const asked = model.generate([{ role: "user", content: [{ type: "image", image: "https://example.org/a.png" }] }]);
  await expect(asked).rejects.toMatchObject({
    code: "image-address-unsupported",
    hint: expect.stringContaining("bytes"),
  });
});

test("tool choice none sends no tools", async () => {
  const model = await start(["ok"]);
  await model.generate(question, { toolsToCallFrom: [addTool], toolChoice: "none" });
  expect(server?.requests[0]?.body).not.toHaveProperty("tools");
});

test("a missing model names the command that fetches it", async () => {
  const model = await start([{ status: 404, body: { error: "model 'llama3.2' not found" } }]);
  await expect(model.generate(question)).rejects.toMatchObject({
    code: "model-not-found",
    hint: "Fetch the model with: ollama pull llama3.2",
    message: expect.stringContaining("model 'llama3.2' not found"),
  });
});

test("an error inside a stream is thrown, a cut stream is begun anew", async () => {
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
  const headers = { "content-type": "application/x-ndjson" };
  const half = line({ message: { role: "assistant", content: "half" }, done: false });
  const model = await start(
    [
      { headers, chunks: [half + line({ error: "an error was encountered while running the model" })] },
      { headers, chunks: [half] },
      "whole",
    ],
    { retry: quick },
  );
  const { text, deltas } = await collect(model.generateStream(question));
  expect(text).toBe("whole");
  expect(deltas.filter((delta) => delta.restart === true)).toHaveLength(2);
});

test("lines may be split anywhere, the last one without a line end", async () => {
  const text = `${JSON.stringify({ message: { content: "🐍é" }, done: false })}\n${JSON.stringify({ message: { content: "" }, done: true, done_reason: "length", eval_count: 1 })}`;
  const model = await start([
    {
      headers: { "content-type": "application/x-ndjson" },
      chunks: Array.from(new TextEncoder().encode(text), (byte) => Uint8Array.of(byte)),
    },
  ]);
  const { message } = await collect(model.generateStream(question));
  expect(message).toMatchObject({
    content: "🐍é",
    finishReason: "length",
    tokenUsage: { inputTokens: 0, outputTokens: 1 },
  });
});

test("addresses are taken as people write them", async () => {
  const model = await start(["ok"], {});
  const other = new LiteLLMModel({ modelId: "ollama/llama3.2", apiBase: `${server?.url}/v1/` });
  expect(other.apiBase).toBe(server?.url);
  expect(model.apiBase).toBe(server?.url);
  expect(toServerAddress("0.0.0.0:11434")).toBe("http://127.0.0.1:11434");
  expect(toServerAddress("my-host")).toBe("http://my-host:11434");
  expect(toServerAddress("https://ollama.example/")).toBe("https://ollama.example");
  expect(new OllamaModel({ modelId: "x", apiBase: "http://h:1/api/chat" }).apiBase).toBe("http://h:1");
});

test("thinking goes back with the calls that it led to", async () => {
  const model = await start(["ok"]);
  const [, , assistant, ...rest] = structuredClone(conversation);
  if (assistant === undefined) throw new Error("unreachable");
  assistant.reasoning = [{ type: "reasoning", text: "I should add" }];
  await model.generate([{ role: "user", content: [{ type: "image", image: PIXEL }] }, assistant, ...rest], {
    toolsToCallFrom: [addTool],
  });
  expect(server?.requests[0]?.body["messages"]).toMatchObject([
    { role: "user", content: "" },
    { thinking: "I should add" },
    {},
    {},
    {},
  ]);
});

test("sound leaves a note, since silence would mislead the model", async () => {
  const model = await start(["ok"]);
  const audio = { type: "audio" as const, audio: new TextEncoder().encode("ID3 and more") };
  await model.generate([{ role: "user", content: [{ type: "text", text: "Hear this:" }, audio] }]);
  expect(server?.requests[0]?.body["messages"]).toEqual([
    { role: "user", content: "Hear this:\n[audio left out: this model reads text only]" },
  ]);
});
