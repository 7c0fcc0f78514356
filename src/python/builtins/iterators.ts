/** The iterators of built-in functions (enumerate, zip, map, filter, reversed, iter with a sentinel), and what all native iterators share. */
import { call, call0, call1, callSpecial0, callDunder } from "../runtime/call.ts";
import { addInts } from "../runtime/arithmetic.ts";
import { constructor, methods } from "../runtime/define.ts";
import { isEqual } from "../runtime/equal.ts";
import { isException } from "../runtime/exceptions.ts";
import {
  bytearrayIteratorType,
  bytesIteratorType,
  defineIterator,
  isIterator,
  iterate,
  listIteratorType,
  nextOf,
  type PyBytesIterator,
  PyListIterator,
  PyNativeIterator,
  PySequenceIterator,
  PyStrIterator,
  PyTupleIterator,
  rangeIteratorType,
  sequenceIteratorType,
  strIteratorType,
  tupleIteratorType,
  whenIteratorTypeDefined,
} from "../runtime/iterate.ts";
import { spend } from "../runtime/limits.ts";
import { stopIteration } from "../runtime/generator.ts";
import { raise } from "../runtime/raise.ts";
import { current } from "../runtime/state.ts";
import { getItem, length, toIndex } from "../runtime/subscript.ts";
import { isTrue } from "../runtime/truth.ts";
import { typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  PyList,
  PyTuple,
  type PyInt,
  type PyIterator,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";

// What every native iterator offers.
whenIteratorTypeDefined((type) => {
  // A type whose file is loaded first may have defined its own.
  if (!type.namespace.has("__iter__")) methods(type, { "__iter__(self, /)": (self: PyValue) => self });
  if (type.namespace.has("__next__")) return;
  methods(type, {
    "__next__(self, /)"(self: PyNativeIterator) {
      const item = (type.proto as unknown as PyIterator).next.call(self);
      if (item === undefined) throw stopIteration(null);
      return item;
    },
  });
  if (type.proto["lengthHint"] !== (PyNativeIterator.prototype.lengthHint as unknown)) {
    methods(type, { "__length_hint__(self, /)": (self: PyNativeIterator) => self.lengthHint() ?? NotImplemented });
  }
});

export class PyEnumerate extends PyNativeIterator {
  readonly iterator: PyIterator;
  count: PyInt;
  constructor(iterator: PyIterator, start: PyInt) {
    super();
    this.iterator = iterator;
    this.count = start;
  }
  next(): PyValue | undefined {
    const item = this.iterator.next();
    return item === undefined ? undefined : this.pair(item);
  }
  /** The item with its number. */
  pair(item: PyValue): PyTuple {
    const pair = new PyTuple([this.count, item]);
    this.count = typeof this.count === "number" && this.count < 2 ** 52 ? this.count + 1 : addInts(this.count, 1);
    return pair;
  }
}

export class PyZip extends PyNativeIterator {
  readonly iterators: readonly PyIterator[];
  isStrict: boolean;
  constructor(iterators: readonly PyIterator[], isStrict: boolean) {
    super();
    this.iterators = iterators;
    this.isStrict = isStrict;
  }
  next(): PyValue | undefined {
    const { iterators } = this;
    if (iterators.length === 0) return undefined;
    const items: PyValue[] = [];
    for (let index = 0; index < iterators.length; index++) {
      const item = (iterators[index] as PyIterator).next();
      if (item === undefined) {
        if (this.isStrict) this.#checkLengths(index);
        return undefined;
      }
      items.push(item);
    }
    return new PyTuple(items);
  }

  /** strict=True: all must end together. */
  #checkLengths(ended: number): void {
    const plural = (count: number): string => (count === 1 ? " " : "s 1-");
    if (ended > 0)
      throw raise.ValueError(`zip() argument ${ended + 1} is shorter than argument${plural(ended)}${ended}`);
    for (let index = 1; index < this.iterators.length; index++) {
      if ((this.iterators[index] as PyIterator).next() !== undefined) {
        throw raise.ValueError(`zip() argument ${index + 1} is longer than argument${plural(index)}${index}`);
      }
    }
  }
}

export class PyMap extends PyNativeIterator {
  readonly f: PyValue;
  readonly iterators: readonly PyIterator[];
  constructor(f: PyValue, iterators: readonly PyIterator[]) {
    super();
    this.f = f;
    this.iterators = iterators;
  }
  next(): PyValue | undefined {
    const { iterators } = this;
    if (iterators.length === 1) {
      const item = (iterators[0] as PyIterator).next();
      return item === undefined ? undefined : call1(this.f, item);
    }
    const items: PyValue[] = [];
    for (const iterator of iterators) {
      const item = iterator.next();
      if (item === undefined) return undefined;
      items.push(item);
    }
    return call(this.f, items);
  }
}

export class PyFilter extends PyNativeIterator {
  readonly f: PyValue;
  readonly iterator: PyIterator;
  constructor(f: PyValue, iterator: PyIterator) {
    super();
    this.f = f;
    this.iterator = iterator;
  }
  next(): PyValue | undefined {
    for (;;) {
      const item = this.iterator.next();
      if (item === undefined) return undefined;
      spend(1);
      if (isTrue(this.f === null ? item : call1(this.f, item))) return item;
    }
  }
}

/** reversed() of anything with `__len__` and `__getitem__`. */
export class PyReversed extends PyNativeIterator {
  sequence: PyValue | undefined;
  index: number;
  constructor(sequence: PyValue, size: number) {
    super();
    this.sequence = sequence;
    this.index = size - 1;
  }
  next(): PyValue | undefined {
    if (this.sequence === undefined || this.index < 0) return undefined;
    try {
      return getItem(this.sequence, this.index--);
    } catch (error) {
      if (!isException(error, "IndexError") && !isException(error, "StopIteration")) throw error;
      this.sequence = undefined;
      return undefined;
    }
  }
  override lengthHint(): number {
    return this.sequence === undefined ? 0 : Math.max(0, Math.min(this.index + 1, length(this.sequence)));
  }
}

/** iter(callable, sentinel). */
export class PyCallableIterator extends PyNativeIterator {
  f: PyValue | undefined;
  readonly sentinel: PyValue;
  constructor(f: PyValue, sentinel: PyValue) {
    super();
    this.f = f;
    this.sentinel = sentinel;
  }
  next(): PyValue | undefined {
    if (this.f === undefined) return undefined;
    let value: PyValue;
    try {
      value = call0(this.f);
    } catch (error) {
      if (!isException(error, "StopIteration")) throw error;
      this.f = undefined;
      return undefined;
    }
    if (this.f === undefined) return undefined;
    if (isEqual(this.sentinel, value)) {
      this.f = undefined;
      return undefined;
    }
    return value;
  }
}

export const enumerateType: PyType = defineIterator("enumerate", PyEnumerate);
export const zipType: PyType = defineIterator("zip", PyZip);
export const mapType: PyType = defineIterator("map", PyMap);
export const filterType: PyType = defineIterator("filter", PyFilter);
export const reversedType: PyType = defineIterator("reversed", PyReversed);
export const callableIteratorType: PyType = defineIterator("callable_iterator", PyCallableIterator);
for (const type of [enumerateType, zipType, mapType, filterType, reversedType]) type.isFinal = false;
for (const type of [
  callableIteratorType,
  listIteratorType,
  tupleIteratorType,
  strIteratorType,
  rangeIteratorType,
  bytearrayIteratorType,
  bytesIteratorType,
  sequenceIteratorType,
])
  type.isFinal = true;

type Made<T> = new (...args: never[]) => T;
const make = <T>(cls: PyType, ...args: unknown[]): T => new (cls.jsClass as unknown as Made<T>)(...(args as never[]));

constructor(enumerateType, "(cls, iterable, start=0)", (cls: PyType, iterable: PyValue, start: PyValue) => {
  const first = toIndex(start);
  return make<PyEnumerate>(cls, iterate(iterable), first);
});
// CPython's own call of enumerate, without the type's, has words of its own.
enumerateType.invoke0 = () => {
  throw raise.TypeError("enumerate() missing required argument 'iterable'");
};
methods(enumerateType, {
  "__reduce__(self, /)": (self: PyEnumerate) =>
    new PyTuple([self.cls, new PyTuple([self.iterator as unknown as PyValue, self.count])]),
  "__class_getitem__(cls, item, /)": (cls: PyValue) => cls,
});

constructor(zipType, "(cls, *iterables, strict=False)", (cls: PyType, iterables: PyValue[], strict: PyValue) => {
  const iterators = iterables.map(iterate);
  return make<PyZip>(cls, iterators, isTrue(strict));
});
methods(zipType, {
  "__reduce__(self, /)"(self: PyZip) {
    const parts = [self.cls, new PyTuple(self.iterators as unknown as PyValue[])];
    return new PyTuple(self.isStrict ? [...parts, true] : parts);
  },
  "__setstate__(self, state, /)"(self: PyZip, state: PyValue) {
    self.isStrict = isTrue(state);
    return null;
  },
});

constructor(mapType, "(cls, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  if (keywords.size > 0 && lookup(cls, "__init__") === lookup(mapType, "__init__"))
    throw raise.TypeError("map() takes no keyword arguments");
  if (args.length < 2) throw raise.TypeError("map() must have at least two arguments.");
  return make<PyMap>(cls, args[0], args.slice(1).map(iterate));
});
methods(mapType, {
  "__reduce__(self, /)": (self: PyMap) =>
    new PyTuple([self.cls, new PyTuple([self.f, ...(self.iterators as unknown as PyValue[])])]),
});

constructor(filterType, "(cls, function, iterable, /)", (cls: PyType, f: PyValue, iterable: PyValue) =>
  make<PyFilter>(cls, f, iterate(iterable)),
);
methods(filterType, {
  "__reduce__(self, /)": (self: PyFilter) =>
    new PyTuple([self.cls, new PyTuple([self.f, self.iterator as unknown as PyValue])]),
});

constructor(reversedType, "(cls, sequence, /)", (cls: PyType, sequence: PyValue) => {
  const method = lookup(typeOf(sequence), "__reversed__");
  if (method === null) throw raise.TypeError(`'${typeOf(sequence).shown}' object is not reversible`);
  if (method !== undefined) return callSpecial0(method, sequence);
  if (lookup(typeOf(sequence), "__getitem__") === undefined || typeOf(sequence).name === "dict")
    throw raise.TypeError(`'${typeOf(sequence).shown}' object is not reversible`);
  return make<PyReversed>(cls, sequence, length(sequence));
});
methods(reversedType, {
  "__reduce__(self, /)": (self: PyReversed) =>
    new PyTuple([self.cls, new PyTuple([self.sequence ?? new PyTuple()]), self.index]),
  "__setstate__(self, state, /)"(self: PyReversed, state: PyValue) {
    if (self.sequence !== undefined)
      self.index = Math.max(-1, Math.min(Number(toIndex(state)), length(self.sequence) - 1));
    return null;
  },
});

/** `__reduce__` and `__setstate__` of iterators over sequences. */
function positionState(
  type: PyType,
  sequence: (self: never) => PyValue | undefined,
  ended: () => PyValue = () => new PyTuple(),
): void {
  methods(type, {
    "__reduce__(self, /)"(self: PyNativeIterator & { index: number }) {
      // The word is looked up first: a program's `__builtins__` may do anything with the iterator then.
      const iter = iterFunction(),
        rest = sequence(self as never);
      return new PyTuple(rest === undefined ? [iter, new PyTuple([ended()])] : [iter, new PyTuple([rest]), self.index]);
    },
    "__setstate__(self, state, /)"(self: PyNativeIterator & { index: number }, state: PyValue) {
      self.index = Math.max(0, Number(toIndex(state)));
      return null;
    },
  });
}
function iterFunction(): PyValue {
  return current.interpreter.builtins.getString("iter") as PyValue;
}
positionState(
  listIteratorType,
  (self: PyListIterator) => self.list ?? undefined,
  () => new PyList(),
);
positionState(tupleIteratorType, (self: PyTupleIterator) => new PyTuple(self.items));
positionState(strIteratorType, (self: PyStrIterator) => self.text);
positionState(sequenceIteratorType, (self: PySequenceIterator) => self.sequence);
for (const type of [bytesIteratorType, bytearrayIteratorType])
  positionState(type, (self: PyBytesIterator) => (self.index === Infinity ? undefined : self.source));
methods(callableIteratorType, {
  "__reduce__(self, /)": (self: PyCallableIterator) =>
    new PyTuple([iterFunction(), new PyTuple(self.f === undefined ? [new PyTuple()] : [self.f, self.sentinel])]),
});

/** iter(x) and iter(f, sentinel). */
export function iter(value: PyValue, sentinel: PyValue | undefined): PyValue {
  if (sentinel === undefined) return iterate(value) as unknown as PyValue;
  if (lookup(typeOf(value), "__call__") === undefined) throw raise.TypeError("iter(v, w): v must be callable");
  return new PyCallableIterator(value, sentinel);
}

/** next(iterator[, default]). */
export function next(iterator: PyValue, fallback: PyValue | undefined): PyValue {
  if (!isIterator(iterator)) throw raise.TypeError(`'${typeOf(iterator).shown}' object is not an iterator`);
  if (
    fallback === undefined &&
    typeof iterator === "object" &&
    iterator !== null &&
    (iterator.cls.isHeap || iterator.cls.name === "generator")
  ) {
    return callDunder(iterator, "__next__") as PyValue;
  }
  const item = nextOf(iterator);
  if (item !== undefined) return item;
  if (fallback !== undefined) return fallback;
  throw stopIteration(null);
}
