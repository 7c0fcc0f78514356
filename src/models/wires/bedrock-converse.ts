/**
 * Amazon Bedrock's Converse: one shape for the models of all makers, content as tagged unions.
 *
 * What is neither a field of the request nor of `inferenceConfig` goes to the model's maker as
 * `additionalModelRequestFields`, in the spelling it was given.
 */
import { encodeImage, requireData } from "../media.ts";
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
  toCamelCase,
  type Wire,
  type WireCall,
  type WireRequest,
} from "./wire.ts";

export const bedrockConverse: Wire = {
  name: "bedrock-converse",
  framing: "aws-event-stream",
  toolMessagesNeedTools: true,
  forbidsToolsByOmission: true,
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  request: (call) => ({
    path: `/model/${encodeURIComponent(call.modelId)}/${call.stream ? "converse-stream" : "converse"}`,
    headers: call.stream ? { accept: "application/vnd.amazon.eventstream" } : {},
    body: writeBody(call),
  }),
  parse: parseBody,
  createReader: () => new ConverseReader(),
};

const inferenceFields = new Set(["maxTokens", "temperature", "topP", "stopSequences"]);
const requestFields = new Set([
  "additionalModelRequestFields",
  "additionalModelResponseFieldPaths",
  "guardrailConfig",
  "outputConfig",
  "performanceConfig",
  "promptVariables",
  "requestMetadata",
  "serviceTier",
  "toolConfig",
  "system",
]);

function writeBody(call: WireCall): WireRequest["body"] {
  const { options, quirks } = call;
  const { cachePrompt = false, ...extras } = call.extras;
  const { system: prompt, turns } = writeTurns(call.messages, writeBlocks);
  const system = prompt.flatMap(({ content }) => writeParts(content));
  const body: Json = { messages: turns };
  const inference: Json = {};
  const further: Json = {};
  const stop = options.stopSequences?.filter((sequence) => sequence.trim() !== "") ?? [];
  if (stop.length > 0 && quirks.stop !== false)
    inference["stopSequences"] = stop.slice(0, quirks.maxStopSequences ?? 4);
  const tools = options.toolsToCallFrom ?? [];
  if (tools.length > 0 && quirks.tools !== false) body["toolConfig"] = writeTools(call);
  const format = options.responseFormat;
  if (format?.type === "json_schema") {
    const jsonSchema = { name: format.name ?? "answer", schema: JSON.stringify(format.schema) };
    body["outputConfig"] = { textFormat: { type: "json_schema", structure: { jsonSchema } } };
  }
  for (const [name, value] of Object.entries(extras)) {
    const spelled = toCamelCase(name);
    if (spelled === "inferenceConfig" && typeof value === "object") Object.assign(inference, value);
    else if (inferenceFields.has(spelled)) setField(inference, spelled, value);
    else if (requestFields.has(spelled)) setField(body, spelled, value);
    else setField(further, name, value);
  }
  if (cachePrompt === true) markForCache(system, turns);
  if (system.length > 0) body["system"] = system;
  if (Object.keys(inference).length > 0) body["inferenceConfig"] = inference;
  if (Object.keys(further).length > 0)
    body["additionalModelRequestFields"] = {
      ...further,
      ...(body["additionalModelRequestFields"] as object | undefined),
    };
  return body;
}

function writeTools({ options, quirks }: WireCall): Json {
  const tools = (options.toolsToCallFrom ?? []).map(toFunctionDeclaration).map(({ name, description, parameters }) => ({
    toolSpec: { name, description, inputSchema: { json: parameters } },
  }));
  const choice = options.toolChoice;
  const config: Json = { tools };
  if (typeof choice === "object") config["toolChoice"] = { tool: { name: choice.name } };
  else if (choice === "required" && quirks.toolChoiceRequired !== false) config["toolChoice"] = { any: {} };
  else if (choice === "auto" || choice === "required") config["toolChoice"] = { auto: {} };
  return config;
}

function writeBlocks(message: PreparedMessage): Json[] {
  if (message.role === "tool") {
    const content = writeParts(message.content);
    return [
      {
        toolResult: {
          toolUseId: cleanId(message.toolCallId ?? ""),
          content: content.length === 0 ? [{ text: "(nothing)" }] : content,
        },
      },
    ];
  }
  const blocks = (message.reasoning ?? []).flatMap(writeReasoning);
  blocks.push(...writeParts(message.content));
  for (const call of message.toolCalls ?? []) {
    blocks.push({ toolUse: { toolUseId: cleanId(call.id), name: call.name, input: toArgumentObject(call) } });
  }
  return blocks;
}

function cleanId(id: string): string {
  return id.replace(/[^\w-]/gu, "_").slice(0, 64);
}

function writeReasoning(part: ReasoningPart): Json[] {
  const redacted = readString(part.raw, "redactedContent");
  if (redacted !== undefined) return [{ reasoningContent: { redactedContent: redacted } }];
  return part.signature === undefined
    ? []
    : [{ reasoningContent: { reasoningText: { text: part.text, signature: part.signature } } }];
}

function writeParts(content: string | Part[]): Json[] {
  return toParts(content).flatMap((part): Json[] => {
    if (part.type === "image") {
      const { mediaType, base64 } = requireData(encodeImage(part), "Bedrock");
      return [
        { image: { format: mediaType.replace(/^image\//u, "").replace("jpg", "jpeg"), source: { bytes: base64 } } },
      ];
    }
    // The provider refuses text without a character to read.
    const text = part.type === "text" ? part.text : flattenContent([part]);
    if (text.trim() === "") return [];
    return part.type === "text" && part.cache === true ? [{ text }, CACHE_POINT] : [{ text }];
  });
}

const CACHE_POINT = { cachePoint: { type: "default" } };

function markForCache(system: Json[], turns: Turn[]): void {
  if (system.length > 0) system.push(CACHE_POINT);
  turns.at(-1)?.content.push(CACHE_POINT);
}

function parseBody(body: unknown): ChatMessage {
  const message = readPath(body, "output", "message");
  if (typeof message !== "object" || message === null) throw noReply("message", body);
  let text = "";
  const toolCalls: ChatMessageToolCall[] = [];
  const reasoning: ReasoningPart[] = [];
  for (const block of readArray(message, "content")) {
    text += readString(block, "text") ?? "";
    const call = readPath(block, "toolUse");
    if (call !== undefined) {
      toolCalls.push({
        id: readString(call, "toolUseId") ?? "",
        name: readString(call, "name") ?? "",
        ...readToolArguments(readPath(call, "input")),
      });
    }
    const thought = readPath(block, "reasoningContent");
    if (thought === undefined) continue;
    const part: ReasoningPart = { type: "reasoning", text: readString(thought, "reasoningText", "text") ?? "" };
    const signature = readString(thought, "reasoningText", "signature");
    if (signature !== undefined) part.signature = signature;
    if (readPath(thought, "redactedContent") !== undefined) part.raw = thought;
    reasoning.push(part);
  }
  return createReply({
    content: text,
    toolCalls,
    reasoning,
    tokenUsage: readUsage(body),
    finishReason: finishReasonIn(finishReasons, readString(body, "stopReason")),
    raw: body,
  });
}

/** The provider counts cached input apart; for us it is input. */
function readUsage(body: unknown): TokenUsage | undefined {
  const usage = readPath(body, "usage");
  const cached = readPath(usage, "cacheReadInputTokens");
  return createUsage({
    input: readPath(usage, "inputTokens"),
    beside: [cached, readPath(usage, "cacheWriteInputTokens")],
    output: readPath(usage, "outputTokens"),
    cached,
  });
}

const finishReasons: Record<string, FinishReason | undefined> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool-calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  content_filtered: "content-filter",
  guardrail_intervened: "content-filter",
  malformed_model_output: "error",
  malformed_tool_use: "error",
};

class ConverseReader implements StreamReader {
  readonly #assembler = new MessageAssembler();
  isFinished = false;

  read(event: unknown, name: string): readonly ChatMessageDelta[] {
    const assembler = this.#assembler;
    const index = Number(readPath(event, "contentBlockIndex") ?? 0);
    switch (name) {
      case "contentBlockStart": {
        const call = readPath(event, "start", "toolUse");
        return call === undefined
          ? []
          : [assembler.addCall({ index, id: readString(call, "toolUseId"), name: readString(call, "name") })];
      }
      case "contentBlockDelta":
        return this.#readDelta(readPath(event, "delta"), index);
      case "messageStop":
        this.isFinished = true;
        assembler.finishReason = finishReasonIn(finishReasons, readString(event, "stopReason"));
        return [];
      case "metadata":
        assembler.usage = readUsage(event);
        assembler.raw = event;
        return [];
      default:
        return [];
    }
  }

  #readDelta(delta: unknown, index: number): ChatMessageDelta[] {
    const assembler = this.#assembler;
    const text = readString(delta, "text");
    if (text !== undefined) return [assembler.addText(text)];
    const input = readString(delta, "toolUse", "input");
    if (input !== undefined) return [assembler.addCall({ index, arguments: input })];
    const thought = readPath(delta, "reasoningContent");
    const signature = readString(thought, "signature");
    if (signature !== undefined) assembler.signReasoning({ signature });
    if (readPath(thought, "redactedContent") !== undefined)
      assembler.addReasoningPart({ type: "reasoning", text: "", raw: thought });
    const thinking = readString(thought, "text");
    return thinking === undefined ? [] : [assembler.addReasoning(thinking)];
  }

  finish(): ChatMessage {
    return this.#assembler.toMessage();
  }
}
