/**
 * What may come first: an upper bound of the characters that a part of a pattern, with all that follows it, can
 * consume first. The compiler uses it to drop alternatives before they are tried, to skip positions where a search
 * cannot succeed, and to see that a repeat never has to give back what it took.
 */
import type { CharacterSet } from "./character-set.ts";

export interface FirstSet {
  /** Characters below 256, 32 to a word. */
  readonly bits: Uint32Array;
  /** Kinds of characters from 256 on: `HIGH_` bits. */
  readonly high: number;
  /** Whether the pattern may succeed from here without consuming anything. */
  readonly isFree: boolean;
  /** Whether something other than the next character decides: an anchor, a lookaround, a reference to a group. */
  readonly hasTest: boolean;
}

/** At the end of a pattern or of an atomic part: whatever comes next, all is well. */
export const END: FirstSet = { bits: new Uint32Array(8), high: 0, isFree: true, hasTest: false };

export const ANYTHING: FirstSet = { bits: new Uint32Array(8).fill(0xffffffff), high: 7, isFree: true, hasTest: true };

/** Table index of any character from 256 on, and of the end of the subject. */
export const HIGH_INDEX = 256;
export const END_INDEX = 257;
export const TABLE_SIZE = 258;

export function firstOfSet(set: CharacterSet): FirstSet {
  const bits = new Uint32Array(8);
  for (let code = 0; code < 256; code++) {
    if (set.low[code] === 1) bits[code >> 5] = (bits[code >> 5] ?? 0) | (1 << (code & 31));
  }
  return { bits, high: set.high, isFree: false, hasTest: false };
}

export function union(left: FirstSet, right: FirstSet): FirstSet {
  if (left === right) return left;
  return {
    bits: left.bits.map((word, index) => word | (right.bits[index] ?? 0)),
    high: left.high | right.high,
    isFree: left.isFree || right.isFree,
    hasTest: left.hasTest || right.hasTest,
  };
}

export function withTest(first: FirstSet): FirstSet {
  return first.hasTest ? first : { ...first, hasTest: true };
}

/** Whether a repeat of `set` before `follow` may keep all it took: nothing after it could use a character of the set. */
export function isDisjoint(set: FirstSet, follow: FirstSet): boolean {
  return (
    !follow.hasTest &&
    (set.high & follow.high) === 0 &&
    set.bits.every((word, index) => (word & (follow.bits[index] ?? 0)) === 0)
  );
}

/** 1 at the index of each character with which the rest may go on, `HIGH_INDEX` and `END_INDEX` included. */
export function toTable(first: FirstSet): Uint8Array {
  const table = new Uint8Array(TABLE_SIZE);
  if (first.isFree) return table.fill(1);
  for (let code = 0; code < 256; code++) table[code] = ((first.bits[code >> 5] ?? 0) >>> (code & 31)) & 1;
  table[HIGH_INDEX] = first.high === 0 ? 0 : 1;
  return table;
}
