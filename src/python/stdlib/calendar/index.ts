/**
 * The module `calendar`: arithmetic and names in TypeScript, the classes that programs extend in Python.
 *
 * Most programs want the arithmetic alone, so the classes are compiled when one of their names is first asked for.
 */
import { functions, makeFunction, methods, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { type Interpreter, MODULE_SOURCE } from "../../runtime/interpreter.ts";

import { itemsOf } from "../../runtime/iterate.ts";
import { missingAttribute, setAttribute, getAttribute } from "../../runtime/attributes.ts";
import { add, modulo, multiply } from "../../runtime/operators.ts";
import { compare } from "../../runtime/compare.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { toIndex, toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { defineType } from "../../runtime/types.ts";
import {
  PyList,
  PyObject,
  PySlice,
  PyTuple,
  type PyException,
  type PyInt,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { sliceItems } from "../../builtins/sequence.ts";
import { makeClass } from "../native-class.ts";
import { DAY_NAMES, daysInMonth, EPOCH_ORDINAL, isLeap, MONTH_NAMES, toOrdinal, weekdayOf } from "../time/calendar.ts";
import { CLASSES } from "./classes.ts";

/** What the classes import. */
export const requires: readonly string[] = ["datetime", "itertools"];

/** Names by number, sliced as a list is. */
class PyNames extends PyObject {
  readonly items: readonly string[];
  constructor(items: readonly string[]) {
    super();
    this.items = items;
  }
}
const namesType: PyType = defineType("_localized_names", PyNames, { isPython: true, module: "calendar", final: true });
PyNames.prototype.getItem = function getName(this: PyNames, key: PyValue): PyValue {
  if (key instanceof PySlice) return new PyList(sliceItems(() => this.items, key));
  const index = toSize(key, "IndexError");
  const name = this.items[index < 0 ? index + this.items.length : index];
  if (name === undefined) throw raise.IndexError("list index out of range");
  return name;
};
PyNames.prototype.length = function countNames(this: PyNames): number {
  return this.items.length;
};
methods(namesType, {
  "__getitem__(self, key, /)": (self: PyNames, key: PyValue) => self.getItem(key),
  "__len__(self, /)": (self: PyNames) => self.items.length,
});

/** Years outside those of `datetime` have the calendar of one four hundred years nearer. */
function nearYear(year: PyValue): number {
  const n = toIndex(year);
  if (typeof n === "number" && n >= 1 && n <= 9999) return n;
  return 2000 + Number(modulo(n, 400));
}

function checkDay(year: number, month: number, day: number): void {
  if (month < 1 || month > 12) throw raise.ValueError("month must be in 1..12");
  if (day < 1 || day > daysInMonth(year, month)) throw raise.ValueError("day is out of range for month");
}

function isBetween(value: PyValue, low: number, high: number): boolean {
  return isTrue(compare(low, value, "<=")) && isTrue(compare(value, high, "<="));
}

/** An error that says in its own words which number is bad. */
function numberError(name: string, field: string, words: (shown: string) => string): PyType {
  return makeClass({ name, module: "calendar", bases: [exceptionTypes.ValueError] }, (cls) => {
    methods(cls, {
      [`__init__(self, ${field})`](self: PyException, value: PyValue) {
        setAttribute(self, field, value);
        return null;
      },
      "__str__(self)": (self: PyException) => words(repr(getAttribute(self, field))),
    });
  });
}

function leapDays(from: PyInt, to: PyInt): PyInt {
  const before = (year: PyInt): bigint => {
    const y = BigInt(year) - 1n;
    const floor = (n: bigint): bigint => (y - (((y % n) + n) % n)) / n;
    return floor(4n) - floor(100n) + floor(400n);
  };
  return Number(before(to) - before(from));
}

/** Seconds since the epoch of a time in UTC. */
function timegm(tuple: PyValue): PyValue {
  const [year, month, day, hour, minute, second] = itemsOf(tuple).slice(0, 6);
  if (second === undefined)
    throw raise.ValueError(`not enough values to unpack (expected 6, got ${itemsOf(tuple).length})`);
  const y = Number(toIndex(year as PyValue)),
    m = Number(toIndex(month as PyValue));
  if (y < 1 || y > 9999) throw raise.ValueError(`year ${y} is out of range`);
  checkDay(y, m, 1);
  const days = add(toOrdinal(y, m, 1) - EPOCH_ORDINAL - 1, day as PyValue);
  const minutes = add(multiply(add(multiply(days, 24), hour as PyValue), 60), minute as PyValue);
  return add(multiply(minutes, 60), second);
}

const LAZY = [
  "Calendar",
  "TextCalendar",
  "HTMLCalendar",
  "LocaleTextCalendar",
  "LocaleHTMLCalendar",
  "setfirstweekday",
  "firstweekday",
  "monthcalendar",
  "prmonth",
  "month",
  "prcal",
  "calendar",
  "weekheader",
  "week",
  "prweek",
  "format",
  "formatstring",
  "c",
  "datetime",
];
const EAGER = [
  "IllegalMonthError",
  "IllegalWeekdayError",
  "isleap",
  "leapdays",
  "weekday",
  "monthrange",
  "timegm",
  "month_name",
  "month_abbr",
  "day_name",
  "day_abbr",
  "FRIDAY",
  "MONDAY",
  "SATURDAY",
  "SUNDAY",
  "THURSDAY",
  "TUESDAY",
  "WEDNESDAY",
];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const short = (list: readonly string[]): PyNames => new PyNames(list.map((name) => name.slice(0, 3)));
  const monthError = numberError("IllegalMonthError", "month", (shown) => `bad month number ${shown}; must be 1-12`);
  names(globals, {
    IllegalMonthError: monthError,
    IllegalWeekdayError: numberError(
      "IllegalWeekdayError",
      "weekday",
      (shown) => `bad weekday number ${shown}; must be 0 (Monday) to 6 (Sunday)`,
    ),
    day_name: new PyNames(DAY_NAMES),
    day_abbr: short(DAY_NAMES),
    month_name: new PyNames(MONTH_NAMES),
    month_abbr: short(MONTH_NAMES),
    MONDAY: 0,
    TUESDAY: 1,
    WEDNESDAY: 2,
    THURSDAY: 3,
    FRIDAY: 4,
    SATURDAY: 5,
    SUNDAY: 6,
    January: 1,
    February: 2,
    EPOCH: 1970,
    mdays: new PyList([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
    __all__: new PyList([
      ...EAGER,
      ...LAZY.filter((name) => !["week", "prweek", "format", "formatstring", "c", "datetime"].includes(name)),
    ]),
  });
  functions(globals, "calendar", {
    "isleap(year)": (year: PyValue) => isLeap(nearYear(year)),
    "leapdays(y1, y2)": (from: PyValue, to: PyValue) => leapDays(toIndex(from), toIndex(to)),
    "weekday(year, month, day)"(year: PyValue, month: PyValue, day: PyValue) {
      const y = nearYear(year),
        m = Number(toIndex(month)),
        d = Number(toIndex(day));
      checkDay(y, m, d);
      return weekdayOf(toOrdinal(y, m, d));
    },
    "monthrange(year, month)"(year: PyValue, month: PyValue) {
      if (!isBetween(month, 1, 12)) throw monthError.invoke([month], null);
      const y = nearYear(year),
        m = Number(toIndex(month));
      return new PyTuple([weekdayOf(toOrdinal(y, m, 1)), daysInMonth(y, m)]);
    },
    "timegm(tuple)": timegm,
    "_month_length(year, month)": (year: PyValue, month: PyValue) =>
      daysInMonth(nearYear(year), Number(toIndex(month))),
  });
  const hook = makeFunction(
    "__getattr__(name)",
    (name: PyValue) => {
      if (typeof name !== "string" || !LAZY.includes(name))
        throw missingAttribute(interpreter.modules.getString("calendar") ?? null, String(name));
      globals.delete("__getattr__");
      interpreter.trustedImports++;
      try {
        const { compiler } = interpreter;
        if (compiler === null) throw raise.ImportError("this interpreter cannot compile source");
        compiler.runCode(compiler.compile(CLASSES, "<stdlib calendar>", "exec", MODULE_SOURCE), globals, null);
      } finally {
        interpreter.trustedImports--;
      }
      return globals.getString(name) ?? null;
    },
    "calendar",
  );
  globals.setString("__getattr__", hook);
}
