// Source text -> tree, in one screen.

import { Cursor, ParseFailure } from "./cursor.ts";
import type { CharacterLookup } from "./escapes.ts";
import { syntaxErrorAt } from "./errors.ts";
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
  const cursor = new Cursor(tokenize(text));
  try {
    return PARSERS[options.mode ?? "exec"](cursor);
  } catch (error) {
    // The engine's own stack may end before our limit when the caller is deep already.
    const isTooDeep = error instanceof RangeError || (error instanceof ParseFailure && error.tooDeep);
    if (!isTooDeep && !(error instanceof ParseFailure)) throw error;
    throw syntaxErrorAt(text, isTooDeep ? "too many nested expressions" : "invalid syntax", {
      start: cursor.tokens.starts[cursor.index] ?? 0,
      startLine: cursor.line(cursor.index),
      end: cursor.tokens.ends[cursor.index] ?? 0,
      endLine: cursor.line(cursor.index),
    });
  }
}

const PARSERS: Readonly<Record<ParseMode, (cursor: Cursor) => Root>> = {
  exec: parseModule,
  eval: parseSingleExpression,
  single: parseInteractive,
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
  cursor.expect(END_MARKER);
  return { node: "Interactive", body };
}
