/** What the iterators of this module share. */
import { current } from "../../runtime/state.ts";
import { PyTuple, type PyIterator, type PyType, type PyValue } from "../../runtime/values.ts";

/** Makes an instance of a type or a subclass of it. */
export function make<T>(cls: PyType, ...args: unknown[]): T {
  return new (cls.jsClass as unknown as new (...args: unknown[]) => T)(...args);
}

/** An iterator as the Python object that it is. */
export function asValue(iterator: PyIterator): PyValue {
  return iterator as unknown as PyValue;
}

export function tuple(...items: PyValue[]): PyTuple {
  return new PyTuple(items);
}

/** The built-in function `iter`, for `__reduce__`. */
export function iterFunction(): PyValue {
  return current.interpreter.builtins.getString("iter") as PyValue;
}
