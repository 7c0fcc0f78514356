import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../src/python/builtins/index.ts";
import { PyFrozenSet } from "../../../src/python/runtime/dict.ts";
import { isEqual } from "../../../src/python/runtime/equal.ts";
import { HashTable } from "../../../src/python/runtime/hash-table.ts";
import { PyFloat, PyStrObject, PyTuple, type PyValue } from "../../../src/python/runtime/values.ts";

/** A table as Python defines it: pairs in order, found by equality. */
class Model {
  pairs: [PyValue, PyValue][] = [];
  find(key: PyValue): [PyValue, PyValue] | undefined {
    return this.pairs.find(([known]) => isEqual(known, key));
  }
  set(key: PyValue, value: PyValue): void {
    const pair = this.find(key);
    if (pair === undefined) this.pairs.push([key, value]);
    else pair[1] = value;
  }
  delete(key: PyValue): boolean {
    const before = this.pairs.length;
    this.pairs = this.pairs.filter(([known]) => !isEqual(known, key));
    return this.pairs.length < before;
  }
}

/** Keys of all kinds that may equal keys of another. */
const number = fc.integer({ min: -2, max: 3 });
const key: fc.Arbitrary<PyValue> = fc.oneof(
  number,
  number.map((n) => new PyFloat(n)),
  number.map((n) => new PyFloat(n + 0.5)),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom("", "a", "b", "1"),
  fc.constantFrom("a", "b").map((text) => new PyStrObject(text)),
  fc.constantFrom(2n ** 60n, -(2n ** 60n)),
  fc.constant(0).map(() => new PyFloat(2 ** 60)),
  fc.tuple(number, fc.boolean()).map((items) => new PyTuple(items)),
  number.map((n) => new PyTuple([new PyFloat(n), true])),
  number.map((n) => {
    const table = new HashTable();
    table.set(n, true);
    return new PyFrozenSet(table);
  }),
);
const step = fc.record({
  action: fc.constantFrom("set", "set", "set", "delete", "get", "setDefault", "take", "popLast", "popFirst", "copy"),
  key,
});

test("a table does what a list of pairs does", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let table = new HashTable();
      const model = new Model();
      steps.forEach(({ action, key: at }, index) => {
        const known = model.find(at)?.[1];
        if (action === "set") {
          table.set(at, index);
          model.set(at, index);
        } else if (action === "delete") expect(table.delete(at)).toBe(model.delete(at));
        else if (action === "get") expect([table.get(at), table.has(at)]).toEqual([known, known !== undefined]);
        else if (action === "setDefault")
          expect(table.setDefault(at, index)).toBe(known ?? (model.set(at, index), index));
        else if (action === "take") expect(table.take(at)).toBe((model.delete(at), known));
        else if (action === "popLast") expect(table.popLast()).toEqual(model.pairs.pop());
        else if (action === "popFirst") expect(table.popFirst()).toEqual(model.pairs.shift());
        else table = table.copy();
        expect([...table.entries()]).toEqual(model.pairs);
        expect([...table.keys()].map((one, place) => one === model.pairs[place]?.[0])).not.toContain(false);
      });
    }),
    { seed: 20250117, numRuns: 500 },
  );
});
