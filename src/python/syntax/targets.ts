// Targets of assignments, loops, `with` and `del`: read as expressions, then turned to Store or Del.

import { parsePrimary } from "./atoms.ts";
import type { Cursor } from "./cursor.ts";
import { endsExpressions } from "./expressions.ts";
import type { Attribute, Expression, Name, Subscript } from "./nodes.ts";
import { COMMA, STAR } from "./tokens.ts";

/** One or more targets, a tuple if there is a comma: after `for`. */
export function parseTargets(cursor: Cursor): Expression {
  const start = cursor.index;
  const first = parseTarget(cursor);
  if (cursor.kind !== COMMA) return first;
  const elements = [first];
  while (cursor.eat(COMMA)) {
    if (endsExpressions(cursor.kind)) break;
    elements.push(parseTarget(cursor));
  }
  return {
    node: "Tuple",
    elts: elements,
    ctx: "Store",
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** One target, possibly starred. */
export function parseTarget(cursor: Cursor): Expression {
  const start = cursor.index;
  if (!cursor.eat(STAR)) return toStore(cursor, parsePrimary(cursor));
  const value = toStore(cursor, parsePrimary(cursor));
  return {
    node: "Starred",
    value,
    ctx: "Store",
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** Turns an expression into what `=` may assign to, in place; fails if it is none. */
export function toStore(cursor: Cursor, expression: Expression): Expression {
  switch (expression.node) {
    case "Name":
    case "Attribute":
    case "Subscript":
      expression.ctx = "Store";
      return expression;
    case "Starred":
      if (expression.value.node === "Starred") cursor.fail();
      expression.ctx = "Store";
      toStore(cursor, expression.value);
      return expression;
    case "Tuple":
    case "List":
      expression.ctx = "Store";
      for (const element of expression.elts) toStore(cursor, element);
      return expression;
    default:
      return cursor.fail();
  }
}

/** Turns an expression into what `+=` may assign to. */
export function toSingleStore(cursor: Cursor, expression: Expression): Name | Attribute | Subscript {
  if (expression.node !== "Name" && expression.node !== "Attribute" && expression.node !== "Subscript") {
    return cursor.fail();
  }
  expression.ctx = "Store";
  return expression;
}

/** Turns an expression into what `del` may delete. */
export function toDelete(cursor: Cursor, expression: Expression): Expression {
  switch (expression.node) {
    case "Name":
    case "Attribute":
    case "Subscript":
      expression.ctx = "Del";
      return expression;
    case "Tuple":
    case "List":
      expression.ctx = "Del";
      for (const element of expression.elts) toDelete(cursor, element);
      return expression;
    default:
      return cursor.fail();
  }
}
