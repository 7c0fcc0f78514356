/** What a model reads when a limit ended its action: which limit, where, what is left of the session, what to do. */
import { LimitError, type LimitName, memoryWords } from "../python/errors.ts";
import type { RunEnd } from "./connection.ts";
import type { EngineLimits } from "./executor.ts";
import { stripControls } from "./inert.ts";

const LIMITS: ReadonlySet<string> = new Set<LimitName>([
  "seconds",
  "operations",
  "memory",
  "recursion",
  "output",
  "hostCalls",
  "source",
  "nesting",
  "crash",
  "spent",
]);
const KEPT = "Names from before this action are kept; what this action assigned is lost.";
const LOST = "All names are lost: define again what you need.";

/** The error of an action that ended with its sandbox, or that the sandbox itself stopped. */
export function limitError(end: RunEnd, limits: EngineLimits, logs: string, namesAreKept: boolean): LimitError {
  const kept = namesAreKept ? KEPT : LOST;
  if (end.type === "lost") return lostError(end, limits, logs, kept);
  const frame = end.frame as typeof end.frame & { t: "limit" }; // the caller looked
  const limit: LimitName = LIMITS.has(frame.limit) ? (frame.limit as LimitName) : "crash";
  const line = frame.line ?? undefined;
  const hint = stripControls(frame.hint ?? "Do less in one action.");
  return build(limit, sentenceWithLine(stripControls(frame.message), line), hint, {
    line,
    logs,
    kept,
  });
}

/** The sandbox ended by itself after an action; this one was not run. */
export function lostBetween(): LimitError {
  return new LimitError("crash", `Python has ended since the last action. ${LOST} This action was not run.`, {
    hint: "Define the names again, then run the action again.",
  });
}

/** The action was too long to be looked at. */
export function sourceError(maxCharacters: number): LimitError {
  return new LimitError("source", `The code is longer than ${maxCharacters} characters and was not run.`, {
    hint: "Write less code in one action; read data from tools or variables instead of writing it out.",
  });
}

function lostError(end: RunEnd & { type: "lost" }, limits: EngineLimits, logs: string, kept: string): LimitError {
  switch (end.why) {
    case "seconds": {
      const waiting = end.waitedFor === undefined ? "" : `, while it waited for the tool ${end.waitedFor}`;
      const hint =
        end.waitedFor === undefined
          ? "Look for an endless loop, use a faster algorithm, or split the work over several actions."
          : "Call the tool with less work, or do without it.";
      return build("seconds", `The action was stopped after ${limits.seconds} seconds${waiting}.`, hint, {
        logs,
        kept,
      });
    }
    case "hostCalls":
      return build(
        "hostCalls",
        `The action called tools more than ${limits.hostCalls} times.`,
        "Call tools less often.",
        { logs, kept },
      );
    case "memory": {
      const { message, hint } = memoryWords(limits.memoryBytes);
      return build("memory", message, hint, { logs, kept });
    }
    default:
      return build(
        "crash",
        "Python ended unexpectedly while it ran the action.",
        "Try it in another way, in smaller steps.",
        { logs, kept, cause: new Error(end.detail) },
      );
  }
}

function build(
  limit: LimitName,
  message: string,
  hint: string,
  { kept, ...options }: { kept: string; line?: number | undefined; logs: string; cause?: unknown },
): LimitError {
  return new LimitError(limit, `${message} ${kept} ${hint}`, { hint, ...options });
}

function sentenceWithLine(message: string, line: number | undefined): string {
  return line === undefined || /\bline \d/.test(message) ? message : `${message.replace(/\.$/, "")}, in line ${line}.`;
}
