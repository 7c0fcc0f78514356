/** The functions of one complex number. Each is exact near its zeros and branch points, and keeps the signs of zeros. */
import type { Complex } from "../../builtins/complex-arithmetic.ts";
import {
  asinh as realAsinh,
  atan2,
  cos,
  cosh as realCosh,
  exp as realExp,
  log as realLog,
  sin,
  tan,
} from "../../runtime/elementary.ts";
import { raise } from "../../runtime/raise.ts";
import { copySign, ldexp } from "../math/float-parts.ts";
import { vectorNorm } from "../math/sums.ts";
import { type SpecialName, specialValue } from "./special-values.ts";

const LARGE = Number.MAX_VALUE / 4;
const ROOT_OF_LARGE = Math.sqrt(LARGE);
const LOG_OF_LARGE = Math.log(LARGE);
const LEAST_NORMAL = 2 ** -1022;
const ROOT_OF_LEAST = Math.sqrt(LEAST_NORMAL);

export function domainError(): never {
  throw raise.ValueError("math domain error");
}

export function rangeError(): never {
  throw raise.OverflowError("math range error");
}

function special(name: SpecialName, z: Complex): Complex | undefined {
  const value = specialValue(name, z);
  return value === null ? domainError() : value;
}

function checked(re: number, im: number): Complex {
  if (Math.abs(re) === Infinity || Math.abs(im) === Infinity) rangeError();
  return { re, im };
}

export function hypot(x: number, y: number): number {
  return vectorNorm([x, y]);
}

/** For an infinite real part and a finite imaginary part other than zero: `size` in the direction of the angle. */
function directed(size: number, angle: number, signRe = 1, signIm = 1): Complex {
  return { re: signRe * copySign(size, cos(angle)), im: signIm * copySign(size, sin(angle)) };
}

function isDirected({ re, im }: Complex): boolean {
  return Math.abs(re) === Infinity && Number.isFinite(im) && im !== 0;
}

export function sqrt(z: Complex): Complex {
  const value = special("sqrt", z);
  if (value !== undefined) return value;
  const { re: x, im: y } = z;
  if (x === 0 && y === 0) return { re: 0, im: y };
  let ax = Math.abs(x);
  const ay = Math.abs(y);
  let s: number;
  if (ax < LEAST_NORMAL && ay < LEAST_NORMAL) {
    // Subnormal: scaled up by an even power of two and the root down by half of it.
    ax = ldexp(ax, 54);
    s = ldexp(Math.sqrt(ax + hypot(ax, ldexp(ay, 54))), -27) / Math.SQRT2;
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return x >= 0 ? { re: s, im: copySign(d, y) } : { re: d, im: copySign(s, y) };
}

/** log of the absolute value, of numbers too large for their hypotenuse. */
function logOfLarge(x: number, y: number): number {
  return realLog(hypot(x / 2, y / 2)) + Math.LN2 * 2;
}

function isLarge({ re, im }: Complex): boolean {
  return Math.abs(re) > LARGE || Math.abs(im) > LARGE;
}

export function acos(z: Complex): Complex {
  const value = special("acos", z);
  if (value !== undefined) return value;
  const { re: x, im: y } = z;
  if (isLarge(z)) {
    const size = logOfLarge(x, y);
    return { re: atan2(Math.abs(y), x), im: x < 0 ? -copySign(size, y) : copySign(size, -y) };
  }
  const a = sqrt({ re: 1 - x, im: -y }),
    b = sqrt({ re: 1 + x, im: y });
  return { re: 2 * atan2(a.re, b.re), im: realAsinh(b.re * a.im - b.im * a.re) };
}

export function acosh(z: Complex): Complex {
  const value = special("acosh", z);
  if (value !== undefined) return value;
  const { re: x, im: y } = z;
  if (isLarge(z)) return { re: logOfLarge(x, y), im: atan2(y, x) };
  const a = sqrt({ re: x - 1, im: y }),
    b = sqrt({ re: x + 1, im: y });
  return { re: realAsinh(a.re * b.re + a.im * b.im), im: 2 * atan2(a.im, b.re) };
}

export function asinh(z: Complex): Complex {
  const value = special("asinh", z);
  if (value !== undefined) return value;
  const { re: x, im: y } = z;
  if (isLarge(z)) return { re: copySign(logOfLarge(x, y), x), im: atan2(y, Math.abs(x)) };
  const a = sqrt({ re: 1 + y, im: -x }),
    b = sqrt({ re: 1 - y, im: x });
  return { re: realAsinh(a.re * b.im - b.re * a.im), im: atan2(y, a.re * b.re - a.im * b.im) };
}

export function atanh(z: Complex): Complex {
  const value = special("atanh", z);
  if (value !== undefined) return value;
  const { re: x, im: y } = z;
  if (x < 0 || Object.is(x, -0)) {
    const { re, im } = atanh({ re: -x, im: -y });
    return { re: -re, im: -im };
  }
  const ay = Math.abs(y);
  if (x > ROOT_OF_LARGE || ay > ROOT_OF_LARGE) {
    const h = hypot(x / 2, y / 2);
    return { re: x / 4 / h / h, im: -copySign(Math.PI / 2, -y) };
  }
  if (x === 1 && ay < ROOT_OF_LEAST) {
    if (ay === 0) domainError();
    return { re: -realLog(Math.sqrt(ay) / Math.sqrt(hypot(ay, 2))), im: copySign(atan2(2, -ay) / 2, y) };
  }
  return {
    re: Math.log1p((4 * x) / ((1 - x) * (1 - x) + ay * ay)) / 4,
    im: -atan2(-2 * y, (1 - x) * (1 + x) - ay * ay) / 2,
  };
}

export function cosh(z: Complex): Complex {
  const { re: x, im: y } = z;
  if (isDirected(z)) return directed(Infinity, y, 1, x > 0 ? 1 : -1);
  const value = special("cosh", z);
  if (value !== undefined) return value;
  if (Math.abs(x) <= LOG_OF_LARGE) return checked(cos(y) * realCosh(x), sin(y) * Math.sinh(x));
  const near = x - copySign(1, x);
  return checked(cos(y) * realCosh(near) * Math.E, sin(y) * Math.sinh(near) * Math.E);
}

export function sinh(z: Complex): Complex {
  const { re: x, im: y } = z;
  if (isDirected(z)) return directed(Infinity, y, x > 0 ? 1 : -1, 1);
  const value = special("sinh", z);
  if (value !== undefined) return value;
  if (Math.abs(x) <= LOG_OF_LARGE) return checked(cos(y) * Math.sinh(x), sin(y) * realCosh(x));
  const near = x - copySign(1, x);
  return checked(cos(y) * Math.sinh(near) * Math.E, sin(y) * realCosh(near) * Math.E);
}

export function tanh(z: Complex): Complex {
  const { re: x, im: y } = z;
  if (isDirected(z)) return { re: copySign(1, x), im: copySign(0, 2 * sin(y) * cos(y)) };
  const value = special("tanh", z);
  if (value !== undefined) return value;
  if (Math.abs(x) > LOG_OF_LARGE) return { re: copySign(1, x), im: 4 * sin(y) * cos(y) * realExp(-2 * Math.abs(x)) };
  const tx = Math.tanh(x),
    ty = tan(y),
    cx = 1 / realCosh(x);
  const product = tx * ty,
    denominator = 1 + product * product;
  return { re: (tx * (1 + ty * ty)) / denominator, im: (ty / denominator) * cx * cx };
}

export function exp(z: Complex): Complex {
  const { re: x, im: y } = z;
  if (isDirected(z)) return directed(x > 0 ? Infinity : 0, y);
  const value = special("exp", z);
  if (value !== undefined) return value;
  if (x <= LOG_OF_LARGE) {
    const size = realExp(x);
    return checked(size * cos(y), size * sin(y));
  }
  const size = realExp(x - 1);
  return checked(size * cos(y) * Math.E, size * sin(y) * Math.E);
}

export function log(z: Complex): Complex {
  const value = special("log", z);
  if (value !== undefined) return value;
  const ax = Math.abs(z.re),
    ay = Math.abs(z.im);
  return { re: logOfSize(ax, ay), im: atan2(z.im, z.re) };
}

function logOfSize(ax: number, ay: number): number {
  if (ax > LARGE || ay > LARGE) return realLog(hypot(ax / 2, ay / 2)) + Math.LN2;
  if (ax < LEAST_NORMAL && ay < LEAST_NORMAL) {
    if (ax === 0 && ay === 0) domainError();
    return realLog(hypot(ldexp(ax, 53), ldexp(ay, 53))) - 53 * Math.LN2;
  }
  const h = hypot(ax, ay);
  if (h < 0.71 || h > 1.73) return realLog(h);
  // Near one, where the logarithm of a rounded size would have no digits left.
  const most = Math.max(ax, ay),
    least = Math.min(ax, ay);
  return Math.log1p((most - 1) * (most + 1) + least * least) / 2;
}

/** `r` in the direction `phi`. */
export function rect(r: number, phi: number): Complex {
  if (isDirected({ re: r, im: phi })) return r > 0 ? directed(Infinity, phi) : directed(Infinity, phi, -1, -1);
  const value = special("rect", { re: r, im: phi });
  if (value !== undefined) return value;
  return phi === 0 ? { re: r, im: r * phi } : { re: r * cos(phi), im: r * sin(phi) };
}

/** A function through its hyperbolic sister: f(z) = -i g(iz). */
export function turned(g: (z: Complex) => Complex): (z: Complex) => Complex {
  return ({ re, im }) => {
    const value = g({ re: -im, im: re });
    return { re: value.im, im: -value.re };
  };
}

export function cosine(z: Complex): Complex {
  return cosh({ re: -z.im, im: z.re });
}
