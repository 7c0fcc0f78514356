/**
 * OpenAI's chat completions, which most providers and local servers speak with small differences (`Quirks`).
 *
 * Reading is more tolerant than the documentation, because servers are: content as text or parts, reasoning under four
 * names, tool calls without index or id, usage in three places.
 */
import { encodeAudio, encodeImage, toDataUrl } from "../media.ts";
import { createReply, MessageAssembler } from "../message-assembler.ts";
import { flattenContent, hasMedia, type PreparedMessage, textOf, toParts } from "../messages.ts";
import type {
  ChatMessage,
  ChatMessageDelta,
  ChatMessageToolCall,
  FinishReason,
  ImagePart,
  Part,
  ReasoningPart,
  TokenLogprob,
  TokenUsage,
} from "../model.ts";
import { readToolArguments, toFunctionTool } from "../tool-calls.ts";
import { createUsage } from "../usage.ts";
import {
  type Json,
  type Quirks,
  readArray,
  readPath,
  noReply,
  readString,
  setField,
  type StreamReader,
  toSnakeCase,
  type Wire,
  type WireCall,
  type WireRequest,
} from "./wire.ts";

export const openaiChat: Wire = {
  name: "openai-chat",
  framing: "server-sent-events",
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  request: (call) => ({ path: "/chat/completions", body: writeBody(call) }),
  parse: parseBody,
  createReader: () => new ChatReader(),
};

function writeBody(call: WireCall): WireRequest["body"] {
  const { options, quirks } = call;
  const body: Json = { model: call.modelId, messages: writeMessages(call.messages, quirks) };
  if (call.stream) {
    body["stream"] = true;
    if (quirks.streamOptions !== false) body["stream_options"] = { include_usage: true };
  }
  const stop = options.stopSequences?.slice(0, quirks.maxStopSequences ?? 4) ?? [];
  if (stop.length > 0 && quirks.stop !== false) body["stop"] = stop;
  const tools = options.toolsToCallFrom ?? [];
  if (tools.length > 0 && quirks.tools !== false) {
    body["tools"] = tools.map(toFunctionTool);
    setField(body, "tool_choice", writeToolChoice(options.toolChoice, quirks));
  }
  setField(body, "response_format", writeResponseFormat(options.responseFormat, quirks));
  setField(body, "grammar", options.grammar);
  for (const [name, value] of Object.entries(call.extras)) setField(body, spell(name, quirks), value);
  return body;
}

function spell(name: string, quirks: Quirks): string {
  const spelled = toSnakeCase(name);
  return spelled === "max_tokens" && quirks.maxTokensName !== undefined ? quirks.maxTokensName : spelled;
}

function writeToolChoice(choice: WireCall["options"]["toolChoice"], quirks: Quirks): unknown {
  if (typeof choice === "object") return { type: "function", function: { name: choice.name } };
  return choice === "required" && quirks.toolChoiceRequired === false ? "auto" : choice;
}

function writeResponseFormat(format: WireCall["options"]["responseFormat"], quirks: Quirks): unknown {
  if (format?.type !== "json_schema") return format;
  if (quirks.jsonSchema === false) return { type: "json_object" };
  const { name = "answer", schema, strict = true } = format;
  return { type: "json_schema", json_schema: { name, schema, strict } };
}

function writeMessages(messages: readonly PreparedMessage[], quirks: Quirks): Json[] {
  const textOnly = quirks.textContent === true && !hasMedia(messages);
  const written: Json[] = [];
  // Tool messages hold text only, and nothing may stand between them: their images follow as a message of the user.
  let images: Part[] = [];
  for (const message of messages) {
    if (message.role !== "tool" && images.length > 0) {
      written.push({ role: "user", content: images.map((part) => writePart(part, quirks)) });
      images = [];
    }
    if (message.role === "tool") {
      const { content } = message;
      if (typeof content !== "string") images.push(...content.filter((part) => part.type !== "text"));
      const text = textOf(content);
      written.push({
        role: "tool",
        tool_call_id: writeId(message.toolCallId ?? "", quirks),
        content: text === "" && images.length > 0 ? "See the next message." : text,
      });
    } else written.push(writeMessage(message, textOnly, quirks));
  }
  if (images.length > 0) written.push({ role: "user", content: images.map((part) => writePart(part, quirks)) });
  return written;
}

function writeMessage(message: PreparedMessage, textOnly: boolean, quirks: Quirks): Json {
  const { role, content, toolCalls } = message;
  const written: Json = {
    role,
    content:
      typeof content === "string" || textOnly || role === "assistant"
        ? flattenContent(content)
        : content.map((part) => writePart(part, quirks)),
  };
  if (toolCalls !== undefined) {
    if (written["content"] === "") written["content"] = null;
    written["tool_calls"] = toolCalls.map((call) => writeToolCall(call, quirks));
  }
  if (role === "assistant" && message.reasoning !== undefined) writeReasoning(written, message.reasoning, quirks);
  return written;
}

function writeToolCall(call: ChatMessageToolCall, quirks: Quirks): Json {
  const given = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
  return { id: writeId(call.id, quirks), type: "function", function: { name: call.name, arguments: given } };
}

/** OpenAI takes at most 40 characters; Mistral exactly nine. What does not fit becomes a hash, the same in call and result. */
function writeId(id: string, quirks: Quirks): string {
  if (quirks.nineCharacterIds === true) return /^[A-Za-z0-9]{9}$/u.test(id) ? id : hashId(id).slice(0, 9);
  return id.length > 40 ? hashId(id) : id;
}

function hashId(id: string): string {
  let [first, second] = [0x81_1c_9d_c5, 0x9e_37_79_b9];
  for (let index = 0; index < id.length; index += 1) {
    first = Math.imul(first ^ id.charCodeAt(index), 0x01_00_01_93);
    second = Math.imul(second ^ id.charCodeAt(index), 0x85_eb_ca_6b);
  }
  return ((first >>> 0).toString(36) + (second >>> 0).toString(36)).padStart(14, "0");
}

function writeReasoning(written: Json, reasoning: readonly ReasoningPart[], quirks: Quirks): void {
  if (quirks.reasoningField === "reasoning_content")
    written["reasoning_content"] = reasoning.map((part) => part.text).join("\n");
  if (quirks.reasoningField === "reasoning_details") {
    const details = reasoning.flatMap((part) => (Array.isArray(part.raw) ? (part.raw as unknown[]) : []));
    if (details.length > 0) written["reasoning_details"] = details;
  }
}

function writePart(part: Part, quirks: Quirks): Json {
  switch (part.type) {
    case "text":
      return part.cache === true && quirks.cacheControl === true
        ? { type: "text", text: part.text, cache_control: { type: "ephemeral" } }
        : { type: "text", text: part.text };
    case "image":
      return { type: "image_url", image_url: { url: toDataUrl(encodeImage(part)) } };
    case "audio": {
      const media = encodeAudio(part);
      const data = media.kind === "data" ? media.base64 : media.url;
      const format = media.kind === "data" ? media.mediaType.replace(/^audio\/(?:x-)?/u, "") : "wav";
      return { type: "input_audio", input_audio: { data, format } };
    }
    case "reasoning":
      return { type: "text", text: part.text };
  }
}

function parseBody(body: unknown): ChatMessage {
  const choice = readPath(body, "choices", 0);
  const message = readPath(choice, "message");
  if (typeof message !== "object" || message === null)
    throw noReply("choices", body, "The server answered without a message: try again, or ask its log why.");
  const { text, reasoning, media } = readContent(readPath(message, "content"));
  const refusal = readString(message, "refusal");
  const content = text === "" && refusal !== undefined ? refusal : text;
  const images = [...media, ...readImages(message)];
  return createReply({
    content: images.length === 0 ? content : [...toParts(content), ...images],
    toolCalls: readToolCalls(message),
    reasoning: readReasoning(message, reasoning),
    tokenUsage: readUsage(body),
    finishReason: refusal === undefined || refusal === "" ? readFinishReason(choice) : "content-filter",
    logprobs: readLogprobs(choice),
    raw: body,
  });
}

/** Mistral and others send content as a list of typed chunks. */
function readContent(content: unknown): { text: string; reasoning: string; media: ImagePart[] } {
  if (typeof content === "string") return { text: content, reasoning: "", media: [] };
  const read = { text: "", reasoning: "", media: [] as ImagePart[] };
  for (const part of Array.isArray(content) ? (content as unknown[]) : []) {
    const type = readString(part, "type");
    if (type === "thinking") read.reasoning += readContent(readPath(part, "thinking")).text;
    else if (type === "image_url")
      read.media.push({ type: "image", image: readString(part, "image_url", "url") ?? "" });
    else read.text += readString(part, "text") ?? "";
  }
  return read;
}

/** OpenRouter puts made images beside the content. */
function readImages(message: unknown): ImagePart[] {
  return readArray(message, "images").flatMap((image) => {
    const url = readString(image, "image_url", "url");
    return url === undefined ? [] : [{ type: "image" as const, image: url }];
  });
}

export function readToolCalls(message: unknown): ChatMessageToolCall[] {
  return readArray(message, "tool_calls").map((call) => ({
    id: readString(call, "id") ?? "",
    name: readString(call, "function", "name") ?? "",
    ...readToolArguments(readPath(call, "function", "arguments")),
  }));
}

function readReasoning(message: unknown, fromContent: string): ReasoningPart[] {
  const details = readArray(message, "reasoning_details");
  const text = readReasoningText(message) ?? fromContent;
  if (details.length > 0) return [{ type: "reasoning", text: text || details.map(detailText).join(""), raw: details }];
  return text === "" ? [] : [{ type: "reasoning", text }];
}

function readReasoningText(message: unknown): string | undefined {
  return (
    readString(message, "reasoning_content") ?? readString(message, "reasoning") ?? readString(message, "thinking")
  );
}

function detailText(detail: unknown): string {
  return readString(detail, "text") ?? readString(detail, "summary") ?? "";
}

function readUsage(body: unknown): TokenUsage | undefined {
  // Groq streams its counts under x_groq; Moonshot inside the choice.
  const usage = readPath(body, "usage") ?? readPath(body, "x_groq", "usage") ?? readPath(body, "choices", 0, "usage");
  return createUsage({
    input: readPath(usage, "prompt_tokens"),
    output: readPath(usage, "completion_tokens"),
    total: readPath(usage, "total_tokens"),
    cached: readPath(usage, "prompt_tokens_details", "cached_tokens") ?? readPath(usage, "prompt_cache_hit_tokens"),
    reasoning: readPath(usage, "completion_tokens_details", "reasoning_tokens"),
  });
}

const finishReasons: Record<string, FinishReason | undefined> = {
  stop: "stop",
  eos: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  length: "length",
  max_tokens: "length",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
  error: "error",
};

function readFinishReason(choice: unknown): FinishReason | undefined {
  const reason = readString(choice, "finish_reason");
  return reason === undefined || reason === "" ? undefined : (finishReasons[reason] ?? "other");
}

function readLogprobs(choice: unknown): TokenLogprob[] {
  return readArray(choice, "logprobs", "content").map(readLogprob);
}

/** Ollama sends the same shape. */
export function readLogprob(entry: unknown): TokenLogprob {
  const read = (item: unknown): { token: string; logprob: number } => ({
    token: readString(item, "token") ?? "",
    logprob: Number(readPath(item, "logprob")),
  });
  const top = readArray(entry, "top_logprobs").map(read);
  return top.length === 0 ? read(entry) : { ...read(entry), topLogprobs: top };
}

class ChatReader implements StreamReader {
  readonly #assembler = new MessageAssembler();
  #details: Json[] = [];
  #first: Json | undefined;

  get isFinished(): boolean {
    return this.#assembler.finishReason !== undefined;
  }

  read(event: unknown): readonly ChatMessageDelta[] {
    const assembler = this.#assembler;
    this.#first ??= event as Json;
    const usage = readUsage(event);
    if (usage !== undefined) assembler.usage = usage;
    const choice = readPath(event, "choices", 0);
    if (choice === undefined) return [];
    // A server that does not stream sends the whole message in one event.
    const deltas = this.#readDelta(readPath(choice, "delta") ?? readPath(choice, "message"));
    const logprobs = readLogprobs(choice);
    if (logprobs.length > 0) (assembler.logprobs ??= []).push(...logprobs);
    assembler.finishReason = readFinishReason(choice) ?? assembler.finishReason;
    return deltas;
  }

  #readDelta(delta: unknown): ChatMessageDelta[] {
    const assembler = this.#assembler;
    const deltas: ChatMessageDelta[] = [];
    const { text, reasoning, media } = readContent(readPath(delta, "content"));
    const thought = readReasoningText(delta) ?? reasoning;
    for (const detail of readArray(delta, "reasoning_details")) this.#addDetail(detail as Json);
    if (thought !== "") deltas.push(assembler.addReasoning(thought));
    const visible = text + (readString(delta, "refusal") ?? "");
    if (visible !== "") deltas.push(assembler.addText(visible));
    for (const image of [...media, ...readImages(delta)]) assembler.addMedia(image);
    for (const call of readArray(delta, "tool_calls")) {
      const index = readPath(call, "index");
      const given = readPath(call, "function", "arguments");
      deltas.push(
        assembler.addCall({
          index: typeof index === "number" ? index : undefined,
          id: readString(call, "id"),
          name: readString(call, "function", "name"),
          arguments:
            typeof given === "string" || given === undefined || given === null
              ? (given ?? undefined)
              : JSON.stringify(given),
        }),
      );
    }
    return deltas;
  }

  /** OpenRouter streams the parts of one detail under one index. */
  #addDetail(detail: Json): void {
    const last = this.#details.at(-1);
    if (last === undefined || last["type"] !== detail["type"] || last["index"] !== detail["index"]) {
      this.#details.push({ ...detail });
      return;
    }
    for (const [name, value] of Object.entries(detail)) {
      const before = last[name];
      const grows =
        (name === "text" || name === "summary" || name === "data") &&
        typeof before === "string" &&
        typeof value === "string";
      if (value !== null) last[name] = grows ? before + value : value;
    }
  }

  finish(): ChatMessage {
    const { usage, finishReason } = this.#assembler;
    if (this.#details.length > 0) this.#assembler.signReasoning({ raw: this.#details });
    this.#assembler.raw = { ...this.#first, choices: undefined, usage, finishReason };
    return this.#assembler.toMessage();
  }
}
