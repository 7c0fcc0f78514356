/** The module `importlib.util`: whether a module is there, without importing it. */
import { attributes, functions, methods } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { asString } from "../../runtime/operators.ts";
import { importModule, isImportable } from "../../runtime/modules.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { defineType } from "../../runtime/types.ts";
import { isTrue } from "../../runtime/truth.ts";
import { PyList, PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import { resolveName } from "./index.ts";

export const requires: readonly string[] = ["importlib"];

class PyModuleSpec extends PyObject {
  readonly name: string;
  readonly isPackage: boolean;
  constructor(name: string, isPackage: boolean) {
    super();
    this.name = name;
    this.isPackage = isPackage;
  }
}
const specType: PyType = defineType("ModuleSpec", PyModuleSpec, {
  isPython: true,
  module: "importlib.machinery",
  final: true,
});
methods(specType, {
  "__repr__(self, /)": (self: PyModuleSpec) => `ModuleSpec(name=${repr(self.name)}, loader=None)`,
});
attributes<PyModuleSpec>(specType, {
  name: (self) => self.name,
  parent: (self) => (self.isPackage ? self.name : self.name.slice(0, Math.max(0, self.name.lastIndexOf(".")))),
  loader: () => null,
  origin: () => null,
  cached: () => null,
  has_location: () => false,
  submodule_search_locations: (self) => (self.isPackage ? new PyList([]) : null),
});

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  functions(globals, "importlib.util", {
    "find_spec(name, package=None)"(value: PyValue, packageName: PyValue) {
      const name = absoluteName(asString(value) ?? "", packageName);
      if (name === "") throw raise.ValueError("Empty module name");
      const dot = name.lastIndexOf(".");
      if (dot > 0) importModule(interpreter, name.slice(0, dot));
      return find(interpreter, name);
    },
    "resolve_name(name, package)": (value: PyValue, packageName: PyValue) =>
      absoluteName(asString(value) ?? "", packageName),
  });
}

function absoluteName(name: string, packageName: PyValue): string {
  if (!name.startsWith(".")) return name;
  if (!isTrue(packageName))
    throw raise.ImportError(`no package specified for ${repr(name)} (required for relative module names)`);
  return resolveName(name, packageName);
}

function find(interpreter: Interpreter, name: string): PyValue {
  const { modules, library } = interpreter.options;
  const isOwn = modules.has(name) || [...modules.keys()].some((other) => other.startsWith(`${name}.`));
  if (
    !isOwn &&
    !(library.has(name) && isImportable(interpreter, name)) &&
    interpreter.modules.getString(name) === undefined
  )
    return null;
  const isPackage = [...modules.keys(), ...library.names()].some((other) => other.startsWith(`${name}.`));
  return new PyModuleSpec(name, isPackage);
}
