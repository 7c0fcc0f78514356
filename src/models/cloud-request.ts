/** Questions to a cloud's own services for credentials. */
import { ModelError } from "./errors.ts";
import { fetchTransport, type HttpRequest, readText, sendRequest, type Transport } from "./http.ts";

interface CloudOptions {
  provider: string;
  seconds: number;
  /** What to do about a refusal. */
  hint: string;
  /** For services beyond this machine and its neighbours, which alone are asked without a proxy. */
  transport?: Transport | undefined;
}

/** What was answered, as JSON or text; a refusal is a `model-auth` error, no answer a `model-connection` or `model-timeout` one. */
export async function askCloud(
  request: Omit<HttpRequest, "signal">,
  { provider, seconds, hint, transport = fetchTransport() }: CloudOptions,
): Promise<string> {
  const response = await sendRequest(request, {
    transport,
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
    { hint, status: response.status, retryLimit: 0 },
  );
}

/** An object, from a file or an answer with secrets: the error holds none of its text, as V8's own would. */
export function parseCloudJson<Shape extends object>(text: string, what: string, hint: string): Partial<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  // Of the fields that are named each may be missing.
  if (typeof value === "object" && value !== null) return value as Partial<Shape>;
  throw new ModelError("model-auth", `${what} is no JSON object`, { hint, retryLimit: 0 });
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
