/** hash(): CPython's for numbers (so that 1 == 1.0 == Fraction(1) hash alike), our own for the rest. */
import { chargePass } from "./arithmetic.ts";
import { enterNative, leaveNative, spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { current } from "./state.ts";
import { typeOf } from "./primitive-types.ts";
import { PyComplex, PyFloat, type PyInt, PyIntObject, PyObject, PyStrObject, PyTuple, type PyValue } from "./values.ts";

/** CPython's prime for numeric hashes, 2^61 - 1. */
const MODULUS = 2305843009213693951n;
const HASH_INF = 314159;

export function hash(value: PyValue): PyInt {
  switch (typeof value) {
    case "number":
      return value === -1 ? -2 : value;
    case "string":
      return hashString(value);
    case "boolean":
      return value ? 1 : 0;
    case "bigint":
      return hashBigInt(value);
    default:
      return value === null ? 0x61bb3a1 : value.hash();
  }
}

function normalise(value: bigint): PyInt {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

export function hashBigInt(value: bigint): PyInt {
  chargePass(value, value);
  const magnitude = (value < 0n ? -value : value) % MODULUS;
  const signed = value < 0n ? -magnitude : magnitude;
  return signed === -1n ? -2 : normalise(signed);
}

/** All interpreters share it, so it holds little. */
const stringHashes = new Map<string, number>();
const LONGEST_KEPT = 1000;

/** FNV-1a over UTF-16 units; remembered for longer strings, but not for the longest. */
export function hashString(text: string): number {
  if (text.length === 0) return 0;
  const isKept = text.length > 24 && text.length <= LONGEST_KEPT;
  if (isKept) {
    const known = stringHashes.get(text);
    if (known !== undefined) return known;
  }
  if (text.length > 64) spend(text.length >> 5);
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  // A second word, so that equal 32-bit hashes are rare in large tables.
  const result = (h >>> 0) + (Math.imul(h ^ text.length, 0x9e3779b1) >>> 12) * 0x100000000;
  if (isKept) {
    if (stringHashes.size > 5000) stringHashes.clear();
    stringHashes.set(text, result);
  }
  return result;
}

/** The hash of a float equals that of the number it is: a fraction m/2^e is m times the inverse of 2^e modulo 2^61-1. */
export function hashFloat(x: number): PyInt {
  if (Number.isSafeInteger(x)) return x === -1 ? -2 : x + 0;
  if (x === Infinity) return HASH_INF;
  if (x === -Infinity) return -HASH_INF;
  if (Number.isNaN(x)) return 0;
  if (Number.isInteger(x)) return hashBigInt(BigInt(x));
  let mantissa = Math.abs(x),
    exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  const shift = BigInt((61 - (exponent % 61)) % 61);
  const m = BigInt(mantissa) << shift;
  let h = ((m >> 61n) + (m & MODULUS)) % MODULUS;
  if (x < 0) h = -h;
  return h === -1n ? -2 : normalise(h);
}

/** Mixes the hashes of parts that stand in order. */
export function hashSequence(items: readonly PyValue[]): number {
  let h = 0x345678;
  for (const item of items) {
    const part = hash(item);
    const low =
      typeof part === "number" ? (part | 0) ^ Math.floor(part / 0x100000000) : Number(BigInt.asIntN(32, part));
    h = Math.imul(h ^ low, 0x5bd1e995) + 0x27d4eb2f;
    h ^= h >>> 15;
  }
  return h;
}

/** id(): a number of its own for each object. */
export function identityOf(object: object): number {
  return current.interpreter.identityOf(object);
}

export function unhashable(value: PyValue): never {
  throw raise.TypeError(`unhashable type: '${typeOf(value).shown}'`);
}

PyObject.prototype.hash = function hashIdentity(this: PyObject): PyInt {
  return identityOf(this);
};
PyFloat.prototype.hash = function hashOfFloat(this: PyFloat): PyInt {
  return Number.isNaN(this.v) ? identityOf(this) : hashFloat(this.v);
};
PyComplex.prototype.hash = function hashOfComplex(this: PyComplex): PyInt {
  const combined = BigInt(hashFloat(this.re)) + 1000003n * BigInt(hashFloat(this.im));
  const h = BigInt.asIntN(64, combined);
  return h === -1n ? -2 : normalise(h);
};
PyIntObject.prototype.hash = function hashOfInt(this: PyIntObject): PyInt {
  return hash(this.value);
};
PyStrObject.prototype.hash = function hashOfStr(this: PyStrObject): PyInt {
  return hashString(this.value);
};
PyTuple.prototype.hash = function hashOfTuple(this: PyTuple): PyInt {
  // Tuples of tuples: as deep as they are, and all paths through them are walked.
  spend(this.items.length);
  enterNative();
  try {
    return hashSequence(this.items);
  } finally {
    leaveNative();
  }
};
