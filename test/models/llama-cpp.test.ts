/** How the package `node-llama-cpp` is driven, on an imitation of the few functions that are used. */
import { expect, test } from "vitest";
import { LlamaCppModel } from "../../src/models/llama-cpp-model.ts";
import type { LlamaChatResponse, LlamaModule, LlamaResponseChunk } from "../../src/models/llama-cpp-types.ts";
import { addTool, answerSchema, collect, conversation, question } from "./conversation.ts";

interface Recorded {
  history: unknown;
  options: Record<string, unknown>;
}

function imitate(
  respond: (call: Recorded, count: number) => Partial<LlamaChatResponse> & { chunks?: LlamaResponseChunk[] },
): { module: LlamaModule; calls: Recorded[]; loads: unknown[]; disposed: number[] } {
  const calls: Recorded[] = [];
  const loads: unknown[] = [];
  const disposed: number[] = [];
  const sequence = { nextTokenIndex: 0, tokenMeter: { usedOutputTokens: 0 } };
  const module: LlamaModule = {
    getLlama: async () => {
      const llama = {
        loadModel: async (options: { modelPath: string }) => {
          loads.push(options.modelPath);
          if (options.modelPath === "missing.gguf") throw new Error("no such file");
          return await Promise.resolve({
            createContext: async () => await Promise.resolve({ getSequence: () => sequence }),
            dispose: async () => {
              disposed.push(1);
              await Promise.resolve();
            },
          });
        },
        createGrammar: async (options: { grammar: string }) => await Promise.resolve({ gbnf: options.grammar }),
        createGrammarForJsonSchema: async (schema: never) => await Promise.resolve({ schema }),
      };
      return await Promise.resolve(llama);
    },
    LlamaChat: class {
      async generateResponse(history: unknown, options: Record<string, unknown>): Promise<LlamaChatResponse> {
        const call = { history, options };
        calls.push(call);
        const { chunks = [], ...response } = respond(call, calls.length);
        sequence.tokenMeter.usedOutputTokens += 4;
        sequence.nextTokenIndex = 14;
        for (const chunk of chunks) {
          await new Promise((resolve) => setTimeout(resolve, 0));
          (options["signal"] as AbortSignal | undefined)?.throwIfAborted();
          (options["onResponseChunk"] as (chunk: LlamaResponseChunk) => void)(chunk);
        }
        return { response: "ok", metadata: { stopReason: "eogToken" }, ...response };
      }
    },
  };
  return { module, calls, loads, disposed };
}

test("the history is text, settings pass, tokens are counted, and the model is loaded once", async () => {
  const { module, calls, loads } = imitate(() => ({ response: "fine END more" }));
  const model = new LlamaCppModel({ modelPath: "/models/Tiny.Q4.gguf", module, temperature: 0.5, seed: 1 });
  const message = await model.generate(conversation, { stopSequences: ["END"], topK: 3 });
  await model.generate(question);
  expect(model.modelId).toBe("Tiny.Q4");
  expect(message).toMatchObject({
    content: "fine ",
    finishReason: "stop",
    tokenUsage: { inputTokens: 10, outputTokens: 4 },
  });
  expect(loads).toHaveLength(1);
  expect(calls[0]?.options).toMatchObject({
    temperature: 0.5,
    seed: 1,
    topK: 3,
    maxTokens: 2048,
    customStopTriggers: ["END"],
  });
  expect(calls[0]?.options).not.toHaveProperty("modelPath");
  expect(calls[0]?.history).toMatchObject([
    { type: "system", text: "You add numbers." },
    { type: "user", text: expect.stringContaining("[image left out") },
    { type: "model", response: [expect.stringContaining("Calling tools:")] },
    { type: "user", text: "3\n7\nGo on." },
    { type: "model", response: [] },
  ]);
});

test("a form of the answer is a grammar; required tools are a grammar of calls; other tools are functions", async () => {
  const { module, calls } = imitate((_call, count) =>
    count === 3
      ? { response: '{"name": "add", "arguments": {"a": 1, "b": 2}}' }
      : { functionCalls: [{ functionName: "add", params: { a: 3 } }], metadata: { stopReason: "functionCalls" } },
  );
  const model = new LlamaCppModel({ modelPath: "m.gguf", module });
  await model.generate(question, { grammar: 'root ::= "x"' });
  await model.generate(question, { responseFormat: { type: "json_schema", schema: answerSchema } });
  const required = await model.generate(question, { toolsToCallFrom: [addTool], toolChoice: "required" });
  const free = await model.generate(question, { toolsToCallFrom: [addTool] });
  expect(calls.map(({ options }) => options["grammar"])).toMatchObject([
    { gbnf: 'root ::= "x"' },
    { schema: answerSchema },
    { schema: { oneOf: [{ properties: { name: { const: "add" }, arguments: addTool.inputs } }] } },
    undefined,
  ]);
  expect(required).toMatchObject({
    content: "",
    toolCalls: [{ name: "add", arguments: { a: 1, b: 2 } }],
    finishReason: "tool-calls",
  });
  expect(calls[3]?.options["functions"]).toMatchObject({
    add: { description: "Adds two numbers.", params: addTool.inputs },
  });
  expect(free).toMatchObject({ toolCalls: [{ name: "add", arguments: { a: 3 } }], finishReason: "tool-calls" });
});

test("a stream shows thoughts and text as they come, and obeys stop sequences", async () => {
  const chunks = [
    { type: "segment", segmentType: "thought", text: "hm" },
    { text: "one " },
    { text: "<st" },
    { text: "op> two" },
  ];
  const { module } = imitate(() => ({
    chunks,
    response: "one <stop> two",
    fullResponse: [{ type: "segment", text: "hm" }, "one "],
  }));
  const { deltas, text, message } = await collect(
    new LlamaCppModel({ modelPath: "m.gguf", module }).generateStream(question, { stopSequences: ["<stop>"] }),
  );
  expect(text).toBe("one ");
  expect(deltas[0]).toEqual({ reasoning: "hm" });
  expect(message).toMatchObject({ content: "one ", reasoning: [{ type: "reasoning", text: "hm" }] });
});

test("leaving a stream aborts the reply, and the next one can begin", async () => {
  const { module, calls } = imitate((_call, count) => ({
    chunks: count === 1 ? Array.from({ length: 50 }, () => ({ text: "x" })) : [],
  }));
  const model = new LlamaCppModel({ modelPath: "m.gguf", module });
  for await (const delta of model.generateStream(question)) {
    expect(delta.content).toBe("x");
    break;
  }
  expect((await model.generate(question)).content).toBe("ok");
  expect(calls).toHaveLength(2);
});

test("errors reach a stream's reader, and a file that cannot be loaded is named", async () => {
  const { module } = imitate(() => {
    throw new Error("broken");
  });
  await expect(collect(new LlamaCppModel({ modelPath: "m.gguf", module }).generateStream(question))).rejects.toThrow(
    "broken",
  );
  await expect(new LlamaCppModel({ modelPath: "missing.gguf", module }).generate(question)).rejects.toMatchObject({
    code: "model-not-found",
    message: expect.stringContaining("missing.gguf"),
  });
});

test("without the package the error says what to install", async () => {
  await expect(new LlamaCppModel({ modelPath: "m.gguf" }).generate(question)).rejects.toMatchObject({
    code: "model-configuration",
    hint: "npm install node-llama-cpp",
  });
});

test("close frees the model, and a later call loads it again", async () => {
  const { module, loads, disposed } = imitate(() => ({}));
  const model = new LlamaCppModel({ modelPath: "m.gguf", module });
  await model.generate(question);
  await model.close();
  await model.generate(question);
  expect([loads.length, disposed.length]).toEqual([2, 1]);
});
