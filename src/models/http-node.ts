/**
 * The transport over Node's own client: connections kept alive, HTTP(S)_PROXY and NO_PROXY obeyed.
 *
 * Node's modules come from `process.getBuiltinModule`, never from an import, so that a bundle for browsers holds no `node:`
 * and one build serves both.
 */
import type * as Http from "node:http";
import type * as Https from "node:https";
import type { Duplex } from "node:stream";
import type * as Tls from "node:tls";
import type * as Zlib from "node:zlib";
import { readFirstEnvironmentVariable } from "./env.ts";
import type { HttpRequest, HttpResponse, Transport } from "./http.ts";

interface NodeModules {
  http: typeof Http;
  https: typeof Https;
  tls: typeof Tls;
  zlib: typeof Zlib;
}

/** Undefined where Node's modules cannot be had. */
export function createNodeTransport(): Transport | undefined {
  const modules = loadModules();
  if (modules === undefined) return undefined;
  const agents = new AgentPool(modules);
  return async (request) => {
    try {
      return await send(modules, agents, request);
    } catch (error) {
      // A server may close an idle connection just as we write to it: that says nothing about the request.
      if (error instanceof StaleConnection) return await send(modules, agents, request);
      throw error;
    }
  };
}

function loadModules(): NodeModules | undefined {
  const host = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown; versions?: { node?: string } } };
  const load = host.process?.getBuiltinModule;
  if (load === undefined || host.process?.versions?.node === undefined) return undefined;
  // Types of modules that are asked for by name.
  return {
    http: load("node:http") as typeof Http,
    https: load("node:https") as typeof Https,
    tls: load("node:tls") as typeof Tls,
    zlib: load("node:zlib") as typeof Zlib,
  };
}

class StaleConnection extends Error {}

function send(modules: NodeModules, agents: AgentPool, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const route = agents.route(new URL(request.url));
    const headers: Record<string, string | number> = { ...route.headers, ...request.headers };
    const { body } = request;
    if (body !== undefined) headers["content-length"] = Buffer.byteLength(body);
    const outgoing = route.client.request({
      ...route.options,
      method: request.method,
      headers,
      signal: request.signal,
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
      reject(stale && !request.signal.aborted ? new StaleConnection(error.message, { cause: error }) : error);
    });
    outgoing.on("socket", guardSocket);
    outgoing.on("response", (incoming) => resolve(toResponse(modules, incoming)));
    // As text, for Node writes a text and the headers before it as one piece.
    outgoing.end(body);
  });
}

/**
 * What is given up fails with nobody listening, and an error event that nobody hears ends the process: a response that is not
 * being read, and a connection whose request ends in the same moment, when Node has taken its own listener away already.
 * Whoever still waits gets the error from the request or from the body's iterator.
 */
function ignore(): void {}

function guardSocket(socket: Duplex): void {
  if (!socket.listeners("error").includes(ignore)) socket.on("error", ignore);
}

function toResponse(modules: NodeModules, incoming: Http.IncomingMessage): HttpResponse {
  incoming.on("error", ignore);
  return {
    status: incoming.statusCode ?? 0,
    header: (name) => {
      const value = incoming.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    body: decode(modules, incoming),
  };
}

/** We ask for no compression; some proxies compress all the same. */
function decode({ zlib }: NodeModules, incoming: Http.IncomingMessage): AsyncIterable<Uint8Array> {
  switch (incoming.headers["content-encoding"]) {
    case "gzip":
    case "x-gzip":
      return pipe(incoming, zlib.createGunzip());
    case "deflate":
      return pipe(incoming, zlib.createInflate());
    case "br":
      return pipe(incoming, zlib.createBrotliDecompress());
    default:
      return incoming;
  }
}

function pipe(
  incoming: Http.IncomingMessage,
  decoder: Zlib.Gunzip | Zlib.Inflate | Zlib.BrotliDecompress,
): AsyncIterable<Uint8Array> {
  decoder.on("error", ignore);
  incoming.on("error", (error) => decoder.destroy(error));
  return incoming.pipe(decoder);
}

interface Route {
  client: typeof Http | typeof Https;
  options: Http.RequestOptions;
  headers: Record<string, string>;
}

/** Agents by what they connect through; made when first needed. */
class AgentPool {
  readonly #modules: NodeModules;
  readonly #agents = new Map<string, Http.Agent>();

  constructor(modules: NodeModules) {
    this.#modules = modules;
  }

  route(url: URL): Route {
    const { http, https } = this.#modules;
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      throw Object.assign(new TypeError(`${url.protocol} is not http: or https:`), { code: "ERR_INVALID_URL" });
    }
    const secure = url.protocol === "https:";
    const client = secure ? https : http;
    const proxy = proxyFor(url);
    const target = { hostname: url.hostname.replace(/^\[|\]$/gu, ""), port: url.port, path: url.pathname + url.search };
    if (proxy === undefined) {
      const agent = this.#agent(url.protocol, () => new client.Agent({ keepAlive: true, scheduling: "lifo" }));
      return { client, options: { ...target, agent }, headers: {} };
    }
    if (secure) {
      const agent = this.#agent(`tunnel ${proxy.href}`, () => createTunnelAgent(this.#modules, proxy));
      return { client, options: { ...target, agent }, headers: {} };
    }
    const proxyClient = proxy.protocol === "https:" ? https : http;
    return {
      client: proxyClient,
      options: {
        hostname: proxy.hostname,
        port: proxy.port,
        path: url.href,
        agent: this.#agent(`proxy ${proxy.href}`, () => new proxyClient.Agent({ keepAlive: true })),
      },
      headers: { host: url.host, ...proxyAuthorization(proxy) },
    };
  }

  #agent(key: string, create: () => Http.Agent): Http.Agent {
    let agent = this.#agents.get(key);
    if (agent === undefined) {
      agent = create();
      this.#agents.set(key, agent);
    }
    return agent;
  }
}

/** HTTPS through a proxy: CONNECT, then TLS inside the tunnel. */
function createTunnelAgent({ http, https, tls }: NodeModules, proxy: URL): Http.Agent {
  const proxyClient = proxy.protocol === "https:" ? https : http;
  type Callback = (error: Error | null, stream: Duplex) => void;
  class TunnelAgent extends https.Agent {
    override createConnection(options: Https.RequestOptions, callback?: Callback): undefined {
      const target = `${options.hostname ?? options.host}:${options.port || 443}`;
      // Node passes the callback whenever a connection is made for a request.
      const done = callback as Callback;
      const fail = (error: Error): void => done(error, undefined as unknown as Duplex);
      const connect = proxyClient.request({
        hostname: proxy.hostname,
        port: proxy.port,
        method: "CONNECT",
        path: target,
        headers: { host: target, ...proxyAuthorization(proxy) },
        agent: false,
      });
      connect.on("error", fail);
      connect.on("connect", (response, socket) => {
        if (response.statusCode !== 200) {
          socket.destroy();
          fail(new Error(`the proxy ${proxy.host} refused the connection (${response.statusCode})`));
          return;
        }
        const servername = options.servername ?? options.hostname ?? undefined;
        done(
          null,
          tls.connect({
            ...(options as Tls.ConnectionOptions),
            socket,
            ...(servername === undefined ? {} : { servername }),
          }),
        );
      });
      connect.end();
    }
  }
  return new TunnelAgent({ keepAlive: true });
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === "") return {};
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}

/** The proxy for an address, as curl reads the environment; a loopback address never goes through one. */
export function proxyFor(url: URL): URL | undefined {
  const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(url.hostname)) return undefined;
  const found = readFirstEnvironmentVariable([name, name.toUpperCase(), "all_proxy", "ALL_PROXY"]);
  if (found === undefined || isExcluded(url)) return undefined;
  const proxy = new URL(found.value.includes("://") ? found.value : `http://${found.value}`);
  return proxy.protocol === "http:" || proxy.protocol === "https:" ? proxy : undefined;
}

function isExcluded(url: URL): boolean {
  const list = readFirstEnvironmentVariable(["no_proxy", "NO_PROXY"])?.value ?? "";
  return list.split(",").some((entry) => {
    const [host = "", port] = entry.trim().toLowerCase().split(":");
    if (host === "*") return true;
    if (host === "" || (port !== undefined && port !== url.port)) return false;
    const name = host.replace(/^\*?\./u, "");
    return url.hostname === name || url.hostname.endsWith(`.${name}`);
  });
}
