/**
 * One connection to one MCP server, whoever speaks the protocol: the official client (version 2, or 1 as it lives in
 * `@modelcontextprotocol/sdk`), both loaded only when a server is to be connected to, or any object with `listTools` and
 * `callTool`.
 */
import { innermostWords, ThreadsnakeError } from "../errors.ts";
import { VERSION } from "../run/version.ts";
import type { SamplingRequest } from "./mcp-sampling.ts";
import type { McpContent, McpResource, McpToolResult } from "./mcp-content.ts";

export interface McpToolDescription {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: Record<string, unknown>;
  readonly outputSchema?: Record<string, unknown> | undefined;
  readonly annotations?:
    | {
        readonly readOnlyHint?: boolean | undefined;
        readonly idempotentHint?: boolean | undefined;
        readonly destructiveHint?: boolean | undefined;
      }
    | undefined;
}

export interface McpCallOptions {
  signal?: AbortSignal | undefined;
  timeout?: number | undefined;
  resetTimeoutOnProgress?: boolean | undefined;
  onprogress?:
    | ((progress: { progress: number; total?: number | undefined; message?: string | undefined }) => void)
    | undefined;
}

/** What any client offers; the optional parts are used where they are there. */
export interface McpClientLike {
  listTools(
    parameters?: { cursor?: string | undefined },
    options?: McpCallOptions,
  ): Promise<{ tools: readonly McpToolDescription[]; nextCursor?: string | undefined }>;
  callTool(
    parameters: { name: string; arguments: Record<string, unknown> },
    ...rest: unknown[]
  ): Promise<McpToolResult>;
  listResources?(
    parameters?: { cursor?: string },
    options?: McpCallOptions,
  ): Promise<{ resources: readonly McpResourceDescription[]; nextCursor?: string | undefined }>;
  readResource?(parameters: { uri: string }, options?: McpCallOptions): Promise<{ contents: readonly McpResource[] }>;
  listPrompts?(
    parameters?: { cursor?: string },
    options?: McpCallOptions,
  ): Promise<{ prompts: readonly McpPromptDescription[]; nextCursor?: string | undefined }>;
  getPrompt?(
    parameters: { name: string; arguments?: Record<string, string> },
    options?: McpCallOptions,
  ): Promise<{ description?: string | undefined; messages: readonly McpPromptMessage[] }>;
  close?(): Promise<void>;
}

export interface McpResourceDescription {
  readonly uri: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly mimeType?: string | undefined;
}

export interface McpPromptDescription {
  readonly name: string;
  readonly description?: string | undefined;
  readonly arguments?:
    | ReadonlyArray<{
        readonly name: string;
        readonly description?: string | undefined;
        readonly required?: boolean | undefined;
      }>
    | undefined;
}

export interface McpPromptMessage {
  readonly role: "user" | "assistant";
  readonly content: McpContent;
}

export interface McpStdioServer {
  command: string;
  args?: string[] | undefined;
  /** Beside the few variables that are safe to inherit. */
  env?: Record<string, string> | undefined;
  cwd?: string | undefined;
}

export interface McpHttpServer {
  url: string | URL;
  headers?: Record<string, string> | undefined;
  fetch?: typeof fetch | undefined;
}

export interface ElicitationRequest {
  message: string;
  requestedSchema?: Record<string, unknown> | undefined;
}

/** A folder or file that a server may regard as given. */
export interface McpRoot {
  /** `file://...` */
  uri: string;
  name?: string | undefined;
}

export interface ConnectOptions {
  roots?: readonly McpRoot[] | undefined;
  /** Answers what the server asks of a model. */
  sample?: ((request: SamplingRequest) => Promise<unknown>) | undefined;
  /** Answers what the server asks of a person. */
  elicit: (
    request: ElicitationRequest,
  ) => Promise<{ action: "accept" | "decline" | "cancel"; content?: Record<string, unknown> }>;
  /** The connection is gone. */
  onClose: () => void;
  /** Loads a package by its name; `import` by default. */
  importModule?: ((name: string) => Promise<unknown>) | undefined;
}

export interface McpConnection {
  client: McpClientLike;
  callTool(
    parameters: { name: string; arguments: Record<string, unknown> },
    options: McpCallOptions,
  ): Promise<McpToolResult>;
  /** The last of what the server's process wrote to stderr. */
  complaints(): string;
  close(): Promise<void>;
}

/** Makes a connection of a client that somebody else has connected, and will close. */
export function adoptClient(client: McpClientLike): McpConnection {
  // Version 1 has a schema of the result as its second argument.
  const isVersion1 = "getServerVersion" in client && !("getProtocolEra" in client);
  return {
    client,
    callTool: (parameters, options) =>
      isVersion1 ? client.callTool(parameters, undefined, options) : client.callTool(parameters, options),
    complaints: () => "",
    close: async () => {},
  };
}

interface OfficialTransport {
  onclose?: (() => void) | undefined;
  readonly stderr?: { on(event: "data", listener: (chunk: Uint8Array) => void): void } | null;
}

interface OfficialClient extends McpClientLike {
  connect(transport: OfficialTransport): Promise<void>;
  close(): Promise<void>;
  setRequestHandler(method: unknown, handler: (request: { params: never }) => unknown): void;
  onclose?: (() => void) | undefined;
}

interface OfficialPackage {
  Client: new (info: { name: string; version: string }, options: object) => OfficialClient;
  StdioClientTransport: new (parameters: object) => OfficialTransport;
  StreamableHTTPClientTransport: new (url: URL, options: object) => OfficialTransport;
  /** What `setRequestHandler` takes: a method's name, or in version 1 a schema. */
  requests: Record<"elicitation" | "roots" | "sampling", unknown>;
}

export async function connectServer(
  server: McpStdioServer | McpHttpServer,
  options: ConnectOptions,
): Promise<McpConnection> {
  if ("url" in server && !URL.canParse(String(server.url)))
    throw new ThreadsnakeError("The MCP server's address is not a URL", {
      code: "mcp-server-invalid",
      hint: "It begins with http:// or https://.",
    });
  const official = await loadOfficial(options.importModule ?? ((name) => import(/* @vite-ignore */ name)));
  const client = new official.Client(
    { name: "threadsnake", version: VERSION },
    {
      capabilities: {
        elicitation: { form: {} },
        ...(options.roots === undefined ? {} : { roots: {} }),
        ...(options.sample === undefined ? {} : { sampling: {} }),
      },
    },
  );
  answerServer(client, official.requests, options);
  const transport =
    "url" in server
      ? new official.StreamableHTTPClientTransport(new URL(server.url), {
          requestInit: { headers: server.headers ?? {} },
          ...(server.fetch === undefined ? {} : { fetch: server.fetch }),
        })
      : new official.StdioClientTransport({ ...server, env: await stdioEnvironment(official, server), stderr: "pipe" });
  const complaints = collectComplaints(transport);
  try {
    await client.connect(transport);
  } catch (cause) {
    await client.close().catch(() => undefined);
    throw connectionError(server, complaints(), cause);
  }
  client.onclose = options.onClose;
  const { callTool } = adoptClient(client);
  return { client, callTool, complaints, close: () => client.close() };
}

/** What the server may ask of us. */
function answerServer(
  client: OfficialClient,
  requests: OfficialPackage["requests"],
  { elicit, roots, sample }: ConnectOptions,
): void {
  client.setRequestHandler(requests.elicitation, ({ params }) => elicit(params));
  if (roots !== undefined) client.setRequestHandler(requests.roots, () => ({ roots }));
  if (sample !== undefined) client.setRequestHandler(requests.sampling, ({ params }) => sample(params));
}

/** Without `env` the official transport passes on the safe variables; with it, only what it is given. */
async function stdioEnvironment(
  official: OfficialPackage & { getDefaultEnvironment?: () => Record<string, string> },
  server: McpStdioServer,
): Promise<Record<string, string> | undefined> {
  if (server.env === undefined) return undefined;
  return { ...official.getDefaultEnvironment?.(), ...server.env };
}

function collectComplaints(transport: OfficialTransport): () => string {
  let tail = "";
  const decoder = new TextDecoder();
  transport.stderr?.on("data", (chunk) => {
    tail = (tail + decoder.decode(chunk, { stream: true })).slice(-2000);
  });
  return () => tail.trim();
}

const VERSION_2 = "@modelcontextprotocol/client";
const VERSION_1 = "@modelcontextprotocol/sdk";

/** Version 2 where it is installed, else version 1. */
async function loadOfficial(importModule: (name: string) => Promise<unknown>): Promise<OfficialPackage> {
  const main = await tryImport(importModule, VERSION_2);
  if (main !== undefined) {
    const stdio = await tryImport(importModule, `${VERSION_2}/stdio`);
    const requests = { elicitation: "elicitation/create", roots: "roots/list", sampling: "sampling/createMessage" };
    return { ...main, ...stdio, requests } as unknown as OfficialPackage;
  }
  const parts = await Promise.all(
    ["client/index.js", "client/stdio.js", "client/streamableHttp.js", "types.js"].map((path) =>
      tryImport(importModule, `${VERSION_1}/${path}`),
    ),
  );
  if (parts[0] !== undefined)
    return {
      ...parts[1],
      ...parts[2],
      ...parts[0],
      requests: {
        elicitation: parts[3]?.["ElicitRequestSchema"],
        roots: parts[3]?.["ListRootsRequestSchema"],
        sampling: parts[3]?.["CreateMessageRequestSchema"],
      },
    } as unknown as OfficialPackage;
  throw new ThreadsnakeError("MCP servers are spoken to with the official client, and it is not installed", {
    code: "mcp-client-missing",
    hint: `npm install ${VERSION_2}`,
  });
}

/** Undefined when the package is not there; what is there and broken is an error of its own. */
async function tryImport(
  importModule: (name: string) => Promise<unknown>,
  name: string,
): Promise<Record<string, unknown> | undefined> {
  try {
    return (await importModule(name)) as Record<string, unknown>;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED")
      return undefined;
    throw error;
  }
}

/** A command's words, and an address's query and password, may be keys: they are not told. */
function connectionError(server: McpStdioServer | McpHttpServer, complaints: string, cause: unknown): ThreadsnakeError {
  const url = "url" in server ? new URL(server.url) : undefined;
  const name = "url" in server ? `${url?.origin}${url?.pathname}` : server.command;
  const said = describeError(cause, complaints);
  // `fetch` repeats an address with a password.
  const words = url === undefined ? said : said.replaceAll(url.href, () => name);
  return new ThreadsnakeError(`The MCP server ${name} could not be connected to: ${words}`, {
    code: "mcp-connection",
    hint: url === undefined ? STDIO_HINT : "Check the address and the headers, and that the server runs.",
    cause,
  });
}

const STDIO_HINT =
  "Start it by itself to see why. Of the environment it gets PATH, HOME and their like, and what env names.";

/** What happened, and what the server's process wrote. */
export function describeError(error: unknown, complaints: string): string {
  return innermostWords(error) + (complaints === "" ? "" : `\nThe server wrote: ${complaints}`);
}
