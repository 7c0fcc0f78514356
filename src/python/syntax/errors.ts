// SyntaxError as CPython reports it: kind, text, and a span in characters counted from 1.

import type { SourceText } from "./source.ts";

export type SyntaxErrorKind = "SyntaxError" | "IndentationError" | "TabError";

export interface SyntaxErrorPlace {
  lineno: number;
  offset: number;
  end_lineno: number;
  end_offset: number;
  text: string | null;
}

/** A program that is no Python. The fields are those of CPython's SyntaxError object. */
export class PythonSyntaxError extends Error implements SyntaxErrorPlace {
  readonly kind: SyntaxErrorKind;
  readonly filename: string;
  readonly lineno: number;
  readonly offset: number;
  readonly end_lineno: number;
  readonly end_offset: number;
  readonly text: string | null;

  constructor(kind: SyntaxErrorKind, message: string, filename: string, place: SyntaxErrorPlace) {
    super(message);
    this.name = kind;
    this.kind = kind;
    this.filename = filename;
    this.lineno = place.lineno;
    this.offset = place.offset;
    this.end_lineno = place.end_lineno;
    this.end_offset = place.end_offset;
    this.text = place.text;
  }
}

export interface Span {
  /** Offsets into the source text. */
  start: number;
  startLine: number;
  end: number;
  endLine: number;
}

/** An error over a stretch of the source. */
export function syntaxErrorAt(
  source: SourceText,
  message: string,
  span: Span,
  kind: SyntaxErrorKind = "SyntaxError",
): PythonSyntaxError {
  return new PythonSyntaxError(kind, message, source.filename, {
    lineno: span.startLine,
    offset: source.characterColumn(span.startLine, span.start) + 1,
    end_lineno: span.endLine,
    end_offset: endOffset(source, span),
    text: source.lineText(span.startLine),
  });
}

/** CPython converts the end's column by the text of the first line, and cuts it off there. */
function endOffset(source: SourceText, { startLine, endLine, end }: Span): number {
  if (endLine === startLine) return source.characterColumn(endLine, end) + 1;
  const length = source.byteColumn(startLine, source.lineStart(startLine + 1));
  const bytes = Math.min(source.byteColumn(endLine, end) + 1, length);
  return source.characterColumn(startLine, source.offsetOf(startLine, bytes));
}

/** An error at columns that CPython computes in ways of its own; `offset` and `endOffset` are taken as they are. */
export function syntaxErrorAtColumns(
  source: SourceText,
  message: string,
  lineno: number,
  offset: number,
  endOffset: number,
  kind: SyntaxErrorKind = "SyntaxError",
): PythonSyntaxError {
  return new PythonSyntaxError(kind, message, source.filename, {
    lineno,
    offset,
    end_lineno: lineno,
    end_offset: endOffset,
    text: source.lineText(lineno),
  });
}
