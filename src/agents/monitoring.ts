/** What people see of a run on a console, and the sums over its steps. */
import type { LogEvent, UsageTotals } from "../run/events.ts";
import { fromRecord } from "../run/record-value.ts";
import { createDefaultRedactor } from "../run/redact.ts";
import { NO_USAGE, addUsage, usageOfReply } from "../run/fold.ts";
import { describeError, truncateContent } from "../memory/observation.ts";
import { resultText } from "../memory/result-text.ts";
import type { CodeOutcome } from "../memory/observation.ts";

export const LogLevel = { OFF: -1, ERROR: 0, INFO: 1, DEBUG: 2 } as const;
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

/** Where lines go: the shape that pino, console and most loggers have. */
export interface LogSink {
  error(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** Everything goes to the standard error, so that an answer on the standard output stays clean. */
const write = (message: string): void => globalThis.console.error(message);
const CONSOLE: LogSink = { error: write, info: write, debug: write };

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

  /** `monitor` has seen the event. */
  logEvent(event: LogEvent, monitor?: Monitor): void {
    if (this.level === LogLevel.OFF) return;
    for (const [message, level] of linesOf(event, monitor)) this.log(message, level);
  }
}

type Line = [message: string, level: LogLevel];
const info = (message: string): Line[] => [[message, LogLevel.INFO]];
const debug = (message: string): Line[] => [[message, LogLevel.DEBUG]];
const error = (message: string): Line[] => [[message, LogLevel.ERROR]];
const cut = (text: string): string => truncateContent(text, LINE_LENGTH);

function linesOf(event: LogEvent, monitor: Monitor | undefined): Line[] {
  switch (event.type) {
    case "run-start": {
      const { name, type, modelId } = event.agent;
      return info(`New run · ${name ?? type} · ${modelId ?? "model"}\n${event.task.trim()}`);
    }
    case "step-start":
      return info(`━━━ Step ${event.step} ━━━`);
    case "model-reply":
      return event.error === undefined
        ? debug(`Output of the model:\n${contentOf(event.result)}`)
        : error(event.error.message);
    case "plan":
      return info(`Plan:\n${event.plan.trim()}`);
    case "code-start":
      return info(`Executing code:\n${event.code}`);
    case "code-result":
      return event.result === undefined ? [] : outcomeLines(fromRecord(event.result) as CodeOutcome);
    case "tool-start":
      return info(`Calling tool: ${event.tool} with arguments ${cut(JSON.stringify(event.args))}`);
    case "tool-result":
      return event.error === undefined
        ? debug(`${event.tool}: ${cut(resultText(fromRecord(event.result)))}`)
        : error(`${event.tool}: ${event.error.message}`);
    case "step-end":
      return [
        ...(monitor === undefined ? [] : info(monitor.describeStep(event.step))),
        ...(event.error === undefined ? [] : error(describeError(event.error))),
      ];
    case "final-answer":
      return info(`Out - Final answer: ${cut(resultText(fromRecord(event.answer)))}`);
    case "retry":
      return error(
        `The model failed (${event.error.message}); attempt ${event.attempt + 1} in ${(event.waitMs / 1000).toFixed(1)} s`,
      );
    case "approval-request":
      return info(`Waiting for a person: ${event.kind} ${event.name}`);
    case "run-end":
      return event.error === undefined ? [] : error(`Run ended: ${event.state}: ${event.error.message}`);
    default:
      return [];
  }
}

function outcomeLines({ logs, text, isFinalAnswer, error: failure }: CodeOutcome): Line[] {
  const lines = logs === "" ? [] : info(`Execution logs:\n${cut(logs).trimEnd()}`);
  if (failure === undefined && !isFinalAnswer && text !== "" && text !== "None")
    lines.push(...info(`Out: ${cut(text)}`));
  const forbidden = /Import of ([\w.]+) is not allowed/.exec(failure?.message ?? "")?.[1];
  if (forbidden === undefined) return lines;
  const option = `additionalAuthorizedImports: [${JSON.stringify(forbidden)}]`;
  return [...lines, ...error(`The code wanted to import ${forbidden}. To allow it: ${option}`)];
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
  readonly #runId: string;
  /** Of the run around this one, whose sums hold this one's. */
  readonly #parent: Monitor | undefined;
  /** By their place in the log: a run may come past an event more than once. */
  readonly #seen = new Set<number>();
  #usageBefore: UsageTotals = NO_USAGE;
  #usageAtEnd: UsageTotals = NO_USAGE;
  #stepStart = 0;

  constructor(options: { runId: string; parent?: Monitor | undefined }) {
    this.#runId = options.runId;
    this.#parent = options.parent;
  }

  get totalInputTokenCount(): number {
    return this.usage.inputTokens;
  }

  get totalOutputTokenCount(): number {
    return this.usage.outputTokens;
  }

  apply(event: LogEvent): void {
    this.#parent?.apply(event);
    if (this.#seen.has(event.seq)) return;
    this.#seen.add(event.seq);
    if (event.type === "step-start" && event.runId === this.#runId) this.#stepStart = event.ts;
    if (event.type === "step-end" && event.runId === this.#runId) {
      this.stepDurations.push((event.ts - this.#stepStart) / 1000);
      // From the end of one step to that of the next, the plan between them included.
      [this.#usageBefore, this.#usageAtEnd] = [this.#usageAtEnd, this.usage];
    }
    if (event.type !== "model-reply") return;
    const { usage, cost } = usageOfReply(event);
    this.usage = addUsage(this.usage, usage);
    if (cost !== undefined) this.cost = (this.cost ?? 0) + cost;
  }

  /** The line about the step that has just ended. */
  describeStep(step: number): string {
    const used = (name: keyof UsageTotals): number => this.usage[name] - this.#usageBefore[name];
    const cached = used("cachedInputTokens") === 0 ? "" : ` (${used("cachedInputTokens")} cached)`;
    return `[Step ${step}: ${this.stepDurations.at(-1)?.toFixed(2)} s | input tokens ${used("inputTokens")}${cached} | output tokens ${used("outputTokens")} | total ${this.usage.totalTokens}]`;
  }
}
