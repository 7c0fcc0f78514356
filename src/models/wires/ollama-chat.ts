/**
 * Ollama's own `/api/chat`: lines of JSON, arguments as objects, calls without ids.
 *
 * What is not a field of the request is an option of the model (`num_ctx`, `temperature`) and goes under `options`.
 */
import { encodeImage, requireData } from "../media.ts";
import { createReply, MessageAssembler } from "../message-assembler.ts";
import { flattenContent, type PreparedMessage, toParts } from "../messages.ts";
import type { ChatMessage, ChatMessageDelta, FinishReason, ReasoningPart, TokenUsage } from "../model.ts";
import { toArgumentObject, toFunctionTool } from "../tool-calls.ts";
import { createUsage } from "../usage.ts";
import { readLogprob, readToolCalls } from "./openai-chat.ts";
import {
  type Json,
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

export const ollamaChat: Wire = {
  name: "ollama-chat",
  framing: "json-lines",
  forbidsToolsByOmission: true,
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  request: (call) => ({ path: "/api/chat", body: writeBody(call) }),
  parse: parseBody,
  createReader: () => new OllamaReader(),
};

/** The fields beside `options`; every other name is an option. */
const requestFields = new Set([
  "format",
  "keep_alive",
  "think",
  "raw",
  "template",
  "logprobs",
  "top_logprobs",
  "truncate",
  "shift",
]);

/** Names that other providers use for what Ollama calls differently. */
const optionNames: Record<string, string | undefined> = {
  max_tokens: "num_predict",
  max_completion_tokens: "num_predict",
  max_output_tokens: "num_predict",
};

function writeBody(call: WireCall): WireRequest["body"] {
  const { options, quirks } = call;
  const body: Json = { model: call.modelId, messages: call.messages.map(writeMessage), stream: call.stream };
  const modelOptions: Json = {};
  const stop = options.stopSequences ?? [];
  if (stop.length > 0 && quirks.stop !== false) modelOptions["stop"] = stop;
  const tools = options.toolsToCallFrom ?? [];
  if (tools.length > 0 && quirks.tools !== false) {
    body["tools"] = tools.map(toFunctionTool);
  }
  if (options.responseFormat !== undefined)
    body["format"] = options.responseFormat.type === "json_schema" ? options.responseFormat.schema : "json";
  for (const [name, value] of Object.entries(call.extras)) {
    const spelled = toSnakeCase(name);
    if (spelled === "options" && typeof value === "object" && value !== null) {
      for (const [option, setting] of Object.entries(value)) setField(modelOptions, toSnakeCase(option), setting);
    } else if (spelled === "reasoning_effort") setField(body, "think", value);
    else if (requestFields.has(spelled)) setField(body, spelled, value);
    else setField(modelOptions, optionNames[spelled] ?? spelled, value);
  }
  if (Object.keys(modelOptions).length > 0) body["options"] = modelOptions;
  return body;
}

function writeMessage(message: PreparedMessage): Json {
  const parts = toParts(message.content);
  const images = parts.flatMap((part) =>
    part.type === "image" ? [requireData(encodeImage(part), "Ollama").base64] : [],
  );
  const written: Json = { role: message.role, content: flattenContent(parts.filter(({ type }) => type !== "image")) };
  if (images.length > 0) written["images"] = images;
  if (message.toolName !== undefined) written["tool_name"] = message.toolName;
  if (message.toolCalls !== undefined) {
    written["tool_calls"] = message.toolCalls.map((call) => ({
      function: { name: call.name, arguments: toArgumentObject(call) },
    }));
    // Reasoning goes back only with the calls that it led to, as Ollama's documentation shows.
    if (message.reasoning !== undefined) written["thinking"] = message.reasoning.map((part) => part.text).join("\n");
  }
  return written;
}

function parseBody(body: unknown): ChatMessage {
  const message = readPath(body, "message");
  if (typeof message !== "object" || message === null)
    throw noReply("message", body, "Check that the address is an Ollama server's.");
  const thinking = readString(message, "thinking") ?? "";
  const reasoning: ReasoningPart[] = thinking === "" ? [] : [{ type: "reasoning", text: thinking }];
  return createReply({
    content: readString(message, "content") ?? "",
    toolCalls: readToolCalls(message),
    reasoning,
    tokenUsage: readUsage(body),
    finishReason: readFinishReason(body),
    logprobs: readArray(body, "logprobs").map(readLogprob),
    raw: body,
  });
}

/** A prompt that Ollama still holds is not evaluated again, and then not counted. */
function readUsage(body: unknown): TokenUsage | undefined {
  return createUsage({ input: readPath(body, "prompt_eval_count"), output: readPath(body, "eval_count") });
}

function readFinishReason(body: unknown): FinishReason | undefined {
  const reason = readString(body, "done_reason");
  if (reason === undefined || reason === "") return readPath(body, "done") === true ? "stop" : undefined;
  if (reason === "stop" || reason === "length") return reason;
  return "other";
}

class OllamaReader implements StreamReader {
  readonly #assembler = new MessageAssembler();
  #calls = 0;
  isFinished = false;

  read(event: unknown): readonly ChatMessageDelta[] {
    const assembler = this.#assembler;
    const deltas: ChatMessageDelta[] = [];
    const thinking = readString(event, "message", "thinking") ?? "";
    const content = readString(event, "message", "content") ?? "";
    if (thinking !== "") deltas.push(assembler.addReasoning(thinking));
    if (content !== "") deltas.push(assembler.addText(content));
    // Each call comes whole, in an event of its own or with others.
    for (const call of readArray(event, "message", "tool_calls")) {
      const given = readPath(call, "function", "arguments") ?? {};
      deltas.push(
        assembler.addCall({
          index: this.#calls,
          id: readString(call, "id"),
          name: readString(call, "function", "name"),
          arguments: typeof given === "string" ? given : JSON.stringify(given),
        }),
      );
      this.#calls += 1;
    }
    const logprobs = readArray(event, "logprobs").map(readLogprob);
    if (logprobs.length > 0) (assembler.logprobs ??= []).push(...logprobs);
    if (readPath(event, "done") === true) {
      this.isFinished = true;
      assembler.usage = readUsage(event);
      assembler.finishReason = readFinishReason(event);
      assembler.raw = event;
    }
    return deltas;
  }

  finish(): ChatMessage {
    return this.#assembler.toMessage();
  }
}
