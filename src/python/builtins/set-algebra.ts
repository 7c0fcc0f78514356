/** The algebra of sets, on their tables. What is not a set is iterated. */
import { normaliseInt } from "../runtime/arithmetic.ts";
import { PyAnySet, PyDict } from "../runtime/dict.ts";
import { hash } from "../runtime/hash.ts";
import { HashTable } from "../runtime/hash-table.ts";
import { iterate } from "../runtime/iterate.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { ShownMembers, stableOrder, Table, tableOfMembers } from "../runtime/set-order.ts";
import type { PyInt, PyValue } from "../runtime/values.ts";

/** A table with the items of any iterable. */
export function tableOf(iterable: PyValue): HashTable {
  if (iterable instanceof PyAnySet) return iterable.table.copy();
  if (isPlainDict(iterable)) return keysOf(iterable);
  const table = new HashTable();
  addAll(table, iterable);
  return table;
}

function isPlainDict(value: PyValue): value is PyDict {
  return value instanceof PyDict && !value.cls.isHeap;
}

/** The keys of a dict as a table, without hashing them again. */
function keysOf(dict: PyDict): HashTable {
  const table = dict.copyTable();
  for (const canonical of table.map.keys()) table.map.set(canonical, true);
  return table;
}

export function addAll(table: HashTable, iterable: PyValue): void {
  if (iterable instanceof PyAnySet || isPlainDict(iterable)) {
    const other = iterable instanceof PyAnySet ? iterable.table : keysOf(iterable);
    if (other === table) return;
    if (table.order instanceof Table) {
      spend(other.size);
      table.order.expect(other.size);
      // Of equal hashes the one that comes first stands first.
      const keys = iterable instanceof PyAnySet ? shownOrder(other) : other.keys();
      for (const key of Array.from(keys)) table.set(key, true, other.hashOf(key));
    } else table.addKeys(other);
    return;
  }
  const iterator = iterate(iterable);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    table.set(item, true);
  }
}

export function unite(a: HashTable, other: PyValue): HashTable {
  const result = a.copy();
  addAll(result, other);
  return result;
}

export function isSubset(a: HashTable, b: HashTable): boolean {
  if (a.size > b.size) return false;
  spend(a.size);
  if (a.isPlain && b.isPlain) {
    for (const key of a.map.keys()) if (!b.map.has(key)) return false;
    return true;
  }
  for (const key of a.keys()) if (!b.has(key, a.hashOf(key))) return false;
  return true;
}

/** Fast path, 3x: the keys of one plain table that are (or are not) in another, without looking for each as a value. */
function filterPlain(a: HashTable, b: HashTable, isWanted: boolean, result = new HashTable()): HashTable {
  spend(a.size);
  allocate(32 * a.size);
  const looked = b.map,
    wanted = result.map;
  // `forEach` takes two thirds of the time of an iterator.
  a.map.forEach((_, key) => {
    if (looked.has(key) === isWanted) wanted.set(key, true);
  });
  return result;
}

/** The items of any iterable, for one pass. */
export function* itemsOnce(iterable: PyValue): Iterable<PyValue> {
  if (iterable instanceof PyAnySet) {
    spend(iterable.table.size);
    yield* iterable.table.keys();
    return;
  }
  const iterator = iterate(iterable);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    yield item;
  }
}

export function intersect(a: HashTable, other: PyValue): HashTable {
  if (other instanceof PyAnySet && a.isPlain && other.table.isPlain) {
    return other.table.size > a.size ? filterPlain(a, other.table, true) : filterPlain(other.table, a, true);
  }
  const result = new HashTable();
  // Of two sets the larger is only looked into.
  if (other instanceof PyAnySet && other.table.size > a.size) {
    spend(a.size);
    for (const key of a.keys()) if (other.table.has(key, a.hashOf(key))) result.set(key, true, a.hashOf(key));
    return result;
  }
  for (const item of itemsOnce(other)) if (a.has(item)) result.set(item, true);
  return result;
}

export function subtract(a: HashTable, other: PyValue): HashTable {
  if (!(other instanceof PyAnySet) && !isPlainDict(other)) {
    const result = a.copy();
    removeAll(result, other);
    return result;
  }
  const looked = other instanceof PyAnySet ? other.table : other;
  if (looked instanceof HashTable && a.isPlain && looked.isPlain) return filterPlain(a, looked, false);
  const result = new HashTable();
  spend(a.size);
  for (const key of a.keys()) if (!looked.has(key, a.hashOf(key))) result.set(key, true, a.hashOf(key));
  return result;
}

export function removeAll(table: HashTable, other: PyValue): void {
  if (other instanceof PyAnySet && other.table === table) table.clear();
  else for (const item of itemsOnce(other)) table.delete(item);
}

export function exclusive(a: HashTable, other: PyValue): HashTable {
  if (other instanceof PyAnySet && other.table !== a && a.isPlain && other.table.isPlain) {
    // As CPython does it: a copy of the other set, changed by this one.
    const result = filterPlain(other.table, a, false);
    return filterPlain(a, other.table, false, result);
  }
  const result = tableOf(other);
  spend(a.size);
  for (const key of a.keys()) if (!result.delete(key, a.hashOf(key))) result.set(key, true, a.hashOf(key));
  return result;
}

export function toggleAll(table: HashTable, other: PyValue): void {
  if (other instanceof PyAnySet && other.table === table) {
    table.clear();
    return;
  }
  // An item that comes twice counts once.
  const others = other instanceof PyAnySet ? other.table : tableOf(other);
  spend(others.size);
  for (const key of shownOrder(others))
    if (!table.delete(key, others.hashOf(key))) table.set(key, true, others.hashOf(key));
}

export function isDisjoint(a: HashTable, other: PyValue): boolean {
  if (other instanceof PyAnySet && other.table.size > a.size) {
    spend(a.size);
    for (const key of a.keys()) if (other.table.has(key, a.hashOf(key))) return false;
    return true;
  }
  for (const item of itemsOnce(other)) if (a.has(item)) return false;
  return true;
}

export function asTable(other: PyValue): HashTable {
  return other instanceof PyAnySet ? other.table : tableOf(other);
}

/** The members in the order in which CPython shows them, as far as it is the same everywhere. */
export function shownOrder(table: HashTable): Iterable<PyValue> {
  if (table.order instanceof Table) return table.order;
  if (table.size < 2) return table.keys();
  if (!(table.order instanceof ShownMembers)) table.order = new ShownMembers(stableOrder(table.keys(), table.size));
  const shown = table.order as ShownMembers; // The other kind.
  if (shown.members === null) return table.keys();
  return shown.members.length === table.size ? shown.members : thoseLeft(table, shown, shown.members);
}

function* thoseLeft(table: HashTable, shown: ShownMembers, members: readonly PyValue[]): Iterable<PyValue> {
  for (let index = shown.first; index < members.length; index++) {
    spend(1);
    const key = members[index] as PyValue;
    if (table.has(key)) yield key;
    else if (index === shown.first) shown.first++;
  }
}

/** Removes the member that CPython would pop; undefined of an empty set. */
export function popMember(table: HashTable): PyValue | undefined {
  const shown = table.order;
  if (shown instanceof ShownMembers && shown.members !== null && shown.members.length > table.size) {
    // Some were removed since: CPython's table is what it was, and cannot be made of those left.
    const [first] = thoseLeft(table, shown, shown.members);
    if (first !== undefined) table.delete(first);
    return first;
  }
  if (!(table.order instanceof Table) && !(table.order instanceof ShownMembers && table.order.members === null))
    table.order = tableOfMembers(table.keys()) ?? new ShownMembers(null);
  const { order } = table;
  // What is removed here the order knows of: that of those left is the same.
  table.order = null;
  let popped: PyValue | undefined;
  if (order instanceof Table) {
    popped = order.pop();
    if (popped !== undefined) table.delete(popped);
  } else popped = table.popFirst()?.[0];
  table.order = order;
  return popped;
}

const WORD = 64;
/** CPython's mixing, so that collections.abc.Set._hash agrees: independent of order, with all bits in use. */
export function hashItems(table: HashTable): PyInt {
  spend(4 * table.size);
  const word = (value: bigint): bigint => BigInt.asUintN(WORD, value);
  let h = word(1927868237n * BigInt(table.size + 1));
  for (const key of table.keys()) {
    const part = word(BigInt(table.hashOf(key) ?? hash(key)));
    h ^= word((part ^ 89869747n ^ word(part << 16n)) * 3644798167n);
  }
  h ^= (h >> 11n) ^ (h >> 25n);
  h = BigInt.asIntN(WORD, h * 69069n + 907133923n);
  return h === -1n ? 590923713 : normaliseInt(h);
}
