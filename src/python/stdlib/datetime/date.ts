/** datetime.date. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { attributes, classMethods, constants, constructor, methods } from "../../runtime/define.ts";
import { hashSequence } from "../../runtime/hash.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { NotImplemented, PyBytes, PyFloat, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { toIndex } from "../../runtime/subscript.ts";
import {
  daysBeforeMonth,
  DAY_NAMES,
  EPOCH_ORDINAL,
  fromOrdinal,
  isoCalendar,
  MONTH_NAMES,
  toOrdinal,
  weekdayOf,
} from "../time/calendar.ts";
import { callMethod } from "../method-call.ts";
import { checkDate, pickledState, required, textArgument, toField } from "./fields.ts";
import { fromIsoWeek, isoDate, parseDate } from "./iso-format.ts";
import {
  dateTimeType,
  dateType,
  holds,
  isoCalendarDateType,
  MAX_ORDINAL,
  orderings,
  orderOfDates,
  pad,
  PyDate,
  PyDateTime,
  PyIsoCalendarDate,
  PyTimeDelta,
  shownName,
} from "./shapes.ts";
import { formatTime, structTime } from "./time-format.ts";
import { makeDelta } from "./timedelta.ts";

/** A date of a class: subclasses are made by their own constructor, as CPython makes them. */
export function makeDate(cls: PyType, year: number, month: number, day: number): PyValue {
  if (cls === dateType) return new PyDate(year, month, day);
  if (cls === dateTimeType) return new PyDateTime(year, month, day, 0, 0, 0, 0, null, 0);
  return call(cls, [year, month, day]);
}

export function ordinalOf(date: PyDate): number {
  return toOrdinal(date.year, date.month, date.day);
}

/** A date from an ordinal that arithmetic made. */
function fromOrdinalChecked(cls: PyType, ordinal: number): PyValue {
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw raise.OverflowError("date value out of range");
  return makeDate(cls, ...fromOrdinal(ordinal));
}

constructor(
  dateType,
  "(cls, year=..., month=..., day=...)",
  (cls: PyType, year?: PyValue, month?: PyValue, day?: PyValue) => {
    const Shape = cls.jsClass as unknown as typeof PyDate;
    if (month === undefined && day === undefined) {
      const state = pickledState(year, 4);
      if (state !== undefined && (state[2] as number) >= 1 && (state[2] as number) <= 12) {
        return new Shape((state[0] as number) * 256 + (state[1] as number), state[2] as number, state[3] as number);
      }
    }
    const y = toField(required(year, "year", 1)),
      m = toField(required(month, "month", 2)),
      d = toField(required(day, "day", 3));
    checkDate(y, m, d);
    return new Shape(y, m, d);
  },
);

/** Whole seconds since the epoch of a timestamp, rounded down. */
export function timestampSeconds(value: PyValue): number {
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.v)) throw raise.ValueError("Invalid value NaN (not a number)");
    return checkTimestamp(Math.floor(value.v));
  }
  const integer = asInt(value);
  if (integer === undefined)
    throw raise.TypeError(`'${typeOf(value).shown}' object cannot be interpreted as an integer`);
  return checkTimestamp(Number(integer));
}

export function checkTimestamp(seconds: number): number {
  if (!(Math.abs(seconds) < 2 ** 63)) throw raise.OverflowError("timestamp out of range for platform time_t");
  const year = 1970 + seconds / 31_556_952;
  if (year < 0 || year > 10_001) throw raise.ValueError(`year ${Math.floor(year)} is out of range`);
  return seconds;
}

/** The date of a number of seconds since the epoch. */
export function dateOfSeconds(seconds: number): [year: number, month: number, day: number] {
  const fields = fromOrdinal(EPOCH_ORDINAL + Math.floor(seconds / 86_400));
  if (fields[0] < 1 || fields[0] > 9999) throw raise.ValueError(`year ${fields[0]} is out of range`);
  return fields;
}

classMethods(dateType, {
  "today(cls, /)": (cls: PyType) =>
    call(getAttribute(cls, "fromtimestamp"), [new PyFloat(current.interpreter.options.now())]),
  "fromtimestamp(cls, timestamp, /)": (cls: PyType, timestamp: PyValue) =>
    makeDate(cls, ...dateOfSeconds(timestampSeconds(timestamp))),
  "fromordinal(cls, ordinal, /)"(cls: PyType, value: PyValue) {
    const ordinal = toField(value);
    if (ordinal < 1) throw raise.ValueError("ordinal must be >= 1");
    const fields = fromOrdinal(ordinal);
    checkDate(...fields);
    return makeDate(cls, ...fields);
  },
  "fromisoformat(cls, string, /)"(cls: PyType, value: PyValue) {
    const text = asString(value);
    if (text === undefined) throw raise.TypeError("fromisoformat: argument must be str");
    const fields = text.length === 7 || text.length === 8 || text.length === 10 ? parseDate(text) : undefined;
    if (fields === undefined) throw raise.ValueError(`Invalid isoformat string: ${repr(text)}`);
    checkDate(...fields);
    return makeDate(cls, ...fields);
  },
  "fromisocalendar(cls, year, week, day)"(cls: PyType, year: PyValue, week: PyValue, day: PyValue) {
    const fields = fromIsoWeek(isoField(year), isoField(week), isoField(day));
    if (fields[0] > 9999 || fields[0] < 1) checkDate(...fields);
    return makeDate(cls, ...fields);
  },
});

function isoField(value: PyValue): number {
  const integer = toIndex(value);
  if (typeof integer === "bigint" || Math.abs(integer) > 2147483647)
    throw raise.ValueError("ISO calendar component out of range");
  return integer;
}

function isocalendar(self: PyDate): PyValue {
  return new PyIsoCalendarDate(isoCalendar(ordinalOf(self), self.year));
}

function compareDates(self: PyDate, other: PyValue): number | undefined {
  if (!(other instanceof PyDate)) return undefined;
  if (other instanceof PyDateTime !== self instanceof PyDateTime) return undefined;
  return orderOfDates(self, other);
}

function equals(self: PyDate, other: PyValue): PyValue {
  const order = compareDates(self, other);
  return order === undefined ? NotImplemented : order === 0;
}

function hashDate(self: PyDate): number {
  return hashSequence([self.year, self.month, self.day]);
}

PyDate.prototype.equals = function equalsDate(this: PyDate, other: PyValue): PyValue {
  return equals(this, other);
};
PyDate.prototype.hash = function hashOfDate(this: PyDate): number {
  return hashDate(this);
};

/** `date + timedelta`: only whole days count. */
function addDays(self: PyDate, other: PyValue, sign: 1 | -1): PyValue {
  if (!(other instanceof PyTimeDelta)) return NotImplemented;
  return fromOrdinalChecked(self.cls, ordinalOf(self) + sign * other.days);
}

export function dateState(date: PyDate): number[] {
  return [date.year >> 8, date.year & 255, date.month, date.day];
}

export function yearDayOf(date: PyDate): number {
  return daysBeforeMonth(date.year, date.month) + date.day;
}

export function ctime(self: PyDate, clock: { hour: number; minute: number; second: number }): string {
  const day = (DAY_NAMES[weekdayOf(ordinalOf(self))] ?? "").slice(0, 3),
    month = (MONTH_NAMES[self.month] ?? "").slice(0, 3);
  return `${day} ${month} ${String(self.day).padStart(2)} ${pad(clock.hour, 2)}:${pad(clock.minute, 2)}:${pad(clock.second, 2)} ${pad(self.year, 4)}`;
}

methods(dateType, {
  "__repr__(self, /)": (self: PyDate) => `${shownName(self.cls)}(${self.year}, ${self.month}, ${self.day})`,
  "__str__(self, /)": (self: PyDate) => callMethod(self, "isoformat"),
  "__hash__(self, /)": hashDate,
  "__eq__(self, value, /)": equals,
  ...orderings<PyDate>((self, other, operator) => {
    const order = compareDates(self, other);
    return order === undefined ? NotImplemented : holds(order, operator);
  }),
  "__add__(self, value, /)": (self: PyDate, other: PyValue) => addDays(self, other, 1),
  "__radd__(self, value, /)": (self: PyDate, other: PyValue) => addDays(self, other, 1),
  "__sub__(self, value, /)"(self: PyDate, other: PyValue) {
    if (other instanceof PyDate && !(other instanceof PyDateTime))
      return makeDelta(ordinalOf(self) - ordinalOf(other), 0, 0);
    return addDays(self, other, -1);
  },
  "__rsub__(self, value, /)": (self: PyDate, other: PyValue) =>
    other instanceof PyDate && !(other instanceof PyDateTime)
      ? makeDelta(ordinalOf(other) - ordinalOf(self), 0, 0)
      : NotImplemented,
  "ctime(self, /)": (self: PyDate) => ctime(self, { hour: 0, minute: 0, second: 0 }),
  "isoformat(self, /)": (self: PyDate) => isoDate(self.year, self.month, self.day),
  "strftime(self, format)": (self: PyDate, format: PyValue) => formatTime(self, textArgument(format, "strftime")),
  "__format__(self, format_spec, /)"(self: PyDate, spec: PyValue) {
    const text = textArgument(spec, "__format__");
    return text === "" ? callMethod(self, "__str__") : callMethod(self, "strftime", text);
  },
  "weekday(self, /)": (self: PyDate) => weekdayOf(ordinalOf(self)),
  "isoweekday(self, /)": (self: PyDate) => weekdayOf(ordinalOf(self)) + 1,
  "isocalendar(self, /)": isocalendar,
  "toordinal(self, /)": ordinalOf,
  "timetuple(self, /)": (self: PyDate) =>
    structTime([self.year, self.month, self.day, 0, 0, 0, weekdayOf(ordinalOf(self)), yearDayOf(self), -1]),
  "replace(self, /, year=..., month=..., day=...)"(self: PyDate, year?: PyValue, month?: PyValue, day?: PyValue) {
    const y = year === undefined ? self.year : toField(year),
      m = month === undefined ? self.month : toField(month),
      d = day === undefined ? self.day : toField(day);
    checkDate(y, m, d);
    return makeDate(self.cls, y, m, d);
  },
  "__reduce__(self, /)": (self: PyDate) =>
    new PyTuple([self.cls, new PyTuple([new PyBytes(Uint8Array.from(dateState(self)))])]),
});

attributes<PyDate>(dateType, {
  year: (self) => self.year,
  month: (self) => self.month,
  day: (self) => self.day,
});

constants(dateType, {
  __doc__: "date(year, month, day) --> date object",
  min: new PyDate(1, 1, 1),
  max: new PyDate(9999, 12, 31),
  resolution: new PyTimeDelta(1, 0, 0),
});

methods(isoCalendarDateType, {
  "__repr__(self, /)"(self: PyIsoCalendarDate) {
    const [year, week, weekday] = self.items;
    return `datetime.IsoCalendarDate(year=${String(year)}, week=${String(week)}, weekday=${String(weekday)})`;
  },
  // Pickled as the plain tuple that it is.
  "__reduce__(self, /)": (self: PyIsoCalendarDate) =>
    new PyTuple([new PyTuple().cls, new PyTuple([new PyTuple(self.items)])]),
});
attributes<PyIsoCalendarDate>(isoCalendarDateType, {
  year: (self) => self.items[0] as PyValue,
  week: (self) => self.items[1] as PyValue,
  weekday: (self) => self.items[2] as PyValue,
});
