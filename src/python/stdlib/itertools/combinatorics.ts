/** product, permutations, combinations, combinations_with_replacement. */
import { constructor, methods } from "../../runtime/define.ts";
import { defineIterator, itemsOf, PyNativeIterator, toArray } from "../../runtime/iterate.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { toSize } from "../../runtime/subscript.ts";
import { shownArgument } from "../../runtime/type-table.ts";
import { PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { reserveItems } from "../../builtins/text-size.ts";
import { make, tuple } from "./made.ts";

/** Chooses items of a pool by indices that it moves on from tuple to tuple. */
abstract class PyChooser extends PyNativeIterator {
  readonly pool: readonly PyValue[];
  readonly size: number;
  indices: number[];
  hasStarted = false;
  isDone: boolean;
  constructor(pool: readonly PyValue[], size: number, indices: number[], isDone: boolean) {
    super();
    this.pool = pool;
    this.size = size;
    this.indices = indices;
    this.isDone = isDone;
  }
  next(): PyValue | undefined {
    if (this.isDone) return undefined;
    if (this.hasStarted && !this.advance()) {
      this.isDone = true;
      return undefined;
    }
    this.hasStarted = true;
    const { pool, indices, size } = this;
    spend(1 + (size >> 2));
    const items: PyValue[] = [];
    for (let i = 0; i < size; i++) items.push(pool[indices[i] as number] as PyValue);
    return new PyTuple(items);
  }
  /** Goes on to the next choice; false at the end. */
  protected abstract advance(): boolean;
}

export class PyCombinations extends PyChooser {
  constructor(pool: readonly PyValue[], size: number) {
    super(pool, size, size > pool.length ? [] : Array.from({ length: size }, (_, i) => i), size > pool.length);
  }
  protected advance(): boolean {
    const { indices, size } = this,
      n = this.pool.length;
    let i = size - 1;
    while (i >= 0 && indices[i] === i + n - size) i--;
    if (i < 0) return false;
    let index = (indices[i] as number) + 1;
    for (; i < size; i++) indices[i] = index++;
    return true;
  }
}

export class PyRepeatedCombinations extends PyChooser {
  constructor(pool: readonly PyValue[], size: number) {
    super(pool, size, new Array<number>(size).fill(0), pool.length === 0 && size > 0);
  }
  protected advance(): boolean {
    const { indices, size } = this,
      last = this.pool.length - 1;
    let i = size - 1;
    while (i >= 0 && indices[i] === last) i--;
    if (i < 0) return false;
    const index = (indices[i] as number) + 1;
    for (; i < size; i++) indices[i] = index;
    return true;
  }
}

export class PyPermutations extends PyChooser {
  cycles: number[];
  constructor(pool: readonly PyValue[], size: number) {
    super(
      pool,
      size,
      pool.map((_, i) => i),
      size > pool.length,
    );
    this.cycles = Array.from({ length: size > pool.length ? 0 : size }, (_, i) => pool.length - i);
  }
  protected advance(): boolean {
    const { indices, cycles, size } = this,
      n = this.pool.length;
    if (n === 0) return false;
    for (let i = size - 1; i >= 0; i--) {
      const left = (cycles[i] as number) - 1;
      if (left > 0) {
        cycles[i] = left;
        const j = n - left;
        [indices[i], indices[j]] = [indices[j] as number, indices[i] as number];
        return true;
      }
      // indices[i:] turns left by one.
      const first = indices[i] as number;
      for (let k = i; k < n - 1; k++) indices[k] = indices[k + 1] as number;
      indices[n - 1] = first;
      cycles[i] = n - i;
      spend((n - i) >> 3);
    }
    return false;
  }
}

export class PyProduct extends PyNativeIterator {
  readonly pools: readonly (readonly PyValue[])[];
  indices: number[] | null = null;
  isDone: boolean;
  constructor(pools: readonly (readonly PyValue[])[]) {
    super();
    this.pools = pools;
    this.isDone = pools.some((pool) => pool.length === 0);
  }
  next(): PyValue | undefined {
    if (this.isDone) return undefined;
    const { pools } = this;
    spend(1 + (pools.length >> 2));
    if (this.indices === null) this.indices = new Array<number>(pools.length).fill(0);
    else if (!this.#advance(this.indices)) {
      this.isDone = true;
      return undefined;
    }
    const items: PyValue[] = [];
    for (let i = 0; i < pools.length; i++)
      items.push((pools[i] as readonly PyValue[])[this.indices[i] as number] as PyValue);
    return new PyTuple(items);
  }
  #advance(indices: number[]): boolean {
    for (let i = indices.length - 1; i >= 0; i--) {
      const index = (indices[i] as number) + 1;
      if (index < (this.pools[i] as readonly PyValue[]).length) {
        indices[i] = index;
        return true;
      }
      indices[i] = 0;
    }
    return false;
  }
}

export const combinationsType: PyType = defineIterator("combinations", PyCombinations, "itertools");
export const repeatedCombinationsType: PyType = defineIterator(
  "combinations_with_replacement",
  PyRepeatedCombinations,
  "itertools",
);
export const permutationsType: PyType = defineIterator("permutations", PyPermutations, "itertools");
export const productType: PyType = defineIterator("product", PyProduct, "itertools");

function toCount(value: PyValue): number {
  const count = toSize(value);
  if (count < 0) throw raise.ValueError("r must be non-negative");
  reserveItems(count);
  return count;
}

for (const type of [combinationsType, repeatedCombinationsType]) {
  constructor(type, "(cls, iterable, r)", (cls: PyType, iterable: PyValue, r: PyValue) => {
    const pool = toArray(iterable);
    return make(cls, pool, toCount(r));
  });
}
constructor(permutationsType, "(cls, iterable, r=None)", (cls: PyType, iterable: PyValue, r: PyValue) => {
  const pool = toArray(iterable);
  if (r !== null && typeof r !== "number" && typeof r !== "bigint" && typeof r !== "boolean")
    throw raise.TypeError("Expected int as r");
  return make(cls, pool, r === null ? pool.length : toCount(r));
});
constructor(productType, "(cls, *iterables, repeat=1)", (cls: PyType, iterables: PyValue[], repeat: PyValue) => {
  const times = toSize(repeat);
  if (times < 0) throw raise.ValueError("repeat argument cannot be negative");
  const pools = times === 0 ? [] : iterables.map(toArray);
  reserveItems(pools.length * times);
  allocate(pools.length * times * 8);
  const repeated: PyValue[][] = [];
  for (let i = 0; i < times && pools.length > 0; i++) for (const pool of pools) repeated.push(pool);
  return make(cls, repeated);
});

/** Indices of a saved state, brought back into range as CPython does. */
function restored(state: PyValue, count: number, highest: (i: number) => number): number[] {
  const values = itemsOf(state);
  if (!(state instanceof PyTuple) || values.length !== count) throw raise.ValueError("invalid arguments");
  return values.map((value, i) => Math.max(0, Math.min(toSize(value), highest(i))));
}

for (const type of [combinationsType, repeatedCombinationsType]) {
  methods(type, {
    "__reduce__(self, /)"(self: PyChooser) {
      if (!self.hasStarted) return tuple(self.cls, tuple(new PyTuple(self.pool), self.size));
      if (self.isDone) return tuple(self.cls, tuple(tuple(), self.size));
      return tuple(self.cls, tuple(new PyTuple(self.pool), self.size), new PyTuple(self.indices.slice(0, self.size)));
    },
    "__setstate__(self, state, /)"(self: PyChooser, state: PyValue) {
      const n = self.pool.length;
      self.indices = restored(state, self.size, (i) => (type === combinationsType ? i + n - self.size : n - 1));
      self.hasStarted = true;
      return null;
    },
    "__sizeof__(self, /)": (self: PyChooser) => 64 + 8 * self.size,
  });
}
methods(permutationsType, {
  "__reduce__(self, /)"(self: PyPermutations) {
    if (!self.hasStarted) return tuple(self.cls, tuple(new PyTuple(self.pool), self.size));
    if (self.isDone) return tuple(self.cls, tuple(tuple(), self.size));
    return tuple(
      self.cls,
      tuple(new PyTuple(self.pool), self.size),
      tuple(new PyTuple(self.indices), new PyTuple(self.cycles)),
    );
  },
  "__setstate__(self, state, /)"(self: PyPermutations, state: PyValue) {
    const [indices, cycles] = state instanceof PyTuple ? state.items : [];
    if (!(indices instanceof PyTuple && cycles instanceof PyTuple))
      throw raise.TypeError(`argument 1 must be tuple, not ${shownArgument(state)}`);
    const n = self.pool.length;
    self.indices = restored(indices, n, () => n - 1);
    self.cycles = restored(cycles, self.size, (i) => n - i).map((cycle) => Math.max(1, cycle));
    self.hasStarted = true;
    return null;
  },
  "__sizeof__(self, /)": (self: PyPermutations) => 80 + 8 * (self.pool.length + self.size),
});
methods(productType, {
  "__reduce__(self, /)"(self: PyProduct) {
    if (self.isDone) return tuple(self.cls, tuple(tuple()));
    const pools = new PyTuple(self.pools.map((pool) => new PyTuple(pool)));
    return self.indices === null ? tuple(self.cls, pools) : tuple(self.cls, pools, new PyTuple(self.indices));
  },
  "__setstate__(self, state, /)"(self: PyProduct, state: PyValue) {
    if (self.isDone) return null;
    self.indices = restored(state, self.pools.length, (i) => (self.pools[i] as readonly PyValue[]).length - 1);
    return null;
  },
  "__sizeof__(self, /)": (self: PyProduct) => 64 + 16 * self.pools.length,
});
