/**
 * The transport over Node's own client. The address is checked where the connection is made: between a check of the name
 * and a second look-up by `fetch`, a name server could change its answer.
 *
 * Node's modules come from `process.getBuiltinModule`, never from an import, so that a bundle for browsers holds no `node:`.
 */
import type * as Dns from "node:dns";
import type * as Http from "node:http";
import type * as Https from "node:https";
import type { LookupFunction } from "node:net";
import type * as Stream from "node:stream";
import type * as Zlib from "node:zlib";
import type { WebRequest, WebResponse, WebTransport } from "./web-transport.ts";

interface NodeModules {
  dns: typeof Dns;
  http: typeof Http;
  https: typeof Https;
  stream: typeof Stream;
  zlib: typeof Zlib;
}

export interface NodeTransportOptions {
  /** Throws for an address that must not be connected to. */
  checkAddress: (address: string, host: string) => void;
  /** Takes the place of the system's resolver. */
  resolveHost?: ((host: string) => Promise<string[]>) | undefined;
}

/** Undefined where Node's modules cannot be had. */
export function createNodeWebTransport(options: NodeTransportOptions): WebTransport | undefined {
  const modules = loadModules();
  if (modules === undefined) return undefined;
  const lookup = checkedLookup(modules, options);
  const agents = {
    "http:": new modules.http.Agent({ keepAlive: true, timeout: 30_000 }),
    "https:": new modules.https.Agent({ keepAlive: true, timeout: 30_000 }),
  };
  return (request) => send(modules, agents, lookup, request);
}

function loadModules(): NodeModules | undefined {
  const host = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown; versions?: { node?: string } } };
  const load = host.process?.getBuiltinModule;
  if (load === undefined || host.process?.versions?.node === undefined) return undefined;
  // Types of modules that are asked for by name.
  return {
    dns: load("node:dns") as typeof Dns,
    http: load("node:http") as typeof Http,
    https: load("node:https") as typeof Https,
    stream: load("node:stream") as typeof Stream,
    zlib: load("node:zlib") as typeof Zlib,
  };
}

function checkedLookup(modules: NodeModules, options: NodeTransportOptions): LookupFunction {
  const resolve =
    options.resolveHost ??
    (async (host: string) => (await modules.dns.promises.lookup(host, { all: true })).map((entry) => entry.address));
  return (host, lookupOptions, callback) => {
    resolve(host).then(
      (found) => {
        try {
          // One address inside condemns the name: which of them is taken would be chance.
          for (const address of found) options.checkAddress(address, host);
          const entries = found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
          const first = entries[0];
          if (lookupOptions.all === true) callback(null, entries);
          else if (first === undefined) callback(new Error(`No address for ${host}`), "");
          else callback(null, first.address, first.family);
        } catch (error) {
          callback(error as NodeJS.ErrnoException, "");
        }
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
}

function send(
  modules: NodeModules,
  agents: Record<string, Http.Agent>,
  lookup: LookupFunction,
  request: WebRequest,
): Promise<WebResponse> {
  return new Promise((resolve, reject) => {
    const url = new URL(request.url);
    const client = url.protocol === "https:" ? modules.https : modules.http;
    const payload = request.body === undefined ? undefined : Buffer.from(request.body as Uint8Array);
    const headers: Record<string, string | number> = { "accept-encoding": "gzip, deflate, br", ...request.headers };
    if (payload !== undefined) headers["content-length"] = payload.byteLength;
    const outgoing = client.request(url, {
      method: request.method,
      headers,
      lookup,
      signal: request.signal,
      agent: agents[url.protocol],
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      resolve({
        status: incoming.statusCode ?? 0,
        header: (name) => {
          const value = incoming.headers[name.toLowerCase()];
          return Array.isArray(value) ? value.join(", ") : value;
        },
        body: decompressed(modules, incoming),
      });
    });
    outgoing.end(payload);
  });
}

function decompressed(modules: NodeModules, incoming: Http.IncomingMessage): AsyncIterable<Uint8Array> {
  const { zlib, stream } = modules;
  const encoding = (incoming.headers["content-encoding"] ?? "").trim().toLowerCase();
  // Lenient at the end: servers cut compressed bodies short, and a page without its last bytes is a page.
  const gentle = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
  if (encoding === "gzip" || encoding === "x-gzip")
    return stream.pipeline(incoming, zlib.createGunzip(gentle), () => {});
  if (encoding === "deflate") return stream.pipeline(incoming, zlib.createInflate(gentle), () => {});
  if (encoding === "br")
    return stream.pipeline(
      incoming,
      zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
      () => {},
    );
  return incoming;
}
