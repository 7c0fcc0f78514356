/** bool: an int that shows itself as True or False. */
import { andInts, orInts, xorInts } from "../runtime/arithmetic.ts";
import { PyBuiltin } from "../runtime/builtin.ts";
import { constructor, methods } from "../runtime/define.ts";
import { asInt } from "../runtime/operators.ts";
import { isTrue } from "../runtime/truth.ts";
import { boolType, intType } from "../runtime/type-table.ts";
import { setOwn } from "../runtime/types.ts";
import { formatInt } from "./int.ts";
import { NotImplemented, type PyInt, type PyType, type PyValue } from "../runtime/values.ts";

constructor(boolType, "(cls, x=False, /)", (_cls: PyType, x: PyValue) => isTrue(x));

/** With another bool the result is one too, with an int it is an int. `self` arrives as 0 or 1. */
function logical(operate: (a: PyInt, b: PyInt) => PyInt): (self: PyInt, other: PyValue) => PyValue {
  return (self, other) => {
    const right = asInt(other);
    if (right === undefined) return NotImplemented;
    const result = operate(self, right);
    return typeof other === "boolean" ? result !== 0 : result;
  };
}

methods(boolType, {
  "__repr__(self, /)": shown,
  "__and__(self, value, /)": logical(andInts),
  "__rand__(self, value, /)": logical(andInts),
  "__xor__(self, value, /)": logical(xorInts),
  "__rxor__(self, value, /)": logical(xorInts),
  "__or__(self, value, /)": logical(orInts),
  "__ror__(self, value, /)": logical(orInts),
});

// In CPython this is int's method, which its errors name.
setOwn(
  boolType,
  "__format__",
  new PyBuiltin("__format__", "method", intType, "format_spec, /", (self: PyInt, spec: PyValue) =>
    spec === "" ? shown(self) : formatInt(self, spec, "bool"),
  ),
);

function shown(self: PyInt): string {
  return self === 0 ? "False" : "True";
}
