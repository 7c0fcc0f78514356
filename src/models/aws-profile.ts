/**
 * Profiles of `~/.aws/config` and `~/.aws/credentials`: keys, roles that are taken on with the credentials of another
 * profile or place, and sign-ins of `aws sso login`. Sources: the AWS SDKs and Tools Reference Guide, "Shared config and
 * credentials files", "Assume role" and "IAM Identity Center credential provider".
 */
import { toHex } from "../run/digest.ts";
import { type AwsCredentials, awsFailure, type FoundAwsCredentials, toCredentials } from "./aws-keys.ts";
import { assumeRole, assumeRoleWithWebIdentity } from "./aws-sts.ts";
import { askCloud, parseCloudJson } from "./cloud-request.ts";
import { readEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import { readHomeFile } from "./home-file-node.ts";
import { defaultTransport } from "./http.ts";

type Fields = Record<string, string | undefined>;

/** Where `credential_source` sends: the words of the files, and how they are asked. */
export type CredentialSources = Readonly<Record<string, () => Promise<FoundAwsCredentials | undefined>>>;

/** The fields of the profile in use, for those who can do without: a file that cannot be read has none. */
export function readProfileInUse(): Fields {
  try {
    return readProfile(readEnvironmentVariable("AWS_PROFILE") ?? "default");
  } catch (error) {
    if (error instanceof ModelError) return {};
    throw error;
  }
}

/** Undefined where no profile is named and the default one holds nothing. */
export async function fromProfile(sources: CredentialSources): Promise<FoundAwsCredentials | undefined> {
  const named = readEnvironmentVariable("AWS_PROFILE");
  const found = await resolveProfile(named ?? "default", sources, []);
  if (found !== undefined || named === undefined) return found;
  throw awsFailure(`the profile ${named} holds no access key, role or sign-in`);
}

async function resolveProfile(
  name: string,
  sources: CredentialSources,
  path: readonly string[],
): Promise<FoundAwsCredentials | undefined> {
  if (path.includes(name)) throw awsFailure(`profiles take their credentials from one another: ${path.join(", ")}`);
  const fields = readProfile(name);
  const keys = toCredentials({
    accessKeyId: fields["aws_access_key_id"],
    secretAccessKey: fields["aws_secret_access_key"],
    sessionToken: fields["aws_session_token"],
  });
  // A source's keys come before a role of its own.
  if (keys !== undefined && (fields["role_arn"] === undefined || path.length > 0)) return keys;
  if (fields["role_arn"] === undefined) {
    if ((fields["sso_session"] ?? fields["sso_start_url"]) !== undefined) return await signedIn(name, fields);
    if (fields["credential_process"] !== undefined)
      throw awsFailure(`the profile ${name} runs a program for its credentials, which is not done here`);
    return undefined;
  }
  const role = {
    arn: fields["role_arn"],
    sessionName: fields["role_session_name"],
    region: fields["region"],
    externalId: fields["external_id"],
    seconds: fields["duration_seconds"],
  };
  if (fields["web_identity_token_file"] !== undefined)
    return await assumeRoleWithWebIdentity(role, fields["web_identity_token_file"]);
  if (fields["mfa_serial"] !== undefined) throw awsFailure(`the role of the profile ${name} wants a code of a device`);
  const { source_profile: other, credential_source: place = "" } = fields;
  if (other === undefined && place === "")
    throw awsFailure(`the role of the profile ${name} names neither source_profile nor credential_source`);
  const ask = Object.hasOwn(sources, place) ? sources[place] : undefined;
  const source =
    other === undefined ? await ask?.() : other === name ? keys : await resolveProfile(other, sources, [...path, name]);
  if (source !== undefined) return await assumeRole(role, source);
  const where = other === undefined ? `credential_source ${place}` : `source_profile ${other}`;
  throw awsFailure(`the role of the profile ${name} has no credentials to be taken on with: ${where} gave none`);
}

/** With the token that `aws sso login` keeps. */
async function signedIn(name: string, fields: Fields): Promise<FoundAwsCredentials> {
  const session = fields["sso_session"];
  const all = session === undefined ? fields : { ...readSection(readConfig(), `sso-session ${session}`), ...fields };
  const { sso_region: region, sso_start_url: start = "", sso_account_id: account, sso_role_name: role } = all;
  if (region === undefined || account === undefined || role === undefined)
    throw awsFailure(`the sign-in of the profile ${name} lacks sso_region, sso_account_id or sso_role_name`);
  const text = readHomeFile(`.aws/sso/cache/${await sha1(session ?? start)}.json`) ?? "{}";
  const signIn = `Run: aws sso login --profile ${name}`;
  const { accessToken, expiresAt = "" } = parseCloudJson<Record<"accessToken" | "expiresAt", string>>(
    text,
    `bedrock: what aws sso login kept for the profile ${name}`,
    signIn,
  );
  // The clock is read only to compare with what the token says.
  if (accessToken === undefined || !(Date.parse(expiresAt) > Date.now()))
    throw awsFailure(`nobody is signed in for the profile ${name}`, signIn);
  const host = readEnvironmentVariable("AWS_ENDPOINT_URL_SSO") ?? `https://portal.sso.${region}.amazonaws.com`;
  const query = new URLSearchParams({ account_id: account, role_name: role }).toString();
  const answer = await askCloud(
    {
      method: "GET",
      url: `${host}/federation/credentials?${query}`,
      headers: { "x-amz-sso_bearer_token": accessToken },
    },
    { provider: "bedrock", seconds: 30, hint: signIn, transport: defaultTransport() },
  );
  const { roleCredentials } = parseCloudJson<{ roleCredentials: Partial<AwsCredentials> & { expiration?: number } }>(
    answer,
    "bedrock: the answer of the sign-in service",
    signIn,
  );
  const found = toCredentials(roleCredentials ?? {});
  if (found === undefined) throw awsFailure("the answer of the sign-in service holds no credentials");
  return { ...found, expiresAt: roleCredentials?.expiration };
}

function readProfile(name: string): Fields {
  const credentials = readHomeFile(readEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE") ?? ".aws/credentials") ?? "";
  const config = readConfig();
  return {
    ...(name === "default" ? readSection(config, name) : {}),
    ...readSection(config, `profile ${name}`),
    ...readSection(credentials, name),
  };
}

function readConfig(): string {
  return readHomeFile(readEnvironmentVariable("AWS_CONFIG_FILE") ?? ".aws/config") ?? "";
}

/** The fields of one `[section]`, names in lower case. A comment begins with the line or behind white space. */
function readSection(text: string, wanted: string): Fields {
  const fields: Fields = {};
  let isWanted = false;
  for (const whole of text.split(/\r?\n/u)) {
    const line = whole.split(/(?:^|\s)[;#]/u)[0] ?? "";
    const section = /^\s*\[([^\]]*)\]/u.exec(line)?.[1];
    if (section !== undefined)
      isWanted =
        section
          .trim()
          .replace(/\s+/gu, " ")
          .replace(/"(.*)"$/u, "$1") === wanted;
    else if (isWanted) {
      const [, name, value] = /^([a-z_]+)\s*=\s*(.*?)\s*$/iu.exec(line) ?? [];
      if (name !== undefined && value !== "") fields[name.toLowerCase()] = value;
    }
  }
  return fields;
}

async function sha1(text: string): Promise<string> {
  return toHex(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text)));
}
