/** Which names of an enumeration's body are members, and which are not. */
import { PyObject, type PyValue } from "../../runtime/values.ts";
import { lookup } from "../../runtime/types.ts";

/** `__name__` */
export function isDunder(name: string): boolean {
  return (
    name.length > 4 && name.startsWith("__") && name.endsWith("__") && name[2] !== "_" && name[name.length - 3] !== "_"
  );
}

/** `_name_`: reserved for enumerations themselves. */
export function isSunder(name: string): boolean {
  return (
    name.length > 2 && name.startsWith("_") && name.endsWith("_") && name[1] !== "_" && name[name.length - 2] !== "_"
  );
}

/** `__name` in the body of a class. */
export function isPrivate(className: string, name: string): boolean {
  const prefix = `_${className}__`;
  return name.length > prefix.length && name.startsWith(prefix) && !name.endsWith("__");
}

export function isDescriptor(value: PyValue): boolean {
  return (
    value instanceof PyObject &&
    ["__get__", "__set__", "__delete__"].some(
      (name) => lookup(value.cls, name) !== undefined || value.findAttribute(name) !== undefined,
    )
  );
}

export const SUNDER_NAMES: ReadonlySet<string> = new Set([
  "_order_",
  "_generate_next_value_",
  "_numeric_repr_",
  "_missing_",
  "_ignore_",
  "_iter_member_",
  "_iter_member_by_value_",
  "_iter_member_by_def_",
]);
