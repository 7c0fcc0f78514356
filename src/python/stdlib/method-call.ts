/** Calls of methods by name, as library code makes them on values of unknown kind. */
import { getAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { isException } from "../runtime/exceptions.ts";
import type { ExceptionName } from "../runtime/raise.ts";
import type { PyValue } from "../runtime/values.ts";

/** `object.name(*args)`. */
export function callMethod(object: PyValue, name: string, ...args: PyValue[]): PyValue {
  return call(getAttribute(object, name), args);
}

/** The value of `body`, or that of `otherwise` when it raises an exception of that name. */
export function orWhen<T>(name: ExceptionName, body: () => T, otherwise: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!isException(error, name)) throw error;
  }
  return otherwise();
}
