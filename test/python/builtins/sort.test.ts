import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../src/python/builtins/index.ts";
import { PyBuiltin } from "../../../src/python/runtime/builtin.ts";
import { PyFloat, PyTuple, type PyValue } from "../../../src/python/runtime/values.ts";
import { sortItems } from "../../../src/python/builtins/sort.ts";

const SEED = 20250117;
const runs = { seed: SEED, numRuns: 300 };
/** Few keys and many equal ones, in runs and out of order. */
const keys = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 400 }).chain((items) =>
  fc.constantFrom(
    items,
    [...items].sort((a, b) => a - b),
    [...items].sort((a, b) => b - a),
    [...items, ...items],
  ),
);

const firstOf = (item: PyValue): PyValue => (item as PyTuple).items[0] as PyValue;
const key = new PyBuiltin("key", "function", null, "item, /", firstOf);

/** Pairs of a key and a place, so that equal keys can be told apart. */
function tagged(numbers: readonly number[], wrap: (n: number) => PyValue): PyTuple[] {
  return numbers.map((number, place) => new PyTuple([wrap(number), place]));
}

function places(items: readonly PyValue[]): unknown[] {
  return items.map((item) => (item as PyTuple).items[1]);
}

test.each([
  ["ints", (n: number) => n],
  ["floats", (n: number) => new PyFloat(n / 4)],
  ["ints and floats", (n: number) => (n % 2 === 0 ? n : new PyFloat(n))],
  ["strings", (n: number) => String.fromCharCode(97 + n)],
  ["strings with surrogates", (n: number) => String.fromCodePoint(n % 2 === 0 ? 0x1f600 + n : 0xffa0 + n)],
  ["tuples", (n: number) => new PyTuple([n >> 2, n & 3])],
  ["big ints", (n: number) => (n > 20 ? 2n ** 60n + BigInt(n) : n)],
])("a sort by %s is stable, forwards and in reverse", (_name, wrap) => {
  fc.assert(
    fc.property(keys, fc.boolean(), (numbers, isReversed) => {
      const items: PyValue[] = tagged(numbers, wrap);
      // Of strings with surrogates, the order of code points.
      const rank = (n: number): number => (_name === "strings with surrogates" && n % 2 === 0 ? n + 1000 : n);
      const expected = numbers
        .map((number, place) => [rank(number), place] as const)
        .sort(([a], [b]) => (isReversed ? b - a : a - b))
        .map(([, place]) => place);
      sortItems(items, key, isReversed);
      expect(places(items)).toEqual(expected);
    }),
    runs,
  );
});

test("ints alone are sorted as numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger()), (numbers) => {
      const items: PyValue[] = [...numbers];
      sortItems(items, null, false);
      expect(items).toEqual([...numbers].sort((a, b) => a - b));
    }),
    runs,
  );
});

test("when a comparison raises, no item is lost", () => {
  let raised = 0;
  fc.assert(
    fc.property(keys, fc.nat(40), fc.boolean(), (numbers, position, isReversed) => {
      const numberOrNone = (item: PyValue): PyValue => ((item as PyTuple).items[1] === position ? null : firstOf(item));
      const items: PyValue[] = tagged(numbers, (n) => n);
      const before = new Set(items);
      try {
        sortItems(items, new PyBuiltin("key", "function", null, "item, /", numberOrNone), isReversed);
      } catch {
        // None cannot be compared with an int.
        raised++;
      }
      expect(new Set(items)).toEqual(before);
      expect(items).toHaveLength(numbers.length);
    }),
    runs,
  );
  expect(raised).toBeGreaterThan(10);
});
