/** What the model is shown of what its action did. */
import type { JsonValue } from "../executors/codec.ts";
import type { ClockReads } from "../run/clock-reads.ts";
import type { ErrorRecord } from "../run/events.ts";

export const MAX_OBSERVATION_LENGTH = 20_000;

/** Keeps the head and the tail: what a program prints last is often what it was run for. */
export function truncateContent(text: string, maxLength: number = MAX_OBSERVATION_LENGTH): string {
  if (text.length <= maxLength) return text;
  const half = Math.floor(maxLength / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n..._${left} characters of ${text.length} are left out here; print less, or only the part you need_...\n${text.slice(-half)}`;
}

/** What a code action came to, as the log keeps it. */
export interface CodeOutcome {
  logs: string;
  text: string;
  isFinalAnswer: boolean;
  output?: unknown;
  error?: ErrorRecord | undefined;
  /** The code that ran, where the person who was asked to agree changed it. */
  edited?: string | undefined;
  /** The calls whose arguments people changed. */
  editedCalls?: EditedCall[] | undefined;
  /** What the action read from the clock, where the executor tells. */
  clock?: ClockReads | number[] | undefined;
}

export interface EditedCall {
  tool: string;
  args: JsonValue;
}

export function describeEdit({ tool, args }: EditedCall): string {
  return `(A person changed the arguments of ${tool} before it was called, to ${JSON.stringify(args)}.)`;
}

export function describeOutcome(outcome: CodeOutcome, maxLength?: number): string {
  const { edited, editedCalls = [] } = outcome;
  const code =
    edited === undefined ? [] : [`(A person changed this code before it was run, to:)\n${edited.trimEnd()}\n`];
  const parts = [...code, ...editedCalls.map(describeEdit), describeRun(outcome, maxLength)];
  return parts.filter((part) => part !== "").join("\n");
}

function describeRun(outcome: CodeOutcome, maxLength?: number): string {
  const logs =
    outcome.logs === ""
      ? ""
      : `Execution logs:\n${truncateContent(outcome.logs.endsWith("\n") ? outcome.logs : `${outcome.logs}\n`, maxLength)}`;
  if (outcome.error !== undefined) return logs.trimEnd();
  return `${logs === "" ? "Execution logs:\n" : logs}Last output from code snippet:\n${outcome.text === "" ? "None" : truncateContent(outcome.text, maxLength)}`;
}

/** How an error reads for the model: the traceback where there is one, then what to do. */
export function describeError(error: ErrorRecord): string {
  const text = error.traceback?.trim() || error.message;
  return error.hint === undefined || error.hint === "" || text.includes(error.hint)
    ? text
    : `${text}\nHint: ${error.hint}`;
}

const RETRY_ADVICE =
  "Now try again, and do not repeat what failed. If the same thing has failed several times, take a different way.";

export function errorObservation(message: string, callId?: string): string {
  return `${callId === undefined ? "" : `Call id: ${callId}\n`}Error:\n${message}\n${RETRY_ADVICE}`;
}
