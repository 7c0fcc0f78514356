/** A server that speaks Bedrock's Converse, strict about what it is sent; it checks the form of signatures, not their value. */
import {
  isObject,
  type ModelReply,
  type Protocol,
  type RawReply,
  type ReceivedRequest,
  type ScriptedServer,
  type ServerReply,
  splitForStream,
  startScriptedServer,
  unknownField,
} from "./scripted-server.ts";

export async function startBedrockServer(replies: readonly ServerReply[]): Promise<ScriptedServer> {
  return await startScriptedServer(protocol, replies);
}

const protocol: Protocol = {
  check: checkRequest,
  refusal: (message) => ({ message, __type: "ValidationException" }),
  write: writeReply,
};

const fields = [
  "messages",
  "system",
  "inferenceConfig",
  "toolConfig",
  "additionalModelRequestFields",
  "guardrailConfig",
  "outputConfig",
  "performanceConfig",
  "requestMetadata",
];

function checkRequest({ method, url, body, headers }: ReceivedRequest): string | undefined {
  if (method !== "POST" || !/^\/model\/[\w.%-]+\/converse(?:-stream)?$/u.test(url))
    return `no such route: ${method} ${url}`;
  const isSigned =
    /^AWS4-HMAC-SHA256 Credential=\w+\/\d{8}\/[\w-]+\/bedrock\/aws4_request, SignedHeaders=[\w;-]+, Signature=[\da-f]{64}$/u.test(
      headers.authorization ?? "",
    );
  if (!isSigned && headers.authorization?.startsWith("Bearer ") !== true) return "Missing Authentication Token";
  const unknown = unknownField(body, fields);
  if (unknown !== undefined) return `unknown field ${unknown}`;
  const config = body["inferenceConfig"];
  if (isObject(config) && unknownField(config, ["maxTokens", "temperature", "topP", "stopSequences"]) !== undefined)
    return "malformed inferenceConfig";
  return checkMessages(body["messages"], body["toolConfig"] !== undefined);
}

function checkMessages(messages: unknown, hasTools: boolean): string | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return "messages is required";
  let expected: string[] = [];
  for (const [index, message] of (messages as unknown[]).entries()) {
    if (!isObject(message) || message["role"] !== (index % 2 === 0 ? "user" : "assistant"))
      return "A conversation must alternate between user and assistant roles and start with a user message.";
    const blocks = message["content"] as Record<string, unknown>[];
    if (!Array.isArray(blocks) || blocks.length === 0) return "content is empty";
    const results = blocks.flatMap((block) =>
      isObject(block["toolResult"]) ? [String(block["toolResult"]["toolUseId"])] : [],
    );
    if (results.join() !== expected.join())
      return "Expected toolResult blocks for the toolUse blocks of the previous turn";
    expected = blocks.flatMap((block) => (isObject(block["toolUse"]) ? [String(block["toolUse"]["toolUseId"])] : []));
    if (expected.length > 0 && !hasTools)
      return "The toolConfig field must be defined when using toolUse and toolResult content blocks.";
    for (const block of blocks) {
      const [kind, ...others] = Object.keys(block);
      if (
        others.length > 0 ||
        !["text", "image", "toolUse", "toolResult", "reasoningContent", "cachePoint"].includes(kind ?? "")
      )
        return `malformed block ${String(kind)}`;
      if (kind === "text" && String(block["text"]).trim() === "")
        return "The text field in the ContentBlock object is blank.";
      if (
        kind === "image" &&
        !(isObject(block["image"]) && ["png", "jpeg", "gif", "webp"].includes(String(block["image"]["format"])))
      )
        return "malformed image";
    }
  }
  return undefined;
}

function writeReply(reply: ModelReply, request: ReceivedRequest): RawReply {
  const stopReason =
    reply.finishReason === "length" ? "max_tokens" : reply.toolCalls === undefined ? "end_turn" : "tool_use";
  const counts = reply.usage === undefined || reply.usage === false ? { input: 10, output: 5 } : reply.usage;
  const usage =
    reply.usage === false
      ? {}
      : {
          usage: {
            inputTokens: counts.input - 1,
            cacheReadInputTokens: 1,
            outputTokens: counts.output,
            totalTokens: counts.input + counts.output,
          },
        };
  const content: Record<string, unknown>[] = [];
  if (reply.reasoning !== undefined)
    content.push({ reasoningContent: { reasoningText: { text: reply.reasoning, signature: "c2ln" } } });
  if (reply.content !== undefined) content.push({ text: reply.content });
  for (const [index, call] of (reply.toolCalls ?? []).entries())
    content.push({ toolUse: { toolUseId: call.id ?? `tooluse_${index}`, name: call.name, input: call.arguments } });
  if (!request.url.endsWith("stream"))
    return {
      body: { output: { message: { role: "assistant", content } }, stopReason, ...usage, metrics: { latencyMs: 1 } },
    };
  const chunks = [awsEvent("messageStart", { role: "assistant" })];
  for (const [contentBlockIndex, block] of content.entries()) {
    const delta = (fields: Record<string, unknown>): void =>
      void chunks.push(awsEvent("contentBlockDelta", { contentBlockIndex, delta: fields }));
    const call = block["toolUse"];
    if (isObject(call)) {
      chunks.push(
        awsEvent("contentBlockStart", {
          contentBlockIndex,
          start: { toolUse: { toolUseId: call["toolUseId"], name: call["name"] } },
        }),
      );
      for (const input of splitForStream(JSON.stringify(call["input"]))) delta({ toolUse: { input } });
    } else if (typeof block["text"] === "string") for (const text of splitForStream(block["text"])) delta({ text });
    else {
      for (const text of splitForStream(reply.reasoning ?? "")) delta({ reasoningContent: { text } });
      delta({ reasoningContent: { signature: "c2ln" } });
    }
    chunks.push(awsEvent("contentBlockStop", { contentBlockIndex }));
  }
  chunks.push(awsEvent("messageStop", { stopReason }));
  if (reply.usage !== false) chunks.push(awsEvent("metadata", usage));
  return { headers: { "content-type": "application/vnd.amazon.eventstream" }, chunks };
}

/** One binary message: two length fields and their checksum, typed headers, JSON, a checksum over all of it. */
export function awsEvent(type: string, payload: unknown, kind: "event" | "exception" = "event"): Uint8Array {
  const headers = Buffer.concat(
    [
      [":message-type", kind],
      [kind === "event" ? ":event-type" : ":exception-type", type],
      [":content-type", "application/json"],
    ].map(([name = "", value = ""]) => {
      const prefix = Buffer.from([name.length, ...Buffer.from(name), 7, 0, 0]);
      prefix.writeUInt16BE(value.length, prefix.length - 2);
      return Buffer.concat([prefix, Buffer.from(value)]);
    }),
  );
  const body = Buffer.from(JSON.stringify(payload));
  const message = Buffer.alloc(16 + headers.length + body.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(headers.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  headers.copy(message, 12);
  body.copy(message, 12 + headers.length);
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4);
  return message;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0);
  }
  return ~crc >>> 0;
}
