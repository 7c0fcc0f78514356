/**
 * The one door between a run and the world.
 *
 * The loop of an agent takes everything it does not compute through here, so that it runs unchanged over a log in memory, over
 * a file, or on an engine for durable execution. Keys are unique and come in the same order in every attempt.
 */
import type { JsonValue } from "../executors/codec.ts";
import { ThreadsnakeError } from "../errors.ts";
import type { EffectType } from "./events.ts";

export interface EffectContext {
  /** The same in every attempt at this effect, another in a fork. */
  idempotencyKey: string;
  signal: AbortSignal;
}

export interface EffectOptions {
  /** What the record is called; "effect" when not said. */
  type?: EffectType | undefined;
  /** What is asked: its hash goes into the record, and a replay that asks something else is an error. */
  args?: unknown;
  /** The hash itself, where it is known already. */
  hash?: string | undefined;
  /** More that the record says, in JSON. May be a function that is asked when the effect has ended. */
  fields?: Record<string, JsonValue | undefined> | (() => Record<string, JsonValue | undefined>) | undefined;
  /** A record that is on the disk before `fn` begins: for effects that change the world. */
  start?: { type: "tool-start"; fields: Record<string, JsonValue | undefined> } | undefined;
  /** "record": a failure is a result like another, thrown again in each replay. "retry": the next attempt tries again. */
  failures?: "record" | "retry" | undefined;
  /** With `start`: asked when an earlier attempt began this effect and never recorded its end. False: it is not run again. */
  mayRepeat?: (() => Promise<boolean>) | undefined;
}

export interface SignalOptions {
  timeoutMs?: number | undefined;
  /** What is asked; an answer is bound to its hash. */
  args?: unknown;
  hash?: string | undefined;
}

export interface Effects {
  /** Runs `fn` once and records what came of it; in a replay gives the record without running it. */
  run<T>(key: string, fn: (context: EffectContext) => Promise<T>, options?: EffectOptions): Promise<T>;
  now(): Promise<number>;
  random(): Promise<number>;
  sleep(key: string, ms: number): Promise<void>;
  /** Waits until a human or another program answers; undefined when the time is up. */
  signal<T>(key: string, options?: SignalOptions): Promise<T | undefined>;
  /** Runs branches side by side. Their keys are scoped, so that the order in which they end leaves no trace. */
  all<T>(key: string, branches: ReadonlyArray<(effects: Effects) => Promise<T>>): Promise<T[]>;
}

/** A replay asked for something else than the log holds: another task, other tools, another program. */
export class ReplayMismatchError extends ThreadsnakeError {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message, {
      code: "replay-mismatch",
      hint: "Resume with the definition and the version that wrote the log, or fork the run at an earlier step.",
    });
    this.key = key;
  }
}

/** A replay without a model came to the end of its log. */
export class ReplayEndError extends ThreadsnakeError {
  constructor(key: string) {
    super(`the log ends before ${key}`, {
      code: "replay-end",
      hint: "The run was not finished: resume it with a model, or fork it.",
    });
  }
}

/** An effect that must not be repeated began in an earlier attempt, and nobody knows whether it ended. */
export class InterruptedEffectError extends ThreadsnakeError {
  constructor(key: string) {
    super(`${key} was begun before a crash and may or may not have happened; it was not run again`, {
      code: "effect-interrupted",
      hint: "Look at the outside system before trying it another way.",
    });
  }
}

/** A step or a run took longer than it was given. Used as the reason of an AbortSignal. */
export class DeadlineError extends ThreadsnakeError {
  constructor(what: string, seconds: number) {
    super(`${what} took longer than the ${seconds} s it was given`, { code: "deadline-exceeded" });
  }
}
