/** Reads a pickle: the machine with a stack and a memo that its instructions are for. Long as there are sixty of them. */
import { decode } from "../../builtins/encoding.ts";
import { latinText } from "../../builtins/text/byte-builder.ts";
import { FormatError } from "../../builtins/text/format-error.ts";
import { floatFromString } from "../../builtins/text/float-parse.ts";
import { parseInteger } from "../../builtins/text/int-parse.ts";
import { chargeScan, reserveBytes } from "../../builtins/text-size.ts";
import { attributeOr, getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { PyDict, PySet } from "../../runtime/dict.ts";
import { iterate } from "../../runtime/iterate.ts";
import { allocateGrowth, spend } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { normaliseInt } from "../../runtime/arithmetic.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { setItem } from "../../runtime/subscript.ts";
import { dictType, frozensetType, listType, setType, typeOf } from "../../runtime/type-table.ts";
import {
  PyByteArray,
  PyBytes,
  type PyException,
  PyFloat,
  type PyInt,
  type PyIterator,
  PyList,
  PyTuple,
  PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { unpicklingError } from "./errors.ts";
import { HIGHEST_PROTOCOL, OP } from "./opcodes.ts";
import { readOnlyBuffer } from "./pickle-buffer.ts";
import type { PickleSource } from "./source.ts";

export interface UnpicklerHooks {
  findClass(module: string, name: string): PyValue;
  readonly persistentLoad: PyValue;
  /** Of strings that Python 2 wrote. */
  readonly encoding: string;
  readonly errors: string;
  /** An iterator over buffers that stand outside the pickle, or None. */
  readonly buffers: PyIterator | null;
}

export type ReadMemo = Map<number, PyValue>;

export class PickleReader {
  readonly #source: PickleSource;
  readonly #hooks: UnpicklerHooks;
  readonly #memo: ReadMemo;
  #stack: PyValue[] = [];
  /** Stacks below the marks. */
  readonly #marks: PyValue[][] = [];
  /** As the pickle says. */
  protocol = 0;

  constructor(source: PickleSource, hooks: UnpicklerHooks, memo: ReadMemo) {
    this.#source = source;
    this.#hooks = hooks;
    this.#memo = memo;
  }

  load(): PyValue {
    for (;;) {
      spend(1);
      const op = this.#source.byte();
      if (op === OP.STOP) return this.#pop();
      if (op < 0) throw raise.EOFError("Ran out of input");
      const run = INSTRUCTIONS.get(op);
      if (run === undefined) throw unpicklingError(`invalid load key, '${shownKey(op)}'.`);
      run(this);
    }
  }

  push(value: PyValue): void {
    this.#stack.push(value);
    allocateGrowth(this.#stack.length, 8);
  }

  #pop(): PyValue {
    const value = this.#stack.pop();
    if (value === undefined) throw this.#underflow();
    return value;
  }

  get #top(): PyValue {
    const value = this.#stack.at(-1);
    if (value === undefined) throw this.#underflow();
    return value;
  }

  #underflow(): PyException {
    return unpicklingError(this.#marks.length > 0 ? "unexpected MARK found" : "unpickling stack underflow");
  }

  mark(): void {
    this.#marks.push(this.#stack);
    allocateGrowth(this.#marks.length, 64);
    this.#stack = [];
  }

  /** What was put down since the last mark. */
  #popMark(): PyValue[] {
    const below = this.#marks.pop();
    if (below === undefined) throw unpicklingError("could not find MARK");
    const items = this.#stack;
    this.#stack = below;
    spend(items.length >> 3);
    return items;
  }

  /** POP takes a mark too, where nothing stands above it. */
  popOne(): void {
    if (this.#stack.length === 0 && this.#marks.length > 0) this.#popMark();
    else this.#pop();
  }

  popMark(): void {
    this.#popMark();
  }

  duplicate(): void {
    this.push(this.#top);
  }

  // Numbers and texts in the pickle.

  size(bytes: number): number {
    const read = this.#source.read(bytes);
    let value = 0;
    for (let i = bytes - 1; i >= 0; i--) value = value * 256 + (read[i] ?? 0);
    return value;
  }

  signed(): number {
    return this.size(4) | 0;
  }

  /** A size of 8 bytes; what no machine can hold is refused. */
  largeSize(what: string): number {
    const size = this.size(8);
    if (size > Number.MAX_SAFE_INTEGER)
      throw raise.OverflowError(`${what} exceeds system's maximum size of 9223372036854775807 bytes`);
    return size;
  }

  bytes(count: number): Uint8Array {
    const bytes = this.#source.read(count);
    chargeScan(bytes.length);
    return bytes;
  }

  line(): string {
    return latinText(this.#source.line());
  }

  textLine(): string {
    return decode(this.#source.line());
  }

  frame(): void {
    this.#source.frame(this.largeSize("FRAME length"));
  }

  setProtocol(): void {
    const protocol = this.size(1);
    if (protocol > HIGHEST_PROTOCOL) throw raise.ValueError(`unsupported pickle protocol: ${protocol}`);
    this.protocol = protocol;
  }

  pushText(count: number): void {
    this.push(decode(this.bytes(count), "utf-8", "surrogatepass"));
  }

  pushBytes(count: number): void {
    // A size that is wrong is found out before there is memory for it.
    const bytes = this.bytes(count);
    reserveBytes(count);
    this.push(new PyBytes(bytes.slice()));
  }

  pushByteArray(): void {
    const count = this.largeSize("BYTEARRAY8");
    const bytes = this.bytes(count);
    reserveBytes(count);
    this.push(new PyByteArray(bytes.slice()));
  }

  /** A str of Python 2: text, or bytes where the program says so. */
  pushOldString(bytes: Uint8Array): void {
    const { encoding, errors } = this.#hooks;
    chargeScan(bytes.length);
    this.push(encoding === "bytes" ? new PyBytes(bytes.slice()) : decode(bytes, encoding, errors));
  }

  pushQuotedString(): void {
    const line = this.line().trimEnd();
    const quote = line[0];
    if (line.length < 2 || (quote !== "'" && quote !== '"') || line.at(-1) !== quote)
      throw unpicklingError("the STRING opcode argument must be quoted");
    this.pushOldString(unescapeBytes(line.slice(1, -1)));
  }

  pushInt(): void {
    const line = this.line();
    if (line === "00" || line === "01") return this.push(line === "01");
    this.push(intOfText(line.trim()));
  }

  pushLong(): void {
    const line = this.line();
    this.push(intOfText(line.endsWith("L") ? line.slice(0, -1) : line));
  }

  pushLongBytes(count: number): void {
    if (count < 0) throw unpicklingError("LONG pickle has negative byte count");
    const bytes = this.#source.read(count);
    chargeScan(count * 16);
    reserveBytes(count * 16);
    this.push(intOfBytes(bytes));
  }

  pushFloat(): void {
    const x = floatFromString(this.line());
    if (x === undefined) throw raise.ValueError("could not convert string to float");
    this.push(new PyFloat(x));
  }

  pushBinaryFloat(): void {
    const bytes = this.#source.read(8);
    this.push(new PyFloat(new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0)));
  }

  // Containers.

  pushTuple(count: number): void {
    if (this.#stack.length < count) throw this.#underflow();
    this.push(new PyTuple(count === 0 ? [] : this.#stack.splice(-count)));
  }

  pushMarkedTuple(): void {
    this.push(new PyTuple(this.#popMark()));
  }

  pushMarkedList(): void {
    this.push(new PyList(this.#popMark()));
  }

  pushMarkedDict(): void {
    const dict = new PyDict(),
      items = this.#popMark();
    if (items.length % 2 !== 0) throw unpicklingError("odd number of items for DICT");
    putPairs(dict, items);
    this.push(dict);
  }

  pushMarkedFrozenSet(): void {
    this.push(call(frozensetType, [new PyList(this.#popMark())]));
  }

  append(): void {
    const item = this.#pop();
    this.#extend([item]);
  }

  appendMarked(): void {
    this.#extend(this.#popMark());
  }

  #extend(items: readonly PyValue[]): void {
    const target = this.#top;
    if (target instanceof PyList && target.cls === listType) {
      for (const item of items) target.items.push(item);
      allocateGrowth(target.items.length, 8);
      return;
    }
    const extend = attributeOr(target, "extend", undefined);
    if (extend !== undefined && items.length !== 1) {
      call(extend, [new PyList([...items])]);
      return;
    }
    const append = getAttribute(target, "append");
    for (const item of items) call(append, [item]);
  }

  setOne(): void {
    const value = this.#pop(),
      key = this.#pop();
    putPairs(this.#top, [key, value]);
  }

  setMarked(): void {
    const items = this.#popMark();
    if (items.length % 2 !== 0) throw unpicklingError("odd number of items for SETITEMS");
    putPairs(this.#top, items);
  }

  addMarked(): void {
    const items = this.#popMark(),
      target = this.#top;
    if (target instanceof PySet && target.cls === setType) {
      spend(items.length);
      for (const item of items) target.table.set(item, true);
      return;
    }
    const add = getAttribute(target, "add");
    for (const item of items) call(add, [item]);
  }

  // The memo.

  get(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw unpicklingError(`Memo value not found at index ${index}`);
    this.push(value);
  }

  getByLine(): void {
    this.get(indexOfText(this.line()));
  }

  put(index: number): void {
    this.#memo.set(index, this.#top);
    allocateGrowth(this.#memo.size, 32);
  }

  putByLine(): void {
    const index = indexOfText(this.line());
    if (index < 0) throw raise.ValueError("negative PUT argument");
    this.put(index);
  }

  memoize(): void {
    this.put(this.#memo.size);
  }

  // Names and objects.

  pushPersistent(id: PyValue): void {
    if (this.#hooks.persistentLoad === null) {
      throw unpicklingError(
        "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.",
      );
    }
    this.push(call(this.#hooks.persistentLoad, [id]));
  }

  pushPersistentOnStack(): void {
    this.pushPersistent(this.#pop());
  }

  pushGlobal(): void {
    const module = this.textLine();
    this.push(this.#hooks.findClass(module, this.textLine()));
  }

  pushStackGlobal(): void {
    const name = asString(this.#pop()),
      module = asString(this.#pop());
    if (name === undefined || module === undefined) throw unpicklingError("STACK_GLOBAL requires str");
    this.push(this.#hooks.findClass(module, name));
  }

  pushExtension(code: number): void {
    if (code <= 0) throw unpicklingError("EXT specifies code <= 0");
    const { globals } = importModule(current.interpreter, "copyreg");
    const cache = globals.getString("_extension_cache") as PyDict;
    const known = cache.get(code);
    if (known !== undefined) return this.push(known);
    const key = (globals.getString("_inverted_registry") as PyDict).get(code);
    if (key === undefined) throw raise.ValueError(`unregistered extension code ${code}`);
    const [module, name] = key instanceof PyTuple ? key.items.map((part) => asString(part)) : [];
    if (module === undefined || name === undefined)
      throw raise.ValueError(`_inverted_registry[${code}] isn't a 2-tuple of strings`);
    const value = this.#hooks.findClass(module, name);
    cache.set(code, value);
    this.push(value);
  }

  reduce(): void {
    const args = this.#pop(),
      f = this.#pop();
    if (!(args instanceof PyTuple)) throw raise.TypeError(`argument list must be a tuple, not ${typeOf(args).shown}`);
    this.push(call(f, [...args.items]));
  }

  newObject(): void {
    const args = this.#pop(),
      cls = this.#pop();
    if (!(args instanceof PyTuple)) throw unpicklingError(`NEWOBJ expected an arg tuple, got ${typeOf(args).shown}`);
    this.#make("NEWOBJ", cls, args, null);
  }

  newObjectEx(): void {
    const keywords = this.#pop(),
      args = this.#pop(),
      cls = this.#pop();
    if (!(args instanceof PyTuple))
      throw unpicklingError(`NEWOBJ_EX args argument must be a tuple, not ${typeOf(args).shown}`);
    if (!(keywords instanceof PyDict))
      throw unpicklingError(`NEWOBJ_EX kwargs argument must be a dict, not ${typeOf(keywords).shown}`);
    this.#make("NEWOBJ_EX", cls, args, keywords);
  }

  #make(what: string, cls: PyValue, args: PyTuple, keywords: PyDict | null): void {
    if (!(cls instanceof PyType))
      throw unpicklingError(`${what} class argument must be a type, not ${typeOf(cls).shown}`);
    const named =
      keywords === null ? null : new Map([...keywords.entries()].map(([key, value]) => [asString(key) ?? "", value]));
    this.push(call(getAttribute(cls, "__new__"), [cls, ...args.items], named));
  }

  /** OBJ: a class and its arguments above a mark. */
  pushMarkedObject(): void {
    const items = this.#popMark();
    const [cls] = items;
    if (cls === undefined) throw unpicklingError("unpickling stack underflow");
    this.push(instantiate(cls, items.slice(1)));
  }

  /** INST: arguments above a mark, the class by name. */
  pushMarkedInstance(): void {
    const args = this.#popMark();
    const module = this.textLine();
    this.push(instantiate(this.#hooks.findClass(module, this.textLine()), args));
  }

  build(): void {
    const state = this.#pop(),
      target = this.#top;
    const setter = attributeOr(target, "__setstate__", undefined);
    if (setter !== undefined) call(setter, [state]);
    else restore(target, state);
  }

  nextBuffer(): void {
    const { buffers } = this.#hooks;
    if (buffers === null)
      throw unpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given");
    const buffer = buffers.next();
    if (buffer === undefined) throw unpicklingError("not enough out-of-band buffers");
    this.push(buffer);
  }

  makeReadOnly(): void {
    this.push(readOnlyBuffer(this.#pop()));
  }
}

const INSTRUCTIONS: ReadonlyMap<number, (reader: PickleReader) => void> = new Map<
  number,
  (reader: PickleReader) => void
>([
  [OP.PROTO, (r) => r.setProtocol()],
  [OP.FRAME, (r) => r.frame()],
  [OP.MARK, (r) => r.mark()],
  [OP.POP, (r) => r.popOne()],
  [OP.POP_MARK, (r) => r.popMark()],
  [OP.DUP, (r) => r.duplicate()],
  [OP.NONE, (r) => r.push(null)],
  [OP.NEWTRUE, (r) => r.push(true)],
  [OP.NEWFALSE, (r) => r.push(false)],
  [OP.INT, (r) => r.pushInt()],
  [OP.BININT, (r) => r.push(r.signed())],
  [OP.BININT1, (r) => r.push(r.size(1))],
  [OP.BININT2, (r) => r.push(r.size(2))],
  [OP.LONG, (r) => r.pushLong()],
  [OP.LONG1, (r) => r.pushLongBytes(r.size(1))],
  [OP.LONG4, (r) => r.pushLongBytes(r.signed())],
  [OP.FLOAT, (r) => r.pushFloat()],
  [OP.BINFLOAT, (r) => r.pushBinaryFloat()],
  [OP.STRING, (r) => r.pushQuotedString()],
  [OP.BINSTRING, (r) => r.pushOldString(r.bytes(stringSize(r.signed())))],
  [OP.SHORT_BINSTRING, (r) => r.pushOldString(r.bytes(r.size(1)))],
  [OP.UNICODE, (r) => r.push(decode(latinBytes(r.line()), "raw_unicode_escape"))],
  [OP.BINUNICODE, (r) => r.pushText(r.size(4))],
  [OP.SHORT_BINUNICODE, (r) => r.pushText(r.size(1))],
  [OP.BINUNICODE8, (r) => r.pushText(r.largeSize("BINUNICODE8"))],
  [OP.SHORT_BINBYTES, (r) => r.pushBytes(r.size(1))],
  [OP.BINBYTES, (r) => r.pushBytes(r.size(4))],
  [OP.BINBYTES8, (r) => r.pushBytes(r.largeSize("BINBYTES8"))],
  [OP.BYTEARRAY8, (r) => r.pushByteArray()],
  [OP.NEXT_BUFFER, (r) => r.nextBuffer()],
  [OP.READONLY_BUFFER, (r) => r.makeReadOnly()],
  [OP.EMPTY_TUPLE, (r) => r.pushTuple(0)],
  [OP.TUPLE1, (r) => r.pushTuple(1)],
  [OP.TUPLE2, (r) => r.pushTuple(2)],
  [OP.TUPLE3, (r) => r.pushTuple(3)],
  [OP.TUPLE, (r) => r.pushMarkedTuple()],
  [OP.EMPTY_LIST, (r) => r.push(new PyList())],
  [OP.LIST, (r) => r.pushMarkedList()],
  [OP.EMPTY_DICT, (r) => r.push(new PyDict())],
  [OP.DICT, (r) => r.pushMarkedDict()],
  [OP.EMPTY_SET, (r) => r.push(new PySet())],
  [OP.FROZENSET, (r) => r.pushMarkedFrozenSet()],
  [OP.APPEND, (r) => r.append()],
  [OP.APPENDS, (r) => r.appendMarked()],
  [OP.SETITEM, (r) => r.setOne()],
  [OP.SETITEMS, (r) => r.setMarked()],
  [OP.ADDITEMS, (r) => r.addMarked()],
  [OP.GET, (r) => r.getByLine()],
  [OP.BINGET, (r) => r.get(r.size(1))],
  [OP.LONG_BINGET, (r) => r.get(r.size(4))],
  [OP.PUT, (r) => r.putByLine()],
  [OP.BINPUT, (r) => r.put(r.size(1))],
  [OP.LONG_BINPUT, (r) => r.put(r.size(4))],
  [OP.MEMOIZE, (r) => r.memoize()],
  [OP.PERSID, (r) => r.pushPersistent(r.line())],
  [OP.BINPERSID, (r) => r.pushPersistentOnStack()],
  [OP.GLOBAL, (r) => r.pushGlobal()],
  [OP.STACK_GLOBAL, (r) => r.pushStackGlobal()],
  [OP.EXT1, (r) => r.pushExtension(r.size(1))],
  [OP.EXT2, (r) => r.pushExtension(r.size(2))],
  [OP.EXT4, (r) => r.pushExtension(r.signed())],
  [OP.REDUCE, (r) => r.reduce()],
  [OP.NEWOBJ, (r) => r.newObject()],
  [OP.NEWOBJ_EX, (r) => r.newObjectEx()],
  [OP.OBJ, (r) => r.pushMarkedObject()],
  [OP.INST, (r) => r.pushMarkedInstance()],
  [OP.BUILD, (r) => r.build()],
]);

function shownKey(op: number): string {
  return op >= 0x20 && op < 0x7f && op !== 0x27 && op !== 0x5c
    ? String.fromCharCode(op)
    : `\\x${op.toString(16).padStart(2, "0")}`;
}

function stringSize(size: number): number {
  if (size < 0) throw unpicklingError("BINSTRING pickle has negative byte count");
  return size;
}

function indexOfText(line: string): number {
  return Number(intOfText(line));
}

function intOfText(line: string): PyInt {
  chargeScan(line.length * 4);
  try {
    return parseInteger(line);
  } catch (error) {
    throw error instanceof FormatError ? raise.ValueError("could not convert string to int") : error;
  }
}

/** Little-endian two's complement. */
function intOfBytes(bytes: Uint8Array): PyInt {
  if (bytes.length === 0) return 0;
  const digits: string[] = [];
  for (let i = bytes.length - 1; i >= 0; i--) digits.push((bytes[i] ?? 0).toString(16).padStart(2, "0"));
  const value = BigInt(`0x${digits.join("")}`);
  return normaliseInt((bytes.at(-1) ?? 0) >= 128 ? value - (1n << BigInt(8 * bytes.length)) : value);
}

function latinBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The bytes of a literal of Python 2, between its quotes. */
function unescapeBytes(text: string): Uint8Array {
  if (!text.includes("\\")) return latinBytes(text);
  const plain = text.replaceAll(/\\(?:\n|x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (escape) => {
    const kind = escape[1] ?? "";
    if (kind === "\n") return "";
    if (kind === "x" && escape.length === 4) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
    if (kind >= "0" && kind <= "7") return String.fromCharCode(Number.parseInt(escape.slice(1), 8) & 255);
    return ESCAPES.get(kind) ?? escape;
  });
  return latinBytes(plain);
}
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

function putPairs(target: PyValue, items: readonly PyValue[]): void {
  spend(items.length >> 1);
  const dict = target instanceof PyDict && target.cls === dictType ? target : null;
  for (let i = 0; i + 1 < items.length; i += 2) {
    if (dict !== null) dict.set(items[i] as PyValue, items[i + 1] as PyValue);
    else setItem(target, items[i] as PyValue, items[i + 1] as PyValue);
  }
}

function instantiate(cls: PyValue, args: PyValue[]): PyValue {
  const isPlain =
    args.length === 0 && cls instanceof PyType && attributeOr(cls, "__getinitargs__", undefined) === undefined;
  return isPlain ? call(getAttribute(cls, "__new__"), [cls]) : call(cls, args);
}

/** Gives an object its state: its attributes, and its slots beside them. */
function restore(target: PyValue, state: PyValue): void {
  let own = state,
    slots: PyValue = null;
  if (state instanceof PyTuple && state.items.length === 2) [own, slots] = state.items as readonly [PyValue, PyValue];
  if (own !== null) {
    if (!(own instanceof PyDict)) throw unpicklingError("state is not a dictionary");
    restoreAttributes(target, own);
  }
  if (slots === null) return;
  if (!(slots instanceof PyDict)) throw unpicklingError("slot state is not a dictionary");
  spend(slots.size);
  for (const [name, value] of slots.entries()) setAttribute(target, asString(name) ?? "", value);
}

function restoreAttributes(target: PyValue, own: PyDict): void {
  spend(own.size);
  const names = getAttribute(target, "__dict__");
  for (const [name, value] of own.entries()) setItem(names, name, value);
}

/** The buffers that a program gives, as an iterator. */
export function bufferIterator(buffers: PyValue): PyIterator | null {
  return buffers === null ? null : iterate(buffers);
}
