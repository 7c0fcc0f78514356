/**
 * What is running now. Like the meter a register: set when an interpreter is entered (or a Python thread is switched to)
 * and restored when it is left. Natives read it instead of being handed it on every call.
 */
import type { PyResumable } from "./generator.ts";
import type { Interpreter } from "./interpreter.ts";
import type { PyException, PyFrame, PyValue } from "./values.ts";

/** The state of one Python thread. */
export class ThreadState {
  readonly interpreter: Interpreter;
  /** The exception whose handler is running: `sys.exception()`, and the context of what is raised now. */
  handling: PyException | null = null;
  /** The innermost generator or coroutine that runs. */
  running: PyResumable | null = null;
  /** The innermost frame that keeps one (exec, eval, class bodies, functions that ask for locals). */
  frame: PyFrame | null = null;
  /** What a generator that yields now delegates to by `yield from` or `await`. */
  delegating: PyValue = null;
  /** What was thrown when a method that is to be called was looked up: its place is that of the attribute, not of the call. */
  failedLookup: unknown = null;
  /** Objects whose repr is being made, so that cycles print as `[...]`. */
  readonly reprStack: unknown[] = [];
  /** 0 is the main thread. */
  identity = 0;
  /** The current `contextvars.Context`, made when it is first asked for. */
  context: PyValue = null;
  /** `sys.set_asyncgen_hooks`: what is called with an asynchronous generator that is iterated for the first time. */
  readonly asyncGeneratorHooks: { firstiter: PyValue; finalizer: PyValue } = { firstiter: null, finalizer: null };
  /** What the last tool gave: it may be awaited although it is there already. */
  toolResult: PyValue | undefined = undefined;
  /** True while a host function may not suspend: inside a native that calls back into Python. */
  isSuspendable = false;

  constructor(interpreter: Interpreter) {
    this.interpreter = interpreter;
  }
}

export let current: ThreadState = undefined as unknown as ThreadState;

/** Makes `next` the running thread and returns the one before. */
export function useThread(next: ThreadState): ThreadState {
  const before = current;
  current = next;
  return before;
}
