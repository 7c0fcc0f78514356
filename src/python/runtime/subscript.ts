/** Subscripts: `a[i]`, `a[i] = v`, `del a[i]`, slices and indices. */
import { callDunder, isObject } from "./call.ts";
import { PyDict } from "./dict.ts";
import { raise } from "./raise.ts";
import { typeOf } from "./type-table.ts";
import { type PyInt, PyIntObject, PyList, PySlice, PyTuple, type PyValue } from "./values.ts";

export function getItem(object: PyValue, key: PyValue): PyValue {
  // Fast path: list[int], half of all subscripts.
  if (object instanceof PyList && typeof key === "number" && object.getItem === PyList.prototype.getItem) {
    const { items } = object;
    const item = items[key < 0 ? key + items.length : key];
    if (item !== undefined) return item;
  }
  if (typeof object === "object" && object !== null) return object.getItem(key);
  if (typeof object === "string") return stringItem(object, key);
  throw raise.TypeError(`'${typeOf(object).shown}' object is not subscriptable`);
}

export function setItem(object: PyValue, key: PyValue, value: PyValue): void {
  if (object instanceof PyList && typeof key === "number" && object.setItem === PyList.prototype.setItem) {
    const { items } = object;
    const index = key < 0 ? key + items.length : key;
    if (index >= 0 && index < items.length) {
      items[index] = value;
      return;
    }
  }
  if (typeof object === "object" && object !== null) return object.setItem(key, value);
  if (typeof object === "string" && indexOrNot(key) !== undefined) toSize(key, "IndexError");
  throw raise.TypeError(`'${typeOf(object).shown}' object does not support item assignment`);
}

export function deleteItem(object: PyValue, key: PyValue): void {
  if (typeof object === "object" && object !== null) object.deleteItem(key);
  else {
    const isIndexed = typeof object === "string" && indexOrNot(key) !== undefined;
    if (isIndexed) toSize(key, "IndexError");
    throw raise.TypeError(
      `'${typeOf(object).shown}' object ${isIndexed ? "doesn't" : "does not"} support item deletion`,
    );
  }
}

/** How a str is subscripted; set by `builtins/str.ts`. */
let stringItem: (text: string, key: PyValue) => PyValue = () => null;
export function setStringItem(get: (text: string, key: PyValue) => PyValue): void {
  stringItem = get;
}

/** len(value). */
export function length(value: PyValue): number {
  if (typeof value === "string") return stringLength(value);
  const size = isObject(value) ? value.length() : undefined;
  if (size === undefined) throw raise.TypeError(`object of type '${typeOf(value).shown}' has no len()`);
  return size;
}

/** Code points of a str; set by `builtins/str.ts`. */
let stringLength: (text: string) => number = (text) => text.length;
export function setStringLength(get: (text: string) => number): void {
  stringLength = get;
}

PyList.prototype.length = function lengthOfList(this: PyList): number {
  return this.items.length;
};
PyTuple.prototype.length = function lengthOfTuple(this: PyTuple): number {
  return this.items.length;
};
PyDict.prototype.length = function lengthOfDict(this: PyDict): number {
  return this.size;
};

/** operator.index(value): the int, or undefined when the value has no `__index__`. */
export function indexOrNot(value: PyValue): PyInt | undefined {
  switch (typeof value) {
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "string":
      return undefined;
    default:
  }
  if (value === null) return undefined;
  if (value instanceof PyIntObject) return value.value;
  const result = callDunder(value, "__index__");
  if (result === undefined) return undefined;
  if (typeof result === "number" || typeof result === "bigint") return result;
  if (typeof result === "boolean") return result ? 1 : 0;
  if (result instanceof PyIntObject) return result.value;
  throw raise.TypeError(`__index__ returned non-int (type ${typeOf(result).shown})`);
}

/** operator.index(value), or CPython's TypeError. */
export function toIndex(value: PyValue): PyInt {
  const index = indexOrNot(value);
  if (index === undefined) throw raise.TypeError(`'${typeOf(value).shown}' object cannot be interpreted as an integer`);
  return index;
}

/** An index that must fit a machine word, as sequence subscripts want it; `what` is the exception for one that does not. */
export function toSize(value: PyValue, what: "IndexError" | "OverflowError" = "OverflowError"): number {
  const index = toIndex(value);
  if (typeof index === "number") return index;
  if (index > 9223372036854775807n || index < -9223372036854775808n) {
    throw raise[what](
      what === "IndexError"
        ? `cannot fit '${typeOf(value).shown}' into an index-sized integer`
        : "Python int too large to convert to C ssize_t",
    );
  }
  return Number(index);
}

/** An int that must fit C's `int`; flags are such ints where CPython wants no other values. */
export function toCInt(value: PyValue): number {
  const index = Number(toIndex(value));
  if (index > 0x7fffffff || index < -0x80000000) throw raise.OverflowError("Python int too large to convert to C int");
  return index;
}

/** An int as a slice end: clamped instead of refused. */
export function sliceEnd(value: PyValue): number {
  const index = indexOrNot(value);
  if (index === undefined) throw raise.TypeError("slice indices must be integers or None or have an __index__ method");
  return typeof index === "number" ? index : index > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
}

/** `slice.indices(length)` with the number of items: what every sequence needs to slice itself. */
export function sliceBounds(
  slice: PySlice,
  size: number,
): { start: number; stop: number; step: number; count: number } {
  const step = slice.step === null ? 1 : sliceEnd(slice.step);
  if (step === 0) throw raise.ValueError("slice step cannot be zero");
  const low = step < 0 ? -1 : 0,
    high = step < 0 ? size - 1 : size;
  const clamp = (value: PyValue, fallback: number): number => {
    if (value === null) return fallback;
    const end = sliceEnd(value);
    return end < 0 ? Math.max(end + size, low) : Math.min(end, high);
  };
  const start = clamp(slice.start, step < 0 ? high : low);
  const stop = clamp(slice.stop, step < 0 ? low : high);
  const count =
    step < 0
      ? stop < start
        ? Math.floor((start - stop - 1) / -step) + 1
        : 0
      : start < stop
        ? Math.floor((stop - start - 1) / step) + 1
        : 0;
  return { start, stop, step, count };
}
