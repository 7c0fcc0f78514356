/** ISO 8601 as `isoformat` writes it and `fromisoformat` reads it. */
import { raise } from "../../runtime/raise.ts";
import { fromOrdinal, isoWeekOne } from "../time/calendar.ts";
import { type Clock, MAX_YEAR, MIN_YEAR, pad, type PyTzInfo } from "./shapes.ts";
import { makeDelta } from "./timedelta.ts";
import { makeTimezone } from "./timezone.ts";

export function isoDate(year: number, month: number, day: number): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** hh:mm:ss.ffffff, or as much of it as `timespec` says. */
export function isoTime(clock: Clock, timespec: string): string {
  const { hour, minute, second, microsecond } = clock;
  switch (timespec) {
    case "auto":
      return isoTime(clock, microsecond === 0 ? "seconds" : "microseconds");
    case "hours":
      return pad(hour, 2);
    case "minutes":
      return `${pad(hour, 2)}:${pad(minute, 2)}`;
    case "seconds":
      return `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}`;
    case "milliseconds":
      return `${isoTime(clock, "seconds")}.${pad(Math.floor(microsecond / 1000), 3)}`;
    case "microseconds":
      return `${isoTime(clock, "seconds")}.${pad(microsecond, 6)}`;
    default:
      throw raise.ValueError("Unknown timespec value");
  }
}

/** Two digits as a number from `at` on; NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const high = text.charCodeAt(at) - 48,
    low = text.charCodeAt(at + 1) - 48;
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : Number.NaN;
}

const DASH = 45,
  COLON = 58,
  POINT = 46,
  FIRST_SURROGATE = 0xd800;

/** Fast path: `YYYY-MM-DD hh:mm:ss` with any separator, and with a fraction of six digits or none: 10x. */
export function plainFields(text: string): PlainFields | undefined {
  const size = text.length;
  if ((size !== 19 && size !== 26) || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON || text.charCodeAt(10) >= FIRST_SURROGATE)
    return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2),
    month = twoDigits(text, 5),
    day = twoDigits(text, 8),
    hour = twoDigits(text, 11),
    minute = twoDigits(text, 14),
    second = twoDigits(text, 17);
  let microsecond = 0;
  if (size === 26) {
    if (text.charCodeAt(19) !== POINT) return undefined;
    microsecond = twoDigits(text, 20) * 10_000 + twoDigits(text, 22) * 100 + twoDigits(text, 24);
  }
  const sum = year + month + day + hour + minute + second + microsecond;
  return Number.isNaN(sum) ? undefined : { year, month, day, hour, minute, second, microsecond };
}

export interface PlainFields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

export type DateFields = [year: number, month: number, day: number];

const CALENDAR_DATE = /^([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})$/;
const WEEK_DATE = /^([0-9]{4})(-?)W([0-9]{2})(?:\2([0-9]))?$/;

/** undefined where the text is no date; the fields may still be out of range. */
export function parseDate(text: string): DateFields | undefined {
  const plain = CALENDAR_DATE.exec(text);
  if (plain !== null) return [Number(plain[1]), Number(plain[3]), Number(plain[4])];
  const week = WEEK_DATE.exec(text);
  return week === null ? undefined : fromIsoWeek(Number(week[1]), Number(week[3]), Number(week[4] ?? "1"));
}

export function fromIsoWeek(year: number, week: number, day: number): DateFields {
  if (year < MIN_YEAR || year > MAX_YEAR) throw raise.ValueError(`Year is out of range: ${year}`);
  const weeks = Math.round((isoWeekOne(year + 1) - isoWeekOne(year)) / 7);
  if (week < 1 || week > weeks) throw raise.ValueError(`Invalid week: ${week}`);
  if (day < 1 || day > 7) throw raise.ValueError(`Invalid day: ${day} (range is [1, 7])`);
  return fromOrdinal(isoWeekOne(year) + (week - 1) * 7 + day - 1);
}

export interface TimeFields {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  tzinfo: PyTzInfo | null;
}

/** Seconds may have a fraction of any length, of which six digits count. */
const CLOCK = /^([0-9]{2})(?:(:?)([0-9]{2})(?:\2([0-9]{2}))?)?(?:[.,]?([0-9]+))?$/;

function parseClock(text: string): Omit<TimeFields, "tzinfo"> | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, hour, separator, minute, second, fraction] = match;
  if (fraction !== undefined) {
    // Digits without a point follow only where nothing is separated: that is how CPython reads them.
    const hasPoint = /[.,]/.test(text);
    if (!hasPoint && (separator === ":" || second === undefined)) return undefined;
  }
  return {
    hour: Number(hour),
    minute: Number(minute ?? "0"),
    second: Number(second ?? "0"),
    microsecond: fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, "0")),
  };
}

/** undefined where the text is no time. */
export function parseTime(text: string): TimeFields | undefined {
  const zoneAt = text.search(/[Z+-]/);
  const clock = parseClock(zoneAt < 0 ? text : text.slice(0, zoneAt));
  if (clock === undefined) return undefined;
  if (zoneAt < 0) return { ...clock, tzinfo: null };
  const zone = parseZone(text.slice(zoneAt));
  return zone === undefined ? undefined : { ...clock, tzinfo: zone };
}

function parseZone(text: string): PyTzInfo | undefined {
  if (text === "Z") return makeTimezone(makeDelta(0, 0, 0));
  const offset = parseClock(text.slice(1));
  if (offset === undefined || text.startsWith("Z")) return undefined;
  const sign = text.startsWith("-") ? -1 : 1;
  const seconds = offset.hour * 3600 + offset.minute * 60 + offset.second;
  // CPython looks at the seconds alone to tell UTC.
  if (seconds === 0) return makeTimezone(makeDelta(0, 0, 0));
  const delta = makeDelta(0, sign * seconds, sign * offset.microsecond);
  if (seconds >= 86_400) {
    throw raise.ValueError(
      "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not " +
        `datetime.timedelta(${deltaFields(delta)}).`,
    );
  }
  return makeTimezone(delta);
}

function deltaFields(delta: { days: number; seconds: number; microseconds: number }): string {
  return (["days", "seconds", "microseconds"] as const)
    .filter((name) => delta[name] !== 0)
    .map((name) => `${name}=${delta[name]}`)
    .join(", ");
}

/** Where the date of a date-time ends: its separator may be any character, so the shape of the date decides. */
export function dateLength(text: string): number {
  if (text.length === 7) return 7;
  if (text[4] === "-") {
    if (text[5] !== "W") return 10;
    // YYYY-Www is followed by a day only when a dash and one digit come, and then no digit of an hour.
    if (text[8] !== "-") return 8;
    return text.length === 9 ? -1 : text.length > 10 && isDigit(text[10]) ? 8 : 10;
  }
  if (text[4] === "W") {
    let end = 7;
    while (isDigit(text[end])) end++;
    // YYYYWww and YYYYWwwd: an even number of digits after it belongs to the time.
    if (end < 9) return end;
    return end % 2 === 0 ? 7 : 8;
  }
  return 8;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
