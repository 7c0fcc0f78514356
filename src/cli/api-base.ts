/** Addresses as people write them: many leave out the /v1 that servers of OpenAI's protocol have. */
import { defaultTransport } from "../models/http.ts";
import type { HttpResponse, Transport } from "../models/http.ts";

/** How servers say that they do not know a path. */
const UNKNOWN_PATH = new Set([400, 404, 405]);

/** A transport that, where an address without a path knows nothing, asks below /v1 from then on. */
export function transportFor(apiBase: string): Transport {
  const transport = defaultTransport();
  if (!URL.canParse(apiBase) || new URL(apiBase).pathname !== "/") return transport;
  let prefix = "";
  return async (request) => {
    const first = await transport({ ...request, url: withPrefix(request.url, prefix) });
    const isChat = new URL(request.url).pathname === "/chat/completions";
    if (!UNKNOWN_PATH.has(first.status) || prefix !== "" || !isChat) return first;
    const second = await transport({ ...request, url: withPrefix(request.url, "/v1") });
    const isBetter = second.status !== 404;
    if (isBetter) prefix = "/v1";
    await leave(isBetter ? first : second);
    return isBetter ? second : first;
  };
}

/** Leaving its loop gives a response's connection back. */
async function leave(response: HttpResponse): Promise<void> {
  for await (const _chunk of response.body) break;
}

function withPrefix(url: string, prefix: string): string {
  const address = new URL(url);
  address.pathname = prefix + address.pathname;
  return address.href;
}
