/** The built-in functions, in the order of the manual. */
import {
  attributeOr,
  deleteAttribute,
  findAttribute,
  getAttribute,
  missingAttribute,
  setAttribute,
} from "../runtime/attributes.ts";
import { latinText } from "./text/byte-builder.ts";
import { PyAnextAwaitable } from "./anext.ts";
import { call, call1, callDunder, callSpecial0, callSpecial1, isObject } from "../runtime/call.ts";
import { compare } from "../runtime/compare.ts";
import { functions, names } from "../runtime/define.ts";
import { NamespaceDict, PyDict } from "../runtime/dict.ts";
import { hash, identityOf } from "../runtime/hash.ts";
import { isInstance, isSubclass } from "../runtime/instance.ts";
import { ForeignNamespace } from "../runtime/foreign-namespace.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { iterate, toArray } from "../runtime/iterate.ts";
import { spend } from "../runtime/limits.ts";
import { importName, importTrusted } from "../runtime/modules.ts";
import { add, asInt, asString, divmod, ternaryPower, power } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { format, repr, toStr } from "../runtime/show.ts";
import { isCallable } from "../runtime/slots.ts";
import { current } from "../runtime/state.ts";
import { length, toCInt, toIndex } from "../runtime/subscript.ts";
import { isTrue } from "../runtime/truth.ts";
import { dictType, shownArgument, tupleType, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import {
  Ellipsis,
  NotImplemented,
  type Cell,
  PyByteArray,
  PyBytes,
  PyCellObject,
  PyCode,
  PyFloat,
  type PyInt,
  PyList,
  PyModule,
  PyObject,
  PyTuple,
  type PyValue,
} from "../runtime/values.ts";
import { iter, next } from "./iterators.ts";
import { modularPower } from "./modular-power.ts";
import { bufferBytes } from "./buffer.ts";
import { decode } from "./encoding.ts";
import { attributeName } from "./object.ts";
import { sortItems } from "./sort.ts";
import { print } from "./print.ts";
import { asciiOf, reprOf } from "./show-object.ts";
import { asciiRepr } from "./text/string-repr.ts";
import { intWithPrefix } from "./text/int-format.ts";

function interpreter(): Interpreter {
  return current.interpreter;
}

/** min() and max(). */
function extreme(name: "min" | "max", args: readonly PyValue[], key: PyValue, fallback: PyValue | undefined): PyValue {
  if (args.length === 0) throw raise.TypeError(`${name} expected at least 1 argument, got 0`);
  if (args.length > 1 && fallback !== undefined)
    throw raise.TypeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
  const order = name === "min" ? "<" : ">";
  let best: PyValue | undefined, bestKey: PyValue | undefined;
  const iterator = args.length === 1 ? iterate(args[0] as PyValue) : iterate(new PyTuple(args));
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    const itemKey = key === null ? item : call1(key, item);
    if (bestKey === undefined || isTrue(compare(itemKey, bestKey, order))) {
      best = item;
      bestKey = itemKey;
    }
  }
  if (best !== undefined) return best;
  if (fallback !== undefined) return fallback;
  throw raise.ValueError(`${name}() arg is an empty sequence`);
}

/** sum(): exact ints and floats without a call for each. */
function sum(iterable: PyValue, start: PyValue): PyValue {
  const iterator = iterate(iterable);
  if (asString(start) !== undefined) throw raise.TypeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (start instanceof PyBytes) throw raise.TypeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (start instanceof PyByteArray) throw raise.TypeError("sum() can't sum bytearray [use b''.join(seq) instead]");
  let total = start;
  let item = iterator.next();
  // Fast path: numbers while the sum stays safe.
  if (typeof total === "number") {
    let n = total;
    while (typeof item === "number" && Number.isSafeInteger(n + item)) {
      n += item;
      spend(1);
      item = iterator.next();
    }
    total = n;
  }
  if (item instanceof PyFloat && !item.cls.isHeap && typeof total === "number") {
    let x = total as number;
    while (item !== undefined) {
      if (item instanceof PyFloat && !item.cls.isHeap) x += item.v;
      else if (typeof item === "number") x += item;
      else break;
      spend(1);
      item = iterator.next();
    }
    total = new PyFloat(x);
  }
  for (; item !== undefined; item = iterator.next()) {
    spend(1);
    total = add(total, item);
  }
  return total;
}

/** pow() with three arguments. */
function powerModulo(base: PyValue, exponent: PyValue, modulus: PyValue): PyValue {
  if (modulus === null) return power(base, exponent);
  const plain = (value: PyValue): PyInt | undefined => (value instanceof PyObject ? undefined : asInt(value));
  const [b, e, m] = [plain(base), plain(exponent), plain(modulus)];
  if (b === undefined || e === undefined || m === undefined) return ternaryPower(base, exponent, modulus);
  return modularPower(b, e, m);
}

function round(value: PyValue, digits: PyValue): PyValue {
  const method = lookup(typeOf(value), "__round__");
  if (method === undefined || method === null)
    throw raise.TypeError(`type ${typeOf(value).shown} doesn't define __round__ method`);
  return digits === null ? callSpecial0(method, value) : callSpecial1(method, value, digits);
}

function dir(object: PyValue | undefined): PyValue {
  if (object === undefined) return sorted(new PyList([...interpreter().main.keys()]), null, false);
  const listed = callDunder(object, "__dir__");
  return sorted(listed ?? new PyList([]), null, false);
}

function sorted(iterable: PyValue, key: PyValue, reverse: PyValue): PyList {
  const items = toArray(iterable);
  sortItems(items, key, isTrue(reverse));
  return new PyList(items);
}

function vars(object: PyValue): PyValue {
  const dict = attributeOr(object, "__dict__", undefined);
  if (dict === undefined) throw raise.TypeError("vars() argument must have __dict__ attribute");
  return dict;
}

/** Namespaces of exec() and eval(). */
function namespaces(name: string, globals: PyValue, locals: PyValue): [NamespaceDict, PyValue | null] {
  if (globals === null) return [interpreter().main, locals];
  if (!(globals instanceof PyDict)) {
    throw raise.TypeError(
      name === "eval" && isObject(globals) && lookup(globals.cls, "__getitem__") !== undefined
        ? "globals must be a real dict; try eval(code, {}, mapping)"
        : name === "eval"
          ? "globals must be a dict"
          : `exec() globals must be a dict, not ${typeOf(globals).name}`,
    );
  }
  if (locals !== null && !(locals instanceof PyDict) && lookup(typeOf(locals), "__getitem__") === undefined)
    throw raise.TypeError(`locals must be a mapping${name === "exec" ? ` or None, not ${typeOf(locals).name}` : ""}`);
  const namespace = asNamespace(globals);
  const own = globals.getString("__builtins__");
  if (own === undefined) {
    globals.setString("__builtins__", interpreter().modules.getString("builtins") ?? null);
    namespace.builtins ??= interpreter().builtins;
  } else if (own instanceof PyModule) namespace.builtins = own.globals as NamespaceDict;
  else if (own !== namespace.builtins) namespace.builtins = asNamespace(own);
  return [namespace, locals];
}

/** A dict becomes a namespace; other objects are asked for each name. */
function asNamespace(value: PyValue): NamespaceDict {
  return value instanceof PyDict && value.cls === dictType
    ? NamespaceDict.convert(value, interpreter().builtins)
    : new ForeignNamespace(value, interpreter().builtins);
}

function runSource(
  name: "exec" | "eval",
  source: PyValue,
  globals: PyValue,
  locals: PyValue,
  closure: PyValue = null,
): PyValue {
  const { compiler } = interpreter();
  if (compiler === null) throw raise.RuntimeError("this interpreter has no compiler");
  const [namespace, mapping] = namespaces(name, globals, locals);
  const text = name === "eval" ? withoutIndent(source) : source;
  if (!(text instanceof PyCode) && asString(text) === undefined && bufferBytes(text) === undefined)
    throw raise.TypeError(`${name}() arg 1 must be a string, bytes or code object`);
  const code = text instanceof PyCode ? text : compiler.compile(text, "<string>", name, 0);
  if (name === "eval" && text instanceof PyCode && text.fields.freeNames.length > 0)
    throw raise.TypeError("code object passed to eval() may not contain free variables");
  return compiler.runCode(code, namespace, mapping, cellsFor(text, closure));
}

/** The cells of `exec(code, closure=...)`, which must be as many as the code has free variables. */
function cellsFor(source: PyValue, closure: PyValue): Cell[] {
  if (!(source instanceof PyCode)) {
    if (closure !== null) throw raise.TypeError("closure can only be used when source is a code object");
    return [];
  }
  const count = source.fields.freeNames.length;
  if (count === 0) {
    if (closure !== null) throw raise.TypeError("cannot use a closure with this code object");
    return [];
  }
  const items = closure instanceof PyTuple && closure.cls === tupleType ? closure.items : [];
  const cells = items.map((item) => (item instanceof PyCellObject ? item.cell : undefined));
  if (items.length !== count || cells.includes(undefined))
    throw raise.TypeError(`code object requires a closure of exactly length ${count}`);
  return cells as Cell[];
}

/** eval() takes an expression with blanks before it, compile() does not. */
function withoutIndent(source: PyValue): PyValue {
  const bytes = bufferBytes(source);
  const text = bytes === undefined ? asString(source) : latinText(bytes);
  const start = text?.search(/[^ \t]|$/) ?? 0;
  if (text === undefined || start === 0) return source;
  return bytes === undefined ? text.slice(start) : new PyBytes(bytes.slice(start));
}

function compile(source: PyValue, filename: PyValue, mode: PyValue, flags: PyValue): PyValue {
  const { compiler } = interpreter();
  const text = fileName(filename);
  const how = asString(mode);
  if (how === undefined) throw raise.TypeError(`compile() argument 'mode' must be str, not ${shownArgument(mode)}`);
  if (how !== "exec" && how !== "eval" && how !== "single")
    throw raise.ValueError("compile() mode must be 'exec', 'eval' or 'single'");
  const bits = Number(toIndex(flags));
  if ((bits & AST_ONLY) !== 0) {
    const parseTree = interpreter().moduleState.get("ast.parse") as
      | ((source: PyValue, filename: string, mode: string) => PyValue)
      | undefined;
    if (parseTree === undefined)
      throw raise.ValueError("compile() with PyCF_ONLY_AST needs the module ast: import it first");
    return parseTree(source, text, how);
  }
  if ((bits & ~KNOWN_FLAGS) !== 0) throw raise.ValueError("compile(): unrecognised flags");
  if (compiler === null) throw raise.RuntimeError("this interpreter has no compiler");
  return compiler.compile(source, text, how, bits);
}

function fileName(value: PyValue): string {
  const toPath = lookup(typeOf(value), "__fspath__");
  const path = toPath === undefined ? value : callSpecial0(toPath, value);
  const bytes = bufferBytes(path),
    text = bytes === undefined ? asString(path) : decode(bytes, "utf-8", "surrogateescape");
  if (text === undefined) {
    const { shown } = typeOf(path);
    throw raise.TypeError(
      toPath === undefined
        ? `expected str, bytes or os.PathLike object, not ${shown}`
        : `expected ${typeOf(value).name}.__fspath__() to return str or bytes, not ${shown}`,
    );
  }
  if (text.includes("\0")) throw raise.ValueError("embedded null character");
  return text;
}
const AST_ONLY = 0x400;
const KNOWN_FLAGS = 0x1ff0000 | 0x200 | 0x400 | 0x1000 | 0x2000 | 0x4000 | 0x2000000;

/** Reads a line: an effect of the host, refused when there is none. */
function input(prompt: PyValue): PyValue {
  const { input: read } = interpreter();
  if (read === null) throw raise.EOFError("EOF when reading a line: there is nobody to ask; call a tool instead");
  return read(toStr(prompt));
}

function ordinal(value: PyValue): number {
  const text = asString(value);
  if (text !== undefined) {
    const code = text.codePointAt(0);
    if (code === undefined || text.length !== (code > 0xffff ? 2 : 1))
      throw raise.TypeError(`ord() expected a character, but string of length ${length(text)} found`);
    return code;
  }
  if (value instanceof PyBytes || value instanceof PyByteArray) {
    if (value.bytes.length === 1) return value.bytes[0] as number;
    throw raise.TypeError(`ord() expected a character, but string of length ${value.bytes.length} found`);
  }
  throw raise.TypeError(`ord() expected string of length 1, but ${typeOf(value).shown} found`);
}

function character(value: PyValue): string {
  const code = toCInt(value);
  if (code < 0 || code > 0x10ffff) throw raise.ValueError("chr() arg not in range(0x110000)");
  return String.fromCodePoint(code);
}

/** bin(), oct() and hex(). */
function inBase(value: PyValue, base: 2 | 8 | 16): string {
  const n = toIndex(value);
  if (typeof n === "bigint") spend(n.toString(16).length >> 3);
  return intWithPrefix(n, base);
}

export function installFunctions(globals: NamespaceDict): void {
  functions(globals, "builtins", {
    "abs(x, /)"(x: PyValue) {
      if (typeof x === "number") return Math.abs(x);
      const result = callDunder(x, "__abs__");
      if (result === undefined) throw raise.TypeError(`bad operand type for abs(): '${typeOf(x).shown}'`);
      return result;
    },
    "aiter(async_iterable, /)"(value: PyValue) {
      const result = callDunder(value, "__aiter__");
      if (result === undefined) throw raise.TypeError(`'${typeOf(value).shown}' object is not an async iterable`);
      return result;
    },
    "all(iterable, /)"(iterable: PyValue) {
      const iterator = iterate(iterable);
      for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
        spend(1);
        if (!isTrue(item)) return false;
      }
      return true;
    },
    "anext(async_iterator, default=..., /)"(value: PyValue, fallback: PyValue | undefined) {
      const result = callDunder(value, "__anext__");
      if (result === undefined) throw raise.TypeError(`'${typeOf(value).shown}' object is not an async iterator`);
      return fallback === undefined ? result : new PyAnextAwaitable(result, fallback);
    },
    "any(iterable, /)"(iterable: PyValue) {
      const iterator = iterate(iterable);
      for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
        spend(1);
        if (isTrue(item)) return true;
      }
      return false;
    },
    "ascii(obj, /)": (value: PyValue) => (typeof value === "string" ? asciiRepr(value) : asciiOf(value)),
    "bin(number, /)": (value: PyValue) => inBase(value, 2),
    "breakpoint(*args, **kws)"() {
      throw raise.RuntimeError("breakpoint() is not available here: print what you want to see");
    },
    "callable(obj, /)": (value: PyValue) => isCallable(value),
    "chr(i, /)": character,
    "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)": compile,
    "delattr(obj, name, /)"(object: PyValue, name: PyValue) {
      deleteAttribute(object, attributeName(name));
      return null;
    },
    "dir(object=..., /)": dir,
    "divmod(x, y, /)": divmod,
    "eval(source, globals=None, locals=None, /)": (source: PyValue, globalsValue: PyValue, locals: PyValue) =>
      runSource("eval", source, globalsValue, locals),
    "exec(source, globals=None, locals=None, /, *, closure=None)": (
      source: PyValue,
      globalsValue: PyValue,
      locals: PyValue,
      closure: PyValue,
    ) => {
      runSource("exec", source, globalsValue, locals, closure);
      return null;
    },
    "format(value, format_spec='', /)"(value: PyValue, spec: PyValue) {
      const text = asString(spec);
      if (text === undefined) throw raise.TypeError(`format() argument 2 must be str, not ${shownArgument(spec)}`);
      return format(value, text);
    },
    "getattr(object, name, default=..., /)"(object: PyValue, name: PyValue, fallback: PyValue | undefined) {
      const text = attributeName(name);
      if (fallback !== undefined) return attributeOr(object, text, fallback);
      const value = findAttribute(object, text);
      if (value === undefined) throw missingAttribute(object, text);
      return value;
    },
    "globals()": () => interpreter().main,
    "hasattr(obj, name, /)": (object: PyValue, name: PyValue) =>
      attributeOr(object, attributeName(name), undefined) !== undefined,
    "hash(obj, /)": (value: PyValue) => hash(value),
    "help(*args)"(args: PyValue[]) {
      const [subject] = args;
      const doc = subject === undefined ? null : attributeOr(subject, "__doc__", null);
      interpreter().write(
        `${subject === undefined ? "help(object) shows the documentation of an object." : `Help on ${repr(subject)}:\n\n${typeof doc === "string" ? doc : "No documentation."}`}\n`,
      );
      return null;
    },
    "hex(number, /)": (value: PyValue) => inBase(value, 16),
    "id(obj, /)": (value: PyValue) => (isObject(value) ? identityOf(value) : idOfPrimitive(value)),
    "input(prompt='', /)": input,
    "isinstance(obj, class_or_tuple, /)": (value: PyValue, cls: PyValue) => isInstance(value, cls),
    "issubclass(cls, class_or_tuple, /)": (cls: PyValue, other: PyValue) => isSubclass(cls, other),
    "iter(object, sentinel=..., /)": iter,
    "len(obj, /)"(value: PyValue) {
      const size = length(value);
      // A length is counted as a JavaScript number; beyond 2^53 only the method itself is exact.
      return Number.isSafeInteger(size) ? size : (callDunder(value, "__len__") ?? size);
    },
    "locals()": () => interpreter().main,
    "max(*args, key=None, default=...)": (args: PyValue[], key: PyValue, fallback: PyValue | undefined) =>
      extreme("max", args, key, fallback),
    "min(*args, key=None, default=...)": (args: PyValue[], key: PyValue, fallback: PyValue | undefined) =>
      extreme("min", args, key, fallback),
    "next(iterator, default=..., /)": next,
    "oct(number, /)": (value: PyValue) => inBase(value, 8),
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)": (
      ...args: PyValue[]
    ) => call(getAttribute(importTrusted(interpreter(), "io"), "open"), args),
    "ord(c, /)": ordinal,
    "pow(base, exp, mod=None)": powerModulo,
    "print(*args, sep=' ', end='\\n', file=None, flush=False)": print,
    "repr(obj, /)": reprOf,
    "round(number, ndigits=None)": round,
    "setattr(obj, name, value, /)"(object: PyValue, name: PyValue, value: PyValue) {
      setAttribute(object, attributeName(name), value);
      return null;
    },
    "sorted(*args, key=None, reverse=False)"(args: PyValue[], key: PyValue, reverse: PyValue) {
      if (args.length !== 1) throw raise.TypeError(`sorted expected 1 argument, got ${args.length}`);
      return sorted(args[0] as PyValue, key, reverse);
    },
    "sum(iterable, /, start=0)": sum,
    "vars(object=..., /)": (object: PyValue | undefined) => (object === undefined ? interpreter().main : vars(object)),
    "__import__(name, globals=None, locals=None, fromlist=(), level=0)"(
      name: PyValue,
      globalsValue: PyValue,
      _locals: PyValue,
      from: PyValue,
      level: PyValue,
    ) {
      const text = asString(name);
      if (text === undefined) throw raise.TypeError("module name must be a string");
      const list = from === null ? [] : toArray(from).map((item) => asString(item) ?? "");
      return importName(
        interpreter(),
        text,
        globalsValue instanceof NamespaceDict ? globalsValue : null,
        list,
        Number(toIndex(level)),
      );
    },
  });
  names(globals, { NotImplemented, Ellipsis, __debug__: true, __name__: "builtins", __doc__: null });
}

/** Equal ints and strings are one object. */
function idOfPrimitive(value: PyValue): PyInt {
  if (value === null) return 0x10;
  if (typeof value === "boolean") return value ? 0x20 : 0x30;
  if (typeof value === "number") return Math.abs(value) * 32 + (value < 0 ? 0x50 : 0x40);
  return hash(value);
}
