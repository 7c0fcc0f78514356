/**
 * A run on a terminal: a fold over its events, live or from a log, into lines that stay.
 *
 * Pieces of text may come before the reply that they belong to; a log has the reply alone. Both give the same lines.
 */
import { describeEdit } from "../memory/observation.ts";
import type { CodeOutcome } from "../memory/observation.ts";
import { textOf } from "../models/messages.ts";
import type { ChatMessage } from "../models/model.ts";
import type { ErrorRecord, LogEvent, LogEventOf, ModelDelta, RunEvent, UsageTotals } from "../run/events.ts";
import { NO_USAGE, addUsage, usageOfReply } from "../run/fold.ts";
import { fromRecord } from "../run/record-value.ts";
import { inOptions } from "./advice.ts";
import { answerText, callText, valueLine } from "./call-text.ts";
import { formatCost, formatDuration, formatUsage } from "./figures.ts";
import { Lane } from "./lane.ts";
import { RunStatus } from "./run-status.ts";
import { clip, plainText, textWidth } from "./styled-text.ts";
import type { Span } from "./styled-text.ts";
import type { Terminal } from "./terminal.ts";

export interface RunViewOptions {
  terminal: Terminal;
  isPlain?: boolean | undefined;
  /** Shows everything: no text is cut. */
  isFull?: boolean | undefined;
  /** The answer goes elsewhere. */
  hidesAnswer?: boolean | undefined;
  /** Shows this step alone. */
  onlyStep?: number | undefined;
  /** What follows the model's name. */
  modelNote?: string | undefined;
  /** The short name under which the run is saved. */
  savedAs?: string | undefined;
}

interface RunState {
  lane: Lane;
  agentType: string;
  step: number;
  stepStart: number;
  usage: UsageTotals;
  calls: Map<string, LogEventOf<"tool-start">>;
  /** Calls that are runs of team members. */
  memberCalls: Set<string>;
  /** Pieces of the current reply have been shown. */
  isStreaming: boolean;
  attempt: number;
  /** The error of this step has been shown. */
  hasShownError: boolean;
}

const CLIPPED_LINES = 12;
/** Of a line about a call, what the call may take at most. */
const CALL_SHARE = 0.6;

export class RunView {
  readonly #options: RunViewOptions;
  readonly #runs = new Map<string, RunState>();
  readonly #status = new RunStatus();
  #rootId: string | undefined;
  #total: UsageTotals = { ...NO_USAGE };
  #cost: number | undefined;
  #startedAt = 0;
  #isSaid = false;

  constructor(options: RunViewOptions) {
    this.#options = options;
  }

  /** What the run does now, for the line at the bottom. */
  status(): string | undefined {
    return this.#status.text();
  }

  show(event: RunEvent): void {
    this.#status.apply(event);
    if (event.type === "model-delta") {
      this.#showDelta(event);
      return;
    }
    this.#count(event);
    const run = this.#runOf(event);
    if (this.#isHidden(event, run)) return;
    this.#showEvent(event, run);
  }

  #isHidden(event: LogEvent, run: RunState): boolean {
    const { onlyStep } = this.#options;
    if (onlyStep === undefined) return false;
    if (event.type === "step-start" && event.runId === this.#rootId) run.step = event.step;
    const step = event.stepId ?? (event.type === "step-start" || event.type === "step-end" ? String(event.step) : "");
    if (event.parentRunId !== undefined) return this.#runs.get(this.#rootId ?? "")?.step !== onlyStep;
    return step !== String(onlyStep);
  }

  #showEvent(event: LogEvent, run: RunState): void {
    switch (event.type) {
      case "run-start":
        return this.#showStart(event, run);
      case "run-resume":
        return run.lane.line([{ text: "── goes on from here ──", style: "dim" }]);
      case "step-start":
        return this.#showStepStart(event, run);
      case "model-reply":
        return this.#showReply(event, run);
      case "plan":
        return this.#showPlan(event, run);
      case "code-start":
        return run.lane.showCode(event.code);
      case "code-result":
        return this.#showOutcome(event, run);
      case "tool-start":
        run.calls.set(event.callId, event);
        return;
      case "tool-result":
        return this.#showToolResult(event, run);
      case "approval-request":
        return run.lane.line([
          { text: "  ⏸ ", style: "yellow" },
          { text: `waits for a person: ${event.kind} ${callText(event.name, valueOf(event.args), run.lane.room(30))}` },
        ]);
      case "retry":
        return this.#showRetry(event, run);
      case "memory-compact":
        return run.lane.line([
          { text: `  (the first ${event.upTo} steps are shown to the model shortened)`, style: "dim" },
        ]);
      case "step-end":
        return this.#showStepEnd(event, run);
      case "final-answer":
        return this.#showAnswer(event, run);
      case "run-end":
        return this.#showEnd(event, run);
      case "signal":
      case "effect":
      case "steer":
        return;
    }
  }

  #runOf(event: LogEvent | ModelDelta): RunState {
    const known = this.#runs.get(event.runId);
    if (known !== undefined) return known;
    this.#rootId ??= event.runId;
    const parent = event.parentRunId === undefined ? undefined : this.#runs.get(event.parentRunId);
    const { terminal, isPlain = false } = this.#options;
    const prefix = parent === undefined ? "  " : `${parent.lane.prefix}│ `;
    const run: RunState = {
      lane: new Lane({ terminal, prefix, isPlain }),
      agentType: "CodeAgent",
      step: 0,
      stepStart: "ts" in event ? event.ts : 0,
      usage: { ...NO_USAGE },
      calls: new Map(),
      memberCalls: new Set(),
      isStreaming: false,
      attempt: 0,
      hasShownError: false,
    };
    this.#runs.set(event.runId, run);
    return run;
  }

  #count(event: LogEvent): void {
    if (this.#startedAt === 0) this.#startedAt = event.ts;
    if (event.type !== "model-reply") return;
    const { usage, cost } = usageOfReply(event);
    this.#total = addUsage(this.#total, usage);
    if (cost !== undefined) this.#cost = (this.#cost ?? 0) + cost;
    const run = this.#runOf(event);
    run.usage = addUsage(run.usage, usage);
  }

  #showStart(event: LogEventOf<"run-start">, run: RunState): void {
    run.agentType = event.agent.type;
    if (event.parentRunId !== undefined) {
      const parent = this.#runs.get(event.parentRunId);
      parent?.memberCalls.add(event.parentCallId ?? "");
      const call = parent?.calls.get(event.parentCallId ?? "");
      const task = asRecord(valueOf(call?.args))["task"];
      const { lane } = parent ?? run;
      const name = event.agent.name ?? event.agent.type;
      lane.line([
        { text: "├─ ", style: "dim" },
        { text: name, style: "bold" },
        { text: ` ← ${clip(plainText(String(task ?? event.task)), lane.room(name.length + 7))}` },
      ]);
      return;
    }
    const { lane } = run;
    lane.emptyLine();
    const rest = lane.marked({ text: "❯ ", style: "cyan" }, event.task, {
      style: "bold",
      indent: 0,
      limit: this.#limit,
    });
    if (rest > 0) lane.line([{ text: `  … ${rest} more lines`, style: "dim" }]);
    const note = this.#options.modelNote === undefined ? "" : ` (${this.#options.modelNote})`;
    const tools = event.agent.tools.filter((name) => name !== "final_answer").join(", ");
    const parts = [event.agent.type, `${event.agent.modelId ?? "model"}${note}`, ...(tools === "" ? [] : [tools])];
    lane.marked({ text: "" }, parts.join(" · "), { style: "dim", indent: 2 });
    if (this.#options.isFull === true) {
      lane.emptyLine();
      lane.line([{ text: "System prompt", style: "bold" }]);
      lane.marked({ text: "" }, event.systemPrompt, { style: "dim", indent: 2 });
    }
  }

  #showStepStart(event: LogEventOf<"step-start">, run: RunState): void {
    run.step = event.step;
    run.stepStart = event.ts;
    run.usage = { ...NO_USAGE };
    run.hasShownError = false;
    run.isStreaming = false;
    if (event.parentRunId === undefined) run.lane.emptyLine();
    run.lane.line([{ text: `Step ${event.step}`, style: "bold" }]);
    for (const text of event.steered ?? []) run.lane.marked({ text: "❯ ", style: "cyan" }, text, { indent: 0 });
    if (event.notice !== undefined)
      run.lane.marked({ text: "! ", style: "yellow" }, event.notice, { style: "dim", indent: 0 });
  }

  #showDelta(delta: ModelDelta): void {
    const run = this.#runOf(delta);
    if (delta.attempt > run.attempt) this.#breakOff(run);
    run.attempt = delta.attempt;
    if (delta.content === undefined || delta.purpose !== "action" || run.agentType !== "CodeAgent") return;
    if (!run.isStreaming) run.lane.beginReply();
    run.isStreaming = true;
    run.lane.pushReply(delta.content);
  }

  /** What came of a reply is void; the lines stay. */
  #breakOff(run: RunState): void {
    if (!run.isStreaming) return;
    run.isStreaming = false;
    run.lane.endReply();
    run.lane.line([{ text: "(this reply broke off)", style: "dim" }]);
  }

  #showReply(event: LogEventOf<"model-reply">, run: RunState): void {
    const wasStreaming = run.isStreaming;
    run.isStreaming = false;
    run.attempt = 0;
    if (event.purpose !== "action" || event.error !== undefined) return;
    if (wasStreaming) {
      run.lane.endReply();
      return;
    }
    // The record is a ChatMessage: effects write what the model gave.
    const message = valueOf(event.result) as ChatMessage;
    const text = textOf(message.content);
    // A tool call that is written as text is shown as the call that it becomes.
    if (run.agentType !== "CodeAgent" && /^\s*(?:\{|```|Action:|<tool_call>)/.test(text)) return;
    run.lane.beginReply();
    run.lane.pushReply(text);
    run.lane.endReply();
  }

  #showPlan(event: LogEventOf<"plan">, run: RunState): void {
    if (event.parentRunId === undefined) run.lane.emptyLine();
    run.lane.line([{ text: "Plan", style: "bold" }]);
    run.lane.marked({ text: "" }, event.plan.trim(), { indent: 2 });
  }

  #showOutcome(event: LogEventOf<"code-result">, run: RunState): void {
    if (event.error !== undefined) return;
    // The record is made from a CodeOutcome.
    const { logs, text, error, isFinalAnswer, edited } = valueOf(event.result) as CodeOutcome;
    if (edited !== undefined) {
      this.#showChange("(A person changed this code before it was run, to:)", run);
      run.lane.showCode(edited);
    }
    if (logs.trim() !== "") this.#showLong(run, { text: "› ", style: "dim" }, logs.trimEnd());
    const hasValue = text !== "" && text !== "None" && text !== undefined;
    if (error === undefined && !isFinalAnswer && hasValue) this.#showLong(run, { text: "= ", style: "dim" }, text);
    if (error !== undefined) this.#showError(error, run);
  }

  #showChange(words: string, run: RunState): void {
    run.lane.marked({ text: "❯ ", style: "cyan" }, words, { style: "dim", indent: 0 });
  }

  #showLong(run: RunState, mark: Span, text: string): void {
    const rest = run.lane.marked(mark, text, { indent: 2, limit: this.#limit });
    if (rest === 0) return;
    const { savedAs } = this.#options;
    const more =
      savedAs === undefined ? "" : `: ${this.#options.terminal.program} replay ${savedAs} --step ${run.step} --full`;
    run.lane.line([{ text: `    … ${rest} more lines${more}`, style: "dim" }]);
  }

  get #limit(): number {
    return this.#options.isFull === true ? Number.POSITIVE_INFINITY : CLIPPED_LINES;
  }

  /** What the model will try to mend: one line, and what a person can do about it. */
  #showError(error: ErrorRecord, run: RunState): void {
    run.hasShownError = true;
    const words = this.#options.isFull === true ? (error.traceback ?? error.message) : shortWords(error);
    run.lane.marked({ text: "✗ ", style: "yellow" }, words.trim(), { indent: 2, limit: this.#limit });
    const advice = adviceFor(error);
    if (advice !== undefined) run.lane.marked({ text: "  " }, advice, { style: "dim", indent: 2 });
    if (this.#isSaid) return;
    this.#isSaid = true;
    run.lane.line([{ text: "    the model is told, and goes on", style: "dim" }]);
  }

  #showToolResult(event: LogEventOf<"tool-result">, run: RunState): void {
    const call = run.calls.get(event.callId);
    run.calls.delete(event.callId);
    const { lane } = run;
    if (event.edited !== undefined) this.#showChange(describeEdit({ tool: event.tool, args: event.edited }), run);
    if (run.memberCalls.has(event.callId)) {
      const report = event.error?.message ?? valueLine(valueOf(event.result), lane.room(3));
      lane.line([{ text: "└─ ", style: "dim" }, { text: clip(plainText(report), lane.room(3)) }]);
      return;
    }
    const time = call === undefined ? "" : ` · ${formatDuration(event.ts - call.ts)}`;
    const room = lane.room(4 + 3) - time.length;
    const text = callText(event.tool, valueOf(call?.args), Math.floor(room * CALL_SHARE));
    const left = room - textWidth(text);
    const outcome =
      event.error === undefined ? valueLine(valueOf(event.result), left) : firstParagraph(event.error.message);
    const isError = event.error !== undefined;
    lane.line([
      { text: "  ⚙ ", style: isError ? "yellow" : "cyan" },
      { text },
      { text: isError ? " ✗ " : " → ", style: isError ? "yellow" : "dim" },
      { text: clip(outcome, left) },
      { text: time, style: "dim" },
    ]);
  }

  #showRetry(event: LogEventOf<"retry">, run: RunState): void {
    this.#breakOff(run);
    run.lane.marked(
      { text: "↻ ", style: "yellow" },
      `${event.error.message} · asks again in ${formatDuration(event.waitMs)} (attempt ${event.attempt + 1})`,
      { indent: 0 },
    );
  }

  #showStepEnd(event: LogEventOf<"step-end">, run: RunState): void {
    // That the steps are spent is said at the end of the run.
    const isNews = !run.hasShownError && event.error?.name !== "AgentMaxStepsError";
    if (event.error !== undefined && isNews) this.#showError(event.error, run);
    const parts = [formatDuration(event.ts - run.stepStart), formatUsage(run.usage)].filter((part) => part !== "");
    run.lane.line([{ text: `    ${fit(parts.join(" · "), run.lane.room(4))}`, style: "dim" }]);
  }

  #showAnswer(event: LogEventOf<"final-answer">, run: RunState): void {
    if (event.parentRunId !== undefined || this.#options.hidesAnswer === true) return;
    run.lane.emptyLine();
    run.lane.marked({ text: "✔ ", style: "green" }, answerText(valueOf(event.answer)).trim(), {
      style: "bold",
      indent: 0,
    });
  }

  #showEnd(event: LogEventOf<"run-end">, run: RunState): void {
    if (event.parentRunId !== undefined) return;
    const { lane } = run;
    const { savedAs, terminal } = this.#options;
    const { program } = terminal;
    lane.emptyLine();
    if (event.state === "max_steps_error")
      lane.line([{ text: "✗ ", style: "red" }, { text: "out of steps: the answer is what the model had by then" }]);
    if (event.state === "error") {
      lane.marked({ text: "✗ ", style: "red" }, firstParagraph(event.error?.message ?? "failed"), { indent: 0 });
      if (event.error?.hint !== undefined)
        lane.marked({ text: "  " }, inOptions(event.error.hint), { style: "dim", indent: 0 });
    }
    if (event.state === "aborted" || event.state === "suspended")
      lane.line([
        { text: "■ ", style: "yellow" },
        { text: run.step === 0 ? "stopped" : `stopped in step ${run.step}` },
      ]);
    const steps = `${event.steps} ${event.steps === 1 ? "step" : "steps"}`;
    const cost = this.#cost === undefined ? "" : formatCost(this.#cost);
    const sums = [steps, formatDuration(event.ts - this.#startedAt), formatUsage(this.#total), cost];
    const text = fit(sums.filter((part) => part !== "").join(" · "), lane.room(2));
    const isOver = event.state === "success" || event.state === "max_steps_error";
    const next = isOver ? `replay: ${program} replay ${savedAs}` : `saved · go on: ${program} resume ${savedAs}`;
    const isOneLine = savedAs !== undefined && text.length + next.length + 4 <= lane.room(2);
    lane.line([{ text: `  ${text}${isOneLine ? `    ${next}` : ""}`, style: "dim" }]);
    // A command that is to be copied stands on a line of its own rather than on two.
    if (savedAs !== undefined && !isOneLine) lane.line([{ text: `  ${next}`, style: "dim" }]);
  }
}

/** Figures on one line: where they do not fit, what stands in brackets goes first. */
function fit(figures: string, width: number): string {
  return clip(textWidth(figures) > width ? figures.replaceAll(/ \([^)]*\)/g, "") : figures, width);
}

/** A value of the log; some fields may be missing. */
function valueOf(json: unknown): unknown {
  return json === undefined ? undefined : fromRecord(json);
}

function firstParagraph(text: string): string {
  return (
    plainText(text)
      .trim()
      .split(/\n\s*\n/)[0] ?? ""
  );
}

/** The first thing that an error says: the rest is for the model. */
function shortWords({ message, pythonType, limit, line }: ErrorRecord): string {
  const text = plainText(message).trim();
  if (pythonType !== undefined)
    return `${pythonType}: ${firstParagraph(text)}${line === undefined ? "" : `  (line ${line})`}`;
  const first = (limit === undefined ? text.split("\n") : text.split(/(?<=\.)\s/))[0] ?? "";
  // What leads to an example ends where the example is left out.
  return first.length < text.length ? first.replace(/(?<=\.)\s[^.]*:$/, "") : first;
}

function asRecord(value: unknown): Record<string, unknown> {
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** What the person at the terminal can do, in the words of this program's options. */
function adviceFor(error: ErrorRecord): string | undefined {
  const forbidden = /Import of ([\w.]+) is not allowed/.exec(error.message)?.[1];
  if (forbidden !== undefined) return `to allow it: -i ${forbidden}`;
  return error.limit === "seconds" ? "to give it more time: --timeout SECONDS" : undefined;
}
