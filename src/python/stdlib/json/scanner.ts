/** The module `json.scanner`. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { PyList, type PyValue } from "../../runtime/values.ts";
import { makeScanner } from "./decoder.ts";

export const requires: readonly string[] = ["json.decoder"];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  functions(globals, "json.scanner", {
    "make_scanner(context)": (context: PyValue) => makeScanner(interpreter, context),
  });
  for (const name of ["c_make_scanner", "py_make_scanner"])
    globals.setString(name, globals.getString("make_scanner") as PyValue);
  names(globals, { __all__: new PyList(["make_scanner"]) });
}
