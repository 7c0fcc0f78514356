/** type: classes as objects. */

import { PyBuiltin } from "../runtime/builtin.ts";
import { call, call1, call2, call3, callSpecial } from "../runtime/call.ts";
import { calculateMetaclass, newType, resolutionOrder } from "../runtime/classes.ts";
import { attributes, classMethods, constructor, members, methods } from "../runtime/define.ts";
import { PyDict } from "../runtime/dict.ts";
import { plainIsInstance, plainIsSubclass } from "../runtime/instance.ts";
import { asString } from "../runtime/operators.ts";
import { bestBase, changeBase, layoutOf, misfit } from "../runtime/layout.ts";
import { spend } from "../runtime/limits.ts";
import { exceptionTypes, newException, raise } from "../runtime/raise.ts";

import { attributeNames } from "../runtime/suggest.ts";
import { isTrue } from "../runtime/truth.ts";
import { objectType, shownArgument, typeOf, typeType } from "../runtime/type-table.ts";
import {
  changeOwn,
  computeMro,
  finishType,
  hasBase,
  hasCustomGetattribute,
  isSubtype,
  lookup,
  subclassesOf,
} from "../runtime/types.ts";
import {
  type Keywords,
  PyFunction,
  PyList,
  PyMappingProxy,
  PyObject,
  PyTuple,
  PyType,
  type PyValue,
} from "../runtime/values.ts";
import { encode } from "./encoding.ts";
import { attributeName, moduleOf, newInstance } from "./object.ts";
import { makeUnion } from "./union.ts";

constructor(typeType, "(cls, *args, **kwds)", (meta: PyType, args: PyValue[], keywords: Keywords) => {
  if (args.length !== 3) {
    if (meta === typeType && args.length === 1) return typeOf(args[0] as PyValue);
    throw raise.TypeError(
      meta === typeType
        ? "type() takes 1 or 3 arguments"
        : `type.__new__() takes exactly 3 arguments (${args.length} given)`,
    );
  }
  const [nameValue, bases, namespace] = args as [PyValue, PyValue, PyValue];
  const name = asString(nameValue);
  if (name === undefined)
    throw raise.TypeError(`type.__new__() argument 1 must be str, not ${shownArgument(nameValue)}`);
  if (!(bases instanceof PyTuple))
    throw raise.TypeError(`type.__new__() argument 2 must be tuple, not ${shownArgument(bases)}`);
  if (!(namespace instanceof PyDict))
    throw raise.TypeError(`type.__new__() argument 3 must be dict, not ${shownArgument(namespace)}`);
  checkTypeName(name);
  const doc = namespace.getString("__doc__");
  if (typeof doc === "string") checkUtf8(doc);
  const winner = calculateMetaclass(meta, bases.items);
  if (winner !== meta) {
    const make = lookup(winner, "__new__");
    if (make !== lookup(typeType, "__new__") && make !== undefined) {
      const found =
        typeof make === "object" && make !== null && make.bind !== undefined ? make.bind(undefined, winner) : make;
      return call(found ?? null, [winner, ...args], keywords);
    }
  }
  return newType(winner, name, bases.items, namespace, keywords.size > 0 ? keywords : null);
});

/** `C(...)`: `__new__`, then `__init__`. */
PyType.prototype.invoke = function invoke(this: PyType, args: PyValue[], keywords: Keywords | null): PyValue {
  const meta = this.cls;
  if (meta !== typeType) {
    const metaCall = lookup(meta, "__call__");
    if (!(metaCall instanceof PyBuiltin)) return callSpecial(metaCall as PyValue, this, args, keywords);
  }
  return construct(this, args, keywords);
};
PyType.prototype.invoke0 = function invoke0(this: PyType): PyValue {
  const init = plainInit(this);
  if (init === null) return this.invoke([], null);
  const object = create(this);
  return initialised(object, call1(init, object));
};
PyType.prototype.invoke1 = function invoke1(this: PyType, a: PyValue): PyValue {
  const init = plainInit(this);
  if (init !== null) {
    const object = create(this);
    return initialised(object, call2(init, object, a));
  }
  // Fast path: int(x), str(x) and their like, which have no `__init__`: half the time.
  if (!this.isHeap && this !== typeType && this.proto["t$__init__"] === OBJECT_INIT) {
    const make = this.proto["t$__new__"];
    if (make instanceof PyBuiltin && make.owner === this) return make.method1(this, a);
  }
  return this.invoke([a], null);
};
PyType.prototype.invoke2 = function invoke2(this: PyType, a: PyValue, b: PyValue): PyValue {
  const init = plainInit(this);
  if (init === null) return this.invoke([a, b], null);
  const object = create(this);
  return initialised(object, call3(init, object, a, b));
};
PyType.prototype.invoke3 = function invoke3(this: PyType, a: PyValue, b: PyValue, c: PyValue): PyValue {
  const init = plainInit(this);
  if (init === null) return this.invoke([a, b, c], null);
  const object = create(this);
  return initialised(object, init.arity === 4 ? init.js(object, a, b, c) : init.invoke([object, a, b, c], null));
};

/** Fast path: a class of Python code with nothing but an `__init__` in Python, 4x. */
function plainInit(type: PyType): PyFunction | null {
  const init = type.plainInit === undefined ? (type.plainInit = findPlainInit(type)) : type.plainInit;
  if (init === null || (type.abstractNames !== null && isTrue(type.abstractNames))) return null;
  return type.cls === typeType || type.cls.proto["t$__call__"] === TYPE_CALL ? init : null;
}

function findPlainInit(type: PyType): PyFunction | null {
  // Instances of a class with a `__getattribute__` of its own keep their attributes elsewhere.
  if (!type.isHeap || lookup(type, "__new__") !== OBJECT_NEW || hasCustomGetattribute(type)) return null;
  const init = lookup(type, "__init__");
  return init instanceof PyFunction ? init : null;
}

function create(type: PyType): PyObject {
  return new (type.jsClass as unknown as new () => PyObject)();
}

function initialised(object: PyObject, result: PyValue): PyObject {
  if (result !== null) throw raise.TypeError(`__init__() should return None, not '${typeOf(result).shown}'`);
  return object;
}

const OBJECT_NEW = lookup(objectType, "__new__");
const OBJECT_INIT = lookup(objectType, "__init__");

function construct(type: PyType, args: PyValue[], keywords: Keywords | null): PyValue {
  if (type === typeType && args.length === 1 && (keywords === null || keywords.size === 0))
    return typeOf(args[0] as PyValue);
  const make = lookup(type, "__new__");
  const init = lookup(type, "__init__");
  let object: PyValue;
  // Fast path: a class of Python code with nothing but an __init__, and exceptions.
  const isBare = type.isHeap && args.length === 0 && (keywords === null || keywords.size === 0),
    isException = make === lookup(exceptionTypes.BaseException, "__new__");
  if (make === OBJECT_NEW && (init !== OBJECT_INIT || isBare)) object = newInstance(type);
  else if (isException) object = newException(type, args);
  else if (make instanceof PyBuiltin)
    object = make.owner === type ? make.callWith(type, args, keywords) : make.invoke([type, ...args], keywords);
  else {
    if (make === undefined) throw raise.TypeError(`cannot create '${moduleOf(type)}.${type.name}' instances`);
    const found =
      typeof make === "object" && make !== null && make.bind !== undefined ? make.bind(undefined, type) : make;
    object = call(found, [type, ...args], keywords);
  }
  if (!isSubtype(typeOf(object), type)) return object;
  const actual = typeOf(object) === type ? init : lookup(typeOf(object), "__init__");
  if (actual === OBJECT_INIT) return object;
  // It keeps the arguments, which is done.
  if (isException && keywords === null && actual === lookup(exceptionTypes.BaseException, "__init__")) return object;
  const result =
    actual instanceof PyFunction && (keywords === null || keywords.size === 0) && actual.arity === args.length + 1
      ? initialise(actual, object, args)
      : callSpecial(actual as PyValue, object, args, keywords);
  return initialised(object as PyObject, result);
}

function initialise(init: PyFunction, object: PyValue, args: readonly PyValue[]): PyValue {
  switch (args.length) {
    case 0:
      return init.js(object);
    case 1:
      return init.js(object, args[0]);
    case 2:
      return init.js(object, args[0], args[1]);
    case 3:
      return init.js(object, args[0], args[1], args[2]);
    default:
      return init.js(object, ...args);
  }
}

methods(typeType, {
  "__init__(self, *args, **kwds)"(_self: PyType, args: PyValue[], keywords: Keywords) {
    if (keywords.size > 0 && args.length === 1) throw raise.TypeError("type.__init__() takes no keyword arguments");
    if (args.length !== 1 && args.length !== 3) throw raise.TypeError("type.__init__() takes 1 or 3 arguments");
    return null;
  },
  "__call__(self, /, *args, **kwargs)": (self: PyType, args: PyValue[], keywords: Keywords) =>
    construct(self, args, keywords),
  "__repr__(self, /)"(self: PyType) {
    const module = moduleOf(self);
    return module === null || module === "builtins"
      ? `<class '${self.qualname}'>`
      : `<class '${module}.${self.qualname}'>`;
  },
  "__getattribute__(self, name, /)"(self: PyType, name: PyValue) {
    const text = attributeName(name);
    const value = PyType.prototype.findAttribute.call(self, text);
    if (value === undefined) throw raise.AttributeError(`type object '${self.name}' has no attribute '${text}'`);
    return value;
  },
  "__setattr__(self, name, value, /)"(self: PyType, name: PyValue, value: PyValue) {
    PyType.prototype.assignAttribute.call(self, attributeName(name), value);
    return null;
  },
  "__delattr__(self, name, /)"(self: PyType, name: PyValue) {
    PyType.prototype.removeAttribute.call(self, attributeName(name));
    return null;
  },
  "__dir__(self, /)": (self: PyType) => new PyList(attributeNames(self)),
  "mro(self, /)": (self: PyType) => new PyList(computeMro(self, self.bases)),
  "__subclasses__(self, /)": (self: PyType) => new PyList(liveSubclasses(self)),
  "__instancecheck__(self, instance, /)": (self: PyType, instance: PyValue) => plainIsInstance(instance, self),
  "__subclasscheck__(self, subclass, /)": (self: PyType, subclass: PyValue) => plainIsSubclass(subclass, self),
  "__or__(self, value, /)": (self: PyType, other: PyValue) => makeUnion(self, other),
  "__ror__(self, value, /)": (self: PyType, other: PyValue) => makeUnion(other, self),
  "__sizeof__(self, /)": () => 400,
});

classMethods(typeType, {
  "__prepare__(cls, *args, **kwargs)": () => new PyDict(),
});

const TYPE_CALL = lookup(typeType, "__call__");

members<PyType>(typeType, {
  __base__: (self) => layoutOf(self).base,
  // None while the metaclass's own `mro` makes it.
  __mro__: (self) => (self.mro.length === 0 ? null : new PyTuple(self.mro)),
  __flags__: (self) => (self.isHeap ? 1 << 9 : 1 << 8) | (self.isFinal ? 0 : 1 << 10),
  __basicsize__: (self) => layoutOf(self).size,
  __itemsize__: (self) => layoutOf(self).itemSize,
  __dictoffset__: (self) => layoutOf(self).dict,
  __weakrefoffset__: (self) => layoutOf(self).weak,
});

attributes<PyType>(typeType, {
  __name__: {
    get: (self) => self.name,
    set(self, given) {
      const value = assigned(self, "__name__", given),
        text = asString(value);
      if (text === undefined)
        throw raise.TypeError(`can only assign string to ${self.name}.__name__, not '${typeOf(value).shown}'`);
      checkTypeName(text);
      self.name = text;
    },
  },
  __qualname__: {
    get: (self) => self.qualname,
    set(self, given) {
      const value = assigned(self, "__qualname__", given),
        text = asString(value);
      if (text === undefined)
        throw raise.TypeError(`can only assign string to ${self.name}.__qualname__, not '${typeOf(value).shown}'`);
      self.qualname = text;
    },
  },
  __module__: {
    get: (self) => self.namespace.get("__module__") ?? (self.isHeap ? null : "builtins"),
    set(self, value) {
      changeOwn(self, "__module__", assigned(self, "__module__", value));
    },
  },
  __bases__: {
    get: (self) => new PyTuple(self.bases),
    set(self, given) {
      const value = assigned(self, "__bases__", given);
      if (!(value instanceof PyTuple))
        throw raise.TypeError(`can only assign tuple to ${self.name}.__bases__, not ${typeOf(value).shown}`);
      if (value.items.length === 0)
        throw raise.TypeError(`can only assign non-empty tuple to ${self.name}.__bases__, not ()`);
      changeBases(self, value.items);
    },
  },
  __dict__: (self) => new PyMappingProxy(new TypeNamespace(self)),
  __doc__: {
    get(self) {
      const doc = self.namespace.get("__doc__");
      if (doc !== undefined && doc instanceof PyObject && doc.bind !== undefined) return doc.bind(undefined, self);
      return doc ?? null;
    },
    set(self, value) {
      changeOwn(self, "__doc__", assigned(self, "__doc__", value));
    },
  },
  __abstractmethods__: {
    get(self) {
      if (self.abstractNames === null) throw raise.AttributeError("__abstractmethods__");
      return self.abstractNames;
    },
    set(self, value) {
      mutable(self, "__abstractmethods__");
      if (value === undefined && self.abstractNames === null) throw raise.AttributeError("__abstractmethods__");
      self.abstractNames = value ?? null;
    },
  },
  __annotations__: {
    get(self) {
      const own = self.namespace.get("__annotations__");
      if (own !== undefined) return own;
      if (!self.isHeap) throw raise.AttributeError(`type object '${self.name}' has no attribute '__annotations__'`);
      const fresh = new PyDict();
      changeOwn(self, "__annotations__", fresh);
      return fresh;
    },
    set(self, value) {
      mutable(self, "__annotations__");
      if (value === undefined && !self.namespace.has("__annotations__")) throw raise.AttributeError("__annotations__");
      changeOwn(self, "__annotations__", value);
    },
  },
  __text_signature__: () => null,
});

function mutable(type: PyType, name: string): void {
  if (!type.isHeap) throw raise.TypeError(`cannot set '${name}' attribute of immutable type '${type.name}'`);
}

/** What is assigned to an attribute that every class has and none can lose. */
function assigned(type: PyType, name: string, value: PyValue | undefined): PyValue {
  mutable(type, name);
  if (value === undefined) throw raise.TypeError(`cannot delete '${name}' attribute of immutable type '${type.name}'`);
  return value;
}

/** CPython keeps the name as UTF-8 and ends it with a null. */
function checkTypeName(name: string): void {
  if (name.includes("\0")) throw raise.ValueError("type name must not contain null characters");
  checkUtf8(name);
}

function checkUtf8(text: string): void {
  if (/\p{Surrogate}/u.test(text)) encode(text);
}

function changeBases(type: PyType, items: readonly PyValue[]): void {
  const bases: PyType[] = [];
  for (const item of items) {
    if (!(item instanceof PyType))
      throw raise.TypeError(`${type.name}.__bases__ must be tuple of classes, not '${typeOf(item).shown}'`);
    if (isSubtype(item, type) || hasBase(item, type))
      throw raise.TypeError("a __bases__ item causes an inheritance cycle");
    if (item.isFinal) throw raise.TypeError(`type '${item.name}' is not an acceptable base type`);
    bases.push(item);
  }
  const best = bestBase(bases);
  const repeated = bases.find((base, index) => bases.indexOf(base) < index);
  if (repeated !== undefined) throw raise.TypeError(`duplicate base class ${repeated.name}`);
  const before = type.bases,
    base = layoutOf(type).base as PyType; // Only object has none, and it cannot be changed.
  const error = misfit(base, best, "__bases__");
  if (error !== undefined) throw error;
  type.bases = bases;
  changeBase(type, best);
  const changes: MroChange[] = [];
  try {
    changeOrder(type, changes);
  } catch (failure) {
    for (const { cls, old, fresh } of changes.reverse()) if (cls.mro === fresh) cls.mro = old;
    if (type.bases === bases) {
      type.bases = before;
      changeBase(type, base);
    }
    throw failure;
  }
  // An `mro` of a metaclass may have assigned other bases meanwhile.
  if (type.bases !== bases) return;
  for (const each of before)
    for (const reference of subclassesOf(each)) if (reference.deref() === type) subclassesOf(each).delete(reference);
  for (const each of bases) subclassesOf(each).add(new WeakRef(type));
  Object.setPrototypeOf(type.proto, best.proto);
  for (const { cls } of changes) finishType(cls);
}

interface MroChange {
  cls: PyType;
  old: PyType[];
  fresh: PyType[];
}

/** New resolution orders of a class and all below it; those of subclasses are left alone where an `mro` changed its own class. */
function changeOrder(cls: PyType, changes: MroChange[]): void {
  const old = cls.mro,
    fresh = resolutionOrder(cls);
  if (cls.mro !== old) return;
  cls.mro = fresh;
  changes.push({ cls, old, fresh });
  for (const subclass of liveSubclasses(cls)) changeOrder(subclass, changes);
}

function liveSubclasses(type: PyType): PyType[] {
  return [...subclassesOf(type)].map((reference) => reference.deref()).filter((found) => found !== undefined);
}

/** A class's namespace seen as a dict; what `C.__dict__` proxies. */
class TypeNamespace extends PyDict {
  readonly type: PyType;
  constructor(type: PyType) {
    super();
    this.type = type;
  }
  override get size(): number {
    return this.type.namespace.size;
  }
  override get(key: PyValue): PyValue | undefined {
    const text = asString(key);
    return text === undefined ? undefined : this.type.namespace.get(text);
  }
  override getString(key: string): PyValue | undefined {
    return this.type.namespace.get(key);
  }
  override has(key: PyValue): boolean {
    return this.get(key) !== undefined;
  }
  override keys(): IterableIterator<PyValue> {
    return this.type.namespace.keys();
  }
  override values(): IterableIterator<PyValue> {
    return this.type.namespace.values();
  }
  override entries(): IterableIterator<[PyValue, PyValue]> {
    return this.type.namespace.entries();
  }
  override copyTable(): ReturnType<PyDict["copyTable"]> {
    const copy = new PyDict();
    spend(this.size);
    for (const [key, value] of this.entries()) copy.set(key, value);
    return copy.copyTable();
  }
  override storedKey(key: PyValue): PyValue | undefined {
    return this.has(key) ? key : undefined;
  }
}
