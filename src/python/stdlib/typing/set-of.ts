/** Sets of Python made of what TypeScript has. */
import { PyFrozenSet, PySet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import type { PyValue } from "../../runtime/values.ts";

function tableOf(items: Iterable<PyValue>): HashTable {
  const table = new HashTable();
  for (const item of items) table.set(item, true);
  return table;
}

export function setOf(items: Iterable<PyValue>): PySet {
  return new PySet(tableOf(items));
}

export function frozensetOf(items: Iterable<PyValue>): PyFrozenSet {
  return new PyFrozenSet(tableOf(items));
}
