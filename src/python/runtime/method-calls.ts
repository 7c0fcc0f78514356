/** Calls of methods, which find what is called and do not bind it. */
import { getAttribute, ownAttribute } from "./attributes.ts";
import { PyBuiltin } from "./builtin.ts";
import { call, call0, call1, call2, call3, callSpecial0, callSpecial1, callSpecial2 } from "./call.ts";
import { raise } from "./raise.ts";
import { current } from "./state.ts";
import { strType, superType, typeOf, typeType } from "./type-table.ts";
import { classKey, isSubtype } from "./types.ts";
import {
  PyClassMethod,
  PyFunction,
  PyMethod,
  PyModule,
  PyObject,
  PyStaticMethod,
  PySuper,
  PyType,
  type PyValue,
} from "./values.ts";

/** A name as calls of methods look for it. */
export class MethodName {
  readonly name: string;
  readonly key: string;
  /** The method that every str has by that name. */
  readonly ofString: PyBuiltin | undefined;
  constructor(name: string) {
    this.name = name;
    this.key = classKey(name);
    const method = strType.proto[this.key];
    this.ofString = method instanceof PyBuiltin && method.kind === "method" ? method : undefined;
  }
}

export function methodName(name: string): MethodName {
  return new MethodName(name);
}

/** The method of an object by its name, bound. */
function methodOf(object: PyValue, { name, key }: MethodName): PyValue {
  // `math.sqrt(x)`: names of a module.
  if (object instanceof PyModule) {
    const value = object.globals.getString(name);
    if (value !== undefined) return value;
  }
  if (object instanceof PyType && object.cls === typeType) {
    // `Base.method(self, ...)`: a function of a class is not bound.
    const value = object.proto[key];
    if (value instanceof PyFunction) return value;
    if (value instanceof PyStaticMethod && isStatic(value)) return value.func;
    if (
      value instanceof PyClassMethod &&
      value.bind === PyClassMethod.prototype.bind &&
      value.func instanceof PyFunction
    )
      return new PyMethod(value.func, object);
  }
  return lookedUp(object, name);
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
function native(object: PyValue, found: PyValue | undefined, name: MethodName): PyBuiltin | undefined {
  if (typeof object === "string") return name.ofString;
  if (typeof object === "number") {
    const method = typeOf(object).proto[name.key];
    return method instanceof PyBuiltin && method.kind === "method" ? method : undefined;
  }
  if (!(found instanceof PyBuiltin))
    return found === undefined && object instanceof PyType ? nativeOfClass(object, name.key) : undefined;
  if (found.kind !== "method") return undefined;
  // super() and proxies show another object; an attribute of the instance's own stands before what the class offers.
  const { cls, findAttribute } = object as PyObject;
  if (findAttribute !== PyObject.prototype.findAttribute) return undefined;
  return cls.hasInstanceDict && ownAttribute(object as PyObject, name.name) !== undefined ? undefined : found;
}

/** `datetime.fromisoformat(text)`: a class method of a built-in type. */
function nativeOfClass(cls: PyType, key: string): PyBuiltin | undefined {
  const value = cls.cls === typeType ? cls.proto[key] : undefined;
  return value instanceof PyBuiltin && value.kind === "classmethod" && value.self === undefined ? value : undefined;
}

/** The function that `super().name` binds, if it is one that takes the instance. */
function methodAbove({ thisClass, selfClass, self }: PySuper, { name }: MethodName): PyValue | undefined {
  if (selfClass === null || thisClass === null || self === selfClass) return undefined;
  const { mro } = selfClass;
  for (let index = mro.indexOf(thisClass) + 1; index < mro.length; index++) {
    const value = (mro[index] as PyType).namespace.get(name);
    if (value === undefined) continue;
    if (value instanceof PyFunction) return value;
    // A native of another class is for the general way to refuse.
    return value instanceof PyBuiltin && isSubtype(selfClass, value.owner ?? selfClass) ? value : undefined;
  }
  return undefined;
}

export function callMethod0(object: PyValue, found: PyValue | undefined, name: MethodName): PyValue {
  const method = native(object, found, name);
  if (method !== undefined) return method.method0(object);
  if (object instanceof PySuper) {
    const above = methodAbove(object, name);
    if (above !== undefined) return callSpecial0(above, object.self as PyValue);
  }
  return call0(methodOf(object, name));
}

export function callMethod1(object: PyValue, found: PyValue | undefined, name: MethodName, a: PyValue): PyValue {
  const method = native(object, found, name);
  if (method !== undefined) return method.method1(object, a);
  if (object instanceof PySuper) {
    const above = methodAbove(object, name);
    if (above !== undefined) return callSpecial1(above, object.self as PyValue, a);
  }
  return call1(methodOf(object, name), a);
}

export function callMethod2(
  object: PyValue,
  found: PyValue | undefined,
  name: MethodName,
  a: PyValue,
  b: PyValue,
): PyValue {
  const method = native(object, found, name);
  if (method !== undefined) return method.method2(object, a, b);
  if (object instanceof PySuper) {
    const above = methodAbove(object, name);
    if (above !== undefined) return callSpecial2(above, object.self as PyValue, a, b);
  }
  return call2(methodOf(object, name), a, b);
}

export function callMethod3(
  object: PyValue,
  found: PyValue | undefined,
  name: MethodName,
  a: PyValue,
  b: PyValue,
  c: PyValue,
): PyValue {
  const method = native(object, found, name);
  return method !== undefined ? method.callWith(object, [a, b, c], null) : call3(methodOf(object, name), a, b, c);
}

// What the class offers, of an object without an attribute of its own by that name: called without being bound.

/** Whether objects of the class find attributes the plain way. */
function isPlain(object: PyObject): boolean {
  return object.findAttribute === PyObject.prototype.findAttribute;
}

function isStatic(found: PyObject): found is PyStaticMethod {
  return found instanceof PyStaticMethod && found.bind === PyStaticMethod.prototype.bind;
}

export function callFound0(object: PyObject, found: PyObject, name: MethodName): PyValue {
  if (isPlain(object)) {
    if (found instanceof PyBuiltin) {
      if (found.kind === "method") return found.method0(object);
    } else if (found instanceof PyFunction) return call1(found, object);
    else if (isStatic(found)) return call0(found.func);
  }
  return callMethod0(object, found, name);
}

export function callFound1(object: PyObject, found: PyObject, name: MethodName, a: PyValue): PyValue {
  if (isPlain(object)) {
    if (found instanceof PyBuiltin) {
      if (found.kind === "method") return found.method1(object, a);
    } else if (found instanceof PyFunction) return call2(found, object, a);
    else if (isStatic(found)) return call1(found.func, a);
  }
  return callMethod1(object, found, name, a);
}

export function callFound2(object: PyObject, found: PyObject, name: MethodName, a: PyValue, b: PyValue): PyValue {
  if (isPlain(object)) {
    if (found instanceof PyBuiltin) {
      if (found.kind === "method") return found.method2(object, a, b);
    } else if (found instanceof PyFunction) return call3(found, object, a, b);
    else if (isStatic(found)) return call2(found.func, a, b);
  }
  return callMethod2(object, found, name, a, b);
}

export function callFound3(
  object: PyObject,
  found: PyObject,
  name: MethodName,
  a: PyValue,
  b: PyValue,
  c: PyValue,
): PyValue {
  if (isPlain(object)) {
    if (found instanceof PyBuiltin) {
      if (found.kind === "method") return found.callWith(object, [a, b, c], null);
    } else if (found instanceof PyFunction) return found.invoke([object, a, b, c], null);
    else if (isStatic(found)) return call3(found.func, a, b, c);
  }
  return callMethod3(object, found, name, a, b, c);
}

/** A method found by lookup, kept until its arguments are there. */
class LoadedMethod extends PyObject {
  readonly value: PyValue;
  /** Never equal to a count of arguments: generated code compares it with PyFunction's. */
  readonly methodArity: number = -2;
  constructor(value: PyValue) {
    super();
    this.value = value;
  }
}

/** What `object.name` is, before the arguments of its call are evaluated; natives and plain functions stay unbound. */
export function loadMethod(object: PyValue, found: PyValue | undefined, name: MethodName): PyBuiltin | LoadedMethod {
  return native(object, found, name) ?? new LoadedMethod(methodOf(object, name));
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

/** `super()` in a function with a parameter: what its class cell has, None where there is none, and its first argument. */
export function superOf(callee: PyValue, cls: PyValue | undefined, self: PyValue | undefined): PyValue {
  // Fast path: a method of an instance.
  if (callee === superType && cls instanceof PyType && self instanceof PyObject && !(self instanceof PyType)) {
    if (isSubtype(self.cls, cls)) {
      const object = new PySuper();
      object.thisClass = cls;
      object.self = self;
      object.selfClass = self.cls;
      return object;
    }
  }
  if (!(callee instanceof PyType) || callee.name !== "super") return call0(callee);
  if (self === undefined) throw raise.RuntimeError("super(): arg[0] deleted");
  if (cls === null) throw raise.RuntimeError("super(): __class__ cell not found");
  if (cls === undefined) throw raise.RuntimeError("super(): empty __class__ cell");
  return call2(callee, cls, self);
}
