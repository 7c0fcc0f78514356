/** strftime of dates and times, whose %z, %Z and %f the C library does not know; and struct_time. */
import { call } from "../../runtime/call.ts";
import { spend } from "../../runtime/limits.ts";
import { importTrusted } from "../../runtime/modules.ts";
import { current } from "../../runtime/state.ts";
import { PyTuple, type PyValue } from "../../runtime/values.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { reserveText } from "../../builtins/text-size.ts";
import { daysBeforeMonth, toOrdinal, weekdayOf } from "../time/calendar.ts";
import { strftime } from "../time/strftime.ts";
import { pad, PyDate, PyDateTime, PyTime, type PyTimeDelta } from "./shapes.ts";
import { askName, askOffset, offsetText } from "./timezone.ts";

/** `time.struct_time(fields)`. */
export function structTime(fields: readonly PyValue[]): PyValue {
  return call(getAttribute(importTrusted(current.interpreter, "time"), "struct_time"), [new PyTuple([...fields])]);
}

/** What a time stands in for a date is 1 January 1900. */
export function formatTime(value: PyDate | PyTime, format: string): string {
  spend(4 + (format.length >> 3));
  reserveText(format.length * 4);
  const date = value instanceof PyDate ? value : { year: 1900, month: 1, day: 1 };
  const clock = value instanceof PyDateTime || value instanceof PyTime ? value : null;
  const argument = value instanceof PyDateTime ? value : null;
  const wrapped = format.replaceAll(/%([zZf%])/g, (whole, directive: string) => {
    if (directive === "%") return whole;
    if (directive === "f") return pad(clock?.microsecond ?? 0, 6);
    if (clock === null) return "";
    if (directive === "Z") return (askName(clock.tzinfo, argument) ?? "").replaceAll("%", "%%");
    const offset: PyTimeDelta | null = askOffset(clock.tzinfo, "utcoffset", argument);
    return offset === null ? "" : offsetText(offset, "");
  });
  const { year, month, day } = date;
  return strftime(wrapped, {
    year,
    month,
    day,
    hour: clock?.hour ?? 0,
    minute: clock?.minute ?? 0,
    second: clock?.second ?? 0,
    weekday: weekdayOf(toOrdinal(year, month, day)),
    yearDay: daysBeforeMonth(year, month) + day,
    zone: "",
    offset: 0,
  });
}
