/** What a run asks of people: to agree, or to answer. Both are effects, and an answer counts only for what was asked. */
import { sha256 } from "../run/digest.ts";
import { toRecord } from "../run/record-value.ts";
import type { RecordingEffects } from "../run/recording.ts";
import { answerSignal } from "../run/store.ts";
import type { HumanRequest, RunContext } from "./context.ts";
import { isFaultOfLog } from "./errors.ts";

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
  const { approved, reason, args } = answer as Partial<Record<keyof Agreement, unknown>>;
  if (approved === true && args !== undefined && !isChange(asked.kind, args))
    return { approved: false, reason: `their change is no ${asked.kind === "code" ? "{ code: text }" : "object"}` };
  return {
    approved: approved === true,
    reason: typeof reason === "string" ? reason : undefined,
    args: args === undefined ? undefined : { ...args },
  };
}

/** Whether this can take the place of what was asked; if not, it is no agreement to that either. */
function isChange(kind: HumanRequest["kind"], args: unknown): args is Record<string, unknown> {
  // As a record is read, an object that is plain data has no prototype.
  if (typeof args !== "object" || args === null || Object.getPrototypeOf(args) !== null) return false;
  return kind === "tool" || (kind === "code" && "code" in args && typeof args.code === "string");
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
    .then((answer) => {
      if (answer !== undefined && !effects.signalOfRun.aborted) answerSignal(effects.log, request.key, answer);
    })
    .catch((error: unknown) => {
      // The run is over, and its log is closed.
      if (!isFaultOfLog(error)) throw error;
    });
  return waiting;
}
