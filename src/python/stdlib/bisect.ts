/** The module `bisect`. */
import { addInts, normaliseInt } from "../runtime/arithmetic.ts";
import { call1, call2, callDunder } from "../runtime/call.ts";
import { getAttribute } from "../runtime/attributes.ts";
import { compare } from "../runtime/compare.ts";
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { getItem, length, toIndex } from "../runtime/subscript.ts";
import { isTrue } from "../runtime/truth.ts";
import { listType } from "../runtime/type-table.ts";
import { type PyInt, PyList, PyRange, type PyValue } from "../runtime/values.ts";

/** Where `x` goes among the sorted items: before those equal to it, or behind them. */
function search(a: PyValue, x: PyValue, lo: PyValue, hi: PyValue, key: PyValue, isRight: boolean): PyInt {
  let low = toIndex(lo);
  if (low < 0) throw raise.ValueError("lo must be non-negative");
  let high = hi === null ? null : toIndex(hi);
  // CPython's own mark for "to the end".
  if (high === null || high === -1) high = sizeOf(a);
  while (low < high) {
    spend(1);
    const middle: PyInt =
      typeof low === "number" && typeof high === "number"
        ? Math.floor((low + high) / 2)
        : normaliseInt((BigInt(low) + BigInt(high)) >> 1n);
    let item = getItem(a, middle);
    if (key !== null) item = call1(key, item);
    const goesLeft = isRight ? isTrue(compare(x, item, "<")) : !isTrue(compare(item, x, "<"));
    if (goesLeft) high = middle;
    else low = addInts(middle, 1);
  }
  return low;
}

/** len(), also where it is no safe integer. */
function sizeOf(a: PyValue): PyInt {
  const size = length(a);
  if (Number.isSafeInteger(size)) return size;
  return a instanceof PyRange ? a.size : toIndex(callDunder(a, "__len__") as PyValue);
}

function insert(a: PyValue, x: PyValue, lo: PyValue, hi: PyValue, key: PyValue, isRight: boolean): null {
  const at = search(a, key === null ? x : call1(key, x), lo, hi, key, isRight);
  if (a instanceof PyList && a.cls === listType) {
    spend((a.items.length - Number(at)) >> 6);
    if (at >= a.items.length) a.items.push(x);
    else a.items.splice(Number(at), 0, x);
  } else call2(getAttribute(a, "insert"), at, x);
  return null;
}

export function load(globals: NamespaceDict): void {
  const find =
    (isRight: boolean) =>
    (a: PyValue, x: PyValue, lo: PyValue, hi: PyValue, key: PyValue): PyValue =>
      search(a, x, lo, hi, key, isRight);
  const put =
    (isRight: boolean) =>
    (a: PyValue, x: PyValue, lo: PyValue, hi: PyValue, key: PyValue): PyValue =>
      insert(a, x, lo, hi, key, isRight);
  functions(globals, "_bisect", {
    "bisect_right(a, x, lo=0, hi=None, *, key=None)": find(true),
    "bisect_left(a, x, lo=0, hi=None, *, key=None)": find(false),
    "insort_right(a, x, lo=0, hi=None, *, key=None)": put(true),
    "insort_left(a, x, lo=0, hi=None, *, key=None)": put(false),
  });
  globals.setString("bisect", globals.getString("bisect_right") as PyValue);
  globals.setString("insort", globals.getString("insort_right") as PyValue);
}
