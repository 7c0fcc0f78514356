/** Questions to a cloud's own services for credentials: near, quick, and never through a proxy. */
import { ModelError } from "./errors.ts";
import { fetchTransport, type HttpRequest, readText, sendRequest } from "./http.ts";

/** What was answered, as JSON or text; a refusal is a `model-auth` error, no answer a `model-connection` or `model-timeout` one. */
export async function askCloud(
  request: Omit<HttpRequest, "signal">,
  options: { provider: string; seconds: number },
): Promise<string> {
  const { provider, seconds } = options;
  const response = await sendRequest(request, {
    transport: fetchTransport(),
    silenceMs: seconds * 1000,
    provider,
    secrets: [],
  });
  const text = await readText(response);
  if (response.status >= 200 && response.status < 300) return text;
  const words = /<Message>([^<]+)/u.exec(text)?.[1] ?? text.slice(0, 300);
  throw new ModelError(
    "model-auth",
    `${provider}: ${new URL(request.url).host} gave no credentials (${response.status}): ${words}`,
    { status: response.status, retryLimit: 0 },
  );
}

/** Keeps what `find` gives until `marginMs` before it expires; those who ask at once share one question. */
export function cached<Found extends { expiresAt?: number | undefined }>(
  find: () => Promise<Found>,
  marginMs = 300_000,
): () => Promise<Found> {
  let kept: Promise<Found> | undefined;
  let expiresAt = Number.POSITIVE_INFINITY;
  return () => {
    // The clock is read only to compare with what the service said.
    if (kept !== undefined && Date.now() < expiresAt - marginMs) return kept;
    expiresAt = Number.POSITIVE_INFINITY;
    const asked = find();
    kept = asked;
    asked.then(
      (found) => (expiresAt = found.expiresAt ?? Number.POSITIVE_INFINITY),
      () => (kept = kept === asked ? undefined : kept),
    );
    return asked;
  };
}
