/** Ordering, membership and identity. Equality is in `equal.ts`. */
import { callComparison } from "./call.ts";
import { equal, isEqual } from "./equal.ts";
import { enterNative, leaveNative, spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { isTrue } from "./truth.ts";
import { chargePass } from "./arithmetic.ts";
import { typeOf } from "./type-table.ts";
import { isSubtype } from "./types.ts";
import {
  NotImplemented,
  PyFloat,
  type PyInt,
  PyIntObject,
  PyObject,
  PyStrObject,
  PyTuple,
  type PyValue,
} from "./values.ts";

export type Ordering = "<" | "<=" | ">" | ">=";

const METHODS: Record<Ordering, readonly [own: string, reflected: string]> = {
  "<": ["t$__lt__", "t$__gt__"],
  "<=": ["t$__le__", "t$__ge__"],
  ">": ["t$__gt__", "t$__lt__"],
  ">=": ["t$__ge__", "t$__le__"],
};

function order<T extends number | bigint | string>(a: T, b: T, op: Ordering): boolean {
  switch (op) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

/** Strings in order of code points, which differs from UTF-16 order when one holds surrogate pairs. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const size = Math.min(a.length, b.length);
  if (size > 64) spend(size >> 6);
  if (!HAS_HIGH.test(a) && !HAS_HIGH.test(b)) return a < b ? -1 : 1;
  for (let i = 0; i < size; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    // The unit before may have begun a character that only one of them goes on with.
    return (i === 0 ? 0 : codeAt(a, i - 1) - codeAt(b, i - 1)) || codeAt(a, i) - codeAt(b, i);
  }
  return a.length - b.length;
}
const HAS_HIGH = /[\ud800-\udfff]/;

function codeAt(text: string, index: number): number {
  return text.codePointAt(index) as number; // the caller knows that there is one
}

/** `a < b` and its kin: usually a bool, but a class may return anything. */
export function compare(a: PyValue, b: PyValue, op: Ordering): PyValue {
  if (typeof a === "number" && typeof b === "number") return order(a, b, op);
  if (typeof a === "string" && typeof b === "string") return order(compareStrings(a, b), 0, op);
  if (a instanceof PyFloat && b instanceof PyFloat && a.exact && b.exact) return order(a.v, b.v, op);
  if (a instanceof PyTuple && b instanceof PyTuple && a.isTuple && b.isTuple) return compareItems(a.items, b.items, op);
  return compareSlow(a, b, op);
}

function number(value: PyValue): PyInt | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? (value ? 1 : 0) : undefined;
}

/** Order of numbers of any kind; undefined when one is not a number. JavaScript compares bigint with number exactly. */
export function compareNumbers(a: PyValue, b: PyValue, op: Ordering): boolean | undefined {
  const x = a instanceof PyFloat ? a.v : a instanceof PyIntObject ? a.value : number(a);
  const y = b instanceof PyFloat ? b.v : b instanceof PyIntObject ? b.value : number(b);
  if (x === undefined || y === undefined) return undefined;
  if (typeof x === "bigint" && typeof y === "bigint") chargePass(x, y);
  return order(x as number, y as number, op);
}

function compareSlow(a: PyValue, b: PyValue, op: Ordering): PyValue {
  if ((!(a instanceof PyObject) || !a.cls.isHeap) && (!(b instanceof PyObject) || !b.cls.isHeap)) {
    const result = compareNumbers(a, b, op);
    if (result !== undefined) return result;
  }
  const ta = typeOf(a),
    tb = typeOf(b);
  const [own, other] = METHODS[op];
  const method = ta.proto[own];
  let reflected = tb.proto[other];
  if (ta !== tb && reflected !== undefined && isSubtype(tb, ta)) {
    const result = callComparison(reflected, b, a);
    if (result !== NotImplemented) return result;
    reflected = undefined;
  }
  if (method !== undefined) {
    const result = callComparison(method, a, b);
    if (result !== NotImplemented) return result;
  }
  if (reflected !== undefined) {
    const result = callComparison(reflected, b, a);
    if (result !== NotImplemented) return result;
  }
  throw raise.TypeError(`'${op}' not supported between instances of '${ta.shown}' and '${tb.shown}'`);
}

export function lessThan(a: PyValue, b: PyValue): PyValue {
  return typeof a === "number" && typeof b === "number" ? a < b : compare(a, b, "<");
}
export function lessOrEqual(a: PyValue, b: PyValue): PyValue {
  return typeof a === "number" && typeof b === "number" ? a <= b : compare(a, b, "<=");
}
export function greaterThan(a: PyValue, b: PyValue): PyValue {
  return typeof a === "number" && typeof b === "number" ? a > b : compare(a, b, ">");
}
export function greaterOrEqual(a: PyValue, b: PyValue): PyValue {
  return typeof a === "number" && typeof b === "number" ? a >= b : compare(a, b, ">=");
}

/** `a != b`. */
export function notEqual(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number") return a !== b;
  if (typeof a === "string" && typeof b === "string") return a !== b;
  const ta = typeOf(a),
    tb = typeOf(b);
  if (ta.isHeap || tb.isHeap) {
    const mine = ta.proto["t$__ne__"],
      theirs = tb.proto["t$__ne__"];
    const isRightFirst = ta !== tb && theirs !== undefined && isSubtype(tb, ta);
    for (const [method, self, other] of isRightFirst
      ? ([
          [theirs, b, a],
          [mine, a, b],
        ] as const)
      : ([
          [mine, a, b],
          [theirs, b, a],
        ] as const)) {
      if (method === undefined) continue;
      const result = callComparison(method, self, other);
      if (result !== NotImplemented) return result;
    }
    return a !== b;
  }
  return !isTrue(equal(a, b));
}

/** `a is b`: small ints and strings of equal value are one object, as CPython's cache and interning mostly make them. */
export function isSame(a: PyValue, b: PyValue): boolean {
  return a === b;
}

/** `item in container`. */
export function contains(container: PyValue, item: PyValue): boolean {
  if (typeof container === "string") return stringContains(container, item);
  if (typeof container === "object" && container !== null) return container.contains(item);
  throw raise.TypeError(`argument of type '${typeOf(container).shown}' is not iterable`);
}

function stringContains(text: string, item: PyValue): boolean {
  const part = typeof item === "string" ? item : item instanceof PyStrObject ? item.value : undefined;
  if (part === undefined)
    throw raise.TypeError(`'in <string>' requires string as left operand, not ${typeOf(item).shown}`);
  return findSubstring(text, part, 0) >= 0;
}

/** Position of `part` in `text`; V8's own search is quadratic for needles over 250 units, so those use Knuth-Morris-Pratt. */
let findSubstring: (text: string, part: string, from: number) => number = (text, part, from) =>
  text.indexOf(part, from);
export function setFindSubstring(find: (text: string, part: string, from: number) => number): void {
  findSubstring = find;
}

/** Whether an equal item is among `items`. */
export function includes(items: readonly PyValue[], item: PyValue): boolean {
  for (let i = 0; i < items.length; i++) {
    if ((i & 15) === 0) spend(1);
    const candidate = items[i] as PyValue;
    if (candidate === item || isEqual(candidate, item)) return true;
  }
  return false;
}

/** Lexicographic order of two sequences. */
export function compareItems(a: readonly PyValue[], b: readonly PyValue[], op: Ordering): PyValue {
  enterNative();
  try {
    // The lengths are asked for each time: a comparison may change a list.
    for (let i = 0; i < a.length && i < b.length; i++) {
      spend(1);
      const x = a[i] as PyValue,
        y = b[i] as PyValue;
      if (!isEqual(x, y) && i < a.length && i < b.length) return compare(x, y, op);
    }
    return order(a.length, b.length, op);
  } finally {
    leaveNative();
  }
}
