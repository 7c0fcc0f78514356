/** The package `importlib`: it imports what `import` may import. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { importModule, importName } from "../../runtime/modules.ts";
import { isException } from "../../runtime/exceptions.ts";
import { paid } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { makeException, exceptionTypes, raise, withField } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyList, PyModule, PyTuple, type PyValue } from "../../runtime/values.ts";

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  names(globals, { __all__: new PyList(["__import__", "import_module", "invalidate_caches", "reload"]) });
  functions(globals, "importlib", {
    "__import__(name, globals=None, locals=None, fromlist=(), level=0)": (
      name: PyValue,
      space: PyValue,
      _locals: PyValue,
      from: PyValue,
      level: PyValue,
    ) => {
      const list =
        from instanceof PyTuple || from instanceof PyList ? paid(from.items).map((item) => asString(item) ?? "") : null;
      return importName(interpreter, nameArgument(name), (space ?? globals) as NamespaceDict, list, Number(level));
    },
    "import_module(name, package=None)": (name: PyValue, packageName: PyValue) => {
      const text = nameArgument(name);
      return importModule(interpreter, text.startsWith(".") ? resolveName(text, packageName) : text);
    },
    "invalidate_caches()": () => null,
    "reload(module)": (module: PyValue) => reload(interpreter, module),
  });
}

function nameArgument(value: PyValue): string {
  const text = asString(value);
  if (text === undefined) throw raise.AttributeError(`'${typeOf(value).shown}' object has no attribute 'startswith'`);
  return text;
}

/** The absolute name of one that begins with dots. */
export function resolveName(name: string, packageValue: PyValue): string {
  const packageName = packageValue === null ? "" : (asString(packageValue) ?? "");
  const rest = name.replace(/^\.+/, ""),
    level = name.length - rest.length;
  if (packageName === "") {
    throw raise.TypeError(`the 'package' argument is required to perform a relative import for ${repr(name)}`);
  }
  const parts = packageName.split(".");
  if (parts.length < level) throw raise.ImportError("attempted relative import beyond top-level package");
  const base = parts.slice(0, parts.length - level + 1).join(".");
  return rest === "" ? base : `${base}.${rest}`;
}

/** Runs a module's code again, in the module that is there. */
function reload(interpreter: Interpreter, module: PyValue): PyValue {
  if (!(module instanceof PyModule)) throw raise.TypeError("reload() argument must be a module");
  const name = asString(module.globals.getString("__name__") ?? module.name) ?? module.name;
  if (interpreter.modules.getString(name) !== module) {
    throw withField(makeException(exceptionTypes.ImportError, [`module ${name} not in sys.modules`]), "name", name);
  }
  interpreter.modules.delete(name);
  try {
    const fresh = importModule(interpreter, name);
    for (const [key, value] of fresh.globals.entries()) module.globals.set(key, value);
  } catch (error) {
    if (isException(error, "ModuleNotFoundError")) {
      throw withField(
        makeException(exceptionTypes.ModuleNotFoundError, [`spec not found for the module ${repr(name)}`]),
        "name",
        name,
      );
    }
    throw error;
  } finally {
    interpreter.modules.setString(name, module);
  }
  return module;
}
