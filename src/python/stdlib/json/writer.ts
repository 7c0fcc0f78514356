/** Python values as JSON: what `json.dumps` does. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call0, call1 } from "../../runtime/call.ts";
import { PyDict } from "../../runtime/dict.ts";
import { iterate, itemsOf, toArray } from "../../runtime/iterate.ts";
import { allocate, enterNative, leaveNative, meter, spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyFloat, PyIntObject, PyList, PyStrObject, PyTuple, type PyValue } from "../../runtime/values.ts";
import { intRepr } from "../../builtins/int.ts";
import { sortItems } from "../../builtins/sort.ts";
import { floatRepr } from "../../builtins/text/float-repr.ts";
import { quote } from "./quote.ts";

export interface WriterOptions {
  skipKeys: boolean;
  ensureAscii: boolean;
  checkCircular: boolean;
  allowNan: boolean;
  sortKeys: boolean;
  /** What one level is indented by; null for everything on one line. */
  indent: string | null;
  itemSeparator: string;
  keySeparator: string;
  /** What becomes of a value that JSON does not have. */
  fallback: (value: PyValue) => PyValue;
}

export function writeFloat(value: PyFloat, options: Pick<WriterOptions, "allowNan" | "indent">): string {
  const { v } = value;
  if (Number.isFinite(v)) return floatRepr(v);
  if (!options.allowNan) {
    throw raise.ValueError(
      `Out of range float values are not JSON compliant${options.indent === null ? "" : `: ${repr(value)}`}`,
    );
  }
  return Number.isNaN(v) ? "NaN" : v > 0 ? "Infinity" : "-Infinity";
}

/** Key and value of each entry, sorted when asked for; subclasses of dict say by `items()` what they hold. */
export function entriesOf(dict: PyDict, sortKeys: boolean): Iterable<readonly PyValue[]> {
  if (!sortKeys && !dict.cls.isHeap) return dict.entries();
  const items = dict.cls.isHeap
    ? toArray(call0(getAttribute(dict, "items")))
    : Array.from(dict.entries(), (entry) => new PyTuple(entry) as PyValue);
  if (sortKeys) {
    spend(items.length);
    const isText = items.every((item) => item instanceof PyTuple && typeof item.items[0] === "string");
    sortItems(items, isText ? FIRST : null, false);
  }
  return items.map(itemsOf);
}
const FIRST = {
  invoke1: (item: PyValue) => (item as PyTuple).items[0],
  invoke: (args: PyValue[]) => (args[0] as PyTuple).items[0],
} as unknown as PyValue;

export class Writer {
  readonly options: WriterOptions;
  #out = "";
  /** What is being written, to find circles. */
  readonly #open = new Set<PyValue>();
  /** Keys as they are written, with the separator behind them: objects of one kind repeat them. */
  readonly #keys = new Map<string, string>();
  #level = 0;
  #counted = 0;

  constructor(options: WriterOptions) {
    this.options = options;
  }

  write(value: PyValue): string {
    const { depth } = meter;
    try {
      this.#value(value);
    } finally {
      meter.depth = depth;
    }
    return this.#out;
  }

  #value(value: PyValue): void {
    switch (typeof value) {
      case "string":
        this.#out += quote(value, this.options.ensureAscii);
        return;
      case "number":
        this.#out += value;
        return;
      case "boolean":
        this.#out += value ? "true" : "false";
        return;
      case "bigint":
        this.#out += intRepr(value);
        return;
      default:
    }
    if (value === null) this.#out += "null";
    else if (value instanceof PyFloat) this.#out += writeFloat(value, this.options);
    else if (value instanceof PyDict) {
      this.#enter(value);
      this.#dict(value);
      this.#leave(value);
    } else if (value instanceof PyList || value instanceof PyTuple) {
      this.#enter(value);
      this.#list(value);
      this.#leave(value);
    } else if (value instanceof PyStrObject) this.#out += quote(value.value, this.options.ensureAscii);
    else if (value instanceof PyIntObject) this.#out += intRepr(value.value);
    else {
      this.#enter(value);
      this.#level--;
      this.#value(this.options.fallback(value));
      this.#level++;
      this.#leave(value);
    }
  }

  /** `write` sets the depth back when a value throws: a `finally` here would cost each container. */
  #enter(value: PyValue): void {
    if (this.options.checkCircular) {
      if (this.#open.has(value)) throw raise.ValueError("Circular reference detected");
      this.#open.add(value);
    }
    enterNative();
    this.#level++;
  }

  #leave(value: PyValue): void {
    this.#level--;
    leaveNative();
    if (this.options.checkCircular) this.#open.delete(value);
    this.#count();
  }

  #count(): void {
    const length = this.#out.length;
    if (length - this.#counted < 8192) return;
    allocate(2 * (length - this.#counted));
    this.#counted = length;
  }

  #list(list: PyList | PyTuple): void {
    const items = list instanceof PyList && list.iterate !== PyList.prototype.iterate ? itemsOf(list) : list.items;
    if (items.length === 0) {
      this.#out += "[]";
      return;
    }
    const { indent, itemSeparator } = this.options;
    const line = indent === null ? "" : `\n${indent.repeat(this.#level)}`;
    const separator = itemSeparator + line;
    this.#out += `[${line}`;
    for (let i = 0; i < items.length; i++) {
      spend(1);
      if (i > 0) this.#out += separator;
      this.#value(items[i] as PyValue);
      if ((i & 1023) === 1023) this.#count();
    }
    this.#end("]");
  }

  #end(bracket: string): void {
    const { indent } = this.options;
    this.#out += indent === null ? bracket : `\n${indent.repeat(this.#level - 1)}${bracket}`;
  }

  #dict(dict: PyDict): void {
    if (dict.size === 0) {
      this.#out += "{}";
      return;
    }
    const { indent, itemSeparator, sortKeys } = this.options;
    const line = indent === null ? "" : `\n${indent.repeat(this.#level)}`;
    const separator = itemSeparator + line;
    let isFirst = true;
    this.#out += "{";
    for (const [key, value] of entriesOf(dict, sortKeys)) {
      spend(1);
      const text = typeof key === "string" ? this.#key(key) : this.#otherKey(key as PyValue);
      if (text === undefined) continue;
      this.#out += isFirst ? line : separator;
      this.#out += text;
      isFirst = false;
      this.#value(value as PyValue);
    }
    // CPython leaves the line of an object all of whose keys were skipped.
    if (isFirst && indent !== null) this.#out += line;
    this.#end("}");
  }

  #key(key: string): string {
    let text = this.#keys.get(key);
    if (text === undefined) {
      text = quote(key, this.options.ensureAscii) + this.options.keySeparator;
      if (this.#keys.size < 1000) this.#keys.set(key, text);
    }
    return text;
  }

  #otherKey(key: PyValue): string | undefined {
    const text = keyText(key, this.options);
    return text === undefined ? undefined : quote(text, this.options.ensureAscii) + this.options.keySeparator;
  }
}

/** A key as text; undefined when it is to be skipped. */
export function keyText(key: PyValue, options: WriterOptions): string | undefined {
  const text = asString(key);
  if (text !== undefined) return text;
  if (key instanceof PyFloat) return writeFloat(key, options);
  if (key === true) return "true";
  if (key === false) return "false";
  if (key === null) return "null";
  if (typeof key === "number" || typeof key === "bigint") return intRepr(key);
  if (key instanceof PyIntObject) return intRepr(key.value);
  if (options.skipKeys) return undefined;
  throw raise.TypeError(`keys must be str, int, float, bool or None, not ${typeOf(key).shown}`);
}

/** The text in the pieces in which CPython's `iterencode` gives it. */
export function* writeInPieces(
  value: PyValue,
  options: WriterOptions,
  level = 0,
  open: Set<PyValue> = new Set(),
): Generator<string, void> {
  if (value instanceof PyDict || value instanceof PyList || value instanceof PyTuple) {
    yield* withGuard(value, options, open, () =>
      value instanceof PyDict
        ? dictPieces(value, options, level + 1, open)
        : listPieces(value, options, level + 1, open),
    );
    return;
  }
  const text = scalarText(value, options);
  if (text !== undefined) yield text;
  else yield* withGuard(value, options, open, () => writeInPieces(options.fallback(value), options, level, open));
}

function* withGuard(
  value: PyValue,
  options: WriterOptions,
  open: Set<PyValue>,
  pieces: () => Generator<string, void>,
): Generator<string, void> {
  if (options.checkCircular) {
    if (open.has(value)) throw raise.ValueError("Circular reference detected");
    open.add(value);
  }
  enterNative();
  try {
    yield* pieces();
  } finally {
    leaveNative();
  }
  open.delete(value);
}

function scalarText(value: PyValue, options: WriterOptions): string | undefined {
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof PyFloat) return writeFloat(value, options);
  const text = asString(value);
  if (text !== undefined) return quote(text, options.ensureAscii);
  if (typeof value === "number" || typeof value === "bigint") return intRepr(value);
  return value instanceof PyIntObject ? intRepr(value.value) : undefined;
}

function* listPieces(
  list: PyValue,
  options: WriterOptions,
  level: number,
  open: Set<PyValue>,
): Generator<string, void> {
  const line = options.indent === null ? "" : `\n${options.indent.repeat(level)}`;
  let prefix = `[${line}`,
    isFirst = true;
  const iterator = iterate(list);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    const text = scalarText(item, options);
    if (text !== undefined) yield prefix + text;
    else {
      yield prefix;
      yield* writeInPieces(item, options, level, open);
    }
    isFirst = false;
    prefix = options.itemSeparator + line;
  }
  if (isFirst) {
    yield "[]";
    return;
  }
  if (options.indent !== null) yield `\n${options.indent.repeat(level - 1)}`;
  yield "]";
}

function* dictPieces(dict: PyDict, options: WriterOptions, level: number, open: Set<PyValue>): Generator<string, void> {
  if (dict.size === 0) {
    yield "{}";
    return;
  }
  const line = options.indent === null ? "" : `\n${options.indent.repeat(level)}`;
  yield "{";
  if (line !== "") yield line;
  let isFirst = true;
  for (const [key, value] of entriesOf(dict, options.sortKeys)) {
    spend(1);
    const text = keyText(key as PyValue, options);
    if (text === undefined) continue;
    if (!isFirst) yield options.itemSeparator + line;
    isFirst = false;
    yield quote(text, options.ensureAscii);
    yield options.keySeparator;
    yield* writeInPieces(value as PyValue, options, level, open);
  }
  if (options.indent !== null) yield `\n${options.indent.repeat(level - 1)}`;
  yield "}";
}

/** The `indent` option: a number of spaces, or the text itself. */
export function indentText(indent: PyValue): string | null {
  if (indent === null) return null;
  const text = asString(indent);
  if (text !== undefined) return text;
  const count = typeof indent === "boolean" ? (indent ? 1 : 0) : indent;
  if (typeof count === "number") {
    allocate(Math.max(0, count) * 2);
    return " ".repeat(Math.max(0, count));
  }
  const product = call1(getAttribute(" ", "__mul__"), indent);
  return asString(product) ?? "";
}
