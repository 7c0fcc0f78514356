/** One call of a tool, as an effect: hooks, agreement, the record that it begins, the call, the record of what came. */
import type { ToolSpec } from "../executors/executor.ts";
import type { EffectContext } from "../run/effects.ts";
import { fromRecord, toRecord } from "../run/record-value.ts";
import type { RecordingEffects } from "../run/recording.ts";
import type { HumanQuestion, ToolCallContext } from "../tools/tool.ts";
import { askApproval, askPerson } from "./ask-person.ts";
import type { RunContext } from "./context.ts";
import { AgentToolExecutionError, isFaultOfLog } from "./errors.ts";
import { isManaged, nestedRunId, runManaged } from "./managed.ts";

export interface ToolRequest {
  key: string;
  callId: string;
  tool: ToolSpec;
  args: Record<string, unknown>;
}

export async function callTool(run: RunContext, effects: RecordingEffects, request: ToolRequest): Promise<unknown> {
  const { key, callId, tool } = request;
  const fields = { callId, tool: tool.name };
  const hashed = [tool.name, request.args];
  const options = { type: "tool-result" as const, args: hashed, fields, failures: "record" as const };
  if (effects.has(key)) {
    if (isManaged(tool) && !run.lived.has(key)) await passManaged(run, effects, request);
    return effects.run(key, () => Promise.reject(new AgentToolExecutionError("unrecorded")), options);
  }
  const { args, record, refusal, isEdited } = await permit(run, effects, request);
  const start = { type: "tool-start" as const, fields: { ...fields, args: record } };
  if (refusal !== undefined) {
    // Where an earlier attempt began the call, the log has its arguments.
    const place = effects.has(`${key}/start`) ? { start } : { fields: start.fields };
    return effects.run(key, () => Promise.reject(new AgentToolExecutionError(refusal)), { ...options, ...place });
  }
  return effects.run(
    key,
    async (context) => {
      if (isManaged(tool)) run.lived.add(key);
      const result = isManaged(tool)
        ? await runManaged(run, effects, request, args)
        : await tool.call(args, toolContext(run, effects, request, context));
      const changed = await run.agent.hooks.afterTool?.({ tool: tool.name, args, result, runId: run.runId, callId });
      return changed === undefined ? result : changed.result;
    },
    {
      ...options,
      fields: isEdited === true ? { ...fields, edited: record } : fields,
      start,
      mayRepeat:
        tool.effects === "once"
          ? async () =>
              (await askApproval(run, effects, `${key}/repeat`, { kind: "repeat", name: tool.name, args, callId }))
                .approved
          : undefined,
    },
  );
}

/** A member's run that is over is passed by: its use of tokens counts, and a member that remembers lives it through again. */
async function passManaged(run: RunContext, effects: RecordingEffects, request: ToolRequest): Promise<void> {
  run.lived.add(request.key);
  if (isManaged(request.tool) && request.tool.agent.options.keepSession === true) {
    const start = effects.find(`${request.key}/start`);
    // What it was called with: hooks and people may have changed what the model asked for.
    const args = start?.type === "tool-start" ? (fromRecord(start.args) as ToolRequest["args"]) : request.args;
    await runManaged(run, effects, request, args).catch(() => {});
    return;
  }
  countNested(run, effects, request.callId);
}

/** The use of tokens of all runs inside a step, by one of its calls; what is counted already is not counted again. */
export function countNested(run: RunContext, effects: RecordingEffects, callId: string): void {
  const start = nestedRunId(run.runId, callId.slice(0, callId.lastIndexOf("_") + 1));
  for (const event of effects.log.events) if (event.runId.startsWith(start)) run.monitor.apply(event);
}

interface Permission {
  args: Record<string, unknown>;
  refusal?: string;
  isEdited?: boolean;
  /** The arguments as they are recorded. */
  record: ReturnType<typeof toRecord>;
}

/** Asked before the record that the call begins. A hook that fails refuses: what is not recorded must not be called. */
async function permit(run: RunContext, effects: RecordingEffects, request: ToolRequest): Promise<Permission> {
  try {
    const verdict = await askAround(run, effects, request);
    return { ...verdict, record: toRecord(verdict.args) };
  } catch (error) {
    if (effects.signalOfRun.aborted || isFaultOfLog(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const { args, tool } = request;
    return { args, record: toRecord(args), refusal: `The call of ${tool.name} was refused: ${reason}` };
  }
}

/** The arguments as hooks and people leave them, or why the call is refused. */
async function askAround(
  run: RunContext,
  effects: RecordingEffects,
  { key, callId, tool, args: asked }: ToolRequest,
): Promise<Omit<Permission, "record">> {
  const { name, needsApproval = false } = tool;
  const verdict = await run.agent.hooks.beforeTool?.({ tool: name, args: asked, runId: run.runId, callId });
  const args = verdict?.args ?? asked;
  if (verdict?.refuse !== undefined) return { args, refusal: `The call of ${name} was refused: ${verdict.refuse}` };
  if (!(typeof needsApproval === "function" ? await needsApproval(args) : needsApproval)) return { args };
  const answer = await askApproval(run, effects, `${key}/approval`, { kind: "tool", name, args, callId });
  if (answer.approved) return answer.args === undefined ? { args } : { args: answer.args, isEdited: true };
  const why = answer.reason === undefined ? "" : `: ${answer.reason}`;
  return {
    args,
    refusal: `A person refused the call of ${name}${why}. Do not try it again; take another way, or say what you could not do.`,
  };
}

function toolContext(
  run: RunContext,
  effects: RecordingEffects,
  { key, callId, tool }: ToolRequest,
  { idempotencyKey, signal }: EffectContext,
): ToolCallContext {
  let questions = 0;
  return {
    signal,
    idempotencyKey,
    runId: run.runId,
    deps: run.deps,
    ask: ({ question, schema }: HumanQuestion) =>
      askPerson(run, effects, `${key}/ask/${questions++}`, {
        kind: "question",
        name: question,
        args: schema ?? { tool: tool.name },
        callId,
      }),
  };
}
