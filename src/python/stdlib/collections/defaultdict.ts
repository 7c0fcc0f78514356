/** collections.defaultdict. */
import { call, callSpecial1 } from "../../runtime/call.ts";
import type { PyBuiltin } from "../../runtime/builtin.ts";
import { constructor, members, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { iterate } from "../../runtime/iterate.ts";
import { raise } from "../../runtime/raise.ts";
import { guardedRepr, repr } from "../../runtime/show.ts";
import { isCallable } from "../../runtime/slots.ts";
import { dictType } from "../../runtime/type-table.ts";
import { defineType, lookup } from "../../runtime/types.ts";
import { type Keywords, NotImplemented, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { callMethod } from "../method-call.ts";
import { instantiate } from "../native-class.ts";

export class PyDefaultDict extends PyDict {
  factory: PyValue = null;
}

export const defaultdictType: PyType = defineType("defaultdict", PyDefaultDict, {
  base: dictType,
  module: "collections",
});

/** A method of dict, called on a dict of a subclass. */
export function dictMethod(
  name: string,
  self: PyDict,
  args: readonly PyValue[] = [],
  keywords: Keywords | null = null,
): PyValue {
  return (lookup(dictType, name) as PyBuiltin).callWith(self, args, keywords);
}

function missing(self: PyDefaultDict, key: PyValue): PyValue {
  if (self.factory === null) throw raise.KeyError(key);
  const value = call(self.factory, []);
  self.setItem(key, value);
  return value;
}

const MISSING_METHOD = "__missing__";

PyDefaultDict.prototype.getItem = function getItem(this: PyDefaultDict, key: PyValue): PyValue {
  const value = this.get(key);
  if (value !== undefined) return value;
  if (this.cls === defaultdictType) return missing(this, key);
  return callSpecial1(lookup(this.cls, MISSING_METHOD) as PyValue, this, key);
};

function copy(self: PyDefaultDict): PyValue {
  return self.cls.invoke([self.factory, self], null);
}

/** `a | b` when one of them is a defaultdict: its class, its factory. */
function merged(self: PyDefaultDict, left: PyValue, right: PyValue): PyValue {
  if (!(left instanceof PyDict) || !(right instanceof PyDict)) return NotImplemented;
  const result = self.cls.invoke([self.factory, left], null);
  callMethod(result, "update", right);
  return result;
}

constructor(defaultdictType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyDefaultDict>(cls));
methods(defaultdictType, {
  "__init__(self, default_factory=None, /, *args, **kwargs)"(
    self: PyDefaultDict,
    factory: PyValue,
    args: PyValue[],
    keywords: Keywords,
  ) {
    if (factory !== null && !isCallable(factory)) throw raise.TypeError("first argument must be callable or None");
    self.factory = factory;
    return dictMethod("__init__", self, args, keywords);
  },
  "__missing__(self, key, /)": missing,
  "__getitem__(self, key, /)": (self: PyDefaultDict, key: PyValue) => PyDefaultDict.prototype.getItem.call(self, key),
  "copy(self, /)": copy,
  "__copy__(self, /)": copy,
  "__reduce__(self, /)": (self: PyDefaultDict) =>
    new PyTuple([
      self.cls,
      new PyTuple(self.factory === null ? [] : [self.factory]),
      null,
      null,
      iterate(callMethod(self, "items")) as unknown as PyValue,
    ]),
  "__repr__(self, /)"(self: PyDefaultDict) {
    const factory = guardedRepr(factoryKey(self), "...", () => repr(self.factory));
    return `${self.cls.name}(${factory}, ${dictMethod("__repr__", self) as string})`;
  },
  "__or__(self, value, /)": (self: PyDefaultDict, other: PyValue) => merged(self, self, other),
  "__ror__(self, value, /)": (self: PyDefaultDict, other: PyValue) => merged(self, other, self),
});
members<PyDefaultDict>(defaultdictType, {
  default_factory: {
    get: (self) => self.factory,
    set(self, value) {
      self.factory = value ?? null;
    },
  },
});
makeGeneric(defaultdictType);

const factoryKeys = new WeakMap<PyDefaultDict, object>();
/** The factory may show the dict it belongs to: that circle is noticed apart from that of the items. */
function factoryKey(self: PyDefaultDict): object {
  let key = factoryKeys.get(self);
  if (key === undefined) factoryKeys.set(self, (key = {}));
  return key;
}
