/** The module `datetime`. */
import { setDateCrossing } from "../../runtime/convert.ts";
import { names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { raise } from "../../runtime/raise.ts";
import { PyTuple } from "../../runtime/values.ts";
import { fromSeconds, timestampOf } from "./datetime.ts";
import {
  dateTimeType,
  dateType,
  MAX_YEAR,
  MIN_YEAR,
  PyDate,
  PyDateTime,
  timeDeltaType,
  timeType,
  timezoneType,
  tzInfoType,
  UTC,
} from "./shapes.ts";

export const requires: readonly string[] = ["time"];

export function load(globals: NamespaceDict): void {
  names(globals, {
    date: dateType,
    datetime: dateTimeType,
    time: timeType,
    timedelta: timeDeltaType,
    timezone: timezoneType,
    tzinfo: tzInfoType,
    MINYEAR: MIN_YEAR,
    MAXYEAR: MAX_YEAR,
    UTC,
    __all__: new PyTuple(["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]),
  });
  setDateCrossing({
    // An instant of the host's is aware, so that nothing takes it for another one.
    fromHost(date) {
      const milliseconds = date.getTime();
      if (Number.isNaN(milliseconds)) throw raise.ValueError("an invalid Date cannot enter Python");
      const seconds = Math.floor(milliseconds / 1000);
      return fromSeconds(seconds, (milliseconds - seconds * 1000) * 1000, UTC);
    },
    toHost(value) {
      if (value instanceof PyDateTime) return new Date(Math.floor(timestampOf(value) * 1000 + 1e-3));
      // A day is its midnight.
      return value instanceof PyDate
        ? new Date(timestampOf(new PyDateTime(value.year, value.month, value.day, 0, 0, 0, 0, null, 0)) * 1000)
        : undefined;
    },
  });
}
