/** What generated code does at the edges of frames: entering handlers, leaving functions, raising. */
import type { PyDict } from "./dict.ts";
import { exceptionField, isException } from "./exceptions.ts";
import { PyBuiltin } from "./builtin.ts";
import { guardStop } from "./generator.ts";
import { call } from "./call.ts";
import { itemsOf } from "./iterate.ts";
import { meter, paid, setRecursionError } from "./limits.ts";
import { exceptionTypes, makeException, raise, setContext } from "./raise.ts";
import { repr } from "./show.ts";
import { current } from "./state.ts";
import { noteFrame } from "./traceback.ts";
import { typeOf } from "./type-table.ts";
import { isSubtype } from "./types.ts";
import { type PyCode, PyException, PyTuple, PyType, type PyValue } from "./values.ts";

setRecursionError(() => raise.RecursionError("maximum recursion depth exceeded"));

function globalsOf(code: PyCode): PyDict {
  return code.globals as PyDict;
}

/** What `catch` calls first: signals go on, everything else is a Python exception from here. */
export function caught(error: unknown, code: PyCode, position: number, noted: unknown): PyException {
  const exception = noteFrame(error, code, position, noted, globalsOf(code));
  if (exception instanceof PyException && !meter.stopped) return exception;
  throw exception;
}

export function exitFunction(error: unknown, code: PyCode, position: number, noted: unknown): unknown {
  return noteFrame(error, code, position, noted, globalsOf(code));
}

export function exitGenerator(error: unknown, code: PyCode, position: number, noted: unknown): unknown {
  const { isGenerator, isCoroutine } = code.fields;
  return guardStop(
    noteFrame(error, code, position, noted, globalsOf(code)),
    isCoroutine ? (isGenerator ? "async generator" : "coroutine") : "generator",
  );
}

/** A frame that may not be entered. */
export function recursionLimit(): never {
  throw raise.RecursionError("maximum recursion depth exceeded");
}

/** The handler of `exception` begins; gives the exception that was being handled before. */
export function enterHandler(exception: PyException): PyException | null {
  const before = current.handling;
  current.handling = exception;
  return before;
}

/**
 * The same in a generator's own code. Its outermost handler gives undefined: what is handled around it when it is left may
 * be another than when it was entered, since the generator may have been resumed from elsewhere.
 */
export function enterGeneratorHandler(exception: PyException): PyException | null | undefined {
  const { handling, running } = current;
  current.handling = exception;
  if (running === null || running.isHandling) return handling;
  running.isHandling = true;
  return undefined;
}

export function leaveHandler(before: PyException | null | undefined): void {
  current.handling = before === undefined ? leaveGenerator() : before;
}

function leaveGenerator(): PyException | null {
  const { running } = current;
  if (running === null) return null;
  running.isHandling = false;
  return running.around;
}

/** `finally` runs while an exception is on its way, or not (undefined). */
export function enterFinally(flying: PyException | undefined): PyException | null {
  const before = current.handling;
  if (flying !== undefined) current.handling = flying;
  return before;
}

export function leaveFinally(flying: PyException | undefined, before: PyException | null | undefined): void {
  if (flying !== undefined) leaveHandler(before);
}

/** Whether an `except` clause of this class (or tuple of classes) takes the exception. */
export function matchesException(exception: PyException, type: PyValue): boolean {
  if (type instanceof PyType) {
    if (!isSubtype(type, exceptionTypes.BaseException)) notExceptionClass();
    return isSubtype(exception.cls, type);
  }
  if (type instanceof PyTuple) {
    for (const item of paid(type.items))
      if (!(item instanceof PyType) || !isSubtype(item, exceptionTypes.BaseException)) notExceptionClass();
    return type.items.some((item) => isSubtype(exception.cls, item as PyType));
  }
  return notExceptionClass();
}

function notExceptionClass(): never {
  throw raise.TypeError("catching classes that do not inherit from BaseException is not allowed");
}

/** `raise value` and `raise value from cause`: the exception to throw. */
export function raised(value: PyValue, cause?: PyValue): PyException {
  const exception = instantiate(value);
  if (cause !== undefined) {
    if (cause === null) exception.cause = null;
    else if (cause instanceof PyException) exception.cause = cause;
    else if (cause instanceof PyType && isSubtype(cause, exceptionTypes.BaseException))
      exception.cause = instantiate(cause);
    else throw raise.TypeError("exception causes must derive from BaseException");
    exception.suppressContext = true;
  }
  setContext(exception);
  return exception;
}

function instantiate(value: PyValue): PyException {
  if (value instanceof PyException) return value;
  if (value instanceof PyType && isSubtype(value, exceptionTypes.BaseException)) {
    const exception = call(value, []);
    if (exception instanceof PyException) return exception;
    throw raise.TypeError(
      `calling ${repr(value)} should have returned an instance of BaseException, not ${repr(typeOf(exception))}`,
    );
  }
  throw raise.TypeError("exceptions must derive from BaseException");
}

/** A bare `raise`. */
export function reraise(): PyException {
  const { handling } = current;
  if (handling === null) throw raise.RuntimeError("No active exception to reraise");
  return handling;
}

export function assertionError(message: PyValue | undefined): PyException {
  return message === undefined ? raise.AssertionError() : makeException(exceptionTypes.AssertionError, [message]);
}

/** The state of an `except*`: what is left of the group, and what handlers raised. */
export interface GroupState {
  original: PyException;
  isWrapped: boolean;
  rest: PyValue;
  raised: PyException[];
}

export function beginGroup(exception: PyException): GroupState {
  const isGroup = isException(exception, "BaseExceptionGroup");
  return { original: exception, isWrapped: !isGroup, rest: exception, raised: [] };
}

/** The part of what is left that a clause takes, or null. */
export function splitGroup(state: GroupState, type: PyValue): PyValue {
  for (const item of type instanceof PyTuple ? paid(type.items) : [type]) {
    if (!(item instanceof PyType) || !isSubtype(item, exceptionTypes.BaseException)) {
      throw raise.TypeError("catching classes that do not inherit from BaseException is not allowed");
    }
    if (isSubtype(item, exceptionTypes.BaseExceptionGroup))
      throw raise.TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
  }
  if (!(state.rest instanceof PyException)) return null;
  if (state.isWrapped) {
    if (!matchesException(state.original, type)) return null;
    state.rest = null;
    const group = call(exceptionTypes.ExceptionGroup, ["", new PyTuple([state.original])]) as PyException;
    return group;
  }
  const [taken = null, rest = null] = itemsOf(call(state.rest.findAttribute("split") as PyValue, [type]));
  // What no clause took stays what it was: split() would give a copy of it.
  if (taken !== null) state.rest = rest;
  return taken;
}

export function collectRaised(state: GroupState, exception: PyException): void {
  state.raised.push(exception);
}

/**
 * What leaves an `except*`, if anything: what no clause took and what was raised again as it was keep the shape of the
 * original group; what handlers raised newly stands beside that in a group without a message.
 */
export function endGroup(state: GroupState): PyException | undefined {
  const { raised: thrown, rest, original } = state;
  if (thrown.length === 0 && rest === original) return original;
  if (state.isWrapped) return thrown[0];
  const parts = rest instanceof PyException ? [...thrown, rest] : thrown;
  if (parts.length === 0) return undefined;
  const fresh = parts.filter((part) => !isPartOf(part, original));
  const again = fresh.length === parts.length ? null : onlyLeavesOf(original, parts);
  if (fresh.length === 0) return again ?? undefined;
  const all = again === null ? fresh : [...fresh, again];
  if (all.length === 1) return all[0];
  return call(exceptionTypes.BaseExceptionGroup, ["", new PyTuple(all)]) as PyException;
}

/** Whether nothing happened to the part since it was split off. */
function isPartOf(part: PyException, original: PyException): boolean {
  return part.traceback === original.traceback && part.cause === original.cause && part.context === original.context;
}

/** The original with those leaves only that are in parts split off from it. */
function onlyLeavesOf(original: PyException, parts: readonly PyException[]): PyException | null {
  const leaves = new Set<PyValue>();
  const collect = (part: PyValue): void => {
    if (!isException(part, "BaseExceptionGroup")) leaves.add(part);
    else for (const member of itemsOf(exceptionField(part, "exceptions"))) collect(member);
  };
  for (const part of parts) if (isPartOf(part, original)) collect(part);
  const isKept = new PyBuiltin("isKept", "function", null, "exception, /", (exception: PyValue) =>
    leaves.has(exception),
  );
  return itemsOf(call(original.findAttribute("split") as PyValue, [isKept]))[0] as PyException | null;
}
