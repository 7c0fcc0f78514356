/** Iterators that ask a function (or a second iterable) about each item: accumulate, compress, dropwhile, filterfalse, groupby, starmap, takewhile. */
import { call, call1, call2 } from "../../runtime/call.ts";
import { constructor, methods } from "../../runtime/define.ts";
import { isEqual } from "../../runtime/equal.ts";
import { defineIterator, iterate, PyNativeIterator, toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { add } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { boolType } from "../../runtime/type-table.ts";
import { PyTuple, type PyIterator, type PyType, type PyValue } from "../../runtime/values.ts";
import { asValue, iterFunction, make, tuple } from "./made.ts";
import { chainType, isliceType } from "./sequences.ts";

export class PyAccumulate extends PyNativeIterator {
  readonly iterator: PyIterator;
  readonly f: PyValue;
  total: PyValue | undefined = undefined;
  initial: PyValue | undefined;
  constructor(iterator: PyIterator, f: PyValue, initial: PyValue | undefined) {
    super();
    this.iterator = iterator;
    this.f = f;
    this.initial = initial;
  }
  next(): PyValue | undefined {
    if (this.initial !== undefined) {
      this.total = this.initial;
      this.initial = undefined;
      return this.total;
    }
    const item = this.iterator.next();
    if (item === undefined) return undefined;
    if (this.total === undefined) this.total = item;
    else this.total = this.f === null ? add(this.total, item) : call2(this.f, this.total, item);
    return this.total;
  }
}

export class PyCompress extends PyNativeIterator {
  readonly data: PyIterator;
  readonly selectors: PyIterator;
  constructor(data: PyIterator, selectors: PyIterator) {
    super();
    this.data = data;
    this.selectors = selectors;
  }
  next(): PyValue | undefined {
    for (;;) {
      spend(1);
      const item = this.data.next();
      if (item === undefined) return undefined;
      const selector = this.selectors.next();
      if (selector === undefined) return undefined;
      if (isTrue(selector)) return item;
    }
  }
}

/** A function and an iterator over what it is asked about. */
abstract class PyAsking extends PyNativeIterator {
  readonly f: PyValue;
  readonly iterator: PyIterator;
  /** dropwhile: the first item was given; takewhile: the end was reached. */
  isPast = false;
  constructor(f: PyValue, iterator: PyIterator) {
    super();
    this.f = f;
    this.iterator = iterator;
  }
}

export class PyDropWhile extends PyAsking {
  next(): PyValue | undefined {
    for (;;) {
      const item = this.iterator.next();
      if (item === undefined || this.isPast) return item;
      spend(1);
      if (!isTrue(call1(this.f, item))) {
        this.isPast = true;
        return item;
      }
    }
  }
}

export class PyTakeWhile extends PyAsking {
  next(): PyValue | undefined {
    if (this.isPast) return undefined;
    const item = this.iterator.next();
    if (item === undefined) return undefined;
    if (isTrue(call1(this.f, item))) return item;
    this.isPast = true;
    return undefined;
  }
}

export class PyFilterFalse extends PyAsking {
  next(): PyValue | undefined {
    const byTruth = this.f === null || this.f === boolType;
    for (;;) {
      const item = this.iterator.next();
      if (item === undefined) return undefined;
      spend(1);
      if (!isTrue(byTruth ? item : call1(this.f, item))) return item;
    }
  }
}

export class PyStarMap extends PyAsking {
  next(): PyValue | undefined {
    const item = this.iterator.next();
    return item === undefined ? undefined : call(this.f, toArray(item));
  }
}

export class PyGroupBy extends PyNativeIterator {
  readonly iterator: PyIterator;
  readonly key: PyValue;
  targetKey: PyValue | undefined = undefined;
  currentKey: PyValue | undefined = undefined;
  currentValue: PyValue | undefined = undefined;
  /** The group that may still take items. */
  group: PyGrouper | null = null;
  constructor(iterator: PyIterator, key: PyValue) {
    super();
    this.iterator = iterator;
    this.key = key;
  }
  /** Reads one more item; false at the end. */
  step(): boolean {
    const item = this.iterator.next();
    if (item === undefined) return false;
    const key = this.key === null ? item : call1(this.key, item);
    this.currentValue = item;
    this.currentKey = key;
    return true;
  }
  next(): PyValue | undefined {
    this.group = null;
    for (;;) {
      spend(1);
      if (this.currentKey !== undefined && (this.targetKey === undefined || !isEqual(this.targetKey, this.currentKey)))
        break;
      if (!this.step()) return undefined;
    }
    this.targetKey = this.currentKey;
    this.group = new PyGrouper(this, this.targetKey as PyValue);
    return new PyTuple([this.currentKey as PyValue, this.group]);
  }
}

export class PyGrouper extends PyNativeIterator {
  readonly parent: PyGroupBy;
  readonly key: PyValue;
  constructor(parent: PyGroupBy, key: PyValue) {
    super();
    this.parent = parent;
    this.key = key;
  }
  next(): PyValue | undefined {
    const { parent } = this;
    if (parent.group !== this) return undefined;
    if (parent.currentValue === undefined && !parent.step()) return undefined;
    if (!isEqual(this.key, parent.currentKey as PyValue)) return undefined;
    const item = parent.currentValue;
    parent.currentValue = undefined;
    return item;
  }
}

export const accumulateType: PyType = defineIterator("accumulate", PyAccumulate, "itertools");
export const compressType: PyType = defineIterator("compress", PyCompress, "itertools");
export const dropWhileType: PyType = defineIterator("dropwhile", PyDropWhile, "itertools");
export const takeWhileType: PyType = defineIterator("takewhile", PyTakeWhile, "itertools");
export const filterFalseType: PyType = defineIterator("filterfalse", PyFilterFalse, "itertools");
export const starMapType: PyType = defineIterator("starmap", PyStarMap, "itertools");
export const groupByType: PyType = defineIterator("groupby", PyGroupBy, "itertools");
export const grouperType: PyType = defineIterator("_grouper", PyGrouper, "itertools");

constructor(
  accumulateType,
  "(cls, iterable, func=None, *, initial=None)",
  (cls: PyType, iterable: PyValue, f: PyValue, initial: PyValue) =>
    make<PyAccumulate>(cls, iterate(iterable), f, initial === null ? undefined : initial),
);
methods(accumulateType, {
  "__reduce__(self, /)"(self: PyAccumulate) {
    const iterator = asValue(self.iterator);
    if (self.initial !== undefined)
      return tuple(self.cls, tuple(call(chainType, [tuple(self.initial), iterator]), self.f), null);
    if (self.total === null) {
      // None as the total so far looks like none at all: accumulate from it anew and skip it.
      const again = call(self.cls, [call(chainType, [tuple(null), iterator]), self.f]);
      return tuple(isliceType, tuple(again, 1, null));
    }
    return tuple(self.cls, tuple(iterator, self.f), self.total ?? null);
  },
  "__setstate__(self, state, /)"(self: PyAccumulate, state: PyValue) {
    self.total = state === null ? undefined : state;
    return null;
  },
});

constructor(compressType, "(cls, data, selectors)", (cls: PyType, data: PyValue, selectors: PyValue) =>
  make<PyCompress>(cls, iterate(data), iterate(selectors)),
);
methods(compressType, {
  "__reduce__(self, /)": (self: PyCompress) => tuple(self.cls, tuple(asValue(self.data), asValue(self.selectors))),
});

for (const [type, signature] of [
  [dropWhileType, "(cls, predicate, iterable, /)"],
  [takeWhileType, "(cls, predicate, iterable, /)"],
  [filterFalseType, "(cls, function, iterable, /)"],
  [starMapType, "(cls, function, iterable, /)"],
] as const) {
  constructor(type, signature, (cls: PyType, f: PyValue, iterable: PyValue) =>
    make<PyAsking>(cls, f, iterate(iterable)),
  );
}
for (const type of [dropWhileType, takeWhileType]) {
  methods(type, {
    "__reduce__(self, /)": (self: PyAsking) =>
      tuple(self.cls, tuple(self.f, asValue(self.iterator)), self.isPast ? 1 : 0),
    "__setstate__(self, state, /)"(self: PyAsking, state: PyValue) {
      self.isPast = isTrue(state);
      return null;
    },
  });
}
for (const type of [filterFalseType, starMapType]) {
  methods(type, { "__reduce__(self, /)": (self: PyAsking) => tuple(self.cls, tuple(self.f, asValue(self.iterator))) });
}

constructor(groupByType, "(cls, iterable, key=None)", (cls: PyType, iterable: PyValue, key: PyValue) =>
  make<PyGroupBy>(cls, iterate(iterable), key),
);
methods(groupByType, {
  "__reduce__(self, /)"(self: PyGroupBy) {
    const args = tuple(asValue(self.iterator), self.key);
    if (self.targetKey === undefined || self.currentKey === undefined || self.currentValue === undefined)
      return tuple(self.cls, args);
    return tuple(self.cls, args, tuple(self.currentValue, self.targetKey, self.currentKey));
  },
  "__setstate__(self, state, /)"(self: PyGroupBy, state: PyValue) {
    if (!(state instanceof PyTuple)) throw raise.TypeError("state is not a tuple");
    [self.currentValue, self.targetKey, self.currentKey] = state.items;
    return null;
  },
});
constructor(grouperType, "(cls, parent, tgtkey, /)", (cls: PyType, parent: PyValue, key: PyValue) => {
  if (!(parent instanceof PyGroupBy)) throw raise.TypeError("_grouper() argument 1 must be itertools.groupby");
  const group = make<PyGrouper>(cls, parent, key);
  parent.group = group;
  return group;
});
methods(grouperType, {
  "__reduce__(self, /)": (self: PyGrouper) =>
    self.parent.group === self ? tuple(self.cls, tuple(self.parent, self.key)) : tuple(iterFunction(), tuple(tuple())),
});
