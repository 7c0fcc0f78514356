/** datetime.timedelta: days, seconds and microseconds, exact. */
import { divideFloats, floorDivideInts, moduloInts, normaliseInt, trueDivideInts } from "../../runtime/arithmetic.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { hashSequence } from "../../runtime/hash.ts";
import { asInt } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { NotImplemented, PyFloat, type PyInt, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { floatToInt } from "../../builtins/numbers.ts";
import { floatRatio, roundHalfEven } from "../../builtins/text/float-round.ts";
import {
  holds,
  MAX_DELTA_DAYS,
  MICROSECONDS_PER_DAY,
  orderings,
  pad,
  PyTimeDelta,
  SECONDS_PER_DAY,
  shownName,
  timeDeltaType,
} from "./shapes.ts";

const DAY = BigInt(MICROSECONDS_PER_DAY);

/** From whole numbers of any sign; they must be safe integers. */
export function makeDelta(
  days: number,
  seconds: number,
  microseconds: number,
  cls: PyType = timeDeltaType,
): PyTimeDelta {
  const carriedSeconds = Math.floor(microseconds / 1_000_000);
  const allSeconds = seconds + carriedSeconds;
  const carriedDays = Math.floor(allSeconds / SECONDS_PER_DAY);
  const allDays = days + carriedDays;
  if (Math.abs(allDays) > MAX_DELTA_DAYS) refuseDays(allDays);
  const restSeconds = allSeconds - carriedDays * SECONDS_PER_DAY,
    restMicroseconds = microseconds - carriedSeconds * 1_000_000;
  if (cls === timeDeltaType) return new PyTimeDelta(allDays + 0, restSeconds, restMicroseconds);
  return new (cls.jsClass as unknown as typeof PyTimeDelta)(allDays + 0, restSeconds, restMicroseconds);
}

function refuseDays(days: number): never {
  if (Math.abs(days) > 2147483647) throw raise.OverflowError("Python int too large to convert to C int");
  throw raise.OverflowError(`days=${days}; must have magnitude <= ${MAX_DELTA_DAYS}`);
}

/** All of a delta in microseconds. */
export function microsecondsOf(delta: PyTimeDelta): bigint {
  return (BigInt(delta.days) * 86400n + BigInt(delta.seconds)) * 1000000n + BigInt(delta.microseconds);
}

/** Whether the whole delta in microseconds is a safe integer: a hundred years and more. */
function isShort(delta: PyTimeDelta): boolean {
  return delta.days < 100_000 && delta.days > -100_000;
}

function shortMicroseconds(delta: PyTimeDelta): number {
  return delta.days * MICROSECONDS_PER_DAY + delta.seconds * 1_000_000 + delta.microseconds;
}

export function fromMicroseconds(total: bigint, cls: PyType = timeDeltaType): PyTimeDelta {
  let days = total / DAY,
    rest = total % DAY;
  if (rest < 0n) {
    rest += DAY;
    days--;
  }
  const value = Number(days);
  if (Math.abs(value) > MAX_DELTA_DAYS) refuseDays(value);
  return makeDelta(value, 0, Number(rest), cls);
}

/** a / b to the nearest int, ties to the even one. */
function divideNearest(a: bigint, b: bigint): bigint {
  if (b === 0n) throw raise.ZeroDivisionError("integer division or modulo by zero");
  const [x, y] = b < 0n ? [-a, -b] : [a, b];
  let quotient = x / y,
    rest = x % y;
  if (rest < 0n) {
    quotient--;
    rest += y;
  }
  const twice = rest * 2n;
  return twice > y || (twice === y && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

const UNITS: readonly (readonly [name: string, microseconds: bigint])[] = [
  ["microseconds", 1n],
  ["milliseconds", 1000n],
  ["seconds", 1_000_000n],
  ["minutes", 60_000_000n],
  ["hours", 3_600_000_000n],
  ["days", DAY],
  ["weeks", 7n * DAY],
];

constructor(
  timeDeltaType,
  "(cls, days=..., seconds=..., microseconds=..., milliseconds=..., minutes=..., hours=..., weeks=...)",
  (
    cls: PyType,
    days?: PyValue,
    seconds?: PyValue,
    microseconds?: PyValue,
    milliseconds?: PyValue,
    minutes?: PyValue,
    hours?: PyValue,
    weeks?: PyValue,
  ) => {
    // Fast path: small ints, which need no exact sum.
    const total =
      smallSum(weeks, 604_800) +
      smallSum(days, 86_400) +
      smallSum(hours, 3600) +
      smallSum(minutes, 60) +
      smallSum(seconds, 1);
    const fine = smallSum(milliseconds, 1000) + smallSum(microseconds, 1);
    if (total - total === 0 && fine - fine === 0) return makeDelta(0, total, fine, cls);
    return exactSum([microseconds, milliseconds, seconds, minutes, hours, days, weeks], cls);
  },
);

/** NaN when it is no small int. */
function smallSum(value: PyValue | undefined, factor: number): number {
  if (value === undefined) return 0;
  return typeof value === "number" && value < 1e6 && value > -1e6 ? value * factor : Number.NaN;
}

/** The parts are added as ints; what fractions leave over is rounded once, half to even. */
function exactSum(parts: readonly (PyValue | undefined)[], cls: PyType): PyTimeDelta {
  let sum = 0n,
    left = 0;
  parts.forEach((value, index) => {
    if (value === undefined) return;
    const [name, unit] = UNITS[index] as readonly [string, bigint];
    const integer = asInt(value);
    if (integer !== undefined) sum += BigInt(integer) * unit;
    else if (value instanceof PyFloat) {
      const whole = floatToInt(value.v);
      sum += BigInt(whole) * unit;
      const fraction = (value.v - Number(whole)) * Number(unit);
      sum += BigInt(Math.trunc(fraction));
      left += fraction - Math.trunc(fraction);
    } else throw raise.TypeError(`unsupported type for timedelta ${name} component: ${typeOf(value).shown}`);
  });
  if (left !== 0) {
    // A tie goes to the even sum, not to the even remainder.
    const isOdd = (sum & 1n) === 0n ? 0 : 1;
    sum += BigInt(roundHalfEven(left + isOdd) - isOdd);
  }
  return fromMicroseconds(sum, cls);
}

export function addDeltas(a: PyTimeDelta, b: PyTimeDelta): PyTimeDelta {
  return makeDelta(a.days + b.days, a.seconds + b.seconds, a.microseconds + b.microseconds);
}

export function subtractDeltas(a: PyTimeDelta, b: PyTimeDelta): PyTimeDelta {
  return makeDelta(a.days - b.days, a.seconds - b.seconds, a.microseconds - b.microseconds);
}

export function negateDelta(delta: PyTimeDelta): PyTimeDelta {
  return makeDelta(-delta.days, -delta.seconds, -delta.microseconds);
}

export function compareDeltas(a: PyTimeDelta, b: PyTimeDelta): number {
  if (a.days !== b.days) return a.days - b.days;
  return a.seconds !== b.seconds ? a.seconds - b.seconds : a.microseconds - b.microseconds;
}

function multiply(self: PyTimeDelta, factor: PyValue): PyValue {
  if (factor instanceof PyFloat) {
    const [top, bottom] = ratioOf(factor.v);
    return fromMicroseconds(divideNearest(microsecondsOf(self) * top, bottom));
  }
  const integer = asInt(factor);
  if (integer === undefined) return NotImplemented;
  if (typeof integer === "number" && isShort(self)) {
    const product = shortMicroseconds(self) * integer;
    if (Number.isSafeInteger(product)) return makeDelta(0, 0, product);
  }
  return fromMicroseconds(microsecondsOf(self) * BigInt(integer));
}

function ratioOf(x: number): [bigint, bigint] {
  if (Number.isNaN(x)) throw raise.ValueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(x)) throw raise.OverflowError("cannot convert Infinity to integer ratio");
  return floatRatio(x);
}

function totalInt(delta: PyTimeDelta): PyInt {
  return isShort(delta) ? shortMicroseconds(delta) : normaliseInt(microsecondsOf(delta));
}

export function totalSeconds(delta: PyTimeDelta): number {
  return isShort(delta) ? shortMicroseconds(delta) / 1_000_000 : trueDivideInts(totalInt(delta), 1_000_000);
}

/** The quotient and the remainder of two deltas. */
function divmod(self: PyTimeDelta, other: PyTimeDelta): [PyInt, PyTimeDelta] {
  const a = totalInt(self),
    b = totalInt(other);
  const quotient = floorDivideInts(a, b);
  return [quotient, fromMicroseconds(BigInt(moduloInts(a, b)))];
}

function equals(self: PyTimeDelta, other: PyValue): PyValue {
  return other instanceof PyTimeDelta ? compareDeltas(self, other) === 0 : NotImplemented;
}

function hashDelta(self: PyTimeDelta): number {
  return hashSequence([self.days, self.seconds, self.microseconds]);
}

function deltaText(self: PyTimeDelta): string {
  const { days, seconds, microseconds } = self;
  const clock = `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  const before = days === 0 ? "" : `${days} day${Math.abs(days) === 1 ? "" : "s"}, `;
  return before + clock + (microseconds === 0 ? "" : `.${pad(microseconds, 6)}`);
}

function deltaRepr(self: PyTimeDelta): string {
  const parts: string[] = [];
  if (self.days !== 0) parts.push(`days=${self.days}`);
  if (self.seconds !== 0) parts.push(`seconds=${self.seconds}`);
  if (self.microseconds !== 0) parts.push(`microseconds=${self.microseconds}`);
  return `${shownName(self.cls)}(${parts.length === 0 ? "0" : parts.join(", ")})`;
}

function binary(operate: (a: PyTimeDelta, b: PyTimeDelta) => PyValue): (self: PyTimeDelta, other: PyValue) => PyValue {
  return (self, other) => (other instanceof PyTimeDelta ? operate(self, other) : NotImplemented);
}

PyTimeDelta.prototype.equals = function equalsDelta(this: PyTimeDelta, other: PyValue): PyValue {
  return equals(this, other);
};
PyTimeDelta.prototype.hash = function hashOfDelta(this: PyTimeDelta): number {
  return hashDelta(this);
};
PyTimeDelta.prototype.isTrue = function isTrueDelta(this: PyTimeDelta): boolean {
  return this.days !== 0 || this.seconds !== 0 || this.microseconds !== 0;
};

methods(timeDeltaType, {
  "__repr__(self, /)": deltaRepr,
  "__str__(self, /)": deltaText,
  "__hash__(self, /)": hashDelta,
  "__eq__(self, value, /)": equals,
  ...orderings<PyTimeDelta>((self, other, operator) =>
    other instanceof PyTimeDelta ? holds(compareDeltas(self, other), operator) : NotImplemented,
  ),
  "__bool__(self, /)": (self: PyTimeDelta) => PyTimeDelta.prototype.isTrue.call(self),
  "__add__(self, value, /)": binary(addDeltas),
  "__radd__(self, value, /)": binary((a, b) => addDeltas(b, a)),
  "__sub__(self, value, /)": binary(subtractDeltas),
  "__rsub__(self, value, /)": binary((a, b) => subtractDeltas(b, a)),
  "__neg__(self, /)": negateDelta,
  "__pos__(self, /)": (self: PyTimeDelta) => makeDelta(self.days, self.seconds, self.microseconds),
  "__abs__(self, /)": (self: PyTimeDelta) =>
    self.days < 0 ? negateDelta(self) : makeDelta(self.days, self.seconds, self.microseconds),
  "__mul__(self, value, /)": multiply,
  "__rmul__(self, value, /)": multiply,
  "__truediv__(self, value, /)"(self: PyTimeDelta, other: PyValue) {
    if (other instanceof PyTimeDelta) return new PyFloat(trueDivideInts(totalInt(self), totalInt(other)));
    if (other instanceof PyFloat) {
      const [top, bottom] = ratioOf(other.v);
      return fromMicroseconds(divideNearest(microsecondsOf(self) * bottom, top));
    }
    const integer = asInt(other);
    return integer === undefined
      ? NotImplemented
      : fromMicroseconds(divideNearest(microsecondsOf(self), BigInt(integer)));
  },
  "__rtruediv__(self, value, /)": binary((a, b) => new PyFloat(divideFloats(totalSeconds(b), totalSeconds(a)))),
  "__floordiv__(self, value, /)"(self: PyTimeDelta, other: PyValue) {
    if (other instanceof PyTimeDelta) return floorDivideInts(totalInt(self), totalInt(other));
    const integer = asInt(other);
    return integer === undefined ? NotImplemented : fromMicroseconds(BigInt(floorDivideInts(totalInt(self), integer)));
  },
  "__rfloordiv__(self, value, /)": binary((a, b) => floorDivideInts(totalInt(b), totalInt(a))),
  "__mod__(self, value, /)": binary((a, b) => fromMicroseconds(BigInt(moduloInts(totalInt(a), totalInt(b))))),
  "__rmod__(self, value, /)": binary((a, b) => fromMicroseconds(BigInt(moduloInts(totalInt(b), totalInt(a))))),
  "__divmod__(self, value, /)": binary((a, b) => new PyTuple(divmod(a, b))),
  "__rdivmod__(self, value, /)": binary((a, b) => new PyTuple(divmod(b, a))),
  "total_seconds(self, /)": (self: PyTimeDelta) => new PyFloat(totalSeconds(self)),
  "__reduce__(self, /)": (self: PyTimeDelta) =>
    new PyTuple([self.cls, new PyTuple([self.days, self.seconds, self.microseconds])]),
});

attributes<PyTimeDelta>(timeDeltaType, {
  days: (self) => self.days,
  seconds: (self) => self.seconds,
  microseconds: (self) => self.microseconds,
});

constants(timeDeltaType, {
  __doc__: "Difference between two datetime values.",
  min: new PyTimeDelta(-MAX_DELTA_DAYS, 0, 0),
  max: new PyTimeDelta(MAX_DELTA_DAYS, 86_399, 999_999),
  resolution: new PyTimeDelta(0, 0, 1),
});
