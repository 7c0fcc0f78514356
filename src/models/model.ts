/** The contract of every language model. No code here but types. */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";

export type MessageRole = "system" | "user" | "assistant" | "tool-call" | "tool-response";

export interface TextPart {
  type: "text";
  text: string;
  /** The prompt up to here is worth caching; providers without such a mark ignore it. */
  cache?: boolean | undefined;
}

/** An image by reference: a URL, a data URL, or bytes with their media type. */
export interface ImagePart {
  type: "image";
  image: string | Uint8Array;
  mediaType?: string | undefined;
}

export interface AudioPart {
  type: "audio";
  audio: string | Uint8Array;
  mediaType?: string | undefined;
}

/** What a model thought before it answered; `signature` and `raw` go back to providers that want them. */
export interface ReasoningPart {
  type: "reasoning";
  text: string;
  signature?: string | undefined;
  raw?: unknown;
}

export type Part = TextPart | ImagePart | AudioPart | ReasoningPart;

/** A call that the model asks for. `arguments` is the parsed object, or the raw text where it could not be parsed. */
export interface ChatMessageToolCall {
  id: string;
  name: string;
  arguments: Record<string, unknown> | string;
  /** The text that the model wrote, where it was not valid JSON and had to be repaired. */
  repairedFrom?: string | undefined;
  /** An opaque token that some providers want back with the call. */
  signature?: string | undefined;
}

export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  cachedInputTokens?: number | undefined;
  reasoningTokens?: number | undefined;
  /** Counted by us, because a reply that we cut ourselves is never counted by the provider. */
  estimated?: boolean | undefined;
}

/** How likely the model found a token that it wrote, and others it might have written there. */
export interface TokenLogprob {
  token: string;
  logprob: number;
  topLogprobs?: { token: string; logprob: number }[] | undefined;
}

export type FinishReason = "stop" | "length" | "tool-calls" | "content-filter" | "error" | "other";

export interface ChatMessage {
  role: MessageRole;
  content: string | Part[];
  /** On an assistant message: what it asks for. */
  toolCalls?: ChatMessageToolCall[] | undefined;
  /** On a tool-response message: the call it answers. */
  toolCallId?: string | undefined;
  toolName?: string | undefined;
  reasoning?: ReasoningPart[] | undefined;
  tokenUsage?: TokenUsage | undefined;
  finishReason?: FinishReason | undefined;
  logprobs?: TokenLogprob[] | undefined;
  /** The provider's own response, for those who need what we do not model. Never logged. */
  raw?: unknown;
}

export interface ChatMessageDelta {
  content?: string | undefined;
  reasoning?: string | undefined;
  /** The connection broke and the request was sent again: every delta before this one is void. */
  restart?: boolean | undefined;
  /** A fragment of a tool call; `arguments` is a piece of the JSON text. */
  toolCall?: { index: number; id?: string; name?: string; arguments?: string } | undefined;
  tokenUsage?: TokenUsage | undefined;
  finishReason?: FinishReason | undefined;
  /** On the last delta: the whole message, so that nobody has to assemble it. */
  message?: ChatMessage | undefined;
}

export interface GenerateOptions {
  stopSequences?: string[] | undefined;
  grammar?: string | undefined;
  responseFormat?:
    | { type: "json_schema"; name?: string; schema: JsonSchema; strict?: boolean }
    | { type: "json_object" }
    | undefined;
  toolsToCallFrom?: ToolSpec[] | undefined;
  toolChoice?: "auto" | "required" | "none" | { name: string } | undefined;
  signal?: AbortSignal | undefined;
  /** Called before a retry waits, so that the wait can be shown. */
  onRetry?: ((event: { attempt: number; waitMs: number; error: Error }) => void) | undefined;
  [extra: string]: unknown;
}

export interface Model {
  readonly modelId?: string | undefined;
  generate(messages: ChatMessage[], options?: GenerateOptions): Promise<ChatMessage>;
  generateStream?(messages: ChatMessage[], options?: GenerateOptions): AsyncIterable<ChatMessageDelta>;
  lastInputTokenCount?: number | undefined;
  lastOutputTokenCount?: number | undefined;
}

/** A bare function is a model too. */
export type ModelFunction = (messages: ChatMessage[], options?: GenerateOptions) => Promise<ChatMessage | string>;
