/** Runs Python that may wait: steps a generator, waits for what it yields outside of the interpreter, and goes on. */
import type { BlockingHost } from "./contract.ts";
import { deadlock, type SchedulerHost } from "./runtime/coroutines.ts";
import { HostWait } from "./runtime/host-wait.ts";
import type { Interpreter } from "./runtime/interpreter.ts";
import { raise } from "./runtime/raise.ts";
import { ThreadState } from "./runtime/state.ts";
import type { PyValue } from "./runtime/values.ts";

/** The reason of an abort, as an error. */
export function abortError(signal: AbortSignal): Error {
  const { reason } = signal;
  if (reason instanceof Error && reason.name === "AbortError") return reason;
  const error = new Error(
    typeof reason === "string" ? reason : reason instanceof Error ? reason.message : "The action was aborted.",
  );
  error.name = "AbortError";
  return error;
}

type Body = Generator<unknown, PyValue, PyValue>;

export class Driver implements SchedulerHost {
  readonly interpreter: Interpreter;
  /** Whether host functions answer at once, by blocking the thread. */
  readonly isBlocking: boolean;
  /** Blocks until something begun has settled; undefined where nothing may block. */
  readonly waitAny: (() => void) | undefined;
  readonly #blocking: BlockingHost | undefined;
  readonly #tickets = new Map<number, HostWait>();
  signal: AbortSignal | undefined = undefined;
  /** Bodies under way: an action, and functions that tools call back meanwhile. */
  #driven = 0;

  constructor(interpreter: Interpreter, isBlocking: boolean, blocking: BlockingHost | undefined) {
    this.interpreter = interpreter;
    this.isBlocking = isBlocking;
    this.#blocking = blocking;
    this.waitAny =
      blocking === undefined
        ? undefined
        : () => {
            const { ticket, outcome } = blocking.waitAny();
            const wait = this.#tickets.get(ticket);
            this.#tickets.delete(ticket);
            try {
              wait?.settle(outcome());
            } catch (error) {
              wait?.fail(error);
            }
          };
    interpreter.scheduler.host = this;
  }

  /** What was begun outside under a ticket. */
  begun(ticket: number): HostWait {
    const wait = new HostWait();
    this.#tickets.set(ticket, wait);
    return this.interpreter.scheduler.track(wait);
  }

  timer(seconds: number): HostWait {
    const milliseconds = Math.max(0, seconds * 1000);
    const wait = new HostWait();
    if (this.#blocking !== undefined) {
      const ticket = this.#blocking.wake(milliseconds);
      this.#tickets.set(ticket, wait);
      return wait;
    }
    const timer = setTimeout(() => wait.settle(null), Math.min(milliseconds, MAX_TIMER));
    wait.onCancel = () => clearTimeout(timer);
    return wait;
  }

  /** Runs a generator to its end. */
  async drive(begin: () => Body): Promise<PyValue> {
    const { interpreter } = this;
    // What tools call back meanwhile has handlers of its own.
    const thread = this.#driven++ === 0 ? interpreter.thread : new ThreadState(interpreter);
    try {
      let generator: Body;
      let step = interpreter.enter(() => {
        generator = begin();
        return generator.next(null);
      }, thread);
      while (step.done !== true) {
        const wait: unknown = step.value;
        if (!(wait instanceof HostWait)) {
          step = interpreter.enter(
            () => generator.throw(raise.RuntimeError("await was used outside of an event loop")),
            thread,
          );
          continue;
        }
        const failure = await this.#waitFor(wait, thread);
        step = interpreter.enter(
          () => (failure === null ? generator.next(null) : generator.throw(failure.error)),
          thread,
        );
      }
      return step.value;
    } finally {
      this.#driven--;
    }
  }

  /** Waits until `wait` has settled and runs threads meanwhile; gives what ended the waiting before. */
  async #waitFor(wait: HostWait, thread: ThreadState): Promise<{ error: unknown } | null> {
    const { interpreter } = this;
    const { scheduler } = interpreter;
    try {
      for (;;) {
        const isBusy = interpreter.enter(() => scheduler.run(wait), thread);
        if (!wait.isWaiting) return null;
        if (!scheduler.canProgress) return { error: interpreter.enter(deadlock, thread) };
        if (this.waitAny !== undefined) interpreter.enter(() => scheduler.look(isBusy), thread);
        else {
          await this.#guarded(
            Promise.race([
              new Promise<void>((resolve) => wait.whenSettled(resolve)),
              isBusy ? turn() : scheduler.change(),
            ]),
          );
          interpreter.enter(() => interpreter.meter.look(), thread);
        }
      }
    } catch (error) {
      return { error };
    }
  }

  /** Waits until no thread is left that an action waits for at its end. */
  async finishThreads(): Promise<void> {
    const { interpreter } = this;
    const { scheduler } = interpreter;
    while (scheduler.hasWork) {
      const isBusy = interpreter.enter(() => scheduler.run(null));
      if (!scheduler.hasWork) return;
      if (this.waitAny !== undefined) interpreter.enter(() => scheduler.look(isBusy));
      else await this.#guarded(isBusy ? turn() : scheduler.change());
    }
  }

  /** The action is over: nobody waits any more. */
  endAction(keepsThreads: boolean): void {
    this.interpreter.scheduler.endAction(keepsThreads);
    this.#tickets.clear();
  }

  /** A promise of the host, the action's limit and the abort signal: whichever comes first. */
  #guarded(promise: Promise<unknown>): Promise<unknown> {
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
        timer = setTimeout(
          () =>
            settle(() => {
              try {
                meter.fail(
                  "seconds",
                  `The action was stopped after ${meter.limits.seconds} seconds, while it waited for a tool.`,
                  "Call the tool with less work, or without it.",
                );
              } catch (limit) {
                reject(limit);
              }
            }),
          Math.max(0, left),
        );
      }
      if (signal?.aborted === true) return onAbort();
      signal?.addEventListener("abort", onAbort, { once: true });
      promise.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }
}

/** Hosts count longer times as none. */
const MAX_TIMER = 2 ** 31 - 1;

/** The host's own turn: timers and answers come in. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
