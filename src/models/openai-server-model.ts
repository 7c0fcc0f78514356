/** Any server that speaks OpenAI's chat completions: OpenAI itself, a gateway, vLLM, llama.cpp, LM Studio. */
import { readFirstEnvironmentVariable } from "./env.ts";
import { WireModel } from "./wire-model.ts";
import type { WireModelOptions } from "./wire-options.ts";
import { openaiChat } from "./wires/openai-chat.ts";
import { openaiResponses } from "./wires/openai-responses.ts";

export interface OpenAIServerModelOptions extends WireModelOptions {
  organization?: string | undefined;
  project?: string | undefined;
  /** `responses` speaks OpenAI's newer protocol, which keeps reasoning between calls. Default `chat`. */
  api?: "chat" | "responses" | undefined;
}

const OPENAI = "https://api.openai.com/v1";

/**
 * ```ts
 * const model = new OpenAIServerModel({ modelId: "gpt-4.1", apiKey: process.env.OPENAI_API_KEY, temperature: 0.2 });
 * const local = new OpenAIServerModel({ modelId: "qwen3", apiBase: "http://127.0.0.1:8080/v1" });
 * ```
 */
export class OpenAIServerModel extends WireModel {
  constructor(options: OpenAIServerModelOptions) {
    const baseUrl =
      options.apiBase ?? readFirstEnvironmentVariable(["OPENAI_BASE_URL", "OPENAI_API_BASE"])?.value ?? OPENAI;
    const isOpenAI = /^https:\/\/[a-z.]*api\.openai\.com(?:\/|$)/u.test(baseUrl);
    const headers: Record<string, string> = {};
    if (options.organization !== undefined) headers["openai-organization"] = options.organization;
    if (options.project !== undefined) headers["openai-project"] = options.project;
    super(
      options,
      {
        provider: isOpenAI ? "openai" : "openai-compatible server",
        wire: options.api === "responses" ? openaiResponses : openaiChat,
        modelId: options.modelId,
        baseUrl,
        // A key for OpenAI is not shown to other servers unless the variables name that server.
        keyVariables: isOpenAI || options.apiBase === undefined ? ["OPENAI_API_KEY"] : [],
        needsKey: isOpenAI,
        headers,
        quirks: isOpenAI ? { maxTokensName: "max_completion_tokens" } : {},
      },
      ["organization", "project", "api"],
    );
  }
}
