/** What the parts of `enum` share in one interpreter: its classes, and the structures that every enumeration carries. */
import type { Interpreter } from "../../runtime/interpreter.ts";
import { PyDict } from "../../runtime/dict.ts";
import { missingAttribute } from "../../runtime/attributes.ts";
import { paid } from "../../runtime/limits.ts";
import { current } from "../../runtime/state.ts";
import { isSubtype, lookup } from "../../runtime/types.ts";
import { PyList, PyObject, PyType, type PyValue } from "../../runtime/values.ts";

/** The classes, in the order in which they come to be; those not made yet are null. */
export interface EnumWorld {
  meta: PyType;
  enumType: PyType | null;
  reprEnum: PyType | null;
  flag: PyType | null;
  /** How Flag shows bits without a member: the built-in repr. */
  numericRepr: PyValue;
  /** FlagBoundary's members by name. */
  boundaries: Record<string, PyValue>;
}

export function enumWorld(interpreter: Interpreter = current.interpreter): EnumWorld {
  return interpreter.moduleState.get("enum") as EnumWorld;
}

/** The class when it is an enumeration. */
export function asEnumClass(value: PyValue): PyType | undefined {
  return value instanceof PyType && isSubtype(value.cls, enumWorld().meta) ? value : undefined;
}

export function isFlagClass(cls: PyType): boolean {
  const { flag } = enumWorld();
  return flag !== null && isSubtype(cls, flag);
}

export function memberMap(cls: PyType): PyDict {
  const map = cls instanceof PyType ? lookup(cls, "_member_map_") : undefined;
  if (!(map instanceof PyDict)) throw missingAttribute(cls, "__members__");
  return map;
}

export function memberNames(cls: PyType): PyList {
  return lookup(cls, "_member_names_") as PyList;
}

export function valueMap(cls: PyType): PyDict {
  return lookup(cls, "_value2member_map_") as PyDict;
}

/** The members in order, aliases left out. */
export function members(cls: PyType): PyObject[] {
  const map = memberMap(cls);
  return paid(memberNames(cls).items).map((name) => map.get(name) as PyObject);
}

/** An attribute that a member itself has: `_value_`, `_name_`. */
export function ownField(member: PyValue, name: "_value_" | "_name_" | "_sort_order_"): PyValue {
  if (!(member instanceof PyObject)) return null;
  return (member as unknown as Record<string, PyValue | undefined>)[`$${name}`] ?? member.findAttribute(name) ?? null;
}
