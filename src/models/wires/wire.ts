/** The contract of a wire: how one provider protocol writes a request and reads its answers. No network here. */
import { ModelError } from "../errors.ts";
import type { PreparedMessage } from "../messages.ts";
import type { ChatMessage, ChatMessageDelta, FinishReason, GenerateOptions } from "../model.ts";

export type Json = Record<string, unknown>;

/** Where a model differs from its wire's documentation. Data in the provider table; some are learned from a refusal. */
export interface Quirks {
  /** False: the request may not name stop sequences (they are enforced here in any case). */
  stop?: boolean | undefined;
  /** How many stop sequences a request may name. */
  maxStopSequences?: number | undefined;
  maxTokensName?: "max_tokens" | "max_completion_tokens" | undefined;
  /** False: no `stream_options`. */
  streamOptions?: boolean | undefined;
  /** False: no native tools; the prompt lists them and calls are read from the text. */
  tools?: boolean | undefined;
  /** False: `required` is sent as `auto`. */
  toolChoiceRequired?: boolean | undefined;
  /** False: reasoning is not asked for in the encrypted form that can be sent back. */
  encryptedReasoning?: boolean | undefined;
  /** False: a JSON schema is asked for as plain JSON. */
  jsonSchema?: boolean | undefined;
  /** True: ids of tool calls must be nine letters or digits. */
  nineCharacterIds?: boolean | undefined;
  /** True: `cache` on a part is sent as Anthropic's `cache_control`. */
  cacheControl?: boolean | undefined;
  /** True: content is text only, unless there are images in the conversation. */
  textContent?: boolean | undefined;
  /** The field in which the provider wants a model's earlier reasoning back. */
  reasoningField?: "reasoning_content" | "reasoning_details" | undefined;
}

export interface WireCall {
  modelId: string;
  messages: PreparedMessage[];
  options: GenerateOptions;
  /** Options of the provider, in the user's spelling. */
  extras: Readonly<Record<string, unknown>>;
  quirks: Quirks;
  stream: boolean;
}

export interface WireRequest {
  /** Appended to the base address. */
  path: string;
  headers?: Record<string, string> | undefined;
  body: Record<string, unknown>;
}

/** Folds the events of one stream; `finish` gives the whole message. */
export interface StreamReader {
  read(event: unknown, name: string): readonly ChatMessageDelta[];
  /** Whether the provider said that the reply is complete. */
  readonly isFinished: boolean;
  finish(): ChatMessage;
}

export interface Wire {
  readonly name: string;
  readonly framing: "server-sent-events" | "json-lines" | "aws-event-stream";
  /** True: a request without tools may not hold messages about tool calls. */
  readonly toolMessagesNeedTools?: boolean | undefined;
  /** True: the protocol has no word for `toolChoice: "none"`, and the tools are left out instead. */
  readonly forbidsToolsByOmission?: boolean | undefined;
  authorize(apiKey: string): Record<string, string>;
  request(call: WireCall): WireRequest;
  parse(body: unknown): ChatMessage;
  createReader(): StreamReader;
}

/** The error of a response that holds no reply. */
export function noReply(what: string, body: unknown, hint?: string): ModelError {
  return new ModelError("model-bad-response", `the response has no ${what}: ${JSON.stringify(body).slice(0, 300)}`, {
    hint,
    retryLimit: 2,
  });
}

/** A provider's word for why a reply ended, by its table. */
export function finishReasonIn(
  table: Readonly<Record<string, FinishReason | undefined>>,
  word: string | undefined,
): FinishReason | undefined {
  return word === undefined ? undefined : (table[word] ?? "other");
}

/** `maxTokens` → `max_tokens`; what is already written so stays. */
export function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

/** `max_tokens` → `maxTokens`. */
export function toCamelCase(name: string): string {
  return name.replace(/(?<=[a-zA-Z0-9])_+([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

/** Sets a field; null takes it out, undefined leaves it. */
export function setField(target: Record<string, unknown>, name: string, value: unknown): void {
  if (value === null) delete target[name];
  else if (value !== undefined) target[name] = value;
}

/** `a.b.c` of something that came over the network. */
export function readPath(value: unknown, ...names: (string | number)[]): unknown {
  let current = value;
  for (const name of names) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[name];
  }
  return current;
}

export function readString(value: unknown, ...names: (string | number)[]): string | undefined {
  const found = readPath(value, ...names);
  return typeof found === "string" ? found : undefined;
}

export function readArray(value: unknown, ...names: (string | number)[]): readonly unknown[] {
  const found = readPath(value, ...names);
  return Array.isArray(found) ? found : [];
}
