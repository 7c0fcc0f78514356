// Expressions by precedence climbing: conditional expressions, boolean, comparison, binary and unary operators.
// Chains (`a + a + ...`, `x if y else ...`, `- - x`) are loops, so that only real nesting costs stack.

import { parsePrimary } from "./atoms.ts";
import type { Cursor } from "./cursor.ts";
import type { BinaryOperator, ComparisonOperator, Expression, NamedExpr, UnaryOperator } from "./nodes.ts";
import { parseLambdaParameters } from "./parameters.ts";
import {
  AND, AWAIT, COLON, COMMA, DOUBLE_STAR, ELSE, END_MARKER, EQUAL, FROM, IF, IN, IS, LAMBDA, LAST_AUGMENTED, MINUS, NAME,
  NEWLINE, NOT, OR, PLUS, PLUS_EQUAL, RIGHT_BRACE, RIGHT_BRACKET, RIGHT_PAREN, SEMICOLON, STAR, TILDE, WALRUS, YIELD,
  kindOf,
} from "./tokens.ts"; // oxfmt-ignore

// Precedences, from loose to tight.
export const DISJUNCTION = 1;
const CONJUNCTION = 2;
const INVERSION = 3;
const COMPARISON = 4;
export const BITWISE_OR = 5;

/** Precedence of each operator's token kind; 0 for all other tokens. */
const PRECEDENCES: Uint8Array = new Uint8Array(128);
const BINARY_NAMES: (BinaryOperator | undefined)[] = [];
const COMPARISON_NAMES: (ComparisonOperator | undefined)[] = [];

for (const [text, name, precedence] of [
  ["|", "BitOr", BITWISE_OR],
  ["^", "BitXor", 6],
  ["&", "BitAnd", 7],
  ["<<", "LShift", 8],
  [">>", "RShift", 8],
  ["+", "Add", 9],
  ["-", "Sub", 9],
  ["*", "Mult", 10],
  ["@", "MatMult", 10],
  ["/", "Div", 10],
  ["//", "FloorDiv", 10],
  ["%", "Mod", 10],
] as const) {
  // oxfmt-ignore
  PRECEDENCES[kindOf(text)] = precedence;
  BINARY_NAMES[kindOf(text)] = name;
}
for (const [text, name] of [
  ["==", "Eq"],
  ["!=", "NotEq"],
  ["<", "Lt"],
  ["<=", "LtE"],
  [">", "Gt"],
  [">=", "GtE"],
  ["in", "In"],
  ["is", "Is"],
  ["not", "NotIn"],
] as const) {
  // oxfmt-ignore
  PRECEDENCES[kindOf(text)] = COMPARISON;
  COMPARISON_NAMES[kindOf(text)] = name;
}
PRECEDENCES[OR] = DISJUNCTION;
PRECEDENCES[AND] = CONJUNCTION;

/** `*a, b` or one expression: what may stand at the right of `=`, after `return` and `in`. */
export function parseStarExpressions(cursor: Cursor): Expression {
  const start = cursor.index;
  const first = parseStarExpression(cursor);
  if (cursor.kind !== COMMA) return first;
  const elements = [first];
  while (cursor.eat(COMMA)) {
    if (endsExpressions(cursor.kind)) break;
    elements.push(parseStarExpression(cursor));
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

/** Whether a token can only end a list of expressions, so that the comma before it was the last. */
export function endsExpressions(kind: number): boolean {
  return (
    kind === NEWLINE ||
    kind === EQUAL ||
    kind === RIGHT_PAREN ||
    kind === RIGHT_BRACKET ||
    kind === RIGHT_BRACE ||
    kind === COLON ||
    kind === SEMICOLON ||
    kind === IN ||
    kind === END_MARKER ||
    (kind >= PLUS_EQUAL && kind <= LAST_AUGMENTED)
  );
}

function parseStarExpression(cursor: Cursor): Expression {
  return cursor.kind === STAR ? parseStarred(cursor, BITWISE_OR) : parseExpression(cursor);
}

/** `*value`, whose value binds at least as tight as `precedence`; 0 admits every expression. */
export function parseStarred(cursor: Cursor, precedence: number): Expression {
  const start = cursor.index;
  cursor.expect(STAR);
  const value = precedence === 0 ? parseExpression(cursor) : parseOperation(cursor, precedence);
  return {
    node: "Starred",
    value,
    ctx: "Load",
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** `*value` or `name := value` or an expression: an element of a display. */
export function parseStarNamedExpression(cursor: Cursor): Expression {
  return cursor.kind === STAR ? parseStarred(cursor, BITWISE_OR) : parseNamedExpression(cursor);
}

export function parseNamedExpression(cursor: Cursor): Expression {
  if (cursor.kind === NAME && cursor.peek() === WALRUS) return parseWalrus(cursor);
  return parseExpression(cursor);
}

function parseWalrus(cursor: Cursor): NamedExpr {
  const start = cursor.index;
  const lineno = cursor.line(start);
  const col_offset = cursor.column(start);
  const id = cursor.expectName();
  const end_lineno = cursor.endLine();
  const end_col_offset = cursor.endColumn();
  cursor.expect(WALRUS);
  const value = parseExpression(cursor);
  return {
    node: "NamedExpr",
    target: { node: "Name", id, ctx: "Store", lineno, col_offset, end_lineno, end_col_offset },
    value,
    lineno,
    col_offset,
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

interface Condition {
  start: number;
  body: Expression;
  test: Expression;
}

export function parseExpression(cursor: Cursor): Expression {
  cursor.enter();
  let conditions: Condition[] | null = null;
  let result: Expression;
  for (;;) {
    if (cursor.kind === LAMBDA) {
      result = parseLambda(cursor);
      break;
    }
    const start = cursor.index;
    result = parseOperation(cursor, DISJUNCTION);
    if (cursor.kind !== IF) break;
    cursor.advance();
    const test = parseOperation(cursor, DISJUNCTION);
    cursor.expect(ELSE);
    (conditions ??= []).push({ start, body: result, test });
  }
  if (conditions !== null) result = foldConditions(cursor, conditions, result);
  cursor.leave();
  return result;
}

function foldConditions(cursor: Cursor, conditions: Condition[], last: Expression): Expression {
  let result = last;
  const end_lineno = cursor.endLine();
  const end_col_offset = cursor.endColumn();
  for (let index = conditions.length - 1; index >= 0; index--) {
    const { start, body, test } = conditions[index] as Condition; // within bounds
    result = {
      node: "IfExp",
      test,
      body,
      orelse: result,
      lineno: cursor.line(start),
      col_offset: cursor.column(start),
      end_lineno,
      end_col_offset,
    };
  }
  return result;
}

function parseLambda(cursor: Cursor): Expression {
  const start = cursor.index;
  cursor.advance();
  const args = parseLambdaParameters(cursor);
  cursor.expect(COLON);
  const body = parseExpression(cursor);
  return {
    node: "Lambda",
    args,
    body,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** `yield`, `yield value` or `yield from value`. */
export function parseYield(cursor: Cursor): Expression {
  const start = cursor.index;
  cursor.expect(YIELD);
  const isFrom = cursor.eat(FROM);
  const value = isFrom ? parseExpression(cursor) : endsExpressions(cursor.kind) ? null : parseStarExpressions(cursor);
  const lineno = cursor.line(start);
  const col_offset = cursor.column(start);
  const end_lineno = cursor.endLine();
  const end_col_offset = cursor.endColumn();
  return isFrom && value !== null
    ? { node: "YieldFrom", value, lineno, col_offset, end_lineno, end_col_offset }
    : { node: "Yield", value, lineno, col_offset, end_lineno, end_col_offset };
}

/** An operation whose operators bind at least as tight as `minimum`. */
export function parseOperation(cursor: Cursor, minimum: number): Expression {
  const start = cursor.index;
  let left = cursor.kind === NOT && minimum <= INVERSION ? parseNot(cursor) : parseUnary(cursor);
  for (;;) {
    const kind = cursor.kind;
    const precedence = PRECEDENCES[kind] ?? 0;
    if (precedence < minimum || precedence === 0) return left;
    if (precedence > COMPARISON) {
      cursor.advance();
      const right = parseOperation(cursor, precedence + 1);
      left = {
        node: "BinOp",
        left,
        op: BINARY_NAMES[kind] as BinaryOperator, // every operator above comparisons is in the table
        right,
        lineno: cursor.line(start),
        col_offset: cursor.column(start),
        end_lineno: cursor.endLine(),
        end_col_offset: cursor.endColumn(),
      };
    } else if (precedence === COMPARISON) {
      if (kind === NOT && cursor.peek() !== IN) return left;
      left = parseComparison(cursor, start, left);
    } else left = parseBooleans(cursor, start, left);
  }
}

function parseBooleans(cursor: Cursor, start: number, first: Expression): Expression {
  const kind = cursor.kind;
  const values = [first];
  while (cursor.eat(kind)) values.push(parseOperation(cursor, kind === OR ? CONJUNCTION : INVERSION));
  return {
    node: "BoolOp",
    op: kind === OR ? "Or" : "And",
    values,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseComparison(cursor: Cursor, start: number, left: Expression): Expression {
  const ops: ComparisonOperator[] = [];
  const comparators: Expression[] = [];
  for (;;) {
    const name = COMPARISON_NAMES[cursor.kind];
    if (name === undefined || (cursor.kind === NOT && cursor.peek() !== IN)) break;
    const isIs = cursor.kind === IS;
    if (cursor.kind === NOT) cursor.advance();
    cursor.advance();
    ops.push(isIs && cursor.eat(NOT) ? "IsNot" : name);
    comparators.push(parseOperation(cursor, BITWISE_OR));
  }
  return {
    node: "Compare",
    left,
    ops,
    comparators,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseNot(cursor: Cursor): Expression {
  const first = cursor.index;
  while (cursor.eat(NOT));
  const last = cursor.index;
  const operand = parseOperation(cursor, COMPARISON);
  return foldUnary(cursor, first, last, operand);
}

function parseUnary(cursor: Cursor): Expression {
  const first = cursor.index;
  while (cursor.kind === MINUS || cursor.kind === PLUS || cursor.kind === TILDE) cursor.advance();
  const last = cursor.index;
  const operand = parsePower(cursor);
  return first === last ? operand : foldUnary(cursor, first, last, operand);
}

/** Wraps an operand in the prefix operators at tokens `first` to `last - 1`. */
function foldUnary(cursor: Cursor, first: number, last: number, operand: Expression): Expression {
  let result = operand;
  for (let index = last - 1; index >= first; index--) {
    result = {
      node: "UnaryOp",
      op: unaryName(cursor.tokens.kinds[index] ?? 0),
      operand: result,
      lineno: cursor.line(index),
      col_offset: cursor.column(index),
      end_lineno: cursor.endLine(),
      end_col_offset: cursor.endColumn(),
    };
  }
  return result;
}

function unaryName(kind: number): UnaryOperator {
  return kind === MINUS ? "USub" : kind === NOT ? "Not" : kind === TILDE ? "Invert" : "UAdd";
}

/** `base ** exponent`, whose exponent may begin with a prefix operator. */
function parsePower(cursor: Cursor): Expression {
  const start = cursor.index;
  const base = cursor.kind === AWAIT ? parseAwait(cursor) : parsePrimary(cursor);
  if (cursor.kind !== DOUBLE_STAR) return base;
  cursor.advance();
  cursor.enter();
  const right = parseUnary(cursor);
  cursor.leave();
  return {
    node: "BinOp",
    left: base,
    op: "Pow",
    right,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseAwait(cursor: Cursor): Expression {
  const start = cursor.index;
  cursor.advance();
  const value = parsePrimary(cursor);
  return {
    node: "Await",
    value,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}
