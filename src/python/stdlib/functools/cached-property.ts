/** functools.cached_property: computed once, then an attribute of the instance. */
import { attributeOr, instanceDict, ownAttribute } from "../../runtime/attributes.ts";
import { call1 } from "../../runtime/call.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { PyObject, PyType, type PyValue } from "../../runtime/values.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { instantiate } from "../native-class.ts";

class PyCachedProperty extends PyObject {
  func: PyValue = null;
  attributeName: string | null = null;
  doc: PyValue = null;
}

export const cachedPropertyType: PyType = defineType("cached_property", PyCachedProperty, {
  isPython: true,
  module: "functools",
  instanceDict: true,
});

PyCachedProperty.prototype.bind = function bind(this: PyCachedProperty, instance: PyValue | undefined): PyValue {
  if (instance === undefined) return this;
  const name = this.attributeName;
  if (name === null) throw raise.TypeError("Cannot use cached_property instance without calling __set_name__ on it.");
  const type = typeOf(instance);
  const shown = repr(type.name);
  if (instance instanceof PyType) {
    throw raise.TypeError(
      `The '__dict__' attribute on ${shown} instance does not support item assignment for caching ${repr(name)} property.`,
    );
  }
  if (!(instance instanceof PyObject) || !type.hasInstanceDict) {
    throw raise.TypeError(`No '__dict__' attribute on ${shown} instance to cache ${repr(name)} property.`);
  }
  const known = ownAttribute(instance, name);
  if (known !== undefined) return known;
  const value = call1(this.func, instance);
  // Past a `__setattr__` of the class, as an entry of `__dict__`.
  if (type.proto["plainSet" as string] === (true as unknown))
    PyObject.prototype.assignAttribute.call(instance, name, value);
  else instanceDict(instance).setString(name, value);
  return value;
};

constructor(cachedPropertyType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyCachedProperty>(cls));
methods(cachedPropertyType, {
  "__init__(self, func)"(self: PyCachedProperty, func: PyValue) {
    self.func = func;
    self.doc = attributeOr(func, "__doc__", null);
    return null;
  },
  "__set_name__(self, owner, name)"(self: PyCachedProperty, _owner: PyValue, name: PyValue) {
    const text = asString(name) ?? null;
    if (self.attributeName === null) self.attributeName = text;
    else if (text !== self.attributeName) {
      throw raise.TypeError(
        `Cannot assign the same cached_property to two different names (${repr(self.attributeName)} and ${repr(name)}).`,
      );
    }
    return null;
  },
  "__get__(self, instance, owner=None)": (self: PyCachedProperty, instance: PyValue) =>
    (self.bind as NonNullable<PyObject["bind"]>).call(self, instance ?? undefined, typeOf(instance)),
});
attributes<PyCachedProperty>(cachedPropertyType, {
  func: (self) => self.func,
  attrname: (self) => self.attributeName,
  __doc__: {
    get: (self) => self.doc,
    set: (self, value) => {
      self.doc = value ?? null;
    },
  },
});
makeGeneric(cachedPropertyType);
