/** choice, choices, sample and shuffle. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { compare } from "../../runtime/compare.ts";
import { log } from "../../runtime/elementary.ts";
import { isException } from "../../runtime/exceptions.ts";
import { toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { add, asInt } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { getItem, length, setItem, toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { lookup } from "../../runtime/types.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyAnySet, PyDict } from "../../runtime/dict.ts";
import { type PyInt, PyList, PyRange, type PyValue } from "../../runtime/values.ts";
import { doubleOrNot, toDouble } from "../../builtins/numbers.ts";
import { reserveItems } from "../../builtins/text-size.ts";
import type { PyRandom } from "./random-object.ts";

export function choice(self: PyRandom, sequence: PyValue): PyValue {
  const size = length(sequence);
  if (size === 0) throw raise.IndexError("Cannot choose from an empty sequence");
  return getItem(sequence, self.below(size));
}

export function shuffle(self: PyRandom, list: PyValue): null {
  const isPlain = list instanceof PyList && !list.cls.isHeap;
  for (let i = length(list) - 1; i > 0; i--) {
    const j = self.below(i + 1) as number;
    if (isPlain) {
      const item = list.items[i] as PyValue;
      list.items[i] = list.items[j] as PyValue;
      list.items[j] = item;
    } else {
      const a = getItem(list, i),
        b = getItem(list, j);
      setItem(list, i, b);
      setItem(list, j, a);
    }
  }
  return null;
}

function isSequence(value: PyValue): boolean {
  if (value instanceof PyDict || value instanceof PyAnySet) return false;
  const type = typeOf(value);
  return (
    lookup(type, "__getitem__") !== undefined &&
    lookup(type, "__len__") !== undefined &&
    lookup(type, "keys") === undefined
  );
}

function refuse(): never {
  throw raise.ValueError("Sample larger than population or is negative");
}

export function sample(self: PyRandom, population: PyValue, k: PyValue, counts: PyValue): PyValue {
  if (!isSequence(population))
    throw raise.TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).");
  const n = population instanceof PyRange ? population.size : length(population);
  if (counts !== null) return sampleCounted(self, population, Number(n), k, counts);
  const count = toSize(k);
  if (count < 0 || count > n) refuse();
  reserveItems(count);
  spend(count);
  const result: PyValue[] = [];
  // A set needs more room than a list does: beyond some size it is the smaller one.
  let setSize = 21;
  if (count > 5) setSize += 4 ** Math.ceil(log(count * 3) / log(4));
  if (n <= setSize) {
    const pool = toArray(population);
    for (let i = 0; i < count; i++) {
      const j = self.below(pool.length - i) as number;
      result.push(pool[j] as PyValue);
      pool[j] = pool[pool.length - i - 1] as PyValue;
    }
    return new PyList(result);
  }
  const selected = new Set<PyInt>();
  for (let i = 0; i < count; i++) {
    let j = self.below(n);
    while (selected.has(j)) j = self.below(n);
    selected.add(j);
    result.push(getItem(population, j));
  }
  return new PyList(result);
}

function accumulated(values: readonly PyValue[]): PyValue[] {
  const sums: PyValue[] = [];
  for (const value of values) sums.push(sums.length === 0 ? value : add(sums[sums.length - 1] as PyValue, value));
  return sums;
}

/** The index of the first sum that is above `x`, at most `high`. */
function above(sums: readonly PyValue[], x: PyValue, high: number): number {
  let low = 0,
    top = high;
  while (low < top) {
    const middle = (low + top) >> 1;
    if (isTrue(compare(x, sums[middle] as PyValue, "<"))) top = middle;
    else low = middle + 1;
  }
  return low;
}

function sampleCounted(self: PyRandom, population: PyValue, n: number, k: PyValue, counts: PyValue): PyValue {
  const sums = accumulated(toArray(counts));
  if (sums.length !== n) throw raise.ValueError("The number of counts does not match the population");
  const last = sums.pop();
  const total = last === undefined ? undefined : asInt(last);
  if (last === undefined) throw raise.IndexError("pop from empty list");
  if (total === undefined) throw raise.TypeError("Counts must be integers");
  if (total <= 0) throw raise.ValueError("Total of counts must be greater than zero");
  const chosen = call(getAttribute(self, "sample"), [new PyRange(0, total, 1, total)], new Map([["k", k]]));
  return new PyList(toArray(chosen).map((index) => getItem(population, above(sums, index, sums.length))));
}

export function choices(
  self: PyRandom,
  population: PyValue,
  weights: PyValue,
  cumulative: PyValue,
  k: PyValue,
): PyValue {
  const n = length(population);
  if (cumulative === null && weights === null) {
    const count = toSize(k);
    reserveItems(Math.max(0, count));
    spend(Math.max(0, count));
    const result: PyValue[] = [];
    for (let i = 0; i < count; i++) result.push(getItem(population, Math.floor(self.double() * n)));
    return new PyList(result);
  }
  const sums = cumulative === null ? weightSums(weights) : cumulativeSums(weights, cumulative);
  if (sums.length !== n) throw raise.ValueError("The number of weights does not match the population");
  const last = sums[n - 1];
  if (last === undefined) throw raise.IndexError("list index out of range");
  const total = doubleOrNot(last) ?? toDouble(last);
  if (total <= 0) throw raise.ValueError("Total of weights must be greater than zero");
  if (!Number.isFinite(total)) throw raise.ValueError("Total of weights must be finite");
  const count = toSize(k);
  reserveItems(Math.max(0, count));
  const numbers = sums.map(doubleOrNot);
  const isPlain = sums.every((sum) => typeof sum === "number" || typeof sum === "object");
  const result: PyValue[] = [];
  for (let i = 0; i < count; i++) {
    spend(2);
    const x = self.double() * total;
    result.push(getItem(population, isPlain ? aboveNumber(numbers as number[], x, n - 1) : above(sums, x, n - 1)));
  }
  return new PyList(result);
}

function aboveNumber(sums: readonly number[], x: number, high: number): number {
  let low = 0,
    top = high;
  while (low < top) {
    const middle = (low + top) >> 1;
    if (x < (sums[middle] as number)) top = middle;
    else low = middle + 1;
  }
  return low;
}

function weightSums(weights: PyValue): PyValue[] {
  try {
    return accumulated(toArray(weights));
  } catch (error) {
    if (!isException(error, "TypeError") || asInt(weights) === undefined) throw error;
  }
  throw raise.TypeError(`The number of choices must be a keyword argument: k=${String(asInt(weights))}`);
}

function cumulativeSums(weights: PyValue, cumulative: PyValue): PyValue[] {
  if (weights !== null) throw raise.TypeError("Cannot specify both weights and cumulative weights");
  return toArray(cumulative);
}
