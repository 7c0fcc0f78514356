/** Runs Python that may wait: steps a generator, awaits what it yields outside of the interpreter, and goes on. */
import { HostWait } from "./runtime/generator.ts";
import type { Interpreter } from "./runtime/interpreter.ts";
import { raise } from "./runtime/raise.ts";
import type { PyValue } from "./runtime/values.ts";

/** The reason of an abort, as an error. */
export function abortError(signal: AbortSignal): Error {
  const { reason } = signal;
  if (reason instanceof Error && reason.name === "AbortError") return reason;
  const error = new Error(typeof reason === "string" ? reason : reason instanceof Error ? reason.message : "The action was aborted.");
  error.name = "AbortError";
  return error;
}

export class Driver {
  readonly interpreter: Interpreter;
  /** Whether host functions answer at once, by blocking the thread. */
  readonly isBlocking: boolean;
  signal: AbortSignal | undefined = undefined;

  constructor(interpreter: Interpreter, isBlocking: boolean) {
    this.interpreter = interpreter;
    this.isBlocking = isBlocking;
  }

  /** Calls the host. */
  outside<T>(body: () => T): T {
    return body();
  }

  /** Runs a generator to its end. */
  async drive(begin: () => Generator<unknown, PyValue, PyValue>): Promise<PyValue> {
    const { interpreter } = this;
    let generator: Generator<unknown, PyValue, PyValue>;
    let step = interpreter.enter(() => {
      generator = begin();
      return generator.next(null);
    });
    while (step.done !== true) {
      const waiting: unknown = step.value;
      if (!(waiting instanceof HostWait)) {
        step = interpreter.enter(() => generator.throw(raise.RuntimeError("await was used outside of an event loop")));
        continue;
      }
      let value: unknown, error: unknown, failed = false;
      try {
        value = await this.#wait(waiting.promise);
      } catch (thrown) {
        error = thrown;
        failed = true;
      }
      step = interpreter.enter(() => (failed ? generator.throw(error) : generator.next(value as PyValue)));
    }
    return step.value;
  }

  /** A promise of the host, the action's limit and the abort signal: whichever comes first. */
  #wait(promise: Promise<unknown>): Promise<unknown> {
    const { meter } = this.interpreter;
    const { signal } = this;
    const left = meter.deadline - meter.host.clock();
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const onAbort = (): void => {
        meter.stopped = true;
        settle(() => reject(abortError(signal as AbortSignal)));
      };
      const settle = (how: () => void): void => {
        if (timer !== undefined) clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        how();
      };
      if (Number.isFinite(left)) {
        timer = setTimeout(() => settle(() => {
          try {
            meter.fail("seconds", `The action was stopped after ${meter.limits.seconds} seconds, while it waited for a tool.`, "Call the tool with less work, or without it.");
          } catch (limit) {
            reject(limit);
          }
        }), Math.max(0, left));
      }
      if (signal?.aborted === true) return onAbort();
      signal?.addEventListener("abort", onAbort, { once: true });
      promise.then((value) => settle(() => resolve(value)), (error: unknown) => settle(() => reject(error)));
    });
  }
}

