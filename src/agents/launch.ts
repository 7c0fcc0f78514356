/** Starts, resumes and replays runs: opens the log, runs the agent, writes how it ended. */
import { ThreadsnakeError } from "../errors.ts";
import { Media } from "../executors/media.ts";
import { ReplayEndError } from "../run/effects.ts";
import { recordError } from "../run/error-record.ts";
import type { RunState } from "../run/events.ts";
import { isFinished } from "../run/fold.ts";
import { RecordingEffects } from "../run/recording.ts";
import { EventLog } from "../run/store.ts";
import type { RunLog, RunStore } from "../run/store.ts";
import { AgentImage, AgentAudio } from "../tools/agent-types.ts";
import type { Conversation } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import { AgentAbortError, AgentBudgetError } from "./errors.ts";
import { executeRun } from "./execute.ts";
import type { ExecuteOptions } from "./execute.ts";
import { ActionStep } from "../memory/memory.ts";
import { Monitor } from "./monitoring.ts";
import type { AnyAgent } from "./multi-step-agent.ts";
import type { RunControls, RunResult } from "./run.ts";

export interface LaunchOptions extends Omit<
  ExecuteOptions,
  "effects" | "live" | "monitor" | "onStep" | "conversation" | "goesOn"
> {
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
  runSeconds?: number | undefined;
}

export async function launch(options: LaunchOptions, controls: RunControls): Promise<RunResult> {
  const log = await openLog(options);
  try {
    return await runOn(log, options, controls);
  } finally {
    await log.close();
  }
}

async function runOn(log: RunLog, options: LaunchOptions, controls: RunControls): Promise<RunResult> {
  const { runId, replayOnly, verify, store } = options;
  controls.attach(log);
  const conversation = options.conversation ?? (await restoreConversation(options.agent, log, store));
  const { memory } = conversation;
  const known = memory.steps.length;
  const monitor = new Monitor({ runId });
  const deadline = startDeadline(controls.signal, options.runSeconds, runIsTooLong);
  const effects = new RecordingEffects(log, { signal: deadline.signal, replayOnly, verify });
  let outcome: { state: RunState; output?: unknown; error?: Error };
  try {
    const attempt = 1 + log.events.filter(({ type }) => type === "run-resume" || type === "run-start").length;
    if (log.events.length > 0 && !isFinished(log.events)) effects.note({ type: "run-resume", attempt });
    const goesOn = options.conversation !== undefined;
    const { addStep: onStep } = controls;
    const result = await executeRun({ ...options, effects, live: controls, conversation, goesOn, monitor, onStep });
    outcome = { ...result, output: wrapMedia(result.output) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new ThreadsnakeError(String(thrown));
    outcome = { state: stateOf(error, controls.signal), error };
    const unfinished = memory.endUnfinished(recordError(error), log.events.at(-1)?.ts ?? 0);
    if (unfinished !== undefined) controls.addStep(unfinished);
  } finally {
    deadline.stop();
  }
  const { state, output, error } = outcome;
  const { usage, cost } = monitor;
  const steps = memory.steps.slice(known);
  if (log.events.length > 0 && !isFinished(log.events))
    effects.note({
      type: "run-end",
      state,
      steps: steps.filter((step) => step instanceof ActionStep).length,
      usage,
      ...(cost === undefined ? {} : { cost }),
      ...(error === undefined ? {} : { error: recordError(error) }),
    });
  await log.flush();
  const startTime = log.events.find((event) => event.runId === runId)?.ts ?? 0;
  const endTime = log.events.at(-1)?.ts ?? startTime;
  const timing = { startTime, endTime, duration: (endTime - startTime) / 1000 };
  return { runId, state, output, error, steps, memory, usage, timing, cost };
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

function stateOf(error: Error, signal: AbortSignal): RunState {
  if (error instanceof ReplayEndError || !signal.aborted) return "error";
  return error instanceof AgentAbortError && error.code === "agent-suspended" ? "suspended" : "aborted";
}

function runIsTooLong(seconds: number): Error {
  return new AgentBudgetError(`The run took longer than the ${seconds} s it was given`, {
    hint: "Resume it with more time.",
  });
}

/** What the runs before this one left, if the log says that there are some. */
async function restoreConversation(
  agent: AnyAgent,
  { events: [start] }: RunLog,
  store: RunStore | undefined,
): Promise<Conversation> {
  const before = start?.type === "run-start" ? start.continues : undefined;
  return before === undefined || store === undefined
    ? agent.createConversation()
    : rebuildConversation(agent, before, store);
}

/** Memory and names of a run and of those before it, from their logs: nothing of them is done again outside. */
export async function rebuildConversation(agent: AnyAgent, lastRunId: string, store: RunStore): Promise<Conversation> {
  const log = new EventLog(lastRunId, await store.read(lastRunId));
  if (log.events[0]?.type !== "run-start")
    throw new ThreadsnakeError(`the run ${lastRunId}, which a later one goes on with, is not in the store`, {
      code: "no-such-run",
    });
  const conversation = await restoreConversation(agent, log, store);
  const effects = new RecordingEffects(log, { signal: new AbortController().signal, replayOnly: true });
  const live = { wantsDeltas: () => false, sendDelta: () => {}, takeSteers: () => [] };
  const monitor = new Monitor({ runId: lastRunId });
  // A run that did not come to its end is followed as far as its log goes.
  await executeRun({ agent, effects, live, monitor, task: "", conversation, goesOn: true, isQuiet: true }).catch(
    (error: unknown) => {
      if (!(error instanceof ReplayEndError)) throw error;
    },
  );
  return conversation;
}

function wrapMedia(output: unknown): unknown {
  if (!(output instanceof Media) || output instanceof AgentImage || output instanceof AgentAudio) return output;
  return output.kind === "image" ? new AgentImage(output) : new AgentAudio(output);
}
