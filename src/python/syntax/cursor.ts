// The parser's hands: the current token, and how to pass it. A token that does not fit throws FAILURE, without a word
// about why: diagnosis is a second reading, made only for programs that are wrong (see diagnose.ts).

import type { SourceText } from "./source.ts";
import type { Tokens } from "./tokenizer.ts";
import { DEDENT, NAME, NEWLINE } from "./tokens.ts";

/** What is thrown at the first token that does not fit; `tooDeep` when it is the nesting that does not. */
export class ParseFailure {
  readonly tooDeep: boolean;
  constructor(tooDeep: boolean) {
    this.tooDeep = tooDeep;
  }
}

const FAILURE = new ParseFailure(false);
const TOO_DEEP = new ParseFailure(true);

/** Expressions within expressions; the stack of a JavaScript engine holds about three times as many. */
const MAXIMUM_DEPTH = 400;

export class Cursor {
  readonly tokens: Tokens;
  private readonly source: SourceText;
  private readonly kinds: number[];
  private readonly starts: number[];
  private readonly ends: number[];
  private readonly lines: number[];
  private readonly endLines: number[];
  index = 0;
  /** The kind of the current token. */
  kind: number;
  private depth: number;

  constructor(tokens: Tokens, depth = 0) {
    this.tokens = tokens;
    this.source = tokens.source;
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.lines = tokens.lines;
    this.endLines = tokens.endLines;
    this.kind = tokens.kinds[0] ?? 0;
    this.depth = depth;
  }

  advance(): void {
    this.kind = this.kinds[++this.index] ?? 0;
  }

  peek(distance = 1): number {
    return this.kinds[this.index + distance] ?? 0;
  }

  /** Goes back to a token seen before. */
  moveTo(index: number): void {
    this.index = index;
    this.kind = this.kinds[index] ?? 0;
  }

  /** Passes a token of this kind if it is there. */
  eat(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.kind = this.kinds[++this.index] ?? 0;
    return true;
  }

  expect(kind: number): void {
    if (this.kind !== kind) throw FAILURE;
    this.kind = this.kinds[++this.index] ?? 0;
  }

  expectName(): string {
    if (this.kind !== NAME) throw FAILURE;
    const name = this.tokens.names[this.index] ?? "";
    this.kind = this.kinds[++this.index] ?? 0;
    return name;
  }

  /** The name that the token at `index` is, "" when it is none. */
  nameAt(index: number): string {
    return this.tokens.names[index] ?? "";
  }

  fail(): never {
    throw FAILURE;
  }

  /** Whether `attempt` can be read from here; if not, the cursor is where it was. */
  attempt<T>(attempt: (cursor: Cursor) => T): T | null {
    const { index, depth } = this;
    try {
      return attempt(this);
    } catch (error) {
      if (error !== FAILURE) throw error;
      this.moveTo(index);
      this.depth = depth;
      return null;
    }
  }

  enter(): void {
    if (++this.depth > MAXIMUM_DEPTH) throw TOO_DEEP;
  }

  leave(): void {
    this.depth--;
  }

  get currentDepth(): number {
    return this.depth;
  }

  // Positions, in the tree's counting. Each node asks for four: the common case, a source of ASCII, is written out.

  line(index: number): number {
    return this.lines[index] ?? 0;
  }

  column(index: number): number {
    const line = this.lines[index] ?? 0;
    const start = this.starts[index] ?? 0;
    const { source } = this;
    return source.isAscii ? start - (source.lineStarts[line - 1] ?? 0) : source.byteColumn(line, start);
  }

  endLine(): number {
    return this.endLines[this.lastIndex()] ?? 0;
  }

  endColumn(): number {
    const index = this.lastIndex();
    const line = this.endLines[index] ?? 0;
    const end = this.ends[index] ?? 0;
    const { source } = this;
    return source.isAscii ? end - (source.lineStarts[line - 1] ?? 0) : source.byteColumn(line, end);
  }

  /** The last token passed that is not a newline or a change of indentation: where a node ends. */
  private lastIndex(): number {
    let index = this.index - 1;
    let kind = this.kinds[index] ?? 0;
    while (kind >= NEWLINE && kind <= DEDENT) kind = this.kinds[--index] ?? 0;
    return index;
  }
}
