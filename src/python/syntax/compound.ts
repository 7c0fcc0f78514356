// Compound statements: those with a block.

import { parseArguments } from "./arguments.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseNamedExpression, parseStarExpressions } from "./expressions.ts";
import { parseMatch } from "./patterns.ts";
import type { ExceptHandler, Expression, If, Statement, WithItem } from "./nodes.ts";
import { parseParameters, parseTypeParameters } from "./parameters.ts";
import { parseSimpleStatements, parseStatements } from "./statements.ts";
import { parseTarget, parseTargets } from "./targets.ts";
import {
  ARROW, AS, ASYNC, AT, CLASS, COLON, COMMA, DEDENT, DEF, ELIF, ELSE, EXCEPT, FINALLY, FOR, IF, IN, INDENT, LEFT_BRACE,
  LEFT_BRACKET, LEFT_PAREN, NAME, NEWLINE, RIGHT_BRACE, RIGHT_BRACKET, RIGHT_PAREN, STAR, TRY, WHILE, WITH,
} from "./tokens.ts"; // oxfmt-ignore

/** The compound statement that begins here, null if none does. */
export function parseCompound(cursor: Cursor): Statement | null {
  switch (cursor.kind) {
    case NAME:
      return cursor.nameAt(cursor.index) === "match" ? parseMatch(cursor) : null;
    case IF:
      return parseIf(cursor);
    case FOR:
      return parseFor(cursor, cursor.index, false);
    case DEF:
      return parseFunction(cursor, cursor.index, [], false);
    case CLASS:
      return parseClass(cursor, []);
    case TRY:
      return parseTry(cursor);
    case WHILE:
      return parseWhile(cursor);
    case WITH:
      return parseWith(cursor, cursor.index, false);
    case AT:
      return parseDecorated(cursor);
    case ASYNC:
      return parseAsync(cursor, []);
    default:
      return null;
  }
}

/** An indented block, or simple statements on the same line; the colon has been passed. */
export function parseBlock(cursor: Cursor): Statement[] {
  if (cursor.eat(NEWLINE)) {
    cursor.expect(INDENT);
    const statements = parseStatements(cursor);
    cursor.expect(DEDENT);
    return statements;
  }
  const statements: Statement[] = [];
  parseSimpleStatements(cursor, statements);
  return statements;
}

function parseElse(cursor: Cursor): Statement[] {
  if (!cursor.eat(ELSE)) return [];
  cursor.expect(COLON);
  return parseBlock(cursor);
}

/** `elif` chains are a loop: each branch is the `else` of the one before. */
function parseIf(cursor: Cursor): Statement {
  const branches: { start: number; test: Expression; body: Statement[] }[] = [];
  do {
    const start = cursor.index;
    cursor.advance();
    const test = parseNamedExpression(cursor);
    cursor.expect(COLON);
    branches.push({ start, test, body: parseBlock(cursor) });
  } while (cursor.kind === ELIF);
  let orelse = parseElse(cursor);
  const end_lineno = cursor.endLine();
  const end_col_offset = cursor.endColumn();
  let result: If | null = null;
  for (let branch = branches.pop(); branch !== undefined; branch = branches.pop()) {
    result = {
      node: "If",
      test: branch.test,
      body: branch.body,
      orelse,
      lineno: cursor.line(branch.start),
      col_offset: cursor.column(branch.start),
      end_lineno,
      end_col_offset,
    };
    orelse = [result];
  }
  return result ?? cursor.fail();
}

function parseWhile(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  const test = parseNamedExpression(cursor);
  cursor.expect(COLON);
  const body = parseBlock(cursor);
  const orelse = parseElse(cursor);
  return {
    node: "While",
    test,
    body,
    orelse,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseFor(cursor: Cursor, start: number, isAsync: boolean): Statement {
  cursor.expect(FOR);
  const target = parseTargets(cursor);
  cursor.expect(IN);
  const iter = parseStarExpressions(cursor);
  cursor.expect(COLON);
  const body = parseBlock(cursor);
  const orelse = parseElse(cursor);
  return {
    node: isAsync ? "AsyncFor" : "For",
    target,
    iter,
    body,
    orelse,
    type_comment: null,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseWith(cursor: Cursor, start: number, isAsync: boolean): Statement {
  cursor.expect(WITH);
  const items = (isParenthesisedHeader(cursor) && cursor.attempt(parseParenthesisedItems)) || parseItems(cursor);
  cursor.expect(COLON);
  const body = parseBlock(cursor);
  return {
    node: isAsync ? "AsyncWith" : "With",
    items,
    body,
    type_comment: null,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** Whether the parenthesis that opens here closes just before a colon: `with (a as b, c):`. */
function isParenthesisedHeader(cursor: Cursor): boolean {
  if (cursor.kind !== LEFT_PAREN) return false;
  let depth = 0;
  for (let distance = 0; ; distance++) {
    const kind = cursor.peek(distance);
    if (kind === LEFT_PAREN || kind === LEFT_BRACKET || kind === LEFT_BRACE) depth++;
    else if (kind === RIGHT_PAREN || kind === RIGHT_BRACKET || kind === RIGHT_BRACE) {
      if (--depth === 0) return cursor.peek(distance + 1) === COLON;
    } else if (kind === NEWLINE || kind === 0) return false;
  }
}

function parseParenthesisedItems(cursor: Cursor): WithItem[] {
  cursor.expect(LEFT_PAREN);
  const items: WithItem[] = [];
  do {
    if (cursor.kind === RIGHT_PAREN && items.length > 0) break;
    items.push(parseItem(cursor));
  } while (cursor.eat(COMMA));
  cursor.expect(RIGHT_PAREN);
  if (cursor.kind !== COLON) cursor.fail();
  return items;
}

function parseItems(cursor: Cursor): WithItem[] {
  const items = [parseItem(cursor)];
  while (cursor.eat(COMMA)) items.push(parseItem(cursor));
  return items;
}

function parseItem(cursor: Cursor): WithItem {
  const context_expr = parseExpression(cursor);
  const optional_vars = cursor.eat(AS) ? parseTarget(cursor) : null;
  return { node: "withitem", context_expr, optional_vars };
}

function parseTry(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  cursor.expect(COLON);
  const body = parseBlock(cursor);
  const isStar = cursor.kind === EXCEPT && cursor.peek() === STAR;
  const handlers: ExceptHandler[] = [];
  while (cursor.kind === EXCEPT) handlers.push(parseHandler(cursor, isStar));
  const orelse = handlers.length > 0 ? parseElse(cursor) : [];
  let finalbody: Statement[] = [];
  if (cursor.eat(FINALLY)) {
    cursor.expect(COLON);
    finalbody = parseBlock(cursor);
  } else if (handlers.length === 0) cursor.fail();
  return {
    node: isStar ? "TryStar" : "Try",
    body,
    handlers,
    orelse,
    finalbody,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseHandler(cursor: Cursor, isStar: boolean): ExceptHandler {
  const start = cursor.index;
  cursor.expect(EXCEPT);
  if (cursor.eat(STAR) !== isStar) cursor.fail();
  const type = cursor.kind === COLON && !isStar ? null : parseExpression(cursor);
  const name = type !== null && cursor.eat(AS) ? cursor.expectName() : null;
  cursor.expect(COLON);
  const body = parseBlock(cursor);
  return {
    node: "ExceptHandler",
    type,
    name,
    body,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseDecorated(cursor: Cursor): Statement {
  const decorators: Expression[] = [];
  while (cursor.eat(AT)) {
    decorators.push(parseNamedExpression(cursor));
    cursor.expect(NEWLINE);
  }
  if (cursor.kind === DEF) return parseFunction(cursor, cursor.index, decorators, false);
  if (cursor.kind === CLASS) return parseClass(cursor, decorators);
  return cursor.kind === ASYNC && cursor.peek() === DEF ? parseAsync(cursor, decorators) : cursor.fail();
}

function parseAsync(cursor: Cursor, decorators: Expression[]): Statement {
  const start = cursor.index;
  cursor.advance();
  if (cursor.kind === DEF) return parseFunction(cursor, start, decorators, true);
  if (cursor.kind === FOR) return parseFor(cursor, start, true);
  return parseWith(cursor, start, true);
}

/** A function that begins at token `start`: `def`, or the `async` before it. */
function parseFunction(cursor: Cursor, start: number, decorators: Expression[], isAsync: boolean): Statement {
  cursor.expect(DEF);
  const name = cursor.expectName();
  const type_params = parseTypeParameters(cursor);
  const args = parseParameters(cursor);
  const returns = cursor.eat(ARROW) ? parseExpression(cursor) : null;
  cursor.expect(COLON);
  const body = parseBlock(cursor);
  return {
    node: isAsync ? "AsyncFunctionDef" : "FunctionDef",
    name,
    args,
    body,
    decorator_list: decorators,
    returns,
    type_comment: null,
    type_params,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseClass(cursor: Cursor, decorators: Expression[]): Statement {
  const start = cursor.index;
  cursor.expect(CLASS);
  const name = cursor.expectName();
  const type_params = parseTypeParameters(cursor);
  const { args, keywords } = cursor.kind === LEFT_PAREN ? parseArguments(cursor, false) : { args: [], keywords: [] };
  cursor.expect(COLON);
  const body = parseBlock(cursor);
  return {
    node: "ClassDef",
    name,
    bases: args,
    keywords,
    body,
    decorator_list: decorators,
    type_params,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}
