/** tuple. */
import { compareItems, includes, type Ordering } from "../runtime/compare.ts";
import { constructor, methods } from "../runtime/define.ts";
import { hasClosedEquality } from "../runtime/hash-table.ts";
import { toArray } from "../runtime/iterate.ts";
import { raise } from "../runtime/raise.ts";
import { guardedRepr, repr } from "../runtime/show.ts";
import { indexOrNot, toSize } from "../runtime/subscript.ts";
import { tupleType, typeOf } from "../runtime/type-table.ts";
import { type Keywords, NotImplemented, PySlice, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { makeGeneric } from "./generic-alias.ts";
import { onlyIterable, refuseKeywords } from "./only-iterable.ts";
import { clampedIndex, concatenateItems, countOf, positionOf, repeatItems, sliceItems } from "./sequence.ts";
import { repeatCount } from "./sequence-repeat.ts";
import { showItems } from "./show-items.ts";

const EMPTY = new PyTuple();

function isExact(value: PyValue): value is PyTuple {
  return value instanceof PyTuple && value.cls === tupleType;
}

function tupleOf(iterable: PyValue): PyTuple {
  if (isExact(iterable)) return iterable;
  const items = toArray(iterable);
  return items.length === 0 ? EMPTY : new PyTuple(items);
}

constructor(tupleType, "(cls, /, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  // A subclass with an `__init__` of its own may take keywords.
  if (cls.proto["t$__init__"] === tupleType.proto["t$__init__"]) refuseKeywords("tuple", keywords);
  const iterable = onlyIterable("tuple", args);
  if (cls === tupleType) return iterable === undefined ? EMPTY : tupleOf(iterable);
  return new (cls.jsClass as unknown as new (items: readonly PyValue[]) => PyTuple)(
    iterable === undefined ? [] : toArray(iterable),
  );
});
// Fast path: tuple() and tuple(x) without the general protocol of calling a class.
tupleType.invoke0 = () => EMPTY;
tupleType.invoke1 = tupleOf;

PyTuple.prototype.getItem = function getItemOfTuple(this: PyTuple, key: PyValue): PyValue {
  const { items } = this;
  if (key instanceof PySlice) {
    const selected = sliceItems(() => items, key);
    if (selected.length === 0) return EMPTY;
    return selected.length === items.length && this.cls === tupleType && selected[0] === items[0] && key.step === null
      ? this
      : new PyTuple(selected);
  }
  if (typeof key !== "number" && indexOrNot(key) === undefined)
    throw raise.TypeError(`tuple indices must be integers or slices, not ${typeOf(key).shown}`);
  const index = typeof key === "number" ? key : toSize(key, "IndexError");
  const item = items[index < 0 ? index + items.length : index];
  if (item === undefined) throw raise.IndexError("tuple index out of range");
  return item;
};
hasClosedEquality(tupleType);
PyTuple.prototype.contains = function tupleContains(this: PyTuple, item: PyValue): boolean {
  return includes(this.items, item);
};

function showTuple(tuple: PyTuple): string {
  const { items } = tuple;
  if (items.length === 0) return "()";
  return guardedRepr(tuple, "(...)", () =>
    items.length === 1 ? `(${repr(items[0] as PyValue)},)` : `(${showItems(() => items)})`,
  );
}

function concatenate(self: PyTuple, other: PyValue): PyValue {
  if (!(other instanceof PyTuple))
    throw raise.TypeError(`can only concatenate tuple (not "${typeOf(other).shown}") to tuple`);
  if (self.items.length === 0 && isExact(other)) return other;
  if (other.items.length === 0 && isExact(self)) return self;
  return new PyTuple(concatenateItems(self.items, other.items));
}

function repeat(self: PyTuple, count: PyValue): PyValue {
  const times = repeatCount(count);
  if (isExact(self) && (times === 1 || self.items.length === 0)) return self;
  return times <= 0 ? EMPTY : new PyTuple(repeatItems(self.items, times));
}

function ordered(op: Ordering): (self: PyTuple, other: PyValue) => PyValue {
  return (self, other) => (other instanceof PyTuple ? compareItems(self.items, other.items, op) : NotImplemented);
}

methods(tupleType, {
  "count(self, value, /)": (self: PyTuple, value: PyValue) => countOf(() => self.items, value),
  "index(self, value, start=0, stop=9223372036854775807, /)"(
    self: PyTuple,
    value: PyValue,
    start: PyValue,
    stop: PyValue,
  ) {
    const { items } = self;
    const found = positionOf(() => items, value, clampedIndex(start, items.length), clampedIndex(stop, items.length));
    if (found < 0) throw raise.ValueError("tuple.index(x): x not in tuple");
    return found;
  },
  "__repr__(self, /)": showTuple,
  "__hash__(self, /)": (self: PyTuple) => PyTuple.prototype.hash.call(self),
  "__getitem__(self, key, /)": (self: PyTuple, key: PyValue) => PyTuple.prototype.getItem.call(self, key),
  "__len__(self, /)": (self: PyTuple) => self.items.length,
  "__contains__(self, key, /)": (self: PyTuple, key: PyValue) => includes(self.items, key),
  "__iter__(self, /)": (self: PyTuple) => PyTuple.prototype.iterate.call(self) as unknown as PyValue,
  "__eq__(self, value, /)": (self: PyTuple, other: PyValue) => PyTuple.prototype.equals.call(self, other),
  "__lt__(self, value, /)": ordered("<"),
  "__le__(self, value, /)": ordered("<="),
  "__gt__(self, value, /)": ordered(">"),
  "__ge__(self, value, /)": ordered(">="),
  "__add__(self, value, /)": concatenate,
  "__mul__(self, value, /)": repeat,
  "__rmul__(self, value, /)": repeat,
  "__getnewargs__(self, /)": (self: PyTuple) => new PyTuple([new PyTuple(self.items)]),
  "__sizeof__(self, /)": (self: PyTuple) => 40 + 8 * self.items.length,
});
makeGeneric(tupleType);
