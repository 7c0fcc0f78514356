import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export type Answer = string | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array };

export interface LocalSite extends AsyncDisposable {
  url: string;
  host: string;
  port: number;
  /** Every request that came, in order. */
  seen: Seen[];
}

export type Page = Answer | ((request: IncomingMessage, response: ServerResponse, body: string) => void);

/** A web site of our own making on the loopback: path to answer, or to a function that writes one. */
export async function serveSite(pages: Record<string, Page>): Promise<LocalSite> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("latin1");
      seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
      const page = pages[(request.url ?? "").split("?")[0] ?? ""];
      if (typeof page === "function") return page(request, response, body);
      const answer = typeof page === "string" ? { body: page } : (page ?? { status: 404, body: "no such page" });
      response
        .writeHead(answer.status ?? 200, { "content-type": "text/html; charset=utf-8", ...answer.headers })
        .end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
