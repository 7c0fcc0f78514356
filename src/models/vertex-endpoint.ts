/** Google's models in its cloud: the wire of Gemini, with project and place in the address and a token for each request. */
import { cached } from "./cloud-request.ts";
import { readFirstEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import { findGoogleToken } from "./google-credentials.ts";
import type { ApiKey, Endpoint } from "./wire-options.ts";
import { geminiGenerate } from "./wires/gemini.ts";

export interface VertexAddress {
  modelId: string;
  /** In place of Google's address, up to and with the project and the place. */
  apiBase?: string | undefined;
  /** A token; without one the application default credentials are used, for Google's own address only. */
  apiKey?: ApiKey | undefined;
  project?: string | undefined;
  location?: string | undefined;
}

export function vertexEndpoint({ modelId, apiBase, apiKey, project, location }: VertexAddress): Endpoint {
  const variable = (...names: string[]): string | undefined => readFirstEnvironmentVariable(names)?.value;
  const place = location ?? variable("VERTEXAI_LOCATION", "GOOGLE_CLOUD_LOCATION") ?? "global";
  const owner = project ?? variable("VERTEXAI_PROJECT", "GOOGLE_CLOUD_PROJECT");
  if (apiBase === undefined && owner === undefined) {
    throw new ModelError("model-configuration", "vertex_ai has no address without a project", {
      hint: "Pass vertexProject, or set VERTEXAI_PROJECT or GOOGLE_CLOUD_PROJECT.",
      retryLimit: 0,
    });
  }
  const host = place === "global" ? "aiplatform.googleapis.com" : `${place}-aiplatform.googleapis.com`;
  const token = cached(findGoogleToken);
  const usesDefault = apiKey === undefined && apiBase === undefined;
  return {
    provider: "vertex_ai",
    wire: geminiGenerate,
    modelId,
    baseUrl: apiBase ?? `https://${host}/v1/projects/${owner}/locations/${place}/publishers/google`,
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    ...(usesDefault ? { sign: async () => ({ authorization: `Bearer ${(await token()).token}` }) } : {}),
  };
}
