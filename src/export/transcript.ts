/** A log as something to read: its runs and steps in the order in which they happened, ready for any form of text. */
import type { ErrorRecord, LogEvent, UsageTotals } from "../run/events.ts";
import { NO_USAGE, addUsage, usageOfReply } from "../run/fold.ts";
import { fromRecord } from "../run/record-value.ts";

export interface TranscriptCall {
  tool: string;
  args: unknown;
  result?: unknown;
  error?: ErrorRecord | undefined;
  /** The run of a team member. */
  run?: Transcript | undefined;
}

export interface TranscriptStep {
  kind: "plan" | "action";
  step: number;
  said: string[];
  text: string;
  code?: string | undefined;
  /** What people changed before it was done. */
  changes: string[];
  calls: TranscriptCall[];
  logs: string;
  output: string;
  error?: ErrorRecord | undefined;
  usage: UsageTotals;
  seconds: number;
}

export interface Transcript {
  runId: string;
  agent: string;
  modelId: string | undefined;
  task: string;
  systemPrompt: string;
  steps: TranscriptStep[];
  answer?: unknown;
  state: string;
  usage: UsageTotals;
  seconds: number;
}

export function toTranscript(events: readonly LogEvent[], runId: string = events[0]?.runId ?? ""): Transcript {
  const own = events.filter((event) => event.runId === runId);
  const start = own.find((event) => event.type === "run-start");
  const end = own.findLast((event) => event.type === "run-end");
  const answer = own.find((event) => event.type === "final-answer");
  const transcript: Transcript = {
    runId,
    agent: start?.agent.name ?? start?.agent.type ?? "agent",
    modelId: start?.agent.modelId,
    task: start?.task ?? "",
    systemPrompt: start?.systemPrompt ?? "",
    steps: stepsOf(events, own),
    state: end?.state ?? "unfinished",
    usage: { ...NO_USAGE },
    seconds: ((own.at(-1)?.ts ?? 0) - (own[0]?.ts ?? 0)) / 1000,
  };
  if (answer !== undefined) transcript.answer = fromRecord(answer.answer);
  for (const event of own)
    if (event.type === "model-reply") transcript.usage = addUsage(transcript.usage, usageOfReply(event).usage);
  return transcript;
}

function stepsOf(events: readonly LogEvent[], own: readonly LogEvent[]): TranscriptStep[] {
  const steps: TranscriptStep[] = [];
  const calls = new Map<string, TranscriptCall>();
  let startedAt = 0;
  const begin = (kind: TranscriptStep["kind"], step: number, ts: number): TranscriptStep => {
    startedAt = ts;
    const made: TranscriptStep = {
      kind,
      step,
      said: [],
      text: "",
      changes: [],
      calls: [],
      logs: "",
      output: "",
      usage: { ...NO_USAGE },
      seconds: 0,
    };
    steps.push(made);
    return made;
  };
  for (const event of own) {
    const current = steps.at(-1);
    switch (event.type) {
      case "plan":
        begin("plan", event.step, event.ts).text = event.plan;
        break;
      case "step-start":
        begin("action", event.step, event.ts).said.push(
          ...(event.steered ?? []),
          ...(event.notice === undefined ? [] : [event.notice]),
        );
        break;
      case "model-reply":
        if (current === undefined || event.purpose === "plan" || event.purpose === "summary") break;
        current.text = textOfReply(event.result);
        current.usage = usageOfReply(event).usage;
        break;
      case "code-start":
        if (current !== undefined) current.code = event.code;
        break;
      case "tool-start": {
        const call: TranscriptCall = { tool: event.tool, args: fromRecord(event.args) };
        const nested = events.find(
          (other) =>
            other.type === "run-start" && other.parentRunId === event.runId && other.parentCallId === event.callId,
        );
        if (nested !== undefined) call.run = toTranscript(events, nested.runId);
        calls.set(event.callId, call);
        current?.calls.push(call);
        break;
      }
      case "tool-result": {
        const refused = event.args === undefined ? undefined : { tool: event.tool, args: fromRecord(event.args) };
        const call: TranscriptCall | undefined = calls.get(event.callId) ?? refused;
        if (call === undefined) break;
        if (call === refused) current?.calls.push(call);
        if (event.edited !== undefined)
          current?.changes.push(`A person changed the arguments of ${event.tool} to ${JSON.stringify(event.edited)}`);
        if (event.error === undefined) call.result = fromRecord(event.result);
        else call.error = event.error;
        break;
      }
      case "code-result": {
        if (current === undefined || event.error !== undefined) break;
        const outcome = fromRecord(event.result) as { logs: string; text: string; edited?: string };
        if (outcome.edited !== undefined) current.changes.unshift("A person changed the code, to this");
        current.code = outcome.edited ?? current.code;
        current.logs = outcome.logs;
        current.output = outcome.text;
        break;
      }
      case "step-end":
        if (current === undefined) break;
        current.error = event.error;
        current.seconds = (event.ts - startedAt) / 1000;
        break;
      default:
    }
  }
  return steps;
}

function textOfReply(result: unknown): string {
  const content = typeof result === "object" && result !== null && "content" in result ? result.content : "";
  if (typeof content === "string") return content;
  return Array.isArray(content)
    ? content.map((part: { text?: unknown }) => (typeof part.text === "string" ? part.text : "")).join("")
    : "";
}

/** The reply without the code that is shown beside it. */
export function thoughtOf(step: TranscriptStep): string {
  if (step.code === undefined) return step.text.trim();
  const start = step.text.search(/<code>|```/);
  return (start < 0 ? step.text : step.text.slice(0, start)).trim();
}
