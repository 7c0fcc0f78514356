/** A local HTTP server that answers with scripted replies and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  /** The parsed JSON body. */
  body: Record<string, unknown>;
  /** When it was complete, on the clock of `performance.now()`. */
  at: number;
  /** The connection it came over, numbered from 1. */
  connection: number;
}

/** What a model answers; the server writes it in its protocol, streamed or not as the request asks. */
export interface ModelReply {
  content?: string;
  reasoning?: string;
  toolCalls?: { id?: string; name: string; arguments: Record<string, unknown> | string }[];
  finishReason?: string;
  /** False: the server reports no counts. */
  usage?: false | { input: number; output: number };
}

/** Bytes as they are, for what a well-behaved server would not send. */
export interface RawReply {
  status?: number;
  headers?: Record<string, string>;
  /** Written one after the other, each in a packet of its own. */
  chunks?: (string | Uint8Array)[];
  body?: string | Record<string, unknown>;
  /** The connection is destroyed after the last chunk. */
  cut?: boolean;
  /** Nothing is ever answered. */
  hang?: boolean;
  /** The connection stays open after the last chunk, and nothing more is sent. */
  stall?: boolean;
}

export type ServerReply =
  | string
  | ModelReply
  | RawReply
  | ((request: ReceivedRequest) => string | ModelReply | RawReply);

export interface ScriptedServer {
  url: string;
  requests: ReceivedRequest[];
  /** Replies that no request has taken. */
  unused(): number;
  openConnections(): number;
  close(): Promise<void>;
}

/** How one protocol checks a request and writes a reply. */
export interface Protocol {
  /** What is wrong with the request by the protocol's documentation; undefined when nothing is. */
  check(request: ReceivedRequest): string | undefined;
  /** The body for a request that is refused. */
  refusal(message: string): Record<string, unknown>;
  write(reply: ModelReply, request: ReceivedRequest): RawReply;
  /** Answers requests that take no reply from the script, such as a list of models. */
  answer?(request: ReceivedRequest): RawReply | undefined;
}

export async function startScriptedServer(
  protocol: Protocol,
  replies: readonly ServerReply[],
): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Map<Socket, number>();
  let used = 0;
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on("data", (piece: Buffer) => pieces.push(piece));
    incoming.on("end", () => {
      const text = Buffer.concat(pieces).toString("utf8");
      const request: ReceivedRequest = {
        method: incoming.method ?? "",
        url: incoming.url ?? "",
        headers: incoming.headers,
        body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
        at: performance.now(),
        connection: sockets.get(incoming.socket) ?? 0,
      };
      const answered = protocol.answer?.(request);
      if (answered !== undefined) {
        void send(response, answered);
        return;
      }
      requests.push(request);
      const fault = protocol.check(request);
      if (fault !== undefined) {
        void send(response, { status: 400, body: protocol.refusal(fault) });
        return;
      }
      const scripted = replies[used];
      used += 1;
      if (scripted === undefined) {
        void send(response, { status: 500, body: protocol.refusal(`the script has only ${replies.length} replies`) });
        return;
      }
      const reply = typeof scripted === "function" ? scripted(request) : scripted;
      void send(response, toRaw(reply, protocol, request));
    });
  });
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.set(socket, connections);
    socket.on("close", () => sockets.delete(socket));
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    unused: () => Math.max(0, replies.length - used),
    openConnections: () => sockets.size,
    close: async () => {
      for (const socket of sockets.keys()) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
}

function toRaw(reply: string | ModelReply | RawReply, protocol: Protocol, request: ReceivedRequest): RawReply {
  if (typeof reply === "string") return protocol.write({ content: reply }, request);
  const isRaw = "status" in reply || "chunks" in reply || "body" in reply || "hang" in reply || "headers" in reply;
  return isRaw ? reply : protocol.write(reply as ModelReply, request);
}

async function send(response: ServerResponse, reply: RawReply): Promise<void> {
  if (reply.hang === true) return;
  response.statusCode = reply.status ?? 200;
  const isText = typeof reply.body === "string" || reply.chunks !== undefined;
  response.setHeader("content-type", isText ? "text/plain" : "application/json");
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.flushHeaders();
  for (const chunk of reply.chunks ?? []) {
    if (response.destroyed) return;
    response.write(chunk);
    // A turn of the event loop between two writes keeps them apart on the wire.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (reply.cut === true) {
    response.destroy();
    return;
  }
  if (reply.stall === true) return;
  response.end(typeof reply.body === "object" ? JSON.stringify(reply.body) : reply.body);
}

/** Text in pieces of a few characters, as models stream it. */
export function splitForStream(text: string, size = 5): string[] {
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += size)
    pieces.push(characters.slice(start, start + size).join(""));
  return pieces;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first name that the protocol does not document. */
export function unknownField(value: Record<string, unknown>, known: readonly string[]): string | undefined {
  return Object.keys(value).find((name) => !known.includes(name));
}
