/** Classes and functions, which a pickle holds by name: the way from an object to its name, and back by import. */
import { attributeOr, findAttribute, getAttribute } from "../../runtime/attributes.ts";
import { makeFunction } from "../../runtime/define.ts";
import { isException } from "../../runtime/exceptions.ts";
import { spend } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { PyBytes, PyModule, type PyObject, PyType, type PyValue } from "../../runtime/values.ts";
import { moduleOf as moduleOfType } from "../../builtins/object.ts";
import { encode } from "../../builtins/encoding.ts";
import { picklingError } from "./errors.ts";
import { fromOldName } from "./old-names.ts";

/** `_codecs.encode`: what bytes are made with below protocol 3. */
export const encodeFunction: PyObject = makeFunction(
  "encode(obj, encoding='utf-8', errors='strict')",
  (object: PyValue, encoding: PyValue, errors: PyValue) => {
    const text = asString(object);
    if (text === undefined) throw raise.TypeError("encoding a str was expected");
    return new PyBytes(encode(text, asString(encoding) ?? "utf-8", asString(errors) ?? "strict"));
  },
  "_codecs",
);

export interface NamedObject {
  readonly module: string;
  readonly name: string;
  /** What holds it: the module, or a class around it. */
  readonly parent: PyValue;
}

/** Finds the name under which `object` can be imported; PicklingError when there is none. */
export function nameOf(object: PyValue, given: string | null): NamedObject {
  const name = given ?? ownName(object);
  if (object === encodeFunction) return { module: "_codecs", name: "encode", parent: null };
  const path = name.split(".");
  if (path.includes("<locals>")) throw raise.AttributeError(`Can't pickle local object ${repr(name)}`);
  const module = moduleOf(object, path);
  const holder = importOrNot(module);
  if (holder === undefined)
    throw picklingError(`Can't pickle ${repr(object)}: import of module ${repr(module)} failed`);
  const found = walk(holder, path);
  if (found === undefined)
    throw picklingError(`Can't pickle ${repr(object)}: attribute lookup ${name} on ${module} failed`);
  if (found.value !== object)
    throw picklingError(`Can't pickle ${repr(object)}: it's not the same object as ${module}.${name}`);
  return { module, name, parent: found.parent };
}

function ownName(object: PyValue): string {
  const qualname = attributeOr(object, "__qualname__", null);
  return toStr(qualname === null ? getAttribute(object, "__name__") : qualname);
}

/** The module that an object says it is from, or the first that has it. */
function moduleOf(object: PyValue, path: readonly string[]): string {
  const own = (object instanceof PyType ? moduleOfType(object) : null) ?? attributeOr(object, "__module__", null);
  if (own !== null) return toStr(own);
  for (const [name, module] of current.interpreter.modules.entries()) {
    spend(1);
    if (name === "__main__" || module === null) continue;
    if (walk(module, path)?.value === object) return toStr(name);
  }
  return "__main__";
}

function importOrNot(name: string): PyValue | undefined {
  try {
    return importedModule(name);
  } catch (error) {
    if (isException(error, "ImportError")) return undefined;
    throw error;
  }
}

/** `sys.modules[name]` once it is imported. */
function importedModule(name: string): PyValue {
  const { interpreter } = current;
  if (name === "__main__" && interpreter.module(name) === undefined) return new PyModule(name, interpreter.main);
  return importModule(interpreter, name);
}

function walk(module: PyValue, path: readonly string[]): { value: PyValue; parent: PyValue } | undefined {
  let value = module,
    parent = module;
  for (const name of path) {
    const next = attributeOr(value, name, undefined);
    if (next === undefined) return undefined;
    parent = value;
    value = next;
  }
  return { value, parent };
}

/** The object of a name in a pickle. Only what the action itself may import can be found. */
export function findNamed(module: string, name: string, protocol: number, isFixing: boolean): PyValue {
  const [newModule, newName] = protocol < 3 && isFixing ? fromOldName(module, name) : [module, name];
  if (newModule === "_codecs" && newName === "encode") return encodeFunction;
  const holder = importedModule(PUBLIC_NAMES.get(newModule) ?? newModule);
  if (protocol < 4) return attributeOf(holder, newName, newName);
  let value = holder;
  for (const part of newName.split(".")) {
    if (part === "<locals>")
      throw raise.AttributeError(`Can't get local attribute ${repr(newName)} on ${repr(holder)}`);
    value = attributeOf(value, part, newName, holder);
  }
  return value;
}

/** Modules of C that CPython's pickles name, and where the same things are here. */
const PUBLIC_NAMES: ReadonlyMap<string, string> = new Map([
  ["_operator", "operator"],
  ["_functools", "functools"],
  ["_collections", "collections"],
  ["_struct", "struct"],
  ["_io", "io"],
  ["_datetime", "datetime"],
  ["_decimal", "decimal"],
  ["_random", "random"],
  ["_pickle", "pickle"],
]);

function attributeOf(holder: PyValue, part: string, name: string, module: PyValue = holder): PyValue {
  const value = findAttribute(holder, part);
  if (value === undefined) throw raise.AttributeError(`Can't get attribute ${repr(name)} on ${repr(module)}`);
  return value;
}
