/** What a log says, without running anything: functions of its events. */
import type { ApprovalRequest, LogEvent, LogEventOf, RunState, UsageTotals } from "./events.ts";
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
  const state = finalState(events);
  return state === "success" || state === "max_steps_error";
}

function finalState(events: readonly LogEvent[]): RunState | undefined {
  const runId = events[0]?.runId;
  const end = events.findLast((event) => event.type === "run-end" && event.runId === runId);
  return end?.type === "run-end" ? end.state : undefined;
}

export const NO_USAGE: Readonly<UsageTotals> = {
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  cachedInputTokens: 0,
  reasoningTokens: 0,
};

/** The usage and the cost of what one model reply reported. */
export interface ReplyUsage {
  usage: UsageTotals;
  cost: number | undefined;
}

/** Reads the usage out of a recorded reply; providers that report none count as zero. */
export function usageOfReply(reply: LogEventOf<"model-reply">): ReplyUsage {
  const result = reply.result;
  const message = typeof result === "object" && result !== null && !Array.isArray(result) ? result : {};
  const tokens = message["tokenUsage"];
  const record = typeof tokens === "object" && tokens !== null && !Array.isArray(tokens) ? tokens : {};
  const read = (name: string): number => (typeof record[name] === "number" ? record[name] : 0);
  const usage = {
    inputTokens: read("inputTokens"),
    outputTokens: read("outputTokens"),
    totalTokens: read("inputTokens") + read("outputTokens"),
    cachedInputTokens: read("cachedInputTokens"),
    reasoningTokens: read("reasoningTokens"),
  };
  const cost =
    typeof message["cost"] === "number"
      ? message["cost"]
      : typeof record["cost"] === "number"
        ? record["cost"]
        : undefined;
  return { usage, cost };
}

export function addUsage(total: UsageTotals, more: UsageTotals): UsageTotals {
  return {
    inputTokens: total.inputTokens + more.inputTokens,
    outputTokens: total.outputTokens + more.outputTokens,
    totalTokens: total.totalTokens + more.totalTokens,
    cachedInputTokens: total.cachedInputTokens + more.cachedInputTokens,
    reasoningTokens: total.reasoningTokens + more.reasoningTokens,
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
  const said = events.filter((event) => event.type === "steer" && event.runId === runId).length;
  const taken = events.reduce(
    (sum, event) => sum + (event.type === "step-start" && event.runId === runId ? (event.steered?.length ?? 0) : 0),
    0,
  );
  return events
    .filter((event) => event.type === "steer" && event.runId === runId)
    .slice(Math.min(taken, said))
    .map((event) => (event.type === "steer" ? event.text : ""));
}
