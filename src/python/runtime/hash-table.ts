/**
 * The hash table behind dict and set, with insertion order and Python's equality, on JavaScript's Map.
 *
 * `map` is keyed by *canonical* keys: a str, an int, None and objects compared by identity are their own canonical key;
 * True is 1, 2.0 is 2, 2.5 is the JavaScript number 2.5 (an int is never fractional). `originals` remembers the key as
 * it was given where that differs. Keys whose equality must be asked for (tuples, frozensets, instances with `__eq__`)
 * are canonically the first equal key that came in, found through `buckets` by hash.
 */
import { chargePass } from "./arithmetic.ts";
import { isEqual } from "./equal.ts";
import { hash } from "./hash.ts";
import { allocate, LONGEST_HASHED, meter, spend } from "./limits.ts";
import {
  PyFloat,
  type PyInt,
  PyIntObject,
  PyObject,
  PyStrObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "./values.ts";

/** A str that V8 would not hash: such keys are searched like tuples, and stand in `map` as an object. */
class LongText extends PyObject {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

/** V8 hashes a bigint by its lowest word alone: a large one has there its rest by a number that no program knows. */
const SECRET = 2n ** 60n + BigInt(Math.floor(Math.random() * 2 ** 52));

function spread(value: bigint): bigint {
  if (value < LARGE_KEY && value > -LARGE_KEY) return value;
  chargePass(value, value);
  return (value << 64n) | ((value % SECRET) & (LARGE_KEY - 1n));
}
const LARGE_KEY = 2n ** 64n;

/** The canonical key of a value that needs no search, or undefined. */
function simpleKey(key: PyValue): unknown {
  switch (typeof key) {
    case "string":
      return key.length > LONGEST_HASHED ? undefined : key;
    case "number":
      return key;
    case "bigint":
      return spread(key);
    case "boolean":
      return key ? 1 : 0;
    default:
  }
  if (key === null) return key;
  if (key instanceof PyTuple && key.isTuple) return undefined;
  if (key instanceof PyFloat && key.equals === PyFloat.prototype.equals && key.hash === PyFloat.prototype.hash) {
    const { v } = key;
    if (Number.isNaN(v)) return key;
    return Number.isInteger(v) && !Number.isSafeInteger(v) ? spread(BigInt(v)) : v + 0;
  }
  if (key.hash === PyObject.prototype.hash && key.equals === PyObject.prototype.equals) return key;
  if (
    key instanceof PyIntObject &&
    key.equals === PyIntObject.prototype.equals &&
    key.hash === PyIntObject.prototype.hash
  )
    return simpleKey(key.value);
  if (
    key instanceof PyStrObject &&
    key.equals === PyStrObject.prototype.equals &&
    key.hash === PyStrObject.prototype.hash
  )
    return simpleKey(key.value);
  return undefined;
}

/** What stands in `map` and `buckets` for a key that must be searched. */
function searchedKey(key: PyValue): PyValue {
  if (typeof key === "string") return new LongText(key);
  return key instanceof PyStrObject && key.equals === PyStrObject.prototype.equals ? new LongText(key.value) : key;
}

function isLong(key: string | number): boolean {
  return typeof key === "string" && key.length > LONGEST_HASHED;
}

/** The `equals` of types whose instances never equal a str, a number, None or an object compared by identity. */
const closedEquality = new Set<unknown>();

/** Keys of such a type need no look at all the other keys: `builtins/` says which types are so. */
export function hasClosedEquality(type: PyType): void {
  closedEquality.add((type.jsClass.prototype as PyObject).equals);
}

/** Whether a searched key can only equal its own kind, so that str and int keys need not be in the buckets. */
function equalsOnlyItsKind(key: PyValue): boolean {
  if (key instanceof PyTuple && key.isTuple) return true;
  return typeof key === "string" || (key instanceof PyObject && closedEquality.has(key.equals));
}

/** Whether two tuples hold the same items, so that nobody need be asked. */
function areSame(a: PyValue, b: PyValue): boolean {
  if (!(a instanceof PyTuple && b instanceof PyTuple && a.isTuple && b.isTuple)) return false;
  const { items } = a,
    others = b.items;
  if (items.length !== others.length) return false;
  for (let index = 0; index < items.length; index++) if (items[index] !== others[index]) return false;
  return true;
}

/** Below, no chain is long enough to matter. */
const SMALL_TABLE = 1024;
/** Keys that are seen to come and go at the same time. */
const RECENT = 8;
/** Entries between two looks at the memory. */
const GROWTH = 1024;
const TABLE_BYTES = 256;

/** An order of the members beside the one in which they came; what says false to a change is forgotten. */
export interface KeptOrder {
  add(key: PyValue): boolean;
  remove(key: PyValue): boolean;
}

/**
 * What only few tables need stands on the prototype until it is set, so that a small dict is small: most programs make many.
 */
export class HashTable {
  map: Map<unknown, PyValue> = new Map();
  declare originals: Map<unknown, PyValue> | null;
  /** Searched keys by hash: one, or an array of them. */
  declare buckets: Map<PyInt, PyValue | PyValue[]> | null;
  /** Hashes of searched keys, where a program's code made them. */
  declare hashes: Map<PyValue, PyInt> | null;
  /** Whether `buckets` holds every key, also str and int: needed once a key may equal a key of another type. */
  declare bucketsAll: boolean;
  /** Keys in order, kept only while `popLast` is being used. */
  declare tail: unknown[] | null;
  /** Where `popFirst` goes on: JavaScript's iterators over a Map stay valid while it changes. */
  declare head: Iterator<unknown> | null;
  /** Of a set that was shown or popped from: CPython's order of its members (`set-order.ts`). */
  declare order: KeptOrder | null;
  /** The size up to which memory has been counted. */
  declare counted: number;
  /** Of a large table: keys that were removed last, and how often one of them was. */
  declare recent: unknown[] | null;
  declare repeats: number;

  constructor() {
    // Even an empty table takes this much; a list of a million of them must not go unseen.
    meter.allocate(TABLE_BYTES);
  }

  get size(): number {
    return this.map.size;
  }

  /** Whether every key is its own canonical form and none needs a search: then `map` alone tells all. */
  get isPlain(): boolean {
    return this.originals === null && this.buckets === null && this.tail === null;
  }

  /** The canonical key under which `key` is stored, or undefined when it is not there. `known` is its hash, if at hand. */
  find(key: PyValue, known?: PyInt): unknown {
    const simple = simpleKey(key);
    if (simple !== undefined) {
      if (this.map.has(simple)) return simple;
      return this.bucketsAll ? this.#search(hash(key), key) : undefined;
    }
    const h = known ?? hash(key);
    if (!equalsOnlyItsKind(key)) this.#fillBuckets();
    return this.buckets === null ? undefined : this.#search(h, key);
  }

  #search(h: PyInt, key: PyValue): unknown {
    const bucket = this.buckets?.get(h);
    if (bucket === undefined) return undefined;
    if (!Array.isArray(bucket)) return this.#matches(bucket, key);
    for (const candidate of bucket) {
      const found = this.#matches(candidate, key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The canonical form of a candidate that equals `key`. Asking may have removed it meanwhile. */
  #matches(candidate: PyValue, key: PyValue): unknown {
    spend(1);
    if (areSame(candidate, key)) return candidate;
    const isLongText = candidate instanceof LongText;
    if (!isEqual(isLongText ? candidate.text : candidate, key)) return undefined;
    const canonical = isLongText ? candidate : (simpleKey(candidate) ?? candidate);
    return this.map.has(canonical) ? canonical : undefined;
  }

  /** From now on every key is in the buckets. */
  #fillBuckets(): void {
    if (this.bucketsAll) return;
    spend(this.map.size);
    this.buckets = new Map();
    for (const canonical of this.map.keys()) {
      const key = this.original(canonical);
      this.#toBucket(hash(key), canonical instanceof LongText ? canonical : key);
    }
    this.bucketsAll = true;
  }

  #toBucket(h: PyInt, key: PyValue): void {
    this.buckets ??= new Map();
    const bucket = this.buckets.get(h);
    if (bucket === undefined) this.buckets.set(h, key);
    else if (Array.isArray(bucket)) bucket.push(key);
    else this.buckets.set(h, [bucket, key]);
    // What is a tuple's hash can be asked again; a class's own `__hash__` is called once for a key.
    if (typeof key === "object" && key !== null && !(key instanceof LongText) && !equalsOnlyItsKind(key))
      (this.hashes ??= new Map()).set(key, h);
  }

  /** The hash of a stored key, if it was kept. */
  hashOf(key: PyValue): PyInt | undefined {
    return this.hashes === null ? undefined : this.hashes.get(key);
  }

  get(key: PyValue): PyValue | undefined {
    // Fast path: str and int keys, most of all.
    if (typeof key === "string" || typeof key === "number") {
      const value = this.map.get(key);
      if (value !== undefined || !(this.bucketsAll || isLong(key))) return value;
    }
    const canonical = this.find(key);
    return canonical === undefined ? undefined : this.map.get(canonical);
  }

  has(key: PyValue, known?: PyInt): boolean {
    if ((typeof key === "string" || typeof key === "number") && !this.bucketsAll && !isLong(key))
      return this.map.has(key);
    return this.find(key, known) !== undefined;
  }

  set(key: PyValue, value: PyValue, hashKnown?: PyInt): void {
    if (
      (typeof key === "string" || typeof key === "number") &&
      !this.bucketsAll &&
      this.tail === null &&
      this.order === null &&
      !isLong(key)
    ) {
      this.map.set(key, value);
      if (this.map.size > this.counted) this.#countGrowth();
      return;
    }
    const simple = simpleKey(key);
    const h = simple === undefined ? (hashKnown ?? hash(key)) : undefined;
    const known = this.find(key, h);
    if (known !== undefined) {
      this.map.set(known, value);
      return;
    }
    this.#insert(key, value, h);
  }

  /** Adds a key that is not there; `h` is its hash when it is a searched one. */
  #insert(key: PyValue, value: PyValue, h: PyInt | undefined): void {
    const simple = simpleKey(key);
    const canonical = simple ?? searchedKey(key);
    if (h !== undefined) this.#toBucket(h, canonical as PyValue); // Searched keys are values.
    else if (this.bucketsAll) this.#toBucket(hash(key), key);
    if (canonical !== key) (this.originals ??= new Map()).set(canonical, key);
    this.map.set(canonical, value);
    this.tail?.push(canonical);
    if (this.order !== null && !this.order.add(key)) this.order = null;
    if (this.map.size > this.counted) this.#countGrowth();
  }

  #countGrowth(): void {
    this.counted += GROWTH;
    allocate(64 * GROWTH);
  }

  /** The value of `key`; where it is missing, `value` is put in its place. The key is hashed once. */
  setDefault(key: PyValue, value: PyValue): PyValue {
    const h = simpleKey(key) === undefined ? hash(key) : undefined;
    const canonical = this.find(key, h);
    if (canonical !== undefined) return this.map.get(canonical) as PyValue;
    this.#insert(key, value, h);
    return value;
  }

  /** Removes a key and gives its value, or undefined. */
  take(key: PyValue): PyValue | undefined {
    const canonical = this.find(key);
    if (canonical === undefined) return undefined;
    const value = this.map.get(canonical);
    this.#remove(canonical);
    if (this.tail !== null) this.tail = null;
    return value;
  }

  delete(key: PyValue, known?: PyInt): boolean {
    const canonical = this.find(key, known);
    if (canonical === undefined) return false;
    this.#remove(canonical);
    if (this.tail !== null) this.tail = null;
    return true;
  }

  #remove(canonical: unknown): void {
    const original = this.original(canonical);
    const searched = canonical instanceof LongText ? canonical : original;
    this.map.delete(canonical);
    if (this.map.size > SMALL_TABLE) this.#renewIfWorn(canonical);
    this.originals?.delete(canonical);
    if (this.order !== null && !this.order.remove(original)) this.order = null;
    if (this.buckets !== null && (this.bucketsAll || simpleKey(original) === undefined))
      this.#fromBucket(this.hashOf(original) ?? hash(original), searched);
  }

  /**
   * V8 finds a key behind all its removed selves until it makes the table anew: one that comes and goes in a large table takes
   * longer each time. Where some few do so, a new table costs less.
   */
  #renewIfWorn(canonical: unknown): void {
    const recent = (this.recent ??= []);
    if (!recent.includes(canonical)) {
      if (recent.push(canonical) > RECENT) recent.shift();
      return;
    }
    this.repeats++;
    if (this.repeats * this.repeats < 32 * this.map.size) return;
    this.repeats = 0;
    spend(this.map.size);
    const map = new Map<unknown, PyValue>();
    this.map.forEach((value, key) => map.set(key, value));
    this.map = map;
    this.head = null;
  }

  /** Puts a key that is there behind all others. */
  moveToEnd(canonical: unknown): void {
    const value = this.map.get(canonical) as PyValue;
    this.map.delete(canonical);
    if (this.map.size > SMALL_TABLE) this.#renewIfWorn(canonical);
    this.map.set(canonical, value);
    this.tail = null;
  }

  #fromBucket(h: PyInt, key: PyValue): void {
    this.hashes?.delete(key);
    const bucket = this.buckets?.get(h);
    if (Array.isArray(bucket)) {
      const index = bucket.indexOf(key);
      if (index >= 0) bucket.splice(index, 1);
      if (bucket.length === 0) this.buckets?.delete(h);
    } else if (bucket === key) this.buckets?.delete(h);
  }

  /** The key as it was given. */
  original(canonical: unknown): PyValue {
    return this.originals === null ? (canonical as PyValue) : (this.originals.get(canonical) ?? (canonical as PyValue));
  }

  clear(): void {
    this.map.clear();
    if (this.originals !== null) this.originals = null;
    if (this.buckets !== null) this.buckets = null;
    if (this.hashes !== null) this.hashes = null;
    this.bucketsAll = false;
    if (this.tail !== null) this.tail = null;
    if (this.order !== null) this.order = null;
    if (this.head !== null) this.head = null;
  }

  keys(): IterableIterator<PyValue> {
    return this.originals === null ? (this.map.keys() as IterableIterator<PyValue>) : this.#originalKeys();
  }

  *#originalKeys(): IterableIterator<PyValue> {
    for (const canonical of this.map.keys()) yield this.original(canonical);
  }

  values(): IterableIterator<PyValue> {
    return this.map.values();
  }

  entries(): IterableIterator<[PyValue, PyValue]> {
    return this.originals === null
      ? (this.map.entries() as IterableIterator<[PyValue, PyValue]>)
      : this.#originalEntries();
  }

  *#originalEntries(): IterableIterator<[PyValue, PyValue]> {
    for (const [canonical, value] of this.map) yield [this.original(canonical), value];
  }

  /** Adds the keys of another table, as a set has them, without asking for their hashes again. */
  addKeys(other: HashTable): void {
    spend(other.map.size);
    if (this.isPlain && other.isPlain && this.order === null) {
      // Fast path: 3x.
      for (const key of other.map.keys()) this.map.set(key, true);
      while (this.map.size > this.counted) this.#countGrowth();
      return;
    }
    for (const key of other.keys()) this.set(key, true, other.hashOf(key));
  }

  /** Removes the newest entry; linear in all over a series of calls. */
  popLast(): [PyValue, PyValue] | undefined {
    if (this.map.size === 0) return undefined;
    if (this.tail === null) {
      spend(this.map.size);
      this.tail = [...this.map.keys()];
    }
    for (;;) {
      const canonical = this.tail.pop();
      if (!this.map.has(canonical)) continue;
      const entry: [PyValue, PyValue] = [this.original(canonical), this.map.get(canonical) as PyValue];
      this.#remove(canonical);
      return entry;
    }
  }

  /** Removes the oldest entry; without `head` each call would skip over all that were removed before. */
  popFirst(): [PyValue, PyValue] | undefined {
    if (this.map.size === 0) return undefined;
    let step = this.head?.next();
    if (step === undefined || step.done === true) {
      this.head = this.map.keys();
      step = this.head.next();
    }
    const canonical: unknown = step.value;
    const entry: [PyValue, PyValue] = [this.original(canonical), this.map.get(canonical) as PyValue];
    this.#remove(canonical);
    return entry;
  }

  copy(): HashTable {
    const copy = new HashTable();
    spend(this.map.size);
    allocate(48 * this.map.size);
    // `new Map(map)` takes twice the time: it makes an array of each entry.
    const { map } = copy;
    this.map.forEach((value, key) => map.set(key, value));
    if (this.originals !== null) copy.originals = new Map(this.originals);
    if (this.buckets !== null) {
      copy.buckets = new Map();
      for (const [h, bucket] of this.buckets) copy.buckets.set(h, Array.isArray(bucket) ? [...bucket] : bucket);
    }
    if (this.hashes !== null) copy.hashes = new Map(this.hashes);
    copy.bucketsAll = this.bucketsAll;
    copy.counted = this.counted;
    return copy;
  }
}

Object.assign(HashTable.prototype, {
  originals: null,
  buckets: null,
  hashes: null,
  tail: null,
  head: null,
  order: null,
  counted: GROWTH,
  recent: null,
  repeats: 0,
  bucketsAll: false,
} satisfies Partial<HashTable>);
