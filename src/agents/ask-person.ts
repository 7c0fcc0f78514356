/** What a run asks of people: to agree, or to answer. Both are effects, and an answer counts only for what was asked. */
import { sha256 } from "../run/hash.ts";
import { toRecord } from "../run/record-value.ts";
import type { RecordingEffects } from "../run/recording.ts";
import { answerSignal } from "../run/store.ts";
import type { HumanRequest, RunContext } from "./context.ts";

export interface Agreement {
  approved: boolean;
  reason?: string | undefined;
  /** What is to be done in place of what was asked: other arguments of the tool, or `{ code }`. */
  args?: Record<string, unknown> | undefined;
}

export interface Asked extends Pick<HumanRequest, "kind" | "name"> {
  args?: unknown;
  callId: string;
}

/** Waits until somebody agrees or refuses: as long as it takes, and in another process if need be. */
export async function askApproval(
  run: RunContext,
  effects: RecordingEffects,
  key: string,
  asked: Asked,
): Promise<Agreement> {
  const answer = await askPerson(run, effects, key, asked);
  if (typeof answer === "boolean") return { approved: answer };
  if (typeof answer !== "object" || answer === null || !("approved" in answer))
    return { approved: false, reason: "the answer was neither yes nor no" };
  return {
    approved: answer.approved === true,
    reason: "reason" in answer && typeof answer.reason === "string" ? answer.reason : undefined,
    args: "args" in answer && typeof answer.args === "object" && answer.args !== null ? { ...answer.args } : undefined,
  };
}

export async function askPerson(
  run: RunContext,
  effects: RecordingEffects,
  key: string,
  asked: Asked,
): Promise<unknown> {
  const { kind, name, callId } = asked;
  const args = asked.args === undefined ? null : toRecord(asked.args);
  const hash = await sha256(effects.log.redact(JSON.stringify([kind, name, args])));
  effects.mark("approval-request", `${key}/request`, { callId, kind, name, args, hash });
  const waiting = effects.signal<unknown>(key, { hash });
  const handler = run.live.answerRequest;
  if (handler === undefined || effects.has(key)) return waiting;
  const request = { kind, name, args: asked.args, hash, key: effects.prefix + key, runId: run.runId };
  // A handler that fails has not agreed.
  void Promise.resolve()
    .then(() => handler(request))
    .catch((error: unknown) => ({ approved: false, reason: error instanceof Error ? error.message : String(error) }))
    .then((answer) => (answer === undefined ? undefined : answerSignal(effects.log, request.key, answer)));
  return waiting;
}
