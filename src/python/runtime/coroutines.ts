/**
 * The one scheduler of an interpreter: Python's threads, and everything else that waits.
 *
 * A Python thread is a strand: the generator form of its target, stepped here until it yields a `HostWait`. Strands are
 * cooperative: another one runs only where one waits. The action itself waits in one of two ways. In the generator form
 * it yields to its driver, which runs strands meanwhile. In the plain form, where the thread of the host may block, it
 * calls `block`, which runs strands on top of it until what it waits for is there.
 */
import { HostWait } from "./host-wait.ts";
import type { Interpreter } from "./interpreter.ts";
import { meter } from "./limits.ts";
import { raise } from "./raise.ts";
import { current, ThreadState, useThread } from "./state.ts";
import { toPython } from "./traceback.ts";
import { PyException, type PyValue } from "./values.ts";

type Body = Generator<unknown, PyValue, PyValue>;

/** What the surroundings of an interpreter can do about time. */
export interface SchedulerHost {
  /** Settles after that many seconds. */
  timer(seconds: number): HostWait;
  /** Blocks until something that was begun outside has settled; undefined where nothing may block. */
  waitAny?: (() => void) | undefined;
}

/** One Python thread. */
export interface Strand {
  readonly state: ThreadState;
  readonly body: Body;
  /** Whether an action may end without it. */
  isDaemon: boolean;
  /** Frames that it may still enter. */
  depth: number;
  waitsFor: HostWait | null;
}

/** Steps of strands between two looks at what happened outside. */
const STEPS_BETWEEN_LOOKS = 64;
/** Seconds by which a sleep outlives its action, so that the limit is what wakes it. */
const PAST_THE_LIMIT = 0.002;
/** Threads that start threads that start threads: from here on a new one waits for its turn. */
const MAX_NESTED_STARTS = 16;

export class Scheduler {
  readonly #interpreter: Interpreter;
  host: SchedulerHost | null = null;
  readonly #strands = new Set<Strand>();
  #ready: Strand[] = [];
  /** What was begun outside and has not settled. */
  readonly #outside = new Set<HostWait>();
  /** A limit, an abort or a final answer in a strand: it ends the action. */
  #fatal: { error: unknown } | null = null;
  #listeners: Array<() => void> = [];
  #nested = 0;
  #polls = 0;
  #threads = 0;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** Counts a wait that only the host can settle. */
  track(wait: HostWait): HostWait {
    this.#outside.add(wait);
    wait.whenSettled(() => {
      this.#outside.delete(wait);
      this.#changed();
    });
    return wait;
  }

  /** A wait that settles after `seconds`, or when the action's time is up. */
  timer(seconds: number): HostWait {
    if (this.host === null) throw raise.RuntimeError("this interpreter has no clock to wait for");
    return this.track(this.host.timer(Math.min(seconds, meter.secondsLeft + PAST_THE_LIMIT)));
  }

  /** Starts a thread; it runs at once, up to where it first waits. */
  spawn(begin: () => Body, isDaemon: boolean): Strand {
    const state = new ThreadState(this.#interpreter);
    state.identity = ++this.#threads;
    const strand: Strand = { state, body: begin(), isDaemon, depth: meter.limits.recursion, waitsFor: null };
    this.#strands.add(strand);
    if (this.#nested < MAX_NESTED_STARTS) this.#step(strand);
    else this.#makeReady(strand);
    this.#throwFatal();
    return strand;
  }

  #makeReady(strand: Strand): void {
    strand.waitsFor = null;
    if (!this.#strands.has(strand)) return;
    this.#ready.push(strand);
    this.#changed();
  }

  #step(strand: Strand): void {
    const thread = useThread(strand.state);
    const { depth } = meter;
    meter.depth = strand.depth;
    this.#nested++;
    try {
      const { done, value } = strand.body.next(null);
      strand.depth = meter.depth;
      if (done === true) this.#strands.delete(strand);
      else if (value instanceof HostWait) {
        strand.waitsFor = value;
        value.whenSettled(() => this.#makeReady(strand));
      } else throw raise.RuntimeError("await was used outside of an event loop");
    } catch (thrown) {
      this.#strands.delete(strand);
      // Exceptions of Python were reported where the thread began.
      const error = toPython(thrown);
      if (!(error instanceof PyException)) this.#fatal ??= { error };
    } finally {
      this.#nested--;
      meter.depth = depth;
      useThread(thread);
    }
  }

  #throwFatal(): void {
    if (this.#fatal !== null) throw this.#fatal.error;
  }

  /** Runs strands that can run, until `wait` has settled or for some steps; whether some still can. */
  run(wait: HostWait | null): boolean {
    for (let steps = 0; steps < STEPS_BETWEEN_LOOKS; steps++) {
      const strand = wait?.isWaiting === false ? undefined : this.#ready.shift();
      if (strand === undefined) break;
      this.#step(strand);
      this.#throwFatal();
    }
    return this.#ready.length > 0;
  }

  /** Whether there are threads beside the main one. */
  get hasThreads(): boolean {
    return this.#strands.size > 0;
  }

  /** Whether waiting longer can change anything. */
  get canProgress(): boolean {
    return this.#ready.length > 0 || this.#outside.size > 0;
  }

  /** Waits in the plain form. */
  block(wait: HostWait): unknown {
    while (wait.isWaiting) {
      const isBusy = this.run(wait);
      if (!wait.isWaiting) break;
      if (!this.canProgress) throw deadlock();
      this.look(isBusy);
    }
    return wait.take();
  }

  /** Lets the host say what happened; does not wait for it when there is something to run. */
  look(isBusy: boolean): void {
    if (isBusy && this.#outside.size === 0) return;
    const waitAny = this.host?.waitAny;
    if (waitAny === undefined) {
      if (isBusy) return;
      throw raise.RuntimeError(
        "Python cannot wait inside a built-in that calls back here; wait in the action itself, or in a function of its own",
      );
    }
    const tick = isBusy ? this.timer(0) : null;
    waitAny();
    tick?.cancel();
    meter.spend(1);
    meter.look();
  }

  /** A place where programs that ask again and again let others run, in the plain form. */
  poll(): void {
    const isBusy = this.run(null);
    if (this.#outside.size > 0 && ++this.#polls % STEPS_BETWEEN_LOOKS === 0 && this.host?.waitAny !== undefined)
      this.look(true);
    else if (isBusy) meter.spend(1);
  }

  /** The same in the generator form. */
  *polled(): Body {
    yield* waitFor(++this.#polls % STEPS_BETWEEN_LOOKS === 0 ? this.timer(0) : settled());
    return null;
  }

  /** A promise for the next thing that happens, for drivers that await. */
  change(): Promise<void> {
    if (this.#ready.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.#listeners.push(resolve));
  }

  #changed(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Whether a thread runs that an action waits for at its end, and that can still get on. */
  get hasWork(): boolean {
    if (!this.canProgress) return false;
    for (const strand of this.#strands) if (!strand.isDaemon) return true;
    return false;
  }

  /** The action is over: what waits for the host is dropped, what waits for other threads goes on with a later action. */
  endAction(keepsThreads: boolean): void {
    this.#fatal = null;
    for (const strand of this.#strands) {
      const { waitsFor } = strand;
      if (!keepsThreads || waitsFor === null || this.#outside.has(waitsFor)) this.#strands.delete(strand);
    }
    this.#ready = [];
    for (const wait of this.#outside) wait.onCancel?.();
    this.#outside.clear();
    this.#listeners = [];
  }
}

export function deadlock(): PyException {
  return raise.RuntimeError("deadlock: every thread waits for another one, and nothing else can happen");
}

function settled(): HostWait {
  const wait = new HostWait();
  wait.settle(null);
  return wait;
}

/** Waits in the generator form. */
export function* waitFor(wait: HostWait): Generator<unknown, unknown, PyValue> {
  // A settled wait is yielded all the same: others have their turn.
  yield wait;
  return wait.take();
}

/** `time.sleep`, in the plain form. */
export function sleepSeconds(seconds: number): void {
  const { scheduler } = current.interpreter;
  scheduler.block(scheduler.timer(seconds));
}

/** `time.sleep`, in the generator form. */
export function* waitSleepSeconds(seconds: number): Body {
  yield* waitFor(current.interpreter.scheduler.timer(seconds));
  return null;
}
