/** Taking text apart: split, rsplit, splitlines, partition, and replacing, which is splitting and joining. */
import { allocate, allocateGrowth } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { characters } from "./text/code-points.ts";
import { countUnits, findLastUnits, findUnits, hasLoneEdge } from "./str-search.ts";
import { isSpace } from "./text/unicode.ts";
import { chargeEach, chargeScan, reserveText } from "./text-size.ts";

/** Texts up to this length are split by one native call; longer ones piece by piece, so that memory is counted. */
const SHORT = 1 << 16;
/** A piece is a string header and a slot of the array. */
const PIECE_BYTES = 40;

function addPiece(pieces: string[], piece: string): void {
  pieces.push(piece);
  allocateGrowth(pieces.length, PIECE_BYTES);
}

/** `[^...]` of Python's white space; JavaScript's `\s` is another set. */
const WORDS = /[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/** `text.split()`; a negative `limit` is none. What is left at the limit keeps the white space at its end. */
export function splitWhitespace(text: string, limit: number): string[] {
  chargeScan(text.length * 4);
  if (limit < 0 && text.length < SHORT) return text.match(WORDS) ?? [];
  const pieces: string[] = [];
  let position = 0;
  for (;;) {
    while (position < text.length && isSpace(text.charCodeAt(position))) position++;
    if (position >= text.length) return pieces;
    if (pieces.length === limit) {
      addPiece(pieces, text.slice(position));
      return pieces;
    }
    const start = position;
    while (position < text.length && !isSpace(text.charCodeAt(position))) position++;
    addPiece(pieces, text.slice(start, position));
  }
}

/** `text.rsplit()`. */
export function rsplitWhitespace(text: string, limit: number): string[] {
  if (limit < 0) return splitWhitespace(text, -1);
  chargeScan(text.length * 4);
  const pieces: string[] = [];
  let position = text.length;
  for (;;) {
    while (position > 0 && isSpace(text.charCodeAt(position - 1))) position--;
    if (position === 0) return pieces.reverse();
    if (pieces.length === limit) {
      addPiece(pieces, text.slice(0, position));
      return pieces.reverse();
    }
    const end = position;
    while (position > 0 && !isSpace(text.charCodeAt(position - 1))) position--;
    addPiece(pieces, text.slice(position, end));
  }
}

/** `text.split(separator)`. */
export function splitText(text: string, separator: string, limit: number): string[] {
  if (separator === "") throw raise.ValueError("empty separator");
  chargeScan(text.length * 2);
  if (limit < 0 && text.length < SHORT && separator.length < 250 && !hasLoneEdge(separator))
    return text.split(separator);
  const pieces: string[] = [];
  let start = 0;
  while (pieces.length !== limit) {
    const found = findUnits(text, separator, start);
    if (found < 0) break;
    addPiece(pieces, text.slice(start, found));
    start = found + separator.length;
  }
  addPiece(pieces, text.slice(start));
  return pieces;
}

/** `text.rsplit(separator)`. */
export function rsplitText(text: string, separator: string, limit: number): string[] {
  if (separator === "") throw raise.ValueError("empty separator");
  chargeScan(text.length * 2);
  const pieces: string[] = [];
  let end = text.length;
  while (pieces.length !== limit) {
    const found = findLastUnits(text, separator, end);
    if (found < 0) break;
    addPiece(pieces, text.slice(found + separator.length, end));
    end = found;
  }
  addPiece(pieces, text.slice(0, end));
  return pieces.reverse();
}

const LINE_BREAK = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/g;

/** `text.splitlines(keepEnds)`. */
export function splitLines(text: string, keepEnds: boolean): string[] {
  chargeScan(text.length * 2);
  const pieces: string[] = [];
  let start = 0;
  for (const match of text.matchAll(LINE_BREAK)) {
    const end = match.index + match[0].length;
    addPiece(pieces, text.slice(start, keepEnds ? end : match.index));
    start = end;
  }
  if (start < text.length) addPiece(pieces, text.slice(start));
  return pieces;
}

/** `text.replace(old, fresh, limit)`. */
export function replaceText(text: string, old: string, fresh: string, limit: number): string {
  chargeScan(text.length * 2);
  if (limit === 0 || old === fresh) return text;
  if (old === "") return interleave(text, fresh, limit);
  // Fast path: nothing to replace, or one place.
  const first = findUnits(text, old, 0);
  if (first < 0) return text;
  if (limit === 1) return text.slice(0, first) + fresh + text.slice(first + old.length);
  const after = first + old.length;
  if (findUnits(text, old, after) < 0) {
    reserveText(text.length + fresh.length - old.length);
    return text.slice(0, first) + fresh + text.slice(after);
  }
  const isNative = limit < 0 && old.length <= 250 && !hasLoneEdge(old);
  if (isNative && fresh.length <= old.length && text.length < SHORT) return text.replaceAll(old, literal(fresh));
  const found = countUnits(text, old);
  const count = limit < 0 ? found : Math.min(found, limit);
  reserveText(text.length + count * (fresh.length - old.length));
  if (isNative) return text.replaceAll(old, literal(fresh));
  const pieces: string[] = [];
  let start = 0;
  for (let done = 0; done < count; done++) {
    const position = findUnits(text, old, start);
    pieces.push(text.slice(start, position));
    start = position + old.length;
  }
  pieces.push(text.slice(start));
  return pieces.join(fresh);
}

/** A replacement without JavaScript's `$` codes. */
function literal(text: string): string {
  return text.includes("$") ? text.replaceAll("$", "$$$$") : text;
}

/** The empty text is found before each character and at the end. */
function interleave(text: string, fresh: string, limit: number): string {
  chargeEach(text.length);
  allocate(text.length * PIECE_BYTES);
  const each = characters(text);
  const count = limit < 0 ? each.length + 1 : Math.min(limit, each.length + 1);
  reserveText(text.length + count * fresh.length);
  if (count > each.length) return fresh + each.join(fresh) + (each.length > 0 ? fresh : "");
  return fresh + each.slice(0, count).join(fresh) + each.slice(count).join("");
}
