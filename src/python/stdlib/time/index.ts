/** The module `time`: the host's clock, in UTC. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { paid } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { toIndex } from "../../runtime/subscript.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { PyFloat, PyTuple, type PyValue } from "../../runtime/values.ts";
import { defineStructSequence, type PyStructSequence } from "../struct-sequence.ts";
import { EPOCH_ORDINAL, fromOrdinal, toOrdinal, weekdayOf } from "./calendar.ts";
import { defineClocks } from "./clocks.ts";
import { sleep } from "./sleep.ts";
import { type BrokenTime, strftime } from "./strftime.ts";
import { strptime } from "./strptime.ts";

const structTime = defineStructSequence({
  name: "struct_time",
  module: "time",
  isOpen: true,
  fields: ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"],
  hidden: ["tm_zone", "tm_gmtoff"],
});

/** Whole seconds since the epoch of an argument; now without one. */
function secondsArgument(value: PyValue, now: () => number): number {
  if (value === null) return Math.floor(now());
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.v)) throw raise.ValueError("Invalid value NaN (not a number)");
    return inRange(Math.floor(value.v));
  }
  if (asInt(value) === undefined)
    throw raise.TypeError(`'${typeOf(value).shown}' object cannot be interpreted as an integer`);
  return inRange(Number(toIndex(value)));
}

function inRange(seconds: number): number {
  if (!(Math.abs(seconds) < 9.3e18)) throw raise.OverflowError("timestamp out of range for platform time_t");
  if (Math.abs(seconds) > 67768036191676799) throw raise.OSError(75, "Value too large for defined data type");
  return seconds;
}

/** The broken-down time of a number of seconds, in UTC. */
export function utcTime(seconds: number): BrokenTime {
  const days = Math.floor(seconds / 86400),
    rest = seconds - days * 86400;
  const ordinal = days + EPOCH_ORDINAL;
  const [year, month, day] = fromOrdinal(ordinal);
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: weekdayOf(ordinal),
    yearDay: ordinal - toOrdinal(year, 1, 1) + 1,
    zone: "UTC",
    offset: 0,
  };
}

function toStruct(seconds: number, zone: string): PyStructSequence {
  const { year, month, day, hour, minute, second, weekday, yearDay } = utcTime(seconds);
  return structTime.make([year, month, day, hour, minute, second, weekday, yearDay, 0], [zone, 0]);
}

/** The nine numbers of a time tuple. */
function numbersOf(value: PyValue, name: string): number[] {
  if (!(value instanceof PyTuple)) throw raise.TypeError("Tuple or struct_time argument required");
  if (value.items.length !== 9) throw raise.TypeError(`${name}(): illegal time tuple argument`);
  return paid(value.items).map((item) => {
    const n = asInt(item);
    if (n === undefined) throw raise.TypeError(`'${typeOf(item).shown}' object cannot be interpreted as an integer`);
    if (n > 2147483647 || n < -2147483648)
      throw raise.OverflowError(`signed integer is ${n > 0 ? "greater than maximum" : "less than minimum"}`);
    return Number(n);
  });
}

/** A checked time tuple; a month, day or day of the year of 0 counts as 1. */
function brokenTime(value: PyValue, name: string): BrokenTime {
  const [year, month, day, hour, minute, second, weekday, yearDay] = numbersOf(value, name) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < -2147483648 + 1900) throw raise.OverflowError("year out of range");
  const check = (field: number, low: number, high: number, what: string): void => {
    if (field < low || field > high) throw raise.ValueError(`${what} out of range`);
  };
  check(month, 0, 12, "month");
  check(day, 0, 31, "day of month");
  check(hour, 0, 23, "hour");
  check(minute, 0, 59, "minute");
  check(second, 0, 61, "seconds");
  if (weekday < -1) throw raise.ValueError("day of week out of range");
  check(yearDay, 0, 366, "day of year");
  const hidden = (value as Partial<PyStructSequence>).hidden ?? [];
  return {
    year,
    month: month === 0 ? 1 : month,
    day: day === 0 ? 1 : day,
    hour,
    minute,
    second,
    weekday: weekday === -1 ? 6 : weekday % 7,
    yearDay: yearDay === 0 ? 1 : yearDay,
    zone: asString(hidden[0] ?? null) ?? "UTC",
    offset: Number(asInt(hidden[1] ?? null) ?? 0),
  };
}

function asciiTime(time: BrokenTime): string {
  return strftime("%a %b %e %H:%M:%S %Y", time);
}

function mktime(value: PyValue): PyValue {
  const [year, month, day, hour, minute, second] = numbersOf(value, "mktime") as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const months = month - 1;
  const y = year + Math.floor(months / 12),
    m = ((months % 12) + 12) % 12;
  return new PyFloat((toOrdinal(y, m + 1, 1) + day - 1 - EPOCH_ORDINAL) * 86400 + hour * 3600 + minute * 60 + second);
}

function parse(text: PyValue, format: PyValue): PyValue {
  const string = asString(text),
    pattern = asString(format);
  if (string === undefined) throw raise.TypeError(`strptime() argument 0 must be str, not ${repr(text)}`);
  if (pattern === undefined) throw raise.TypeError(`strptime() argument 1 must be str, not ${repr(format)}`);
  const t = strptime(string, pattern);
  return structTime.make(
    [t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.yearDay, t.isDst],
    [t.zone, t.offset === null ? null : Math.floor(t.offset / 1e6)],
  );
}

function repr(value: PyValue): string {
  return `<class '${typeOf(value).name}'>`;
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const { now } = interpreter.options;
  defineClocks(globals, now);
  names(globals, {
    struct_time: structTime.type,
    timezone: 0,
    altzone: 0,
    daylight: 0,
    tzname: new PyTuple(["UTC", "UTC"]),
    _STRUCT_TM_ITEMS: 11,
  });
  functions(globals, "time", {
    "asctime(tuple=None, /)": (tuple: PyValue) =>
      asciiTime(tuple === null ? utcTime(Math.floor(now())) : brokenTime(tuple, "asctime")),
    "ctime(seconds=None, /)": (seconds: PyValue) => asciiTime(utcTime(secondsArgument(seconds, now))),
    "gmtime(seconds=None, /)": (seconds: PyValue) => toStruct(secondsArgument(seconds, now), "GMT"),
    "localtime(seconds=None, /)": (seconds: PyValue) => toStruct(secondsArgument(seconds, now), "UTC"),
    "mktime(tuple, /)": mktime,
    "sleep(secs, /)": sleep,
    "strftime(format, tuple=None, /)"(format: PyValue, tuple: PyValue) {
      const text = asString(format);
      if (text === undefined) throw raise.TypeError(`strftime() argument 1 must be str, not ${shownArgument(format)}`);
      if (text.includes("\0")) throw raise.ValueError("embedded null character");
      return strftime(text, tuple === null ? utcTime(Math.floor(now())) : brokenTime(tuple, "strftime"));
    },
    "strptime(string, format='%a %b %d %H:%M:%S %Y', /)": parse,
    "tzset()": () => null,
  });
}
