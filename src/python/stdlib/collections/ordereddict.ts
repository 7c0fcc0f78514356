/** collections.OrderedDict: dict already keeps the order; this one can change it, and compares by it. */
import { instanceDict, setAttribute } from "../../runtime/attributes.ts";
import { attributes, classMethods, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { isEqual } from "../../runtime/equal.ts";
import { iterate } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { guardedRepr } from "../../runtime/show.ts";
import { setItem } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { dictType } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { type Keywords, NotImplemented, PyList, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { showItems } from "../../builtins/show-items.ts";
import { callMethod } from "../method-call.ts";
import { instantiate } from "../native-class.ts";
import { dictMethod } from "./defaultdict.ts";

export class PyOrderedDict extends PyDict {
  /** Stands behind every entry that was taken from the front, so that taking the next need not skip them again. */
  #front: Iterator<unknown> | null = null;
  #frontOf: unknown = null;

  /** The oldest entry, removed. */
  popFirst(): [PyValue, PyValue] | undefined {
    if (this.#front === null || this.#frontOf !== this.table.map) this.#rewind();
    let step = (this.#front as Iterator<unknown>).next();
    if (step.done === true) {
      if (this.size === 0) return undefined;
      this.#rewind();
      step = (this.#front as unknown as Iterator<unknown>).next();
    }
    const key = this.table.original(step.value);
    const value = this.table.map.get(step.value) as PyValue;
    this.delete(key);
    return [key, value];
  }

  #rewind(): void {
    this.#frontOf = this.table.map;
    this.#front = this.table.map.keys();
  }

  moveToEnd(key: PyValue, isLast: boolean): void {
    const canonical = this.table.find(key);
    if (canonical === undefined) throw raise.KeyError(key);
    if (isLast) {
      this.table.moveToEnd(canonical);
      return;
    }
    const value = this.table.map.get(canonical) as PyValue;
    const stored = this.table.original(canonical);
    spend(this.size);
    const table = new HashTable();
    table.set(stored, value);
    for (const [other, item] of this.entries()) if (other !== stored) table.set(other, item);
    this.adopt(table);
  }
}

export const orderedDictType: PyType = defineType("OrderedDict", PyOrderedDict, {
  base: dictType,
  module: "collections",
  instanceDict: true,
});

PyOrderedDict.prototype.equals = function equals(this: PyOrderedDict, other: PyValue): PyValue {
  const same = PyDict.prototype.equals.call(this, other);
  if (same !== true || !(other instanceof PyOrderedDict)) return same;
  const theirs = other.keys();
  spend(this.size);
  for (const key of this.keys()) {
    const step = theirs.next();
    if (step.done === true || !isEqual(key, step.value)) return false;
  }
  return true;
};

function copy(self: PyOrderedDict): PyValue {
  const made = self.cls.invoke([], null);
  copyAttributes(self, made);
  spend(self.size);
  for (const [key, value] of self.entries()) setItem(made, key, value);
  return made;
}

function merged(self: PyOrderedDict, left: PyValue, right: PyValue): PyValue {
  if (!(left instanceof PyDict) || !(right instanceof PyDict)) return NotImplemented;
  const result = self.cls.invoke([left], null);
  callMethod(result, "update", right);
  return result;
}

/** What an object of a subclass holds beside its entries: attributes, and slots. */
function copyAttributes(from: PyOrderedDict, to: PyValue): void {
  const state = callMethod(from, "__getstate__");
  for (const part of state instanceof PyTuple ? state.items : [state]) {
    if (part instanceof PyDict) for (const [name, value] of part.entries()) setAttribute(to, String(name), value);
  }
}

/** Items through the methods of a subclass, if it has its own. */
function itemsOf(self: PyOrderedDict): PyValue[] {
  const items: PyValue[] = [];
  if (self.cls === orderedDictType) {
    for (const [key, value] of self.entries()) items.push(new PyTuple([key, value]));
    return items;
  }
  const iterator = iterate(callMethod(self, "items"));
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    items.push(item);
  }
  return items;
}

constructor(orderedDictType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyOrderedDict>(cls));
classMethods(orderedDictType, {
  "fromkeys(cls, iterable, value=None)"(cls: PyType, iterable: PyValue, value: PyValue) {
    const made = cls.invoke([], null);
    const iterator = iterate(iterable);
    for (let key = iterator.next(); key !== undefined; key = iterator.next()) {
      spend(1);
      setItem(made, key, value);
    }
    return made;
  },
});
methods(orderedDictType, {
  "__init__(self, /, *args, **kwargs)"(self: PyOrderedDict, args: PyValue[], keywords: Keywords) {
    if (args.length > 1) throw raise.TypeError(`expected at most 1 arguments, got ${args.length}`);
    return update(self, args, keywords);
  },
  "update(self, /, *args, **kwargs)"(self: PyOrderedDict, args: PyValue[], keywords: Keywords) {
    if (args.length > 1) throw raise.TypeError(`update() takes at most 1 positional argument (${args.length} given)`);
    return update(self, args, keywords);
  },
  "popitem(self, last=True)"(self: PyOrderedDict, last: PyValue) {
    const entry = isTrue(last) ? self.popLast() : self.popFirst();
    if (entry === undefined) throw raise.KeyError("dictionary is empty");
    return new PyTuple(entry);
  },
  "pop(self, key, default=...)"(self: PyOrderedDict, key: PyValue, fallback: PyValue | undefined) {
    const value = self.get(key);
    if (value !== undefined) {
      self.delete(key);
      return value;
    }
    if (fallback === undefined) throw raise.KeyError(key);
    return fallback;
  },
  "setdefault(self, key, default=None)"(self: PyOrderedDict, key: PyValue, fallback: PyValue) {
    const known = self.get(key);
    if (known !== undefined) return known;
    self.setItem(key, fallback);
    return fallback;
  },
  "move_to_end(self, key, last=True)"(self: PyOrderedDict, key: PyValue, last: PyValue) {
    self.moveToEnd(key, isTrue(last));
    return null;
  },
  "copy(self, /)": copy,
  "__copy__(self, /)": copy,
  "__eq__(self, value, /)": (self: PyOrderedDict, other: PyValue) => PyOrderedDict.prototype.equals.call(self, other),
  "__or__(self, value, /)": (self: PyOrderedDict, other: PyValue) => merged(self, self, other),
  "__ror__(self, value, /)": (self: PyOrderedDict, other: PyValue) => merged(self, other, self),
  "__ior__(self, value, /)"(self: PyOrderedDict, other: PyValue) {
    callMethod(self, "update", other);
    return self;
  },
  "__repr__(self, /)"(self: PyOrderedDict) {
    if (self.size === 0) return `${self.cls.name}()`;
    return guardedRepr(self, "...", () => {
      const items = itemsOf(self);
      return `${self.cls.name}([${showItems(() => items)}])`;
    });
  },
  "__sizeof__(self, /)": (self: PyOrderedDict) => (dictMethod("__sizeof__", self) as number) + 64 + 56 * self.size,
  "__reduce__(self, /)"(self: PyOrderedDict) {
    const state = callMethod(self, "__getstate__");
    const items = iterate(new PyList(itemsOf(self))) as unknown as PyValue;
    return new PyTuple([self.cls, new PyTuple(), state, null, items]);
  },
});
attributes<PyOrderedDict>(orderedDictType, { __dict__: (self) => instanceDict(self) });
makeGeneric(orderedDictType);

/** As dict.update, but through `__setitem__`, which a subclass may have. */
function update(self: PyOrderedDict, args: readonly PyValue[], keywords: Keywords): PyValue {
  const isPlain = self.setItem === PyDict.prototype.setItem;
  if (isPlain) return dictMethod("update", self, args, keywords);
  const given = new PyDict();
  dictMethod("update", given, args, keywords);
  spend(given.size);
  for (const [key, value] of given.entries()) self.setItem(key, value);
  return null;
}
