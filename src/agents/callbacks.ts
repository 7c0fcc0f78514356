/** What users hang onto a run: callbacks by the type of step, and hooks around calls. */
import { encode } from "../executors/codec.ts";
import type { JsonValue } from "../executors/codec.ts";
import type { ChatMessage, GenerateOptions } from "../models/model.ts";
import type { ErrorRecord, ModelPurpose } from "../run/events.ts";
import type { RunContext } from "./context.ts";
import { ActionStep, PlanningStep } from "./memory.ts";
import type { AgentMemory, MemoryStep } from "./memory.ts";
import type { AnyAgent } from "./multi-step-agent.ts";

export interface CallbackContext {
  agent: AnyAgent;
  memory: AgentMemory;
  runId: string;
}

/** May change the step: its observations, its images, the text of a plan. A callback that throws ends the run. */
export type StepCallback = (step: never, context: CallbackContext) => void | Promise<void>;
type StepClass = abstract new (...args: never[]) => MemoryStep;
export type StepCallbacks = readonly StepCallback[] | ReadonlyMap<StepClass, StepCallback | readonly StepCallback[]>;

export interface ModelHookCall {
  messages: ChatMessage[];
  options: GenerateOptions;
  purpose: ModelPurpose;
  runId: string;
  step?: string | undefined;
}

export interface ToolHookCall {
  tool: string;
  args: Record<string, unknown>;
  runId: string;
  callId: string;
}

/** Called around what a run asks of the world, in the attempt that asks it: what is recorded already calls no hook. */
export interface AgentHooks {
  /** May send other messages or options. */
  beforeModel?:
    | ((
        call: ModelHookCall,
      ) =>
        | { messages: ChatMessage[]; options: GenerateOptions }
        | undefined
        | Promise<{ messages: ChatMessage[]; options: GenerateOptions } | undefined>)
    | undefined;
  /** May put another reply in the place of the model's. */
  afterModel?:
    | ((call: {
        message: ChatMessage;
        purpose: ModelPurpose;
        runId: string;
        step?: string | undefined;
      }) => ChatMessage | undefined | Promise<ChatMessage | undefined>)
    | undefined;
  /** May change the arguments, or refuse the call with a reason that the model reads. */
  beforeTool?: ((call: ToolHookCall) => ToolVerdict | undefined | Promise<ToolVerdict | undefined>) | undefined;
  /** May put another result in the place of the tool's. */
  afterTool?:
    | ((
        call: ToolHookCall & { result: unknown },
      ) => { result: unknown } | undefined | Promise<{ result: unknown } | undefined>)
    | undefined;
  /** May refuse the code of a step before it runs. */
  beforeCode?:
    | ((call: {
        code: string;
        runId: string;
        step: number;
      }) => { refuse?: string } | undefined | Promise<{ refuse?: string } | undefined>)
    | undefined;
}

export interface ToolVerdict {
  args?: Record<string, unknown> | undefined;
  refuse?: string | undefined;
}

/** Shows the ended step to its callbacks, and says what they changed of it. */
export async function notifyStep(
  run: RunContext,
  end: { isFinalAnswer: boolean; error?: ErrorRecord },
): Promise<{ observations?: string; images?: JsonValue }> {
  const callbacks = callbacksFor(run.agent.stepCallbacks, ActionStep);
  const step = run.memory.current;
  if (callbacks.length === 0 || step === undefined) return {};
  step.isFinalAnswer = end.isFinalAnswer;
  step.error = end.error;
  if (step.outcomes.length > 0) step.observations = step.outcomes.map(({ observation }) => observation).join("\n");
  const { observations } = step;
  const images = [...step.observationsImages];
  for (const callback of callbacks)
    await callback(step as never, { agent: run.agent, memory: run.memory, runId: run.runId });
  const changes: { observations?: string; images?: JsonValue } = {};
  if (step.observations !== observations) changes.observations = step.observations ?? "";
  if (
    step.observationsImages.length !== images.length ||
    step.observationsImages.some((image, index) => image !== images[index])
  )
    changes.images = encode(step.observationsImages);
  return changes;
}

/** Shows a plan to its callbacks and gives back the text as they leave it. */
export async function notifyPlan(run: RunContext, plan: string): Promise<string> {
  const callbacks = callbacksFor(run.agent.stepCallbacks, PlanningStep);
  if (callbacks.length === 0) return plan;
  const step = new PlanningStep(plan, { startTime: 0 });
  for (const callback of callbacks)
    await callback(step as never, { agent: run.agent, memory: run.memory, runId: run.runId });
  return step.plan;
}

/** A list is for action steps; a map is by class, where a base class stands for all below it. */
function callbacksFor(
  callbacks: StepCallbacks | undefined,
  type: typeof ActionStep | typeof PlanningStep,
): StepCallback[] {
  if (callbacks === undefined) return [];
  if (!(callbacks instanceof Map)) return type === ActionStep ? [...(callbacks as readonly StepCallback[])] : [];
  const chosen: StepCallback[] = [];
  for (const [key, value] of callbacks as ReadonlyMap<StepClass, StepCallback | readonly StepCallback[]>) {
    if (key === type || type.prototype instanceof key) chosen.push(...(typeof value === "function" ? [value] : value));
  }
  return chosen;
}
