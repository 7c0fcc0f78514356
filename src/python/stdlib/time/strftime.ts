/** strftime as the C library has it in the C locale, flags (`%-d`) and widths included. */
import { spend } from "../../runtime/limits.ts";
import { reserveText } from "../../builtins/text-size.ts";
import { DAY_NAMES, EPOCH_ORDINAL, isLeap, isoCalendar, MONTH_NAMES, toOrdinal } from "./calendar.ts";

export interface BrokenTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Monday is 0. */
  weekday: number;
  /** 1 to 366. */
  yearDay: number;
  zone: string;
  /** Seconds east of Greenwich. */
  offset: number;
}

const FORMAT = /%([-_0^#]*)(\d*)([EO]?)([a-zA-Z%+])/g;

/** How a number is written when neither flag nor width says otherwise. */
type Number_ = readonly [value: number, width: number, padding: "0" | " "];

export function strftime(format: string, time: BrokenTime): string {
  spend(1 + (format.length >> 2));
  return format.replaceAll(FORMAT, (whole, flags: string, width: string, _modifier: string, directive: string) => {
    const value = field(directive, time, flags);
    if (value === undefined) return whole;
    return layOut(value, flags, width === "" ? 0 : Math.min(Number(width), 10_000));
  });
}

function layOut(value: string | Number_, flags: string, width: number): string {
  let text: string;
  let padding = " ";
  if (typeof value === "string") text = value;
  else {
    const [number, own, pad] = value;
    padding = flags.includes("_") ? " " : flags.includes("0") ? "0" : pad;
    const digits = String(Math.abs(number));
    text =
      (number < 0 ? "-" : "") + (flags.includes("-") ? digits : digits.padStart(own - (number < 0 ? 1 : 0), padding));
  }
  if (typeof value === "string" && flags.includes("0")) padding = "0";
  if (flags.includes("^")) text = text.toUpperCase();
  if (width > 64) reserveText(width);
  return text.padStart(width, padding);
}

function field(directive: string, time: BrokenTime, flags: string): string | Number_ | undefined {
  const { year, month, day, hour, minute, second, weekday, yearDay } = time;
  const sunday = (weekday + 1) % 7;
  const dayName = DAY_NAMES[weekday] ?? "?",
    monthName = MONTH_NAMES[month] ?? "?";
  const hour12 = hour % 12 === 0 ? 12 : hour % 12;
  const again = (format: string): string => strftime(format, time);
  const swapped = (text: string): string => (flags.includes("#") ? text.toUpperCase() : text);
  switch (directive) {
    case "a":
      return swapped(dayName.slice(0, 3));
    case "A":
      return swapped(dayName);
    case "b":
    case "h":
      return swapped(monthName.slice(0, 3));
    case "B":
      return swapped(monthName);
    case "c":
      return again("%a %b %e %H:%M:%S %Y");
    case "C":
      return [Math.floor(year / 100), 0, "0"];
    case "d":
      return [day, 2, "0"];
    case "D":
      return again("%m/%d/%y");
    case "e":
      return [day, 2, " "];
    case "F":
      return `${layOut([year, 0, "0"], "", 0)}-${again("%m-%d")}`;
    case "G":
      return [isoYear(time)[0], 0, "0"];
    case "g":
      return [((isoYear(time)[0] % 100) + 100) % 100, 2, "0"];
    case "H":
      return [hour, 2, "0"];
    case "I":
      return [hour12, 2, "0"];
    case "j":
      return [yearDay, 3, "0"];
    case "k":
      return [hour, 2, " "];
    case "l":
      return [hour12, 2, " "];
    case "m":
      return [month, 2, "0"];
    case "M":
      return [minute, 2, "0"];
    case "n":
      return "\n";
    case "p":
      return flags.includes("#") ? (hour < 12 ? "am" : "pm") : hour < 12 ? "AM" : "PM";
    case "P":
      return hour < 12 ? "am" : "pm";
    case "r":
      return again("%I:%M:%S %p");
    case "R":
      return again("%H:%M");
    case "s":
      return [
        (toOrdinal(year, month, day) - EPOCH_ORDINAL) * 86400 + hour * 3600 + minute * 60 + second - time.offset,
        0,
        "0",
      ];
    case "S":
      return [second, 2, "0"];
    case "t":
      return "\t";
    case "T":
    case "X":
      return again("%H:%M:%S");
    case "u":
      return [weekday + 1, 1, "0"];
    case "U":
      return [Math.floor((yearDay - 1 + 7 - sunday) / 7), 2, "0"];
    case "V":
      return [isoYear(time)[1], 2, "0"];
    case "w":
      return [sunday, 1, "0"];
    case "W":
      return [Math.floor((yearDay - 1 + 7 - weekday) / 7), 2, "0"];
    case "x":
      return again("%m/%d/%y");
    case "y":
      return [((year % 100) + 100) % 100, 2, "0"];
    case "Y":
      return [year, 0, "0"];
    case "z":
      return zoneOffset(time.offset);
    case "Z":
      return flags.includes("#") ? time.zone.toLowerCase() : time.zone;
    case "%":
      return "%";
    default:
      return undefined;
  }
}

/** From the weekday and the day of the year alone, as C has it. */
function isoYear(time: BrokenTime): [year: number, week: number] {
  const ordinal = toOrdinal(time.year, 1, 1) + time.yearDay - 1;
  const expected = (((ordinal + 6) % 7) + 7) % 7;
  if (expected === time.weekday) {
    const [year, week] = isoCalendar(ordinal, time.year);
    return [year, week];
  }
  // An inconsistent time: count from the weekday that it claims.
  const firstWeekday = (((time.weekday - (time.yearDay - 1)) % 7) + 7) % 7;
  const week = Math.floor((time.yearDay - 1 + firstWeekday - (firstWeekday > 3 ? 7 : 0)) / 7) + 1;
  if (week < 1) return [time.year - 1, 52];
  return week > 52 && !(firstWeekday === 3 || (firstWeekday === 2 && isLeap(time.year)))
    ? [time.year + 1, 1]
    : [time.year, week];
}

/** `+hhmm`. */
function zoneOffset(offset: number): string {
  const size = Math.abs(offset);
  const digits = (n: number): string => String(n).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${digits(Math.floor(size / 3600))}${digits(Math.floor(size / 60) % 60)}`;
}
