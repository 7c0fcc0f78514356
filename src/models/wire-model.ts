/**
 * A model behind a wire: what every class that speaks HTTP shares.
 *
 * One call is: prepare messages → write the request → (gate, send, read) with retries → enforce stop sequences → count.
 * Subclasses only say where to send and in which wire.
 */
import { readFirstEnvironmentVariable } from "./env.ts";
import { type ErrorContext, errorFromResponse, ModelError, redact } from "./errors.ts";
import { readAwsEvents } from "./aws-event-stream.ts";
import { defaultTransport, fetchTransport, type OpenResponse, readText, sendRequest, type Transport } from "./http.ts";
import { prepareMessages } from "./messages.ts";
import type { ChatMessage, ChatMessageDelta, GenerateOptions, Model } from "./model.ts";
import { readJsonLines } from "./ndjson.ts";
import { learnFromRefusal, refusesStop } from "./quirks.ts";
import { RequestGate } from "./rate-limit.ts";
import { type RetryContext, type RetryOptions, RetryPolicy, readRetryAfter } from "./retry.ts";
import { explainFault, isRecord, parseResponse } from "./response-body.ts";
import { readServerSentEvents, type StreamEvent } from "./sse.ts";
import { stopReply } from "./stop-sequences.ts";
import { drain, StreamFold } from "./stream-fold.ts";
import { parseToolCalls } from "./tool-calls.ts";
import { estimateUsage } from "./usage.ts";
import { callOptions, type Endpoint, ownOptions, type WireModelOptions } from "./wire-options.ts";
import { type Quirks, setField, type WireCall, type WireRequest } from "./wires/wire.ts";

/** Sent to the server with every attempt at one call. */
interface Prepared {
  url: string;
  headers: Record<string, string>;
  body: string;
  context: ErrorContext;
}

export class WireModel implements Model {
  readonly modelId: string;
  lastInputTokenCount: number | undefined;
  lastOutputTokenCount: number | undefined;
  protected readonly options: WireModelOptions;
  readonly #endpoint: Endpoint;
  readonly #extras: Record<string, unknown>;
  readonly #gate: RequestGate | undefined;
  readonly #transport: Transport | undefined;
  /** Grows when a provider refuses what it does not support. */
  #quirks: Quirks;

  /** `consumed` names the options that the subclass has used itself. */
  constructor(options: WireModelOptions, endpoint: Endpoint, consumed: readonly string[] = []) {
    this.modelId = options.modelId;
    this.options = options;
    this.#endpoint = endpoint;
    this.#extras = Object.fromEntries(
      Object.entries(options).filter(([name]) => !ownOptions.has(name) && !consumed.includes(name)),
    );
    const { requestsPerMinute, maxConcurrency } = options;
    this.#gate =
      requestsPerMinute === undefined && maxConcurrency === undefined
        ? undefined
        : new RequestGate({ requestsPerMinute, maxConcurrency });
    const fetchFunction = options.clientKwargs?.fetch;
    this.#transport = options.transport ?? (fetchFunction === undefined ? undefined : fetchTransport(fetchFunction));
    this.#quirks = { ...(refusesStop(endpoint.modelId) ? { stop: false } : {}), ...endpoint.quirks, ...options.quirks };
  }

  async generate(messages: ChatMessage[], options: GenerateOptions = {}): Promise<ChatMessage> {
    const policy = new RetryPolicy(this.#retryOptions());
    for (;;) {
      const quirks = this.#quirks;
      try {
        return this.#complete(await this.#generateOnce(messages, options), options);
      } catch (error) {
        await this.#learnOrWait(error, quirks, policy, options);
      }
    }
  }

  /** A broken stream is begun anew: a `restart` delta says that what came before is void. */
  async *generateStream(messages: ChatMessage[], options: GenerateOptions = {}): AsyncGenerator<ChatMessageDelta> {
    const policy = new RetryPolicy(this.#retryOptions());
    for (let emitted = false; ;) {
      const quirks = this.#quirks;
      try {
        for await (const deltas of this.#streamOnce(messages, options)) {
          for (const delta of deltas) {
            emitted = true;
            yield delta;
          }
        }
        return;
      } catch (error) {
        await this.#learnOrWait(error, quirks, policy, options);
        if (emitted) yield { restart: true };
        emitted = false;
      }
    }
  }

  /** The message with the tool calls that the model wrote as text, for models without native ones. */
  parseToolCalls(message: ChatMessage): ChatMessage {
    if (message.toolCalls !== undefined) return message;
    const text = typeof message.content === "string" ? message.content : "";
    return { ...message, toolCalls: parseToolCalls(text, this.options) };
  }

  /** Where requests go, for those who show it. */
  get apiBase(): string {
    return this.#endpoint.baseUrl;
  }

  #retryOptions(): RetryOptions {
    const { retry, clientKwargs } = this.options;
    if (retry === false) return { maxRetries: 0 };
    return { maxRetries: clientKwargs?.maxRetries, ...(typeof retry === "object" ? retry : {}) };
  }

  /** `quirks` are those that the refused request was written with: another call may have learned the same meanwhile. */
  async #learnOrWait(error: unknown, quirks: Quirks, policy: RetryPolicy, options: GenerateOptions): Promise<void> {
    const learned = error instanceof ModelError ? learnFromRefusal(error, quirks) : undefined;
    if (learned === undefined) {
      const context: RetryContext = { signal: options.signal, onRetry: options.onRetry };
      await policy.waitOrThrow(error, context);
    } else this.#quirks = { ...this.#quirks, ...learned };
  }

  async #generateOnce(messages: ChatMessage[], options: GenerateOptions): Promise<ChatMessage> {
    const prepared = await this.#prepare(messages, options, false);
    return await this.#exchange(prepared, options, async (response) =>
      this.#parse(await readText(response), prepared.context),
    );
  }

  #parse(text: string, context: ErrorContext): ChatMessage {
    const body = parseResponse(text, context);
    return explainFault(() => this.#endpoint.wire.parse(body), context);
  }

  /** Deltas by the piece of the body that brought them. */
  async *#streamOnce(messages: ChatMessage[], options: GenerateOptions): AsyncGenerator<ChatMessageDelta[]> {
    const prepared = await this.#prepare(messages, options, true);
    const leave = await this.#gate?.enter(options.signal);
    try {
      const response = await this.#send(prepared, options);
      if (isPlainJson(response)) yield this.#wholeAsStream(await readText(response), options, prepared.context);
      else yield* this.#readStream(response, options, prepared);
    } finally {
      leave?.();
    }
  }

  async *#readStream(
    response: OpenResponse,
    options: GenerateOptions,
    prepared: Prepared,
  ): AsyncGenerator<ChatMessageDelta[]> {
    const fold = new StreamFold(this.#endpoint.wire.createReader(), options.stopSequences ?? [], prepared.context);
    const events = this.#frame(response)[Symbol.asyncIterator]();
    try {
      while (!fold.isOver) {
        const { done, value } = await events.next();
        if (done === true) break;
        const deltas = fold.readAll(value);
        if (deltas.length > 0) yield deltas;
        fold.throwFailure();
      }
    } catch (error) {
      if (!fold.isComplete || !(error instanceof ModelError)) throw error;
    } finally {
      if (fold.saidDone) void drain(events, response);
      else {
        response.close();
        await events.return?.();
      }
    }
    const { rest, message } = fold.finish();
    if (fold.stopped)
      message.tokenUsage ??= estimateUsage(prepared.body.length, JSON.stringify(message.content).length);
    const complete = this.#complete(message, options);
    yield rest === "" ? [lastDelta(complete)] : [{ content: rest }, lastDelta(complete)];
  }

  #frame(response: OpenResponse): AsyncIterable<StreamEvent[]> {
    switch (this.#endpoint.wire.framing) {
      case "server-sent-events":
        return readServerSentEvents(response.body);
      case "json-lines":
        return readJsonLines(response.body);
      case "aws-event-stream":
        return readAwsEvents(response.body);
    }
  }

  /** For servers that answer a request for a stream with the whole message. */
  #wholeAsStream(text: string, options: GenerateOptions, context: ErrorContext): ChatMessageDelta[] {
    const message = this.#complete(this.#parse(text, context), options);
    const deltas: ChatMessageDelta[] = (message.reasoning ?? []).map((part) => ({ reasoning: part.text }));
    if (typeof message.content === "string" && message.content !== "") deltas.push({ content: message.content });
    for (const [index, { id, name, arguments: given }] of (message.toolCalls ?? []).entries()) {
      const text = typeof given === "string" ? given : JSON.stringify(given);
      deltas.push({ toolCall: { index, id, name, arguments: text } });
    }
    return [...deltas, lastDelta(message)];
  }

  async #exchange<T>(
    prepared: Prepared,
    options: GenerateOptions,
    read: (response: OpenResponse) => Promise<T>,
  ): Promise<T> {
    const leave = await this.#gate?.enter(options.signal);
    try {
      return await read(await this.#send(prepared, options));
    } finally {
      leave?.();
    }
  }

  async #send(prepared: Prepared, options: GenerateOptions): Promise<OpenResponse> {
    const { url, body, context } = prepared;
    const signature = await this.#endpoint.sign?.(prepared);
    const response = await sendRequest(
      { method: "POST", url, headers: { ...prepared.headers, ...signature }, body },
      {
        transport: this.#transport ?? defaultTransport(),
        silenceMs: 1000 * (this.options.timeoutSeconds ?? this.options.clientKwargs?.timeoutSeconds ?? 300),
        signal: options.signal,
        provider: context.provider,
        secrets: context.secrets,
      },
    );
    if (response.status >= 200 && response.status < 300) return response;
    throw errorFromResponse(
      {
        status: response.status,
        body: await readText(response),
        // The clock is read only to understand a date that the server sent.
        retryAfterMs: readRetryAfter((name) => response.header(name), Date.now()),
        requestId: response.header("x-request-id") ?? response.header("request-id"),
      },
      context,
    );
  }

  async #prepare(messages: ChatMessage[], options: GenerateOptions, stream: boolean): Promise<Prepared> {
    const { wire, baseUrl, provider, modelId } = this.#endpoint;
    const request = wire.request(this.#call(messages, options, stream));
    for (const extra of [this.options.extraBody, options["extraBody"]]) {
      if (isRecord(extra)) for (const [name, value] of Object.entries(extra)) setField(request.body, name, value);
    }
    const key = await this.#readKey();
    const secrets = key === undefined ? [] : [key.value];
    const context: ErrorContext = {
      provider,
      modelId,
      baseUrl: redact(baseUrl, secrets),
      keySource: key?.source,
      secrets,
    };
    return {
      url: this.#url(request),
      headers: this.#headers(request, key?.value, options, stream),
      body: JSON.stringify(request.body),
      context,
    };
  }

  #call(messages: ChatMessage[], options: GenerateOptions, stream: boolean): WireCall {
    const { wire, modelId } = this.#endpoint;
    const { customRoleConversions, flattenMessagesAsText } = this.options;
    const quirks = this.#quirks;
    const withoutTools = options.toolChoice === "none" && wire.forbidsToolsByOmission === true;
    const hasTools = !withoutTools && (options.toolsToCallFrom?.length ?? 0) > 0;
    const nativeTools = quirks.tools !== false && (hasTools || wire.toolMessagesNeedTools !== true);
    const ofCall = Object.entries(options).filter(([name, value]) => !callOptions.has(name) && value !== undefined);
    return {
      modelId,
      messages: prepareMessages(messages, { customRoleConversions, flattenMessagesAsText, nativeTools }),
      options: withoutTools ? { ...options, toolsToCallFrom: undefined } : options,
      extras: { ...this.#extras, ...Object.fromEntries(ofCall) },
      quirks,
      stream,
    };
  }

  #url(request: WireRequest): string {
    const query = { ...this.#endpoint.query, ...this.options.clientKwargs?.defaultQuery };
    const url = joinUrl(this.#endpoint.baseUrl, request.path);
    const pairs = new URLSearchParams(query).toString();
    return pairs === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${pairs}`;
  }

  #headers(
    request: WireRequest,
    key: string | undefined,
    options: GenerateOptions,
    stream: boolean,
  ): Record<string, string> {
    const { wire, authorize = wire.authorize, headers } = this.#endpoint;
    const all: Record<string, unknown> = {
      "content-type": "application/json",
      accept: stream && wire.framing === "server-sent-events" ? "text/event-stream" : "application/json",
      ...(key === undefined ? {} : authorize(key)),
      ...headers,
      ...request.headers,
    };
    for (const extra of [
      this.options.clientKwargs?.defaultHeaders,
      this.options.extraHeaders,
      options["extraHeaders"],
    ]) {
      if (isRecord(extra)) for (const [name, value] of Object.entries(extra)) setField(all, name.toLowerCase(), value);
    }
    return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
  }

  async #readKey(): Promise<{ value: string; source: string } | undefined> {
    const { apiKey } = this.options;
    const { keyVariables = [], needsKey, provider, modelId } = this.#endpoint;
    if (typeof apiKey === "function") return { value: await apiKey(), source: "the apiKey function" };
    if (apiKey !== undefined && apiKey !== "") return { value: apiKey, source: "the apiKey option" };
    const found = readFirstEnvironmentVariable(keyVariables);
    if (found !== undefined) return { value: found.value, source: `the environment variable ${found.name}` };
    if (needsKey !== true) return undefined;
    throw new ModelError("model-auth", `${provider} (${modelId}): there is no key`, {
      hint: keyVariables.length === 0 ? "Pass apiKey." : `Set ${keyVariables.join(" or ")}, or pass apiKey.`,
      retryLimit: 0,
    });
  }

  #complete(message: ChatMessage, options: GenerateOptions): ChatMessage {
    stopReply(message, options.stopSequences);
    this.lastInputTokenCount = message.tokenUsage?.inputTokens;
    this.lastOutputTokenCount = message.tokenUsage?.outputTokens;
    return message;
  }
}

function lastDelta(message: ChatMessage): ChatMessageDelta {
  const delta: ChatMessageDelta = { message };
  if (message.tokenUsage !== undefined) delta.tokenUsage = message.tokenUsage;
  if (message.finishReason !== undefined) delta.finishReason = message.finishReason;
  return delta;
}

function isPlainJson(response: OpenResponse): boolean {
  const type = response.header("content-type") ?? "";
  return /^application\/json\b/iu.test(type) && !/stream/iu.test(type);
}

/** An address that already ends with the path, as people copy it from documentation, is taken as it is. */
function joinUrl(base: string, path: string): string {
  const clean = base.replace(/\/+$/u, "");
  return clean.endsWith(path) ? clean : clean + path;
}
