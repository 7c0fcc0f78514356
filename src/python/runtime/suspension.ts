/**
 * Waiting for the host where nothing may block.
 *
 * In the generator form of a function every call that may reach a host function is `yield* waitCall(...)`. A host
 * function that gives a promise, or that was begun where the thread may block, yields a `HostWait`; whoever drives the
 * outermost generator waits for it and resumes.
 */
import { PyBuiltin } from "./builtin.ts";
import { bindFunction } from "./bind-function.ts";
import { call, isObject, notCallable } from "./call.ts";
import { type JsGenerator, plain, PyGenerator } from "./generator.ts";
import { HostWait } from "./host-wait.ts";
import { raise } from "./raise.ts";
import { current } from "./state.ts";
import { typeOf, typeType } from "./type-table.ts";
import { defineType, lookup } from "./types.ts";
import {
  type Cell,
  type JsFunction,
  type Keywords,
  PyFunction,
  type PyIterator,
  PyMethod,
  PyObject,
  PyType,
  type PyValue,
} from "./values.ts";

/** A function of the host (a tool): opaque, called by copy. */
export class PyHostFunction extends PyObject {
  readonly name: string;
  /** Starts the call: the host's value, or a promise of it. With `mayWait` it may also be a HostWait. */
  readonly start: (args: readonly PyValue[], keywords: Keywords | null, mayWait: boolean) => unknown;
  /** Turns the host's value (or its error) into Python's. */
  readonly finish: (value: unknown) => PyValue;
  readonly fail: (error: unknown) => unknown;
  readonly doc: string | null;

  constructor(
    name: string,
    start: (args: readonly PyValue[], keywords: Keywords | null, mayWait: boolean) => unknown,
    finish: (value: unknown) => PyValue,
    fail: (error: unknown) => unknown,
    doc: string | null = null,
  ) {
    super();
    this.name = name;
    this.start = start;
    this.finish = finish;
    this.fail = fail;
    this.doc = doc;
  }
}

export const hostFunctionType: PyType = defineType("tool", PyHostFunction, { final: true });

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

PyHostFunction.prototype.invoke = function invoke(
  this: PyHostFunction,
  args: PyValue[],
  keywords: Keywords | null,
): PyValue {
  const result = started(this, args, keywords, false);
  if (isPromise(result)) {
    result.catch(() => undefined);
    throw raise.RuntimeError(
      `the tool '${this.name}' has to wait and was called where Python cannot wait (inside a built-in that calls back); call it in a loop or a comprehension instead`,
    );
  }
  return finished(this, result);
};

/** The result, remembered: `await tool(x)` means the same as `tool(x)`. */
function finished(f: PyHostFunction, value: unknown): PyValue {
  const result = f.finish(value);
  current.toolResult = result;
  return result;
}

function started(f: PyHostFunction, args: readonly PyValue[], keywords: Keywords | null, mayWait: boolean): unknown {
  try {
    return f.start(args, keywords, mayWait);
  } catch (error) {
    throw f.fail(error);
  }
}

/** The generator form of a Python function, made when it is first needed over the same cells. */
function suspendingForm(f: PyFunction): JsFunction {
  if (f.suspending === null) {
    const { code } = f;
    code.suspendingFactory ??= code.makeSuspending === null ? null : code.makeSuspending();
    f.suspending = code.suspendingFactory === null ? f.js : code.suspendingFactory(f.closure as Cell[]);
  }
  return f.suspending;
}

export type Waiting = Generator<unknown, PyValue, PyValue>;

/** A callable object of TypeScript's that calls another, which may wait. */
export interface Waitable {
  waitInvoke: (args: PyValue[], keywords: Keywords | null) => Waiting;
}

/** How built-ins that call back into Python, or consume an iterator that may wait, are called; filled by `builtins/waiting-forms.ts`. */
export const waitingForms: Map<string, (f: PyValue, args: PyValue[], keywords: Keywords | null) => Waiting> = new Map();

export function* waitCall(f: PyValue, args: PyValue[], keywords: Keywords | null): Waiting {
  if (f instanceof PyFunction) {
    const values = f.arity === args.length && keywords === null ? args : bindFunction(f, args, keywords);
    const { fields } = f.code;
    const form = suspendingForm(f);
    const result = form(...values) as unknown;
    return fields.isGenerator || fields.isCoroutine || form === f.js ? (result as PyValue) : yield* result as Waiting;
  }
  if (f instanceof PyMethod) return yield* waitCall(f.func, [f.self, ...args], keywords);
  if (f instanceof PyHostFunction) {
    const result = started(f, args, keywords, true);
    if (!isPromise(result) && !(result instanceof HostWait)) return finished(f, result);
    const wait = isPromise(result) ? current.interpreter.scheduler.track(new HostWait(result)) : result;
    yield wait;
    let value: unknown;
    try {
      value = wait.take();
    } catch (error) {
      throw f.fail(error);
    }
    return finished(f, value);
  }
  if (f instanceof PyBuiltin || f instanceof PyType) {
    const form = waitingForms.get(f.name);
    if (form !== undefined) return yield* form(f, args, keywords);
  }
  if (f instanceof PyType && f.isHeap) return yield* waitConstruct(f, args, keywords);
  if (!isObject(f)) return notCallable(f);
  const method = f.cls.isHeap ? lookup(f.cls, "__call__") : undefined;
  if (method instanceof PyFunction) return yield* waitCall(method, [f, ...args], keywords);
  const { waitInvoke } = f as Partial<Waitable>;
  return waitInvoke === undefined ? call(f, args, keywords) : yield* waitInvoke.call(f, args, keywords);
}

/** `C(...)` where `__init__` may wait. */
function* waitConstruct(cls: PyType, args: PyValue[], keywords: Keywords | null): Waiting {
  const init = lookup(cls, "__init__");
  const make = lookup(cls, "__new__");
  const metaCall = lookup(cls.cls, "__call__");
  if (
    !(init instanceof PyFunction) ||
    !(make instanceof PyBuiltin) ||
    !(metaCall instanceof PyBuiltin) ||
    metaCall.owner !== typeType
  )
    return call(cls, args, keywords);
  const object = make.invoke([cls, ...args], keywords);
  const result = yield* waitCall(init, [object, ...args], keywords);
  if (result !== null) throw raise.TypeError(`__init__() should return None, not '${typeOf(result).shown}'`);
  return object;
}

export function* waitCall0(f: PyValue): Waiting {
  return yield* waitCall(f, [], null);
}
export function* waitCall1(f: PyValue, a: PyValue): Waiting {
  return yield* waitCall(f, [a], null);
}
export function* waitCall2(f: PyValue, a: PyValue, b: PyValue): Waiting {
  return yield* waitCall(f, [a, b], null);
}
export function* waitCall3(f: PyValue, a: PyValue, b: PyValue, c: PyValue): Waiting {
  return yield* waitCall(f, [a, b, c], null);
}

/** The next item of an iterator that may wait. */
export function* waitNext(iterator: PyIterator): Generator<unknown, PyValue | undefined, PyValue> {
  if (iterator instanceof PyGenerator) {
    let result = iterator.send(null);
    while (result.done !== true && result.value instanceof HostWait) {
      try {
        yield result.value;
      } catch (error) {
        result = iterator.resume(() => iterator.js.throw(error));
        continue;
      }
      result = iterator.resume(() => iterator.js.next(null));
    }
    if (result.done === true) {
      iterator.returned = result.value;
      return undefined;
    }
    return plain(result.value);
  }
  if (iterator instanceof PyObject && iterator.cls.isHeap) {
    const method = lookup(iterator.cls, "__next__");
    if (method instanceof PyFunction) {
      try {
        return yield* waitCall(method, [iterator], null);
      } catch (error) {
        if (error instanceof PyObject && error.cls.name === "StopIteration") return undefined;
        throw error;
      }
    }
  }
  const waiting = (iterator as { waitNext?: () => Generator<unknown, PyValue | undefined, PyValue> }).waitNext;
  return waiting === undefined ? iterator.next() : yield* waiting.call(iterator);
}

/** Drives a body to its end where nothing can be waited for. */
export function runPlain(body: JsGenerator): PyValue {
  const result = body.next(null);
  if (result.done === true) return result.value;
  return plain(result.value);
}
