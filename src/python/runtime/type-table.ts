/**
 * The built-in type objects, as one table: name, shape, base. What they can do is filled in by `builtins/`.
 *
 * Built-in types are immutable, so all interpreters share them.
 */
import { PyDict, PyFrozenSet, PySet } from "./dict.ts";
import { defineType } from "./types.ts";
import {
  PyByteArray,
  PyBytes,
  PyCellObject,
  PyClassMethod,
  PyCode,
  PyComplex,
  PyEllipsis,
  PyFloat,
  PyFrame,
  PyFunction,
  PyList,
  PyMappingProxy,
  PyMethod,
  PyModule,
  PyNotImplemented,
  PyProperty,
  PyRange,
  PySlice,
  PyStaticMethod,
  PySuper,
  PyTraceback,
  PyTuple,
  type PyType,
} from "./values.ts";

export { boolType, intType, noneType, shownArgument, strType, typeOf } from "./primitive-types.ts";
export { objectType, typeType } from "./types.ts";

export const floatType: PyType = defineType("float", PyFloat);
export const complexType: PyType = defineType("complex", PyComplex);
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
