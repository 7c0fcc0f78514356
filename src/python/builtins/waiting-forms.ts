/**
 * Built-ins in the generator form of suspension: those that models use with tools.
 *
 * Most consume an iterator to its end: it is drained first, waiting where need be. Keys of sorted(), min() and max() are
 * computed first, in order. map() and filter() stay lazy: whoever steps them can wait.
 */
import { PyBuiltin } from "../runtime/builtin.ts";
import { call } from "../runtime/call.ts";
import { PyGenerator, stopIteration } from "../runtime/generator.ts";
import { iterate } from "../runtime/iterate.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { waitCall, type Waiting, waitingForms, waitNext } from "../runtime/suspension.ts";
import { isTrue } from "../runtime/truth.ts";
import { type Keywords, PyByteArray, PyList, PyTuple, type PyIterator, type PyValue } from "../runtime/values.ts";
import { PyEnumerate, PyFilter, PyMap, PyZip } from "./iterators.ts";

/** Whether stepping the value may wait. */
function mayWait(value: PyValue): value is PyValue & PyIterator {
  return (
    value instanceof PyGenerator ||
    value instanceof PyMap ||
    value instanceof PyFilter ||
    value instanceof PyEnumerate ||
    value instanceof PyZip
  );
}

function* drain(iterator: PyIterator): Generator<unknown, PyValue[], PyValue> {
  const items: PyValue[] = [];
  for (let item = yield* waitNext(iterator); item !== undefined; item = yield* waitNext(iterator)) {
    spend(1);
    items.push(item);
  }
  return items;
}

function* drainArguments(f: PyValue, args: PyValue[], keywords: Keywords | null): Waiting {
  const ready: PyValue[] = [];
  for (const arg of args) ready.push(mayWait(arg) ? new PyList(yield* drain(arg)) : arg);
  return call(f, ready, keywords);
}

for (const name of [
  "list",
  "tuple",
  "set",
  "frozenset",
  "dict",
  "sum",
  "extend",
  "update",
  "fromkeys",
  "deque",
  "Counter",
  "bytes",
  "bytearray",
  "print",
]) {
  waitingForms.set(name, drainArguments);
}

waitingForms.set("join", function* waitingJoin(f, args, keywords) {
  const separator = f instanceof PyBuiltin ? f.self : undefined;
  if (!(separator instanceof PyByteArray)) return yield* drainArguments(f, args, keywords);
  // Its memory stays where it is, as while nothing waits.
  separator.exports++;
  try {
    return yield* drainArguments(f, args, keywords);
  } finally {
    separator.exports--;
  }
});

waitingForms.set("next", function* waitingNext(f, args, keywords) {
  const [iterator, fallback] = args;
  if (iterator === undefined || !mayWait(iterator)) return call(f, args, keywords);
  const item = yield* waitNext(iterator);
  if (item !== undefined) return item;
  if (fallback !== undefined) return fallback;
  // Exhausted: what the generator returned goes with it.
  if (iterator instanceof PyGenerator) throw stopIteration(iterator.returned);
  return call(f, args, keywords);
});

for (const [name, stopsAt] of [
  ["any", true],
  ["all", false],
] as const) {
  waitingForms.set(name, function* waitingSearch(f, args, keywords) {
    const [iterable] = args;
    if (args.length !== 1 || iterable === undefined || !mayWait(iterable)) return call(f, args, keywords);
    for (let item = yield* waitNext(iterable); item !== undefined; item = yield* waitNext(iterable)) {
      spend(1);
      if (isTrue(item) === stopsAt) return stopsAt;
    }
    return !stopsAt;
  });
}

/** The keys of items in order, given back one by one to a native that asks for each once. */
function* computeKeys(key: PyValue, items: readonly PyValue[]): Generator<unknown, PyValue, PyValue> {
  const keys: PyValue[] = [];
  for (const item of items) keys.push(yield* waitCall(key, [item], null));
  let index = 0;
  return new PyBuiltin("key", "function", null, "item, /", () => keys[index++] as PyValue);
}

for (const name of ["sorted", "min", "max", "sort"]) {
  waitingForms.set(name, function* waitingOrder(f, args, keywords) {
    const key = keywords?.get("key") ?? null;
    const isSort = name === "sort";
    const self = f instanceof PyBuiltin ? f.self : undefined;
    const source = isSort ? self : args.length === 1 ? args[0] : new PyTuple(args);
    if (source === undefined || (key === null && !mayWait(source))) return call(f, args, keywords);
    const items =
      isSort && source instanceof PyList
        ? source.items.slice()
        : mayWait(source)
          ? yield* drain(source)
          : yield* drain(iterate(source));
    if (key === null) return call(f, [new PyList(items)], keywords);
    const ready = new Map(keywords ?? []);
    ready.set("key", yield* computeKeys(key, items));
    if (
      isSort &&
      source instanceof PyList &&
      (source.items.length !== items.length || source.items.some((item, index) => item !== items[index]))
    ) {
      throw raise.ValueError("list modified during sort");
    }
    return call(f, isSort ? args : [new PyList(items)], ready);
  });
}

// Lazy iterators that can wait between their steps.

type WaitingNext = () => Generator<unknown, PyValue | undefined, PyValue>;
const waiting = <T>(prototype: T, next: (this: T) => ReturnType<WaitingNext>): void => {
  (prototype as { waitNext?: unknown }).waitNext = next;
};

waiting(PyMap.prototype, function* waitNextOfMap(this: PyMap) {
  const items: PyValue[] = [];
  for (const iterator of this.iterators) {
    const item = yield* waitNext(iterator);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return yield* waitCall(this.f, items, null);
});
waiting(PyFilter.prototype, function* waitNextOfFilter(this: PyFilter) {
  for (;;) {
    const item = yield* waitNext(this.iterator);
    if (item === undefined) return undefined;
    spend(1);
    if (isTrue(this.f === null ? item : yield* waitCall(this.f, [item], null))) return item;
  }
});
waiting(PyEnumerate.prototype, function* waitNextOfEnumerate(this: PyEnumerate) {
  const item = yield* waitNext(this.iterator);
  return item === undefined ? undefined : this.pair(item);
});
waiting(PyZip.prototype, function* waitNextOfZip(this: PyZip) {
  if (this.isStrict || !this.iterators.some((iterator) => mayWait(iterator as unknown as PyValue))) return this.next();
  const items: PyValue[] = [];
  for (const iterator of this.iterators) {
    const item = yield* waitNext(iterator);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return new PyTuple(items);
});
