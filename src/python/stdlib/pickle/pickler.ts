/** Writes a value as a pickle: what is known by its type, and everything else as it says itself (`__reduce_ex__`). Long as all share output and memo. */
import { encode } from "../../builtins/encoding.ts";
import { latinText } from "../../builtins/text/byte-builder.ts";
import { floatRepr } from "../../builtins/text/float-repr.ts";
import { chargeScan, reserveBytes } from "../../builtins/text-size.ts";
import { attributeOr, findAttribute, getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { PyDict, PyFrozenSet, PySet } from "../../runtime/dict.ts";
import { isIterator, iterate } from "../../runtime/iterate.ts";
import { allocate, enterNative, leaveNative, spend } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { isCallable } from "../../runtime/slots.ts";
import { current } from "../../runtime/state.ts";
import { getItem } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import {
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  functionType,
  listType,
  methodType,
  setType,
  tupleType,
  typeOf,
  typeType,
} from "../../runtime/type-table.ts";
import { isSubtype } from "../../runtime/types.ts";
import {
  Ellipsis,
  NotImplemented,
  PyByteArray,
  PyBytes,
  PyFloat,
  type PyInt,
  PyList,
  PyMethod,
  PyObject,
  PyTuple,
  PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { picklingError } from "./errors.ts";
import { nameOf, encodeFunction } from "./named-objects.ts";
import { toOldName } from "./old-names.ts";
import { OP } from "./opcodes.ts";
import { PickleOutput } from "./output.ts";
import { PyPickleBuffer } from "./pickle-buffer.ts";

export interface PicklerHooks {
  readonly protocol: number;
  readonly isFixingImports: boolean;
  readonly bufferCallback: PyValue;
  /** Leaves the memo alone: shared values are written twice. */
  readonly isFast: boolean;
  readonly persistentId: PyValue;
  readonly reducerOverride: PyValue;
  readonly dispatchTable: PyValue;
}

/** What was written, by its identity (strings by value), and the number that it has in the memo. */
export type Memo = Map<PyValue, number>;

/** Items between one MARK and the instruction that takes them. */
const BATCH = 1000;

export class PickleWriter {
  readonly #hooks: PicklerHooks;
  readonly #protocol: number;
  readonly #isBinary: boolean;
  readonly #memo: Memo;
  readonly #out = new PickleOutput();

  constructor(hooks: PicklerHooks, memo: Memo) {
    this.#hooks = hooks;
    this.#protocol = hooks.protocol;
    this.#isBinary = hooks.protocol > 0;
    this.#memo = memo;
  }

  dump(value: PyValue): Uint8Array {
    if (this.#protocol >= 2) this.#out.put(OP.PROTO, this.#protocol);
    if (this.#protocol >= 4) this.#out.beginFrames();
    this.#save(value);
    this.#out.put(OP.STOP);
    return this.#out.finish();
  }

  #save(value: PyValue, isPersistentId = false): void {
    spend(1);
    if (isPersistentId || !this.#savePersistent(value)) this.#saveValue(value);
    this.#out.boundary();
  }

  #saveValue(value: PyValue): void {
    if (value === null) return this.#out.put(OP.NONE);
    if (typeof value === "boolean") {
      if (this.#protocol >= 2) this.#out.put(value ? OP.NEWTRUE : OP.NEWFALSE);
      else this.#out.putText(value ? "I01\n" : "I00\n");
      return;
    }
    if (typeof value === "number" || typeof value === "bigint") return this.#saveInt(value);
    if (value instanceof PyFloat && value.cls === floatType) return this.#saveFloat(value.v);
    if (this.#recall(value)) return;
    if (typeof value === "string") return this.#saveText(value);
    enterNative();
    try {
      this.#saveObject(value);
    } finally {
      leaveNative();
    }
  }

  #saveObject(value: PyObject): void {
    const { cls } = value;
    if (cls === bytesType) return this.#saveBytes(value as PyBytes);
    if (cls === dictType) return this.#saveDict(value as PyDict);
    if (cls === setType) return this.#saveSet(value as PySet);
    if (cls === frozensetType) return this.#saveFrozenSet(value as PyFrozenSet);
    if (cls === listType) return this.#saveList(value as PyList);
    if (cls === tupleType) return this.#saveTuple(value as PyTuple);
    if (cls === bytearrayType) return this.#saveByteArray(value as PyByteArray);
    if (value instanceof PyPickleBuffer) return this.#savePickleBuffer(value);
    if (this.#hooks.reducerOverride !== null) {
      const parts = call(this.#hooks.reducerOverride, [value]);
      if (parts !== NotImplemented) return this.#saveReduced(parts, value);
    }
    if (cls === typeType) return this.#saveType(value as PyType);
    if (cls === functionType) return this.#saveGlobal(value, null);
    this.#saveReduced(this.#reduce(value), value);
  }

  /** How an object is taken apart: by the dispatch table, or as its class says. */
  #reduce(value: PyObject): PyValue {
    const { cls } = value;
    const reducer = this.#dispatch(cls);
    if (reducer !== undefined) return call(reducer, [value]);
    if (isSubtype(cls, typeType)) return ownNameOf(value);
    if (value === Ellipsis) return "Ellipsis";
    if (value === NotImplemented) return "NotImplemented";
    if (value instanceof PyMethod && cls === methodType)
      return this.#reduceBound(value.self, toStr(getAttribute(value.func, "__name__")));
    const reduceEx = attributeOr(value, "__reduce_ex__", undefined);
    if (reduceEx !== undefined) return call(reduceEx, [this.#protocol]);
    const reduce = attributeOr(value, "__reduce__", undefined);
    if (reduce === undefined) throw picklingError(`can't pickle '${cls.name}' object: ${repr(value)}`);
    return call(reduce, []);
  }

  #reduceBound(self: PyValue, name: string): PyValue {
    return new PyTuple([builtin("getattr"), new PyTuple([self, name])]);
  }

  #dispatch(cls: PyType): PyValue | undefined {
    const table = this.#hooks.dispatchTable;
    if (table instanceof PyDict) return table.get(cls);
    try {
      return getItem(table, cls);
    } catch (error) {
      if (isKeyError(error)) return undefined;
      throw error;
    }
  }

  #saveReduced(parts: PyValue, value: PyValue): void {
    const name = asString(parts);
    if (name !== undefined) return this.#saveGlobal(value, name);
    if (!(parts instanceof PyTuple)) throw picklingError("__reduce__ must return a string or tuple");
    if (parts.items.length < 2 || parts.items.length > 6)
      throw picklingError("tuple returned by __reduce__ must contain 2 through 6 elements");
    this.#saveParts(parts.items, value);
  }

  #saveParts(
    [maker = null, args = null, state = null, listItems = null, dictItems = null, setter = null]: readonly PyValue[],
    value: PyValue | undefined,
  ): void {
    if (!isCallable(maker)) throw picklingError("first item of the tuple returned by __reduce__ must be callable");
    if (!(args instanceof PyTuple))
      throw picklingError("second item of the tuple returned by __reduce__ must be a tuple");
    checkIterator("fourth", listItems);
    checkIterator("fifth", dictItems);
    if (setter !== null && !isCallable(setter))
      throw picklingError(
        `sixth element of the tuple returned by __reduce__ must be a function, not ${typeOf(setter).shown}`,
      );
    this.#saveMaking(maker, args, value);
    if (value !== undefined) {
      if (this.#memo.has(value)) {
        // Its own arguments led to it: it was made on the way.
        this.#out.put(OP.POP);
        this.#recall(value);
      } else this.#remember(value);
    }
    if (listItems !== null) this.#saveItems(listItems);
    if (dictItems !== null) this.#savePairs(dictItems);
    if (state === null) return;
    if (setter === null) {
      this.#save(state);
      this.#out.put(OP.BUILD);
      return;
    }
    this.#save(setter);
    this.#save(value as PyValue);
    this.#save(state);
    this.#out.put(OP.TUPLE2, OP.REDUCE, OP.POP);
  }

  /** The call that makes the object; `cls.__new__` has instructions of its own. */
  #saveMaking(maker: PyValue, args: PyTuple, value: PyValue | undefined): void {
    const name = this.#protocol >= 2 ? attributeOr(maker, "__name__", null) : null;
    if (name === "__newobj_ex__") {
      const [cls, given, keywords] = newObjectExParts(args, value);
      if (this.#protocol >= 4) {
        for (const part of [cls, given, keywords]) this.#save(part);
        this.#out.put(OP.NEWOBJ_EX);
        return;
      }
      const partial = getAttribute(importModule(current.interpreter, "functools"), "partial");
      const named = new Map([...keywords.entries()].map(([key, item]) => [asString(key) ?? "", item]));
      this.#save(call(partial, [getAttribute(cls, "__new__"), cls, ...given.items], named));
      this.#save(new PyTuple());
      this.#out.put(OP.REDUCE);
      return;
    }
    if (name === "__newobj__") {
      this.#save(newObjectClass(args, value));
      this.#save(new PyTuple(args.items.slice(1)));
      this.#out.put(OP.NEWOBJ);
      return;
    }
    this.#save(maker);
    this.#save(args);
    this.#out.put(OP.REDUCE);
  }

  // The memo.

  /** Refers to what was written before. */
  #recall(value: PyValue): boolean {
    const index = this.#memo.get(value);
    if (index === undefined) return false;
    if (!this.#isBinary) this.#out.putText(`g${index}\n`);
    else if (index < 256) this.#out.put(OP.BINGET, index);
    else this.#out.putNumber(OP.LONG_BINGET, index, 4);
    return true;
  }

  #remember(value: PyValue): void {
    if (this.#hooks.isFast) return;
    const index = this.#memo.size;
    if ((index & 1023) === 1023) allocate(1024 * 40);
    this.#memo.set(value, index);
    if (this.#protocol >= 4) this.#out.put(OP.MEMOIZE);
    else if (!this.#isBinary) this.#out.putText(`p${index}\n`);
    else if (index < 256) this.#out.put(OP.BINPUT, index);
    else this.#out.putNumber(OP.LONG_BINPUT, index, 4);
  }

  #savePersistent(value: PyValue): boolean {
    if (this.#hooks.persistentId === null) return false;
    const id = call(this.#hooks.persistentId, [value]);
    if (id === null) return false;
    if (this.#isBinary) {
      this.#save(id, true);
      this.#out.put(OP.BINPERSID);
      return true;
    }
    const text = toStr(id);
    // oxlint-disable-next-line no-control-regex
    if (/[^\x00-\x7f]/.test(text)) throw picklingError("persistent IDs in protocol 0 must be ASCII strings");
    this.#out.putText(`P${text}\n`);
    return true;
  }

  // Values known by their type.

  #saveInt(value: PyInt): void {
    if (typeof value === "number" && value >= -0x80000000 && value <= 0x7fffffff) {
      if (!this.#isBinary) this.#out.putText(`I${value}\n`);
      else if (value >= 0 && value < 256) this.#out.put(OP.BININT1, value);
      else if (value >= 0 && value < 65536) this.#out.putNumber(OP.BININT2, value, 2);
      else this.#out.putNumber(OP.BININT, value, 4);
      return;
    }
    if (this.#protocol < 2) return this.#out.putText(`L${repr(value)}L\n`);
    const bytes = twosComplement(BigInt(value));
    if (bytes.length < 256) this.#out.put(OP.LONG1, bytes.length);
    else this.#out.putNumber(OP.LONG4, bytes.length, 4);
    this.#out.append(bytes);
  }

  #saveFloat(x: number): void {
    if (!this.#isBinary) return this.#out.putText(`F${floatRepr(x)}\n`);
    const bytes = new Uint8Array(9);
    bytes[0] = OP.BINFLOAT;
    new DataView(bytes.buffer).setFloat64(1, x);
    this.#out.append(bytes);
  }

  #saveText(text: string): void {
    chargeScan(text.length * 4);
    if (this.#isBinary) {
      const bytes = encode(text, "utf-8", "surrogatepass");
      if (this.#protocol >= 4 && bytes.length < 256) this.#out.putBytes(OP.SHORT_BINUNICODE, 1, bytes);
      else this.#out.putBytes(OP.BINUNICODE, 4, bytes);
    } else {
      this.#out.putText("V");
      // oxlint-disable-next-line no-control-regex
      const escaped = text.replaceAll(
        /[\\\0\n\r\x1a]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
      this.#out.append(encode(escaped, "raw_unicode_escape"));
      this.#out.putText("\n");
    }
    this.#remember(text);
  }

  #saveBytes(value: PyBytes): void {
    const { bytes } = value;
    chargeScan(bytes.length);
    if (this.#protocol < 3) {
      const parts =
        bytes.length === 0 ? [bytesType, new PyTuple()] : [encodeFunction, new PyTuple([latinText(bytes), "latin1"])];
      return this.#saveParts(parts, value);
    }
    if (bytes.length < 256) this.#out.putBytes(OP.SHORT_BINBYTES, 1, bytes);
    else this.#out.putBytes(OP.BINBYTES, 4, bytes);
    this.#remember(value);
  }

  #saveByteArray(value: PyByteArray): void {
    reserveBytes(value.size);
    if (this.#protocol < 5) {
      const args = value.size === 0 ? [] : [new PyBytes(value.bytes.slice())];
      return this.#saveParts([bytearrayType, new PyTuple(args)], value);
    }
    this.#out.putBytes(OP.BYTEARRAY8, 8, value.bytes);
    this.#remember(value);
  }

  #savePickleBuffer(value: PyPickleBuffer): void {
    if (this.#protocol < 5) throw picklingError("PickleBuffer can only pickled with protocol >= 5");
    const { bytes, isReadOnly } = value.getBuffer();
    const { bufferCallback } = this.#hooks;
    if (bufferCallback === null || isTrue(call(bufferCallback, [value]))) {
      chargeScan(bytes.length);
      if (!isReadOnly) this.#out.putBytes(OP.BYTEARRAY8, 8, bytes);
      else if (bytes.length < 256) this.#out.putBytes(OP.SHORT_BINBYTES, 1, bytes);
      else this.#out.putBytes(OP.BINBYTES, 4, bytes);
      return this.#remember(value);
    }
    this.#out.put(OP.NEXT_BUFFER);
    if (isReadOnly) this.#out.put(OP.READONLY_BUFFER);
  }

  #saveTuple(value: PyTuple): void {
    const { items } = value,
      count = items.length;
    if (count === 0) return this.#isBinary ? this.#out.put(OP.EMPTY_TUPLE) : this.#out.put(OP.MARK, OP.TUPLE);
    const isShort = count <= 3 && this.#protocol >= 2;
    if (!isShort) this.#out.put(OP.MARK);
    for (const item of items) this.#save(item);
    if (this.#memo.has(value)) {
      // It holds itself, and was written on the way: what has been put down is thrown away.
      if (!isShort && this.#isBinary) this.#out.put(OP.POP_MARK);
      else for (let i = isShort ? 0 : -1; i < count; i++) this.#out.put(OP.POP);
      this.#recall(value);
      return;
    }
    this.#out.put(isShort ? (SHORT_TUPLES[count - 1] ?? OP.TUPLE) : OP.TUPLE);
    this.#remember(value);
  }

  #saveList(value: PyList): void {
    if (this.#isBinary) this.#out.put(OP.EMPTY_LIST);
    else this.#out.put(OP.MARK, OP.LIST);
    this.#remember(value);
    if (this.#isBinary && value.items.length > 1) {
      let done = 0;
      do {
        this.#out.put(OP.MARK);
        for (let i = 0; i < BATCH && done < value.items.length; i++) this.#save(value.items[done++] as PyValue);
        this.#out.put(OP.APPENDS);
      } while (done < value.items.length);
    } else if (value.items.length > 0) this.#saveItems(iterate(value) as unknown as PyValue);
  }

  /** Items of a list, from an iterator. */
  #saveItems(items: PyValue): void {
    this.#batches(items, OP.APPEND, OP.APPENDS, (item) => this.#save(item));
  }

  /** Keys and values, from an iterator. */
  #savePairs(pairs: PyValue): void {
    this.#batches(pairs, OP.SETITEM, OP.SETITEMS, (pair) => {
      if (!(pair instanceof PyTuple) || pair.items.length !== 2)
        throw raise.TypeError("dict items iterator must return 2-tuples");
      for (const part of pair.items) this.#save(part);
    });
  }

  #batches(items: PyValue, single: number, several: number, save: (item: PyValue) => void): void {
    const iterator = iterate(items);
    for (;;) {
      const first = iterator.next();
      if (first === undefined) return;
      if (!this.#isBinary) {
        save(first);
        this.#out.put(single);
        continue;
      }
      const second = iterator.next();
      if (second === undefined) {
        save(first);
        this.#out.put(single);
        return;
      }
      this.#out.put(OP.MARK);
      save(first);
      save(second);
      let count = 2,
        next: PyValue | undefined = second;
      while (count < BATCH && (next = iterator.next()) !== undefined) {
        save(next);
        count++;
      }
      this.#out.put(several);
      if (next === undefined) return;
    }
  }

  #saveDict(value: PyDict): void {
    if (this.#isBinary) this.#out.put(OP.EMPTY_DICT);
    else this.#out.put(OP.MARK, OP.DICT);
    this.#remember(value);
    if (value.size === 0) return;
    const { size } = value;
    let count = 0;
    if (this.#isBinary && size > 1) this.#out.put(OP.MARK);
    for (const [key, item] of value.entries()) {
      if (this.#isBinary && count > 0 && count % BATCH === 0) this.#out.put(OP.SETITEMS, OP.MARK);
      this.#save(key);
      this.#save(item);
      count++;
      if (!this.#isBinary || size === 1) this.#out.put(OP.SETITEM);
      if (value.size !== size) throw raise.RuntimeError("dictionary changed size during iteration");
    }
    if (this.#isBinary && size > 1) this.#out.put(OP.SETITEMS);
  }

  #saveSet(value: PySet): void {
    const items = setItems(value);
    if (this.#protocol < 4) return this.#saveParts([setType, new PyTuple([new PyList(items)])], value);
    this.#out.put(OP.EMPTY_SET);
    this.#remember(value);
    for (let start = 0; start < items.length; start += BATCH) {
      this.#out.put(OP.MARK);
      for (const item of items.slice(start, start + BATCH)) this.#save(item);
      this.#out.put(OP.ADDITEMS);
    }
  }

  #saveFrozenSet(value: PyFrozenSet): void {
    const items = setItems(value);
    if (this.#protocol < 4) return this.#saveParts([frozensetType, new PyTuple([new PyList(items)])], value);
    this.#out.put(OP.MARK);
    for (const item of items) this.#save(item);
    if (this.#memo.has(value)) {
      this.#out.put(OP.POP_MARK);
      this.#recall(value);
      return;
    }
    this.#out.put(OP.FROZENSET);
    this.#remember(value);
  }

  // What has a name.

  #saveType(value: PyType): void {
    const single =
      value === typeOf(null)
        ? null
        : value === Ellipsis.cls
          ? Ellipsis
          : value === NotImplemented.cls
            ? NotImplemented
            : undefined;
    if (single !== undefined) this.#saveParts([typeType, new PyTuple([single])], value);
    else this.#saveGlobal(value, null);
  }

  #saveGlobal(value: PyValue, given: string | null): void {
    const { module, name, parent } = nameOf(value, given);
    if (this.#protocol >= 2 && this.#saveExtension(module, name)) return;
    if (this.#protocol >= 4) {
      this.#save(module);
      this.#save(name);
      this.#out.put(OP.STACK_GLOBAL);
    } else if (name.includes(".")) {
      return this.#saveParts([builtin("getattr"), new PyTuple([parent, name.slice(name.lastIndexOf(".") + 1)])], value);
    } else {
      const [oldModule, oldName] =
        this.#protocol < 3 && this.#hooks.isFixingImports ? toOldName(module, name) : [module, name];
      this.#out.putText("c");
      this.#out.append(this.#nameBytes(oldModule, "module"));
      this.#out.putText("\n");
      this.#out.append(this.#nameBytes(oldName, "global"));
      this.#out.putText("\n");
    }
    this.#remember(value);
  }

  #nameBytes(name: string, what: string): Uint8Array {
    // oxlint-disable-next-line no-control-regex
    if (this.#protocol < 3 && /[^\x00-\x7f]/.test(name)) {
      throw picklingError(`can't pickle ${what} identifier '${name}' using pickle protocol ${this.#protocol}`);
    }
    return encode(name);
  }

  /** A name that copyreg gave a number. */
  #saveExtension(module: string, name: string): boolean {
    const registry = importModule(current.interpreter, "copyreg").globals.getString("_extension_registry");
    if (!(registry instanceof PyDict) || registry.size === 0) return false;
    const number = registry.get(new PyTuple([module, name]));
    if (number === undefined) return false;
    if (typeof number !== "number" || number <= 0)
      throw raise.RuntimeError(`Can't pickle ${module}.${name}: extension code isn't an integer`);
    if (number < 256) this.#out.put(OP.EXT1, number);
    else if (number < 65536) this.#out.putNumber(OP.EXT2, number, 2);
    else this.#out.putNumber(OP.EXT4, number, 4);
    return true;
  }
}

const SHORT_TUPLES: readonly number[] = [OP.TUPLE1, OP.TUPLE2, OP.TUPLE3];

function setItems(value: PySet | PyFrozenSet): PyValue[] {
  spend(value.table.size >> 2);
  return [...value.table.keys()];
}

function builtin(name: string): PyValue {
  return current.interpreter.builtins.getString(name) ?? null;
}

function ownNameOf(value: PyObject): string {
  return toStr(attributeOr(value, "__qualname__", undefined) ?? getAttribute(value, "__name__"));
}

function isKeyError(error: unknown): boolean {
  return error instanceof PyObject && error.cls.mro.some((cls) => cls.name === "KeyError" && !cls.isHeap);
}

function checkIterator(place: string, value: PyValue): void {
  if (value !== null && !isIterator(value)) {
    throw picklingError(
      `${place} element of the tuple returned by __reduce__ must be an iterator, not ${typeOf(value).shown}`,
    );
  }
}

function newObjectExParts(args: PyTuple, value: PyValue | undefined): [cls: PyValue, args: PyTuple, keywords: PyDict] {
  if (args.items.length !== 3)
    throw picklingError(`length of the NEWOBJ_EX argument tuple must be exactly 3, not ${args.items.length}`);
  const [cls, given, keywords] = args.items as readonly [PyValue, PyValue, PyValue];
  if (!(cls instanceof PyType))
    throw picklingError(`first item from NEWOBJ_EX argument tuple must be a class, not ${typeOf(cls).shown}`);
  if (!(given instanceof PyTuple))
    throw picklingError(`second item from NEWOBJ_EX argument tuple must be a tuple, not ${typeOf(given).shown}`);
  if (!(keywords instanceof PyDict))
    throw picklingError(`third item from NEWOBJ_EX argument tuple must be a dict, not ${typeOf(keywords).shown}`);
  checkClass(cls, value, "__newobj_ex__");
  return [cls, given, keywords];
}

function newObjectClass(args: PyTuple, value: PyValue | undefined): PyValue {
  const [cls] = args.items;
  if (cls === undefined) throw picklingError("__newobj__ arglist is empty");
  if (findAttribute(cls, "__new__") === undefined) throw picklingError("args[0] from __newobj__ args has no __new__");
  checkClass(cls, value, "__newobj__");
  return cls;
}

function checkClass(cls: PyValue, value: PyValue | undefined, name: string): void {
  if (value !== undefined && getAttribute(value, "__class__") !== cls)
    throw picklingError(`args[0] from ${name} args has the wrong class`);
}

/** The shortest little-endian two's complement. */
function twosComplement(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array(0);
  let digits = (value < 0n ? -value - 1n : value).toString(16);
  spend(digits.length >> 2);
  if (digits.length % 2 === 1) digits = `0${digits}`;
  if (Number.parseInt(digits.slice(0, 2), 16) >= 128) digits = `00${digits}`;
  reserveBytes(digits.length / 2);
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = Number.parseInt(digits.slice(digits.length - 2 * i - 2, digits.length - 2 * i), 16);
    bytes[i] = value < 0n ? 255 - byte : byte;
  }
  return bytes;
}
