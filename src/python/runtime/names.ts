/** Names as generated code reads and binds them: globals, class bodies, and the errors of what is not bound. */
import { type GlobalCell, PyDict } from "./dict.ts";
import { raise, withField } from "./raise.ts";
import { deleteItem, getItem, setItem } from "./subscript.ts";
import { lookup } from "./types.ts";
import { type Cell, PyObject, type PyValue } from "./values.ts";

function loadGlobal(cell: GlobalCell): PyValue {
  if (cell.v !== undefined) return cell.v;
  const value = cell.namespace.builtins?.find(cell.name)?.v;
  if (value !== undefined) return value;
  return undefinedName(cell.name);
}

/** A built-in; undefined when there is none of the name. */
export function loadBuiltin(cell: GlobalCell): PyValue | undefined {
  // Fast path, 3x: where it was found before, unless exec() gave the globals other built-ins.
  const known = cell.builtin;
  const { builtins } = cell.namespace;
  if (known !== null && known.namespace === builtins) return known.v;
  cell.builtin = builtins?.find(cell.name) ?? null;
  return cell.builtin?.v;
}

export function undefinedGlobal(cell: GlobalCell): never {
  return undefinedName(cell.name);
}

function undefinedName(name: string): never {
  throw withField(raise.NameError(`name '${name}' is not defined`), "name", name);
}

export function unboundLocal(name: string): never {
  throw withField(
    raise.UnboundLocalError(`cannot access local variable '${name}' where it is not associated with a value`),
    "name",
    name,
  );
}

export function unboundCell(name: string, isOwn: boolean): never {
  if (isOwn) return unboundLocal(name);
  throw withField(
    raise.NameError(`cannot access free variable '${name}' where it is not associated with a value in enclosing scope`),
    "name",
    name,
  );
}

export function deleteGlobal(cell: GlobalCell): void {
  if (cell.v === undefined) undefinedName(cell.name);
  cell.v = undefined;
}

/** A name in a class body, or in exec with separate locals. */
export function loadName(namespace: PyValue, name: string, cell: GlobalCell): PyValue {
  const value = fromMapping(namespace, name);
  return value === undefined ? loadGlobal(cell) : value;
}

export function fromMapping(namespace: PyValue, name: string): PyValue | undefined {
  const isPlain = namespace instanceof PyDict && namespace.getItem === PyDict.prototype.getItem;
  if (isPlain && lookup(namespace.cls, "__missing__") === undefined) return namespace.getString(name);
  try {
    return getItem(namespace, name);
  } catch (error) {
    if (error instanceof PyObject && error.cls.mro.some((cls) => cls.name === "KeyError")) return undefined;
    throw error;
  }
}

export function loadClassCell(namespace: PyValue, name: string, cell: Cell): PyValue {
  const value = fromMapping(namespace, name);
  if (value !== undefined) return value;
  return cell.v === undefined ? unboundCell(name, false) : cell.v;
}

export function storeName(namespace: PyValue, name: string, value: PyValue): void {
  if (namespace instanceof PyDict && namespace.setItem === PyDict.prototype.setItem) namespace.setString(name, value);
  else setItem(namespace, name, value);
}

export function deleteName(namespace: PyValue, name: string): void {
  if (namespace instanceof PyDict && namespace.deleteItem === PyDict.prototype.deleteItem) {
    if (!namespace.delete(name)) undefinedName(name);
    return;
  }
  try {
    deleteItem(namespace, name);
  } catch (error) {
    if (error instanceof PyObject && error.cls.name === "KeyError") undefinedName(name);
    throw error;
  }
}

export function forgetName(namespace: PyValue, name: string): void {
  if (namespace instanceof PyDict) namespace.delete(name);
  else if (fromMapping(namespace, name) !== undefined) deleteItem(namespace, name);
}
