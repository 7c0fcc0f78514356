// Why a program is no Python. The fast parser only says that it is not; here the tokens are read once more as CPython
// reads them: a first time to see how far that goes, a second time with the grammar's rules for mistakes.

import type { PythonSyntaxError } from "./errors.ts";
import { PythonSyntaxError as SyntaxErrorClass, syntaxErrorAt, syntaxErrorAtColumns } from "./errors.ts";
import { REPORTS, raiseAtLast } from "./mistakes.ts";
import { Reading, TOKENIZER_STOPPED } from "./recogniser.ts";
import type { SourceText } from "./source.ts";
import type { Tokens } from "./tokenizer.ts";
import { tokenize } from "./tokenizer.ts";
import { DEDENT, END_MARKER, INDENT, NEWLINE } from "./tokens.ts";

/** The grammar's rule for what is to be read. */
export type StartRule = "file" | "eval" | "interactive" | "fstring";

/** The error to report; null if the grammar finds none. */
export function diagnose(tokens: Tokens, rule: StartRule): PythonSyntaxError | null {
  const reading = new Reading(tokens, REPORTS, explainExpression);
  const first = readOnce(reading, rule);
  if (first === "accepted") return null;
  if (first !== "refused") return preferTokenizer(reading, first);
  const { furthest } = reading;
  reading.seeksMistakes = true;
  const second = readOnce(reading, rule);
  if (second instanceof SyntaxErrorClass) return preferTokenizer(reading, second);
  const last = describeLast(reading, furthest);
  return last.kind === "SyntaxError" ? preferTokenizer(reading, last) : last;
}

function explainExpression(source: SourceText): PythonSyntaxError | null {
  return diagnose(tokenize(source), "fstring");
}

function readOnce(reading: Reading, rule: StartRule): PythonSyntaxError | "accepted" | "refused" {
  return catchError(() => (reading.read(rule) ? "accepted" : "refused"), reading);
}

function catchError<T>(action: () => T, reading: Reading): T | PythonSyntaxError {
  try {
    return action();
  } catch (error) {
    if (error === TOKENIZER_STOPPED) return reading.tokens.error ?? neverClosed(reading.tokens);
    if (error instanceof SyntaxErrorClass) return error;
    throw error;
  }
}

/** Nothing better to say than that the last token read does not fit. */
function describeLast(reading: Reading, furthest: number): PythonSyntaxError {
  const { kinds, source, lines, starts, ends, endLines } = reading.tokens;
  const kind = kinds[furthest] ?? END_MARKER;
  const line = lines[furthest] ?? 1;
  if (kind === INDENT || kind === DEDENT) {
    const message = kind === INDENT ? "unexpected indent" : "unexpected unindent";
    return catchError(() => raiseAtLast(reading, message, "IndentationError"), reading);
  }
  // CPython has read no line of an empty source.
  if (kind === END_MARKER && source.text === "") return syntaxErrorAtColumns(source, "invalid syntax", 0, 0, 0);
  const isEnd = kind === END_MARKER || (kind === NEWLINE && source.hasBareEnd && line === source.lineCount);
  if (isEnd) return syntaxErrorAtColumns(source, "invalid syntax", line, 0, 0);
  const span = {
    start: starts[furthest] ?? 0,
    startLine: line,
    end: ends[furthest] ?? 0,
    endLine: endLines[furthest] ?? line,
  };
  return syntaxErrorAt(source, "invalid syntax", span);
}

/** An error of the tokenizer further on, or a bracket never closed before, explains more than the parser's error. */
function preferTokenizer(reading: Reading, error: PythonSyntaxError): PythonSyntaxError {
  const { tokens, furthest } = reading;
  const last = tokens.kinds.length - 1;
  const isStopped = error === tokens.error || furthest >= last;
  if (isStopped || tokens.kinds[last] === END_MARKER) return error;
  if (tokens.error !== null && !tokens.errorWaits) return tokens.error;
  const bracket = tokens.open.at(-1);
  const isLater = bracket !== undefined && (tokens.lines[furthest] ?? 1) > bracket.line;
  return isLater ? neverClosed(tokens) : error;
}

function neverClosed({ source, open }: Tokens): PythonSyntaxError {
  const bracket = open.at(-1);
  if (bracket === undefined)
    return syntaxErrorAtColumns(source, "unexpected EOF while parsing", source.lineCount, 0, 0);
  const offset = source.characterColumn(bracket.line, bracket.start) + 1;
  const message = `'${source.text.charAt(bracket.start)}' was never closed`;
  return syntaxErrorAtColumns(source, message, bracket.line, offset, 0);
}
