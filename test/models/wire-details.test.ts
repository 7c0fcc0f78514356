/** What one provider has and others have not. */
import { afterEach, describe, expect, test } from "vitest";
import { AmazonBedrockModel } from "../../src/models/amazon-bedrock-model.ts";
import { AnthropicModel } from "../../src/models/anthropic-model.ts";
import { signRequest } from "../../src/models/aws-signature.ts";
import { AzureOpenAIModel } from "../../src/models/azure-openai-model.ts";
import { GeminiModel } from "../../src/models/gemini-model.ts";
import { InferenceClientModel } from "../../src/models/inference-client-model.ts";
import type { ChatMessage } from "../../src/models/model.ts";
import { OpenAIServerModel } from "../../src/models/openai-server-model.ts";
import { startAnthropicServer } from "../servers/anthropic.ts";
import { awsEvent, startBedrockServer } from "../servers/bedrock.ts";
import { startGeminiServer } from "../servers/gemini.ts";
import { sse, startOpenAIServer } from "../servers/openai.ts";
import { startResponsesServer } from "../servers/openai-responses.ts";
import type { ScriptedServer } from "../servers/scripted-server.ts";
import { addTool, collect, conversation, question, quick } from "./conversation.ts";

let server: ScriptedServer;
afterEach(async () => await server?.close());

const shared = { modelId: "test-model", apiKey: "key-12345678", retry: quick };

describe("Anthropic", () => {
  test("the prompt is marked for caching after the system prompt and at its end, unless that is turned off", async () => {
    server = await startAnthropicServer(["ok", "ok"]);
    await new AnthropicModel({ ...shared, apiBase: server.url }).generate(conversation, { toolsToCallFrom: [addTool] });
    await new AnthropicModel({ ...shared, apiBase: server.url, cachePrompt: false }).generate(conversation, {
      toolsToCallFrom: [addTool],
    });
    const [marked, plain] = server.requests.map(({ body }) => JSON.stringify(body));
    expect(marked?.match(/"text":"You add numbers\.","cache_control"/u)).not.toBeNull();
    expect(marked?.match(/"text":"Go on\.","cache_control":\{"type":"ephemeral"\}/u)).not.toBeNull();
    expect(marked?.match(/cache_control/gu)).toHaveLength(2);
    expect(plain).not.toContain("cache_control");
  });

  test("signed thinking goes back before the calls, unsigned does not", async () => {
    server = await startAnthropicServer(["ok"]);
    const call = { id: "weird:id/1", name: "add", arguments: {} };
    const messages: ChatMessage[] = [
      ...question,
      {
        role: "assistant",
        content: "",
        reasoning: [
          { type: "reasoning", text: "signed", signature: "c2ln" },
          { type: "reasoning", text: "unsigned" },
        ],
        toolCalls: [call],
      },
      { role: "tool-response", content: "3", toolCallId: "weird:id/1" },
    ];
    await new AnthropicModel({ ...shared, apiBase: server.url }).generate(messages, { toolsToCallFrom: [addTool] });
    expect(server.requests[0]?.body["messages"]).toMatchObject([
      {},
      {
        content: [
          { type: "thinking", thinking: "signed", signature: "c2ln" },
          { type: "tool_use", id: "weird_id_1" },
        ],
      },
      { content: [{ type: "tool_result", tool_use_id: "weird_id_1", content: [{ type: "text", text: "3" }] }] },
    ]);
  });

  test("a thinking model is not forced to call a tool", async () => {
    server = await startAnthropicServer(["ok"]);
    await new AnthropicModel({
      ...shared,
      apiBase: server.url,
      thinking: { type: "enabled", budget_tokens: 1024 },
    }).generate(question, { toolsToCallFrom: [addTool], toolChoice: "required" });
    expect(server.requests[0]?.body).toMatchObject({
      tool_choice: { type: "auto" },
      thinking: { type: "enabled", budget_tokens: 1024 },
    });
  });

  test("a refusal is the finish reason content-filter", async () => {
    server = await startAnthropicServer([
      { body: { content: [], stop_reason: "refusal", usage: { input_tokens: 1, output_tokens: 0 } } },
    ]);
    expect((await new AnthropicModel({ ...shared, apiBase: server.url }).generate(question)).finishReason).toBe(
      "content-filter",
    );
  });

  test("status 529 is tried again", async () => {
    server = await startAnthropicServer([
      { status: 529, body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } } },
      "ok",
    ]);
    expect((await new AnthropicModel({ ...shared, apiBase: server.url }).generate(question)).content).toBe("ok");
  });
});

describe("Gemini", () => {
  test("the signature of a call goes back on its part, and results are named", async () => {
    server = await startGeminiServer([{ toolCalls: [{ name: "add", arguments: { a: 1 } }] }, "ok"]);
    const model = new GeminiModel({ ...shared, apiBase: server.url });
    const reply = await model.generate(question, { toolsToCallFrom: [addTool] });
    expect(reply.toolCalls).toEqual([{ id: "call_1", name: "add", arguments: { a: 1 }, signature: "c2ln" }]);
    await model.generate([...question, reply, { role: "tool-response", content: "3", toolCallId: "call_1" }], {
      toolsToCallFrom: [addTool],
    });
    expect(server.requests[1]?.body["contents"]).toMatchObject([
      {},
      { role: "model", parts: [{ functionCall: { name: "add", args: { a: 1 } }, thoughtSignature: "c2ln" }] },
      { role: "user", parts: [{ functionResponse: { name: "add", response: { output: "3" } } }] },
    ]);
  });

  test("a blocked prompt is a content-filter error", async () => {
    server = await startGeminiServer([{ body: { promptFeedback: { blockReason: "SAFETY" } } }]);
    await expect(new GeminiModel({ ...shared, apiBase: server.url }).generate(question)).rejects.toMatchObject({
      code: "model-content-filter",
      message: expect.stringContaining("SAFETY"),
    });
  });

  test("a wrong key, which comes with status 400, is an auth error", async () => {
    server = await startGeminiServer([
      {
        status: 400,
        body: {
          error: { code: 400, message: "API key not valid. Please pass a valid API key.", status: "INVALID_ARGUMENT" },
        },
      },
    ]);
    await expect(new GeminiModel({ ...shared, apiBase: server.url }).generate(question)).rejects.toMatchObject({
      code: "model-auth",
    });
  });

  test("an image that the model made is in the content, which ends at a stop sequence all the same", async () => {
    const parts = [{ text: "here it is" }, { inlineData: { mimeType: "image/png", data: "iVBORw0KGgo=" } }];
    const body = { candidates: [{ content: { parts }, finishReason: "MAX_TOKENS" }] };
    server = await startGeminiServer([{ body }, { body }]);
    const model = new GeminiModel({ ...shared, apiBase: server.url });
    expect((await model.generate(question)).content).toEqual([
      { type: "text", text: "here it is" },
      { type: "image", image: "data:image/png;base64,iVBORw0KGgo=", mediaType: "image/png" },
    ]);
    expect(await model.generate(question, { stopSequences: [" it"] })).toMatchObject({
      content: [{ type: "text", text: "here" }],
      finishReason: "stop",
    });
  });

  test("request fields stay beside the generation config", async () => {
    server = await startGeminiServer(["ok"]);
    await new GeminiModel({
      ...shared,
      apiBase: server.url,
      safetySettings: [],
      thinkingConfig: { thinkingBudget: 0 },
      top_k: 5,
    }).generate(question);
    expect(server.requests[0]?.body).toMatchObject({
      safetySettings: [],
      generationConfig: { thinkingConfig: { thinkingBudget: 0 }, topK: 5 },
    });
  });
});

describe("Bedrock", () => {
  const credentials = {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    sessionToken: "token/+=",
  };

  test("a request is signed as Amazon's own client signs it", async () => {
    const headers = await signRequest(
      {
        method: "POST",
        url: "https://bedrock-runtime.eu-west-1.amazonaws.com/model/anthropic.claude-3%3A0/converse?a%20b=c%2Fd",
        headers: { "content-type": "application/json" },
        body: '{"messages":["ü"]}',
      },
      credentials,
      { region: "eu-west-1", service: "bedrock", date: new Date("2025-01-02T03:04:05.678Z") },
    );
    // Made with @smithy/signature-v4 from the same request, credentials and time.
    expect(headers).toEqual({
      "x-amz-date": "20250102T030405Z",
      "x-amz-security-token": "token/+=",
      "x-amz-content-sha256": "a6e2e80ef3ca6993c0ae30c313a0f8fe767c0671f83588ed78adbb58bf3dc51d",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250102/eu-west-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=67f8dc76a4df6e31c117d65f2fd27af3ddba267d6e665f9ac16fd519f48baa10",
    });
  });

  test("credentials sign, a key is a bearer token, and the model id is encoded", async () => {
    server = await startBedrockServer(["ok", "ok"]);
    await new AmazonBedrockModel({
      modelId: "us.amazon.nova-pro-v1:0",
      apiBase: server.url,
      region: "eu-west-1",
      credentials,
    }).generate(question);
    await new AmazonBedrockModel({ ...shared, apiBase: server.url }).generate(question);
    expect(server.requests[0]?.url).toBe("/model/us.amazon.nova-pro-v1%3A0/converse");
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: expect.stringContaining("AKIDEXAMPLE"),
      "x-amz-security-token": "token/+=",
    });
    expect(server.requests[1]?.headers.authorization).toBe("Bearer key-12345678");
  });

  test("options of the model's maker go apart", async () => {
    server = await startBedrockServer(["ok"]);
    await new AmazonBedrockModel({
      ...shared,
      apiBase: server.url,
      maxTokens: 9,
      top_k: 5,
      guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
    }).generate(question, { responseFormat: { type: "json_schema", schema: { type: "object" } } });
    expect(server.requests[0]?.body).toMatchObject({
      inferenceConfig: { maxTokens: 9 },
      additionalModelRequestFields: { top_k: 5 },
      guardrailConfig: { guardrailIdentifier: "g" },
      outputConfig: {
        textFormat: { type: "json_schema", structure: { jsonSchema: { name: "answer", schema: '{"type":"object"}' } } },
      },
    });
  });

  test("system is an option, too, which a system message replaces", async () => {
    server = await startBedrockServer(["ok", "ok"]);
    const model = new AmazonBedrockModel({ ...shared, apiBase: server.url, system: [{ text: "Be brief." }] });
    await model.generate(question);
    await model.generate([{ role: "system", content: "Be kind." }, ...question]);
    expect(server.requests.map(({ body }) => body["system"])).toEqual([
      [{ text: "Be brief." }],
      [{ text: "Be kind." }],
    ]);
  });

  test("throttling inside a stream is a rate limit", async () => {
    server = await startBedrockServer([
      {
        headers: { "content-type": "application/vnd.amazon.eventstream" },
        chunks: [awsEvent("throttlingException", { message: "slow down" }, "exception")],
      },
    ]);
    await expect(
      collect(new AmazonBedrockModel({ ...shared, apiBase: server.url, retry: false }).generateStream(question)),
    ).rejects.toMatchObject({ code: "model-rate-limited", providerMessage: "slow down" });
  });

  test("a stream with an impossible length is refused", async () => {
    server = await startBedrockServer([
      { headers: { "content-type": "application/vnd.amazon.eventstream" }, chunks: [new Uint8Array(64).fill(255)] },
    ]);
    await expect(
      collect(new AmazonBedrockModel({ ...shared, apiBase: server.url, retry: false }).generateStream(question)),
    ).rejects.toMatchObject({ code: "model-bad-response" });
  });
});

describe("OpenAI responses", () => {
  test("reasoning goes back as it came, before the calls that it led to", async () => {
    server = await startResponsesServer([
      { reasoning: "I think", toolCalls: [{ id: "c", name: "add", arguments: {} }] },
      "ok",
    ]);
    const model = new OpenAIServerModel({ ...shared, apiBase: server.url, api: "responses" });
    const reply = await model.generate(question, { toolsToCallFrom: [addTool] });
    await model.generate([...question, reply, { role: "tool-response", content: "0", toolCallId: "c" }], {
      toolsToCallFrom: [addTool],
    });
    expect(server.requests[1]?.body["input"]).toMatchObject([
      { role: "user" },
      { type: "reasoning", encrypted_content: "c2VjcmV0" },
      { type: "function_call", call_id: "c" },
      { type: "function_call_output", output: "0" },
    ]);
  });

  test("a model without encrypted reasoning is not asked for it twice", async () => {
    server = await startResponsesServer([
      {
        status: 400,
        body: {
          error: {
            message: "Encrypted content is not supported with this model.",
            type: "invalid_request_error",
            param: "include",
          },
        },
      },
      "ok",
      "ok",
    ]);
    const model = new OpenAIServerModel({ ...shared, apiBase: server.url, api: "responses", reasoningEffort: "low" });
    await model.generate(question);
    await model.generate(question);
    expect(server.requests.map(({ body }) => "include" in body)).toEqual([true, false, false]);
    expect(server.requests[0]?.body["reasoning"]).toEqual({ effort: "low" });
  });

  test("a failed response is an error, plain and streamed", async () => {
    const response = { id: "r", status: "failed", error: { code: "server_error", message: "it broke" }, output: [] };
    server = await startResponsesServer([
      { body: response },
      { headers: { "content-type": "text/event-stream" }, chunks: [sse({ type: "response.failed", response })] },
    ]);
    const model = new OpenAIServerModel({ ...shared, apiBase: server.url, api: "responses", retry: false });
    await expect(model.generate(question)).rejects.toMatchObject({
      code: "model-server-error",
      providerMessage: "it broke",
    });
    await expect(collect(model.generateStream(question))).rejects.toMatchObject({
      code: "model-server-error",
      providerMessage: "it broke",
    });
  });
});

describe("Azure", () => {
  test("the deployment is in the path, the version in the query, the key in a header of its own", async () => {
    server = await startOpenAIServer(["ok"], { basePath: "/openai/deployments/my%20gpt" });
    const host = server.url.replace(/\/openai.*$/u, "");
    await new AzureOpenAIModel({
      ...shared,
      modelId: "my gpt",
      azureEndpoint: `${host}/`,
      apiVersion: "2025-01-01",
      maxTokens: 3,
    }).generate(question);
    expect(server.requests[0]).toMatchObject({
      url: "/openai/deployments/my%20gpt/chat/completions?api-version=2025-01-01",
      headers: { "api-key": "key-12345678" },
      body: { max_completion_tokens: 3 },
    });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test("the newer address takes the deployment as the model; tokens are asked for each request", async () => {
    server = await startOpenAIServer(["ok", "ok"], { basePath: "/openai/v1" });
    let count = 0;
    const model = new AzureOpenAIModel({
      modelId: "gpt",
      azureEndpoint: server.url,
      azureAdTokenProvider: () => `token-${(count += 1)}`,
    });
    await model.generate(question);
    await model.generate(question);
    expect(server.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["/openai/v1/chat/completions", "Bearer token-1"],
      ["/openai/v1/chat/completions", "Bearer token-2"],
    ]);
  });
});

test("Hugging Face's router gets the provider in the model id and who pays in a header", async () => {
  server = await startOpenAIServer(["ok"]);
  const { url } = server;
  const model = new InferenceClientModel({
    token: "hf_12345678",
    modelId: "Qwen/Qwen3-32B",
    provider: "cerebras",
    billTo: "my-org",
    // The router's address is fixed; the request is led to the local server.
    clientKwargs: {
      fetch: (async (address: string, init: RequestInit) =>
        await fetch(address.replace("https://router.huggingface.co/v1", url), init)) as typeof fetch,
    },
  });
  expect((await model.generate(question)).content).toBe("ok");
  expect(server.requests[0]).toMatchObject({
    body: { model: "Qwen/Qwen3-32B:cerebras" },
    headers: { authorization: "Bearer hf_12345678", "x-hf-bill-to": "my-org" },
  });
});

test("OpenRouter's reasoning details are joined and sent back", async () => {
  const event = (delta: unknown, finish_reason: string | null = null): string =>
    sse({ choices: [{ index: 0, delta, finish_reason }] });
  server = await startOpenAIServer([
    {
      headers: { "content-type": "text/event-stream" },
      chunks: [
        event({ reasoning: "a", reasoning_details: [{ type: "reasoning.text", text: "a", index: 0 }] }),
        event({ reasoning: "b", reasoning_details: [{ type: "reasoning.text", text: "b", index: 0, signature: "s" }] }),
        event({ content: "hi" }, "stop"),
      ],
    },
    "ok",
  ]);
  const model = new OpenAIServerModel({
    ...shared,
    apiBase: server.url,
    quirks: { reasoningField: "reasoning_details" },
  });
  const { message } = await collect(model.generateStream(question));
  await model.generate([...question, message, ...question]);
  expect(server.requests[1]?.body["messages"]).toMatchObject([
    {},
    {
      role: "assistant",
      content: "hi",
      reasoning_details: [{ type: "reasoning.text", text: "ab", index: 0, signature: "s" }],
    },
    {},
  ]);
});
