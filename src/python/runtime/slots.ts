/** The generic forms of the slots: what objects of Python classes do, by calling whatever dunder their class defines. */
import { missingAttribute } from "./attributes.ts";
import {
  call,
  callComparison,
  callSpecial,
  callSpecial0,
  callSpecial1,
  callSpecial2,
  isObject,
  notCallable,
} from "./call.ts";
import { isException } from "./exceptions.ts";
import { isEqual } from "./equal.ts";
import { hashBigInt, unhashable } from "./hash.ts";
import { iterate, iterateByDunder } from "./iterate.ts";
import { spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { indexOrNot, toSize } from "./subscript.ts";
import { isTrue } from "./truth.ts";
import { typeOf } from "./type-table.ts";
import { genericSlot, lookup } from "./types.ts";
import {
  type Keywords,
  NotImplemented,
  PyIntObject,
  type PyInt,
  type PyIterator,
  PyObject,
  PyType,
  type PyValue,
} from "./values.ts";

genericSlot("getItem", function getItemByDunder(this: PyObject, key: PyValue): PyValue {
  const method = lookup(this.cls, "__getitem__");
  if (method !== undefined && method !== null) return callSpecial1(method, this, key);
  if (this instanceof PyType) {
    const forClass = this.findAttribute("__class_getitem__");
    if (forClass !== undefined && forClass !== null) return call(forClass, [key]);
    throw raise.TypeError(`type '${this.name}' is not subscriptable`);
  }
  throw raise.TypeError(`'${this.cls.shown}' object is not subscriptable`);
});
genericSlot("setItem", function setItemByDunder(this: PyObject, key: PyValue, value: PyValue): void {
  const method = lookup(this.cls, "__setitem__");
  if (method === undefined || method === null)
    refuseItem(this.cls, key, "does not support item assignment", "does not support item assignment");
  callSpecial2(method, this, key, value);
});
genericSlot("deleteItem", function deleteItemByDunder(this: PyObject, key: PyValue): void {
  const method = lookup(this.cls, "__delitem__");
  if (method === undefined || method === null)
    refuseItem(this.cls, key, "doesn't support item deletion", "does not support item deletion");
  callSpecial1(method, this, key);
});
/** CPython goes by an integer through the sequence protocol, which reads the integer and has words of its own. */
function refuseItem(type: PyType, key: PyValue, byIndex: string, byKey: string): never {
  const isIndexed = (type.isHeap || lookup(type, "__len__") !== undefined) && indexOrNot(key) !== undefined;
  if (isIndexed) toSize(key, "IndexError");
  throw raise.TypeError(`'${type.name}' object ${isIndexed ? byIndex : byKey}`);
}

genericSlot("length", function lengthByDunder(this: PyObject): number | undefined {
  const method = lookup(this.cls, "__len__");
  if (method === undefined || method === null) return undefined;
  const result = callSpecial0(method, this);
  const size = indexOrNot(result);
  if (size === undefined) throw raise.TypeError(`'${typeOf(result).shown}' object cannot be interpreted as an integer`);
  if (size < 0) throw raise.ValueError("__len__() should return >= 0");
  if (typeof size === "bigint") {
    if (size > 9223372036854775807n) throw raise.OverflowError("cannot fit 'int' into an index-sized integer");
    return Number(size);
  }
  return size;
});
genericSlot("contains", function containsByDunder(this: PyObject, item: PyValue): boolean {
  const method = lookup(this.cls, "__contains__");
  if (method === null) throw raise.TypeError(`'${this.cls.shown}' object is not a container`);
  if (method !== undefined) return isTrue(callSpecial1(method, this, item));
  if (lookup(this.cls, "__iter__") === undefined && lookup(this.cls, "__getitem__") === undefined) {
    throw raise.TypeError(`argument of type '${this.cls.shown}' is not iterable`);
  }
  let iterator: PyIterator;
  try {
    iterator = iterate(this);
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
    throw raise.TypeError(`argument of type '${this.cls.shown}' is not iterable`);
  }
  for (let candidate = iterator.next(); candidate !== undefined; candidate = iterator.next()) {
    spend(1);
    if (isEqual(candidate, item)) return true;
  }
  return false;
});
genericSlot("iterate", function iterateGeneric(this: PyObject): PyIterator {
  return iterateByDunder(this);
});
genericSlot(
  "next",
  function nextByDunder(this: PyObject): PyValue | undefined {
    const method = lookup(this.cls, "__next__");
    if (method === undefined || method === null) throw raise.TypeError(`'${this.cls.shown}' object is not iterable`);
    try {
      return callSpecial0(method, this);
    } catch (error) {
      if (isException(error, "StopIteration")) return undefined;
      throw error;
    }
  },
  false,
);
genericSlot(
  "isTrue",
  function isTrueByDunder(this: PyObject): boolean {
    const method = lookup(this.cls, "__bool__");
    if (method === null) return notCallable(null);
    if (method !== undefined) {
      const result = callSpecial0(method, this);
      if (typeof result !== "boolean")
        throw raise.TypeError(`__bool__ should return bool, returned ${typeOf(result).shown}`);
      return result;
    }
    const size = this.length();
    return size === undefined || size > 0;
  },
  false,
);
genericSlot(
  "hash",
  function hashByDunder(this: PyObject): PyInt {
    const method = lookup(this.cls, "__hash__");
    if (method === undefined || method === null) return unhashable(this);
    const result = callSpecial0(method, this);
    const value = result instanceof PyIntObject ? result.value : result === true ? 1 : result === false ? 0 : result;
    if (typeof value === "number") return value === -1 ? -2 : value;
    if (typeof value === "bigint") return hashBigInt(value);
    throw raise.TypeError("__hash__ method should return an integer");
  },
  false,
);
genericSlot(
  "equals",
  function equalsByDunder(this: PyObject, other: PyValue): PyValue {
    const method = lookup(this.cls, "__eq__");
    return method === undefined ? NotImplemented : callComparison(method, this, other);
  },
  false,
);

genericSlot("invoke", function invokeByDunder(this: PyObject, args: PyValue[], keywords: Keywords | null): PyValue {
  const method = lookup(this.cls, "__call__");
  if (method === undefined || method === null) return notCallable(this);
  return callSpecial(method, this, args, keywords);
});
genericSlot("invoke0", function invoke0(this: PyObject): PyValue {
  return this.invoke([], null);
});
genericSlot("invoke1", function invoke1(this: PyObject, a: PyValue): PyValue {
  return this.invoke([a], null);
});
genericSlot("invoke2", function invoke2(this: PyObject, a: PyValue, b: PyValue): PyValue {
  return this.invoke([a, b], null);
});
genericSlot("invoke3", function invoke3(this: PyObject, a: PyValue, b: PyValue, c: PyValue): PyValue {
  return this.invoke([a, b, c], null);
});
genericSlot(
  "bind",
  function bindByDunder(this: PyObject, instance: PyValue | undefined, owner: PyType): PyValue {
    const method = lookup(this.cls, "__get__");
    return method === undefined ? this : callSpecial2(method, this, instance === undefined ? null : instance, owner);
  },
  false,
);

genericSlot(
  "findAttribute",
  function findByDunder(this: PyObject, name: string): PyValue | undefined {
    const reader = lookup(this.cls, "__getattribute__");
    const fallback = lookup(this.cls, "__getattr__");
    let failure: unknown;
    try {
      const value = reader === undefined ? undefined : callSpecial1(reader, this, name);
      if (value !== undefined) return value;
    } catch (error) {
      if (fallback === undefined || !isException(error, "AttributeError")) throw error;
      failure = error;
    }
    if (fallback === undefined) throw failure ?? missingAttribute(this, name);
    return callSpecial1(fallback, this, name);
  },
  false,
);
genericSlot(
  "assignAttribute",
  function assignByDunder(this: PyObject, name: string, value: PyValue): void {
    callSpecial2(lookup(this.cls, "__setattr__") as PyValue, this, name, value);
  },
  false,
);
genericSlot(
  "removeAttribute",
  function removeByDunder(this: PyObject, name: string): void {
    callSpecial1(lookup(this.cls, "__delattr__") as PyValue, this, name);
  },
  false,
);

/** Whether a value can be called. */
export function isCallable(value: PyValue): boolean {
  return isObject(value) && (lookup(value.cls, "__call__") ?? null) !== null;
}
