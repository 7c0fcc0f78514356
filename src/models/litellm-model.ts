/** Any provider by LiteLLM's spelling: `provider/model`. */
import { bedrockEndpoint } from "./bedrock-endpoint.ts";
import { azureEndpoint } from "./azure-endpoint.ts";
import { readEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import { composedPrefixes, findProvider, type ProviderRow } from "./providers.ts";
import { vertexEndpoint } from "./vertex-endpoint.ts";
import { WireModel } from "./wire-model.ts";
import type { Endpoint, WireModelOptions } from "./wire-options.ts";

export interface LiteLLMModelOptions extends WireModelOptions {
  /** Further providers, or other rows for known prefixes. */
  providers?: readonly ProviderRow[] | undefined;
}

/**
 * ```ts
 * const model = new LiteLLMModel({ modelId: "ollama_chat/llama3.2", apiBase: "http://localhost:11434", numCtx: 8192 });
 * const other = new LiteLLMModel({ modelId: "anthropic/claude-sonnet-4-5", maxTokens: 4096 });
 * ```
 */
export class LiteLLMModel extends WireModel {
  constructor(options: LiteLLMModelOptions) {
    super(options, resolveEndpoint(options), ["providers", ...azureOptions, ...bedrockOptions, ...vertexOptions]);
  }
}

const azureOptions = ["apiVersion"];
const bedrockOptions = ["awsRegionName", "awsAccessKeyId", "awsSecretAccessKey", "awsSessionToken"];
const vertexOptions = ["vertexProject", "vertexLocation"];

/** How the address is made where it has several parts. */
const composed: Readonly<
  Record<(typeof composedPrefixes)[number], (modelId: string, options: LiteLLMModelOptions) => Endpoint>
> = {
  azure: (deployment, options) =>
    azureEndpoint({ deployment, azureEndpoint: options.apiBase, apiVersion: asText(options["apiVersion"]) }),
  bedrock: (modelId, { apiBase, apiKey, ...options }) =>
    bedrockEndpoint({
      modelId: modelId.replace(/^converse\//u, ""),
      apiBase,
      apiKey,
      region: asText(options["awsRegionName"]),
      accessKeyId: asText(options["awsAccessKeyId"]),
      secretAccessKey: asText(options["awsSecretAccessKey"]),
      sessionToken: asText(options["awsSessionToken"]),
    }),
  vertex_ai: (modelId, { apiBase, apiKey, ...options }) =>
    vertexEndpoint({
      modelId,
      apiBase,
      apiKey,
      project: asText(options["vertexProject"]),
      location: asText(options["vertexLocation"]),
    }),
};

function resolveEndpoint(options: LiteLLMModelOptions): Endpoint {
  const { modelId, apiBase } = options;
  const prefix = composedPrefixes.find((name) => modelId.startsWith(`${name}/`));
  if (prefix !== undefined) return composed[prefix](modelId.slice(prefix.length + 1), options);
  const { row, modelId: name } = findProvider(modelId, options.providers);
  const fromEnvironment = row.baseVariable === undefined ? undefined : readEnvironmentVariable(row.baseVariable);
  const baseUrl = apiBase ?? fromEnvironment ?? row.baseUrl;
  if (baseUrl === undefined) {
    throw new ModelError("model-configuration", `${row.prefix}/ has no address of its own`, {
      hint: `Pass apiBase${row.baseVariable === undefined ? "" : `, or set ${row.baseVariable}`}.`,
      retryLimit: 0,
    });
  }
  const isOwnAddress = apiBase === undefined || apiBase === row.baseUrl;
  return {
    provider: row.prefix,
    wire: row.wire,
    modelId: name,
    baseUrl: row.wire.name === "ollama-chat" ? baseUrl.replace(/\/(?:v1|api|api\/chat)\/*$/u, "") : baseUrl,
    // A key found in the environment is for the provider's own address, and not for one that the caller names.
    keyVariables: isOwnAddress ? row.keyVariables : [],
    needsKey: isOwnAddress && row.needsKey === true,
    quirks: isOwnAddress || row.prefix !== "openai" ? row.quirks : {},
  };
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
