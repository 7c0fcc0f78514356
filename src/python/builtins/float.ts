/** float: IEEE 754 doubles, boxed so that 1.0 is not 1. */
import { floorDivideFloats, divideFloats, intToFloat, moduloFloats, normaliseInt } from "../runtime/arithmetic.ts";
import { call1 } from "../runtime/call.ts";
import { compareNumbers, type Ordering } from "../runtime/compare.ts";
import { attributes, classMethods, constructor, methods } from "../runtime/define.ts";
import { hash } from "../runtime/hash.ts";
import { asInt, asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { toIndex } from "../runtime/subscript.ts";
import { floatType, shownArgument } from "../runtime/type-table.ts";
import { NotImplemented, PyFloat, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { floatPower } from "./float-power.ts";
import { floatToInt, toFloat } from "./numbers.ts";
import { floatFromHex, floatHex } from "./text/float-hex.ts";
import { floatRepr } from "./text/float-repr.ts";
import { floatRatio, roundFloat, roundHalfEven } from "./text/float-round.ts";
import { parseFormatSpec } from "./text/format-spec.ts";
import { formatFloatSpec } from "./text/format-value.ts";
import { withTextErrors } from "./text-errors.ts";
import { chargeScan, reserveText } from "./text-size.ts";

constructor(floatType, "(cls, x=0, /)", (cls: PyType, x: PyValue) => {
  // float(x) of an exact float is that float.
  if (cls === floatType && x instanceof PyFloat && x.cls === floatType) return x;
  return newFloat(cls, toFloat(x));
});

function newFloat(cls: PyType, value: number): PyFloat {
  return cls === floatType ? new PyFloat(value) : new (cls.jsClass as unknown as new (value: number) => PyFloat)(value);
}

/** The double of an operand; undefined for what float does not work with. */
function operand(value: PyValue): number | undefined {
  if (value instanceof PyFloat) return value.v;
  const integer = asInt(value);
  return integer === undefined ? undefined : intToFloat(integer);
}

type Operation = (a: number, b: number) => PyValue;

function binary(operate: Operation): (self: PyFloat, other: PyValue) => PyValue {
  return (self, other) => {
    const right = operand(other);
    return right === undefined ? NotImplemented : operate(self.v, right);
  };
}

function reflected(operate: Operation): (self: PyFloat, other: PyValue) => PyValue {
  return binary((self, other) => operate(other, self));
}

function plain(operate: (a: number, b: number) => number): Operation {
  return (a, b) => new PyFloat(operate(a, b));
}

const add = plain((a, b) => a + b),
  subtract = plain((a, b) => a - b),
  multiply = plain((a, b) => a * b),
  divide = plain(divideFloats),
  modulo = plain(moduloFloats),
  floorDivide = plain(floorDivideFloats);

function divmod(a: number, b: number): PyValue {
  if (b === 0) throw raise.ZeroDivisionError("float divmod()");
  return new PyTuple([new PyFloat(floorDivideFloats(a, b)), new PyFloat(moduloFloats(a, b))]);
}

function refuseModulus(modulus: PyValue): void {
  if (modulus !== null) throw raise.TypeError("pow() 3rd argument not allowed unless all arguments are integers");
}

function ordered(op: Ordering): (self: PyFloat, other: PyValue) => PyValue {
  return (self, other) => compareNumbers(self, other, op) ?? NotImplemented;
}

methods(floatType, {
  "__repr__(self, /)": (self: PyFloat) => floatRepr(self.v),
  "__hash__(self, /)": (self: PyFloat) => hash(self),
  "__eq__(self, value, /)": (self: PyFloat, other: PyValue) => PyFloat.prototype.equals.call(self, other),
  "__lt__(self, value, /)": ordered("<"),
  "__le__(self, value, /)": ordered("<="),
  "__gt__(self, value, /)": ordered(">"),
  "__ge__(self, value, /)": ordered(">="),
  "__add__(self, value, /)": binary(add),
  "__radd__(self, value, /)": reflected(add),
  "__sub__(self, value, /)": binary(subtract),
  "__rsub__(self, value, /)": reflected(subtract),
  "__mul__(self, value, /)": binary(multiply),
  "__rmul__(self, value, /)": reflected(multiply),
  "__mod__(self, value, /)": binary(modulo),
  "__rmod__(self, value, /)": reflected(modulo),
  "__divmod__(self, value, /)": binary(divmod),
  "__rdivmod__(self, value, /)": reflected(divmod),
  "__pow__(self, value, mod=None, /)"(self: PyFloat, exponent: PyValue, modulus: PyValue) {
    refuseModulus(modulus);
    return binary(floatPower)(self, exponent);
  },
  "__rpow__(self, value, mod=None, /)"(self: PyFloat, base: PyValue, modulus: PyValue) {
    refuseModulus(modulus);
    return reflected(floatPower)(self, base);
  },
  "__neg__(self, /)": (self: PyFloat) => new PyFloat(-self.v),
  "__pos__(self, /)": (self: PyFloat) => (self.cls === floatType ? self : new PyFloat(self.v)),
  "__abs__(self, /)": (self: PyFloat) => new PyFloat(Math.abs(self.v)),
  "__bool__(self, /)": (self: PyFloat) => self.v !== 0,
  "__int__(self, /)": (self: PyFloat) => floatToInt(self.v),
  "__float__(self, /)": (self: PyFloat) => (self.cls === floatType ? self : new PyFloat(self.v)),
  "__floordiv__(self, value, /)": binary(floorDivide),
  "__rfloordiv__(self, value, /)": reflected(floorDivide),
  "__truediv__(self, value, /)": binary(divide),
  "__rtruediv__(self, value, /)": reflected(divide),
  "__trunc__(self, /)": (self: PyFloat) => floatToInt(self.v),
  "__floor__(self, /)": (self: PyFloat) => floatToInt(Math.floor(self.v)),
  "__ceil__(self, /)": (self: PyFloat) => floatToInt(Math.ceil(self.v)),
  "__round__(self, ndigits=None, /)"(self: PyFloat, digits: PyValue) {
    if (digits === null) return floatToInt(roundHalfEven(self.v));
    // Beyond a few hundred places nothing changes, so the size of the int does not matter.
    const places = Math.max(-400, Math.min(400, Number(toIndex(digits))));
    return new PyFloat(withTextErrors(() => roundFloat(self.v, places)));
  },
  "__getnewargs__(self, /)": (self: PyFloat) => new PyTuple([new PyFloat(self.v)]),
  "__format__(self, format_spec, /)": formatFloat,
  "__sizeof__(self, /)": () => 24,
  "conjugate(self, /)": (self: PyFloat) => (self.cls === floatType ? self : new PyFloat(self.v)),
  "as_integer_ratio(self, /)": (self: PyFloat) =>
    new PyTuple(withTextErrors(() => floatRatio(self.v)).map(normaliseInt)),
  "is_integer(self, /)": (self: PyFloat) => Number.isInteger(self.v),
  "hex(self, /)": (self: PyFloat) => floatHex(self.v),
});

attributes<PyFloat>(floatType, {
  real: (self) => (self.cls === floatType ? self : new PyFloat(self.v)),
  imag: () => new PyFloat(0),
});

classMethods(floatType, {
  "fromhex(cls, string, /)"(cls: PyType, string: PyValue) {
    const text = asString(string);
    if (text === undefined) throw raise.TypeError("bad argument type for built-in operation");
    chargeScan(text.length * 4);
    const value = new PyFloat(withTextErrors(() => floatFromHex(text)));
    return cls === floatType ? value : call1(cls, value);
  },
  "__getformat__(cls, typestr, /)"(_cls: PyType, kind: PyValue) {
    const text = asString(kind);
    if (text === undefined) throw raise.TypeError(`__getformat__() argument must be str, not ${shownArgument(kind)}`);
    if (text !== "double" && text !== "float")
      throw raise.ValueError("__getformat__() argument 1 must be 'double' or 'float'");
    return "IEEE, little-endian";
  },
});

function formatFloat(self: PyFloat, spec: PyValue): PyValue {
  const text = asString(spec);
  if (text === undefined) throw raise.TypeError(`__format__() argument must be str, not ${shownArgument(spec)}`);
  if (text === "") return floatRepr(self.v);
  return withTextErrors(() => {
    const parsed = parseFormatSpec(text, "float");
    reserveText(Math.max(parsed.width, parsed.precision));
    return formatFloatSpec(self.v, parsed, "float");
  });
}
