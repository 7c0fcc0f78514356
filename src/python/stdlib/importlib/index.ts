/** `importlib`: imports by name. */
import { functions } from "../../runtime/define.ts";
import { type NamespaceDict, NamespaceDict as Namespace } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { importModule, importName, resolveName } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyModule, type PyValue } from "../../runtime/values.ts";

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  functions(globals, "importlib", {
    "import_module(name, package=None)"(name: PyValue, anchor: PyValue) {
      const text = asString(name);
      if (text === undefined) throw raise.TypeError(`the 'name' argument must be a str, not ${typeOf(name).name}`);
      const level = /^\.*/.exec(text)?.[0].length ?? 0;
      if (level === 0) return importModule(interpreter, text);
      const base = anchor === null ? undefined : asString(anchor);
      if (base === undefined) throw raise.TypeError(`the 'package' argument is required to perform a relative import for ${repr(text)}`);
      return importModule(interpreter, resolveName(text.slice(level), base, level));
    },
    "reload(module, /)"(module: PyValue) {
      const name = module instanceof PyModule ? module.globals.getString("__name__") : undefined;
      if (!(module instanceof PyModule) || typeof name !== "string") throw raise.TypeError("reload() argument must be a module");
      if (interpreter.modules.getString(name) !== module) throw raise.ImportError(`module ${name} not in sys.modules`);
      interpreter.modules.delete(name);
      const fresh = importModule(interpreter, name);
      for (const [key, value] of fresh.globals.entries()) module.globals.set(key, value);
      interpreter.modules.setString(name, module);
      return module;
    },
    "invalidate_caches()": () => null,
    "__import__(name, globals=None, locals=None, fromlist=(), level=0)": (name: PyValue, own: PyValue) =>
      importName(interpreter, asString(name) ?? "", own instanceof Namespace ? own : null, null, 0),
  });
}
