/** The module `contextlib`: what programs use every day is made at once, stacks and asynchronous decorators when asked for. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { type Interpreter, MODULE_SOURCE } from "../../runtime/interpreter.ts";
import { raise, withField } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { PyList, type PyValue } from "../../runtime/values.ts";
import { abcMeta } from "../abc.ts";
import { contextManager, makeGeneratorManager } from "./generator-manager.ts";
import {
  makeAbstractManagers,
  makeClosing,
  makeContextDecorator,
  makeNullContext,
  makeRedirect,
  makeSuppress,
} from "./managers.ts";
import { STACKS } from "./stacks.ts";

export const requires: readonly string[] = ["abc", "sys"];

const STACK_IMPORTS = ["collections", "functools", "sys", "types"];
export const requiresWhenNamed: Readonly<Record<string, readonly string[]>> = {
  AsyncContextDecorator: STACK_IMPORTS,
  ExitStack: STACK_IMPORTS,
  aclosing: STACK_IMPORTS,
  asynccontextmanager: STACK_IMPORTS,
};

const LAZY_NAMES = ["AsyncContextDecorator", "AsyncExitStack", "ExitStack", "aclosing", "asynccontextmanager"];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const metaclass = abcMeta(interpreter);
  const { plain, asynchronous } = makeAbstractManagers(globals, metaclass);
  const decorator = makeContextDecorator(globals);
  const manager = makeGeneratorManager(globals, [plain, decorator], metaclass);
  names(globals, {
    AbstractAsyncContextManager: asynchronous,
    AbstractContextManager: plain,
    ContextDecorator: decorator,
    _GeneratorContextManager: manager,
    closing: makeClosing(plain),
    nullcontext: makeNullContext(plain, asynchronous),
    redirect_stderr: makeRedirect(interpreter, "redirect_stderr", "stderr", plain),
    redirect_stdout: makeRedirect(interpreter, "redirect_stdout", "stdout", plain),
    suppress: makeSuppress(plain),
  });
  functions(globals, "contextlib", { "contextmanager(func)": (f: PyValue) => contextManager(globals, manager, f) });
  const known = [...globals.keys()].filter((name) => typeof name === "string" && !name.startsWith("_"));
  names(globals, { __all__: new PyList([...known, ...LAZY_NAMES]) });
  functions(globals, "contextlib", {
    "__getattr__(name, /)"(name: PyValue) {
      const isOurs = typeof name === "string" && (LAZY_NAMES.includes(name) || LAZY_PRIVATE.has(name));
      if (!isOurs)
        throw withField(raise.AttributeError(`module 'contextlib' has no attribute ${repr(name)}`), "name", name);
      compileStacks(globals, interpreter);
      return globals.getString(name) ?? null;
    },
  });
}

const LAZY_PRIVATE = new Set(["_AsyncGeneratorContextManager", "_BaseExitStack"]);

function compileStacks(globals: NamespaceDict, interpreter: Interpreter): void {
  const { compiler } = interpreter;
  if (compiler === null) throw raise.ImportError("this interpreter cannot compile source");
  interpreter.trustedImports++;
  try {
    compiler.runCode(compiler.compile(STACKS, "<stdlib contextlib>", "exec", MODULE_SOURCE), globals, null);
  } finally {
    interpreter.trustedImports--;
  }
}
