/** The small context managers: closing, nullcontext, suppress, redirect_stdout, and what they derive from. */
import { hasMethods } from "../collections/abc.ts";
import { getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { classMethods, constants, methods } from "../../runtime/define.ts";
import type { NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { enterHandler, leaveHandler } from "../../runtime/frames.ts";
import type { JsGenerator } from "../../runtime/generator.ts";
import { isSubclass } from "../../runtime/instance.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { exceptionTypes } from "../../runtime/raise.ts";
import { waitCall, type Waiting } from "../../runtime/suspension.ts";
import {
  type Keywords,
  NotImplemented,
  PyException,
  PyList,
  type PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { enterWith, exitWith, openWith, waitEnterWith, waitExitWith } from "../../runtime/with.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { abstractFunction, makeAbstractClass } from "../abc.ts";
import { updateWrapper } from "../functools/wrapper.ts";
import { callMethod } from "../method-call.ts";
import { makeClass, makeCoroutine, pythonFunction } from "../native-class.ts";

/** An abstract manager: whoever has its two methods is one. */
function makeAbstractManager(
  globals: NamespaceDict,
  metaclass: PyType,
  name: string,
  enter: string,
  exit: string,
  entered: (self: PyValue) => PyValue,
): PyType {
  return makeAbstractClass({ name, module: "contextlib", metaclass, slots: [] }, (cls) => {
    constants(cls, { [exit]: abstractFunction(exit, ["self", "exc_type", "exc_value", "traceback"], globals) });
    methods(cls, { [`${enter}(self)`]: entered });
    classMethods(cls, {
      "__subclasshook__(cls, C, /)": (type: PyType, candidate: PyValue) =>
        type === cls ? hasMethods(candidate, [enter, exit]) : NotImplemented,
    });
    makeGeneric(cls);
  });
}

function coroutineOf(name: string, value: PyValue): PyValue {
  return makeCoroutine(
    name,
    // oxlint-disable-next-line require-yield
    (function* body(): JsGenerator {
      return value;
    })(),
  );
}

export function makeAbstractManagers(
  globals: NamespaceDict,
  metaclass: PyType,
): { plain: PyType; asynchronous: PyType } {
  const plain = makeAbstractManager(
    globals,
    metaclass,
    "AbstractContextManager",
    "__enter__",
    "__exit__",
    (self) => self,
  );
  const asynchronous = makeAbstractManager(
    globals,
    metaclass,
    "AbstractAsyncContextManager",
    "__aenter__",
    "__aexit__",
    (self) => coroutineOf("__aenter__", self),
  );
  return { plain, asynchronous };
}

/** Calls a function inside a manager. */
function callInside(manager: PyValue, f: PyValue, args: PyValue[], keywords: Keywords): PyValue {
  const opened = openWith(manager);
  enterWith(opened);
  let result: PyValue;
  try {
    result = call(f, args, keywords);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    const before = enterHandler(error);
    try {
      if (!exitWith(opened, error)) throw error;
    } finally {
      leaveHandler(before);
    }
    return null;
  }
  exitWith(opened, null);
  return result;
}

function* callInsideWaiting(manager: PyValue, f: PyValue, args: PyValue[], keywords: Keywords): Waiting {
  const opened = openWith(manager);
  yield* waitEnterWith(opened);
  let result: PyValue;
  try {
    result = yield* waitCall(f, args, keywords);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    const before = enterHandler(error);
    try {
      if (!(yield* waitExitWith(opened, error))) throw error;
    } finally {
      leaveHandler(before);
    }
    return null;
  }
  yield* waitExitWith(opened, null);
  return result;
}

export function makeContextDecorator(globals: NamespaceDict): PyType {
  return makeClass({ name: "ContextDecorator", module: "contextlib" }, (cls) => {
    methods(cls, {
      "_recreate_cm(self)": (self: PyValue) => self,
      "__call__(self, func, /)"(self: PyValue, f: PyValue) {
        const inside =
          <T>(run: (manager: PyValue, f: PyValue, args: PyValue[], keywords: Keywords) => T) =>
          (args: PyTuple, keywords: PyDict): T =>
            run(
              callMethod(self, "_recreate_cm"),
              f,
              [...args.items],
              new Map([...keywords.entries()].map(([key, value]) => [asString(key) ?? "", value])),
            );
        const inner = pythonFunction({
          name: "inner",
          module: "contextlib",
          globals,
          parameters: ["args", "kwds"],
          hasVarArgs: true,
          hasVarKeywords: true,
          js: inside(callInside) as never,
        });
        inner.suspending = inside(callInsideWaiting) as never;
        return updateWrapper(inner, f);
      },
    });
  });
}

/** A manager whose methods are given, over one of the abstract ones. */
function makeManager(name: string, base: PyType, bases: readonly PyType[], fill: (cls: PyType) => void): PyType {
  return makeAbstractClass({ name, module: "contextlib", bases: [base, ...bases], metaclass: base.cls }, fill);
}

export function makeClosing(base: PyType): PyType {
  return makeManager("closing", base, [], (cls) => {
    methods(cls, {
      "__init__(self, thing)"(self: PyObject, thing: PyValue) {
        self.assignAttribute("thing", thing);
        return null;
      },
      "__enter__(self)": (self: PyValue) => getAttribute(self, "thing"),
      "__exit__(self, *exc_info)"(self: PyValue) {
        callMethod(getAttribute(self, "thing"), "close");
        return null;
      },
    });
  });
}

export function makeNullContext(plain: PyType, asynchronous: PyType): PyType {
  return makeManager("nullcontext", plain, [asynchronous], (cls) => {
    methods(cls, {
      "__init__(self, enter_result=None)"(self: PyObject, result: PyValue) {
        self.assignAttribute("enter_result", result);
        return null;
      },
      "__enter__(self)": (self: PyValue) => getAttribute(self, "enter_result"),
      "__exit__(self, *excinfo)": () => null,
      "__aenter__(self)": (self: PyValue) => coroutineOf("__aenter__", getAttribute(self, "enter_result")),
      "__aexit__(self, *excinfo)": () => coroutineOf("__aexit__", null),
    });
  });
}

export function makeSuppress(base: PyType): PyType {
  return makeManager("suppress", base, [], (cls) => {
    methods(cls, {
      "__init__(self, *exceptions)"(self: PyObject, exceptions: PyValue[]) {
        self.assignAttribute("_exceptions", new PyTuple(exceptions));
        return null;
      },
      "__enter__(self)": () => null,
      "__exit__(self, exctype, excinst, exctb)"(self: PyValue, type: PyValue, value: PyValue) {
        if (type === null) return null;
        const wanted = getAttribute(self, "_exceptions");
        if (isSubclass(type, wanted)) return true;
        if (!isSubclass(type, exceptionTypes.BaseExceptionGroup)) return false;
        const rest = itemsOf(callMethod(value, "split", wanted))[1] ?? null;
        if (rest === null) return true;
        throw rest as PyException;
      },
    });
  });
}

export function makeRedirect(interpreter: Interpreter, name: string, stream: string, base: PyType): PyType {
  const sys = (): PyValue => importModule(interpreter, "sys");
  return makeManager(name, base, [], (cls) => {
    constants(cls, { _stream: stream });
    methods(cls, {
      "__init__(self, new_target)"(self: PyObject, target: PyValue) {
        self.assignAttribute("_new_target", target);
        // The same redirection may be entered again inside itself.
        self.assignAttribute("_old_targets", new PyList());
        return null;
      },
      "__enter__(self)"(self: PyValue) {
        const target = getAttribute(self, "_new_target");
        callMethod(getAttribute(self, "_old_targets"), "append", getAttribute(sys(), stream));
        setAttribute(sys(), stream, target);
        return target;
      },
      "__exit__(self, exctype, excinst, exctb)"(self: PyValue) {
        setAttribute(sys(), stream, callMethod(getAttribute(self, "_old_targets"), "pop"));
        return null;
      },
    });
  });
}
