/** functools.update_wrapper: a wrapper takes over the looks of what it wraps. */
import { attributeOr, getAttribute, ownNames, setAttribute } from "../../runtime/attributes.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { asString } from "../../runtime/operators.ts";
import { PyDict } from "../../runtime/dict.ts";
import { paid } from "../../runtime/limits.ts";
import { PyFunction, PyTuple, type PyValue } from "../../runtime/values.ts";
import { callMethod } from "../method-call.ts";

export const ASSIGNMENTS: PyTuple = new PyTuple([
  "__module__",
  "__name__",
  "__qualname__",
  "__doc__",
  "__annotations__",
]);
export const UPDATES: PyTuple = new PyTuple(["__dict__"]);

export function updateWrapper(
  wrapper: PyValue,
  wrapped: PyValue,
  assigned: PyValue = ASSIGNMENTS,
  updated: PyValue = UPDATES,
): PyValue {
  for (const item of paid(itemsOf(assigned))) {
    const name = asString(item) ?? "";
    const value = attributeOr(wrapped, name, undefined);
    if (value !== undefined) setAttribute(wrapper, name, value);
  }
  for (const item of paid(itemsOf(updated))) {
    const name = asString(item) ?? "";
    // A function without attributes of its own has nothing to give, and keeps its quick form.
    if (
      name === "__dict__" &&
      wrapped instanceof PyFunction &&
      ownNames(wrapped).length === 0 &&
      wrapper instanceof PyFunction
    )
      continue;
    callMethod(getAttribute(wrapper, name), "update", attributeOr(wrapped, name, new PyDict()));
  }
  setAttribute(wrapper, "__wrapped__", wrapped);
  return wrapper;
}
