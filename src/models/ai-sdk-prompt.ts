/** Messages and options as AI SDK's language models want them, by the version of their specification. */
import { aiSdkSettings } from "./ai-sdk-types.ts";
import { type EncodedMedia, encodeAudio, encodeImage } from "./media.ts";
import { flattenContent, type PreparedMessage, toParts } from "./messages.ts";
import type { ChatMessageToolCall, GenerateOptions, Part, ReasoningPart } from "./model.ts";
import { toFunctionDeclaration } from "./tool-calls.ts";
import { readPath, setField } from "./wires/wire.ts";

type Json = Record<string, unknown>;

/** The options of `doGenerate` and `doStream`. */
export function writeCallOptions(
  version: string,
  messages: readonly PreparedMessage[],
  options: GenerateOptions,
  extras: Readonly<Json>,
): Json {
  const written: Json = { prompt: writePrompt(version, messages) };
  setField(written, "abortSignal", options.signal);
  if ((options.stopSequences?.length ?? 0) > 0) written["stopSequences"] = options.stopSequences;
  const tools = options.toolsToCallFrom ?? [];
  if (tools.length > 0) {
    written["tools"] = tools
      .map(toFunctionDeclaration)
      .map(({ parameters, ...rest }) => ({ type: "function", ...rest, inputSchema: parameters }));
    const choice = options.toolChoice;
    if (choice !== undefined)
      written["toolChoice"] = typeof choice === "object" ? { type: "tool", toolName: choice.name } : { type: choice };
  }
  const format = options.responseFormat;
  if (format !== undefined) {
    written["responseFormat"] =
      format.type === "json_schema"
        ? { type: "json", schema: format.schema, name: format.name ?? "answer" }
        : { type: "json" };
  }
  for (const [name, value] of Object.entries(extras)) {
    const spelled = name === "maxTokens" ? "maxOutputTokens" : name;
    if (aiSdkSettings.includes(spelled)) setField(written, spelled, value);
  }
  return written;
}

function writePrompt(version: string, messages: readonly PreparedMessage[]): Json[] {
  const prompt: Json[] = [];
  for (const message of messages) {
    const last = prompt.at(-1);
    const written = writeMessage(version, message);
    // Results of calls that were made together stand in one message.
    if (message.role === "tool" && last?.["role"] === "tool")
      (last["content"] as unknown[]).push(...(written["content"] as unknown[]));
    else prompt.push(written);
  }
  return prompt;
}

function writeMessage(version: string, message: PreparedMessage): Json {
  const { role, content } = message;
  switch (role) {
    case "system":
      return { role, content: flattenContent(content) };
    case "user":
      return { role, content: toParts(content).map((part) => writePart(version, part)) };
    case "tool": {
      const result = {
        type: "tool-result",
        toolCallId: message.toolCallId,
        toolName: message.toolName,
        output: { type: "text", value: flattenContent(content) },
      };
      return { role, content: [result] };
    }
    case "assistant":
      return {
        role,
        content: [
          ...(message.reasoning ?? []).map(writeReasoning),
          ...toParts(content).map((part) => writePart(version, part)),
          ...(message.toolCalls ?? []).map(writeCall),
        ],
      };
  }
}

function writeReasoning(part: ReasoningPart): Json {
  const written: Json = { type: "reasoning", text: part.text };
  setField(written, "providerOptions", readPath(part.raw, "providerMetadata"));
  return written;
}

function writeCall(call: ChatMessageToolCall): Json {
  const written: Json = { type: "tool-call", toolCallId: call.id, toolName: call.name, input: call.arguments };
  if (call.signature !== undefined) written["providerOptions"] = JSON.parse(call.signature);
  return written;
}

function writePart(version: string, part: Part): Json {
  if (part.type === "image") return writeFile(version, encodeImage(part), part.mediaType ?? "image/*");
  if (part.type === "audio") return writeFile(version, encodeAudio(part), part.mediaType ?? "audio/wav");
  return { type: "text", text: part.text };
}

/** Files are plain data up to V3 and tagged since V4. */
function writeFile(version: string, media: EncodedMedia, fallback: string): Json {
  const mediaType = media.kind === "url" ? fallback : media.mediaType;
  const isTagged = version === "v4";
  if (media.kind === "url") {
    const url = new URL(media.url);
    return { type: "file", mediaType, data: isTagged ? { type: "url", url } : url };
  }
  return { type: "file", mediaType, data: isTagged ? { type: "data", data: media.base64 } : media.base64 };
}
