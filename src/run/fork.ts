/** A new run that shares the beginning of another. */
import { ThreadsnakeError } from "../errors.ts";
import type { EventBody, LogEvent } from "./events.ts";
import type { EventPlace, RunLog } from "./store.ts";

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
  const nested = new Map([[origin, target.runId]]);
  for (const event of cut < 0 ? source : source.slice(0, cut)) {
    if (isOfAttempt(event, origin)) continue;
    target.append(bodyOf(event, options.step), placeOf(event, nested, target.runId));
  }
  if (options.instruction !== undefined)
    target.append({ type: "steer", text: options.instruction }, { runId: target.runId });
}

/** Notes about an attempt, and the end: the fork has its own. */
function isOfAttempt(event: LogEvent, origin: string): boolean {
  if (event.type === "run-resume") return true;
  return event.runId === origin && (event.type === "run-end" || event.type === "final-answer");
}

function bodyOf(event: LogEvent, step: number): EventBody {
  const {
    v: _v,
    seq: _seq,
    ts: _ts,
    key: _key,
    stepId: _stepId,
    parentRunId: _parentRunId,
    parentCallId: _parentCallId,
    runId,
    ...body
  } = event;
  if (body.type === "run-start" && event.parentRunId === undefined) return { ...body, forkedFrom: { runId, step } };
  return body as EventBody;
}

function placeOf(event: LogEvent, names: Map<string, string>, runId: string): EventPlace {
  const rename = (name: string): string => {
    const known = names.get(name) ?? `${runId}.${names.size}`;
    names.set(name, known);
    return known;
  };
  const place: EventPlace = { runId: rename(event.runId) };
  if (event.key !== undefined) place.key = event.key;
  if (event.stepId !== undefined) place.stepId = event.stepId;
  if (event.parentRunId !== undefined) place.parentRunId = rename(event.parentRunId);
  if (event.parentCallId !== undefined) place.parentCallId = event.parentCallId;
  return place;
}
