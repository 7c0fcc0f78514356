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
import type { KeptOrder } from "./hash-table.ts";
import { allocate, spend } from "./limits.ts";
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

/** What stands where a member was: a search goes on behind it, and a new one takes the last such place on its way. */
const GONE: unique symbol = Symbol("gone");

/** CPython's table of a set, kept up while members come and are popped. */
export class Table implements KeptOrder {
  slots: (PyValue | typeof GONE | undefined)[];
  lows: Uint32Array;
  highs: Uint32Array;
  mask: number;
  /** Slots that are not empty, and those that hold a member. */
  fill = 0;
  used = 0;
  /** Where the next pop begins to look. */
  finger = 0;
  /** No member stands before. */
  #first = 0;

  constructor(size: number) {
    this.slots = new Array<undefined>(size).fill(undefined);
    this.lows = new Uint32Array(size);
    this.highs = new Uint32Array(size);
    this.mask = size - 1;
  }

  insert(key: PyValue, low: number, high: number): void {
    const place = this.#place(low, high, undefined);
    if (this.slots[place] === undefined) this.fill++;
    this.used++;
    this.slots[place] = key;
    if (place < this.#first) this.#first = place;
    this.lows[place] = low;
    this.highs[place] = high;
  }

  /** Where the member `wanted` with this hash stands; where a new one goes, if it is none of the members. */
  #place(low: number, high: number, wanted: PyValue | undefined): number {
    const { slots, mask } = this;
    let i = (low & mask) >>> 0,
      free = -1;
    let perturb: bigint | null = null;
    for (;;) {
      const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      for (let at = i; at <= last; at++) {
        const slot = slots[at];
        if (slot === undefined) return free < 0 ? at : free;
        if (slot === GONE) free = at;
        else if (slot === wanted) return at;
      }
      // Members with the same hash are all passed by each time.
      spend(2);
      perturb = (perturb ?? (BigInt(high) << 32n) | BigInt(low)) >> PERTURB_SHIFT;
      i = (i * 5 + 1 + Number(BigInt.asUintN(32, perturb))) % (mask + 1);
    }
  }

  /** Adds a member that is not there; false if its hash differs from run to run. */
  add(key: PyValue): boolean {
    if (!noteHash(words, key)) return false;
    const before = this.fill;
    this.insert(key, words.low, words.high);
    if (this.fill > before && this.fill * 5 >= this.mask * 3)
      this.#resize(this.used > 50_000 ? this.used * 2 : this.used * 4);
    return true;
  }

  /** Makes room before the members of another set or dict come. */
  expect(count: number): void {
    if ((this.fill + count) * 5 >= this.mask * 3) this.#resize((this.used + count) * 2);
  }

  #resize(least: number): void {
    let size = 8;
    while (size <= least) size *= 2;
    allocate(16 * size);
    const { slots, lows, highs } = this;
    this.slots = new Array<undefined>(size).fill(undefined);
    this.lows = new Uint32Array(size);
    this.highs = new Uint32Array(size);
    this.mask = size - 1;
    this.used = this.fill = this.#first = 0;
    for (let at = 0; at < slots.length; at++) {
      const one = slots[at];
      if (one !== undefined && one !== GONE) this.insert(one, lows[at] as number, highs[at] as number); // As long as the slots.
    }
  }

  /** Removes a member that is there. */
  remove(key: PyValue): boolean {
    if (!noteHash(words, key)) return false;
    const place = this.#place(words.low, words.high, key);
    if (this.slots[place] !== key) return false;
    this.slots[place] = GONE;
    this.used--;
    return true;
  }

  pop(): PyValue | undefined {
    const { slots, mask } = this;
    if (this.used === 0) return undefined;
    for (let at = this.finger & mask; ; at = (at + 1) & mask) {
      if ((at & 31) === 0) spend(1);
      const one = slots[at];
      if (one === undefined || one === GONE) continue;
      slots[at] = GONE;
      this.used--;
      this.finger = at + 1;
      return one;
    }
  }

  /** The members one by one: whoever wants the first pays for no others. */
  *[Symbol.iterator](): Generator<PyValue, void, undefined> {
    const { slots } = this;
    let isFirst = true;
    for (let at = this.#first; at < slots.length; at++) {
      if ((at & 31) === 0) spend(1);
      const one = slots[at];
      if (one === undefined || one === GONE) continue;
      if (isFirst && slots === this.slots) this.#first = at;
      isFirst = false;
      yield one;
    }
  }

  members(): PyValue[] {
    return this.slots.filter((slot): slot is PyValue => slot !== undefined && slot !== GONE);
  }
}

/** One for all: nothing runs between a hash and its use. */
const words = new Words();

/**
 * The order of a display of constants, `{5, 3, 1}`: CPython makes a frozenset of it while compiling, makes that anew when
 * it merges equal constants, and updates an empty set with the result (Python/compile.c, set_merge in setobject.c).
 */
export function constantOrder(members: readonly PyValue[]): Table | null {
  const distinct = tableOfMembers(new Set(members));
  const again = distinct === null ? null : tableOfMembers(distinct.members());
  if (again === null || again.used < 5) return again;
  let size = 8;
  while (size <= again.used * 2) size *= 2;
  const table = new Table(size);
  for (const key of again.members()) {
    noteHash(words, key);
    table.insert(key, words.low, words.high);
  }
  return table;
}

/** The members in CPython's order, given in the order they came; null unless all have a hash that never changes. */
export function stableOrder(members: Iterable<PyValue>, count: number): PyValue[] | null {
  return count < 2 ? null : (tableOfMembers(members)?.members() ?? null);
}

/** The table of such members. */
export function tableOfMembers(members: Iterable<PyValue>): Table | null {
  const table = new Table(8);
  let left = 0;
  for (const key of members) {
    if (left-- === 0) {
      spend(16);
      left = 31;
    }
    if (!table.add(key)) return null;
  }
  return table;
}

/** Members as they were shown, maybe with some that went since; made anew when one comes. */
export class ShownMembers implements KeptOrder {
  /** Null for the order of coming. */
  readonly members: readonly PyValue[] | null;
  /** Where the first begins that is left. */
  first = 0;

  constructor(members: readonly PyValue[] | null) {
    this.members = members;
  }

  add(): boolean {
    return this.members === null;
  }

  /** What has no order may have one without a member that is no number. */
  remove(key: PyValue): boolean {
    return this.members !== null || typeof key === "number";
  }
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
