/** A server that speaks Anthropic's messages protocol, strict about what it is sent. */
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

export async function startAnthropicServer(replies: readonly ServerReply[]): Promise<ScriptedServer> {
  return await startScriptedServer(protocol, replies);
}

const protocol: Protocol = {
  check: checkRequest,
  refusal: (message) => ({ type: "error", error: { type: "invalid_request_error", message } }),
  write: writeReply,
};

const fields = [
  "model",
  "max_tokens",
  "messages",
  "system",
  "stop_sequences",
  "stream",
  "temperature",
  "top_p",
  "top_k",
  "tools",
  "tool_choice",
  "thinking",
  "metadata",
  "output_config",
  "service_tier",
];

function checkRequest({ method, url, body, headers }: ReceivedRequest): string | undefined {
  if (method !== "POST" || url.split("?")[0] !== "/v1/messages") return `no such route: ${method} ${url}`;
  const version = headers["anthropic-version"];
  if (version !== "2023-06-01" && version !== "2026-10-21") return "anthropic-version: header is required";
  if (typeof headers["x-api-key"] !== "string" && headers.authorization?.startsWith("Bearer ") !== true)
    return "x-api-key header is required";
  // The newer version has no sampling parameters.
  const sampling =
    version === "2026-10-21" ? ["temperature", "top_p", "top_k"].find((name) => name in body) : undefined;
  if (sampling !== undefined) return `${sampling}: Extra inputs are not permitted`;
  const unknown = unknownField(body, fields);
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`;
  if (typeof body["max_tokens"] !== "number") return "max_tokens: Field required";
  for (const stop of (body["stop_sequences"] ?? []) as string[])
    if (stop.trim() === "") return "stop_sequences: each stop sequence must contain non-whitespace";
  for (const tool of (body["tools"] ?? []) as unknown[]) {
    if (!isObject(tool) || !isObject(tool["input_schema"]) || tool["input_schema"]["type"] !== "object")
      return "tools: input_schema is required";
    const unknownTool = unknownField(tool, ["name", "description", "input_schema", "cache_control", "strict"]);
    if (unknownTool !== undefined) return `tools.${unknownTool}: Extra inputs are not permitted`;
  }
  const marks = JSON.stringify(body).split('"cache_control"').length - 1;
  if (marks > 4) return "A maximum of 4 blocks with cache_control may be provided";
  return checkMessages(body["messages"], body["tools"] !== undefined);
}

function checkMessages(messages: unknown, hasTools: boolean): string | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return "messages: at least one message is required";
  let expected: string[] = [];
  let previous: unknown;
  for (const [index, message] of (messages as unknown[]).entries()) {
    if (!isObject(message)) return "a message is an object";
    if (message["role"] !== "user" && message["role"] !== "assistant")
      return `messages: Unexpected role "${String(message["role"])}"`;
    if (index === 0 && message["role"] !== "user") return "messages: first message must use the user role";
    if (message["role"] === previous) return "roles must alternate";
    previous = message["role"];
    const content = message["content"];
    const blocks =
      typeof content === "string" ? [{ type: "text", text: content }] : (content as Record<string, unknown>[]);
    if (blocks.length === 0) return `messages.${index}: content must not be empty`;
    const fault = checkBlocks(blocks, message["role"], hasTools, expected);
    if (fault !== undefined) return `messages.${index}: ${fault}`;
    expected = blocks.filter((block) => block["type"] === "tool_use").map((block) => String(block["id"]));
  }
  return undefined;
}

function checkBlocks(
  blocks: Record<string, unknown>[],
  role: unknown,
  hasTools: boolean,
  expected: readonly string[],
): string | undefined {
  const results = blocks
    .filter((block) => block["type"] === "tool_result")
    .map((block) => String(block["tool_use_id"]));
  if (expected.some((id) => !results.includes(id)))
    return `tool_use ids were found without tool_result blocks immediately after: ${expected.join()}`;
  if (results.some((id) => !expected.includes(id))) return "unexpected tool_use_id found in tool_result blocks";
  if (blocks.slice(0, results.length).some((block) => block["type"] !== "tool_result"))
    return "tool_result blocks come first";
  for (const block of blocks) {
    switch (block["type"]) {
      case "text":
        if (typeof block["text"] !== "string" || block["text"] === "") return "text content blocks must be non-empty";
        break;
      case "image":
        if (!isObject(block["source"]) || !["base64", "url"].includes(String(block["source"]["type"])))
          return "image.source is malformed";
        break;
      case "tool_use":
        if (!hasTools) return "Requests which include `tool_use` blocks must define tools";
        if (role !== "assistant" || !isObject(block["input"]) || !/^[\w-]+$/u.test(String(block["id"])))
          return "malformed tool_use";
        break;
      case "tool_result":
        if (role !== "user" || !Array.isArray(block["content"])) return "malformed tool_result";
        break;
      case "thinking":
        if (typeof block["signature"] !== "string" || block !== blocks[0]) return "malformed thinking";
        break;
      default:
        return `unexpected block ${String(block["type"])}`;
    }
  }
  return undefined;
}

function writeReply(reply: ModelReply, request: ReceivedRequest): RawReply {
  const content: Record<string, unknown>[] = [];
  if (reply.reasoning !== undefined) content.push({ type: "thinking", thinking: reply.reasoning, signature: "c2ln" });
  if (reply.content !== undefined) content.push({ type: "text", text: reply.content });
  for (const [index, call] of (reply.toolCalls ?? []).entries())
    content.push({ type: "tool_use", id: call.id ?? `toolu_${index}`, name: call.name, input: call.arguments });
  const stop_reason =
    reply.finishReason === "length" ? "max_tokens" : reply.toolCalls === undefined ? "end_turn" : "tool_use";
  const counts = reply.usage === undefined || reply.usage === false ? { input: 10, output: 5 } : reply.usage;
  const usage =
    reply.usage === false
      ? undefined
      : {
          input_tokens: counts.input - 3,
          cache_creation_input_tokens: 2,
          cache_read_input_tokens: 1,
          output_tokens: counts.output,
        };
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: request.body["model"],
    content,
    stop_reason,
    stop_sequence: null,
    ...(usage === undefined ? {} : { usage }),
  };
  return request.body["stream"] === true
    ? { headers: { "content-type": "text/event-stream" }, chunks: writeStream(message, content) }
    : { body: message };
}

function writeStream(message: Record<string, unknown>, content: Record<string, unknown>[]): string[] {
  const event = (type: string, fields: Record<string, unknown> = {}): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const usage = message["usage"] as Record<string, unknown> | undefined;
  const start = {
    ...message,
    content: [],
    stop_reason: null,
    ...(usage === undefined ? {} : { usage: { ...usage, output_tokens: 1 } }),
  };
  const chunks = [event("message_start", { message: start }), event("ping")];
  const delta = (index: number, fields: Record<string, unknown>): void =>
    void chunks.push(event("content_block_delta", { index, delta: fields }));
  for (const [index, block] of content.entries()) {
    const empty =
      block["type"] === "text"
        ? { text: "" }
        : block["type"] === "thinking"
          ? { thinking: "", signature: "" }
          : { input: {} };
    chunks.push(event("content_block_start", { index, content_block: { ...block, ...empty } }));
    if (block["type"] === "text")
      for (const text of splitForStream(String(block["text"]))) delta(index, { type: "text_delta", text });
    if (block["type"] === "thinking") {
      for (const thinking of splitForStream(String(block["thinking"])))
        delta(index, { type: "thinking_delta", thinking });
      delta(index, { type: "signature_delta", signature: block["signature"] });
    }
    if (block["type"] === "tool_use")
      for (const partial_json of ["", ...splitForStream(JSON.stringify(block["input"]))])
        delta(index, { type: "input_json_delta", partial_json });
    chunks.push(event("content_block_stop", { index }));
  }
  chunks.push(
    event("message_delta", {
      delta: { stop_reason: message["stop_reason"], stop_sequence: null },
      ...(usage === undefined ? {} : { usage: { output_tokens: usage["output_tokens"] } }),
    }),
  );
  chunks.push(event("message_stop"));
  return chunks;
}
