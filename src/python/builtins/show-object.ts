/** str(), repr() and ascii() as programs call them: what a special method returns is the result, also when it is an instance of a subclass of str. */
import { callSpecial0 } from "../runtime/call.ts";
import { enterNative, leaveNative } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { repr, toStr } from "../runtime/show.ts";
import { objectType, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import { PyObject, type PyValue } from "../runtime/values.ts";
import { escapeNonAscii } from "./ascii.ts";

/** `str(value)`. */
export function strOf(value: PyValue): PyValue {
  if (!(value instanceof PyObject) || !value.cls.isHeap) return toStr(value);
  const isPlain = lookup(value.cls, "__str__") === lookup(objectType, "__str__");
  return callShow(value, isPlain ? "__repr__" : "__str__", "__str__");
}

/** `repr(value)`. */
export function reprOf(value: PyValue): PyValue {
  return value instanceof PyObject && value.cls.isHeap ? callShow(value, "__repr__") : repr(value);
}

/** `ascii(value)`. */
export function asciiOf(value: PyValue): PyValue {
  const shown = reprOf(value),
    text = asString(shown) ?? "";
  const escaped = escapeNonAscii(text);
  return escaped === text ? shown : escaped;
}

function callShow(value: PyObject, name: string, judgedAs: string = name): PyValue {
  enterNative();
  try {
    const result = callSpecial0(lookup(value.cls, name) as PyValue, value); // Every class has both.
    if (asString(result) === undefined)
      throw raise.TypeError(`${judgedAs} returned non-string (type ${typeOf(result).shown})`);
    return result;
  } finally {
    leaveNative();
  }
}
