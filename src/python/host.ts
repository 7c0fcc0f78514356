/** Functions of the host, as Python calls them. */
import type { HostBinding, HostFunction } from "./contract.ts";
import { fromHost, PyHostHandle, toHost } from "./runtime/convert.ts";
import { isException } from "./runtime/exceptions.ts";
import type { Interpreter } from "./runtime/interpreter.ts";
import { exceptionTypes, makeException, type ExceptionName } from "./runtime/raise.ts";
import { repr } from "./runtime/show.ts";
import { PyHostFunction, waitCall } from "./runtime/suspension.ts";
import { FinalAnswerSignal } from "./runtime/traceback.ts";
import { call } from "./runtime/call.ts";
import { type Keywords, PyException, type PyValue } from "./runtime/values.ts";
import type { Driver } from "./driver.ts";
import { parameterNames } from "./parameter-names.ts";

/** A bare function takes keyword arguments by its parameters' names. */
function bindBare(f: (...args: never[]) => unknown, args: unknown[], keywords: Map<string, unknown>): unknown[] {
  if (keywords.size === 0) return args;
  const names = parameterNames(f)?.names ?? [];
  const bound = [...args];
  for (const [name, value] of keywords) {
    const index = names.indexOf(name);
    if (index < 0) throw new TypeError(`got an unexpected keyword argument '${name}'`);
    bound[index] = value;
  }
  return bound;
}

/** Makes a tool: an opaque stub that Python can only call. */
export function hostFunction(name: string, f: HostFunction, interpreter: Interpreter, driver: Driver): PyHostFunction {
  const binding: HostBinding =
    typeof f === "function"
      ? { call: (args, keywords) => (f as (...args: unknown[]) => unknown)(...bindBare(f, args, keywords)) }
      : f;
  const isFinalAnswer = binding.isFinalAnswer ?? name === "final_answer";
  const start = (args: readonly PyValue[], keywords: Keywords | null, mayWait: boolean): unknown => {
    interpreter.meter.hostCall();
    const options = { wrapFunction: (inner: PyValue) => pythonFunction(inner, interpreter, driver) };
    const given = args.map((arg) => toHost(arg, options));
    const named = new Map([...(keywords ?? [])].map(([key, value]) => [key, toHost(value, options)]));
    const { begin } = binding;
    if (driver.isBlocking && begin !== undefined && (mayWait || interpreter.scheduler.hasThreads)) {
      const wait = driver.begun(begin(given, named));
      return mayWait ? wait : interpreter.scheduler.block(wait);
    }
    return binding.call(given, named);
  };
  const finish = (value: unknown): PyValue => {
    const result = fromHost(value, {
      keepsFloats: binding.keepsFloats,
      wrapFunction: (inner) => hostFunction(inner.name || "function", inner as never, interpreter, driver),
    });
    if (!isFinalAnswer) return result;
    interpreter.meter.stopped = true;
    throw new FinalAnswerSignal(result);
  };
  return new PyHostFunction(name, start, finish, (error) => toPythonError(error), binding.doc ?? null);
}

/** An error of a tool as a Python exception: its message, no stack of ours. */
function toPythonError(error: unknown): unknown {
  if (error instanceof PyException || isSignal(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const wanted = (error as { pythonType?: unknown } | null)?.pythonType;
  const type =
    typeof wanted === "string" && Object.hasOwn(exceptionTypes, wanted)
      ? exceptionTypes[wanted as ExceptionName]
      : exceptionTypes.RuntimeError;
  return makeException(type, [message.slice(0, 4000)]);
}

function isSignal(error: unknown): boolean {
  return (
    error instanceof FinalAnswerSignal ||
    (typeof error === "object" &&
      error !== null &&
      "error" in error &&
      (error as { error: { name?: string } }).error?.name === "LimitError") ||
    (error instanceof Error && error.name === "AbortError")
  );
}

/** A Python function as the host sees it: asynchronous, under the same budget; blocking hosts get a plain one. */
export function pythonFunction(f: PyValue, interpreter: Interpreter, driver: Driver): (...args: unknown[]) => unknown {
  if (f instanceof PyHostHandle) return f.value as (...args: unknown[]) => unknown;
  return (...args: unknown[]) => {
    const values = interpreter.enter(() => args.map((arg) => fromHost(arg)));
    if (driver.isBlocking) return interpreter.enter(() => leave(call(f, values), interpreter, driver));
    return driver
      .drive(() => waitCall(f, values, null))
      .then(
        (result) => interpreter.enter(() => leave(result, interpreter, driver)),
        (error: unknown) => {
          throw interpreter.enter(() => hostError(error));
        },
      );
  };
}

function leave(value: PyValue, interpreter: Interpreter, driver: Driver): unknown {
  return toHost(value, {
    wrapFunction: (inner) => pythonFunction(inner, interpreter, driver),
    fallback: (item) => repr(item),
  });
}

/** A Python exception that leaves through a callback. */
function hostError(error: unknown): unknown {
  if (!(error instanceof PyException)) return error;
  const { args } = error;
  const message = isException(error, "KeyError")
    ? repr(args.items[0] ?? null)
    : args.items.map((item) => (typeof item === "string" ? item : repr(item))).join(", ");
  return new CallbackError(message, error.cls.name);
}

/** What a host sees when a Python function that it called raises. */
export class CallbackError extends Error {
  readonly pythonType: string;
  constructor(message: string, pythonType: string) {
    super(message);
    this.name = "CallbackError";
    this.pythonType = pythonType;
  }
}
