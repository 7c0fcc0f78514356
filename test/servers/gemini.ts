/** A server that speaks Google's generateContent, strict about what it is sent. */
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

export async function startGeminiServer(replies: readonly ServerReply[]): Promise<ScriptedServer> {
  const server = await startScriptedServer(protocol, replies);
  return { ...server, url: `${server.url}/v1beta` };
}

const protocol: Protocol = {
  check: checkRequest,
  refusal: (message) => ({ error: { code: 400, message, status: "INVALID_ARGUMENT" } }),
  write: writeReply,
};

const configFields = [
  "stopSequences",
  "responseMimeType",
  "responseJsonSchema",
  "responseSchema",
  "maxOutputTokens",
  "temperature",
  "topP",
  "topK",
  "seed",
  "candidateCount",
  "presencePenalty",
  "frequencyPenalty",
  "responseLogprobs",
  "logprobs",
  "thinkingConfig",
  "responseModalities",
];

function checkRequest({ method, url, body, headers }: ReceivedRequest): string | undefined {
  if (method !== "POST" || !/^\/v1beta\/models\/[\w.-]+:(?:generateContent|streamGenerateContent\?alt=sse)$/u.test(url))
    return `no such route: ${method} ${url}`;
  if (typeof headers["x-goog-api-key"] !== "string") return "Method doesn't allow unregistered callers";
  const unknown = unknownField(body, [
    "contents",
    "systemInstruction",
    "tools",
    "toolConfig",
    "generationConfig",
    "safetySettings",
    "cachedContent",
  ]);
  if (unknown !== undefined) return `Invalid JSON payload received. Unknown name "${unknown}"`;
  const config = body["generationConfig"];
  if (isObject(config)) {
    const unknownConfig = unknownField(config, configFields);
    if (unknownConfig !== undefined)
      return `Invalid JSON payload received. Unknown name "${unknownConfig}" at 'generation_config'`;
    if (Array.isArray(config["stopSequences"]) && config["stopSequences"].length > 5) return "at most 5 stop sequences";
  }
  for (const tool of (body["tools"] ?? []) as unknown[]) {
    const declarations = isObject(tool) ? tool["functionDeclarations"] : undefined;
    for (const declaration of (declarations ?? []) as unknown[]) {
      if (
        !isObject(declaration) ||
        unknownField(declaration, ["name", "description", "parameters", "parametersJsonSchema", "response"]) !==
          undefined
      )
        return "malformed function declaration";
    }
  }
  return checkContents(body["contents"]);
}

function checkContents(contents: unknown): string | undefined {
  if (!Array.isArray(contents) || contents.length === 0) return "contents is not specified";
  let calls = 0;
  for (const content of contents as unknown[]) {
    if (!isObject(content) || !["user", "model"].includes(String(content["role"])))
      return "Please use a valid role: user, model.";
    const parts = content["parts"];
    if (!Array.isArray(parts) || parts.length === 0) return "parts must not be empty";
    const responses = (parts as unknown[]).filter((part) => isObject(part) && "functionResponse" in part).length;
    if (calls !== responses)
      return "the number of function response parts must be equal to the number of function call parts of the function call turn";
    calls = (parts as unknown[]).filter((part) => isObject(part) && "functionCall" in part).length;
    for (const part of parts as unknown[]) {
      if (!isObject(part)) return "a part is an object";
      const unknown = unknownField(part, [
        "text",
        "thought",
        "thoughtSignature",
        "inlineData",
        "fileData",
        "functionCall",
        "functionResponse",
      ]);
      if (unknown !== undefined) return `Unknown name "${unknown}" at 'contents.parts'`;
      const response = part["functionResponse"];
      if (
        response !== undefined &&
        (!isObject(response) || !isObject(response["response"]) || typeof response["name"] !== "string")
      )
        return "malformed function response";
    }
  }
  return undefined;
}

function writeReply(reply: ModelReply, request: ReceivedRequest): RawReply {
  const counts = reply.usage === undefined || reply.usage === false ? { input: 10, output: 5 } : reply.usage;
  const usageMetadata = {
    promptTokenCount: counts.input,
    cachedContentTokenCount: 1,
    candidatesTokenCount: counts.output - 2,
    thoughtsTokenCount: 2,
    totalTokenCount: counts.input + counts.output,
  };
  const base = { modelVersion: "test", responseId: "r1" };
  const calls = (reply.toolCalls ?? []).map((call, index) => ({
    functionCall: { ...(call.id === undefined ? {} : { id: call.id }), name: call.name, args: call.arguments },
    ...(index === 0 ? { thoughtSignature: "c2ln" } : {}),
  }));
  const finishReason = reply.finishReason === "length" ? "MAX_TOKENS" : "STOP";
  const usage = reply.usage === false ? {} : { usageMetadata };
  const candidate = (parts: unknown[], last: boolean): Record<string, unknown> => ({
    ...base,
    candidates: [{ index: 0, content: { role: "model", parts }, ...(last ? { finishReason } : {}) }],
    ...(last ? usage : {}),
  });
  const thoughts = (text: string): Record<string, unknown> => ({ text, thought: true });
  if (!request.url.includes("stream")) {
    const parts: unknown[] = [];
    if (reply.reasoning !== undefined) parts.push(thoughts(reply.reasoning));
    if (reply.content !== undefined) parts.push({ text: reply.content });
    return { body: candidate([...parts, ...calls], true) };
  }
  const events = [
    ...splitForStream(reply.reasoning ?? "").map((text) => candidate([thoughts(text)], false)),
    ...splitForStream(reply.content ?? "").map((text) => candidate([{ text }], false)),
    candidate(calls, true),
  ];
  return {
    headers: { "content-type": "text/event-stream" },
    chunks: events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`),
  };
}
