/** Values made by displays and f-strings. */
import { call1 } from "./call.ts";
import { mappingEntries } from "./call-arguments.ts";
import { PyDict, PySet } from "./dict.ts";
import { HashTable } from "./hash-table.ts";
import { allocate, spend } from "./limits.ts";
import { constantOrder } from "./set-order.ts";
import { format, repr, toStr } from "./show.ts";
import { current } from "./state.ts";
import type { PyValue } from "./values.ts";

export function dict(parts: (PyValue | undefined)[]): PyDict {
  const result = new PyDict();
  for (let i = 0; i < parts.length; i += 2) {
    const key = parts[i],
      value = parts[i + 1] as PyValue;
    if (key !== undefined) result.set(key, value);
    else for (const [k, v] of mappingEntries(value, undefined)) result.set(k, v);
  }
  return result;
}

export function set(items: readonly PyValue[]): PySet {
  const table = new HashTable();
  for (const item of items) table.set(item, true);
  return new PySet(table);
}

/** A display of constants. */
export function constantSet(items: readonly PyValue[]): PySet {
  const result = set(items);
  const order = constantOrder(items);
  if (order !== null && order.used === result.table.size) result.table.order = order;
  return result;
}

export function joinStrings(parts: readonly string[]): string {
  let size = 0;
  for (const part of parts) size += part.length;
  if (size > 512) {
    spend(size >> 6);
    allocate(size);
  }
  return parts.length === 1 ? (parts[0] as string) : parts.join("");
}

/** An f-string's field. `conversion` is the code of its letter, -1 for none. */
export function formatValue(value: PyValue, conversion: number, spec: string): string {
  const shown =
    conversion === 114 ? repr(value) : conversion === 115 ? toStr(value) : conversion === 97 ? asciiOf(value) : value;
  return format(shown, spec);
}

function asciiOf(value: PyValue): string {
  const ascii = current.interpreter.builtins.getString("ascii");
  return call1(ascii as PyValue, value) as string;
}
