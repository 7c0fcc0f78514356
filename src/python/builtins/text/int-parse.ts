/** `int(text, base)`. */
import { valueError, type FormatError } from "./format-error.ts";
import { DEFAULT_DIGIT_LIMIT } from "./int-format.ts";
import { stringRepr } from "./string-repr.ts";
import { toAsciiNumber } from "./unicode.ts";

export interface ParseIntOptions {
  /** Most digits in a base that is not a power of two; 0 for no limit. */
  digitLimit?: number | undefined;
  /** The `repr` that the error shows, when the text came from something else, such as bytes. */
  shown?: (() => string) | undefined;
}

/** Limits below this many digits do not exist: short texts are never counted. */
const UNCOUNTED_DIGITS = 640;

/** Longest piece of digits whose value is a safe integer in any base. */
const SAFE_DIGITS = 10;

/** The int written in `text`: white space around it, a sign, a prefix that fits the base, single underscores between digits. */
export function parseInteger(text: string, base: number = 10, options: ParseIntOptions = {}): number | bigint {
  // Fast path: a short run of ASCII digits.
  if (base === 10 && text.length < 16 && /^\d+$/.test(text)) return Number(text);
  if (base !== 0 && !(base >= 2 && base <= 36)) throw valueError("int() base must be >= 2 and <= 36, or 0");
  const ascii = toAsciiNumber(text);
  const written = splitPrefix(ascii, base);
  const digits = scanDigits(ascii, written.start, written.base);
  if (digits === undefined) throw invalidLiteral(text, base, options);
  checkLimit(digits.count, written.base, options.digitLimit ?? DEFAULT_DIGIT_LIMIT);
  const body = ascii.slice(written.start, digits.end).replaceAll("_", "");
  const isOctalOfOld = written.isZeroOnly && /[^0]/.test(body);
  if (digits.end < ascii.length || isOctalOfOld) throw invalidLiteral(text, base, options);
  const magnitude = digitsToInt(body, written.base);
  return written.isNegative ? negate(magnitude) : magnitude;
}

/** The int of plain digits, none of them beyond the base. */
export function digitsToInt(digits: string, base: number): number | bigint {
  if (digits.length <= SAFE_DIGITS) return parseInt(digits, base);
  const value = digitsToBigInt(digits, base);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

interface WrittenInt {
  isNegative: boolean;
  base: number;
  /** Where the digits begin. */
  start: number;
  /** Base 0 reads a number that begins with 0 and has no prefix only if it is zero. */
  isZeroOnly: boolean;
}

function splitPrefix(text: string, base: number): WrittenInt {
  let start = text[0] === "+" || text[0] === "-" ? 1 : 0;
  const isNegative = text[0] === "-";
  const letter = text[start] === "0" ? (text[start + 1] ?? "").toLowerCase() : "";
  const prefixBase = letter === "x" ? 16 : letter === "o" ? 8 : letter === "b" ? 2 : 0;
  if (prefixBase === 0 || (base !== 0 && base !== prefixBase)) {
    return { isNegative, base: base === 0 ? 10 : base, start, isZeroOnly: base === 0 && text[start] === "0" };
  }
  start += 2;
  if (text[start] === "_") start++;
  return { isNegative, base: prefixBase, start, isZeroOnly: false };
}

/** The run of digits at `start`, or undefined when there is none or an underscore is misplaced. */
function scanDigits(text: string, start: number, base: number): { end: number; count: number } | undefined {
  let end = start;
  let count = 0;
  let isAfterUnderscore = true;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 95) {
      if (isAfterUnderscore) return undefined;
      isAfterUnderscore = true;
      continue;
    }
    if (digitOf(code) >= base) break;
    isAfterUnderscore = false;
    count++;
  }
  return isAfterUnderscore ? undefined : { end, count };
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 122) return code - 87;
  if (code >= 65 && code <= 90) return code - 55;
  return 36;
}

function checkLimit(count: number, base: number, limit: number): void {
  if (limit === 0 || (base & (base - 1)) === 0 || count <= UNCOUNTED_DIGITS || count <= limit) return;
  throw valueError(
    `Exceeds the limit (${limit} digits) for integer string conversion: value has ${count} digits; use sys.set_int_max_str_digits() to increase the limit`,
  );
}

function invalidLiteral(text: string, base: number, options: ParseIntOptions): FormatError {
  const shown = options.shown === undefined ? stringRepr(text) : options.shown();
  // CPython cuts the text shown at 200 characters; Array.from counts code points.
  const cut = shown.length > 200 ? Array.from(shown.slice(0, 400)).slice(0, 200).join("") : shown;
  return valueError(`invalid literal for int() with base ${base}: ${cut}`);
}

function digitsToBigInt(digits: string, base: number): bigint {
  if (base === 10) return BigInt(digits);
  if (base === 16) return BigInt(`0x${digits}`);
  if (base === 8) return BigInt(`0o${digits}`);
  if (base === 2) return BigInt(`0b${digits}`);
  return joinPieces(digits, BigInt(base), base);
}

/** Pieces of ten digits, then neighbours joined pair by pair: each round squares the weight, so most of the work is few large products. */
function joinPieces(digits: string, bigBase: bigint, base: number): bigint {
  let pieces: bigint[] = [];
  for (let end = digits.length; end > 0; end -= SAFE_DIGITS) {
    pieces.push(BigInt(parseInt(digits.slice(Math.max(end - SAFE_DIGITS, 0), end), base)));
  }
  let weight = bigBase ** BigInt(SAFE_DIGITS);
  while (pieces.length > 1) {
    const joined: bigint[] = [];
    for (let index = 0; index < pieces.length; index += 2)
      joined.push((pieces[index] ?? 0n) + (pieces[index + 1] ?? 0n) * weight);
    pieces = joined;
    if (pieces.length > 1) weight *= weight;
  }
  return pieces[0] ?? 0n;
}

function negate(value: number | bigint): number | bigint {
  if (typeof value === "bigint") return -value;
  return value === 0 ? 0 : -value;
}
