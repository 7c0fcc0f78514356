/** Calling: of any value, and of special methods. */
import { bindFunction } from "./bind-function.ts";
import { MisplacedNative, PyBuiltin } from "./builtin.ts";
import { raise } from "./raise.ts";
import { typeOf } from "./type-table.ts";
import { lookup } from "./types.ts";
import {
  type Keywords,
  NotImplemented,
  PyClassMethod,
  PyException,
  PyFunction,
  PyMethod,
  PyObject,
  PyStaticMethod,
  PyType,
  type PyValue,
} from "./values.ts";

export function isObject(value: PyValue): value is PyObject {
  return typeof value === "object" && value !== null;
}

export function notCallable(value: PyValue): never {
  throw raise.TypeError(`'${typeOf(value).shown}' object is not callable`);
}

export function call(f: PyValue, args: PyValue[], keywords: Keywords | null = null): PyValue {
  return typeof f === "object" && f !== null ? f.invoke(args, keywords) : notCallable(f);
}

export function call0(f: PyValue): PyValue {
  if (f instanceof PyFunction && f.arity === 0) return f.js();
  return typeof f === "object" && f !== null ? f.invoke0() : notCallable(f);
}

export function call1(f: PyValue, a: PyValue): PyValue {
  if (f instanceof PyFunction && f.arity === 1) return f.js(a);
  return typeof f === "object" && f !== null ? f.invoke1(a) : notCallable(f);
}

export function call2(f: PyValue, a: PyValue, b: PyValue): PyValue {
  if (f instanceof PyFunction && f.arity === 2) return f.js(a, b);
  return typeof f === "object" && f !== null ? f.invoke2(a, b) : notCallable(f);
}

export function call3(f: PyValue, a: PyValue, b: PyValue, c: PyValue): PyValue {
  if (f instanceof PyFunction && f.arity === 3) return f.js(a, b, c);
  return typeof f === "object" && f !== null ? f.invoke3(a, b, c) : notCallable(f);
}

// Special methods: `method` is what the class of `self` offers, not yet bound.

/** Binds what a class offers to an instance. */
export function bindTo(method: PyValue, self: PyValue): PyValue {
  return typeof method === "object" && method !== null && method.bind !== undefined
    ? method.bind(self, typeOf(self))
    : method;
}

export function callSpecial0(method: PyValue, self: PyValue): PyValue {
  if (method instanceof PyFunction && method.arity === 1) return method.js(self);
  if (
    method instanceof PyBuiltin &&
    method.self === undefined &&
    method.kind !== "classmethod" &&
    method.kind !== "function"
  ) {
    return method.method0(self);
  }
  return call0(bindTo(method, self));
}

export function callSpecial1(method: PyValue, self: PyValue, a: PyValue): PyValue {
  if (method instanceof PyFunction && method.arity === 2) return method.js(self, a);
  if (
    method instanceof PyBuiltin &&
    method.self === undefined &&
    method.kind !== "classmethod" &&
    method.kind !== "function"
  ) {
    return method.method1(self, a);
  }
  return call1(bindTo(method, self), a);
}

/** Calls a method of a comparison: a descriptor that fails to give one is no method. */
export function callComparison(method: PyValue, self: PyValue, other: PyValue): PyValue {
  if (method instanceof PyFunction || method instanceof PyBuiltin || method instanceof MisplacedNative)
    return callSpecial1(method, self, other);
  let bound: PyValue;
  try {
    bound = bindTo(method, self);
  } catch (error) {
    if (error instanceof PyException) return NotImplemented;
    throw error;
  }
  return call1(bound, other);
}

export function callSpecial2(method: PyValue, self: PyValue, a: PyValue, b: PyValue): PyValue {
  if (method instanceof PyFunction && method.arity === 3) return method.js(self, a, b);
  if (
    method instanceof PyBuiltin &&
    method.self === undefined &&
    method.kind !== "classmethod" &&
    method.kind !== "function"
  ) {
    return method.method2(self, a, b);
  }
  return call2(bindTo(method, self), a, b);
}

/** Calls what a class offers with any arguments. */
export function callSpecial(
  method: PyValue,
  self: PyValue,
  args: PyValue[],
  keywords: Keywords | null = null,
): PyValue {
  if (
    method instanceof PyBuiltin &&
    method.self === undefined &&
    method.kind !== "classmethod" &&
    method.kind !== "function"
  ) {
    return method.callWith(self, args, keywords);
  }
  return call(bindTo(method, self), args, keywords);
}

/** Calls a special method of `self` by name, looked up on its class; undefined when the class has none. */
export function callDunder(self: PyValue, name: string, ...args: PyValue[]): PyValue | undefined {
  const method = lookup(typeOf(self), name);
  return method === undefined ? undefined : callSpecial(method, self, args);
}

PyFunction.prototype.invoke = function invoke(this: PyFunction, args: PyValue[], keywords: Keywords | null): PyValue {
  if (this.arity === args.length && (keywords === null || keywords.size === 0)) return applyJs(this, args);
  return this.js(...bindFunction(this, args, keywords));
};

/**
 * Fast path: a call that leaves one or two defaults to be filled in. Gives them from the end, or null where arguments must be
 * bound.
 */
function defaultsFor(f: PyFunction, given: number): PyValue[] | null {
  const { arity, defaults } = f;
  return defaults !== null && arity > given && arity <= given + 2 && defaults.length >= arity - given ? defaults : null;
}

PyFunction.prototype.invoke0 = function invoke0(this: PyFunction): PyValue {
  const defaults = defaultsFor(this, 0);
  if (defaults === null) return this.invoke([], null);
  const last = defaults[defaults.length - 1];
  return this.arity === 1 ? this.js(last) : this.js(defaults[defaults.length - 2], last);
};
PyFunction.prototype.invoke1 = function invoke1(this: PyFunction, a: PyValue): PyValue {
  const defaults = defaultsFor(this, 1);
  if (defaults === null) return this.invoke([a], null);
  const last = defaults[defaults.length - 1];
  return this.arity === 2 ? this.js(a, last) : this.js(a, defaults[defaults.length - 2], last);
};
PyFunction.prototype.invoke2 = function invoke2(this: PyFunction, a: PyValue, b: PyValue): PyValue {
  const defaults = defaultsFor(this, 2);
  if (defaults === null) return this.invoke([a, b], null);
  const last = defaults[defaults.length - 1];
  return this.arity === 3 ? this.js(a, b, last) : this.js(a, b, defaults[defaults.length - 2], last);
};
PyFunction.prototype.invoke3 = function invoke3(this: PyFunction, a: PyValue, b: PyValue, c: PyValue): PyValue {
  const defaults = defaultsFor(this, 3);
  if (defaults === null) return this.invoke([a, b, c], null);
  const last = defaults[defaults.length - 1];
  return this.arity === 4 ? this.js(a, b, c, last) : this.js(a, b, c, defaults[defaults.length - 2], last);
};

function applyJs(f: PyFunction, args: PyValue[]): PyValue {
  switch (args.length) {
    case 0:
      return f.js();
    case 1:
      return f.js(args[0]);
    case 2:
      return f.js(args[0], args[1]);
    case 3:
      return f.js(args[0], args[1], args[2]);
    default:
      return f.js(...args);
  }
}

PyMethod.prototype.invoke = function invoke(this: PyMethod, args: PyValue[], keywords: Keywords | null): PyValue {
  return call(this.func, [this.self, ...args], keywords);
};
PyMethod.prototype.invoke0 = function invoke0(this: PyMethod): PyValue {
  return call1(this.func, this.self);
};
PyMethod.prototype.invoke1 = function invoke1(this: PyMethod, a: PyValue): PyValue {
  return call2(this.func, this.self, a);
};
PyMethod.prototype.invoke2 = function invoke2(this: PyMethod, a: PyValue, b: PyValue): PyValue {
  return call3(this.func, this.self, a, b);
};
PyStaticMethod.prototype.invoke = function invoke(
  this: PyStaticMethod,
  args: PyValue[],
  keywords: Keywords | null,
): PyValue {
  return call(this.func, args, keywords);
};

PyFunction.prototype.bind = function bind(this: PyFunction, instance: PyValue | undefined): PyValue {
  return instance === undefined ? this : new PyMethod(this, instance);
};
PyStaticMethod.prototype.bind = function bind(this: PyStaticMethod): PyValue {
  return this.func;
};
PyClassMethod.prototype.bind = function bind(
  this: PyClassMethod,
  _instance: PyValue | undefined,
  owner: PyType,
): PyValue {
  // CPython 3.9 to 3.12 chain to the wrapped object's own __get__ (a property under a classmethod).
  if (this.func instanceof PyFunction || this.func instanceof PyBuiltin) return new PyMethod(this.func, owner);
  if (typeof this.func === "object" && this.func !== null && this.func.bind !== undefined)
    return this.func.bind(owner, owner);
  return new PyMethod(this.func, owner);
};
