/** The proleptic Gregorian calendar in numbers: ordinals count days from 1 January of year 1, which is 1. */

export const EPOCH_ORDINAL = 719163;

const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month] as number);
}

/** Days of the year before a month. */
export function daysBeforeMonth(year: number, month: number): number {
  return (DAYS_BEFORE_MONTH[month] as number) + (month > 2 && isLeap(year) ? 1 : 0);
}

export function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}

export function toOrdinal(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day;
}

/** Year, month and day of an ordinal. */
export function fromOrdinal(ordinal: number): [year: number, month: number, day: number] {
  // Years that begin in March put the leap day last; eras of 400 years are all alike.
  const z = ordinal + 305;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

/** Monday is 0. */
export function weekdayOf(ordinal: number): number {
  return (((ordinal + 6) % 7) + 7) % 7;
}

/** The ordinal of the Monday of a year's first ISO week. */
export function isoWeekOne(year: number): number {
  const first = toOrdinal(year, 1, 1);
  const weekday = weekdayOf(first);
  return first - weekday + (weekday > 3 ? 7 : 0);
}

/** ISO year, week and weekday (Monday is 1). */
export function isoCalendar(ordinal: number, year: number): [year: number, week: number, weekday: number] {
  let isoYear = year;
  let monday = isoWeekOne(year);
  if (ordinal < monday) monday = isoWeekOne(--isoYear);
  else if (ordinal >= isoWeekOne(year + 1)) monday = isoWeekOne(++isoYear);
  const days = ordinal - monday;
  return [isoYear, Math.floor(days / 7) + 1, (days % 7) + 1];
}

export const DAY_NAMES: readonly string[] = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
];
export const MONTH_NAMES: readonly string[] = [
  "",
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
