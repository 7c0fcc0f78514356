/** datetime.datetime. */
import { attributes, classMethods, constants, constructor, methods } from "../../runtime/define.ts";
import { call } from "../../runtime/call.ts";
import { hashSequence } from "../../runtime/hash.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { NotImplemented, PyBytes, PyFloat, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { roundHalfEven } from "../../builtins/text/float-round.ts";
import { codePointCharacter } from "../../builtins/text/code-points.ts";
import { callMethod } from "../method-call.ts";
import { EPOCH_ORDINAL, fromOrdinal, weekdayOf } from "../time/calendar.ts";
import { strptime } from "../time/strptime.ts";
import { ctime, dateOfSeconds, dateState, ordinalOf, timestampSeconds, yearDayOf } from "./date.ts";
import { checkDate, checkTime, pickledState, required, textArgument, toField } from "./fields.ts";
import { dateLength, isoDate, isoTime, parseDate, parseTime, plainFields } from "./iso-format.ts";
import {
  type Comparison,
  dateTimeType,
  holds,
  MAX_ORDINAL,
  orderings,
  orderOfDates,
  PyDate,
  PyDateTime,
  PyTime,
  PyTimeDelta,
  PyTimezone,
  type PyTzInfo,
  shownName,
  UTC,
} from "./shapes.ts";
import { structTime } from "./time-format.ts";
import { clockState, sinceMidnight, zoneAndFold } from "./time.ts";
import { makeDelta, totalSeconds } from "./timedelta.ts";
import { askName, askOffset, fromUtc, offsetMicroseconds, offsetText, toTzInfo } from "./timezone.ts";

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  tzinfo: PyTzInfo | null;
  fold: number;
}

/** A date-time of a class: subclasses are made by their own constructor, which need not know `fold`. */
function makeDateTime(cls: PyType, fields: Fields): PyValue {
  const { year, month, day, hour, minute, second, microsecond, tzinfo, fold } = fields;
  if (cls === dateTimeType) return new PyDateTime(year, month, day, hour, minute, second, microsecond, tzinfo, fold);
  const made = call(cls, [year, month, day, hour, minute, second, microsecond, tzinfo]);
  if (made instanceof PyDateTime) made.fold = fold;
  return made;
}

constructor(
  dateTimeType,
  "(cls, year=..., month=..., day=..., hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)",
  (
    cls: PyType,
    year: PyValue | undefined,
    month: PyValue | undefined,
    day: PyValue | undefined,
    hour: PyValue,
    minute: PyValue,
    second: PyValue,
    microsecond: PyValue,
    tzinfo: PyValue,
    fold: PyValue,
  ) => {
    const Shape = cls.jsClass as unknown as typeof PyDateTime;
    if (day === undefined) {
      const state = pickledState(year, 10);
      if (state !== undefined && ((state[2] as number) & 127) >= 1 && ((state[2] as number) & 127) <= 12)
        return fromState(Shape, state, month ?? null);
    }
    const y = toField(required(year, "year", 1)),
      m = toField(required(month, "month", 2)),
      d = toField(required(day, "day", 3));
    const h = toField(hour),
      min = toField(minute),
      s = toField(second),
      us = toField(microsecond),
      f = toField(fold);
    checkDate(y, m, d);
    checkTime(h, min, s, us, f);
    return new Shape(y, m, d, h, min, s, us, toTzInfo(tzinfo), f);
  },
);

function fromState(Shape: typeof PyDateTime, state: Uint8Array, tzinfo: PyValue): PyDateTime {
  const at = (index: number): number => state[index] as number;
  if (tzinfo !== null) {
    const zone = tzinfo;
    if (typeof zone !== "object") throw raise.TypeError("bad tzinfo state arg");
  }
  return new Shape(
    at(0) * 256 + at(1),
    at(2) & 127,
    at(3),
    at(4),
    at(5),
    at(6),
    at(7) * 65536 + at(8) * 256 + at(9),
    toTzInfo(tzinfo),
    at(2) >> 7,
  );
}

/** Microseconds of a timestamp beside its whole seconds, rounded half to even. */
function splitTimestamp(value: PyValue): [seconds: number, microseconds: number] {
  if (!(value instanceof PyFloat)) return [timestampSeconds(value), 0];
  const seconds = timestampSeconds(value);
  const whole = Math.trunc(value.v);
  const microseconds = roundHalfEven((value.v - whole) * 1e6);
  if (microseconds < 0) return [whole - 1, microseconds + 1_000_000];
  if (microseconds >= 1_000_000) return [whole + 1, microseconds - 1_000_000];
  return [Math.max(whole, seconds), microseconds];
}

function ofSeconds(cls: PyType, seconds: number, microsecond: number, tzinfo: PyTzInfo | null): PyValue {
  const [year, month, day] = dateOfSeconds(seconds);
  const rest = seconds - Math.floor(seconds / 86_400) * 86_400;
  return makeDateTime(cls, {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    microsecond,
    tzinfo,
    fold: 0,
  });
}

/** The local zone is UTC. */
function atTimestamp(cls: PyType, timestamp: PyValue, zone: PyTzInfo | null): PyValue {
  const [seconds, microseconds] = splitTimestamp(timestamp);
  const moment = ofSeconds(cls, seconds, microseconds, zone);
  return zone === null ? moment : fromUtc(zone, moment as PyDateTime);
}

function now(): PyFloat {
  return new PyFloat(current.interpreter.options.now());
}

classMethods(dateTimeType, {
  "now(cls, /, tz=None)": (cls: PyType, zone: PyValue) => atTimestamp(cls, now(), toTzInfo(zone)),
  "utcnow(cls, /)": (cls: PyType) => atTimestamp(cls, now(), null),
  "fromtimestamp(cls, /, timestamp, tz=None)": (cls: PyType, timestamp: PyValue, zone: PyValue) => {
    const tzinfo = toTzInfo(zone);
    return atTimestamp(cls, timestamp, tzinfo);
  },
  "utcfromtimestamp(cls, timestamp, /)": (cls: PyType, timestamp: PyValue) => atTimestamp(cls, timestamp, null),
  "strptime(cls, string, format, /)"(cls: PyType, string: PyValue, format: PyValue) {
    const time = strptime(textArgument(string, "strptime"), textArgument(format, "strptime", 2));
    const { year, month, day, hour, minute, second, microsecond, zone, offset } = time;
    let tzinfo: PyTzInfo | null = null;
    if (offset !== null) {
      const delta = makeDelta(0, 0, offset);
      tzinfo = zone === null ? (offset === 0 ? UTC : new PyTimezone(delta, null)) : new PyTimezone(delta, zone);
    }
    checkDate(year, month, day);
    checkTime(hour, minute, second, microsecond, 0);
    return makeDateTime(cls, { year, month, day, hour, minute, second, microsecond, tzinfo, fold: 0 });
  },
  "combine(cls, /, date, time, tzinfo=...)"(cls: PyType, date: PyValue, time: PyValue, tzinfo?: PyValue) {
    if (!(date instanceof PyDate))
      throw raise.TypeError(
        `combine() argument 1 must be datetime.date, not ${date === null ? "None" : typeOf(date).name}`,
      );
    if (!(time instanceof PyTime))
      throw raise.TypeError(
        `combine() argument 2 must be datetime.time, not ${time === null ? "None" : typeOf(time).name}`,
      );
    const { year, month, day } = date;
    const { hour, minute, second, microsecond, fold } = time;
    return makeDateTime(cls, {
      year,
      month,
      day,
      hour,
      minute,
      second,
      microsecond,
      fold,
      tzinfo: tzinfo === undefined ? time.tzinfo : toTzInfo(tzinfo),
    });
  },
  "fromisoformat(cls, string, /)"(cls: PyType, value: PyValue) {
    const text = asString(value);
    if (text === undefined) throw raise.TypeError("fromisoformat: argument must be str");
    const invalid = (): never => {
      throw raise.ValueError(`Invalid isoformat string: ${repr(text)}`);
    };
    const plain = cls === dateTimeType ? plainFields(text) : undefined;
    if (plain !== undefined) {
      const { year, month, day, hour, minute, second, microsecond } = plain;
      checkDate(year, month, day);
      checkTime(hour, minute, second, microsecond, 0);
      return new PyDateTime(year, month, day, hour, minute, second, microsecond, null, 0);
    }
    if (text.length < 7) invalid();
    const end = dateLength(text);
    const date = end < 0 ? undefined : parseDate(text.slice(0, end));
    if (date === undefined) return invalid();
    const separator = codePointCharacter(text, end);
    const rest = text.slice(end + separator.length);
    const time = separator === "" ? { hour: 0, minute: 0, second: 0, microsecond: 0, tzinfo: null } : parseTime(rest);
    if (time === undefined) return invalid();
    const [year, month, day] = date;
    checkDate(year, month, day);
    checkTime(time.hour, time.minute, time.second, time.microsecond, 0);
    return makeDateTime(cls, { year, month, day, ...time, fold: 0 });
  },
});

function offsetOf(self: PyDateTime): PyTimeDelta | null {
  return askOffset(self.tzinfo, "utcoffset", self);
}

/** a - b as if both were in UTC. */
function difference(a: PyDateTime, b: PyDateTime, left: PyTimeDelta | null, right: PyTimeDelta | null): PyTimeDelta {
  const microseconds = sinceMidnight(a) - sinceMidnight(b) - offsetMicroseconds(left) + offsetMicroseconds(right);
  return makeDelta(ordinalOf(a) - ordinalOf(b), 0, microseconds);
}

/** The order of two times of one zone. */
function orderInZone(a: PyDateTime, b: PyDateTime): number {
  const days = orderOfDates(a, b);
  return days !== 0 ? days : sinceMidnight(a) - sinceMidnight(b);
}

function signOf(delta: PyTimeDelta): number {
  return delta.days !== 0 ? delta.days : delta.seconds + delta.microseconds;
}

function withFold(self: PyDateTime, fold: number): PyDateTime {
  return new PyDateTime(
    self.year,
    self.month,
    self.day,
    self.hour,
    self.minute,
    self.second,
    self.microsecond,
    self.tzinfo,
    fold,
  );
}

/** Whether the fold decides about the offset: such a time equals none of another zone. */
function dependsOnFold(self: PyDateTime, offset: PyTimeDelta | null): boolean {
  if (self.tzinfo === null || self.tzinfo instanceof PyTimezone) return false;
  return (
    offsetMicroseconds(askOffset(self.tzinfo, "utcoffset", withFold(self, 1 - self.fold))) !==
    offsetMicroseconds(offset)
  );
}

function equals(self: PyDateTime, other: PyValue): PyValue {
  if (!(other instanceof PyDateTime)) return other instanceof PyDate ? false : NotImplemented;
  if (self.tzinfo === other.tzinfo) return orderInZone(self, other) === 0;
  const left = offsetOf(self),
    right = offsetOf(other);
  if ((left === null) !== (right === null)) return false;
  if (dependsOnFold(self, left) || dependsOnFold(other, right)) return false;
  return signOf(difference(self, other, left, right)) === 0;
}

function compareDateTimes(self: PyDateTime, other: PyValue, operator: Comparison): PyValue {
  if (!(other instanceof PyDateTime)) {
    if (other instanceof PyDate)
      throw raise.TypeError(`can't compare ${shownName(self.cls)} to ${shownName(other.cls)}`);
    return NotImplemented;
  }
  if (self.tzinfo === other.tzinfo) return holds(orderInZone(self, other), operator);
  const left = offsetOf(self),
    right = offsetOf(other);
  if ((left === null) !== (right === null))
    throw raise.TypeError("can't compare offset-naive and offset-aware datetimes");
  return holds(signOf(difference(self, other, left, right)), operator);
}

function hashDateTime(self: PyDateTime): number {
  const plain = self.fold === 0 ? self : withFold(self, 0);
  const days = ordinalOf(self),
    microseconds = sinceMidnight(self);
  const total = microseconds - offsetMicroseconds(askOffset(plain.tzinfo, "utcoffset", plain));
  const carry = Math.floor(total / 86_400_000_000);
  return hashSequence([days + carry, total - carry * 86_400_000_000]);
}

PyDateTime.prototype.equals = function equalsDateTime(this: PyDateTime, other: PyValue): PyValue {
  return equals(this, other);
};
PyDateTime.prototype.hash = function hashOfDateTime(this: PyDateTime): number {
  return hashDateTime(this);
};

function shift(self: PyDateTime, delta: PyTimeDelta, sign: 1 | -1, cls: PyType = self.cls): PyValue {
  const microseconds = sinceMidnight(self) + sign * (delta.seconds * 1_000_000 + delta.microseconds);
  const carry = Math.floor(microseconds / 86_400_000_000);
  const ordinal = ordinalOf(self) + sign * delta.days + carry;
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw raise.OverflowError("date value out of range");
  const [year, month, day] = fromOrdinal(ordinal);
  const rest = microseconds - carry * 86_400_000_000;
  const seconds = Math.floor(rest / 1_000_000);
  return makeDateTime(cls, {
    year,
    month,
    day,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: rest % 1_000_000,
    tzinfo: self.tzinfo,
    fold: 0,
  });
}

function add(self: PyDateTime, other: PyValue): PyValue {
  return other instanceof PyTimeDelta ? shift(self, other, 1) : NotImplemented;
}

function subtract(self: PyDateTime, other: PyValue): PyValue {
  if (other instanceof PyTimeDelta) return shift(self, other, -1);
  if (!(other instanceof PyDateTime)) return NotImplemented;
  if (self.tzinfo === other.tzinfo) return difference(self, other, null, null);
  const left = offsetOf(self),
    right = offsetOf(other);
  if ((left === null) !== (right === null))
    throw raise.TypeError("can't subtract offset-naive and offset-aware datetimes");
  return difference(self, other, left, right);
}

function reduce(self: PyDateTime, protocol: number): PyValue {
  const state = [...dateState(self), ...clockState(self)];
  if (protocol > 3 && self.fold === 1) state[2] = (state[2] as number) | 128;
  const bytes = new PyBytes(Uint8Array.from(state));
  return new PyTuple([self.cls, new PyTuple(self.tzinfo === null ? [bytes] : [bytes, self.tzinfo])]);
}

/** Seconds since the epoch; naive times are in the local zone, which is UTC. */
export function timestampOf(self: PyDateTime): number {
  const offset = offsetOf(self);
  const delta = makeDelta(ordinalOf(self) - EPOCH_ORDINAL, 0, sinceMidnight(self) - offsetMicroseconds(offset));
  return offset === null ? delta.days * 86_400 + delta.seconds + delta.microseconds / 1e6 : totalSeconds(delta);
}

function timeTuple(self: PyDate & { hour: number; minute: number; second: number }, isDst: number): PyValue {
  return structTime([
    self.year,
    self.month,
    self.day,
    self.hour,
    self.minute,
    self.second,
    weekdayOf(ordinalOf(self)),
    yearDayOf(self),
    isDst,
  ]);
}

function isoSeparator(value: PyValue): string {
  const text = asString(value);
  if (text === undefined || text === "" || codePointCharacter(text, 0) !== text) {
    throw raise.TypeError(
      `isoformat() argument 1 must be a unicode character, not ${value === null ? "None" : typeOf(value).name}`,
    );
  }
  return text;
}

function isoformat(self: PyDateTime, separator: string, timespec: string): string {
  const offset = offsetOf(self);
  return `${isoDate(self.year, self.month, self.day)}${separator}${isoTime(self, timespec)}${offset === null ? "" : offsetText(offset, ":")}`;
}

methods(dateTimeType, {
  "__repr__(self, /)"(self: PyDateTime) {
    const { year, month, day, hour, minute, second, microsecond } = self;
    const fine = microsecond !== 0 ? `, ${second}, ${microsecond}` : second !== 0 ? `, ${second}` : "";
    const { tzinfo, fold } = self;
    return `${shownName(self.cls)}(${year}, ${month}, ${day}, ${hour}, ${minute}${fine}${zoneAndFold(tzinfo, fold)})`;
  },
  "__str__(self, /)": (self: PyDateTime) => callMethod(self, "isoformat", " "),
  "__hash__(self, /)": hashDateTime,
  "__eq__(self, value, /)": equals,
  ...orderings<PyDateTime>(compareDateTimes),
  "__add__(self, value, /)": add,
  "__radd__(self, value, /)": add,
  "__sub__(self, value, /)": subtract,
  "__rsub__(self, value, /)": (self: PyDateTime, other: PyValue) =>
    other instanceof PyDateTime ? subtract(other, self) : NotImplemented,
  "isoformat(self, /, sep='T', timespec='auto')": (self: PyDateTime, separator: PyValue, timespec: PyValue) =>
    isoformat(self, isoSeparator(separator), textArgument(timespec, "isoformat", 2)),
  "ctime(self, /)": (self: PyDateTime) => ctime(self, self),
  "utcoffset(self, /)": offsetOf,
  "dst(self, /)": (self: PyDateTime) => askOffset(self.tzinfo, "dst", self),
  "tzname(self, /)": (self: PyDateTime) => askName(self.tzinfo, self),
  "date(self, /)": (self: PyDateTime) => new PyDate(self.year, self.month, self.day),
  "time(self, /)": (self: PyDateTime) =>
    new PyTime(self.hour, self.minute, self.second, self.microsecond, null, self.fold),
  "timetz(self, /)": (self: PyDateTime) =>
    new PyTime(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, self.fold),
  "timestamp(self, /)": (self: PyDateTime) => new PyFloat(timestampOf(self)),
  "timetuple(self, /)"(self: PyDateTime) {
    const summer = askOffset(self.tzinfo, "dst", self);
    return timeTuple(self, self.tzinfo === null || summer === null ? -1 : signOf(summer) === 0 ? 0 : 1);
  },
  "utctimetuple(self, /)"(self: PyDateTime) {
    const offset = offsetOf(self);
    return timeTuple(offset === null ? self : (shift(self, offset, -1, dateTimeType) as PyDateTime), 0);
  },
  "astimezone(self, /, tz=None)"(self: PyDateTime, value: PyValue) {
    const zone = toTzInfo(value) ?? new PyTimezone(makeDelta(0, 0, 0), "UTC");
    if (self.tzinfo === zone) return self;
    const offset = offsetOf(self);
    const utc = shift(self, offset ?? makeDelta(0, 0, 0), -1) as PyDateTime;
    return fromUtc(zone, makeDateTime(self.cls, { ...fieldsOf(utc), tzinfo: zone, fold: 0 }) as PyDateTime);
  },
  "replace(self, /, year=..., month=..., day=..., hour=..., minute=..., second=..., microsecond=..., tzinfo=..., *, fold=...)"(
    self: PyDateTime,
    year?: PyValue,
    month?: PyValue,
    day?: PyValue,
    hour?: PyValue,
    minute?: PyValue,
    second?: PyValue,
    microsecond?: PyValue,
    tzinfo?: PyValue,
    fold?: PyValue,
  ) {
    const fields: Fields = {
      year: year === undefined ? self.year : toField(year),
      month: month === undefined ? self.month : toField(month),
      day: day === undefined ? self.day : toField(day),
      hour: hour === undefined ? self.hour : toField(hour),
      minute: minute === undefined ? self.minute : toField(minute),
      second: second === undefined ? self.second : toField(second),
      microsecond: microsecond === undefined ? self.microsecond : toField(microsecond),
      tzinfo: tzinfo === undefined ? self.tzinfo : toTzInfo(tzinfo),
      fold: fold === undefined ? self.fold : toField(fold),
    };
    checkDate(fields.year, fields.month, fields.day);
    checkTime(fields.hour, fields.minute, fields.second, fields.microsecond, fields.fold);
    return makeDateTime(self.cls, fields);
  },
  "__reduce__(self, /)": (self: PyDateTime) => reduce(self, 2),
  "__reduce_ex__(self, protocol, /)": (self: PyDateTime, protocol: PyValue) => reduce(self, toField(protocol)),
});

function fieldsOf(self: PyDateTime): Fields {
  const { year, month, day, hour, minute, second, microsecond, tzinfo, fold } = self;
  return { year, month, day, hour, minute, second, microsecond, tzinfo, fold };
}

attributes<PyDateTime>(dateTimeType, {
  hour: (self) => self.hour,
  minute: (self) => self.minute,
  second: (self) => self.second,
  microsecond: (self) => self.microsecond,
  tzinfo: (self) => self.tzinfo,
  fold: (self) => self.fold,
});

constants(dateTimeType, {
  __doc__:
    "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\n" +
    "instance of a tzinfo subclass. The remaining arguments may be ints.\n",
  min: new PyDateTime(1, 1, 1, 0, 0, 0, 0, null, 0),
  max: new PyDateTime(9999, 12, 31, 23, 59, 59, 999_999, null, 0),
  resolution: new PyTimeDelta(0, 0, 1),
});

/** `datetime.fromtimestamp(seconds, zone)` for the library itself. */
export function fromSeconds(seconds: number, microseconds: number, zone: PyTzInfo | null): PyValue {
  return ofSeconds(dateTimeType, seconds, microseconds, zone);
}
