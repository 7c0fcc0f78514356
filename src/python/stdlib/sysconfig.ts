/** The module `sysconfig`: nothing was built here, so there is no variable of a build to tell. */
import { functions } from "../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../runtime/dict.ts";
import { PyList, type PyValue } from "../runtime/values.ts";

export function load(globals: NamespaceDict): void {
  functions(globals, "sysconfig", {
    "get_config_var(name)": () => null,
    "get_config_vars(*args)": (names: PyValue[]) =>
      names.length === 0 ? new PyDict() : new PyList(names.map(() => null)),
    "get_platform()": () => "threadsnake",
    "get_python_version()": () => "3.12",
  });
}
