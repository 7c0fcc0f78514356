/** The types whose values are JavaScript primitives, and with them the class of any value. */
import { defineType } from "./types.ts";
import { PyBoolObject, PyIntObject, PyNone, PyStrObject, type PyType, type PyValue } from "./values.ts";

export const intType: PyType = defineType("int", PyIntObject, { unwrap: (self) => unwrapInt(self) });
export const boolType: PyType = defineType("bool", PyBoolObject, {
  base: intType,
  final: true,
  unwrap: (self) => unwrapInt(self),
});
export const strType: PyType = defineType("str", PyStrObject, {
  unwrap: (self) => (self instanceof PyStrObject ? self.value : self),
});
export const noneType: PyType = defineType("NoneType", PyNone, { final: true });

function unwrapInt(self: PyValue): PyValue {
  if (self instanceof PyIntObject) return self.value;
  return self === true ? 1 : self === false ? 0 : self;
}

/** The class of any value. */
export function typeOf(value: PyValue): PyType {
  switch (typeof value) {
    case "number":
    case "bigint":
      return intType;
    case "string":
      return strType;
    case "boolean":
      return boolType;
    default:
      return value === null ? noneType : value.cls;
  }
}

/** What errors about the type of an argument call the value: its type, but None by its name. */
export function shownArgument(value: PyValue): string {
  return value === null ? "None" : typeOf(value).shown;
}
