/** `collections.abc.Sequence`, `ByteString` and `MutableSequence`. */
import { methods } from "../../runtime/define.ts";
import { isEqual } from "../../runtime/equal.ts";
import { defineIterator, PyNativeIterator, PySequenceIterator, toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { deleteItem, getItem, length, setItem, toSize } from "../../runtime/subscript.ts";
import { PyList, type PyType, type PyValue } from "../../runtime/values.ts";
import { callMethod, orWhen } from "../method-call.ts";
import type { AbcMaker } from "./abc.ts";
import { each } from "./abc-sets.ts";

class BackwardIterator extends PyNativeIterator {
  readonly sequence: PyValue;
  index: number;
  constructor(sequence: PyValue) {
    super();
    this.sequence = sequence;
    this.index = length(sequence);
  }
  next(): PyValue | undefined {
    return this.index <= 0 ? undefined : getItem(this.sequence, --this.index);
  }
}
defineIterator("reverse_sequence_iterator", BackwardIterator, "collections.abc");

function indexError(): never {
  throw raise.IndexError();
}

export function defineSequences(maker: AbcMaker, reversible: PyType, collection: PyType): void {
  const sequence = maker.define("Sequence", {
    bases: [reversible, collection],
    abstract: { __getitem__: ["self, index", indexError] },
    fill: fillSequence,
  });
  maker.define("ByteString", { bases: [sequence] });
  maker.define("MutableSequence", {
    bases: [sequence],
    abstract: {
      __setitem__: ["self, index, value", indexError],
      __delitem__: ["self, index", indexError],
      insert: ["self, index, value", indexError],
    },
    fill: fillMutableSequence,
  });
}

function fillSequence(cls: PyType): void {
  methods(cls, {
    "__iter__(self, /)": (self: PyValue) => new PySequenceIterator(self),
    "__contains__(self, value, /)"(self: PyValue, value: PyValue) {
      for (const item of each(self)) if (isEqual(item, value)) return true;
      return false;
    },
    "__reversed__(self, /)": (self: PyValue) => new BackwardIterator(self),
    "index(self, value, start=0, stop=None)": indexOf,
    "count(self, value)"(self: PyValue, value: PyValue) {
      let count = 0;
      for (const item of each(self)) if (isEqual(item, value)) count++;
      return count;
    },
  });
}

function indexOf(self: PyValue, value: PyValue, from: PyValue, to: PyValue): PyValue {
  let index = from === null ? 0 : toSize(from);
  if (index < 0) index = Math.max(length(self) + index, 0);
  let stop = to === null ? Infinity : toSize(to);
  if (stop < 0) stop += length(self);
  for (; index < stop; index++) {
    spend(1);
    const item = orWhen<PyValue | undefined>(
      "IndexError",
      () => getItem(self, index),
      () => undefined,
    );
    if (item === undefined) break;
    if (isEqual(item, value)) return index;
  }
  throw raise.ValueError();
}

function fillMutableSequence(cls: PyType): void {
  const pop = (self: PyValue, index: PyValue): PyValue => {
    const item = getItem(self, index);
    deleteItem(self, index);
    return item;
  };
  const extend = (self: PyValue, values: PyValue): null => {
    for (const item of each(values === self ? new PyList(toArray(values)) : values)) callMethod(self, "append", item);
    return null;
  };
  methods(cls, {
    "append(self, value)"(self: PyValue, value: PyValue) {
      callMethod(self, "insert", length(self), value);
      return null;
    },
    "clear(self)"(self: PyValue) {
      while (
        orWhen(
          "IndexError",
          () => (callMethod(self, "pop"), true),
          () => false,
        )
      )
        spend(1);
      return null;
    },
    "reverse(self)"(self: PyValue) {
      const size = length(self);
      for (let i = 0; i < size >> 1; i++) {
        spend(1);
        const low = getItem(self, i),
          high = getItem(self, size - i - 1);
        setItem(self, i, high);
        setItem(self, size - i - 1, low);
      }
      return null;
    },
    "extend(self, values)": extend,
    "pop(self, index=-1)": pop,
    "remove(self, value)"(self: PyValue, value: PyValue) {
      deleteItem(self, callMethod(self, "index", value));
      return null;
    },
    "__iadd__(self, values, /)"(self: PyValue, values: PyValue) {
      callMethod(self, "extend", values);
      return self;
    },
  });
}
