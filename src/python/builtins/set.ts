/** set and frozenset. */
import { getAttribute } from "../runtime/attributes.ts";
import { normaliseInt } from "../runtime/arithmetic.ts";
import { call0 } from "../runtime/call.ts";
import { constants, constructor, methods } from "../runtime/define.ts";
import { PyAnySet, PyDict, PyFrozenSet, PySet } from "../runtime/dict.ts";
import { HashTable } from "../runtime/hash-table.ts";
import { hash, unhashable } from "../runtime/hash.ts";
import { defineIterator, iterate, PyNativeIterator } from "../runtime/iterate.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { numericOrder } from "../runtime/set-order.ts";
import { guardedRepr, repr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { frozensetType, setType, typeOf } from "../runtime/type-table.ts";
import { type Keywords, NotImplemented, PyList, type PyInt, type PyIterator, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { makeGeneric } from "./generic-alias.ts";
import { onlyIterable, refuseKeywords } from "./only-iterable.ts";
import { Parts } from "./show-items.ts";

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

function addAll(table: HashTable, iterable: PyValue): void {
  if (iterable instanceof PyAnySet || isPlainDict(iterable)) {
    const other = iterable instanceof PyAnySet ? iterable.table : keysOf(iterable);
    if (other !== table) table.addKeys(other);
    return;
  }
  const iterator = iterate(iterable);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    table.set(item, true);
  }
}

/** A set or frozenset like the one given: a subclass's operations give the plain type. */
function alike(self: PyAnySet, table: HashTable): PyAnySet {
  return self instanceof PyFrozenSet ? new PyFrozenSet(table) : new PySet(table);
}

/** What may be looked for in a set: in place of a set, which has no hash, a frozenset of its items. */
function lookedFor(item: PyValue): PyValue {
  return item instanceof PySet && item.hash === PySet.prototype.hash ? new PyFrozenSet(item.table) : item;
}

function holds(self: PyAnySet, item: PyValue): boolean {
  return self.table.has(lookedFor(item));
}

constructor(setType, "(cls, /, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as new () => PySet)());
// Fast path: set() and set(x) without the general protocol of calling a class.
setType.invoke0 = () => new PySet();
setType.invoke1 = (iterable) => new PySet(tableOf(iterable));

constructor(frozensetType, "(cls, /, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  // A subclass with an `__init__` of its own may take keywords.
  if (cls.proto["t$__init__"] === frozensetType.proto["t$__init__"]) refuseKeywords("frozenset", keywords);
  const iterable = onlyIterable(cls.name, args);
  if (cls === frozensetType && iterable instanceof PyFrozenSet && iterable.cls === frozensetType) return iterable;
  const table = iterable === undefined ? new HashTable() : tableOf(iterable);
  return new (cls.jsClass as unknown as new (table: HashTable) => PyFrozenSet)(table);
});

PyAnySet.prototype.length = function lengthOfSet(this: PyAnySet): number {
  return this.table.size;
};
PyAnySet.prototype.contains = function setContains(this: PyAnySet, item: PyValue): boolean {
  return holds(this, item);
};
PyAnySet.prototype.iterate = function iterateSet(this: PyAnySet): PyIterator {
  return new PySetIterator(this);
};
PyAnySet.prototype.equals = function equalsSet(this: PyAnySet, other: PyValue): PyValue {
  if (!(other instanceof PyAnySet)) return NotImplemented;
  return this.table.size === other.table.size && isSubset(this.table, other.table);
};
PySet.prototype.hash = function hashOfSet(this: PySet): never {
  return unhashable(this);
};
PyFrozenSet.prototype.hash = function hashOfFrozenSet(this: PyFrozenSet): PyInt {
  return (this.cachedHash ??= hashItems(this.table));
};

const WORD = 64;
/** CPython's mixing, so that collections.abc.Set._hash agrees: independent of order, with all bits in use. */
function hashItems(table: HashTable): PyInt {
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

/** The members in the order in which CPython shows them, as far as it is the same everywhere. */
function shownOrder(table: HashTable): Iterable<PyValue> {
  if (table.order === null) {
    table.order = numericOrder(table.keys(), table.size);
    table.popped = 0;
  }
  return table.order === null ? table.keys() : table.popped === 0 ? table.order : table.order.slice(table.popped);
}

class PySetIterator extends PyNativeIterator {
  set: PyAnySet | null;
  readonly source: Iterator<PyValue>;
  /** The size that the set must keep; -1 once it did not. */
  size: number;
  left: number;
  constructor(set: PyAnySet) {
    super();
    this.set = set;
    this.source = shownOrder(set.table)[Symbol.iterator]();
    this.size = set.table.size;
    this.left = this.size;
  }
  next(): PyValue | undefined {
    const { set } = this;
    if (set === null) return undefined;
    if (set.table.size !== this.size) {
      this.size = -1;
      throw raise.RuntimeError("Set changed size during iteration");
    }
    const step = this.source.next();
    if (step.done === true) {
      this.set = null;
      return undefined;
    }
    this.left--;
    return step.value;
  }
  override lengthHint(): number {
    return this.set === null || this.set.table.size !== this.size ? 0 : Math.max(0, this.left);
  }
}
const setIteratorType = defineIterator("set_iterator", PySetIterator);
methods(setIteratorType, {
  "__reduce__(self, /)"(self: PySetIterator) {
    const items = self.set === null ? [] : Array.from(self.set.table.keys()).slice(self.set.table.size - self.left);
    return new PyTuple([current.interpreter.builtins.getString("iter") as PyValue, new PyTuple([new PyList(items)])]);
  },
});

// Algebra, on tables. What is not a set is iterated.

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
function filterPlain(a: HashTable, b: HashTable, isWanted: boolean): HashTable {
  const result = new HashTable();
  spend(a.size);
  allocate(32 * a.size);
  for (const key of a.map.keys()) if (b.map.has(key) === isWanted) result.map.set(key, true);
  return result;
}

/** The items of any iterable, for one pass. */
function* itemsOnce(iterable: PyValue): Iterable<PyValue> {
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
  const lookup = other instanceof PyAnySet ? other.table : isPlainDict(other) ? keysOf(other) : undefined;
  if (lookup === undefined) {
    const result = a.copy();
    removeAll(result, other);
    return result;
  }
  if (a.isPlain && lookup.isPlain) return filterPlain(a, lookup, false);
  const result = new HashTable();
  spend(a.size);
  for (const key of a.keys()) if (!lookup.has(key, a.hashOf(key))) result.set(key, true, a.hashOf(key));
  return result;
}

function removeAll(table: HashTable, other: PyValue): void {
  if (other instanceof PyAnySet && other.table === table) table.clear();
  else for (const item of itemsOnce(other)) table.delete(item);
}

export function exclusive(a: HashTable, other: PyValue): HashTable {
  const result = a.copy();
  toggleAll(result, other);
  return result;
}

function toggleAll(table: HashTable, other: PyValue): void {
  if (other instanceof PyAnySet && other.table === table) {
    table.clear();
    return;
  }
  // An item that comes twice counts once.
  const others = other instanceof PyAnySet ? other.table : tableOf(other);
  spend(others.size);
  for (const key of others.keys()) if (!table.delete(key, others.hashOf(key))) table.set(key, true, others.hashOf(key));
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

function asTable(other: PyValue): HashTable {
  return other instanceof PyAnySet ? other.table : tableOf(other);
}

function showSet(self: PyAnySet): string {
  const { name } = typeOf(self);
  if (self.table.size === 0) return `${name}()`;
  return guardedRepr(self, `${name}(...)`, () => {
    const parts = new Parts();
    for (const key of Array.from(shownOrder(self.table))) parts.add(repr(key));
    const inside = `{${parts.join()}}`;
    return self.cls === setType ? inside : `${name}(${inside})`;
  });
}

type Operation = (self: PyAnySet, other: PyValue) => PyValue;

/** An operator: both sides must be sets. */
function operator(apply: (a: HashTable, other: PyAnySet) => HashTable): Operation {
  return (self, other) => (other instanceof PyAnySet ? alike(self, apply(self.table, other)) : NotImplemented);
}
function reflected(apply: (a: HashTable, other: PyAnySet) => HashTable): Operation {
  return (self, other) => (other instanceof PyAnySet ? alike(other, apply(other.table, self)) : NotImplemented);
}
function comparison(test: (a: HashTable, b: HashTable) => boolean): Operation {
  return (self, other) => (other instanceof PyAnySet ? test(self.table, other.table) : NotImplemented);
}

function unite(a: HashTable, other: PyValue): HashTable {
  const result = a.copy();
  addAll(result, other);
  return result;
}

/** Methods that take any number of iterables. */
function overAll(apply: (a: HashTable, other: PyValue) => HashTable): (self: PyAnySet, others: PyValue[]) => PyValue {
  return (self, others) => {
    let table = others.length === 0 ? self.table.copy() : self.table;
    for (const other of others) table = apply(table, other);
    return alike(self, table);
  };
}

for (const type of [setType, frozensetType]) {
  methods(type, {
    "__repr__(self, /)": showSet,
    "__len__(self, /)": (self: PyAnySet) => self.table.size,
    "__contains__(self, object, /)": holds,
    "__iter__(self, /)": (self: PyAnySet) => new PySetIterator(self),
    "__eq__(self, value, /)": (self: PyAnySet, other: PyValue) => PyAnySet.prototype.equals.call(self, other),
    "__le__(self, value, /)": comparison(isSubset),
    "__lt__(self, value, /)": comparison((a, b) => a.size < b.size && isSubset(a, b)),
    "__ge__(self, value, /)": comparison((a, b) => isSubset(b, a)),
    "__gt__(self, value, /)": comparison((a, b) => b.size < a.size && isSubset(b, a)),
    "__and__(self, value, /)": operator(intersect),
    "__rand__(self, value, /)": reflected(intersect),
    "__or__(self, value, /)": operator(unite),
    "__ror__(self, value, /)": reflected(unite),
    "__sub__(self, value, /)": operator(subtract),
    "__rsub__(self, value, /)": reflected(subtract),
    "__xor__(self, value, /)": operator(exclusive),
    "__rxor__(self, value, /)": reflected(exclusive),
    "copy(self, /)": (self: PyAnySet) => (self instanceof PyFrozenSet && self.cls === frozensetType ? self : alike(self, self.table.copy())),
    "difference(self, /, *others)": overAll(subtract),
    "intersection(self, /, *others)": overAll(intersect),
    "union(self, /, *others)": overAll(unite),
    "symmetric_difference(self, other, /)": (self: PyAnySet, other: PyValue) => alike(self, exclusive(self.table, other)),
    "isdisjoint(self, other, /)": (self: PyAnySet, other: PyValue) => isDisjoint(self.table, other),
    "issubset(self, other, /)": (self: PyAnySet, other: PyValue) => isSubset(self.table, asTable(other)),
    "issuperset(self, other, /)"(self: PyAnySet, other: PyValue) {
      for (const item of itemsOnce(other)) if (!self.table.has(item)) return false;
      return true;
    },
    "__reduce__(self, /)"(self: PyAnySet) {
      const items = new PyList(Array.from(self.table.keys()));
      return new PyTuple([typeOf(self), new PyTuple([items]), call0(getAttribute(self, "__getstate__"))]);
    },
    "__sizeof__(self, /)": (self: PyAnySet) => 200 + (self.table.size > 4 ? 32 * self.table.size : 0),
  });
}
makeGeneric(setType, frozensetType);
constants(setType, { __hash__: null });
methods(frozensetType, { "__hash__(self, /)": (self: PyFrozenSet) => PyFrozenSet.prototype.hash.call(self) });

/** `|=` and its kin change the set itself. */
function inPlace(apply: (self: PySet, other: PyAnySet) => void): (self: PySet, other: PyValue) => PyValue {
  return (self, other) => {
    if (!(other instanceof PyAnySet)) return NotImplemented;
    apply(self, other);
    return self;
  };
}

/** Keeps the table itself, which iterators hold. */
function replaceWith(self: PySet, table: HashTable): void {
  for (const key of Array.from(self.table.keys())) if (!table.has(key, self.table.hashOf(key))) self.table.delete(key, self.table.hashOf(key));
}

methods(setType, {
  "__init__(self, /, *args, **kwargs)"(self: PySet, args: PyValue[], keywords: Keywords) {
    refuseKeywords("set", keywords);
    const iterable = onlyIterable(typeOf(self).name, args);
    if (self.table.size > 0) self.table = new HashTable();
    if (iterable !== undefined) addAll(self.table, iterable);
    return null;
  },
  "add(self, object, /)"(self: PySet, item: PyValue) {
    self.table.set(item, true);
    return null;
  },
  "clear(self, /)"(self: PySet) {
    self.table.clear();
    return null;
  },
  "discard(self, object, /)"(self: PySet, item: PyValue) {
    self.table.delete(lookedFor(item));
    return null;
  },
  "remove(self, object, /)"(self: PySet, item: PyValue) {
    if (!self.table.delete(lookedFor(item))) throw raise.KeyError(item);
    return null;
  },
  "pop(self, /)"(self: PySet) {
    const { table } = self;
    if (table.size > 1) shownOrder(table);
    const { order, popped } = table;
    const first = order?.[popped];
    if (order !== null && first !== undefined) {
      table.delete(first);
      // The order of those left is the same: it need not be found again for each.
      table.order = order;
      table.popped = popped + 1;
      return first;
    }
    const entry = table.popFirst();
    if (entry === undefined) throw raise.KeyError("pop from an empty set");
    return entry[0];
  },
  "update(self, /, *others)"(self: PySet, others: PyValue[]) {
    for (const other of others) addAll(self.table, other);
    return null;
  },
  "difference_update(self, /, *others)"(self: PySet, others: PyValue[]) {
    for (const other of others) removeAll(self.table, other);
    return null;
  },
  "intersection_update(self, /, *others)"(self: PySet, others: PyValue[]) {
    let table = self.table;
    for (const other of others) table = intersect(table, other);
    if (others.length > 0) replaceWith(self, table);
    return null;
  },
  "symmetric_difference_update(self, other, /)"(self: PySet, other: PyValue) {
    toggleAll(self.table, other);
    return null;
  },
  "__ior__(self, value, /)": inPlace((self, other) => addAll(self.table, other)),
  "__iand__(self, value, /)": inPlace((self, other) => replaceWith(self, intersect(self.table, other))),
  "__isub__(self, value, /)": inPlace((self, other) => removeAll(self.table, other)),
  "__ixor__(self, value, /)": inPlace((self, other) => toggleAll(self.table, other)),
});
