/** One run from its first event to its last: the same for a run of its own and for one inside another. */
import type { LogEvent, RunStart } from "../run/events.ts";
import { fromRecord, toRecord } from "../run/record-value.ts";
import type { RecordingEffects } from "../run/recording.ts";
import { VERSION } from "../run/version.ts";
import type { Conversation, LiveChannel, RunContext } from "./context.ts";
import { runLoop } from "./loop.ts";
import type { LoopResult } from "./loop.ts";
import type { MemoryStep } from "../memory/memory.ts";
import { AgentLogger } from "./monitoring.ts";
import type { Monitor } from "./monitoring.ts";
import type { AnyAgent, RunOptions } from "./multi-step-agent.ts";

export interface ExecuteOptions extends Pick<
  RunOptions,
  "additionalArgs" | "images" | "files" | "maxSteps" | "metadata" | "deps"
> {
  agent: AnyAgent;
  effects: RecordingEffects;
  live: LiveChannel;
  monitor: Monitor;
  task: string;
  conversation: Conversation;
  /** Another run may follow in the conversation: what runs its code stays open. */
  goesOn?: boolean | undefined;
  /** The run before this one in the conversation. */
  continues?: string | undefined;
  /** Writes no log lines: what is recorded is only lived through again. */
  isQuiet?: boolean | undefined;
  /** Told of each plan and each action when it has ended. */
  onStep?: ((step: MemoryStep) => void) | undefined;
}

export async function executeRun(options: ExecuteOptions): Promise<LoopResult> {
  const { agent, conversation, monitor } = options;
  const { memory, state } = conversation;
  const { runId } = options.effects;
  const recorded = options.effects.find("start");
  const start = recorded?.type === "run-start" ? recorded : await describeStart(options);
  memory.continueWith({
    ...agent.memoryOptions(),
    runId,
    redact: (text) => options.effects.log.redact(text),
  });
  const effects = options.effects.with({ onPass: createWatcher(options) });
  const files = start.files === undefined ? undefined : (fromRecord(start.files) as Record<string, Uint8Array>);
  conversation.runner ??= agent.createRunner({ seed: start.seed });
  if (files !== undefined) await conversation.runner?.addFiles(files);
  const variables = { ...(fromRecord(start.additionalArgs ?? {}) as object), ...options.additionalArgs };
  conversation.runner?.setVariables(variables);
  for (const [name, value] of Object.entries(variables)) state.set(name, value);
  if (!effects.isReplay && !effects.has("answer")) conversation.runner?.warm();
  const run: RunContext = {
    ...conversation,
    agent,
    runId,
    task: start.task,
    maxSteps: options.maxSteps ?? start.maxSteps,
    effects,
    monitor,
    members: new Map(),
    lived: new Set(),
    files,
    deps: options.deps,
    live: options.live,
  };
  try {
    effects.mark("run-start", "start", start);
    const result = await runLoop(run);
    const { usage, cost } = monitor;
    const steps = memory.actionSteps.length;
    if (effects.parentRunId !== undefined)
      effects.mark("run-end", "end", { state: result.state, steps, usage, ...(cost === undefined ? {} : { cost }) });
    return result;
  } finally {
    for (const member of run.members.values()) await member.runner?.close();
    if (options.goesOn !== true) await conversation.runner?.close();
  }
}

/** Those who are told of what the run comes past, a new event and one from the log alike. */
function createWatcher(options: ExecuteOptions): (event: LogEvent) => void {
  const { agent, effects, monitor, onStep } = options;
  const { memory } = options.conversation;
  const { verbosityLevel: level, logger: sink } = agent.options;
  const logger = new AgentLogger({ level, sink, redact: (text) => effects.log.redact(agent.redactLine(text)) });
  const known = effects.isReplay ? 0 : effects.log.events.length;
  // An action that is run again passes its calls again.
  const logged = new Set<number>();
  return (event) => {
    memory.apply(event);
    monitor.apply(event);
    if (options.isQuiet !== true && event.seq >= known && !logged.has(event.seq)) logger.logEvent(event, monitor);
    logged.add(event.seq);
    const step = memory.steps.at(-1);
    if ((event.type === "step-end" || event.type === "plan") && step !== undefined) onStep?.(step);
  };
}

async function describeStart(options: ExecuteOptions): Promise<Omit<RunStart, "type">> {
  const { agent, images = [], additionalArgs = {}, files = {} } = options;
  const tools = Object.keys(agent.callables);
  return {
    agent: { type: agent.type, name: agent.name, modelId: agent.model.modelId, version: VERSION, tools },
    task: options.task,
    systemPrompt: await agent.renderSystemPrompt(),
    maxSteps: options.maxSteps ?? agent.maxSteps,
    seed: options.effects.isReplay ? 0 : Number.parseInt(crypto.randomUUID().slice(0, 8), 16),
    ...(images.length === 0 ? {} : { images: toRecord([...images]) }),
    ...(Object.keys(additionalArgs).length === 0 ? {} : { additionalArgs: toRecord(additionalArgs) }),
    ...(Object.keys(files).length === 0 ? {} : { files: toRecord(files) }),
    ...(options.continues === undefined ? {} : { continues: options.continues }),
    ...(options.metadata === undefined ? {} : { metadata: toRecord(options.metadata) }),
  };
}
