/**
 * Trying again: which errors, how often, and how long to wait.
 *
 * The wait is what the server asks for (Retry-After), else exponential with full jitter, so that many clients which failed
 * together do not come back together. A server that asks for more than `maxDelayMs` is not waited for: the error says so.
 */
import { ModelError } from "./errors.ts";

export interface RetryOptions {
  /** Further tries after the first. Default 4; 0 turns retrying off. */
  maxRetries?: number | undefined;
  /** The first wait is drawn from up to this. Default 1000. */
  initialDelayMs?: number | undefined;
  /** The longest single wait. Default 60,000. */
  maxDelayMs?: number | undefined;
  /** From 0 to 1; for tests. */
  random?: (() => number) | undefined;
}

export interface RetryEvent {
  attempt: number;
  waitMs: number;
  error: Error;
}

export interface RetryContext {
  signal?: AbortSignal | undefined;
  /** Called before each wait. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
}

/** Decides, after each failure of one call, whether to go on; it remembers how often each kind of error was met. */
export class RetryPolicy {
  #attempt = 0;
  readonly #met = new Map<string, number>();
  readonly #options: RetryOptions;

  constructor(options: RetryOptions = {}) {
    this.#options = options;
  }

  /** Waits and returns, or throws the error when it must not be tried again. */
  async waitOrThrow(error: unknown, context: RetryContext): Promise<void> {
    context.signal?.throwIfAborted();
    const waitMs = this.#nextWait(error);
    if (waitMs === undefined) throw error;
    // `#nextWait` gives a wait for a ModelError only.
    context.onRetry?.({ attempt: this.#attempt, waitMs, error: error as ModelError });
    await sleep(waitMs, context.signal);
  }

  #nextWait(error: unknown): number | undefined {
    if (!(error instanceof ModelError)) return undefined;
    const { maxRetries = 4, initialDelayMs = 1000, maxDelayMs = 60_000, random = Math.random } = this.#options;
    const met = (this.#met.get(error.code) ?? 0) + 1;
    this.#met.set(error.code, met);
    this.#attempt += 1;
    if (this.#attempt > maxRetries || met > (error.retryLimit ?? maxRetries)) return undefined;
    if (error.retryAfterMs !== undefined) return error.retryAfterMs <= maxDelayMs ? error.retryAfterMs : undefined;
    const ceiling = Math.min(maxDelayMs, initialDelayMs * 2 ** (this.#attempt - 1));
    // Never less than a quarter: a wait of nothing helps no server.
    return Math.round(ceiling * (0.25 + 0.75 * random()));
  }
}

/** How long a response asks to wait: `retry-after-ms`, or `retry-after` in seconds or as an HTTP date. */
export function readRetryAfter(header: (name: string) => string | undefined, now: number): number | undefined {
  const milliseconds = Number(header("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  const text = header("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1000 : undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Resolves after the time, or rejects with the signal's reason. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
