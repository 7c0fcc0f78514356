/** Attribute access: reading, setting and deleting, on objects, types and modules, with CPython's errors. */
import { PyBuiltin, PyGetSet, PyMemberDescriptor } from "./builtin.ts";
import { call1, callSpecial1, callSpecial2, isObject } from "./call.ts";
import { PyDict } from "./dict.ts";
import { raise, withField } from "./raise.ts";
import { isException } from "./exceptions.ts";
import { typeOf } from "./type-table.ts";
import { changeOwn, classKey, hasCustomGetattribute, instanceKey, isSubtype, lookup } from "./types.ts";
import { PyMethod, PyModule, PyObject, PyProperty, PyType, type PyValue } from "./values.ts";

type Table = Record<string, PyValue | undefined>;

/** An attribute, or a Python AttributeError. */
export function getAttribute(object: PyValue, name: string): PyValue {
  const value = findAttribute(object, name);
  if (value === undefined) throw missingAttribute(object, name);
  return value;
}

/**
 * `object.name` where the object has no attribute of its own by that name, unless it is in its dict; `inClass` is what its
 * JavaScript prototype offers.
 */
export function loadAttribute(object: PyValue, name: string, inClass: PyValue | undefined): PyValue {
  // The class of a native is not that of its prototype.
  if (!isObject(object) || object instanceof PyBuiltin) return getAttribute(object, name);
  if (inClass !== undefined && object.findAttribute === PyObject.prototype.findAttribute && object.dict === undefined) {
    // Fast path: constants, properties and methods of a class, without a lookup by name.
    if (!isObject(inClass) || inClass.bind === undefined) return inClass;
    const value = inClass.bind(object, object.cls);
    if (value !== undefined) return value;
  } else if (inClass === undefined && object.findAttribute === PyType.prototype.findAttribute) {
    const value = (object as PyType).proto[classKey(name)];
    if (value !== undefined && (!isObject(value) || value.bind === undefined)) return value;
  }
  return getAttribute(object, name);
}

/** An attribute, or undefined when the object has none of that name. A custom `__getattribute__` may throw its own error. */
export function findAttribute(object: PyValue, name: string): PyValue | undefined {
  if (typeof object === "object" && object !== null) return object.findAttribute(name);
  const type = typeOf(object);
  const value = type.proto[classKey(name)];
  if (typeof value === "object" && value !== null && value.bind !== undefined) return value.bind(object, type);
  return value;
}

/** getattr(object, name, None-like): AttributeErrors of any origin count as missing. */
export function attributeOr<T>(object: PyValue, name: string, fallback: T): PyValue | T {
  try {
    const value = findAttribute(object, name);
    return value === undefined ? fallback : value;
  } catch (error) {
    if (isException(error, "AttributeError")) return fallback;
    throw error;
  }
}

/** The AttributeError for a name that is not there. */
export function missingAttribute(object: PyValue, name: string): PyObject {
  // A bound method shows what its function has.
  if (object instanceof PyMethod) return missingAttribute(object.func, name);
  const text =
    object instanceof PyType
      ? `type object '${object.shown}' has no attribute '${name}'`
      : object instanceof PyModule
        ? moduleText(object, name)
        : `'${typeOf(object).shown}' object has no attribute '${name}'`;
  return withField(withField(raise.AttributeError(text), "name", name), "obj", object);
}

function moduleText(module: PyModule, name: string): string {
  const own = module.globals.getString("__name__");
  return typeof own === "string" ? `module '${own}' has no attribute '${name}'` : `module has no attribute '${name}'`;
}

/** Whether a value found in a class wins over an instance's own attribute. */
export function isDataDescriptor(value: PyObject): boolean {
  if (value instanceof PyGetSet || value instanceof PyProperty) return true;
  return (
    value.bind !== undefined &&
    (lookup(value.cls, "__set__") !== undefined || lookup(value.cls, "__delete__") !== undefined)
  );
}

/** An instance's own attribute. */
export function ownAttribute(object: PyObject, name: string): PyValue | undefined {
  const value = (object as unknown as Table)[instanceKey(name)];
  return value === undefined && object.dict ? object.dict.getString(name) : value;
}

PyObject.prototype.findAttribute = function find(this: PyObject, name: string): PyValue | undefined {
  const type = this.cls;
  const value = type.proto[classKey(name)];
  if (value === undefined) return ownAttribute(this, name);
  const descriptor = typeof value === "object" && value !== null && value.bind !== undefined ? value : null;
  if (descriptor !== null && isDataDescriptor(descriptor)) return descriptor.bind?.(this, type);
  const own = ownAttribute(this, name);
  if (own !== undefined) return own;
  return descriptor !== null ? descriptor.bind?.(this, type) : value;
};

PyType.prototype.findAttribute = function find(this: PyType, name: string): PyValue | undefined {
  const meta = this.cls;
  const key = classKey(name);
  const inMeta = meta.proto[key];
  const metaDescriptor = typeof inMeta === "object" && inMeta !== null && inMeta.bind !== undefined ? inMeta : null;
  if (metaDescriptor !== null && isDataDescriptor(metaDescriptor)) return metaDescriptor.bind?.(this, meta);
  const value = this.proto[key];
  if (value !== undefined) {
    return typeof value === "object" && value !== null && value.bind !== undefined
      ? value.bind(undefined, this)
      : value;
  }
  return metaDescriptor !== null ? metaDescriptor.bind?.(this, meta) : inMeta;
};

PyModule.prototype.findAttribute = function find(this: PyModule, name: string): PyValue | undefined {
  const value = this.globals.getString(name);
  if (value !== undefined) return value;
  const inClass = PyObject.prototype.findAttribute.call(this, name);
  if (inClass !== undefined) return inClass;
  const hook = this.globals.getString("__getattr__");
  return hook === undefined ? undefined : call1(hook, name);
};

/** Whether the property holds the value of a slot, which is no attribute of the instance's own. */
export function isSlot(object: PyObject, key: string): boolean {
  return (object as unknown as Table)[`t${key}`] instanceof PyMemberDescriptor;
}

/** `object.name = value`; generated code tells what the object's JavaScript prototype offers by that name. */
export function setAttribute(object: PyValue, name: string, value: PyValue, inClass?: PyValue): void {
  // Fast path: slots, 2x.
  if (inClass instanceof PyMemberDescriptor && inClass.slotKey !== null) {
    const slotted = object as PyObject;
    const isPlain = slotted.assignAttribute === PyObject.prototype.assignAttribute && slotted.dict === undefined;
    if (isPlain && isSubtype(slotted.cls, inClass.owner)) {
      (slotted as unknown as Table)[inClass.slotKey] = value;
      return;
    }
  }
  if (typeof object === "object" && object !== null) object.assignAttribute(name, value);
  else failToSet(object, name, value);
}

/** An attribute cannot be set, or deleted (no value). */
function failToSet(object: PyValue, name: string, value?: PyValue): never {
  const type = typeOf(object);
  const inClass = type.proto[classKey(name)];
  if (inClass instanceof PyGetSet) inClass.write(object, value);
  throw withField(
    withField(
      inClass !== undefined
        ? raise.AttributeError(`'${type.shown}' object attribute '${name}' is read-only`)
        : raise.AttributeError(`'${type.shown}' object has no attribute '${name}'`),
      "name",
      name,
    ),
    "obj",
    object,
  );
}

PyObject.prototype.assignAttribute = function assign(this: PyObject, name: string, value: PyValue): void {
  const type = this.cls;
  const inClass = type.proto[classKey(name)];
  if (typeof inClass === "object" && inClass !== null) {
    if (inClass instanceof PyGetSet) return inClass.write(this, value);
    const setter = lookup(inClass.cls, "__set__");
    if (setter !== undefined) {
      callSpecial2(setter, inClass, this, value);
      return;
    }
    if (lookup(inClass.cls, "__delete__") !== undefined) throw raise.AttributeError("__set__");
  }
  if (!type.hasInstanceDict) failToSet(this, name, value);
  if (!this.dict && !type.proto["plainSet" as string] && hasCustomGetattribute(type)) instanceDict(this);
  if (this.dict) this.dict.setString(name, value);
  else (this as unknown as Table)[instanceKey(name)] = value;
};

PyType.prototype.assignAttribute = function assign(this: PyType, name: string, value: PyValue): void {
  if (!this.isHeap) throw raise.TypeError(`cannot set '${name}' attribute of immutable type '${this.shown}'`);
  const inMeta = this.cls.proto[classKey(name)];
  if (typeof inMeta === "object" && inMeta !== null) {
    if (inMeta instanceof PyGetSet) return inMeta.write(this, value);
    const setter = lookup(inMeta.cls, "__set__");
    if (setter !== undefined) {
      callSpecial2(setter, inMeta, this, value);
      return;
    }
  }
  changeOwn(this, name, value);
};

// Names of a module are cells, never properties.
Object.defineProperty(PyModule.prototype, "plainSet", { value: false, writable: true, configurable: true });
PyModule.prototype.assignAttribute = function assign(this: PyModule, name: string, value: PyValue): void {
  const inClass = this.cls.proto[classKey(name)];
  if (inClass instanceof PyGetSet) inClass.write(this, value);
  else if (this.cls.isHeap && isObject(inClass ?? null) && lookup((inClass as PyObject).cls, "__set__") !== undefined) {
    PyObject.prototype.assignAttribute.call(this, name, value);
  } else this.globals.setString(name, value);
};

export function deleteAttribute(object: PyValue, name: string): void {
  if (typeof object === "object" && object !== null) object.removeAttribute(name);
  else failToSet(object, name);
}

PyObject.prototype.removeAttribute = function remove(this: PyObject, name: string): void {
  const type = this.cls;
  const inClass = type.proto[classKey(name)];
  if (typeof inClass === "object" && inClass !== null) {
    if (inClass instanceof PyGetSet) return inClass.write(this, undefined);
    const deleter = lookup(inClass.cls, "__delete__");
    if (deleter !== undefined) {
      callSpecial1(deleter, inClass, this);
      return;
    }
    if (lookup(inClass.cls, "__set__") !== undefined) throw raise.AttributeError("__delete__");
  }
  if (ownAttribute(this, name) === undefined) {
    if (!type.hasInstanceDict) failToSet(this, name);
    throw missingAttribute(this, name);
  }
  if (this.dict) this.dict.delete(name);
  else delete (this as unknown as Table)[instanceKey(name)];
};

PyType.prototype.removeAttribute = function remove(this: PyType, name: string): void {
  if (!this.isHeap) throw raise.TypeError(`cannot set '${name}' attribute of immutable type '${this.shown}'`);
  const inMeta = this.cls.proto[classKey(name)];
  if (inMeta instanceof PyGetSet) return inMeta.write(this, undefined);
  if (!this.namespace.has(name)) throw missingAttribute(this, name);
  changeOwn(this, name, undefined);
};

PyModule.prototype.removeAttribute = function remove(this: PyModule, name: string): void {
  if (!this.globals.delete(name)) throw missingAttribute(this, name);
};

/** `__dict__` of an instance. From now on its attributes live in this dict, which `$x` properties no longer shadow. */
export function instanceDict(object: PyObject): PyDict {
  if (object.dict) return object.dict;
  if (object instanceof PyModule) return object.globals;
  const dict = new PyDict();
  const table = object as unknown as Table;
  for (const key of Object.keys(object)) {
    if (!key.startsWith("$") || isSlot(object, key)) continue;
    dict.setString(key.slice(1), table[key] as PyValue);
    delete table[key];
  }
  object.dict = dict;
  // Own, so that the fast path of generated code leaves this object alone.
  Object.defineProperty(object, "plainSet", { value: false, configurable: true, writable: true });
  return dict;
}

/** Names of an instance's own attributes, without moving them into a dict. */
export function ownNames(object: PyObject): string[] {
  if (object.dict) return [...object.dict.keys()].filter((key): key is string => typeof key === "string");
  if (object instanceof PyModule)
    return [...object.globals.keys()].filter((key): key is string => typeof key === "string");
  return Object.keys(object)
    .filter((key) => key.startsWith("$") && !isSlot(object, key))
    .map((key) => key.slice(1));
}

/** Replaces `__dict__`. */
export function setInstanceDict(object: PyObject, dict: PyDict): void {
  instanceDict(object);
  object.dict = dict;
}
