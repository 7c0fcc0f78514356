/** Arithmetic of complex numbers as CPython does it. */
import { atan2, cos, exp, log, power, sin } from "../runtime/elementary.ts";
import { raise } from "../runtime/raise.ts";
import { PyComplex } from "../runtime/values.ts";

export interface Complex {
  readonly re: number;
  readonly im: number;
}

export function complexProduct(a: Complex, b: Complex): PyComplex {
  return new PyComplex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
}

/** Smith's method: divides by the larger part of the divisor first, so that nothing overflows on the way. */
export function complexQuotient(a: Complex, b: Complex, zeroDivision: string = "complex division by zero"): PyComplex {
  if (b.re === 0 && b.im === 0) throw raise.ZeroDivisionError(zeroDivision);
  const reSize = Math.abs(b.re),
    imSize = Math.abs(b.im);
  if (reSize >= imSize) {
    const ratio = b.im / b.re,
      denominator = b.re + b.im * ratio;
    return new PyComplex((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator);
  }
  if (imSize >= reSize) {
    const ratio = b.re / b.im,
      denominator = b.re * ratio + b.im;
    return new PyComplex((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator);
  }
  return new PyComplex(Number.NaN, Number.NaN);
}

const NO_POWER = "0.0 to a negative or complex power";

/** `a ** b`; small whole exponents by repeated products, which keeps exact results exact. */
export function complexPower(a: Complex, b: Complex): PyComplex {
  const isWhole = b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= 100;
  const result = isWhole ? wholePower(a, b.re) : generalPower(a, b);
  if (Math.abs(result.re) === Infinity || Math.abs(result.im) === Infinity)
    throw raise.OverflowError("complex exponentiation");
  return result;
}

function wholePower(a: Complex, exponent: number): PyComplex {
  const power = positivePower(a, Math.abs(exponent));
  return exponent >= 0 ? power : complexQuotient({ re: 1, im: 0 }, power, NO_POWER);
}

function positivePower(a: Complex, exponent: number): PyComplex {
  let result = new PyComplex(1, 0),
    square = new PyComplex(a.re, a.im);
  for (let mask = 1; mask <= exponent; mask *= 2) {
    if ((exponent & mask) !== 0) result = complexProduct(result, square);
    square = complexProduct(square, square);
  }
  return result;
}

function generalPower(a: Complex, b: Complex): PyComplex {
  if (b.re === 0 && b.im === 0) return new PyComplex(1, 0);
  if (a.re === 0 && a.im === 0) {
    if (b.im !== 0 || b.re < 0) throw raise.ZeroDivisionError(NO_POWER);
    return new PyComplex(0, 0);
  }
  const size = Math.hypot(a.re, a.im),
    angle = atan2(a.im, a.re);
  let length = power(size, b.re),
    phase = angle * b.re;
  if (b.im !== 0) {
    length /= exp(angle * b.im);
    phase += b.im * log(size);
  }
  // In C the cosine of infinity is an error, which is taken for that of a power of zero.
  if (Math.abs(phase) === Infinity) throw raise.ZeroDivisionError(NO_POWER);
  return new PyComplex(length * cos(phase), length * sin(phase));
}
