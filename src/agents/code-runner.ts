/**
 * Runs code actions, and brings their names back.
 *
 * An executor is made when the first action really runs. Actions whose outcome stands in the log are only remembered; before
 * the next new one they are run again in their order, with the recorded tool results, so that their names are there.
 */
import type { CodeOutput, PythonExecutor, ToolSpec } from "../executors/executor.ts";
import { isThreadsnakeError } from "../errors.ts";
import { LimitError, PythonError } from "../python/errors.ts";
import { decodeReads, encodeReads } from "../run/clock-reads.ts";
import { recordError } from "../run/error-record.ts";
import { isFaultOfLog } from "./errors.ts";
import type { CodeOutcome } from "../memory/observation.ts";

export interface CodeAction {
  code: string;
  signal: AbortSignal;
  /** What earlier attempts at it have read of the clock. */
  clock?: (() => readonly number[] | undefined) | undefined;
  /** Answers the action's calls in their order: from the log where they are recorded. */
  createCaller(): Caller;
}

/** `clock` is what the action has read of the clock since its last call. */
type Caller = (
  tool: ToolSpec,
  args: Record<string, unknown>,
  clock?: readonly number[] | undefined,
) => Promise<unknown>;

type Entry = { type: "action"; action: CodeAction } | { type: "variables"; variables: Record<string, unknown> };

export interface CodeRunnerOptions {
  tools: Record<string, ToolSpec>;
  createExecutor: (files?: Record<string, Uint8Array | string>) => Promise<PythonExecutor>;
  /** Whether names are lost when the executor is closed, so that they must be brought back. */
  isOwner: boolean;
  /** How long a call may keep the sandbox waiting; undefined: as long as it likes. */
  parkAfterMs?: number | undefined;
}

export class CodeRunner {
  readonly #options: CodeRunnerOptions;
  #executor: Promise<PythonExecutor> | undefined;
  readonly #history: Entry[] = [];
  /** How many entries of the history the executor has seen. */
  #done = 0;
  #call: Caller | undefined;
  #files: Record<string, Uint8Array | string> | undefined;

  constructor(options: CodeRunnerOptions) {
    this.#options = options;
  }

  /** What code can open from now on: the next action gets an executor that has it. */
  async addFiles(files: Record<string, Uint8Array | string>): Promise<void> {
    this.#files = { ...this.#files, ...files };
    await this.close();
  }

  /** Begins to make the executor, so that it is ready when the model's first reply is. */
  warm(): void {
    // A failure is reported where the executor is used.
    this.#open().catch(() => {});
  }

  setVariables(variables: Record<string, unknown>): void {
    if (Object.keys(variables).length > 0) this.#history.push({ type: "variables", variables });
  }

  /** An action whose outcome is known already. One that a limit ended, or that was refused, left no names behind. */
  remember(action: CodeAction, outcome: CodeOutcome): void {
    if (outcome.error?.limit !== undefined || outcome.error?.code === "action-refused") return;
    const { clock, edited: code = action.code } = outcome;
    const reads = clock === undefined ? action.clock : () => decodeReads(clock);
    this.#history.push({ type: "action", action: { ...action, code, clock: reads } });
  }

  async execute(action: CodeAction): Promise<CodeOutcome> {
    const executor = await this.#open();
    await this.#catchUp(executor);
    const outcome = await this.#run(executor, action, true);
    this.remember(action, outcome);
    this.#done = this.#history.length;
    return outcome;
  }

  /** Closes the executor. The next action gets a new one, with the names brought back. */
  async close(): Promise<void> {
    const opening = this.#executor;
    if (opening === undefined || !this.#options.isOwner) return;
    this.#executor = undefined;
    this.#done = 0;
    const executor = await opening.catch(() => undefined);
    await executor?.close();
  }

  #open(): Promise<PythonExecutor> {
    this.#executor ??= this.#create();
    return this.#executor;
  }

  async #create(): Promise<PythonExecutor> {
    const executor = await this.#options.createExecutor(this.#files);
    const entries = Object.entries(this.#options.tools).map(([name, tool]): [string, ToolSpec] => [
      name,
      { ...describe(tool), call: (args, { clock }) => this.#callTool(tool, args, clock) },
    ]);
    await executor.sendTools(Object.fromEntries(entries));
    return executor;
  }

  async #callTool(...[tool, args, clock]: Parameters<Caller>): Promise<unknown> {
    if (this.#call === undefined)
      throw new PythonError({
        type: "RuntimeError",
        message: `${tool.name} was called after its action had ended`,
        traceback: "",
      });
    return this.#call(tool, args, clock);
  }

  async #catchUp(executor: PythonExecutor): Promise<void> {
    for (; this.#done < this.#history.length; this.#done++) {
      const entry = this.#history[this.#done];
      if (entry?.type === "variables") await executor.sendVariables(entry.variables);
      else if (entry !== undefined) await this.#run(executor, entry.action, false);
    }
  }

  /**
   * Runs an action, more than once if need be: while it waits long for a call (a person, a team member), the sandbox is given
   * back, and when the call has its result the action is run again with it, as if no time had passed.
   */
  async #run(executor: PythonExecutor, action: CodeAction, diagnose: boolean): Promise<CodeOutcome> {
    const { isOwner, parkAfterMs } = this.#options;
    for (;;) {
      const caller = action.createCaller();
      const parking = new AbortController();
      const pending = new Set<Promise<unknown>>();
      // Python may catch what a tool throws; what ends the run must not be lost to that.
      const fatal: unknown[] = [];
      this.#call = async (...call) => {
        const running = caller(...call);
        const timer = isOwner && parkAfterMs !== undefined ? setTimeout(() => parking.abort(), parkAfterMs) : undefined;
        pending.add(running);
        try {
          return await running;
        } catch (error) {
          if (action.signal.aborted || isFaultOfLog(error)) fatal.push(error);
          throw error;
        } finally {
          clearTimeout(timer);
          pending.delete(running);
        }
      };
      const signal = parkAfterMs === undefined ? action.signal : AbortSignal.any([action.signal, parking.signal]);
      const clock = action.clock?.();
      const { outcome, error } = await attempt(() => executor.run(action.code, { signal, diagnose, clock }));
      this.#call = undefined;
      if (fatal.length > 0) throw fatal[0];
      if (outcome !== undefined) return outcome;
      const isParked = parking.signal.aborted && !action.signal.aborted;
      if (!isParked || !(error instanceof Error && error.name === "AbortError")) throw error;
      await Promise.allSettled(pending);
      if (fatal.length > 0) throw fatal[0];
      action.signal.throwIfAborted();
    }
  }
}

/** What running came to, or an error that the model cannot mend. */
async function attempt(run: () => Promise<CodeOutput>): Promise<{ outcome?: CodeOutcome; error?: unknown }> {
  try {
    const done = await run();
    const { output, text, logs, isFinalAnswer } = done;
    return { outcome: { output, text, logs, isFinalAnswer, ...readsOf(done) } };
  } catch (error) {
    const logs = logsOf(error);
    if (logs === undefined) return { error };
    const reads = readsOf(error as object);
    return { outcome: { logs, text: "", isFinalAnswer: false, error: recordError(error), ...reads } };
  }
}

/** Own fields only: a tool may be an instance whose methods live on its class. */
function describe(tool: ToolSpec): Omit<ToolSpec, "call"> {
  const { name, description, inputs, outputType, outputSchema, effects, needsApproval } = tool;
  return { name, description, inputs, outputType, outputSchema, effects, needsApproval };
}

/** The clock reads that an outcome or an error carries. */
function readsOf(carrier: { clock?: number[] | undefined }): Pick<CodeOutcome, "clock"> {
  const clock = encodeReads(carrier.clock);
  return clock === undefined ? {} : { clock };
}

/** What was printed before an error that the model can mend; undefined for any other. */
function logsOf(error: unknown): string | undefined {
  if (error instanceof PythonError || error instanceof LimitError) return error.logs;
  return isThreadsnakeError(error) && error.code === "session-lost" ? "" : undefined;
}
