/** The module `_ast`: the classes of the tree alone. */
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { importTrusted } from "../../runtime/modules.ts";
import { isSubtype } from "../../runtime/types.ts";
import { PyType } from "../../runtime/values.ts";

export const requires: readonly string[] = ["ast"];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const all = importTrusted(interpreter, "ast").globals;
  const root = all.getString("AST") as PyType;
  for (const [name, value] of all.entries())
    if (value instanceof PyType && isSubtype(value, root)) globals.set(name, value);
  for (const name of ["PyCF_ALLOW_TOP_LEVEL_AWAIT", "PyCF_ONLY_AST", "PyCF_TYPE_COMMENTS"]) {
    const flag = all.getString(name);
    if (flag !== undefined) globals.setString(name, flag);
  }
}
