/** `collections.abc.Mapping`, `MutableMapping` and their views. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { contains } from "../../runtime/compare.ts";
import { classMethods, constants, methods } from "../../runtime/define.ts";
import { PyDict, PySet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { equal, isEqual } from "../../runtime/equal.ts";
import { isInstance } from "../../runtime/instance.ts";
import { defineIterator, iterate, PyNativeIterator, unpack } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { deleteItem, getItem, length, setItem } from "../../runtime/subscript.ts";
import { setType, typeOf } from "../../runtime/type-table.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import {
  type Keywords,
  NotImplemented,
  type PyIterator,
  PyTuple,
  type PyObject,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { callMethod, orWhen } from "../method-call.ts";
import type { AbcMaker } from "./abc.ts";
import { each } from "./abc-sets.ts";

/** The values, or the pairs, of a mapping that knows its keys. */
class ViewIterator extends PyNativeIterator {
  readonly keys: PyIterator;
  readonly mapping: PyValue;
  readonly withKey: boolean;
  constructor(mapping: PyValue, withKey: boolean) {
    super();
    this.keys = iterate(mapping);
    this.mapping = mapping;
    this.withKey = withKey;
  }
  next(): PyValue | undefined {
    const key = this.keys.next();
    if (key === undefined) return undefined;
    const value = getItem(this.mapping, key);
    return this.withKey ? new PyTuple([key, value]) : value;
  }
}
defineIterator("mapping_view_iterator", ViewIterator, "collections.abc");

const mappingOf = (view: PyValue): PyValue => getAttribute(view, "_mapping");
/** An iterator as the object it is. */
const asObject = (iterator: PyIterator): PyValue => iterator as unknown as PyObject;

function toSet(items: PyValue): PySet {
  const table = new HashTable();
  for (const item of each(items)) table.set(item, true);
  return new PySet(table);
}

interface Bases {
  collection: PyType;
  sized: PyType;
  set: PyType;
}

export function defineMappings(maker: AbcMaker, { collection, sized, set }: Bases): void {
  const view = maker.define("MappingView", {
    bases: [sized],
    slots: ["_mapping"],
    isGeneric: true,
    fill: (cls) =>
      methods(cls, {
        "__init__(self, mapping)"(self: PyObject, mapping: PyValue) {
          self.assignAttribute("_mapping", mapping);
          return null;
        },
        "__len__(self, /)": (self: PyValue) => length(mappingOf(self)),
        "__repr__(self, /)": (self: PyValue) => `${typeOf(self).name}(${repr(mappingOf(self))})`,
      }),
  });
  const fromIterable = {
    "_from_iterable(cls, it, /)": (_cls: PyType, items: PyValue) => setType.invoke([toSet(items)], null),
  };
  const keysView = maker.define("KeysView", {
    bases: [view, set],
    fill(cls) {
      classMethods(cls, fromIterable);
      methods(cls, {
        "__contains__(self, key, /)": (self: PyValue, key: PyValue) => contains(mappingOf(self), key),
        "__iter__(self, /)": (self: PyValue) => asObject(iterate(mappingOf(self))),
      });
    },
  });
  const itemsView = maker.define("ItemsView", {
    bases: [view, set],
    fill(cls) {
      classMethods(cls, fromIterable);
      methods(cls, {
        "__contains__(self, item, /)"(self: PyValue, item: PyValue) {
          const [key, value] = unpack(item, 2) as [PyValue, PyValue];
          return orWhen(
            "KeyError",
            () => isEqual(getItem(mappingOf(self), key), value),
            () => false,
          );
        },
        "__iter__(self, /)": (self: PyValue) => new ViewIterator(mappingOf(self), true),
      });
    },
  });
  const valuesView = maker.define("ValuesView", {
    bases: [view, collection],
    fill: (cls) =>
      methods(cls, {
        "__contains__(self, value, /)"(self: PyValue, value: PyValue) {
          for (const item of each(new ViewIterator(mappingOf(self), false))) if (isEqual(item, value)) return true;
          return false;
        },
        "__iter__(self, /)": (self: PyValue) => new ViewIterator(mappingOf(self), false),
      }),
  });
  const mapping = maker.define("Mapping", {
    bases: [collection],
    abstract: { __getitem__: ["self, key", keyError] },
    fill: (cls) => fillMapping(cls, { keys: keysView, items: itemsView, values: valuesView }),
  });
  maker.define("MutableMapping", {
    bases: [mapping],
    abstract: { __setitem__: ["self, key, value", keyError], __delitem__: ["self, key", keyError] },
    fill: (cls) => fillMutableMapping(cls, mapping),
  });
}

function keyError(): never {
  throw raise.KeyError();
}

function fillMapping(cls: PyType, views: { keys: PyType; items: PyType; values: PyType }): void {
  const dictOf = (value: PyValue): PyDict => {
    const dict = new PyDict();
    for (const item of each(callMethod(value, "items"))) {
      const [key, content] = unpack(item, 2) as [PyValue, PyValue];
      dict.set(key, content);
    }
    return dict;
  };
  constants(cls, { __hash__: null, __reversed__: null });
  methods(cls, {
    "get(self, key, default=None)": (self: PyValue, key: PyValue, fallback: PyValue) =>
      orWhen(
        "KeyError",
        () => getItem(self, key),
        () => fallback,
      ),
    "__contains__(self, key, /)": (self: PyValue, key: PyValue) =>
      orWhen(
        "KeyError",
        () => (getItem(self, key), true),
        () => false,
      ),
    "keys(self, /)": (self: PyValue) => views.keys.invoke([self], null),
    "items(self, /)": (self: PyValue) => views.items.invoke([self], null),
    "values(self, /)": (self: PyValue) => views.values.invoke([self], null),
    "__eq__(self, other, /)": (self: PyValue, other: PyValue) =>
      isInstance(other, cls) ? equal(dictOf(self), dictOf(other)) : NotImplemented,
  });
  makeGeneric(cls);
}

function fillMutableMapping(cls: PyType, mapping: PyType): void {
  methods(cls, {
    "pop(self, key, default=...)"(self: PyValue, key: PyValue, fallback: PyValue | undefined) {
      let value: PyValue;
      if (fallback === undefined) value = getItem(self, key);
      else {
        const found = orWhen<PyValue | undefined>(
          "KeyError",
          () => getItem(self, key),
          () => undefined,
        );
        if (found === undefined) return fallback;
        value = found;
      }
      deleteItem(self, key);
      return value;
    },
    "popitem(self, /)"(self: PyValue) {
      const key = iterate(self).next();
      if (key === undefined) throw raise.KeyError();
      const value = getItem(self, key);
      deleteItem(self, key);
      return new PyTuple([key, value]);
    },
    "clear(self, /)"(self: PyValue) {
      while (
        orWhen(
          "KeyError",
          () => (callMethod(self, "popitem"), true),
          () => false,
        )
      )
        spend(1);
      return null;
    },
    "update(self, other=(), /, **kwds)"(self: PyValue, other: PyValue, keywords: Keywords) {
      updateMapping(self, other, mapping);
      for (const [key, value] of keywords) setItem(self, key, value);
      return null;
    },
    "setdefault(self, key, default=None)"(self: PyValue, key: PyValue, fallback: PyValue) {
      const found = orWhen<PyValue | undefined>(
        "KeyError",
        () => getItem(self, key),
        () => undefined,
      );
      if (found !== undefined) return found;
      setItem(self, key, fallback);
      return fallback;
    },
  });
}

/** `self.update(other)`: from a mapping, from anything with `keys`, or from pairs. */
function updateMapping(self: PyValue, other: PyValue, mapping: PyType): void {
  if (isInstance(other, mapping)) for (const key of each(other)) setItem(self, key, getItem(other, key));
  else if (attributeOr(other, "keys", undefined) !== undefined)
    for (const key of each(callMethod(other, "keys"))) setItem(self, key, getItem(other, key));
  else {
    for (const pair of each(other)) {
      const [key, value] = unpack(pair, 2) as [PyValue, PyValue];
      setItem(self, key, value);
    }
  }
}
