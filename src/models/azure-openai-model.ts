/** OpenAI's models at Azure. */
import { azureEndpoint } from "./azure-endpoint.ts";
import { WireModel } from "./wire-model.ts";
import type { WireModelOptions } from "./wire-options.ts";

export interface AzureOpenAIModelOptions extends WireModelOptions {
  /** `https://NAME.openai.azure.com`; else AZURE_OPENAI_ENDPOINT. */
  azureEndpoint?: string | undefined;
  /** Default OPENAI_API_VERSION, then 2024-10-21. */
  apiVersion?: string | undefined;
  /** Gives an Entra ID token for each request, in place of a key. */
  azureAdTokenProvider?: (() => string | Promise<string>) | undefined;
}

/** `modelId` is the name of the deployment. */
export class AzureOpenAIModel extends WireModel {
  constructor(options: AzureOpenAIModelOptions) {
    const { azureAdTokenProvider } = options;
    super(
      azureAdTokenProvider === undefined ? options : { ...options, apiKey: azureAdTokenProvider },
      azureEndpoint({
        deployment: options.modelId,
        azureEndpoint: options.azureEndpoint ?? options.apiBase,
        apiVersion: options.apiVersion,
        usesToken: azureAdTokenProvider !== undefined,
      }),
      ["azureEndpoint", "apiVersion", "azureAdTokenProvider"],
    );
  }
}
