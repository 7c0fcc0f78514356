/** One run from its first event to its last: the same for a run of its own and for one inside another. */

import type { RunStart } from "../run/events.ts";
import { fromRecord, toRecord } from "../run/record-value.ts";
import type { RecordingEffects } from "../run/recording.ts";
import { VERSION } from "../run/version.ts";
import type { LiveChannel, MemberState, RunContext } from "./context.ts";
import { runLoop } from "./loop.ts";
import type { LoopResult } from "./loop.ts";
import type { AgentMemory, MemoryStep } from "./memory.ts";
import { AgentLogger, Monitor } from "./monitoring.ts";
import type { AnyAgent } from "./multi-step-agent.ts";

/** What goes on over several runs: memory, Python's names, named values. */
export type Conversation = MemberState;

export interface ExecuteOptions {
  agent: AnyAgent;
  effects: RecordingEffects;
  live: LiveChannel;
  deps: unknown;
  task: string;
  additionalArgs?: Record<string, unknown> | undefined;
  images?: readonly unknown[] | undefined;
  files?: Record<string, Uint8Array | string> | undefined;
  maxSteps?: number | undefined;
  continues?: string | undefined;
  metadata?: unknown;
  /** What to go on with; a fresh one when not given. */
  conversation?: Conversation | undefined;
  /** The monitor of the run around this one. */
  watch?: Monitor | undefined;
  /** Writes no log lines: what is recorded is only lived through again. */
  isQuiet?: boolean | undefined;
  /** Told of each plan and each action when it has ended. */
  onStep?: ((step: MemoryStep) => void) | undefined;
}

export interface ExecuteResult extends LoopResult {
  memory: AgentMemory;
  monitor: Monitor;
}

export async function executeRun(options: ExecuteOptions): Promise<ExecuteResult> {
  const { agent } = options;
  const recorded = options.effects.find("start");
  const start = recorded?.type === "run-start" ? recorded : await describeStart(options);
  const conversation = options.conversation ?? agent.createConversation();
  const redact = (text: string): string => options.effects.log.redact(agent.redactLine(text));
  const logger = new AgentLogger({ level: agent.verbosityLevel, sink: agent.logSink, redact });
  const monitor = new Monitor({ runId: options.effects.runId, logger, parent: options.watch });
  const { memory } = conversation;
  memory.continueWith({
    ...agent.memoryOptions(),
    runId: options.effects.runId,
    redact: (text) => options.effects.log.redact(text),
  });
  const known = options.effects.isReplay ? 0 : options.effects.log.events.length;
  const logged = new Set<number>();
  const effects = options.effects.watch((event) => {
    memory.apply(event);
    monitor.apply(event);
    // An action that is run again passes its calls again.
    if (options.isQuiet !== true && event.seq >= known && !logged.has(event.seq)) logger.logEvent(event);
    logged.add(event.seq);
    const step = memory.steps.at(-1);
    if ((event.type === "step-end" || event.type === "plan") && step !== undefined) options.onStep?.(step);
  });
  const files =
    start.files === undefined ? undefined : (fromRecord(start.files) as Record<string, Uint8Array | string>);
  conversation.runner ??= agent.createRunner({ files, seed: start.seed });
  const variables = {
    ...(start.additionalArgs === undefined ? {} : (fromRecord(start.additionalArgs) as Record<string, unknown>)),
    ...options.additionalArgs,
  };
  conversation.runner?.setVariables(variables);
  for (const [name, value] of Object.entries(variables)) conversation.state.set(name, value);
  if (!effects.isReplay && !effects.has("answer")) conversation.runner?.warm();
  const run: RunContext = {
    agent,
    runId: effects.runId,
    task: start.task,
    maxSteps: options.maxSteps ?? start.maxSteps,
    effects,
    memory,
    monitor,
    runner: conversation.runner,
    state: conversation.state,
    members: new Map(),
    lived: new Set(),
    files,
    deps: options.deps,
    live: options.live,
  };
  try {
    effects.mark("run-start", "start", start);
    const result = await runLoop(run);
    if (effects.parentRunId !== undefined)
      effects.mark("run-end", "end", {
        state: result.state,
        steps: memory.actionSteps.length,
        usage: monitor.usage,
        ...(monitor.cost === undefined ? {} : { cost: monitor.cost }),
      });
    return { ...result, memory, monitor };
  } finally {
    for (const member of run.members.values()) await member.runner?.close();
    if (options.conversation === undefined) await conversation.runner?.close();
  }
}

async function describeStart(options: ExecuteOptions): Promise<Omit<RunStart, "type">> {
  const { agent } = options;
  const start: Omit<RunStart, "type"> = {
    agent: {
      type: agent.type,
      name: agent.name,
      modelId: agent.model.modelId,
      version: VERSION,
      tools: Object.keys(agent.callables),
    },
    task: options.task,
    systemPrompt: await agent.renderSystemPrompt(),
    maxSteps: options.maxSteps ?? agent.maxSteps,
    seed: options.effects.isReplay ? 0 : randomSeed(),
  };
  if (options.images !== undefined && options.images.length > 0) start.images = toRecord([...options.images]);
  if (options.additionalArgs !== undefined && Object.keys(options.additionalArgs).length > 0)
    start.additionalArgs = toRecord(options.additionalArgs);
  if (options.files !== undefined && Object.keys(options.files).length > 0) start.files = toRecord(options.files);
  if (options.continues !== undefined) start.continues = options.continues;
  if (options.metadata !== undefined) start.metadata = toRecord(options.metadata);
  return start;
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
