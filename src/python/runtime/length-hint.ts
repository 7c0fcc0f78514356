/** operator.length_hint: how long an iterable says it is. */
import { callSpecial0 } from "./call.ts";
import { isException } from "./exceptions.ts";
import { raise } from "./raise.ts";
import { toSize } from "./subscript.ts";
import { typeOf } from "./type-table.ts";
import { lookup } from "./types.ts";
import { NotImplemented, PyIntObject, PyObject, type PyValue } from "./values.ts";

/** `len(value)`, or what its `__length_hint__` says, or the fallback; a TypeError of either counts as silence. */
export function lengthHint(value: PyValue, fallback: number): number {
  if (value instanceof PyObject) {
    const size = unlessTypeError(() => value.length());
    if (size !== undefined) return size;
  }
  const method = lookup(typeOf(value), "__length_hint__");
  if (method === undefined || method === null) return fallback;
  const hint = unlessTypeError(() => callSpecial0(method, value));
  if (hint === undefined || hint === NotImplemented) return fallback;
  if (
    typeof hint !== "number" &&
    typeof hint !== "bigint" &&
    typeof hint !== "boolean" &&
    !(hint instanceof PyIntObject)
  ) {
    throw raise.TypeError(`__length_hint__ must be an integer, not ${typeOf(hint).shown}`);
  }
  const length = toSize(hint);
  if (length < 0) throw raise.ValueError("__length_hint__() should return >= 0");
  return length;
}

function unlessTypeError<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (isException(error, "TypeError")) return undefined;
    throw error;
  }
}

/** Whoever makes a list or tuple asks first, as CPython does to reserve room: an error of the asking is an error of theirs. */
export function askLength(iterable: PyValue): void {
  if (iterable instanceof PyObject && iterable.cls.isHeap) lengthHint(iterable, 0);
}
