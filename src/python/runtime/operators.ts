// Over 500 lines: the operators share one protocol and its errors.
/**
 * Operators: a fast path for int, float and str at the top of each, then CPython's binary protocol for everything:
 * `__op__`, the reflected `__rop__` (first when the right class is a subclass), in-place forms, and its errors.
 */
import {
  addBigInts,
  addInts,
  andInts,
  divideFloats,
  floorDivideFloats,
  floorDivideInts,
  intToFloat,
  isSafe,
  moduloFloats,
  moduloInts,
  multiplyInts,
  orInts,
  powerFloats,
  powerInts,
  shiftLeft,
  shiftRight,
  subtractInts,
  trueDivideInts,
  xorInts,
} from "./arithmetic.ts";
import { PyBuiltin } from "./builtin.ts";
import { callDunder, callSpecial1, callSpecial2 } from "./call.ts";
import * as elementary from "./elementary.ts";
import { allocate, spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { bytearrayType, bytesType, dictType, listType, setType, strType, tupleType, typeOf } from "./type-table.ts";
import { definingClass, isSubtype } from "./types.ts";
import {
  NotImplemented,
  PyComplex,
  PyFloat,
  type PyInt,
  PyIntObject,
  PyList,
  PyObject,
  PyStrObject,
  type PyType,
  type PyValue,
} from "./values.ts";

/** What the tables of operators know of each. */
export interface BinaryOperator {
  symbol: string;
  method: string;
  reflected: string;
  inPlace: string;
}

function operator(symbol: string, name: string): BinaryOperator {
  return { symbol, method: `t$__${name}__`, reflected: `t$__r${name}__`, inPlace: `t$__i${name}__` };
}

const ADD = operator("+", "add"),
  SUB = operator("-", "sub"),
  MUL = operator("*", "mul"),
  DIV = operator("/", "truediv"),
  FLOOR = operator("//", "floordiv"),
  MOD = operator("%", "mod"),
  POW = operator("** or pow()", "pow"),
  MATMUL = operator("@", "matmul"),
  LSHIFT = operator("<<", "lshift"),
  RSHIFT = operator(">>", "rshift"),
  AND = operator("&", "and"),
  OR = operator("|", "or"),
  XOR = operator("^", "xor");

export const DIVMOD: BinaryOperator = operator("divmod()", "divmod");

/** The binary protocol; undefined when neither side can. */
export function tryBinary(a: PyValue, b: PyValue, op: BinaryOperator): PyValue | undefined {
  const ta = typeOf(a),
    tb = typeOf(b);
  const method = ta.proto[op.method];
  let reflected = ta === tb ? undefined : tb.proto[op.reflected];
  if (reflected !== undefined && method !== undefined && isSubtype(tb, ta) && reflected !== ta.proto[op.reflected]) {
    const result = callSpecial1(reflected, b, a);
    if (result !== NotImplemented) return result;
    reflected = undefined;
  }
  const isSequenceOperation = (op === ADD || op === MUL) && isOwnOfSequence(method, ta, op);
  if (method !== undefined && !isSequenceOperation) {
    const result = callSpecial1(method, a, b);
    if (result !== NotImplemented) return result;
  }
  // `x * sequence`: the sequence's own repetition is asked only when x can be a count, and is no sequence itself.
  const isRepeated = op === MUL && isOwnOfSequence(reflected, tb, op);
  if (reflected !== undefined && (!isRepeated || (!isSequenceOperation && hasIndex(a)))) {
    const result = callSpecial1(reflected, b, a);
    if (result !== NotImplemented) return result;
  }
  if (isSequenceOperation && (op === ADD || hasIndex(b))) {
    // CPython asks the right side for its number protocol before it concatenates or repeats.
    const result = callSpecial1(method as PyValue, a, b);
    if (result !== NotImplemented) return result;
  }
  return undefined;
}

/**
 * Whether the method is a sequence's own concatenation or repetition. A class of Python's with the operator in either
 * direction has a number's slot in CPython, which calls the method as it is.
 */
function isOwnOfSequence(method: PyValue | undefined, type: PyType, op: BinaryOperator): boolean {
  if (!(method instanceof PyBuiltin) || !SEQUENCES.has(method.owner as PyType)) return false;
  return !isOverridden(type, op);
}

/** Whether Python code defines the operator, in either direction. */
function isOverridden(type: PyType, op: BinaryOperator): boolean {
  return type.isHeap && [op.method, op.reflected].some((key) => definingClass(type, key.slice(2))?.isHeap === true);
}

function hasIndex(value: PyValue): boolean {
  return (
    typeof value === "number" ||
    typeof value === "bigint" ||
    typeof value === "boolean" ||
    typeOf(value).proto["t$__index__"] !== undefined
  );
}

const SEQUENCES = new Set<PyType>([listType, tupleType, strType, bytesType, bytearrayType]);

function binary(a: PyValue, b: PyValue, op: BinaryOperator): PyValue {
  const result = tryBinary(a, b, op);
  if (result === undefined) throw operandError(a, b, op.symbol);
  return result;
}

/** The TypeError for operands that do not fit, with CPython's special words for sequences. */
export function operandError(a: PyValue, b: PyValue, symbol: string): PyObject {
  const ta = typeOf(a),
    tb = typeOf(b);
  if (symbol === "+" || symbol === "+=") {
    for (const type of [strType, listType, tupleType]) {
      if (isSubtype(ta, type)) {
        return raise.TypeError(`can only concatenate ${type.name} (not "${tb.shown}") to ${type.name}`);
      }
    }
    if (isSubtype(ta, bytesType) || isSubtype(ta, bytearrayType))
      return raise.TypeError(`can't concat ${tb.shown} to ${ta.shown}`);
  }
  if (symbol === "*" || symbol === "*=") {
    const isSequence = (type: PyType): boolean => [...SEQUENCES].some((sequence) => isSubtype(type, sequence));
    if (isSequence(ta)) return raise.TypeError(`can't multiply sequence by non-int of type '${tb.shown}'`);
    if (isSequence(tb) && !(symbol === "*=" && isContainer(ta)))
      return raise.TypeError(`can't multiply sequence by non-int of type '${ta.shown}'`);
  }
  if (
    symbol === ">>" &&
    ta.name === "builtin_function_or_method" &&
    (a as { name?: unknown } | null)?.name === "print"
  ) {
    return raise.TypeError(
      `unsupported operand type(s) for >>: '${ta.shown}' and '${tb.shown}'. Did you mean "print(<message>, file=<output_stream>)"?`,
    );
  }
  return raise.TypeError(`unsupported operand type(s) for ${symbol}: '${ta.shown}' and '${tb.shown}'`);
}

/** Whether the type has the slots of sequences in CPython, filled or not. */
function isContainer(type: PyType): boolean {
  return type.isHeap || isSubtype(type, dictType) || isSubtype(type, setType);
}

/** The number behind an int or bool, undefined for other values. */
export function asInt(value: PyValue): PyInt | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof PyIntObject ? value.value : undefined;
}

/** Exact ints and bools only: subclasses may override the operator. */
function plainInt(value: PyValue): PyInt | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? (value ? 1 : 0) : undefined;
}

function isPlainFloat(value: PyValue): value is PyFloat {
  return value instanceof PyFloat && value.exact;
}

export function add(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    return isSafe(sum) ? sum : addInts(a, b);
  }
  if (typeof a === "bigint" && typeof b === "bigint") return addBigInts(a, b);
  if (a instanceof PyFloat && b instanceof PyFloat && a.exact && b.exact) return new PyFloat(a.v + b.v);
  if (typeof a === "string" && typeof b === "string") return concatenate(a, b);
  return addSlow(a, b);
}

export function concatenate(a: string, b: string): string {
  // Ropes make this O(1), but what is built must fit.
  const size = a.length + b.length;
  if (b.length < 32 && b.charCodeAt(0) >= 0xdc00 && b.charCodeAt(0) < 0xe000) refuseJoined(a);
  if (size > 4096) {
    allocate(b.length < 4096 ? b.length + 32 : size);
    if (size > MAX_STRING) throw raise.MemoryError();
    // Whoever reads a rope makes it flat, and a loop may do so at each step.
    if (size > 16384) spend(size >> 14);
  }
  return a + b;
}
/**
 * Two lone surrogates that meet would become one character, which Python keeps apart: such a text cannot be held here.
 * Only looked at for short right sides, which are not ropes.
 */
function refuseJoined(a: string): void {
  const last = a.charCodeAt(a.length - 1);
  if (last >= 0xd800 && last < 0xdc00)
    throw raise.ValueError(
      "a lone high surrogate cannot be followed by a lone low surrogate: write the character itself",
    );
}
/** V8 refuses longer strings. */
export const MAX_STRING: number = 2 ** 29 - 32;

function addSlow(a: PyValue, b: PyValue): PyValue {
  const x = plainInt(a),
    y = plainInt(b);
  if (x !== undefined && y !== undefined) return addInts(x, y);
  if (isPlainFloat(a) && y !== undefined) return new PyFloat(a.v + intToFloat(y));
  if (isPlainFloat(b) && x !== undefined) return new PyFloat(intToFloat(x) + b.v);
  // Fast path: 3x.
  if (a instanceof PyList && b instanceof PyList && a.isList && b.isList) {
    const count = a.items.length + b.items.length;
    if (count < 4096) {
      spend(count >> 2);
      allocate(8 * count);
      return new PyList(a.items.concat(b.items));
    }
  }
  return binary(a, b, ADD);
}

export function subtract(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    return isSafe(difference) ? difference : subtractInts(a, b);
  }
  if (a instanceof PyFloat && b instanceof PyFloat && a.exact && b.exact) return new PyFloat(a.v - b.v);
  const x = plainInt(a),
    y = plainInt(b);
  if (x !== undefined && y !== undefined) return subtractInts(x, y);
  if (isPlainFloat(a) && y !== undefined) return new PyFloat(a.v - intToFloat(y));
  if (isPlainFloat(b) && x !== undefined) return new PyFloat(intToFloat(x) - b.v);
  return binary(a, b, SUB);
}

export function multiply(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    return isSafe(product) ? product + 0 : multiplyInts(a, b);
  }
  if (a instanceof PyFloat && b instanceof PyFloat && a.exact && b.exact) return new PyFloat(a.v * b.v);
  const x = plainInt(a),
    y = plainInt(b);
  if (x !== undefined && y !== undefined) return multiplyInts(x, y);
  if (isPlainFloat(a) && y !== undefined) return new PyFloat(a.v * intToFloat(y));
  if (isPlainFloat(b) && x !== undefined) return new PyFloat(intToFloat(x) * b.v);
  return binary(a, b, MUL);
}

export function divide(a: PyValue, b: PyValue): PyValue {
  if (a instanceof PyFloat && b instanceof PyFloat && a.exact && b.exact) return new PyFloat(divideFloats(a.v, b.v));
  const x = plainInt(a),
    y = plainInt(b);
  if (x !== undefined && y !== undefined) return new PyFloat(trueDivideInts(x, y));
  if (isPlainFloat(a) && y !== undefined) return new PyFloat(divideFloats(a.v, intToFloat(y)));
  if (isPlainFloat(b) && x !== undefined) return new PyFloat(divideFloats(intToFloat(x), b.v));
  return binary(a, b, DIV);
}

export function floorDivide(a: PyValue, b: PyValue): PyValue {
  const x = plainInt(a),
    y = plainInt(b);
  if (x !== undefined && y !== undefined) return floorDivideInts(x, y);
  if (isPlainFloat(a) && isPlainFloat(b)) return new PyFloat(floorDivideFloats(a.v, b.v));
  if (isPlainFloat(a) && y !== undefined) return new PyFloat(floorDivideFloats(a.v, intToFloat(y)));
  if (isPlainFloat(b) && x !== undefined) return new PyFloat(floorDivideFloats(intToFloat(x), b.v));
  return binary(a, b, FLOOR);
}

export function modulo(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number" && b !== 0) {
    const remainder = a % b;
    if (remainder === 0) return 0;
    return remainder < 0 === b < 0 ? remainder : remainder + b;
  }
  const x = plainInt(a),
    y = plainInt(b);
  if (x !== undefined && y !== undefined) return moduloInts(x, y);
  if (isPlainFloat(a) && isPlainFloat(b)) return new PyFloat(moduloFloats(a.v, b.v));
  if (isPlainFloat(a) && y !== undefined) return new PyFloat(moduloFloats(a.v, intToFloat(y)));
  if (isPlainFloat(b) && x !== undefined) return new PyFloat(moduloFloats(intToFloat(x), b.v));
  return binary(a, b, MOD);
}

export function power(a: PyValue, b: PyValue): PyValue {
  const x = plainInt(a),
    y = plainInt(b);
  if (x !== undefined && y !== undefined && y >= 0) return powerInts(x, y);
  const result = powerOfFloats(a, b);
  return result === undefined ? binary(a, b, POW) : result;
}

/** `a ** b` where at least one is a float, or an int has a negative exponent; undefined for other types and complex results. */
export function powerOfFloats(a: PyValue, b: PyValue): PyValue | undefined {
  const x = isPlainFloat(a) ? a.v : plainInt(a),
    y = isPlainFloat(b) ? b.v : plainInt(b);
  if (x === undefined || y === undefined) return undefined;
  const base = intToFloat(x),
    exponent = intToFloat(y);
  const value = powerFloats(base, exponent);
  return value === undefined ? complexPower(base, exponent) : new PyFloat(value);
}

function complexPower(base: number, exponent: number): PyValue {
  const size = elementary.power(Math.abs(base), exponent),
    angle = Math.PI * exponent;
  return new PyComplex(size * elementary.cos(angle), size * elementary.sin(angle));
}

/** pow(a, b, c) for anything but three ints. */
export function ternaryPower(a: PyValue, b: PyValue, c: PyValue): PyValue {
  const method = typeOf(a).proto["t$__pow__"];
  if (method !== undefined) {
    const result = callSpecial2(method, a, b, c);
    if (result !== NotImplemented) return result;
  }
  // A class with nothing but `__rpow__` has the slot for `__pow__` too.
  else if (typeOf(a).isHeap && typeOf(a).proto["t$__rpow__"] !== undefined) throw raise.AttributeError("__pow__");
  // Python code's `__rpow__` is not asked, but the other built-in numbers are, and they have words of their own.
  const isNumber = (value: PyValue): boolean =>
    value instanceof PyComplex || value instanceof PyFloat || asInt(value) !== undefined;
  for (const other of [b, c]) {
    // A class of Python's with the operator has a slot of its own, which answers for its left side alone.
    if (other instanceof PyObject && isOverridden(other.cls, POW)) continue;
    if (other instanceof PyFloat)
      throw raise.TypeError("pow() 3rd argument not allowed unless all arguments are integers");
    if (other instanceof PyComplex && isNumber(a) && isNumber(b)) throw raise.ValueError("complex modulo");
  }
  throw raise.TypeError(
    `unsupported operand type(s) for ** or pow(): '${typeOf(a).shown}', '${typeOf(b).shown}', '${typeOf(c).shown}'`,
  );
}

export function matrixMultiply(a: PyValue, b: PyValue): PyValue {
  return binary(a, b, MATMUL);
}

export function leftShift(a: PyValue, b: PyValue): PyValue {
  const x = plainInt(a),
    y = plainInt(b);
  return x !== undefined && y !== undefined ? shiftLeft(x, y) : binary(a, b, LSHIFT);
}

export function rightShift(a: PyValue, b: PyValue): PyValue {
  const x = plainInt(a),
    y = plainInt(b);
  return x !== undefined && y !== undefined ? shiftRight(x, y) : binary(a, b, RSHIFT);
}

export function bitAnd(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "boolean" && typeof b === "boolean") return a && b;
  const x = plainInt(a),
    y = plainInt(b);
  return x !== undefined && y !== undefined ? andInts(x, y) : binary(a, b, AND);
}

export function bitOr(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "boolean" && typeof b === "boolean") return a || b;
  const x = plainInt(a),
    y = plainInt(b);
  return x !== undefined && y !== undefined ? orInts(x, y) : binary(a, b, OR);
}

export function bitXor(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "boolean" && typeof b === "boolean") return a !== b;
  const x = plainInt(a),
    y = plainInt(b);
  return x !== undefined && y !== undefined ? xorInts(x, y) : binary(a, b, XOR);
}

export function divmod(a: PyValue, b: PyValue): PyValue {
  return binary(a, b, DIVMOD);
}

// In place: `a += b` asks the left for `__iadd__` first.

function inPlace(a: PyValue, b: PyValue, op: BinaryOperator, plain: (a: PyValue, b: PyValue) => PyValue): PyValue {
  const method = typeof a === "object" ? typeOf(a).proto[op.inPlace] : undefined;
  const isOfSequence = method instanceof PyBuiltin && SEQUENCES.has(method.owner as PyType),
    isNoCount = isOfSequence && op === MUL && !hasIndex(b);
  if (isOfSequence && !isNoCount) {
    const answer = numberAnswer(a, b, op);
    if (answer !== NotImplemented) return answer;
  }
  if (method !== undefined && !isNoCount) {
    const result = callSpecial1(method, a, b);
    if (result !== NotImplemented) return result;
  }
  if (op === MATMUL || !(plainInt(a) !== undefined && plainInt(b) !== undefined)) {
    // What could be a sequence itself is not repeated by the sequence at its right.
    const isRefused =
      op === MUL && isContainer(typeOf(a)) && isOwnOfSequence(typeOf(b).proto[op.reflected], typeOf(b), op);
    const result = isRefused ? repeatAlone(a, b) : tryBinary(a, b, op);
    if (result !== undefined && result !== NotImplemented) return result;
    throw operandError(a, b, op === POW ? "**=" : `${op.symbol}=`);
  }
  return plain(a, b);
}

/**
 * What Python code says of `xs += vector`: CPython asks the operator of a class of Python's, and the right side's
 * `__radd__`, before a list; but what such a class has of list's `__iadd__` comes first.
 */
function numberAnswer(a: PyValue, b: PyValue, op: BinaryOperator): PyValue {
  const left = typeOf(a),
    right = typeOf(b);
  if (left.isHeap && op === ADD) return NotImplemented;
  if (left.isHeap && isOverridden(left, op)) return tryBinary(a, b, op) ?? NotImplemented;
  const reflected = isOverridden(right, op) ? right.proto[op.reflected] : undefined;
  return reflected === undefined ? NotImplemented : callSpecial1(reflected, b, a);
}

/** `a * b` by the left side alone, which is not asked when it is a sequence and the right side no count. */
function repeatAlone(a: PyValue, b: PyValue): PyValue | undefined {
  const type = typeOf(a),
    method = type.proto[MUL.method];
  if (method === undefined || (isOwnOfSequence(method, type, MUL) && !hasIndex(b))) return undefined;
  return callSpecial1(method, a, b);
}

export function addInPlace(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    return isSafe(sum) ? sum : addInts(a, b);
  }
  if (typeof a === "string" && typeof b === "string") return concatenate(a, b);
  if (typeof a === "bigint" && typeof b === "bigint") return addBigInts(a, b);
  if (a instanceof PyFloat || typeof a !== "object") return binaryInPlace(a, b, add, ADD);
  return inPlace(a, b, ADD, add);
}

/** int, float and str have no in-place forms: only the words of the error differ. */
function binaryInPlace(
  a: PyValue,
  b: PyValue,
  plain: (a: PyValue, b: PyValue) => PyValue,
  op: BinaryOperator,
): PyValue {
  if (a === null || (a instanceof PyObject && !isPlainFloat(a))) return inPlace(a, b, op, plain);
  if (typeof b !== "object" || isPlainFloat(b)) {
    if (typeof a === "string" || typeof b === "string") return inPlace(a, b, op, plain);
    return plain(a, b);
  }
  return inPlace(a, b, op, plain);
}

export function subtractInPlace(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" || isPlainFloat(a)) return binaryInPlace(a, b, subtract, SUB);
  return inPlace(a, b, SUB, subtract);
}
export function multiplyInPlace(a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" || isPlainFloat(a)) return binaryInPlace(a, b, multiply, MUL);
  return inPlace(a, b, MUL, multiply);
}
export function divideInPlace(a: PyValue, b: PyValue): PyValue {
  return binaryInPlace(a, b, divide, DIV);
}
export function floorDivideInPlace(a: PyValue, b: PyValue): PyValue {
  return binaryInPlace(a, b, floorDivide, FLOOR);
}
export function moduloInPlace(a: PyValue, b: PyValue): PyValue {
  return typeof a === "string" ? inPlace(a, b, MOD, modulo) : binaryInPlace(a, b, modulo, MOD);
}
export function powerInPlace(a: PyValue, b: PyValue): PyValue {
  return binaryInPlace(a, b, power, POW);
}
export function matrixMultiplyInPlace(a: PyValue, b: PyValue): PyValue {
  return inPlace(a, b, MATMUL, matrixMultiply);
}
export function leftShiftInPlace(a: PyValue, b: PyValue): PyValue {
  return inPlace(a, b, LSHIFT, leftShift);
}
export function rightShiftInPlace(a: PyValue, b: PyValue): PyValue {
  return inPlace(a, b, RSHIFT, rightShift);
}
export function bitAndInPlace(a: PyValue, b: PyValue): PyValue {
  return inPlace(a, b, AND, bitAnd);
}
export function bitOrInPlace(a: PyValue, b: PyValue): PyValue {
  return inPlace(a, b, OR, bitOr);
}
export function bitXorInPlace(a: PyValue, b: PyValue): PyValue {
  return inPlace(a, b, XOR, bitXor);
}

// Unary.

function unary(value: PyValue, name: string, symbol: string): PyValue {
  const result = callDunder(value, name);
  if (result === undefined) throw raise.TypeError(`bad operand type for unary ${symbol}: '${typeOf(value).shown}'`);
  return result;
}

export function negate(value: PyValue): PyValue {
  const n = plainInt(value);
  if (n !== undefined) return typeof n === "number" ? 0 - n : subtractInts(0, n);
  return isPlainFloat(value) ? new PyFloat(-value.v) : unary(value, "__neg__", "-");
}

export function positive(value: PyValue): PyValue {
  const n = plainInt(value);
  if (n !== undefined) return n;
  return isPlainFloat(value) ? value : unary(value, "__pos__", "+");
}

export function invert(value: PyValue): PyValue {
  const n = plainInt(value);
  if (n !== undefined) return subtractInts(-1, n);
  return unary(value, "__invert__", "~");
}

/** A str or an instance of a subclass of str, as a string; undefined for anything else. */
export function asString(value: PyValue): string | undefined {
  return typeof value === "string" ? value : value instanceof PyStrObject ? value.value : undefined;
}
