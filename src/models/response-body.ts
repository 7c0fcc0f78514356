/** From the text of a response to a value, with the errors that a body can hold. */
import { type ErrorContext, errorFromFault, ModelError, readProviderFault, redact, WireFault } from "./errors.ts";
import type { StreamEvent } from "./sse.ts";

/** The whole body; gateways answer 200 and put the error into it. */
export function parseResponse(text: string, context: ErrorContext): unknown {
  const body = parseJson(text, context);
  if (isRecord(body) && body["error"] !== null && body["error"] !== undefined) {
    throw errorFromFault(readProviderFault(body) ?? { message: text }, context);
  }
  return body;
}

/** One event of a stream; an error may be one. */
export function parseEvent(event: StreamEvent, context: ErrorContext): unknown {
  const data = parseResponse(event.data, context);
  const isError = event.event === "error" || (isRecord(data) && data["type"] === "error");
  if (isError) throw errorFromFault(readProviderFault(data) ?? { message: event.data }, context);
  return data;
}

/** A wire knows what a provider said, but not to whom: the error gets its context here. */
export function explainFault<T>(read: () => T, context: ErrorContext): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof WireFault ? errorFromFault(error.fault, context) : error;
  }
}

function parseJson(text: string, context: ErrorContext): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const shown = redact(text.slice(0, 200), context.secrets);
    const where = `${context.provider} (${context.modelId})`;
    throw new ModelError("model-bad-response", `${where}: the response is not JSON: ${JSON.stringify(shown)}`, {
      hint: `Check that ${context.baseUrl} is the address of the API: it often ends in /v1.`,
      cause,
      retryLimit: 2,
    });
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
