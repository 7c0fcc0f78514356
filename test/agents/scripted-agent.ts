/** A CodeAgent with scripted replies and a small stand-in for Python. */
import { CodeAgent } from "../../src/agents/code-agent.ts";
import type { CodeAgentOptions } from "../../src/agents/code-agent.ts";
import type { OutputSchema } from "../../src/agents/answer.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import type { ScriptedModel, ScriptedReply } from "../../src/testing/scripted-model.ts";
import { TinyPython } from "./tiny-python.ts";

export const code = (text: string): string => `Thoughts: next.\n<code>\n${text}\n</code>`;

export interface ScriptedAgent<Schema extends OutputSchema | undefined = undefined> {
  agent: CodeAgent<Schema>;
  model: ScriptedModel;
  executors: TinyPython[];
}

export function scriptedAgent<const Schema extends OutputSchema | undefined = undefined>(
  replies: ScriptedReply[],
  options: Partial<CodeAgentOptions<Schema>> = {},
): ScriptedAgent<Schema> {
  const model = scriptedModel(replies);
  const executors: TinyPython[] = [];
  const executor = (): TinyPython => {
    const made = new TinyPython();
    executors.push(made);
    return made;
  };
  return {
    agent: new CodeAgent<Schema>({ model, executor, verbosityLevel: LogLevel.OFF, ...options }),
    model,
    executors,
  };
}

/** What the model was shown in its call `index`, after the system prompt: role and content. */
export function shown(model: ScriptedModel, index: number): [role: string, content: unknown][] {
  return (model.calls[index]?.messages ?? []).slice(1).map(({ role, content }) => [role, content]);
}
