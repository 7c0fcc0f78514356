/** What one run carries through the loop. The agent is its definition; all that changes is here. */
import type { ModelDelta } from "../run/events.ts";
import type { RecordingEffects } from "../run/recording.ts";
import type { CodeRunner } from "./code-runner.ts";
import type { AgentMemory } from "../memory/memory.ts";
import type { Monitor } from "./monitoring.ts";
import type { AnyAgent } from "./multi-step-agent.ts";

/** What goes on over several runs. */
export interface Conversation {
  memory: AgentMemory;
  /** Where code runs; an agent that writes no code has none. */
  runner: CodeRunner | undefined;
  /** Values that have a name: what a ToolCallingAgent may pass by name. */
  state: Map<string, unknown>;
}

export interface RunContext extends Readonly<Conversation> {
  readonly agent: AnyAgent;
  readonly runId: string;
  readonly task: string;
  readonly maxSteps: number;
  readonly effects: RecordingEffects;
  readonly monitor: Monitor;
  /** What runs of managed agents keep between their calls, by the agent's name. */
  readonly members: Map<string, Conversation>;
  /** Keys of members' calls that this process has seen: an action that runs again must not live them through again. */
  readonly lived: Set<string>;
  /** What code can open; members of the team get the same. */
  readonly files: Record<string, Uint8Array | string> | undefined;
  readonly deps: unknown;
  readonly live: LiveChannel;
}

/** What passes between a run and those who watch it, beside the log. */
export interface LiveChannel {
  wantsDeltas(): boolean;
  sendDelta(delta: ModelDelta): void;
  /** What was said to the run since the last step. */
  takeSteers(runId: string): string[];
  /** Somebody in this process who answers what is asked of people. */
  readonly answerRequest?: RequestHandler | undefined;
}

export interface HumanRequest {
  kind: "tool" | "code" | "repeat" | "question";
  /** Of the tool, or the question itself. */
  name: string;
  args: unknown;
  /** SHA-256 of what is asked; an answer counts for nothing else. */
  hash: string;
  key: string;
  runId: string;
}

/** True, false, `{ approved, reason, args }` where `args` replaces what was asked, or for a question the answer. Undefined: somebody else will answer. */
export type RequestHandler = (request: HumanRequest) => unknown;

/** What a step came to. A final answer that a check refuses is none. */
export interface StepOutcome {
  isFinalAnswer: boolean;
  output?: unknown;
  error?: Error | undefined;
}
