/** Serves MCP over the streams of this process, and over HTTP on the loopback with a token. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { McpSession } from "./mcp-session.ts";
import type { McpServerOptions } from "./mcp-session.ts";

export interface ServeMcpOptions extends McpServerOptions {
  transport: "stdio" | "http";
  /** 0, the default, is any free port. */
  port?: number | undefined;
  /** "127.0.0.1" by default. Another address opens the server to a network: then the token is all that guards it. */
  host?: string | undefined;
  /** What clients must send as `Authorization: Bearer TOKEN`; made up when left out. */
  token?: string | undefined;
  /** The streams of stdio; those of this process by default. */
  input?: NodeJS.ReadableStream | undefined;
  output?: NodeJS.WritableStream | undefined;
}

export interface McpServing extends AsyncDisposable {
  /** Of an HTTP server. */
  readonly url: string | undefined;
  readonly token: string | undefined;
  /** Settles when the client has gone, or `close` was called. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * ```ts
 * const serving = await serveMcp({ transport: "http", agents: [agent], python: () => new LocalPythonExecutor() });
 * console.log(serving.url, serving.token);
 * ```
 */
export async function serveMcp(options: ServeMcpOptions): Promise<McpServing> {
  return options.transport === "stdio" ? serveStdio(options) : serveHttp(options);
}

/** One message a line. Nothing else may be written to the output while it serves. */
function serveStdio(options: ServeMcpOptions): McpServing {
  const session = new McpSession(options);
  const output = options.output ?? process.stdout;
  const lines = createInterface({ input: options.input ?? process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const send = (message: Record<string, unknown>): void => void output.write(`${JSON.stringify(message)}\n`);
  lines.on("line", (line) => {
    if (line.trim() === "") return;
    const message = parseJson(line);
    if (message === undefined)
      send({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "This line is not JSON" } });
    else void session.handle(message, send);
  });
  const closed = new Promise<void>((resolve) => {
    lines.on("close", () => void session.close().finally(resolve));
  });
  const close = async (): Promise<void> => {
    lines.close();
    await closed;
  };
  return { url: undefined, token: undefined, closed, close, [Symbol.asyncDispose]: close };
}

const PATH = "/mcp";
const MAX_BODY = 4_000_000;
const MAX_SESSIONS = 100;
const SESSION_IDLE_MS = 3_600_000;
const HEARTBEAT_MS = 15_000;

interface Client {
  session: McpSession;
  /** Ends a session that nobody has used for long. */
  idle: NodeJS.Timeout;
}

async function serveHttp(options: ServeMcpOptions): Promise<McpServing> {
  const host = options.host ?? "127.0.0.1";
  const token = options.token ?? randomBytes(24).toString("base64url");
  const clients = new Map<string, Client>();
  // A server without tools is refused now, not when the first client comes.
  await new McpSession(options).close();
  const server = createServer((request, response) => {
    const refusal = refuse(request, token, host);
    if (refusal !== undefined) return answer(response, refusal.status, { error: refusal.reason });
    void route(options, clients, request, response).catch(() => response.destroy());
  });
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const close = async (): Promise<void> => {
    await Promise.all([...clients.keys()].map((id) => endSession(clients, id)));
    server.closeAllConnections();
    if (server.listening) server.close();
    await closed;
  };
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}${PATH}`,
    token,
    closed,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A page in a browser reaches the loopback too: it is told by its Origin, and by a Host that is a name of its own. */
function refuse(request: IncomingMessage, token: string, host: string): { status: number; reason: string } | undefined {
  const named = nameOf(`http://${request.headers.host ?? ""}`);
  if (LOOPBACK.has(host) && !LOOPBACK.has(named)) return { status: 403, reason: "This Host is not served" };
  const { origin } = request.headers;
  if (origin !== undefined && !LOOPBACK.has(nameOf(origin)))
    return { status: 403, reason: "This Origin is not served" };
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  if (!isEqual(given, token)) return { status: 401, reason: "A bearer token is needed" };
  if ((request.url ?? "").split("?")[0] !== PATH) return { status: 404, reason: `The endpoint is ${PATH}` };
  return undefined;
}

function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function route(
  options: McpServerOptions,
  clients: Map<string, Client>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = request.headers["mcp-session-id"];
  if (request.method === "DELETE" && typeof id === "string") {
    await endSession(clients, id);
    return answer(response, 200, {});
  }
  // Nothing is told to a client that did not ask, so there is no stream to listen to.
  if (request.method !== "POST")
    return answer(response.setHeader("allow", "POST, DELETE"), 405, { error: "POST a message" });
  const body = await readBody(request);
  if (body === undefined) return answer(response, 413, { error: `A message has at most ${MAX_BODY} bytes` });
  const message = parseJson(body);
  if (message === undefined)
    return answer(response, 400, { jsonrpc: "2.0", id: null, error: { code: -32700, message: "This is not JSON" } });
  if ((message as { method?: unknown }).method === "initialize")
    return startSession(options, clients, message, response);
  if (typeof id !== "string") return answer(response, 400, { error: "Initialize first, and send Mcp-Session-Id" });
  const client = clients.get(id);
  if (client === undefined) return answer(response, 404, { error: "This session is over: initialize again" });
  client.idle.refresh();
  return serveMessage(client.session, message, response);
}

async function startSession(
  options: McpServerOptions,
  clients: Map<string, Client>,
  message: unknown,
  response: ServerResponse,
): Promise<void> {
  const oldest = clients.keys().next();
  if (clients.size >= MAX_SESSIONS && oldest.done !== true) await endSession(clients, oldest.value);
  const id = crypto.randomUUID();
  const session = new McpSession(options);
  clients.set(id, { session, idle: setTimeout(() => void endSession(clients, id), SESSION_IDLE_MS).unref() });
  response.setHeader("mcp-session-id", id);
  await session.handle(message, (reply) => answer(response, 200, reply));
}

async function endSession(clients: Map<string, Client>, id: string): Promise<void> {
  const client = clients.get(id);
  if (client === undefined) return;
  clients.delete(id);
  clearTimeout(client.idle);
  await client.session.close();
}

/** The answer comes as a stream of events, since progress and questions may come before it. */
async function serveMessage(session: McpSession, message: unknown, response: ServerResponse): Promise<void> {
  const { id, method } = message as { id?: unknown; method?: unknown };
  if (id === undefined || method === undefined) {
    await session.handle(message, () => {});
    response.writeHead(202).end();
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS);
  // Nobody could fetch the answer later: what a client left is not worth going on with.
  response.on("close", () => session.cancel(id));
  try {
    await session.handle(message, (reply) => void response.write(`event: message\ndata: ${JSON.stringify(reply)}\n\n`));
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** Undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Undefined for what is no JSON object or array. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
