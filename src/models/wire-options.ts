/** What a model behind a wire is told: by its user as options, by its class as the endpoint. Types, and the names that are ours. */
import type { Transport } from "./http.ts";
import type { MessageRole } from "./model.ts";
import type { RetryOptions } from "./retry.ts";
import type { Quirks, Wire } from "./wires/wire.ts";

/** A key, or where to get one for each request (a token that expires). */
export type ApiKey = string | (() => string | Promise<string>);

export interface ClientOptions {
  /** See `timeoutSeconds`. */
  timeoutSeconds?: number | undefined;
  maxRetries?: number | undefined;
  defaultHeaders?: Record<string, string> | undefined;
  defaultQuery?: Record<string, string> | undefined;
  fetch?: typeof fetch | undefined;
}

/** What every model over HTTP takes; any other option goes to the provider in its own spelling, and null leaves one out. */
export interface ConnectionOptions {
  /** The address, in place of the provider's own. */
  apiBase?: string | undefined;
  apiKey?: ApiKey | undefined;
  customRoleConversions?: Partial<Record<MessageRole, MessageRole>> | undefined;
  /** Send text only, images replaced by a note. */
  flattenMessagesAsText?: boolean | undefined;
  /** How a model without native tool calls names the tool in its JSON. */
  toolNameKey?: string | undefined;
  toolArgumentsKey?: string | undefined;
  requestsPerMinute?: number | undefined;
  maxConcurrency?: number | undefined;
  /** False turns retrying off. */
  retry?: RetryOptions | boolean | undefined;
  /** How long the server may send nothing. Default 300. */
  timeoutSeconds?: number | undefined;
  /** Merged into the request last, as it is; null removes a field. */
  extraBody?: Record<string, unknown> | undefined;
  /** Sent with each request; null removes a header. */
  extraHeaders?: Record<string, string | null> | undefined;
  clientKwargs?: ClientOptions | undefined;
  transport?: Transport | undefined;
  quirks?: Quirks | undefined;
  [extra: string]: unknown;
}

export interface WireModelOptions extends ConnectionOptions {
  modelId: string;
}

/** What a subclass knows of its provider. */
export interface Endpoint {
  provider: string;
  wire: Wire;
  /** The id that the provider wants. */
  modelId: string;
  baseUrl: string;
  /** Variables that may hold the key, the first one set counts. */
  keyVariables?: readonly string[] | undefined;
  /** True: the provider answers nobody without a key. */
  needsKey?: boolean | undefined;
  headers?: Record<string, string> | undefined;
  query?: Record<string, string> | undefined;
  quirks?: Quirks | undefined;
  /** Replaces the wire's own header for the key. */
  authorize?: ((apiKey: string) => Record<string, string>) | undefined;
  /** Adds headers that depend on the whole request, such as a signature. */
  sign?:
    | ((request: { url: string; headers: Record<string, string>; body: string }) => Promise<Record<string, string>>)
    | undefined;
}

/** The options that are not sent to the provider. */
export const ownOptions: ReadonlySet<string> = new Set([
  "modelId",
  "apiBase",
  "apiKey",
  "customRoleConversions",
  "flattenMessagesAsText",
  "toolNameKey",
  "toolArgumentsKey",
  "requestsPerMinute",
  "maxConcurrency",
  "retry",
  "timeoutSeconds",
  "extraBody",
  "extraHeaders",
  "clientKwargs",
  "transport",
  "quirks",
]);

/** The options of one call that are not sent as they are. */
export const callOptions: ReadonlySet<string> = new Set([
  "stopSequences",
  "grammar",
  "responseFormat",
  "toolsToCallFrom",
  "toolChoice",
  "signal",
  "onRetry",
  "extraBody",
  "extraHeaders",
]);
