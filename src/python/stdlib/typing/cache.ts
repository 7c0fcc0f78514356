/** Equal subscripts give the same object, as far as their arguments can be hashed. */
import { HashTable } from "../../runtime/hash-table.ts";
import { isException } from "../../runtime/exceptions.ts";
import { paid } from "../../runtime/limits.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyObject, PyTuple, type PyValue } from "../../runtime/values.ts";

const SIZE = 128;
const caches = new WeakMap<PyObject, HashTable>();

/** `typed` also tells apart equal arguments of different types: True and 1. */
function keyOf(key: PyValue, typed: boolean): PyValue {
  if (!typed) return key;
  const items = key instanceof PyTuple ? key.items : [key];
  return new PyTuple([key, ...paid(items).map((item) => typeOf(item))]);
}

/** What `typing._cleanups` call. */
export function forget(owners: Iterable<PyValue>): void {
  for (const owner of owners) if (owner instanceof PyObject) caches.delete(owner);
}

export function remember(owner: PyObject, key: PyValue, typed: boolean, make: () => PyValue): PyValue {
  let cache = caches.get(owner);
  if (cache === undefined) caches.set(owner, (cache = new HashTable()));
  const stored = keyOf(key, typed);
  let known: PyValue | undefined;
  try {
    known = cache.get(stored);
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
    return make();
  }
  if (known !== undefined) return known;
  const made = make();
  if (cache.size >= SIZE) cache.clear();
  cache.set(stored, made);
  return made;
}
