/** `@contextmanager`: a generator as a context manager. What it runs may wait for a tool, so each step has both forms. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { constants } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { isException } from "../../runtime/exceptions.ts";
import { PyGenerator } from "../../runtime/generator.ts";
import { HostWait } from "../../runtime/host-wait.ts";
import { isIterator, nextOf } from "../../runtime/iterate.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { type Waiting, waitCall, waitNext } from "../../runtime/suspension.ts";
import {
  type Keywords,
  PyException,
  PyFunction,
  type PyIterator,
  type PyObject,
  PyTraceback,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { updateWrapper } from "../functools/wrapper.ts";
import { callMethod } from "../method-call.ts";
import { instantiate, makeClass, pythonFunction } from "../native-class.ts";

/** What `__exit__` was told. */
interface Failure {
  value: PyException;
  traceback: PyTraceback | null;
}

function readFailure(type: PyValue, value: PyValue, traceback: PyValue): Failure | null {
  if (type === null) return null;
  const exception = value ?? call(type, []);
  if (!(exception instanceof PyException)) throw raise.TypeError("__exit__ takes an exception");
  return { value: exception, traceback: traceback instanceof PyTraceback ? traceback : null };
}

function didNotYield(): never {
  throw raise.RuntimeError("generator didn't yield");
}

/** The generator should have ended, and is closed. */
function didNotStop(generator: PyValue, failure: Failure | null): never {
  const error = raise.RuntimeError(failure === null ? "generator didn't stop" : "generator didn't stop after throw()");
  const before = current.handling;
  current.handling = error;
  try {
    callMethod(generator, "close");
  } finally {
    current.handling = before;
  }
  throw error;
}

/** What the generator let out: false when it is the exception that was thrown in, which goes on by itself. */
function letOut(error: unknown, { value, traceback }: Failure): boolean {
  if (isException(error, "StopIteration") && error !== value) return true;
  const isOwn = error === value;
  // PEP 479 wraps a StopIteration that leaves a generator.
  const isWrapped = isException(error, "RuntimeError") && error.cause === value && isException(value, "StopIteration");
  if (!isOwn && !isWrapped) throw error;
  value.traceback = traceback;
  return false;
}

function enter(generator: PyValue): PyValue {
  const value = nextOf(generator);
  return value === undefined ? didNotYield() : value;
}

function* enterWaiting(generator: PyValue): Waiting {
  if (!isIterator(generator)) return enter(generator);
  const value = yield* waitNext(generator as unknown as PyIterator);
  return value === undefined ? didNotYield() : value;
}

function leave(generator: PyValue, failure: Failure | null): boolean {
  if (failure === null) return nextOf(generator) === undefined ? false : didNotStop(generator, null);
  try {
    if (generator instanceof PyGenerator) {
      if (generator.throwIn(failure.value).done === true) return true;
    } else callMethod(generator, "throw", failure.value);
  } catch (error) {
    return letOut(error, failure);
  }
  return didNotStop(generator, failure);
}

function* leaveWaiting(generator: PyValue, failure: Failure | null): Waiting {
  if (failure === null) {
    if (!isIterator(generator)) return leave(generator, null);
    return (yield* waitNext(generator as unknown as PyIterator)) === undefined ? false : didNotStop(generator, null);
  }
  if (!(generator instanceof PyGenerator)) return leave(generator, failure);
  try {
    let step = generator.throwIn(failure.value);
    while (step.done !== true && step.value instanceof HostWait) {
      yield step.value;
      step = generator.resume(() => generator.js.next(null));
    }
    if (step.done === true) return true;
  } catch (error) {
    return letOut(error, failure);
  }
  return didNotStop(generator, failure);
}

const NO_KEYWORDS: Keywords = new Map();

type Form<T> = (...args: PyValue[]) => T;

/** A function with a form for where nothing may block. */
function twoForms(
  globals: NamespaceDict,
  name: string,
  parameters: readonly string[],
  plain: Form<PyValue>,
  waiting: Form<Waiting>,
): PyFunction {
  const f = pythonFunction({ name, module: "contextlib", globals, parameters, js: plain as PyFunction["js"] });
  f.suspending = waiting as unknown as PyFunction["js"];
  return f;
}

const generatorOf = (self: PyValue): PyValue =>
  (self as unknown as { $gen?: PyValue }).$gen ?? getAttribute(self, "gen");

export function makeGeneratorManager(globals: NamespaceDict, bases: readonly PyType[], metaclass: PyType): PyType {
  return makeClass({ name: "_GeneratorContextManager", module: "contextlib", bases, metaclass }, (cls) => {
    const exitParameters = ["self", "typ", "value", "traceback"];
    constants(cls, {
      __init__: pythonFunction({
        name: "__init__",
        module: "contextlib",
        globals,
        parameters: ["self", "func", "args", "kwds"],
        js(self, f, args, keywords) {
          start(self as PyObject, {
            f: f as PyValue,
            args: tupleOf(args),
            keywords: keywordsOf(keywords),
            make: call,
          });
          return null;
        },
      }),
      __enter__: twoForms(
        globals,
        "__enter__",
        ["self"],
        (self) => enter(generatorOf(self as PyValue)),
        (self) => enterWaiting(generatorOf(self as PyValue)),
      ),
      __exit__: twoForms(
        globals,
        "__exit__",
        exitParameters,
        (self, ...given) => leave(generatorOf(self as PyValue), readFailure(...(given as [PyValue, PyValue, PyValue]))),
        (self, ...given) =>
          leaveWaiting(generatorOf(self as PyValue), readFailure(...(given as [PyValue, PyValue, PyValue]))),
      ),
      // One generator serves one with statement; as a decorator each call needs its own.
      _recreate_cm: pythonFunction({
        name: "_recreate_cm",
        module: "contextlib",
        globals,
        parameters: ["self"],
        js: (self) => remake(self as PyObject & { recipe?: Recipe }),
      }),
    });
  });
}

function tupleOf(value: PyValue | undefined): PyTuple {
  if (value instanceof PyTuple) return value;
  throw raise.TypeError("the arguments of a context manager are a tuple and a dict");
}

function keywordsOf(dict: PyValue | undefined): Keywords {
  if (!(dict instanceof PyDict)) throw raise.TypeError("the arguments of a context manager are a tuple and a dict");
  if (dict.size === 0) return NO_KEYWORDS;
  return new Map([...dict.entries()].map(([key, value]) => [asString(key) ?? "", value]));
}

/** How a manager's generator is made: anew each time that the manager serves as a decorator. */
interface Recipe {
  f: PyValue;
  args: PyTuple;
  keywords: Keywords;
  /** Makes the generator: in the form that may wait, where the manager was made in such a place. */
  make: (f: PyValue, args: PyValue[], keywords: Keywords | null) => PyValue;
}

/** A generator function gives its generator at once, in its waiting form too. */
function makeWaiting(f: PyValue, args: PyValue[], keywords: Keywords | null): PyValue {
  const step = waitCall(f, args, keywords).next(null);
  return step.done === true ? step.value : call(f, args, keywords);
}

/** Makes the generator and remembers how. */
function start(manager: PyObject, recipe: Recipe): PyObject {
  const { f, args, keywords, make } = recipe;
  manager.assignAttribute("gen", make(f, [...args.items], keywords.size > 0 ? keywords : null));
  const doc = f instanceof PyFunction ? f.doc : attributeOr(f, "__doc__", null);
  if (doc !== null) manager.assignAttribute("__doc__", doc);
  // Not an attribute of Python's: the arguments must not be seen through the manager's dictionary.
  (manager as PyObject & { recipe?: Recipe }).recipe = recipe;
  return manager;
}

function remake(manager: PyObject & { recipe?: Recipe }): PyObject {
  const { recipe } = manager;
  if (recipe === undefined) throw raise.RuntimeError("this context manager was not made by contextmanager()");
  return start(instantiate<PyObject>(manager.cls), recipe);
}

/** The decorator. */
export function contextManager(globals: NamespaceDict, cls: PyType, f: PyValue): PyValue {
  const made = (args: PyTuple, keywords: PyDict, make: Recipe["make"]): PyObject =>
    start(instantiate<PyObject>(cls), { f, args, keywords: keywordsOf(keywords), make });
  const helper = pythonFunction({
    name: "helper",
    module: "contextlib",
    globals,
    parameters: ["args", "kwds"],
    hasVarArgs: true,
    hasVarKeywords: true,
    js: (args, keywords) => made(args as PyTuple, keywords as PyDict, call),
  });
  // It waits for nothing itself, but the generator that it makes may.
  // oxlint-disable-next-line require-yield
  helper.suspending = function* waiting(args: PyTuple, keywords: PyDict): Waiting {
    return made(args, keywords, makeWaiting);
  } as never;
  return updateWrapper(helper, f);
}
