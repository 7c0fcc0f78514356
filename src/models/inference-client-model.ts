/** Hugging Face's router: many providers behind one address and one token. */
import { WireModel } from "./wire-model.ts";
import type { ConnectionOptions } from "./wire-options.ts";
import { openaiChat } from "./wires/openai-chat.ts";

export interface InferenceClientModelOptions extends ConnectionOptions {
  /** Default Qwen/Qwen3-Next-80B-A3B-Thinking, as in smolagents. */
  modelId?: string | undefined;
  /** `cerebras`, `together`, …; `auto`, the default, lets the router choose. */
  provider?: string | undefined;
  /** The same as `apiKey`; else HF_TOKEN. */
  token?: string | undefined;
  /** An organisation that pays. */
  billTo?: string | undefined;
  /** The same as `apiBase`: an endpoint of one's own. */
  baseUrl?: string | undefined;
  /** In seconds, as smolagents has it: the same as `timeoutSeconds`. Default 120. */
  timeout?: number | undefined;
}

export class InferenceClientModel extends WireModel {
  constructor(options: InferenceClientModelOptions = {}) {
    const {
      modelId = "Qwen/Qwen3-Next-80B-A3B-Thinking",
      provider = "auto",
      token,
      billTo,
      baseUrl,
      timeout = 120,
    } = options;
    const address = options.apiBase ?? baseUrl;
    super(
      { ...options, modelId, apiKey: options.apiKey ?? token, timeoutSeconds: options.timeoutSeconds ?? timeout },
      {
        provider: "huggingface",
        wire: openaiChat,
        modelId: provider === "auto" || address !== undefined ? modelId : `${modelId}:${provider}`,
        baseUrl: address ?? "https://router.huggingface.co/v1",
        keyVariables: address === undefined ? ["HF_TOKEN", "HUGGINGFACE_API_KEY"] : [],
        needsKey: address === undefined,
        headers: billTo === undefined ? {} : { "x-hf-bill-to": billTo },
      },
      ["provider", "token", "billTo", "baseUrl", "timeout"],
    );
  }
}
