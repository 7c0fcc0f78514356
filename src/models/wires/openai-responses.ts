/**
 * OpenAI's responses: a list of items in, a list of items out.
 *
 * Nothing is stored at the provider (`store: false`); a model's reasoning comes encrypted and is sent back as it came. The
 * protocol has no stop sequences: they are enforced here.
 */
import { readProviderFault, WireFault } from "../errors.ts";
import { encodeImage, toDataUrl } from "../media.ts";
import { createReply, MessageAssembler } from "../message-assembler.ts";
import { flattenContent, type PreparedMessage, toParts } from "../messages.ts";
import type {
  ChatMessage,
  ChatMessageDelta,
  ChatMessageToolCall,
  FinishReason,
  ImagePart,
  Part,
  ReasoningPart,
  TokenLogprob,
} from "../model.ts";
import { readToolArguments, toFunctionDeclaration } from "../tool-calls.ts";
import { createUsage } from "../usage.ts";
import { readLogprob } from "./openai-chat.ts";
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

export const openaiResponses: Wire = {
  name: "openai-responses",
  framing: "server-sent-events",
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  request: (call) => ({ path: "/responses", body: writeBody(call) }),
  parse: parseBody,
  createReader: () => new ResponseReader(),
};

/** Names that the chat protocol has for what is nested or renamed here. */
const renamed: Record<string, string | undefined> = {
  max_tokens: "max_output_tokens",
  max_completion_tokens: "max_output_tokens",
};

function writeBody(call: WireCall): WireRequest["body"] {
  const { options, quirks } = call;
  const body: Json = {
    model: call.modelId,
    input: call.messages.flatMap(writeItems),
    store: false,
  };
  if (quirks.encryptedReasoning !== false) body["include"] = ["reasoning.encrypted_content"];
  if (call.stream) body["stream"] = true;
  const tools = options.toolsToCallFrom ?? [];
  if (tools.length > 0) {
    // Unless told otherwise the provider rewrites schemas to its strict subset, which has no optional arguments.
    body["tools"] = tools.map((tool) => ({ type: "function", ...toFunctionDeclaration(tool), strict: false }));
    const choice = options.toolChoice;
    const written = typeof choice === "object" ? { type: "function", name: choice.name } : choice;
    setField(body, "tool_choice", written === "required" && quirks.toolChoiceRequired === false ? "auto" : written);
  }
  const format = options.responseFormat;
  if (format !== undefined) {
    const { type } = format;
    body["text"] = {
      format:
        type === "json_schema"
          ? { type, name: format.name ?? "answer", schema: format.schema, strict: format.strict ?? true }
          : { type },
    };
  }
  for (const [name, value] of Object.entries(call.extras)) {
    const spelled = toSnakeCase(name);
    if (spelled === "reasoning_effort")
      body["reasoning"] = { ...(body["reasoning"] as object | undefined), effort: value };
    else setField(body, renamed[spelled] ?? spelled, value);
  }
  return body;
}

function writeItems(message: PreparedMessage): Json[] {
  if (message.role === "tool") {
    const parts = toParts(message.content);
    const output = parts.every((part) => part.type === "text") ? flattenContent(parts) : parts.map(writePart);
    return [{ type: "function_call_output", call_id: message.toolCallId, output }];
  }
  const items: Json[] = (message.reasoning ?? []).flatMap(writeReasoning);
  const { content, role } = message;
  const isText = typeof content === "string" || role === "assistant";
  if (!isText) items.push({ role, content: content.map(writePart) });
  else if (flattenContent(content) !== "") items.push({ role, content: flattenContent(content) });
  for (const call of message.toolCalls ?? []) {
    const given = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    items.push({ type: "function_call", call_id: call.id, name: call.name, arguments: given });
  }
  return items;
}

/** Only an item that this provider made can be sent back to it. */
function writeReasoning(part: ReasoningPart): Json[] {
  if (readString(part.raw, "type") !== "reasoning" || readString(part.raw, "encrypted_content") === undefined)
    return [];
  return [part.raw as Json];
}

function writePart(part: Part): Json {
  if (part.type === "image") return { type: "input_image", image_url: toDataUrl(encodeImage(part)) };
  return { type: "input_text", text: part.type === "text" ? part.text : flattenContent([part]) };
}

function parseBody(body: unknown): ChatMessage {
  const output = readArray(body, "output");
  const error = readPath(body, "error");
  if (readString(body, "status") === "failed" || (error !== undefined && error !== null)) {
    throw new WireFault(readProviderFault(body) ?? { message: "the response failed" });
  }
  if (output.length === 0 && readString(body, "status") !== "incomplete") throw noReply("output", body);
  let text = "";
  let refused = false;
  const images: ImagePart[] = [];
  const toolCalls: ChatMessageToolCall[] = [];
  const reasoning: ReasoningPart[] = [];
  const logprobs: TokenLogprob[] = [];
  for (const item of output) {
    switch (readString(item, "type")) {
      case "message":
        for (const part of readArray(item, "content")) {
          refused ||= readString(part, "type") === "refusal";
          text += readString(part, "text") ?? readString(part, "refusal") ?? "";
          logprobs.push(...readArray(part, "logprobs").map(readLogprob));
        }
        break;
      case "function_call":
        toolCalls.push({
          id: readString(item, "call_id") ?? readString(item, "id") ?? "",
          name: readString(item, "name") ?? "",
          ...readToolArguments(readPath(item, "arguments")),
        });
        break;
      case "reasoning":
        reasoning.push({ type: "reasoning", text: readReasoning(item), raw: item });
        break;
      case "image_generation_call":
        images.push({ type: "image", image: `data:image/png;base64,${readString(item, "result") ?? ""}` });
        break;
      default:
        break;
    }
  }
  return createReply({
    content: images.length === 0 ? text : [...toParts(text), ...images],
    toolCalls,
    reasoning,
    tokenUsage: createUsage({
      input: readPath(body, "usage", "input_tokens"),
      output: readPath(body, "usage", "output_tokens"),
      total: readPath(body, "usage", "total_tokens"),
      cached: readPath(body, "usage", "input_tokens_details", "cached_tokens"),
      reasoning: readPath(body, "usage", "output_tokens_details", "reasoning_tokens"),
    }),
    finishReason: refused ? "content-filter" : readFinishReason(body),
    logprobs,
    raw: body,
  });
}

function readReasoning(item: unknown): string {
  const parts = [...readArray(item, "summary"), ...readArray(item, "content")];
  return parts.map((part) => readString(part, "text") ?? "").join("\n");
}

function readFinishReason(body: unknown): FinishReason {
  switch (readString(body, "incomplete_details", "reason")) {
    case undefined:
      return "stop";
    case "max_output_tokens":
      return "length";
    case "content_filter":
      return "content-filter";
    default:
      return "other";
  }
}

/** Shows the pieces; the last event brings the whole response, which is what counts. */
class ResponseReader implements StreamReader {
  readonly #assembler = new MessageAssembler();
  #response: unknown;

  get isFinished(): boolean {
    return this.#response !== undefined;
  }

  read(event: unknown): readonly ChatMessageDelta[] {
    const assembler = this.#assembler;
    const piece = readString(event, "delta") ?? "";
    const index = Number(readPath(event, "output_index") ?? 0);
    switch (readString(event, "type")) {
      case "response.output_text.delta":
      case "response.refusal.delta":
        return [assembler.addText(piece)];
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        return [assembler.addReasoning(piece)];
      case "response.output_item.added":
        if (readString(event, "item", "type") !== "function_call") return [];
        return [
          assembler.addCall({
            index,
            id: readString(event, "item", "call_id"),
            name: readString(event, "item", "name"),
          }),
        ];
      case "response.function_call_arguments.delta":
        return [assembler.addCall({ index, arguments: piece })];
      case "response.completed":
      case "response.incomplete":
        this.#response = readPath(event, "response");
        return [];
      case "response.failed":
        throw new WireFault(readProviderFault(readPath(event, "response")) ?? { message: "the response failed" });
      default:
        return [];
    }
  }

  finish(): ChatMessage {
    return this.#response === undefined ? this.#assembler.toMessage() : parseBody(this.#response);
  }
}
