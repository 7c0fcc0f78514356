/**
 * A GGUF model in this process, by the optional package `node-llama-cpp`: no server, no network.
 *
 * Answers in a given form are constrained by a grammar while the model writes, so even small models give valid JSON. What a
 * grammar cannot promise (a sensible value, a number in its range) stays the caller's to check.
 */
import type { ToolSpec } from "../executors/executor.ts";
import { ModelError } from "./errors.ts";
import type {
  Llama,
  LlamaChat,
  LlamaChatResponse,
  LlamaHistoryItem,
  LlamaLoadedModel,
  LlamaModule,
  LlamaResponseChunk,
  LlamaSequence,
} from "./llama-cpp-types.ts";
import { createReply } from "./message-assembler.ts";
import { flattenContent, prepareMessages } from "./messages.ts";
import type {
  ChatMessage,
  ChatMessageDelta,
  ChatMessageToolCall,
  FinishReason,
  GenerateOptions,
  MessageRole,
  Model,
  ReasoningPart,
} from "./model.ts";
import { RequestGate } from "./rate-limit.ts";
import { cutAtStopSequence, StopSequenceFilter } from "./stop-sequences.ts";
import { parseToolCalls, readToolArguments, toFunctionDeclaration } from "./tool-calls.ts";
import { createUsage } from "./usage.ts";

export interface LlamaCppModelOptions {
  /** The GGUF file. */
  modelPath: string;
  modelId?: string | undefined;
  /** Tokens that the model may see. Default 8192, or what the model was trained for if that is less. */
  contextSize?: number | undefined;
  /** Default: the package's choice. For models below a billion parameters 1 is often fastest. */
  threads?: number | undefined;
  gpu?: "auto" | "cuda" | "metal" | "vulkan" | false | undefined;
  /** The longest reply, in tokens. Default 2048. */
  maxTokens?: number | undefined;
  customRoleConversions?: Partial<Record<MessageRole, MessageRole>> | undefined;
  /** The package, where it is not found by its name. */
  module?: LlamaModule | undefined;
  /** `temperature`, `topK`, `topP`, `minP`, `seed` and the other options of `generateResponse`. */
  [setting: string]: unknown;
}

interface Loaded {
  llama: Llama;
  model: LlamaLoadedModel;
  sequence: LlamaSequence;
  chat: LlamaChat;
}

export class LlamaCppModel implements Model {
  readonly modelId: string;
  lastInputTokenCount: number | undefined;
  lastOutputTokenCount: number | undefined;
  readonly #options: LlamaCppModelOptions;
  /** One context holds one conversation at a time. */
  readonly #gate = new RequestGate({ maxConcurrency: 1 });
  #loading: Promise<Loaded> | undefined;

  constructor(options: LlamaCppModelOptions) {
    this.#options = options;
    this.modelId =
      options.modelId ?? (options.modelPath.split(/[\\/]/u).at(-1) ?? options.modelPath).replace(/\.gguf$/iu, "");
  }

  async generate(messages: ChatMessage[], options: GenerateOptions = {}): Promise<ChatMessage> {
    return await this.#respond(messages, options, () => undefined);
  }

  async *generateStream(messages: ChatMessage[], options: GenerateOptions = {}): AsyncGenerator<ChatMessageDelta> {
    const filter = new StopSequenceFilter(options.stopSequences ?? []);
    const waiting: ChatMessageDelta[] = [];
    let wake = (): void => undefined;
    let failure: { error: unknown } | undefined;
    let finished: ChatMessage | undefined;
    const controller = new AbortController();
    const signal =
      options.signal === undefined ? controller.signal : AbortSignal.any([options.signal, controller.signal]);
    const show = (chunk: LlamaResponseChunk): void => {
      if (chunk.type === "segment") waiting.push({ reasoning: chunk.text });
      else {
        const content = filter.push(chunk.text);
        if (content !== "") waiting.push({ content });
      }
      wake();
    };
    const responding = this.#respond(messages, { ...options, signal }, show).then(
      (message) => void (finished = message),
      (error: unknown) => void (failure = { error }),
    );
    void responding.then(() => wake());
    try {
      while (finished === undefined && failure === undefined) {
        yield* waiting.splice(0);
        if (finished === undefined && failure === undefined && waiting.length === 0)
          await new Promise<void>((resolve) => (wake = resolve));
      }
      yield* waiting.splice(0);
      if (failure !== undefined) throw (failure as { error: unknown }).error;
      const rest = filter.finish();
      if (rest !== "") yield { content: rest };
      const message = finished as ChatMessage | undefined;
      yield { message, tokenUsage: message?.tokenUsage, finishReason: message?.finishReason };
    } finally {
      controller.abort();
      await responding;
    }
  }

  /** Frees the model's memory; a later call loads it again. */
  async close(): Promise<void> {
    const loading = this.#loading;
    this.#loading = undefined;
    await (await loading)?.model.dispose();
  }

  async #respond(
    messages: ChatMessage[],
    options: GenerateOptions,
    show: (chunk: LlamaResponseChunk) => void,
  ): Promise<ChatMessage> {
    const leave = await this.#gate.enter(options.signal);
    try {
      const loaded = await (this.#loading ??= this.#load());
      const form = await createForm(loaded.llama, options);
      const before = loaded.sequence.tokenMeter.usedOutputTokens;
      const response = await loaded.chat.generateResponse(toHistory(messages, this.#options), {
        maxTokens: 2048,
        ...this.#settings(options),
        ...form.options,
        customStopTriggers: options.stopSequences ?? [],
        signal: options.signal,
        onResponseChunk: show,
      });
      const output = loaded.sequence.tokenMeter.usedOutputTokens - before;
      return this.#toMessage(response, form, options, {
        input: Math.max(0, loaded.sequence.nextTokenIndex - output),
        output,
      });
    } finally {
      leave();
    }
  }

  #toMessage(
    response: LlamaChatResponse,
    form: Form,
    options: GenerateOptions,
    counts: { input: number; output: number },
  ): ChatMessage {
    const { text } = cutAtStopSequence(response.response, options.stopSequences ?? []);
    const toolCalls = form.writesCall ? parseToolCalls(text) : readCalls(response);
    const message = createReply({
      content: form.writesCall ? "" : text,
      toolCalls,
      reasoning: readReasoning(response),
      tokenUsage: createUsage(counts),
      finishReason: finishReasons[response.metadata.stopReason] ?? "other",
    });
    this.lastInputTokenCount = message.tokenUsage?.inputTokens;
    this.lastOutputTokenCount = message.tokenUsage?.outputTokens;
    return message;
  }

  #settings(options: GenerateOptions): Record<string, unknown> {
    const all = { ...this.#options, ...options };
    return Object.fromEntries(
      Object.entries(all).filter(([name, value]) => !ownOptions.has(name) && value !== undefined && value !== null),
    );
  }

  async #load(): Promise<Loaded> {
    const { modelPath, contextSize = { max: 8192 }, threads, gpu } = this.#options;
    const module = this.#options.module ?? (await importPackage());
    // Never compiled here: that would take minutes and a compiler.
    const llama = await module.getLlama({ build: "never", ...(gpu === undefined ? {} : { gpu }) });
    const model = await llama.loadModel({ modelPath }).catch((cause: unknown) => {
      throw new ModelError(
        "model-not-found",
        `llama.cpp could not load ${modelPath}: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause, retryLimit: 0 },
      );
    });
    const context = await model.createContext({ contextSize, ...(threads === undefined ? {} : { threads }) });
    const sequence = context.getSequence();
    return { llama, model, sequence, chat: new module.LlamaChat({ contextSequence: sequence }) };
  }
}

const ownOptions = new Set([
  "modelPath",
  "modelId",
  "contextSize",
  "threads",
  "gpu",
  "module",
  "customRoleConversions",
  "stopSequences",
  "grammar",
  "responseFormat",
  "toolsToCallFrom",
  "toolChoice",
  "signal",
  "onRetry",
]);

async function importPackage(): Promise<LlamaModule> {
  // A name that is not a literal keeps bundlers and the compiler from looking for the optional package.
  const name = "node-llama-cpp";
  try {
    return (await import(name)) as LlamaModule;
  } catch (cause) {
    throw new ModelError("model-configuration", "LlamaCppModel needs the package node-llama-cpp", {
      hint: "npm install node-llama-cpp",
      cause,
      retryLimit: 0,
    });
  }
}

interface Form {
  options: Record<string, unknown>;
  /** Whether the whole reply is one tool call as JSON. */
  writesCall: boolean;
}

/** Which grammar the reply has to follow. */
async function createForm(llama: Llama, options: GenerateOptions): Promise<Form> {
  const { grammar, responseFormat, toolsToCallFrom: tools = [], toolChoice } = options;
  // The package knows its schema types by inference only.
  const forSchema = async (schema: unknown): Promise<unknown> =>
    await llama.createGrammarForJsonSchema(schema as never);
  if (grammar !== undefined) return { options: { grammar: await llama.createGrammar({ grammar }) }, writesCall: false };
  if (responseFormat !== undefined) {
    const schema =
      responseFormat.type === "json_schema" ? responseFormat.schema : { type: "object", additionalProperties: true };
    return { options: { grammar: await forSchema(schema) }, writesCall: false };
  }
  if (tools.length === 0 || toolChoice === "none") return { options: {}, writesCall: false };
  if (toolChoice === undefined || toolChoice === "auto") {
    const declarations = tools
      .map(toFunctionDeclaration)
      .map(({ name, description, parameters }) => [name, { description, params: parameters }] as const);
    return {
      options: { functions: Object.fromEntries(declarations), documentFunctionParams: true },
      writesCall: false,
    };
  }
  const wanted = typeof toolChoice === "object" ? tools.filter((tool) => tool.name === toolChoice.name) : tools;
  return { options: { grammar: await forSchema({ oneOf: wanted.map(callSchema) }) }, writesCall: true };
}

function callSchema(tool: ToolSpec): Record<string, unknown> {
  const { name, parameters } = toFunctionDeclaration(tool);
  return {
    type: "object",
    properties: { name: { const: name }, arguments: parameters },
    required: ["name", "arguments"],
  };
}

function toHistory(messages: ChatMessage[], options: LlamaCppModelOptions): LlamaHistoryItem[] {
  const { customRoleConversions } = options;
  const history = prepareMessages(messages, {
    customRoleConversions,
    flattenMessagesAsText: true,
    nativeTools: false,
  }).map(({ role, content }): LlamaHistoryItem => {
    const text = flattenContent(content);
    if (role === "assistant") return { type: "model", response: [text] };
    return { type: role === "system" ? "system" : "user", text };
  });
  // The item that the model is going to write.
  if (history.at(-1)?.type !== "model") history.push({ type: "model", response: [] });
  return history;
}

function readCalls(response: LlamaChatResponse): ChatMessageToolCall[] {
  return (response.functionCalls ?? []).map((call, index) => ({
    id: `call_${index + 1}`,
    name: call.functionName,
    ...readToolArguments(call.params),
  }));
}

function readReasoning(response: LlamaChatResponse): ReasoningPart[] {
  return (response.fullResponse ?? []).flatMap((part) =>
    typeof part === "string" ? [] : [{ type: "reasoning" as const, text: part.text }],
  );
}

const finishReasons: Record<string, FinishReason | undefined> = {
  eogToken: "stop",
  stopGenerationTrigger: "stop",
  customStopTrigger: "stop",
  functionCalls: "tool-calls",
  maxTokens: "length",
};
