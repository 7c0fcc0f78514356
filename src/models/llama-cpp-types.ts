/** What we use of the optional package `node-llama-cpp` (version 3), declared structurally so that it need not be installed. */
export interface LlamaModule {
  getLlama(options?: Record<string, unknown>): Promise<Llama>;
  LlamaChat: new (options: { contextSequence: LlamaSequence }) => LlamaChat;
}

export interface Llama {
  loadModel(options: { modelPath: string } & Record<string, unknown>): Promise<LlamaLoadedModel>;
  createGrammar(options: { grammar: string }): Promise<unknown>;
  createGrammarForJsonSchema(schema: never): Promise<unknown>;
}

export interface LlamaLoadedModel {
  createContext(options: Record<string, unknown>): Promise<{ getSequence(): LlamaSequence }>;
  dispose(): Promise<void>;
}

export interface LlamaSequence {
  readonly nextTokenIndex: number;
  readonly tokenMeter: { readonly usedOutputTokens: number };
}

export interface LlamaChat {
  generateResponse(history: LlamaHistoryItem[], options: Record<string, unknown>): Promise<LlamaChatResponse>;
}

export type LlamaHistoryItem =
  | { type: "system"; text: string }
  | { type: "user"; text: string }
  | { type: "model"; response: string[] };

export interface LlamaChatResponse {
  response: string;
  fullResponse?: readonly (string | { type: string; segmentType?: string; text: string })[] | undefined;
  functionCalls?: readonly { functionName: string; params: unknown }[] | undefined;
  metadata: { stopReason: string };
}

export interface LlamaResponseChunk {
  type?: string | undefined;
  segmentType?: string | undefined;
  text: string;
}
