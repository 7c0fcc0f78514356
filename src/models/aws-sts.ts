/** Roles taken on at AWS's Security Token Service, by its query protocol (API version 2011-06-15). */
import { AWS_HINT, type AwsCredentials, awsFailure, type FoundAwsCredentials, toCredentials } from "./aws-keys.ts";
import { signRequest } from "./aws-signature.ts";
import { askCloud } from "./cloud-request.ts";
import { readEnvironmentVariable, readFirstEnvironmentVariable } from "./env.ts";
import { readHomeFile } from "./home-file-node.ts";
import { defaultTransport } from "./http.ts";

export interface AwsRole {
  arn: string;
  sessionName?: string | undefined;
  region?: string | undefined;
  externalId?: string | undefined;
  seconds?: string | undefined;
}

export async function assumeRole(role: AwsRole, source: AwsCredentials): Promise<FoundAwsCredentials> {
  return await ask("AssumeRole", role, { ExternalId: role.externalId }, source);
}

/** With a token that a cluster or a CI service keeps in a file, and that proves who asks. */
export async function assumeRoleWithWebIdentity(role: AwsRole, tokenFile: string): Promise<FoundAwsCredentials> {
  const token = readHomeFile(tokenFile)?.trim();
  if (token === undefined) throw awsFailure(`there is no file ${tokenFile} with a token for the role ${role.arn}`);
  return await ask("AssumeRoleWithWebIdentity", role, { WebIdentityToken: token });
}

async function ask(
  action: string,
  role: AwsRole,
  further: Record<string, string | undefined>,
  signer?: AwsCredentials,
): Promise<FoundAwsCredentials> {
  const region =
    role.region ?? readFirstEnvironmentVariable(["AWS_REGION", "AWS_DEFAULT_REGION"])?.value ?? "us-east-1";
  const url = `${readEnvironmentVariable("AWS_ENDPOINT_URL_STS") ?? `https://sts.${region}.amazonaws.com`}/`;
  const form = {
    Action: action,
    Version: "2011-06-15",
    RoleArn: role.arn,
    RoleSessionName: role.sessionName ?? "threadsnake",
    DurationSeconds: role.seconds,
    ...further,
  };
  const pairs = Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const request = {
    method: "POST" as const,
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(pairs).toString(),
  };
  const scope = { region, service: "sts", date: new Date() };
  const signature = signer === undefined ? {} : await signRequest(request, signer, scope);
  const answer = await askCloud(
    { ...request, headers: { ...request.headers, ...signature } },
    { provider: "bedrock", seconds: 30, hint: AWS_HINT, transport: defaultTransport() },
  );
  const field = (name: string): string | undefined => new RegExp(`<${name}>\\s*([^<]+?)\\s*</`, "u").exec(answer)?.[1];
  const found = toCredentials({
    accessKeyId: field("AccessKeyId"),
    secretAccessKey: field("SecretAccessKey"),
    sessionToken: field("SessionToken"),
  });
  if (found === undefined) throw awsFailure(`the answer to ${action} holds no credentials`);
  return { ...found, expiresAt: Date.parse(field("Expiration") ?? "") || undefined };
}
