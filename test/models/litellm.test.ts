import { afterEach, expect, test } from "vitest";
import { ModelError } from "../../src/models/errors.ts";
import { LiteLLMModel } from "../../src/models/litellm-model.ts";
import { LiteLLMRouterModel } from "../../src/models/litellm-router-model.ts";
import { findProvider, providers } from "../../src/models/providers.ts";
import { openaiChat } from "../../src/models/wires/openai-chat.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer } from "../servers/scripted-server.ts";
import type { ChatMessage, Part } from "../../src/models/model.ts";
import { addTool, collect, question, quick } from "./conversation.ts";

let server: ScriptedServer | undefined;
const variables = ["OPENAI_API_KEY", "GROQ_API_KEY", "LITELLM_PROXY_API_BASE", "OPENAI_BASE_URL"];
const before = variables.map((name) => process.env[name]);
afterEach(async () => {
  await server?.close();
  server = undefined;
  for (const [index, name] of variables.entries()) {
    const value = before[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test("every row has a source, a distinct prefix and a well-formed address", () => {
  expect(providers.length).toBeGreaterThanOrEqual(25);
  expect(new Set(providers.map((row) => row.prefix)).size).toBe(providers.length);
  for (const row of providers) {
    expect(row.source).toMatch(/^https:\/\/[\w.-]+\//u);
    if (row.baseUrl !== undefined) expect(row.baseUrl).toMatch(/^https?:\/\/[\w.:-]+(?:\/[\w/.-]*[\w])?$/u);
    if (row.baseUrl?.startsWith("https:") === true) expect(row.needsKey, row.prefix).toBe(true);
    if (row.needsKey === true) expect(row.keyVariables?.length).toBeGreaterThan(0);
  }
});

test("the longest prefix counts, and the rest is the provider's id, slashes included", () => {
  expect(findProvider("openrouter/openai/gpt-4.1")).toMatchObject({
    row: { prefix: "openrouter" },
    modelId: "openai/gpt-4.1",
  });
  expect(findProvider("openai/responses/gpt-5")).toMatchObject({
    row: { prefix: "openai/responses" },
    modelId: "gpt-5",
  });
  expect(findProvider("fireworks_ai/llama-v3p1-8b-instruct").modelId).toBe(
    "accounts/fireworks/models/llama-v3p1-8b-instruct",
  );
  expect(findProvider("fireworks_ai/accounts/me/models/x").modelId).toBe("accounts/me/models/x");
  expect(findProvider("ollama_chat/llama3.2:1b").modelId).toBe("llama3.2:1b");
});

test.each([
  ["olama/llama3.2", "ollama/"],
  ["togetherai/x", "together_ai/"],
  ["ollama-chat/x", "ollama_chat/"],
  ["fireworks/x", "fireworks_ai/"],
  ["opnai/gpt", "openai/"],
  ["bedrok/x", "bedrock/"],
  ["vertex/gemini-2.5-pro", "vertex_ai/"],
])("an unknown prefix lists near matches: %s", (id, near) => {
  expect(() => findProvider(id)).toThrow(
    expect.objectContaining({
      code: "model-unknown",
      message: expect.stringContaining(`Did you mean ${near}`),
    }) as Error,
  );
});

test("an id without a prefix says how to write one", () => {
  expect(() => new LiteLLMModel({ modelId: "llama3.2" })).toThrow(ModelError);
  expect(() => new LiteLLMModel({ modelId: "zzzzqqqq/x" })).toThrow(
    /no provider is known for the prefix "zzzzqqqq\/"\.$/u,
  );
});

test("users add rows and replace rows", async () => {
  server = await startOpenAIServer(["ok"]);
  const row = {
    prefix: "mine",
    wire: openaiChat,
    baseUrl: server.url,
    keyVariables: ["GROQ_API_KEY"],
    source: "https://example.org/",
  };
  process.env["GROQ_API_KEY"] = "gsk_12345678";
  const model = new LiteLLMModel({ modelId: "mine/some/model", providers: [row] });
  expect((await model.generate(question)).content).toBe("ok");
  expect(server.requests[0]).toMatchObject({
    body: { model: "some/model" },
    headers: { authorization: "Bearer gsk_12345678" },
  });
});

test("apiBase overrides the address, and a key from the environment is not sent there", async () => {
  server = await startOpenAIServer(["ok"]);
  process.env["OPENAI_API_KEY"] = "sk-environment-1234";
  await new LiteLLMModel({ modelId: "openai/x", apiBase: server.url }).generate(question);
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
  expect(server.requests[0]?.body["model"]).toBe("x");
});

test("the address may come from the environment, together with the key", async () => {
  server = await startOpenAIServer(["ok"]);
  process.env["OPENAI_BASE_URL"] = server.url;
  process.env["OPENAI_API_KEY"] = "sk-environment-1234";
  await new LiteLLMModel({ modelId: "openai/x" }).generate(question);
  expect(server.requests[0]?.headers.authorization).toBe("Bearer sk-environment-1234");
});

test("a prefix without an address of its own wants one", () => {
  delete process.env["LITELLM_PROXY_API_BASE"];
  expect(() => new LiteLLMModel({ modelId: "litellm_proxy/x" })).toThrow(
    expect.objectContaining({
      code: "model-configuration",
      hint: "Pass apiBase, or set LITELLM_PROXY_API_BASE.",
    }) as Error,
  );
});

test("azure and bedrock are built from their parts", () => {
  expect(
    new LiteLLMModel({ modelId: "azure/gpt", apiBase: "https://n.openai.azure.com", apiVersion: "2025-01-01" }).apiBase,
  ).toBe("https://n.openai.azure.com/openai/deployments/gpt");
  expect(
    new LiteLLMModel({ modelId: "bedrock/amazon.nova-pro-v1:0", awsRegionName: "eu-north-1", apiKey: "k" }).apiBase,
  ).toBe("https://bedrock-runtime.eu-north-1.amazonaws.com");
});

test("text providers get content as text", async () => {
  server = await startOpenAIServer(["ok"]);
  await new LiteLLMModel({ modelId: "groq/x", apiBase: server.url }).generate([
    {
      role: "user",
      content: [
        { type: "text", text: "a", cache: true },
        { type: "text", text: "b" },
      ],
    },
  ]);
  expect(server.requests[0]?.body["messages"]).toEqual([{ role: "user", content: "a\nb" }]);
});

test("a router asks the next model when one fails, and lets the failed one rest", async () => {
  const broken = scriptedModel([new ModelError("model-server-error", "down"), "recovered"], { modelId: "broken" });
  const good = scriptedModel(["one", "two"], { modelId: "good" });
  const router = new LiteLLMRouterModel({ modelId: "group", modelList: [broken, good], cooldownSeconds: 60 });
  const retries: string[] = [];
  expect((await router.generate(question, { onRetry: ({ error }) => retries.push(error.message) })).content).toBe(
    "one",
  );
  expect((await router.generate(question)).content).toBe("two");
  expect(retries).toEqual(["down"]);
  expect(broken.calls).toHaveLength(1);
  expect(router.lastOutputTokenCount).toBe(1);
});

test("a router streams, and begins anew when a stream breaks", async () => {
  const broken = {
    generate: () => Promise.reject(new Error("unused")),
    async *generateStream() {
      yield { content: "half" };
      throw new ModelError("model-stream-cut", "cut");
    },
  };
  const router = new LiteLLMRouterModel({ modelId: "group", modelList: [broken, scriptedModel(["whole"])] });
  const { text, deltas } = await collect(router.generateStream(question));
  expect(text).toBe("whole");
  expect(deltas.filter((delta) => delta.restart === true)).toHaveLength(1);
});

test("a router's entries are LiteLLM's, by group; what is wrong in itself fails at once", async () => {
  server = await startOpenAIServer([{ status: 400, body: { error: { message: "bad temperature" } } }, "never"]);
  const litellmParams = { model: "openai/x", apiBase: server.url, retry: quick };
  const modelList = [
    { modelName: "other", litellmParams: { model: "openai/y" } },
    { modelName: "group", litellmParams },
    { modelName: "group", litellmParams },
  ];
  const router = new LiteLLMRouterModel({ modelId: "group", modelList, maxTokens: 4 });
  await expect(router.generate(question)).rejects.toMatchObject({ code: "model-bad-request" });
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]?.body["max_tokens"]).toBe(4);
  expect(() => new LiteLLMRouterModel({ modelId: "none", modelList })).toThrow(
    /no entry of modelList is named "none"/u,
  );
});

test("when all of a router's models fail, the error lists them", async () => {
  const router = new LiteLLMRouterModel({
    modelId: "g",
    modelList: [
      scriptedModel([new ModelError("model-timeout", "slow")]),
      scriptedModel([new ModelError("model-rate-limited", "busy", { hint: "wait" })]),
    ],
  });
  await expect(router.generate(question)).rejects.toMatchObject({
    code: "model-rate-limited",
    hint: "wait",
    message: expect.stringMatching(/slow\n {2}busy/u),
  });
});

test("a router may begin at a random model", async () => {
  const models = [scriptedModel(["a"]), scriptedModel(["b"])];
  const router = new LiteLLMRouterModel({
    modelId: "g",
    modelList: models,
    routingStrategy: "simple-shuffle",
    random: () => 0.9,
  });
  expect((await router.generate(question)).content).toBe("b");
});

test("ids of calls are made to fit: nine characters for Mistral, forty for others", async () => {
  server = await startOpenAIServer(["ok", "ok"]);
  const id = `run-1/step-2/${"x".repeat(40)}`;
  const messages: ChatMessage[] = [
    ...question,
    {
      role: "assistant",
      content: "",
      toolCalls: [
        { id, name: "add", arguments: {} },
        { id: "abcDEF123", name: "add", arguments: {} },
      ],
    },
    { role: "tool-response", content: "1", toolCallId: id },
    { role: "tool-response", content: "2", toolCallId: "abcDEF123" },
  ];
  for (const prefix of ["mistral", "openai"])
    await new LiteLLMModel({ modelId: `${prefix}/x`, apiBase: server.url }).generate(messages, {
      toolsToCallFrom: [addTool],
    });
  const ids = server.requests.map(({ body }) =>
    (body["messages"] as { tool_call_id?: string }[]).flatMap((message) => message.tool_call_id ?? []),
  );
  expect(ids[0]).toEqual([expect.stringMatching(/^[A-Za-z0-9]{9}$/u), "abcDEF123"]);
  expect(ids[1]).toEqual([expect.stringMatching(/^[a-z0-9]{1,40}$/u), "abcDEF123"]);
});

test("OpenRouter gets cache marks of parts, other servers do not", async () => {
  server = await startOpenAIServer(["ok", "ok"]);
  const content: Part[] = [
    { type: "text", text: "long", cache: true },
    { type: "text", text: "short" },
  ];
  for (const prefix of ["openrouter", "openai"])
    await new LiteLLMModel({ modelId: `${prefix}/x`, apiBase: server.url }).generate([{ role: "user", content }]);
  expect(
    server.requests.map(({ body }) => JSON.stringify(body).includes('"cache_control":{"type":"ephemeral"}')),
  ).toEqual([true, false]);
});
