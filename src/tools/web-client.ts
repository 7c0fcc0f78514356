/**
 * What all web tools ask through: public addresses only, on every hop; so many bytes, so many seconds, so many redirects.
 *
 * On Node the address is checked where the connection is made. Elsewhere, and with a transport of the user's own, names
 * are checked as they are written, and by `resolveHost` where it is given.
 */
import { innermostWords, isThreadsnakeError } from "../errors.ts";
import { isAddress, isPrivateAddress, isPrivateName } from "./addresses.ts";
import { decodeText } from "./charset.ts";
import { ToolFailedError } from "./errors.ts";
import { fetchWebTransport } from "./web-transport.ts";
import type { WebMethod, WebRequest, WebResponse, WebTransport } from "./web-transport.ts";
import { createNodeWebTransport } from "./web-transport-node.ts";

export interface WebClientOptions {
  /** Sends the requests; Node's own client, or `fetch`, when left out. */
  transport?: WebTransport | undefined;
  /** A function like `fetch`, for those who have one. */
  fetch?: typeof fetch | undefined;
  /** Asked for the addresses of a name before it is connected to. */
  resolveHost?: ((host: string) => Promise<string[]>) | undefined;
  /** Lets pages come from private addresses: all, or from these hosts (`intranet.example`, `localhost:8080`, `*.lan`). */
  allowPrivateAddresses?: boolean | readonly string[] | undefined;
  /** A longer answer is cut. 5 MB by default. */
  maxBytes?: number | undefined;
  /** For the whole request, redirects included. 20 by default. */
  timeoutSeconds?: number | undefined;
  maxRedirects?: number | undefined;
  userAgent?: string | undefined;
}

export interface WebPage {
  /** After redirects. */
  url: string;
  status: number;
  /** Without parameters, lower case; "" when the server says nothing. */
  contentType: string;
  bytes: Uint8Array;
  /** Whether there was more than `maxBytes`. */
  isCut: boolean;
  header(name: string): string | undefined;
  text(): string;
}

export interface WebCall {
  method?: WebMethod | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | Uint8Array | undefined;
  signal?: AbortSignal | undefined;
}

const USER_AGENT = "Mozilla/5.0 (compatible; threadsnake/0.1; +https://www.npmjs.com/package/threadsnake)";

export class WebClient {
  readonly #options: WebClientOptions;
  readonly #transport: WebTransport;
  /** Whether the transport looks at addresses itself. */
  readonly #checksAddresses: boolean;

  constructor(options: WebClientOptions = {}) {
    this.#options = options;
    const own = options.transport ?? (options.fetch === undefined ? undefined : fetchWebTransport(options.fetch));
    const node =
      own === undefined
        ? createNodeWebTransport({
            checkAddress: (address, host) => this.#checkAddress(address, host),
            resolveHost: options.resolveHost,
          })
        : undefined;
    this.#transport = own ?? node ?? fetchWebTransport();
    this.#checksAddresses = node !== undefined;
  }

  /** Rejects with a ToolFailedError whose code begins with "web-"; an answer of any status is an answer. */
  async request(address: string, call: WebCall = {}): Promise<WebPage> {
    const seconds = this.#options.timeoutSeconds ?? 20;
    const controller = new AbortController();
    const onAbort = (): void => controller.abort(call.signal?.reason);
    call.signal?.throwIfAborted();
    call.signal?.addEventListener("abort", onAbort, { once: true });
    const timer = setTimeout(() => {
      controller.abort(
        new ToolFailedError(`${shorten(address)} did not answer within ${seconds} seconds`, {
          code: "web-timeout",
          hint: "Try another page.",
        }),
      );
    }, seconds * 1000);
    try {
      return await this.#follow(address, call, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason;
      if (isThreadsnakeError(error)) throw error;
      throw new ToolFailedError(`${shorten(address)} could not be reached: ${innermostWords(error)}`, {
        code: "web-connection",
        cause: error,
      });
    } finally {
      clearTimeout(timer);
      call.signal?.removeEventListener("abort", onAbort);
    }
  }

  /** The body as text; an answer other than 2xx is an error that says so. */
  async getText(address: string, call: WebCall = {}): Promise<string> {
    const page = await this.request(address, call);
    if (page.status >= 200 && page.status < 300) return page.text();
    throw statusError(page);
  }

  /** The body as JSON; an answer other than 2xx, or other than JSON, is an error that says so. */
  async getJson(address: string, call: WebCall = {}): Promise<unknown> {
    const text = await this.getText(address, { ...call, headers: { accept: "application/json", ...call.headers } });
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new ToolFailedError(`${hostOf(address)} answered with something else than JSON: ${shorten(text)}`, {
        code: "web-not-json",
        cause,
      });
    }
  }

  async #follow(address: string, call: WebCall, signal: AbortSignal): Promise<WebPage> {
    let url = await this.#checkUrl(address, signal);
    let request: WebRequest = {
      method: call.method ?? "GET",
      url: url.href,
      headers: {
        "user-agent": this.#options.userAgent ?? USER_AGENT,
        "accept-language": "en;q=0.9,*;q=0.5",
        ...call.headers,
      },
      body: call.body,
      signal,
    };
    const limit = this.#options.maxRedirects ?? 5;
    for (let hop = 0; ; hop++) {
      const response = await this.#transport(request);
      const location = response.header("location");
      if (location === undefined || ![301, 302, 303, 307, 308].includes(response.status))
        return this.#read(url.href, response, signal);
      await discard(response);
      if (hop >= limit)
        throw new ToolFailedError(`${shorten(address)} redirects more than ${limit} times`, { code: "web-redirects" });
      const next = await this.#checkUrl(new URL(location, url).href, signal);
      request = redirected(request, response.status, url, next);
      url = next;
    }
  }

  async #checkUrl(address: string, signal: AbortSignal): Promise<URL> {
    const url = parseUrl(address);
    if (this.#isAllowed(url)) return url;
    const host = url.hostname;
    if (isAddress(host) ? isPrivateAddress(host) : isPrivateName(host)) throw refused(host);
    if (!this.#checksAddresses && !isAddress(host) && this.#options.resolveHost !== undefined) {
      for (const found of await this.#options.resolveHost(host)) this.#checkAddress(found, host);
      signal.throwIfAborted();
    }
    return url;
  }

  /** `host` is the name that led to the address; a host that is let through may be where it is. */
  #checkAddress(address: string, host: string): void {
    if (!isPrivateAddress(address) || this.#options.allowPrivateAddresses === true || this.#isNamed(host)) return;
    throw refused(host === address ? address : `${host} (${address})`);
  }

  #isAllowed(url: URL): boolean {
    return this.#options.allowPrivateAddresses === true || this.#isNamed(url.hostname, url.host);
  }

  /** Entries with a port let only that port through; where only the name is known, it has been checked before. */
  #isNamed(hostname: string, host?: string | undefined): boolean {
    const allowed = this.#options.allowPrivateAddresses;
    if (!Array.isArray(allowed)) return false;
    return (allowed as readonly string[]).some((given) => {
      const entry = given.toLowerCase();
      if (entry.startsWith("*.")) return hostname.endsWith(entry.slice(1));
      const name = host === undefined ? entry.replace(/:\d+$/, "") : entry;
      return name === hostname || name === host;
    });
  }

  async #read(url: string, response: WebResponse, signal: AbortSignal): Promise<WebPage> {
    const limit = this.#options.maxBytes ?? 5_000_000;
    const chunks: Uint8Array[] = [];
    let size = 0;
    // A transport of the user's own may not listen to the signal; leaving the loop gives the connection up.
    for await (const chunk of response.body) {
      signal.throwIfAborted();
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > limit) break;
    }
    const bytes = concatenate(chunks, Math.min(size, limit));
    const declared = response.header("content-type") ?? "";
    return {
      url,
      status: response.status,
      contentType: (declared.split(";")[0] ?? "").trim().toLowerCase(),
      bytes,
      isCut: size > limit,
      header: response.header,
      text: () => decodeText(bytes, declared),
    };
  }
}

/** As browsers do: a form that was sent is fetched, and what was meant for one host is not told to another. */
function redirected(request: WebRequest, status: number, from: URL, to: URL): WebRequest {
  const isFetched = status === 303 || (request.method === "POST" && (status === 301 || status === 302));
  const headers = Object.entries(request.headers).filter(([name]) => {
    const lower = name.toLowerCase();
    if (isFetched && lower.startsWith("content-")) return false;
    return from.origin === to.origin || PUBLIC_HEADERS.has(lower);
  });
  return {
    ...request,
    url: to.href,
    headers: Object.fromEntries(headers),
    ...(isFetched ? { method: "GET", body: undefined } : {}),
  };
}

const PUBLIC_HEADERS: ReadonlySet<string> = new Set(["user-agent", "accept", "accept-language", "content-type"]);

function parseUrl(address: string): URL {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch (cause) {
    throw new ToolFailedError(`"${shorten(address)}" is not a URL`, {
      code: "web-url-invalid",
      hint: "Give the whole address, like https://example.com/page.",
      cause,
    });
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new ToolFailedError(`${url.protocol} addresses are not opened here`, {
      code: "web-address-refused",
      hint: "Give an address that begins with https:// or http://.",
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new ToolFailedError("An address with a user name or a password in it is not opened", {
      code: "web-address-refused",
    });
  }
  return url;
}

function refused(what: string): ToolFailedError {
  return new ToolFailedError(`${what} is not an address of the public internet, and is not opened`, {
    code: "web-address-refused",
    hint: "Whoever runs the agent can allow it with allowPrivateAddresses.",
  });
}

export function statusError(page: WebPage): ToolFailedError {
  const excerpt = /json|text\/plain/.test(page.contentType)
    ? `: ${shorten(page.text().replace(/\s+/g, " ").trim())}`
    : "";
  return new ToolFailedError(`${hostOf(page.url)} answered with status ${page.status}${excerpt}`, {
    code: "web-status",
  });
}

/** Leaving the loop gives the connection up; a body that was never begun would hold it. */
async function discard(response: WebResponse): Promise<void> {
  for await (const _chunk of response.body) break;
}

function concatenate(chunks: Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    const piece = chunk.subarray(0, size - offset);
    bytes.set(piece, offset);
    offset += piece.byteLength;
  }
  return bytes;
}

/** For errors: the query of an address may hold a key. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : shorten(address);
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
