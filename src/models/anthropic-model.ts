/** Anthropic's models at Anthropic. */
import { WireModel } from "./wire-model.ts";
import type { WireModelOptions } from "./wire-options.ts";
import { anthropicMessages } from "./wires/anthropic.ts";

export interface AnthropicModelOptions extends WireModelOptions {
  /** Marks the prompt for caching, so that the next step reads it instead of paying for it. Default true. */
  cachePrompt?: boolean | undefined;
}

export class AnthropicModel extends WireModel {
  constructor(options: AnthropicModelOptions) {
    const isOwnAddress = options.apiBase === undefined;
    super(options, {
      provider: "anthropic",
      wire: anthropicMessages,
      modelId: options.modelId,
      baseUrl: options.apiBase ?? "https://api.anthropic.com",
      keyVariables: isOwnAddress ? ["ANTHROPIC_API_KEY"] : [],
      needsKey: isOwnAddress,
    });
  }
}
