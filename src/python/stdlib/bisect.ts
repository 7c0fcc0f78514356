/** The module `bisect`. */
import { call1, call2 } from "../runtime/call.ts";
import { getAttribute } from "../runtime/attributes.ts";
import { compare } from "../runtime/compare.ts";
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { getItem, length, toSize } from "../runtime/subscript.ts";
import { isTrue } from "../runtime/truth.ts";
import { listType } from "../runtime/type-table.ts";
import { PyList, type PyValue } from "../runtime/values.ts";

/** Where `x` goes among the sorted items: before those equal to it, or behind them. */
function search(a: PyValue, x: PyValue, lo: PyValue, hi: PyValue, key: PyValue, isRight: boolean): number {
  let low = toSize(lo);
  if (low < 0) throw raise.ValueError("lo must be non-negative");
  let high = hi === null ? length(a) : toSize(hi);
  if (hi !== null && high === -1) high = length(a);
  while (low < high) {
    spend(1);
    const middle = Math.floor((low + high) / 2);
    let item = getItem(a, middle);
    if (key !== null) item = call1(key, item);
    const goesLeft = isRight ? isTrue(compare(x, item, "<")) : !isTrue(compare(item, x, "<"));
    if (goesLeft) high = middle;
    else low = middle + 1;
  }
  return low;
}

function insert(a: PyValue, x: PyValue, lo: PyValue, hi: PyValue, key: PyValue, isRight: boolean): null {
  const at = search(a, key === null ? x : call1(key, x), lo, hi, key, isRight);
  if (a instanceof PyList && a.cls === listType) {
    spend((a.items.length - at) >> 6);
    if (at >= a.items.length) a.items.push(x);
    else a.items.splice(at, 0, x);
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
