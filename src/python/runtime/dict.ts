/** dict, the namespaces that are dicts, and sets: values around a hash table. */
import { HashTable } from "./hash-table.ts";
import { chargeName, spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { Cell, type PyInt, PyObject, PyStrObject, type PyValue } from "./values.ts";

export class PyDict extends PyObject {
  protected table: HashTable;
  constructor(table: HashTable = new HashTable()) {
    super();
    this.table = table;
  }

  /** What a program sees of it. */
  get shown(): PyDict {
    return this;
  }

  get size(): number {
    return this.table.map.size;
  }
  get(key: PyValue): PyValue | undefined {
    return this.table.get(key);
  }
  /** `known` is the key's hash, if at hand. */
  has(key: PyValue, known?: PyInt): boolean {
    return this.table.has(key, known);
  }
  set(key: PyValue, value: PyValue): void {
    this.table.set(key, value);
  }
  delete(key: PyValue): boolean {
    return this.table.delete(key);
  }
  setDefault(key: PyValue, value: PyValue): PyValue {
    return this.table.setDefault(key, value);
  }
  take(key: PyValue): PyValue | undefined {
    return this.table.take(key);
  }
  getString(key: string): PyValue | undefined {
    return this.table.get(key);
  }
  setString(key: string, value: PyValue): void {
    this.table.set(key, value);
  }
  clear(): void {
    this.table.clear();
  }
  keys(): IterableIterator<PyValue> {
    return this.table.keys();
  }
  values(): IterableIterator<PyValue> {
    return this.table.values();
  }
  entries(): IterableIterator<[PyValue, PyValue]> {
    return this.table.entries();
  }
  popLast(): [PyValue, PyValue] | undefined {
    return this.table.popLast();
  }
  /** A table with the same entries, for `dict.copy`. */
  copyTable(): HashTable {
    return this.table.copy();
  }
  /** Takes over the entries of a table made for this dict alone. */
  adopt(table: HashTable): void {
    this.table = table;
  }
  /** The key as it was given, of what an iterator over the keys yields: it may have begun before keys came that need it. */
  originalKey(canonical: unknown): PyValue {
    return this.table.original(canonical);
  }
  /** The key that is stored and equal to `key`, or undefined. */
  storedKey(key: PyValue): PyValue | undefined {
    const canonical = this.table.find(key);
    return canonical === undefined ? undefined : this.table.original(canonical);
  }
}

/** A global variable: a cell that knows where to look when it is empty. */
export class GlobalCell extends Cell {
  readonly name: string;
  readonly namespace: NamespaceDict;
  /** The cell of the built-in of this name, once it was looked for. */
  builtin: GlobalCell | null = null;
  constructor(name: string, namespace: NamespaceDict) {
    super();
    this.name = name;
    this.namespace = namespace;
  }
}

/** Tools keep their names at module level, whatever binds: a statement or the dict. */
export function refuseBinding(name: string): never {
  throw raise.TypeError(`cannot assign to name '${name}': it is a tool of this agent; choose another name`);
}

/** The globals of a module: a dict whose str keys are cells that generated code holds directly. */
export class NamespaceDict extends PyDict {
  readonly cells: Map<string, GlobalCell> = new Map();
  /** Where names are looked up that are not here: the `builtins` module's globals. */
  builtins: NamespaceDict | null;
  /** Names that only the host may bind. */
  protectedNames: ReadonlySet<string> | null;

  constructor(builtins: NamespaceDict | null = null) {
    super();
    this.builtins = builtins;
    this.protectedNames = null;
  }

  /** The cell of a name, made empty when it is new. */
  cell(name: string): GlobalCell {
    chargeName(name);
    let cell = this.cells.get(name);
    if (cell === undefined) {
      cell = new GlobalCell(name, this);
      this.cells.set(name, cell);
    }
    return cell;
  }

  /** The cell of a name that is or was bound here. */
  find(name: string): GlobalCell | undefined {
    return this.cells.get(name);
  }

  /** Binds a name whatever protects it. */
  define(name: string, value: PyValue): void {
    if (this.protectedNames?.has(name) === true) this.protect(name, value);
    else this.cell(name).v = value;
  }

  /** Binds a protected name: its cell refuses a function, too, that was compiled before the name was protected. */
  protect(name: string, value: PyValue): void {
    Object.defineProperty(this.cell(name), "v", {
      get: () => value,
      set() {
        refuseBinding(name);
      },
      configurable: true,
    });
  }

  /** The cell of a name that a program is about to change. */
  private changed(name: string): GlobalCell {
    if (this.protectedNames?.has(name) === true) refuseBinding(name);
    return this.cell(name);
  }

  override get size(): number {
    // Names that were deleted keep their cells.
    spend(this.cells.size >> 2);
    let count = this.table.map.size;
    for (const cell of this.cells.values()) if (cell.v !== undefined) count++;
    return count;
  }
  override getString(key: string): PyValue | undefined {
    chargeName(key);
    const value = this.cells.get(key)?.v;
    // An object that is no str may be equal to one.
    return value === undefined && this.table.map.size > 0 ? this.table.get(key) : value;
  }
  override setString(key: string, value: PyValue): void {
    this.changed(key).v = value;
  }
  override get(key: PyValue): PyValue | undefined {
    const name = stringKey(key);
    return name === undefined ? this.table.get(key) : this.getString(name);
  }
  override has(key: PyValue): boolean {
    return this.get(key) !== undefined;
  }
  override set(key: PyValue, value: PyValue): void {
    const name = stringKey(key);
    if (name === undefined) this.table.set(key, value);
    else this.changed(name).v = value;
  }
  override delete(key: PyValue): boolean {
    const name = stringKey(key);
    if (name === undefined) return this.table.delete(key);
    if (this.getString(name) === undefined) return false;
    this.changed(name).v = undefined;
    return true;
  }
  override setDefault(key: PyValue, value: PyValue): PyValue {
    const known = this.get(key);
    if (known !== undefined) return known;
    this.set(key, value);
    return value;
  }
  override take(key: PyValue): PyValue | undefined {
    const value = this.get(key);
    this.delete(key);
    return value;
  }
  override clear(): void {
    for (const name of this.protectedNames ?? []) refuseBinding(name);
    for (const cell of this.cells.values()) cell.v = undefined;
    this.table.clear();
  }
  override *keys(): IterableIterator<PyValue> {
    for (const [name, cell] of this.cells) if (cell.v !== undefined) yield name;
    yield* this.table.keys();
  }
  override *values(): IterableIterator<PyValue> {
    for (const cell of this.cells.values()) if (cell.v !== undefined) yield cell.v;
    yield* this.table.values();
  }
  override *entries(): IterableIterator<[PyValue, PyValue]> {
    for (const [name, cell] of this.cells) if (cell.v !== undefined) yield [name, cell.v];
    yield* this.table.entries();
  }
  override popLast(): [PyValue, PyValue] | undefined {
    const other = this.table.popLast();
    if (other !== undefined) return other;
    let last: GlobalCell | undefined;
    for (const cell of this.cells.values()) if (cell.v !== undefined) last = cell;
    if (last === undefined) return undefined;
    const value = last.v as PyValue;
    this.changed(last.name).v = undefined;
    return [last.name, value];
  }
  override copyTable(): HashTable {
    const table = new HashTable();
    spend(this.size);
    for (const [key, value] of this.entries()) table.set(key, value);
    return table;
  }
  override adopt(table: HashTable): void {
    this.clear();
    spend(table.size);
    for (const [key, value] of table.entries()) this.set(key, value);
  }
  override storedKey(key: PyValue): PyValue | undefined {
    return this.has(key) ? (stringKey(key) ?? this.table.original(this.table.find(key))) : undefined;
  }

  /** Makes an ordinary dict a namespace in place, for `exec(code, d)`: whoever holds the dict sees the names. */
  static convert(dict: PyDict, builtins: NamespaceDict | null): NamespaceDict {
    if (dict instanceof NamespaceDict) return dict;
    const entries = [...dict.entries()];
    dict.clear();
    const namespace = dict as unknown as {
      cells: Map<string, GlobalCell>;
      builtins: NamespaceDict | null;
      protectedNames: ReadonlySet<string> | null;
    };
    const fresh = Object.setPrototypeOf(dict, NamespaceDict.prototype) as NamespaceDict;
    namespace.cells = new Map();
    namespace.builtins = builtins;
    namespace.protectedNames = null;
    for (const [key, value] of entries) fresh.set(key, value);
    return fresh;
  }
}

function stringKey(key: PyValue): string | undefined {
  if (typeof key === "string") return key;
  return key instanceof PyStrObject && key.equals === PyStrObject.prototype.equals ? key.value : undefined;
}

/** The shape that set and frozenset share; neither is a subclass of the other. The table maps each key to true. */
export class PyAnySet extends PyObject {
  table: HashTable;
  constructor(table: HashTable = new HashTable()) {
    super();
    this.table = table;
  }
}

export class PySet extends PyAnySet {}

export class PyFrozenSet extends PyAnySet {
  cachedHash: PyInt | undefined = undefined;
}

PyDict.prototype.isTrue = function isTrueDict(this: PyDict): boolean {
  return this.size > 0;
};
PyAnySet.prototype.isTrue = function isTrueSet(this: PyAnySet): boolean {
  return this.table.size > 0;
};
