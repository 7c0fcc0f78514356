/**
 * What we use of AI SDK's language models, declared structurally for specifications V2, V3 and V4: no package is imported,
 * and a model of any of the three fits.
 */
export interface AISDKLanguageModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(options: never): PromiseLike<AISDKGenerateResult>;
  doStream(options: never): PromiseLike<AISDKStreamResult>;
}

export interface AISDKGenerateResult {
  content: readonly unknown[];
  finishReason: unknown;
  usage: unknown;
  providerMetadata?: unknown;
  response?: unknown;
}

export interface AISDKStreamResult {
  stream: ReadableStream<unknown>;
}

/** The settings that all three specifications have beside the prompt. */
export const aiSdkSettings: readonly string[] = [
  "maxOutputTokens",
  "temperature",
  "topP",
  "topK",
  "presencePenalty",
  "frequencyPenalty",
  "seed",
  "headers",
  "providerOptions",
  "reasoning",
];

export const aiSdkVersions: readonly string[] = ["v2", "v3", "v4"];
