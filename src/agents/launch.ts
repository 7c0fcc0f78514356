/** Starts, resumes and replays runs: opens the log, runs the agent, writes how it ended. */
import { ThreadsnakeError } from "../errors.ts";
import { Media } from "../executors/media.ts";
import { ReplayEndError } from "../run/effects.ts";
import { recordError } from "../run/error-record.ts";
import type { LogEvent, RunState } from "../run/events.ts";
import { isFinished } from "../run/fold.ts";
import { RecordingEffects } from "../run/recording.ts";
import { EventLog } from "../run/store.ts";
import type { RunLog, RunStore } from "../run/store.ts";
import { AgentImage, AgentAudio } from "../tools/agent-types.ts";
import { AgentAbortError, AgentBudgetError } from "./errors.ts";
import { executeRun } from "./execute.ts";
import type { Conversation, ExecuteOptions } from "./execute.ts";
import { ActionStep } from "./memory.ts";
import { Monitor } from "./monitoring.ts";
import type { AnyAgent } from "./multi-step-agent.ts";
import type { RunControls, RunResult } from "./run.ts";

export interface LaunchOptions extends Omit<
  ExecuteOptions,
  "agent" | "effects" | "live" | "deps" | "onStep" | "conversation"
> {
  agent: AnyAgent;
  runId: string;
  store?: RunStore | undefined;
  /** To go on with. Made from the logs of the runs before where it is not given and the log says that there are some. */
  conversation?: Conversation | undefined;
  /** Never asks the world for anything. */
  replayOnly?: boolean | undefined;
  /** In a replay: what the loop derives must be what the log holds, to the letter. */
  verify?: boolean | undefined;
  /** The log must hold something already. */
  mustExist?: boolean | undefined;
  deps?: unknown;
  runSeconds?: number | undefined;
}

export async function launch(options: LaunchOptions, controls: RunControls): Promise<RunResult> {
  const { agent } = options;
  const log = await openLog(options);
  controls.attach(log);
  const conversation = options.conversation ?? (await restoreConversation(agent, log.events, options.store));
  const known = conversation?.memory.steps.length ?? 0;
  const monitor = new Monitor({ runId: options.runId });
  const deadline = startDeadline(controls.signal, options.runSeconds);
  const effects = new RecordingEffects(log, {
    signal: deadline.signal,
    replayOnly: options.replayOnly,
    verify: options.verify,
  });
  let memory = conversation?.memory;
  let outcome: { state: RunState; output?: unknown; error?: Error } | undefined;
  try {
    if (log.events.length > 0 && !isFinished(log.events))
      effects.note({
        type: "run-resume",
        attempt: 1 + log.events.filter((event) => event.type === "run-resume" || event.type === "run-start").length,
      });
    const scratch = conversation ?? agent.createConversation();
    memory = scratch.memory;
    try {
      const result = await executeRun({
        ...options,
        effects,
        live: controls,
        deps: options.deps,
        conversation: scratch,
        watch: monitor,
        onStep: controls.addStep,
      });
      outcome = { state: result.state, output: wrapMedia(result.output) };
    } finally {
      if (options.conversation === undefined) await scratch.runner?.close();
    }
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new ThreadsnakeError(String(thrown));
    outcome = { state: stateOf(error, controls.signal), error };
    const unfinished = memory?.endUnfinished(recordError(error), log.events.at(-1)?.ts ?? 0);
    if (unfinished !== undefined) controls.addStep(unfinished);
  } finally {
    deadline.stop();
  }
  const steps = memory?.steps.slice(known) ?? [];
  writeEnd(log, options, outcome, monitor, steps.filter((step) => step instanceof ActionStep).length);
  await log.flush();
  const [first, last] = [log.events.find((event) => event.runId === options.runId), log.events.at(-1)];
  await log.close();
  const startTime = first?.ts ?? 0;
  const endTime = last?.ts ?? startTime;
  return {
    runId: options.runId,
    state: outcome.state,
    output: outcome.output,
    error: outcome.error,
    steps,
    memory: memory ?? agent.createConversation().memory,
    usage: monitor.usage,
    timing: { startTime, endTime, duration: (endTime - startTime) / 1000 },
    cost: monitor.cost,
  };
}

async function openLog({ store, runId, replayOnly, mustExist }: LaunchOptions): Promise<RunLog> {
  const recorded = mustExist === true ? ((await store?.read(runId)) ?? []) : [];
  // Before opening it: that would make an empty one.
  if (mustExist === true && recorded.length === 0) {
    throw new ThreadsnakeError(`there is no run ${runId}`, {
      code: "no-such-run",
      hint: "Look at those that the store lists.",
    });
  }
  return replayOnly === true ? new EventLog(runId, recorded) : (store?.open(runId) ?? new EventLog(runId));
}

function writeEnd(
  log: RunLog,
  options: LaunchOptions,
  { state, error }: { state: RunState; error?: Error },
  monitor: Monitor,
  steps: number,
): void {
  if (options.replayOnly === true || log.events.length === 0 || isFinished(log.events)) return;
  log.append(
    {
      type: "run-end",
      state,
      steps,
      usage: monitor.usage,
      ...(monitor.cost === undefined ? {} : { cost: monitor.cost }),
      ...(error === undefined ? {} : { error: recordError(error) }),
    },
    { runId: options.runId },
  );
}

function stateOf(error: Error, signal: AbortSignal): RunState {
  if (error instanceof ReplayEndError || !signal.aborted) return "error";
  return error instanceof AgentAbortError && error.code === "agent-suspended" ? "suspended" : "aborted";
}

function startDeadline(signal: AbortSignal, seconds: number | undefined): { signal: AbortSignal; stop: () => void } {
  if (seconds === undefined) return { signal, stop: () => {} };
  const controller = new AbortController();
  const error = new AgentBudgetError(`The run took longer than the ${seconds} s it was given`, {
    hint: "Resume it with more time.",
  });
  const timer = setTimeout(() => controller.abort(error), seconds * 1000);
  return { signal: AbortSignal.any([signal, controller.signal]), stop: () => clearTimeout(timer) };
}

/** Memory and names of the runs that this one goes on with, from their logs: nothing of them is done again outside. */
async function restoreConversation(
  agent: AnyAgent,
  events: readonly LogEvent[],
  store: RunStore | undefined,
): Promise<Conversation | undefined> {
  const start = events[0];
  if (start?.type !== "run-start" || start.continues === undefined) return undefined;
  return store === undefined ? undefined : rebuildConversation(agent, start.continues, store);
}

export async function rebuildConversation(agent: AnyAgent, lastRunId: string, store: RunStore): Promise<Conversation> {
  const chain: EventLog[] = [];
  for (let runId: string | undefined = lastRunId; runId !== undefined;) {
    const log: EventLog = new EventLog(runId, await store.read(runId));
    const first: LogEvent | undefined = log.events[0];
    if (first?.type !== "run-start")
      throw new ThreadsnakeError(`the run ${runId}, which a later one goes on with, is not in the store`, {
        code: "no-such-run",
      });
    chain.unshift(log);
    runId = first.continues;
  }
  const conversation = agent.createConversation();
  const live = { wantsDeltas: () => false, sendDelta: () => {}, takeSteers: () => [] };
  for (const log of chain) {
    const effects = new RecordingEffects(log, { signal: new AbortController().signal, replayOnly: true });
    // A run that did not come to its end is followed as far as its log goes.
    await executeRun({ agent, effects, live, deps: undefined, task: "", conversation, isQuiet: true }).catch(
      (error: unknown) => {
        if (!(error instanceof ReplayEndError)) throw error;
      },
    );
  }
  return conversation;
}

function wrapMedia(output: unknown): unknown {
  if (!(output instanceof Media) || output instanceof AgentImage || output instanceof AgentAudio) return output;
  return output.kind === "image" ? new AgentImage(output) : new AgentAudio(output);
}
