/** What users hang onto a run: callbacks by the type of step, and hooks around calls. */
import { encode } from "../executors/codec.ts";
import type { JsonValue } from "../executors/codec.ts";
import type { ChatMessage, GenerateOptions } from "../models/model.ts";
import type { ErrorRecord, ModelPurpose } from "../run/events.ts";
import type { RunContext } from "./context.ts";
import { ActionStep, PlanningStep } from "../memory/memory.ts";
import type { AgentMemory, MemoryStep } from "../memory/memory.ts";
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

type Hook<Call, Verdict> = ((call: Call) => Verdict | undefined | Promise<Verdict | undefined>) | undefined;

interface Refusal {
  refuse?: string | undefined;
}

interface ModelHookCall {
  messages: ChatMessage[];
  options: GenerateOptions;
  purpose: ModelPurpose;
  runId: string;
  step?: string | undefined;
}

interface ToolHookCall {
  tool: string;
  args: Record<string, unknown>;
  runId: string;
  callId: string;
}

/** Called around what a run asks of the world, in the attempt that asks it: what is recorded already calls no hook. */
export interface AgentHooks {
  /** May send other messages or options. */
  beforeModel?: Hook<ModelHookCall, Pick<ModelHookCall, "messages" | "options">>;
  /** May put another reply in the place of the model's. */
  afterModel?: Hook<Omit<ModelHookCall, "messages" | "options"> & { message: ChatMessage }, ChatMessage>;
  /** May change the arguments, or refuse the call with a reason that the model reads. */
  beforeTool?: Hook<ToolHookCall, Refusal & { args?: Record<string, unknown> | undefined }>;
  /** May put another result in the place of the tool's. */
  afterTool?: Hook<ToolHookCall & { result: unknown }, { result: unknown }>;
  /** May refuse the code of a step before it runs. */
  beforeCode?: Hook<{ code: string; runId: string; step: number }, Refusal>;
}

/** Shows the ended step to its callbacks, and says what they changed of it. */
export async function notifyStep(
  run: RunContext,
  end: { isFinalAnswer: boolean; error?: ErrorRecord },
): Promise<{ observations?: string; images?: JsonValue }> {
  const step = run.memory.current;
  const callbacks = callbacksFor(run, ActionStep);
  if (step === undefined || callbacks.length === 0) return {};
  Object.assign(step, { error: end.error, isFinalAnswer: end.isFinalAnswer });
  step.gatherObservations();
  const { observations } = step;
  const images = [...step.observationsImages];
  await callAll(run, callbacks, step);
  const isShown = ({ length }: { length: number }): boolean =>
    length === images.length && images.every((image, index) => image === step.observationsImages[index]);
  return {
    ...(step.observations === observations ? {} : { observations: step.observations ?? "" }),
    ...(isShown(step.observationsImages) ? {} : { images: encode(step.observationsImages) }),
  };
}

/** Shows a plan to its callbacks and gives back the text as they leave it. */
export async function notifyPlan(run: RunContext, plan: string): Promise<string> {
  const step = new PlanningStep(plan, { startTime: 0 });
  await callAll(run, callbacksFor(run, PlanningStep), step);
  return step.plan;
}

async function callAll(run: RunContext, callbacks: StepCallback[], step: MemoryStep): Promise<void> {
  const { agent, memory, runId } = run;
  for (const callback of callbacks) await callback(step as never, { agent, memory, runId });
}

/** A list is for action steps; a map is by class, where a base class stands for all below it. */
function callbacksFor(run: RunContext, type: typeof ActionStep | typeof PlanningStep): StepCallback[] {
  const callbacks = run.agent.options.stepCallbacks ?? [];
  if (!(callbacks instanceof Map)) return type === ActionStep ? [...(callbacks as readonly StepCallback[])] : [];
  return [...(callbacks as ReadonlyMap<StepClass, StepCallback | readonly StepCallback[]>)].flatMap(([key, value]) =>
    key === type || type.prototype instanceof key ? value : [],
  );
}
