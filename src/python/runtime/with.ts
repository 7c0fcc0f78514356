/** The context manager protocol behind `with` and `async with`. */
import { callSpecial0, callSpecial } from "./call.ts";
import { awaitValue, type JsGenerator } from "./generator.ts";
import { raise } from "./raise.ts";
import { waitCall } from "./suspension.ts";
import { bindTo } from "./call.ts";
import { isTrue } from "./truth.ts";
import { typeOf } from "./type-table.ts";
import { lookup } from "./types.ts";
import type { PyException, PyValue } from "./values.ts";

/** A manager with its methods, looked up before anything runs. */
export interface Manager {
  readonly object: PyValue;
  readonly enter: PyValue;
  readonly exit: PyValue;
}

export function openWith(object: PyValue): Manager {
  const type = typeOf(object);
  const enter = lookup(type, "__enter__"),
    exit = lookup(type, "__exit__");
  if (enter === undefined) {
    throw raise.TypeError(`'${type.name}' object does not support the context manager protocol`);
  }
  if (exit === undefined)
    throw raise.TypeError(
      `'${type.name}' object does not support the context manager protocol (missed __exit__ method)`,
    );
  return { object, enter, exit };
}

export function enterWith(manager: Manager): PyValue {
  return callSpecial0(manager.enter, manager.object);
}

function exitArguments(error: PyException | null): PyValue[] {
  return error === null ? [null, null, null] : [error.cls, error, error.traceback];
}

/** Calls `__exit__`; true when it swallows the exception. */
export function exitWith(manager: Manager, error: PyException | null): boolean {
  const result = callSpecial(manager.exit, manager.object, exitArguments(error));
  return error !== null && isTrue(result);
}

export function openAsyncWith(object: PyValue): Manager {
  const type = typeOf(object);
  const enter = lookup(type, "__aenter__"),
    exit = lookup(type, "__aexit__");
  if (enter === undefined)
    throw raise.TypeError(`'${type.name}' object does not support the asynchronous context manager protocol`);
  if (exit === undefined)
    throw raise.TypeError(
      `'${type.name}' object does not support the asynchronous context manager protocol (missed __aexit__ method)`,
    );
  return { object, enter, exit };
}

export function* enterAsyncWith(manager: Manager): JsGenerator {
  const value = callSpecial0(manager.enter, manager.object);
  return yield* awaitFrom(value, "__aenter__");
}

export function* asyncExit(manager: Manager, error: PyException | null): Generator<unknown, boolean, PyValue> {
  const value = callSpecial(manager.exit, manager.object, exitArguments(error));
  const result = yield* awaitFrom(value, "__aexit__");
  return error !== null && isTrue(result);
}

function* awaitFrom(value: PyValue, method: string): JsGenerator {
  if (lookup(typeOf(value), "__await__") === undefined && typeOf(value).name !== "coroutine") {
    throw raise.TypeError(
      `'async with' received an object from ${method} that does not implement __await__: ${typeOf(value).shown}`,
    );
  }
  return yield* awaitValue(value);
}

export function* waitEnterWith(manager: Manager): Generator<unknown, PyValue, PyValue> {
  return yield* waitCall(bindTo(manager.enter, manager.object), [], null);
}

export function* waitExitWith(manager: Manager, error: PyException | null): Generator<unknown, boolean, PyValue> {
  const result = yield* waitCall(bindTo(manager.exit, manager.object), exitArguments(error), null);
  return error !== null && isTrue(result);
}
