/** A CodeAgent with scripted replies and the real Python, in this process. */
import { CodeAgent } from "../../src/agents/code-agent.ts";
import type { CodeAgentOptions } from "../../src/agents/code-agent.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import type { ScriptedModel, ScriptedReply } from "../../src/testing/scripted-model.ts";

export function pythonAgent(
  replies: ScriptedReply[],
  options: Partial<CodeAgentOptions> = {},
): { agent: CodeAgent; model: ScriptedModel } {
  const model = scriptedModel(replies);
  return { agent: new CodeAgent({ model, executorType: "none", verbosityLevel: LogLevel.OFF, ...options }), model };
}
