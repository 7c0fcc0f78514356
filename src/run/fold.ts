/** What a log says, without running anything: functions of its events. */
import type { ApprovalRequest, LogEvent, LogEventOf, UsageTotals } from "./events.ts";
import { fromRecord } from "./record-value.ts";
import type { RunSummary } from "./store.ts";

/** One line for a list of runs. `isHeld`: whether a living process writes the log. */
export function summarizeRun(events: readonly LogEvent[], options: { isHeld: boolean }): RunSummary {
  const first = events[0];
  const runId = first?.runId ?? "";
  const own = events.filter((event) => event.runId === runId);
  const start = own.find((event) => event.type === "run-start");
  const end = own.findLast((event) => event.type === "run-end" || event.type === "run-resume");
  const answer = own.find((event) => event.type === "final-answer");
  const summary: RunSummary = {
    runId,
    task: start?.task ?? "",
    state: stateOf(end, options.isHeld),
    startedAt: first?.ts ?? 0,
    endedAt: events.at(-1)?.ts ?? 0,
    steps: own.filter((event) => event.type === "step-end").length,
  };
  if (answer !== undefined) summary.answer = fromRecord(answer.answer);
  if (end?.type === "run-end" && end.error !== undefined) summary.error = end.error.message;
  if (start !== undefined) {
    summary.agent = start.agent.name ?? start.agent.type;
    summary.modelId = start.agent.modelId;
  }
  return summary;
}

function stateOf(end: LogEvent | undefined, isHeld: boolean): RunSummary["state"] {
  if (end?.type === "run-end") return end.state;
  return isHeld ? "running" : "interrupted";
}

/** Whether the run came to its end, so that resuming it gives the answer without doing anything. */
export function isFinished(events: readonly LogEvent[]): boolean {
  const runId = events[0]?.runId;
  const end = events.findLast((event) => event.type === "run-end" && event.runId === runId);
  return end?.type === "run-end" && (end.state === "success" || end.state === "max_steps_error");
}

export const NO_USAGE: Readonly<UsageTotals> = countUsage(() => 0);

/** The usage and the cost of what one model reply reported. */
export interface ReplyUsage {
  usage: UsageTotals;
  cost: number | undefined;
}

/** Reads the usage out of a recorded reply; providers that report none count as zero. */
export function usageOfReply(reply: LogEventOf<"model-reply">): ReplyUsage {
  const message = fieldsOf(reply.result);
  const tokens = fieldsOf(message["tokenUsage"]);
  const usage = countUsage((name) => (typeof tokens[name] === "number" ? tokens[name] : 0));
  usage.totalTokens = usage.inputTokens + usage.outputTokens;
  return { usage, cost: [message["cost"], tokens["cost"]].find((cost) => typeof cost === "number") };
}

function fieldsOf(json: unknown): Record<string, unknown> {
  return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {}; // read by name only
}

export function addUsage(total: UsageTotals, more: UsageTotals): UsageTotals {
  return countUsage((name) => total[name] + more[name]);
}

function countUsage(count: (name: keyof UsageTotals) => number): UsageTotals {
  return {
    inputTokens: count("inputTokens"),
    outputTokens: count("outputTokens"),
    totalTokens: count("totalTokens"),
    cachedInputTokens: count("cachedInputTokens"),
    reasoningTokens: count("reasoningTokens"),
  };
}

/** What the run waits for a person to say, nested runs included. The answer goes to the key that is given here. */
export function pendingApprovals(
  events: readonly LogEvent[],
): Array<{ key: string; request: LogEventOf<"approval-request"> }> {
  const keys = new Set(events.map((event) => event.key));
  const pending = [];
  for (const event of events) {
    if (event.type !== "approval-request" || event.key === undefined) continue;
    const key = event.key.replace(/\/request$/, "");
    if (!keys.has(key)) pending.push({ key, request: event as LogEventOf<"approval-request"> & ApprovalRequest });
  }
  return pending;
}

/** What was said to the agent and no step has taken up yet. */
export function pendingSteers(events: readonly LogEvent[], runId: string): string[] {
  const own = events.filter((event) => event.runId === runId);
  const said = own.flatMap((event) => (event.type === "steer" ? [event.text] : []));
  const taken = own.flatMap((event) => (event.type === "step-start" ? (event.steered ?? []) : []));
  return said.slice(taken.length);
}
