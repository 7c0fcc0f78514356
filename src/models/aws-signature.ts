/** AWS Signature Version 4 over the Web Crypto API, for requests whose body is text. */
import { sha256, toHex } from "../run/digest.ts";
import type { AwsCredentials } from "./aws-keys.ts";

export interface RequestToSign {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface SigningScope {
  region: string;
  service: string;
  /** When the request is signed; the provider refuses a signature older than five minutes. */
  date: Date;
}

/** The headers to add: `authorization`, `x-amz-date`, `x-amz-content-sha256` and, for temporary credentials, the token. */
export async function signRequest(
  request: RequestToSign,
  credentials: AwsCredentials,
  scope: SigningScope,
): Promise<Record<string, string>> {
  const url = new URL(request.url);
  const time = scope.date.toISOString().replace(/[:-]|\.\d{3}/gu, "");
  const day = time.slice(0, 8);
  const bodyHash = await sha256(request.body);
  const added: Record<string, string> = { "x-amz-date": time, "x-amz-content-sha256": bodyHash };
  if (credentials.sessionToken !== undefined) added["x-amz-security-token"] = credentials.sessionToken;
  const signed: Record<string, string> = {
    host: url.host,
    "content-type": request.headers["content-type"] ?? "",
    ...added,
  };
  const names = Object.keys(signed).sort();
  const canonical = [
    request.method,
    canonicalPath(url.pathname),
    canonicalQuery(url),
    ...names.map((name) => `${name}:${signed[name]?.trim().replace(/\s+/gu, " ")}`),
    "",
    names.join(";"),
    bodyHash,
  ].join("\n");
  const credentialScope = `${day}/${scope.region}/${scope.service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", time, credentialScope, await sha256(canonical)].join("\n");
  let key = new TextEncoder().encode(`AWS4${credentials.secretAccessKey}`);
  for (const piece of [day, scope.region, scope.service, "aws4_request"]) key = await hmac(key, piece);
  const signature = toHex(await hmac(key, text));
  return {
    ...added,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${credentialScope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** Every service but S3 encodes the path twice; the URL has it encoded once. */
function canonicalPath(path: string): string {
  return path.split("/").map(encodeAws).join("/") || "/";
}

function canonicalQuery(url: URL): string {
  return Array.from(url.searchParams)
    .map(([name, value]) => `${encodeAws(name)}=${encodeAws(value)}`)
    .sort()
    .join("&");
}

function encodeAws(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}
