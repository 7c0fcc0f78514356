/** The import system of one interpreter. */
import { attributeOr, getAttribute } from "./attributes.ts";
import { NamespaceDict } from "./dict.ts";
import { isException } from "./exceptions.ts";
import { type Interpreter, LIBRARY_SOURCE, MODULE_SOURCE, type StandardModule } from "./interpreter.ts";
import { itemsOf } from "./iterate.ts";
import { spend } from "./limits.ts";
import { makeException, raise, exceptionTypes, withField } from "./raise.ts";
import { repr } from "./show.ts";
import { PyList, PyModule, type PyObject, type PyValue } from "./values.ts";

/** Whether the import policy lets `name` in: the safe set is everything the library marks safe, plus what was authorised. */
export function isAuthorized(interpreter: Interpreter, name: string): boolean {
  const { authorizedImports, modules } = interpreter.options;
  if (modules.has(name) || [...modules.keys()].some((module) => module.startsWith(`${name}.`))) return true;
  return authorizedImports.some(
    (pattern) =>
      pattern === "*" ||
      pattern === name ||
      name.startsWith(`${pattern}.`) ||
      (pattern.endsWith(".*") && (name === pattern.slice(0, -2) || name.startsWith(pattern.slice(0, -1)))),
  );
}

/** A module of the library that is imported for the library's own purposes: the program need not have been given it. */
export function importTrusted(interpreter: Interpreter, name: string): PyModule {
  interpreter.trustedImports++;
  try {
    return importModule(interpreter, name);
  } finally {
    interpreter.trustedImports--;
  }
}

/** `import name`: the module itself (of a dotted name the last one). */
export function importModule(interpreter: Interpreter, name: string): PyModule {
  const known = interpreter.modules.getString(name);
  if (known === null) throw moduleNotFound(`import of ${name} halted; None in sys.modules`, name);
  if (known !== undefined) {
    // What the library imported for itself is not yet the program's.
    if (!isImportable(interpreter, name)) throw notAuthorized(interpreter, name);
    return known as PyModule;
  }
  const dot = name.lastIndexOf(".");
  let parent: PyModule | null = null;
  if (dot > 0) {
    parent = importModule(interpreter, name.slice(0, dot));
    const again = interpreter.modules.getString(name);
    if (again !== undefined) return again as PyModule;
    if (attributeOr(parent, "__path__", undefined) === undefined) {
      throw moduleNotFound(`No module named ${repr(name)}; ${repr(name.slice(0, dot))} is not a package`, name);
    }
  }
  const module = loadModule(interpreter, name);
  if (parent !== null) parent.globals.setString(name.slice(dot + 1), module);
  return module;
}

function moduleNotFound(message: string, name: string): PyObject {
  return withField(
    withField(makeException(exceptionTypes.ModuleNotFoundError, [message]), "name", name),
    "msg",
    message,
  );
}

function loadModule(interpreter: Interpreter, name: string): PyModule {
  const { modules, library } = interpreter.options;
  const isPackage = [...modules.keys()].some((module) => module.startsWith(`${name}.`));
  const source = modules.get(name) ?? (isPackage ? "" : undefined);
  if (source !== undefined) return runModule(interpreter, name, { source }, isPackage, `<module ${name}>`);
  if (!library.has(name)) throw moduleNotFound(`No module named ${repr(name)}`, name);
  if (!isImportable(interpreter, name)) throw notAuthorized(interpreter, name);
  const standard = library.get(name);
  if (standard === undefined)
    throw moduleNotFound(
      `No module named ${repr(name)} (it could not be loaded while the action runs: import it by name)`,
      name,
    );
  const hasParts = library.names().some((other) => other.startsWith(`${name}.`));
  return runModule(interpreter, name, standard, hasParts, `<stdlib ${name}>`);
}

/** Standard modules that reach the virtual file system must be authorised; the rest is safe by itself. */
export function isImportable(interpreter: Interpreter, name: string): boolean {
  const root = name.split(".")[0] ?? name;
  return !GUARDED.has(root) || isAuthorized(interpreter, name) || interpreter.trustedImports > 0;
}
export const GUARDED: ReadonlySet<string> = new Set(["os", "pathlib", "glob", "shutil", "tempfile", "posixpath"]);

function notAuthorized(interpreter: Interpreter, name: string): PyObject {
  const message = `Import of ${name} is not allowed. Authorized imports are: ${interpreter.options.authorizedImports.join(", ") || "the safe standard modules"}`;
  return withField(withField(makeException(exceptionTypes.ImportError, [message]), "name", name), "msg", message);
}

function runModule(
  interpreter: Interpreter,
  name: string,
  standard: StandardModule,
  isPackage: boolean,
  filename: string,
): PyModule {
  const globals = new NamespaceDict(interpreter.builtins);
  const module = new PyModule(name, globals);
  globals.setString("__name__", name);
  globals.setString("__doc__", null);
  globals.setString("__package__", isPackage ? name : name.slice(0, Math.max(0, name.lastIndexOf("."))));
  globals.setString("__loader__", null);
  globals.setString("__spec__", null);
  if (standard.load === undefined) globals.setString("__file__", filename);
  if (standard.source !== undefined) globals.setString("__builtins__", interpreter.builtins);
  if (isPackage) globals.setString("__path__", new PyList([]));
  interpreter.modules.setString(name, module);
  // What the library itself imports needs no authorisation.
  const isLibrary = filename.startsWith("<stdlib");
  if (isLibrary) interpreter.trustedImports++;
  interpreter.importing.push(name);
  try {
    standard.load?.(globals, interpreter);
    if (standard.source !== undefined && standard.source !== "") {
      const compiler = interpreter.compiler;
      if (compiler === null) throw raise.ImportError("this interpreter cannot compile source");
      compiler.runCode(
        compiler.compile(standard.source, filename, "exec", MODULE_SOURCE + (isLibrary ? LIBRARY_SOURCE : 0)),
        globals,
        null,
      );
    }
  } catch (error) {
    interpreter.modules.delete(name);
    throw error;
  } finally {
    interpreter.importing.pop();
    if (isLibrary) interpreter.trustedImports--;
  }
  return (interpreter.modules.getString(name) as PyModule | undefined) ?? module;
}

/** `__import__(name, globals, fromlist, level)`. */
export function importName(
  interpreter: Interpreter,
  name: string,
  globals: NamespaceDict | null,
  from: readonly string[] | null,
  level: number,
): PyValue {
  const absolute = level > 0 ? resolveRelative(name, globals, level) : name;
  if (absolute === "") throw raise.ValueError("Empty module name");
  const module = importModule(interpreter, absolute);
  if (from === null || from.length === 0) {
    if (level > 0) return module;
    const root = absolute.split(".")[0] ?? absolute;
    return root === absolute ? module : importModule(interpreter, root);
  }
  for (const part of from) {
    if (part === "*" || attributeOr(module, part, undefined) !== undefined) continue;
    if (attributeOr(module, "__path__", undefined) === undefined) continue;
    try {
      importModule(interpreter, `${absolute}.${part}`);
    } catch (error) {
      // Only that the part is no module is no error here: what it imports itself must be there.
      if (!isException(error, "ModuleNotFoundError") || error.fields?.get("name") !== `${absolute}.${part}`)
        throw error;
    }
  }
  return module;
}

function resolveRelative(name: string, globals: NamespaceDict | null, level: number): string {
  const packageName = globals?.getString("__package__");
  if (typeof packageName !== "string" || packageName === "") {
    throw raise.ImportError("attempted relative import with no known parent package");
  }
  return resolveName(name, packageName, level);
}

/** The absolute name of `level` dots and a name, seen from a package. */
export function resolveName(name: string, packageName: string, level: number): string {
  const parts = packageName.split(".");
  if (level > parts.length) throw raise.ImportError("attempted relative import beyond top-level package");
  const base = parts.slice(0, parts.length - (level - 1)).join(".");
  return name === "" ? base : `${base}.${name}`;
}

/** `from module import name`. */
export function importFrom(interpreter: Interpreter, module: PyValue, name: string): PyValue {
  const value = attributeOr(module, name, undefined);
  if (value !== undefined) return value;
  const own = module instanceof PyModule ? module.globals.getString("__name__") : undefined;
  const shown = typeof own === "string" ? own : "<unknown module name>";
  const loaded = interpreter.modules.getString(`${shown}.${name}`);
  if (loaded !== undefined && loaded !== null) return loaded;
  const message = `cannot import name ${repr(name)} from ${repr(shown)} (unknown location)`;
  throw withField(withField(makeException(exceptionTypes.ImportError, [message]), "name", shown), "msg", message);
}

/** `from module import *`: every name and its value. */
export function importStar(module: PyValue): [string, PyValue][] {
  if (!(module instanceof PyModule)) return [];
  const all = module.globals.getString("__all__");
  if (all !== undefined) {
    return itemsOf(all).map((name) => {
      if (typeof name !== "string")
        throw raise.TypeError(`Item in ${module.name}.__all__ must be str, not ${typeof name}`);
      return [name, getAttribute(module, name)];
    });
  }
  const names: [string, PyValue][] = [];
  spend(module.globals.size);
  for (const [key, value] of module.globals.entries())
    if (typeof key === "string" && !key.startsWith("_")) names.push([key, value]);
  return names;
}
