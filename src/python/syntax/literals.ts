// Numbers, strings and bytes -> constants. Adjacent strings become one node over all of them.

import type { Cursor } from "./cursor.ts";
import { decodeBytes, decodeText } from "./escapes.ts";
import { parseFormattedString } from "./formatted-strings.ts";
import type { Constant, ConstantValue, Expression } from "./nodes.ts";
import { FORMATTED_STRING, STRING } from "./tokens.ts";

/** CPython's limit on decimal digits: conversion takes quadratic time. */
export const MAXIMUM_DECIMAL_DIGITS = 4300;

export function parseNumber(text: string): ConstantValue | undefined {
  const digits = text.includes("_") ? text.replaceAll("_", "") : text;
  const last = digits.charCodeAt(digits.length - 1);
  const isRadix = digits.charCodeAt(0) === 48 && /^0[xXoObB]/.test(digits);
  if (!isRadix && (last === 106 || last === 74)) return { imag: Number(digits.slice(0, -1)) };
  if (!isRadix && /[.eE]/.test(digits)) return { float: Number(digits) };
  if (digits.length <= 15) return Number(digits);
  if (!isRadix && digits.length > MAXIMUM_DECIMAL_DIGITS) return undefined;
  const value = BigInt(digits);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

export interface StringToken {
  isBytes: boolean;
  isRaw: boolean;
  isFormatted: boolean;
  /** Offsets of what stands between the quotes. */
  bodyStart: number;
  bodyEnd: number;
}

/** Splits the string token at `start` to `end` into prefix and body. */
export function splitString(text: string, start: number, end: number): StringToken {
  let position = start;
  let isBytes = false;
  let isRaw = false;
  let isFormatted = false;
  for (; ; position++) {
    const code = text.charCodeAt(position) | 32;
    if (code === 114) isRaw = true;
    else if (code === 98) isBytes = true;
    else if (code === 102) isFormatted = true;
    else if (code !== 117) break;
  }
  const quote = text.charCodeAt(position);
  const isTriple =
    end - position >= 6 && text.charCodeAt(position + 1) === quote && text.charCodeAt(position + 2) === quote;
  const width = isTriple ? 3 : 1;
  return { isBytes, isRaw, isFormatted, bodyStart: position + width, bodyEnd: end - width };
}

/** One or more adjacent strings. */
export function parseStrings(cursor: Cursor): Expression {
  const start = cursor.index;
  let isFormatted = false;
  let count = 0;
  for (; cursor.kind === STRING || cursor.kind === FORMATTED_STRING; cursor.advance(), count++) {
    isFormatted ||= cursor.kind === FORMATTED_STRING;
  }
  if (isFormatted) return parseFormattedString(cursor, start);
  const { source, starts, ends } = cursor.tokens;
  let value: string | Uint8Array | null = null;
  for (let index = start; index < cursor.index; index++) {
    const token = splitString(source.text, starts[index] ?? 0, ends[index] ?? 0);
    const part = decodeToken(cursor, token);
    if (value === null) value = part;
    else if (typeof value === "string" && typeof part === "string") value += part;
    else if (typeof value !== "string" && typeof part !== "string") value = concatenate(value, part);
    else cursor.fail();
  }
  return createStringConstant(cursor, start, value ?? "");
}

/** The value of a plain string or bytes token. */
export function decodeToken(cursor: Cursor, token: StringToken): string | Uint8Array {
  const text = cursor.tokens.source.text.slice(token.bodyStart, token.bodyEnd);
  if (token.isBytes) {
    const decoded = decodeBytes(text, token.isRaw);
    return typeof decoded === "string" ? cursor.fail() : decoded;
  }
  if (token.isRaw || !text.includes("\\")) return text;
  const decoded = decodeText(text, cursor.tokens.source.lookupCharacter);
  return decoded.problem === null ? decoded.value : cursor.fail();
}

/** A constant over the strings from token `start` to the cursor. */
export function createStringConstant(cursor: Cursor, start: number, value: ConstantValue): Constant {
  const first = cursor.tokens.source.text.charCodeAt(cursor.tokens.starts[start] ?? 0);
  return {
    node: "Constant",
    value,
    kind: first === 117 ? "u" : null,
    lineno: cursor.line(start),
    col_offset: cursor.column(start),
    end_lineno: cursor.endLine(),
    end_col_offset: cursor.endColumn(),
  };
}

function concatenate(left: Uint8Array, right: Uint8Array): Uint8Array {
  const result = new Uint8Array(left.length + right.length);
  result.set(left);
  result.set(right, left.length);
  return result;
}
