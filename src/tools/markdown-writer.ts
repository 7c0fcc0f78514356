/**
 * Writes Markdown as it comes, without a tree: whitespace, line breaks and markers are kept back until there is text for
 * them, so that what is empty leaves no trace and nothing written is ever read again.
 */

/** What begins the lines of a list item or a quotation: its first line, and those after it. */
interface Prefix {
  first: string;
  rest: string;
  isUsed: boolean;
}

/** Whitespace that is not one space already: most texts hold none of it, and nothing is replaced. */
const WHITESPACE = /[^\S ]\s*| \s+/g;

/** Deeper lists and quotations are written at this depth: prefixes cost their length on every line. */
const MAX_PREFIXES = 12;

export class MarkdownWriter {
  readonly #out: string[] = [];
  readonly #prefixes: Prefix[] = [];
  /** Markers whose text has not come yet, and where the others were written. */
  readonly #opened: string[] = [];
  readonly #written: number[] = [];
  #newlines = 0;
  #hasSpace = false;
  /** Inside links and headings everything is one line. */
  #oneLine = 0;

  get isOneLine(): boolean {
    return this.#oneLine > 0;
  }

  get isEmpty(): boolean {
    return this.#out.length === 0;
  }

  /** Text of the page: runs of whitespace become one space. */
  text(text: string): void {
    const collapsed = text.replace(WHITESPACE, " ");
    if (collapsed === " " || collapsed === "") {
      if (collapsed === " ") this.#hasSpace = true;
      return;
    }
    const start = collapsed.startsWith(" ") ? 1 : 0;
    const hasSpaceAfter = collapsed.endsWith(" ");
    if (start === 1) this.#hasSpace = true;
    this.#flush();
    this.#out.push(collapsed.slice(start, hasSpaceAfter ? -1 : undefined));
    this.#hasSpace = hasSpaceAfter;
  }

  /** Text that is written as it is. */
  raw(text: string): void {
    if (text === "") return;
    this.#flush();
    this.#out.push(text);
  }

  /** The next text begins a line of its own, after `gap - 1` empty lines. */
  block(gap: 1 | 2): void {
    if (this.#oneLine > 0) {
      this.#hasSpace = true;
      return;
    }
    const top = this.#prefixes.at(-1);
    // The first paragraph of a list item stays on the line of its bullet.
    if (top !== undefined && !top.isUsed && this.#newlines > 0) return;
    this.#newlines = Math.max(this.#newlines, gap);
  }

  /** A line break inside a paragraph. */
  lineBreak(): void {
    if (this.#oneLine > 0) {
      this.#hasSpace = true;
      return;
    }
    if (this.#out.length === 0 || this.#newlines > 0) return;
    this.#out.push("  ");
    this.#newlines = 1;
  }

  /** A marker before the next text; nothing at all if `close` comes first. */
  open(marker: string): void {
    this.#opened.push(marker);
  }

  /** The marker after the text. */
  close(marker: string): void {
    if (this.#opened.length > 0) {
      this.#opened.pop();
      return;
    }
    this.#written.pop();
    this.#out.push(marker);
  }

  /** Ends a link that `open("[")` began. Where its text is the address, once is enough. */
  closeLink(address: string): void {
    const start = this.#written.at(-1);
    if (this.#opened.length > 0 || start === undefined) return this.close("");
    const text = this.since(start + 1);
    if (text !== address && text !== address.replace(/^https?:\/\//, "").replace(/\/$/, ""))
      return this.close(`](${address})`);
    this.cut(start);
    this.close(`<${address}>`);
  }

  startLine(): void {
    this.#oneLine++;
  }

  endLine(): void {
    this.#oneLine--;
  }

  /** False when the nesting is too deep for another; then `popPrefix` must not follow. */
  pushPrefix(first: string, rest: string): boolean {
    if (this.#prefixes.length >= MAX_PREFIXES || this.#oneLine > 0) return false;
    this.#prefixes.push({ first, rest, isUsed: false });
    return true;
  }

  popPrefix(): void {
    this.#prefixes.pop();
  }

  /** Lines that are written as they are, each after the prefix. */
  lines(lines: readonly string[]): void {
    let isFirst = true;
    for (const line of lines) {
      if (!isFirst) this.#newlines = 1;
      isFirst = false;
      if (line === "") {
        this.#newline();
        continue;
      }
      this.raw(line);
    }
  }

  /** How much has been written: a place to come back to with `since`. */
  get mark(): number {
    return this.#out.length;
  }

  since(mark: number): string {
    return this.#out.slice(mark).join("");
  }

  /** Takes back what was written after a mark. */
  cut(mark: number): void {
    this.#out.length = mark;
  }

  finish(): string {
    const only = this.#out.length === 1 ? this.#out[0] : undefined;
    return (only ?? this.#out.join("")).trim();
  }

  #flush(): void {
    if (this.#newlines > 0 && this.#out.length > 0) {
      if (this.#prefixes.length === 0) this.#out.push(this.#newlines === 2 ? "\n\n" : "\n");
      else {
        if (this.#newlines === 2) this.#newline();
        this.#newline();
      }
      this.#hasSpace = false;
      this.#writePrefix();
    } else if (this.#out.length === 0) {
      this.#hasSpace = false;
      this.#writePrefix();
    }
    this.#newlines = 0;
    if (this.#hasSpace) this.#out.push(" ");
    this.#hasSpace = false;
    if (this.#opened.length === 0) return;
    for (const marker of this.#opened) this.#written.push(this.#out.push(marker) - 1);
    this.#opened.length = 0;
  }

  /** Ends the line; an empty line inside a quotation carries its bar. */
  #newline(): void {
    const last = this.#out.at(-1);
    if (last === "\n" && this.#prefixes.length > 0) {
      let bar = "";
      for (const prefix of this.#prefixes) if (prefix.isUsed) bar += prefix.rest;
      bar = bar.trimEnd();
      if (bar !== "") this.#out.push(bar);
    }
    this.#out.push("\n");
  }

  #writePrefix(): void {
    for (const prefix of this.#prefixes) {
      this.#out.push(prefix.isUsed ? prefix.rest : prefix.first);
      prefix.isUsed = true;
    }
  }
}
