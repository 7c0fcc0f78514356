/** Where clouds keep credentials, played by files and by servers of our own. */
import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AmazonBedrockModel } from "../../src/models/amazon-bedrock-model.ts";
import { findAwsCredentials } from "../../src/models/aws-credentials.ts";
import { cached } from "../../src/models/cloud-request.ts";
import { findGoogleToken } from "../../src/models/google-credentials.ts";
import { LiteLLMModel } from "../../src/models/litellm-model.ts";
import { startBedrockServer } from "../servers/bedrock.ts";
import { question } from "./conversation.ts";

interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let folder = "";
let server: Server | undefined;
let asked: Asked[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "threadsnake-cloud-"));
  asked = [];
  for (const name of Object.keys(process.env))
    if (/^(?:AWS_|GOOGLE_|GCE_|VERTEXAI_)|_proxy$/i.test(name)) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
});
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Answers by method and path; everything else is 404. */
async function startService(answers: Record<string, unknown>): Promise<string> {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const answer = answers[`${method} ${url}`];
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(
        typeof answer === "string"
          ? answer
          : answer === undefined
            ? "<Message>not known here</Message>"
            : JSON.stringify(answer),
      );
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const refused = (words: string, hint: string): object => ({
  code: "model-auth",
  message: expect.stringContaining(words) as string,
  hint: expect.stringContaining(hint) as string,
});

const temporary = {
  AccessKeyId: "ASIA1",
  SecretAccessKey: "secret",
  Token: "session",
  Expiration: "2030-01-01T00:00:00Z",
};
const expected = {
  accessKeyId: "ASIA1",
  secretAccessKey: "secret",
  sessionToken: "session",
  expiresAt: Date.parse("2030-01-01T00:00:00Z"),
};

describe("AWS", () => {
  const config = (text: string): void => {
    writeFileSync(join(folder, "config"), text);
  };

  test("variables come before files, and a signed request names their key", async () => {
    writeFileSync(join(folder, "credentials"), "[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = s\n");
    const bedrock = await startBedrockServer(["ok", "ok"]);
    try {
      const model = new AmazonBedrockModel({ modelId: "m", apiBase: bedrock.url, region: "eu-west-1", retry: false });
      await model.generate(question);
      vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAVARIABLE");
      vi.stubEnv("AWS_SECRET_ACCESS_KEY", "s");
      await new AmazonBedrockModel({ modelId: "m", apiBase: bedrock.url, region: "eu-west-1" }).generate(question);
      expect(bedrock.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
        "AKIAFILE",
        "AKIAVARIABLE",
      ]);
    } finally {
      await bedrock.close();
    }
  });

  test("half a key that was given is an error, and no reason to look elsewhere", () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAVARIABLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "s");
    const create = (options: object): LiteLLMModel => new LiteLLMModel({ modelId: "bedrock/m", ...options });
    for (const half of [{ awsAccessKeyId: "AKIAGIVEN" }, { awsSecretAccessKey: "s" }])
      expect(() => create(half)).toThrow("the access key and its secret belong together");
    create({ awsAccessKeyId: "AKIAGIVEN", awsSecretAccessKey: "s" });
  });

  test("a profile is read from both files", async () => {
    writeFileSync(
      join(folder, "credentials"),
      "[other]\naws_access_key_id=no\n\n[ work ]\nAWS_ACCESS_KEY_ID = AKIAW\n",
    );
    writeFileSync(
      join(folder, "config"),
      "# c\n[profile  work]\nregion = us-west-2\naws_secret_access_key = a/b+c=\n[default]\naws_access_key_id = d\n",
    );
    vi.stubEnv("AWS_PROFILE", "work");
    expect(await findAwsCredentials()).toMatchObject({ accessKeyId: "AKIAW", secretAccessKey: "a/b+c=" });
    vi.stubEnv("AWS_PROFILE", "sso");
    await expect(findAwsCredentials()).rejects.toMatchObject(
      refused("profile sso holds no", "aws configure export-credentials"),
    );
  });

  test("a profile's lines may have comments, and its name quotes", async () => {
    writeFileSync(join(folder, "credentials"), '["my prof" ] ; mine\naws_access_key_id = AKIA#1 # the first\n');
    config('[profile "my prof"] # mine\n; region = no\naws_secret_access_key = a;b ; c\nregion = us-west-2\t# there\n');
    vi.stubEnv("AWS_PROFILE", "my prof");
    expect(await findAwsCredentials()).toMatchObject({ accessKeyId: "AKIA#1", secretAccessKey: "a;b" });
    expect(new AmazonBedrockModel({ modelId: "m" }).apiBase).toBe("https://bedrock-runtime.us-west-2.amazonaws.com");
  });

  test("the default profile may be called a profile", async () => {
    config("[profile default]\naws_access_key_id = AKIAD\naws_secret_access_key = s\n");
    expect(await findAwsCredentials()).toMatchObject({ accessKeyId: "AKIAD" });
  });

  test("the region is the first that is said, else us-east-1", () => {
    const regionOf = (options = {}): string | undefined =>
      /bedrock-runtime\.([\w-]+)/.exec(new AmazonBedrockModel({ modelId: "m", ...options }).apiBase)?.[1];
    const found = [regionOf()];
    config("[default]\nregion = profile-1\n");
    found.push(regionOf());
    for (const name of ["AWS_REGION_NAME", "AWS_DEFAULT_REGION", "AWS_REGION"]) {
      vi.stubEnv(name, name.toLowerCase());
      found.push(regionOf());
    }
    found.push(regionOf({ region: "given-1" }));
    expect(found).toEqual(["us-east-1", "profile-1", "aws_region_name", "aws_default_region", "aws_region", "given-1"]);
  });

  test("a file that cannot be read is told, but to those who ask for a region only", async () => {
    vi.stubEnv("AWS_CONFIG_FILE", folder);
    expect(new AmazonBedrockModel({ modelId: "m" }).apiBase).toBe("https://bedrock-runtime.us-east-1.amazonaws.com");
    await expect(findAwsCredentials()).rejects.toMatchObject(
      refused(`the file ${folder} cannot be read (EISDIR)`, "permissions"),
    );
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAVARIABLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "s");
    expect(await findAwsCredentials()).toMatchObject({ accessKeyId: "AKIAVARIABLE" });
  });

  test("a home that is no folder holds no file", async () => {
    config("");
    vi.stubEnv("HOME", join(folder, "config"));
    vi.stubEnv("AWS_CONFIG_FILE", undefined);
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", undefined);
    expect(await findAwsCredentials()).toBeUndefined();
  });

  const sts = (key: string): string =>
    `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

  test("a role is taken on with another profile's keys, through a chain of roles", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", await startService({ "POST /": sts("ASIA1") }));
    writeFileSync(join(folder, "credentials"), "[base]\naws_access_key_id = AKIAB\naws_secret_access_key = s\n");
    config(
      `[profile top]
role_arn = arn:aws:iam::1:role/top
source_profile = middle
region = eu-west-1
external_id = x & y
role_session_name = me
duration_seconds = 900
[profile middle]
role_arn = arn:aws:iam::1:role/middle
source_profile = base
`,
    );
    vi.stubEnv("AWS_PROFILE", "top");
    expect(await findAwsCredentials()).toEqual(expected);
    const forms = asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(forms).toEqual([
      {
        Action: "AssumeRole",
        Version: "2011-06-15",
        RoleArn: "arn:aws:iam::1:role/middle",
        RoleSessionName: "threadsnake",
      },
      {
        Action: "AssumeRole",
        Version: "2011-06-15",
        RoleArn: "arn:aws:iam::1:role/top",
        RoleSessionName: "me",
        DurationSeconds: "900",
        ExternalId: "x & y",
      },
    ]);
    const signed = asked.map(({ headers }) =>
      /Credential=(\w+)\/\d+\/([\w-]+)\/sts/.exec(headers.authorization ?? "")?.slice(1),
    );
    expect(signed).toEqual([
      ["AKIAB", "us-east-1"],
      ["ASIA1", "eu-west-1"],
    ]);
    expect(asked[1]?.headers["x-amz-security-token"]).toBe("session");
    expect(new AmazonBedrockModel({ modelId: "m" }).apiBase).toBe("https://bedrock-runtime.eu-west-1.amazonaws.com");
  });

  test("a role is taken on with what the machine has, or with keys of its own profile", async () => {
    const path = "/latest/meta-data/iam/security-credentials/";
    const url = await startService({
      "POST /": sts("ASIA1"),
      "PUT /latest/api/token": "imds-token",
      [`GET ${path}`]: "my-role",
      [`GET ${path}my-role`]: { ...temporary, AccessKeyId: "ASIAMACHINE" },
      "GET /c": { ...temporary, AccessKeyId: "ASIACONTAINER" },
    });
    vi.stubEnv("AWS_ENDPOINT_URL_STS", url);
    vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", url);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", undefined);
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${url}/c`);
    for (const source of [
      "credential_source = Ec2InstanceMetadata",
      "credential_source = EcsContainer",
      "source_profile = default\naws_access_key_id = AKIAOWN\naws_secret_access_key = s",
    ]) {
      config(`[default]\nrole_arn = arn:aws:iam::1:role/r\n${source}\n`);
      expect(await findAwsCredentials()).toEqual(expected);
    }
    const posted = asked.filter(({ method }) => method === "POST");
    expect(posted.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
      "ASIAMACHINE",
      "ASIACONTAINER",
      "AKIAOWN",
    ]);
  });

  test("a role is taken on with the variables' keys, which else come before profiles", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", await startService({ "POST /": sts("ASIA1") }));
    vi.stubEnv("AWS_PROFILE", "r");
    config("[profile r]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = Environment\n");
    await expect(findAwsCredentials()).rejects.toMatchObject({
      message: expect.stringContaining("credential_source Environment gave none") as string,
    });
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAVARIABLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "s");
    expect(await findAwsCredentials()).toEqual(expected);
    expect(asked.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
      "AKIAVARIABLE",
    ]);
    config("[profile r]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = EcsContainer\n");
    expect(await findAwsCredentials()).toMatchObject({ accessKeyId: "AKIAVARIABLE" });
  });

  test("a source with keys gives those, and takes on no role of its own", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", await startService({ "POST /": sts("ASIA1") }));
    config(
      "[profile top]\nrole_arn = top\nsource_profile = base\n" +
        "[profile base]\nrole_arn = base\nsource_profile = gone\naws_access_key_id = AKIAB\naws_secret_access_key = s\n",
    );
    vi.stubEnv("AWS_PROFILE", "top");
    expect(await findAwsCredentials()).toEqual(expected);
    expect(asked.map(({ body }) => new URLSearchParams(body).get("RoleArn"))).toEqual(["top"]);
    expect(asked[0]?.headers.authorization).toContain("Credential=AKIAB/");
  });

  test("a token in a file takes on a role, by variables or by a profile, and nothing is signed", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", await startService({ "POST /": sts("ASIA1") }));
    writeFileSync(join(folder, "jwt"), "ey.J.w\n");
    vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", join(folder, "jwt"));
    vi.stubEnv("AWS_ROLE_ARN", "arn:aws:iam::1:role/pod");
    vi.stubEnv("AWS_ROLE_SESSION_NAME", "pod-1");
    expect(await findAwsCredentials()).toEqual(expected);
    config(`[profile ci]\nrole_arn = arn:aws:iam::1:role/ci\nweb_identity_token_file = ${join(folder, "none")}\n`);
    vi.stubEnv("AWS_PROFILE", "ci");
    await expect(findAwsCredentials()).rejects.toMatchObject({
      code: "model-auth",
      message: expect.stringContaining("none") as string,
    });
    writeFileSync(join(folder, "none"), "ey.2");
    expect(await findAwsCredentials()).toEqual(expected);
    expect(asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toMatchObject([
      {
        Action: "AssumeRoleWithWebIdentity",
        RoleArn: "arn:aws:iam::1:role/pod",
        RoleSessionName: "pod-1",
        WebIdentityToken: "ey.J.w",
      },
      { RoleArn: "arn:aws:iam::1:role/ci", WebIdentityToken: "ey.2" },
    ]);
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  test("a sign-in's token is exchanged while it lasts; after that the error says how to sign in", async () => {
    const path = "/federation/credentials?account_id=123&role_name=Dev";
    const expiration = Date.parse("2030-01-01T00:00:00Z");
    const answer = {
      roleCredentials: { accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "session", expiration },
    };
    vi.stubEnv("AWS_ENDPOINT_URL_SSO", await startService({ [`GET ${path}`]: answer }));
    vi.stubEnv("HOME", folder);
    vi.stubEnv("AWS_PROFILE", "dev");
    const cache = join(folder, ".aws/sso/cache");
    mkdirSync(cache, { recursive: true });
    const keep = (key: string, expiresAt: string): void =>
      writeFileSync(
        join(cache, `${createHash("sha1").update(key).digest("hex")}.json`),
        JSON.stringify({ accessToken: `token of ${key}`, expiresAt }),
      );
    const account = "sso_account_id = 123\nsso_role_name = Dev\n";
    config(
      `[profile dev]\nsso_session = corp\n${account}[sso-session corp]\nsso_region = us-east-2\nsso_start_url = https://s/start\n`,
    );
    const signIn = { code: "model-auth", hint: "Run: aws sso login --profile dev" };
    await expect(findAwsCredentials()).rejects.toMatchObject(signIn);
    keep("corp", "2020-01-01T00:00:00Z");
    await expect(findAwsCredentials()).rejects.toMatchObject(signIn);
    keep("corp", "2030-01-01T00:00:00Z");
    expect(await findAwsCredentials()).toEqual(expected);
    // The older form, without a section of its own.
    config(`[profile dev]\nsso_region = us-east-2\nsso_start_url = https://s/start\n${account}`);
    keep("https://s/start", "2030-01-01T00:00:00Z");
    expect(await findAwsCredentials()).toEqual(expected);
    expect(asked.map(({ headers }) => headers["x-amz-sso_bearer_token"])).toEqual([
      "token of corp",
      "token of https://s/start",
    ]);
    // Refused, ill-formed, and kept ill-formed: the way out is the same, and no token is told.
    vi.stubEnv("AWS_ENDPOINT_URL_SSO", `${process.env["AWS_ENDPOINT_URL_SSO"]}/elsewhere`);
    await expect(findAwsCredentials()).rejects.toMatchObject({ ...signIn, status: 404 });
    vi.stubEnv("AWS_ENDPOINT_URL_SSO", await startService({ [`GET ${path}`]: "<html>hush</html>" }));
    await expect(findAwsCredentials()).rejects.toMatchObject({
      ...signIn,
      message: "bedrock: the answer of the sign-in service is no JSON object",
    });
    writeFileSync(join(cache, `${createHash("sha1").update("https://s/start").digest("hex")}.json`), "{hush");
    await expect(findAwsCredentials()).rejects.toMatchObject({
      ...signIn,
      message: "bedrock: what aws sso login kept for the profile dev is no JSON object",
    });
    config("[profile dev]\nsso_session = corp\n");
    await expect(findAwsCredentials()).rejects.toMatchObject({
      message: expect.stringContaining("lacks sso_region") as string,
    });
  });

  test.each([
    [
      "a circle of profiles",
      "role_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a",
      "one another: a, b",
    ],
    ["a source without credentials", "role_arn = r\nsource_profile = b", "source_profile b gave none"],
    ["a place without credentials", "role_arn = r\ncredential_source = Moon", "credential_source Moon gave none"],
    ["a place that objects have", "role_arn = r\ncredential_source = constructor", "constructor gave none"],
    ["a role without a source", "role_arn = r", "the profile a names neither source_profile nor credential_source"],
    ["a second factor", "role_arn = r\nsource_profile = b\nmfa_serial = m", "a code of a device"],
    ["a program", "credential_process = /bin/creds", "runs a program"],
  ])("%s is told, with a way out", async (_, text, words) => {
    config(`[profile a]\n${text}\n`);
    vi.stubEnv("AWS_PROFILE", "a");
    await expect(findAwsCredentials()).rejects.toMatchObject({
      code: "model-auth",
      message: expect.stringContaining(words) as string,
      hint: expect.stringContaining("aws configure export-credentials") as string,
    });
  });

  test("what the token service refuses is told in its words", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", await startService({}));
    vi.stubEnv("AWS_ROLE_ARN", "r");
    vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", join(folder, "config"));
    config("t");
    await expect(findAwsCredentials()).rejects.toMatchObject(
      refused("gave no credentials (404): not known here", "aws configure export-credentials"),
    );
    vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", join(folder, "gone"));
    await expect(findAwsCredentials()).rejects.toMatchObject(
      refused("with a token for the role r", "aws configure export-credentials"),
    );
  });

  test("services in the cloud are asked through the proxy", async () => {
    const proxy = await startService({
      "POST http://sts.example/": sts("ASIA1"),
      "POST http://token.example/": { access_token: "ya29.p", expires_in: 60 },
      "GET http://sso.example/federation/credentials?account_id=1&role_name=D": {
        roleCredentials: { accessKeyId: "ASIASSO", secretAccessKey: "secret" },
      },
    });
    vi.stubEnv("HTTP_PROXY", proxy);
    vi.stubEnv("HOME", folder);
    vi.stubEnv("AWS_ENDPOINT_URL_STS", "http://sts.example");
    vi.stubEnv("AWS_ENDPOINT_URL_SSO", "http://sso.example");
    config(
      "[profile r]\nrole_arn = r\nsource_profile = k\n[profile k]\naws_access_key_id = A\naws_secret_access_key = s\n" +
        "[profile s]\nsso_start_url = u\nsso_region = r\nsso_account_id = 1\nsso_role_name = D\n",
    );
    vi.stubEnv("AWS_PROFILE", "r");
    expect(await findAwsCredentials()).toEqual(expected);
    const cache = join(folder, ".aws/sso/cache");
    mkdirSync(cache, { recursive: true });
    const kept = { accessToken: "t", expiresAt: "2030-01-01T00:00:00Z" };
    writeFileSync(join(cache, `${createHash("sha1").update("u").digest("hex")}.json`), JSON.stringify(kept));
    vi.stubEnv("AWS_PROFILE", "s");
    expect(await findAwsCredentials()).toMatchObject({ accessKeyId: "ASIASSO" });
    writeFileSync(
      join(folder, "key.json"),
      JSON.stringify({ type: "authorized_user", token_uri: "http://token.example/" }),
    );
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "key.json"));
    expect((await findGoogleToken()).token).toBe("ya29.p");
  });

  test("a machine's own service is not asked through the proxy", async () => {
    const path = "/computeMetadata/v1/instance/service-accounts/default/token";
    const url = await startService({ [`GET ${path}`]: { access_token: "ya29.n", expires_in: 60 } });
    vi.stubEnv("HTTP_PROXY", url);
    vi.stubEnv("HOME", folder);
    // This machine by an address that is none of the loopback's.
    vi.stubEnv("GCE_METADATA_HOST", `0.0.0.0:${new URL(url).port}`);
    expect((await findGoogleToken()).token).toBe("ya29.n");
    expect(asked.map((request) => request.url)).toEqual([path]);
  });

  test("a container's endpoint is asked with its token, and no stranger is", async () => {
    const url = await startService({ "GET /v1/creds": temporary });
    writeFileSync(join(folder, "token"), "pod-token\n");
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${url}/v1/creds`);
    vi.stubEnv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", join(folder, "token"));
    expect(await findAwsCredentials()).toEqual(expected);
    expect(asked[0]?.headers.authorization).toBe("pod-token");
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/creds");
    await expect(findAwsCredentials()).rejects.toMatchObject(
      refused("example.com", "aws configure export-credentials"),
    );
  });

  test.each(['{"AccessKeyId":"hush', '"hush"', "null", "hush"])(
    "an answer %s is told without its text",
    async (text) => {
      vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${await startService({ "GET /c": text })}/c`);
      const error = await findAwsCredentials().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(
        refused("bedrock: the answer with credentials is no JSON object", "aws configure export-credentials"),
      );
      expect(inspect(error)).not.toContain("hush");
    },
  );

  test("an instance is asked last, with a token of its service", async () => {
    const path = "/latest/meta-data/iam/security-credentials/";
    const url = await startService({
      "PUT /latest/api/token": "imds-token",
      [`GET ${path}`]: "my-role\n",
      [`GET ${path}my-role`]: temporary,
    });
    vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", url);
    expect(await findAwsCredentials()).toBeUndefined();
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", undefined);
    expect(await findAwsCredentials()).toEqual(expected);
    expect(asked.map(({ headers }) => headers["x-aws-ec2-metadata-token"])).toEqual([
      undefined,
      "imds-token",
      "imds-token",
    ]);
  });

  test("without any the error says what to set", async () => {
    const model = new AmazonBedrockModel({ modelId: "m", retry: false });
    await expect(model.generate(question)).rejects.toMatchObject({
      code: "model-auth",
      hint: expect.stringContaining("AWS_PROFILE") as string,
    });
  });
});

describe("Google", () => {
  const keyFile = (content: object): void => {
    writeFileSync(join(folder, "key.json"), JSON.stringify(content));
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "key.json"));
  };

  test("a service account signs an assertion that its public key verifies", async () => {
    const url = await startService({ "POST /token": { access_token: "ya29.a", expires_in: 3600 } });
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    keyFile({
      type: "service_account",
      client_email: "robot@project.example",
      private_key_id: "k1",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: `${url}/token`,
    });
    expect(await findGoogleToken()).toMatchObject({ token: "ya29.a", expiresAt: expect.any(Number) as number });
    const form = new URLSearchParams(asked[0]?.body);
    expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(read(header)).toEqual({ alg: "RS256", typ: "JWT", kid: "k1" });
    expect(read(claims)).toMatchObject({
      iss: "robot@project.example",
      aud: `${url}/token`,
      scope: "https://www.googleapis.com/auth/cloud-platform",
    });
    const key = createPublicKey(publicKey.export({ type: "spki", format: "pem" }));
    expect(verify("sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url"))).toBe(true);
  });

  test("a person's refresh token is exchanged; other kinds and missing files are told", async () => {
    const url = await startService({ "POST /token": { access_token: "ya29.b", expires_in: 60 } });
    keyFile({
      type: "authorized_user",
      client_id: "c",
      client_secret: "s",
      refresh_token: "r",
      token_uri: `${url}/token`,
    });
    expect((await findGoogleToken()).token).toBe("ya29.b");
    expect(asked[0]?.body).toBe("grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=r");
    keyFile({ type: "external_account" });
    await expect(findGoogleToken()).rejects.toMatchObject({
      code: "model-auth",
      message: expect.stringMatching(/external_account/) as string,
    });
    writeFileSync(join(folder, "key.json"), '{"private_key": hush');
    const error = await findGoogleToken().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(
      refused("vertex_ai: the file of Google's credentials is no JSON object", "gcloud auth application-default login"),
    );
    expect(inspect(error)).not.toContain("hush");
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", folder);
    await expect(findGoogleToken()).rejects.toMatchObject(refused(`${folder} cannot be read (EISDIR)`, "path"));
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "none.json"));
    await expect(findGoogleToken()).rejects.toMatchObject({
      message: expect.stringMatching(/there is no file/) as string,
    });
  });

  test("a machine in Google's cloud asks its metadata server", async () => {
    const path = "/computeMetadata/v1/instance/service-accounts/default/token";
    const url = await startService({ [`GET ${path}`]: { access_token: "ya29.c", expires_in: 60 } });
    vi.stubEnv("HOME", folder);
    vi.stubEnv("GCE_METADATA_HOST", new URL(url).host);
    expect((await findGoogleToken()).token).toBe("ya29.c");
    expect(asked[0]?.headers["metadata-flavor"]).toBe("Google");
  });

  test("Vertex gets the project, the place and the token", async () => {
    const path = "/computeMetadata/v1/instance/service-accounts/default/token";
    const url = await startService({ [`GET ${path}`]: { access_token: "ya29.d", expires_in: 3600 } });
    vi.stubEnv("HOME", folder);
    vi.stubEnv("GCE_METADATA_HOST", new URL(url).host);
    const sent: { url: string; authorization: string | undefined }[] = [];
    const model = new LiteLLMModel({
      modelId: "vertex_ai/gemini-2.5-pro",
      vertexProject: "p1",
      vertexLocation: "europe-west4",
      transport: async (request) => {
        sent.push({ url: request.url, authorization: request.headers["authorization"] });
        const body = { candidates: [{ content: { parts: [{ text: "ok" }] }, finishReason: "STOP" }] };
        const bytes = new TextEncoder().encode(JSON.stringify(body));
        return await Promise.resolve({
          status: 200,
          header: () => undefined,
          body: (async function* () {
            yield bytes;
          })(),
        });
      },
    });
    expect((await model.generate(question)).content).toBe("ok");
    await model.generate(question);
    expect(sent[0]).toEqual({
      url: "https://europe-west4-aiplatform.googleapis.com/v1/projects/p1/locations/europe-west4/publishers/google/models/gemini-2.5-pro:generateContent",
      authorization: "Bearer ya29.d",
    });
    expect(asked).toHaveLength(1);
    expect(() => new LiteLLMModel({ modelId: "vertex_ai/gemini-2.5-pro" })).toThrow("without a project");
  });
});

test("what was found is kept until it is about to expire, and a failure is not kept", async () => {
  const answers = [new Error("no"), { expiresAt: Date.now() + 1000 }, { expiresAt: Date.now() + 3_600_000 }];
  let calls = 0;
  const find = cached(async () => {
    const answer = answers[calls++];
    if (answer instanceof Error) throw answer;
    return await Promise.resolve(answer ?? {});
  });
  await expect(find()).rejects.toThrow("no");
  await find();
  await find();
  await find();
  expect(calls).toBe(3);
});
