/** A server that speaks OpenAI's chat completions, strict about what it is sent. */
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

export interface OpenAIServerOptions {
  /** The key that requests must carry; without it any key and none is taken. */
  apiKey?: string;
  /** Further fields that this server takes, such as `num_ctx`. */
  extraFields?: readonly string[];
  /** The path before `/chat/completions`. Default `/v1`. */
  basePath?: string;
}

/** `url` is the base address that a client wants: it ends in `/v1`. */
export async function startOpenAIServer(
  replies: readonly ServerReply[],
  options: OpenAIServerOptions = {},
): Promise<ScriptedServer> {
  const basePath = options.basePath ?? "/v1";
  const server = await startScriptedServer(createProtocol(basePath, options), replies);
  return { ...server, url: server.url + basePath };
}

function createProtocol(basePath: string, options: OpenAIServerOptions): Protocol {
  return {
    answer: (request) => {
      if (request.method === "GET" && request.url === `${basePath}/models`) {
        return {
          body: { object: "list", data: [{ id: "test-model", object: "model", created: 1, owned_by: "test" }] },
        };
      }
      if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`) {
        const message = `Incorrect API key provided: ${request.headers.authorization?.slice(7) ?? "none"}.`;
        return {
          status: 401,
          body: { error: { message, type: "invalid_request_error", param: null, code: "invalid_api_key" } },
        };
      }
      return undefined;
    },
    check: (request) => checkRequest(request, basePath, options.extraFields ?? []),
    refusal: (message) => ({ error: { message, type: "invalid_request_error", param: null, code: null } }),
    write: writeReply,
  };
}

const fields = [
  "model",
  "messages",
  "stream",
  "stream_options",
  "stop",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "temperature",
  "top_p",
  "max_tokens",
  "max_completion_tokens",
  "seed",
  "n",
  "logprobs",
  "top_logprobs",
  "presence_penalty",
  "frequency_penalty",
  "reasoning_effort",
  "user",
  "store",
  "metadata",
  "service_tier",
  "modalities",
  "audio",
  "prompt_cache_key",
];

function checkRequest(request: ReceivedRequest, basePath: string, extraFields: readonly string[]): string | undefined {
  const { body, headers, method, url } = request;
  if (method !== "POST" || url.split("?")[0] !== `${basePath}/chat/completions`)
    return `no such route: ${method} ${url}`;
  if (headers["content-type"] !== "application/json") return "content-type must be application/json";
  const unknown = unknownField(body, [...fields, ...extraFields]);
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  if (typeof body["model"] !== "string") return "model must be a string";
  const stop = body["stop"];
  if (stop !== undefined && typeof stop !== "string" && !(Array.isArray(stop) && stop.length <= 4))
    return "stop: at most 4 sequences";
  if (body["stream_options"] !== undefined && body["stream"] !== true)
    return "stream_options is only allowed when stream is true";
  return checkTools(body) ?? checkMessages(body["messages"]);
}

function checkTools(body: Record<string, unknown>): string | undefined {
  const tools = body["tools"];
  if (tools === undefined)
    return body["tool_choice"] === undefined ? undefined : "tool_choice is only allowed with tools";
  if (!Array.isArray(tools) || tools.length === 0) return "tools must be a non-empty array";
  for (const tool of tools as unknown[]) {
    if (!isObject(tool) || tool["type"] !== "function" || !isObject(tool["function"])) return "each tool is a function";
    const { name, parameters } = tool["function"];
    if (typeof name !== "string" || !/^[\w-]{1,64}$/u.test(name)) return "function.name is malformed";
    if (!isObject(parameters) || parameters["type"] !== "object" || !isObject(parameters["properties"]))
      return "parameters must be the schema of an object";
  }
  return undefined;
}

function checkMessages(messages: unknown): string | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return "messages must not be empty";
  let open: string[] = [];
  for (const [index, message] of (messages as unknown[]).entries()) {
    if (!isObject(message)) return `messages[${index}] is no object`;
    const fault = checkMessage(message, open);
    if (fault !== undefined) return `messages[${index}]: ${fault}`;
    if (message["role"] === "tool") open = open.filter((id) => id !== message["tool_call_id"]);
    else if (Array.isArray(message["tool_calls"])) open = message["tool_calls"].map((call: { id: string }) => call.id);
  }
  return open.length === 0 ? undefined : `tool_call_ids did not have response messages: ${open.join(", ")}`;
}

const roles = ["system", "developer", "user", "assistant", "tool"];

function checkMessage(message: Record<string, unknown>, open: readonly string[]): string | undefined {
  const { role, content } = message;
  const unknown = unknownField(message, [
    "role",
    "content",
    "name",
    "tool_calls",
    "tool_call_id",
    "refusal",
    "reasoning_content",
    "reasoning_details",
  ]);
  if (unknown !== undefined) return `unknown field ${unknown}`;
  if (typeof role !== "string" || !roles.includes(role)) return `unknown role ${String(role)}`;
  if (role === "tool") {
    if (!open.includes(String(message["tool_call_id"])))
      return "a message of role 'tool' must answer a preceding message with 'tool_calls'";
    return typeof content === "string" ? undefined : "the content of a tool message is text";
  }
  if (open.length > 0) return `tool_call_ids did not have response messages: ${open.join(", ")}`;
  const calls = message["tool_calls"];
  if (calls !== undefined) {
    if (role !== "assistant" || !Array.isArray(calls) || calls.length === 0)
      return "tool_calls belong to an assistant and are not empty";
    for (const call of calls as unknown[]) {
      const fn = isObject(call) ? call["function"] : undefined;
      if (!isObject(call) || typeof call["id"] !== "string" || call["type"] !== "function" || !isObject(fn))
        return "malformed tool call";
      if (typeof fn["name"] !== "string" || typeof fn["arguments"] !== "string")
        return "name and arguments of a call are text";
    }
  } else if (content === null || content === undefined) return "content is missing";
  return checkContent(content, role);
}

function checkContent(content: unknown, role: string): string | undefined {
  if (content === null || typeof content === "string") return undefined;
  if (!Array.isArray(content) || content.length === 0) return "content must be text or parts";
  for (const part of content as unknown[]) {
    if (!isObject(part)) return "a part is an object";
    if (part["type"] === "text" && typeof part["text"] === "string") continue;
    const image = part["image_url"];
    const url = isObject(image) ? image["url"] : undefined;
    if (
      part["type"] === "image_url" &&
      role === "user" &&
      typeof url === "string" &&
      /^(?:https?:\/\/|data:image\/(?:png|jpeg|gif|webp);base64,)/u.test(url)
    )
      continue;
    if (part["type"] === "input_audio" && role === "user" && isObject(part["input_audio"])) continue;
    return `a part of type ${String(part["type"])} is not allowed for ${role}`;
  }
  return undefined;
}

function writeReply(reply: ModelReply, request: ReceivedRequest): RawReply {
  const model = String(request.body["model"]);
  const base = { id: "chatcmpl-1", created: 1_700_000_000, model };
  const calls = (reply.toolCalls ?? []).map((call, index) => ({
    id: call.id ?? `call_${index}abc`,
    type: "function",
    function: {
      name: call.name,
      arguments: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments),
    },
  }));
  const finish_reason = reply.finishReason ?? (calls.length > 0 ? "tool_calls" : "stop");
  const counts = reply.usage === undefined || reply.usage === false ? { input: 10, output: 5 } : reply.usage;
  const usage =
    reply.usage === false
      ? undefined
      : { prompt_tokens: counts.input, completion_tokens: counts.output, total_tokens: counts.input + counts.output };
  if (request.body["stream"] === true)
    return writeStream(reply, calls, { ...base, object: "chat.completion.chunk" }, finish_reason, usage, request);
  const message: Record<string, unknown> = { role: "assistant", content: reply.content ?? null, refusal: null };
  if (reply.reasoning !== undefined) message["reasoning_content"] = reply.reasoning;
  if (calls.length > 0) message["tool_calls"] = calls;
  return {
    body: {
      ...base,
      object: "chat.completion",
      choices: [{ index: 0, message, logprobs: null, finish_reason }],
      ...(usage === undefined ? {} : { usage }),
    },
  };
}

function writeStream(
  reply: ModelReply,
  calls: { id: string; type: string; function: { name: string; arguments: string } }[],
  base: Record<string, unknown>,
  finishReason: string,
  usage: unknown,
  request: ReceivedRequest,
): RawReply {
  const event = (delta: Record<string, unknown>, finish: string | null = null): string =>
    sse({ ...base, choices: [{ index: 0, delta, finish_reason: finish }] });
  const chunks = [event({ role: "assistant", content: "" })];
  for (const piece of splitForStream(reply.reasoning ?? "")) chunks.push(event({ reasoning_content: piece }));
  for (const piece of splitForStream(reply.content ?? "")) chunks.push(event({ content: piece }));
  for (const [index, call] of calls.entries()) {
    chunks.push(
      event({
        tool_calls: [{ index, id: call.id, type: "function", function: { name: call.function.name, arguments: "" } }],
      }),
    );
    for (const piece of splitForStream(call.function.arguments))
      chunks.push(event({ tool_calls: [{ index, function: { arguments: piece } }] }));
  }
  chunks.push(event({}, finishReason));
  const wantsUsage =
    isObject(request.body["stream_options"]) && request.body["stream_options"]["include_usage"] === true;
  if (usage !== undefined && wantsUsage) chunks.push(sse({ ...base, choices: [], usage }));
  chunks.push("data: [DONE]\n\n");
  return { headers: { "content-type": "text/event-stream" }, chunks };
}

/** One server-sent event. */
export function sse(data: unknown): string {
  return `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}
