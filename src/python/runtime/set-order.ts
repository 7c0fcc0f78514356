/**
 * The order in which CPython shows a set of numbers.
 *
 * CPython's sets are open hash tables, and what `{3, 1, 2}` prints follows from the hashes of its members, which for
 * numbers are the same everywhere. Sets of anything else keep the order in which their members came (in CPython it
 * changes from run to run). Source of the algorithm: Objects/setobject.c, set_add_entry and set_table_resize.
 */
import { hash } from "./hash.ts";
import { spend } from "./limits.ts";
import { PyFloat, type PyValue } from "./values.ts";

const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5n;

/** The lowest 32 bits of a hash, as an unsigned number. */
function lowBits(h: number | bigint): number {
  if (typeof h === "number" && Math.abs(h) <= 0x7fffffff) return h >>> 0;
  return Number(BigInt.asUintN(32, BigInt(h)));
}

class Table {
  slots: (PyValue | undefined)[];
  mask: number;
  used = 0;

  constructor(size: number) {
    this.slots = new Array<PyValue | undefined>(size).fill(undefined);
    this.mask = size - 1;
  }

  insert(key: PyValue): void {
    const { slots, mask } = this;
    const h = hash(key);
    let i = (lowBits(h) & mask) >>> 0;
    let perturb: bigint | null = null;
    for (;;) {
      const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      for (let at = i; at <= last; at++) {
        if (slots[at] !== undefined) continue;
        slots[at] = key;
        this.used++;
        return;
      }
      perturb = (perturb ?? BigInt.asUintN(64, BigInt(h))) >> PERTURB_SHIFT;
      i = (i * 5 + 1 + Number(BigInt.asUintN(32, perturb))) % (mask + 1);
    }
  }

  add(key: PyValue): void {
    this.insert(key);
    if (this.used * 5 < this.mask * 3) return;
    let size = 8;
    const least = this.used > 50_000 ? this.used * 2 : this.used * 4;
    while (size <= least) size *= 2;
    const old = this.slots;
    this.slots = new Array<PyValue | undefined>(size).fill(undefined);
    this.mask = size - 1;
    this.used = 0;
    for (const one of old) if (one !== undefined) this.insert(one);
  }
}

/**
 * The order of a display of constants, `{5, 3, 1}`: CPython makes a frozenset of it while compiling, makes that anew when
 * it merges equal constants, and updates an empty set with the result (Python/compile.c, set_merge in setobject.c).
 */
export function constantOrder(members: readonly PyValue[]): PyValue[] | null {
  const distinct = numericOrder(new Set(members), members.length);
  const again = distinct === null ? null : numericOrder(distinct, distinct.length);
  if (again === null || again.length < 5) return again;
  let size = 8;
  while (size <= again.length * 2) size *= 2;
  const table = new Table(size);
  for (const key of again) table.insert(key);
  return table.slots.filter((slot): slot is PyValue => slot !== undefined);
}

/** The members in CPython's order, given in the order they came; null unless all are numbers. */
export function numericOrder(members: Iterable<PyValue>, count: number): PyValue[] | null {
  if (count < 2) return null;
  const keys: PyValue[] = [];
  for (const key of members) {
    if (
      typeof key !== "number" &&
      typeof key !== "bigint" &&
      typeof key !== "boolean" &&
      !(key instanceof PyFloat && key.exact)
    )
      return null;
    keys.push(key);
  }
  spend(count >> 1);
  const table = new Table(8);
  for (const key of keys) table.add(key);
  return table.slots.filter((slot): slot is PyValue => slot !== undefined);
}
