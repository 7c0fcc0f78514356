/** collections.deque: a ring, so that both ends cost the same. */
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { compareItems, type Ordering } from "../../runtime/compare.ts";
import { equalItems, isEqual } from "../../runtime/equal.ts";
import { unhashable } from "../../runtime/hash.ts";
import { defineIterator, iterate, PyNativeIterator } from "../../runtime/iterate.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { guardedRepr, repr } from "../../runtime/show.ts";
import { indexOrNot, toSize } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { NotImplemented, type PyIterator, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { clampedIndex } from "../../builtins/sequence.ts";
import { repeatCount } from "../../builtins/sequence-repeat.ts";
import { showItems } from "../../builtins/show-items.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { instantiate } from "../native-class.ts";

export class PyDeque extends PyObject {
  /** A power of two of places; item `i` is at `(head + i) & (places - 1)`. */
  #ring: (PyValue | undefined)[] = new Array<PyValue | undefined>(8).fill(undefined);
  #head = 0;
  size = 0;
  limit: number | null = null;
  /** Counts changes of length, so that iterators notice them. */
  changes = 0;

  at(index: number): PyValue {
    return this.#ring[(this.#head + index) & (this.#ring.length - 1)] as PyValue;
  }
  put(index: number, value: PyValue): void {
    this.#ring[(this.#head + index) & (this.#ring.length - 1)] = value;
  }

  push(value: PyValue): void {
    if (this.limit === 0) return;
    if (this.size === this.limit) this.shift();
    if (this.size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.size) & (this.#ring.length - 1)] = value;
    this.size++;
    this.changes++;
  }
  unshift(value: PyValue): void {
    if (this.limit === 0) return;
    if (this.size === this.limit) this.pop();
    if (this.size === this.#ring.length) this.#grow();
    this.#head = (this.#head - 1) & (this.#ring.length - 1);
    this.#ring[this.#head] = value;
    this.size++;
    this.changes++;
  }
  pop(): PyValue {
    if (this.size === 0) throw raise.IndexError("pop from an empty deque");
    this.size--;
    this.changes++;
    const place = (this.#head + this.size) & (this.#ring.length - 1);
    const value = this.#ring[place] as PyValue;
    this.#ring[place] = undefined;
    return value;
  }
  shift(): PyValue {
    if (this.size === 0) throw raise.IndexError("pop from an empty deque");
    const value = this.#ring[this.#head] as PyValue;
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.size--;
    this.changes++;
    return value;
  }

  #grow(): void {
    const places = this.#ring.length * 2;
    allocate(8 * places);
    spend(this.size >> 4);
    const ring = this.#head === 0 ? this.#ring : this.#ring.slice(this.#head).concat(this.#ring.slice(0, this.#head));
    while (ring.length < places) ring.push(undefined);
    this.#ring = ring;
    this.#head = 0;
  }

  toItems(): PyValue[] {
    spend(this.size >> 4);
    const items: PyValue[] = [];
    for (let index = 0; index < this.size; index++) items.push(this.at(index));
    return items;
  }

  replace(items: readonly PyValue[]): void {
    this.clear();
    for (const item of items) this.push(item);
  }

  clear(): void {
    this.#ring = new Array<PyValue | undefined>(8).fill(undefined);
    this.#head = 0;
    this.size = 0;
    this.changes++;
  }

  rotate(steps: number): void {
    if (this.size < 2) return;
    const places = ((steps % this.size) + this.size) % this.size;
    // The shorter way round.
    const isBackward = places > this.size >> 1;
    const count = isBackward ? this.size - places : places;
    spend(count >> 3);
    const { limit } = this;
    this.limit = null;
    for (let i = 0; i < count; i++) {
      if (isBackward) this.push(this.shift());
      else this.unshift(this.pop());
    }
    this.limit = limit;
  }

  removeAt(index: number): void {
    spend(this.size >> 4);
    for (let i = index; i < this.size - 1; i++) this.put(i, this.at(i + 1));
    this.pop();
  }
}

class DequeIterator extends PyNativeIterator {
  readonly deque: PyDeque;
  index: number;
  readonly step: 1 | -1;
  readonly changes: number;
  left: number;
  constructor(deque: PyDeque, step: 1 | -1) {
    super();
    this.deque = deque;
    this.step = step;
    this.index = step === 1 ? 0 : deque.size - 1;
    this.changes = deque.changes;
    this.left = deque.size;
  }
  next(): PyValue | undefined {
    if (this.deque.changes !== this.changes) {
      this.left = 0;
      throw raise.RuntimeError("deque mutated during iteration");
    }
    if (this.left === 0) return undefined;
    const item = this.deque.at(this.index);
    this.index += this.step;
    this.left--;
    return item;
  }
  override lengthHint(): number {
    return this.left;
  }
}
class DequeReverseIterator extends DequeIterator {}

export const dequeType: PyType = defineType("deque", PyDeque, { module: "collections" });
for (const [name, JsClass, step] of [
  ["_deque_iterator", DequeIterator, 1],
  ["_deque_reverse_iterator", DequeReverseIterator, -1],
] as const) {
  const type = defineIterator(name, JsClass, "_collections");
  constructor(type, "(cls, deque, index=0, /)", (_cls: PyType, deque: PyValue, index: PyValue) => {
    if (!(deque instanceof PyDeque))
      throw raise.TypeError(`${name}() argument 1 must be collections.deque, not ${typeOf(deque).shown}`);
    const iterator = new JsClass(deque, step);
    const skipped = Math.min(Math.max(0, toSize(index)), deque.size);
    iterator.index += step * skipped;
    iterator.left -= skipped;
    return iterator;
  });
  methods(type, {
    "__reduce__(self, /)": (self: DequeIterator) =>
      new PyTuple([type, new PyTuple([self.deque, self.deque.size - self.left])]),
  });
}

PyDeque.prototype.length = function length(this: PyDeque): number {
  return this.size;
};
PyDeque.prototype.isTrue = function isTrue(this: PyDeque): boolean {
  return this.size > 0;
};
PyDeque.prototype.iterate = function iterateDeque(this: PyDeque): PyIterator {
  return new DequeIterator(this, 1);
};
PyDeque.prototype.getItem = function getItem(this: PyDeque, key: PyValue): PyValue {
  return this.at(place(this, key));
};
PyDeque.prototype.setItem = function setItem(this: PyDeque, key: PyValue, value: PyValue): void {
  this.put(place(this, key), value);
};
PyDeque.prototype.deleteItem = function deleteItem(this: PyDeque, key: PyValue): void {
  this.removeAt(place(this, key));
};
PyDeque.prototype.contains = function contains(this: PyDeque, item: PyValue): boolean {
  return find(this, item, 0, this.size) >= 0;
};
PyDeque.prototype.equals = function equals(this: PyDeque, other: PyValue): PyValue {
  if (!(other instanceof PyDeque)) return NotImplemented;
  return this.size === other.size && equalItems(this.toItems(), other.toItems());
};
PyDeque.prototype.hash = function hash(this: PyDeque): never {
  return unhashable(this);
};

function place(deque: PyDeque, key: PyValue): number {
  const given = indexOrNot(key);
  if (given === undefined) throw raise.TypeError(`sequence index must be integer, not '${typeOf(key).shown}'`);
  const index = Number(given) < 0 ? Number(given) + deque.size : Number(given);
  if (index < 0 || index >= deque.size) throw raise.IndexError("deque index out of range");
  return index;
}

/** The place of an item; the deque must not change while its items are compared. */
function find(deque: PyDeque, value: PyValue, start: number, stop: number): number {
  const { changes } = deque;
  for (let index = start; index < stop && index < deque.size; index++) {
    if ((index & 15) === 0) spend(1);
    if (isEqual(deque.at(index), value)) return index;
    if (deque.changes !== changes) throw raise.RuntimeError("deque mutated during iteration");
  }
  return -1;
}

function extend(deque: PyDeque, iterable: PyValue, add: (item: PyValue) => void): void {
  const iterator = iterable === deque ? deque.toItems().values() : null;
  if (iterator !== null) {
    for (const item of iterator) add(item);
    return;
  }
  const source = iterate(iterable);
  for (let item = source.next(); item !== undefined; item = source.next()) {
    spend(1);
    add(item);
  }
}

/** A deque of the same class with the same limit. */
function copy(deque: PyDeque): PyDeque {
  if (deque.cls === dequeType) {
    const same = new PyDeque();
    same.limit = deque.limit;
    same.replace(deque.toItems());
    return same;
  }
  const made = deque.cls.invoke(deque.limit === null ? [deque] : [deque, deque.limit], null);
  if (!(made instanceof PyDeque))
    throw raise.TypeError(`${deque.cls.name}() must return a deque, not ${typeOf(made).shown}`);
  return made;
}

function repeated(deque: PyDeque, count: PyValue): PyDeque {
  const result = copy(deque);
  repeatInto(result, count);
  return result;
}

function repeatInto(deque: PyDeque, count: PyValue): void {
  const times = repeatCount(count);
  const items = deque.toItems();
  if (times <= 0 || items.length === 0) {
    deque.clear();
    return;
  }
  // Only what a limit keeps is ever built.
  const rounds = deque.limit === null ? times : Math.min(times, Math.ceil(deque.limit / items.length) + 1);
  allocate(8 * items.length * rounds);
  spend(items.length * rounds);
  for (let round = 1; round < rounds; round++) for (const item of items) deque.push(item);
}

function ordered(op: Ordering): (self: PyDeque, other: PyValue) => PyValue {
  return (self, other) =>
    other instanceof PyDeque ? compareItems(self.toItems(), other.toItems(), op) : NotImplemented;
}

function readLimit(value: PyValue): number | null {
  if (value === null) return null;
  if (indexOrNot(value) === undefined) throw raise.TypeError("an integer is required");
  const limit = toSize(value);
  if (limit < 0) throw raise.ValueError("maxlen must be non-negative");
  return limit;
}

constructor(dequeType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyDeque>(cls));
methods(dequeType, {
  "__init__(self, iterable=(), maxlen=None)"(self: PyDeque, iterable: PyValue, maxlen: PyValue) {
    self.limit = readLimit(maxlen);
    if (self.size > 0) self.clear();
    extend(self, iterable, (item) => self.push(item));
    return null;
  },
  "append(self, item, /)"(self: PyDeque, item: PyValue) {
    self.push(item);
    return null;
  },
  "appendleft(self, item, /)"(self: PyDeque, item: PyValue) {
    self.unshift(item);
    return null;
  },
  "clear(self, /)"(self: PyDeque) {
    self.clear();
    return null;
  },
  "copy(self, /)": copy,
  "__copy__(self, /)": copy,
  "count(self, value, /)"(self: PyDeque, value: PyValue) {
    const { changes } = self;
    let count = 0;
    for (let index = 0; index < self.size; index++) {
      if ((index & 15) === 0) spend(1);
      if (isEqual(self.at(index), value)) count++;
      if (self.changes !== changes) throw raise.RuntimeError("deque mutated during iteration");
    }
    return count;
  },
  "extend(self, iterable, /)"(self: PyDeque, iterable: PyValue) {
    extend(self, iterable, (item) => self.push(item));
    return null;
  },
  "extendleft(self, iterable, /)"(self: PyDeque, iterable: PyValue) {
    extend(self, iterable, (item) => self.unshift(item));
    return null;
  },
  "index(self, value, start=0, stop=9223372036854775807, /)"(
    self: PyDeque,
    value: PyValue,
    start: PyValue,
    stop: PyValue,
  ) {
    const index = find(self, value, clampedIndex(start, self.size), clampedIndex(stop, self.size));
    if (index < 0) throw raise.ValueError(`${repr(value)} is not in deque`);
    return index;
  },
  "insert(self, index, value, /)"(self: PyDeque, index: PyValue, value: PyValue) {
    if (self.size === self.limit) throw raise.IndexError("deque already at its maximum size");
    let at = toSize(index);
    if (at < 0) at = Math.max(0, at + self.size);
    if (at >= self.size) self.push(value);
    else {
      self.unshift(null);
      spend(at >> 4);
      for (let i = 0; i < at; i++) self.put(i, self.at(i + 1));
      self.put(at, value);
    }
    return null;
  },
  "pop(self, /)": (self: PyDeque) => self.pop(),
  "popleft(self, /)": (self: PyDeque) => self.shift(),
  "remove(self, value, /)"(self: PyDeque, value: PyValue) {
    const { changes } = self;
    for (let index = 0; index < self.size; index++) {
      if ((index & 15) === 0) spend(1);
      const isFound = isEqual(self.at(index), value);
      if (self.changes !== changes) throw raise.IndexError("deque mutated during iteration");
      if (isFound) {
        self.removeAt(index);
        return null;
      }
    }
    throw raise.ValueError(`${repr(value)} is not in deque`);
  },
  "reverse(self, /)"(self: PyDeque) {
    self.replace(self.toItems().reverse());
    return null;
  },
  "rotate(self, n=1, /)"(self: PyDeque, steps: PyValue) {
    self.rotate(toSize(steps));
    return null;
  },
  "__add__(self, value, /)"(self: PyDeque, other: PyValue) {
    if (!(other instanceof PyDeque))
      throw raise.TypeError(`can only concatenate deque (not "${typeOf(other).shown}") to deque`);
    const result = copy(self);
    for (const item of other.toItems()) result.push(item);
    return result;
  },
  "__iadd__(self, value, /)"(self: PyDeque, other: PyValue) {
    extend(self, other, (item) => self.push(item));
    return self;
  },
  "__mul__(self, value, /)": repeated,
  "__rmul__(self, value, /)": repeated,
  "__imul__(self, value, /)"(self: PyDeque, count: PyValue) {
    repeatInto(self, count);
    return self;
  },
  "__repr__(self, /)"(self: PyDeque) {
    return guardedRepr(self, "[...]", () => {
      const items = self.toItems();
      return `${self.cls.name}([${showItems(() => items)}]${self.limit === null ? "" : `, maxlen=${self.limit}`})`;
    });
  },
  "__reduce__(self, /)"(self: PyDeque) {
    const state = call(getAttribute(self, "__getstate__"), []);
    const args = self.limit === null ? new PyTuple() : new PyTuple([new PyTuple(), self.limit]);
    return new PyTuple([self.cls, args, state, new DequeIterator(self, 1)]);
  },
  "__getitem__(self, key, /)": (self: PyDeque, key: PyValue) => PyDeque.prototype.getItem.call(self, key),
  "__setitem__(self, key, value, /)"(self: PyDeque, key: PyValue, value: PyValue) {
    PyDeque.prototype.setItem.call(self, key, value);
    return null;
  },
  "__delitem__(self, key, /)"(self: PyDeque, key: PyValue) {
    PyDeque.prototype.deleteItem.call(self, key);
    return null;
  },
  "__contains__(self, key, /)": (self: PyDeque, key: PyValue) => PyDeque.prototype.contains.call(self, key),
  "__len__(self, /)": (self: PyDeque) => self.size,
  "__iter__(self, /)": (self: PyDeque) => new DequeIterator(self, 1),
  "__reversed__(self, /)": (self: PyDeque) => new DequeReverseIterator(self, -1),
  "__eq__(self, value, /)": (self: PyDeque, other: PyValue) => PyDeque.prototype.equals.call(self, other),
  "__lt__(self, value, /)": ordered("<"),
  "__le__(self, value, /)": ordered("<="),
  "__gt__(self, value, /)": ordered(">"),
  "__ge__(self, value, /)": ordered(">="),
  "__sizeof__(self, /)": (self: PyDeque) => 232 + 8 * self.size,
});
constants(dequeType, { __hash__: null });
attributes<PyDeque>(dequeType, { maxlen: (self) => self.limit });
makeGeneric(dequeType);
