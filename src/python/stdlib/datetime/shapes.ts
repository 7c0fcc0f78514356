/** The shapes of the values of `datetime`, and their types; what they can do is filled in by the file of each type. */
import { defineType } from "../../runtime/types.ts";
import { PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";

export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
/** The ordinal of 31 December 9999. */
export const MAX_ORDINAL = 3652059;
export const MAX_DELTA_DAYS = 999_999_999;
export const SECONDS_PER_DAY = 86_400;
export const MICROSECONDS_PER_DAY = 86_400_000_000;

/** Normalised: 0 <= seconds < 86400, 0 <= microseconds < 1000000. */
export class PyTimeDelta extends PyObject {
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;
  constructor(days: number, seconds: number, microseconds: number) {
    super();
    this.days = days;
    this.seconds = seconds;
    this.microseconds = microseconds;
  }
}

export class PyTzInfo extends PyObject {}

export class PyTimezone extends PyTzInfo {
  readonly offset: PyTimeDelta;
  /** null: made from the offset. */
  readonly name: string | null;
  constructor(offset: PyTimeDelta, name: string | null) {
    super();
    this.offset = offset;
    this.name = name;
  }
}

export class PyDate extends PyObject {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  constructor(year: number, month: number, day: number) {
    super();
    this.year = year;
    this.month = month;
    this.day = day;
  }
}

/** What time and datetime have in common. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: PyTzInfo | null;
  readonly fold: number;
}

export class PyTime extends PyObject implements Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: PyTzInfo | null;
  readonly fold: number;
  constructor(
    hour: number,
    minute: number,
    second: number,
    microsecond: number,
    tzinfo: PyTzInfo | null,
    fold: number,
  ) {
    super();
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
    this.tzinfo = tzinfo;
    this.fold = fold;
  }
}

export class PyDateTime extends PyDate implements Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: PyTzInfo | null;
  /** Set once more where a subclass's own constructor does not take it. */
  fold: number;
  constructor(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
    microsecond: number,
    tzinfo: PyTzInfo | null,
    fold: number,
  ) {
    super(year, month, day);
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
    this.tzinfo = tzinfo;
    this.fold = fold;
  }
}

/** What `isocalendar()` gives. */
export class PyIsoCalendarDate extends PyTuple {}

const module = "datetime";
export const timeDeltaType: PyType = defineType("timedelta", PyTimeDelta, { module });
export const tzInfoType: PyType = defineType("tzinfo", PyTzInfo, { module });
export const timezoneType: PyType = defineType("timezone", PyTimezone, { module, base: tzInfoType, final: true });
export const dateType: PyType = defineType("date", PyDate, { module });
export const timeType: PyType = defineType("time", PyTime, { module });
export const dateTimeType: PyType = defineType("datetime", PyDateTime, { module, base: dateType });
export const isoCalendarDateType: PyType = defineType("IsoCalendarDate", PyIsoCalendarDate, {
  module,
  base: new PyTuple().cls,
  final: true,
});

/** How reprs name a class: the module stands before the library's own names only. */
export function shownName(type: PyType): string {
  return type.isHeap ? type.name : `datetime.${type.name}`;
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

export const UTC: PyTimezone = new PyTimezone(new PyTimeDelta(0, 0, 0), null);

/** The order of two dates as a number that `<` and its kin read. */
export function orderOfDates(a: PyDate, b: PyDate): number {
  return ((a.year - b.year) * 16 + a.month - b.month) * 32 + a.day - b.day;
}

export type Comparison = "<" | "<=" | ">" | ">=";

export function holds(order: number, operator: Comparison): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** The four ordering methods from one that says what an operator gives. */
export function orderings<T>(
  compare: (self: T, other: PyValue, operator: Comparison) => PyValue,
): Record<string, (self: T, other: PyValue) => PyValue> {
  return {
    "__lt__(self, value, /)": (self, other) => compare(self, other, "<"),
    "__le__(self, value, /)": (self, other) => compare(self, other, "<="),
    "__gt__(self, value, /)": (self, other) => compare(self, other, ">"),
    "__ge__(self, value, /)": (self, other) => compare(self, other, ">="),
  };
}
