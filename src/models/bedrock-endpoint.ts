/** Amazon Bedrock's address and its two ways to prove who asks: a key, or a signature over the request. */
import { type AwsCredentials, signRequest } from "./aws-signature.ts";
import { readFirstEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import type { ApiKey, Endpoint } from "./wire-options.ts";
import { bedrockConverse } from "./wires/bedrock-converse.ts";

export interface BedrockAddress {
  modelId: string;
  apiBase?: string | undefined;
  /** A Bedrock API key; without one the request is signed. */
  apiKey?: ApiKey | undefined;
  region?: string | undefined;
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  sessionToken?: string | undefined;
  /** Credentials that expire: asked for each request. */
  credentials?: (() => Promise<AwsCredentials>) | undefined;
}

const KEY_VARIABLE = "AWS_BEARER_TOKEN_BEDROCK";

export function bedrockEndpoint(address: BedrockAddress): Endpoint {
  const region =
    address.region ??
    readFirstEnvironmentVariable(["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_REGION_NAME"])?.value ??
    "us-east-1";
  const usesKey =
    address.apiKey !== undefined ||
    (address.credentials === undefined &&
      address.accessKeyId === undefined &&
      readFirstEnvironmentVariable([KEY_VARIABLE]) !== undefined);
  const endpoint: Endpoint = {
    provider: "bedrock",
    wire: bedrockConverse,
    modelId: address.modelId,
    baseUrl: address.apiBase ?? `https://bedrock-runtime.${region}.amazonaws.com`,
    keyVariables: usesKey ? [KEY_VARIABLE] : [],
  };
  if (usesKey) return endpoint;
  return {
    ...endpoint,
    sign: async (request) => {
      const credentials = (await address.credentials?.()) ?? readCredentials(address);
      return await signRequest({ method: "POST", ...request }, credentials, {
        region,
        service: "bedrock",
        date: new Date(),
      });
    },
  };
}

function readCredentials(address: BedrockAddress): AwsCredentials {
  const accessKeyId = address.accessKeyId ?? readFirstEnvironmentVariable(["AWS_ACCESS_KEY_ID"])?.value;
  const secretAccessKey = address.secretAccessKey ?? readFirstEnvironmentVariable(["AWS_SECRET_ACCESS_KEY"])?.value;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new ModelError("model-auth", `bedrock (${address.modelId}): there are no credentials`, {
      hint: `Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ${KEY_VARIABLE}, or pass credentials.`,
      retryLimit: 0,
    });
  }
  // A session token of the environment belongs to the key of the environment only.
  const sessionToken =
    address.sessionToken ??
    (address.accessKeyId === undefined ? readFirstEnvironmentVariable(["AWS_SESSION_TOKEN"])?.value : undefined);
  return { accessKeyId, secretAccessKey, sessionToken };
}
