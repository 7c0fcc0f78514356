/** slice. */
import { addInts } from "../runtime/arithmetic.ts";
import { compareItems, type Ordering } from "../runtime/compare.ts";
import { constants, constructor, members, methods } from "../runtime/define.ts";
import { equalItems } from "../runtime/equal.ts";
import { unhashable } from "../runtime/hash.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { indexOrNot, toIndex } from "../runtime/subscript.ts";
import { sliceType } from "../runtime/type-table.ts";
import { NotImplemented, PySlice, PyTuple, type PyInt, type PyType, type PyValue } from "../runtime/values.ts";

constructor(
  sliceType,
  "(cls, start, stop=..., step=..., /)",
  (_cls: PyType, start: PyValue, stop: PyValue | undefined, step: PyValue | undefined) =>
    stop === undefined ? new PySlice(null, start, null) : new PySlice(start, stop, step === undefined ? null : step),
);

function parts(slice: PySlice): PyValue[] {
  return [slice.start, slice.stop, slice.step];
}

function ordered(op: Ordering): (self: PySlice, other: PyValue) => PyValue {
  return (self, other) => (other instanceof PySlice ? compareItems(parts(self), parts(other), op) : NotImplemented);
}

PySlice.prototype.equals = function equalsSlice(this: PySlice, other: PyValue): PyValue {
  return other instanceof PySlice ? equalItems(parts(this), parts(other)) : NotImplemented;
};
PySlice.prototype.hash = function hashOfSlice(this: PySlice): never {
  return unhashable(this);
};

function boundary(value: PyValue): PyInt {
  const index = indexOrNot(value);
  if (index === undefined) throw raise.TypeError("slice indices must be integers or None or have an __index__ method");
  return index;
}

/** Start, stop and step for a sequence of any length, exact for ints of any size. */
export function exactIndices(slice: PySlice, length: PyInt): [start: PyInt, stop: PyInt, step: PyInt] {
  const step = slice.step === null ? 1 : boundary(slice.step);
  if (step === 0) throw raise.ValueError("slice step cannot be zero");
  const low: PyInt = step < 0 ? -1 : 0;
  const high = step < 0 ? addInts(length, -1) : length;
  const clamp = (value: PyValue, fallback: PyInt): PyInt => {
    if (value === null) return fallback;
    const given = boundary(value);
    const place = given < 0 ? addInts(given, length) : given;
    return given < 0 ? (place < low ? low : place) : place > high ? high : place;
  };
  return [clamp(slice.start, step < 0 ? high : low), clamp(slice.stop, step < 0 ? low : high), step];
}

methods(sliceType, {
  "indices(self, len, /)"(self: PySlice, len: PyValue) {
    const length = toIndex(len);
    if (length < 0) throw raise.ValueError("length should not be negative");
    return new PyTuple(exactIndices(self, length));
  },
  "__repr__(self, /)": (self: PySlice) => `slice(${repr(self.start)}, ${repr(self.stop)}, ${repr(self.step)})`,
  "__eq__(self, value, /)": (self: PySlice, other: PyValue) => PySlice.prototype.equals.call(self, other),
  "__lt__(self, value, /)": ordered("<"),
  "__le__(self, value, /)": ordered("<="),
  "__gt__(self, value, /)": ordered(">"),
  "__ge__(self, value, /)": ordered(">="),
  "__reduce__(self, /)": (self: PySlice) => new PyTuple([sliceType, new PyTuple(parts(self))]),
});
members<PySlice>(sliceType, {
  start: (self) => self.start,
  stop: (self) => self.stop,
  step: (self) => self.step,
});
constants(sliceType, { __hash__: null });
