/** complex: a pair of doubles. */
import { intToFloat } from "../runtime/arithmetic.ts";
import { callSpecial0 } from "../runtime/call.ts";
import { constructor, members, methods } from "../runtime/define.ts";
import { hash } from "../runtime/hash.ts";
import { asInt, asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { complexType, shownArgument, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import { NotImplemented, PyComplex, PyFloat, PyObject, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { type Complex, complexPower, complexProduct, complexQuotient } from "./complex-arithmetic.ts";
import { doubleOrNot } from "./numbers.ts";
import { complexFromString, complexRepr } from "./text/complex-text.ts";
import { parseFormatSpec } from "./text/format-spec.ts";
import { formatComplexSpec } from "./text/format-value.ts";
import { toAsciiNumber } from "./text/unicode.ts";
import { withTextErrors } from "./text-errors.ts";
import { chargeEach, reserveText } from "./text-size.ts";

constructor(
  complexType,
  "(cls, real=..., imag=...)",
  (cls: PyType, real: PyValue | undefined, imag: PyValue | undefined) => {
    // complex(z) of an exact complex is that complex.
    if (cls === complexType && real instanceof PyComplex && real.cls === complexType && imag === undefined) return real;
    const value = makeComplex(real, imag);
    return new (cls.jsClass as unknown as new (re: number, im: number) => PyComplex)(value.re, value.im);
  },
);

function makeComplex(real: PyValue | undefined, imag: PyValue | undefined): Complex {
  const text = real === undefined ? undefined : asString(real);
  if (text !== undefined) {
    if (imag !== undefined) throw raise.TypeError("complex() can't take second arg if first is a string");
    return parse(text);
  }
  if (imag !== undefined && asString(imag) !== undefined)
    throw raise.TypeError("complex() second arg can't be a string");
  const special = real === undefined ? undefined : bySpecialMethod(real);
  const first = special ?? part(real, "complex() first argument must be a string or a number, not");
  const second = part(imag, "complex() second argument must be a number, not");
  // A complex argument contributes both its parts; a real one must not turn -0.0 into 0.0.
  const re = second.isComplex ? first.re - second.im : first.re;
  const im = first.isComplex ? (imag === undefined ? first.im : second.re + first.im) : second.re;
  return { re, im };
}

interface Part extends Complex {
  readonly isComplex: boolean;
}

function part(value: PyValue | undefined, message: string): Part {
  if (value === undefined) return { re: 0, im: 0, isComplex: false };
  if (value instanceof PyComplex) return { re: value.re, im: value.im, isComplex: true };
  const x = doubleOrNot(value);
  if (x === undefined) throw raise.TypeError(`${message} '${typeOf(value).shown}'`);
  return { re: x, im: 0, isComplex: false };
}

/** By `__complex__`, which cmath asks for too. */
function bySpecialMethod(value: PyValue): Part | undefined {
  if (!(value instanceof PyObject) || (value instanceof PyComplex && value.cls === complexType)) return undefined;
  const method = lookup(value.cls, "__complex__");
  if (method === undefined) return undefined;
  const result = callSpecial0(method, value);
  if (!(result instanceof PyComplex))
    throw raise.TypeError(`__complex__ returned non-complex (type ${typeOf(result).shown})`);
  return { re: result.re, im: result.im, isComplex: true };
}

/** The complex behind any number, as `cmath` takes it; TypeError for anything else. */
export function toComplex(value: PyValue): Complex {
  if (value instanceof PyComplex && value.cls === complexType) return value;
  const special = bySpecialMethod(value);
  if (special !== undefined) return special;
  const x = doubleOrNot(value);
  if (x === undefined) throw raise.TypeError(`must be real number, not ${typeOf(value).shown}`);
  return { re: x, im: 0 };
}

function parse(text: string): Complex {
  chargeEach(text.length);
  const parsed = complexFromString(text);
  if (parsed === undefined) {
    // CPython looks at the underscores before it reads the number.
    const isMisplaced = /(?:^|\D)_|_(?:\D|$)/.test(toAsciiNumber(text));
    throw raise.ValueError(
      isMisplaced ? `could not convert string to complex: ${repr(text)}` : "complex() arg is a malformed string",
    );
  }
  return { re: parsed.real, im: parsed.imaginary };
}

type Operation = (a: Complex, b: Complex) => PyValue;

function operand(value: PyValue): Complex | undefined {
  if (value instanceof PyComplex) return value;
  if (value instanceof PyFloat) return { re: value.v, im: 0 };
  const integer = asInt(value);
  return integer === undefined ? undefined : { re: intToFloat(integer), im: 0 };
}

function binary(operate: Operation): (self: PyComplex, other: PyValue) => PyValue {
  return (self, other) => {
    const right = operand(other);
    return right === undefined ? NotImplemented : operate(self, right);
  };
}

function reflected(operate: Operation): (self: PyComplex, other: PyValue) => PyValue {
  return binary((self, other) => operate(other, self));
}

const add: Operation = (a, b) => new PyComplex(a.re + b.re, a.im + b.im);
const subtract: Operation = (a, b) => new PyComplex(a.re - b.re, a.im - b.im);

function refuseModulus(modulus: PyValue): void {
  if (modulus !== null) throw raise.ValueError("complex modulo");
}

function exact(self: PyComplex): PyComplex {
  return self.cls === complexType ? self : new PyComplex(self.re, self.im);
}

methods(complexType, {
  "__repr__(self, /)": (self: PyComplex) => complexRepr(self.re, self.im),
  "__hash__(self, /)": (self: PyComplex) => hash(self),
  "__eq__(self, value, /)": (self: PyComplex, other: PyValue) => PyComplex.prototype.equals.call(self, other),
  "__lt__(self, value, /)": () => NotImplemented,
  "__le__(self, value, /)": () => NotImplemented,
  "__gt__(self, value, /)": () => NotImplemented,
  "__ge__(self, value, /)": () => NotImplemented,
  "__add__(self, value, /)": binary(add),
  "__radd__(self, value, /)": reflected(add),
  "__sub__(self, value, /)": binary(subtract),
  "__rsub__(self, value, /)": reflected(subtract),
  "__mul__(self, value, /)": binary(complexProduct),
  "__rmul__(self, value, /)": reflected(complexProduct),
  "__truediv__(self, value, /)": binary((a, b) => complexQuotient(a, b)),
  "__rtruediv__(self, value, /)": reflected((a, b) => complexQuotient(a, b)),
  "__pow__(self, value, mod=None, /)"(self: PyComplex, exponent: PyValue, modulus: PyValue) {
    if (operand(exponent) !== undefined) refuseModulus(modulus);
    return binary(complexPower)(self, exponent);
  },
  "__rpow__(self, value, mod=None, /)"(self: PyComplex, base: PyValue, modulus: PyValue) {
    if (operand(base) !== undefined) refuseModulus(modulus);
    return reflected(complexPower)(self, base);
  },
  "__neg__(self, /)": (self: PyComplex) => new PyComplex(-self.re, -self.im),
  "__pos__(self, /)": exact,
  "__abs__(self, /)"(self: PyComplex) {
    const size = Math.hypot(self.re, self.im);
    if (size === Infinity && Number.isFinite(self.re) && Number.isFinite(self.im))
      throw raise.OverflowError("absolute value too large");
    return new PyFloat(size);
  },
  "__bool__(self, /)": (self: PyComplex) => self.re !== 0 || self.im !== 0,
  "__complex__(self, /)": exact,
  "__format__(self, format_spec, /)": formatComplex,
  "__getnewargs__(self, /)": (self: PyComplex) => new PyTuple([new PyFloat(self.re), new PyFloat(self.im)]),
  "__sizeof__(self, /)": () => 32,
  "conjugate(self, /)": (self: PyComplex) => new PyComplex(self.re, -self.im),
});

members<PyComplex>(complexType, {
  real: (self) => new PyFloat(self.re),
  imag: (self) => new PyFloat(self.im),
});

function formatComplex(self: PyComplex, spec: PyValue): PyValue {
  const text = asString(spec);
  if (text === undefined) throw raise.TypeError(`__format__() argument must be str, not ${shownArgument(spec)}`);
  if (text === "") return complexRepr(self.re, self.im);
  return withTextErrors(() => {
    const parsed = parseFormatSpec(text, "complex");
    reserveText(Math.max(parsed.width, parsed.precision));
    return formatComplexSpec(self.re, self.im, parsed);
  });
}
