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

export function completeTemplates(given: PartialPromptTemplates, base: PromptTemplates): PromptTemplates {
  return {
    system_prompt: given.system_prompt ?? base.system_prompt,
    planning: { ...base.planning, ...given.planning },
    managed_agent: { ...base.managed_agent, ...given.managed_agent },
    final_answer: { ...base.final_answer, ...given.final_answer },
  };
}

/** A template that cannot be read or rendered. */
export class TemplateError extends ThreadsnakeError {
  constructor(message: string, options: Omit<ThreadsnakeErrorOptions, "code"> = {}) {
    super(message, { code: "prompt-template", ...options });
  }
}
