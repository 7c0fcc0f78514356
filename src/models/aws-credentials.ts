/**
 * Credentials as AWS's own tools find them: variables, the profile's files, the container's endpoint, the instance's.
 * Profiles that take on a role or sign in (`role_arn`, `sso_session`, `credential_process`) need AWS's own packages.
 */
import type { AwsCredentials } from "./aws-signature.ts";
import { askCloud } from "./cloud-request.ts";
import { readEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import { readHomeFile } from "./home-file-node.ts";

export interface FoundAwsCredentials extends AwsCredentials {
  /** In milliseconds since 1970; undefined for those that do not expire. */
  expiresAt?: number | undefined;
}

const CONTAINER_HOST = "http://169.254.170.2";
const INSTANCE_HOST = "http://169.254.169.254";
const ROLE_PATH = "/latest/meta-data/iam/security-credentials/";

/** Undefined where there are none. */
export async function findAwsCredentials(): Promise<FoundAwsCredentials | undefined> {
  return fromVariables() ?? fromProfile() ?? (await fromContainer()) ?? (await fromInstance());
}

function fromVariables(): FoundAwsCredentials | undefined {
  return complete({
    accessKeyId: readEnvironmentVariable("AWS_ACCESS_KEY_ID"),
    secretAccessKey: readEnvironmentVariable("AWS_SECRET_ACCESS_KEY"),
    sessionToken: readEnvironmentVariable("AWS_SESSION_TOKEN"),
  });
}

function fromProfile(): FoundAwsCredentials | undefined {
  const named = readEnvironmentVariable("AWS_PROFILE");
  const profile = named ?? "default";
  const credentials = readHomeFile(readEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE") ?? ".aws/credentials") ?? "";
  const config = readHomeFile(readEnvironmentVariable("AWS_CONFIG_FILE") ?? ".aws/config") ?? "";
  const fields = {
    ...readSection(config, profile === "default" ? "default" : `profile ${profile}`),
    ...readSection(credentials, profile),
  };
  const found = complete({
    accessKeyId: fields["aws_access_key_id"],
    secretAccessKey: fields["aws_secret_access_key"],
    sessionToken: fields["aws_session_token"],
  });
  if (found !== undefined || named === undefined) return found;
  throw new ModelError("model-auth", `bedrock: the profile ${named} holds no access key`, {
    hint: "Profiles with a role, a sign-in or a process need AWS's own packages: pass their provider as credentials.",
    retryLimit: 0,
  });
}

/** The fields of one `[section]`, names in lower case. */
function readSection(text: string, wanted: string): Record<string, string | undefined> {
  const fields: Record<string, string | undefined> = {};
  let isWanted = false;
  for (const line of text.split(/\r?\n/u)) {
    const section = /^\s*\[([^\]]*)\]/u.exec(line)?.[1];
    if (section !== undefined) isWanted = section.trim().replace(/\s+/gu, " ") === wanted;
    else if (isWanted) {
      const [, name, value] = /^([a-z_]+)\s*=\s*(.*?)\s*$/iu.exec(line) ?? [];
      if (name !== undefined) fields[name.toLowerCase()] = value;
    }
  }
  return fields;
}

/** Containers of ECS and pods of EKS. */
async function fromContainer(): Promise<FoundAwsCredentials | undefined> {
  const path = readEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  const full = readEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (path === undefined && full === undefined) return undefined;
  const url = path === undefined ? (full ?? "") : CONTAINER_HOST + path;
  refuseStrangers(url);
  const tokenFile = readEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  const token =
    tokenFile === undefined
      ? readEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
      : readHomeFile(tokenFile)?.trim();
  const headers: Record<string, string> = token === undefined ? {} : { authorization: token };
  return parseCredentials(await askCloud({ method: "GET", url, headers }, { provider: "bedrock", seconds: 2 }));
}

/** A token goes to the machine itself and to the two addresses that AWS names, to others over TLS only. */
function refuseStrangers(url: string): void {
  const { protocol, hostname } = new URL(url);
  const isNear = /^(?:localhost|127\.[\d.]+|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/u.test(
    hostname,
  );
  if (protocol === "https:" || isNear) return;
  throw new ModelError("model-auth", `bedrock: credentials are not asked of ${hostname} without TLS`, {
    retryLimit: 0,
  });
}

/** Machines of EC2, by the second version of their service, which wants a token. */
async function fromInstance(): Promise<FoundAwsCredentials | undefined> {
  if (readEnvironmentVariable("AWS_EC2_METADATA_DISABLED")?.toLowerCase() === "true") return undefined;
  const host = (readEnvironmentVariable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? INSTANCE_HOST).replace(/\/+$/u, "");
  const near = { provider: "bedrock", seconds: 1 };
  try {
    const lifetime = { "x-aws-ec2-metadata-token-ttl-seconds": "21600" };
    const token = await askCloud({ method: "PUT", url: `${host}/latest/api/token`, headers: lifetime }, near);
    const headers = { "x-aws-ec2-metadata-token": token };
    const role = await askCloud({ method: "GET", url: host + ROLE_PATH, headers }, near);
    const url = host + ROLE_PATH + (role.split("\n")[0]?.trim() ?? "");
    return parseCredentials(await askCloud({ method: "GET", url, headers }, near));
  } catch (error) {
    // Nobody answers there, or the machine has no role: this is the last place.
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

function parseCredentials(text: string): FoundAwsCredentials | undefined {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(text) as Record<string, string | undefined>;
  const found = complete({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token });
  return found === undefined || Expiration === undefined ? found : { ...found, expiresAt: Date.parse(Expiration) };
}

function complete(parts: { [Name in keyof AwsCredentials]: string | undefined }): AwsCredentials | undefined {
  const { accessKeyId, secretAccessKey, sessionToken } = parts;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}
