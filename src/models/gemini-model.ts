/** Google's Gemini models at Google. */
import { WireModel } from "./wire-model.ts";
import type { WireModelOptions } from "./wire-options.ts";
import { geminiGenerate } from "./wires/gemini.ts";

export class GeminiModel extends WireModel {
  constructor(options: WireModelOptions) {
    const isOwnAddress = options.apiBase === undefined;
    super(options, {
      provider: "gemini",
      wire: geminiGenerate,
      modelId: options.modelId,
      baseUrl: options.apiBase ?? "https://generativelanguage.googleapis.com/v1beta",
      keyVariables: isOwnAddress ? ["GEMINI_API_KEY", "GOOGLE_API_KEY"] : [],
      needsKey: isOwnAddress,
    });
  }
}
