/**
 * Anthropic's messages: content blocks, system beside the messages, results of tools inside a message of the user.
 *
 * A prompt is marked for caching after the system prompt and at its end, so that each step of a run reads what the last one
 * wrote; `cachePrompt: false` turns that off.
 *
 * The version of the protocol is 2023-06-01, which takes `temperature` and which compatible servers know. What is written
 * without sampling options is valid in 2026-10-21, too: `extraHeaders: { "anthropic-version": "2026-10-21" }`.
 */
import { encodeImage } from "../media.ts";
import { createReply, MessageAssembler } from "../message-assembler.ts";
import { flattenContent, type PreparedMessage, toParts } from "../messages.ts";
import type {
  ChatMessage,
  ChatMessageDelta,
  ChatMessageToolCall,
  FinishReason,
  Part,
  ReasoningPart,
  TokenUsage,
} from "../model.ts";
import { readToolArguments, toArgumentObject, toFunctionDeclaration } from "../tool-calls.ts";
import { createUsage } from "../usage.ts";
import { type Turn, writeTurns } from "./turns.ts";
import {
  type Json,
  readArray,
  readPath,
  finishReasonIn,
  noReply,
  readString,
  setField,
  type StreamReader,
  toSnakeCase,
  type Wire,
  type WireCall,
  type WireRequest,
} from "./wire.ts";

export const anthropicMessages: Wire = {
  name: "anthropic-messages",
  framing: "server-sent-events",
  toolMessagesNeedTools: true,
  authorize: (apiKey) => ({ "x-api-key": apiKey }),
  request: (call) => ({ path: "/v1/messages", headers: { "anthropic-version": "2023-06-01" }, body: writeBody(call) }),
  parse: parseBody,
  createReader: () => new AnthropicReader(),
};

function writeBody(call: WireCall): WireRequest["body"] {
  const { options } = call;
  const { cachePrompt = true, ...extras } = call.extras;
  const { system, turns } = writeConversation(call.messages);
  const body: Json = { model: call.modelId, max_tokens: defaultMaxTokens(call.modelId), messages: turns };
  if (system.length > 0) body["system"] = system;
  if (call.stream) body["stream"] = true;
  // The provider refuses stop sequences of nothing but white space.
  const stop = options.stopSequences?.filter((sequence) => sequence.trim() !== "") ?? [];
  if (stop.length > 0) body["stop_sequences"] = stop;
  const tools = options.toolsToCallFrom ?? [];
  if (tools.length > 0) {
    body["tools"] = tools
      .map(toFunctionDeclaration)
      .map(({ parameters, ...rest }) => ({ ...rest, input_schema: parameters }));
    setField(body, "tool_choice", writeToolChoice(call));
  }
  // There is no plain JSON mode; the prompt has to ask for it.
  const format = options.responseFormat;
  if (format?.type === "json_schema")
    body["output_config"] = { format: { type: "json_schema", schema: format.schema } };
  for (const [name, value] of Object.entries(extras)) {
    const spelled = toSnakeCase(name);
    const before = body[spelled];
    const merges = spelled === "output_config" && before !== undefined && typeof value === "object" && value !== null;
    setField(
      body,
      spelled === "max_completion_tokens" ? "max_tokens" : spelled,
      merges ? { ...(before as Json), ...value } : value,
    );
  }
  if (cachePrompt === true) markForCache(system, turns);
  return body;
}

/** The field is required; the oldest models allow no more. */
function defaultMaxTokens(modelId: string): number {
  return /claude-3-(?:haiku|opus|sonnet)/u.test(modelId) ? 4096 : 8192;
}

function writeToolChoice({ options, extras }: WireCall): Json | undefined {
  const choice = options.toolChoice;
  const thinking = readString(extras["thinking"], "type");
  // A thinking model may not be forced to call.
  const mayForce = thinking === undefined || thinking === "disabled";
  if (typeof choice === "object") return mayForce ? { type: "tool", name: choice.name } : { type: "auto" };
  if (choice === "required") return { type: mayForce ? "any" : "auto" };
  return choice === undefined ? undefined : { type: choice };
}

function writeConversation(messages: readonly PreparedMessage[]): { system: Json[]; turns: Turn[] } {
  const { system, turns } = writeTurns(messages, writeBlocks);
  trimEnd(turns.at(-1));
  return { system: system.flatMap(({ content }) => writeParts(content)), turns };
}

/** A reply to be continued may not end in white space. */
function trimEnd(turn: Turn | undefined): void {
  const block = turn?.role === "assistant" ? turn.content.at(-1) : undefined;
  if (block !== undefined && typeof block["text"] === "string") block["text"] = block["text"].trimEnd();
}

function writeBlocks(message: PreparedMessage): Json[] {
  if (message.role === "tool") {
    return [
      { type: "tool_result", tool_use_id: cleanId(message.toolCallId ?? ""), content: writeParts(message.content) },
    ];
  }
  const blocks = (message.reasoning ?? []).flatMap(writeReasoning);
  blocks.push(...writeParts(message.content));
  for (const call of message.toolCalls ?? []) {
    blocks.push({ type: "tool_use", id: cleanId(call.id), name: call.name, input: toArgumentObject(call) });
  }
  return blocks;
}

/** Ids of other providers may hold characters that are refused here. */
function cleanId(id: string): string {
  return id.replace(/[^\w-]/gu, "_");
}

/** Only signed thinking, and what is kept secret, can go back. */
function writeReasoning(part: ReasoningPart): Json[] {
  if (readString(part.raw, "type") === "redacted_thinking") return [part.raw as Json];
  return part.signature === undefined || part.text === ""
    ? []
    : [{ type: "thinking", thinking: part.text, signature: part.signature }];
}

function writeParts(content: string | Part[]): Json[] {
  return toParts(content).flatMap((part) => {
    if (part.type === "image") return [writeImage(encodeImage(part))];
    const text = part.type === "text" ? part.text : flattenContent([part]);
    if (text === "") return [];
    return [
      part.type === "text" && part.cache === true
        ? { type: "text", text, cache_control: EPHEMERAL }
        : { type: "text", text },
    ];
  });
}

function writeImage(media: ReturnType<typeof encodeImage>): Json {
  const source =
    media.kind === "url"
      ? { type: "url", url: media.url }
      : { type: "base64", media_type: media.mediaType, data: media.base64 };
  return { type: "image", source };
}

const EPHEMERAL = { type: "ephemeral" };

/** Four marks are allowed; those of the user count first. */
function markForCache(system: Json[], turns: Turn[]): void {
  const blocks = [...system, ...turns.flatMap((turn) => turn.content)];
  let left = 4 - blocks.filter((block) => "cache_control" in block).length;
  const lastOfTurn = turns
    .at(-1)
    ?.content.findLast((block) => block["type"] !== "thinking" && block["type"] !== "redacted_thinking");
  for (const block of [system.at(-1), lastOfTurn]) {
    if (block === undefined || "cache_control" in block || left <= 0) continue;
    block["cache_control"] = EPHEMERAL;
    left -= 1;
  }
}

function parseBody(body: unknown): ChatMessage {
  if (!Array.isArray(readPath(body, "content"))) throw noReply("content", body);
  let text = "";
  const toolCalls: ChatMessageToolCall[] = [];
  const reasoning: ReasoningPart[] = [];
  for (const block of readArray(body, "content")) {
    switch (readString(block, "type")) {
      case "text":
        text += readString(block, "text") ?? "";
        break;
      case "thinking":
        reasoning.push({
          type: "reasoning",
          text: readString(block, "thinking") ?? "",
          signature: readString(block, "signature"),
        });
        break;
      case "redacted_thinking":
        reasoning.push({ type: "reasoning", text: "", raw: block });
        break;
      case "tool_use":
        toolCalls.push({
          id: readString(block, "id") ?? "",
          name: readString(block, "name") ?? "",
          ...readToolArguments(readPath(block, "input")),
        });
        break;
      default:
        break;
    }
  }
  return createReply({
    content: text,
    toolCalls,
    reasoning,
    tokenUsage: readUsage(readPath(body, "usage")),
    finishReason: finishReasonIn(finishReasons, readString(body, "stop_reason")),
    raw: body,
  });
}

/** The provider counts cached input apart; for us it is input. */
function readUsage(usage: unknown): TokenUsage | undefined {
  const cached = readPath(usage, "cache_read_input_tokens");
  return createUsage({
    input: readPath(usage, "input_tokens"),
    beside: [cached, readPath(usage, "cache_creation_input_tokens")],
    output: readPath(usage, "output_tokens"),
    cached,
    reasoning: readPath(usage, "output_tokens_details", "thinking_tokens"),
  });
}

const finishReasons: Record<string, FinishReason | undefined> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool-calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "content-filter",
};

class AnthropicReader implements StreamReader {
  readonly #assembler = new MessageAssembler();
  #usage: Json = {};
  #first: Json = {};
  isFinished = false;

  read(event: unknown): readonly ChatMessageDelta[] {
    const assembler = this.#assembler;
    const index = Number(readPath(event, "index") ?? 0);
    switch (readString(event, "type")) {
      case "message_start":
        this.#first = (readPath(event, "message") ?? {}) as Json;
        this.#usage = { ...(this.#first["usage"] as object | undefined) };
        return [];
      case "content_block_start":
        return this.#startBlock(readPath(event, "content_block"), index);
      case "content_block_delta":
        return this.#readDelta(readPath(event, "delta"), index);
      case "message_delta":
        Object.assign(this.#usage, readPath(event, "usage"));
        assembler.finishReason =
          finishReasonIn(finishReasons, readString(event, "delta", "stop_reason")) ?? assembler.finishReason;
        return [];
      case "message_stop":
        this.isFinished = true;
        return [];
      default:
        return [];
    }
  }

  #startBlock(block: unknown, index: number): ChatMessageDelta[] {
    const text = readString(block, "text") ?? "";
    switch (readString(block, "type")) {
      case "tool_use":
        return [this.#assembler.addCall({ index, id: readString(block, "id"), name: readString(block, "name") })];
      case "redacted_thinking":
        this.#assembler.addReasoningPart({ type: "reasoning", text: "", raw: block });
        return [];
      case "text":
        return text === "" ? [] : [this.#assembler.addText(text)];
      default:
        return [];
    }
  }

  #readDelta(delta: unknown, index: number): ChatMessageDelta[] {
    const assembler = this.#assembler;
    switch (readString(delta, "type")) {
      case "text_delta":
        return [assembler.addText(readString(delta, "text") ?? "")];
      case "thinking_delta":
        return [assembler.addReasoning(readString(delta, "thinking") ?? "")];
      case "signature_delta":
        assembler.signReasoning({ signature: readString(delta, "signature") });
        return [];
      case "input_json_delta":
        return [assembler.addCall({ index, arguments: readString(delta, "partial_json") })];
      default:
        return [];
    }
  }

  finish(): ChatMessage {
    this.#assembler.usage = readUsage(this.#usage);
    this.#assembler.raw = { ...this.#first, usage: this.#usage, content: undefined };
    return this.#assembler.toMessage();
  }
}
