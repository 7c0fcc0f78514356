/** A server that speaks Ollama's `/api/chat`, strict about what it is sent. */
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

export interface OllamaServerOptions {
  /** The models that `/api/tags` lists. */
  models?: readonly string[];
}

export async function startOllamaServer(
  replies: readonly ServerReply[],
  options: OllamaServerOptions = {},
): Promise<ScriptedServer> {
  return await startScriptedServer(createProtocol(options.models ?? ["llama3.2:latest"]), replies);
}

function createProtocol(models: readonly string[]): Protocol {
  return {
    answer: (request) => {
      if (request.method !== "GET") return undefined;
      if (request.url === "/api/tags")
        return {
          body: { models: models.map((name) => ({ name, model: name, size: 1, details: { family: "llama" } })) },
        };
      if (request.url === "/api/version") return { body: { version: "0.12.0" } };
      return request.url === "/" ? { body: "Ollama is running" } : { status: 404, body: "404 page not found" };
    },
    check: checkRequest,
    refusal: (error) => ({ error }),
    write: writeReply,
  };
}

const fields = [
  "model",
  "messages",
  "tools",
  "format",
  "options",
  "stream",
  "think",
  "keep_alive",
  "logprobs",
  "top_logprobs",
  "truncate",
];

/** The options that the documentation of the Modelfile and of the API name. */
const modelOptions = [
  "num_ctx",
  "num_predict",
  "num_keep",
  "num_batch",
  "num_gpu",
  "num_thread",
  "main_gpu",
  "use_mmap",
  "temperature",
  "top_k",
  "top_p",
  "min_p",
  "typical_p",
  "repeat_last_n",
  "repeat_penalty",
  "presence_penalty",
  "frequency_penalty",
  "seed",
  "stop",
];

function checkRequest({ method, url, body, headers }: ReceivedRequest): string | undefined {
  if (method !== "POST" || url !== "/api/chat") return `no such route: ${method} ${url}`;
  if (headers["content-type"] !== "application/json") return "content-type must be application/json";
  const unknown = unknownField(body, fields);
  if (unknown !== undefined) return `unknown field ${unknown}`;
  if (typeof body["model"] !== "string") return "model is required";
  if (typeof body["stream"] !== "boolean") return "stream should be said, since the default is true";
  const options = body["options"];
  if (options !== undefined) {
    if (!isObject(options)) return "options must be an object";
    const unknownOption = unknownField(options, modelOptions);
    if (unknownOption !== undefined) return `invalid option provided: ${unknownOption}`;
    if (options["stop"] !== undefined && !Array.isArray(options["stop"])) return "options.stop must be an array";
  }
  const format = body["format"];
  if (format !== undefined && format !== "json" && !isObject(format)) return "format is json or a schema";
  return checkMessages(body["messages"]);
}

function checkMessages(messages: unknown): string | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return "messages must not be empty";
  for (const message of messages as unknown[]) {
    if (!isObject(message)) return "a message is an object";
    const unknown = unknownField(message, ["role", "content", "images", "tool_calls", "tool_name", "thinking"]);
    if (unknown !== undefined) return `unknown field ${unknown} of a message`;
    if (!["system", "user", "assistant", "tool"].includes(String(message["role"])))
      return `invalid role ${String(message["role"])}`;
    if (typeof message["content"] !== "string")
      return "json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string";
    for (const image of (message["images"] ?? []) as unknown[]) {
      if (typeof image !== "string" || !/^[A-Za-z0-9+/]+={0,2}$/u.test(image)) return "images are base64";
    }
    for (const call of (message["tool_calls"] ?? []) as unknown[]) {
      const fn = isObject(call) ? call["function"] : undefined;
      if (!isObject(fn) || typeof fn["name"] !== "string" || !isObject(fn["arguments"]))
        return "a call has a name and arguments as an object";
    }
  }
  return undefined;
}

function writeReply(reply: ModelReply, request: ReceivedRequest): RawReply {
  const base = { model: request.body["model"], created_at: "2025-01-01T00:00:00Z" };
  const calls = (reply.toolCalls ?? []).map((call) => ({ function: { name: call.name, arguments: call.arguments } }));
  const counts = reply.usage === undefined || reply.usage === false ? { input: 10, output: 5 } : reply.usage;
  const end = {
    done: true,
    done_reason: reply.finishReason ?? "stop",
    total_duration: 5,
    load_duration: 1,
    ...(reply.usage === false
      ? {}
      : { prompt_eval_count: counts.input, prompt_eval_duration: 1, eval_count: counts.output, eval_duration: 1 }),
  };
  const message = (rest: Record<string, unknown>): Record<string, unknown> => ({
    role: "assistant",
    content: "",
    ...rest,
  });
  if (request.body["stream"] !== true) {
    const whole = message({ content: reply.content ?? "" });
    if (reply.reasoning !== undefined) whole["thinking"] = reply.reasoning;
    if (calls.length > 0) whole["tool_calls"] = calls;
    return { body: { ...base, message: whole, ...end } };
  }
  const lines = [
    ...splitForStream(reply.reasoning ?? "").map((thinking) => message({ thinking })),
    ...splitForStream(reply.content ?? "").map((content) => message({ content })),
    ...calls.map((call) => message({ tool_calls: [call] })),
  ].map((part) => `${JSON.stringify({ ...base, message: part, done: false })}\n`);
  lines.push(`${JSON.stringify({ ...base, message: message({}), ...end })}\n`);
  return { headers: { "content-type": "application/x-ndjson" }, chunks: lines };
}
