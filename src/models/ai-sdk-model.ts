/**
 * Any language model of AI SDK, of specification V2, V3 or V4, as one of ours.
 *
 * ```ts
 * import { createOpenAI } from "@ai-sdk/openai";
 * const model = new AISDKModel({ model: createOpenAI()("gpt-4.1") });
 * ```
 */
import { type AISDKLanguageModel, aiSdkVersions } from "./ai-sdk-types.ts";
import { writeCallOptions } from "./ai-sdk-prompt.ts";
import { type ErrorContext, errorFromResponse, ModelError, redact } from "./errors.ts";
import { createReply, MessageAssembler } from "./message-assembler.ts";
import { prepareMessages } from "./messages.ts";
import type {
  ChatMessage,
  ChatMessageDelta,
  FinishReason,
  GenerateOptions,
  ImagePart,
  MessageRole,
  Model,
  TokenUsage,
} from "./model.ts";
import { type RetryOptions, RetryPolicy, readRetryAfter } from "./retry.ts";
import { StopSequenceFilter, stopReply } from "./stop-sequences.ts";
import { createUsage, estimateUsage } from "./usage.ts";
import { readPath, readString } from "./wires/wire.ts";

export interface AISDKModelOptions {
  model: AISDKLanguageModel;
  customRoleConversions?: Partial<Record<MessageRole, MessageRole>> | undefined;
  flattenMessagesAsText?: boolean | undefined;
  retry?: RetryOptions | boolean | undefined;
  /** `temperature`, `maxTokens`, `providerOptions` and the other settings of AI SDK. */
  [setting: string]: unknown;
}

export class AISDKModel implements Model {
  readonly modelId: string;
  lastInputTokenCount: number | undefined;
  lastOutputTokenCount: number | undefined;
  readonly #model: AISDKLanguageModel;
  readonly #options: AISDKModelOptions;
  readonly #context: ErrorContext;

  constructor(options: AISDKModelOptions | AISDKLanguageModel) {
    this.#options = isOptions(options) ? options : { model: options };
    this.#model = this.#options.model;
    const { specificationVersion, provider, modelId } = this.#model;
    this.modelId = `${provider}/${modelId}`;
    this.#context = { provider, modelId, baseUrl: provider, keySource: "the AI SDK provider", secrets: [] };
    if (aiSdkVersions.includes(specificationVersion)) return;
    throw new ModelError(
      "model-configuration",
      `${this.modelId} has the AI SDK specification ${JSON.stringify(specificationVersion)}`,
      {
        hint: `Use a provider package with specification ${aiSdkVersions.join(", ")}.`,
        retryLimit: 0,
      },
    );
  }

  async generate(messages: ChatMessage[], options: GenerateOptions = {}): Promise<ChatMessage> {
    const policy = this.#policy();
    for (;;) {
      try {
        const result = await this.#model.doGenerate(this.#write(messages, options));
        const reply = new ReplyReader();
        for (const part of result.content) reply.read(part);
        reply.finish(result.usage, result.finishReason);
        return this.#complete(reply.toMessage(result), options);
      } catch (error) {
        await policy.waitOrThrow(this.#explain(error, options), options);
      }
    }
  }

  async *generateStream(messages: ChatMessage[], options: GenerateOptions = {}): AsyncGenerator<ChatMessageDelta> {
    const policy = this.#policy();
    for (let emitted = false; ;) {
      try {
        for await (const delta of this.#streamOnce(messages, options)) {
          emitted = true;
          yield delta;
        }
        return;
      } catch (error) {
        await policy.waitOrThrow(this.#explain(error, options), options);
        if (emitted) yield { restart: true };
        emitted = false;
      }
    }
  }

  async *#streamOnce(messages: ChatMessage[], options: GenerateOptions): AsyncGenerator<ChatMessageDelta> {
    const { stream } = await this.#model.doStream(this.#write(messages, options));
    const reply = new ReplyReader();
    const filter = new StopSequenceFilter(options.stopSequences ?? []);
    const reader = stream.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        const deltas = reply.read(value);
        if (filter.stopped && deltas.length > 0) break;
        for (const delta of deltas) {
          if (filter.stopped) break;
          const content = delta.content === undefined ? undefined : filter.push(delta.content);
          if (content === undefined) yield delta;
          else if (content !== "") yield { content };
        }
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
    if (!reply.isFinished && !filter.stopped)
      throw new ModelError("model-stream-cut", `${this.modelId}: the stream ended in the middle of the reply`);
    const rest = filter.finish();
    if (rest !== "") yield { content: rest };
    const message = this.#complete(reply.toMessage(undefined), options);
    if (filter.stopped)
      message.tokenUsage ??= estimateUsage(JSON.stringify(messages).length, JSON.stringify(message.content).length);
    yield { message, tokenUsage: message.tokenUsage, finishReason: message.finishReason };
  }

  #policy(): RetryPolicy {
    const { retry } = this.#options;
    return new RetryPolicy(retry === false ? { maxRetries: 0 } : typeof retry === "object" ? retry : {});
  }

  /** The structural type knows nothing of the options' type, which differs from version to version. */
  #write(messages: ChatMessage[], options: GenerateOptions): never {
    const { customRoleConversions, flattenMessagesAsText } = this.#options;
    const prepared = prepareMessages(messages, { customRoleConversions, flattenMessagesAsText });
    return writeCallOptions(this.#model.specificationVersion, prepared, options, {
      ...this.#options,
      ...options,
    }) as never;
  }

  #complete(message: ChatMessage, options: GenerateOptions): ChatMessage {
    stopReply(message, options.stopSequences);
    this.lastInputTokenCount = message.tokenUsage?.inputTokens;
    this.lastOutputTokenCount = message.tokenUsage?.outputTokens;
    return message;
  }

  /** AI SDK's errors carry status and body of the response; those say more than their message. */
  #explain(error: unknown, options: GenerateOptions): unknown {
    if (options.signal?.aborted === true) return options.signal.reason;
    if (error instanceof ModelError || !(error instanceof Error)) return error;
    const status = readPath(error, "statusCode");
    if (typeof status === "number") {
      const headers = readPath(error, "responseHeaders");
      const retryAfterMs = readRetryAfter((name) => readString(headers, name), Date.now());
      return errorFromResponse(
        { status, body: readString(error, "responseBody") ?? error.message, retryAfterMs },
        this.#context,
      );
    }
    const message = `${this.modelId}: ${redact(error.message, [])}`;
    return new ModelError("model-connection", message, {
      cause: error,
      retryLimit: readPath(error, "isRetryable") === true ? undefined : 0,
    });
  }
}

function isOptions(value: AISDKModelOptions | AISDKLanguageModel): value is AISDKModelOptions {
  return "model" in value;
}

/** Reads the parts of a whole reply and of a stream, which differ only in their grain. */
class ReplyReader {
  readonly #assembler = new MessageAssembler();
  /** Calls by id: a stream brings the pieces of a call and then the call as a whole. */
  readonly #calls = new Map<string, number>();
  isFinished = false;

  read(part: unknown): ChatMessageDelta[] {
    const assembler = this.#assembler;
    const piece = readString(part, "delta") ?? readString(part, "text") ?? "";
    switch (readString(part, "type")) {
      case "text":
      case "text-delta":
        return [assembler.addText(piece)];
      case "reasoning":
      case "reasoning-delta": {
        const delta = piece === "" ? [] : [assembler.addReasoning(piece)];
        this.#keepMetadata(part);
        return delta;
      }
      case "reasoning-end":
        this.#keepMetadata(part);
        return [];
      case "tool-input-start":
        return this.#addCall(readString(part, "id") ?? "", readString(part, "toolName"), undefined, part);
      case "tool-input-delta":
        return this.#addCall(readString(part, "id") ?? "", undefined, piece, part);
      case "tool-call": {
        const id = readString(part, "toolCallId") ?? "";
        const input = readPath(part, "input");
        const text = typeof input === "string" ? input : JSON.stringify(input ?? {});
        const isKnown = this.#calls.has(id);
        return this.#addCall(id, readString(part, "toolName"), isKnown ? undefined : text, part);
      }
      case "file": {
        const image = readFile(part);
        if (image !== undefined) assembler.addMedia(image);
        return [];
      }
      case "finish":
        this.finish(readPath(part, "usage"), readPath(part, "finishReason"));
        return [];
      case "error":
        throw toError(readPath(part, "error"));
      default:
        return [];
    }
  }

  finish(usage: unknown, finishReason: unknown): void {
    this.isFinished = true;
    this.#assembler.usage = readUsage(usage);
    this.#assembler.finishReason = readFinishReason(finishReason);
  }

  toMessage(raw: unknown): ChatMessage {
    const { content, toolCalls, reasoning, tokenUsage, finishReason } = this.#assembler.toMessage();
    return createReply({ content, toolCalls, reasoning, tokenUsage, finishReason, raw });
  }

  #addCall(id: string, name: string | undefined, text: string | undefined, part: unknown): ChatMessageDelta[] {
    const index = this.#calls.get(id) ?? this.#calls.size;
    this.#calls.set(id, index);
    const metadata = readPath(part, "providerMetadata");
    return [
      this.#assembler.addCall({
        index,
        id,
        name,
        arguments: text,
        signature: metadata === undefined ? undefined : JSON.stringify(metadata),
      }),
    ];
  }

  #keepMetadata(part: unknown): void {
    const providerMetadata = readPath(part, "providerMetadata");
    if (providerMetadata !== undefined) this.#assembler.signReasoning({ raw: { providerMetadata } });
  }
}

function readFile(part: unknown): ImagePart | undefined {
  const mediaType = readString(part, "mediaType");
  const data = readPath(part, "data", "data") ?? readPath(part, "data");
  if (mediaType?.startsWith("image/") !== true || (typeof data !== "string" && !(data instanceof Uint8Array)))
    return undefined;
  return { type: "image", image: data, mediaType };
}

/** Numbers in V2, nested counts since V3. */
function readUsage(usage: unknown): TokenUsage | undefined {
  return createUsage({
    input: readPath(usage, "inputTokens", "total") ?? readPath(usage, "inputTokens"),
    output: readPath(usage, "outputTokens", "total") ?? readPath(usage, "outputTokens"),
    total: readPath(usage, "totalTokens"),
    cached: readPath(usage, "inputTokens", "cacheRead") ?? readPath(usage, "cachedInputTokens"),
    reasoning: readPath(usage, "outputTokens", "reasoning") ?? readPath(usage, "reasoningTokens"),
  });
}

const finishReasons: readonly FinishReason[] = ["stop", "length", "tool-calls", "content-filter", "error", "other"];

/** A word in V2, `{ unified, raw }` since V3. */
function readFinishReason(reason: unknown): FinishReason {
  const word = typeof reason === "string" ? reason : readString(reason, "unified");
  return finishReasons.find((known) => known === word) ?? "other";
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(typeof error === "string" ? error : JSON.stringify(error));
}
