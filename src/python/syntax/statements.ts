// Statements on one line. Compound statements are in compound.ts.

import { parseCompound } from "./compound.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseStarExpressions, parseYield } from "./expressions.ts";
import type { Alias, BinaryOperator, Expression, Statement } from "./nodes.ts";
import { parseTypeParameters } from "./parameters.ts";
import { toDelete, toSingleStore, toStore } from "./targets.ts";
import {
  AS, ASSERT, BREAK, COLON, COMMA, CONTINUE, DEDENT, DEL, DOT, DOTS, END_MARKER, EQUAL, FROM, GLOBAL, IMPORT,
  LAST_AUGMENTED, LEFT_BRACKET, LEFT_PAREN, NAME, NEWLINE, NONLOCAL, PASS, PLUS_EQUAL, RAISE, RETURN,
  RIGHT_PAREN, SEMICOLON, STAR, YIELD, kindOf,
} from "./tokens.ts"; // oxfmt-ignore

/** Statements to the end of a block or of the source. */
export function parseStatements(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  while (cursor.kind !== DEDENT && cursor.kind !== END_MARKER) parseStatement(cursor, statements);
  return statements;
}

/** One compound statement, or one line of simple ones. */
export function parseStatement(cursor: Cursor, statements: Statement[]): void {
  const compound = parseCompound(cursor);
  if (compound === null) parseSimpleStatements(cursor, statements);
  else statements.push(compound);
}

/** Simple statements with semicolons between them, and the newline after them. */
export function parseSimpleStatements(cursor: Cursor, statements: Statement[]): void {
  statements.push(parseSimpleStatement(cursor));
  while (cursor.eat(SEMICOLON) && cursor.kind !== NEWLINE) statements.push(parseSimpleStatement(cursor));
  cursor.expect(NEWLINE);
}

function parseSimpleStatement(cursor: Cursor): Statement {
  const start = cursor.index;
  switch (cursor.kind) {
    case PASS:
    case BREAK:
    case CONTINUE: {
      const node = cursor.kind === PASS ? "Pass" : cursor.kind === BREAK ? "Break" : "Continue";
      cursor.advance();
      return {
        node,
        lineno: cursor.line(start),
        col_offset: cursor.column(start),
        end_lineno: cursor.endLine(),
        end_col_offset: cursor.endColumn(),
      };
    }
    case RETURN:
      return parseReturn(cursor);
    case IMPORT:
      return parseImport(cursor);
    case FROM:
      return parseImportFrom(cursor);
    case RAISE:
      return parseRaise(cursor);
    case ASSERT:
      return parseAssert(cursor);
    case DEL:
      return parseDelete(cursor);
    case GLOBAL:
    case NONLOCAL:
      return parseNames(cursor);
    default:
      return isTypeAlias(cursor) ? parseTypeAlias(cursor) : parseAssignment(cursor);
  }
}

function parseReturn(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  const value = endsStatement(cursor) ? null : parseStarExpressions(cursor);
  return {
    node: "Return",
    value,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function endsStatement(cursor: Cursor): boolean {
  return cursor.kind === NEWLINE || cursor.kind === SEMICOLON;
}

function parseRaise(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  const exc = endsStatement(cursor) ? null : parseExpression(cursor);
  const cause = exc !== null && cursor.eat(FROM) ? parseExpression(cursor) : null;
  return {
    node: "Raise",
    exc,
    cause,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseAssert(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  const test = parseExpression(cursor);
  const msg = cursor.eat(COMMA) ? parseExpression(cursor) : null;
  return {
    node: "Assert",
    test,
    msg,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseDelete(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  const targets = [toDelete(cursor, parseExpression(cursor))];
  while (cursor.eat(COMMA)) {
    if (endsStatement(cursor)) break;
    targets.push(toDelete(cursor, parseExpression(cursor)));
  }
  if (!endsStatement(cursor)) cursor.fail();
  return {
    node: "Delete",
    targets,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** `global a, b` and `nonlocal a, b`. */
function parseNames(cursor: Cursor): Statement {
  const start = cursor.index;
  const node = cursor.kind === GLOBAL ? "Global" : "Nonlocal";
  const names: string[] = [];
  do {
    cursor.advance();
    names.push(cursor.expectName());
  } while (cursor.kind === COMMA);
  return {
    node,
    names,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseImport(cursor: Cursor): Statement {
  const start = cursor.index;
  const names: Alias[] = [];
  do {
    cursor.advance();
    names.push(parseAlias(cursor, true));
  } while (cursor.kind === COMMA);
  return {
    node: "Import",
    names,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseImportFrom(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  let level = 0;
  for (; cursor.kind === DOT || cursor.kind === DOTS; cursor.advance()) level += cursor.kind === DOT ? 1 : 3;
  const module = level > 0 && cursor.kind === IMPORT ? null : parseDottedName(cursor);
  cursor.expect(IMPORT);
  const names = parseImportNames(cursor);
  return {
    node: "ImportFrom",
    module,
    names,
    level,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseImportNames(cursor: Cursor): Alias[] {
  const start = cursor.index;
  if (cursor.eat(STAR)) {
    return [
      {
        node: "alias",
        name: "*",
        asname: null,
        lineno: cursor.line(start),
        col_offset: cursor.column(start),
        end_lineno: cursor.endLine(),
        end_col_offset: cursor.endColumn(),
      },
    ];
  }
  const isParenthesised = cursor.eat(LEFT_PAREN);
  const names = [parseAlias(cursor, false)];
  while (cursor.eat(COMMA)) {
    if (isParenthesised && cursor.kind === RIGHT_PAREN) break;
    names.push(parseAlias(cursor, false));
  }
  if (isParenthesised) cursor.expect(RIGHT_PAREN);
  return names;
}

function parseAlias(cursor: Cursor, isDotted: boolean): Alias {
  const start = cursor.index;
  const name = isDotted ? parseDottedName(cursor) : cursor.expectName();
  const asname = cursor.eat(AS) ? cursor.expectName() : null;
  return {
    node: "alias",
    name,
    asname,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseDottedName(cursor: Cursor): string {
  let name = cursor.expectName();
  while (cursor.eat(DOT)) name += `.${cursor.expectName()}`;
  return name;
}

/** `type` is a name like any other unless a name and `=` or `[` follow. */
function isTypeAlias(cursor: Cursor): boolean {
  if (cursor.kind !== NAME || cursor.peek() !== NAME || cursor.nameAt(cursor.index) !== "type") return false;
  return cursor.peek(2) === EQUAL || cursor.peek(2) === LEFT_BRACKET;
}

function parseTypeAlias(cursor: Cursor): Statement {
  const start = cursor.index;
  cursor.advance();
  const nameIndex = cursor.index;
  const id = cursor.expectName();
  const end_lineno = cursor.endLine();
  const end_col_offset = cursor.endColumn();
  const type_params = parseTypeParameters(cursor);
  cursor.expect(EQUAL);
  const value = parseExpression(cursor);
  return {
    node: "TypeAlias",
    name: {
      node: "Name",
      id,
      ctx: "Store",
      lineno: cursor.line(nameIndex),
      col_offset: cursor.column(nameIndex),
      end_lineno,
      end_col_offset,
    },
    type_params,
    value,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

/** An assignment of any kind, or an expression. */
function parseAssignment(cursor: Cursor): Statement {
  const start = cursor.index;
  const first = parseRightSide(cursor);
  const kind = cursor.kind;
  if (kind === EQUAL) return parsePlainAssignment(cursor, start, first);
  if (kind === COLON) return parseAnnotatedAssignment(cursor, start, first);
  if (kind >= PLUS_EQUAL && kind <= LAST_AUGMENTED) {
    const target = toSingleStore(cursor, first);
    cursor.advance();
    const value = parseRightSide(cursor);
    return {
      node: "AugAssign",
      target,
      op: AUGMENTED_NAMES[kind] as BinaryOperator, // every kind of the range is in the table
      value,
      lineno: cursor.line(start),
      col_offset: cursor.column(start),
      end_lineno: cursor.endLine(),
      end_col_offset: cursor.endColumn(),
    };
  }
  return {
    node: "Expr",
    value: first,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

const AUGMENTED_NAMES: (BinaryOperator | undefined)[] = [];
for (const [text, name] of [
  ["+=", "Add"], ["-=", "Sub"], ["*=", "Mult"], ["@=", "MatMult"], ["/=", "Div"], ["%=", "Mod"], ["&=", "BitAnd"],
  ["|=", "BitOr"], ["^=", "BitXor"], ["<<=", "LShift"], [">>=", "RShift"], ["**=", "Pow"], ["//=", "FloorDiv"],
] as const) AUGMENTED_NAMES[kindOf(text)] = name; // oxfmt-ignore

function parseRightSide(cursor: Cursor): Expression {
  return cursor.kind === YIELD ? parseYield(cursor) : parseStarExpressions(cursor);
}

function parsePlainAssignment(cursor: Cursor, start: number, first: Expression): Statement {
  const targets: Expression[] = [];
  let value = first;
  while (cursor.eat(EQUAL)) {
    targets.push(toStore(cursor, value));
    value = parseRightSide(cursor);
  }
  return {
    node: "Assign",
    targets,
    value,
    type_comment: null,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function parseAnnotatedAssignment(cursor: Cursor, start: number, first: Expression): Statement {
  const target = toSingleStore(cursor, first);
  const isSimple = target.node === "Name" && cursor.tokens.kinds[start] === NAME;
  cursor.expect(COLON);
  const annotation = parseExpression(cursor);
  const value = cursor.eat(EQUAL) ? parseRightSide(cursor) : null;
  return {
    node: "AnnAssign",
    target,
    annotation,
    value,
    simple: isSimple ? 1 : 0,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}
