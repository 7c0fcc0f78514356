/**
 * The meter: every count and every limit of one interpreter, in one class.
 *
 * Generated code counts steps at loop back-edges and function entries with `--meter.left < 0 && meter.refill()`: a small
 * integer that is refilled in chunks from the real budget, where the clock is read too. Natives call `spend(n)` before
 * any work that is not O(1) and `allocate(bytes)` before building anything large. A limit is sticky: from then on
 * `stopped` is set, no `except` and no `finally` of the program runs, and the interpreter is spent.
 */
import { LimitError, type LimitName, memoryWords } from "../errors.ts";

export interface Limits {
  /** Wall-clock seconds of one action. */
  seconds: number;
  /** Steps of one action. */
  operations: number;
  memoryBytes: number;
  recursion: number;
  /** Bytes printed by one action. */
  outputBytes: number;
  hostCalls: number;
}

export const DEFAULT_LIMITS: Limits = {
  seconds: 30,
  operations: 1_000_000_000,
  memoryBytes: 128 * 2 ** 20,
  recursion: 1000,
  outputBytes: 2 ** 20,
  hostCalls: 10_000,
};

/** Thrown through Python code when a limit is reached; no Python handler sees it. */
export class LimitSignal {
  readonly error: LimitError;
  constructor(error: LimitError) {
    this.error = error;
  }
}

/** What the host of the interpreter can tell the meter. @internal */
export interface MeterHost {
  /** Milliseconds, monotonic. */
  clock(): number;
  /** Bytes in use after collecting garbage if need be, or undefined when the host cannot tell. */
  liveBytes?: ((limit: number) => number | undefined) | undefined;
  /** Called at each refill: throws (a LimitSignal or an abort) to stop the program. */
  poll?: (() => void) | undefined;
}

/** Steps between two looks at the clock. */
const CHUNK = 20_000;
/** What the default limits come to: `operations` take about as long as `seconds`. */
const MILLISECONDS_PER_OPERATION = 30e-6;
/** Allocation between two looks at the live bytes. */
const LOOK_EVERY_BYTES = 16 * 2 ** 20;

/** @internal */
export class Meter {
  /** Steps until the next refill; the only field that generated code touches in loops. */
  left = 0;
  /** Python frames that may still be entered. */
  depth: number;
  /** Where the comprehension failed that an exception has just left. */
  place = 0;
  /** Lets go of what is kept for convenience alone; called whenever much was allocated. */
  release: (() => void) | null = null;
  /** Set by the first limit, by an abort and by a final answer: nothing of the program runs any more. */
  stopped = false;
  /** Of the interpreter; an action may have its own seconds and operations. */
  readonly interpreterLimits: Limits;
  limits: Limits;
  readonly host: MeterHost;
  /** Steps taken in this action, up to the last refill. */
  #taken = 0;
  #chunk = 0;
  #deadline = Infinity;
  #allocated = 0;
  #hostCalls = 0;
  #outputBytes = 0;
  #longNames = 0;
  /** Why the interpreter cannot be used any more. */
  spentBy: LimitError | null = null;

  constructor(limits: Limits, host: MeterHost) {
    this.interpreterLimits = limits;
    this.limits = limits;
    this.host = host;
    this.depth = limits.recursion;
  }

  /** Begins an action: seconds, steps, output and host calls are counted from here. */
  begin(own: Partial<Pick<Limits, "seconds" | "operations">> = {}): void {
    const { seconds, operations } = this.interpreterLimits;
    this.limits = {
      ...this.interpreterLimits,
      seconds: own.seconds ?? seconds,
      operations: own.operations ?? operations,
    };
    this.#taken = 0;
    this.#hostCalls = 0;
    this.#outputBytes = 0;
    this.#longNames = 0;
    this.#deadline = this.host.clock() + this.limits.seconds * 1000;
    this.#chunk = Math.min(CHUNK, this.limits.operations);
    this.left = this.#chunk;
    this.stopped = false;
    this.depth = this.limits.recursion;
  }

  /** Steps taken in this action. */
  get operations(): number {
    return this.#taken + (this.#chunk - this.left);
  }

  /** The clock may not count against the program while it waits for the host. */
  get deadline(): number {
    return this.#deadline;
  }

  /** Seconds that are left to the action. */
  get secondsLeft(): number {
    return (this.#deadline - this.host.clock()) / 1000;
  }

  /** Looks at the clock after a wait, in which no steps were taken. */
  look(): void {
    // What stopped the action meanwhile is on its way already.
    if (!this.stopped) this.refill();
  }

  /** Called when `left` falls below zero. */
  refill(): void {
    this.#taken += this.#chunk - this.left;
    this.#chunk = 0;
    this.left = 0;
    if (this.stopped) this.fail("spent", "The action was already stopped.");
    if (this.#taken > this.limits.operations) {
      this.fail(
        "operations",
        `The action was stopped after ${this.limits.operations.toLocaleString("en-US")} operations.`,
        "Do less work in one action: use a faster algorithm, or split the work over several actions.",
      );
    }
    this.host.poll?.();
    if (this.host.clock() > this.#deadline) {
      this.#failSeconds(`The action was stopped after ${this.limits.seconds} seconds.`);
    }
    this.#chunk = Math.max(1, Math.min(CHUNK, this.limits.operations - this.#taken + 1));
    this.left = this.#chunk;
  }

  /** Charges `n` steps before work of that size is done. */
  spend(n: number): void {
    if (n <= this.left) {
      this.left -= n;
      return;
    }
    // Large charges look at the clock too, or a loop of long natives would never see it.
    this.#taken += this.#chunk - this.left + n;
    this.#chunk = 0;
    this.left = 0;
    this.refill();
  }

  /** Charges the use of a name that V8 compares with all others of its length. */
  spendLongName(length: number): void {
    this.spend((this.#longNames++ * length) >> 8);
  }

  /** Charges work that nothing can stop once it has begun; refuses what the action has no time for. */
  spendAtOnce(n: number): void {
    this.spend(n);
    if (n < CHUNK || this.host.clock() + n * MILLISECONDS_PER_OPERATION <= this.#deadline) return;
    this.#failSeconds(
      `The action was stopped: one operation on a huge value would have passed its limit of ${this.limits.seconds} seconds.`,
    );
  }

  #failSeconds(message: string): never {
    return this.fail(
      "seconds",
      message,
      "Look for an endless loop, use a faster algorithm, or split the work over several actions.",
    );
  }

  /** Announces that `bytes` will be allocated at once; refuses what is above the limit before it is made. */
  allocate(bytes: number): void {
    if (bytes > this.limits.memoryBytes) this.failMemory();
    this.#allocated += bytes;
    if (this.#allocated > LOOK_EVERY_BYTES) this.#lookAtMemory();
  }

  #lookAtMemory(): void {
    this.#allocated = 0;
    this.release?.();
    const live = this.host.liveBytes?.(this.limits.memoryBytes);
    if (live !== undefined && live > this.limits.memoryBytes) this.failMemory();
  }

  failMemory(): never {
    const { message, hint } = memoryWords(this.limits.memoryBytes);
    return this.fail("memory", message, hint);
  }

  /** Counts a call of a host function. Time passes in them: many that wait are stopped like many operations. */
  hostCall(): void {
    this.look();
    if (++this.#hostCalls > this.limits.hostCalls) {
      this.fail(
        "hostCalls",
        `The action called tools more than ${this.limits.hostCalls} times.`,
        "Call tools less often.",
      );
    }
  }

  /** Counts printed text. */
  print(bytes: number): void {
    this.#outputBytes += bytes;
    if (this.#outputBytes > this.limits.outputBytes) {
      this.fail(
        "output",
        `The action printed more than ${this.limits.outputBytes} bytes.`,
        "Print less: a summary, or the first lines.",
      );
    }
  }

  /** Says in what a limit was reached, where the line of the program does not tell. */
  explain(error: unknown, where: string): void {
    if (!(error instanceof LimitSignal) || error.error.message.endsWith(`${where}.`)) return;
    error.error.message = `${error.error.message.replace(/\.$/, "")}, ${where}.`;
  }

  /** Stops the program for good. */
  fail(limit: LimitName, message: string, hint?: string): never {
    this.spentBy ??= new LimitError(limit, message, hint === undefined ? {} : { hint });
    this.stopped = true;
    this.left = 0;
    throw new LimitSignal(this.spentBy);
  }
}

const NO_HOST: MeterHost = { clock: () => 0 };

/**
 * The meter of the interpreter that is running now: like a CPU register, it is set when an interpreter is entered and
 * restored when it is left. JavaScript runs one thing at a time, so natives need not be handed it on every call.
 * @internal
 */
export let meter: Meter = new Meter({ ...DEFAULT_LIMITS, operations: Infinity, seconds: Infinity }, NO_HOST);
meter.left = 2 ** 30;

/** Makes `next` the current meter and returns the one before. @internal */
export function useMeter(next: Meter): Meter {
  const before = meter;
  meter = next;
  return before;
}

/** Charges `n` steps to the running interpreter, before the work. */
export function spend(n: number): void {
  if ((meter.left -= n) < 0) {
    meter.left += n;
    meter.spend(n);
  }
}

/** V8 hashes a longer string by its length alone. */
export const LONGEST_HASHED = 16383;

/** Charges what becomes a key of JavaScript's: the name of an attribute, a variable or an argument. */
export function chargeName(name: string): void {
  if (name.length > LONGEST_HASHED) meter.spendLongName(name.length);
}

/** `items`, charged a step each: for whoever looks at all of them in a way that does not charge. */
export function paid<T extends { readonly length: number }>(items: T): T {
  spend(items.length);
  return items;
}

/**
 * Charges `n` steps for work that V8 does in one piece, such as dividing bigints: nothing looks at the clock until it is
 * done. A step stands for 30 ns here, so that what would end too late is not begun.
 */
export function spendAtOnce(n: number): void {
  if (n < 64) spend(n);
  else meter.spendAtOnce(n);
}

/** Announces an allocation of `bytes` to the running interpreter, before it is made. */
export function allocate(bytes: number): void {
  if (bytes > 1024) meter.allocate(bytes);
}

/** After an array has grown to `count` entries of `bytesEach`: refuses, before it doubles, what would be above the limit. */
export function allocateGrowth(count: number, bytesEach: number): void {
  if (count < 4096 || (count & (count - 1)) !== 0) return;
  meter.allocate(2 * count * bytesEach);
  // V8 ends the process when an array grows beyond this.
  if (count >= 2 ** 26) meter.failMemory();
}

/** How RecursionError is made; set by `recursion.ts`, since this file knows no exceptions. */
let makeRecursionError: () => unknown = () => new Error("too deep");
export function setRecursionError(make: () => unknown): void {
  makeRecursionError = make;
}

/** Enters a frame or a native that calls itself: repr of nested lists, comparison, hashing. */
export function enterNative(): void {
  if (--meter.depth < 0) {
    meter.depth++;
    throw makeRecursionError();
  }
}

export function leaveNative(): void {
  meter.depth++;
}
