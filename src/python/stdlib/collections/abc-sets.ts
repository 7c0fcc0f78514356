/** `collections.abc.Set` and `MutableSet`: all operations of sets from a few. */
import { contains } from "../../runtime/compare.ts";
import { classMethods, constants, methods } from "../../runtime/define.ts";
import { PyFrozenSet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { hash } from "../../runtime/hash.ts";
import { isInstance } from "../../runtime/instance.ts";
import { iterate } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { bitOr, subtract } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { length } from "../../runtime/subscript.ts";
import { NotImplemented, type PyInt, PyList, type PyType, type PyValue } from "../../runtime/values.ts";
import { isTrue } from "../../runtime/truth.ts";
import { callMethod, orWhen } from "../method-call.ts";
import type { AbcMaker } from "./abc.ts";

/** Iterates, charging for each item. */
export function* each(value: PyValue): Generator<PyValue, void, undefined> {
  const iterator = iterate(value);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    yield item;
  }
}

function every(items: PyValue, container: PyValue): boolean {
  for (const item of each(items)) if (!contains(container, item)) return false;
  return true;
}

function selected(items: PyValue, container: PyValue, isIn: boolean): PyList {
  const found: PyValue[] = [];
  for (const item of each(items)) if (contains(container, item) === isIn) found.push(item);
  return new PyList(found);
}

const fromIterable = (self: PyValue, items: PyValue): PyValue => callMethod(self, "_from_iterable", items);

export function defineSets(maker: AbcMaker, collection: PyType, iterable: PyType): PyType {
  const set = maker.define("Set", { bases: [collection], fill: (cls) => fillSet(maker, cls, iterable) });
  maker.define("MutableSet", {
    bases: [set],
    abstract: { add: ["self, value", notImplemented], discard: ["self, value", notImplemented] },
    fill: (cls) => fillMutableSet(cls, set),
  });
  return set;
}

function notImplemented(): never {
  throw raise.NotImplementedError();
}

function fillSet(maker: AbcMaker, cls: PyType, iterable: PyType): void {
  const isSet = (value: PyValue): boolean => isInstance(value, cls);
  /** `other` as a set, or undefined when it cannot be one. */
  const toSet = (self: PyValue, other: PyValue): PyValue | undefined => {
    if (isSet(other)) return other;
    return isInstance(other, iterable) ? fromIterable(self, other) : undefined;
  };
  const and = (self: PyValue, other: PyValue): PyValue =>
    isInstance(other, iterable) ? fromIterable(self, selected(other, self, true)) : NotImplemented;
  const or = (self: PyValue, other: PyValue): PyValue =>
    isInstance(other, iterable) ? fromIterable(self, new PyList([...each(self), ...each(other)])) : NotImplemented;
  const xor = (self: PyValue, other: PyValue): PyValue => {
    const set = toSet(self, other);
    return set === undefined ? NotImplemented : bitOr(subtract(self, set), subtract(set, self));
  };
  constants(cls, { __hash__: null, _hash: maker.method("_hash", ["self"], hashOfItems) });
  classMethods(cls, { "_from_iterable(cls, it, /)": (type: PyType, items: PyValue) => type.invoke([items], null) });
  methods(cls, {
    "__le__(self, other, /)": (self: PyValue, other: PyValue) =>
      !isSet(other) ? NotImplemented : length(self) <= length(other) && every(self, other),
    "__lt__(self, other, /)": (self: PyValue, other: PyValue) =>
      !isSet(other) ? NotImplemented : length(self) < length(other) && isTrue(callMethod(self, "__le__", other)),
    "__ge__(self, other, /)": (self: PyValue, other: PyValue) =>
      !isSet(other) ? NotImplemented : length(self) >= length(other) && every(other, self),
    "__gt__(self, other, /)": (self: PyValue, other: PyValue) =>
      !isSet(other) ? NotImplemented : length(self) > length(other) && isTrue(callMethod(self, "__ge__", other)),
    "__eq__(self, other, /)": (self: PyValue, other: PyValue) =>
      !isSet(other) ? NotImplemented : length(self) === length(other) && isTrue(callMethod(self, "__le__", other)),
    "__and__(self, other, /)": and,
    "__rand__(self, other, /)": and,
    "__or__(self, other, /)": or,
    "__ror__(self, other, /)": or,
    "__xor__(self, other, /)": xor,
    "__rxor__(self, other, /)": xor,
    "__sub__(self, other, /)"(self: PyValue, other: PyValue) {
      const set = toSet(self, other);
      return set === undefined ? NotImplemented : fromIterable(self, selected(self, set, false));
    },
    "__rsub__(self, other, /)"(self: PyValue, other: PyValue) {
      const set = toSet(self, other);
      return set === undefined ? NotImplemented : fromIterable(self, selected(set, self, false));
    },
    "isdisjoint(self, other, /)"(self: PyValue, other: PyValue) {
      for (const item of each(other)) if (contains(self, item)) return false;
      return true;
    },
  });
}

/** Also for sets of other classes, which programs hand in. */
function hashOfItems(self: PyValue | undefined): PyInt {
  const table = new HashTable();
  for (const item of each(self as PyValue)) table.set(item, true);
  return hash(new PyFrozenSet(table));
}

function fillMutableSet(cls: PyType, set: PyType): void {
  const popOne = (self: PyValue): PyValue => {
    const item = iterate(self).next();
    if (item === undefined) throw raise.KeyError();
    callMethod(self, "discard", item);
    return item;
  };
  const clear = (self: PyValue): null => {
    while (
      orWhen(
        "KeyError",
        () => (callMethod(self, "pop"), true),
        () => false,
      )
    )
      spend(1);
    return null;
  };
  methods(cls, {
    "remove(self, value, /)"(self: PyValue, value: PyValue) {
      if (!contains(self, value)) throw raise.KeyError(value);
      callMethod(self, "discard", value);
      return null;
    },
    "pop(self, /)": popOne,
    "clear(self, /)": clear,
    "__ior__(self, it, /)"(self: PyValue, items: PyValue) {
      for (const item of each(items)) callMethod(self, "add", item);
      return self;
    },
    "__iand__(self, it, /)"(self: PyValue, items: PyValue) {
      for (const item of each(subtract(self, items))) callMethod(self, "discard", item);
      return self;
    },
    "__ixor__(self, it, /)"(self: PyValue, items: PyValue) {
      if (items === self) callMethod(self, "clear");
      else {
        for (const item of each(isInstance(items, set) ? items : fromIterable(self, items)))
          callMethod(self, contains(self, item) ? "discard" : "add", item);
      }
      return self;
    },
    "__isub__(self, it, /)"(self: PyValue, items: PyValue) {
      if (items === self) callMethod(self, "clear");
      else for (const item of each(items)) callMethod(self, "discard", item);
      return self;
    },
  });
}
