/** What is in builtins: the types are filled in when their files are loaded, and their names are put in place here. */
import "./bool.ts";
import "./bytearray.ts";
import "./bytes.ts";
import "./complex.ts";
import "./dict-views.ts";
import "./dict.ts";
import "./exceptions.ts";
import "./float.ts";
import "./function.ts";
import "./generator.ts";
import "./int.ts";
import "./list.ts";
import "./module.ts";
import "./native.ts";
import "./none.ts";
import "./object.ts";
import "./property.ts";
import "./range.ts";
import "./set.ts";
import "./slice.ts";
import "./str.ts";
import "./tuple.ts";
import "./type.ts";
import "./waiting-forms.ts";
import { names } from "../runtime/define.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { EXCEPTION_NAMES, exceptionTypes } from "../runtime/raise.ts";
import * as types from "../runtime/type-table.ts";
import { PyModule, type PyType } from "../runtime/values.ts";
import { installFunctions } from "./functions.ts";
import { enumerateType, filterType, mapType, reversedType, zipType } from "./iterators.ts";
import { memoryviewType } from "./memoryview.ts";

const TYPES: readonly PyType[] = [
  types.boolType,
  types.bytearrayType,
  types.bytesType,
  types.classmethodType,
  types.complexType,
  types.dictType,
  enumerateType,
  filterType,
  types.floatType,
  types.frozensetType,
  types.intType,
  types.listType,
  mapType,
  memoryviewType,
  types.objectType,
  types.propertyType,
  types.rangeType,
  reversedType,
  types.setType,
  types.sliceType,
  types.staticmethodType,
  types.strType,
  types.superType,
  types.tupleType,
  types.typeType,
  zipType,
];

/** Fills the builtins of an interpreter. */
export function installBuiltins(interpreter: Interpreter): void {
  const globals = interpreter.builtins;
  installFunctions(globals);
  names(globals, Object.fromEntries(TYPES.map((type) => [type.name, type])));
  names(globals, Object.fromEntries(EXCEPTION_NAMES.map((name) => [name, exceptionTypes[name]])));
  names(globals, { EnvironmentError: exceptionTypes.OSError, IOError: exceptionTypes.OSError });
  const module = new PyModule("builtins", globals);
  interpreter.modules.setString("builtins", module);
  interpreter.main.setString("__builtins__", module);
}
