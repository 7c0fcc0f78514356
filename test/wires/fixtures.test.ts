/** What our models send for one conversation means what the official clients send for it (see peers/record.mjs). */
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { AmazonBedrockModel } from "../../src/models/amazon-bedrock-model.ts";
import { AnthropicModel } from "../../src/models/anthropic-model.ts";
import { GeminiModel } from "../../src/models/gemini-model.ts";
import { OllamaModel } from "../../src/models/ollama-model.ts";
import { OpenAIServerModel } from "../../src/models/openai-server-model.ts";
import type { WireModel } from "../../src/models/wire-model.ts";
import type { WireModelOptions } from "../../src/models/wire-options.ts";
import { addTool, answerSchema, collect, conversation } from "../models/conversation.ts";
import { startAnthropicServer } from "../servers/anthropic.ts";
import { startBedrockServer } from "../servers/bedrock.ts";
import { startGeminiServer } from "../servers/gemini.ts";
import { startOllamaServer } from "../servers/ollama.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import { startResponsesServer } from "../servers/openai-responses.ts";
import type { ScriptedServer, ServerReply } from "../servers/scripted-server.ts";

interface FixtureCase {
  name: string;
  startServer(replies: readonly ServerReply[]): Promise<ScriptedServer>;
  createModel(options: WireModelOptions): WireModel;
}

const sampling = { temperature: 0.5, maxTokens: 99 };
const cases: FixtureCase[] = [
  {
    name: "openai-chat",
    startServer: startOpenAIServer,
    createModel: (options) => new OpenAIServerModel({ ...options, ...sampling }),
  },
  {
    name: "openai-responses",
    startServer: startResponsesServer,
    createModel: (options) => new OpenAIServerModel({ ...options, ...sampling, api: "responses" }),
  },
  {
    name: "anthropic",
    startServer: startAnthropicServer,
    createModel: (options) => new AnthropicModel({ ...options, maxTokens: 99, cachePrompt: false }),
  },
  {
    name: "gemini",
    startServer: startGeminiServer,
    createModel: (options) => new GeminiModel({ ...options, ...sampling }),
  },
  {
    name: "ollama",
    startServer: startOllamaServer,
    createModel: (options) => new OllamaModel({ ...options, ...sampling }),
  },
  {
    name: "bedrock",
    startServer: startBedrockServer,
    createModel: (options) => new AmazonBedrockModel({ ...options, ...sampling }),
  },
];

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

test.each(cases)("$name", async ({ name, startServer, createModel }) => {
  const path = new URL(`./fixtures/${name}.json`, import.meta.url);
  const expected = JSON.parse(readFileSync(path, "utf8")) as { url: string; body: Record<string, unknown> }[];
  server = await startServer(["ok", "ok"]);
  const model = createModel({ modelId: "test-model", apiBase: server.url, apiKey: "key-12345678", retry: false });
  const options = {
    toolsToCallFrom: [addTool],
    toolChoice: "required" as const,
    stopSequences: ["Observation:", "</code>"],
    responseFormat: { type: "json_schema" as const, name: "answer", schema: answerSchema },
  };
  await model.generate(conversation, options);
  await collect(model.generateStream(conversation, options));
  const sent = server.requests.map(({ url, body }) => ({ url, body: meaningOf(body) }));
  expect(sent).toEqual(expected.map(({ url, body }) => ({ url, body: meaningOf(body) })));
});

/** `stream: false` is what a missing `stream` means, but for Ollama, whose official client says it, too. */
function meaningOf(body: Record<string, unknown>): Record<string, unknown> {
  const { stream, ...rest } = body;
  return stream === true ? { ...rest, stream } : rest;
}
