/**
 * The built-in type objects, as one table: name, shape, base. What they can do is filled in by `builtins/`.
 *
 * Built-in types are immutable, so all interpreters share them.
 */
import { PyDict, PyFrozenSet, PySet } from "./dict.ts";
import { defineType } from "./types.ts";
import {
  PyBoolObject, PyByteArray, PyBytes, PyCellObject, PyClassMethod, PyCode, PyComplex, PyEllipsis, PyFloat, PyFrame,
  PyFunction, PyIntObject, PyList, PyMappingProxy, PyMethod, PyModule, PyNone, PyNotImplemented, PyProperty, PyRange, PySlice,
  PyStaticMethod, PyStrObject, PySuper, PyTraceback, PyTuple, type PyType, type PyValue,
} from "./values.ts";

export { objectType, typeType } from "./types.ts";

export const intType: PyType = defineType("int", PyIntObject, { unwrap: (self) => unwrapInt(self) });
export const boolType: PyType = defineType("bool", PyBoolObject, { base: intType, final: true, unwrap: (self) => unwrapInt(self) });
export const floatType: PyType = defineType("float", PyFloat);
export const complexType: PyType = defineType("complex", PyComplex);
export const strType: PyType = defineType("str", PyStrObject, { unwrap: (self) => (self instanceof PyStrObject ? self.value : self) });
export const noneType: PyType = defineType("NoneType", PyNone, { final: true });
export const notImplementedType: PyType = defineType("NotImplementedType", PyNotImplemented, { final: true });
export const ellipsisType: PyType = defineType("ellipsis", PyEllipsis, { final: true });
export const listType: PyType = defineType("list", PyList);
export const tupleType: PyType = defineType("tuple", PyTuple);
export const dictType: PyType = defineType("dict", PyDict);
export const setType: PyType = defineType("set", PySet);
export const frozensetType: PyType = defineType("frozenset", PyFrozenSet);
export const bytesType: PyType = defineType("bytes", PyBytes);
export const bytearrayType: PyType = defineType("bytearray", PyByteArray);
export const sliceType: PyType = defineType("slice", PySlice, { final: true });
export const rangeType: PyType = defineType("range", PyRange, { final: true });
export const moduleType: PyType = defineType("module", PyModule, { instanceDict: true });
export const functionType: PyType = defineType("function", PyFunction, { final: true, instanceDict: true });
export const methodType: PyType = defineType("method", PyMethod, { final: true });
export const staticmethodType: PyType = defineType("staticmethod", PyStaticMethod, { instanceDict: true });
export const classmethodType: PyType = defineType("classmethod", PyClassMethod, { instanceDict: true });
export const propertyType: PyType = defineType("property", PyProperty);
export const superType: PyType = defineType("super", PySuper);
export const mappingproxyType: PyType = defineType("mappingproxy", PyMappingProxy, { final: true });
export const codeType: PyType = defineType("code", PyCode, { final: true });
export const frameType: PyType = defineType("frame", PyFrame, { final: true });
export const tracebackType: PyType = defineType("traceback", PyTraceback, { final: true });
export const cellType: PyType = defineType("cell", PyCellObject, { final: true });

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
