/** Node's transport: proxies, compression, connections that went stale. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fetchTransport, type HttpResponse, type Transport } from "../../src/models/http.ts";
import { createNodeTransport, proxyFor } from "../../src/models/http-node.ts";

const closing: (() => void)[] = [];
const variables = [
  "http_proxy",
  "HTTP_PROXY",
  "https_proxy",
  "HTTPS_PROXY",
  "no_proxy",
  "NO_PROXY",
  "all_proxy",
  "ALL_PROXY",
];
const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
beforeEach(() => {
  for (const name of variables) delete process.env[name];
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  for (const name of variables) if (before[name] !== undefined) process.env[name] = before[name];
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.close();
    if ("closeAllConnections" in server) (server as unknown as { closeAllConnections(): void }).closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

function nodeTransport(): Transport {
  const transport = createNodeTransport();
  if (transport === undefined) throw new Error("this is not Node");
  return transport;
}

const signal = new AbortController().signal;
async function textOf(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe.each([
  ["Node's client", nodeTransport],
  ["fetch", () => fetchTransport()],
])("%s", (_name, create) => {
  test("sends method, headers and body, and gives status, headers and body", async () => {
    const server = createServer((request: IncomingMessage, response: ServerResponse) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        response.writeHead(418, { "x-echo": String(request.headers["x-ask"]) });
        response.end(`${request.method} ${request.url} ${body}`);
      });
    });
    const port = await listen(server);
    const response = await create()({
      method: "POST",
      url: `http://127.0.0.1:${port}/a?b=c`,
      headers: { "x-ask": "1" },
      body: "ü",
      signal,
    });
    expect([response.status, response.header("X-Echo"), await textOf(response)]).toEqual([418, "1", "POST /a?b=c ü"]);
  });

  test("reads a compressed answer", async () => {
    const server = createServer((_request: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync("small"));
    });
    const response = await create()({
      method: "GET",
      url: `http://127.0.0.1:${await listen(server)}/`,
      headers: {},
      signal,
    });
    expect(await textOf(response)).toBe("small");
  });
});

test("a connection that the server closed while it was idle is replaced without an error", async () => {
  let requests = 0;
  // Answers the first request of each connection, and destroys the connection at the second.
  const server = createTcpServer((socket) => {
    let count = 0;
    socket.on("error", () => undefined);
    socket.on("data", () => {
      requests += 1;
      count += 1;
      if (count === 1) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok");
      else socket.destroy();
    });
  });
  const port = await listen(server);
  const transport = nodeTransport();
  for (let round = 0; round < 2; round += 1) {
    const response = await transport({
      method: "POST",
      url: `http://127.0.0.1:${port}/`,
      headers: {},
      body: "{}",
      signal,
    });
    expect(await textOf(response)).toBe("ok");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(requests).toBe(3);
});

describe("proxies", () => {
  test("the environment is read as curl reads it", () => {
    const find = (url: string): string | undefined => proxyFor(new URL(url))?.href;
    expect(find("https://api.example.com/")).toBeUndefined();
    process.env["HTTPS_PROXY"] = "http://proxy.example:3128";
    process.env["http_proxy"] = "other.example:8080";
    expect(find("https://api.example.com/")).toBe("http://proxy.example:3128/");
    expect(find("http://api.example.com/")).toBe("http://other.example:8080/");
    expect(find("http://127.0.0.1:11434/")).toBeUndefined();
    expect(find("http://localhost:1234/")).toBeUndefined();
    process.env["NO_PROXY"] = "internal.example, .corp.example:8443,10.0.0.1";
    expect(find("https://internal.example/")).toBeUndefined();
    expect(find("https://a.internal.example/")).toBeUndefined();
    expect(find("https://notinternal.example/")).toBeDefined();
    expect(find("https://x.corp.example:8443/")).toBeUndefined();
    expect(find("https://x.corp.example/")).toBeDefined();
    process.env["NO_PROXY"] = "*";
    expect(find("https://api.example.com/")).toBeUndefined();
  });

  test("HTTP goes to the proxy with the whole address and the proxy's credentials", async () => {
    const seen: unknown[] = [];
    const proxy = createServer((request: IncomingMessage, response: ServerResponse) => {
      seen.push([request.url, request.headers.host, request.headers["proxy-authorization"]]);
      response.end("through");
    });
    process.env["http_proxy"] = `http://me:p%40ss@127.0.0.1:${await listen(proxy)}`;
    const response = await nodeTransport()({
      method: "GET",
      url: "http://model.example:81/v1?x=1",
      headers: {},
      signal,
    });
    expect(await textOf(response)).toBe("through");
    expect(seen).toEqual([
      ["http://model.example:81/v1?x=1", "model.example:81", `Basic ${Buffer.from("me:p@ss").toString("base64")}`],
    ]);
  });

  test("HTTPS goes through a tunnel, and the tunnel is kept", async () => {
    const tunnels: (string | undefined)[] = [];
    const target = createTlsServer(
      { key: KEY, cert: CERTIFICATE },
      (request, response) => void response.end(`secret ${request.headers.host}`),
    );
    const targetPort = await listen(target);
    const proxy = createServer();
    proxy.on("connect", (request: IncomingMessage, socket) => {
      tunnels.push(request.url);
      const inner = connect(targetPort, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        inner.pipe(socket).pipe(inner);
      });
      for (const end of [socket, inner]) end.on("error", () => undefined);
    });
    process.env["https_proxy"] = `http://127.0.0.1:${await listen(proxy)}`;
    const trusted = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    // The certificate is our own; what is tested is the way, not the trust.
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      const transport = nodeTransport();
      for (let round = 0; round < 2; round += 1) {
        const response = await transport({
          method: "POST",
          url: "https://model.example/v1",
          headers: {},
          body: "{}",
          signal,
        });
        expect(await textOf(response)).toBe("secret model.example");
      }
    } finally {
      if (trusted === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = trusted;
    }
    expect(tunnels).toEqual(["model.example:443"]);
  });

  test("a proxy that refuses is an error with its status", async () => {
    const proxy = createServer();
    proxy.on(
      "connect",
      (_request: IncomingMessage, socket) => void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
    );
    process.env["https_proxy"] = `http://127.0.0.1:${await listen(proxy)}`;
    await expect(
      nodeTransport()({ method: "GET", url: "https://model.example/", headers: {}, signal }),
    ).rejects.toThrow(/refused the connection \(407\)/u);
  });
});

test("a response that is given up before anybody reads it disturbs nobody", async () => {
  const server = createServer((_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    response.write("begun");
  });
  const controller = new AbortController();
  const url = `http://127.0.0.1:${await listen(server)}/`;
  const response = await nodeTransport()({ method: "GET", url, headers: {}, signal: controller.signal });
  controller.abort();
  // An error event that nobody hears ends the process; it comes within two turns of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(response.status).toBe(200);
});

test("aborting destroys the connection", async () => {
  let closed = false;
  const server = createServer((request: IncomingMessage) => void request.socket.on("close", () => (closed = true)));
  const controller = new AbortController();
  const asked = nodeTransport()({
    method: "GET",
    url: `http://127.0.0.1:${await listen(server)}/`,
    headers: {},
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(), 20);
  await expect(asked).rejects.toThrow(/abort/u);
  await expect.poll(() => closed).toBe(true);
});

// Made for this test alone: nothing trusts it.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSFv2sFiRh3EXly8Z
7m/m3U3UPFnFHr3cy6d+eqMZJ56hRANCAASffTxZNjuOBU2lF3t2LfkAldlLGEvZ
2j1iTioaUwiDw9MrWFS3OLByMfUjkpwu4njxhp/2iLSa4jQA29gyC8ZS
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBiDCCAS2gAwIBAgIUDBOcYQ0M537+m2s9Gs/oSvI8o3UwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNbW9kZWwuZXhhbXBsZTAgFw0yNjExMjUwMTQ2MjBaGA8yMTI2
MTEwMTAxNDYyMFowGDEWMBQGA1UEAwwNbW9kZWwuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABJ99PFk2O44FTaUXe3Yt+QCV2UsYS9naPWJOKhpTCIPD
0ytYVLc4sHIx9SOSnC7iePGGn/aItJriNADb2DILxlKjUzBRMB0GA1UdDgQWBBRg
ylauaaM/KWbMdGtCLitSwk8VpjAfBgNVHSMEGDAWgBRgylauaaM/KWbMdGtCLitS
wk8VpjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCoc9sTpwoq
qKG4zn3P17ChfGWZPQuMXfMQ42UBY39eYgIhAL3//GZ3Q9dNij73SUTTPCm0RfLv
iWVRqU+lmQpL5qpa
-----END CERTIFICATE-----`;
