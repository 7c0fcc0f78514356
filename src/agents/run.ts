/**
 * A run as its caller holds it: a promise of the answer, and a stream of what happens.
 *
 * It starts at once. It can be awaited, iterated, both or neither; an error reaches whoever uses it and nobody else, so
 * that no rejection is ever left unhandled. Leaving a loop over it stops it.
 */
import { ThreadsnakeError } from "../errors.ts";
import type { LogEvent, ModelDelta, RunEvent, RunState, UsageTotals } from "../run/events.ts";
import { textOf } from "../models/messages.ts";
import type { ChatMessage } from "../models/model.ts";
import { pendingApprovals, pendingSteers } from "../run/fold.ts";
import { fromRecord } from "../run/record-value.ts";
import { answerSignal } from "../run/store.ts";
import type { RunLog } from "../run/store.ts";
import type { HumanRequest, LiveChannel, RequestHandler } from "./context.ts";
import { AgentAbortError } from "./errors.ts";
import { FinalAnswerStep } from "../memory/memory.ts";
import type { AgentMemory, MemoryStep, Timing } from "../memory/memory.ts";

export interface RunResult<Output = unknown> {
  runId: string;
  state: RunState;
  /** The answer; undefined where the run has none. */
  output: Output;
  /** What ended a run that has no answer. */
  error: Error | undefined;
  steps: MemoryStep[];
  memory: AgentMemory;
  /** Of the run and of all runs inside it. */
  usage: UsageTotals;
  timing: Timing;
  /** As the provider reported it; undefined where it reports none. */
  cost: number | undefined;
}

/** What the machinery behind a run gets to reach its watchers. */
export interface RunControls extends LiveChannel {
  readonly signal: AbortSignal;
  attach(log: RunLog): void;
  addStep(step: MemoryStep): void;
}

export type PendingRequest = HumanRequest;

export interface RunInit<Output> {
  runId: string;
  signal?: AbortSignal | undefined;
  answerRequest?: RequestHandler | undefined;
  /** `await run` gives the whole result, not the output. */
  fullResult?: boolean | undefined;
  start: (controls: RunControls) => Promise<RunResult<Output>>;
}

const KEEP_ALIVE_MS = 1 << 30;

export class Run<Output = unknown> implements PromiseLike<Output>, AsyncIterable<RunEvent> {
  readonly runId: string;
  readonly #outcome: Promise<RunResult<Output>>;
  readonly #abort = new AbortController();
  /** Aborted when the run is over, to let go of the caller's signal. */
  readonly #over = new AbortController();
  readonly #readers = new Set<Channel<RunEvent>>();
  /** Those that have ended, and who reads them. */
  readonly #steps: MemoryStep[] = [];
  readonly #stepReaders = new Set<Channel<MemoryStep>>();
  readonly #fullResult: boolean;
  #log: RunLog | undefined;
  #steers: string[] = [];
  #wantsDeltas = false;
  #isOver = false;
  /** A run keeps its process alive, also while it waits for a person or for a sandbox to close. */
  readonly #keepAlive = setInterval(() => {}, KEEP_ALIVE_MS);

  constructor(init: RunInit<Output>) {
    this.runId = init.runId;
    this.#fullResult = init.fullResult ?? false;
    const { signal } = init;
    if (signal?.aborted === true) this.abort(signal.reason);
    signal?.addEventListener("abort", () => this.abort(signal.reason), { once: true, signal: this.#over.signal });
    const controls: RunControls = {
      signal: this.#abort.signal,
      answerRequest: init.answerRequest,
      wantsDeltas: () => this.#wantsDeltas,
      sendDelta: (delta) => this.#send(delta),
      takeSteers: (runId) => (runId === this.runId ? this.#steers.splice(0) : []),
      attach: (log) => this.#attach(log),
      addStep: (step) => {
        this.#steps.push(step);
        for (const reader of this.#stepReaders) reader.push(step);
      },
    };
    // After this turn: whoever made the run can still say that it wants the text as it comes.
    this.#outcome = Promise.resolve().then(() => init.start(controls));
    void this.#outcome.catch(() => {}).then(() => this.#finish());
  }

  /** The whole result. Never rejects for what became of the run: `state` and `error` say it. */
  result(): Promise<RunResult<Output>> {
    return this.#outcome;
  }

  then<Fulfilled = Output, Rejected = never>(
    onFulfilled?: ((output: Output) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#outcome
      .then((result) => {
        if (result.error !== undefined) throw result.error;
        // A caller that asked for the full result gets it typed by `result()`.
        return (this.#fullResult ? result : result.output) as Output;
      })
      .then(onFulfilled, onRejected);
  }

  catch<Rejected = never>(
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Output | Rejected> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Output> {
    return this.then().finally(onFinally);
  }

  /** Says something to the agent; its next step takes it up. */
  steer(text: string): void {
    if (this.#isOver)
      throw new ThreadsnakeError("The run is over; nobody would hear it", {
        code: "run-over",
        hint: "Start another run with reset: false.",
      });
    this.#steers.push(text);
    this.#log?.append({ type: "steer", text }, { runId: this.runId });
  }

  /** Stops the run at once, in the middle of whatever it does. It can be resumed. */
  abort(reason?: unknown): void {
    if (this.#isOver || this.#abort.signal.aborted) return;
    if (reason instanceof AgentAbortError) return this.#abort.abort(reason);
    const words = reason instanceof Error ? reason.message : reason === undefined ? "no reason given" : String(reason);
    this.#abort.abort(new AgentAbortError(`The run was stopped: ${words}`, { cause: reason }));
  }

  /** smolagents' word for `abort`. */
  interrupt(): void {
    this.abort("interrupted");
  }

  /** Ends this process's part of the run and leaves it waiting in its store: for an answer that may take days. */
  suspend(): void {
    this.abort(
      new AgentAbortError("The run was suspended", {
        code: "agent-suspended",
        hint: "Resume it when the answer is there.",
      }),
    );
  }

  /** What has happened so far, as the log has it. */
  get events(): readonly LogEvent[] {
    return this.#log?.events ?? [];
  }

  /** What the run waits for a person to say. */
  get pendingRequests(): PendingRequest[] {
    return pendingApprovals(this.events).map(({ key, request }) => {
      const { kind, name, args, hash, runId } = request;
      return { key, kind, name, args, hash, runId };
    });
  }

  /** Answers a pending request: true or false, `{ approved, reason, args }`, or what a question asks for. */
  answer(key: string, value: unknown, options: { hash?: string } = {}): void {
    const request = this.pendingRequests.find((pending) => pending.key === key);
    if (request === undefined || this.#log === undefined)
      throw new ThreadsnakeError(`the run does not wait for ${key}`, {
        code: "no-such-request",
        hint: "Look at run.pendingRequests.",
      });
    if (options.hash !== undefined && options.hash !== request.hash)
      throw new ThreadsnakeError(`the answer is for something else than what ${key} asks now`, {
        code: "answer-mismatch",
      });
    answerSignal(this.#log, key, value);
  }

  /** Events as they happen, from the first one on whenever the loop begins; pieces of text from where it begins. */
  [Symbol.asyncIterator](): AsyncIterator<RunEvent, undefined, undefined> {
    return this.#iterate(this.#readers, this.events);
  }

  /** smolagents' stream: each step when it has ended, then the final answer. */
  async *steps(): AsyncGenerator<MemoryStep, undefined, undefined> {
    yield* this.#iterate(this.#stepReaders, this.#steps);
    yield new FinalAnswerStep((await this.#outcome).output);
  }

  /** What the model writes, as it comes. Asking for it turns streaming on. */
  get textStream(): AsyncIterable<string> {
    this.#wantsDeltas = true;
    return textOfEvents(this.#iterate(this.#readers, this.events), this.runId);
  }

  /** What is there already, then what comes; opened at once, so that nothing is missed. */
  #iterate<T>(readers: Set<Channel<T>>, items: readonly T[]): AsyncGenerator<T, undefined, undefined> {
    const channel = new Channel<T>(items);
    if (this.#isOver) channel.end();
    else readers.add(channel);
    return this.#read(channel, readers);
  }

  async *#read<T>(channel: Channel<T>, readers: Set<Channel<T>>): AsyncGenerator<T, undefined, undefined> {
    let isFinished = false;
    try {
      yield* channel;
      isFinished = true;
    } finally {
      readers.delete(channel);
      if (!isFinished) this.abort("its reader left");
    }
    const { error } = await this.#outcome;
    if (error !== undefined) throw error;
    return undefined;
  }

  #attach(log: RunLog): void {
    this.#log = log;
    for (const event of log.events) this.#send(event);
    log.subscribe((event) => this.#send(event));
    const said = this.#steers;
    // What was said to an earlier attempt and not taken up comes first.
    this.#steers = [...pendingSteers(log.events, this.runId), ...said];
    for (const text of said) log.append({ type: "steer", text }, { runId: this.runId });
  }

  #send(event: LogEvent | ModelDelta): void {
    for (const reader of this.#readers) reader.push(event);
  }

  #finish(): void {
    this.#isOver = true;
    // With a reason: without one an exception with a stack is made.
    this.#over.abort("over");
    clearInterval(this.#keepAlive);
    for (const reader of [...this.#readers, ...this.#stepReaders]) reader.end();
  }
}

/** The pieces of text of one run; a reply that was not streamed comes whole. */
async function* textOfEvents(events: AsyncIterable<RunEvent>, runId: string): AsyncGenerator<string, undefined> {
  let isStreamed = false;
  for await (const event of events) {
    if (event.runId !== runId) continue;
    if (event.type === "model-delta" && event.content !== undefined) {
      isStreamed = true;
      yield event.content;
    }
    if (event.type !== "model-reply") continue;
    if (!isStreamed && event.result !== undefined) yield textOf((fromRecord(event.result) as ChatMessage).content);
    isStreamed = false;
  }
  return undefined;
}

/** A queue between one that pushes and one that reads. */
class Channel<T> implements AsyncIterable<T> {
  #items: T[];
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(items: readonly T[]) {
    this.#items = [...items];
  }

  push(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, undefined, undefined> {
    for (;;) {
      const items = this.#items;
      this.#items = [];
      yield* items;
      if (this.#items.length > 0) continue;
      if (this.#isEnded) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
