/**
 * Effects over a log: what is recorded is given again, what is not is run and recorded.
 *
 * A record is looked up by its key, never by its place, so that branches may end in any order. Milestones that the loop
 * derives go through `mark`: they are written once, and in a later attempt the one in the log is the truth.
 */
import { DeadlineError, InterruptedEffectError, ReplayEndError, ReplayMismatchError } from "./effects.ts";
import type { EffectContext, EffectOptions, Effects, SignalOptions } from "./effects.ts";
import { errorFromRecord, recordError } from "./error-record.ts";
import type { EffectOutcome, EventBody, EventOf, EventType, LogEvent, LogEventOf } from "./events.ts";
import { hashText } from "./hash.ts";
import { fromRecord, toRecord } from "./record-value.ts";
import type { EventPlace, RunLog } from "./store.ts";
import { startTimer } from "./timer.ts";

export interface RecordingOptions {
  signal: AbortSignal;
  /** Of the run whose effects these are: the log's own, or one nested in it. */
  runId?: string | undefined;
  parentRunId?: string | undefined;
  parentCallId?: string | undefined;
  /** Before every key: where a nested run lies in the log. */
  prefix?: string | undefined;
  /** Never run anything: a replay. */
  replayOnly?: boolean | undefined;
  /** What the run derives must be what the log holds, to the letter. */
  verify?: boolean | undefined;
  /** Told of each keyed event that the run comes past, a new one and one from the log alike, in the run's order. */
  onPass?: ((event: LogEvent) => void) | undefined;
}

const NO_ARGUMENTS = "0";

export class RecordingEffects implements Effects {
  readonly log: RunLog;
  readonly runId: string;
  readonly prefix: string;
  readonly signalOfRun: AbortSignal;
  readonly #options: RecordingOptions;
  #clockReads = 0;
  #randomReads = 0;

  constructor(log: RunLog, options: RecordingOptions) {
    this.log = log;
    this.runId = options.runId ?? log.runId;
    this.prefix = options.prefix ?? "";
    this.signalOfRun = options.signal;
    this.#options = options;
  }

  /** The same effects with another signal, or with somebody who is told of what passes. */
  with(changes: Partial<RecordingOptions>): RecordingEffects {
    return new RecordingEffects(this.log, { ...this.#options, ...changes });
  }

  /** Effects whose keys begin with `scope`; of the same run unless `options` name another. */
  scope(scope: string, options: Partial<RecordingOptions> = {}): RecordingEffects {
    return this.with({ ...options, prefix: `${this.prefix}${scope}/` });
  }

  get parentRunId(): string | undefined {
    return this.#options.parentRunId;
  }

  /** The step that a key belongs to, in the run it belongs to: what follows the last "run/" of a nested one. */
  stepOf(key: string): string | undefined {
    const full = this.prefix + key;
    const nested = full.lastIndexOf("run/");
    const start = nested < 0 ? 0 : nested + "run/".length;
    if (!full.startsWith("step/", start)) return undefined;
    return full.slice(start + "step/".length).split("/", 1)[0];
  }

  get isReplay(): boolean {
    return this.#options.replayOnly === true;
  }

  find(key: string): LogEvent | undefined {
    return this.log.find(this.prefix + key);
  }

  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  async run<T>(key: string, fn: (context: EffectContext) => Promise<T>, options: EffectOptions = {}): Promise<T> {
    const fullKey = this.prefix + key;
    const hash = options.hash ?? (options.args === undefined ? NO_ARGUMENTS : this.hashOf(options.args));
    const record = this.log.find(fullKey);
    if (record !== undefined) {
      this.#passStart(fullKey);
      return this.#recorded<T>(fullKey, record, hash);
    }
    if (this.isReplay) throw new ReplayEndError(fullKey);
    this.signalOfRun.throwIfAborted();
    if (options.start !== undefined) {
      const interrupted = await this.#begin(fullKey, hash, options);
      if (interrupted !== undefined) return this.#fail(fullKey, hash, interrupted, options);
    }
    let result: T;
    let outcome: EffectOutcome;
    try {
      result = await fn({ idempotencyKey: `${this.log.runId}/${fullKey}`, signal: this.signalOfRun });
      outcome = { hash, result: toRecord(result) };
    } catch (error) {
      if (this.signalOfRun.aborted) return this.#stopped(fullKey, hash, options);
      if (options.failures !== "record") throw error;
      return this.#fail(fullKey, hash, error, options);
    }
    this.#write(fullKey, outcome, options);
    return result;
  }

  /** Writes the milestone, or gives back the one of an earlier attempt. */
  mark<T extends EventType>(type: T, key: string, fields: Omit<EventOf<T>, "type">): LogEventOf<T> {
    const fullKey = this.prefix + key;
    const record = this.log.find(fullKey);
    if (record === undefined)
      return this.#append({ type, ...fields } as unknown as EventBody, fullKey) as LogEventOf<T>;
    if (record.type !== type)
      throw new ReplayMismatchError(
        fullKey,
        `the log holds ${record.type} where the run now comes to ${type} (${fullKey})`,
      );
    if (this.#options.verify === true) checkSame(fullKey, record, { type, ...fields });
    this.#options.onPass?.(record);
    return record as LogEventOf<T>;
  }

  /** Writes a note about this attempt. A replay writes none. */
  note(body: EventBody, stepId?: string): void {
    if (!this.isReplay) this.log.append(body, { ...this.#place(), ...(stepId === undefined ? {} : { stepId }) });
  }

  async now(): Promise<number> {
    return this.run(`now/${this.#clockReads++}`, async () => Date.now());
  }

  async random(): Promise<number> {
    return this.run(`random/${this.#randomReads++}`, async () => Math.random());
  }

  async sleep(key: string, ms: number): Promise<void> {
    const until = await this.run(`${key}/until`, async () => Date.now() + ms, { args: ms });
    await this.run(key, ({ signal }) => wait(signal, until));
  }

  async signal<T>(key: string, options: SignalOptions = {}): Promise<T | undefined> {
    const fullKey = this.prefix + key;
    const hash = options.hash ?? (options.args === undefined ? "" : this.hashOf(options.args));
    const record = this.log.find(fullKey);
    if (record !== undefined) return this.#recorded<T>(fullKey, record, hash);
    if (this.isReplay) throw new ReplayEndError(fullKey);
    const { timeoutMs } = options;
    const until =
      timeoutMs === undefined ? undefined : await this.run(`${key}/until`, async () => Date.now() + timeoutMs);
    await this.log.flush();
    const answered = await wait<LogEvent>(this.signalOfRun, until, (found) => {
      const unsubscribe = this.log.subscribe((event) => void (event.key === fullKey && found(event)));
      const stopWatching = this.log.watchAnswers();
      const early = this.log.find(fullKey);
      if (early !== undefined) found(early);
      return () => [unsubscribe, stopWatching].forEach((stop) => stop());
    });
    if (answered !== undefined) return this.#recorded<T>(fullKey, answered, hash);
    this.#append({ type: "signal", hash, result: toRecord(undefined) }, fullKey);
    return undefined;
  }

  async all<T>(key: string, branches: ReadonlyArray<(effects: Effects) => Promise<T>>): Promise<T[]> {
    const settled = await Promise.allSettled(branches.map((branch, index) => branch(this.scope(`${key}/${index}`))));
    return settled.map((outcome) => {
      if (outcome.status === "rejected") throw outcome.reason;
      return outcome.value;
    });
  }

  hashOf(args: unknown): string {
    return hashText(this.log.redact(JSON.stringify(toRecord(args))));
  }

  #recorded<T>(key: string, record: LogEvent, hash: string): T {
    if (!("hash" in record) || record.type === "tool-start" || record.type === "approval-request") {
      throw new ReplayMismatchError(key, `the log holds ${record.type} where the run now asks for an effect (${key})`);
    }
    const outcome: EffectOutcome = record;
    if (outcome.hash !== hash && outcome.hash !== "" && hash !== "") {
      throw new ReplayMismatchError(key, `${key} was recorded for other arguments than it is now asked with`);
    }
    this.#options.onPass?.(record);
    if (outcome.error !== undefined) throw errorFromRecord(outcome.error);
    return fromRecord(outcome.result) as T;
  }

  #passStart(key: string): boolean {
    const start = this.log.find(`${key}/start`);
    if (start !== undefined) this.#options.onPass?.(start);
    return start !== undefined;
  }

  /** Writes the record that the effect begins. Returns an error where an earlier attempt began it and it may not be repeated. */
  async #begin(key: string, hash: string, options: EffectOptions): Promise<Error | undefined> {
    const startKey = `${key}/start`;
    const { type, fields } = options.start ?? { type: "tool-start", fields: {} };
    if (!this.#passStart(key)) {
      this.#append({ type, hash, ...fields } as unknown as EventBody, startKey);
      await this.log.flush();
      return undefined;
    }
    if (options.mayRepeat === undefined || (await options.mayRepeat())) return undefined;
    return new InterruptedEffectError(key);
  }

  /** What a person stopped may be done again; what ran out of its time has ended so. */
  #stopped(key: string, hash: string, options: EffectOptions): never {
    const reason: unknown = this.signalOfRun.reason;
    if (reason instanceof DeadlineError) return this.#fail(key, hash, reason, options);
    throw reason;
  }

  #fail(key: string, hash: string, error: unknown, options: EffectOptions): never {
    const record = recordError(error);
    this.#write(key, { hash, error: record }, options);
    // What a replay will throw is thrown now: whoever catches it must not see a difference.
    const same = errorFromRecord(record);
    same.cause = error;
    throw same;
  }

  #write(key: string, outcome: EffectOutcome, options: EffectOptions): void {
    const fields = typeof options.fields === "function" ? options.fields() : options.fields;
    this.#append({ type: options.type ?? "effect", ...fields, ...outcome } as unknown as EventBody, key);
  }

  #append(body: EventBody, key: string): LogEvent {
    const event = this.log.append(body, this.#place(key));
    this.#options.onPass?.(event);
    return event;
  }

  #place(key?: string): EventPlace {
    const { parentRunId, parentCallId } = this.#options;
    const stepId = key === undefined ? undefined : this.stepOf(key.slice(this.prefix.length));
    return {
      runId: this.runId,
      ...(key === undefined ? {} : { key }),
      ...(stepId === undefined ? {} : { stepId }),
      ...(parentRunId === undefined ? {} : { parentRunId }),
      ...(parentCallId === undefined ? {} : { parentCallId }),
    };
  }
}

function checkSame(key: string, record: LogEvent, derived: object): void {
  for (const [name, value] of Object.entries(derived)) {
    const held = (record as unknown as Record<string, unknown>)[name];
    if (JSON.stringify(held) !== JSON.stringify(value))
      throw new ReplayMismatchError(
        key,
        `${name} of ${key} is ${JSON.stringify(held)} in the log and comes to ${JSON.stringify(value)} now`,
      );
  }
}

/** Milliseconds since the call, whole. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => Math.round(performance.now() - start);
}

/** Waits for what `watch` finds, or until a time; what `watch` returns is called at the end. */
function wait<T>(
  signal: AbortSignal,
  until: number | undefined,
  watch?: (found: (value: T) => void) => () => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const end = (value?: T): void => {
      for (const stop of stops.splice(0)) stop();
      if (value === undefined && signal.aborted) reject(signal.reason as Error);
      else resolve(value);
    };
    const abort = (): void => end();
    signal.addEventListener("abort", abort);
    let found: T | undefined;
    const stopWatching = watch?.((value) => end((found = value)));
    if (until !== undefined) stops.push(startTimer(until - Date.now(), () => end()));
    stops.push(() => signal.removeEventListener("abort", abort), stopWatching ?? (() => {}));
    if (found !== undefined || signal.aborted) end(found);
  });
}
