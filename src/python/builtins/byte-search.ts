/** Searching in bytes: natively for one byte, by Knuth, Morris and Pratt for long needles, so that it is always linear. */
import { chargeScan } from "./text-size.ts";

const LONGEST_PLAIN = 16;

/** The first place of `part` from `from` that ends at or before `end`, or -1. The caller has charged for the bytes. */
export function findBytes(bytes: Uint8Array, part: Uint8Array, from: number, end: number = bytes.length): number {
  const last = end - part.length;
  if (from > last) return -1;
  const [head] = part;
  if (head === undefined) return from;
  if (part.length > LONGEST_PLAIN) return findByBorders(bytes, part, from, end, false);
  for (
    let position = bytes.indexOf(head, from);
    position >= 0 && position <= last;
    position = bytes.indexOf(head, position + 1)
  ) {
    if (isAt(bytes, part, position)) return position;
  }
  return -1;
}

/** The last place of `part` at or after `from` that ends at or before `end`, or -1. */
export function findLastBytes(bytes: Uint8Array, part: Uint8Array, from: number, end: number = bytes.length): number {
  const last = end - part.length;
  if (from > last) return -1;
  const [head] = part;
  if (head === undefined) return last;
  if (part.length > LONGEST_PLAIN) return findByBorders(bytes, part, from, end, true);
  for (
    let position = bytes.lastIndexOf(head, last);
    position >= from;
    position = position === 0 ? -1 : bytes.lastIndexOf(head, position - 1)
  ) {
    if (isAt(bytes, part, position)) return position;
  }
  return -1;
}

/** How often `part` is found without overlap; the empty one is found around each byte. */
export function countBytes(bytes: Uint8Array, part: Uint8Array, from: number, end: number): number {
  if (from > end) return 0;
  if (part.length === 0) return end - from + 1;
  let count = 0;
  for (
    let position = findBytes(bytes, part, from, end);
    position >= 0;
    position = findBytes(bytes, part, position + part.length, end)
  )
    count++;
  return count;
}

/** Whether `part` stands at a position within the bytes. */
export function isAt(bytes: Uint8Array, part: Uint8Array, position: number): boolean {
  if (position < 0 || position + part.length > bytes.length) return false;
  for (let index = 0; index < part.length; index++) if (bytes[position + index] !== part[index]) return false;
  return true;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  chargeScan(a.length);
  return a.length === b.length && isAt(a, b, 0);
}

/** Below zero, zero or above zero, as `a` stands to `b` in lexicographic order. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const size = Math.min(a.length, b.length);
  chargeScan(size);
  for (let index = 0; index < size; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Backwards, both sides are read from their ends. */
function findByBorders(bytes: Uint8Array, part: Uint8Array, from: number, end: number, isBackwards: boolean): number {
  chargeScan(part.length * 4);
  const size = part.length;
  const wanted = isBackwards ? part.slice().reverse() : part;
  const table = new Int32Array(size);
  for (let index = 1, length = 0; index < size; index++) {
    while (length > 0 && wanted[index] !== wanted[length]) length = table[length - 1] as number; // length <= size.
    if (wanted[index] === wanted[length]) length++;
    table[index] = length;
  }
  let matched = 0;
  for (let step = 0; step < end - from; step++) {
    const position = isBackwards ? end - 1 - step : from + step;
    const byte = bytes[position];
    while (matched > 0 && byte !== wanted[matched]) matched = table[matched - 1] as number; // matched < size.
    if (byte === wanted[matched]) matched++;
    if (matched === size) return isBackwards ? position : position - size + 1;
  }
  return -1;
}
