/** Holds requests back: at most so many per minute, evenly spaced, and at most so many at once. */
import { sleep } from "./retry.ts";

export interface RequestGateOptions {
  requestsPerMinute?: number | undefined;
  maxConcurrency?: number | undefined;
}

export class RequestGate {
  readonly #intervalMs: number;
  readonly #maxConcurrency: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #nextStart = 0;

  constructor(options: RequestGateOptions) {
    this.#intervalMs = options.requestsPerMinute === undefined ? 0 : 60_000 / options.requestsPerMinute;
    this.#maxConcurrency = options.maxConcurrency ?? Number.POSITIVE_INFINITY;
  }

  /** Resolves when the request may start; the function it gives must be called when the request is over. */
  async enter(signal?: AbortSignal): Promise<() => void> {
    if (this.#running >= this.#maxConcurrency) await this.#waitForPlace(signal);
    else this.#running += 1;
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      this.#leave();
    };
    try {
      await this.#waitForTurn(signal);
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** The place is handed over by the one who leaves, so `#running` does not change. */
  async #waitForPlace(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(signal?.reason as Error);
      };
      const start = (): void => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      this.#waiting.push(start);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Each caller takes the next free start time before it waits, so that two callers never share one. */
  async #waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#intervalMs === 0) return;
    const now = performance.now();
    const start = Math.max(now, this.#nextStart);
    this.#nextStart = start + this.#intervalMs;
    if (start > now) await sleep(start - now, signal);
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
