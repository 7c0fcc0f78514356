// Source text -> tree, in one screen.

import { Cursor, ParseFailure } from "./cursor.ts";
import type { StartRule } from "./diagnose.ts";
import { diagnose } from "./diagnose.ts";
import type { CharacterLookup } from "./escapes.ts";
import { type Span, syntaxErrorAt } from "./errors.ts";
import { parseStarExpressions } from "./expressions.ts";
import type { Interactive, Module, Root, ExpressionRoot, Statement } from "./nodes.ts";
import { SourceText } from "./source.ts";
import { parseStatement, parseStatements } from "./statements.ts";
import { tokenize } from "./tokenizer.ts";
import { END_MARKER, NEWLINE } from "./tokens.ts";

export type ParseMode = "exec" | "eval" | "single";

export interface ParseOptions {
  filename?: string | undefined;
  mode?: ParseMode | undefined;
  /** Resolves `\N{...}`; without it every such escape is an unknown name. */
  lookupCharacter?: CharacterLookup | undefined;
}

/** Parses a program; throws PythonSyntaxError as CPython reports it. */
export function parse(source: string, options?: ParseOptions & { mode?: "exec" | undefined }): Module;
export function parse(source: string, options: ParseOptions & { mode: "eval" }): ExpressionRoot;
export function parse(source: string, options: ParseOptions & { mode: "single" }): Interactive;
export function parse(source: string, options?: ParseOptions): Root;
export function parse(source: string, options: ParseOptions = {}): Root {
  const text = new SourceText(source, options.filename ?? "<string>", options.lookupCharacter ?? null);
  text.hasBareEnd = options.mode === "eval" && !/[\r\n]$/.test(source);
  const tokens = tokenize(text);
  const { parseRoot, rule } = MODES[options.mode ?? "exec"];
  const cursor = new Cursor(tokens);
  try {
    return parseRoot(cursor);
  } catch (error) {
    throw explain(error, cursor, rule);
  }
}

/** The error to throw for a failure of the fast parser. */
function explain(error: unknown, cursor: Cursor, rule: StartRule): unknown {
  const { tokens } = cursor;
  const { source } = tokens;
  let message = "invalid syntax";
  try {
    // The engine's own stack may end before our limit when the caller is deep already.
    const isTooDeep = error instanceof RangeError || (error instanceof ParseFailure && error.tooDeep);
    if (isTooDeep) message = "too many nested expressions";
    else if (!(error instanceof ParseFailure)) return error;
    else {
      const diagnosis = diagnose(tokens, rule);
      if (diagnosis !== null) return diagnosis;
    }
  } catch (secondError) {
    if (!(secondError instanceof RangeError)) return secondError;
    if (tokens.error !== null) return tokens.error;
  }
  return syntaxErrorAt(source, message, spanOf(cursor, cursor.index));
}

function spanOf(cursor: Cursor, index: number): Span {
  const { tokens } = cursor;
  return {
    start: tokens.starts[index] ?? 0,
    startLine: cursor.line(index),
    end: tokens.ends[index] ?? 0,
    endLine: tokens.endLines[index] ?? cursor.line(index),
  };
}

interface Mode {
  parseRoot: (cursor: Cursor) => Root;
  rule: StartRule;
}
const MODES: Readonly<Record<ParseMode, Mode>> = {
  exec: { parseRoot: parseModule, rule: "file" },
  eval: { parseRoot: parseSingleExpression, rule: "eval" },
  single: { parseRoot: parseInteractive, rule: "interactive" },
};

function parseModule(cursor: Cursor): Module {
  const body = parseStatements(cursor);
  cursor.expect(END_MARKER);
  return { node: "Module", body, type_ignores: [] };
}

function parseSingleExpression(cursor: Cursor): ExpressionRoot {
  const body = parseStarExpressions(cursor);
  while (cursor.eat(NEWLINE));
  cursor.expect(END_MARKER);
  return { node: "Expression", body };
}

function parseInteractive(cursor: Cursor): Interactive {
  const body: Statement[] = [];
  parseStatement(cursor, body);
  if (cursor.kind !== END_MARKER) {
    const last = spanOf(cursor, cursor.index - 1);
    throw syntaxErrorAt(cursor.tokens.source, "multiple statements found while compiling a single statement", last);
  }
  return { node: "Interactive", body };
}
