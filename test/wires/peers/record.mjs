// The official clients talk to our test servers: that proves the servers by clients that we did not write, and what the
// clients send for one conversation is kept as fixtures, which ../fixtures.test.ts compares with what our models send.
//
//   npm install && npm run record      writes ../fixtures/*.json
//   npm run check                      fails when a client sends something else by now
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { deepEqual, equal } from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { createOpenAICompatible as createV2 } from "@ai-sdk/openai-compatible-v2";
import { createOpenAICompatible as createV3 } from "@ai-sdk/openai-compatible-v3";
import { createOpenAICompatible as createV4 } from "@ai-sdk/openai-compatible-v4";

const here = fileURLToPath(new URL(".", import.meta.url));
const { servers, models, conversation } = await bundle();
const { addTool, answerSchema, PIXEL } = conversation;
const image = Buffer.from(PIXEL).toString("base64");
const question = "What is 1 + 2, and what colour is this?";
const stops = ["Observation:", "</code>"];
const apiKey = "key-12345678";

/** What each server answers, and what each client must read of it. */
const reply = {
  content: "It is 3. 🐍",
  toolCalls: [{ id: "call_9", name: "add", arguments: { a: 5, b: 6 } }],
  usage: { input: 20, output: 8 },
};

const clients = {
  "openai-chat": [servers.startOpenAIServer, askOpenAI],
  "openai-responses": [servers.startResponsesServer, askResponses],
  anthropic: [servers.startAnthropicServer, askAnthropic],
  gemini: [servers.startGeminiServer, askGemini],
  ollama: [servers.startOllamaServer, askOllama],
  bedrock: [servers.startBedrockServer, askBedrock],
};

let failures = 0;
for (const [name, [start, ask]] of Object.entries(clients)) {
  const server = await start([reply, reply]);
  try {
    const read = await ask(server.url);
    for (const { text, call, counts } of read) {
      equal(text, reply.content);
      deepEqual(call, { name: "add", arguments: { a: 5, b: 6 } });
      deepEqual(counts, { input: 20, output: 8 });
    }
    compareOrWrite(name, server.requests);
    console.log(`✓ ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`✗ ${name}: ${error.stack}`);
  } finally {
    await server.close();
  }
}
await checkAiSdk();
process.exitCode = failures === 0 ? 0 : 1;

function compareOrWrite(name, requests) {
  const path = join(here, "../fixtures", `${name}.json`);
  const kept = requests.map(({ url, body }) => ({ url, body }));
  const text = `${JSON.stringify(kept, undefined, 2)}\n`;
  if (process.argv.includes("--check")) equal(readFileSync(path, "utf8"), text);
  else writeFileSync(path, text);
}

async function askOpenAI(baseURL) {
  const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
  const request = {
    model: "test-model",
    messages: [
      { role: "system", content: "You add numbers." },
      {
        role: "user",
        content: [
          { type: "text", text: question },
          { type: "image_url", image_url: { url: `data:image/png;base64,${image}` } },
        ],
      },
      {
        role: "assistant",
        content: "Let me add.",
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "add", arguments: '{"a":1,"b":2}' } },
          { id: "call_2", type: "function", function: { name: "add", arguments: '{"a":3,"b":4}' } },
        ],
      },
      { role: "tool", tool_call_id: "call_1", content: "3" },
      { role: "tool", tool_call_id: "call_2", content: "7" },
      { role: "user", content: "Go on." },
    ],
    tools: [
      {
        type: "function",
        function: { name: addTool.name, description: addTool.description, parameters: addTool.inputs },
      },
    ],
    tool_choice: "required",
    stop: stops,
    response_format: { type: "json_schema", json_schema: { name: "answer", schema: answerSchema, strict: true } },
    temperature: 0.5,
    max_tokens: 99,
  };
  const whole = await client.chat.completions.create(request);
  const stream = client.chat.completions.stream({ ...request, stream_options: { include_usage: true } });
  const streamed = await stream.finalChatCompletion();
  return [whole, streamed].map(({ choices: [{ message }], usage }) => ({
    text: message.content,
    call: {
      name: message.tool_calls[0].function.name,
      arguments: JSON.parse(message.tool_calls[0].function.arguments),
    },
    counts: { input: usage.prompt_tokens, output: usage.completion_tokens },
  }));
}

async function askResponses(baseURL) {
  const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
  const request = {
    model: "test-model",
    store: false,
    include: ["reasoning.encrypted_content"],
    input: [
      { role: "system", content: "You add numbers." },
      {
        role: "user",
        content: [
          { type: "input_text", text: question },
          { type: "input_image", image_url: `data:image/png;base64,${image}` },
        ],
      },
      { role: "assistant", content: "Let me add." },
      { type: "function_call", call_id: "call_1", name: "add", arguments: '{"a":1,"b":2}' },
      { type: "function_call", call_id: "call_2", name: "add", arguments: '{"a":3,"b":4}' },
      { type: "function_call_output", call_id: "call_1", output: "3" },
      { type: "function_call_output", call_id: "call_2", output: "7" },
      { role: "user", content: "Go on." },
    ],
    tools: [
      {
        type: "function",
        name: addTool.name,
        description: addTool.description,
        parameters: addTool.inputs,
        strict: false,
      },
    ],
    tool_choice: "required",
    text: { format: { type: "json_schema", name: "answer", schema: answerSchema, strict: true } },
    temperature: 0.5,
    max_output_tokens: 99,
  };
  const whole = await client.responses.create(request);
  let streamed;
  let text = "";
  for await (const event of await client.responses.create({ ...request, stream: true })) {
    if (event.type === "response.output_text.delta") text += event.delta;
    if (event.type === "response.completed") streamed = event.response;
  }
  equal(text, reply.content);
  return [whole, streamed].map(({ output, usage }) => {
    const call = output.find((item) => item.type === "function_call");
    return {
      text: output.find((item) => item.type === "message").content[0].text,
      call: { name: call.name, arguments: JSON.parse(call.arguments) },
      counts: { input: usage.input_tokens, output: usage.output_tokens },
    };
  });
}

async function askAnthropic(baseURL) {
  const client = new Anthropic({ baseURL, apiKey, maxRetries: 0 });
  const request = {
    model: "test-model",
    max_tokens: 99,
    system: [{ type: "text", text: "You add numbers." }],
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: question },
          { type: "image", source: { type: "base64", media_type: "image/png", data: image } },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "text", text: "Let me add." },
          { type: "tool_use", id: "call_1", name: "add", input: { a: 1, b: 2 } },
          { type: "tool_use", id: "call_2", name: "add", input: { a: 3, b: 4 } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "call_1", content: [{ type: "text", text: "3" }] },
          { type: "tool_result", tool_use_id: "call_2", content: [{ type: "text", text: "7" }] },
          { type: "text", text: "Go on." },
        ],
      },
    ],
    tools: [{ name: addTool.name, description: addTool.description, input_schema: addTool.inputs }],
    tool_choice: { type: "any" },
    stop_sequences: stops,
    output_config: { format: { type: "json_schema", schema: answerSchema } },
  };
  const whole = await client.messages.create(request);
  const streamed = await client.messages.stream(request).finalMessage();
  return [whole, streamed].map(({ content, usage }) => {
    const call = content.find((block) => block.type === "tool_use");
    return {
      text: content.find((block) => block.type === "text").text,
      call: { name: call.name, arguments: call.input },
      counts: {
        input: usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens,
        output: usage.output_tokens,
      },
    };
  });
}

async function askGemini(url) {
  const client = new GoogleGenAI({
    apiKey,
    vertexai: false,
    httpOptions: { baseUrl: url.replace("/v1beta", ""), apiVersion: "v1beta" },
  });
  const request = {
    model: "test-model",
    contents: [
      { role: "user", parts: [{ text: question }, { inlineData: { mimeType: "image/png", data: image } }] },
      {
        role: "model",
        parts: [
          { text: "Let me add." },
          { functionCall: { id: "call_1", name: "add", args: { a: 1, b: 2 } } },
          { functionCall: { id: "call_2", name: "add", args: { a: 3, b: 4 } } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "call_1", name: "add", response: { output: "3" } } },
          { functionResponse: { id: "call_2", name: "add", response: { output: "7" } } },
          { text: "Go on." },
        ],
      },
    ],
    config: {
      systemInstruction: { parts: [{ text: "You add numbers." }] },
      tools: [
        {
          functionDeclarations: [
            { name: addTool.name, description: addTool.description, parametersJsonSchema: addTool.inputs },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: "ANY" } },
      stopSequences: stops,
      responseMimeType: "application/json",
      responseJsonSchema: answerSchema,
      temperature: 0.5,
      maxOutputTokens: 99,
    },
  };
  const whole = await client.models.generateContent(request);
  const read = ({ text, call, usage }) => ({
    text,
    call: { name: call.name, arguments: call.args },
    counts: { input: usage.promptTokenCount, output: usage.candidatesTokenCount + usage.thoughtsTokenCount },
  });
  const streamed = { text: "" };
  for await (const chunk of await client.models.generateContentStream(request)) {
    streamed.text += chunk.text ?? "";
    streamed.call ??= chunk.functionCalls?.[0];
    streamed.usage = chunk.usageMetadata ?? streamed.usage;
  }
  return [read({ text: whole.text, call: whole.functionCalls[0], usage: whole.usageMetadata }), read(streamed)];
}

async function askOllama(host) {
  const client = new Ollama({ host });
  const call = (given) => ({ function: { name: "add", arguments: given } });
  const request = {
    model: "test-model",
    messages: [
      { role: "system", content: "You add numbers." },
      { role: "user", content: question, images: [image] },
      { role: "assistant", content: "Let me add.", tool_calls: [call({ a: 1, b: 2 }), call({ a: 3, b: 4 })] },
      { role: "tool", content: "3", tool_name: "add" },
      { role: "tool", content: "7", tool_name: "add" },
      { role: "user", content: "Go on." },
    ],
    tools: [
      {
        type: "function",
        function: { name: addTool.name, description: addTool.description, parameters: addTool.inputs },
      },
    ],
    format: answerSchema,
    options: { stop: stops, temperature: 0.5, num_predict: 99 },
  };
  const whole = await client.chat({ ...request, stream: false });
  const streamed = { message: { content: "", tool_calls: [] } };
  for await (const part of await client.chat({ ...request, stream: true })) {
    streamed.message.content += part.message.content;
    streamed.message.tool_calls.push(...(part.message.tool_calls ?? []));
    Object.assign(streamed, { prompt_eval_count: part.prompt_eval_count, eval_count: part.eval_count });
  }
  return [whole, streamed].map(({ message, prompt_eval_count: input, eval_count: output }) => ({
    text: message.content,
    call: message.tool_calls[0].function,
    counts: { input, output },
  }));
}

async function askBedrock(endpoint) {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  // The client prefers HTTP/2; the server is a plain one.
  const requestHandler = new NodeHttpHandler();
  const client = new BedrockRuntimeClient({
    endpoint,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
    requestHandler,
  });
  const request = {
    modelId: "test-model",
    system: [{ text: "You add numbers." }],
    messages: [
      { role: "user", content: [{ text: question }, { image: { format: "png", source: { bytes: PIXEL } } }] },
      {
        role: "assistant",
        content: [
          { text: "Let me add." },
          { toolUse: { toolUseId: "call_1", name: "add", input: { a: 1, b: 2 } } },
          { toolUse: { toolUseId: "call_2", name: "add", input: { a: 3, b: 4 } } },
        ],
      },
      {
        role: "user",
        content: [
          { toolResult: { toolUseId: "call_1", content: [{ text: "3" }] } },
          { toolResult: { toolUseId: "call_2", content: [{ text: "7" }] } },
          { text: "Go on." },
        ],
      },
    ],
    toolConfig: {
      tools: [
        { toolSpec: { name: addTool.name, description: addTool.description, inputSchema: { json: addTool.inputs } } },
      ],
      toolChoice: { any: {} },
    },
    inferenceConfig: { stopSequences: stops, temperature: 0.5, maxTokens: 99 },
    outputConfig: {
      textFormat: {
        type: "json_schema",
        structure: { jsonSchema: { name: "answer", schema: JSON.stringify(answerSchema) } },
      },
    },
  };
  const { output, usage } = await client.send(new ConverseCommand(request));
  const [{ text }, { toolUse }] = output.message.content;
  const streamed = { text: "", name: "", input: "" };
  const { stream } = await client.send(new ConverseStreamCommand(request));
  for await (const event of stream) {
    streamed.text += event.contentBlockDelta?.delta.text ?? "";
    streamed.input += event.contentBlockDelta?.delta.toolUse?.input ?? "";
    streamed.name += event.contentBlockStart?.start.toolUse?.name ?? "";
    streamed.usage = event.metadata?.usage ?? streamed.usage;
  }
  const count = ({ inputTokens, cacheReadInputTokens, outputTokens }) => ({
    input: inputTokens + cacheReadInputTokens,
    output: outputTokens,
  });
  return [
    { text, call: { name: toolUse.name, arguments: toolUse.input }, counts: count(usage) },
    {
      text: streamed.text,
      call: { name: streamed.name, arguments: JSON.parse(streamed.input) },
      counts: count(streamed.usage),
    },
  ];
}

/** The same provider package in three specifications, driven by AISDKModel: identical results, identical requests. */
async function checkAiSdk() {
  const results = [];
  for (const [version, create] of [
    ["v2", createV2],
    ["v3", createV3],
    ["v4", createV4],
  ]) {
    const server = await servers.startOpenAIServer([reply, reply]);
    const provider = create({
      name: "local",
      baseURL: server.url,
      apiKey,
      includeUsage: true,
      supportsStructuredOutputs: true,
    });
    const model = new models.AISDKModel({
      model: provider("test-model"),
      temperature: 0.5,
      maxTokens: 99,
      retry: false,
    });
    equal(provider("test-model").specificationVersion, version);
    const options = {
      toolsToCallFrom: [addTool],
      toolChoice: "required",
      stopSequences: stops,
      responseFormat: { type: "json_schema", name: "answer", schema: answerSchema },
    };
    try {
      const whole = await model.generate(conversation.conversation, options);
      let streamed;
      for await (const delta of model.generateStream(conversation.conversation, options))
        streamed = delta.message ?? streamed;
      const plain = (message) => JSON.parse(JSON.stringify({ ...message, raw: undefined }));
      deepEqual(plain(streamed), plain(whole));
      equal(whole.content, reply.content);
      results.push({ message: plain(whole), bodies: server.requests.map(({ body }) => body) });
      console.log(`✓ AI SDK ${version}`);
    } catch (error) {
      failures += 1;
      console.log(`✗ AI SDK ${version}: ${error.stack}`);
    } finally {
      await server.close();
    }
  }
  try {
    // Where nothing is reported, one specification says undefined and the next 0.
    const comparable = ({ tokenUsage: { inputTokens, outputTokens, totalTokens }, ...message }) => ({
      ...message,
      inputTokens,
      outputTokens,
      totalTokens,
    });
    for (const { message, bodies } of results) {
      deepEqual(comparable(message), comparable(results[0].message));
      // The packages themselves differ in what they make of a schema.
      for (const name of ["messages", "tools", "tool_choice", "stop", "temperature"]) {
        deepEqual(
          bodies.map((body) => body[name]),
          results[0].bodies.map((body) => body[name]),
        );
      }
    }
    console.log("✓ AI SDK: the three specifications give one message");
  } catch (error) {
    failures += 1;
    console.log(`✗ AI SDK: ${error.message}`);
  }
}

/** The servers and models are TypeScript; the project's own esbuild makes them runnable. */
async function bundle() {
  const { build } = createRequire(join(here, "../../../package.json"))("esbuild");
  const folder = mkdtempSync(join(tmpdir(), "wire-peers-"));
  const outfile = join(folder, "ours.mjs");
  await build({
    stdin: {
      contents: `
        export * as openai from "../../servers/openai.ts"; export * as responses from "../../servers/openai-responses.ts";
        export * as anthropic from "../../servers/anthropic.ts"; export * as gemini from "../../servers/gemini.ts";
        export * as ollama from "../../servers/ollama.ts"; export * as bedrock from "../../servers/bedrock.ts";
        export * as models from "../../../src/models/index.ts"; export * as conversation from "../../models/conversation.ts";`,
      resolveDir: here,
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  const { models, conversation, ...groups } = await import(pathToFileURL(outfile).href);
  return { models, conversation, servers: Object.assign({}, ...Object.values(groups)) };
}
