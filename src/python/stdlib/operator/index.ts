/** The module `operator`: Python's operators as functions. */
import { call, callDunder } from "../../runtime/call.ts";
import { compare, contains, isSame, notEqual } from "../../runtime/compare.ts";
import { functions, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { equal, isEqual } from "../../runtime/equal.ts";
import { isException } from "../../runtime/exceptions.ts";
import { iterate } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import * as operators from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { deleteItem, getItem, length, setItem, toIndex } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { type Keywords, NotImplemented, type PyIterator, PyList, type PyValue } from "../../runtime/values.ts";
import { attrgetterType, itemgetterType, methodcallerType } from "./getters.ts";

export const requires: readonly string[] = ["functools"];

type Binary = (a: PyValue, b: PyValue) => PyValue;

/** Functions of two operands by the name of their method; those that also have an in-place form come with it. */
const BINARY: Readonly<Record<string, readonly [plain: Binary, inPlace?: Binary]>> = {
  add: [operators.add, operators.addInPlace],
  and: [operators.bitAnd, operators.bitAndInPlace],
  eq: [equal],
  floordiv: [operators.floorDivide, operators.floorDivideInPlace],
  ge: [(a, b) => compare(a, b, ">=")],
  gt: [(a, b) => compare(a, b, ">")],
  le: [(a, b) => compare(a, b, "<=")],
  lshift: [operators.leftShift, operators.leftShiftInPlace],
  lt: [(a, b) => compare(a, b, "<")],
  matmul: [operators.matrixMultiply, operators.matrixMultiplyInPlace],
  mod: [operators.modulo, operators.moduloInPlace],
  mul: [operators.multiply, operators.multiplyInPlace],
  ne: [notEqual],
  or: [operators.bitOr, operators.bitOrInPlace],
  pow: [operators.power, operators.powerInPlace],
  rshift: [operators.rightShift, operators.rightShiftInPlace],
  sub: [operators.subtract, operators.subtractInPlace],
  truediv: [operators.divide, operators.divideInPlace],
  xor: [operators.bitXor, operators.bitXorInPlace],
};

const UNARY: Readonly<Record<string, (value: PyValue) => PyValue>> = {
  abs: (value) => callDunder(value, "__abs__") ?? refuse("abs()", value),
  inv: operators.invert,
  invert: operators.invert,
  neg: operators.negate,
  not: (value) => !isTrue(value),
  pos: operators.positive,
};

function refuse(what: string, value: PyValue): never {
  throw raise.TypeError(`bad operand type for ${what}: '${typeOf(value).shown}'`);
}

/** Names that are words of the language get a `_`. */
const SHOWN: Readonly<Record<string, string>> = { and: "and_", or: "or_", not: "not_" };

function isSequence(value: PyValue): boolean {
  return (
    typeof value === "string" || (!(value instanceof PyDict) && lookup(typeOf(value), "__getitem__") !== undefined)
  );
}

function concatenator(join: Binary): Binary {
  return (a, b) => {
    if (!isSequence(a)) throw raise.TypeError(`'${typeOf(a).shown}' object can't be concatenated`);
    return join(a, b);
  };
}

/** Where an item stands, by counting. */
/** What cannot be iterated is refused in the words of `in`. */
function iterateContainer(value: PyValue): PyIterator {
  try {
    return iterate(value);
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
    throw raise.TypeError(`argument of type '${typeOf(value).shown}' is not iterable`);
  }
}

function position(iterable: PyValue, wanted: PyValue): number {
  const iterator = iterateContainer(iterable);
  let index = 0;
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    if (isEqual(item, wanted)) return index;
    index++;
  }
  throw raise.ValueError("sequence.index(x): x not in sequence");
}

function count(iterable: PyValue, wanted: PyValue): number {
  const iterator = iterateContainer(iterable);
  let found = 0;
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    if (isEqual(item, wanted)) found++;
  }
  return found;
}

/** How many items to expect: exactly, by the hint, or as given. */
function lengthHint(value: PyValue, fallback: PyValue): PyValue {
  const otherwise = toIndex(fallback);
  if (lookup(typeOf(value), "__len__") !== undefined) {
    try {
      return length(value);
    } catch (error) {
      if (!isException(error, "TypeError")) throw error;
    }
  }
  let hint: PyValue | undefined;
  try {
    hint = callDunder(value, "__length_hint__");
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
  }
  if (hint === undefined || hint === NotImplemented) return otherwise;
  const size = operators.asInt(hint);
  if (size === undefined) throw raise.TypeError(`__length_hint__ must be an integer, not ${typeOf(hint).shown}`);
  if (size < 0) throw raise.ValueError("__length_hint__() should return >= 0");
  return size;
}

export function load(globals: NamespaceDict): void {
  const table: Record<string, (...args: never[]) => PyValue> = {
    "call(obj, /, *args, **kwargs)": (f: PyValue, args: PyValue[], keywords: Keywords) => call(f, args, keywords),
    "concat(a, b, /)": concatenator(operators.add),
    "contains(a, b, /)": (a: PyValue, b: PyValue) => contains(a, b),
    "countOf(a, b, /)": count,
    "delitem(a, b, /)"(a: PyValue, b: PyValue) {
      deleteItem(a, b);
      return null;
    },
    "getitem(a, b, /)": getItem,
    "iconcat(a, b, /)": concatenator(operators.addInPlace),
    "index(a, /)": toIndex,
    "indexOf(a, b, /)": position,
    "is_(a, b, /)": (a: PyValue, b: PyValue) => isSame(a, b),
    "is_not(a, b, /)": (a: PyValue, b: PyValue) => !isSame(a, b),
    "length_hint(obj, default=0, /)": lengthHint,
    "setitem(a, b, c, /)"(a: PyValue, b: PyValue, c: PyValue) {
      setItem(a, b, c);
      return null;
    },
    "truth(a, /)": (value: PyValue) => isTrue(value),
  };
  for (const [name, [plain, inPlace]] of Object.entries(BINARY)) {
    table[`${SHOWN[name] ?? name}(a, b, /)`] = plain;
    if (inPlace !== undefined) table[`i${name}(a, b, /)`] = inPlace;
  }
  for (const [name, f] of Object.entries(UNARY)) table[`${SHOWN[name] ?? name}(a, /)`] = f;
  functions(globals, "operator", table);
  names(globals, { attrgetter: attrgetterType, itemgetter: itemgetterType, methodcaller: methodcallerType });
  const all = [...globals.keys()]
    .filter((name): name is string => typeof name === "string" && !name.startsWith("_"))
    .sort();
  names(globals, { __all__: new PyList(all) });
  // Each is there under the name of its method too.
  for (const name of all) {
    const plain = name.endsWith("_") ? name.slice(0, -1) : name;
    if (!METHODLESS.has(name)) globals.setString(`__${plain}__`, globals.getString(name) ?? null);
  }
}

const METHODLESS = new Set([
  "attrgetter",
  "countOf",
  "indexOf",
  "is_",
  "is_not",
  "itemgetter",
  "length_hint",
  "methodcaller",
  "truth",
]);
