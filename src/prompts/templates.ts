/** The texts that an agent is told, as Jinja templates under smolagents' names. */
import { ThreadsnakeError } from "../errors.ts";
import type { ThreadsnakeErrorOptions } from "../errors.ts";

export interface PlanningPrompts {
  initial_plan: string;
  update_plan_pre_messages: string;
  update_plan_post_messages: string;
}

export interface ManagedAgentPrompts {
  task: string;
  report: string;
}

export interface FinalAnswerPrompts {
  pre_messages: string;
  post_messages: string;
}

export interface PromptTemplates {
  system_prompt: string;
  planning: PlanningPrompts;
  managed_agent: ManagedAgentPrompts;
  final_answer: FinalAnswerPrompts;
}

/** What may be given in place of some of them. */
export interface PartialPromptTemplates {
  system_prompt?: string | undefined;
  planning?: Partial<PlanningPrompts> | undefined;
  managed_agent?: Partial<ManagedAgentPrompts> | undefined;
  final_answer?: Partial<FinalAnswerPrompts> | undefined;
}

/** The templates that are told together, by the name of their group. */
export const TEMPLATE_GROUPS: Readonly<Record<string, readonly string[]>> = {
  planning: ["initial_plan", "update_plan_pre_messages", "update_plan_post_messages"],
  managed_agent: ["task", "report"],
  final_answer: ["pre_messages", "post_messages"],
};

export function completeTemplates(given: PartialPromptTemplates = {}, base: PromptTemplates): PromptTemplates {
  refuseUnknownTemplates(given);
  return {
    system_prompt: given.system_prompt ?? base.system_prompt,
    planning: { ...base.planning, ...given.planning },
    managed_agent: { ...base.managed_agent, ...given.managed_agent },
    final_answer: { ...base.final_answer, ...given.final_answer },
  };
}

/** A name that is none would leave the default in place without a word. */
export function refuseUnknownTemplates(given: object): void {
  if (typeof given !== "object") throw new TemplateError(`${JSON.stringify(given)} are no prompt templates`);
  refuse(given, ["system_prompt", ...Object.keys(TEMPLATE_GROUPS)], "");
  for (const [group, texts] of Object.entries(given))
    if (typeof texts === "object" && texts !== null) refuse(texts, TEMPLATE_GROUPS[group] ?? [], `${group}.`);
}

function refuse(given: object, names: readonly string[], prefix: string): void {
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new TemplateError(`there are no prompt templates named ${unknown.map((name) => prefix + name).join(", ")}`, {
    hint: `There are: ${names.map((name) => prefix + name).join(", ")}.`,
  });
}

/** A template that cannot be read or rendered. */
export class TemplateError extends ThreadsnakeError {
  constructor(message: string, options: Omit<ThreadsnakeErrorOptions, "code"> = {}) {
    super(message, { code: "prompt-template", ...options });
  }
}
