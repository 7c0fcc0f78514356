/** Where logs live: the contract of a store, and the one in memory. */
import { encode } from "../executors/codec.ts";
import { ThreadsnakeError } from "../errors.ts";
import { EVENT_VERSION } from "./events.ts";
import type { EventBody, EventEnvelope, LogEvent, RunState } from "./events.ts";

export type EventPlace = Pick<EventEnvelope, "runId" | "key" | "stepId" | "parentRunId" | "parentCallId">;

/** The append-only log of one run and of the runs nested in it. */
export interface RunLog {
  readonly runId: string;
  readonly events: readonly LogEvent[];
  /** The event with this key, if the log has it. */
  find(key: string): LogEvent | undefined;
  /** Stamps and adds an event. It survives the death of the process at once where the store can promise that. */
  append(body: EventBody, place: EventPlace): LogEvent;
  /** Resolves when everything appended so far would survive a power cut, as far as the store can promise. */
  flush(): Promise<void>;
  /** What is done to text before it is written; hashes are taken of the same. */
  redact(text: string): string;
  /** Calls `listener` with each event that is appended from now on; returns the way to stop. */
  subscribe(listener: (event: LogEvent) => void): () => void;
  /** Called while somebody waits for a person's answer, which may come from another process; returns the way to stop. */
  watchAnswers(): () => void;
  close(): Promise<void>;
}

export interface RunSummary {
  runId: string;
  task: string;
  /** "running": another process holds it; "interrupted": nobody does, and it can be resumed. */
  state: RunState | "running" | "interrupted";
  startedAt: number;
  endedAt: number;
  steps: number;
  answer?: unknown;
  error?: string | undefined;
  agent?: string | undefined;
  modelId?: string | undefined;
}

export interface RunStore {
  /** Opens a run's log for writing, a new one or one to go on with. */
  open(runId: string): Promise<RunLog>;
  /** The newest first, where the store knows. */
  list(): AsyncIterable<RunSummary>;
  /** The events of a run, without opening it for writing. */
  read(runId: string): Promise<readonly LogEvent[]>;
  /** Answers what a run waits for, in whichever process it waits. Stores that cannot reach another process lack it. */
  answer?(runId: string, key: string, value: unknown): Promise<void>;
}

/** A log was changed by hand, or by a version of the program that this one does not know. */
export class LogFormatError extends ThreadsnakeError {
  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { code: "log-format", ...options });
  }
}

/** The log as a list; stores that write it somewhere override `persist`. */
export class EventLog implements RunLog {
  readonly runId: string;
  readonly events: LogEvent[] = [];
  readonly #byKey = new Map<string, LogEvent>();
  readonly #listeners = new Set<(event: LogEvent) => void>();

  constructor(runId: string, events: readonly LogEvent[] = []) {
    this.runId = runId;
    for (const event of events) this.#add(event);
  }

  find(key: string): LogEvent | undefined {
    return this.#byKey.get(key);
  }

  append(body: EventBody, place: EventPlace): LogEvent {
    const event = { v: EVENT_VERSION, seq: this.events.length, ts: Date.now(), ...place, ...body } as LogEvent;
    if (event.key !== undefined && this.#byKey.has(event.key)) {
      throw new ThreadsnakeError(`the log of ${this.runId} already holds ${event.key}`, {
        code: "log-duplicate-key",
        hint: "Two attempts write to the same log: stop one of them.",
      });
    }
    this.persist(event);
    this.#add(event);
    for (const listener of this.#listeners) listener(event);
    return event;
  }

  subscribe(listener: (event: LogEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  redact(text: string): string {
    return text;
  }

  async flush(): Promise<void> {}

  watchAnswers(): () => void {
    return () => {};
  }

  async close(): Promise<void> {}

  protected persist(_event: LogEvent): void {}

  #add(event: LogEvent): void {
    this.events.push(event);
    if (event.key !== undefined) this.#byKey.set(event.key, event);
  }
}

/** Adds a person's or a program's answer to a log; whoever waits for `key` goes on. An answer that is there stays. */
export function answerSignal(log: RunLog, key: string, value: unknown): void {
  if (log.find(key) !== undefined) return;
  const request = log.find(`${key}/request`);
  const hash = request !== undefined && "hash" in request ? String(request.hash) : "";
  const { runId, stepId, parentRunId, parentCallId } = request ?? { runId: log.runId };
  log.append({ type: "signal", hash, result: encode(value) }, { runId, stepId, parentRunId, parentCallId, key });
}

/**
 * Keeps logs as long as the process lives.
 *
 * ```ts
 * const store = memoryStore();
 * await agent.run(task, { store });
 * ```
 */
export function memoryStore(): RunStore {
  const logs = new Map<string, EventLog>();
  return {
    async open(runId) {
      const log = logs.get(runId) ?? new EventLog(runId);
      logs.set(runId, log);
      return log;
    },
    async *list() {
      const { summarizeRun } = await import("./fold.ts");
      for (const log of logs.values()) yield summarizeRun(log.events, { isHeld: false });
    },
    async read(runId) {
      return logs.get(runId)?.events ?? [];
    },
    async answer(runId, key, value) {
      const log = logs.get(runId);
      if (log !== undefined) answerSignal(log, key, value);
    },
  };
}
