/** types.DynamicClassAttribute: a property of instances that leaves the name free for the class. */
import { attributeOr } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import { instantiate } from "../native-class.ts";

export class PyDynamicAttribute extends PyObject {
  fget: PyValue = null;
  fset: PyValue = null;
  fdel: PyValue = null;
  doc: PyValue = null;
  overwritesDoc = false;
  isAbstract = false;
}

export const dynamicAttributeType: PyType = defineType("DynamicClassAttribute", PyDynamicAttribute, {
  isPython: true,
  module: "types",
  instanceDict: true,
});

PyDynamicAttribute.prototype.bind = function bind(this: PyDynamicAttribute, instance: PyValue | undefined): PyValue {
  if (instance === undefined) {
    if (this.isAbstract) return this;
    throw raise.AttributeError();
  }
  if (this.fget === null) throw raise.AttributeError("unreadable attribute");
  return call(this.fget, [instance]);
};

/** A copy with one accessor replaced. */
function replaced(self: PyDynamicAttribute, change: { fget?: PyValue; fset?: PyValue; fdel?: PyValue }): PyValue {
  const { fget = self.fget, fset = self.fset, fdel = self.fdel } = change;
  const doc =
    change.fget !== undefined && change.fget !== null && self.overwritesDoc
      ? attributeOr(change.fget, "__doc__", null)
      : self.doc;
  const copy = call(self.cls, [fget, fset, fdel, doc ?? self.doc]);
  if (copy instanceof PyDynamicAttribute) copy.overwritesDoc = self.overwritesDoc;
  return copy;
}

constructor(dynamicAttributeType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyDynamicAttribute>(cls));
methods(dynamicAttributeType, {
  "__init__(self, fget=None, fset=None, fdel=None, doc=None)"(
    self: PyDynamicAttribute,
    fget: PyValue,
    fset: PyValue,
    fdel: PyValue,
    doc: PyValue,
  ) {
    self.fget = fget;
    self.fset = fset;
    self.fdel = fdel;
    self.doc = doc ?? attributeOr(fget, "__doc__", null);
    // An instance of a subclass must not show its class's text instead.
    if (self.cls !== dynamicAttributeType) self.assignAttribute("__doc__", self.doc);
    self.overwritesDoc = doc === null;
    self.isAbstract = fget !== null && isTrue(attributeOr(fget, "__isabstractmethod__", false));
    return null;
  },
  "__get__(self, instance, ownerclass=None)": (self: PyDynamicAttribute, instance: PyValue) =>
    (self.bind as NonNullable<PyObject["bind"]>).call(self, instance ?? undefined, typeOf(instance)),
  "__set__(self, instance, value)"(self: PyDynamicAttribute, instance: PyValue, value: PyValue) {
    if (self.fset === null) throw raise.AttributeError("can't set attribute");
    call(self.fset, [instance, value]);
    return null;
  },
  "__delete__(self, instance)"(self: PyDynamicAttribute, instance: PyValue) {
    if (self.fdel === null) throw raise.AttributeError("can't delete attribute");
    call(self.fdel, [instance]);
    return null;
  },
  "getter(self, fget)": (self: PyDynamicAttribute, fget: PyValue) => replaced(self, { fget }),
  "setter(self, fset)": (self: PyDynamicAttribute, fset: PyValue) => replaced(self, { fset }),
  "deleter(self, fdel)": (self: PyDynamicAttribute, fdel: PyValue) => replaced(self, { fdel }),
});
attributes<PyDynamicAttribute>(dynamicAttributeType, {
  fget: (self) => self.fget,
  fset: (self) => self.fset,
  fdel: (self) => self.fdel,
  overwrite_doc: (self) => self.overwritesDoc,
  __isabstractmethod__: {
    get: (self) => self.isAbstract,
    set(self, value) {
      self.isAbstract = value !== undefined && isTrue(value);
    },
  },
  __doc__: {
    get: (self) => self.doc,
    set: (self, value) => {
      self.doc = value ?? null;
    },
  },
});
