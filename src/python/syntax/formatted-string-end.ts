// Where an f-string ends by the rules of PEP 701: within braces anything may stand, strings with the same quotes,
// comments and newlines included.

import { findSingleEnd, findTripleEnd } from "./string-end.ts";

const NOT_FOUND = -1;

/**
 * The end of the f-string whose prefix is at `start` and whose quote is at `quoteAt`; -1 when its braces, brackets or
 * strings do not match, so that the quotes alone must decide.
 */
export function findFormattedStringEnd(text: string, start: number, quoteAt: number, limit: number): number {
  const quote = text.charAt(quoteAt);
  const isTriple = text.startsWith(quote + quote, quoteAt + 1) && quoteAt + 3 <= limit;
  const isRaw = /[rR]/.test(text.slice(start, quoteAt));
  const string = { text, limit, closing: isTriple ? quote.repeat(3) : quote, isRaw, depth: 0 };
  return skipLiteral(string, quoteAt + string.closing.length, false);
}

interface FormattedString {
  text: string;
  limit: number;
  closing: string;
  isRaw: boolean;
  depth: number;
}

const MAXIMUM_DEPTH = 100;

/** Skips literal text: of the string itself up to after its closing quotes, of a format spec up to its brace. */
function skipLiteral(string: FormattedString, from: number, isSpec: boolean): number {
  const { text, limit, closing, isRaw } = string;
  let position = from;
  while (position < limit) {
    const character = text.charAt(position);
    if (character === closing.charAt(0) && text.startsWith(closing, position)) {
      return isSpec ? NOT_FOUND : position + closing.length;
    }
    if (character === "\n" && closing.length === 1) return NOT_FOUND;
    if (character === "\\") position = skipBackslash(text, position, isRaw);
    else if (character === "{") {
      if (!isSpec && text.charAt(position + 1) === "{") position += 2;
      else {
        position = skipReplacement(string, position + 1);
        if (position === NOT_FOUND) return NOT_FOUND;
      }
    } else if (character === "}" && isSpec) return position;
    else position++;
  }
  return NOT_FOUND;
}

/** A backslash escapes a quote even in a raw string, but never a brace; `\N{...}` is a name unless raw. */
function skipBackslash(text: string, position: number, isRaw: boolean): number {
  const next = text.charAt(position + 1);
  if (next === "{" || next === "}") return position + 1;
  if (next === "N" && !isRaw && text.charAt(position + 2) === "{") {
    const end = text.indexOf("}", position);
    return end === -1 ? position + 3 : end + 1;
  }
  return position + 2;
}

/** Skips `expression!r:spec}` after an opening brace. */
function skipReplacement(string: FormattedString, from: number): number {
  if (++string.depth > MAXIMUM_DEPTH) return NOT_FOUND;
  let end = skipExpression(string, from);
  while (end !== NOT_FOUND && /[=!]/.test(string.text.charAt(end))) end = skipExpression(string, end + 1);
  if (end !== NOT_FOUND && string.text.charAt(end) === ":") end = skipLiteral(string, end + 1, true);
  string.depth--;
  return end === NOT_FOUND ? NOT_FOUND : end + 1;
}

/**
 * Where the expression of a replacement field that begins at `start` ends: at the `=`, `!`, `:` or `}` outside all
 * brackets; -1 when brackets or strings do not match.
 */
export function findExpressionEnd(text: string, start: number, limit: number): number {
  return skipExpression({ text, limit, closing: "", isRaw: false, depth: 0 }, start);
}

function skipExpression(string: FormattedString, from: number): number {
  const { text, limit } = string;
  const brackets: string[] = [];
  let position = from;
  while (position < limit && position !== NOT_FOUND) {
    const character = text.charAt(position);
    if (character === '"' || character === "'") position = skipString(string, position);
    else if (character === "#") {
      const end = text.indexOf("\n", position);
      position = end === -1 ? limit : end;
    } else if (character === "(" || character === "[" || character === "{") {
      brackets.push(character === "(" ? ")" : character === "[" ? "]" : "}");
      position++;
    } else if (brackets.length > 0) {
      if (/[)\]}]/.test(character) && brackets.pop() !== character) return NOT_FOUND;
      position++;
    } else if (/[=!<>]/.test(character) && text.charAt(position + 1) === "=") position += 2;
    else if (/[=!:}]/.test(character)) return position;
    else if (/[)\]]/.test(character)) return NOT_FOUND;
    else position++;
  }
  return NOT_FOUND;
}

/** Skips a string within an expression, from its quote; letters before the quote tell an f-string. */
function skipString(outer: FormattedString, quoteAt: number): number {
  const { text, limit } = outer;
  const prefix = /[a-zA-Z0-9_]*$/.exec(text.slice(Math.max(0, quoteAt - 3), quoteAt))?.[0] ?? "";
  if (/^(?:f|fr|rf)$/i.test(prefix)) {
    if (outer.depth >= MAXIMUM_DEPTH) return NOT_FOUND;
    const closing = text.startsWith(text.charAt(quoteAt).repeat(3), quoteAt)
      ? text.charAt(quoteAt).repeat(3)
      : text.charAt(quoteAt);
    const inner = { text, limit, closing, isRaw: /r/i.test(prefix), depth: outer.depth };
    return skipLiteral(inner, quoteAt + closing.length, false);
  }
  const isTriple = text.startsWith(text.charAt(quoteAt).repeat(3), quoteAt);
  return isTriple ? findTripleEnd(text, quoteAt, limit) : findSingleEnd(text, quoteAt, limit);
}
