/** random.Random: what of it knows the generator. Subclasses may bring a generator of their own, as `random()` or `getrandbits()`. */
import { bitLength, normaliseInt, subtractInts, wordsOf } from "../../runtime/arithmetic.ts";
import { getAttribute, ownAttribute } from "../../runtime/attributes.ts";
import { PyBuiltin } from "../../runtime/builtin.ts";
import { call0, call1 } from "../../runtime/call.ts";
import { isEqual } from "../../runtime/equal.ts";
import { hash } from "../../runtime/hash.ts";
import { paid, spend, spendAtOnce } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { indexOrNot, toIndex, toSize } from "../../runtime/subscript.ts";
import { lookup } from "../../runtime/types.ts";
import {
  PyByteArray,
  PyBytes,
  PyFloat,
  type PyInt,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { encode } from "../../builtins/encoding.ts";
import { intFromBytes } from "../../builtins/int.ts";
import { reserveBytes } from "../../builtins/text-size.ts";
import { toDouble, toInt } from "../../builtins/numbers.ts";
import { Sha512 } from "../hashlib/sha512.ts";
import { warn } from "../warn.ts";
import { Twister } from "./twister.ts";

export class PyRandom extends PyObject {
  readonly twister: Twister = new Twister();
  /** The second number of a pair that `gauss` made. */
  gaussNext: PyValue = null;

  /** 32 bits of the generator. */
  word(): number {
    return this.twister.next();
  }

  plainDouble(): number {
    return this.twister.double();
  }

  /** What `random()` gives, the subclass's own where it has one. */
  double(): number {
    const isPlain = !this.cls.isHeap || lookup(this.cls, "random") instanceof PyBuiltin;
    if (isPlain && ownAttribute(this, "random") === undefined) return this.plainDouble();
    return toDouble(call0(getAttribute(this, "random")));
  }

  plainBits(count: number): PyInt {
    if (count <= 32) return count === 0 ? 0 : this.word() >>> (32 - count);
    if (count <= 53) {
      const low = this.word();
      return (this.word() >>> (64 - count)) * 0x100000000 + low;
    }
    return intFromBytes(this.randomBytes(count), true, false);
  }

  /** `count` random bits as bytes, the lowest first. */
  randomBytes(count: number): Uint8Array {
    const words = Math.ceil(count / 32);
    reserveBytes(words * 4);
    spendAtOnce(words * 4);
    const bytes = new Uint8Array(words * 4);
    for (let i = 0; i < words; i++) {
      let word = this.word();
      const left = count - 32 * i;
      if (left < 32) word >>>= 32 - left;
      for (let k = 0; k < 4; k++) bytes[4 * i + k] = (word >>> (8 * k)) & 0xff;
    }
    return bytes.subarray(0, Math.ceil(count / 8));
  }

  /** What `getrandbits()` gives. */
  bits(count: number): PyInt {
    const isPlain = !this.cls.isHeap || lookup(this.cls, "getrandbits") instanceof PyBuiltin;
    if (isPlain && ownAttribute(this, "getrandbits") === undefined) return this.plainBits(count);
    return toIndex(call1(getAttribute(this, "getrandbits"), count));
  }

  /** An int from 0 below n. */
  below(n: PyInt): PyInt {
    if (this.cls.isHeap) {
      const source = belowSource(this.cls);
      if (source === "_randbelow") return toIndex(call1(getAttribute(this, "_randbelow"), n));
      if (source === "random") return this.belowByDouble(n);
    }
    return this.belowByBits(n);
  }

  belowByBits(n: PyInt): PyInt {
    const count = bitLength(n);
    spend(1);
    let value = this.bits(count);
    while (value >= n) {
      spend(1);
      value = this.bits(count);
    }
    return value;
  }

  /** Where only `random()` is there: as many whole parts of 2^53 as fit. */
  belowByDouble(n: PyInt): PyInt {
    const all = 2 ** 53;
    if (typeof n !== "number" || n >= all) return normaliseInt(BigInt(Math.floor(this.double() * Number(n))));
    const rest = all % n,
      limit = (all - rest) / all;
    let value = this.double();
    while (value >= limit) {
      spend(1);
      value = this.double();
    }
    return Math.floor(value * all) % n;
  }
}

/** What a subclass bases `_randbelow` on: the first of these that a class in its resolution order defines. */
function belowSource(cls: PyType): "_randbelow" | "getrandbits" | "random" {
  for (const type of cls.mro) {
    if (type.namespace.has("_randbelow") && type.isHeap) return "_randbelow";
    if (type.namespace.has("getrandbits")) return "getrandbits";
    if (type.namespace.has("random")) return "random";
  }
  return "getrandbits";
}

/** `seed(a, version)`. */
export function seed(self: PyRandom, value: PyValue, version: PyValue): null {
  self.gaussNext = null;
  const number = seedNumber(value, version);
  spend(wordsOf(normaliseInt(number)) + 1);
  self.twister.seed(number);
  return null;
}

function seedNumber(value: PyValue, version: PyValue): bigint {
  if (value === null) return entropy(8);
  const integer = asInt(value);
  if (integer !== undefined) return integer < 0 ? -BigInt(integer) : BigInt(integer);
  if (value instanceof PyFloat) return BigInt.asUintN(64, BigInt(hash(value)));
  const isOld = version === 1;
  const text = asString(value);
  const bytes =
    text !== undefined
      ? encode(text, "utf-8", "surrogatepass")
      : value instanceof PyBytes || value instanceof PyByteArray
        ? value.bytes
        : undefined;
  if (bytes === undefined)
    throw raise.TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.");
  if (isOld && !(value instanceof PyByteArray))
    return oldHash(text ?? Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  spend(bytes.length >> 3);
  const digest = new Sha512(64).update(bytes).digest();
  const whole = new Uint8Array(bytes.length + digest.length);
  whole.set(bytes);
  whole.set(digest, bytes.length);
  let digits = "";
  for (const byte of whole) digits += byte.toString(16).padStart(2, "0");
  return BigInt(`0x${digits}`);
}

/** How Python 3.1 and before seeded from text. */
function oldHash(text: string): bigint {
  const points = Array.from(text, (char) => BigInt(char.codePointAt(0) ?? 0));
  let x = points.length > 0 ? (points[0] as bigint) << 7n : 0n;
  for (const point of points) x = ((1000003n * x) & 0xffffffffffffffffn) ^ point;
  x ^= BigInt(points.length);
  return x === 0xffffffffffffffffn ? 0xfffffffffffffffen : x;
}

/** Bits from the host, in words of 32. */
export function entropy(words: number): bigint {
  const { interpreter } = current;
  let value = 0n;
  for (let i = 0; i < words; i++) value = (value << 32n) | BigInt(interpreter.options.entropy() >>> 0);
  return value;
}

const VERSION = 3;

export function getState(self: PyRandom): PyTuple {
  return new PyTuple([VERSION, new PyTuple([...self.twister.words, self.twister.index]), self.gaussNext]);
}

export function setState(self: PyRandom, state: PyValue): null {
  const items = state instanceof PyTuple ? state.items : [];
  const [version, words, gaussNext] = items;
  if (version !== VERSION && version !== 2) {
    throw raise.ValueError(
      `state with version ${typeof version === "number" ? version : "None"} passed to Random.setstate() of version ${VERSION}`,
    );
  }
  if (!(words instanceof PyTuple)) throw raise.TypeError("state vector must be a tuple");
  if (words.items.length !== 625) throw raise.ValueError("state vector is the wrong size");
  const numbers = paid(words.items).map((item) => {
    const n = asInt(item);
    if (n === undefined) throw raise.TypeError(version === 2 ? "'<' not supported" : "an integer is required");
    return Number(BigInt.asUintN(32, BigInt(n)));
  });
  const index = toSize(words.items[624] as PyValue);
  if (index < 0 || index > 624) throw raise.ValueError("invalid state");
  self.twister.words.set(numbers.slice(0, 624));
  self.twister.index = index;
  self.gaussNext = gaussNext ?? null;
  return null;
}

/** An argument of randrange: an int, or another number that is whole, which CPython 3.12 no longer takes. */
function wholeNumber(value: PyValue, which: string): PyInt {
  const index = indexOrNot(value);
  if (index !== undefined) return index;
  const whole = toInt(value);
  if (!isEqual(whole, value)) {
    warn("DeprecationWarning", "randrange() will raise TypeError in the future");
    throw raise.ValueError(`non-integer ${which} randrange()`);
  }
  warn(
    "DeprecationWarning",
    "non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a subsequent version",
  );
  return whole;
}

/** `randrange(start, stop, step)`. */
export function randRange(
  self: PyRandom,
  startValue: PyValue,
  stopValue: PyValue,
  stepValue: PyValue | undefined,
): PyInt {
  const start = wholeNumber(startValue, "arg 1 for");
  if (stopValue === null) {
    if (stepValue !== undefined) throw raise.TypeError("Missing a non-None stop argument");
    if (start > 0) return self.below(start);
    throw raise.ValueError("empty range for randrange()");
  }
  const stop = wholeNumber(stopValue, "stop for"),
    step = stepValue === undefined ? 1 : wholeNumber(stepValue, "step for");
  const width = subtractInts(stop, start);
  if (step === 1) {
    if (width <= 0) throw raise.ValueError(`empty range for randrange() (${start}, ${stop}, ${width})`);
    if (typeof start === "number" && typeof width === "number") {
      const value = self.below(width);
      if (typeof value === "number" && Number.isSafeInteger(start + value)) return start + value;
      return normaliseInt(BigInt(start) + BigInt(value));
    }
    return normaliseInt(BigInt(start) + BigInt(self.below(width)));
  }
  if (step === 0) throw raise.ValueError("zero step for randrange()");
  const s = BigInt(step),
    w = BigInt(width);
  const count = s > 0n ? (w + s - 1n) / s : (w + s + 1n) / s;
  if (count <= 0n || s > 0n !== w > 0n) throw raise.ValueError("empty range for randrange()");
  return normaliseInt(BigInt(start) + s * BigInt(self.below(normaliseInt(count))));
}

/** `getrandbits(k)`. */
export function getRandBits(self: PyRandom, count: PyValue): PyInt {
  const bits = toSize(count);
  if (bits < 0) throw raise.ValueError("number of bits must be non-negative");
  return self.plainBits(bits);
}
