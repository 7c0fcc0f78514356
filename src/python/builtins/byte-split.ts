/** Taking bytes apart, and replacing in them. Pieces are copies: a piece does not keep the whole alive. */
import { allocateGrowth, spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { countBytes, findBytes, findLastBytes } from "./byte-search.ts";
import { chargeScan, reserveBytes } from "./text-size.ts";

/** A typed array of its own costs this much beside its bytes. */
const PIECE_BYTES = 120;

function addPiece(pieces: Uint8Array[], piece: Uint8Array): void {
  pieces.push(piece);
  spend(4);
  allocateGrowth(pieces.length, PIECE_BYTES);
}

/** ASCII white space: what `bytes.split()` and `strip()` take away. */
export function isByteSpace(byte: number | undefined): boolean {
  return byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);
}

/** `split` and `rsplit` without a separator. */
export function splitByteSpace(bytes: Uint8Array, limit: number, isBackwards: boolean): Uint8Array[] {
  chargeScan(bytes.length * 2);
  const pieces: Uint8Array[] = [];
  let start = 0,
    end = bytes.length;
  for (;;) {
    if (isBackwards) while (end > start && isByteSpace(bytes[end - 1])) end--;
    else while (start < end && isByteSpace(bytes[start])) start++;
    if (start === end) break;
    let cut = isBackwards ? end : start;
    if (pieces.length === limit) cut = isBackwards ? start : end;
    else if (isBackwards) while (cut > start && !isByteSpace(bytes[cut - 1])) cut--;
    else while (cut < end && !isByteSpace(bytes[cut])) cut++;
    addPiece(pieces, isBackwards ? bytes.slice(cut, end) : bytes.slice(start, cut));
    if (isBackwards) end = cut;
    else start = cut;
  }
  return isBackwards ? pieces.reverse() : pieces;
}

export function splitBytes(bytes: Uint8Array, separator: Uint8Array, limit: number): Uint8Array[] {
  if (separator.length === 0) throw raise.ValueError("empty separator");
  chargeScan(bytes.length * 2);
  const pieces: Uint8Array[] = [];
  let start = 0;
  while (pieces.length !== limit) {
    const found = findBytes(bytes, separator, start);
    if (found < 0) break;
    addPiece(pieces, bytes.slice(start, found));
    start = found + separator.length;
  }
  addPiece(pieces, bytes.slice(start));
  return pieces;
}

export function rsplitBytes(bytes: Uint8Array, separator: Uint8Array, limit: number): Uint8Array[] {
  if (separator.length === 0) throw raise.ValueError("empty separator");
  chargeScan(bytes.length * 2);
  const pieces: Uint8Array[] = [];
  let end = bytes.length;
  while (pieces.length !== limit) {
    const found = findLastBytes(bytes, separator, 0, end);
    if (found < 0) break;
    addPiece(pieces, bytes.slice(found + separator.length, end));
    end = found;
  }
  addPiece(pieces, bytes.slice(0, end));
  return pieces.reverse();
}

/** Lines of bytes end at \n, \r and \r\n only. */
export function splitByteLines(bytes: Uint8Array, keepEnds: boolean): Uint8Array[] {
  chargeScan(bytes.length * 2);
  const pieces: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    let next = end < bytes.length ? end + 1 : end;
    if (bytes[end] === 13 && bytes[next] === 10) next++;
    addPiece(pieces, bytes.slice(start, keepEnds ? next : end));
    start = next;
  }
  return pieces;
}

/** `bytes.replace(old, fresh, limit)`; a copy also when nothing is replaced. */
export function replaceBytes(bytes: Uint8Array, old: Uint8Array, fresh: Uint8Array, limit: number): Uint8Array {
  chargeScan(bytes.length * 2);
  const found = countBytes(bytes, old, 0, bytes.length);
  const count = limit < 0 ? found : Math.min(found, limit);
  const size = bytes.length + count * (fresh.length - old.length);
  reserveBytes(size);
  const result = new Uint8Array(size);
  let read = 0,
    written = 0;
  for (let done = 0; done < count; done++) {
    // The empty one is found before each byte: after the first time a byte is passed.
    const position = old.length === 0 ? done : findBytes(bytes, old, read);
    result.set(bytes.subarray(read, position), written);
    written += position - read;
    result.set(fresh, written);
    written += fresh.length;
    read = position + old.length;
  }
  result.set(bytes.subarray(read), written);
  return result;
}

/** The parts with `separator` between them. */
export function joinBytes(separator: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  let size = Math.max(0, parts.length - 1) * separator.length;
  for (const part of parts) size += part.length;
  reserveBytes(size);
  const result = new Uint8Array(size);
  let position = 0;
  parts.forEach((part, index) => {
    if (index > 0) {
      result.set(separator, position);
      position += separator.length;
    }
    result.set(part, position);
    position += part.length;
  });
  return result;
}
