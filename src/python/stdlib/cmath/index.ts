/** The module `cmath`. */
import { toComplex } from "../../builtins/complex.ts";
import { type Complex, complexQuotient } from "../../builtins/complex-arithmetic.ts";
import { toDouble } from "../../builtins/numbers.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { atan2 } from "../../runtime/elementary.ts";
import { isException } from "../../runtime/exceptions.ts";
import { raise } from "../../runtime/raise.ts";
import { PyComplex, PyFloat, PyTuple, type PyValue } from "../../runtime/values.ts";
import {
  acos,
  acosh,
  asinh,
  atanh,
  cosh,
  cosine,
  domainError,
  exp,
  hypot,
  log,
  rangeError,
  rect,
  sinh,
  sqrt,
  tanh,
  turned,
} from "./functions.ts";

function unary(f: (z: Complex) => Complex): (value: PyValue) => PyValue {
  return (value) => {
    const { re, im } = f(toComplex(value));
    return new PyComplex(re, im);
  };
}

function test(f: (z: Complex) => boolean): (value: PyValue) => boolean {
  return (value) => f(toComplex(value));
}

function logWithBase(value: PyValue, base: PyValue | undefined): PyValue {
  const top = log(toComplex(value));
  if (base === undefined) return new PyComplex(top.re, top.im);
  const bottom = log(toComplex(base));
  try {
    return complexQuotient(top, bottom);
  } catch (error) {
    if (isException(error, "ZeroDivisionError")) domainError();
    throw error;
  }
}

/** The distance from zero, or OverflowError. */
function size({ re, im }: Complex): number {
  const r = hypot(re, im);
  if (r === Infinity && Number.isFinite(re) && Number.isFinite(im)) rangeError();
  return r;
}

function isClose(left: PyValue, right: PyValue, relative: PyValue, absolute: PyValue): boolean {
  const a = toComplex(left),
    b = toComplex(right),
    most = toDouble(relative),
    least = toDouble(absolute);
  if (most < 0 || least < 0) throw raise.ValueError("tolerances must be non-negative");
  if (a.re === b.re && a.im === b.im) return true;
  if ([a, b].some((z) => Math.abs(z.re) === Infinity || Math.abs(z.im) === Infinity)) return false;
  const difference = hypot(a.re - b.re, a.im - b.im);
  return difference <= most * hypot(b.re, b.im) || difference <= most * hypot(a.re, a.im) || difference <= least;
}

export function load(globals: NamespaceDict): void {
  functions(globals, "cmath", {
    "acos(z, /)": unary(acos),
    "acosh(z, /)": unary(acosh),
    "asin(z, /)": unary(turned(asinh)),
    "asinh(z, /)": unary(asinh),
    "atan(z, /)": unary(turned(atanh)),
    "atanh(z, /)": unary(atanh),
    "cos(z, /)": unary(cosine),
    "cosh(z, /)": unary(cosh),
    "exp(z, /)": unary(exp),
    "isclose(a, b, *, rel_tol=0.000000001, abs_tol=0.0)": isClose,
    "isfinite(z, /)": test((z) => Number.isFinite(z.re) && Number.isFinite(z.im)),
    "isinf(z, /)": test((z) => Math.abs(z.re) === Infinity || Math.abs(z.im) === Infinity),
    "isnan(z, /)": test((z) => Number.isNaN(z.re) || Number.isNaN(z.im)),
    "log(z, base=..., /)": logWithBase,
    "log10(z, /)": unary((z) => {
      const { re, im } = log(z);
      return { re: re / Math.LN10, im: im / Math.LN10 };
    }),
    "phase(z, /)"(value: PyValue) {
      const { re, im } = toComplex(value),
        angle = atan2(im, re);
      // C's atan2 complains of an angle too small for a double, and CPython passes that on.
      if (angle === 0 && im !== 0 && Number.isFinite(re)) rangeError();
      return new PyFloat(angle);
    },
    "polar(z, /)"(value: PyValue) {
      const z = toComplex(value);
      return new PyTuple([new PyFloat(size(z)), new PyFloat(atan2(z.im, z.re))]);
    },
    "rect(r, phi, /)"(r: PyValue, phi: PyValue) {
      const { re, im } = rect(toDouble(r), toDouble(phi));
      return new PyComplex(re, im);
    },
    "sin(z, /)": unary(turned(sinh)),
    "sinh(z, /)": unary(sinh),
    "sqrt(z, /)": unary(sqrt),
    "tan(z, /)": unary(turned(tanh)),
    "tanh(z, /)": unary(tanh),
  });
  names(globals, {
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    tau: new PyFloat(2 * Math.PI),
    inf: new PyFloat(Infinity),
    nan: new PyFloat(NaN),
    infj: new PyComplex(0, Infinity),
    nanj: new PyComplex(0, NaN),
  });
}
