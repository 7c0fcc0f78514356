/** Time zones as POSIX writes them: `CET-1CEST,M3.5.0,M10.5.0/3`. */
import { raise } from "../../runtime/raise.ts";
import { daysInMonth, EPOCH_ORDINAL, isLeap, toOrdinal, weekdayOf } from "../time/calendar.ts";
import type { LocalType, ZoneRules } from "./zone-rules.ts";

/** When in a year the clock changes, in seconds of the wall clock before the change. */
type ChangeRule = (year: number) => number;

const SHAPE =
  /^([^<0-9:.+-]+|<[a-zA-Z0-9+-]+>)(?:([+-]?\d{1,2}(?::\d{2}(?::\d{2})?)?)(?:([^0-9:.+-]+|<[a-zA-Z0-9+-]+>)([+-]?\d{1,2}(?::\d{2}(?::\d{2})?)?)?)?)?$/;

export function parseTzString(text: string): ZoneRules {
  const invalid = (): never => {
    throw raise.ValueError(`${text} is not a valid TZ string`);
  };
  const [zones = "", ...changes] = text.split(",");
  const match = SHAPE.exec(zones);
  if (match === null) return invalid();
  const [, standardName = "", standardOffset, summerName, summerOffset] = match;
  if (standardOffset === undefined) return invalid();
  const bare = (name: string): string => name.replace(/^<(.*)>$/, "$1");
  const standard: LocalType = { name: bare(standardName), offset: -readOffset(standardOffset, text), dst: 0 };
  if (summerName === undefined) {
    if (changes.length > 0) throw raise.ValueError(`Transition rule present without DST: ${text}`);
    return new FixedRules(standard);
  }
  const offset = summerOffset === undefined ? standard.offset + 3600 : -readOffset(summerOffset, text);
  const summer: LocalType = { name: bare(summerName), offset, dst: offset - standard.offset };
  if (changes.length !== 2) throw raise.ValueError(`Missing transition rules in TZ string: ${text}`);
  return new YearlyRules(
    standard,
    summer,
    readChange(changes[0] as string, text),
    readChange(changes[1] as string, text),
  );
}

/** `[+-]hh[:mm[:ss]]` in seconds. */
function readOffset(text: string, whole: string): number {
  const [hours = "", minutes = "0", seconds = "0"] = text.replace(/^[+-]/, "").split(":");
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 59)
    throw raise.ValueError(`Invalid offset in TZ string: ${whole}`);
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return text.startsWith("-") ? -total : total;
}

function readChange(text: string, whole: string): ChangeRule {
  const [date = "", time, ...rest] = text.split("/");
  if (rest.length > 0) throw raise.ValueError(`Invalid transition rule in TZ string: ${whole}`);
  const seconds = time === undefined ? 7200 : readTime(time, whole);
  const byWeek = /^M(\d{1,2})\.(\d)\.(\d)$/.exec(date);
  if (byWeek !== null) {
    const [month, week, weekday] = byWeek.slice(1).map(Number) as [number, number, number];
    if (month < 1 || month > 12) throw raise.ValueError(`Month must be in (0, 12]: ${whole}`);
    if (week < 1 || week > 5) throw raise.ValueError(`Week must be in (0, 5]: ${whole}`);
    if (weekday > 6) throw raise.ValueError(`Weekday must be in [0, 6]: ${whole}`);
    return (year) => weekdayChange(year, month, week, weekday) * 86400 + seconds;
  }
  const byDay = /^(J?)(\d{1,3})$/.exec(date);
  if (byDay === null) throw raise.ValueError(`Invalid dst start/end date in TZ string: ${whole}`);
  const day = Number(byDay[2]),
    isJulian = byDay[1] === "J";
  if (day < (isJulian ? 1 : 0) || day > 365)
    throw raise.ValueError(`Day must be in [${isJulian ? 1 : 0}, 365]: ${whole}`);
  return (year) => {
    const first = toOrdinal(year, 1, 1) - EPOCH_ORDINAL;
    // CPython counts both kinds of day from 1, and passes over 29 February one day early.
    const number = day - 1 + (isJulian && day >= 59 && isLeap(year) ? 1 : 0);
    return (first + number) * 86400 + seconds;
  };
}

function readTime(text: string, whole: string): number {
  const match = /^([+-]?)(\d{1,3})(?::(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (match === null) throw raise.ValueError(`Invalid time in TZ string: ${whole}`);
  const [, sign, hours, minutes = "0", seconds = "0"] = match;
  if (Number(hours) > 167) throw raise.ValueError(`Hour must be in [0, 167]: ${whole}`);
  if (Number(minutes) > 59 || Number(seconds) > 59) throw raise.ValueError(`Invalid time in TZ string: ${whole}`);
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? -total : total;
}

/** Days since the epoch of the n-th weekday of a month, Sunday being 0; the fifth is the last. */
function weekdayChange(year: number, month: number, week: number, weekday: number): number {
  const first = toOrdinal(year, month, 1);
  const firstWeekday = (weekdayOf(first) + 1) % 7;
  let day = 1 + ((weekday - firstWeekday + 7) % 7) + (week - 1) * 7;
  if (day > daysInMonth(year, month)) day -= 7;
  return first + day - 1 - EPOCH_ORDINAL;
}

export class FixedRules implements ZoneRules {
  readonly fixed: LocalType;
  constructor(type: LocalType) {
    this.fixed = type;
  }
  atWall(): LocalType {
    return this.fixed;
  }
  atUtc(): { type: LocalType; fold: 0 | 1 } {
    return { type: this.fixed, fold: 0 };
  }
}

class YearlyRules implements ZoneRules {
  readonly fixed = null;
  readonly standard: LocalType;
  readonly summer: LocalType;
  readonly start: ChangeRule;
  readonly end: ChangeRule;
  constructor(standard: LocalType, summer: LocalType, start: ChangeRule, end: ChangeRule) {
    this.standard = standard;
    this.summer = summer;
    this.start = start;
    this.end = end;
  }

  #pick(start: number, end: number, time: number): LocalType {
    const isSummer = start < end ? start <= time && time < end : !(end <= time && time < start);
    return isSummer ? this.summer : this.standard;
  }

  atWall(wall: number, year: number, fold: number): LocalType {
    const difference = this.summer.offset - this.standard.offset;
    let start = this.start(year),
      end = this.end(year);
    // Of times that are shown twice (or never) the fold tells which side they are on.
    if ((fold === 1) === difference >= 0) end -= difference;
    else start += difference;
    return this.#pick(start, end, wall);
  }

  atUtc(utc: number, year: number): { type: LocalType; fold: 0 | 1 } {
    const difference = this.summer.offset - this.standard.offset;
    const start = this.start(year) - this.standard.offset,
      end = this.end(year) - this.summer.offset;
    const ambiguous = difference > 0 ? end : start;
    const isSecond = ambiguous <= utc && utc < ambiguous + Math.abs(difference);
    return { type: this.#pick(start, end, utc), fold: isSecond ? 1 : 0 };
  }
}
