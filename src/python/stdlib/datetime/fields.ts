/** The fields of dates and times: their ranges, and how CPython refuses what is outside. */
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { toIndex } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyBytes, type PyValue } from "../../runtime/values.ts";
import { daysInMonth } from "../time/calendar.ts";
import { MAX_YEAR, MIN_YEAR } from "./shapes.ts";

/** A C int. */
export function toField(value: PyValue): number {
  const integer = typeof value === "number" ? value : toIndex(value);
  if (typeof integer === "bigint") throw raise.OverflowError("Python int too large to convert to C long");
  if (integer > 2147483647) throw raise.OverflowError("signed integer is greater than maximum");
  if (integer < -2147483648) throw raise.OverflowError("signed integer is less than minimum");
  return integer;
}

export function checkDate(year: number, month: number, day: number): void {
  if (year < MIN_YEAR || year > MAX_YEAR) throw raise.ValueError(`year ${year} is out of range`);
  if (month < 1 || month > 12) throw raise.ValueError("month must be in 1..12");
  if (day < 1 || day > daysInMonth(year, month)) throw raise.ValueError("day is out of range for month");
}

export function checkTime(hour: number, minute: number, second: number, microsecond: number, fold: number): void {
  if (hour < 0 || hour > 23) throw raise.ValueError("hour must be in 0..23");
  if (minute < 0 || minute > 59) throw raise.ValueError("minute must be in 0..59");
  if (second < 0 || second > 59) throw raise.ValueError("second must be in 0..59");
  if (microsecond < 0 || microsecond > 999_999) throw raise.ValueError("microsecond must be in 0..999999");
  if (fold !== 0 && fold !== 1) throw raise.ValueError("fold must be either 0 or 1");
}

export function required(value: PyValue | undefined, name: string, position: number): PyValue {
  if (value === undefined) throw raise.TypeError(`function missing required argument '${name}' (pos ${position})`);
  return value;
}

/** The argument of a method that must be a str. */
export function textArgument(value: PyValue, method: string, position = 1): string {
  const text = asString(value);
  if (text === undefined)
    throw raise.TypeError(
      `${method}() argument ${position} must be str, not ${value === null ? "None" : typeOf(value).name}`,
    );
  return text;
}

/** The bytes that pickle gives a constructor instead of fields; undefined for anything else. */
export function pickledState(value: PyValue | undefined, size: number): Uint8Array | undefined {
  if (value instanceof PyBytes) return value.bytes.length === size ? value.bytes : undefined;
  if (typeof value !== "string" || value.length !== size) return undefined;
  const codes = Uint8Array.from(value, (char) => char.charCodeAt(0));
  return codes.every((code, index) => code === value.charCodeAt(index)) ? codes : undefined;
}
