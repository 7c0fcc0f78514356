// Primaries: names, literals, displays, comprehensions, and the attributes, calls and subscripts that follow them.

import { parseArguments } from "./arguments.ts";
import type { Cursor } from "./cursor.ts";
import {
  BITWISE_OR,
  DISJUNCTION,
  parseExpression,
  parseNamedExpression,
  parseOperation,
  parseStarNamedExpression,
  parseStarred,
  parseYield,
} from "./expressions.ts";
import { parseNumber, parseStrings } from "./literals.ts";
import type { Comprehension, ConstantValue, Dict, Expression } from "./nodes.ts";
import { ELLIPSIS } from "./nodes.ts";
import { parseTargets } from "./targets.ts";
import {
  ASYNC, COLON, COMMA, DOT, DOTS, DOUBLE_STAR, FALSE, FOR, FORMATTED_STRING, IF, IN, LEFT_BRACE, LEFT_BRACKET,
  LEFT_PAREN, NAME, NONE, NUMBER, RIGHT_BRACE, RIGHT_BRACKET, RIGHT_PAREN, STAR, STRING, TRUE, WALRUS, YIELD,
} from "./tokens.ts"; // oxfmt-ignore

/** An atom with its trailers: `a.b(c)[d]`. */
export function parsePrimary(cursor: Cursor): Expression {
  const start = cursor.index;
  let value = parseAtom(cursor);
  for (;;) {
    const kind = cursor.kind;
    if (kind === DOT) {
      cursor.advance();
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
    } else if (kind === LEFT_PAREN) {
      const { args, keywords } = parseArguments(cursor, true);
      value = {
        node: "Call",
        func: value,
        args,
        keywords,
        lineno: cursor.line(start),
        col_offset: cursor.column(start),
        end_lineno: cursor.endLine(),
        end_col_offset: cursor.endColumn(),
      };
    } else if (kind === LEFT_BRACKET) {
      cursor.advance();
      const slice = parseSlices(cursor);
      cursor.expect(RIGHT_BRACKET);
      value = {
        node: "Subscript",
        value,
        slice,
        ctx: "Load",
        lineno: cursor.line(start),
        col_offset: cursor.column(start),
        end_lineno: cursor.endLine(),
        end_col_offset: cursor.endColumn(),
      };
    } else return value;
  }
}

function parseAtom(cursor: Cursor): Expression {
  const start = cursor.index;
  switch (cursor.kind) {
    case NAME:
      return {
        node: "Name",
        id: cursor.expectName(),
        ctx: "Load",
        lineno: cursor.line(start),
        col_offset: cursor.column(start),
        end_lineno: cursor.endLine(),
        end_col_offset: cursor.endColumn(),
      };
    case NUMBER: {
      const { source, starts, ends } = cursor.tokens;
      const value = parseNumber(source.text.slice(starts[start], ends[start]));
      return value === undefined ? cursor.fail() : parseConstant(cursor, value);
    }
    case STRING:
    case FORMATTED_STRING:
      return parseStrings(cursor);
    case LEFT_PAREN:
      return parseParenthesised(cursor);
    case LEFT_BRACKET:
      return parseList(cursor);
    case LEFT_BRACE:
      return parseBraces(cursor);
    case TRUE:
      return parseConstant(cursor, true);
    case FALSE:
      return parseConstant(cursor, false);
    case NONE:
      return parseConstant(cursor, null);
    case DOTS:
      return parseConstant(cursor, ELLIPSIS);
    default:
      return cursor.fail();
  }
}

function parseConstant(cursor: Cursor, value: ConstantValue): Expression {
  const start = cursor.index;
  cursor.advance();
  return {
    node: "Constant",
    value,
    kind: null,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** A group, a tuple or a generator expression. */
function parseParenthesised(cursor: Cursor): Expression {
  const start = cursor.index;
  cursor.advance();
  if (cursor.kind === YIELD) {
    const value = parseYield(cursor);
    cursor.expect(RIGHT_PAREN);
    return value;
  }
  const elements: Expression[] = [];
  if (cursor.kind !== RIGHT_PAREN) {
    const first = parseStarNamedExpression(cursor);
    if (cursor.kind === RIGHT_PAREN && first.node !== "Starred") {
      cursor.advance();
      return first;
    }
    if (cursor.kind === FOR || cursor.kind === ASYNC) return finishGenerator(cursor, start, first);
    elements.push(first);
    cursor.expect(COMMA);
    parseElements(cursor, elements, RIGHT_PAREN);
  }
  cursor.expect(RIGHT_PAREN);
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

/** The clauses and closing token of a generator expression that began at token `start`. */
export function finishGenerator(
  cursor: Cursor,
  start: number,
  element: Expression,
  closing: number = RIGHT_PAREN,
): Expression {
  if (element.node === "Starred") cursor.fail();
  const generators = parseComprehensions(cursor);
  cursor.expect(closing);
  return {
    node: "GeneratorExp",
    elt: element,
    generators,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** Elements with commas between them up to `closing`, which stays. */
function parseElements(cursor: Cursor, elements: Expression[], closing: number): void {
  while (cursor.kind !== closing) {
    elements.push(parseStarNamedExpression(cursor));
    if (!cursor.eat(COMMA)) return;
  }
}

function parseList(cursor: Cursor): Expression {
  const start = cursor.index;
  cursor.advance();
  const elements: Expression[] = [];
  if (cursor.kind !== RIGHT_BRACKET) {
    const first = parseStarNamedExpression(cursor);
    if (cursor.kind === FOR || cursor.kind === ASYNC) {
      if (first.node === "Starred") cursor.fail();
      const generators = parseComprehensions(cursor);
      cursor.expect(RIGHT_BRACKET);
      return {
        node: "ListComp",
        elt: first,
        generators,
        lineno: cursor.line(start),
        col_offset: cursor.column(start),
        end_lineno: cursor.endLine(),
        end_col_offset: cursor.endColumn(),
      };
    }
    elements.push(first);
    if (cursor.eat(COMMA)) parseElements(cursor, elements, RIGHT_BRACKET);
  }
  cursor.expect(RIGHT_BRACKET);
  return {
    node: "List",
    elts: elements,
    ctx: "Load",
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** A dict, a set, or a comprehension of either. */
function parseBraces(cursor: Cursor): Expression {
  const start = cursor.index;
  cursor.advance();
  if (cursor.kind === RIGHT_BRACE || cursor.kind === DOUBLE_STAR) return parseDict(cursor, start, null);
  if (cursor.kind !== STAR && !(cursor.kind === NAME && cursor.peek() === WALRUS)) {
    const key = parseExpression(cursor);
    if (cursor.kind === COLON) return parseDict(cursor, start, key);
    return parseSet(cursor, start, key);
  }
  return parseSet(cursor, start, parseStarNamedExpression(cursor));
}

function parseSet(cursor: Cursor, start: number, first: Expression): Expression {
  if (cursor.kind === FOR || cursor.kind === ASYNC) {
    if (first.node === "Starred") cursor.fail();
    const generators = parseComprehensions(cursor);
    cursor.expect(RIGHT_BRACE);
    return {
      node: "SetComp",
      elt: first,
      generators,
      lineno: cursor.line(start),
      col_offset: cursor.column(start),
      end_lineno: cursor.endLine(),
      end_col_offset: cursor.endColumn(),
    };
  }
  const elements = [first];
  if (cursor.eat(COMMA)) parseElements(cursor, elements, RIGHT_BRACE);
  cursor.expect(RIGHT_BRACE);
  return {
    node: "Set",
    elts: elements,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** A dict or its comprehension, from after its first key if that has been read. */
function parseDict(cursor: Cursor, start: number, firstKey: Expression | null): Expression {
  const keys: Dict["keys"] = [];
  const values: Expression[] = [];
  if (firstKey !== null) {
    cursor.expect(COLON);
    const value = parseExpression(cursor);
    if (cursor.kind === FOR || cursor.kind === ASYNC) return parseDictComp(cursor, start, firstKey, value);
    keys.push(firstKey);
    values.push(value);
    if (!cursor.eat(COMMA) && cursor.kind !== RIGHT_BRACE) cursor.fail();
  }
  while (cursor.kind !== RIGHT_BRACE) {
    if (cursor.eat(DOUBLE_STAR)) {
      keys.push(null);
      values.push(parseOperation(cursor, BITWISE_OR));
    } else {
      keys.push(parseExpression(cursor));
      cursor.expect(COLON);
      values.push(parseExpression(cursor));
    }
    if (!cursor.eat(COMMA)) break;
  }
  cursor.expect(RIGHT_BRACE);
  return {
    node: "Dict",
    keys,
    values,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseDictComp(cursor: Cursor, start: number, key: Expression, value: Expression): Expression {
  const generators = parseComprehensions(cursor);
  cursor.expect(RIGHT_BRACE);
  return {
    node: "DictComp",
    key,
    value,
    generators,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** One or more `for target in iter if condition`. */
export function parseComprehensions(cursor: Cursor): Comprehension[] {
  const generators: Comprehension[] = [];
  while (cursor.kind === FOR || cursor.kind === ASYNC) {
    const isAsync = cursor.eat(ASYNC);
    cursor.expect(FOR);
    const target = parseTargets(cursor);
    cursor.expect(IN);
    const iter = parseOperation(cursor, DISJUNCTION);
    const ifs: Expression[] = [];
    while (cursor.eat(IF)) ifs.push(parseOperation(cursor, DISJUNCTION));
    generators.push({ node: "comprehension", target, iter, ifs, is_async: isAsync ? 1 : 0 });
  }
  return generators;
}

/** What stands within the brackets of a subscript. */
function parseSlices(cursor: Cursor): Expression {
  const start = cursor.index;
  const first = cursor.kind === STAR ? parseStarred(cursor, 0) : parseSlice(cursor);
  if (cursor.kind !== COMMA && first.node !== "Starred") return first;
  const elements = [first];
  while (cursor.eat(COMMA)) {
    if (cursor.kind === RIGHT_BRACKET) break;
    elements.push(cursor.kind === STAR ? parseStarred(cursor, 0) : parseSlice(cursor));
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

function parseSlice(cursor: Cursor): Expression {
  const start = cursor.index;
  const lower = cursor.kind === COLON ? null : parseNamedExpression(cursor);
  if (cursor.kind !== COLON) return lower ?? cursor.fail();
  if (lower?.node === "NamedExpr" && cursor.tokens.kinds[start] === NAME) cursor.fail();
  cursor.advance();
  const upper = endsSlicePart(cursor.kind) ? null : parseExpression(cursor);
  const hasStep = cursor.eat(COLON);
  const step = hasStep && !endsSlicePart(cursor.kind) ? parseExpression(cursor) : null;
  return {
    node: "Slice",
    lower,
    upper,
    step,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function endsSlicePart(kind: number): boolean {
  return kind === COLON || kind === COMMA || kind === RIGHT_BRACKET;
}
