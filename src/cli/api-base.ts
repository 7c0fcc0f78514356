/** Addresses as people write them: many leave out the /v1 that servers of OpenAI's protocol have. */
import { defaultTransport } from "../models/http.ts";
import type { Transport } from "../models/http.ts";

/** A transport that, where an address without a path knows nothing, asks below /v1 from then on. */
export async function transportFor(apiBase: string): Promise<Transport> {
  const transport = defaultTransport();
  if (!URL.canParse(apiBase) || new URL(apiBase).pathname !== "/") return transport;
  let prefix = "";
  return async (request) => {
    const response = await transport({ ...request, url: withPrefix(request.url, prefix) });
    const isChat = new URL(request.url).pathname === "/chat/completions";
    if (response.status !== 404 || prefix !== "" || !isChat) return response;
    const second = await transport({ ...request, url: withPrefix(request.url, "/v1") });
    if (second.status === 404) return response;
    prefix = "/v1";
    return second;
  };
}

function withPrefix(url: string, prefix: string): string {
  const address = new URL(url);
  address.pathname = prefix + address.pathname;
  return address.href;
}
