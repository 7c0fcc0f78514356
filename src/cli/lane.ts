/** The lines of one run as they come: thoughts wrapped, code highlighted by completed lines, everything behind one prefix. */
import { PythonHighlighter } from "./python-highlight.ts";
import { ReplyReader } from "./reply-reader.ts";
import type { ReplyPart } from "./reply-reader.ts";
import { plainText, textWidth, wrapSpans, wrapWords } from "./styled-text.ts";
import type { Span } from "./styled-text.ts";
import type { Terminal } from "./terminal.ts";

const NUMBER_WIDTH = 3;
/** Prose on a very wide terminal is hard to read. */
const WIDEST_PROSE = 100;

export interface LaneOptions {
  terminal: Terminal;
  prefix: string;
  isPlain: boolean;
}

export class Lane {
  readonly prefix: string;
  readonly #options: LaneOptions;
  #reader = new ReplyReader();
  #highlighter = new PythonHighlighter();
  /** What of the current line has come. */
  #thought = "";
  #code = "";
  #lineNumber = 0;
  /** Empty lines are shown when something follows them. */
  #emptyLines = 0;
  #hasThought = false;
  #lastType: ReplyPart["type"] = "thought";
  #shownCode: string[] = [];

  constructor(options: LaneOptions) {
    this.#options = options;
    this.prefix = options.prefix;
  }

  /** Columns for text after `indent`. */
  room(indent: number): number {
    return Math.max(10, this.#options.terminal.width - textWidth(this.prefix) - indent);
  }

  line(spans: readonly Span[]): void {
    this.#options.terminal.line([{ text: this.prefix, style: "dim" }, ...spans]);
  }

  emptyLine(): void {
    this.line([]);
  }

  /** A paragraph behind a mark, its further lines below its first word. */
  marked(mark: Span, text: string, options: { style?: Span["style"]; indent: number; limit?: number }): number {
    const { style, indent, limit = Number.POSITIVE_INFINITY } = options;
    const width = this.room(indent + textWidth(mark.text));
    const lines = plainText(text)
      .split("\n")
      .flatMap((line) => wrapWords(line, width));
    const pad = " ".repeat(indent);
    for (const [index, line] of lines.slice(0, limit).entries()) {
      const lead = index === 0 ? mark : { text: " ".repeat(textWidth(mark.text)) };
      this.line([{ text: pad }, lead, { text: line, style }]);
    }
    return Math.max(0, lines.length - limit);
  }

  beginReply(): void {
    this.#reader = new ReplyReader();
    this.#highlighter = new PythonHighlighter();
    this.#thought = "";
    this.#code = "";
    this.#lineNumber = 0;
    this.#emptyLines = 0;
    this.#hasThought = false;
    this.#lastType = "thought";
    this.#shownCode = [];
  }

  pushReply(piece: string): void {
    for (const part of this.#reader.push(plainText(piece))) this.#show(part);
  }

  endReply(): void {
    for (const part of this.#reader.end()) this.#show(part);
    this.#endThought();
    this.#endCode();
  }

  /** The code that is run, unless it is what was shown already. */
  showCode(code: string): void {
    const lines = plainText(code).trimEnd().split("\n");
    if (lines.join("\n") === this.#shownCode.join("\n").trimEnd()) return;
    if (this.#shownCode.length > 0) this.line([{ text: "  run as", style: "dim" }]);
    this.#highlighter = new PythonHighlighter();
    this.#lineNumber = 0;
    this.#shownCode = [];
    for (const line of lines) this.#codeLine(line);
    this.#emptyLines = 0;
  }

  #show({ type, text }: ReplyPart): void {
    if (type !== this.#lastType) {
      this.#endThought();
      this.#endCode();
    }
    this.#lastType = type;
    if (type === "reasoning") return;
    if (type === "thought") {
      this.#addThought(text);
      return;
    }
    const lines = (this.#code + text).split("\n");
    this.#code = lines.pop() ?? "";
    for (const line of lines) this.#codeLine(line);
  }

  #addThought(text: string): void {
    const lines = (this.#thought + text).split("\n");
    this.#thought = lines.pop() ?? "";
    for (const line of lines) this.#proseLine(line);
    const width = this.#proseWidth;
    if (textWidth(this.#thought) <= width) return;
    const wrapped = wrapWords(this.#thought, width);
    // The last line may still grow, and so may the space after it.
    const trailing = /\s*$/.exec(this.#thought)?.[0] ?? "";
    this.#thought = `${wrapped.pop() ?? ""}${trailing}`;
    for (const line of wrapped) this.#prose(line);
  }

  get #proseWidth(): number {
    return Math.min(WIDEST_PROSE, this.room(0));
  }

  #proseLine(line: string): void {
    if (line.trim() === "") {
      this.#emptyLines++;
      return;
    }
    for (const part of wrapWords(line, this.#proseWidth)) this.#prose(part);
  }

  #prose(line: string): void {
    if (this.#emptyLines > 0 && this.#hasThought) this.emptyLine();
    this.#emptyLines = 0;
    this.#hasThought = true;
    this.line([{ text: line }]);
  }

  #endThought(): void {
    if (this.#thought.trim() !== "") this.#proseLine(this.#thought);
    this.#thought = "";
    this.#emptyLines = 0;
  }

  #endCode(): void {
    if (this.#code.trim() !== "") this.#codeLine(this.#code);
    this.#code = "";
    this.#emptyLines = 0;
  }

  #codeLine(line: string): void {
    if (line.trim() === "" && this.#shownCode.length === 0) return;
    if (line.trim() === "") {
      this.#emptyLines++;
      return;
    }
    for (; this.#emptyLines > 0; this.#emptyLines--) this.#writeCode("");
    this.#writeCode(line);
  }

  #writeCode(line: string): void {
    this.#shownCode.push(line.trimEnd());
    this.#lineNumber++;
    const spans = this.#highlighter.line(line.trimEnd());
    if (this.#options.isPlain) {
      this.line([{ text: "  " }, ...spans]);
      return;
    }
    const rows = wrapSpans(spans, this.room(NUMBER_WIDTH + 3));
    for (const [index, row] of rows.entries()) {
      const number = index === 0 ? String(this.#lineNumber) : "";
      this.line([{ text: `${number.padStart(NUMBER_WIDTH)} │ `, style: "dim" }, ...row]);
    }
  }
}
