/** datetime.time. */
import { attributes, classMethods, constants, constructor, methods } from "../../runtime/define.ts";
import { hashSequence } from "../../runtime/hash.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { call } from "../../runtime/call.ts";
import { NotImplemented, PyBytes, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { callMethod } from "../method-call.ts";
import { checkTime, pickledState, textArgument, toField } from "./fields.ts";
import { isoTime, parseTime } from "./iso-format.ts";
import {
  type Clock,
  type Comparison,
  holds,
  orderings,
  PyTime,
  PyTimeDelta,
  type PyTzInfo,
  shownName,
  timeType,
} from "./shapes.ts";
import { formatTime } from "./time-format.ts";
import { askName, askOffset, offsetMicroseconds, offsetText, toTzInfo } from "./timezone.ts";

/** A time of a class: subclasses are made by their own constructor. */
function makeTime(cls: PyType, { hour, minute, second, microsecond, tzinfo, fold }: Clock): PyValue {
  if (cls === timeType) return new PyTime(hour, minute, second, microsecond, tzinfo, fold);
  return call(cls, [hour, minute, second, microsecond, tzinfo], fold === 0 ? null : new Map([["fold", fold]]));
}

constructor(
  timeType,
  "(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)",
  (
    cls: PyType,
    hour: PyValue,
    minute: PyValue,
    second: PyValue,
    microsecond: PyValue,
    tzinfo: PyValue,
    fold: PyValue,
  ) => {
    const Shape = cls.jsClass as unknown as typeof PyTime;
    const state = typeof hour === "number" ? undefined : pickledState(hour, 6);
    if (state !== undefined && ((state[0] as number) & 127) < 24) {
      const [h, m, s, a, b, c] = state as unknown as [number, number, number, number, number, number];
      // The zone follows the state.
      return new Shape(h & 127, m, s, a * 65536 + b * 256 + c, toTzInfo(minute === 0 ? null : minute), h >> 7);
    }
    const h = toField(hour),
      m = toField(minute),
      s = toField(second),
      us = toField(microsecond),
      f = toField(fold);
    checkTime(h, m, s, us, f);
    return new Shape(h, m, s, us, toTzInfo(tzinfo), f);
  },
);

classMethods(timeType, {
  "fromisoformat(cls, string, /)"(cls: PyType, value: PyValue) {
    const text = asString(value);
    if (text === undefined) throw raise.TypeError("fromisoformat: argument must be str");
    const fields = parseTime(text.startsWith("T") ? text.slice(1) : text);
    if (fields === undefined) throw raise.ValueError(`Invalid isoformat string: ${repr(text)}`);
    checkTime(fields.hour, fields.minute, fields.second, fields.microsecond, 0);
    return makeTime(cls, { ...fields, fold: 0 });
  },
});

/** Microseconds since midnight. */
export function sinceMidnight({ hour, minute, second, microsecond }: Clock): number {
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond;
}

/** The order of two times; undefined when one is naive and the other aware. */
function order(a: PyTime, b: PyTime): number | undefined {
  if (a.tzinfo === b.tzinfo) return sinceMidnight(a) - sinceMidnight(b);
  const left = askOffset(a.tzinfo, "utcoffset", null),
    right = askOffset(b.tzinfo, "utcoffset", null);
  if ((left === null) !== (right === null)) return undefined;
  return sinceMidnight(a) - offsetMicroseconds(left) - (sinceMidnight(b) - offsetMicroseconds(right));
}

function equals(self: PyTime, other: PyValue): PyValue {
  return other instanceof PyTime ? order(self, other) === 0 : NotImplemented;
}

function compareTimes(self: PyTime, other: PyValue, operator: Comparison): PyValue {
  if (!(other instanceof PyTime)) return NotImplemented;
  const difference = order(self, other);
  if (difference === undefined) throw raise.TypeError("can't compare offset-naive and offset-aware times");
  return holds(difference, operator);
}

function hashTime(self: PyTime): number {
  // Equal times of different folds are equal.
  const plain = self.fold === 0 || self.tzinfo === null ? self : unfolded(self);
  const offset = askOffset(plain.tzinfo, "utcoffset", null);
  const total = sinceMidnight(self) - offsetMicroseconds(offset);
  return hashSequence([total]);
}

function unfolded(self: PyTime): PyTime {
  return new PyTime(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, 0);
}

PyTime.prototype.equals = function equalsTime(this: PyTime, other: PyValue): PyValue {
  return equals(this, other);
};
PyTime.prototype.hash = function hashOfTime(this: PyTime): number {
  return hashTime(this);
};

/** The arguments after the fields in a repr. */
export function zoneAndFold(tzinfo: PyTzInfo | null, fold: number): string {
  return `${tzinfo === null ? "" : `, tzinfo=${repr(tzinfo)}`}${fold === 0 ? "" : ", fold=1"}`;
}

/** The state that pickle keeps: the fold is the top bit of the first byte where the protocol knows it. */
export function clockState({ hour, minute, second, microsecond }: Clock): number[] {
  return [hour, minute, second, microsecond >> 16, (microsecond >> 8) & 255, microsecond & 255];
}

function reduce(self: PyTime, protocol: number): PyValue {
  const state = clockState(self);
  if (protocol > 3 && self.fold === 1) state[0] = (state[0] as number) | 128;
  const bytes = new PyBytes(Uint8Array.from(state));
  return new PyTuple([self.cls, new PyTuple(self.tzinfo === null ? [bytes] : [bytes, self.tzinfo])]);
}

methods(timeType, {
  "__repr__(self, /)"(self: PyTime) {
    const { hour, minute, second, microsecond } = self;
    const fine = microsecond !== 0 ? `, ${second}, ${microsecond}` : second !== 0 ? `, ${second}` : "";
    return `${shownName(self.cls)}(${hour}, ${minute}${fine}${zoneAndFold(self.tzinfo, self.fold)})`;
  },
  "__str__(self, /)": (self: PyTime) => callMethod(self, "isoformat"),
  "__hash__(self, /)": hashTime,
  "__eq__(self, value, /)": equals,
  ...orderings<PyTime>(compareTimes),
  "isoformat(self, /, timespec='auto')"(self: PyTime, timespec: PyValue) {
    const offset = askOffset(self.tzinfo, "utcoffset", null);
    return isoTime(self, textArgument(timespec, "isoformat")) + (offset === null ? "" : offsetText(offset, ":"));
  },
  "strftime(self, format)": (self: PyTime, format: PyValue) => formatTime(self, textArgument(format, "strftime")),
  "__format__(self, format_spec, /)"(self: PyTime, spec: PyValue) {
    const text = textArgument(spec, "__format__");
    return text === "" ? callMethod(self, "__str__") : callMethod(self, "strftime", text);
  },
  "utcoffset(self, /)": (self: PyTime) => askOffset(self.tzinfo, "utcoffset", null),
  "dst(self, /)": (self: PyTime) => askOffset(self.tzinfo, "dst", null),
  "tzname(self, /)": (self: PyTime) => askName(self.tzinfo, null),
  "replace(self, /, hour=..., minute=..., second=..., microsecond=..., tzinfo=..., *, fold=...)"(
    self: PyTime,
    hour?: PyValue,
    minute?: PyValue,
    second?: PyValue,
    microsecond?: PyValue,
    tzinfo?: PyValue,
    fold?: PyValue,
  ) {
    const clock: Clock = {
      hour: hour === undefined ? self.hour : toField(hour),
      minute: minute === undefined ? self.minute : toField(minute),
      second: second === undefined ? self.second : toField(second),
      microsecond: microsecond === undefined ? self.microsecond : toField(microsecond),
      tzinfo: tzinfo === undefined ? self.tzinfo : toTzInfo(tzinfo),
      fold: fold === undefined ? self.fold : toField(fold),
    };
    checkTime(clock.hour, clock.minute, clock.second, clock.microsecond, clock.fold);
    return makeTime(self.cls, clock);
  },
  "__reduce__(self, /)": (self: PyTime) => reduce(self, 2),
  "__reduce_ex__(self, protocol, /)": (self: PyTime, protocol: PyValue) => reduce(self, toField(protocol)),
});

attributes<PyTime>(timeType, {
  hour: (self) => self.hour,
  minute: (self) => self.minute,
  second: (self) => self.second,
  microsecond: (self) => self.microsecond,
  tzinfo: (self) => self.tzinfo,
  fold: (self) => self.fold,
});

constants(timeType, {
  __doc__: "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object",
  min: new PyTime(0, 0, 0, 0, null, 0),
  max: new PyTime(23, 59, 59, 999_999, null, 0),
  resolution: new PyTimeDelta(0, 0, 1),
});
