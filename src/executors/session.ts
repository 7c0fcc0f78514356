/// <reference lib="esnext.disposable" preserve="true" />
/**
 * A session of Python behind an executor: its tools, its journal, and the sandbox of the moment.
 *
 * A sandbox that is lost (a limit, a crash, an abort, idleness) is replaced at the next action. Where actions may be repeated the journal
 * makes the names again; where they may not, the session starts anew and the error says so.
 */
import { ThreadsnakeError } from "../errors.ts";
import { PythonError } from "../python/errors.ts";
import { checkSource, completeLimits } from "../python/option-check.ts";
import { HostCalls } from "./calls.ts";
import { encode, type JsonValue } from "./codec.ts";
import type { RunEnd, SandboxConnection } from "./connection.ts";
import type { EngineOptions } from "./engine.ts";
import type { CodeOutput, HostFunction, PythonExecutor, RunCodeOptions, ToolSpec, EngineLimits } from "./executor.ts";
import { capText, stripControls } from "./inert.ts";
import { Journal, RebuildError } from "./journal.ts";
import { limitError, lostBetween, sourceError } from "./limit-words.ts";

/** What every executor of this kind takes. */
export interface SessionOptions {
  /** Importable beside the default set; `"*"` is every module that exists. */
  additionalAuthorizedImports?: string[] | undefined;
  /** Functions callable from Python, like tools. */
  additionalFunctions?: Record<string, ToolSpec | HostFunction> | undefined;
  /** Characters of `logs` that are kept, half of them from the start and half from the end. Default 50,000. */
  maxPrintOutputsLength?: number | undefined;
  /** Seconds that one action may take, waiting for tools included. Default 30. */
  timeoutSeconds?: number | undefined;
  limits?: Partial<EngineLimits> | undefined;
  /** Python source importable by dotted name. */
  modules?: Record<string, string> | undefined;
  /** Files that Python finds. */
  files?: Record<string, Uint8Array | string> | undefined;
  /** Refuses attributes like `__class__`, as smolagents does. Default false: nothing rests on it. */
  strictDunder?: boolean | undefined;
  /** Seeds what is random: a session with the same seed, actions and tool results is the same. Default: another one each time. */
  seed?: number | undefined;
}

/** Where a session gets its sandboxes from. @internal */
export interface SessionBackend {
  open(limits: EngineLimits): SandboxConnection | Promise<SandboxConnection>;
  /** Whether actions can be run again without doing anything twice outside. */
  canRepeat: boolean;
  /** Called after `close()` has ended the sandbox. */
  dispose?: (() => Promise<void>) | undefined;
}

// Read once: Node defines some globals when they are first touched, and a run changes no object of its host.
const { AbortController, crypto, DOMException } = globalThis;

export const DEFAULT_SANDBOX_LIMITS: EngineLimits = {
  seconds: 30,
  operations: 1_000_000_000,
  memoryBytes: 128 * 2 ** 20,
  recursion: 1000,
  outputBytes: 2 ** 20,
  hostCalls: 10_000,
};

const MAX_SOURCE = 2 ** 20;
const DEFAULT_MAX_PRINT = 50_000;
/** A sandbox that does not stop by itself is killed this long after the limit. */
const GRACE_MS = 500;
const START_TIMEOUT_MS = 20_000;
/** A session that is not used gives its process back; its names are rebuilt when it is. */
const IDLE_MS = 10 * 60_000;

export class SessionExecutor implements PythonExecutor {
  readonly limits: EngineLimits;
  readonly #maxLogs: number;
  readonly #options: EngineOptions;
  readonly #backend: SessionBackend;
  readonly #calls = new HostCalls();
  readonly #journal = new Journal();
  readonly #id: string = crypto.randomUUID();
  #connection: SandboxConnection | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #actions = 0;
  /** Why signals of ended actions are aborted: one for all, since an error takes twenty microseconds to make. */
  readonly #endOfAction = new DOMException("The action has ended.", "AbortError");
  /** Whether the sandbox of the moment holds names that cannot be had again. */
  #holdsNames = false;
  #isClosed = false;
  /** Actions and definitions take effect one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(options: SessionOptions, backend: SessionBackend) {
    this.limits = completeLimits(
      { ...options.limits, ...(options.timeoutSeconds === undefined ? {} : { seconds: options.timeoutSeconds }) },
      DEFAULT_SANDBOX_LIMITS,
    );
    this.#maxLogs = options.maxPrintOutputsLength ?? DEFAULT_MAX_PRINT;
    this.#backend = backend;
    this.#options = {
      authorizedImports: options.additionalAuthorizedImports ?? [],
      limits: this.limits,
      modules: options.modules ?? {},
      files: options.files ?? {},
      strictDunder: options.strictDunder ?? false,
      seed: options.seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    };
    if (options.additionalFunctions !== undefined) this.#defineTools(options.additionalFunctions);
  }

  async sendTools(tools: Record<string, ToolSpec | HostFunction>): Promise<void> {
    await this.#inTurn(async () => {
      this.#defineTools(tools);
      // The process starts while the caller waits for a model.
      await this.#open(undefined);
    });
  }

  async sendVariables(variables: Record<string, unknown>): Promise<void> {
    await this.#inTurn(() => {
      const json = this.#calls.encode({ ...variables });
      this.#journal.defineVariables(json);
      if (this.#connection?.isAlive === true) this.#connection.sendVariables(json);
    });
  }

  run(code: string, options: RunCodeOptions = {}): Promise<CodeOutput> {
    return this.#inTurn(async () => {
      throwIfAborted(options.signal);
      checkSource(code);
      if (code.length > MAX_SOURCE) throw sourceError(MAX_SOURCE);
      clearTimeout(this.#idleTimer);
      if (this.#hasLostNames()) throw lostBetween();
      const connection = await this.#open(options.signal);
      // Its start is not the action's time.
      await untilReady(connection);
      try {
        return await this.#act(code, connection, options);
      } finally {
        if (this.#backend.canRepeat) this.#idleTimer = startIdleTimer(() => connection.kill("the session was idle"));
      }
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    const connection = this.#connection;
    connection?.kill("the executor was closed");
    if (connection !== undefined) await new Promise<void>((resolve) => connection.whenEnded(resolve));
    await this.#backend.dispose?.();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Whether a sandbox ended between actions and took names along; said once. */
  #hasLostNames(): boolean {
    if (!this.#holdsNames || this.#connection?.isAlive === true) return false;
    this.#holdsNames = false;
    return true;
  }

  #defineTools(tools: Record<string, ToolSpec | HostFunction>): void {
    const descriptors = this.#calls.define(tools);
    this.#journal.defineTools(descriptors);
    if (this.#connection?.isAlive === true) this.#connection.sendTools(descriptors);
  }

  async #act(
    code: string,
    connection: SandboxConnection,
    { signal, clock, diagnose }: RunCodeOptions,
  ): Promise<CodeOutput> {
    const ended = new AbortController();
    let reads: number[] | undefined;
    const takeClock = (): number[] | undefined => {
      const taken = reads;
      reads = undefined;
      return taken;
    };
    const scope = { signal: ended.signal, key: `${this.#id}/${++this.#actions}`, takeClock };
    const recording = this.#journal.begin(code, (call) => this.#calls.answer(call, scope));
    const started = performance.now();
    const { seconds, hostCalls } = this.limits;
    const end = await connection.run({
      code,
      diagnose,
      seconds: null,
      operations: null,
      clock: clock === undefined ? null : [...clock],
      callDeadlineMs: seconds * 1000,
      killAfterMs: seconds * 1000 + GRACE_MS,
      maxCalls: hostCalls + 1,
      maxLogs: this.#maxLogs,
      answer: recording.answer,
      noteAnswer: recording.noteAnswer,
      noteClock: (fresh) => {
        reads = fresh;
      },
      signal,
    });
    ended.abort(this.#endOfAction);
    const isWhole = end.type === "ended" && end.frame.t !== "limit";
    this.#holdsNames = isWhole && !this.#backend.canRepeat;
    // A refused action did nothing, and is not checked when the others are run again.
    const isRefused = isWhole && end.frame.t === "raised" && end.frame.code === "action-refused";
    if (isWhole && !isRefused && this.#backend.canRepeat) this.#journal.keep(end, (performance.now() - started) / 1000);
    return this.#conclude(end, connection, signal);
  }

  #conclude(end: RunEnd, connection: SandboxConnection, signal: AbortSignal | undefined): CodeOutput {
    const logs = stripControls(capText(end.type === "ended" ? end.frame.logs : end.logs, this.#maxLogs));
    if (end.type === "lost") {
      if (end.why === "aborted") throw abortError(signal);
      if (this.#isClosed) throw closedError();
      throw limitError(end, this.limits, logs, this.#backend.canRepeat);
    }
    const frame = end.frame;
    switch (frame.t) {
      case "done":
        return {
          output: this.#outputOf(frame.output, connection),
          text: stripControls(frame.text),
          repr: stripControls(frame.repr),
          logs,
          isFinalAnswer: frame.isFinalAnswer,
          ...(frame.clock.length === 0 ? {} : { clock: frame.clock }),
        };
      case "raised": {
        const { type, message, traceback, line, code, hint } = frame;
        const error = new PythonError({
          type: stripControls(type),
          message: stripControls(message),
          traceback: stripControls(traceback),
          line: line ?? undefined,
          code,
          hint: hint === null ? undefined : stripControls(hint),
          logs,
        });
        throw frame.clock.length === 0 ? error : Object.assign(error, { clock: frame.clock });
      }
      case "limit":
        connection.kill("a limit was reached");
        throw limitError(end, this.limits, logs, this.#backend.canRepeat);
    }
  }

  #outputOf(json: JsonValue, connection: SandboxConnection): unknown {
    try {
      return this.#calls.decode(json);
    } catch (error) {
      // A sandbox of ours writes no such value.
      connection.kill("its output is no value");
      throw error;
    }
  }

  /** The sandbox of the moment, or a new one with everything in it that the session had. */
  async #open(signal: AbortSignal | undefined): Promise<SandboxConnection> {
    if (this.#isClosed) throw closedError();
    if (this.#connection?.isAlive === true) return this.#connection;
    const connection = await this.#backend.open(this.limits);
    this.#connection = connection;
    try {
      connection.init(encode(this.#options));
      if (this.#journal.hasActions) await untilReady(connection);
      await this.#journal.rebuild(connection, signal);
    } catch (error) {
      connection.kill("the session could not be rebuilt");
      throwIfAborted(signal);
      // Once said, the next action finds a fresh session.
      if (error instanceof RebuildError) this.#journal.forgetActions();
      throw error;
    }
    return connection;
  }

  #inTurn<T>(task: () => T | Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

async function untilReady(connection: SandboxConnection): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new ThreadsnakeError("The sandbox did not start in time.", { code: "sandbox-start" })),
      START_TIMEOUT_MS,
    );
  });
  const started = connection.ready.catch((cause: unknown) => {
    throw new ThreadsnakeError(`The sandbox did not start: ${cause instanceof Error ? cause.message : "unknown"}`, {
      code: "sandbox-start",
      cause,
    });
  });
  await Promise.race([started, late]).finally(() => clearTimeout(timer));
}

function startIdleTimer(callback: () => void): ReturnType<typeof setTimeout> {
  const timer = setTimeout(callback, IDLE_MS);
  // In browsers a timer is a number and keeps nothing alive.
  if (typeof timer === "object") timer.unref();
  return timer;
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortError(signal);
}

function abortError(signal: AbortSignal | undefined): DOMException {
  const error = new DOMException("The action was aborted.", "AbortError");
  if (signal?.reason !== undefined)
    Object.defineProperty(error, "cause", { value: signal.reason as unknown, configurable: true });
  return error;
}

function closedError(): ThreadsnakeError {
  return new ThreadsnakeError("The executor is closed.", { code: "executor-closed", hint: "Make a new executor." });
}
