/** `==`, as containers and `if` ask for it. */
import { chargePass } from "./arithmetic.ts";
import { typeOf } from "./primitive-types.ts";
import { isSubtype } from "./types.ts";
import { isTrue } from "./truth.ts";
import { enterNative, leaveNative, spend } from "./limits.ts";
import {
  NotImplemented,
  PyComplex,
  PyFloat,
  type PyInt,
  PyIntObject,
  PyObject,
  PyStrObject,
  PyTuple,
  type PyValue,
} from "./values.ts";

/** The value of `a == b`: usually a bool, but a class may return anything. */
export function equal(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number") return a === b;
  if (typeof a === "string" && typeof b === "string") {
    if (a.length === b.length && a.length > 4096) spend(a.length >> 8);
    return a === b;
  }
  const aIsObject = typeof a === "object" && a !== null,
    bIsObject = typeof b === "object" && b !== null;
  if (!aIsObject && !bIsObject) {
    if (typeof a === "bigint" && typeof b === "bigint") chargePass(a, b);
    return equalPrimitives(a, b);
  }
  const ta = typeOf(a),
    tb = typeOf(b);
  if (bIsObject && ta !== tb && isSubtype(tb, ta)) {
    const result = b.equals(a);
    if (result !== NotImplemented) return result;
    const other = aIsObject ? a.equals(b) : equalToPrimitive(b, a);
    return other === NotImplemented ? a === b : other;
  }
  let result: PyValue = aIsObject ? a.equals(b) : equalToPrimitive(b, a);
  if (result !== NotImplemented) return result;
  result = bIsObject ? b.equals(a) : equalToPrimitive(a, b);
  return result === NotImplemented ? a === b : result;
}

/** Whether two values are the same or equal: what `in`, `list.index` and dict keys ask. */
export function isEqual(a: PyValue, b: PyValue): boolean {
  return a === b || isTrue(equal(a, b));
}

function equalPrimitives(a: PyValue, b: PyValue): boolean {
  if (a === b) return true;
  if (typeof a === "boolean") return typeof b === "number" && (a ? 1 : 0) === b;
  if (typeof b === "boolean") return typeof a === "number" && (b ? 1 : 0) === a;
  return false;
}

/** `primitive.__eq__(object)`: an int, bool or str beside an object that may be a float or an instance of a subclass. */
function equalToPrimitive(object: PyValue, primitive: PyValue): PyValue {
  if (object instanceof PyIntObject && typeof primitive !== "string" && primitive !== null)
    return equalPrimitives(object.value, primitive);
  if (object instanceof PyStrObject && typeof primitive === "string") return object.value === primitive;
  return NotImplemented;
}

/** Whether a float equals an int exactly. */
export function floatEqualsInt(x: number, n: PyInt): boolean {
  if (typeof n === "number") return x === n;
  return Number.isInteger(x) && BigInt(x) === n;
}

// The slots of the immutable built-ins; containers set theirs in builtins/.
PyObject.prototype.equals = function equalsIdentity(this: PyObject, other: PyValue): PyValue {
  return this === other ? true : NotImplemented;
};
PyIntObject.prototype.equals = function equalsInt(this: PyIntObject, other: PyValue): PyValue {
  if (other instanceof PyIntObject) return this.value === other.value;
  if (typeof other === "number" || typeof other === "bigint" || typeof other === "boolean")
    return equalPrimitives(this.value, other);
  return NotImplemented;
};
PyStrObject.prototype.equals = function equalsStr(this: PyStrObject, other: PyValue): PyValue {
  if (typeof other === "string") return this.value === other;
  return other instanceof PyStrObject ? this.value === other.value : NotImplemented;
};
PyFloat.prototype.equals = function equalsFloat(this: PyFloat, other: PyValue): PyValue {
  if (other instanceof PyFloat) return this.v === other.v;
  switch (typeof other) {
    case "number":
    case "bigint":
      return floatEqualsInt(this.v, other);
    case "boolean":
      return this.v === (other ? 1 : 0);
    default:
      return other instanceof PyIntObject ? floatEqualsInt(this.v, other.value) : NotImplemented;
  }
};
PyComplex.prototype.equals = function equalsComplex(this: PyComplex, other: PyValue): PyValue {
  if (other instanceof PyComplex) return this.re === other.re && this.im === other.im;
  if (other instanceof PyFloat) return this.im === 0 && this.re === other.v;
  if (typeof other === "number" || typeof other === "bigint") return this.im === 0 && floatEqualsInt(this.re, other);
  if (typeof other === "boolean") return this.im === 0 && this.re === (other ? 1 : 0);
  return other instanceof PyIntObject ? this.im === 0 && floatEqualsInt(this.re, other.value) : NotImplemented;
};
PyTuple.prototype.equals = function equalsTuple(this: PyTuple, other: PyValue): PyValue {
  return other instanceof PyTuple ? equalItems(this.items, other.items) : NotImplemented;
};

/** Item by item, identity first, as lists and tuples compare. */
export function equalItems(a: readonly PyValue[], b: readonly PyValue[]): boolean {
  if (a.length !== b.length) return false;
  enterNative();
  try {
    for (let i = 0; i < a.length && i < b.length; i++) {
      spend(1);
      if (!isEqual(a[i] as PyValue, b[i] as PyValue)) {
        // CPython looks at the lengths once more: the comparison may have shortened a list.
        if (i < a.length && i < b.length) return false;
      }
    }
    return a.length === b.length;
  } finally {
    leaveNative();
  }
}
