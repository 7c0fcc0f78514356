/**
 * Several models as one: the next is asked when one fails, and one that failed rests for a while.
 *
 * Which error counts: whatever another provider may do better. A request that is wrong in itself fails at once.
 */
import { isThreadsnakeError, ThreadsnakeError } from "../errors.ts";
import { ModelError } from "./errors.ts";
import { LiteLLMModel } from "./litellm-model.ts";
import type { ChatMessage, ChatMessageDelta, GenerateOptions, Model } from "./model.ts";

/** LiteLLM's entry: the group's name, and what `LiteLLMModel` is made of. */
export interface RouterEntry {
  modelName: string;
  litellmParams: { model: string; [option: string]: unknown };
}

export interface LiteLLMRouterModelOptions {
  /** The group to use: entries with this `modelName`, and every bare model of the list. */
  modelId: string;
  modelList: readonly (RouterEntry | Model)[];
  /** `fallback` asks in the order of the list; `simple-shuffle` begins at a random one. Default `fallback`. */
  routingStrategy?: "fallback" | "simple-shuffle" | undefined;
  /** How long a model that failed is not asked first. Default 60. */
  cooldownSeconds?: number | undefined;
  /** From 0 to 1; for tests. */
  random?: (() => number) | undefined;
  clientKwargs?:
    | { routingStrategy?: "fallback" | "simple-shuffle" | undefined; cooldownSeconds?: number | undefined }
    | undefined;
  /** Options of every model that the list describes. */
  [extra: string]: unknown;
}

interface Member {
  model: Model;
  /** On the clock of `performance.now()`. */
  restsUntil: number;
}

export class LiteLLMRouterModel implements Model {
  readonly modelId: string;
  lastInputTokenCount: number | undefined;
  lastOutputTokenCount: number | undefined;
  readonly #members: Member[];
  readonly #cooldownMs: number;
  readonly #random: (() => number) | undefined;

  constructor(options: LiteLLMRouterModelOptions) {
    const { modelId, modelList, routingStrategy, cooldownSeconds, random, clientKwargs, ...extras } = options;
    this.modelId = modelId;
    this.#cooldownMs = 1000 * (cooldownSeconds ?? clientKwargs?.cooldownSeconds ?? 60);
    const strategy = routingStrategy ?? clientKwargs?.routingStrategy ?? "fallback";
    this.#random = strategy === "simple-shuffle" ? (random ?? Math.random) : undefined;
    this.#members = modelList
      .filter((entry) => !isEntry(entry) || entry.modelName === modelId)
      .map((entry) => ({ model: isEntry(entry) ? createModel(entry, extras) : entry, restsUntil: 0 }));
    if (this.#members.length > 0) return;
    const names = modelList.flatMap((entry) => (isEntry(entry) ? [entry.modelName] : []));
    throw new ModelError("model-unknown", `no entry of modelList is named ${JSON.stringify(modelId)}`, {
      hint: `The list has: ${[...new Set(names)].join(", ") || "nothing"}.`,
      retryLimit: 0,
    });
  }

  async generate(messages: ChatMessage[], options: GenerateOptions = {}): Promise<ChatMessage> {
    return await this.#firstThatAnswers(options, async (model) => {
      const message = await model.generate(messages, options);
      this.#remember(message);
      return message;
    });
  }

  async *generateStream(messages: ChatMessage[], options: GenerateOptions = {}): AsyncGenerator<ChatMessageDelta> {
    const failures: unknown[] = [];
    let emitted = false;
    for (const member of this.#order()) {
      try {
        for await (const delta of streamOf(member.model, messages, options)) {
          if (emitted && failures.length > 0) {
            yield { restart: true };
            failures.length = 0;
          }
          emitted = true;
          if (delta.message !== undefined) this.#remember(delta.message);
          yield delta;
        }
        return;
      } catch (error) {
        this.#restOrThrow(member, error, options);
        failures.push(error);
      }
    }
    throw allFailed(this.modelId, failures);
  }

  async #firstThatAnswers<T>(options: GenerateOptions, ask: (model: Model) => Promise<T>): Promise<T> {
    const failures: unknown[] = [];
    for (const member of this.#order()) {
      try {
        return await ask(member.model);
      } catch (error) {
        this.#restOrThrow(member, error, options);
        failures.push(error);
      }
    }
    throw allFailed(this.modelId, failures);
  }

  /** Rested members in turn, then those that rest: better a tired one than none. */
  #order(): Member[] {
    const now = performance.now();
    const start = this.#random === undefined ? 0 : Math.floor(this.#random() * this.#members.length);
    const turned = [...this.#members.slice(start), ...this.#members.slice(0, start)];
    return [
      ...turned.filter((member) => member.restsUntil <= now),
      ...turned.filter((member) => member.restsUntil > now),
    ];
  }

  #restOrThrow(member: Member, error: unknown, options: GenerateOptions): void {
    if (options.signal?.aborted === true || !(error instanceof Error)) throw error;
    if (isThreadsnakeError(error) && (error.code === "model-bad-request" || error.code === "model-content-filter"))
      throw error;
    member.restsUntil = performance.now() + this.#cooldownMs;
    options.onRetry?.({ attempt: 1, waitMs: 0, error });
  }

  #remember(message: ChatMessage): void {
    this.lastInputTokenCount = message.tokenUsage?.inputTokens;
    this.lastOutputTokenCount = message.tokenUsage?.outputTokens;
  }
}

function isEntry(entry: RouterEntry | Model): entry is RouterEntry {
  return "litellmParams" in entry;
}

function createModel(entry: RouterEntry, extras: Record<string, unknown>): Model {
  const { model, ...params } = entry.litellmParams;
  return new LiteLLMModel({ ...extras, ...params, modelId: model });
}

async function* streamOf(
  model: Model,
  messages: ChatMessage[],
  options: GenerateOptions,
): AsyncGenerator<ChatMessageDelta> {
  if (model.generateStream !== undefined) {
    yield* model.generateStream(messages, options);
    return;
  }
  const message = await model.generate(messages, options);
  if (typeof message.content === "string") yield { content: message.content };
  yield { message };
}

function allFailed(modelId: string, failures: unknown[]): unknown {
  if (failures.length === 1) return failures[0];
  const list = failures
    .map((failure) => `\n  ${failure instanceof Error ? failure.message : String(failure)}`)
    .join("");
  const last = failures.at(-1);
  return new ThreadsnakeError(`every model of ${JSON.stringify(modelId)} failed:${list}`, {
    code: isThreadsnakeError(last) ? last.code : "model-server-error",
    hint: isThreadsnakeError(last) ? last.hint : undefined,
    cause: new AggregateError(failures),
  });
}
