// F-strings: literal parts, replacement fields and their format specs. Constants and fields have the place of the whole
// string, as in CPython 3.11; expressions have their own.

import { finishGenerator } from "./atoms.ts";
import { Cursor } from "./cursor.ts";
import { decodeText } from "./escapes.ts";
import { parseStarNamedExpression, parseYield } from "./expressions.ts";
import { findExpressionEnd } from "./formatted-string-end.ts";
import type { StringToken } from "./literals.ts";
import { createStringConstant, decodeToken, splitString } from "./literals.ts";
import type { Expression, FormattedValue, JoinedStr } from "./nodes.ts";
import { tokenize } from "./tokenizer.ts";
import { ASYNC, COMMA, END_MARKER, FOR, YIELD } from "./tokens.ts";

/** The strings from token `start` to the cursor, at least one of them an f-string. */
export function parseFormattedString(cursor: Cursor, start: number): JoinedStr {
  const builder = new JoinedStringBuilder(cursor, start);
  const { source, starts, ends } = cursor.tokens;
  for (let index = start; index < cursor.index; index++) {
    const token = splitString(source.text, starts[index] ?? 0, ends[index] ?? 0);
    if (token.isFormatted) new FormattedStringReader(cursor, token, start, index).read(builder);
    else {
      const part = decodeToken(cursor, token);
      if (typeof part !== "string") cursor.fail();
      else builder.addText(part);
    }
  }
  return builder.finish();
}

/** Collects parts; neighbouring literal texts become one constant. */
class JoinedStringBuilder {
  private readonly cursor: Cursor;
  private readonly start: number;
  private readonly values: Expression[] = [];
  private text = "";

  constructor(cursor: Cursor, start: number) {
    this.cursor = cursor;
    this.start = start;
  }

  addText(text: string): void {
    this.text += text;
  }

  addField(field: FormattedValue): void {
    this.flush();
    this.values.push(field);
  }

  private flush(): void {
    if (this.text === "") return;
    this.values.push(createStringConstant(this.cursor, this.start, this.text));
    this.text = "";
  }

  finish(): JoinedStr {
    return this.finishOver(this.start);
  }

  /** The result, whose place is that of the strings from token `start` to the cursor. */
  finishOver(start: number): JoinedStr {
    const { cursor } = this;
    if (this.text !== "") this.values.push(createStringConstant(cursor, start, this.text));
    return {
      node: "JoinedStr",
      values: this.values,
      lineno: cursor.line(start),
      col_offset: cursor.column(start),
      end_lineno: cursor.endLine(),
      end_col_offset: cursor.endColumn(),
    };
  }
}

class FormattedStringReader {
  private readonly cursor: Cursor;
  private readonly text: string;
  private readonly token: StringToken;
  private readonly start: number;
  private readonly index: number;
  private position: number;
  /** The line of `lineAt`, an offset that only moves forward. */
  private line: number;
  private lineAt: number;

  /** `start` is the first token of the adjacent strings, `index` the token of this one. */
  constructor(cursor: Cursor, token: StringToken, start: number, index: number) {
    this.cursor = cursor;
    this.text = cursor.tokens.source.text;
    this.token = token;
    this.start = start;
    this.index = index;
    this.position = token.bodyStart;
    this.line = cursor.line(index);
    this.lineAt = token.bodyStart;
  }

  read(builder: JoinedStringBuilder): void {
    this.readParts(builder, false);
  }

  private readParts(builder: JoinedStringBuilder, isSpec: boolean): void {
    const { text, token } = this;
    while (this.position < token.bodyEnd) {
      this.readLiteral(builder, isSpec);
      if (this.position >= token.bodyEnd) return;
      if (text.charCodeAt(this.position) === 125) {
        if (!isSpec) this.cursor.fail();
        return;
      }
      this.readField(builder);
    }
  }

  /** Literal text up to a field, or in a spec to the closing brace. Doubled braces stand for one, except in a spec. */
  private readLiteral(builder: JoinedStringBuilder, isSpec: boolean): void {
    const { text, token } = this;
    let from = this.position;
    let at = from;
    for (; at < token.bodyEnd; at++) {
      const code = text.charCodeAt(at);
      if (code === 92 && !token.isRaw) {
        const next = text.charCodeAt(at + 1);
        if (next === 78 && text.charCodeAt(at + 2) === 123) {
          const close = text.indexOf("}", at);
          at = close === -1 || close >= token.bodyEnd ? token.bodyEnd - 1 : close;
        } else if (next !== 123 && next !== 125) at++;
      } else if (code === 123 || code === 125) {
        if (isSpec || text.charCodeAt(at + 1) !== code || at + 1 >= token.bodyEnd) break;
        builder.addText(this.decode(from, at + 1));
        at++;
        from = at + 1;
      }
    }
    builder.addText(this.decode(from, at));
    this.position = at;
  }

  private decode(from: number, to: number): string {
    const text = this.text.slice(from, to);
    if (this.token.isRaw || !text.includes("\\")) return text;
    const decoded = decodeText(text, this.cursor.tokens.source.lookupCharacter);
    return decoded.problem === null ? decoded.value : this.cursor.fail();
  }

  /** `{expression = !r :spec}`, from its opening brace. */
  private readField(builder: JoinedStringBuilder): void {
    const { cursor, text, token, start } = this;
    const expressionStart = this.position + 1;
    const expressionEnd = findExpressionEnd(text, expressionStart, token.bodyEnd);
    if (expressionEnd === -1) cursor.fail();
    const value = this.readExpression(expressionStart, expressionEnd);
    this.position = expressionEnd;
    const isSelfDocumenting = this.eat("=");
    if (isSelfDocumenting) {
      while (/\s/.test(text.charAt(this.position))) this.position++;
      builder.addText(text.slice(expressionStart, this.position));
    }
    let conversion = -1;
    if (this.eat("!")) {
      conversion = text.charCodeAt(this.position);
      if (!"sra".includes(text.charAt(this.position))) cursor.fail();
      this.position++;
    }
    const format_spec = this.eat(":") ? this.readSpec() : null;
    if (!this.eat("}")) cursor.fail();
    if (isSelfDocumenting && conversion === -1 && format_spec === null) conversion = 114;
    builder.addField({
      node: "FormattedValue",
      value,
      conversion,
      format_spec,
      lineno: cursor.line(start),
      col_offset: cursor.column(start),
      end_lineno: cursor.endLine(),
      end_col_offset: cursor.endColumn(),
    });
  }

  private eat(character: string): boolean {
    if (this.position >= this.token.bodyEnd || this.text.charAt(this.position) !== character) return false;
    this.position++;
    return true;
  }

  private readSpec(): JoinedStr {
    const builder = new JoinedStringBuilder(this.cursor, this.start);
    const { cursor } = this;
    cursor.enter();
    this.readParts(builder, true);
    cursor.leave();
    // CPython gives a spec the place of its own string, not of all that stand together.
    const end = cursor.index;
    cursor.moveTo(this.index + 1);
    const spec = builder.finishOver(this.index);
    cursor.moveTo(end);
    return spec;
  }

  private readExpression(start: number, end: number): Expression {
    for (; this.lineAt < start; this.lineAt++) if (this.text.charCodeAt(this.lineAt) === 10) this.line++;
    const { source } = this.cursor.tokens;
    const tokens = tokenize(source, { start, end, line: this.line });
    // The braces count as parentheses: they are where a tuple or a generator begins and ends.
    tokens.starts.push(start - 1);
    tokens.lines.push(this.line);
    const last = tokens.kinds.length - 1;
    tokens.ends[last] = end + 1;
    tokens.endLines[last] = tokens.lines[last] ?? this.line;
    const inner = new Cursor(tokens, this.cursor.currentDepth + 1);
    const expression = parseBracedExpression(inner, tokens.starts.length - 1);
    if (inner.kind !== END_MARKER) inner.fail();
    return expression;
  }
}

/** What may stand in a group, a tuple or a generator expression; `brace` is the index of the opening brace's place. */
function parseBracedExpression(cursor: Cursor, brace: number): Expression {
  if (cursor.kind === YIELD) return parseYield(cursor);
  const first = parseStarNamedExpression(cursor);
  if (cursor.kind === FOR || cursor.kind === ASYNC) {
    const generator = finishGenerator(cursor, brace, first, END_MARKER);
    cursor.moveTo(cursor.index - 1);
    return generator;
  }
  if (cursor.kind !== COMMA) return first.node === "Starred" ? cursor.fail() : first;
  const elements = [first];
  while (cursor.eat(COMMA)) {
    if (cursor.kind === END_MARKER) break;
    elements.push(parseStarNamedExpression(cursor));
  }
  if (cursor.kind !== END_MARKER) cursor.fail();
  cursor.advance();
  const tuple: Expression = {
    node: "Tuple",
    elts: elements,
    ctx: "Load",
    lineno: cursor.line(brace),
    col_offset: cursor.column(brace),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
  cursor.moveTo(cursor.index - 1);
  return tuple;
}
