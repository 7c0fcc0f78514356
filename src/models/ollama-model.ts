/** Models of a local Ollama server. */
import { readFirstEnvironmentVariable } from "./env.ts";
import { WireModel } from "./wire-model.ts";
import type { WireModelOptions } from "./wire-options.ts";
import { ollamaChat } from "./wires/ollama-chat.ts";

/**
 * Ollama reads only the last `numCtx` tokens of a conversation, 4096 unless told: agents want more.
 *
 * ```ts
 * const model = new OllamaModel({ modelId: "llama3.2", numCtx: 8192 });
 * ```
 */
export class OllamaModel extends WireModel {
  constructor(options: WireModelOptions) {
    const base =
      options.apiBase ??
      readFirstEnvironmentVariable(["OLLAMA_API_BASE", "OLLAMA_HOST"])?.value ??
      "http://localhost:11434";
    super(options, {
      provider: "ollama",
      wire: ollamaChat,
      modelId: options.modelId,
      baseUrl: toServerAddress(base),
      keyVariables: options.apiBase === undefined ? ["OLLAMA_API_KEY"] : [],
    });
  }
}

/** OLLAMA_HOST may lack the scheme and the port, or name what the server listens on: every address. */
export function toServerAddress(base: string): string {
  const withScheme = /^https?:\/\//iu.test(base) ? base : `http://${/:\d+$/u.test(base) ? base : `${base}:11434`}`;
  return withScheme.replace("//0.0.0.0", "//127.0.0.1").replace(/\/(?:v1|api|api\/chat)?\/*$/u, "");
}
