/** functools.partial and partialmethod. */
import {
  attributeOr,
  getAttribute,
  instanceDict,
  ownNames,
  setAttribute,
  setInstanceDict,
} from "../../runtime/attributes.ts";
import { call, call1, call2 } from "../../runtime/call.ts";
import { attributes, constructor, members, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { orWhen } from "../method-call.ts";
import { toArray } from "../../runtime/iterate.ts";
import { paid, spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { guardedRepr, repr, toStr } from "../../runtime/show.ts";
import { isCallable } from "../../runtime/slots.ts";
import { type Waitable, waitCall, type Waiting } from "../../runtime/suspension.ts";
import { isTrue } from "../../runtime/truth.ts";
import { tupleType } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { type JsFunction, type Keywords, PyObject, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { moduleOf } from "../../builtins/object.ts";
import { instantiate, pythonFunction } from "../native-class.ts";

const NO_ARGUMENTS = new PyTuple();

export class PyPartial extends PyObject implements Waitable {
  func: PyValue = null;
  args: PyTuple = NO_ARGUMENTS;
  /** null until there are any, or somebody looks. */
  kept: PyDict | null = null;

  get keywords(): PyDict {
    return (this.kept ??= new PyDict());
  }
  set keywords(dict: PyDict) {
    this.kept = dict;
  }

  waitInvoke(args: PyValue[], keywords: Keywords | null): Waiting {
    return waitCall(this.func, [...this.args.items, ...args], mergeKeywords(this.kept, keywords));
  }
}

export const partialType: PyType = defineType("partial", PyPartial, { module: "functools", instanceDict: true });

/** Keywords of a call on top of those kept. */
function mergeKeywords(kept: PyDict | null, given: Keywords | null): Keywords | null {
  if (kept === null || kept.size === 0) return given;
  const merged: Keywords = new Map();
  spend(kept.size);
  for (const [key, value] of kept.entries()) {
    const name = asString(key);
    if (name === undefined) throw raise.TypeError("keywords must be strings");
    merged.set(name, value);
  }
  if (given !== null) for (const [key, value] of given) merged.set(key, value);
  return merged;
}

PyPartial.prototype.invoke = function invoke(this: PyPartial, args: PyValue[], keywords: Keywords | null): PyValue {
  const kept = this.args.items;
  return call(this.func, kept.length === 0 ? args : [...kept, ...args], mergeKeywords(this.kept, keywords));
};
// Fast path: one argument on top of none or one, without a list of them.
PyPartial.prototype.invoke1 = function invoke1(this: PyPartial, a: PyValue): PyValue {
  const kept = this.args.items;
  if (this.kept === null) {
    if (kept.length === 1) return call2(this.func, kept[0] as PyValue, a);
    if (kept.length === 0) return call1(this.func, a);
  }
  return this.invoke([a], null);
};

function keywordDict(kept: PyDict | null, given: Keywords): PyDict {
  const dict = kept === null ? new PyDict() : new PyDict(kept.copyTable());
  for (const [key, value] of given) dict.setString(key, value);
  return dict;
}

function argumentsText(args: readonly PyValue[], keywords: PyDict): string[] {
  spend(args.length + keywords.size);
  const parts = args.map(repr);
  for (const [key, value] of keywords.entries()) parts.push(`${toStr(key)}=${repr(value)}`);
  return parts;
}

function makePartial(cls: PyType, args: readonly PyValue[], keywords: Keywords | null): PyPartial {
  const [func, ...rest] = args;
  if (func === undefined) throw raise.TypeError("type 'partial' takes at least one argument");
  if (!isCallable(func)) throw raise.TypeError("the first argument must be callable");
  const made = instantiate<PyPartial>(cls);
  // A partial of a plain partial is one partial.
  const inner = func instanceof PyPartial && func.cls === partialType && ownNames(func).length === 0 ? func : null;
  made.func = inner === null ? func : inner.func;
  made.args = new PyTuple(inner === null ? rest : [...inner.args.items, ...rest]);
  const kept = inner === null ? null : inner.kept;
  if (kept !== null || (keywords !== null && keywords.size > 0))
    made.keywords = keywordDict(kept, keywords ?? new Map());
  return made;
}

constructor(partialType, "(cls, /, *args, **keywords)", makePartial);
// Fast path: partial(f, x) without the general protocol of calling a class.
partialType.invoke = (args, keywords) => makePartial(partialType, args, keywords);
methods(partialType, {
  "__call__(self, /, *args, **kwargs)": (self: PyPartial, args: PyValue[], keywords: Keywords) =>
    PyPartial.prototype.invoke.call(self, args, keywords),
  "__repr__(self, /)"(self: PyPartial) {
    const name = self.cls === partialType ? "functools.partial" : self.cls.name;
    return guardedRepr(
      self,
      "...",
      () => `${name}(${[repr(self.func), ...argumentsText(self.args.items, self.keywords)].join(", ")})`,
    );
  },
  "__reduce__(self, /)"(self: PyPartial) {
    const own = instanceDict(self);
    return new PyTuple([
      self.cls,
      new PyTuple([self.func]),
      new PyTuple([self.func, self.args, self.keywords, own.size === 0 ? null : own]),
    ]);
  },
  "__setstate__(self, state, /)"(self: PyPartial, state: PyValue) {
    const [func, args, keywords, own] = state instanceof PyTuple && state.items.length === 4 ? state.items : [];
    if (
      func === undefined ||
      !isCallable(func) ||
      !(args instanceof PyTuple) ||
      (keywords !== null && !(keywords instanceof PyDict))
    ) {
      throw raise.TypeError("invalid partial state");
    }
    self.func = func;
    self.args = args.cls === tupleType ? args : new PyTuple(toArray(args));
    self.keywords =
      keywords === null ? new PyDict() : keywords.cls.isHeap ? new PyDict(keywords.copyTable()) : keywords;
    setInstanceDict(self, own instanceof PyDict ? own : new PyDict());
    return null;
  },
});
members<PyPartial>(partialType, {
  func: (self) => self.func,
  args: (self) => self.args,
  keywords: (self) => self.keywords,
});
attributes<PyPartial>(partialType, {
  __dict__: {
    get: (self) => instanceDict(self),
    set(self, value) {
      if (!(value instanceof PyDict)) throw raise.TypeError("__dict__ must be set to a dictionary");
      setInstanceDict(self, value);
    },
  },
});
makeGeneric(partialType);

class PyPartialMethod extends PyObject {
  func: PyValue = null;
  args: PyTuple = new PyTuple();
  keywords: PyDict = new PyDict();
}

export const partialmethodType: PyType = defineType("partialmethod", PyPartialMethod, {
  module: "functools",
  instanceDict: true,
});

PyPartialMethod.prototype.bind = function bind(
  this: PyPartialMethod,
  instance: PyValue | undefined,
  owner: PyType,
): PyValue {
  const { func } = this;
  const binder = attributeOr(func, "__get__", undefined);
  if (binder !== undefined) {
    const bound = call(binder, [instance ?? null, owner]);
    if (bound !== func) {
      const result = partialType.invoke([bound, ...this.args.items], mergeKeywords(this.keywords, null));
      const self = attributeOr(bound, "__self__", undefined);
      if (self !== undefined) setAttribute(result, "__self__", self);
      return result;
    }
  }
  const plain = unbound(this);
  return instance === undefined ? plain : (plain.bind as NonNullable<PyObject["bind"]>).call(plain, instance, owner);
};

function unbound(method: PyPartialMethod): PyObject {
  const js: JsFunction = (self, args, keywords) => {
    const given = new Map([...(keywords as PyDict).entries()].map(([key, value]) => [asString(key) ?? "", value]));
    return call(
      method.func,
      [self as PyValue, ...method.args.items, ...(args as PyTuple).items],
      mergeKeywords(method.keywords, given),
    );
  };
  const f = pythonFunction({
    name: "_method",
    qualname: "partialmethod._make_unbound_method.<locals>._method",
    module: "functools",
    globals: new PyDict(),
    parameters: ["cls_or_self", "args", "keywords"],
    hasVarArgs: true,
    hasVarKeywords: true,
    js,
  });
  f.assignAttribute("__isabstractmethod__", isAbstract(method));
  f.assignAttribute("_partialmethod", method);
  return f;
}

function isAbstract(method: PyPartialMethod): boolean {
  return isTrue(attributeOr(method.func, "__isabstractmethod__", false));
}

constructor(partialmethodType, "(cls, /, *args, **keywords)", (cls: PyType) => instantiate<PyPartialMethod>(cls));
methods(partialmethodType, {
  "__init__(self, func, /, *args, **keywords)"(
    self: PyPartialMethod,
    func: PyValue,
    args: PyValue[],
    keywords: Keywords,
  ) {
    if (
      !isCallable(func) &&
      orWhen(
        "AttributeError",
        () => getAttribute(func, "__get__") === undefined,
        () => true,
      )
    ) {
      throw raise.TypeError(`${repr(func)} is not callable or a descriptor`);
    }
    const inner = func instanceof PyPartialMethod ? func : null;
    self.func = inner === null ? func : inner.func;
    self.args = new PyTuple(inner === null ? args : [...inner.args.items, ...args]);
    self.keywords = keywordDict(inner === null ? null : inner.keywords, keywords);
    return null;
  },
  "__get__(self, obj, cls=None)": (self: PyPartialMethod, instance: PyValue, owner: PyValue) =>
    (self.bind as NonNullable<PyObject["bind"]>).call(
      self,
      instance ?? undefined,
      owner instanceof PyType ? owner : (instance as PyObject).cls,
    ),
  "__repr__(self, /)"(self: PyPartialMethod) {
    const keywords = argumentsText([], self.keywords).join(", ");
    return `${moduleOf(self.cls) ?? ""}.${self.cls.qualname}(${repr(self.func)}, ${paid(self.args.items).map(repr).join(", ")}, ${keywords})`;
  },
});
attributes<PyPartialMethod>(partialmethodType, {
  func: (self) => self.func,
  args: (self) => self.args,
  keywords: (self) => self.keywords,
  __isabstractmethod__: isAbstract,
});
makeGeneric(partialmethodType);

/** What lies under partials, one in another. */
export function unwrapPartial(f: PyValue): PyValue {
  let inner = f;
  while (inner instanceof PyPartial) inner = inner.func;
  return inner;
}
