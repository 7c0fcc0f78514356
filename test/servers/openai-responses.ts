/** A server that speaks OpenAI's responses protocol, strict about what it is sent. */
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

export async function startResponsesServer(replies: readonly ServerReply[]): Promise<ScriptedServer> {
  const server = await startScriptedServer(protocol, replies);
  return { ...server, url: `${server.url}/v1` };
}

const protocol: Protocol = {
  check: checkRequest,
  refusal: (message) => ({ error: { message, type: "invalid_request_error", param: null, code: null } }),
  write: writeReply,
};

const fields = [
  "model",
  "input",
  "instructions",
  "store",
  "include",
  "stream",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "text",
  "max_output_tokens",
  "temperature",
  "top_p",
  "reasoning",
  "top_logprobs",
  "truncation",
  "metadata",
  "previous_response_id",
];

function checkRequest({ method, url, body, headers }: ReceivedRequest): string | undefined {
  if (method !== "POST" || url !== "/v1/responses") return `no such route: ${method} ${url}`;
  if (headers.authorization?.startsWith("Bearer ") !== true) return "no key";
  const unknown = unknownField(body, fields);
  if (unknown !== undefined) return `Unknown parameter: '${unknown}'`;
  if (typeof body["model"] !== "string") return "model is required";
  for (const tool of (body["tools"] ?? []) as unknown[]) {
    if (
      !isObject(tool) ||
      tool["type"] !== "function" ||
      typeof tool["name"] !== "string" ||
      !isObject(tool["parameters"])
    )
      return "malformed tool";
    if (tool["strict"] !== false) return "strict functions want additionalProperties: false";
  }
  return checkItems(body["input"]);
}

function checkItems(input: unknown): string | undefined {
  if (!Array.isArray(input) || input.length === 0) return "input must not be empty";
  const open = new Set<string>();
  for (const item of input as unknown[]) {
    if (!isObject(item)) return "an item is an object";
    switch (item["type"] ?? "message") {
      case "message": {
        if (!["system", "developer", "user", "assistant"].includes(String(item["role"])))
          return `invalid role ${String(item["role"])}`;
        const content = item["content"];
        if (typeof content === "string") break;
        for (const part of content as unknown[]) {
          const type = isObject(part) ? part["type"] : undefined;
          if (type !== "input_text" && type !== "input_image") return `invalid part ${String(type)}`;
          if (type === "input_image" && isObject(part) && typeof part["image_url"] !== "string")
            return "image_url is text";
        }
        break;
      }
      case "function_call":
        if (typeof item["arguments"] !== "string" || typeof item["name"] !== "string") return "malformed function_call";
        open.add(String(item["call_id"]));
        break;
      case "function_call_output":
        if (!open.delete(String(item["call_id"]))) return `no tool call found for ${String(item["call_id"])}`;
        break;
      case "reasoning":
        if (typeof item["encrypted_content"] !== "string" || !Array.isArray(item["summary"]))
          return "malformed reasoning item";
        break;
      default:
        return `invalid item ${String(item["type"])}`;
    }
  }
  return open.size === 0 ? undefined : `no tool output found for ${[...open].join()}`;
}

function writeReply(reply: ModelReply, request: ReceivedRequest): RawReply {
  const counts = reply.usage === undefined || reply.usage === false ? { input: 10, output: 5 } : reply.usage;
  const output: Record<string, unknown>[] = [];
  if (reply.reasoning !== undefined)
    output.push({
      type: "reasoning",
      id: "rs_1",
      summary: [{ type: "summary_text", text: reply.reasoning }],
      encrypted_content: "c2VjcmV0",
    });
  if (reply.content !== undefined)
    output.push({
      type: "message",
      id: "msg_1",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: reply.content, annotations: [] }],
    });
  for (const [index, call] of (reply.toolCalls ?? []).entries()) {
    output.push({
      type: "function_call",
      id: `fc_${index}`,
      call_id: call.id ?? `call_${index}`,
      name: call.name,
      arguments: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments),
    });
  }
  const response: Record<string, unknown> = {
    id: "resp_1",
    object: "response",
    status: reply.finishReason === "length" ? "incomplete" : "completed",
    error: null,
    incomplete_details: reply.finishReason === "length" ? { reason: "max_output_tokens" } : null,
    model: request.body["model"],
    output,
  };
  if (reply.usage !== false) {
    response["usage"] = {
      input_tokens: counts.input,
      input_tokens_details: { cached_tokens: 1 },
      output_tokens: counts.output,
      output_tokens_details: { reasoning_tokens: 2 },
      total_tokens: counts.input + counts.output,
    };
  }
  return request.body["stream"] === true
    ? { headers: { "content-type": "text/event-stream" }, chunks: writeStream(response, output) }
    : { body: response };
}

function writeStream(response: Record<string, unknown>, output: Record<string, unknown>[]): string[] {
  const event = (type: string, fields: Record<string, unknown>): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const chunks = [
    event("response.created", { response: { ...response, status: "in_progress", output: [], usage: null } }),
  ];
  for (const [output_index, item] of output.entries()) {
    chunks.push(
      event("response.output_item.added", { output_index, item: { ...item, arguments: "", content: [], summary: [] } }),
    );
    if (item["type"] === "message") {
      const [part] = item["content"] as { text: string }[];
      for (const delta of splitForStream(part?.text ?? ""))
        chunks.push(event("response.output_text.delta", { output_index, content_index: 0, delta }));
    } else if (item["type"] === "function_call") {
      for (const delta of splitForStream(String(item["arguments"])))
        chunks.push(event("response.function_call_arguments.delta", { output_index, delta }));
    } else {
      const [part] = item["summary"] as { text: string }[];
      for (const delta of splitForStream(part?.text ?? ""))
        chunks.push(event("response.reasoning_summary_text.delta", { output_index, delta }));
    }
    chunks.push(event("response.output_item.done", { output_index, item }));
  }
  const last = response["status"] === "incomplete" ? "response.incomplete" : "response.completed";
  chunks.push(event(last, { response }));
  return chunks;
}
