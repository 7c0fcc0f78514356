/** object: what every value has. */
import {
  attributeOr,
  deleteAttribute,
  getAttribute,
  instanceDict,
  isDataDescriptor,
  missingAttribute,
  ownNames,
  setAttribute,
} from "../runtime/attributes.ts";
import { PyBuiltin } from "../runtime/builtin.ts";
import { call, callSpecial1 } from "../runtime/call.ts";
import { attributes, classMethods, constants, constructor, methods } from "../runtime/define.ts";
import { PyDict } from "../runtime/dict.ts";
import { hash, identityOf } from "../runtime/hash.ts";
import { misfit } from "../runtime/layout.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { repr, toStr } from "../runtime/show.ts";
import { toCInt } from "../runtime/subscript.ts";
import { attributeNames } from "../runtime/suggest.ts";
import { isTrue } from "../runtime/truth.ts";
import { moduleType, objectType, shownArgument, typeOf } from "../runtime/type-table.ts";
import { hasCustomGetattribute, isSubtype, lookup } from "../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  PyList,
  PyModule,
  PyObject,
  PyTuple,
  PyType,
  type PyValue,
} from "../runtime/values.ts";
import { copyregReduce } from "./reduce.ts";

constructor(objectType, "(cls, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  if (args.length > 0 || keywords.size > 0) {
    if (lookup(cls, "__new__") !== lookup(objectType, "__new__"))
      throw raise.TypeError("object.__new__() takes exactly one argument (the type to instantiate)");
    if (lookup(cls, "__init__") === lookup(objectType, "__init__"))
      throw raise.TypeError(`${cls.name}() takes no arguments`);
  }
  const native = cls.mro.find((base) => !base.isHeap) ?? objectType;
  if (native !== objectType) refuseShape(native, cls);
  return newInstance(cls);
});

/** A built-in type knows how its instances are made, in its `__new__` or `__init__`; without either nobody makes them. */
function refuseShape(type: PyType, cls: PyType): void {
  if (lookup(type, "__new__") !== lookup(objectType, "__new__")) {
    throw raise.TypeError(`object.__new__(${cls.name}) is not safe, use ${cls.name}.__new__()`);
  }
  if (lookup(type, "__init__") === lookup(objectType, "__init__"))
    throw raise.TypeError(`cannot create '${cls.name}' instances`);
}

/** An empty instance of a class; refused while it has abstract methods. */
export function newInstance(cls: PyType): PyObject {
  if (cls.abstractNames !== null && isTrue(cls.abstractNames)) {
    const names = [...toNames(cls.abstractNames)].sort();
    const quoted = names.join(", ");
    throw raise.TypeError(
      `Can't instantiate abstract class ${cls.name} with abstract method${names.length === 1 ? "" : "s"} ${quoted}`,
    );
  }
  const object = new (cls.jsClass as unknown as new () => PyObject)();
  // null on the prototype: the class has a `__getattribute__` of its own.
  if (object.dict === null && cls.hasInstanceDict) instanceDict(object);
  return object;
}

function toNames(value: PyValue): string[] {
  const iterator = value instanceof PyObject ? value.iterate() : null;
  const names: string[] = [];
  for (let item = iterator?.next(); item !== undefined; item = iterator?.next()) names.push(asString(item) ?? "");
  return names;
}

// In CPython's order, which vars(object) shows.
methods(objectType, {
  "__repr__(self, /)"(self: PyValue) {
    const type = typeOf(self);
    const module = moduleOf(type);
    const name = module === "builtins" || module === null ? type.qualname : `${module}.${type.qualname}`;
    // Numbers and texts of JavaScript have no identity; their hash stands for it.
    const identity = self instanceof PyObject ? identityOf(self) : hash(self);
    return `<${name} object at 0x${identity.toString(16).padStart(12, "0")}>`;
  },
  "__hash__(self, /)"(self: PyValue) {
    return self instanceof PyObject ? identityOf(self) : hash(self);
  },
  "__str__(self, /)"(self: PyValue) {
    return repr(self);
  },
  "__getattribute__(self, name, /)"(self: PyValue, name: PyValue) {
    const text = attributeName(name);
    const value = plainAttribute(self, text);
    return value === undefined ? getPlain(self, text) : value;
  },
  "__setattr__(self, name, value, /)"(self: PyValue, name: PyValue, value: PyValue) {
    const text = attributeName(name);
    if (self instanceof PyType) throw raise.TypeError("can't apply this __setattr__ to type object");
    if (self instanceof PyModule) PyModule.prototype.assignAttribute.call(self, text, value);
    else if (self instanceof PyObject) PyObject.prototype.assignAttribute.call(self, text, value);
    else setAttribute(self, text, value);
    return null;
  },
  "__delattr__(self, name, /)"(self: PyValue, name: PyValue) {
    const text = attributeName(name);
    if (self instanceof PyType) throw raise.TypeError("can't apply this __delattr__ to type object");
    if (self instanceof PyModule) PyModule.prototype.removeAttribute.call(self, text);
    else if (self instanceof PyObject) PyObject.prototype.removeAttribute.call(self, text);
    else deleteAttribute(self, text);
    return null;
  },
  "__lt__(self, value, /)": () => NotImplemented,
  "__le__(self, value, /)": () => NotImplemented,
  "__eq__(self, value, /)"(self: PyValue, other: PyValue) {
    return self === other ? true : NotImplemented;
  },
  "__ne__(self, value, /)"(self: PyValue, other: PyValue) {
    const method = lookup(typeOf(self), "__eq__");
    if (method instanceof PyBuiltin && method.owner === objectType) return self === other ? false : NotImplemented;
    const result = self instanceof PyObject ? self.equals(other) : callSpecial1(method as PyValue, self, other);
    return result === NotImplemented ? result : !isTrue(result);
  },
  "__gt__(self, value, /)": () => NotImplemented,
  "__ge__(self, value, /)": () => NotImplemented,
  "__init__(self, /, *args, **kwargs)"(self: PyValue, args: PyValue[], keywords: Keywords) {
    if (args.length === 0 && keywords.size === 0) return null;
    const type = typeOf(self);
    const init = lookup(type, "__init__"),
      make = lookup(type, "__new__");
    if (init !== lookup(objectType, "__init__"))
      throw raise.TypeError("object.__init__() takes exactly one argument (the instance to initialize)");
    if (make === lookup(objectType, "__new__"))
      throw raise.TypeError(`${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
    return null;
  },
  "__reduce_ex__(self, protocol, /)"(self: PyValue, protocol: PyValue) {
    const version = toCInt(protocol);
    if (lookup(typeOf(self), "__reduce__") !== lookup(objectType, "__reduce__"))
      return call(getAttribute(self, "__reduce__"), []);
    return copyregReduce(self, version);
  },
  "__reduce__(self, /)": (self: PyValue) => copyregReduce(self, 0),
  "__getstate__(self, /)"(self: PyValue) {
    return defaultState(self);
  },
});

classMethods(objectType, {
  "__subclasshook__(cls, subclass, /)": () => NotImplemented,
  "__init_subclass__(cls, /)": () => null,
});

methods(objectType, {
  "__format__(self, format_spec, /)"(self: PyValue, spec: PyValue) {
    const text = asString(spec);
    if (text === undefined) throw raise.TypeError(`__format__() argument must be str, not ${shownArgument(spec)}`);
    if (text !== "") throw raise.TypeError(`unsupported format string passed to ${typeOf(self).shown}.__format__`);
    return toStr(self);
  },
  "__sizeof__(self, /)": () => 16,
  "__dir__(self, /)": (self: PyValue) => new PyList(listedNames(self)),
});

function plainAttribute(self: PyValue, name: string): PyValue | undefined {
  if (self instanceof PyModule) return PyModule.prototype.findAttribute.call(self, name);
  return self instanceof PyObject && !(self instanceof PyType)
    ? PyObject.prototype.findAttribute.call(self, name)
    : undefined;
}

/** object.__getattribute__ for values that do not go the plain way (types, modules, primitives). */
function getPlain(self: PyValue, name: string): PyValue {
  const isOwnWay =
    self instanceof PyObject &&
    ((self.cls.isHeap && hasCustomGetattribute(self.cls)) || lookup(self.cls, "__getattr__") !== undefined);
  if (!isOwnWay) return getAttribute(self, name);
  const value = PyObject.prototype.findAttribute.call(self, name);
  if (value === undefined) throw missingAttribute(self, name);
  return value;
}

/** What dir() lists; a class's own `__getattribute__` is asked for where to look. */
function listedNames(self: PyValue): PyValue[] {
  const isPlain =
    !(self instanceof PyObject) ||
    !self.cls.isHeap ||
    (!hasCustomGetattribute(self.cls) && lookup(self.cls, "__class__") === lookup(objectType, "__class__"));
  if (isPlain) return attributeNames(self);
  const dict = attributeOr(self, "__dict__", null);
  const cls = attributeOr(self, "__class__", null);
  return [
    ...new Set([...(dict instanceof PyDict ? dict.keys() : []), ...(cls instanceof PyType ? attributeNames(cls) : [])]),
  ];
}

/** The state that copy and pickle take: the instance dictionary, and slots beside it. */
export function defaultState(self: PyValue): PyValue {
  if (!(self instanceof PyObject)) return null;
  const own = self.cls.hasInstanceDict ? copyOfDict(self) : null;
  const slots = slotNames(self.cls);
  if (slots.length === 0) return own;
  const values = new PyDict();
  for (const name of slots) {
    const value = attributeOr(self, name, undefined);
    if (value !== undefined) values.setString(name, value);
  }
  return values.size === 0 ? own : new PyTuple([own, values]);
}

/** The names of all slots, or what a class has noted as those. */
function slotNames({ mro, namespace }: PyType): string[] {
  const noted = namespace.get("__slotnames__");
  if (noted instanceof PyList) return noted.items.slice().map(attributeName);
  return mro.flatMap((cls) => cls.slotNames ?? []);
}

function copyOfDict(self: PyObject): PyValue {
  const dict = instanceDict(self);
  return dict.size === 0 ? null : dict;
}

export function attributeName(name: PyValue): string {
  const text = asString(name);
  if (text === undefined) throw raise.TypeError(`attribute name must be string, not '${typeOf(name).shown}'`);
  return text;
}

/** `__module__` of a type as text. */
export function moduleOf(type: PyType): string | null {
  const module = type.namespace.get("__module__");
  if (typeof module === "string") return module;
  return type.isHeap ? null : "builtins";
}

attributes<PyValue>(objectType, {
  __class__: {
    get: (self) => typeOf(self),
    set(self, value) {
      if (value === undefined) throw raise.TypeError("can't delete __class__ attribute");
      if (!(value instanceof PyType))
        throw raise.TypeError(`__class__ must be set to a class, not '${typeOf(value).shown}' object`);
      const before = typeOf(self);
      const areModules = isSubtype(before, moduleType) && isSubtype(value, moduleType);
      if (!areModules && (!before.isHeap || !value.isHeap))
        throw raise.TypeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
      const error = misfit(before, value, "__class__");
      if (error !== undefined) throw error;
      const object = self as PyObject; // Of a class that Python code made.
      if (readsOtherwise(value, object)) instanceDict(object);
      Object.setPrototypeOf(object, value.proto);
    },
  },
});

/** Whether a class shows something else than what the object has of its own. */
function readsOtherwise(type: PyType, object: PyObject): boolean {
  if (hasCustomGetattribute(type)) return true;
  return ownNames(object).some((name) => {
    const inClass = lookup(type, name);
    return inClass instanceof PyObject && isDataDescriptor(inClass);
  });
}

constants(objectType, { __doc__: null });
