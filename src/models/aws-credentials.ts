/** Credentials as AWS's own tools find them, and in their order. Profiles have a file of their own. */
import { AWS_HINT, awsFailure, type FoundAwsCredentials, toCredentials } from "./aws-keys.ts";
import { fromProfile, readProfileInUse } from "./aws-profile.ts";
import { assumeRoleWithWebIdentity } from "./aws-sts.ts";
import { askCloud, parseCloudJson } from "./cloud-request.ts";
import { readEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import { readHomeFile } from "./home-file-node.ts";

const CONTAINER_HOST = "http://169.254.170.2";
const INSTANCE_HOST = "http://169.254.169.254";
const ROLE_PATH = "/latest/meta-data/iam/security-credentials/";

/** Undefined where there are none. */
export async function findAwsCredentials(): Promise<FoundAwsCredentials | undefined> {
  return (
    (isRoleOfVariables() ? undefined : fromVariables()) ??
    (await fromProfile({
      Environment: async () => await Promise.resolve(fromVariables()),
      EcsContainer: fromContainer,
      Ec2InstanceMetadata: fromInstance,
    })) ??
    (await fromWebIdentity()) ??
    (await fromContainer()) ??
    (await fromInstance())
  );
}

/** Whether the profile in use takes on a role with the variables, which without it come first. */
function isRoleOfVariables(): boolean {
  const { role_arn: role, credential_source: source } = readProfileInUse();
  return role !== undefined && source === "Environment";
}

function fromVariables(): FoundAwsCredentials | undefined {
  return toCredentials({
    accessKeyId: readEnvironmentVariable("AWS_ACCESS_KEY_ID"),
    secretAccessKey: readEnvironmentVariable("AWS_SECRET_ACCESS_KEY"),
    sessionToken: readEnvironmentVariable("AWS_SESSION_TOKEN"),
  });
}

/** What a cluster or a CI service sets for those who run in it. */
async function fromWebIdentity(): Promise<FoundAwsCredentials | undefined> {
  const tokenFile = readEnvironmentVariable("AWS_WEB_IDENTITY_TOKEN_FILE");
  const arn = readEnvironmentVariable("AWS_ROLE_ARN");
  if (tokenFile === undefined || arn === undefined) return undefined;
  return await assumeRoleWithWebIdentity(
    { arn, sessionName: readEnvironmentVariable("AWS_ROLE_SESSION_NAME") },
    tokenFile,
  );
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
  const near = { provider: "bedrock", seconds: 2, hint: AWS_HINT };
  return parseCredentials(await askCloud({ method: "GET", url, headers }, near));
}

/** A token goes to the machine itself and to the two addresses that AWS names, to others over TLS only. */
function refuseStrangers(url: string): void {
  const { protocol, hostname } = new URL(url);
  const isNear = /^(?:localhost|127\.[\d.]+|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/u.test(
    hostname,
  );
  if (protocol === "https:" || isNear) return;
  throw awsFailure(`credentials are not asked of ${hostname} without TLS`);
}

/** Machines of EC2, by the second version of their service, which wants a token. */
async function fromInstance(): Promise<FoundAwsCredentials | undefined> {
  if (readEnvironmentVariable("AWS_EC2_METADATA_DISABLED")?.toLowerCase() === "true") return undefined;
  const host = (readEnvironmentVariable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? INSTANCE_HOST).replace(/\/+$/u, "");
  const near = { provider: "bedrock", seconds: 1, hint: AWS_HINT };
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
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = parseCloudJson<
    Record<"AccessKeyId" | "SecretAccessKey" | "Token" | "Expiration", string>
  >(text, "bedrock: the answer with credentials", AWS_HINT);
  const found = toCredentials({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token });
  return found === undefined || Expiration === undefined ? found : { ...found, expiresAt: Date.parse(Expiration) };
}
