/** The module `zoneinfo`: IANA's time zones, from the host's `Intl` or from files that a program brings. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { attributes, classMethods, constructor, functions, methods, names } from "../../runtime/define.ts";
import { type NamespaceDict, PySet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { iterate, toArray } from "../../runtime/iterate.ts";
import { add, asString } from "../../runtime/operators.ts";
import { exceptionTypes, makeException, raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import {
  PyBytes,
  PyException,
  PyList,
  type PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { toBufferBytes } from "../../builtins/buffer.ts";
import { PyDateTime, PyTzInfo, tzInfoType } from "../datetime/shapes.ts";
import { makeDelta } from "../datetime/timedelta.ts";
import "../datetime/index.ts";
import { callMethod } from "../method-call.ts";
import { EPOCH_ORDINAL, toOrdinal } from "../time/calendar.ts";
import { IntlRules } from "./intl-rules.ts";
import { parseTzif } from "./tzif.ts";
import type { LocalType, ZoneRules } from "./zone-rules.ts";

export const requires: readonly string[] = ["datetime"];

class PyZoneInfo extends PyTzInfo {
  key: string | null = null;
  rules: ZoneRules | null = null;
  origin: "cache" | "fresh" | "file" = "fresh";
}
const zoneInfoType: PyType = defineType("ZoneInfo", PyZoneInfo, { base: tzInfoType, module: "zoneinfo" });

class PyZoneNotFound extends (exceptionTypes.KeyError.jsClass as unknown as new (args?: PyTuple) => PyException) {}
const notFoundType: PyType = defineType("ZoneInfoNotFoundError", PyZoneNotFound, {
  base: exceptionTypes.KeyError,
  module: "zoneinfo",
});
class PyPathWarning extends (exceptionTypes.RuntimeWarning.jsClass as unknown as new (args?: PyTuple) => PyException) {}
const pathWarningType: PyType = defineType("InvalidTZPathWarning", PyPathWarning, {
  base: exceptionTypes.RuntimeWarning,
  module: "zoneinfo",
});

/** What one interpreter keeps: zones by class and key, and rules by key. */
interface ZoneState {
  zones: Map<PyType, Map<string, PyZoneInfo>>;
  rules: Map<string, ZoneRules>;
}
const STATE = "zoneinfo";
const KEPT = 200;

function state(): ZoneState {
  const { moduleState } = current.interpreter;
  let found = moduleState.get(STATE) as ZoneState | undefined;
  if (found === undefined) moduleState.set(STATE, (found = { zones: new Map(), rules: new Map() }));
  return found;
}

function keyText(key: PyValue): string {
  const text = asString(key);
  if (text === undefined) throw raise.TypeError(`expected str, bytes or os.PathLike object, not ${typeOf(key).shown}`);
  if (text.startsWith("/")) throw raise.ValueError(`ZoneInfo keys may not be absolute paths, got: ${text}`);
  const parts = text.split("/");
  const plain = parts.filter((part) => part !== "." && part !== "");
  if (plain.length !== parts.length || parts.some((part, i) => part === ".." && i > 0 && parts[i - 1] !== "..")) {
    throw raise.ValueError(`ZoneInfo keys must be normalized relative paths, got: ${text}`);
  }
  if (parts.includes(".."))
    throw raise.ValueError(`ZoneInfo keys must refer to subdirectories of TZPATH, got: ${text}`);
  return text;
}

/** The rules of a key. Names are those of files, so their case counts, which the host does not mind. */
function rulesOf(key: string): ZoneRules {
  const { rules } = state();
  let found = rules.get(key);
  if (found !== undefined) return found;
  const isNamed = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/.test(key);
  found = isNamed && key.length < 100 ? IntlRules.find(key) : undefined;
  if (found === undefined) throw makeException(notFoundType, [`No time zone found with key ${key}`]);
  if (rules.size >= KEPT) rules.clear();
  rules.set(key, found);
  return found;
}

function makeZone(cls: PyType, key: string | null, rules: ZoneRules, origin: PyZoneInfo["origin"]): PyZoneInfo {
  const zone = new (cls.jsClass as unknown as new () => PyZoneInfo)();
  zone.key = key;
  zone.rules = rules;
  zone.origin = origin;
  return zone;
}

/** One object a key and class. */
function cached(cls: PyType, key: string): PyZoneInfo {
  const { zones } = state();
  let ofClass = zones.get(cls);
  if (ofClass === undefined) zones.set(cls, (ofClass = new Map()));
  let zone = ofClass.get(key);
  if (zone === undefined) {
    zone = makeZone(cls, key, rulesOf(key), "cache");
    if (ofClass.size >= KEPT) ofClass.clear();
    ofClass.set(key, zone);
  }
  return zone;
}

constructor(zoneInfoType, "(cls, key)", (cls: PyType, key: PyValue) => cached(cls, keyText(key)));

classMethods(zoneInfoType, {
  "no_cache(cls, key)": (cls: PyType, key: PyValue) => makeZone(cls, keyText(key), rulesOf(keyText(key)), "fresh"),
  "from_file(cls, fobj, /, key=None)"(cls: PyType, file: PyValue, key: PyValue) {
    const bytes = toBufferBytes(callMethod(file, "read"));
    const zone = makeZone(cls, asString(key) ?? null, parseTzif(bytes), "file");
    return zone;
  },
  "clear_cache(cls, *, only_keys=None)"(cls: PyType, keys: PyValue) {
    const zones = state().zones.get(cls);
    if (keys === null) zones?.clear();
    else {
      const iterator = iterate(keys);
      for (let key = iterator.next(); key !== undefined; key = iterator.next()) zones?.delete(asString(key) ?? "");
    }
    return null;
  },
  "_unpickle(cls, key, from_cache, /)": (cls: PyType, key: PyValue, fromCache: PyValue) =>
    isTrue(fromCache) ? call(cls, [key]) : callMethod(cls, "no_cache", key),
});

/** Seconds since the epoch that the fields of a moment would be in UTC. */
function wallSeconds(moment: PyDateTime): number {
  return (
    (toOrdinal(moment.year, moment.month, moment.day) - EPOCH_ORDINAL) * 86_400 +
    moment.hour * 3600 +
    moment.minute * 60 +
    moment.second
  );
}

function typeFor(self: PyZoneInfo, moment: PyValue, method: string): LocalType | undefined {
  const rules = self.rules as ZoneRules;
  if (moment === null) return rules.fixed ?? undefined;
  if (!(moment instanceof PyDateTime))
    throw raise.TypeError(`${method}(dt) argument must be a datetime instance or None, not ${typeOf(moment).shown}`);
  return rules.atWall(wallSeconds(moment), moment.year, moment.fold);
}

methods(zoneInfoType, {
  "utcoffset(self, dt, /)"(self: PyZoneInfo, moment: PyValue) {
    const type = typeFor(self, moment, "utcoffset");
    return type === undefined ? null : makeDelta(0, type.offset, 0);
  },
  "dst(self, dt, /)"(self: PyZoneInfo, moment: PyValue) {
    const type = typeFor(self, moment, "dst");
    return type === undefined ? null : makeDelta(0, type.dst, 0);
  },
  "tzname(self, dt, /)": (self: PyZoneInfo, moment: PyValue) => typeFor(self, moment, "tzname")?.name ?? null,
  "fromutc(self, dt, /)"(self: PyZoneInfo, moment: PyValue) {
    if (!(moment instanceof PyDateTime)) throw raise.TypeError("fromutc: argument must be a datetime instance");
    if (moment.tzinfo !== self) throw raise.ValueError("fromutc: dt.tzinfo is not self");
    const { type, fold } = (self.rules as ZoneRules).atUtc(wallSeconds(moment), moment.year);
    const local = add(moment, makeDelta(0, type.offset, 0));
    return fold === 0 ? local : call(getAttribute(local, "replace"), [], new Map([["fold", 1]]));
  },
  "__repr__(self, /)": (self: PyZoneInfo) =>
    self.key === null
      ? `${self.cls.isHeap ? self.cls.name : "zoneinfo.ZoneInfo"}.from_file(<file>)`
      : `${shownName(self.cls)}(key=${repr(self.key)})`,
  "__str__(self, /)": (self: PyZoneInfo) => self.key ?? repr(self),
  "__reduce__(self, /)"(self: PyZoneInfo) {
    if (self.origin === "file") throw raise.TypeError("Cannot pickle a ZoneInfo file from a file stream.");
    return new PyTuple([getAttribute(self.cls, "_unpickle"), new PyTuple([self.key, self.origin === "cache"])]);
  },
});
attributes<PyZoneInfo>(zoneInfoType, { key: (self) => self.key });

function shownName(cls: PyType): string {
  const module = cls.namespace.get("__module__");
  return typeof module === "string" ? `${module}.${cls.qualname}` : cls.qualname;
}

/** Names of zones; the host lists those that are not mere other names. */
function availableZones(): PySet {
  const table = new HashTable();
  for (const name of Intl.supportedValuesOf("timeZone")) table.set(name, true);
  for (const name of [
    "UTC",
    "GMT",
    "Etc/UTC",
    "Etc/GMT",
    "Asia/Kolkata",
    "Europe/Kyiv",
    "US/Eastern",
    "US/Central",
    "US/Mountain",
    "US/Pacific",
  ]) {
    if (IntlRules.find(name) !== undefined) table.set(name, true);
  }
  return new PySet(table);
}

/** The directories that a program's environment names; relative ones are warned of and left out. */
function pathOfEnvironment(): PyValue[] {
  const os = current.interpreter.module("os");
  const environment = os === undefined ? undefined : attributeOr(os, "environ", undefined);
  const text = environment === undefined ? undefined : asString(callMethod(environment, "get", "PYTHONTZPATH", ""));
  if (text === undefined || text === "") return [];
  const paths = text.split(":");
  const relative = paths.filter((path) => !path.startsWith("/"));
  if (relative.length > 0)
    warnOfPaths(
      `Invalid paths specified in PYTHONTZPATH environment variable. Paths must be absolute but found the following relative paths:\n    ${relative.map(repr).join("\n    ")}`,
    );
  return paths.filter((path) => path.startsWith("/"));
}

function warnOfPaths(message: string): void {
  const warnings = current.interpreter.module("warnings");
  if (warnings !== undefined) callMethod(warnings, "warn", message, pathWarningType);
}

function resetPath(globals: NamespaceDict, to: PyValue): null {
  if (to === null) {
    globals.setString("TZPATH", new PyTuple(pathOfEnvironment()));
    return null;
  }
  if (asString(to) !== undefined || to instanceof PyBytes) {
    throw raise.TypeError(`tzpath must be a list or tuple, not ${shownClass(to)}: ${repr(to)}`);
  }
  const paths = toArray(to);
  const relative = paths.filter((path) => !(asString(path) ?? "").startsWith("/"));
  if (relative.length > 0) {
    throw raise.ValueError(
      `tzpaths should be absolute, but found the following relative paths:\n    ${relative.map((path) => repr(path)).join("\n    ")}`,
    );
  }
  globals.setString("TZPATH", new PyTuple(paths));
  return null;
}

function shownClass(value: PyValue): string {
  return repr(typeOf(value) as PyObject);
}

export function load(globals: NamespaceDict): void {
  names(globals, {
    ZoneInfo: zoneInfoType,
    ZoneInfoNotFoundError: notFoundType,
    InvalidTZPathWarning: pathWarningType,
    TZPATH: new PyTuple(),
    __all__: new PyList([
      "ZoneInfo",
      "reset_tzpath",
      "available_timezones",
      "TZPATH",
      "ZoneInfoNotFoundError",
      "InvalidTZPathWarning",
    ]),
  });
  functions(globals, "zoneinfo", {
    "available_timezones()": availableZones,
    "reset_tzpath(to=None)": (to: PyValue) => resetPath(globals, to),
    "__dir__()": () => new PyList([...new Set([...globals.keys()].map(asString).filter((name) => name !== undefined))]),
  });
}
