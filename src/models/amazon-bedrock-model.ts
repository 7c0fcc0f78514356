/** Models at Amazon Bedrock, by its Converse protocol; no AWS package is needed. */
import type { AwsCredentials } from "./aws-keys.ts";
import { bedrockEndpoint } from "./bedrock-endpoint.ts";
import { WireModel } from "./wire-model.ts";
import type { WireModelOptions } from "./wire-options.ts";

export interface AmazonBedrockModelOptions extends WireModelOptions {
  /** Else AWS_REGION, AWS_DEFAULT_REGION, AWS_REGION_NAME, the profile's region, us-east-1. */
  region?: string | undefined;
  /** Fixed credentials, or where to get them for each request; else the AWS variables, or `apiKey` (a Bedrock key). */
  credentials?: AwsCredentials | (() => Promise<AwsCredentials>) | undefined;
}

/**
 * ```ts
 * const model = new AmazonBedrockModel({ modelId: "us.amazon.nova-pro-v1:0", region: "us-east-1" });
 * ```
 */
export class AmazonBedrockModel extends WireModel {
  constructor(options: AmazonBedrockModelOptions) {
    const { credentials } = options;
    const fixed = typeof credentials === "object" ? credentials : undefined;
    super(
      options,
      bedrockEndpoint({
        modelId: options.modelId,
        apiBase: options.apiBase,
        apiKey: options.apiKey,
        region: options.region,
        accessKeyId: fixed?.accessKeyId,
        secretAccessKey: fixed?.secretAccessKey,
        sessionToken: fixed?.sessionToken,
        credentials: typeof credentials === "function" ? credentials : undefined,
      }),
      ["region", "credentials"],
    );
  }
}
