/** Conversions between the kinds of numbers: what `int()`, `float()` and everything that asks for a number does. */
import { intToFloat, normaliseInt } from "../runtime/arithmetic.ts";
import { callSpecial0 } from "../runtime/call.ts";
import { spendAtOnce } from "../runtime/limits.ts";
import { asInt, asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { indexOrNot } from "../runtime/subscript.ts";
import { typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import { PyByteArray, PyBytes, PyFloat, type PyInt, PyObject, type PyValue } from "../runtime/values.ts";
import { bufferBytes } from "./buffer.ts";
import { latinText } from "./text/byte-builder.ts";
import { floatFromString } from "./text/float-parse.ts";
import { DEFAULT_DIGIT_LIMIT } from "./text/int-format.ts";
import { parseInteger } from "./text/int-parse.ts";
import { bytesRepr } from "./text/string-repr.ts";
import { withTextErrors } from "./text-errors.ts";
import { chargeEach, chargeScan } from "./text-size.ts";

/** `Interpreter.moduleState` key of `sys.set_int_max_str_digits`. */
export const INT_DIGIT_LIMIT = "sys.int_max_str_digits";

/** Most decimal digits that int and str convert into each other; 0 for no limit. */
export function intDigitLimit(): number {
  const limit = current.interpreter.moduleState.get(INT_DIGIT_LIMIT);
  return typeof limit === "number" ? limit : DEFAULT_DIGIT_LIMIT;
}

/** The integral part of a float, or CPython's errors for nan and infinity. */
export function floatToInt(x: number): PyInt {
  if (Number.isNaN(x)) throw raise.ValueError("cannot convert float NaN to integer");
  if (!Number.isFinite(x)) throw raise.OverflowError("cannot convert float infinity to integer");
  const whole = Math.trunc(x);
  return Number.isSafeInteger(whole) ? whole + 0 : normaliseInt(BigInt(whole));
}

/** `int(value)`. */
export function toInt(value: PyValue): PyInt {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof PyFloat && !value.cls.isHeap) return floatToInt(value.v);
  const text = asString(value);
  if (value instanceof PyObject) {
    const special = intByMethod(value);
    if (special !== undefined) return special;
  } else if (typeof value === "boolean") return value ? 1 : 0;
  if (text !== undefined) return parseText(text, 10);
  const bytes = bufferBytes(value);
  if (bytes !== undefined) return parseBytes(bytes, 10);
  throw raise.TypeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeOf(value).shown}'`,
  );
}

/** By `__int__`, `__index__` or, as CPython still does, `__trunc__`. */
function intByMethod(value: PyObject): PyInt | undefined {
  const method = lookup(value.cls, "__int__");
  if (method !== undefined) {
    const result = callSpecial0(method, value);
    const integer = asInt(result);
    if (integer === undefined) throw raise.TypeError(`__int__ returned non-int (type ${typeOf(result).shown})`);
    return integer;
  }
  if (lookup(value.cls, "__index__") !== undefined) return indexOrNot(value);
  const trunc = lookup(value.cls, "__trunc__");
  if (trunc === undefined) return undefined;
  const result = callSpecial0(trunc, value);
  const integer = asInt(result) ?? indexOrNot(result);
  if (integer === undefined) throw raise.TypeError(`__trunc__ returned non-Integral (type ${typeOf(result).shown})`);
  return integer;
}

/** `int(text, base)` for str and bytes-like objects. */
export function toIntInBase(value: PyValue, base: PyValue): PyInt {
  const index = indexOrNot(base);
  if (index === undefined) throw raise.TypeError(`'${typeOf(base).shown}' object cannot be interpreted as an integer`);
  if (index !== 0 && (index < 2 || index > 36)) throw raise.ValueError("int() base must be >= 2 and <= 36, or 0");
  const text = asString(value);
  if (text !== undefined) return parseText(text, Number(index));
  const bytes = value instanceof PyBytes || value instanceof PyByteArray ? value.bytes : undefined;
  if (bytes === undefined) throw raise.TypeError("int() can't convert non-string with explicit base");
  return parseBytes(bytes, Number(index));
}

function parseText(text: string, base: number): PyInt {
  // Fast path: a short decimal number.
  if (base === 10 && text.length < 15 && /^-?[0-9]+$/.test(text)) return Number(text) + 0;
  chargeParsing(text.length, base);
  return withTextErrors(() => parseInteger(text, base, { digitLimit: intDigitLimit() }));
}

function parseBytes(bytes: Uint8Array, base: number): PyInt {
  chargeParsing(bytes.length, base);
  return withTextErrors(() =>
    parseInteger(latinText(bytes).replaceAll(/[\x80-\xff\x1c-\x1f]/g, "?"), base, {
      digitLimit: intDigitLimit(),
      shown: () => bytesRepr(bytes),
    }),
  );
}

/** Digits beyond the limit are refused before they are read, but those of a base that is a power of two have no limit. */
function chargeParsing(length: number, base: number): void {
  chargeScan(length);
  if (length <= 512) return;
  if ((base & (base - 1)) === 0) chargeEach(length);
  else if (intDigitLimit() === 0 || length <= intDigitLimit()) spendAtOnce(digitsCost(length));
}

/** Of reading so many digits: up to 0.2 us for each. */
export function digitsCost(count: number): number {
  return Math.ceil(count * Math.min(6, count ** 0.5 / 64));
}

/** The double behind anything that is a real number: what C functions that take a double ask; TypeError for others. */
export function toDouble(value: PyValue): number {
  const x = doubleOrNot(value);
  if (x === undefined) throw raise.TypeError(`must be real number, not ${typeOf(value).shown}`);
  return x;
}

/** As `toDouble`, but undefined for what is no real number. */
export function doubleOrNot(value: PyValue): number | undefined {
  if (value instanceof PyFloat) return value.v;
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return intToFloat(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof PyObject ? doubleByMethod(value) : undefined;
}

/** By `__float__` or `__index__`. */
function doubleByMethod(value: PyObject): number | undefined {
  const method = lookup(value.cls, "__float__");
  if (method !== undefined) {
    const result = callSpecial0(method, value);
    if (!(result instanceof PyFloat))
      throw raise.TypeError(`${value.cls.shown}.__float__ returned non-float (type ${typeOf(result).shown})`);
    return result.v;
  }
  const index = indexOrNot(value);
  return index === undefined ? undefined : intToFloat(index);
}

/** `float(value)`. */
export function toFloat(value: PyValue): number {
  // Fast path: a short decimal number.
  if (typeof value === "string" && value.length < 24 && /^-?[0-9]+(?:\.[0-9]+)?$/.test(value)) return Number(value);
  // Unlike C functions that take a double, float() asks a subclass of float for its `__float__`.
  const x = value instanceof PyFloat && value.cls.isHeap ? doubleByMethod(value) : doubleOrNot(value);
  if (x !== undefined) return x;
  const text = asString(value);
  const bytes = text === undefined ? bufferBytes(value) : undefined;
  if (text === undefined && bytes === undefined) {
    throw raise.TypeError(`float() argument must be a string or a real number, not '${typeOf(value).shown}'`);
  }
  const written = text ?? latinText(bytes as Uint8Array).replaceAll(/[\x80-\xff]/g, "?");
  chargeScan(written.length * 4);
  const parsed = floatFromString(written);
  if (parsed === undefined) throw raise.ValueError(`could not convert string to float: ${repr(value)}`);
  return parsed;
}
