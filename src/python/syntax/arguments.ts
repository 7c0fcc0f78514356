// The arguments of a call or of a class statement.

import { finishGenerator } from "./atoms.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseNamedExpression, parseStarred } from "./expressions.ts";
import type { Expression, Keyword } from "./nodes.ts";
import {
  ASYNC, COMMA, DOUBLE_STAR, EQUAL, FOR, LEFT_PAREN, NAME, RIGHT_PAREN, STAR,
} from "./tokens.ts"; // oxfmt-ignore

export interface CallArguments {
  args: Expression[];
  keywords: Keyword[];
}

/** Reads `(...)`. A call, not a class, may have a generator expression without parentheses of its own. */
export function parseArguments(cursor: Cursor, isCall: boolean): CallArguments {
  const start = cursor.index;
  cursor.expect(LEFT_PAREN);
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  let hasMapping = false;
  while (cursor.kind !== RIGHT_PAREN) {
    if (cursor.kind === DOUBLE_STAR || (cursor.kind === NAME && cursor.peek() === EQUAL)) {
      hasMapping ||= cursor.kind === DOUBLE_STAR;
      keywords.push(parseKeyword(cursor));
    } else if (cursor.kind === STAR) {
      // `*values` may follow `name=value`, but not `**mapping`.
      if (hasMapping) cursor.fail();
      args.push(parseStarred(cursor, 0));
    } else {
      if (keywords.length > 0) cursor.fail();
      const value = parseNamedExpression(cursor);
      if (isCall && args.length === 0 && (cursor.kind === FOR || cursor.kind === ASYNC)) {
        args.push(finishGenerator(cursor, start, value));
        return { args, keywords };
      }
      args.push(value);
    }
    if (!cursor.eat(COMMA)) break;
  }
  cursor.expect(RIGHT_PAREN);
  return { args, keywords };
}

/** `name=value` or `**mapping`. */
export function parseKeyword(cursor: Cursor): Keyword {
  const start = cursor.index;
  let arg: string | null = null;
  if (!cursor.eat(DOUBLE_STAR)) {
    arg = cursor.expectName();
    cursor.expect(EQUAL);
  }
  const value = parseExpression(cursor);
  return {
    node: "keyword",
    arg,
    value,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}
