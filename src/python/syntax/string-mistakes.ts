// What is wrong with strings, bytes and f-strings, in the order and words of CPython 3.11.

import { Cursor, ParseFailure } from "./cursor.ts";
import { PythonSyntaxError, syntaxErrorAt } from "./errors.ts";
import { NOT_ASCII, decodeBytes, decodeText } from "./escapes.ts";
import { findExpressionEnd } from "./formatted-string-end.ts";
import type { StringToken } from "./literals.ts";
import { parseStrings, splitString } from "./literals.ts";
import type { Part, Reading } from "./recogniser.ts";
import { SourceText } from "./source.ts";

type Raise = (reading: Reading, message: string) => never;

/** Throws if the adjacent string tokens of a part are not well-formed together. */
export function checkStringTokens(reading: Reading, part: Part, raise: Raise): void {
  const cursor = new Cursor(reading.tokens);
  cursor.moveTo(part.start);
  try {
    parseStrings(cursor);
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    explainStrings(reading, part, raise);
    raise(reading, error.tooDeep ? "f-string: expressions nested too deeply" : "f-string: invalid syntax");
  }
}

function explainStrings(reading: Reading, part: Part, raise: Raise): void {
  const { source, starts, ends, lines, endLines } = reading.tokens;
  let isBytes = false;
  for (let index = part.start; index < part.end; index++) {
    const start = starts[index] ?? 0;
    const end = ends[index] ?? 0;
    const token = splitString(source.text, start, end);
    const body = source.text.slice(token.bodyStart, token.bodyEnd);
    if (token.isBytes && /[^\0-\x7f]/.test(body)) {
      const place = { start, startLine: lines[index] ?? 1, end, endLine: endLines[index] ?? 1 };
      throw syntaxErrorAt(source, NOT_ASCII, place);
    }
    if (!token.isFormatted) explainEscapes(reading, token, body, raise);
    if (index > part.start && token.isBytes !== isBytes) raise(reading, "cannot mix bytes and nonbytes literals");
    isBytes = token.isBytes;
    if (token.isFormatted) new FormattedStringExaminer(reading, token, lines[index] ?? 1, raise).examine();
  }
}

function explainEscapes(reading: Reading, token: StringToken, body: string, raise: Raise): void {
  if (token.isRaw) return;
  if (token.isBytes) {
    const decoded = decodeBytes(body, false);
    if (typeof decoded === "string") raise(reading, decoded);
    return;
  }
  const { problem } = decodeText(body, reading.tokens.source.lookupCharacter);
  if (problem !== null) raise(reading, problem);
}

/** CPython does not know the encoding of an expression it cuts out: columns in it are bytes. */
class InnerSource extends SourceText {
  override characterColumn(line: number, offset: number): number {
    return this.byteColumn(line, offset);
  }
}

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Reads an f-string as the parser does, and says where and why it must stop. */
class FormattedStringExaminer {
  private readonly reading: Reading;
  private readonly text: string;
  private readonly token: StringToken;
  private readonly line: number;
  private readonly raise: Raise;
  private position: number;

  constructor(reading: Reading, token: StringToken, line: number, raise: Raise) {
    this.reading = reading;
    this.text = reading.tokens.source.text;
    this.token = token;
    this.line = line;
    this.raise = raise;
    this.position = token.bodyStart;
  }

  examine(): void {
    this.examineParts(false);
  }

  private fail(message: string): never {
    return this.raise(this.reading, `f-string: ${message}`);
  }

  private examineParts(isSpec: boolean): void {
    while (this.position < this.token.bodyEnd) {
      this.examineLiteral(isSpec);
      if (this.position >= this.token.bodyEnd || this.text.charAt(this.position) === "}") return;
      this.examineField();
    }
  }

  private examineLiteral(isSpec: boolean): void {
    const { text, token } = this;
    const from = this.position;
    let at = from;
    for (; at < token.bodyEnd; at++) {
      const character = text.charAt(at);
      if (character === "\\" && !token.isRaw) {
        const next = text.charAt(at + 1);
        if (next === "N" && text.charAt(at + 2) === "{") {
          const close = text.indexOf("}", at);
          at = close === -1 || close >= token.bodyEnd ? token.bodyEnd - 1 : close;
        } else if (next !== "{" && next !== "}") at++;
      } else if (character === "{" || character === "}") {
        const isDoubled = !isSpec && at + 1 < token.bodyEnd && text.charAt(at + 1) === character;
        if (isDoubled) at++;
        else if (character === "{" || isSpec) break;
        else this.fail("single '}' is not allowed");
      }
    }
    explainEscapes(this.reading, token, text.slice(from, at), this.raise);
    this.position = at;
  }

  private examineField(): void {
    const { text, token } = this;
    const start = this.position + 1;
    let end = findExpressionEnd(text, start, token.bodyEnd);
    if (end === -1) end = this.scanExpression(start);
    this.examineExpression(start, end);
    this.position = end;
    if (this.eat("=")) while (/\s/.test(text.charAt(this.position))) this.position++;
    if (this.eat("!")) {
      if (this.position >= token.bodyEnd) this.fail("expecting '}'");
      if (!"sra".includes(text.charAt(this.position))) {
        this.fail("invalid conversion character: expected 's', 'r', or 'a'");
      }
      this.position++;
    }
    if (this.eat(":")) this.examineParts(true);
    if (!this.eat("}")) this.fail("expecting '}'");
  }

  private eat(character: string): boolean {
    if (this.position >= this.token.bodyEnd || this.text.charAt(this.position) !== character) return false;
    this.position++;
    return true;
  }

  /** Finds what keeps an expression from ending, by the rules of strings and brackets of CPython 3.11. */
  private scanExpression(start: number): number {
    const { text, token } = this;
    const brackets: string[] = [];
    let quote = "";
    for (let at = start; at < token.bodyEnd; at++) {
      const character = text.charAt(at);
      if (character === "\\") this.raise(this.reading, "f-string expression part cannot include a backslash");
      if (quote !== "") {
        if (!text.startsWith(quote, at)) continue;
        at += quote.length - 1;
        quote = "";
      } else if (character === "'" || character === '"') {
        quote = text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
        at += quote.length - 1;
      } else if ("([{".includes(character)) brackets.push(character);
      else if (character === "#") this.raise(this.reading, "f-string expression part cannot include '#'");
      else if (brackets.length === 0 && /[=!<>]/.test(character) && text.charAt(at + 1) === "=") at++;
      else if (brackets.length === 0 && "=!:}".includes(character)) return at;
      else if (")]}".includes(character)) {
        const opening = brackets.pop();
        if (opening === undefined) this.fail(`unmatched '${character}'`);
        if (OPENING[character] !== opening) {
          this.fail(`closing parenthesis '${character}' does not match opening parenthesis '${opening}'`);
        }
      }
    }
    if (quote !== "") this.fail("unterminated string");
    const opening = brackets.at(-1);
    this.fail(opening === undefined ? "expecting '}'" : `unmatched '${opening}'`);
  }

  /** CPython parses the expression apart, in parentheses: that text is what its errors show and count in. */
  private examineExpression(start: number, end: number): void {
    const expression = this.text.slice(start, end);
    if (expression.trim() === "") this.fail("empty expression not allowed");
    const { source } = this.reading.tokens;
    const inner = new InnerSource(`(${expression})`, source.filename, source.lookupCharacter);
    const error = this.reading.explainExpression(inner);
    if (error === null) return;
    let line = this.line;
    for (let at = this.token.bodyStart; at < start; at++) if (this.text.charAt(at) === "\n") line++;
    throw new PythonSyntaxError(error.kind, `f-string: ${error.message}`, error.filename, {
      lineno: error.lineno + line - 1,
      offset: error.offset,
      end_lineno: error.end_lineno + line - 1,
      end_offset: error.end_offset,
      text: error.text,
    });
  }
}
