/**
 * A model whose replies are written down beforehand, for tests and demos: no network, no clock, no chance.
 *
 * Replies are used in order, one per call. A reply may be text, a whole message, an error to throw, or a function of the
 * request. What was asked is kept in `calls`, and what was never asked for is reported by `assertAllUsed()`, because a
 * script that is longer than the run usually means that the run ended early.
 */
import { ThreadsnakeError } from "../errors.ts";
import type { ChatMessage, ChatMessageDelta, GenerateOptions, Model, TokenUsage } from "../models/model.ts";

export type ScriptedReply =
  | string
  | ChatMessage
  | Error
  | ((
      messages: ChatMessage[],
      options: GenerateOptions,
    ) => string | ChatMessage | Error | Promise<string | ChatMessage | Error>);

export interface ScriptedModelOptions {
  modelId?: string | undefined;
  /** Characters in one streamed piece. */
  chunkSize?: number | undefined;
  /** A pause before each streamed piece, and before a whole reply, so that a demonstration can be watched. */
  delayMs?: number | undefined;
  /** Start again at the first reply when all are used, instead of failing. */
  repeat?: boolean | undefined;
}

/** One request as the model got it. The arrays are copies: what the caller does later does not change them. */
export interface ScriptedCall {
  messages: ChatMessage[];
  options: GenerateOptions;
  stream: boolean;
}

export interface ScriptedModel extends Model {
  readonly modelId: string;
  readonly calls: readonly ScriptedCall[];
  /** The replies that no call has taken yet. */
  readonly unused: readonly ScriptedReply[];
  assertAllUsed(): void;
  generateStream(messages: ChatMessage[], options?: GenerateOptions): AsyncIterable<ChatMessageDelta>;
}

/**
 * ```ts
 * const model = scriptedModel(["Thought: add.\n<code>\nfinal_answer(1 + 1)\n</code>"]);
 * await new CodeAgent({ tools: [], model }).run("1 + 1?");
 * model.assertAllUsed();
 * ```
 */
export function scriptedModel(replies: readonly ScriptedReply[], options: ScriptedModelOptions = {}): ScriptedModel {
  return new Scripted(replies, options);
}

class Scripted implements ScriptedModel {
  readonly modelId: string;
  readonly calls: ScriptedCall[] = [];
  lastInputTokenCount: number | undefined;
  lastOutputTokenCount: number | undefined;
  readonly #replies: readonly ScriptedReply[];
  readonly #options: ScriptedModelOptions;

  constructor(replies: readonly ScriptedReply[], options: ScriptedModelOptions) {
    this.modelId = options.modelId ?? "scripted";
    this.#replies = [...replies];
    this.#options = options;
  }

  get unused(): readonly ScriptedReply[] {
    return this.#replies.slice(this.calls.length);
  }

  assertAllUsed(): void {
    const unused = this.unused;
    if (unused.length === 0) return;
    const list = unused
      .map((reply, index) => `  #${this.calls.length + index + 1}: ${describeReply(reply)}`)
      .join("\n");
    throw new ThreadsnakeError(`${unused.length} of ${this.#replies.length} scripted replies were not used:\n${list}`, {
      code: "scripted-replies-unused",
      hint: "The run asked the model fewer times than the script expects: look at how it ended.",
    });
  }

  async generate(messages: ChatMessage[], options: GenerateOptions = {}): Promise<ChatMessage> {
    const message = await this.#next(messages, options, false);
    await pause(this.#options.delayMs, options.signal);
    return message;
  }

  async *generateStream(messages: ChatMessage[], options: GenerateOptions = {}): AsyncGenerator<ChatMessageDelta> {
    const message = await this.#next(messages, options, true);
    for (const delta of splitIntoDeltas(message, this.#options.chunkSize ?? 8)) {
      await pause(this.#options.delayMs, options.signal);
      yield delta;
    }
    yield { tokenUsage: message.tokenUsage, finishReason: message.finishReason, message };
  }

  async #next(messages: ChatMessage[], options: GenerateOptions, stream: boolean): Promise<ChatMessage> {
    options.signal?.throwIfAborted();
    const index = this.calls.length;
    const reply = this.#replies[this.#options.repeat === true ? index % this.#replies.length : index];
    this.calls.push({ messages: messages.map((message) => ({ ...message })), options: { ...options }, stream });
    if (reply === undefined) {
      throw new ThreadsnakeError(
        `the scripted model was asked ${index + 1} times but has ${this.#replies.length} replies`,
        {
          code: "scripted-model-exhausted",
          hint: `Add a reply to the script. The last message it was given: ${shorten(textOf(messages.at(-1)))}`,
        },
      );
    }
    const made = typeof reply === "function" ? await reply(messages, options) : reply;
    options.signal?.throwIfAborted();
    if (made instanceof Error) throw made;
    const message = completeMessage(made, messages);
    this.lastInputTokenCount = message.tokenUsage?.inputTokens;
    this.lastOutputTokenCount = message.tokenUsage?.outputTokens;
    return message;
  }
}

function completeMessage(reply: string | ChatMessage, request: ChatMessage[]): ChatMessage {
  const message: ChatMessage = typeof reply === "string" ? { role: "assistant", content: reply } : { ...reply };
  message.tokenUsage ??= estimateUsage(request, message);
  message.finishReason ??= message.toolCalls === undefined ? "stop" : "tool-calls";
  return message;
}

/** Four characters to a token: the same text always costs the same, which is all that a test needs. */
function estimateUsage(request: ChatMessage[], reply: ChatMessage): TokenUsage {
  const inputTokens = Math.ceil(request.reduce((sum, message) => sum + textOf(message).length, 0) / 4);
  const outputTokens = Math.ceil((textOf(reply).length + JSON.stringify(reply.toolCalls ?? "").length - 2) / 4);
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

function* splitIntoDeltas(message: ChatMessage, size: number): Generator<ChatMessageDelta> {
  for (const part of message.reasoning ?? [])
    for (const piece of splitText(part.text, size)) yield { reasoning: piece };
  for (const piece of splitText(textOf(message), size)) yield { content: piece };
  for (const [index, call] of (message.toolCalls ?? []).entries()) {
    yield { toolCall: { index, id: call.id, name: call.name } };
    const text = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    for (const piece of splitText(text, size)) yield { toolCall: { index, arguments: piece } };
  }
}

/** Splits by characters, never inside one. */
function* splitText(text: string, size: number): Generator<string> {
  const characters = Array.from(text);
  for (let start = 0; start < characters.length; start += size) yield characters.slice(start, start + size).join("");
}

function textOf(message: ChatMessage | undefined): string {
  if (message === undefined) return "";
  if (typeof message.content === "string") return message.content;
  return message.content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

function describeReply(reply: ScriptedReply): string {
  if (typeof reply === "function") return `function ${reply.name}`.trim();
  if (reply instanceof Error) return `${reply.name}: ${shorten(reply.message)}`;
  if (typeof reply === "string") return shorten(reply);
  const calls = reply.toolCalls?.map((call) => call.name).join(", ");
  return shorten(textOf(reply)) + (calls === undefined ? "" : ` [calls ${calls}]`);
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);
}

async function pause(milliseconds: number | undefined, signal: AbortSignal | undefined): Promise<void> {
  if (milliseconds === undefined || milliseconds <= 0) {
    signal?.throwIfAborted();
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", finish);
      if (signal?.aborted === true) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal?.addEventListener("abort", finish);
  });
}
