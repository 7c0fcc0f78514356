/** Azure's address for OpenAI's chat protocol: the deployment in the path, the version in the query, the key in `api-key`. */
import { readFirstEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import type { Endpoint } from "./wire-options.ts";
import { openaiChat } from "./wires/openai-chat.ts";

export interface AzureAddress {
  deployment: string;
  azureEndpoint?: string | undefined;
  apiVersion?: string | undefined;
  /** Entra ID tokens go into `authorization` instead. */
  usesToken?: boolean | undefined;
}

export function azureEndpoint(address: AzureAddress): Endpoint {
  const endpoint =
    address.azureEndpoint ?? readFirstEnvironmentVariable(["AZURE_OPENAI_ENDPOINT", "AZURE_API_BASE"])?.value;
  if (endpoint === undefined) {
    throw new ModelError("model-configuration", "Azure has no address of its own", {
      hint: "Pass azureEndpoint (https://NAME.openai.azure.com), or set AZURE_OPENAI_ENDPOINT.",
      retryLimit: 0,
    });
  }
  const clean = endpoint.replace(/\/+$/u, "");
  const version =
    address.apiVersion ?? readFirstEnvironmentVariable(["OPENAI_API_VERSION", "AZURE_API_VERSION"])?.value;
  // The newer address ends in /openai/v1, wants no version and takes the deployment as the model.
  const isVersionless = clean.endsWith("/openai/v1");
  return {
    provider: "azure",
    wire: openaiChat,
    modelId: address.deployment,
    baseUrl: isVersionless
      ? clean
      : `${clean.replace(/\/openai$/u, "")}/openai/deployments/${encodeURIComponent(address.deployment)}`,
    keyVariables: ["AZURE_OPENAI_API_KEY", "AZURE_API_KEY"],
    needsKey: true,
    query: isVersionless ? {} : { "api-version": version ?? "2024-10-21" },
    quirks: { maxTokensName: "max_completion_tokens" },
    ...(address.usesToken === true ? {} : { authorize: (apiKey: string) => ({ "api-key": apiKey }) }),
  };
}
