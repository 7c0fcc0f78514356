/** `importlib.util`: whether a module is there. */
import { functions } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { asString } from "../../runtime/operators.ts";
import type { PyValue } from "../../runtime/values.ts";

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  functions(globals, "importlib.util", {
    "_exists(name, /)"(name: PyValue) {
      const text = asString(name) ?? "";
      const { modules, library } = interpreter.options;
      return interpreter.modules.getString(text) !== undefined || modules.has(text) || library.has(text) || [...modules.keys()].some((key) => key.startsWith(`${text}.`));
    },
  });
}

export const source: string = `
import sys
from importlib import machinery as _machinery

__all__ = ["find_spec", "module_from_spec", "resolve_name", "spec_from_loader"]


def resolve_name(name, package):
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    base = package.rsplit(".", level - 1)
    if len(base) < level:
        raise ImportError("attempted relative import beyond top-level package")
    rest = name[level:]
    return f"{base[0]}.{rest}" if rest else base[0]


def find_spec(name, package=None):
    fullname = resolve_name(name, package)
    module = sys.modules.get(fullname)
    if module is not None:
        spec = getattr(module, "__spec__", None)
        return spec if spec is not None else _machinery.ModuleSpec(fullname, None)
    return _machinery.ModuleSpec(fullname, None) if _exists(fullname) else None


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    return _machinery.ModuleSpec(name, loader, origin=origin, is_package=is_package)


def module_from_spec(spec):
    from types import ModuleType
    module = ModuleType(spec.name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    return module
`;
