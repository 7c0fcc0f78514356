/** Values cross between JavaScript and Python by copy, capped. */
import { attributeOr } from "./attributes.ts";
import { normaliseInt } from "./arithmetic.ts";
import { PyAnySet, PyDict, PySet } from "./dict.ts";
import { HashTable } from "./hash-table.ts";
import type { Interpreter } from "./interpreter.ts";
import { toArray } from "./iterate.ts";
import { allocate, chargeName, spend } from "./limits.ts";
import { asString } from "./operators.ts";
import { raise } from "./raise.ts";
import { current } from "./state.ts";
import { PyHostFunction } from "./suspension.ts";
import { defineType, lookup } from "./types.ts";
import { typeOf } from "./type-table.ts";
import {
  PyByteArray,
  PyBytes,
  PyFloat,
  PyFunction,
  PyIntObject,
  PyList,
  PyMethod,
  PyObject,
  PyStrObject,
  PyTuple,
  type PyValue,
} from "./values.ts";

/** A value of the host that Python only passes on: an image, audio, anything that is not data. */
export class PyHostHandle extends PyObject {
  readonly value: object;
  constructor(value: object) {
    super();
    this.value = value;
  }
}
defineType("host_object", PyHostHandle, { final: true });

const MAX_DEPTH = 200;
const MAX_ITEMS = 5_000_000;

export interface FromHostOptions {
  /** An integral number stays a float: the tool declared its output as number. */
  keepsFloats?: boolean | undefined;
  /** Makes a Python function of a host function found among the values; without it functions are opaque. */
  wrapFunction?: ((f: (...args: unknown[]) => unknown) => PyValue) | undefined;
}

/** A JavaScript value as Python's. */
export function fromHost(value: unknown, options: FromHostOptions = {}): PyValue {
  const path = new Set<object>();
  let count = 0;
  const convert = (item: unknown, depth: number): PyValue => {
    if (++count > MAX_ITEMS) throw raise.ValueError("the value from the host has too many items");
    switch (typeof item) {
      case "undefined":
        return null;
      case "boolean":
      case "string":
        return item;
      case "number":
        return Number.isSafeInteger(item) && !Object.is(item, -0) && options.keepsFloats !== true
          ? item
          : new PyFloat(item);
      case "bigint":
        return normaliseInt(item);
      case "symbol":
        return String(item.description ?? "symbol");
      case "function":
        return options.wrapFunction === undefined
          ? new PyHostHandle(item)
          : options.wrapFunction(item as (...args: unknown[]) => unknown);
      default:
    }
    if (typeof item !== "object" || item === null) return null;
    if (path.has(item)) throw raise.ValueError("the value from the host contains itself");
    if (depth > MAX_DEPTH) throw raise.ValueError("the value from the host is nested too deeply");
    path.add(item);
    try {
      return convertObject(item, (inner) => convert(inner, depth + 1));
    } finally {
      path.delete(item);
    }
  };
  return convert(value, 0);
}

function convertObject(item: object, convert: (inner: unknown) => PyValue): PyValue {
  if (item instanceof PyObject) return item;
  if (Array.isArray(item)) {
    spend(item.length);
    allocate(item.length * 8);
    return new PyList(Array.from(item as unknown[], convert));
  }
  if (item instanceof Uint8Array) return new PyBytes(new Uint8Array(item));
  if (item instanceof ArrayBuffer) return new PyBytes(new Uint8Array(item.slice(0)));
  if (item instanceof Map) {
    const dict = new PyDict();
    for (const [key, value] of item as Map<unknown, unknown>) dict.set(convert(key), convert(value));
    return dict;
  }
  if (item instanceof Set) {
    const table = new HashTable();
    for (const member of item as Set<unknown>) table.set(convert(member), true);
    return new PySet(table);
  }
  if (item instanceof Date) return dateFromHost(item);
  const prototype: unknown = Object.getPrototypeOf(item);
  if (prototype === null || prototype === Object.prototype || isForeignPlain(prototype)) {
    const dict = new PyDict();
    for (const key of Object.keys(item)) {
      spend(1);
      const descriptor = Object.getOwnPropertyDescriptor(item, key);
      // A getter is code of the host's: only data crosses.
      if (descriptor !== undefined && "value" in descriptor) dict.setString(key, convert(descriptor.value));
    }
    return dict;
  }
  return new PyHostHandle(item);
}

/** A plain object of another realm. */
function isForeignPlain(prototype: unknown): boolean {
  return (
    typeof prototype === "object" &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "hasOwnProperty")
  );
}

/** How dates cross; set by the datetime module, which is imported before a run in which a Date may arrive. */
export interface DateCrossing {
  fromHost(date: Date): PyValue;
  /** undefined when the value is no datetime. */
  toHost(value: PyObject): Date | undefined;
}
const DATES = "datetime crossing";
const DATES_WANTED = "datetime wanted";

export function setDateCrossing(crossing: DateCrossing): void {
  current.interpreter.moduleState.set(DATES, crossing);
}

function dateFromHost(date: Date): PyValue {
  const crossing = current.interpreter.moduleState.get(DATES) as DateCrossing | undefined;
  if (crossing !== undefined) return crossing.fromHost(date);
  current.interpreter.moduleState.set(DATES_WANTED, true);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Whether a Date came as text since the last question, because `datetime` was not there yet. */
export function dateCameEarly(interpreter: Interpreter): boolean {
  return interpreter.moduleState.delete(DATES_WANTED);
}

export interface ToHostOptions {
  /** Makes a host function of a Python one. */
  wrapFunction?: ((f: PyValue) => unknown) | undefined;
  /** What stands for a value that cannot cross; without it that is a TypeError. */
  fallback?: ((value: PyObject) => unknown) | undefined;
}

/** A Python value as JavaScript's. */
export function toHost(value: PyValue, options: ToHostOptions = {}): unknown {
  const path = new Set<object>();
  let count = 0;
  const convert = (item: PyValue, depth: number): unknown => {
    if (++count > MAX_ITEMS) throw raise.ValueError("the value has too many items to leave Python");
    if (typeof item !== "object" || item === null) return item;
    if (item instanceof PyFloat) return item.v;
    if (item instanceof PyIntObject) return item.value;
    if (item instanceof PyStrObject) return item.value;
    if (item instanceof PyHostHandle) return item.value;
    if (path.has(item)) throw raise.ValueError("a value that contains itself cannot leave Python");
    if (depth > MAX_DEPTH) throw raise.ValueError("the value is nested too deeply to leave Python");
    path.add(item);
    try {
      return leave(item, (inner) => convert(inner, depth + 1), options);
    } finally {
      path.delete(item);
    }
  };
  return convert(value, 0);
}

function leave(item: PyObject, convert: (inner: PyValue) => unknown, options: ToHostOptions): unknown {
  if (item instanceof PyList || item instanceof PyTuple) {
    spend(item.items.length);
    return Array.from(item.items, convert);
  }
  if (item instanceof PyDict) return leaveDict(item, convert);
  if (item instanceof PyAnySet) return new Set(Array.from(item.table.keys(), convert));
  if (item instanceof PyBytes || item instanceof PyByteArray) return new Uint8Array(item.bytes);
  if (item instanceof PyFunction || item instanceof PyMethod || item instanceof PyHostFunction) {
    if (options.wrapFunction !== undefined) return options.wrapFunction(item);
  }
  const crossing = current.interpreter.moduleState.get(DATES) as DateCrossing | undefined;
  const date = crossing?.toHost(item);
  if (date !== undefined) return date;
  const fields = lookup(item.cls, "__dataclass_fields__");
  if (fields instanceof PyDict) {
    const object = Object.create(null) as Record<string, unknown>;
    for (const key of fields.keys()) {
      const name = asString(key) ?? "";
      object[name] = convert(attributeOr(item, name, null));
    }
    return object;
  }
  if (
    item.cls.name === "dict_keys" ||
    item.cls.name === "dict_values" ||
    item.cls.name === "dict_items" ||
    item.cls.name === "range" ||
    item.cls.name === "deque"
  ) {
    return toArray(item).map(convert);
  }
  if (options.fallback !== undefined) return options.fallback(item);
  throw raise.TypeError(
    `a '${typeOf(item).shown}' object cannot be given to a tool; pass plain data: str, numbers, lists, dicts`,
  );
}

function leaveDict(dict: PyDict, convert: (inner: PyValue) => unknown): unknown {
  spend(dict.size);
  let isText = true;
  for (const key of dict.keys()) {
    if (typeof key === "string") chargeName(key);
    else isText = false;
  }
  if (!isText) {
    const map = new Map<unknown, unknown>();
    for (const [key, item] of dict.entries()) map.set(convert(key), convert(item));
    return map;
  }
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of dict.entries()) object[key as string] = convert(item);
  return object;
}
