/** The smallest thing that can ask for a page. The guard around it lives in `web-client.ts`. */

export type WebMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";

export interface WebRequest {
  method: WebMethod;
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
  signal: AbortSignal;
}

export interface WebResponse {
  status: number;
  header(name: string): string | undefined;
  body: AsyncIterable<Uint8Array>;
}

/** Sends one request and follows no redirect: each hop is checked by whoever asked. */
export type WebTransport = (request: WebRequest) => Promise<WebResponse>;

/** A transport over `fetch`, or over a function like it. */
export function fetchWebTransport(fetchFunction: typeof fetch = globalThis.fetch): WebTransport {
  return async ({ method, url, headers, body, signal }) => {
    // Copied, since what fetch takes must not be shared memory.
    const payload = typeof body === "object" ? body.slice() : body;
    const options = { method, headers, signal, ...(payload === undefined ? {} : { body: payload }) };
    let response = await fetchFunction(url, { ...options, redirect: "manual" });
    // A browser does not say where a redirect leads; it follows by its own rules, which keep a page out of its insides.
    if (response.type === "opaqueredirect") response = await fetchFunction(url, { ...options, redirect: "follow" });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: response.body === null ? noBytes() : readStream(response.body),
    };
  };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

/** Not every browser can iterate a stream. */
async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
