/**
 * Searching in text, in UTF-16 units. A match never begins or ends within a surrogate pair.
 *
 * V8's own search is quadratic in the worst case: for needles over 250 units forwards, and for all but short ones
 * backwards. Those use the algorithm of Knuth, Morris and Pratt, which is linear.
 */
import { chargeScan } from "./text-size.ts";

const LONGEST_FORWARDS = 250;
const LONGEST_BACKWARDS = 16;

/** The first place of `part` at or after `from`, or -1. The caller has charged for the text. */
export function findUnits(text: string, part: string, from: number): number {
  let position = part.length > LONGEST_FORWARDS ? findForwards(text, part, from) : text.indexOf(part, from);
  if (position < 0 || !hasLoneEdge(part)) return position;
  while (position >= 0 && splitsPair(text, position, part.length)) {
    chargeScan(part.length);
    position = findUnits(text, part, position + 1);
  }
  return position;
}

/** The last place of `part` that ends at or before `end`, or -1. */
export function findLastUnits(text: string, part: string, end: number): number {
  if (part.length > end) return -1;
  let position =
    part.length > LONGEST_BACKWARDS ? findBackwards(text, part, end) : text.lastIndexOf(part, end - part.length);
  if (position < 0 || !hasLoneEdge(part)) return position;
  while (position >= 0 && splitsPair(text, position, part.length)) {
    chargeScan(part.length);
    position = findLastUnits(text, part, position + part.length - 1);
  }
  return position;
}

/** How many times `part`, which is not empty, is found without overlap. */
export function countUnits(text: string, part: string): number {
  let count = 0;
  for (let position = findUnits(text, part, 0); position >= 0; position = findUnits(text, part, position + part.length))
    count++;
  return count;
}

/** For `in`: charges and searches. */
export function findCharged(text: string, part: string, from: number): number {
  chargeScan(text.length - from);
  return findUnits(text, part, from);
}

/** Whether a text begins with a low or ends with a high surrogate: only then can a match cut a pair in two. */
export function hasLoneEdge(part: string): boolean {
  return (part.charCodeAt(0) & 0xfc00) === 0xdc00 || (part.charCodeAt(part.length - 1) & 0xfc00) === 0xd800;
}

/** Whether a match at `position` has half of a surrogate pair at one of its ends. */
export function splitsPair(text: string, position: number, length: number): boolean {
  return isWithinPair(text, position) || isWithinPair(text, position + length);
}

function isWithinPair(text: string, position: number): boolean {
  return (
    position > 0 &&
    (text.charCodeAt(position - 1) & 0xfc00) === 0xd800 &&
    (text.charCodeAt(position) & 0xfc00) === 0xdc00
  );
}

/** For each prefix of `part` the length of its longest proper border; read backwards the part is its mirror image. */
function borders(part: string, isMirrored: boolean): Int32Array {
  chargeScan(part.length * 4);
  const size = part.length;
  const unit = (index: number): number => part.charCodeAt(isMirrored ? size - 1 - index : index);
  const table = new Int32Array(size);
  let length = 0;
  for (let index = 1; index < size; index++) {
    while (length > 0 && unit(index) !== unit(length)) length = table[length - 1] as number; // length <= size.
    if (unit(index) === unit(length)) length++;
    table[index] = length;
  }
  return table;
}

function findForwards(text: string, part: string, from: number): number {
  const first = text.indexOf(part.slice(0, LONGEST_FORWARDS), from);
  if (first < 0 || first + part.length > text.length) return -1;
  const table = borders(part, false);
  let matched = 0;
  for (let index = first; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    while (matched > 0 && unit !== part.charCodeAt(matched)) matched = table[matched - 1] as number; // matched <= size.
    if (unit === part.charCodeAt(matched)) matched++;
    if (matched === part.length) return index - matched + 1;
  }
  return -1;
}

function findBackwards(text: string, part: string, end: number): number {
  const table = borders(part, true);
  const last = part.length - 1;
  let matched = 0;
  for (let index = end - 1; index >= 0; index--) {
    const unit = text.charCodeAt(index);
    while (matched > 0 && unit !== part.charCodeAt(last - matched)) matched = table[matched - 1] as number; // matched <= size.
    if (unit === part.charCodeAt(last - matched)) matched++;
    if (matched === part.length) return index;
  }
  return -1;
}
