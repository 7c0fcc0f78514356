/** Agents as tools of other agents. */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import { textOf } from "../models/messages.ts";
import type { RecordingEffects } from "../run/recording.ts";
import type { ToolRequest } from "./call-tool.ts";
import type { RunContext } from "./context.ts";
import { executeRun } from "./execute.ts";
import { AgentDefinitionError, AgentToolExecutionError } from "./errors.ts";
import type { AgentMemory } from "../memory/memory.ts";
import { Monitor } from "./monitoring.ts";
import type { AnyAgent } from "./multi-step-agent.ts";
import { truncateContent } from "../memory/observation.ts";
import { renderPrompt } from "../prompts/render.ts";
import { resultText } from "../memory/result-text.ts";

/** A member of the team, as the tool that its manager sees. */
export interface ManagedAgentTool extends ToolSpec {
  readonly agent: AnyAgent;
}

const INPUTS: JsonSchema = {
  type: "object",
  properties: {
    task: { type: "string", description: "What to do, in detail and in plain words" },
    additional_args: {
      type: ["object", "null"],
      description: "Data to hand over, by name: values, images, tables",
      default: null,
    },
  },
  required: ["task"],
};

export function toManagedTool(agent: AnyAgent): ManagedAgentTool {
  const { name, description } = agent;
  if (name === undefined || description === undefined)
    throw new AgentDefinitionError("a managed agent needs a name and a description", {
      hint: "Give it the options name and description.",
    });
  return {
    name,
    description,
    inputs: INPUTS,
    outputType: "string",
    // Its own effects are recorded one by one, so a call that was cut off goes on where it was.
    effects: "idempotent",
    agent,
    call: () => {
      throw new AgentToolExecutionError(`${name} can be called in a run only`);
    },
  };
}

export function isManaged(tool: ToolSpec): tool is ManagedAgentTool {
  return "agent" in tool;
}

/** One call: a run inside the manager's, with its own memory, in the same log. */
export async function runManaged(
  manager: RunContext,
  effects: RecordingEffects,
  request: ToolRequest,
  args: Record<string, unknown>,
): Promise<string> {
  const { agent } = request.tool as ManagedAgentTool;
  const name = agent.name ?? "";
  const runId = nestedRunId(manager.runId, request.callId);
  const { task, report } = agent.promptTemplates.managed_agent;
  const given = args["additional_args"] ?? {};
  const additionalArgs = Object.fromEntries(given instanceof Map ? given : Object.entries(given));
  const known = manager.members.get(name);
  const conversation = known ?? agent.createConversation();
  if (agent.options.keepSession === true) manager.members.set(name, conversation);
  const { output } = await executeRun({
    agent,
    effects: effects.scope(`${request.key}/run`, { runId, parentRunId: manager.runId, parentCallId: request.callId }),
    live: manager.live,
    deps: manager.deps,
    files: known === undefined ? manager.files : undefined,
    task: await renderPrompt(task, { name, task: String(args["task"]) }, "managed_agent.task"),
    additionalArgs,
    // A picture given by name is shown to the member as well.
    images: Object.values(additionalArgs).filter((value) => isImage(value)),
    conversation,
    goesOn: agent.options.keepSession,
    monitor: new Monitor({ runId, parent: manager.monitor }),
  });
  const text = await renderPrompt(report, { name, final_answer: resultText(output) }, "managed_agent.report");
  return agent.options.provideRunSummary === true ? text + summaryOf(conversation.memory) : text;
}

export function nestedRunId(runId: string, callId: string): string {
  return `${runId}.${callId}`;
}

function isImage(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "image";
}

const SUMMARY_LENGTH = 20_000;

function summaryOf(memory: AgentMemory): string {
  const messages = memory
    .toMessages({ summaryMode: true })
    .map((message) => truncateContent(textOf(message.content), SUMMARY_LENGTH));
  return `\n\nHow this was found out, in detail:\n<summary_of_work>\n${messages.join("\n---\n")}\n</summary_of_work>`;
}
