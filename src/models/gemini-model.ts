/** Google's Gemini models at Google. */
import { WireModel, type WireModelOptions } from "./wire-model.ts";
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
