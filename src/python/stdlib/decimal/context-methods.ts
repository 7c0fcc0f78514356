/** The operations of decimal.Context: those of Decimal with a context given, and ints welcome everywhere. */
import { methods } from "../../runtime/define.ts";
import { asInt } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { PyFloat, PyTuple, type PyValue } from "../../runtime/values.ts";
import * as arithmetic from "./arithmetic.ts";
import { contextType, type PyContext } from "./context.ts";
import { argument, fromFloat, fromInt, toDecimal } from "./conversion.ts";
import { asInstance, BINARY, UNARY } from "./decimal-methods.ts";
import { modularPower, power } from "./functions.ts";
import { decimalType, FINITE, finite, flip, INFINITE, NAN, PyDecimal, SIGNALING_NAN, withSign } from "./number.ts";
import { fit, fitNan } from "./rounding.ts";
import { CONVERSION_SYNTAX } from "./signals.ts";
import { decimalText } from "./text.ts";

const UNARY_ONLY: typeof UNARY = {
  ...UNARY,
  abs: arithmetic.absolute,
  minus: arithmetic.minus,
  plus: arithmetic.plus,
  to_integral: (value, work) => arithmetic.toIntegral(value, work, true),
  to_integral_value: (value, work) => arithmetic.toIntegral(value, work, true),
  to_integral_exact: (value, work) => arithmetic.toIntegral(value, work, false),
  copy_abs: (value) => withSign(asInstance(decimalType, value), 0),
  copy_negate: (value) => withSign(asInstance(decimalType, value), flip(value.sign)),
  copy_decimal: (value) => value,
  _apply: fit,
};
const BINARY_ONLY: typeof BINARY = {
  ...BINARY,
  add: arithmetic.add,
  subtract: arithmetic.subtract,
  multiply: arithmetic.multiply,
  divide: arithmetic.divide,
  divide_int: arithmetic.divideInteger,
  remainder: arithmetic.remainder,
  quantize: arithmetic.quantize,
};

for (const [name, operate] of Object.entries(UNARY_ONLY)) {
  methods(contextType, {
    [`${name}(self, x, /)`]: (self: PyContext, x: PyValue) => {
      const value = argument(x);
      return self.run((work) => operate(value, work));
    },
  });
}
for (const [name, operate] of Object.entries(BINARY_ONLY)) {
  methods(contextType, {
    [`${name}(self, x, y, /)`]: (self: PyContext, x: PyValue, y: PyValue) => {
      const a = argument(x),
        b = argument(y);
      return self.run((work) => operate(a, b, work));
    },
  });
}

/** What a value is, asked of a context. */
const QUESTIONS: Record<string, (value: PyDecimal, self: PyContext) => PyValue> = {
  is_finite: (value) => value.kind === FINITE,
  is_infinite: (value) => value.kind === INFINITE,
  is_nan: (value) => value.isNan,
  is_qnan: (value) => value.kind === NAN,
  is_snan: (value) => value.kind === SIGNALING_NAN,
  is_signed: (value) => value.sign === 1,
  is_zero: (value) => value.isZero,
  is_normal: (value, self) => arithmetic.isNormal(value, self.work),
  is_subnormal: (value, self) => arithmetic.isSubnormal(value, self.work),
  number_class: (value, self) => arithmetic.numberClass(value, self.work),
  to_sci_string: (value, self) => decimalText(value, false, self.capitals),
  to_eng_string: (value, self) => decimalText(value, true, self.capitals),
};
for (const [name, ask] of Object.entries(QUESTIONS)) {
  methods(contextType, { [`${name}(self, x, /)`]: (self: PyContext, x: PyValue) => ask(argument(x), self) });
}

methods(contextType, {
  "canonical(self, x, /)"(_self: PyContext, x: PyValue) {
    if (!(x instanceof PyDecimal)) throw raise.TypeError("argument must be a Decimal");
    return x;
  },
  "is_canonical(self, x, /)"(_self: PyContext, x: PyValue) {
    if (!(x instanceof PyDecimal)) throw raise.TypeError("argument must be a Decimal");
    return true;
  },
  "radix(self, /)": () => finite(0, 10n, 0),
  "same_quantum(self, x, y, /)": (_self: PyContext, x: PyValue, y: PyValue) =>
    arithmetic.sameQuantum(argument(x), argument(y)),
  "divmod(self, x, y, /)"(self: PyContext, x: PyValue, y: PyValue) {
    const a = argument(x),
      b = argument(y);
    return new PyTuple(self.run((work) => arithmetic.divmod(a, b, work)));
  },
  "fma(self, x, y, z, /)"(self: PyContext, x: PyValue, y: PyValue, z: PyValue) {
    const a = argument(x),
      b = argument(y),
      c = argument(z);
    return self.run((work) => arithmetic.fma(a, b, c, work));
  },
  "power(self, /, a, b, modulo=None)"(self: PyContext, x: PyValue, y: PyValue, modulo: PyValue) {
    const a = argument(x),
      b = argument(y);
    if (modulo === null) return self.run((work) => power(a, b, work));
    const m = argument(modulo);
    return self.run((work) => modularPower(a, b, m, work));
  },
  "create_decimal(self, num='0', /)": (self: PyContext, value: PyValue) => create(self, toDecimal(value, self)),
  "create_decimal_from_float(self, f, /)"(self: PyContext, value: PyValue) {
    const integer = asInt(value);
    if (integer === undefined && !(value instanceof PyFloat)) throw raise.TypeError("argument must be int or float");
    return create(self, integer === undefined ? fromFloat((value as PyFloat).v) : fromInt(integer));
  },
});

/** A new value, rounded to the context; a NaN may not lose its payload. */
function create(self: PyContext, value: PyDecimal): PyValue {
  const plain = asInstance(decimalType, value);
  if (!plain.isNan) return self.run((work) => fit(plain, work));
  if (fitNan(plain, self.work) === plain) return plain;
  self.signal(CONVERSION_SYNTAX);
  return new PyDecimal(0, 0n, 0, NAN);
}
