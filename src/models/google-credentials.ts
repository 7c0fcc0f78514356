/**
 * Google's application default credentials as tokens: a file that GOOGLE_APPLICATION_CREDENTIALS or `gcloud` names (a service
 * account's key or a person's), else the metadata server of a machine in Google's cloud.
 */
import { fromBase64, toBase64 } from "../executors/base64.ts";
import { askCloud, parseCloudJson } from "./cloud-request.ts";
import { readEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";
import { readHomeFile } from "./home-file-node.ts";
import { defaultTransport } from "./http.ts";

export interface GoogleToken {
  token: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const TOKEN_URL = "https://oauth2.googleapis.com/token";
const GCLOUD_FILE = ".config/gcloud/application_default_credentials.json";
const METADATA_PATH = "/computeMetadata/v1/instance/service-accounts/default/token";

const HINT =
  "Set GOOGLE_APPLICATION_CREDENTIALS to a key file, run gcloud auth application-default login, or pass apiKey (a token).";

type KeyFile = Record<string, string | undefined>;

export async function findGoogleToken(): Promise<GoogleToken> {
  const named = readEnvironmentVariable("GOOGLE_APPLICATION_CREDENTIALS");
  const text = readHomeFile(named ?? GCLOUD_FILE);
  if (text !== undefined) return fromKeyFile(parseCloudJson(text, "vertex_ai: the file of Google's credentials", HINT));
  if (named !== undefined) throw failure(`there is no file ${named}, which GOOGLE_APPLICATION_CREDENTIALS names`);
  return fromMetadata();
}

async function fromKeyFile(file: KeyFile): Promise<GoogleToken> {
  switch (file["type"]) {
    case "service_account":
      return exchange(file["token_uri"] ?? TOKEN_URL, {
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: await signAssertion(file),
      });
    case "authorized_user":
      return exchange(file["token_uri"] ?? TOKEN_URL, {
        grant_type: "refresh_token",
        client_id: file["client_id"] ?? "",
        client_secret: file["client_secret"] ?? "",
        refresh_token: file["refresh_token"] ?? "",
      });
    default:
      throw failure(`credentials of type ${JSON.stringify(file["type"])} need Google's own packages`);
  }
}

/** A JWT of RFC 7523, signed with the account's key. */
async function signAssertion(file: KeyFile): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: "RS256", typ: "JWT", kid: file["private_key_id"] };
  const audience = file["token_uri"] ?? TOKEN_URL;
  const claims = { iss: file["client_email"], scope: SCOPE, aud: audience, iat: now, exp: now + 3600 };
  const text = [header, claims].map((part) => toBase64Url(new TextEncoder().encode(JSON.stringify(part)))).join(".");
  const der = fromBase64((file["private_key"] ?? "").replace(/-----[^-]*-----|\s/gu, ""));
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign(algorithm.name, key, new TextEncoder().encode(text));
  return `${text}.${toBase64Url(new Uint8Array(signature))}`;
}

function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/u, "");
}

async function exchange(url: string, form: Record<string, string>): Promise<GoogleToken> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams(form).toString();
  const far = { provider: "vertex_ai", seconds: 30, hint: HINT, transport: defaultTransport() };
  return readToken(await askCloud({ method: "POST", url, headers, body }, far));
}

async function fromMetadata(): Promise<GoogleToken> {
  const host = readEnvironmentVariable("GCE_METADATA_HOST") ?? "metadata.google.internal";
  const headers = { "metadata-flavor": "Google" };
  const request = { method: "GET" as const, url: `http://${host}${METADATA_PATH}`, headers };
  try {
    return readToken(await askCloud(request, { provider: "vertex_ai", seconds: 2, hint: HINT }));
  } catch (cause) {
    throw failure("there are no credentials", cause);
  }
}

function readToken(text: string): GoogleToken {
  const { access_token: token, expires_in: seconds } = parseCloudJson<{ access_token: string; expires_in: number }>(
    text,
    "vertex_ai: the answer of the token service",
    HINT,
  );
  if (token === undefined) throw failure("the answer of the token service holds no token");
  return { token, expiresAt: Date.now() + 1000 * (seconds ?? 0) };
}

function failure(message: string, cause?: unknown): ModelError {
  return new ModelError("model-auth", `vertex_ai: ${message}`, {
    hint: HINT,
    cause,
    retryLimit: 0,
  });
}
