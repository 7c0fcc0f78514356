/** The methods of decimal.Decimal. */
import { attributes, classMethods, constants, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { toSize } from "../../runtime/subscript.ts";
import { call } from "../../runtime/call.ts";
import {
  NotImplemented,
  PyComplex,
  PyFloat,
  type PyInt,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { normaliseInt } from "../../runtime/arithmetic.ts";
import { spend } from "../../runtime/limits.ts";
import * as arithmetic from "./arithmetic.ts";
import { currentContext, roundingOr, toContext } from "./context.ts";
import {
  argument,
  comparable,
  fromFloat,
  fromInt,
  hashDecimal,
  integerRatio,
  operand,
  toExactDecimal,
  toFloat,
  toInt,
} from "./conversion.ts";
import * as functions from "./functions.ts";
import {
  decimalType,
  FINITE,
  finite,
  flip,
  INFINITE,
  NAN,
  PyDecimal,
  type Sign,
  SIGNALING_NAN,
  withSign,
  ZERO,
} from "./number.ts";
import type { Work } from "./rounding.ts";
import { INVALID_OPERATION } from "./signals.ts";
import { decimalText, digitsOf, formatDecimal } from "./text.ts";

/** A value as an instance of a class. */
export function asInstance(cls: PyType, value: PyDecimal): PyDecimal {
  if (cls === decimalType)
    return value.cls === decimalType ? value : new PyDecimal(value.sign, value.coefficient, value.exponent, value.kind);
  return new (cls.jsClass as unknown as typeof PyDecimal)(value.sign, value.coefficient, value.exponent, value.kind);
}

constructor(decimalType, "(cls, value='0', context=None)", (cls: PyType, value: PyValue, context: PyValue) =>
  asInstance(cls, toExactDecimal(value, toContext(context))),
);

classMethods(decimalType, {
  "from_float(cls, f, /)"(cls: PyType, value: PyValue) {
    const integer = asInt(value);
    if (integer === undefined && !(value instanceof PyFloat)) throw raise.TypeError("argument must be int or float");
    const result = integer === undefined ? fromFloat((value as PyFloat).v) : fromInt(integer);
    return cls === decimalType ? result : call(cls, [result]);
  },
});

type Binary = (a: PyDecimal, b: PyDecimal, work: Work) => PyDecimal;
type Unary = (value: PyDecimal, work: Work) => PyDecimal;

function operator(operate: Binary): (self: PyDecimal, other: PyValue) => PyValue {
  return (self, other) => {
    const right = operand(other);
    return right === undefined ? NotImplemented : currentContext().runBinary(operate, self, right);
  };
}

function reflected(operate: Binary): (self: PyDecimal, other: PyValue) => PyValue {
  return (self, other) => {
    const left = operand(other);
    return left === undefined ? NotImplemented : currentContext().runBinary(operate, left, self);
  };
}

function unary(operate: Unary): (self: PyDecimal) => PyValue {
  return (self) => currentContext().run((work) => operate(self, work));
}

function divmod(a: PyDecimal, b: PyDecimal): PyValue {
  return new PyTuple(currentContext().run((work) => arithmetic.divmod(a, b, work)));
}

function raiseTo(base: PyDecimal, exponent: PyDecimal, modulus: PyValue): PyValue {
  if (modulus === null) return currentContext().run((work) => functions.power(base, exponent, work));
  const m = operand(modulus);
  return m === undefined
    ? NotImplemented
    : currentContext().run((work) => functions.modularPower(base, exponent, m, work));
}

function equals(self: PyDecimal, other: PyValue): PyValue {
  // Only values that can be compared touch the context.
  if (other === null || typeof other === "string") return NotImplemented;
  const context = currentContext();
  const pair = comparable(self, other, context, true);
  if (pair === undefined) return NotImplemented;
  const [a, b] = pair;
  if (a.isNan || b.isNan) {
    if (a.kind === SIGNALING_NAN || b.kind === SIGNALING_NAN) context.signal(INVALID_OPERATION);
    return false;
  }
  return arithmetic.order(a, b) === 0;
}

function ordered(holds: (order: number) => boolean): (self: PyDecimal, other: PyValue) => PyValue {
  return (self, other) => {
    const context = currentContext();
    const pair = comparable(self, other, context, false);
    if (pair === undefined) return NotImplemented;
    const [a, b] = pair;
    if (a.isNan || b.isNan) {
      context.signal(INVALID_OPERATION);
      return false;
    }
    return holds(arithmetic.order(a, b));
  };
}

PyDecimal.prototype.equals = function equalsDecimal(this: PyDecimal, other: PyValue): PyValue {
  return equals(this, other);
};
PyDecimal.prototype.hash = function hashOfDecimal(this: PyDecimal): PyInt {
  return hashDecimal(this);
};
PyDecimal.prototype.isTrue = function isTrueDecimal(this: PyDecimal): boolean {
  return this.kind !== FINITE || this.coefficient !== 0n;
};

methods(decimalType, {
  "__repr__(self, /)": (self: PyDecimal) => `Decimal('${decimalText(self, false, currentContext().capitals)}')`,
  "__str__(self, /)": (self: PyDecimal) => decimalText(self, false, currentContext().capitals),
  "__hash__(self, /)": hashDecimal,
  "__eq__(self, value, /)": equals,
  "__lt__(self, value, /)": ordered((order) => order < 0),
  "__le__(self, value, /)": ordered((order) => order <= 0),
  "__gt__(self, value, /)": ordered((order) => order > 0),
  "__ge__(self, value, /)": ordered((order) => order >= 0),
  "__add__(self, value, /)": operator(arithmetic.add),
  "__radd__(self, value, /)": reflected(arithmetic.add),
  "__sub__(self, value, /)": operator(arithmetic.subtract),
  "__rsub__(self, value, /)": reflected(arithmetic.subtract),
  "__mul__(self, value, /)": operator(arithmetic.multiply),
  "__rmul__(self, value, /)": reflected(arithmetic.multiply),
  "__truediv__(self, value, /)": operator(arithmetic.divide),
  "__rtruediv__(self, value, /)": reflected(arithmetic.divide),
  "__floordiv__(self, value, /)": operator(arithmetic.divideInteger),
  "__rfloordiv__(self, value, /)": reflected(arithmetic.divideInteger),
  "__mod__(self, value, /)": operator(arithmetic.remainder),
  "__rmod__(self, value, /)": reflected(arithmetic.remainder),
  "__divmod__(self, value, /)"(self: PyDecimal, other: PyValue) {
    const right = operand(other);
    return right === undefined ? NotImplemented : divmod(self, right);
  },
  "__rdivmod__(self, value, /)"(self: PyDecimal, other: PyValue) {
    const left = operand(other);
    return left === undefined ? NotImplemented : divmod(left, self);
  },
  "__pow__(self, value, mod=None, /)"(self: PyDecimal, other: PyValue, modulus: PyValue) {
    const right = operand(other);
    return right === undefined ? NotImplemented : raiseTo(self, right, modulus);
  },
  "__rpow__(self, value, mod=None, /)"(self: PyDecimal, other: PyValue, modulus: PyValue) {
    const left = operand(other);
    return left === undefined ? NotImplemented : raiseTo(left, self, modulus);
  },
  "__neg__(self, /)": unary(arithmetic.minus),
  "__pos__(self, /)": unary(arithmetic.plus),
  "__abs__(self, /)": unary(arithmetic.absolute),
  "__bool__(self, /)": (self: PyDecimal) => PyDecimal.prototype.isTrue.call(self),
  "__int__(self, /)": (self: PyDecimal) => toInt(self, "ROUND_DOWN"),
  "__trunc__(self, /)": (self: PyDecimal) => toInt(self, "ROUND_DOWN"),
  "__floor__(self, /)": (self: PyDecimal) => toInt(self, "ROUND_FLOOR"),
  "__ceil__(self, /)": (self: PyDecimal) => toInt(self, "ROUND_CEILING"),
  "__float__(self, /)": (self: PyDecimal) => new PyFloat(toFloat(self)),
  "__complex__(self, /)": (self: PyDecimal) => new PyComplex(toFloat(self), 0),
  "__round__(self, ndigits=..., /)"(self: PyDecimal, digits: PyValue | undefined) {
    if (digits === undefined) return toInt(self, "ROUND_HALF_EVEN");
    if (asInt(digits) === undefined) throw raise.TypeError("optional arg must be an integer");
    const places = toSize(digits);
    return currentContext().run((work) => arithmetic.quantize(self, finite(0, 1n, -places), work));
  },
  "__format__(self, format_spec, override=..., /)"(self: PyDecimal, spec: PyValue, override: PyValue | undefined) {
    const text = asString(spec);
    if (text === undefined) throw raise.TypeError("format argument must be str");
    if (override !== undefined && !(override instanceof PyDict))
      throw raise.TypeError("optional argument must be a dict");
    const context = currentContext();
    return formatDecimal(self, text, context.work.rounding, context.capitals);
  },
  "__reduce__(self, /)": (self: PyDecimal) => new PyTuple([self.cls, new PyTuple([decimalText(self, false, 1)])]),
  "__copy__(self, /)": (self: PyDecimal) => self,
  "__deepcopy__(self, memo, /)": (self: PyDecimal) => self,
  "__sizeof__(self, /)": (self: PyDecimal) => 104 + (self.digits >> 1),
  "as_tuple(self, /)": asTuple,
  "as_integer_ratio(self, /)": (self: PyDecimal) => new PyTuple(integerRatio(self)),
  "adjusted(self, /)": (self: PyDecimal) => (self.kind === FINITE ? normaliseInt(BigInt(self.adjusted)) : 0),
  "canonical(self, /)": (self: PyDecimal) => self,
  "conjugate(self, /)": (self: PyDecimal) => self,
  "radix(self, /)": () => finite(0, 10n, 0),
  "copy_abs(self, /)": (self: PyDecimal) => withSign(asInstance(decimalType, self), 0),
  "copy_negate(self, /)": (self: PyDecimal) => withSign(asInstance(decimalType, self), flip(self.sign)),
  "is_canonical(self, /)": () => true,
  "is_finite(self, /)": (self: PyDecimal) => self.kind === FINITE,
  "is_infinite(self, /)": (self: PyDecimal) => self.kind === INFINITE,
  "is_nan(self, /)": (self: PyDecimal) => self.isNan,
  "is_qnan(self, /)": (self: PyDecimal) => self.kind === NAN,
  "is_snan(self, /)": (self: PyDecimal) => self.kind === SIGNALING_NAN,
  "is_signed(self, /)": (self: PyDecimal) => self.sign === 1,
  "is_zero(self, /)": (self: PyDecimal) => self.isZero,
});

/** `decimal.DecimalTuple`, which the module makes when it is loaded. */
export const TUPLE_TYPE = "decimal.DecimalTuple";

function asTuple(self: PyDecimal): PyValue {
  const { kind } = self;
  let digits: PyValue[] = [];
  if (kind === INFINITE) digits = [0];
  else if (kind === FINITE || self.coefficient !== 0n) {
    spend(self.digits >> 2);
    digits = Array.from(digitsOf(self), Number);
  }
  const exponent: PyValue =
    kind === FINITE ? normaliseInt(BigInt(self.exponent)) : kind === INFINITE ? "F" : kind === NAN ? "n" : "N";
  return call(current.interpreter.moduleState.get(TUPLE_TYPE) as PyValue, [self.sign, new PyTuple(digits), exponent]);
}

attributes<PyDecimal>(decimalType, { real: (self) => self, imag: () => ZERO });
constants(decimalType, {
  __doc__:
    "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0'). The\n" +
    "context does not affect the conversion and is only passed to determine if\nthe InvalidOperation trap is active.\n",
});

/** Operations that Decimal and Context both have as methods, by the number of operands. */
export const UNARY: Readonly<Record<string, Unary>> = {
  exp: functions.exponential,
  ln: functions.naturalLog,
  log10: functions.decimalLog,
  sqrt: functions.squareRoot,
  logb: arithmetic.logb,
  logical_invert: arithmetic.logicalInvert,
  next_minus: arithmetic.nextMinus,
  next_plus: arithmetic.nextPlus,
  normalize: arithmetic.normalize,
};
export const BINARY: Readonly<Record<string, Binary>> = {
  compare: arithmetic.compare,
  compare_signal: arithmetic.compareSignal,
  compare_total: arithmetic.compareTotal,
  compare_total_mag: arithmetic.compareTotalMagnitude,
  logical_and: (a, b, work) => arithmetic.logical(a, b, work, (x, y) => x && y),
  logical_or: (a, b, work) => arithmetic.logical(a, b, work, (x, y) => x || y),
  logical_xor: (a, b, work) => arithmetic.logical(a, b, work, (x, y) => x !== y),
  max: (a, b, work) => arithmetic.extreme(a, b, work, 1, false),
  max_mag: (a, b, work) => arithmetic.extreme(a, b, work, 1, true),
  min: (a, b, work) => arithmetic.extreme(a, b, work, -1, false),
  min_mag: (a, b, work) => arithmetic.extreme(a, b, work, -1, true),
  next_toward: arithmetic.nextToward,
  remainder_near: arithmetic.remainderNear,
  rotate: arithmetic.rotate,
  scaleb: arithmetic.scaleB,
  shift: arithmetic.shift,
  copy_sign: (a, b) => withSign(asInstance(decimalType, a), b.sign as Sign),
};

for (const [name, operate] of Object.entries(UNARY)) {
  methods(decimalType, {
    [`${name}(self, context=None)`]: (self: PyDecimal, context: PyValue) =>
      toContext(context).run((work) => operate(self, work)),
  });
}
for (const [name, operate] of Object.entries(BINARY)) {
  methods(decimalType, {
    [`${name}(self, other, context=None)`]: (self: PyDecimal, other: PyValue, context: PyValue) => {
      const right = argument(other);
      return toContext(context).run((work) => operate(self, right, work));
    },
  });
}

function integral(isQuiet: boolean): (self: PyDecimal, rounding: PyValue, context: PyValue) => PyValue {
  return (self, rounding, context) => {
    const own = toContext(context);
    const mode = roundingOr(rounding, own.work.rounding);
    return own.run((work) => arithmetic.toIntegral(self, work, isQuiet, mode));
  };
}

methods(decimalType, {
  "to_integral(self, rounding=None, context=None)": integral(true),
  "to_integral_value(self, rounding=None, context=None)": integral(true),
  "to_integral_exact(self, rounding=None, context=None)": integral(false),
  "quantize(self, exp, rounding=None, context=None)"(
    self: PyDecimal,
    exp: PyValue,
    rounding: PyValue,
    context: PyValue,
  ) {
    const like = argument(exp);
    const own = toContext(context);
    const mode = roundingOr(rounding, own.work.rounding);
    return own.run((work) => arithmetic.quantize(self, like, work, mode));
  },
  "fma(self, other, third, context=None)"(self: PyDecimal, other: PyValue, third: PyValue, context: PyValue) {
    const b = argument(other),
      c = argument(third);
    return toContext(context).run((work) => arithmetic.fma(self, b, c, work));
  },
  "same_quantum(self, other, context=None)"(self: PyDecimal, other: PyValue, context: PyValue) {
    const right = argument(other);
    toContext(context);
    return arithmetic.sameQuantum(self, right);
  },
  "is_normal(self, context=None)": (self: PyDecimal, context: PyValue) =>
    arithmetic.isNormal(self, toContext(context).work),
  "is_subnormal(self, context=None)": (self: PyDecimal, context: PyValue) =>
    arithmetic.isSubnormal(self, toContext(context).work),
  "number_class(self, context=None)": (self: PyDecimal, context: PyValue) =>
    arithmetic.numberClass(self, toContext(context).work),
  "to_eng_string(self, context=None)": (self: PyDecimal, context: PyValue) =>
    decimalText(self, true, toContext(context).capitals),
});
