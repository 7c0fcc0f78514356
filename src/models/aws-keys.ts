/** Keys of AWS as they are given and found, and the error of those that are not. */
import { ModelError } from "./errors.ts";

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

export interface FoundAwsCredentials extends AwsCredentials {
  /** In milliseconds since 1970; undefined for those that do not expire. */
  expiresAt?: number | undefined;
}

/** Undefined where a half is missing. */
export function toCredentials(parts: {
  readonly [Name in keyof AwsCredentials]?: string | undefined;
}): AwsCredentials | undefined {
  const { accessKeyId, secretAccessKey, sessionToken } = parts;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}

/** The way out of whatever is not done here. */
export const AWS_HINT = 'Let AWS\'s own tool get them: eval "$(aws configure export-credentials --format env)"';

export function awsFailure(message: string, hint: string = AWS_HINT): ModelError {
  return new ModelError("model-auth", `bedrock: ${message}`, { hint, retryLimit: 0 });
}
