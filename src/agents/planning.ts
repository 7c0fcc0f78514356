/** Plans: one at the start, and a new one every few steps. */
import { textOf } from "../models/messages.ts";
import type { ChatMessage } from "../models/model.ts";
import { askModel } from "./ask-model.ts";
import { notifyPlan } from "./callbacks.ts";
import type { RunContext } from "./context.ts";
import { ActionStep } from "../memory/memory.ts";
import { renderPrompt } from "../prompts/render.ts";

const END_OF_PLAN = "<end_plan>";

export function isPlanDue(run: RunContext, step: number): boolean {
  const interval = run.agent.options.planningInterval;
  return interval !== undefined && (step === 1 || (step - 1) % interval === 0);
}

export async function makePlan(run: RunContext, step: number): Promise<void> {
  const key = `step/${step}/plan`;
  const messages = await planMessages(run, step);
  const reply = await askModel(run, run.effects, `${key}/model`, {
    purpose: "plan",
    messages,
    options: { stopSequences: [END_OF_PLAN] },
  });
  const text = textOf(reply.content).split(END_OF_PLAN)[0] ?? "";
  const plan = run.effects.has(key) ? text : await notifyPlan(run, text.trim());
  run.effects.mark("plan", key, { step, plan });
}

async function planMessages(run: RunContext, step: number): Promise<ChatMessage[]> {
  const { planning } = run.agent.promptTemplates;
  const variables = { ...run.agent.promptVariables(), task: run.task, remaining_steps: run.maxSteps - step + 1 };
  const say = async (role: "system" | "user", name: keyof typeof planning): Promise<ChatMessage> => ({
    role,
    content: await renderPrompt(planning[name], variables, `planning.${name}`),
  });
  const isFirst = !run.memory.steps.some((memoryStep) => memoryStep instanceof ActionStep);
  if (isFirst) return [await say("user", "initial_plan")];
  const before = await say("system", "update_plan_pre_messages");
  return [before, ...run.memory.toMessages({ summaryMode: true }), await say("user", "update_plan_post_messages")];
}
