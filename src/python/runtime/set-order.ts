/**
 * The order in which CPython shows a set of numbers, or of ranges, tuples and frozensets of them.
 *
 * CPython's sets are open hash tables, and what `{3, 1, 2}` prints follows from the hashes of its members, which for
 * numbers are the same everywhere. Sets of anything else keep the order in which their members came (in CPython it
 * changes from run to run). Source of the algorithms: Objects/setobject.c, set_add_entry and set_table_resize, and
 * tuplehash in Objects/tupleobject.c.
 */
import { PyFrozenSet } from "./dict.ts";
import { hash } from "./hash.ts";
import { spend } from "./limits.ts";
import { PyComplex, PyFloat, type PyInt, PyRange, PyTuple, type PyValue } from "./values.ts";

const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5n;

/** A hash of 64 bits as two words, in one object that each calculation uses again: BigInt takes ten times as long. */
class Words {
  low = 0;
  high = 0;

  set(h: PyInt): void {
    if (typeof h === "number") {
      this.low = h >>> 0;
      this.high = Math.floor(h / 2 ** 32) >>> 0;
    } else {
      this.low = Number(BigInt.asUintN(32, h));
      this.high = Number(BigInt.asUintN(32, h >> 32n));
    }
  }

  add(low: number, high: number): void {
    const sum = this.low + low;
    this.low = sum >>> 0;
    this.high = (this.high + high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  }

  /** The low 64 bits of the product, by halves of words. */
  multiply(low: number, high: number): void {
    const a0 = this.low & 0xffff,
      a1 = this.low >>> 16,
      b0 = low & 0xffff,
      b1 = low >>> 16;
    const first = a0 * b0;
    const middle = a0 * b1 + a1 * b0 + (first >>> 16);
    this.high = (a1 * b1 + Math.floor(middle / 0x10000) + Math.imul(this.high, low) + Math.imul(this.low, high)) >>> 0;
    this.low = (((middle % 0x10000) << 16) | (first & 0xffff)) >>> 0;
  }

  rotate31(): void {
    const { low, high } = this;
    this.low = ((low << 31) | (high >>> 1)) >>> 0;
    this.high = ((high << 31) | (low >>> 1)) >>> 0;
  }
}

class Table {
  slots: (PyValue | undefined)[];
  lows: Uint32Array;
  highs: Uint32Array;
  mask: number;
  used = 0;

  constructor(size: number) {
    this.slots = new Array<PyValue | undefined>(size).fill(undefined);
    this.lows = new Uint32Array(size);
    this.highs = new Uint32Array(size);
    this.mask = size - 1;
  }

  insert(key: PyValue, low: number, high: number): void {
    const { slots, mask } = this;
    let i = (low & mask) >>> 0;
    let perturb: bigint | null = null;
    for (;;) {
      const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      for (let at = i; at <= last; at++) {
        if (slots[at] !== undefined) continue;
        slots[at] = key;
        this.lows[at] = low;
        this.highs[at] = high;
        this.used++;
        return;
      }
      perturb = (perturb ?? (BigInt(high) << 32n) | BigInt(low)) >> PERTURB_SHIFT;
      i = (i * 5 + 1 + Number(BigInt.asUintN(32, perturb))) % (mask + 1);
    }
  }

  add(key: PyValue, low: number, high: number): void {
    this.insert(key, low, high);
    if (this.used * 5 < this.mask * 3) return;
    let size = 8;
    const least = this.used > 50_000 ? this.used * 2 : this.used * 4;
    while (size <= least) size *= 2;
    const { slots, lows, highs } = this;
    this.slots = new Array<PyValue | undefined>(size).fill(undefined);
    this.lows = new Uint32Array(size);
    this.highs = new Uint32Array(size);
    this.mask = size - 1;
    this.used = 0;
    for (let at = 0; at < slots.length; at++) {
      const one = slots[at];
      if (one !== undefined) this.insert(one, lows[at] as number, highs[at] as number); // As long as the slots.
    }
  }

  members(): PyValue[] {
    return this.slots.filter((slot): slot is PyValue => slot !== undefined);
  }
}

/**
 * The order of a display of constants, `{5, 3, 1}`: CPython makes a frozenset of it while compiling, makes that anew when
 * it merges equal constants, and updates an empty set with the result (Python/compile.c, set_merge in setobject.c).
 */
export function constantOrder(members: readonly PyValue[]): PyValue[] | null {
  const distinct = stableOrder(new Set(members), members.length);
  const again = distinct === null ? null : stableOrder(distinct, distinct.length);
  if (again === null || again.length < 5) return again;
  let size = 8;
  while (size <= again.length * 2) size *= 2;
  const table = new Table(size),
    words = new Words();
  for (const key of again) {
    noteHash(words, key);
    table.insert(key, words.low, words.high);
  }
  return table.members();
}

/** The members in CPython's order, given in the order they came; null unless all have a hash that never changes. */
export function stableOrder(members: Iterable<PyValue>, count: number): PyValue[] | null {
  if (count < 2) return null;
  const table = new Table(8),
    words = new Words();
  for (const key of members) {
    // Most sets that have no order show it in their first member.
    if (!noteHash(words, key)) return null;
    if (table.used === 0) spend(count >> 1);
    table.add(key, words.low, words.high);
  }
  return table.members();
}

/** Notes CPython's hash of a value; false if the hash differs from run to run, and for tuples of tuples. */
function noteHash(words: Words, key: PyValue): boolean {
  const h = numberHash(key);
  if (h !== undefined) words.set(h);
  // A range is hashed as its size, start and step; with fewer than two items None is among them.
  else if (key instanceof PyRange) return key.size > 1 && noteTuple(words, [key.size, key.start, key.step]);
  else if (key instanceof PyTuple && !key.cls.isHeap) return noteTuple(words, key.items);
  else if (key instanceof PyFrozenSet && !key.cls.isHeap) {
    for (const item of key.table.keys()) if (numberHash(item) === undefined) return false;
    words.set(key.hash());
  } else return false;
  return true;
}

function numberHash(key: PyValue): PyInt | undefined {
  if (typeof key === "number") return key === -1 ? -2 : key;
  if (typeof key === "bigint" || typeof key === "boolean") return hash(key);
  const isNumber = key instanceof PyFloat || key instanceof PyComplex;
  return isNumber && !key.cls.isHeap ? hash(key) : undefined;
}

/** A simplified xxHash over the hashes of a tuple's items; its primes by words. */
function noteTuple(words: Words, items: readonly PyValue[]): boolean {
  spend(items.length);
  let low = 0x165667c5,
    high = 0x27d4eb2f;
  for (const item of items) {
    const h = numberHash(item);
    if (h === undefined) return false;
    words.set(h);
    words.multiply(0x27d4eb4f, 0xc2b2ae3d);
    words.add(low, high);
    words.rotate31();
    words.multiply(0x85ebca87, 0x9e3779b1);
    ({ low, high } = words);
  }
  words.low = low;
  words.high = high;
  words.add((items.length ^ 0x165667c5 ^ 3527539) >>> 0, 0x27d4eb2f);
  if (words.low === 0xffffffff && words.high === 0xffffffff) words.set(1546275796);
  return true;
}
