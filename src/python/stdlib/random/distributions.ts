/** The distributions of `random`, step by step as CPython draws them, so that a seed gives the same numbers. */
import * as elementary from "../../runtime/elementary.ts";
import { add, divide, multiply, subtract } from "../../runtime/operators.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { isException } from "../../runtime/exceptions.ts";
import { PyFloat, type PyInt, type PyValue } from "../../runtime/values.ts";
import { toDouble } from "../../builtins/numbers.ts";
import { toIndex } from "../../runtime/subscript.ts";
import type { PyRandom } from "./random-object.ts";

const { cos, exp, log, power, sin } = elementary;
const TWO_PI = 2 * Math.PI;
export const NV_MAGICCONST: number = (4 * exp(-0.5)) / Math.sqrt(2);
export const LOG4: number = log(4);
export const SG_MAGICCONST: number = 1 + log(4.5);

/** `location + z * size`, in whatever numbers the two are. */
function scaled(z: number, location: PyValue, size: PyValue): PyValue {
  const isPlain = (value: PyValue): value is PyFloat | number => value instanceof PyFloat || typeof value === "number";
  if (isPlain(location) && isPlain(size)) return new PyFloat(toDouble(location) + z * toDouble(size));
  return add(location, multiply(new PyFloat(z), size));
}

export function uniform(self: PyRandom, a: PyValue, b: PyValue): PyValue {
  if (a instanceof PyFloat && b instanceof PyFloat) return new PyFloat(a.v + (b.v - a.v) * self.double());
  return add(a, multiply(subtract(b, a), new PyFloat(self.double())));
}

export function triangular(self: PyRandom, low: PyValue, high: PyValue, mode: PyValue): PyValue {
  let u = self.double();
  let c = 0.5;
  if (mode !== null) {
    try {
      c = toDouble(divide(subtract(mode, low), subtract(high, low)));
    } catch (error) {
      if (isException(error, "ZeroDivisionError")) return low;
      throw error;
    }
  }
  let from = low,
    to = high;
  if (u > c) {
    u = 1 - u;
    c = 1 - c;
    [from, to] = [high, low];
  }
  return add(from, multiply(subtract(to, from), new PyFloat(Math.sqrt(u * c))));
}

export function normalVariate(self: PyRandom, mu: PyValue, sigma: PyValue): PyValue {
  // Kinderman and Monahan: ratio of uniform deviates.
  for (;;) {
    spend(1);
    const u1 = self.double(),
      u2 = 1 - self.double();
    const z = (NV_MAGICCONST * (u1 - 0.5)) / u2;
    if ((z * z) / 4 <= -log(u2)) return scaled(z, mu, sigma);
  }
}

export function gauss(self: PyRandom, mu: PyValue, sigma: PyValue): PyValue {
  const next = self.gaussNext;
  self.gaussNext = null;
  if (next !== null) return scaled(toDouble(next), mu, sigma);
  const angle = self.double() * TWO_PI;
  const radius = Math.sqrt(-2 * log(1 - self.double()));
  const z = cos(angle) * radius;
  self.gaussNext = new PyFloat(sin(angle) * radius);
  return scaled(z, mu, sigma);
}

export function logNormalVariate(self: PyRandom, mu: PyValue, sigma: PyValue): PyValue {
  return new PyFloat(finite(exp(toDouble(normalVariate(self, mu, sigma)))));
}

function finite(x: number): number {
  if (x === Infinity) throw raise.OverflowError("math range error");
  return x;
}

export function exponentialVariate(self: PyRandom, rate: PyValue): PyValue {
  const z = -log(1 - self.double());
  return divide(new PyFloat(z), rate);
}

export function vonMisesVariate(self: PyRandom, muValue: PyValue, kappaValue: PyValue): PyValue {
  const mu = toDouble(muValue),
    kappa = toDouble(kappaValue);
  if (kappa <= 1e-6) return new PyFloat(TWO_PI * self.double());
  const s = 0.5 / kappa;
  const r = s + Math.sqrt(1 + s * s);
  let z: number;
  for (;;) {
    spend(1);
    z = cos(Math.PI * self.double());
    const d = z / (r + z),
      u = self.double();
    if (u < 1 - d * d || u <= (1 - d) * exp(d)) break;
  }
  const q = 1 / r;
  const angle = elementary.acos((q + z) / (1 + q * z));
  const theta = (self.double() > 0.5 ? mu + angle : mu - angle) % TWO_PI;
  return new PyFloat(theta < 0 ? theta + TWO_PI : theta);
}

export function gammaVariate(self: PyRandom, alphaValue: PyValue, betaValue: PyValue): PyValue {
  const alpha = toDouble(alphaValue),
    beta = toDouble(betaValue);
  if (alpha <= 0 || beta <= 0) throw raise.ValueError("gammavariate: alpha and beta must be > 0.0");
  return new PyFloat(gammaDouble(self, alpha, beta));
}

function gammaDouble(self: PyRandom, alpha: number, beta: number): number {
  if (alpha > 1) {
    // Cheng: rejection from a log-logistic distribution.
    const root = Math.sqrt(2 * alpha - 1),
      b = alpha - LOG4,
      c = alpha + root;
    for (;;) {
      spend(1);
      const u1 = self.double();
      if (!(u1 > 1e-7 && u1 < 0.9999999)) continue;
      const u2 = 1 - self.double();
      const v = log(u1 / (1 - u1)) / root;
      const x = alpha * exp(v);
      const z = u1 * u1 * u2,
        r = b + c * v - x;
      if (r + SG_MAGICCONST - 4.5 * z >= 0 || r >= log(z)) return x * beta;
    }
  }
  if (alpha === 1) return -log(1 - self.double()) * beta;
  for (;;) {
    spend(1);
    const b = (Math.E + alpha) / Math.E;
    const p = b * self.double();
    const x = p <= 1 ? power(p, 1 / alpha) : -log((b - p) / alpha);
    const u = self.double();
    if (p > 1 ? u <= power(x, alpha - 1) : u <= exp(-x)) return x * beta;
  }
}

export function betaVariate(self: PyRandom, alpha: PyValue, beta: PyValue): PyValue {
  const y = toDouble(gammaVariate(self, alpha, 1));
  if (y === 0) return new PyFloat(0);
  return new PyFloat(y / (y + toDouble(gammaVariate(self, beta, 1))));
}

export function paretoVariate(self: PyRandom, alpha: PyValue): PyValue {
  return new PyFloat(finite(power(1 - self.double(), -1 / toDouble(alpha))));
}

export function weibullVariate(self: PyRandom, alpha: PyValue, beta: PyValue): PyValue {
  return new PyFloat(toDouble(alpha) * power(-log(1 - self.double()), 1 / toDouble(beta)));
}

/** Successes among n trials of probability p. */
export function binomialVariate(self: PyRandom, nValue: PyValue, pValue: PyValue): PyInt {
  const n = Number(toIndex(nValue));
  if (n < 0) throw raise.ValueError("n must be non-negative");
  const p = toDouble(pValue);
  if (p <= 0 || p >= 1) {
    if (p === 0) return 0;
    if (p === 1) return n;
    throw raise.ValueError("p must be in the range 0.0 <= p <= 1.0");
  }
  if (n === 1) return self.double() < p ? 1 : 0;
  if (p > 0.5) return n - Number(binomialVariate(self, n, new PyFloat(1 - p)));
  if (n * p < 10) return geometricCount(self, n, p);
  return transformedRejection(self, n, p);
}

/** Devroye's second waiting time method: jumps from success to success. */
function geometricCount(self: PyRandom, n: number, p: number): number {
  const c = elementary.log2(1 - p);
  if (c === 0) return 0;
  let x = 0,
    y = 0;
  for (;;) {
    spend(1);
    y += Math.floor(elementary.log2(self.double()) / c) + 1;
    if (y > n) return x;
    x++;
  }
}

/** Hörmann's transformed rejection with squeeze (BTRS). */
function transformedRejection(self: PyRandom, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation,
    a = -0.0873 + 0.0248 * b + 0.01 * p,
    c = n * p + 0.5,
    vr = 0.92 - 4.2 / b;
  let setup: { alpha: number; lpq: number; m: number; h: number } | null = null;
  for (;;) {
    spend(1);
    const u = self.double() - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    let v = self.double();
    if (us >= 0.07 && v <= vr) return k;
    if (setup === null) {
      const m = Math.floor((n + 1) * p);
      setup = {
        alpha: (2.83 + 5.1 / b) * deviation,
        lpq: log(p / (1 - p)),
        m,
        h: logGamma(m + 1) + logGamma(n - m + 1),
      };
    }
    v *= setup.alpha / (a / (us * us) + b);
    if (log(v) <= setup.h - logGamma(k + 1) - logGamma(n - k + 1) + (k - setup.m) * setup.lpq) return k;
  }
}

/** By Stirling's series, good to the last digits for arguments from 1. */
function logGamma(x: number): number {
  let shift = 0,
    y = x;
  while (y < 10) shift += log(y++);
  const inverse = 1 / (y * y);
  return (
    (y - 0.5) * log(y) -
    y +
    0.5 * log(TWO_PI) +
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y -
    shift
  );
}
