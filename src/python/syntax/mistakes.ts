// The reports of the grammar's rules for mistakes, in CPython's words. A report is given the parts labelled in its rule;
// one that finds nothing to say returns.

import { parseKeyword } from "./arguments.ts";
import { parseComprehensions } from "./atoms.ts";
import { Cursor } from "./cursor.ts";
import type { SyntaxErrorKind } from "./errors.ts";
import { syntaxErrorAt, syntaxErrorAtColumns } from "./errors.ts";
import {
  BITWISE_OR,
  DISJUNCTION,
  parseExpression,
  parseNamedExpression,
  parseOperation,
  parseStarExpressions,
  parseStarNamedExpression,
  parseStarred,
  parseYield,
} from "./expressions.ts";
import { MAXIMUM_DECIMAL_DIGITS, parseNumber } from "./literals.ts";
import type { Comprehension, Expression } from "./nodes.ts";
import { ELLIPSIS } from "./nodes.ts";
import type { Part, Reading, Report } from "./recogniser.ts";
import { checkStringTokens } from "./string-mistakes.ts";
import {
  COMMA, DEDENT, DOUBLE_STAR, END_MARKER, EQUAL, INDENT, LEFT_BRACE, LEFT_BRACKET, LEFT_PAREN, NAME, RIGHT_BRACE,
  RIGHT_BRACKET, RIGHT_PAREN, STAR,
} from "./tokens.ts"; // oxfmt-ignore

const PERHAPS_COMMA = "invalid syntax. Perhaps you forgot a comma?";
const MAYBE_WALRUS = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
const BARE_GENERATOR = "Generator expression must be parenthesized";
const COMPREHENSION_TARGET = "did you forget parentheses around the comprehension target?";
const MIXED_EXCEPT = "cannot have both 'except' and 'except*' on the same 'try'";
const EXPECTED_COLON = "expected ':'";

// Places

/** Where something begins and ends in the text. */
interface Place {
  startLine: number;
  start: number;
  endLine: number;
  end: number;
}

/** The place of tokens. */
function placeOf({ tokens }: Reading, { start, end }: Part): Place {
  return {
    startLine: tokens.lines[start] ?? 1,
    start: tokens.starts[start] ?? 0,
    endLine: tokens.endLines[end - 1] ?? 1,
    end: tokens.ends[end - 1] ?? 0,
  };
}

/** The place of a node, which leaves out parentheses around it. */
function placeOfNode({ tokens }: Reading, node: Expression): Place {
  return {
    startLine: node.lineno,
    start: tokens.source.offsetOf(node.lineno, node.col_offset),
    endLine: node.end_lineno,
    end: tokens.source.offsetOf(node.end_lineno, node.end_col_offset),
  };
}

function raiseAt(reading: Reading, place: Place, message: string): never {
  throw syntaxErrorAt(reading.tokens.source, message, place);
}

function raiseOver(reading: Reading, from: Place, to: Place, message: string): never {
  raiseAt(reading, { ...from, endLine: to.endLine, end: to.end }, message);
}

/**
 * An error at the last token that has been looked at. A token without text, such as a change of indentation, has no
 * column: the tokenizer's own place stands in, counted as CPython happens to.
 */
export function raiseAtLast(reading: Reading, message: string, kind: SyntaxErrorKind = "SyntaxError"): never {
  const { tokens, furthest } = reading;
  const { source } = tokens;
  const tokenKind = tokens.kinds[furthest] ?? END_MARKER;
  if (tokenKind !== END_MARKER && tokenKind !== INDENT && tokenKind !== DEDENT) {
    throw syntaxErrorAt(source, message, placeOf(reading, token(furthest)), kind);
  }
  const line = tokens.lines[furthest] ?? 1;
  const column = source.characterColumn(line, tokens.starts[furthest] ?? 0);
  throw syntaxErrorAtColumns(source, message, line, column, -1, kind);
}

/** An error from a place to where the tokenizer stands. */
function raiseFrom(reading: Reading, from: Place, message: string): never {
  const { tokens, furthest } = reading;
  // CPython forgets to count this end from 1.
  const end = (tokens.ends[furthest] ?? 0) - 1;
  raiseAt(reading, { ...from, endLine: tokens.endLines[furthest] ?? 1, end }, message);
}

function token(index: number): Part {
  return { start: index, end: index + 1, rule: "" };
}

// Nodes of parts

const PARSERS: Readonly<Record<string, (cursor: Cursor) => Expression>> = {
  expression: parseExpression,
  expression_without_invalid: parseExpression,
  disjunction: (cursor) => parseOperation(cursor, DISJUNCTION),
  bitwise_or: (cursor) => parseOperation(cursor, BITWISE_OR),
  star_expressions: parseStarExpressions,
  star_named_expression: parseStarNamedExpression,
  starred_expression: (cursor) => parseStarred(cursor, 0),
  yield_expr: parseYield,
  invalid_ann_assign_target: parseExpression,
};

function nodeOf(reading: Reading, part: Part): Expression {
  return (PARSERS[part.rule] ?? parseStarExpressions)(cursorOver(reading, part));
}

/** A cursor for which the tokens end with the part: the grammar may have stopped where a parser would go on. */
function cursorOver({ tokens }: Reading, part: Part): Cursor {
  const cursor = new Cursor({ ...tokens, kinds: tokens.kinds.slice(0, part.end) });
  cursor.moveTo(part.start);
  return cursor;
}

function place(reading: Reading, part: Part): Place {
  return part.rule === "" ? placeOf(reading, part) : placeOfNode(reading, nodeOf(reading, part));
}

/** What CPython calls an expression in its messages. */
function describe(node: Expression): string {
  switch (node.node) {
    case "Attribute":
    case "Subscript":
    case "Starred":
    case "Name":
    case "List":
    case "Tuple":
    case "Lambda":
      return node.node.toLowerCase();
    case "Call":
      return "function call";
    case "BoolOp":
    case "BinOp":
    case "UnaryOp":
      return "expression";
    case "GeneratorExp":
      return "generator expression";
    case "Yield":
    case "YieldFrom":
      return "yield expression";
    case "Await":
      return "await expression";
    case "ListComp":
      return "list comprehension";
    case "SetComp":
      return "set comprehension";
    case "DictComp":
      return "dict comprehension";
    case "Dict":
      return "dict literal";
    case "Set":
      return "set display";
    case "JoinedStr":
    case "FormattedValue":
      return "f-string expression";
    case "Constant":
      if (node.value === null) return "None";
      if (typeof node.value === "boolean") return node.value ? "True" : "False";
      return node.value === ELLIPSIS ? "ellipsis" : "literal";
    case "Compare":
      return "comparison";
    case "IfExp":
      return "conditional expression";
    case "NamedExpr":
      return "named expression";
    case "Slice":
      return "slice";
  }
}

type TargetKind = "assign" | "loop" | "delete";

/** The innermost part of a target that cannot be one. */
function findInvalidTarget(node: Expression, kind: TargetKind): Expression | null {
  switch (node.node) {
    case "List":
    case "Tuple":
      for (const element of node.elts) {
        const found = findInvalidTarget(element, kind);
        if (found !== null) return found;
      }
      return null;
    case "Starred":
      return kind === "delete" ? node : findInvalidTarget(node.value, kind);
    case "Compare":
      // `for a in b` has been read as a comparison: its left side is the target.
      if (kind !== "loop") return node;
      return node.ops[0] === "In" ? findInvalidTarget(node.left, kind) : null;
    case "Name":
    case "Subscript":
    case "Attribute":
      return null;
    default:
      return node;
  }
}

function reportTarget(reading: Reading, part: Part, kind: TargetKind): void {
  const invalid = findInvalidTarget(nodeOf(reading, part), kind);
  if (invalid === null) return;
  const verb = kind === "delete" ? "delete" : "assign to";
  raiseAt(reading, placeOfNode(reading, invalid), `cannot ${verb} ${describe(invalid)}`);
}

interface ArgumentList {
  args: Expression[];
  hasMapping: boolean;
}

function argumentsOf(reading: Reading, part: Part): ArgumentList {
  const cursor = cursorOver(reading, part);
  const list: ArgumentList = { args: [], hasMapping: false };
  do {
    if (cursor.index >= part.end) break;
    if (cursor.kind === DOUBLE_STAR || (cursor.kind === NAME && cursor.peek() === EQUAL)) {
      if (parseKeyword(cursor).arg === null) list.hasMapping = true;
    } else list.args.push(cursor.kind === STAR ? parseStarred(cursor, 0) : parseNamedExpression(cursor));
  } while (cursor.eat(COMMA));
  return list;
}

function lastClause(reading: Reading, part: Part): Comprehension | undefined {
  return parseComprehensions(cursorOver(reading, part)).at(-1);
}

/** The place of the last condition or iterable of comprehension clauses. */
function placeOfClauses(reading: Reading, part: Part): Place {
  const clause = lastClause(reading, part);
  return clause === undefined ? placeOf(reading, part) : placeOfNode(reading, clause.ifs.at(-1) ?? clause.iter);
}

/** How many brackets are open around the token at `index`. */
function bracketDepth({ tokens }: Reading, index: number): number {
  let depth = 0;
  for (let each = 0; each <= index; each++) {
    const kind = tokens.kinds[each] ?? 0;
    if (kind === LEFT_PAREN || kind === LEFT_BRACKET || kind === LEFT_BRACE) depth++;
    else if (kind === RIGHT_PAREN || kind === RIGHT_BRACKET || kind === RIGHT_BRACE) depth--;
  }
  return depth;
}

const LEGACY_STATEMENTS: ReadonlySet<string> = new Set(["print", "exec"]);

function textOf({ tokens }: Reading, index: number): string {
  return tokens.source.text.slice(tokens.starts[index], tokens.ends[index]);
}

/** The value of an imaginary number's text, or of a real one's. */
function requireNumber(reading: Reading, part: Part, isImaginary: boolean): void {
  if (/[jJ]$/.test(textOf(reading, part.start)) === isImaginary) return;
  const word = isImaginary ? "imaginary" : "real";
  raiseAt(reading, placeOf(reading, part), `${word} number required in complex literal`);
}

function expectBlock(what: (keyword: string) => string): Report {
  return (reading, a) => {
    const line = reading.tokens.lines[a.start] ?? 1;
    const message = `expected an indented block after ${what(textOf(reading, a.start))} on line ${line}`;
    raiseAtLast(reading, message, "IndentationError");
  };
}

/** A report with a fixed text at its first part. */
function at(message: string): Report {
  return (reading, a) => raiseAt(reading, place(reading, a), message);
}

/** A report with a fixed text from its first part to its second. */
function over(message: string): Report {
  return (reading, a, b) => raiseOver(reading, place(reading, a), place(reading, b), message);
}

/** A report with a fixed text at the last token read. */
function atLast(message: string, kind: SyntaxErrorKind = "SyntaxError"): Report {
  return (reading) => raiseAtLast(reading, message, kind);
}

/** A report that names what kind of expression its first part is. */
function naming(message: (name: string) => string): Report {
  return (reading, a) => {
    const node = nodeOf(reading, a);
    raiseAt(reading, placeOfNode(reading, node), message(describe(node)));
  };
}

/** The reports by the names that the grammar gives them. */
export const REPORTS: Readonly<Record<string, Report>> = {
  // In both readings
  expectedToken: (reading, a) => raiseAt(reading, placeOf(reading, a), `expected ${a.rule}`),
  checkStrings: (reading, a) => checkStringTokens(reading, a, raiseAtLast),
  checkNumber: (reading, a) => {
    const text = textOf(reading, a.start);
    if (parseNumber(text) !== undefined) return;
    const digits = text.replaceAll("_", "").length;
    const message =
      `Exceeds the limit (${MAXIMUM_DECIMAL_DIGITS} digits) for integer string conversion: value has ${digits} digits; ` +
      "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to " +
      "avoid decimal conversion limits.";
    throw syntaxErrorAtColumns(reading.tokens.source, message, reading.tokens.lines[a.start] ?? 1, 0, 0);
  },
  requireReal: (reading, a) => requireNumber(reading, a, false),
  requireImaginary: (reading, a) => requireNumber(reading, a, true),

  // Calls
  starAfterKwargs: at("iterable argument unpacking follows keyword argument unpacking"),
  bareGenerator: (reading, a, b) => {
    raiseOver(reading, place(reading, a), placeOfClauses(reading, b), BARE_GENERATOR);
  },
  bareGeneratorAmongArguments: (reading, a, b) => {
    const { args } = argumentsOf(reading, a);
    const last = args.at(-1);
    // The only argument of a call needs no parentheses.
    if (args.length <= 1 || last === undefined) return;
    raiseOver(reading, placeOfNode(reading, last), placeOfClauses(reading, b), BARE_GENERATOR);
  },
  bareGeneratorAfterKeyword: (reading, a, b) => {
    const target = lastClause(reading, b)?.target;
    const end = target === undefined ? placeOf(reading, b) : placeOfNode(reading, target);
    raiseOver(reading, place(reading, a), end, BARE_GENERATOR);
  },
  positionalAfterKeyword: (reading, a) => {
    const what = argumentsOf(reading, a).hasMapping ? "keyword argument unpacking" : "keyword argument";
    raiseAtLast(reading, `positional argument follows ${what}`);
  },
  maybeWalrusToken: over(MAYBE_WALRUS),
  assignToKeyword: (reading, a, b) => {
    const keyword = textOf(reading, a.start);
    raiseOver(reading, placeOf(reading, a), placeOf(reading, b), `cannot assign to ${keyword}`);
  },
  assignInCall: over('expression cannot contain assignment, perhaps you meant "=="?'),

  // Expressions
  legacyCall: (reading, a, b) => {
    const name = reading.tokens.names[a.start] ?? "";
    if (!LEGACY_STATEMENTS.has(name)) return;
    const message = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
    raiseOver(reading, placeOf(reading, a), place(reading, b), message);
  },
  forgottenComma: (reading, a, b) => {
    const isLegacy = a.end === a.start + 1 && LEGACY_STATEMENTS.has(reading.tokens.names[a.start] ?? "");
    if (isLegacy || bracketDepth(reading, b.end - 1) === 0) return;
    raiseOver(reading, place(reading, a), place(reading, b), PERHAPS_COMMA);
  },
  expectedElse: over("expected 'else' after 'if' expression"),
  walrusTarget: naming((name) => `cannot use assignment expressions with ${name}`),
  maybeWalrus: over(MAYBE_WALRUS),
  maybeEquals: naming((name) => `cannot assign to ${name} here. Maybe you meant '==' instead of '='?`),
  starInComprehension: at("iterable unpacking cannot be used in comprehension"),
  unparenthesisedTarget: (reading, a, b) => {
    const elements = nodeOf(reading, { ...b, rule: "star_expressions" });
    const last = elements.node === "Tuple" ? (elements.elts.at(-1) ?? elements) : elements;
    raiseOver(reading, place(reading, a), placeOfNode(reading, last), COMPREHENSION_TARGET);
  },
  unparenthesisedTargetComma: over(COMPREHENSION_TARGET),
  mappingInComprehension: at("dict unpacking cannot be used in dict comprehension"),
  starredGroup: at("cannot use starred expression here"),
  doubleStarredGroup: at("cannot use double starred expression here"),
  starredValue: (reading, a) => {
    raiseFrom(reading, placeOf(reading, a), "cannot use a starred expression in a dictionary value");
  },
  missingValue: at("expression expected after dictionary key and ':'"),
  missingColon: (reading, a) => {
    const node = nodeOf(reading, a);
    const { source } = reading.tokens;
    const end = source.offsetOf(node.end_lineno, node.end_col_offset);
    const offset = source.characterColumn(node.lineno, end);
    throw syntaxErrorAtColumns(source, "':' expected after dictionary key", node.lineno, offset, 0);
  },

  // Targets
  annotatedGroup: naming((name) => `only single target (not ${name}) can be annotated`),
  annotatedTuple: at("only single target (not tuple) can be annotated"),
  annotatedOther: at("illegal target for annotation"),
  assignTarget: (reading, a) => reportTarget(reading, a, "assign"),
  loopTarget: (reading, a) => reportTarget(reading, a, "loop"),
  deleteTarget: (reading, a) => reportTarget(reading, a, "delete"),
  assignToYield: at("assignment to yield expression not possible"),
  augmentedTarget: naming((name) => `'${name}' is an illegal expression for augmented assignment`),

  // Parameters
  expectedDefault: at("expected default value expression"),
  defaultOrder: (reading, a) => {
    // The place of a parameter: without the comma after it.
    const isComma = reading.tokens.kinds[a.end - 1] === COMMA;
    const parameter = { ...a, end: isComma ? a.end - 1 : a.end };
    raiseAt(reading, placeOf(reading, parameter), "non-default argument follows default argument");
  },
  parenthesisedParameters: over("Function parameters cannot be parenthesized"),
  parenthesisedLambdaParameters: over("Lambda expression parameters cannot be parenthesized"),
  slashFirst: at("at least one argument must precede /"),
  slashTwice: at("/ may appear only once"),
  slashAfterStar: at("/ must be ahead of *"),
  slashStar: at("expected comma between / and *"),
  bareStar: at("named arguments must follow bare *"),
  bareStarInLambda: atLast("named arguments must follow bare *"),
  starDefault: at("var-positional argument cannot have default value"),
  starTwice: at("* argument may appear only once"),
  kwargsDefault: at("var-keyword argument cannot have default value"),
  afterKwargs: (reading, a) => {
    raiseAt(reading, placeOf(reading, a), "arguments cannot follow var-keyword argument");
  },

  // Statements
  trailingComma: atLast("trailing comma not allowed without surrounding parentheses"),
  expectedColon: atLast(EXPECTED_COLON),
  expectedBlock: atLast("expected an indented block", "IndentationError"),
  expectedBlockAfter: expectBlock((keyword) => `'${keyword}' statement`),
  expectedBlockAfterExceptStar: expectBlock(() => "'except*' statement"),
  expectedBlockAfterFunction: expectBlock(() => "function definition"),
  expectedBlockAfterClass: expectBlock(() => "class definition"),
  expectedExcept: atLast("expected 'except' or 'finally' block"),
  mixedExceptStar: over(MIXED_EXCEPT),
  mixedExcept: at(MIXED_EXCEPT),
  unparenthesisedExceptions: (reading, a) => {
    raiseFrom(reading, place(reading, a), "multiple exception types must be parenthesized");
  },
  expectedExceptionTypes: atLast("expected one or more exception types"),

  // Patterns
  wildcardTarget: at("cannot use '_' as a target"),
  patternTarget: at("invalid pattern target"),
  positionalPatterns: (reading, a) => {
    raiseAt(reading, placeOf(reading, a), "positional patterns follow keyword patterns");
  },
};
