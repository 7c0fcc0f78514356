/** datetime.tzinfo, its subclass timezone, and what date-times ask a zone. */
import { callMethod } from "../method-call.ts";
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { constants, constructor, methods } from "../../runtime/define.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { add, subtract } from "../../runtime/operators.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { NotImplemented, type PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { hash } from "../../runtime/hash.ts";
import { defaultState, newInstance } from "../../builtins/object.ts";
import { pad, PyDateTime, PyTimeDelta, PyTimezone, PyTzInfo, timezoneType, tzInfoType, UTC } from "./shapes.ts";
import { compareDeltas, makeDelta, microsecondsOf } from "./timedelta.ts";

/** The argument `tzinfo` of any constructor. */
export function toTzInfo(value: PyValue): PyTzInfo | null {
  if (value === null || value instanceof PyTzInfo) return value;
  throw raise.TypeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeOf(value).shown}'`);
}

/** `tzinfo.utcoffset(argument)` or `tzinfo.dst(argument)`, checked. */
export function askOffset(zone: PyTzInfo | null, method: "utcoffset" | "dst", argument: PyValue): PyTimeDelta | null {
  if (zone === null) return null;
  if (zone instanceof PyTimezone) return method === "utcoffset" ? zone.offset : null;
  const result = callMethod(zone, method, argument);
  if (result === null) return null;
  if (!(result instanceof PyTimeDelta))
    throw raise.TypeError(`tzinfo.${method}() must return None or a timedelta, not '${typeOf(result).shown}'`);
  if (!isWithinDay(result))
    throw raise.ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
  return result;
}

/** `tzinfo.tzname(argument)`, checked. */
export function askName(zone: PyTzInfo | null, argument: PyValue): string | null {
  if (zone === null) return null;
  if (zone instanceof PyTimezone) return zoneName(zone);
  const result = callMethod(zone, "tzname", argument);
  if (result === null) return null;
  const text = asString(result);
  if (text === undefined)
    throw raise.TypeError(`tzinfo.tzname() must return None or a string, not '${typeOf(result).shown}'`);
  return text;
}

function isWithinDay(offset: PyTimeDelta): boolean {
  return offset.days === 0 || (offset.days === -1 && (offset.seconds > 0 || offset.microseconds > 0));
}

/** `+hh:mm`, with seconds and microseconds where there are any. */
export function offsetText(offset: PyTimeDelta, separator: string): string {
  const isNegative = offset.days < 0;
  const size = isNegative ? makeDelta(-offset.days, -offset.seconds, -offset.microseconds) : offset;
  const { seconds, microseconds } = size;
  let text = `${isNegative ? "-" : "+"}${pad(Math.floor(seconds / 3600), 2)}${separator}${pad(Math.floor(seconds / 60) % 60, 2)}`;
  if (seconds % 60 !== 0 || microseconds !== 0) text += `${separator}${pad(seconds % 60, 2)}`;
  return microseconds === 0 ? text : `${text}.${pad(microseconds, 6)}`;
}

export function zoneName(zone: PyTimezone): string {
  if (zone.name !== null) return zone.name;
  const { offset } = zone;
  return offset.days === 0 && offset.seconds === 0 && offset.microseconds === 0
    ? "UTC"
    : `UTC${offsetText(offset, ":")}`;
}

/** A fixed zone; UTC where that is what it is. */
export function makeTimezone(offset: PyTimeDelta): PyTimezone {
  return offset.days === 0 && offset.seconds === 0 && offset.microseconds === 0 ? UTC : new PyTimezone(offset, null);
}

constructor(tzInfoType, "(cls, *args, **kwargs)", (cls: PyType) => newInstance(cls));

function abstract(name: string): () => never {
  return () => {
    throw raise.NotImplementedError(`a tzinfo subclass must implement ${name}()`);
  };
}

function toDateTime(value: PyValue): PyDateTime {
  if (!(value instanceof PyDateTime)) throw raise.TypeError("fromutc: argument must be a datetime");
  return value;
}

methods(tzInfoType, {
  "utcoffset(self, dt, /)": abstract("utcoffset"),
  "dst(self, dt, /)": abstract("dst"),
  "tzname(self, dt, /)": abstract("tzname"),
  "fromutc(self, dt, /)"(self: PyTzInfo, value: PyValue) {
    const moment = toDateTime(value);
    if (moment.tzinfo !== self) throw raise.ValueError("fromutc: dt.tzinfo is not self");
    const offset = askOffset(self, "utcoffset", moment);
    if (offset === null) throw raise.ValueError("fromutc: non-None utcoffset() result required");
    const summer = askOffset(self, "dst", moment);
    if (summer === null) throw raise.ValueError("fromutc: non-None dst() result required");
    const standard = subtract(offset, summer) as PyTimeDelta;
    const local =
      standard.days === 0 && standard.seconds === 0 && standard.microseconds === 0
        ? moment
        : (add(moment, standard) as PyDateTime);
    const now = askOffset(self, "dst", local);
    if (now === null) throw raise.ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert");
    return add(local, now);
  },
  "__reduce__(self, /)"(self: PyTzInfo) {
    const initial = attributeOr(self, "__getinitargs__", undefined);
    const args = initial === undefined ? new PyTuple() : call(initial, []);
    const own = attributeOr(self, "__getstate__", undefined);
    return new PyTuple([self.cls as PyObject, args, own === undefined ? defaultState(self) : call(own, [])]);
  },
});

const RANGE = "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)";

constructor(timezoneType, "(cls, offset, name=...)", (_cls: PyType, offset: PyValue, name?: PyValue) => {
  if (!(offset instanceof PyTimeDelta))
    throw raise.TypeError(`timezone() argument 1 must be datetime.timedelta, not ${shownType(offset)}`);
  const text = name === undefined ? null : asString(name);
  if (text === undefined) throw raise.TypeError(`timezone() argument 2 must be str, not ${shownType(name as PyValue)}`);
  if (!isWithinDay(offset)) throw raise.ValueError(`${RANGE}, not ${repr(offset)}.`);
  return text === null ? makeTimezone(offset) : new PyTimezone(offset, text);
});

function shownType(value: PyValue): string {
  return value === null ? "None" : typeOf(value).name;
}

function checkMoment(value: PyValue, method: string): void {
  if (value === null || value instanceof PyDateTime) return;
  throw raise.TypeError(`${method}(dt) argument must be a datetime instance or None, not ${typeOf(value).shown}`);
}

function equals(self: PyTimezone, other: PyValue): PyValue {
  return other instanceof PyTimezone ? compareDeltas(self.offset, other.offset) === 0 : NotImplemented;
}

PyTimezone.prototype.equals = function equalsZone(this: PyTimezone, other: PyValue): PyValue {
  return equals(this, other);
};
PyTimezone.prototype.hash = function hashOfZone(this: PyTimezone): number | bigint {
  return hash(this.offset);
};

methods(timezoneType, {
  "__repr__(self, /)"(self: PyTimezone) {
    if (self === UTC) return "datetime.timezone.utc";
    return `datetime.timezone(${repr(self.offset)}${self.name === null ? "" : `, ${repr(self.name)}`})`;
  },
  "__str__(self, /)": zoneName,
  "__eq__(self, value, /)": equals,
  "__hash__(self, /)": (self: PyTimezone) => hash(self.offset),
  "utcoffset(self, dt, /)"(self: PyTimezone, moment: PyValue) {
    checkMoment(moment, "utcoffset");
    return self.offset;
  },
  "dst(self, dt, /)"(_self: PyTimezone, moment: PyValue) {
    checkMoment(moment, "dst");
    return null;
  },
  "tzname(self, dt, /)"(self: PyTimezone, moment: PyValue) {
    checkMoment(moment, "tzname");
    return zoneName(self);
  },
  "fromutc(self, dt, /)"(self: PyTimezone, value: PyValue) {
    const moment = toDateTime(value);
    if (moment.tzinfo !== self) throw raise.ValueError("fromutc: dt.tzinfo is not self");
    return add(moment, self.offset);
  },
  "__getinitargs__(self, /)": (self: PyTimezone) =>
    new PyTuple(self.name === null ? [self.offset] : [self.offset, self.name]),
});

constants(timezoneType, {
  __doc__: "Fixed offset from UTC implementation of tzinfo.",
  utc: UTC,
  min: new PyTimezone(makeDelta(0, -86_340, 0), null),
  max: new PyTimezone(makeDelta(0, 86_340, 0), null),
});
constants(tzInfoType, { __doc__: "Abstract base class for time zone info objects." });

/** The zone that converts a moment in UTC: by its own fromutc. */
export function fromUtc(zone: PyTzInfo, moment: PyDateTime): PyValue {
  return call(getAttribute(zone, "fromutc"), [moment]);
}

/** Microseconds east of Greenwich, 0 without an offset. */
export function offsetMicroseconds(offset: PyTimeDelta | null): number {
  return offset === null ? 0 : Number(microsecondsOf(offset));
}
