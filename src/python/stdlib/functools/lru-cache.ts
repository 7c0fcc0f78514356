/** functools.lru_cache: results by arguments, the one least recently asked for dropped first. */
import { call } from "../../runtime/call.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { getAttribute, instanceDict } from "../../runtime/attributes.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { isCallable } from "../../runtime/slots.ts";
import { isTrue } from "../../runtime/truth.ts";
import { type Waitable, waitCall, type Waiting } from "../../runtime/suspension.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { indexOrNot } from "../../runtime/subscript.ts";
import {
  type Keywords,
  PyFloat,
  PyMethod,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";

/** A result in its place between older and newer ones. */
class Entry extends PyObject {
  key: unknown;
  value: PyValue;
  older: Entry | null = null;
  newer: Entry | null = null;
  constructor(key: unknown, value: PyValue) {
    super();
    this.key = key;
    this.value = value;
  }
}

/** Memory is counted when a cache has grown by this many results. */
const GROWTH = 1024;

/** Stands between positional and keyword arguments in a key. */
const KEYWORDS_FOLLOW = new PyTuple();

/**
 * Keys: one int is a number, one str a string of its own table, several plain values a text that says each of them;
 * everything else is a tuple in a table that compares as Python does.
 */
export class PyLruCache extends PyObject implements Waitable {
  func: PyValue = null;
  maxsize: number | null = null;
  isTyped = false;
  makeInfo: PyValue = null;
  hits = 0;
  misses = 0;
  #plain = new Map<number | string, Entry>();
  #texts = new Map<string, Entry>();
  #others = new HashTable();
  #oldest: Entry | null = null;
  #newest: Entry | null = null;

  get size(): number {
    return this.#plain.size + this.#texts.size + this.#others.size;
  }

  clear(): void {
    this.hits = 0;
    this.misses = 0;
    this.#plain.clear();
    this.#texts.clear();
    this.#others = new HashTable();
    this.#oldest = null;
    this.#newest = null;
  }

  ask(args: PyValue[], keywords: Keywords | null): PyValue {
    if (this.maxsize === 0) {
      this.misses++;
      return call(this.func, args, keywords);
    }
    const key = this.#keyOf(args, keywords);
    const known = this.#look(key);
    return known === undefined ? this.#remember(key, call(this.func, args, keywords)) : known.value;
  }

  *waitInvoke(args: PyValue[], keywords: Keywords | null): Waiting {
    if (this.maxsize === 0) {
      this.misses++;
      return yield* waitCall(this.func, args, keywords);
    }
    const key = this.#keyOf(args, keywords);
    const known = this.#look(key);
    return known === undefined ? this.#remember(key, yield* waitCall(this.func, args, keywords)) : known.value;
  }

  /** What is known, counted as asked for. */
  #look(key: unknown): Entry | undefined {
    const known = this.#find(key);
    if (known === undefined) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    if (this.maxsize !== null && known !== this.#newest) this.#renew(known);
    return known;
  }

  #remember(key: unknown, value: PyValue): PyValue {
    // The call itself may have stored the same key.
    if (this.#find(key) === undefined) this.#store(key, value);
    return value;
  }

  #keyOf(args: PyValue[], keywords: Keywords | null): number | string | PyTuple | TextKey {
    const isPlain = !this.isTyped && (keywords === null || keywords.size === 0);
    if (isPlain) {
      if (args.length === 1) {
        const [only] = args;
        if (typeof only === "number") return only;
        if (typeof only === "string") return new TextKey(only);
      } else {
        const text = plainKey(args);
        if (text !== undefined) return text;
      }
    }
    const parts = [...args];
    if (keywords !== null && keywords.size > 0) {
      parts.push(KEYWORDS_FOLLOW);
      for (const [name, value] of keywords) parts.push(name, value);
    }
    if (this.isTyped) {
      for (const value of args) parts.push(typeOf(value));
      if (keywords !== null) for (const value of keywords.values()) parts.push(typeOf(value));
    }
    spend(parts.length);
    return new PyTuple(parts);
  }

  #find(key: unknown): Entry | undefined {
    if (key instanceof TextKey) return this.#texts.get(key.text);
    if (key instanceof PyTuple) return this.#others.get(key) as Entry | undefined;
    return this.#plain.get(key as number | string);
  }

  #store(key: unknown, value: PyValue): void {
    if (this.maxsize !== null && this.size >= this.maxsize) this.#dropOldest();
    if (this.size % GROWTH === GROWTH - 1) allocate(128 * GROWTH);
    const entry = new Entry(key, value);
    if (key instanceof TextKey) this.#texts.set(key.text, entry);
    else if (key instanceof PyTuple) this.#others.set(key, entry);
    else this.#plain.set(key as number | string, entry);
    if (this.maxsize !== null) this.#append(entry);
  }

  #dropOldest(): void {
    const oldest = this.#oldest;
    if (oldest === null) return;
    this.#unlink(oldest);
    const { key } = oldest;
    if (key instanceof TextKey) this.#texts.delete(key.text);
    else if (key instanceof PyTuple) this.#others.delete(key);
    else this.#plain.delete(key as number | string);
  }

  #unlink(entry: Entry): void {
    if (entry.older === null) this.#oldest = entry.newer;
    else entry.older.newer = entry.newer;
    if (entry.newer === null) this.#newest = entry.older;
    else entry.newer.older = entry.older;
  }

  #append(entry: Entry): void {
    entry.older = this.#newest;
    entry.newer = null;
    if (this.#newest === null) this.#oldest = entry;
    else this.#newest.newer = entry;
    this.#newest = entry;
  }

  #renew(entry: Entry): void {
    this.#unlink(entry);
    this.#append(entry);
  }
}

class TextKey {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A text for arguments that are all ints, strs, bools, floats or None; equal arguments have equal texts. */
function plainKey(args: readonly PyValue[]): string | undefined {
  let key = "";
  for (const value of args) {
    if (typeof value === "number") key += `${value},`;
    else if (typeof value === "string") key += `'${value.length}:${value},`;
    else if (typeof value === "boolean") key += value ? "1," : "0,";
    else if (value === null) key += "N,";
    else if (
      value instanceof PyFloat &&
      !value.cls.isHeap &&
      (!Number.isInteger(value.v) || Number.isSafeInteger(value.v)) &&
      !Number.isNaN(value.v)
    )
      key += `${value.v + 0},`;
    else return undefined;
  }
  return key;
}

export const lruCacheType: PyType = defineType("_lru_cache_wrapper", PyLruCache, {
  module: "functools",
  instanceDict: true,
});

PyLruCache.prototype.invoke = function invoke(this: PyLruCache, args: PyValue[], keywords: Keywords | null): PyValue {
  return this.ask(args, keywords);
};
PyLruCache.prototype.bind = function bind(this: PyLruCache, instance: PyValue | undefined): PyValue {
  return instance === undefined ? this : new PyMethod(this, instance);
};

/** How many results are kept: None for all. */
export function readMaxsize(value: PyValue): number | null {
  const size = value === null ? null : indexOrNot(value);
  if (size === undefined) throw raise.TypeError("maxsize should be integer or None");
  return size === null ? null : Math.max(0, Number(size));
}

export function makeLruCache(func: PyValue, maxsize: PyValue, isTyped: boolean, makeInfo: PyValue): PyLruCache {
  if (!isCallable(func)) throw raise.TypeError("the first argument must be callable");
  const cache = new PyLruCache();
  cache.func = func;
  cache.maxsize = readMaxsize(maxsize);
  cache.isTyped = isTyped;
  cache.makeInfo = makeInfo;
  return cache;
}

constructor(
  lruCacheType,
  "(cls, user_function, maxsize, typed, cache_info_type)",
  (_cls: PyType, func: PyValue, maxsize: PyValue, typed: PyValue, makeInfo: PyValue) =>
    makeLruCache(func, maxsize, isTrue(typed), makeInfo),
);
methods(lruCacheType, {
  "__call__(self, /, *args, **kwargs)": (self: PyLruCache, args: PyValue[], keywords: Keywords) =>
    self.ask(args, keywords),
  "__get__(self, instance, owner=None, /)": (self: PyLruCache, instance: PyValue) =>
    instance === null ? self : new PyMethod(self, instance),
  "cache_info(self, /)": (self: PyLruCache) => call(self.makeInfo, [self.hits, self.misses, self.maxsize, self.size]),
  "cache_clear(self, /)"(self: PyLruCache) {
    self.clear();
    return null;
  },
  "__copy__(self, /)": (self: PyLruCache) => self,
  "__deepcopy__(self, memo, /)": (self: PyLruCache) => self,
  "__reduce__(self, /)": (self: PyLruCache) => getAttribute(self, "__qualname__"),
});
attributes<PyLruCache>(lruCacheType, { __dict__: (self): PyDict => instanceDict(self), __weakref__: () => null });
