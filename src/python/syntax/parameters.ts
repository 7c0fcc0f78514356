// The parameters of `def` and `lambda`, and the type parameters of `def`, `class` and `type`.

import type { Cursor } from "./cursor.ts";
import { BITWISE_OR, parseExpression, parseStarred } from "./expressions.ts";
import type { Argument, Arguments, TypeParameter } from "./nodes.ts";
import {
  COLON, COMMA, DOUBLE_STAR, EQUAL, LEFT_BRACKET, LEFT_PAREN, RIGHT_BRACKET, RIGHT_PAREN, SLASH, STAR,
} from "./tokens.ts"; // oxfmt-ignore

export function parseParameters(cursor: Cursor): Arguments {
  cursor.expect(LEFT_PAREN);
  const parameters = parseParameterList(cursor, RIGHT_PAREN);
  cursor.expect(RIGHT_PAREN);
  return parameters;
}

/** The parameters of a lambda, which have no annotations; the colon after them stays. */
export function parseLambdaParameters(cursor: Cursor): Arguments {
  return parseParameterList(cursor, COLON);
}

function parseParameterList(cursor: Cursor, closing: number): Arguments {
  const result: Arguments = {
    node: "arguments",
    posonlyargs: [],
    args: [],
    vararg: null,
    kwonlyargs: [],
    kw_defaults: [],
    kwarg: null,
    defaults: [],
  };
  const isAnnotated = closing === RIGHT_PAREN;
  while (cursor.kind !== closing) {
    if (cursor.kind === STAR) {
      parseStarParameters(cursor, result, closing);
      return result;
    }
    if (cursor.eat(DOUBLE_STAR)) {
      parseMappingParameter(cursor, result, closing);
      return result;
    }
    if (cursor.eat(SLASH)) {
      if (result.args.length === 0 || result.posonlyargs.length > 0) cursor.fail();
      result.posonlyargs = result.args;
      result.args = [];
    } else {
      result.args.push(parseParameter(cursor, isAnnotated));
      if (cursor.eat(EQUAL)) result.defaults.push(parseExpression(cursor));
      else if (result.defaults.length > 0) cursor.fail();
    }
    if (!cursor.eat(COMMA)) return result;
  }
  return result;
}

/** `*args` or `*`, and all that may follow. */
function parseStarParameters(cursor: Cursor, result: Arguments, closing: number): void {
  const isAnnotated = closing === RIGHT_PAREN;
  cursor.expect(STAR);
  const isBare = cursor.kind === COMMA;
  if (!isBare) result.vararg = parseParameter(cursor, isAnnotated, true);
  while (cursor.eat(COMMA)) {
    if (cursor.kind === closing) break;
    if (cursor.eat(DOUBLE_STAR)) {
      if (isBare && result.kwonlyargs.length === 0) cursor.fail();
      parseMappingParameter(cursor, result, closing);
      return;
    }
    result.kwonlyargs.push(parseParameter(cursor, isAnnotated));
    result.kw_defaults.push(cursor.eat(EQUAL) ? parseExpression(cursor) : null);
  }
  if (isBare && result.kwonlyargs.length === 0) cursor.fail();
}

/** The name after `**`: the last parameter. */
function parseMappingParameter(cursor: Cursor, result: Arguments, closing: number): void {
  result.kwarg = parseParameter(cursor, closing === RIGHT_PAREN);
  cursor.eat(COMMA);
  if (cursor.kind !== closing) cursor.fail();
}

function parseParameter(cursor: Cursor, isAnnotated: boolean, isStarred = false): Argument {
  const start = cursor.index;
  const arg = cursor.expectName();
  let annotation: Argument["annotation"] = null;
  if (isAnnotated && cursor.eat(COLON)) {
    annotation = isStarred && cursor.kind === STAR ? parseStarred(cursor, BITWISE_OR) : parseExpression(cursor);
  }
  return {
    node: "arg",
    arg,
    annotation,
    type_comment: null,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** `[T: bound, *Ts, **P]`, or nothing. */
export function parseTypeParameters(cursor: Cursor): TypeParameter[] {
  const parameters: TypeParameter[] = [];
  if (!cursor.eat(LEFT_BRACKET)) return parameters;
  do {
    if (cursor.kind === RIGHT_BRACKET && parameters.length > 0) break;
    parameters.push(parseTypeParameter(cursor));
  } while (cursor.eat(COMMA));
  cursor.expect(RIGHT_BRACKET);
  return parameters;
}

function parseTypeParameter(cursor: Cursor): TypeParameter {
  const start = cursor.index;
  const node = cursor.eat(STAR) ? "TypeVarTuple" : cursor.eat(DOUBLE_STAR) ? "ParamSpec" : "TypeVar";
  const name = cursor.expectName();
  const bound = node === "TypeVar" && cursor.eat(COLON) ? parseExpression(cursor) : null;
  const lineno = cursor.line(start);
  const col_offset = cursor.column(start);
  const end_lineno = cursor.endLine();
  const end_col_offset = cursor.endColumn();
  return node === "TypeVar"
    ? { node, name, bound, lineno, col_offset, end_lineno, end_col_offset }
    : { node, name, lineno, col_offset, end_lineno, end_col_offset };
}
