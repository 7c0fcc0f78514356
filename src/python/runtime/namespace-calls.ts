/** The words `globals`, `locals`, `vars`, `dir`, `eval` and `exec` see the function they stand in. */
import { PyBuiltin } from "./builtin.ts";
import { getAttribute } from "./attributes.ts";
import { call, call0, call1 } from "./call.ts";
import { type NamespaceDict, PyDict } from "./dict.ts";
import { current } from "./state.ts";
import type { Keywords, PyValue } from "./values.ts";

export function callWithLocals(
  callee: PyValue,
  args: PyValue[],
  named: Keywords | null,
  globals: NamespaceDict,
  names: readonly string[],
  values: readonly (PyValue | undefined)[],
): PyValue {
  const snapshot = new PyDict();
  names.forEach((name, index) => {
    const value = values[index];
    if (value !== undefined) snapshot.setString(name, value);
  });
  return callWithNamespace(callee, args, named, globals, snapshot);
}

export function callWithNamespace(
  callee: PyValue,
  args: PyValue[],
  named: Keywords | null,
  globals: NamespaceDict,
  namespace: PyValue,
): PyValue {
  if (namespace === globals) namespace = globals.shown;
  if (!(callee instanceof PyBuiltin) || callee.module !== "builtins" || named !== null)
    return call(callee, args, named);
  switch (callee.name) {
    case "globals":
      return args.length === 0 ? globals.shown : call(callee, args);
    case "locals":
    case "vars":
      return args.length === 0 ? namespace : call(callee, args);
    case "dir":
      return args.length === 0
        ? call1(current.interpreter.builtins.getString("sorted") as PyValue, call0(getAttribute(namespace, "keys")))
        : call(callee, args);
    case "eval":
    case "exec":
      // None for both is the same as neither.
      return call(
        callee,
        args.slice(1).every((arg) => arg === null) && args.length > 0
          ? [args[0] as PyValue, globals.shown, namespace]
          : args,
      );
    default:
      return call(callee, args, named);
  }
}
