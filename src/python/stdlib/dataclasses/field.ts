/** Fields of data classes, and the marks that stand in annotations and defaults. */
import { attributes, classMethods, constructor, members, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { callSpecial2 } from "../../runtime/call.ts";
import { guardedRepr, repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType, lookup } from "../../runtime/types.ts";
import { PyMappingProxy, PyObject, PyType, type PyValue } from "../../runtime/values.ts";
import { attributeOr } from "../../runtime/attributes.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";

/** An object that means something by being itself. */
class PyMark extends PyObject {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

function mark(typeName: string, text: string): PyMark {
  const JsClass = class extends PyMark {};
  const type = defineType(typeName, JsClass, { isPython: true, module: "dataclasses" });
  const value = new JsClass(text);
  if (text !== "") methods(type, { "__repr__(self, /)": (self: PyMark) => self.text });
  return value;
}

export const MISSING: PyObject = mark("_MISSING_TYPE", "");
export const KW_ONLY: PyObject = mark("_KW_ONLY_TYPE", "");
/** The default that `__init__` shows for a field with a factory. */
export const HAS_DEFAULT_FACTORY: PyObject = mark("_HAS_DEFAULT_FACTORY_CLASS", "<factory>");

/** What a field is: one of the object, of the class, or only of `__init__`. */
export const FIELD: PyObject = mark("_FIELD_BASE", "_FIELD");
export const CLASS_VARIABLE: PyObject = mark("_FIELD_BASE", "_FIELD_CLASSVAR");
export const INIT_VARIABLE: PyObject = mark("_FIELD_BASE", "_FIELD_INITVAR");

export class PyField extends PyObject {
  name: PyValue = null;
  type: PyValue = null;
  default: PyValue = MISSING;
  factory: PyValue = MISSING;
  init: PyValue = true;
  repr: PyValue = true;
  hash_: PyValue = null;
  compare: PyValue = true;
  metadata: PyValue = new PyMappingProxy(new PyDict());
  keywordOnly: PyValue = MISSING;
  kind: PyValue = null;

  get text(): string {
    return this.name as string;
  }
  get hasDefault(): boolean {
    return this.default !== MISSING || this.factory !== MISSING;
  }
}

export const fieldType: PyType = defineType("Field", PyField, { isPython: true, module: "dataclasses" });

/** The attributes as Python names them, in the order in which a field shows them. */
const ATTRIBUTES: readonly (readonly [string, Exclude<keyof PyField, keyof PyObject | "text" | "hasDefault">])[] = [
  ["name", "name"],
  ["type", "type"],
  ["default", "default"],
  ["default_factory", "factory"],
  ["init", "init"],
  ["repr", "repr"],
  ["hash", "hash_"],
  ["compare", "compare"],
  ["metadata", "metadata"],
  ["kw_only", "keywordOnly"],
  ["_field_type", "kind"],
];

members<PyField>(
  fieldType,
  Object.fromEntries(
    ATTRIBUTES.map(([name, key]) => [
      name,
      {
        get: (self: PyField) => self[key],
        set(self: PyField, value: PyValue | undefined) {
          self[key] = value ?? null;
        },
      },
    ]),
  ),
);
methods(fieldType, {
  "__repr__(self, /)": (self: PyField) =>
    guardedRepr(self, "...", () => `Field(${ATTRIBUTES.map(([name, key]) => `${name}=${repr(self[key])}`).join(",")})`),
  "__set_name__(self, owner, name, /)"(self: PyField, owner: PyValue, name: PyValue) {
    const hook = lookup(typeOf(self.default), "__set_name__");
    if (hook !== undefined) callSpecial2(hook, self.default, owner, name);
    return null;
  },
});
makeGeneric(fieldType);

/** `InitVar[int]`: an argument of `__init__` that is handed to `__post_init__` and not kept. */
export class PyInitVar extends PyObject {
  readonly type: PyValue;
  constructor(type: PyValue) {
    super();
    this.type = type;
  }
}

export const initVarType: PyType = defineType("InitVar", PyInitVar, { isPython: true, module: "dataclasses" });
constructor(initVarType, "(cls, type)", (_cls: PyType, type: PyValue) => new PyInitVar(type));
classMethods(initVarType, { "__class_getitem__(cls, type, /)": (_cls: PyType, type: PyValue) => new PyInitVar(type) });
methods(initVarType, {
  "__repr__(self, /)"(self: PyInitVar) {
    const isPlainClass = self.type instanceof PyType && attributeOr(self.type, "__args__", undefined) === undefined;
    return `dataclasses.InitVar[${isPlainClass ? (self.type as PyType).name : repr(self.type)}]`;
  },
});
attributes<PyInitVar>(initVarType, { type: (self) => self.type });

/** `__dataclass_params__`. */
export class PyParameters extends PyObject {
  readonly values: Readonly<Record<string, boolean>>;
  constructor(values: Readonly<Record<string, boolean>>) {
    super();
    this.values = values;
  }
}

const parametersType = defineType("_DataclassParams", PyParameters, { isPython: true, module: "dataclasses" });
const PARAMETERS = ["init", "repr", "eq", "order", "unsafe_hash", "frozen"];
attributes<PyParameters>(
  parametersType,
  Object.fromEntries(PARAMETERS.map((name) => [name, (self: PyParameters) => self.values[name] ?? false])),
);
methods(parametersType, {
  "__repr__(self, /)": (self: PyParameters) =>
    `_DataclassParams(${PARAMETERS.map((name) => `${name}=${repr(self.values[name] ?? false)}`).join(",")})`,
});
