/** The methods that bytes and bytearray share. Each is given a way to make its results: bytes, or a new bytearray. */
import { classMethods, methods, staticMethods } from "../runtime/define.ts";
import { call1 } from "../runtime/call.ts";
import { compareBytes, countBytes, equalBytes, findBytes, findLastBytes, isAt } from "./byte-search.ts";
import { iterate, itemsOf } from "../runtime/iterate.ts";
import { paid, spend } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { indexOrNot, length, sliceBounds, sliceEnd, toCInt, toSize } from "../runtime/subscript.ts";
import { shownArgument, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import {
  NotImplemented,
  PyByteArray,
  PyBytes,
  PyList,
  PyObject,
  PySlice,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { bufferBytes, refuseScattered, toBufferBytes } from "./buffer.ts";
import {
  capitalizeBytes,
  isCaseBytes,
  isDigitByte,
  isLetterByte,
  isLowerByte,
  isTitleBytes,
  isUpperByte,
  lowerBytes,
  swapcaseBytes,
  titleBytes,
  upperBytes,
} from "./byte-case.ts";
import { formatBytesPercent } from "./byte-percent.ts";
import {
  isByteSpace,
  joinBytes,
  replaceBytes,
  rsplitBytes,
  splitByteLines,
  splitBytes,
  splitByteSpace,
} from "./byte-split.ts";
import { toByte } from "./byte-sources.ts";
import { decode, checkName } from "./encoding.ts";
import { checkedRepeatCount } from "./sequence-repeat.ts";
import { bytesFromHex, bytesHex, checkHexSeparator } from "./text/bytes-hex.ts";
import { latinText } from "./text/byte-builder.ts";
import { withTextErrors } from "./text-errors.ts";
import { chargeEach, chargeScan, reserveBytes, reserveText } from "./text-size.ts";

type Bytes = PyBytes | PyByteArray;
/** A result; `self` is given where it may stand for itself when nothing changed. */
type Make = (bytes: Uint8Array, self?: Bytes) => PyValue;

/** Defines the shared methods for `type`; `make` is given bytes that nobody else holds. */
export function shareByteMethods(type: PyType, make: Make): void {
  const changing = (change: (bytes: Uint8Array) => Uint8Array) => (self: Bytes) => make(change(self.bytes));
  const list = (pieces: Uint8Array[]): PyList => new PyList(pieces.map((piece) => make(piece)));

  const repeat = (self: Bytes, count: PyValue): PyValue =>
    make(repeatBytes(self.bytes, count), indexOrNot(count) === 1 ? self : undefined);

  methods(type, {
    "capitalize(self, /)": changing(capitalizeBytes),
    "center(self, width, fillchar=..., /)": (self: Bytes, width: PyValue, fill: PyValue | undefined) => {
      const missing = missingBytes(self, width),
        byte = fillByte(fill, "center");
      if (missing <= 0) return make(self.bytes.slice(), self);
      const before = Math.floor(missing / 2) + (missing & (self.bytes.length + missing) & 1);
      return make(pad(self.bytes, before, missing - before, byte));
    },
    "count(self, sub, start=None, end=None, /)"(self: Bytes, sub: PyValue, start: PyValue, end: PyValue) {
      const [from, to] = area(self.bytes, start, end),
        part = partArgument(sub);
      chargeScan(to - from);
      return countBytes(self.bytes, part, from, to);
    },
    "decode(self, /, encoding='utf-8', errors='strict')"(self: Bytes, encoding: PyValue, errors: PyValue) {
      return decode(self.bytes, nameParameter(encoding, "encoding"), nameParameter(errors, "errors"));
    },
    "endswith(self, suffix, start=None, end=None, /)"(self: Bytes, suffix: PyValue, start: PyValue, end: PyValue) {
      return matchesEnd(self.bytes, suffix, start, end, "endswith");
    },
    "expandtabs(self, /, tabsize=8)": (self: Bytes, size: PyValue) => make(expandTabs(self.bytes, toCInt(size))),
    "find(self, sub, start=None, end=None, /)": (self: Bytes, sub: PyValue, start: PyValue, end: PyValue) =>
      find(self.bytes, sub, start, end, findBytes),
    "hex(self, sep=..., bytes_per_sep=1)": (self: Bytes, separator: PyValue | undefined, size: PyValue) =>
      hexOf(self.bytes, separator, size),
    "index(self, sub, start=None, end=None, /)": (self: Bytes, sub: PyValue, start: PyValue, end: PyValue) =>
      found(find(self.bytes, sub, start, end, findBytes)),
    "isalnum(self, /)": everyByte((byte) => isLetterByte(byte) || isDigitByte(byte)),
    "isalpha(self, /)": everyByte(isLetterByte),
    "isascii(self, /)": (self: Bytes) => self.bytes.length === 0 || everyByte((byte) => byte < 128)(self),
    "isdigit(self, /)": everyByte(isDigitByte),
    "islower(self, /)": (self: Bytes) => isCaseBytes(self.bytes, isLowerByte),
    "isspace(self, /)": everyByte(isByteSpace),
    "istitle(self, /)": (self: Bytes) => isTitleBytes(self.bytes),
    "isupper(self, /)": (self: Bytes) => isCaseBytes(self.bytes, isUpperByte),
    "join(self, iterable_of_bytes, /)": (self: Bytes, iterable: PyValue) => make(join(self, iterable)),
    "ljust(self, width, fillchar=..., /)"(self: Bytes, width: PyValue, fill: PyValue | undefined) {
      const missing = missingBytes(self, width),
        byte = fillByte(fill, "ljust");
      return missing > 0 ? make(pad(self.bytes, 0, missing, byte)) : make(self.bytes.slice(), self);
    },
    "lower(self, /)": changing(lowerBytes),
    "lstrip(self, bytes=None, /)": (self: Bytes, chars: PyValue) => make(strip(self.bytes, chars, true, false)),
    "partition(self, sep, /)"(self: Bytes, separator: PyValue) {
      const part = separatorArgument(separator),
        { bytes } = self;
      chargeScan(bytes.length);
      const position = findBytes(bytes, part, 0);
      if (position < 0)
        return new PyTuple([make(bytes.slice(), self), make(new Uint8Array(0)), make(new Uint8Array(0))]);
      return new PyTuple([
        make(bytes.slice(0, position)),
        make(part.slice()),
        make(bytes.slice(position + part.length)),
      ]);
    },
    "removeprefix(self, prefix, /)"(self: Bytes, prefix: PyValue) {
      const part = toBufferBytes(prefix);
      return part.length > 0 && isAt(self.bytes, part, 0)
        ? make(self.bytes.slice(part.length))
        : make(self.bytes.slice(), self);
    },
    "removesuffix(self, suffix, /)"(self: Bytes, suffix: PyValue) {
      const part = toBufferBytes(suffix),
        end = self.bytes.length - part.length;
      return part.length > 0 && isAt(self.bytes, part, end)
        ? make(self.bytes.slice(0, end))
        : make(self.bytes.slice(), self);
    },
    "replace(self, old, new, count=-1, /)"(self: Bytes, old: PyValue, fresh: PyValue, count: PyValue) {
      return make(replaceBytes(self.bytes, toBufferBytes(old), toBufferBytes(fresh), toSize(count)));
    },
    "rfind(self, sub, start=None, end=None, /)": (self: Bytes, sub: PyValue, start: PyValue, end: PyValue) =>
      find(self.bytes, sub, start, end, findLastBytes),
    "rindex(self, sub, start=None, end=None, /)": (self: Bytes, sub: PyValue, start: PyValue, end: PyValue) =>
      found(find(self.bytes, sub, start, end, findLastBytes)),
    "rjust(self, width, fillchar=..., /)"(self: Bytes, width: PyValue, fill: PyValue | undefined) {
      const missing = missingBytes(self, width),
        byte = fillByte(fill, "rjust");
      return missing > 0 ? make(pad(self.bytes, missing, 0, byte)) : make(self.bytes.slice(), self);
    },
    "rpartition(self, sep, /)"(self: Bytes, separator: PyValue) {
      const part = separatorArgument(separator),
        { bytes } = self;
      chargeScan(bytes.length);
      const position = findLastBytes(bytes, part, 0);
      if (position < 0)
        return new PyTuple([make(new Uint8Array(0)), make(new Uint8Array(0)), make(bytes.slice(), self)]);
      return new PyTuple([
        make(bytes.slice(0, position)),
        make(part.slice()),
        make(bytes.slice(position + part.length)),
      ]);
    },
    "rsplit(self, /, sep=None, maxsplit=-1)"(self: Bytes, separator: PyValue, limit: PyValue) {
      const most = toSize(limit);
      return list(
        separator === null
          ? splitByteSpace(self.bytes, most, true)
          : rsplitBytes(self.bytes, toBufferBytes(separator), most),
      );
    },
    "rstrip(self, bytes=None, /)": (self: Bytes, chars: PyValue) => make(strip(self.bytes, chars, false, true)),
    "split(self, /, sep=None, maxsplit=-1)"(self: Bytes, separator: PyValue, limit: PyValue) {
      const most = toSize(limit);
      return list(
        separator === null
          ? splitByteSpace(self.bytes, most, false)
          : splitBytes(self.bytes, toBufferBytes(separator), most),
      );
    },
    "splitlines(self, /, keepends=False)": (self: Bytes, keepEnds: PyValue) =>
      list(splitByteLines(self.bytes, toCInt(keepEnds) !== 0)),
    "startswith(self, prefix, start=None, end=None, /)"(self: Bytes, prefix: PyValue, start: PyValue, end: PyValue) {
      return matchesEnd(self.bytes, prefix, start, end, "startswith");
    },
    "strip(self, bytes=None, /)": (self: Bytes, chars: PyValue) => make(strip(self.bytes, chars, true, true)),
    "swapcase(self, /)": changing(swapcaseBytes),
    "title(self, /)": changing(titleBytes),
    "translate(self, table, /, delete=...)": (self: Bytes, table: PyValue, deleted: PyValue | undefined) =>
      make(translate(self.bytes, table, deleted)),
    "upper(self, /)": changing(upperBytes),
    "zfill(self, width, /)"(self: Bytes, width: PyValue) {
      const missing = missingBytes(self, width),
        { bytes } = self;
      if (missing <= 0) return make(bytes.slice(), self);
      const signs = bytes[0] === 43 || bytes[0] === 45 ? 1 : 0;
      const result = new Uint8Array(bytes.length + missing).fill(48);
      result.set(bytes.subarray(0, signs));
      result.set(bytes.subarray(signs), signs + missing);
      return make(result);
    },
    "__iter__(self, /)": (self: Bytes) => iterate(self) as unknown as PyValue,
    "__len__(self, /)": (self: Bytes) => self.bytes.length,
    "__contains__(self, key, /)": (self: Bytes, key: PyValue) => containsBytes(self, key),
    "__eq__(self, value, /)": (self: Bytes, other: PyValue) => equalsBytes(self, other),
    "__lt__(self, value, /)": ordered((order) => order < 0),
    "__le__(self, value, /)": ordered((order) => order <= 0),
    "__gt__(self, value, /)": ordered((order) => order > 0),
    "__ge__(self, value, /)": ordered((order) => order >= 0),
    "__add__(self, value, /)"(self: Bytes, other: PyValue) {
      const right = bufferBytes(other);
      if (right === undefined) throw raise.TypeError(`can't concat ${typeOf(other).shown} to ${self.cls.shown}`);
      return make(joinBytes(new Uint8Array(0), [self.bytes, right]));
    },
    "__mul__(self, value, /)": repeat,
    "__rmul__(self, value, /)": repeat,
    "__mod__(self, value, /)": (self: Bytes, args: PyValue) => make(formatBytesPercent(self.bytes, args)),
    "__rmod__(self, value, /)": () => NotImplemented,
  });

  classMethods(type, {
    "fromhex(cls, string, /)"(cls: PyType, string: PyValue) {
      const text = asString(string);
      if (text === undefined) throw raise.TypeError(`fromhex() argument must be str, not ${shownArgument(string)}`);
      chargeEach(text.length);
      const bytes = withTextErrors(() => bytesFromHex(text));
      return cls === type ? make(bytes) : call1(cls, make(bytes));
    },
  });

  staticMethods(type, {
    "maketrans(frm, to, /)"(from: PyValue, to: PyValue) {
      const source = toBufferBytes(from),
        target = toBufferBytes(to);
      if (source.length !== target.length) throw raise.ValueError("maketrans arguments must have same length");
      chargeScan(source.length);
      const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      source.forEach((byte, index) => (table[byte] = target[index] ?? 0));
      return new PyBytes(table);
    },
  });
}

/** What find, count and index take: bytes, or one byte as an int. */
function partArgument(value: PyValue): Uint8Array {
  const bytes = bufferBytes(value);
  if (bytes !== undefined) return bytes;
  refuseScattered(value);
  const byte = indexOrNot(value);
  if (byte === undefined)
    throw raise.TypeError(`argument should be integer or bytes-like object, not '${typeOf(value).shown}'`);
  return Uint8Array.of(toByte(byte));
}

function separatorArgument(value: PyValue): Uint8Array {
  const bytes = toBufferBytes(value);
  if (bytes.length === 0) throw raise.ValueError("empty separator");
  return bytes;
}

function nameParameter(value: PyValue, parameter: string): string {
  const text = asString(value);
  if (text === undefined)
    throw raise.TypeError(`decode() argument '${parameter}' must be str, not ${shownArgument(value)}`);
  checkName(text);
  return text;
}

/** Start and end as slices count them; the start may lie beyond the end. */
function area(bytes: Uint8Array, start: PyValue, end: PyValue): [from: number, to: number] {
  const clamp = (index: number): number => (index < 0 ? Math.max(0, index + bytes.length) : index);
  return [
    start === null ? 0 : clamp(sliceEnd(start)),
    end === null ? bytes.length : Math.min(bytes.length, clamp(sliceEnd(end))),
  ];
}

type Finder = (bytes: Uint8Array, part: Uint8Array, from: number, end: number) => number;

function find(bytes: Uint8Array, sub: PyValue, start: PyValue, end: PyValue, finder: Finder): number {
  const [from, to] = area(bytes, start, end),
    part = partArgument(sub);
  chargeScan(to - from);
  return finder(bytes, part, from, to);
}

function found(index: number): number {
  if (index < 0) throw raise.ValueError("subsection not found");
  return index;
}

function matchesEnd(
  bytes: Uint8Array,
  wanted: PyValue,
  start: PyValue,
  end: PyValue,
  method: "startswith" | "endswith",
): boolean {
  const [from, to] = area(bytes, start, end);
  const test = (part: Uint8Array): boolean => {
    chargeScan(part.length);
    return from + part.length <= to && isAt(bytes, part, method === "startswith" ? from : to - part.length);
  };
  if (wanted instanceof PyTuple) return paid(wanted.items).some((item) => test(toBufferBytes(item)));
  const part = bufferBytes(wanted);
  if (part === undefined) refuseScattered(wanted);
  if (part === undefined)
    throw raise.TypeError(`${method} first arg must be bytes or a tuple of bytes, not ${typeOf(wanted).shown}`);
  return test(part);
}

function everyByte(predicate: (byte: number) => boolean): (self: Bytes) => boolean {
  return (self) => {
    chargeScan(self.bytes.length);
    return self.bytes.length > 0 && self.bytes.every(predicate);
  };
}

function missingBytes(self: Bytes, width: PyValue): number {
  const missing = toSize(width) - self.bytes.length;
  if (missing > 0) reserveBytes(self.bytes.length + missing);
  return missing;
}

function fillByte(fill: PyValue | undefined, method: string): number {
  if (fill === undefined) return 32;
  const bytes = fill instanceof PyBytes || fill instanceof PyByteArray ? fill.bytes : undefined;
  const byte = bytes?.[0];
  if (bytes?.length !== 1 || byte === undefined)
    throw raise.TypeError(`${method}() argument 2 must be a byte string of length 1, not ${shownArgument(fill)}`);
  return byte;
}

function pad(bytes: Uint8Array, before: number, after: number, fill: number): Uint8Array {
  const result = new Uint8Array(before + bytes.length + after).fill(fill);
  result.set(bytes, before);
  return result;
}

function expandTabs(bytes: Uint8Array, size: number): Uint8Array {
  chargeEach(bytes.length);
  const tab = (column: number): number => (size > 0 ? size - (column % size) : 0);
  const isBreak = (byte: number): boolean => byte === 10 || byte === 13;
  let column = 0,
    total = 0;
  for (const byte of bytes) {
    const added = byte === 9 ? tab(column) : 1;
    column = isBreak(byte) ? 0 : column + added;
    total += added;
  }
  reserveBytes(total);
  const result = new Uint8Array(total).fill(32);
  let position = 0;
  column = 0;
  for (const byte of bytes) {
    const added = byte === 9 ? tab(column) : 1;
    if (byte !== 9) result[position] = byte;
    position += added;
    column = isBreak(byte) ? 0 : column + added;
  }
  return result;
}

function strip(bytes: Uint8Array, chars: PyValue, atStart: boolean, atEnd: boolean): Uint8Array {
  const set = chars === null ? null : new Set(toBufferBytes(chars));
  chargeScan(bytes.length);
  const isStripped = (byte: number | undefined): boolean =>
    set === null ? isByteSpace(byte) : byte !== undefined && set.has(byte);
  let start = 0,
    end = bytes.length;
  if (atStart) while (start < end && isStripped(bytes[start])) start++;
  if (atEnd) while (end > start && isStripped(bytes[end - 1])) end--;
  return bytes.slice(start, end);
}

function join(self: Bytes, iterable: PyValue): Uint8Array {
  const isIterable =
    typeof iterable === "string" ||
    (iterable instanceof PyObject &&
      ((lookup(iterable.cls, "__iter__") ?? null) !== null || lookup(iterable.cls, "__getitem__") !== undefined));
  if (!isIterable) throw raise.TypeError("can only join an iterable");
  const items = heldBytes(self, () => itemsOf(iterable));
  spend(items.length >> 2);
  const parts: Uint8Array[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as PyValue;
    const bytes = bufferBytes(item);
    if (bytes === undefined)
      throw raise.TypeError(`sequence item ${index}: expected a bytes-like object, ${typeOf(item).shown} found`);
    parts.push(bytes);
  }
  return joinBytes(self.bytes, parts);
}

/** What runs a program's code must not find the memory of a bytearray moved afterwards. */
function heldBytes<T>(self: Bytes, run: () => T): T {
  if (self instanceof PyBytes) return run();
  self.exports++;
  try {
    return run();
  } finally {
    self.exports--;
  }
}

function translate(bytes: Uint8Array, table: PyValue, deleted: PyValue | undefined): Uint8Array {
  const map = table === null ? null : toBufferBytes(table);
  if (map !== null && map.length !== 256) throw raise.ValueError("translation table must be 256 characters long");
  const removed = new Set(deleted === undefined ? [] : toBufferBytes(deleted));
  chargeEach(bytes.length);
  reserveBytes(bytes.length);
  const kept = removed.size === 0 ? bytes.slice() : bytes.filter((byte) => !removed.has(byte));
  return map === null ? kept : kept.map((byte) => map[byte] ?? 0);
}

/** `data.hex(sep, bytes_per_sep)`, for memoryview too. */
export function hexOf(bytes: Uint8Array, separator: PyValue | undefined, size: PyValue): string {
  const groupSize = toCInt(size);
  chargeEach(bytes.length);
  reserveText(bytes.length * (separator === undefined ? 2 : 3));
  if (separator === undefined) return bytesHex(bytes);
  if (length(separator) !== 1) throw raise.ValueError("sep must be length 1.");
  const text = asString(separator),
    raw = text === undefined ? bufferBytes(separator) : undefined;
  if (text === undefined && raw === undefined) throw raise.TypeError("sep must be str or bytes.");
  return withTextErrors(() => {
    const mark = text ?? latinText(raw as Uint8Array);
    checkHexSeparator(mark);
    return bytesHex(bytes, mark, groupSize);
  });
}

/** `item in data`: bytes, or one byte as an int. */
export function containsBytes(self: Bytes, item: PyValue): boolean {
  const { bytes } = self;
  const byte = indexOrNot(item);
  chargeScan(bytes.length);
  if (byte !== undefined) return bytes.includes(toByte(byte));
  return findBytes(bytes, toBufferBytes(item), 0) >= 0;
}

/** What is compared with: bytes know bytes only; a bytearray knows all buffers, and answers for both. */
function comparedBytes(self: Bytes, other: PyValue): Uint8Array | undefined {
  if (other instanceof PyBytes) return other.bytes;
  return self instanceof PyBytes ? undefined : bufferBytes(other);
}

export function equalsBytes(self: Bytes, other: PyValue): PyValue {
  const right = comparedBytes(self, other);
  return right === undefined ? NotImplemented : equalBytes(self.bytes, right);
}

function ordered(test: (order: number) => boolean): (self: Bytes, other: PyValue) => PyValue {
  return (self, other) => {
    const right = comparedBytes(self, other);
    return right === undefined ? NotImplemented : test(compareBytes(self.bytes, right));
  };
}

export function repeatBytes(bytes: Uint8Array, count: PyValue): Uint8Array {
  const times = Math.max(0, checkedRepeatCount(count, bytes.length, "bytes are"));
  reserveBytes(bytes.length * times);
  if (bytes.length === 1) return new Uint8Array(times).fill(bytes[0] ?? 0);
  const result = new Uint8Array(bytes.length * times);
  // The part that is there doubles until it is long enough.
  for (let filled = 0; filled < result.length; filled = filled === 0 ? bytes.length : filled * 2) {
    if (filled === 0) result.set(bytes);
    else result.copyWithin(filled, 0, Math.min(filled, result.length - filled));
  }
  return result;
}

/** `data[start:stop:step]` as a copy. */
export function sliceBytes(bytes: Uint8Array, slice: PySlice): Uint8Array {
  const { start, stop, step, count } = sliceBounds(slice, bytes.length);
  reserveBytes(count);
  if (step === 1) return bytes.slice(start, Math.max(start, stop));
  const result = new Uint8Array(count);
  for (let index = 0, position = start; index < count; index++, position += step) result[index] = bytes[position] ?? 0;
  return result;
}
