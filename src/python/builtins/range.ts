/** range: an arithmetic progression of ints of any size. */
import {
  addInts,
  floorDivideInts,
  moduloInts,
  multiplyInts,
  normaliseInt,
  subtractInts,
} from "../runtime/arithmetic.ts";
import { constructor, members, methods } from "../runtime/define.ts";
import { isEqual } from "../runtime/equal.ts";
import { hash } from "../runtime/hash.ts";
import {
  longRangeIteratorType,
  type PyNativeIterator,
  PyLongRangeIterator,
  type PyRangeIterator,
  rangeIteratorType,
} from "../runtime/iterate.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { indexOrNot, toIndex } from "../runtime/subscript.ts";
import { rangeType, typeOf } from "../runtime/type-table.ts";
import { NotImplemented, PyRange, PySlice, PyTuple, type PyInt, type PyType, type PyValue } from "../runtime/values.ts";
import { exactIndices } from "./slice.ts";

/** The range from exact ints; counts its items. */
function rangeOf(start: PyInt, stop: PyInt, step: PyInt): PyRange {
  if (step === 0) throw raise.ValueError("range() arg 3 must not be zero");
  let size: PyInt = 0;
  if (step > 0 ? start < stop : start > stop) {
    const [distance, stride] =
      step > 0 ? [subtractInts(stop, start), step] : [subtractInts(start, stop), multiplyInts(step, -1)];
    size = stride === 1 ? distance : addInts(floorDivideInts(subtractInts(distance, 1), stride), 1);
  }
  return new PyRange(start, stop, step, size);
}

function make(first: PyValue, second: PyValue | undefined, third: PyValue | undefined): PyRange {
  if (second === undefined) return rangeOf(0, toIndex(first), 1);
  return rangeOf(toIndex(first), toIndex(second), third === undefined ? 1 : toIndex(third));
}

constructor(
  rangeType,
  "(cls, start, stop=..., step=..., /)",
  (_cls: PyType, start: PyValue, stop: PyValue | undefined, step: PyValue | undefined) => make(start, stop, step),
);
// Fast path: loops make their range without the general protocol of calling a class.
rangeType.invoke1 = (stop) => make(stop, undefined, undefined);
rangeType.invoke2 = (start, stop) => make(start, stop, undefined);
rangeType.invoke3 = make;

/** The item at a place that is known to be inside. */
function itemAt(range: PyRange, index: PyInt): PyInt {
  return addInts(range.start, multiplyInts(range.step, index));
}

PyRange.prototype.getItem = function getItemOfRange(this: PyRange, key: PyValue): PyValue {
  if (key instanceof PySlice) {
    const [start, stop, step] = exactIndices(key, this.size);
    return rangeOf(itemAt(this, start), itemAt(this, stop), multiplyInts(this.step, step));
  }
  const index = indexOrNot(key);
  if (index === undefined) throw raise.TypeError(`range indices must be integers or slices, not ${typeOf(key).shown}`);
  const place = index < 0 ? addInts(index, this.size) : index;
  if (place < 0 || place >= this.size) throw raise.IndexError("range object index out of range");
  return itemAt(this, place);
};
PyRange.prototype.length = function lengthOfRange(this: PyRange): number {
  if (typeof this.size === "bigint" && this.size > 9223372036854775807n)
    throw raise.OverflowError("Python int too large to convert to C ssize_t");
  return Number(this.size);
};
PyRange.prototype.contains = function rangeContains(this: PyRange, item: PyValue): boolean {
  const int = exactInt(item);
  return int === undefined ? search(this, item) !== undefined : placeOf(this, int) !== undefined;
};
PyRange.prototype.equals = function equalsRange(this: PyRange, other: PyValue): PyValue {
  if (!(other instanceof PyRange)) return NotImplemented;
  if (this.size !== other.size) return false;
  return this.size === 0 || (this.start === other.start && (this.size === 1 || this.step === other.step));
};
PyRange.prototype.hash = function hashOfRange(this: PyRange): PyInt {
  const { size, start, step } = this;
  return hash(new PyTuple([size, size === 0 ? null : start, size === 0 || size === 1 ? null : step]));
};

/** An int or bool itself: instances of subclasses may compare in their own way. */
function exactInt(value: PyValue): PyInt | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? (value ? 1 : 0) : undefined;
}

/** Where an int stands, without a search. */
function placeOf(range: PyRange, value: PyInt): PyInt | undefined {
  const { start, stop, step } = range;
  if (step > 0 ? value < start || value >= stop : value > start || value <= stop) return undefined;
  const distance = subtractInts(value, start);
  return moduloInts(distance, step) === 0 ? floorDivideInts(distance, step) : undefined;
}

/** Where something equal stands, by looking at every item. */
function search(range: PyRange, value: PyValue): PyInt | undefined {
  const iterator = range.iterate();
  let place = 0;
  for (let item = iterator.next(); item !== undefined; item = iterator.next(), place++) {
    spend(1);
    if (isEqual(item, value)) return place;
  }
  return undefined;
}

function backwards(range: PyRange): PyNativeIterator {
  const { size, step } = range;
  const first = size === 0 ? range.start : itemAt(range, addInts(size, -1));
  return new PyRange(
    first,
    subtractInts(range.start, step),
    multiplyInts(step, -1),
    size,
  ).iterate() as PyNativeIterator;
}

methods(rangeType, {
  "count(self, value, /)"(self: PyRange, value: PyValue) {
    const int = exactInt(value);
    if (int !== undefined) return placeOf(self, int) === undefined ? 0 : 1;
    let count = 0;
    const iterator = self.iterate();
    for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
      spend(1);
      if (isEqual(item, value)) count++;
    }
    return count;
  },
  "index(self, value, /)"(self: PyRange, value: PyValue) {
    const int = exactInt(value);
    const place = int === undefined ? search(self, value) : placeOf(self, int);
    if (place === undefined)
      throw raise.ValueError(
        int === undefined ? "sequence.index(x): x not in sequence" : `${repr(value)} is not in range`,
      );
    return place;
  },
  "__repr__(self, /)": (self: PyRange) =>
    `range(${repr(self.start)}, ${repr(self.stop)}${self.step === 1 ? "" : `, ${repr(self.step)}`})`,
  "__len__(self, /)"(self: PyRange) {
    PyRange.prototype.length.call(self);
    return self.size;
  },
  "__bool__(self, /)": (self: PyRange) => self.size !== 0,
  "__getitem__(self, key, /)": (self: PyRange, key: PyValue) => PyRange.prototype.getItem.call(self, key),
  "__contains__(self, key, /)": (self: PyRange, key: PyValue) => PyRange.prototype.contains.call(self, key),
  "__iter__(self, /)": (self: PyRange) => self.iterate() as unknown as PyValue,
  "__reversed__(self, /)": backwards,
  "__eq__(self, value, /)": (self: PyRange, other: PyValue) => PyRange.prototype.equals.call(self, other),
  "__hash__(self, /)": (self: PyRange) => PyRange.prototype.hash.call(self),
  "__reduce__(self, /)": (self: PyRange) => new PyTuple([rangeType, new PyTuple([self.start, self.stop, self.step])]),
});
// Iterators: copied as the whole range and the place in it.

type AnyRangeIterator = PyRangeIterator | PyLongRangeIterator;
for (const type of [rangeIteratorType, longRangeIteratorType]) {
  const isLong = type === longRangeIteratorType;
  methods(type, {
    "__reduce__(self, /)"(self: AnyRangeIterator) {
      const [start, step, size, index] = [self.start, self.step, self.size, self.index].map((part) =>
        normaliseInt(BigInt(part)),
      ) as [PyInt, PyInt, PyInt, PyInt];
      const iter = current.interpreter.builtins.getString("iter") as PyValue;
      // A long one has no place apart: the range begins where it stands.
      if (isLong)
        return new PyTuple([
          iter,
          new PyTuple([
            rangeOf(addInts(start, multiplyInts(step, index)), addInts(start, multiplyInts(step, size)), step),
          ]),
          null,
        ]);
      return new PyTuple([iter, new PyTuple([rangeOf(start, addInts(start, multiplyInts(step, size)), step)]), index]);
    },
    "__setstate__(self, state, /)"(self: AnyRangeIterator, state: PyValue) {
      const given = BigInt(toIndex(state)),
        size = BigInt(self.size);
      const index = given < 0n ? 0n : given > size ? size : given;
      if (self instanceof PyLongRangeIterator) self.index = index;
      else self.index = Number(index);
      return null;
    },
    "__length_hint__(self, /)": (self: AnyRangeIterator) => normaliseInt(BigInt(self.size) - BigInt(self.index)),
  });
}

members<PyRange>(rangeType, {
  start: (self) => self.start,
  stop: (self) => self.stop,
  step: (self) => self.step,
});
