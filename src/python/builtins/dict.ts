/** dict. */
import { findAttribute } from "../runtime/attributes.ts";
import { call0, callSpecial1 } from "../runtime/call.ts";
import { classMethods, constants, constructor, methods } from "../runtime/define.ts";
import { PyAnySet, PyDict } from "../runtime/dict.ts";
import type { HashTable } from "../runtime/hash-table.ts";
import { isEqual } from "../runtime/equal.ts";
import { isException } from "../runtime/exceptions.ts";
import { unhashable } from "../runtime/hash.ts";
import { iterate, toArray } from "../runtime/iterate.ts";
import { enterNative, leaveNative, spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { guardedRepr, repr } from "../runtime/show.ts";
import { getItem, setItem } from "../runtime/subscript.ts";
import { dictType } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  type PyIterator,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { DictKeyIterator, DictReverseKeyIterator, PyDictItems, PyDictKeys, PyDictValues } from "./dict-views.ts";
import { makeGeneric } from "./generic-alias.ts";
import { Parts } from "./show-items.ts";

constructor(dictType, "(cls, /, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as new () => PyDict)());

// Fast path: dict() and dict(x) without the general protocol of calling a class.
dictType.invoke0 = () => new PyDict();
dictType.invoke1 = (source) => {
  const dict = new PyDict();
  update(dict, source);
  return dict;
};

PyDict.prototype.getItem = function getItemOfDict(this: PyDict, key: PyValue): PyValue {
  const value = this.get(key);
  return value === undefined ? missing(this, key) : value;
};

/** What a subclass's `__missing__` gives, or KeyError. */
function missing(dict: PyDict, key: PyValue): PyValue {
  if (dict.cls !== dictType) {
    const method = lookup(dict.cls, "__missing__");
    if (method !== undefined) return callSpecial1(method, dict, key);
  }
  throw raise.KeyError(key);
}

PyDict.prototype.setItem = function setItemOfDict(this: PyDict, key: PyValue, value: PyValue): void {
  this.set(key, value);
};
PyDict.prototype.deleteItem = function deleteItemOfDict(this: PyDict, key: PyValue): void {
  if (!this.delete(key)) throw raise.KeyError(key);
};
PyDict.prototype.contains = function dictContains(this: PyDict, key: PyValue): boolean {
  return this.has(key);
};
PyDict.prototype.iterate = function iterateDict(this: PyDict): PyIterator {
  return new DictKeyIterator(this);
};
PyDict.prototype.hash = function hashOfDict(this: PyDict): never {
  return unhashable(this);
};
PyDict.prototype.equals = function equalsDict(this: PyDict, other: PyValue): PyValue {
  if (!(other instanceof PyDict)) return NotImplemented;
  if (this.size !== other.size) return false;
  enterNative();
  try {
    for (const [key, value] of this.entries()) {
      spend(1);
      const theirs = other.get(key);
      if (theirs === undefined || !isEqual(value, theirs)) return false;
    }
    return true;
  } finally {
    leaveNative();
  }
};

/** Whether a value is a dict that is read as dicts are: a subclass may iterate in its own way. */
function isPlainDict(value: PyValue): value is PyDict {
  return value instanceof PyDict && value.iterate === PyDict.prototype.iterate;
}

/** `dict.update(source)`: a mapping, or pairs. */
function update(dict: PyDict, source: PyValue): void {
  if (isPlainDict(source)) {
    merge(dict, source);
    return;
  }
  const keys = typeof source === "object" && source !== null ? findAttribute(source, "keys") : undefined;
  if (keys === undefined) {
    updateFromPairs(dict, source);
    return;
  }
  const iterator = iterate(call0(keys));
  for (let key = iterator.next(); key !== undefined; key = iterator.next()) {
    spend(1);
    dict.set(key, getItem(source, key));
  }
}

function merge(dict: PyDict, source: PyDict): void {
  if (source === dict) return;
  const { size } = source;
  if (dict.size === 0 && dict.set === PyDict.prototype.set && source.set === PyDict.prototype.set) {
    dict.adopt(source.copyTable());
    return;
  }
  spend(size);
  for (const [key, value] of source.entries()) {
    dict.set(key, value);
    if (source.size !== size) throw raise.RuntimeError("dict mutated during update");
  }
}

function updateFromPairs(dict: PyDict, source: PyValue): void {
  const iterator = iterate(source);
  let position = 0;
  for (let pair = iterator.next(); pair !== undefined; pair = iterator.next()) {
    spend(1);
    const items = pair instanceof PyTuple ? pair.items : pairItems(pair, position);
    if (items.length !== 2) {
      throw raise.ValueError(
        `dictionary update sequence element #${position} has length ${items.length}; 2 is required`,
      );
    }
    dict.set(items[0] as PyValue, items[1] as PyValue);
    position++;
  }
}

function pairItems(pair: PyValue, position: number): readonly PyValue[] {
  try {
    return toArray(pair);
  } catch (error) {
    if (isException(error, "TypeError"))
      throw raise.TypeError(`cannot convert dictionary update sequence element #${position} to a sequence`);
    throw error;
  }
}

/** The arguments of dict() and update(): at most one source, then keywords. */
function updateAll(name: string, dict: PyDict, args: readonly PyValue[], keywords: Keywords): void {
  if (args.length > 1) throw raise.TypeError(`${name} expected at most 1 argument, got ${args.length}`);
  if (args[0] !== undefined) update(dict, args[0]);
  for (const [key, value] of keywords) dict.setString(key, value);
}

function copyOf(dict: PyDict): PyDict {
  if (isPlainDict(dict)) return new PyDict(dict.copyTable());
  const copy = new PyDict();
  update(copy, dict);
  return copy;
}

function showDict(dict: PyDict): string {
  if (dict.size === 0) return "{}";
  return guardedRepr(dict, "{...}", () => {
    const parts = new Parts();
    for (const [key, value] of dict.entries()) parts.add(`${repr(key)}: ${repr(value)}`);
    return `{${parts.join()}}`;
  });
}

function pop(dict: PyDict, key: PyValue, fallback: PyValue | undefined): PyValue {
  // CPython does not even ask an empty dict, nor the key for its hash.
  const value = dict.size === 0 ? undefined : dict.take(key);
  if (value !== undefined) return value;
  if (fallback === undefined) throw raise.KeyError(key);
  return fallback;
}

function either(a: PyValue, b: PyValue): PyValue {
  if (!(a instanceof PyDict) || !(b instanceof PyDict)) return NotImplemented;
  const result = copyOf(a);
  update(result, b);
  return result;
}

methods(dictType, {
  "__init__(self, /, *args, **kwargs)"(self: PyDict, args: PyValue[], keywords: Keywords) {
    updateAll("dict", self, args, keywords);
    return null;
  },
  "clear(self, /)"(self: PyDict) {
    self.clear();
    return null;
  },
  "copy(self, /)": copyOf,
  "get(self, key, default=None, /)"(self: PyDict, key: PyValue, fallback: PyValue) {
    const value = self.get(key);
    return value === undefined ? fallback : value;
  },
  "items(self, /)": (self: PyDict) => new PyDictItems(self),
  "keys(self, /)": (self: PyDict) => new PyDictKeys(self),
  "pop(self, key, default=..., /)": pop,
  "popitem(self, /)"(self: PyDict) {
    const entry = self.popLast();
    if (entry === undefined) throw raise.KeyError("popitem(): dictionary is empty");
    return new PyTuple(entry);
  },
  "setdefault(self, key, default=None, /)": (self: PyDict, key: PyValue, fallback: PyValue) =>
    self.setDefault(key, fallback),
  "update(self, /, *args, **kwargs)"(self: PyDict, args: PyValue[], keywords: Keywords) {
    updateAll("update", self, args, keywords);
    return null;
  },
  "values(self, /)": (self: PyDict) => new PyDictValues(self),
  "__repr__(self, /)": showDict,
  "__getitem__(self, key, /)": (self: PyDict, key: PyValue) => PyDict.prototype.getItem.call(self, key),
  "__setitem__(self, key, value, /)"(self: PyDict, key: PyValue, value: PyValue) {
    PyDict.prototype.setItem.call(self, key, value);
    return null;
  },
  "__delitem__(self, key, /)"(self: PyDict, key: PyValue) {
    PyDict.prototype.deleteItem.call(self, key);
    return null;
  },
  "__contains__(self, key, /)": (self: PyDict, key: PyValue) => self.has(key),
  "__len__(self, /)": (self: PyDict) => self.size,
  "__iter__(self, /)": (self: PyDict) => new DictKeyIterator(self),
  "__reversed__(self, /)": (self: PyDict) => new DictReverseKeyIterator(self),
  "__eq__(self, value, /)": (self: PyDict, other: PyValue) => PyDict.prototype.equals.call(self, other),
  "__or__(self, value, /)": either,
  "__ror__(self, value, /)": (self: PyDict, other: PyValue) => either(other, self),
  "__ior__(self, value, /)"(self: PyDict, other: PyValue) {
    update(self, other);
    return self;
  },
  "__sizeof__(self, /)": (self: PyDict) => 64 + (self.size > 0 ? 168 + 24 * self.size : 0),
});
constants(dictType, { __hash__: null });
makeGeneric(dictType);

/** The keys of a set or dict, each with the same value. */
function filled(source: PyAnySet | PyDict, value: PyValue): HashTable {
  const table = source instanceof PyAnySet ? source.table.copy() : source.copyTable();
  for (const canonical of table.map.keys()) table.map.set(canonical, value);
  return table;
}

classMethods(dictType, {
  "fromkeys(cls, iterable, value=None, /)"(cls: PyType, iterable: PyValue, value: PyValue) {
    const made = call0(cls);
    const isOurs = made instanceof PyDict && made.setItem === PyDict.prototype.setItem;
    if (
      isOurs &&
      made.size === 0 &&
      made.set === PyDict.prototype.set &&
      (iterable instanceof PyAnySet || isPlainDict(iterable))
    ) {
      made.adopt(filled(iterable, value));
      return made;
    }
    const iterator = iterate(iterable);
    for (let key = iterator.next(); key !== undefined; key = iterator.next()) {
      spend(1);
      if (isOurs) made.set(key, value);
      else setItem(made, key, value);
    }
    return made;
  },
});
