/** enum.property: an attribute of members whose name is still free for a member on the class. */
import { call1 } from "../../runtime/call.ts";
import { attributes, methods } from "../../runtime/define.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { type PyObject, PyType, type PyValue } from "../../runtime/values.ts";
import { dynamicAttributeType, PyDynamicAttribute } from "../types/dynamic-class-attribute.ts";
import { memberMap, ownField } from "./world.ts";

export class PyEnumProperty extends PyDynamicAttribute {
  name: string | null = null;
  className = "";
  /** Reads one of the member's own fields: `name` and `value` of Enum. */
  field: "_value_" | "_name_" | null = null;
  /** The member that hides behind the property on the class. */
  member: PyValue = null;
}

export const enumPropertyType: PyType = defineType("property", PyEnumProperty, {
  base: dynamicAttributeType,
  isPython: true,
  module: "enum",
});

PyEnumProperty.prototype.bind = function bind(
  this: PyEnumProperty,
  instance: PyValue | undefined,
  owner: PyType,
): PyValue {
  if (instance !== undefined) {
    if (this.field !== null) return ownField(instance, this.field);
    if (this.fget !== null) return call1(this.fget, instance);
  }
  const map = owner instanceof PyType ? memberMap(owner) : undefined;
  const member = map?.get(this.name ?? "");
  if (member === undefined) throw raise.AttributeError(`${repr(owner)} has no attribute ${repr(this.name)}`);
  return member;
};

methods(enumPropertyType, {
  "__get__(self, instance, ownerclass=None)": (self: PyEnumProperty, instance: PyValue, owner: PyValue) =>
    (self.bind as NonNullable<PyObject["bind"]>).call(
      self,
      instance ?? undefined,
      (owner ?? typeOf(instance)) as PyType,
    ),
  "__set__(self, instance, value)"(self: PyEnumProperty, instance: PyValue, value: PyValue) {
    if (self.fset === null)
      throw raise.AttributeError(`<enum ${repr(self.className)}> cannot set attribute ${repr(self.name)}`);
    (self.fset as PyObject).invoke([instance, value], null);
    return null;
  },
  "__delete__(self, instance)"(self: PyEnumProperty, instance: PyValue) {
    if (self.fdel === null)
      throw raise.AttributeError(`<enum ${repr(self.className)}> cannot delete attribute ${repr(self.name)}`);
    (self.fdel as PyObject).invoke([instance], null);
    return null;
  },
  "__set_name__(self, ownerclass, name)"(self: PyEnumProperty, owner: PyValue, name: PyValue) {
    self.name = asString(name) ?? null;
    self.className = owner instanceof PyType ? owner.name : "";
    return null;
  },
});
attributes<PyEnumProperty>(enumPropertyType, {
  name: (self) => self.name,
  clsname: (self) => self.className,
  member: (self) => self.member,
});

/** A property that shows one of a member's own fields. */
export function fieldProperty(name: string, field: "_value_" | "_name_", doc: string): PyEnumProperty {
  const property = new PyEnumProperty();
  property.name = name;
  property.className = "Enum";
  property.field = field;
  property.doc = doc;
  return property;
}
