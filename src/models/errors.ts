/**
 * What can go wrong between us and a provider, as one error class with stable codes.
 *
 * `message` says what happened with the provider's own words, `hint` what to do next, `retryLimit` how often trying again
 * makes sense. Keys never appear: whatever a provider echoes is passed through `redact`.
 */
import { ThreadsnakeError } from "../errors.ts";

export type ModelErrorCode =
  | "model-auth"
  | "model-not-found"
  | "model-rate-limited"
  | "model-quota"
  | "model-bad-request"
  | "model-server-error"
  | "model-bad-response"
  | "model-stream-cut"
  | "model-timeout"
  | "model-connection"
  | "model-context-length"
  | "model-content-filter"
  | "model-unknown"
  | "model-configuration";

export interface ModelErrorDetails {
  hint?: string | undefined;
  cause?: unknown;
  status?: number | undefined;
  /** The provider's own words, shortened and without keys. */
  providerMessage?: string | undefined;
  /** The provider's own error code or type, such as `unsupported_parameter`. */
  providerCode?: string | undefined;
  /** The request field that the provider complains about. */
  parameter?: string | undefined;
  /** How often the same request may be tried again: 0 never, undefined as often as the retry options say. */
  retryLimit?: number | undefined;
  /** How long the provider asks to wait. */
  retryAfterMs?: number | undefined;
  requestId?: string | undefined;
}

export class ModelError extends ThreadsnakeError {
  declare readonly code: ModelErrorCode;
  readonly status: number | undefined;
  readonly providerMessage: string | undefined;
  readonly providerCode: string | undefined;
  readonly parameter: string | undefined;
  readonly retryLimit: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: ModelErrorCode, message: string, details: ModelErrorDetails = {}) {
    super(message, { code, hint: details.hint, cause: details.cause });
    this.status = details.status;
    this.providerMessage = details.providerMessage;
    this.providerCode = details.providerCode;
    this.parameter = details.parameter;
    this.retryLimit = details.retryLimit;
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
  }

  get isRetryable(): boolean {
    return this.retryLimit !== 0;
  }
}

/** Who was asked, for the text of errors. */
export interface ErrorContext {
  /** `openai`, `ollama`: the provider's name in our table. */
  provider: string;
  modelId: string;
  baseUrl: string;
  /** Where the key came from, such as `the environment variable OPENAI_API_KEY`; undefined when there is none. */
  keySource?: string | undefined;
  /** Texts that must not appear in any message. */
  secrets: readonly string[];
}

/** The error object of a provider, in whatever shape it has. */
export interface ProviderFault {
  message: string;
  code?: string | undefined;
  parameter?: string | undefined;
  status?: number | undefined;
}

/** Removes secrets, key-like words and `key=` query values from a text that is going to be shown. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, "***");
  return clean
    .replace(/([?&](?:key|api[-_]?key|token)=)[^&\s"']+/giu, "$1***")
    .replace(/\b(?:sk|pk|gsk|hf|xai|nvapi|pplx)[-_][A-Za-z0-9_*-]{8,}/gu, "***")
    .replace(/\b(Bearer\s+)[A-Za-z0-9._~+/=-]{8,}/gu, "$1***");
}

/** Finds message, code and parameter in the error bodies of OpenAI, Anthropic, Google, Ollama, AWS, FastAPI and proxies. */
export function readProviderFault(body: unknown): ProviderFault | undefined {
  if (Array.isArray(body)) return readProviderFault(body[0]);
  if (typeof body !== "object" || body === null) return undefined;
  const record = body as Record<string, unknown>;
  const error = record["error"];
  if (typeof error === "string") return { message: error, code: asText(record["error_type"] ?? record["code"]) };
  if (typeof error === "object" && error !== null) return readNestedFault(error as Record<string, unknown>);
  if (record["type"] === "error" && typeof record["message"] === "string") return readNestedFault(record);
  const message = record["message"] ?? record["Message"] ?? record["detail"] ?? record["errors"];
  if (typeof message === "string")
    return { message, code: asText(record["code"] ?? record["__type"] ?? record["type"]) };
  if (message !== undefined && message !== null) return { message: JSON.stringify(message) };
  return undefined;
}

function readNestedFault(error: Record<string, unknown>): ProviderFault {
  const code = error["code"];
  const details = error["metadata"];
  // OpenRouter puts the words of the provider behind it into metadata.raw.
  const raw =
    typeof details === "object" && details !== null ? asText((details as Record<string, unknown>)["raw"]) : undefined;
  const message = asText(error["message"]) ?? JSON.stringify(error);
  return {
    message: raw === undefined ? message : `${message}: ${raw}`,
    code: (typeof code === "string" ? code : undefined) ?? asText(error["type"]) ?? asText(error["status"]),
    parameter: asText(error["param"]),
    status: typeof code === "number" && code >= 400 && code < 600 ? code : undefined,
  };
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export interface FailedResponse {
  status: number;
  body: string;
  retryAfterMs?: number | undefined;
  requestId?: string | undefined;
}

/** The typed error for an HTTP response that is not a success. */
export function errorFromResponse(response: FailedResponse, context: ErrorContext): ModelError {
  let parsed: unknown;
  try {
    parsed = JSON.parse(response.body);
  } catch {
    parsed = undefined;
  }
  const fault = readProviderFault(parsed) ?? { message: textOfPage(response.body) };
  return errorFromFault({ ...fault, status: response.status }, context, response);
}

/** The typed error for an error object, also one inside a stream that began with status 200. */
export function errorFromFault(fault: ProviderFault, context: ErrorContext, response?: FailedResponse): ModelError {
  const words = shorten(redact(fault.message, context.secrets), 600);
  const kind = classify(fault);
  const status = fault.status;
  const where = `${context.provider} (${context.modelId})`;
  const message = `${where}: ${describe[kind]}${status === undefined ? "" : ` (${status})`}${words === "" ? "" : `: ${words}`}`;
  return new ModelError(kind, message, {
    hint: hintFor(kind, context, response?.retryAfterMs),
    status,
    providerMessage: words,
    providerCode: fault.code,
    parameter: fault.parameter,
    retryLimit: retryLimits[kind],
    retryAfterMs: response?.retryAfterMs,
    requestId: response?.requestId,
  });
}

const describe: Record<ModelErrorCode, string> = {
  "model-auth": "the key was refused",
  "model-not-found": "no such model or address",
  "model-rate-limited": "too many requests",
  "model-quota": "the account has no credit or quota left",
  "model-bad-request": "the request was refused",
  "model-server-error": "the server failed",
  "model-bad-response": "the response could not be understood",
  "model-stream-cut": "the stream ended in the middle",
  "model-timeout": "the server did not answer in time",
  "model-connection": "the connection failed",
  "model-context-length": "the conversation is longer than the model can read",
  "model-content-filter": "the provider's content filter refused",
  "model-unknown": "unknown model",
  "model-configuration": "the model is not set up",
};

/** Undefined: as often as the retry options say. */
const retryLimits: Partial<Record<ModelErrorCode, number>> = {
  "model-auth": 0,
  "model-not-found": 0,
  "model-quota": 0,
  "model-bad-request": 0,
  "model-context-length": 0,
  "model-content-filter": 0,
  "model-unknown": 0,
  "model-configuration": 0,
  "model-bad-response": 2,
  "model-timeout": 1,
};

const contextLengthWords =
  /context[_ ](?:length|window|size)|maximum context|too many (?:input )?tokens|prompt is too long|input is too long|input length and `?max_tokens|token count .{0,40}exceeds|exceeds? .{0,40}(?:context|token limit)/iu;

function classify({ status, code, message }: ProviderFault): ModelErrorCode {
  const words = `${code ?? ""} ${message}`;
  if (
    /insufficient_quota|billing_hard_limit|exceeded your current quota.*billing|insufficient (?:balance|credits?)/iu.test(
      words,
    )
  )
    return "model-quota";
  if (status === undefined || status === 400 || status === 413 || status === 422) {
    if (contextLengthWords.test(words)) return "model-context-length";
    if (/content_filter|content_policy|content management policy|safety system/iu.test(words))
      return "model-content-filter";
  }
  switch (status) {
    case 401:
    case 403:
      return "model-auth";
    case 402:
      return "model-quota";
    case 404:
      return "model-not-found";
    case 408:
      return "model-timeout";
    case 413:
      return "model-context-length";
    case 429:
      return "model-rate-limited";
    case undefined:
      return classifyByCode(words);
    default:
      break;
  }
  // Google answers a wrong key with 400.
  if (status === 400 && /api key not valid|API_KEY_INVALID/iu.test(words)) return "model-auth";
  return status >= 500 || status === 409 || status === 425 ? "model-server-error" : "model-bad-request";
}

/** For an error inside a stream, where only words and codes tell what it is. */
function classifyByCode(words: string): ModelErrorCode {
  if (/rate.?limit|too many requests|throttl|resource_exhausted/iu.test(words)) return "model-rate-limited";
  if (/authentication|permission|unauthorized|invalid.?api.?key/iu.test(words)) return "model-auth";
  if (/not.?found|does not exist/iu.test(words)) return "model-not-found";
  if (/invalid_request|validation|bad_request|invalid_argument/iu.test(words)) return "model-bad-request";
  return "model-server-error";
}

function hintFor(code: ModelErrorCode, context: ErrorContext, retryAfterMs: number | undefined): string | undefined {
  switch (code) {
    case "model-auth":
      return context.keySource === undefined
        ? "No key was sent: pass apiKey, or set the provider's key variable."
        : `Check the key in ${context.keySource}, and that it may use ${context.modelId}.`;
    case "model-not-found":
      return context.provider.startsWith("ollama")
        ? `Fetch the model with: ollama pull ${context.modelId}`
        : `Check the model id ${JSON.stringify(context.modelId)} and the address ${redact(context.baseUrl, context.secrets)}.`;
    case "model-rate-limited":
      return retryAfterMs === undefined
        ? "Wait a little, or set requestsPerMinute on the model."
        : `The provider asks to wait ${Math.ceil(retryAfterMs / 1000)} s; requestsPerMinute on the model avoids this.`;
    case "model-quota":
      return "Add credit with the provider, or use another model.";
    case "model-context-length":
      return "Use a model with a larger context, or shorten what the agent keeps: fewer steps, shorter observations.";
    case "model-content-filter":
      return "Reword the task, or use another model.";
    case "model-server-error":
      return "Try again later, or use another provider for this model.";
    case "model-bad-request":
      return "The provider's words name what it does not accept; an option set to null is left out of the request.";
    case "model-timeout":
      return "Raise timeoutSeconds on the model, or use a smaller model.";
    default:
      return undefined;
  }
}

/** The words of an HTML or plain text body, on one line. */
function textOfPage(body: string): string {
  const title = /<title[^>]*>([^<]{1,200})/iu.exec(body)?.[1];
  return (title ?? body.slice(0, 2000).replace(/<[^>]*>/gu, " ")).replace(/\s+/gu, " ").trim();
}

export function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** An error that a provider put into a response with status 200; the model that sent the request makes it a ModelError. */
export class WireFault extends Error {
  readonly fault: ProviderFault;

  constructor(fault: ProviderFault) {
    super(fault.message);
    this.fault = fault;
  }
}
