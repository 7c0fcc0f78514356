/** Iterators that rearrange what they are given: batched, chain, count, cycle, islice, pairwise, repeat, tee, zip_longest. */
import { classMethods, constructor, methods } from "../../runtime/define.ts";
import { addInts } from "../../runtime/arithmetic.ts";
import { call0, callDunder } from "../../runtime/call.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { defineIterator, isIterator, iterate, PyNativeIterator } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { add, asInt } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { indexOrNot, toSize } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { PyFloat, PyList, PyTuple, type PyIterator, type PyType, type PyValue } from "../../runtime/values.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { reserveItems } from "../../builtins/text-size.ts";
import { asValue, make, tuple } from "./made.ts";

export class PyBatched extends PyNativeIterator {
  readonly iterator: PyIterator;
  readonly size: number;
  constructor(iterator: PyIterator, size: number) {
    super();
    this.iterator = iterator;
    this.size = size;
  }
  next(): PyValue | undefined {
    const items: PyValue[] = [];
    while (items.length < this.size) {
      const item = this.iterator.next();
      if (item === undefined) break;
      spend(1);
      items.push(item);
    }
    return items.length === 0 ? undefined : new PyTuple(items);
  }
}

export class PyChain extends PyNativeIterator {
  source: PyIterator | null;
  active: PyIterator | null = null;
  constructor(source: PyIterator | null) {
    super();
    this.source = source;
  }
  next(): PyValue | undefined {
    while (this.source !== null) {
      if (this.active === null) {
        spend(1);
        const iterable = this.source.next();
        if (iterable === undefined) {
          this.source = null;
          return undefined;
        }
        this.active = iterate(iterable);
      }
      const item = this.active.next();
      if (item !== undefined) return item;
      this.active = null;
    }
    return undefined;
  }
}

export class PyCount extends PyNativeIterator {
  current: PyValue;
  readonly step: PyValue;
  constructor(current: PyValue, step: PyValue) {
    super();
    this.current = current;
    this.step = step;
  }
  next(): PyValue | undefined {
    const value = this.current;
    this.current =
      typeof value === "number" && typeof this.step === "number" ? addInts(value, this.step) : add(value, this.step);
    return value;
  }
}

export class PyCycle extends PyNativeIterator {
  iterator: PyIterator | null;
  saved: PyValue[] = [];
  index = 0;
  /** The items of the first pass are already saved: a restored state. */
  isSaved = false;
  constructor(iterator: PyIterator) {
    super();
    this.iterator = iterator;
  }
  next(): PyValue | undefined {
    if (this.iterator !== null) {
      const item = this.iterator.next();
      if (item !== undefined) {
        if (!this.isSaved) {
          this.saved.push(item);
          if ((this.saved.length & 0xfff) === 0) reserveItems(0x1000);
        }
        return item;
      }
      this.iterator = null;
    }
    const { saved } = this;
    if (saved.length === 0) return undefined;
    const item = saved[this.index];
    this.index = this.index + 1 < saved.length ? this.index + 1 : 0;
    return item;
  }
}

export class PyIslice extends PyNativeIterator {
  iterator: PyIterator | null;
  /** The index of the next item to give. */
  wanted: number;
  readonly stop: number;
  readonly step: number;
  /** Items read so far. */
  count = 0;
  constructor(iterator: PyIterator, start: number, stop: number, step: number) {
    super();
    this.iterator = iterator;
    this.wanted = start;
    this.stop = stop;
    this.step = step;
  }
  next(): PyValue | undefined {
    const { iterator, stop } = this;
    if (iterator === null) return undefined;
    const wanted = Math.min(this.wanted, stop);
    while (this.count < wanted) {
      spend(1);
      if (iterator.next() === undefined) return this.#end();
      this.count++;
    }
    if (this.count >= stop) return this.#end();
    const item = iterator.next();
    if (item === undefined) return this.#end();
    this.count++;
    this.wanted += this.step;
    if (this.wanted > stop) this.wanted = stop;
    return item;
  }
  #end(): undefined {
    this.iterator = null;
    return undefined;
  }
}

export class PyPairwise extends PyNativeIterator {
  iterator: PyIterator | null;
  old: PyValue | undefined = undefined;
  constructor(iterator: PyIterator) {
    super();
    this.iterator = iterator;
  }
  next(): PyValue | undefined {
    const { iterator } = this;
    if (iterator === null) return undefined;
    if (this.old === undefined) {
      this.old = iterator.next();
      // Reading the first may have used this very iterator.
      if (this.iterator === null) return undefined;
      if (this.old === undefined) return this.#end();
    }
    const old = this.old;
    const item = iterator.next();
    if (item === undefined) return this.#end();
    this.old = item;
    return new PyTuple([old, item]);
  }
  #end(): undefined {
    this.iterator = null;
    this.old = undefined;
    return undefined;
  }
}

export class PyRepeat extends PyNativeIterator {
  readonly element: PyValue;
  left: number;
  constructor(element: PyValue, left: number) {
    super();
    this.element = element;
    this.left = left;
  }
  next(): PyValue | undefined {
    if (this.left <= 0) return undefined;
    this.left--;
    return this.element;
  }
  override lengthHint(): number {
    if (this.left === Infinity) throw raise.TypeError("len() of unsized object");
    return this.left;
  }
}

/** What tees of one iterator share: an item and the link to the next, made when first read. */
class TeeLink {
  item: PyValue | undefined = undefined;
  following: TeeLink | null = null;
}

class TeeSource {
  readonly iterator: PyIterator;
  isRunning = false;
  constructor(iterator: PyIterator) {
    this.iterator = iterator;
  }
}

export class PyTee extends PyNativeIterator {
  readonly source: TeeSource;
  link: TeeLink;
  constructor(source: TeeSource, link: TeeLink) {
    super();
    this.source = source;
    this.link = link;
  }
  next(): PyValue | undefined {
    const { link, source } = this;
    if (link.following === null) {
      if (source.isRunning) throw raise.RuntimeError("cannot re-enter the tee iterator");
      source.isRunning = true;
      try {
        const item = source.iterator.next();
        if (item === undefined) return undefined;
        link.item = item;
        link.following = new TeeLink();
      } finally {
        source.isRunning = false;
      }
    }
    this.link = link.following;
    return link.item;
  }
}

export class PyZipLongest extends PyNativeIterator {
  readonly iterators: (PyIterator | null)[];
  fill: PyValue;
  active: number;
  constructor(iterators: (PyIterator | null)[], fill: PyValue) {
    super();
    this.iterators = iterators;
    this.fill = fill;
    this.active = iterators.length;
  }
  next(): PyValue | undefined {
    const { iterators } = this;
    if (this.active === 0) return undefined;
    spend(1 + (iterators.length >> 2));
    const items: PyValue[] = [];
    for (let i = 0; i < iterators.length; i++) {
      const item = iterators[i]?.next();
      if (item === undefined && iterators[i] !== null) {
        iterators[i] = null;
        if (--this.active === 0) return undefined;
      }
      items.push(item === undefined ? this.fill : item);
    }
    return new PyTuple(items);
  }
}

export const batchedType: PyType = defineIterator("batched", PyBatched, "itertools");
export const chainType: PyType = defineIterator("chain", PyChain, "itertools");
export const countType: PyType = defineIterator("count", PyCount, "itertools");
export const cycleType: PyType = defineIterator("cycle", PyCycle, "itertools");
export const isliceType: PyType = defineIterator("islice", PyIslice, "itertools");
export const pairwiseType: PyType = defineIterator("pairwise", PyPairwise, "itertools");
export const repeatType: PyType = defineIterator("repeat", PyRepeat, "itertools");
export const teeType: PyType = defineIterator("_tee", PyTee, "itertools");
export const zipLongestType: PyType = defineIterator("zip_longest", PyZipLongest, "itertools");

constructor(batchedType, "(cls, iterable, n)", (cls: PyType, iterable: PyValue, n: PyValue) => {
  const size = toSize(n);
  if (size < 1) throw raise.ValueError("n must be at least one");
  return make<PyBatched>(cls, iterate(iterable), size);
});

constructor(chainType, "(cls, *iterables)", (cls: PyType, iterables: PyValue[]) =>
  make<PyChain>(cls, iterate(new PyTuple(iterables))),
);
classMethods(chainType, {
  "from_iterable(cls, iterable, /)": (cls: PyType, iterable: PyValue) => make<PyChain>(cls, iterate(iterable)),
});
makeGeneric(chainType);
methods(chainType, {
  "__reduce__(self, /)"(self: PyChain) {
    if (self.source === null) return tuple(self.cls, tuple());
    const state =
      self.active === null ? tuple(asValue(self.source)) : tuple(asValue(self.source), asValue(self.active));
    return tuple(self.cls, tuple(), state);
  },
  "__setstate__(self, state, /)"(self: PyChain, state: PyValue) {
    if (!(state instanceof PyTuple)) throw raise.TypeError("state is not a tuple");
    const [source, active, ...rest] = state.items;
    if (source === undefined) throw raise.TypeError("function missing required argument (pos 1)");
    if (rest.length > 0) throw raise.TypeError(`function takes at most 2 arguments (${state.items.length} given)`);
    if (!isIterator(source) || (active !== undefined && !isIterator(active)))
      throw raise.TypeError("Arguments must be iterators.");
    self.source = iterate(source);
    self.active = active === undefined ? null : iterate(active);
    return null;
  },
});

function isNumber(value: PyValue): boolean {
  if (asInt(value) !== undefined || value instanceof PyFloat) return true;
  const type = typeOf(value);
  return (
    ["__index__", "__int__", "__float__", "__complex__"].some((name) => (lookup(type, name) ?? null) !== null) ||
    type.name === "complex"
  );
}
constructor(countType, "(cls, start=0, step=1)", (cls: PyType, start: PyValue, step: PyValue) => {
  if (!isNumber(start) || !isNumber(step)) throw raise.TypeError("a number is required");
  return make<PyCount>(cls, typeof start === "boolean" ? Number(start) : start, step);
});
methods(countType, {
  "__repr__(self, /)": (self: PyCount) =>
    `${self.cls.name}(${repr(self.current)}${self.step === 1 ? "" : `, ${repr(self.step)}`})`,
  "__reduce__(self, /)": (self: PyCount) =>
    tuple(self.cls, self.step === 1 ? tuple(self.current) : tuple(self.current, self.step)),
});

constructor(cycleType, "(cls, iterable, /)", (cls: PyType, iterable: PyValue) => make<PyCycle>(cls, iterate(iterable)));
methods(cycleType, {
  "__reduce__(self, /)"(self: PyCycle) {
    const saved = new PyList(self.saved.slice());
    if (self.iterator !== null)
      return tuple(self.cls, tuple(asValue(self.iterator)), tuple(saved, self.isSaved ? 1 : 0));
    const iterator = asValue(iterate(saved));
    if (self.index !== 0) callDunder(iterator, "__setstate__", self.index);
    return tuple(self.cls, tuple(iterator), tuple(saved, 1));
  },
  "__setstate__(self, state, /)"(self: PyCycle, state: PyValue) {
    if (!(state instanceof PyTuple)) throw raise.TypeError("state is not a tuple");
    const [saved, firstPass, ...rest] = state.items;
    if (!(saved instanceof PyList) || firstPass === undefined || rest.length > 0 || indexOrNot(firstPass) === undefined)
      throw raise.TypeError("invalid arguments");
    self.saved = saved.items.slice();
    self.isSaved = toSize(firstPass) !== 0;
    self.index = 0;
    return null;
  },
});

const INDICES = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";

/** An argument of islice, an int from 0 to sys.maxsize. */
function sliceArgument(value: PyValue, fallback: number, message: string): number {
  if (value === null) return fallback;
  const index = indexOrNot(value);
  if (index !== undefined && index < -1) throw raise.ValueError(INDICES);
  if (index === undefined || index < 0 || index > 9223372036854775807n) throw raise.ValueError(message);
  return Number(index);
}
constructor(
  isliceType,
  "(cls, iterable, start, stop=..., step=None, /)",
  (cls: PyType, iterable: PyValue, first: PyValue, second: PyValue | undefined, third: PyValue) => {
    const [startValue, stopValue] = second === undefined ? [null, first] : [first, second];
    const stop = sliceArgument(
      stopValue,
      Infinity,
      "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
    );
    const start = sliceArgument(startValue, 0, INDICES);
    const stepMessage = "Step for islice() must be a positive integer or None.";
    const step = sliceArgument(third, 1, stepMessage);
    if (step < 1) throw raise.ValueError(stepMessage);
    return make<PyIslice>(cls, iterate(iterable), start, stop, step);
  },
);
methods(isliceType, {
  "__reduce__(self, /)"(self: PyIslice) {
    if (self.iterator === null) return tuple(self.cls, tuple(asValue(iterate(new PyList())), 0), 0);
    return tuple(
      self.cls,
      tuple(asValue(self.iterator), self.wanted, self.stop === Infinity ? null : self.stop, self.step),
      self.count,
    );
  },
  "__setstate__(self, state, /)"(self: PyIslice, state: PyValue) {
    self.count = toSize(state);
    return null;
  },
});

constructor(pairwiseType, "(cls, iterable, /)", (cls: PyType, iterable: PyValue) =>
  make<PyPairwise>(cls, iterate(iterable)),
);

constructor(repeatType, "(cls, object, times=...)", (cls: PyType, element: PyValue, times: PyValue | undefined) =>
  make<PyRepeat>(cls, element, times === undefined ? Infinity : Math.max(0, toSize(times))),
);
methods(repeatType, {
  "__repr__(self, /)": (self: PyRepeat) =>
    `${self.cls.name}(${repr(self.element)}${self.left === Infinity ? "" : `, ${self.left}`})`,
  "__reduce__(self, /)": (self: PyRepeat) =>
    tuple(self.cls, self.left === Infinity ? tuple(self.element) : tuple(self.element, self.left)),
});

/** An iterator as the first tee of it; a tee is its own. */
function firstTee(cls: PyType, iterable: PyValue): PyTee {
  const iterator = iterate(iterable);
  if (iterator instanceof PyTee) return make<PyTee>(cls, iterator.source, iterator.link);
  return make<PyTee>(cls, new TeeSource(iterator), new TeeLink());
}
constructor(teeType, "(cls, iterable, /)", firstTee);
methods(teeType, {
  "__copy__(self, /)": (self: PyTee) => new PyTee(self.source, self.link),
  "__reduce__(self, /)"(self: PyTee) {
    const items: PyValue[] = [];
    for (let item = self.next(); item !== undefined; item = self.next()) {
      spend(1);
      items.push(item);
    }
    return tuple(self.cls, tuple(asValue(iterate(new PyList(items)))));
  },
});
export function tee(iterable: PyValue, n: PyValue): PyValue {
  const count = toSize(n);
  if (count < 0) throw raise.ValueError("n must be >= 0");
  reserveItems(count);
  if (count === 0) return tuple();
  const iterator = asValue(iterate(iterable));
  const first = lookup(typeOf(iterator), "__copy__") === undefined ? firstTee(teeType, iterator) : iterator;
  const copy = getAttribute(first, "__copy__");
  const copies: PyValue[] = [first];
  while (copies.length < count) copies.push(call0(copy));
  return new PyTuple(copies);
}

constructor(zipLongestType, "(cls, *iterables, fillvalue=None)", (cls: PyType, iterables: PyValue[], fill: PyValue) =>
  make<PyZipLongest>(cls, iterables.map(iterate), fill),
);
methods(zipLongestType, {
  "__reduce__(self, /)": (self: PyZipLongest) =>
    tuple(
      self.cls,
      new PyTuple(self.iterators.map((iterator) => (iterator === null ? tuple() : asValue(iterator)))),
      self.fill,
    ),
  "__setstate__(self, state, /)"(self: PyZipLongest, state: PyValue) {
    self.fill = state;
    return null;
  },
});
