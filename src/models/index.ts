/** `threadsnake/models`: every model class, and the pieces that a model of one's own needs. */
export type {
  AudioPart,
  ChatMessage,
  ChatMessageDelta,
  ChatMessageToolCall,
  FinishReason,
  GenerateOptions,
  ImagePart,
  MessageRole,
  Model,
  ModelFunction,
  Part,
  ReasoningPart,
  TextPart,
  TokenLogprob,
  TokenUsage,
} from "./model.ts";
export { AISDKModel, type AISDKModelOptions } from "./ai-sdk-model.ts";
export type { AISDKLanguageModel } from "./ai-sdk-types.ts";
export { AmazonBedrockModel, type AmazonBedrockModelOptions } from "./amazon-bedrock-model.ts";
export { AnthropicModel, type AnthropicModelOptions } from "./anthropic-model.ts";
export { AzureOpenAIModel, type AzureOpenAIModelOptions } from "./azure-openai-model.ts";
export type { AwsCredentials } from "./aws-keys.ts";
export { GeminiModel } from "./gemini-model.ts";
export { InferenceClientModel, type InferenceClientModelOptions } from "./inference-client-model.ts";
export { LiteLLMModel, type LiteLLMModelOptions } from "./litellm-model.ts";
export { LiteLLMRouterModel, type LiteLLMRouterModelOptions, type RouterEntry } from "./litellm-router-model.ts";
export { LlamaCppModel, type LlamaCppModelOptions } from "./llama-cpp-model.ts";
export type { LlamaModule } from "./llama-cpp-types.ts";
export { OllamaModel } from "./ollama-model.ts";
// Two names of one class, as in smolagents.
export {
  OpenAIServerModel,
  OpenAIServerModel as OpenAIModel,
  type OpenAIServerModelOptions,
} from "./openai-server-model.ts";
export type { ApiKey, ClientOptions, ConnectionOptions, WireModelOptions } from "./wire-options.ts";
export { ModelError, type ModelErrorCode } from "./errors.ts";
export { fetchTransport, type HttpRequest, type HttpResponse, type Transport } from "./http.ts";
export { parseLooseJson } from "./json-repair.ts";
export { findProvider, type ProviderRow, providers } from "./providers.ts";
export type { RetryEvent, RetryOptions } from "./retry.ts";
export { parseToolArgsIfNeeded, parseToolCalls } from "./tool-calls.ts";
export { addUsage } from "./usage.ts";
export { anthropicMessages } from "./wires/anthropic.ts";
export { bedrockConverse } from "./wires/bedrock-converse.ts";
export { geminiGenerate } from "./wires/gemini.ts";
export { ollamaChat } from "./wires/ollama-chat.ts";
export { openaiChat } from "./wires/openai-chat.ts";
export { openaiResponses } from "./wires/openai-responses.ts";
export type { Quirks, StreamReader, Wire, WireCall, WireRequest } from "./wires/wire.ts";
