/** set and frozenset. */
import { getAttribute } from "../runtime/attributes.ts";
import { call0 } from "../runtime/call.ts";
import { constants, constructor, methods } from "../runtime/define.ts";
import { PyAnySet, PyFrozenSet, PySet } from "../runtime/dict.ts";
import { hasClosedEquality, HashTable } from "../runtime/hash-table.ts";
import { unhashable } from "../runtime/hash.ts";
import { defineIterator, PyNativeIterator } from "../runtime/iterate.ts";
import { raise } from "../runtime/raise.ts";
import { guardedRepr, repr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { frozensetType, setType, typeOf } from "../runtime/type-table.ts";
import {
  type Keywords,
  NotImplemented,
  PyList,
  type PyInt,
  type PyIterator,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { makeGeneric } from "./generic-alias.ts";
import { onlyIterable, refuseKeywords } from "./only-iterable.ts";
import {
  addAll,
  asTable,
  exclusive,
  hashItems,
  intersect,
  isDisjoint,
  isSubset,
  itemsOnce,
  removeAll,
  popMember,
  shownOrder,
  subtract,
  tableOf,
  toggleAll,
  unite,
} from "./set-algebra.ts";
import { Parts } from "./show-items.ts";

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
hasClosedEquality(frozensetType);
PySet.prototype.hash = function hashOfSet(this: PySet): never {
  return unhashable(this);
};
PyFrozenSet.prototype.hash = function hashOfFrozenSet(this: PyFrozenSet): PyInt {
  return (this.cachedHash ??= hashItems(this.table));
};

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
    // A key that needs an original may have come since the iterator began.
    return set.table.original(step.value);
  }
  override lengthHint(): number {
    return this.set === null || this.set.table.size !== this.size ? 0 : Math.max(0, this.left);
  }
}
const setIteratorType = defineIterator("set_iterator", PySetIterator);
methods(setIteratorType, {
  "__reduce__(self, /)"(self: PySetIterator) {
    const items =
      self.set === null ? [] : Array.from(shownOrder(self.set.table)).slice(self.set.table.size - self.left);
    return new PyTuple([current.interpreter.builtins.getString("iter") as PyValue, new PyTuple([new PyList(items)])]);
  },
});

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
    "copy(self, /)": (self: PyAnySet) =>
      self instanceof PyFrozenSet && self.cls === frozensetType ? self : alike(self, self.table.copy()),
    "difference(self, /, *others)": overAll(subtract),
    "intersection(self, /, *others)": overAll(intersect),
    "union(self, /, *others)": overAll(unite),
    "symmetric_difference(self, other, /)": (self: PyAnySet, other: PyValue) =>
      alike(self, exclusive(self.table, other)),
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

/** Keeps the table itself, which iterators hold; of equal items those of the new table stay. */
function replaceWith(self: PySet, table: HashTable): void {
  self.table.clear();
  self.table.addKeys(table);
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
    const popped = popMember(self.table);
    if (popped === undefined) throw raise.KeyError("pop from an empty set");
    return popped;
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
