/** dict_keys, dict_values, dict_items and their iterators. */
import { constants, methods, attributes } from "../runtime/define.ts";
import { contains } from "../runtime/compare.ts";
import { PyAnySet, PyDict, PySet } from "../runtime/dict.ts";
import { HashTable } from "../runtime/hash-table.ts";
import { isEqual } from "../runtime/equal.ts";
import { unhashable } from "../runtime/hash.ts";
import { defineIterator, iterate, PyNativeIterator } from "../runtime/iterate.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { guardedRepr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { typeOf } from "../runtime/type-table.ts";
import { defineType } from "../runtime/types.ts";
import {
  NotImplemented,
  PyList,
  PyMappingProxy,
  PyObject,
  PyTuple,
  type PyIterator,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { subtract, tableOf, toggleAll } from "./set-algebra.ts";
import { showItems } from "./show-items.ts";

/** An iterator over a dict, which must keep its size meanwhile. */
abstract class DictIterator<T> extends PyNativeIterator {
  mapping: PyDict | null;
  readonly source: Iterator<T>;
  /** The size that the dict must keep; -1 once it did not. */
  size: number;
  left: number;
  constructor(dict: PyDict, source: Iterator<T>) {
    super();
    this.mapping = dict;
    this.source = source;
    this.size = dict.size;
    this.left = this.size;
  }

  abstract item(dict: PyDict, found: T): PyValue;

  next(): PyValue | undefined {
    const { mapping } = this;
    if (mapping === null) return undefined;
    if (mapping.size !== this.size) {
      this.size = -1;
      throw raise.RuntimeError("dictionary changed size during iteration");
    }
    const step = this.source.next();
    if (step.done === true) {
      this.mapping = null;
      return undefined;
    }
    if (this.left === 0) throw raise.RuntimeError("dictionary keys changed during iteration");
    this.left--;
    return this.item(mapping, step.value);
  }

  override lengthHint(): number {
    return this.mapping === null || this.mapping.size !== this.size ? 0 : this.left;
  }

  /** What is still to come, without moving on. */
  rest(): PyValue[] {
    const copy: PyValue[] = [];
    const { mapping } = this;
    if (mapping === null) return copy;
    spend(mapping.size);
    let skipped = mapping.size - this.left;
    for (const found of this.fresh(mapping)) if (skipped-- <= 0) copy.push(this.item(mapping, found));
    return copy;
  }
  abstract fresh(dict: PyDict): Iterable<T>;
}

export class DictKeyIterator extends DictIterator<PyValue> {
  constructor(dict: PyDict) {
    super(dict, dict.keys());
  }
  item(dict: PyDict, key: PyValue): PyValue {
    return dict.originalKey(key);
  }
  fresh(dict: PyDict): Iterable<PyValue> {
    return dict.keys();
  }
}

export class DictValueIterator extends DictIterator<PyValue> {
  constructor(dict: PyDict) {
    super(dict, dict.values());
  }
  item(_dict: PyDict, value: PyValue): PyValue {
    return value;
  }
  fresh(dict: PyDict): Iterable<PyValue> {
    return dict.values();
  }
}

type Entry = [PyValue, PyValue];

export class DictItemIterator extends DictIterator<Entry> {
  constructor(dict: PyDict) {
    super(dict, dict.entries());
  }
  item(dict: PyDict, entry: Entry): PyValue {
    return new PyTuple([dict.originalKey(entry[0]), entry[1]]);
  }
  fresh(dict: PyDict): Iterable<Entry> {
    return dict.entries();
  }
}

/** The keys from the newest to the oldest: JavaScript's Map has no such order, so they are copied. */
function backwards(dict: PyDict): PyValue[] {
  spend(dict.size >> 3);
  return Array.from(dict.keys()).reverse();
}

export class DictReverseKeyIterator extends DictIterator<PyValue> {
  constructor(dict: PyDict) {
    super(dict, backwards(dict).values());
  }
  item(_dict: PyDict, key: PyValue): PyValue {
    return key;
  }
  fresh(dict: PyDict): Iterable<PyValue> {
    return backwards(dict);
  }
}

class DictReverseValueIterator extends DictReverseKeyIterator {
  override item(dict: PyDict, key: PyValue): PyValue {
    return dict.get(key) ?? null;
  }
}

class DictReverseItemIterator extends DictReverseKeyIterator {
  override item(dict: PyDict, key: PyValue): PyValue {
    return new PyTuple([key, dict.get(key) ?? null]);
  }
}

const ITERATORS = [
  ["dict_keyiterator", DictKeyIterator],
  ["dict_valueiterator", DictValueIterator],
  ["dict_itemiterator", DictItemIterator],
  ["dict_reversekeyiterator", DictReverseKeyIterator],
  ["dict_reversevalueiterator", DictReverseValueIterator],
  ["dict_reverseitemiterator", DictReverseItemIterator],
] as const;
for (const [name, jsClass] of ITERATORS) {
  methods(defineIterator(name, jsClass), {
    "__reduce__(self, /)": (self: DictIterator<unknown>) =>
      new PyTuple([current.interpreter.builtins.getString("iter") as PyValue, new PyTuple([new PyList(self.rest())])]),
  });
}

/** What keys(), values() and items() give: a window on the dict. */
abstract class DictView extends PyObject {
  readonly mapping: PyDict;
  constructor(dict: PyDict) {
    super();
    this.mapping = dict;
  }
}
export class PyDictKeys extends DictView {}
export class PyDictValues extends DictView {}
export class PyDictItems extends DictView {}

export const dictKeysType: PyType = defineType("dict_keys", PyDictKeys, { final: true });
export const dictValuesType: PyType = defineType("dict_values", PyDictValues, { final: true });
export const dictItemsType: PyType = defineType("dict_items", PyDictItems, { final: true });

PyDictKeys.prototype.iterate = function iterateKeys(this: PyDictKeys): PyIterator {
  return new DictKeyIterator(this.mapping);
};
PyDictValues.prototype.iterate = function iterateValues(this: PyDictValues): PyIterator {
  return new DictValueIterator(this.mapping);
};
PyDictItems.prototype.iterate = function iterateItems(this: PyDictItems): PyIterator {
  return new DictItemIterator(this.mapping);
};
DictView.prototype.length = function lengthOfView(this: DictView): number {
  return this.mapping.size;
};
DictView.prototype.isTrue = function isTrueView(this: DictView): boolean {
  return this.mapping.size > 0;
};
PyDictKeys.prototype.contains = function keysContain(this: PyDictKeys, item: PyValue): boolean {
  return this.mapping.has(item);
};
PyDictItems.prototype.contains = function itemsContain(this: PyDictItems, item: PyValue): boolean {
  if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
  const [key, value] = item.items as [PyValue, PyValue];
  const found = this.mapping.get(key);
  return found !== undefined && isEqual(found, value);
};

for (const [type, Reverse] of [
  [dictKeysType, DictReverseKeyIterator],
  [dictValuesType, DictReverseValueIterator],
  [dictItemsType, DictReverseItemIterator],
] as const) {
  methods(type, {
    "__len__(self, /)": (self: DictView) => self.mapping.size,
    "__iter__(self, /)": (self: DictView) => self.iterate() as unknown as PyValue,
    "__reversed__(self, /)": (self: DictView) => new Reverse(self.mapping),
    "__repr__(self, /)": (self: DictView) =>
      guardedRepr(self, "...", () => {
        const items = Array.from(each(self));
        return `${typeOf(self).name}([${showItems(() => items)}])`;
      }),
  });
  attributes<DictView>(type, { mapping: (self) => new PyMappingProxy(self.mapping) });
}

function* each(value: PyValue): Iterable<PyValue> {
  const iterator = iterate(value);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    yield item;
  }
}

/** What keys and items compare with: sets and each other. */
function isSetLike(value: PyValue): value is PyAnySet | PyDictKeys | PyDictItems {
  return value instanceof PyAnySet || value instanceof PyDictKeys || value instanceof PyDictItems;
}

function sizeOf(value: PyAnySet | DictView): number {
  return value instanceof PyAnySet ? value.table.size : value.mapping.size;
}

function allIn(value: PyValue, container: PyValue): boolean {
  for (const item of each(value)) if (!contains(container, item)) return false;
  return true;
}

type SetLike = PyAnySet | PyDictKeys | PyDictItems;
type Operation = (self: DictView, other: PyValue) => PyValue;

function comparison(test: (self: DictView, other: SetLike) => boolean): Operation {
  return (self, other) => (isSetLike(other) ? test(self, other) : NotImplemented);
}

const isEqualView = comparison((self, other) => self.mapping.size === sizeOf(other) && allIn(self, other));

/** A set operation; the other side may be any iterable, and the result is a set. */
function operator(apply: (a: HashTable, other: PyValue) => HashTable): Operation {
  return (self, other) => new PySet(apply(tableOf(self), other));
}
function reflected(apply: (a: HashTable, other: PyValue) => HashTable): Operation {
  return (self, other) => new PySet(apply(tableOf(other), self));
}

function unite(a: HashTable, other: PyValue): HashTable {
  for (const item of each(other)) a.set(item, true);
  return a;
}

function toggle(a: HashTable, other: PyValue): HashTable {
  toggleAll(a, other);
  return a;
}

function intersectView(a: DictView, other: PyValue): PyValue {
  const result = new HashTable();
  // The shorter is gone through, as long as the other is quick to look into.
  const isShorter =
    isSetLike(other) &&
    (sizeOf(other) > a.mapping.size || (other instanceof PyAnySet && sizeOf(other) === a.mapping.size));
  const [walked, asked] = isShorter ? [a as PyValue, other as PyValue] : [other, a as PyValue];
  for (const item of each(walked)) if (contains(asked, item)) result.set(item, true);
  return new PySet(result);
}

for (const type of [dictKeysType, dictItemsType]) {
  methods(type, {
    "__contains__(self, key, /)": (self: DictView, key: PyValue) => self.contains(key),
    "__eq__(self, value, /)": isEqualView,
    "__le__(self, value, /)": comparison((self, other) => self.mapping.size <= sizeOf(other) && allIn(self, other)),
    "__lt__(self, value, /)": comparison((self, other) => self.mapping.size < sizeOf(other) && allIn(self, other)),
    "__ge__(self, value, /)": comparison((self, other) => self.mapping.size >= sizeOf(other) && allIn(other, self)),
    "__gt__(self, value, /)": comparison((self, other) => self.mapping.size > sizeOf(other) && allIn(other, self)),
    "__and__(self, value, /)": intersectView,
    "__rand__(self, value, /)": intersectView,
    "__or__(self, value, /)": operator(unite),
    "__ror__(self, value, /)": reflected(unite),
    "__sub__(self, value, /)": operator(subtract),
    "__rsub__(self, value, /)": reflected(subtract),
    "__xor__(self, value, /)": operator(toggle),
    "__rxor__(self, value, /)": reflected(toggle),
    "isdisjoint(self, other, /)"(self: DictView, other: PyValue) {
      if (isSetLike(other) && sizeOf(other) > self.mapping.size) {
        for (const item of each(self)) if (contains(other, item)) return false;
        return true;
      }
      for (const item of each(other)) if (self.contains(item)) return false;
      return true;
    },
  });
  constants(type, { __hash__: null });
  const prototype = type.jsClass.prototype as PyObject;
  prototype.equals = function equalsView(this: PyObject, other: PyValue): PyValue {
    return isEqualView(this as DictView, other);
  };
  prototype.hash = function hashOfView(this: PyObject): never {
    return unhashable(this);
  };
}
