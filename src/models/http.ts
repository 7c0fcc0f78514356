/**
 * One HTTP layer for every wire: send a request, watch for silence and abort, turn failures into typed errors.
 *
 * A transport is the smallest thing that can send: Node's own client where there is one (keep-alive, proxies, 0.2 ms less
 * per request than `fetch`), `fetch` elsewhere, or one that the user gives.
 */
import { innermost, innermostWords } from "../errors.ts";
import { ModelError, redact } from "./errors.ts";
import { createNodeTransport } from "./http-node.ts";

export interface HttpRequest {
  method: "GET" | "POST" | "PUT";
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  signal: AbortSignal;
}

export interface HttpResponse {
  status: number;
  header(name: string): string | undefined;
  body: AsyncIterable<Uint8Array>;
}

export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** A transport over `fetch`, or over a function like it. */
export function fetchTransport(fetchFunction: typeof fetch = globalThis.fetch): Transport {
  return async ({ method, url, headers, body, signal }) => {
    const response = await fetchFunction(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: response.body === null ? noBytes() : readFetchBody(response.body),
    };
  };
}

/** Node's client in Node (and in what imitates it), else `fetch`. */
export function defaultTransport(): Transport {
  shared ??= createNodeTransport() ?? fetchTransport();
  return shared;
}
// One pool of connections for the process: a connection kept alive is only worth something when it is shared.
let shared: Transport | undefined;

async function* noBytes(): AsyncGenerator<Uint8Array> {}

async function* readFetchBody(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

export interface SendOptions {
  transport: Transport;
  /** How long the server may send nothing at all: before the answer begins, and between two pieces of it. */
  silenceMs: number;
  signal?: AbortSignal | undefined;
  /** Named in errors. */
  provider: string;
  secrets: readonly string[];
}

/** A response under watch. `body` rejects with typed errors; `close` gives the connection up. */
export interface OpenResponse {
  status: number;
  header(name: string): string | undefined;
  body: AsyncIterable<Uint8Array>;
  close(): void;
}

/** Sends a request; rejects with a `model-connection` or `model-timeout` error, or with the reason of the caller's signal. */
export async function sendRequest(request: Omit<HttpRequest, "signal">, options: SendOptions): Promise<OpenResponse> {
  const watch = new Watch(request.url, options);
  try {
    const response = await options.transport({ ...request, signal: watch.signal });
    watch.heard();
    return {
      status: response.status,
      header: response.header,
      body: watch.guard(response.body),
      close: () => watch.close(),
    };
  } catch (error) {
    watch.end();
    throw watch.explain(error);
  }
}

/** The whole body as text. */
export async function readText(response: OpenResponse): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** No reply is longer; what is, would fill the memory. */
const MAX_BODY_BYTES = 256 << 20;

/** Why a request ended: by the caller's signal, by silence, because we wanted no more, or by itself. */
class Watch {
  readonly #controller = new AbortController();
  readonly #options: SendOptions;
  readonly #url: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silent = false;
  #lastHeard = performance.now();
  readonly #abort = (): void => this.#controller.abort(this.#options.signal?.reason);

  constructor(url: string, options: SendOptions) {
    this.#options = options;
    this.#url = url;
    options.signal?.throwIfAborted();
    options.signal?.addEventListener("abort", this.#abort, { once: true });
    this.#arm(options.silenceMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** For messages of errors only: to read an address takes some ten microseconds. */
  get #host(): string {
    return hostOf(this.#url);
  }

  heard(): void {
    this.#lastHeard = performance.now();
  }

  close(): void {
    this.end();
    this.#controller.abort(new DOMException("The response is no longer wanted.", "AbortError"));
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener("abort", this.#abort);
  }

  async *guard(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let size = 0;
    try {
      for await (const chunk of body) {
        this.heard();
        size += chunk.byteLength;
        if (size > MAX_BODY_BYTES)
          throw new ModelError("model-bad-response", `${this.#host} sent more than 256 MB`, { retryLimit: 0 });
        yield chunk;
      }
    } catch (error) {
      throw this.explain(error);
    } finally {
      this.end();
    }
  }

  explain(error: unknown): unknown {
    const { signal, provider, secrets, silenceMs } = this.#options;
    if (signal?.aborted === true) return signal.reason;
    if (error instanceof ModelError) return error;
    if (this.#silent) {
      return new ModelError(
        "model-timeout",
        `${provider}: ${this.#host} sent nothing for ${formatSeconds(silenceMs)}`,
        {
          hint: "Raise timeoutSeconds on the model, or check that the server is alive.",
          cause: error,
          retryLimit: 1,
        },
      );
    }
    return connectionError(error, provider, this.#host, secrets);
  }

  /** One timer that looks again when it fires, instead of one timer for each chunk. */
  #arm(waitMs: number): void {
    this.#timer = setTimeout(() => {
      const left = this.#lastHeard + this.#options.silenceMs - performance.now();
      if (left > 1) {
        this.#arm(left);
        return;
      }
      this.#silent = true;
      this.#controller.abort(new DOMException("The server is silent.", "TimeoutError"));
    }, waitMs);
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

function formatSeconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 1000)} s`;
}

function connectionError(error: unknown, provider: string, host: string, secrets: readonly string[]): ModelError {
  const code = systemCode(error);
  const words = redact(innermostWords(error), secrets);
  const details =
    connectionAdvice[code ?? ""] ??
    (code?.startsWith("ERR_TLS") === true || /cert/iu.test(code ?? "") ? certificateAdvice : {});
  return new ModelError("model-connection", `${provider}: no connection to ${host}: ${details.words ?? words}`, {
    hint: details.hint ?? "Check the address, the network and the proxy settings.",
    cause: error,
    providerCode: code,
    retryLimit: details.retryLimit,
  });
}

interface ConnectionAdvice {
  words?: string;
  hint?: string;
  retryLimit?: number;
}

const certificateAdvice: ConnectionAdvice = {
  hint: "The server's certificate is not trusted here: NODE_EXTRA_CA_CERTS names a file with further authorities.",
  retryLimit: 0,
};

const connectionAdvice: Record<string, ConnectionAdvice | undefined> = {
  ECONNREFUSED: { words: "nothing listens there", hint: "Start the server, or correct apiBase.", retryLimit: 1 },
  ENOTFOUND: { words: "the host name is not known", hint: "Check the address and the network.", retryLimit: 0 },
  ERR_INVALID_URL: {
    words: "the address is not a URL",
    hint: "Correct apiBase: it begins with http:// or https://.",
    retryLimit: 0,
  },
  ECONNRESET: { words: "the server closed the connection" },
};

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (innermost(error) as { code?: unknown }).code ?? (error as { code?: unknown }).code;
  return typeof code === "string" ? code : undefined;
}
