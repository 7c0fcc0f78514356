/** The module `math`. */
import { bitLength, chargePass } from "../../runtime/arithmetic.ts";
import { callDunder } from "../../runtime/call.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import * as elementary from "../../runtime/elementary.ts";
import { iterate, toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { add, asInt, multiply } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { toIndex } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { PyFloat, type PyInt, PyTuple, type PyValue } from "../../runtime/values.ts";
import { floatToInt, toDouble } from "../../builtins/numbers.ts";
import { erf, erfc } from "./error-function.ts";
import { copySign, frexp, ieeeRemainder, ldexp, nextAfter, ulp } from "./float-parts.ts";
import { gamma, lgamma } from "./gamma.ts";
import { comb, factorial, gcd, isqrt, lcm, magnitude, perm } from "./integers.ts";
import { exactDotProduct, fsum, vectorNorm } from "./sums.ts";

const domainError = (): never => {
  throw raise.ValueError("math domain error");
};
const rangeError = (): never => {
  throw raise.OverflowError("math range error");
};

/** A function of one double; a NaN out of a number is outside its domain, an infinity an overflow or a pole. */
function unary(f: (x: number) => number, canOverflow = false): (x: PyValue) => PyFloat {
  return (value) => {
    const x = value instanceof PyFloat ? value.v : toDouble(value);
    const result = f(x);
    if (result - result !== 0 && x - x === 0) {
      if (Number.isNaN(result) || !canOverflow) domainError();
      rangeError();
    } else if (result !== result && x === x) domainError();
    return new PyFloat(result);
  };
}

/** A logarithm, which takes ints of any size. */
function logarithm(f: (x: number) => number, value: PyValue, ofTwo: number): number {
  const n = asInt(value);
  if (typeof n === "bigint") {
    if (n <= 0n) domainError();
    chargePass(n, n);
    const shift = bitLength(n) - 64;
    const top = shift > 0 ? Number(n >> BigInt(shift)) : Number(n);
    const x = shift > 900 ? Infinity : Number(n);
    if (Number.isFinite(x)) return f(x);
    return f(top / 2 ** 64) + ofTwo * (shift + 64);
  }
  const x = n === undefined ? toDouble(value) : n;
  if (x <= 0) domainError();
  return f(x);
}

function log(value: PyValue, base: PyValue | undefined): PyFloat {
  const top = logarithm(elementary.log, value, Math.LN2);
  if (base === undefined) return new PyFloat(top);
  const bottom = logarithm(elementary.log, base, Math.LN2);
  if (bottom === 0) throw raise.ZeroDivisionError("float division by zero");
  return new PyFloat(top / bottom);
}

function pow(x: number, y: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    if (x === 1 || y === 0) return 1;
    if (x === -1 && !Number.isNaN(y)) return 1;
    return x ** y;
  }
  if (x === 0 && y < 0) domainError();
  const result = elementary.power(x, y);
  if (Number.isNaN(result)) domainError();
  if (!Number.isFinite(result)) rangeError();
  return result;
}

/** floor, ceil: by the special method, else of the double. */
function rounded(name: "__floor__" | "__ceil__", round: (x: number) => number): (x: PyValue) => PyValue {
  return (value) => {
    if (value instanceof PyFloat && !value.cls.isHeap) return floatToInt(round(value.v));
    const result = callDunder(value, name);
    return result === undefined ? floatToInt(round(toDouble(value))) : result;
  };
}

function isClose(a: number, b: number, relative: number, absolute: number): boolean {
  if (relative < 0 || absolute < 0) throw raise.ValueError("tolerances must be non-negative");
  if (a === b) return true;
  if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return false;
  const distance = Math.abs(b - a);
  return distance <= Math.abs(relative * b) || distance <= Math.abs(relative * a) || distance <= absolute;
}

function product(iterable: PyValue, start: PyValue): PyValue {
  let result = start;
  const iterator = iterate(iterable);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    result = multiply(result, item);
  }
  return result;
}

/** The coordinates of a point. */
function coordinates(point: PyValue): number[] {
  return toArray(point).map(toDouble);
}

function distance(p: PyValue, q: PyValue): number {
  const a = coordinates(p),
    b = coordinates(q);
  if (a.length !== b.length) throw raise.ValueError("both points must have the same number of dimensions");
  return vectorNorm(a.map((x, i) => x - (b[i] as number)));
}

/** Ints exactly, floats rounded once, anything else by `+` and `*`. */
function sumOfProducts(p: PyValue, q: PyValue): PyValue {
  const a = toArray(p),
    b = toArray(q);
  if (a.length !== b.length) throw raise.ValueError("Inputs are not the same length");
  spend(a.length);
  const isNumber = (value: PyValue): boolean =>
    typeof value === "number" || (value instanceof PyFloat && !value.cls.isHeap);
  if (
    (a.some((x) => x instanceof PyFloat) || b.some((x) => x instanceof PyFloat)) &&
    a.every(isNumber) &&
    b.every(isNumber)
  ) {
    const result = exactDotProduct(a.map(toDouble), b.map(toDouble));
    if (result !== undefined) return new PyFloat(result);
  }
  let total: PyValue = 0;
  for (let i = 0; i < a.length; i++) total = add(total, multiply(a[i] as PyValue, b[i] as PyValue));
  return total;
}

function shifted(value: PyValue, exponent: PyValue): PyFloat {
  const x = toDouble(value);
  const by = asInt(exponent);
  if (by === undefined) throw raise.TypeError("Expected an int as second argument to ldexp.");
  const result = ldexp(x, Math.max(-5000, Math.min(5000, Number(by))));
  if (Number.isFinite(x) && !Number.isFinite(result)) rangeError();
  return new PyFloat(result);
}

function trunc(value: PyValue): PyValue {
  if (value instanceof PyFloat && !value.cls.isHeap) return floatToInt(value.v);
  const method = lookup(typeOf(value), "__trunc__");
  if (method === undefined || method === null)
    throw raise.TypeError(`type ${typeOf(value).shown} doesn't define __trunc__ method`);
  return callDunder(value, "__trunc__") as PyValue;
}

function modf(x: number): [fraction: number, whole: number] {
  if (!Number.isFinite(x)) return [Number.isNaN(x) ? x : copySign(0, x), x];
  const whole = Math.trunc(x);
  return [copySign(x - whole, x), whole];
}

function fmod(x: number, y: number): number {
  const result = x % y;
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) domainError();
  return result;
}

function stepCount(value: PyValue): bigint {
  if (value === null) return 1n;
  const steps = toIndex(value);
  if (steps < 0) throw raise.ValueError("steps must be a non-negative integer");
  return BigInt(steps);
}

function fold(values: readonly PyValue[], start: PyInt, f: (a: PyInt, b: PyInt) => PyInt): PyInt {
  let result = start;
  for (const value of values) {
    const n = toIndex(value);
    result = f(result, n);
  }
  return magnitude(result);
}

export function load(globals: NamespaceDict): void {
  functions(globals, "math", {
    "acos(x, /)": unary(elementary.acos),
    "acosh(x, /)": unary(elementary.acosh),
    "asin(x, /)": unary(elementary.asin),
    "asinh(x, /)": unary(elementary.asinh),
    "atan(x, /)": unary(elementary.atan),
    "atan2(y, x, /)": (y: PyValue, x: PyValue) => new PyFloat(elementary.atan2(toDouble(y), toDouble(x))),
    "atanh(x, /)": unary(Math.atanh),
    "cbrt(x, /)": unary(Math.cbrt),
    "ceil(x, /)": rounded("__ceil__", Math.ceil),
    "comb(n, k, /)": comb,
    "copysign(x, y, /)": (x: PyValue, y: PyValue) => new PyFloat(copySign(toDouble(x), toDouble(y))),
    "cos(x, /)": unary(elementary.cos),
    "cosh(x, /)": unary(elementary.cosh, true),
    "degrees(x, /)": (x: PyValue) => new PyFloat(toDouble(x) * (180 / Math.PI)),
    "dist(p, q, /)": (p: PyValue, q: PyValue) => new PyFloat(distance(p, q)),
    "erf(x, /)": unary(erf),
    "erfc(x, /)": unary(erfc),
    "exp(x, /)": unary(elementary.exp, true),
    "exp2(x, /)": unary(elementary.exp2, true),
    "expm1(x, /)": unary(Math.expm1, true),
    "fabs(x, /)": unary(Math.abs),
    "factorial(n, /)": factorial,
    "floor(x, /)": rounded("__floor__", Math.floor),
    "fmod(x, y, /)": (x: PyValue, y: PyValue) => new PyFloat(fmod(toDouble(x), toDouble(y))),
    "frexp(x, /)"(x: PyValue) {
      const [mantissa, exponent] = frexp(toDouble(x));
      return new PyTuple([new PyFloat(mantissa), exponent]);
    },
    "fsum(seq, /)": (values: PyValue) => new PyFloat(fsum(values)),
    "gamma(x, /)": unary(gammaChecked, true),
    "gcd(*integers)": (values: PyValue[]) => fold(values, 0, gcd),
    "hypot(*coordinates)": (values: PyValue[]) => new PyFloat(vectorNorm(values.map(toDouble))),
    "isclose(a, b, *, rel_tol=0.000000001, abs_tol=0.0)": (
      a: PyValue,
      b: PyValue,
      relative: PyValue,
      absolute: PyValue,
    ) => isClose(toDouble(a), toDouble(b), toDouble(relative), toDouble(absolute)),
    "isfinite(x, /)": (x: PyValue) => Number.isFinite(toDouble(x)),
    "isinf(x, /)": (x: PyValue) => Math.abs(toDouble(x)) === Infinity,
    "isnan(x, /)": (x: PyValue) => Number.isNaN(toDouble(x)),
    "isqrt(n, /)": isqrt,
    "lcm(*integers)": (values: PyValue[]) => fold(values, 1, lcm),
    "ldexp(x, i, /)": shifted,
    "lgamma(x, /)": unary(lgammaChecked, true),
    "log(x, base=..., /)": log,
    "log10(x, /)": (x: PyValue) => new PyFloat(logarithm(elementary.log10, x, Math.log10(2))),
    "log1p(x, /)": unary(Math.log1p),
    "log2(x, /)": (x: PyValue) => new PyFloat(logarithm(elementary.log2, x, 1)),
    "modf(x, /)": (x: PyValue) => new PyTuple(modf(toDouble(x)).map((part) => new PyFloat(part))),
    "nextafter(x, y, /, *, steps=None)": (x: PyValue, y: PyValue, steps: PyValue) =>
      new PyFloat(nextAfter(toDouble(x), toDouble(y), stepCount(steps))),
    "perm(n, k=None, /)": perm,
    "pow(x, y, /)": (x: PyValue, y: PyValue) => new PyFloat(pow(toDouble(x), toDouble(y))),
    "prod(iterable, /, *, start=1)": product,
    "radians(x, /)": (x: PyValue) => new PyFloat(toDouble(x) * (Math.PI / 180)),
    "remainder(x, y, /)": (x: PyValue, y: PyValue) => new PyFloat(remainder(toDouble(x), toDouble(y))),
    "sin(x, /)": unary(elementary.sin),
    "sinh(x, /)": unary(Math.sinh, true),
    "sqrt(x, /)": unary(Math.sqrt),
    "sumprod(p, q, /)": sumOfProducts,
    "tan(x, /)": unary(elementary.tan),
    "tanh(x, /)": unary(Math.tanh),
    "trunc(x, /)": trunc,
    "ulp(x, /)": (x: PyValue) => new PyFloat(ulp(toDouble(x))),
  });
  names(globals, {
    e: new PyFloat(Math.E),
    inf: new PyFloat(Infinity),
    nan: new PyFloat(Number.NaN),
    pi: new PyFloat(Math.PI),
    tau: new PyFloat(2 * Math.PI),
  });
}

/** gamma has poles at zero and the negative integers. */
function gammaChecked(x: number): number {
  return x === 0 ? domainError() : gamma(x);
}
function lgammaChecked(x: number): number {
  return x <= 0 && Number.isInteger(x) ? domainError() : lgamma(x);
}

function remainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (y === 0 || !Number.isFinite(x)) domainError();
  return Number.isFinite(y) ? ieeeRemainder(x, y) : x;
}
