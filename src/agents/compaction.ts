/** Keeps the prompt within what the model reads. */
import { textOf } from "../models/messages.ts";
import type { ChatMessage } from "../models/model.ts";
import { askModel } from "./ask-model.ts";
import type { RunContext } from "./context.ts";
import { ActionStep } from "../memory/memory.ts";

export interface ContextPolicy {
  /** Above this many tokens, memory is shortened before the next step. */
  maxTokens: number;
  /** "truncate": old observations; "drop": old steps; "summarize": the model sums them up. Default "truncate". */
  strategy?: "truncate" | "drop" | "summarize" | undefined;
  /** How many of the last steps stay as they are. Default 4. */
  keepSteps?: number | undefined;
}

export async function keepWithinContext(run: RunContext, step: number): Promise<void> {
  const policy = run.agent.options.context;
  if (policy === undefined) return;
  const key = `step/${step}/compact`;
  const upTo = oldSteps(run, policy.keepSteps ?? 4);
  const strategy = policy.strategy ?? "truncate";
  if (upTo <= run.memory.compactedUpTo(strategy) || tokensOf(run) <= policy.maxTokens) return;
  const summary = strategy === "summarize" ? await summarize(run, `${key}/model`, upTo) : undefined;
  run.effects.mark("memory-compact", key, { upTo, strategy, ...(summary === undefined ? {} : { summary }) });
}

/** How many steps of memory are old: all before the last `keep` actions. */
function oldSteps(run: RunContext, keep: number): number {
  const actions = run.memory.steps.flatMap((step, index) => (step instanceof ActionStep ? [index] : []));
  return actions.length > keep ? (actions.at(-keep) ?? 0) : 0;
}

/** What the provider counted for the last request, or a guess of four characters to a token. */
function tokensOf(run: RunContext): number {
  const last = run.memory.actionSteps.at(-1)?.tokenUsage;
  const estimate = Math.ceil(run.memory.length / 4);
  return last === undefined || last.estimated === true ? estimate : Math.max(last.inputTokens + last.outputTokens, 0);
}

async function summarize(run: RunContext, key: string, upTo: number): Promise<string> {
  const old = run.memory.messagesUpTo(upTo);
  const messages: ChatMessage[] = [
    {
      role: "system",
      content: "You keep the notes of somebody who works on a task. You are shown what was done so far, and sum it up.",
    },
    ...old,
    {
      role: "user",
      content:
        "Sum up what was done above, for the one who goes on with it and will see nothing else: what was found out, with every figure, name and source; which variables and functions exist and what they hold; what was tried and failed. Write no code and leave nothing out that could be needed.",
    },
  ];
  const reply = await askModel(run, run.effects, key, { purpose: "summary", messages });
  return textOf(reply.content).trim();
}
