// `match` statements and their patterns. `match`, `case` and `_` are names everywhere else.

import { parsePrimary } from "./atoms.ts";
import { parseBlock } from "./compound.ts";
import type { Cursor } from "./cursor.ts";
import { endsExpressions, parseNamedExpression, parseStarNamedExpression } from "./expressions.ts";
import type { BinaryOperator, Expression, Match, MatchCase, MatchMapping, Pattern } from "./nodes.ts";
import {
  AS, COLON, COMMA, DEDENT, DOT, DOUBLE_STAR, EQUAL, FALSE, FORMATTED_STRING, IF, INDENT, LEFT_BRACE, LEFT_BRACKET,
  LEFT_PAREN, MINUS, NAME, NEWLINE, NONE, NUMBER, PLUS, RIGHT_BRACE, RIGHT_BRACKET, RIGHT_PAREN, STAR, STRING, TRUE,
  VERTICAL_BAR,
} from "./tokens.ts"; // oxfmt-ignore

/** The match statement that begins here; null when `match` is an ordinary name. */
export function parseMatch(cursor: Cursor): Match | null {
  const start = cursor.index;
  const next = cursor.peek();
  if (next === DOT || endsExpressions(next)) return null;
  const subject = cursor.attempt(parseHeader);
  if (subject === null) return null;
  const cases: MatchCase[] = [];
  do cases.push(parseCase(cursor));
  while (cursor.kind === NAME);
  cursor.expect(DEDENT);
  return {
    node: "Match",
    subject,
    cases,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** `match subject:` up to its first case. */
function parseHeader(cursor: Cursor): Expression {
  cursor.advance();
  const subject = parseSubject(cursor);
  cursor.expect(COLON);
  cursor.expect(NEWLINE);
  cursor.expect(INDENT);
  if (cursor.nameAt(cursor.index) !== "case") cursor.fail();
  return subject;
}

function parseSubject(cursor: Cursor): Expression {
  const start = cursor.index;
  const first = parseStarNamedExpression(cursor);
  if (cursor.kind !== COMMA) return first.node === "Starred" ? cursor.fail() : first;
  const elements = [first];
  while (cursor.eat(COMMA)) {
    if (cursor.kind === COLON) break;
    elements.push(parseStarNamedExpression(cursor));
  }
  return {
    node: "Tuple",
    elts: elements,
    ctx: "Load",
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseCase(cursor: Cursor): MatchCase {
  if (cursor.expectName() !== "case") cursor.fail();
  const pattern = parsePatterns(cursor);
  const guard = cursor.eat(IF) ? parseNamedExpression(cursor) : null;
  cursor.expect(COLON);
  return { node: "match_case", pattern, guard, body: parseBlock(cursor) };
}

/** A pattern, or a sequence of them without brackets. */
function parsePatterns(cursor: Cursor): Pattern {
  const start = cursor.index;
  const first = parseStarPattern(cursor);
  if (cursor.kind !== COMMA) return first.node === "MatchStar" ? cursor.fail() : first;
  const patterns = [first];
  while (cursor.eat(COMMA)) {
    if (cursor.kind === COLON || cursor.kind === IF) break;
    patterns.push(parseStarPattern(cursor));
  }
  return createSequence(cursor, start, patterns);
}

function createSequence(cursor: Cursor, start: number, patterns: Pattern[]): Pattern {
  return {
    node: "MatchSequence",
    patterns,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseStarPattern(cursor: Cursor): Pattern {
  const start = cursor.index;
  if (!cursor.eat(STAR)) return parsePattern(cursor);
  const name = cursor.expectName();
  return {
    node: "MatchStar",
    name: name === "_" ? null : name,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** Alternatives, perhaps captured: `a | b as name`. */
function parsePattern(cursor: Cursor): Pattern {
  const start = cursor.index;
  cursor.enter();
  const pattern = parseAlternatives(cursor);
  cursor.leave();
  if (!cursor.eat(AS)) return pattern;
  const name = cursor.expectName();
  if (name === "_") cursor.fail();
  return {
    node: "MatchAs",
    pattern,
    name,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseAlternatives(cursor: Cursor): Pattern {
  const start = cursor.index;
  const first = parseClosedPattern(cursor);
  if (cursor.kind !== VERTICAL_BAR) return first;
  const patterns = [first];
  while (cursor.eat(VERTICAL_BAR)) patterns.push(parseClosedPattern(cursor));
  return {
    node: "MatchOr",
    patterns,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseClosedPattern(cursor: Cursor): Pattern {
  switch (cursor.kind) {
    case NAME:
      return parseNamePattern(cursor);
    case NUMBER:
    case MINUS:
    case STRING:
    case FORMATTED_STRING:
      return parseValuePattern(cursor);
    case NONE:
    case TRUE:
    case FALSE:
      return parseSingleton(cursor);
    case LEFT_PAREN:
      return parseGroupPattern(cursor);
    case LEFT_BRACKET: {
      const start = cursor.index;
      cursor.advance();
      const patterns: Pattern[] = [];
      parsePatternList(cursor, patterns, RIGHT_BRACKET);
      cursor.expect(RIGHT_BRACKET);
      return createSequence(cursor, start, patterns);
    }
    case LEFT_BRACE:
      return parseMappingPattern(cursor);
    default:
      return cursor.fail();
  }
}

function parsePatternList(cursor: Cursor, patterns: Pattern[], closing: number): void {
  while (cursor.kind !== closing) {
    patterns.push(parseStarPattern(cursor));
    if (!cursor.eat(COMMA)) return;
  }
}

function parseGroupPattern(cursor: Cursor): Pattern {
  const start = cursor.index;
  cursor.advance();
  const patterns: Pattern[] = [];
  if (cursor.kind !== RIGHT_PAREN) {
    const first = parseStarPattern(cursor);
    if (cursor.kind === RIGHT_PAREN && first.node !== "MatchStar") {
      cursor.advance();
      return first;
    }
    patterns.push(first);
    cursor.expect(COMMA);
    parsePatternList(cursor, patterns, RIGHT_PAREN);
  }
  cursor.expect(RIGHT_PAREN);
  return createSequence(cursor, start, patterns);
}

function parseSingleton(cursor: Cursor): Pattern {
  const start = cursor.index;
  const value = cursor.kind === NONE ? null : cursor.kind === TRUE;
  cursor.advance();
  return {
    node: "MatchSingleton",
    value,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** A number, complex number or string. */
function parseValuePattern(cursor: Cursor): Pattern {
  const start = cursor.index;
  const value = parseLiteralValue(cursor);
  return {
    node: "MatchValue",
    value,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseLiteralValue(cursor: Cursor): Expression {
  const start = cursor.index;
  if (cursor.kind === STRING || cursor.kind === FORMATTED_STRING) return parseLiteral(cursor);
  const left = parseSignedNumber(cursor);
  if (cursor.kind !== PLUS && cursor.kind !== MINUS) return left;
  if (isImaginary(left)) cursor.fail();
  const op: BinaryOperator = cursor.kind === PLUS ? "Add" : "Sub";
  cursor.advance();
  if (cursor.kind !== NUMBER) cursor.fail();
  const right = parseLiteral(cursor);
  if (!isImaginary(right)) cursor.fail();
  return {
    node: "BinOp",
    left,
    op,
    right,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function isImaginary(expression: Expression): boolean {
  const constant = expression.node === "UnaryOp" ? expression.operand : expression;
  if (constant.node !== "Constant") return false;
  const value = constant.value;
  return typeof value === "object" && value !== null && "imag" in value;
}

function parseSignedNumber(cursor: Cursor): Expression {
  const start = cursor.index;
  const isNegative = cursor.eat(MINUS);
  if (cursor.kind !== NUMBER) cursor.fail();
  const operand = parseLiteral(cursor);
  if (!isNegative) return operand;
  return {
    node: "UnaryOp",
    op: "USub",
    operand,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** A number or strings; nothing may be attached to it. */
function parseLiteral(cursor: Cursor): Expression {
  const value = parsePrimary(cursor);
  return value.node === "Constant" || value.node === "JoinedStr" ? value : cursor.fail();
}

/** A capture, the wildcard, a dotted value or a class. */
function parseNamePattern(cursor: Cursor): Pattern {
  const start = cursor.index;
  const name = parseDottedValue(cursor);
  if (cursor.kind === LEFT_PAREN) return parseClassPattern(cursor, start, name);
  if (cursor.kind === EQUAL) cursor.fail();
  const lineno = cursor.line(start);
  const col_offset = cursor.column(start);
  const end_lineno = cursor.endLine();
  const end_col_offset = cursor.endColumn();
  if (name.node !== "Name") return { node: "MatchValue", value: name, lineno, col_offset, end_lineno, end_col_offset };
  const capture = name.id === "_" ? null : name.id;
  return { node: "MatchAs", pattern: null, name: capture, lineno, col_offset, end_lineno, end_col_offset };
}

/** `name` or `name.attribute`. */
function parseDottedValue(cursor: Cursor): Expression {
  const start = cursor.index;
  const id = cursor.expectName();
  let value: Expression = {
    node: "Name",
    id,
    ctx: "Load",
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
  while (cursor.eat(DOT)) {
    const attr = cursor.expectName();
    value = {
      node: "Attribute",
      value,
      attr,
      ctx: "Load",
      lineno: cursor.line(start),
      col_offset: cursor.column(start),
      end_lineno: cursor.endLine(),
      end_col_offset: cursor.endColumn(),
    };
  }
  return value;
}

function parseClassPattern(cursor: Cursor, start: number, cls: Expression): Pattern {
  const patterns: Pattern[] = [];
  const kwd_attrs: string[] = [];
  const kwd_patterns: Pattern[] = [];
  cursor.expect(LEFT_PAREN);
  while (cursor.kind !== RIGHT_PAREN) {
    if (cursor.kind === NAME && cursor.peek() === EQUAL) {
      kwd_attrs.push(cursor.expectName());
      cursor.advance();
      kwd_patterns.push(parsePattern(cursor));
    } else {
      if (kwd_attrs.length > 0) cursor.fail();
      patterns.push(parsePattern(cursor));
    }
    if (!cursor.eat(COMMA)) break;
  }
  cursor.expect(RIGHT_PAREN);
  return {
    node: "MatchClass",
    cls,
    patterns,
    kwd_attrs,
    kwd_patterns,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseMappingPattern(cursor: Cursor): MatchMapping {
  const start = cursor.index;
  cursor.advance();
  const keys: Expression[] = [];
  const patterns: Pattern[] = [];
  let rest: string | null = null;
  while (cursor.kind !== RIGHT_BRACE && rest === null) {
    if (cursor.eat(DOUBLE_STAR)) {
      rest = cursor.expectName();
      if (rest === "_") cursor.fail();
    } else {
      keys.push(parseMappingKey(cursor));
      cursor.expect(COLON);
      patterns.push(parsePattern(cursor));
    }
    if (!cursor.eat(COMMA)) break;
  }
  cursor.expect(RIGHT_BRACE);
  return {
    node: "MatchMapping",
    keys,
    patterns,
    rest,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseMappingKey(cursor: Cursor): Expression {
  if (cursor.kind === NAME) {
    const value = parseDottedValue(cursor);
    return value.node === "Attribute" ? value : cursor.fail();
  }
  if (cursor.kind === NONE || cursor.kind === TRUE || cursor.kind === FALSE) return parsePrimary(cursor);
  return parseLiteralValue(cursor);
}
