/** Amazon Bedrock's address and its two ways to prove who asks: a key, or a signature over the request. */
import { findAwsCredentials } from "./aws-credentials.ts";
import type { AwsCredentials, FoundAwsCredentials } from "./aws-keys.ts";
import { readProfileInUse } from "./aws-profile.ts";
import { signRequest } from "./aws-signature.ts";
import { cached } from "./cloud-request.ts";
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
    readProfileInUse()["region"] ??
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
  const fixed = fixedCredentials(address);
  const find = cached(() => findCredentials(address.modelId));
  return {
    ...endpoint,
    sign: async (request) => {
      const credentials = (await address.credentials?.()) ?? fixed ?? (await find());
      return await signRequest({ method: "POST", ...request }, credentials, {
        region,
        service: "bedrock",
        date: new Date(),
      });
    },
  };
}

/** Those that were given; half a key is a mistake, and no reason to use another one. */
function fixedCredentials(address: BedrockAddress): AwsCredentials | undefined {
  const { modelId, accessKeyId, secretAccessKey, sessionToken } = address;
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey, sessionToken };
  throw new ModelError("model-configuration", `bedrock (${modelId}): the access key and its secret belong together`, {
    hint: "Pass both, or neither to use those of the environment.",
    retryLimit: 0,
  });
}

async function findCredentials(modelId: string): Promise<FoundAwsCredentials> {
  const found = await findAwsCredentials();
  if (found !== undefined) return found;
  throw new ModelError("model-auth", `bedrock (${modelId}): there are no credentials`, {
    hint: `Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE or ${KEY_VARIABLE}, or pass credentials.`,
    retryLimit: 0,
  });
}
