/** A server's question to a model of ours: the protocol's messages and ours, there and back. */
import type { ChatMessage, Model, Part } from "../models/model.ts";
import type { McpContent } from "./mcp-content.ts";

export interface SamplingRequest {
  messages: ReadonlyArray<{ role: "user" | "assistant"; content: McpContent | readonly McpContent[] }>;
  systemPrompt?: string | undefined;
  maxTokens?: number | undefined;
  temperature?: number | undefined;
  stopSequences?: string[] | undefined;
}

export async function sampleModel(model: Model, request: SamplingRequest): Promise<unknown> {
  const { systemPrompt, maxTokens, temperature, stopSequences } = request;
  const messages: ChatMessage[] = request.messages.map(({ role, content }) => ({
    role,
    content: [content].flat().map(toPart),
  }));
  if (systemPrompt !== undefined) messages.unshift({ role: "system", content: systemPrompt });
  const reply = await model.generate(messages, {
    ...(stopSequences === undefined ? {} : { stopSequences }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
  });
  const text =
    typeof reply.content === "string"
      ? reply.content
      : reply.content.map((part) => (part.type === "text" ? part.text : "")).join("");
  return {
    role: "assistant",
    content: { type: "text", text },
    model: model.modelId ?? "unknown",
    stopReason: reply.finishReason === "length" ? "maxTokens" : "endTurn",
  };
}

/** What is neither text nor a picture is told as it is. */
function toPart(item: McpContent): Part {
  if (item.type === "text") return { type: "text", text: String(item["text"] ?? "") };
  if (item.type === "image")
    return { type: "image", image: `data:${String(item["mimeType"] ?? "image/png")};base64,${String(item["data"])}` };
  return { type: "text", text: JSON.stringify(item) };
}
