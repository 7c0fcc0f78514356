/** strptime: a format becomes a regular expression, what it finds a time. */
import { raise } from "../../runtime/raise.ts";
import { spend } from "../../runtime/limits.ts";
import { repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import type { PyException } from "../../runtime/values.ts";
import { DAY_NAMES, fromOrdinal, isoWeekOne, MONTH_NAMES, toOrdinal, weekdayOf } from "./calendar.ts";

export interface ParsedTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  weekday: number;
  yearDay: number;
  /** -1 when the text names no zone. */
  isDst: number;
  zone: string | null;
  /** Microseconds east of Greenwich. */
  offset: number | null;
}

const alternatives = (names: readonly string[]): string =>
  `(?:${[...names].sort((a, b) => b.length - a.length).join("|")})`;
const SHORT_DAYS = DAY_NAMES.map((name) => name.slice(0, 3)),
  SHORT_MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3));

const DIRECTIVES: Record<string, string> = {
  d: "3[0-1]|[1-2][0-9]|0[1-9]|[1-9]| [1-9]",
  f: "[0-9]{1,6}",
  H: "2[0-3]|[0-1][0-9]|[0-9]",
  I: "1[0-2]|0[1-9]|[1-9]",
  G: "[0-9]{4}",
  j: "36[0-6]|3[0-5][0-9]|[1-2][0-9][0-9]|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9]",
  m: "1[0-2]|0[1-9]|[1-9]",
  M: "[0-5][0-9]|[0-9]",
  S: "6[0-1]|[0-5][0-9]|[0-9]",
  U: "5[0-3]|[0-4][0-9]|[0-9]",
  W: "5[0-3]|[0-4][0-9]|[0-9]",
  w: "[0-6]",
  u: "[1-7]",
  V: "5[0-3]|0[1-9]|[1-4][0-9]|[0-9]",
  y: "[0-9]{2}",
  Y: "[0-9]{4}",
  z: "[+-][0-9]{2}:?[0-5][0-9](?::?[0-5][0-9](?:\\.[0-9]{1,6})?)?|Z",
  A: alternatives(DAY_NAMES),
  a: alternatives(SHORT_DAYS),
  B: alternatives(MONTH_NAMES.slice(1)),
  b: alternatives(SHORT_MONTHS.slice(1)),
  p: "(?:am|pm)",
  Z: "(?:utc|gmt)",
};
/** Directives that stand for others. */
const COMPOUND: Record<string, string> = { c: "%a %b %d %H:%M:%S %Y", x: "%m/%d/%y", X: "%H:%M:%S" };

interface Compiled {
  expression: RegExp;
  /** The directive of each group, in order. */
  directives: string[];
}

const CACHE = "strptime formats";
const CACHED = 100;
/** A longer one is no format, and more than JavaScript's expressions take. */
const LONGEST_FORMAT = 10_000;

function compiled(format: string): Compiled {
  const { moduleState } = current.interpreter;
  let cache = moduleState.get(CACHE) as Map<string, Compiled> | undefined;
  if (cache === undefined) moduleState.set(CACHE, (cache = new Map()));
  let result = cache.get(format);
  if (result === undefined) {
    if (cache.size >= CACHED) cache.clear();
    cache.set(format, (result = compileFormat(format)));
  }
  return result;
}

/** A ValueError whose cause is nobody's business. */
function badFormat(message: string): PyException {
  const error = raise.ValueError(message);
  error.suppressContext = true;
  return error;
}

function compileFormat(format: string): Compiled {
  const directives: string[] = [];
  if (format.length > LONGEST_FORMAT) throw raise.ValueError(`the format has ${format.length} characters`);
  const translate = (text: string): string => {
    let pattern = "";
    for (let i = 0; i < text.length; i++) {
      const char = text[i] as string;
      if (char !== "%") {
        if (/\s/.test(char)) {
          if (!pattern.endsWith("\\s+")) pattern += "\\s+";
        } else pattern += /[\\.^$*+?(){}[\]|/]/.test(char) ? `\\${char}` : char;
        continue;
      }
      const directive = text[++i];
      if (directive === undefined) throw badFormat(`stray % in format ${repr(format)}`);
      if (directive === "%") {
        pattern += "%";
        continue;
      }
      const compound = COMPOUND[directive];
      if (compound !== undefined) {
        pattern += translate(compound);
        continue;
      }
      const part = DIRECTIVES[directive];
      if (part === undefined) throw badFormat(`${repr(directive)} is a bad directive in format ${repr(format)}`);
      if (directives.includes(directive))
        throw raise.ValueError(
          `redefinition of group name ${repr(directive)} as group ${directives.length + 1}; was group ${directives.indexOf(directive) + 1}`,
        );
      directives.push(directive);
      pattern += `(${part})`;
    }
    return pattern;
  };
  return { expression: new RegExp(translate(format), "iy"), directives };
}

/** Reads a time from text. */
export function strptime(text: string, format: string): ParsedTime {
  const { expression, directives } = compiled(format);
  spend(4 + (text.length >> 4));
  expression.lastIndex = 0;
  const match = expression.exec(text);
  if (match === null) throw raise.ValueError(`time data ${repr(text)} does not match format ${repr(format)}`);
  if (match[0].length !== text.length)
    throw raise.ValueError(`unconverted data remains: ${text.slice(match[0].length)}`);
  const found: Found = {
    year: undefined,
    isoYear: undefined,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    microsecond: 0,
    weekday: undefined,
    julian: undefined,
    week: undefined,
    weekStart: 0,
    isoWeek: undefined,
    isDst: -1,
    zone: null,
    offset: null,
  };
  // %p decides what %I means.
  const half = match[directives.indexOf("p") + 1]?.toLowerCase();
  directives.forEach((directive, index) =>
    readField(found, directive, match[index + 1] as string, directives.includes("p") ? half : undefined),
  );
  return complete(found);
}

interface Found {
  year: number | undefined;
  isoYear: number | undefined;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  weekday: number | undefined;
  julian: number | undefined;
  week: number | undefined;
  weekStart: 0 | 6;
  isoWeek: number | undefined;
  isDst: number;
  zone: string | null;
  offset: number | null;
}

function indexIn(names: readonly string[], text: string): number {
  const lower = text.toLowerCase();
  return names.findIndex((name) => name.toLowerCase() === lower);
}

function readField(found: Found, directive: string, text: string, half: string | undefined): void {
  switch (directive) {
    case "y": {
      const year = Number(text);
      found.year = year + (year <= 68 ? 2000 : 1900);
      break;
    }
    case "Y":
      found.year = Number(text);
      break;
    case "G":
      found.isoYear = Number(text);
      break;
    case "m":
      found.month = Number(text);
      break;
    case "B":
      found.month = indexIn(MONTH_NAMES, text);
      break;
    case "b":
      found.month = indexIn(SHORT_MONTHS, text);
      break;
    case "d":
      found.day = Number(text);
      break;
    case "H":
      found.hour = Number(text);
      break;
    case "I":
      found.hour = (Number(text) % 12) + (half === "pm" ? 12 : 0);
      break;
    case "M":
      found.minute = Number(text);
      break;
    case "S":
      found.second = Number(text);
      break;
    case "f":
      found.microsecond = Number(text.padEnd(6, "0"));
      break;
    case "A":
      found.weekday = indexIn(DAY_NAMES, text);
      break;
    case "a":
      found.weekday = indexIn(SHORT_DAYS, text);
      break;
    case "w":
      found.weekday = text === "0" ? 6 : Number(text) - 1;
      break;
    case "u":
      found.weekday = Number(text) - 1;
      break;
    case "j":
      found.julian = Number(text);
      break;
    case "U":
    case "W":
      found.week = Number(text);
      found.weekStart = directive === "U" ? 6 : 0;
      break;
    case "V":
      found.isoWeek = Number(text);
      break;
    case "z":
      found.offset = readOffset(text);
      break;
    case "Z":
      found.zone = text;
      found.isDst = 0;
      break;
    default:
  }
}

/** `+hh:mm:ss.ffffff` in microseconds. */
function readOffset(text: string): number {
  if (text === "Z" || text === "z") return 0;
  let digits = text;
  if (digits[3] === ":") {
    digits = digits.slice(0, 3) + digits.slice(4);
    if (digits.length > 5) {
      if (digits[5] !== ":") throw raise.ValueError(`Inconsistent use of : in ${text}`);
      digits = digits.slice(0, 5) + digits.slice(6);
    }
  }
  const seconds = Number(digits.slice(1, 3)) * 3600 + Number(digits.slice(3, 5)) * 60 + Number(digits.slice(5, 7) || 0);
  const micro = Number(digits.slice(8).padEnd(6, "0"));
  return (digits.startsWith("-") ? -1 : 1) * (seconds * 1e6 + micro);
}

/** Fills in what follows from the rest. */
function complete(found: Found): ParsedTime {
  let { year, julian, weekday, month, day } = found;
  const { isoYear, isoWeek, week } = found;
  if (isoYear !== undefined) {
    if (julian !== undefined)
      throw raise.ValueError(
        "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
      );
    if (isoWeek === undefined || weekday === undefined) {
      throw raise.ValueError(
        "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive ('%A', '%a', '%w', or '%u').",
      );
    }
  } else if (isoWeek !== undefined) {
    throw raise.ValueError(
      year === undefined || weekday === undefined
        ? "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', '%a', '%w', or '%u')."
        : "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
    );
  }
  const isLeapYear = year === undefined && month === 2 && day === 29;
  // A year that leaps, so that 29 February can be said without one.
  year ??= isLeapYear ? 1904 : 1900;
  if (julian === undefined && weekday !== undefined) {
    if (week !== undefined) julian = julianOfWeek(year, week, weekday, found.weekStart === 0);
    else if (isoYear !== undefined && isoWeek !== undefined) {
      // Counted from the first day of the ISO year's namesake, also where it falls into the next.
      year = isoYear;
      julian = isoWeekOne(isoYear) + (isoWeek - 1) * 7 + weekday - toOrdinal(isoYear, 1, 1) + 1;
    }
    if (julian !== undefined && julian <= 0) {
      year--;
      julian += toOrdinal(year + 1, 1, 1) - toOrdinal(year, 1, 1);
    }
  }
  if (julian === undefined) {
    if (
      day > 28 &&
      day >
        (month === 2
          ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
            ? 29
            : 28
          : [4, 6, 9, 11].includes(month)
            ? 30
            : 31)
    ) {
      throw raise.ValueError("day is out of range for month");
    }
    julian = toOrdinal(year, month, day) - toOrdinal(year, 1, 1) + 1;
  } else {
    [year, month, day] = fromOrdinal(julian - 1 + toOrdinal(year, 1, 1));
  }
  weekday ??= weekdayOf(toOrdinal(year, month, day));
  const { hour, minute, second, microsecond, isDst, zone, offset } = found;
  return {
    year: isLeapYear ? 1900 : year,
    month,
    day,
    hour,
    minute,
    second,
    microsecond,
    weekday,
    yearDay: julian,
    isDst,
    zone,
    offset,
  };
}

/** The day of the year of a weekday in a week counted from the year's first Monday (or Sunday). */
function julianOfWeek(year: number, week: number, weekday: number, startsMonday: boolean): number {
  let first = weekdayOf(toOrdinal(year, 1, 1)),
    day = weekday;
  if (!startsMonday) {
    first = (first + 1) % 7;
    day = (day + 1) % 7;
  }
  const weekZero = (7 - first) % 7;
  return week === 0 ? 1 + day - first : 1 + weekZero + 7 * (week - 1) + day;
}
