/**
 * Google's generateContent: contents made of parts, settings under `generationConfig`.
 *
 * Models that think sign their calls; a signature goes back on the part it came with, or the provider refuses the request.
 */
import { WireFault } from "../errors.ts";
import { encodeAudio, encodeImage, type EncodedMedia } from "../media.ts";
import { MessageAssembler } from "../message-assembler.ts";
import { flattenContent, type PreparedMessage, textOf, toParts } from "../messages.ts";
import type {
  ChatMessage,
  ChatMessageDelta,
  FinishReason,
  ImagePart,
  Part,
  TokenLogprob,
  TokenUsage,
} from "../model.ts";
import { toArgumentObject, toFunctionDeclaration } from "../tool-calls.ts";
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

export const geminiGenerate: Wire = {
  name: "gemini-generate-content",
  framing: "server-sent-events",
  authorize: (apiKey) => ({ "x-goog-api-key": apiKey }),
  request: (call) => ({ path: pathOf(call), body: writeBody(call) }),
  parse: parseBody,
  createReader: () => new GeminiReader(),
};

function pathOf({ modelId, stream }: WireCall): string {
  const name = modelId.includes("/") ? modelId : `models/${modelId}`;
  return `/${name}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`;
}

/** The fields beside `generationConfig`; every other option belongs into it. */
const requestFields = new Set([
  "safetySettings",
  "cachedContent",
  "toolConfig",
  "labels",
  "tools",
  "systemInstruction",
  "serviceTier",
  "store",
]);

const optionNames: Record<string, string | undefined> = {
  maxTokens: "maxOutputTokens",
  maxCompletionTokens: "maxOutputTokens",
  n: "candidateCount",
  stop: "stopSequences",
};

/** The provider takes no more. */
const MAX_STOP_SEQUENCES = 5;

function writeBody(call: WireCall): WireRequest["body"] {
  const { options } = call;
  const { system, turns } = writeTurns(call.messages, writeMessage);
  const body: Json = { contents: turns.map(toContent) };
  if (system.length > 0)
    body["systemInstruction"] = { parts: [{ text: system.map(({ content }) => textOf(content)).join("\n") }] };
  const config: Json = {};
  const stop = options.stopSequences?.slice(0, MAX_STOP_SEQUENCES) ?? [];
  if (stop.length > 0) config["stopSequences"] = stop;
  const tools = options.toolsToCallFrom ?? [];
  if (tools.length > 0) {
    const declarations = tools
      .map(toFunctionDeclaration)
      .map(({ parameters, ...rest }) => ({ ...rest, parametersJsonSchema: parameters }));
    body["tools"] = [{ functionDeclarations: declarations }];
    setField(body, "toolConfig", writeToolChoice(options.toolChoice));
  }
  if (options.responseFormat !== undefined) {
    config["responseMimeType"] = "application/json";
    if (options.responseFormat.type === "json_schema") config["responseJsonSchema"] = options.responseFormat.schema;
  }
  for (const [name, value] of Object.entries(call.extras)) {
    const spelled = toCamelCase(name);
    if (spelled === "generationConfig" && typeof value === "object") Object.assign(config, value);
    else if (requestFields.has(spelled)) setField(body, spelled, value);
    else setField(config, optionNames[spelled] ?? spelled, value);
  }
  if (Object.keys(config).length > 0) body["generationConfig"] = config;
  return body;
}

const callingModes = { auto: "AUTO", required: "ANY", none: "NONE" };

function writeToolChoice(choice: WireCall["options"]["toolChoice"]): Json | undefined {
  if (choice === undefined) return undefined;
  const config =
    typeof choice === "object" ? { mode: "ANY", allowedFunctionNames: [choice.name] } : { mode: callingModes[choice] };
  return { functionCallingConfig: config };
}

/** Results of calls made together belong together; images of results follow them. */
function toContent({ role, content }: Turn): Json {
  const parts = content.toSorted(
    (first, second) => Number("functionResponse" in second) - Number("functionResponse" in first),
  );
  return { role: role === "assistant" ? "model" : "user", parts };
}

function writeMessage(message: PreparedMessage): Json[] {
  if (message.role === "tool") {
    const parts = toParts(message.content);
    const text = flattenContent(parts.filter((part) => part.type === "text"));
    const response = { id: message.toolCallId, name: message.toolName, response: { output: text } };
    return [{ functionResponse: response }, ...writeParts(parts.filter((part) => part.type !== "text"))];
  }
  const parts = writeParts(message.content);
  for (const call of message.toolCalls ?? []) {
    const part: Json = { functionCall: { id: call.id, name: call.name, args: toArgumentObject(call) } };
    setField(part, "thoughtSignature", call.signature);
    parts.push(part);
  }
  for (const thought of message.reasoning ?? []) {
    // The signature of a text reply comes, and goes back, on a part without text.
    if (thought.signature !== undefined && readString(thought.raw, "thoughtSignature") !== undefined)
      parts.push(thought.raw as Json);
  }
  return parts;
}

function writeParts(content: string | Part[]): Json[] {
  return toParts(content).flatMap((part) => {
    if (part.type === "image") return [writeMedia(encodeImage(part), part.mediaType ?? "image/png")];
    if (part.type === "audio") return [writeMedia(encodeAudio(part), part.mediaType ?? "audio/wav")];
    return part.text === "" ? [] : [{ text: part.text }];
  });
}

function writeMedia(media: EncodedMedia, mimeType: string): Json {
  if (media.kind === "url") return { fileData: { fileUri: media.url, mimeType } };
  return { inlineData: { mimeType: media.mediaType, data: media.base64 } };
}

function parseBody(body: unknown): ChatMessage {
  const reader = new GeminiReader();
  reader.read(body);
  return reader.finish();
}

/** Thinking is billed as output. */
function readUsage(body: unknown): TokenUsage | undefined {
  const usage = readPath(body, "usageMetadata");
  const output = readPath(usage, "candidatesTokenCount");
  const thoughts = readPath(usage, "thoughtsTokenCount");
  return createUsage({
    input: readPath(usage, "promptTokenCount"),
    output: output === undefined && thoughts === undefined ? undefined : Number(output ?? 0) + Number(thoughts ?? 0),
    total: readPath(usage, "totalTokenCount"),
    cached: readPath(usage, "cachedContentTokenCount"),
    reasoning: thoughts,
  });
}

const finishReasons: Record<string, FinishReason | undefined> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "content-filter",
  RECITATION: "content-filter",
  BLOCKLIST: "content-filter",
  PROHIBITED_CONTENT: "content-filter",
  SPII: "content-filter",
  IMAGE_SAFETY: "content-filter",
  MALFORMED_FUNCTION_CALL: "error",
  UNEXPECTED_TOOL_CALL: "error",
};

function readLogprobs(candidate: unknown): TokenLogprob[] {
  const top = readArray(candidate, "logprobsResult", "topCandidates");
  const read = (entry: unknown): { token: string; logprob: number } => ({
    token: readString(entry, "token") ?? "",
    logprob: Number(readPath(entry, "logProbability")),
  });
  return readArray(candidate, "logprobsResult", "chosenCandidates").map((chosen, index) => {
    const others = readArray(top[index], "candidates").map(read);
    return others.length === 0 ? read(chosen) : { ...read(chosen), topLogprobs: others };
  });
}

/** A whole response is read as a stream of one event. */
class GeminiReader implements StreamReader {
  readonly #assembler = new MessageAssembler();
  #calls = 0;
  #last: Json = {};

  get isFinished(): boolean {
    return this.#assembler.finishReason !== undefined;
  }

  read(event: unknown): readonly ChatMessageDelta[] {
    const assembler = this.#assembler;
    const blocked = readString(event, "promptFeedback", "blockReason");
    if (blocked !== undefined)
      throw new WireFault({ message: `the prompt was blocked: ${blocked}`, code: "content_filter" });
    this.#last = event as Json;
    assembler.usage = readUsage(event) ?? assembler.usage;
    const candidate = readPath(event, "candidates", 0);
    const reason = readString(candidate, "finishReason");
    assembler.finishReason = finishReasonIn(finishReasons, reason) ?? assembler.finishReason;
    const logprobs = readLogprobs(candidate);
    if (logprobs.length > 0) (assembler.logprobs ??= []).push(...logprobs);
    return readArray(candidate, "content", "parts").flatMap((part) => this.#readPart(part));
  }

  #readPart(part: unknown): ChatMessageDelta[] {
    const assembler = this.#assembler;
    const signature = readString(part, "thoughtSignature");
    const call = readPath(part, "functionCall");
    if (call !== undefined) {
      const fragment = {
        index: this.#calls,
        id: readString(call, "id"),
        name: readString(call, "name"),
        arguments: JSON.stringify(readPath(call, "args") ?? {}),
        signature,
      };
      this.#calls += 1;
      return [assembler.addCall(fragment)];
    }
    const data = readString(part, "inlineData", "data");
    if (data !== undefined) {
      const mediaType = readString(part, "inlineData", "mimeType") ?? "image/png";
      const image: ImagePart = { type: "image", image: `data:${mediaType};base64,${data}`, mediaType };
      assembler.addMedia(image);
      return [];
    }
    const text = readString(part, "text") ?? "";
    if (signature !== undefined && readPath(part, "thought") !== true) {
      assembler.addReasoningPart({
        type: "reasoning",
        text: "",
        signature,
        raw: { text: "", thoughtSignature: signature },
      });
    }
    if (text === "") return [];
    return [readPath(part, "thought") === true ? assembler.addReasoning(text) : assembler.addText(text)];
  }

  finish(): ChatMessage {
    if (!this.isFinished && this.#assembler.isEmpty) throw noReply("candidates", this.#last);
    this.#assembler.raw = this.#last;
    return this.#assembler.toMessage();
  }
}
