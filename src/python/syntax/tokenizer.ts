// Characters -> tokens, all at once, into parallel arrays (a token is an index). Indentation becomes INDENT and DEDENT,
// newlines inside brackets vanish. An f-string is one token here, as in CPython 3.11; its end is found by the rules of
// PEP 701 (see formatted-string-end.ts). What cannot be a token ends the list with ERROR, and `error` says why:
// whether that error is the one to report is for the parser to decide.

import type { PythonSyntaxError } from "./errors.ts";
import { syntaxErrorAtColumns } from "./errors.ts";
import { findFormattedStringEnd } from "./formatted-string-end.ts";
import { scanNumber } from "./number-scanner.ts";
import type { SourceText } from "./source.ts";
import { findSingleEnd, findTripleEnd } from "./string-end.ts";
import {
  COMMA, DEDENT, DOT, DOTS, END_MARKER, ERROR, FORMATTED_STRING, INDENT, KEYWORD_KINDS, LEFT_BRACE,
  LEFT_BRACKET, LEFT_PAREN, NAME, NEWLINE, NUMBER, RIGHT_BRACE, RIGHT_BRACKET, RIGHT_PAREN, SEMICOLON, STRING, TILDE,
  UNKNOWN, kindOf,
} from "./tokens.ts"; // oxfmt-ignore

export interface Bracket {
  /** Offset and line of the opening bracket. */
  start: number;
  line: number;
}

export interface Tokens {
  source: SourceText;
  kinds: number[];
  starts: number[];
  ends: number[];
  lines: number[];
  endLines: number[];
  /** The name, normalised, for NAME tokens; "" for all others. */
  names: string[];
  /** Why the last token is ERROR; null when it is the end of the source inside brackets. */
  error: PythonSyntaxError | null;
  /** Whether that error counts only if the parser gets as far; other errors count before what is wrong earlier. */
  errorWaits: boolean;
  /** Brackets open at the end. */
  open: Bracket[];
}

/** The part of a source to read: the inside of an f-string's braces is read as if within parentheses. */
export interface Region {
  start: number;
  end: number;
  line: number;
}

/** Reads the whole source, or a region of it where newlines and indentation do not count. */
export function tokenize(source: SourceText, region: Region | null = null): Tokens {
  return new Tokenizer(source, region).run();
}

const TAB_SIZE = 8;
const MAXIMUM_INDENTATION = 100;
const MAXIMUM_BRACKETS = 200;

// Character classes of ASCII.
const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const QUOTE = 3;
const SPACE = 4;
const CLASSES: Uint8Array = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  CLASSES[code] = /[a-zA-Z_]/.test(character)
    ? LETTER
    : /[0-9]/.test(character)
      ? DIGIT
      : /["']/.test(character)
        ? QUOTE
        : /[ \t\f]/.test(character)
          ? SPACE
          : OTHER;
}

const TAB = 9;
const LINE_FEED = 10;
const FORM_FEED = 12;
const BLANK = 32;
const HASH = 35;
const POINT = 46;
const BACKSLASH = 92;

/** Operators that no other operator begins with, by character code; 0 for the others. */
const SINGLE_KINDS: Uint8Array = new Uint8Array(128);
for (const [text, kind] of [
  ["(", LEFT_PAREN], [")", RIGHT_PAREN], ["[", LEFT_BRACKET], ["]", RIGHT_BRACKET], ["{", LEFT_BRACE],
  ["}", RIGHT_BRACE], [",", COMMA], [";", SEMICOLON], ["~", TILDE],
] as const) SINGLE_KINDS[text.charCodeAt(0)] = kind; // oxfmt-ignore

interface OperatorChoice {
  text: string;
  kind: number;
}
const LONG_OPERATORS = [
  "**=", "//=", "<<=", ">>=", "->", ":=", "==", "!=", "<=", ">=", "**", "//", "<<", ">>", "+=", "-=", "*=", "/=", "%=",
  "&=", "|=", "^=", "@=", "<>", "+", "-", "*", "/", "%", "&", "|", "^", "<", ">", "=", ":", "@", "!",
] as const; // oxfmt-ignore
/** The operators that begin with a character, longest first. */
const OPERATORS_BY_FIRST: (OperatorChoice[] | undefined)[] = [];
for (const text of LONG_OPERATORS) {
  // `<>` is read, so that it is refused as a whole.
  const kind = text === "<>" ? UNKNOWN : kindOf(text);
  (OPERATORS_BY_FIRST[text.charCodeAt(0)] ??= []).push({ text, kind });
}

const CLOSING_OF: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

class Tokenizer {
  private readonly source: SourceText;
  private readonly text: string;
  private readonly end: number;
  private readonly isRegion: boolean;
  private readonly tokens: Tokens;
  private readonly open: Bracket[];
  private position: number;
  private line: number;
  /** Columns of the open blocks, counted with tabs of eight and with tabs of one. */
  private readonly indents: number[] = [0];
  private readonly alternateIndents: number[] = [0];

  constructor(source: SourceText, region: Region | null) {
    this.source = source;
    this.text = source.text;
    this.end = region === null ? source.text.length : region.end;
    this.isRegion = region !== null;
    this.position = region === null ? 0 : region.start;
    this.line = region === null ? 1 : region.line;
    this.open = [];
    this.tokens = {
      source, kinds: [], starts: [], ends: [], lines: [], endLines: [], names: [], error: null, errorWaits: false,
      open: this.open,
    }; // oxfmt-ignore
  }

  run(): Tokens {
    const isComplete = this.isRegion ? this.readLine() : this.readLines();
    if (isComplete) this.finish();
    else this.push(ERROR, this.position, this.position, this.line);
    return this.tokens;
  }

  private readLines(): boolean {
    while (this.position < this.end) {
      if (!this.readIndentation() || !this.readLine()) return false;
    }
    return true;
  }

  private finish(): void {
    if (!this.isRegion) {
      this.line = Math.max(1, Math.min(this.line, this.source.lineCount));
      while (this.indents.length > 1) {
        this.indents.pop();
        this.push(DEDENT, this.end, this.end, this.line);
      }
    }
    this.push(END_MARKER, this.position, this.position, this.line);
  }

  private push(kind: number, start: number, end: number, line: number): void {
    const tokens = this.tokens;
    tokens.kinds.push(kind);
    tokens.starts.push(start);
    tokens.ends.push(end);
    tokens.lines.push(line);
    tokens.endLines.push(this.line);
    tokens.names.push("");
  }

  /** Reads the white space that begins a line; skips lines that hold nothing but a comment. */
  private readIndentation(): boolean {
    const text = this.text;
    for (;;) {
      let column = 0;
      let alternate = 0;
      let continued = 0;
      let position = this.position;
      for (; ; position++) {
        const code = text.charCodeAt(position);
        if (code === BLANK) {
          column++;
          alternate++;
        } else if (code === TAB) {
          column = (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
          alternate++;
        } else if (code === FORM_FEED) {
          column = 0;
          alternate = 0;
        } else if (code === BACKSLASH) {
          // The indentation of a line that begins with a continuation is what stands before the backslash.
          if (continued === 0) continued = column;
          this.position = position;
          if (!this.readContinuation()) return false;
          position = this.position - 1;
        } else break;
      }
      this.position = position;
      if (position >= this.end) return true;
      const code = text.charCodeAt(position);
      if (code === LINE_FEED || code === HASH) {
        const lineEnd = text.indexOf("\n", position);
        this.position = lineEnd + 1;
        this.line++;
        if (this.position >= this.end) return true;
        continue;
      }
      return continued === 0 ? this.changeIndentation(column, alternate) : this.changeIndentation(continued, continued);
    }
  }

  private changeIndentation(column: number, alternate: number): boolean {
    const { indents, alternateIndents } = this;
    let top = indents.length - 1;
    const current = indents[top] ?? 0;
    if (column === current) {
      return alternate === alternateIndents[top] || this.failIndentation();
    }
    if (column > current) {
      if (indents.length >= MAXIMUM_INDENTATION) return this.failIndentation("too many levels of indentation");
      if (alternate <= (alternateIndents[top] ?? 0)) return this.failIndentation();
      indents.push(column);
      alternateIndents.push(alternate);
      this.push(INDENT, this.position, this.position, this.line);
      return true;
    }
    let count = 0;
    for (; top > 0 && column < (indents[top] ?? 0); top--) {
      indents.pop();
      alternateIndents.pop();
      count++;
    }
    if (column !== indents[top]) return this.failDedent();
    if (alternate !== alternateIndents[top]) return this.failIndentation();
    for (; count > 0; count--) this.push(DEDENT, this.position, this.position, this.line);
    return true;
  }

  private failIndentation(message = "inconsistent use of tabs and spaces in indentation"): false {
    const kind = message.startsWith("too many") ? "IndentationError" : "TabError";
    this.tokens.errorWaits = true;
    this.tokens.error = syntaxErrorAtColumns(this.source, message, this.line, 1, 0, kind);
    return false;
  }

  private failDedent(): false {
    const { source, line } = this;
    this.tokens.errorWaits = true;
    this.tokens.error = syntaxErrorAtColumns(
      source,
      "unindent does not match any outer indentation level",
      line,
      source.characterColumn(line, source.lineStart(line + 1)),
      -1,
      "IndentationError",
    );
    return false;
  }

  /** Reads tokens to the end of the logical line (of the region). */
  private readLine(): boolean {
    const { text, end } = this;
    let commentStart = -1;
    for (;;) {
      const start = this.position;
      if (start >= end) return this.readEnd();
      const code = text.charCodeAt(start);
      const kind = code < 128 ? CLASSES[code] : LETTER;
      if (kind === SPACE) this.position++;
      else if (kind === LETTER) {
        if (!this.readName(code)) return false;
      } else if (kind === DIGIT) {
        if (!this.readNumber()) return false;
      } else if (kind === QUOTE) {
        if (!this.readString(start, false)) return false;
      } else if (code === LINE_FEED) {
        this.position++;
        if (this.open.length === 0 && !this.isRegion) {
          // CPython's newline begins where a comment before it does.
          this.push(NEWLINE, commentStart === -1 ? start : commentStart, start, this.line);
          this.line++;
          return true;
        }
        commentStart = -1;
        this.line++;
      } else if (code === HASH) {
        const lineEnd = text.indexOf("\n", start);
        this.position = lineEnd === -1 || lineEnd > end ? end : lineEnd;
        commentStart = start;
      } else if (code === BACKSLASH) {
        if (!this.readContinuation()) return false;
      } else if (!this.readOperator(code)) return false;
    }
  }

  /** The source ends within a logical line: it is inside brackets. */
  private readEnd(): boolean {
    if (this.open.length === 0) return true;
    this.line = Math.min(this.line, this.source.lineCount);
    return false;
  }

  private readContinuation(): boolean {
    const { source, line } = this;
    if (this.text.charCodeAt(this.position + 1) !== LINE_FEED) {
      const offset = source.characterColumn(line, this.position + 1);
      const message = "unexpected character after line continuation character";
      this.tokens.errorWaits = true;
      this.tokens.error = syntaxErrorAtColumns(source, message, line, offset + 1, 0);
      return false;
    }
    this.position += 2;
    this.line++;
    if (this.position < this.text.length) return true;
    this.line--;
    if (this.open.length === 0) {
      const offset = source.characterColumn(line, this.position);
      this.tokens.errorWaits = true;
      this.tokens.error = syntaxErrorAtColumns(source, "unexpected EOF while parsing", line, offset, -1);
    }
    return false;
  }

  private readName(first: number): boolean {
    const text = this.text;
    const start = this.position;
    let position = start;
    let code = first;
    for (;;) {
      if (code >= 128) return this.readUnicodeName(position);
      const kind = CLASSES[code];
      if (kind !== LETTER && kind !== DIGIT) break;
      code = text.charCodeAt(++position);
      if (position >= this.end) break;
    }
    if ((code === 34 || code === 39) && position - start <= 2 && position < this.end) {
      const prefix = text.slice(start, position).toLowerCase();
      if (/^(?:[rbuf]|br|rb|fr|rf)$/.test(prefix)) {
        this.position = position;
        return this.readString(start, prefix.includes("f"));
      }
    }
    this.position = position;
    const name = text.slice(start, position);
    const keyword = position - start <= 8 ? KEYWORD_KINDS.get(name) : undefined;
    if (keyword !== undefined) {
      this.push(keyword, start, position, this.line);
      return true;
    }
    this.push(NAME, start, position, this.line);
    this.tokens.names[this.tokens.names.length - 1] = name;
    return true;
  }

  /** A name with characters beyond ASCII, from `position` on unread; names are equal when their NFKC forms are. */
  private readUnicodeName(position: number): boolean {
    const { text, end } = this;
    const start = this.position;
    while (position < end) {
      const code = text.charCodeAt(position);
      if (code < 128 && CLASSES[code] !== LETTER && CLASSES[code] !== DIGIT) break;
      position++;
    }
    const spelling = text.slice(start, position);
    const valid = /^[\p{XID_Start}_]\p{XID_Continue}*/u.exec(spelling)?.[0].length ?? 0;
    if (valid < spelling.length) {
      const code = spelling.codePointAt(valid) ?? 0;
      const character = String.fromCodePoint(code);
      this.position = start + valid + character.length;
      const hexadecimal = code.toString(16).toUpperCase().padStart(4, "0");
      return this.fail(
        /[\p{C}\p{Z}]/u.test(character)
          ? `invalid non-printable character U+${hexadecimal}`
          : `invalid character '${character}' (U+${hexadecimal})`,
      );
    }
    this.position = position;
    this.push(NAME, start, position, this.line);
    const name = spelling.normalize("NFKC");
    // Stricter than CPython: a dunder in disguise is written to get past a reader, and by nobody else.
    if (name !== spelling && name.startsWith("__")) return this.fail(`the name '${name}' must be written in ASCII`);
    this.tokens.names[this.tokens.names.length - 1] = name;
    return true;
  }

  private readNumber(): boolean {
    const start = this.position;
    const scan = scanNumber(this.text, start, this.end);
    this.position = scan.end;
    if (scan.problem !== null) {
      if (scan.zerosEnd === null) return this.fail(scan.problem);
      const { source, line } = this;
      const column = source.characterColumn(line, start);
      const zeros = scan.zerosEnd - start;
      this.tokens.error = syntaxErrorAtColumns(source, scan.problem, line, column + 1, column + zeros + 1);
      return false;
    }
    this.push(NUMBER, start, scan.end, this.line);
    return true;
  }

  /** A string from its prefix at `start`; the position is at the quote. */
  private readString(start: number, isFormatted: boolean): boolean {
    const { text, position } = this;
    const quote = text.charCodeAt(position);
    const isTriple = text.charCodeAt(position + 1) === quote && text.charCodeAt(position + 2) === quote;
    let end = -1;
    if (isFormatted) end = findFormattedStringEnd(text, start, position, this.end);
    if (end === -1) end = isTriple ? findTripleEnd(text, position, this.end) : findSingleEnd(text, position, this.end);
    if (end === -1) return this.failString(start, isTriple);
    const line = this.line;
    for (let at = text.indexOf("\n", position); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) this.line++;
    this.position = end;
    this.push(isFormatted ? FORMATTED_STRING : STRING, start, end, line);
    return true;
  }

  private failString(start: number, isTriple: boolean): false {
    const { source, text, line } = this;
    let last = line;
    if (isTriple) last = source.lineCount;
    else {
      for (let at = this.position + 1; at < text.length && text.charCodeAt(at) !== LINE_FEED; at++) {
        if (text.charCodeAt(at) !== BACKSLASH) continue;
        at++;
        if (text.charCodeAt(at) === LINE_FEED) last++;
      }
      last = Math.min(last, source.lineCount);
    }
    const offset = source.characterColumn(line, start) + 1;
    const message = `unterminated ${isTriple ? "triple-quoted " : ""}string literal (detected at line ${last})`;
    this.tokens.error = syntaxErrorAtColumns(source, message, line, offset, offset);
    return false;
  }

  private readOperator(code: number): boolean {
    const { text, position: start } = this;
    const single = code < 128 ? SINGLE_KINDS[code] : 0;
    if (single !== 0 && single !== undefined) {
      this.position++;
      if (single <= RIGHT_BRACE && !this.countBracket(single)) return false;
      this.push(single, start, start + 1, this.line);
      return true;
    }
    if (code === POINT) return this.readPoint();
    const candidates = OPERATORS_BY_FIRST[code];
    if (candidates !== undefined) {
      for (let index = 0; index < candidates.length; index++) {
        const choice = candidates[index] as OperatorChoice; // within bounds
        const { length } = choice.text;
        if (length > 1 && !text.startsWith(choice.text, start)) continue;
        if (start + length > this.end) continue;
        this.position += length;
        this.push(choice.kind, start, this.position, this.line);
        return true;
      }
    }
    this.position++;
    if (code < 32 || code === 127) {
      const hexadecimal = code.toString(16).toUpperCase().padStart(4, "0");
      return this.fail(`invalid non-printable character U+${hexadecimal}`);
    }
    this.push(UNKNOWN, start, start + 1, this.line);
    return true;
  }

  private readPoint(): boolean {
    const { text, position: start } = this;
    const next = text.charCodeAt(start + 1);
    if (next < 128 && CLASSES[next] === DIGIT) return this.readNumber();
    const isDots = next === POINT && text.charCodeAt(start + 2) === POINT;
    this.position += isDots ? 3 : 1;
    this.push(isDots ? DOTS : DOT, start, this.position, this.line);
    return true;
  }

  /** Keeps the stack of open brackets; the position is after the bracket. */
  private countBracket(kind: number): boolean {
    const { open, line, text } = this;
    const start = this.position - 1;
    if (kind === LEFT_PAREN || kind === LEFT_BRACKET || kind === LEFT_BRACE) {
      if (open.length >= MAXIMUM_BRACKETS) return this.fail("too many nested parentheses");
      open.push({ start, line });
      return true;
    }
    const closing = text.charAt(start);
    const opening = open.pop();
    if (opening === undefined) return this.fail(`unmatched '${closing}'`);
    const character = text.charAt(opening.start);
    if (CLOSING_OF[character] === closing) return true;
    const where = opening.line === line ? "" : ` on line ${opening.line}`;
    return this.fail(`closing parenthesis '${closing}' does not match opening parenthesis '${character}'${where}`);
  }

  /** The error's place is the last character read. */
  private fail(message: string): false {
    const { source, line, position } = this;
    const offset = source.characterColumn(line, position);
    this.tokens.error = syntaxErrorAtColumns(source, message, line, offset, offset);
    return false;
  }
}
