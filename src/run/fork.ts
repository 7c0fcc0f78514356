/** A new run that shares the beginning of another. */
import { ThreadsnakeError } from "../errors.ts";
import type { LogEvent } from "./events.ts";
import type { RunLog } from "./store.ts";

export interface ForkOptions {
  /** The first step that is done anew. Step 1 keeps the task only. */
  step: number;
  /** Said to the agent before that step. */
  instruction?: string | undefined;
}

/**
 * Copies into `target`, an empty log, what came before `options.step` in `source`.
 *
 * Keys stay and the run's name changes: what is recorded is not done again, while new effects get new idempotency keys.
 */
export function forkLog(source: readonly LogEvent[], target: RunLog, options: ForkOptions): void {
  const origin = source[0]?.runId ?? "";
  const cut = source.findIndex(
    (event) => event.runId === origin && event.type === "step-start" && event.step >= options.step,
  );
  const steps = source.filter((event) => event.runId === origin && event.type === "step-end").length;
  if (options.step < 1 || (cut < 0 && options.step > steps + 1)) {
    throw new ThreadsnakeError(`cannot fork at step ${options.step}: the run has ${steps} finished steps`, {
      code: "fork-step",
      hint: `Name a step from 1 to ${steps + 1}.`,
    });
  }
  if (target.events.length > 0)
    throw new ThreadsnakeError(`cannot fork into ${target.runId}: that log is not empty`, { code: "fork-target" });
  for (const event of cut < 0 ? source : source.slice(0, cut)) {
    if (isOfAttempt(event, origin)) continue;
    const { v: _v, seq: _seq, ts: _ts, key, stepId, parentRunId, parentCallId, runId, ...body } = event;
    // A nested run has the name of the run around it before its own.
    const rename = (name: string): string => target.runId + name.slice(origin.length);
    target.append(
      runId === origin && body.type === "run-start" ? { ...body, forkedFrom: { runId, step: options.step } } : body,
      {
        runId: rename(runId),
        ...(key === undefined ? {} : { key }),
        ...(stepId === undefined ? {} : { stepId }),
        ...(parentRunId === undefined ? {} : { parentRunId: rename(parentRunId) }),
        ...(parentCallId === undefined ? {} : { parentCallId }),
      },
    );
  }
  if (options.instruction !== undefined)
    target.append({ type: "steer", text: options.instruction }, { runId: target.runId });
}

/** Notes about an attempt, and the end: the fork has its own. */
function isOfAttempt(event: LogEvent, origin: string): boolean {
  if (event.type === "run-resume") return true;
  return event.runId === origin && (event.type === "run-end" || event.type === "final-answer");
}
