/** Calls of methods, which find what is called and do not bind it. */
import { getAttribute, ownAttribute } from "./attributes.ts";
import { PyBuiltin } from "./builtin.ts";
import { call, call0, call1, call2, call3 } from "./call.ts";
import { raise } from "./raise.ts";
import { current } from "./state.ts";
import { typeOf, typeType } from "./type-table.ts";
import { nameOf } from "./types.ts";
import { type Keywords, PyFunction, PyObject, PyType, type PyValue } from "./values.ts";

/** The method of an object by its class key, bound; `found` is what the object's JavaScript prototype has under the key. */
function methodOf(object: PyValue, key: string): PyValue {
  if (object instanceof PyType && object.cls === typeType) {
    // `Base.method(self, ...)`: a function of a class is not bound.
    const value = object.proto[key];
    if (value instanceof PyFunction) return value;
  }
  return lookedUp(object, nameOf(key));
}

function lookedUp(object: PyValue, name: string): PyValue {
  try {
    return getAttribute(object, name);
  } catch (error) {
    current.failedLookup = error;
    throw error;
  }
}

/** A method of a built-in type that can be called without being bound. */
function native(object: PyValue, found: PyValue | undefined, key: string): PyBuiltin | undefined {
  if (typeof object === "string" || typeof object === "number") {
    const method = typeOf(object).proto[key];
    return method instanceof PyBuiltin && method.kind === "method" ? method : undefined;
  }
  if (!(found instanceof PyBuiltin))
    return found === undefined && object instanceof PyType ? nativeOfClass(object, key) : undefined;
  if (found.kind !== "method") return undefined;
  // super() and proxies show another object; an attribute of the instance's own stands before what the class offers.
  const { cls, findAttribute } = object as PyObject;
  if (findAttribute !== PyObject.prototype.findAttribute) return undefined;
  return cls.hasInstanceDict && ownAttribute(object as PyObject, nameOf(key)) !== undefined ? undefined : found;
}

/** `datetime.fromisoformat(text)`: a class method of a built-in type. */
function nativeOfClass(cls: PyType, key: string): PyBuiltin | undefined {
  const value = cls.cls === typeType ? cls.proto[key] : undefined;
  return value instanceof PyBuiltin && value.kind === "classmethod" ? value : undefined;
}

export function callMethod0(object: PyValue, found: PyValue | undefined, key: string): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.method0(object) : call0(methodOf(object, key));
}

export function callMethod1(object: PyValue, found: PyValue | undefined, key: string, a: PyValue): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.method1(object, a) : call1(methodOf(object, key), a);
}

export function callMethod2(object: PyValue, found: PyValue | undefined, key: string, a: PyValue, b: PyValue): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.method2(object, a, b) : call2(methodOf(object, key), a, b);
}

export function callMethod3(
  object: PyValue,
  found: PyValue | undefined,
  key: string,
  a: PyValue,
  b: PyValue,
  c: PyValue,
): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.callWith(object, [a, b, c], null) : call3(methodOf(object, key), a, b, c);
}

/** A method found by lookup, kept until its arguments are there. */
class LoadedMethod extends PyObject {
  readonly value: PyValue;
  /** Never equal to a count of arguments: generated code compares it with PyFunction's. */
  readonly arity: number = -2;
  constructor(value: PyValue) {
    super();
    this.value = value;
  }
}

/** What `object.name` is, before the arguments of its call are evaluated; natives and plain functions stay unbound. */
export function loadMethod(object: PyValue, found: PyValue | undefined, key: string): PyBuiltin | LoadedMethod {
  return native(object, found, key) ?? new LoadedMethod(methodOf(object, key));
}

export function callLoaded0(object: PyValue, method: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call0(method.value);
  return method instanceof PyBuiltin ? method.method0(object) : call1(method, object);
}

export function callLoaded1(object: PyValue, method: PyValue, a: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call1(method.value, a);
  return method instanceof PyBuiltin ? method.method1(object, a) : call2(method, object, a);
}

export function callLoaded2(object: PyValue, method: PyValue, a: PyValue, b: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call2(method.value, a, b);
  return method instanceof PyBuiltin ? method.method2(object, a, b) : call3(method, object, a, b);
}

export function callLoaded3(object: PyValue, method: PyValue, a: PyValue, b: PyValue, c: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call3(method.value, a, b, c);
  return method instanceof PyBuiltin ? method.callWith(object, [a, b, c], null) : call(method, [object, a, b, c]);
}

export function callMethod(object: PyValue, name: string, args: PyValue[], keywords: Keywords | null): PyValue {
  return call(lookedUp(object, name), args, keywords);
}

/** `super()` in a method. */
export function superOf(callee: PyValue, cls: PyValue | undefined, self: PyValue | undefined): PyValue {
  if (!(callee instanceof PyType) || callee.name !== "super") return call0(callee);
  if (self === undefined) throw raise.RuntimeError("super(): no arguments");
  if (cls === undefined) throw raise.RuntimeError("super(): empty __class__ cell");
  return call2(callee, cls, self);
}
