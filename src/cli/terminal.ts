/**
 * Where the command line writes: whole lines that stay, and on a terminal one line at the bottom that changes.
 *
 * The answer goes to the standard output. Everything else goes there too when that is a terminal, and to the standard error
 * when it is a pipe or a file, so that `threadsnake -q "..." | jq` works.
 */
import type { Readable, Writable } from "node:stream";
import { clip, paint } from "./styled-text.ts";
import type { Span } from "./styled-text.ts";

type Stream = Writable & { isTTY?: boolean; columns?: number };

export interface TerminalHost {
  stdout: Stream;
  stderr: Stream;
  stdin: Readable & { isTTY?: boolean };
  env: Readonly<Record<string, string | undefined>>;
}

export interface TerminalOptions {
  isPlain?: boolean | undefined;
  /** Where the story goes when the standard output is no terminal; the standard error when not said. */
  story?: "stdout" | undefined;
}

const DEFAULT_WIDTH = 80;
const NARROWEST = 20;
const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const FRAME_MS = 100;

export class Terminal {
  readonly host: TerminalHost;
  /** Whether a person sees the standard output. */
  readonly isInteractive: boolean;
  readonly hasColor: boolean;
  readonly #options: TerminalOptions;
  readonly #story: Stream;
  readonly #fixedWidth: number | undefined;
  readonly #mayAnimate: boolean;
  #status: (() => string | undefined) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isStatusShown = false;
  #isPaused = false;
  #frame = 0;

  constructor(host: TerminalHost, options: TerminalOptions = {}) {
    const { env } = host;
    const isPlain = options.isPlain === true;
    this.host = host;
    this.#options = options;
    this.isInteractive = host.stdout.isTTY === true;
    this.#story = this.isInteractive || options.story === "stdout" ? host.stdout : host.stderr;
    const isTerminal = this.#story.isTTY === true;
    this.hasColor = !isPlain && wantsColor(env, isTerminal);
    this.#mayAnimate = !isPlain && isTerminal && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
    const columns = Number(env["COLUMNS"]);
    this.#fixedWidth = Number.isInteger(columns) && columns > 0 ? columns : undefined;
  }

  /** How this program is called, for advice that can be copied. */
  get program(): string {
    const { env } = this.host;
    if (env["npm_lifecycle_event"] === "start") return "npm start --";
    return env["npm_command"] === "exec" ? "npx threadsnake" : "threadsnake";
  }

  get width(): number {
    return Math.max(NARROWEST, this.#fixedWidth ?? (this.#story.columns || DEFAULT_WIDTH));
  }

  /** A line of the story. */
  line(spans: readonly Span[] | string = ""): void {
    const text = typeof spans === "string" ? spans : paint(spans, this.hasColor);
    this.#clearStatus();
    this.#story.write(`${text.trimEnd()}\n`);
    this.#drawStatus();
  }

  /** What the program was run for. */
  answer(text: string): void {
    this.#clearStatus();
    this.host.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  }

  /** One line of it. */
  answerLine(spans: readonly Span[]): void {
    this.answer(paint(spans, this.hasColor && this.isInteractive).trimEnd());
  }

  /** The same terminal for a story that is itself the answer: it goes to the standard output also when that is a pipe. */
  forAnswers(): Terminal {
    return new Terminal(this.host, { ...this.#options, story: "stdout" });
  }

  /** Always the standard error, also with `-q`. */
  problem(spans: readonly Span[] | string): void {
    this.#clearStatus();
    const hasColor = this.hasColor && this.host.stderr.isTTY === true;
    this.host.stderr.write(`${typeof spans === "string" ? spans : paint(spans, hasColor)}\n`);
  }

  /** Shows what the function says at the bottom until it is stopped. Nothing where nobody can see it change. */
  startStatus(status: () => string | undefined): () => void {
    if (!this.#mayAnimate) return () => {};
    this.#status = status;
    this.#timer = setInterval(() => {
      this.#frame = (this.#frame + 1) % FRAMES.length;
      this.#clearStatus();
      this.#drawStatus();
    }, FRAME_MS);
    this.#timer.unref();
    return () => this.#stopStatus();
  }

  /** While a person types, nothing may be drawn over it. */
  pauseStatus(): void {
    this.#clearStatus();
    this.#isPaused = true;
  }

  resumeStatus(): void {
    this.#isPaused = false;
  }

  #stopStatus(): void {
    clearInterval(this.#timer);
    this.#clearStatus();
    this.#status = undefined;
  }

  #drawStatus(): void {
    const text = this.#isPaused ? undefined : this.#status?.();
    if (text === undefined || text === "") return;
    const spans: Span[] = [
      { text: `  ${FRAMES[this.#frame] ?? ""} `, style: "cyan" },
      { text: clip(text, this.width - 5), style: "dim" },
    ];
    this.#story.write(paint(spans, this.hasColor));
    this.#isStatusShown = true;
  }

  #clearStatus(): void {
    if (!this.#isStatusShown) return;
    this.#story.write("\r\u001b[K");
    this.#isStatusShown = false;
  }
}

/** FORCE_COLOR before NO_COLOR, as Node itself has it. */
function wantsColor(env: TerminalHost["env"], isTerminal: boolean): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if ((env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb") return false;
  return isTerminal;
}
