/** repr(), str() and format(), as natives ask for them. */
import { PyBuiltin } from "./builtin.ts";
import { callSpecial0, callSpecial1 } from "./call.ts";
import { enterNative, leaveNative, spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { current } from "./state.ts";
import { typeOf } from "./type-table.ts";
import { lookup, objectType } from "./types.ts";
import { PyStrObject, type PyValue } from "./values.ts";

/** How a str shows itself; set by `builtins/str.ts`. */
let stringRepr: (text: string) => string = (text) => JSON.stringify(text);
export function setStringRepr(show: (text: string) => string): void {
  stringRepr = show;
}

/** repr(value). */
export function repr(value: PyValue): string {
  if (typeof value === "string") return stringRepr(value);
  if (typeof value === "number") return String(value);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  const method = lookup(typeof value === "bigint" ? typeOf(value) : value.cls, "__repr__");
  enterNative();
  try {
    return stringResult(callSpecial0(method as PyValue, value), "__repr__");
  } finally {
    leaveNative();
  }
}

/** str(value). */
export function toStr(value: PyValue): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return repr(value);
  const method = lookup(value.cls, "__str__");
  if (method === undefined) return repr(value);
  // object's calls `__repr__`, and what that gives is judged as the result of `__str__`.
  const actual = method === lookup(objectType, "__str__") ? (lookup(value.cls, "__repr__") as PyValue) : method;
  enterNative();
  try {
    return stringResult(callSpecial0(actual, value), "__str__");
  } finally {
    leaveNative();
  }
}

/** format(value, spec). */
export function format(value: PyValue, spec: string): string {
  if (spec === "") {
    if (typeof value === "string") return value;
    if (typeof value === "number") return String(value);
  }
  const method = typeOf(value).proto["t$__format__"] as PyValue; // object has one.
  // Of every built-in type the empty format is str().
  if (spec === "" && method instanceof PyBuiltin) return toStr(value);
  const result = callSpecial1(method, value, spec);
  if (typeof result === "string") return result;
  if (result instanceof PyStrObject) return result.value;
  throw raise.TypeError(`__format__ must return a str, not ${typeOf(result).shown}`);
}

function stringResult(result: PyValue, method: string): string {
  if (typeof result === "string") return result;
  if (result instanceof PyStrObject) return result.value;
  throw raise.TypeError(`${method} returned non-string (type ${typeOf(result).shown})`);
}

/** Makes the repr of a container; when `object` is already being shown, `again` stands for it. */
export function guardedRepr(object: object, again: string, show: () => string): string {
  const { reprStack } = current;
  if (reprStack.includes(object)) return again;
  spend(1);
  reprStack.push(object);
  try {
    return show();
  } finally {
    reprStack.pop();
  }
}
