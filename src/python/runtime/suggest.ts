/** "Did you mean", for AttributeError and NameError. */
import { ownNames } from "./attributes.ts";
import { NamespaceDict } from "./dict.ts";
import { exceptionField, isException } from "./exceptions.ts";
import { spend } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { exceptionTypes } from "./raise.ts";
import { current } from "./state.ts";
import { typeOf } from "./type-table.ts";
import { type PyException, PyMethod, PyModule, PyObject, PyType, type PyValue } from "./values.ts";

/** Every attribute name of an object, as dir() lists them. */
export function attributeNames(object: PyValue): string[] {
  const names = new Set<string>();
  if (object instanceof PyObject && !(object instanceof PyType)) for (const name of ownNames(object)) names.add(name);
  if (object instanceof PyMethod && object.func instanceof PyObject)
    for (const name of ownNames(object.func)) names.add(name);
  const types = object instanceof PyType ? object.mro : object instanceof PyModule ? [] : typeOf(object).mro;
  for (const type of types) {
    spend(type.namespace.size);
    for (const name of type.namespace.keys()) names.add(name);
  }
  return [...names].sort();
}

/** What an exception's name was probably meant to be. */
export function suggestion(exception: PyException): string | undefined {
  const name = exceptionField(exception, "name");
  if (typeof name !== "string") return undefined;
  if (exception.cls === exceptionTypes.NameError) return suggestName(exception, name);
  if (isException(exception, "AttributeError")) {
    if (exception.fields?.has("obj") !== true) return undefined;
    const names = attributeNames(exceptionField(exception, "obj"));
    return nearest(name, name.startsWith("_") ? names : names.filter((candidate) => !candidate.startsWith("_")));
  }
  return undefined;
}

function suggestName(exception: PyException, name: string): string | undefined {
  let traceback = exception.traceback;
  while (traceback?.next != null) traceback = traceback.next;
  const frame = traceback?.frame;
  const globals = frame?.globals;
  const names = new Set<string>(frame?.code.fields.localNames ?? []);
  spend(globals?.size ?? 0);
  if (globals !== undefined) for (const key of globals.keys()) if (typeof key === "string") names.add(key);
  const builtins = globals instanceof NamespaceDict ? globals.builtins : current.interpreter.builtins;
  for (const key of builtins?.keys() ?? []) if (typeof key === "string") names.add(key);
  return nearest(name, [...names]);
}
