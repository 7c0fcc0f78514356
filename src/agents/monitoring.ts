/** What people see of a run on a console, and the sums over its steps. */
import type { LogEvent, UsageTotals } from "../run/events.ts";
import { fromRecord } from "../run/record-value.ts";
import { createDefaultRedactor } from "../run/redact.ts";
import { NO_USAGE, addUsage, usageOfReply } from "../run/fold.ts";
import { describeError, truncateContent } from "./observation.ts";
import { resultText } from "./result-text.ts";
import type { CodeOutcome } from "./observation.ts";

export const LogLevel: { readonly OFF: -1; readonly ERROR: 0; readonly INFO: 1; readonly DEBUG: 2 } = {
  OFF: -1,
  ERROR: 0,
  INFO: 1,
  DEBUG: 2,
};
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

/** Where lines go: the shape that pino, console and most loggers have. */
export interface LogSink {
  error(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** Everything goes to the standard error, so that an answer on the standard output stays clean. */
const CONSOLE: LogSink = {
  error: (message) => globalThis.console.error(message),
  info: (message) => globalThis.console.error(message),
  debug: (message) => globalThis.console.error(message),
};

const LINE_LENGTH = 2_000;

export interface AgentLoggerOptions {
  level?: LogLevel | undefined;
  sink?: LogSink | undefined;
  /** Takes secrets out of each line; those that the environment holds when not given. */
  redact?: ((text: string) => string) | undefined;
}

/** Writes the events of a run as text, each at its level. */
export class AgentLogger {
  readonly level: LogLevel;
  readonly #sink: LogSink;
  readonly #redact: (text: string) => string;

  constructor(options: AgentLoggerOptions = {}) {
    this.level = options.level ?? LogLevel.INFO;
    this.#sink = options.sink ?? CONSOLE;
    this.#redact = options.redact ?? createDefaultRedactor();
  }

  log(text: string, level: LogLevel = LogLevel.INFO): void {
    if (level > this.level || this.level === LogLevel.OFF) return;
    const message = this.#redact(text);
    if (level === LogLevel.ERROR) this.#sink.error(message);
    else if (level === LogLevel.INFO) this.#sink.info(message);
    else this.#sink.debug(message);
  }

  logError(message: string): void {
    this.log(message, LogLevel.ERROR);
  }

  logEvent(event: LogEvent): void {
    if (this.level === LogLevel.OFF) return;
    for (const [message, level] of linesOf(event)) this.log(message, level);
  }
}

type Line = [message: string, level: LogLevel];

function linesOf(event: LogEvent): Line[] {
  const { INFO, ERROR, DEBUG } = LogLevel;
  switch (event.type) {
    case "run-start":
      return [
        [
          `New run · ${event.agent.name ?? event.agent.type} · ${event.agent.modelId ?? "model"}\n${event.task.trim()}`,
          INFO,
        ],
      ];
    case "step-start":
      return [[`━━━ Step ${event.step} ━━━`, INFO]];
    case "model-reply":
      return event.error === undefined
        ? [[`Output of the model:\n${contentOf(event.result)}`, DEBUG]]
        : [[event.error.message, ERROR]];
    case "plan":
      return [[`Plan:\n${event.plan.trim()}`, INFO]];
    case "code-start":
      return [[`Executing code:\n${event.code}`, INFO]];
    case "code-result":
      return outcomeLines(event.result);
    case "tool-start":
      return [
        [
          `Calling tool: ${event.tool} with arguments ${truncateContent(JSON.stringify(event.args), LINE_LENGTH)}`,
          INFO,
        ],
      ];
    case "tool-result":
      return event.error === undefined
        ? [[`${event.tool}: ${truncateContent(resultText(fromRecord(event.result)), LINE_LENGTH)}`, DEBUG]]
        : [[`${event.tool}: ${event.error.message}`, ERROR]];
    case "step-end":
      return event.error === undefined ? [] : [[describeError(event.error), ERROR]];
    case "final-answer":
      return [[`Out - Final answer: ${truncateContent(resultText(fromRecord(event.answer)), LINE_LENGTH)}`, INFO]];
    case "retry":
      return [
        [
          `The model failed (${event.error.message}); attempt ${event.attempt + 1} in ${(event.waitMs / 1000).toFixed(1)} s`,
          ERROR,
        ],
      ];
    case "approval-request":
      return [[`Waiting for a person: ${event.kind} ${event.name}`, INFO]];
    case "run-end":
      return event.error === undefined ? [] : [[`Run ended: ${event.state}: ${event.error.message}`, ERROR]];
    default:
      return [];
  }
}

function outcomeLines(result: unknown): Line[] {
  if (result === undefined) return [];
  const { logs, text, isFinalAnswer, error } = fromRecord(result) as CodeOutcome;
  const lines: Line[] = [];
  if (logs !== "") lines.push([`Execution logs:\n${truncateContent(logs, LINE_LENGTH).trimEnd()}`, LogLevel.INFO]);
  if (error === undefined && !isFinalAnswer && text !== "" && text !== "None")
    lines.push([`Out: ${truncateContent(text, LINE_LENGTH)}`, LogLevel.INFO]);
  const forbidden = /Import of ([\w.]+) is not allowed/.exec(error?.message ?? "")?.[1];
  if (forbidden !== undefined)
    lines.push([
      `The code wanted to import ${forbidden}. To allow it: additionalAuthorizedImports: [${JSON.stringify(forbidden)}]`,
      LogLevel.ERROR,
    ]);
  return lines;
}

function contentOf(result: unknown): string {
  const content = typeof result === "object" && result !== null && "content" in result ? result.content : "";
  return typeof content === "string" ? content : JSON.stringify(content);
}

/** Tokens, money and time of a run, nested runs included; fed with its events. */
export class Monitor {
  usage: UsageTotals = { ...NO_USAGE };
  cost: number | undefined;
  /** Seconds of each step of the run itself. */
  readonly stepDurations: number[] = [];
  readonly #logger: AgentLogger | undefined;
  readonly #runId: string;
  /** Of the run around this one, whose sums hold this one's. */
  readonly #parent: Monitor | undefined;
  #stepUsage: UsageTotals = { ...NO_USAGE };
  #stepStart = 0;

  constructor(options: { runId: string; logger?: AgentLogger | undefined; parent?: Monitor | undefined }) {
    this.#runId = options.runId;
    this.#parent = options.parent;
    this.#logger = options.logger;
  }

  get totalInputTokenCount(): number {
    return this.usage.inputTokens;
  }

  get totalOutputTokenCount(): number {
    return this.usage.outputTokens;
  }

  apply(event: LogEvent): void {
    this.#parent?.apply(event);
    if (event.type === "model-reply") {
      const { usage, cost } = usageOfReply(event);
      this.usage = addUsage(this.usage, usage);
      this.#stepUsage = addUsage(this.#stepUsage, usage);
      if (cost !== undefined) this.cost = (this.cost ?? 0) + cost;
    }
    if (event.runId !== this.#runId) return;
    if (event.type === "step-start") this.#stepStart = event.ts;
    if (event.type === "step-end") this.#endStep(event.step, event.ts);
  }

  #endStep(step: number, ts: number): void {
    const seconds = (ts - this.#stepStart) / 1000;
    this.stepDurations.push(seconds);
    const { inputTokens, outputTokens, cachedInputTokens } = this.#stepUsage;
    const cached = cachedInputTokens === 0 ? "" : ` (${cachedInputTokens} cached)`;
    this.#logger?.log(
      `[Step ${step}: ${seconds.toFixed(2)} s | input tokens ${inputTokens}${cached} | output tokens ${outputTokens} | total ${this.usage.totalTokens}]`,
    );
    this.#stepUsage = { ...NO_USAGE };
  }
}
