/** str: Unicode text. Python sees code points where JavaScript has UTF-16 units; see `text/code-points.ts`. */
import { constructor, methods } from "../runtime/define.ts";
import { compareStrings, contains, setFindSubstring } from "../runtime/compare.ts";
import { hashString } from "../runtime/hash.ts";
import { iterate } from "../runtime/iterate.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { asString, concatenate } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { setStringRepr, toStr } from "../runtime/show.ts";
import { indexOrNot, setStringItem, setStringLength, sliceBounds, toSize } from "../runtime/subscript.ts";
import { shownArgument, strType, typeOf } from "../runtime/type-table.ts";
import {
  NotImplemented,
  type PyIterator,
  PySlice,
  PyStrObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";
import { bufferBytes } from "./buffer.ts";
import { decode, checkName } from "./encoding.ts";
import { checkedRepeatCount } from "./sequence-repeat.ts";
import { strOf } from "./show-object.ts";
import { findCharged } from "./str-search.ts";
import { formatPercent } from "./str-percent.ts";
import { characterAt, codePointLength, hasAstral, sliceCodePoints } from "./text/code-points.ts";
import { parseFormatSpec } from "./text/format-spec.ts";
import { formatStrSpec } from "./text/format-value.ts";
import { escapeText, reprDelimiter, stringRepr } from "./text/string-repr.ts";
import { withTextErrors } from "./text-errors.ts";
import { chargeScan, reserveText } from "./text-size.ts";
import "./str-methods.ts";

constructor(
  strType,
  "(cls, object=..., encoding=..., errors=...)",
  (cls: PyType, object: PyValue | undefined, encoding: PyValue | undefined, errors: PyValue | undefined) => {
    if (cls === strType && object !== undefined && encoding === undefined && errors === undefined) return strOf(object);
    const text =
      object === undefined
        ? ""
        : encoding === undefined && errors === undefined
          ? toStr(object)
          : decodeObject(object, encoding, errors);
    return cls === strType ? text : new (cls.jsClass as unknown as new (value: string) => PyStrObject)(text);
  },
);

/** `str(bytes, encoding, errors)`. */
function decodeObject(object: PyValue, encoding: PyValue | undefined, errors: PyValue | undefined): string {
  const name = nameArgument(encoding, "utf-8", "encoding"),
    handler = nameArgument(errors, "strict", "errors");
  if (asString(object) !== undefined) throw raise.TypeError("decoding str is not supported");
  const bytes = bufferBytes(object);
  if (bytes === undefined)
    throw raise.TypeError(`decoding to str: need a bytes-like object, ${typeOf(object).shown} found`);
  return decode(bytes, name, handler);
}

function nameArgument(value: PyValue | undefined, fallback: string, parameter: string): string {
  if (value === undefined) return fallback;
  const text = asString(value);
  if (text === undefined)
    throw raise.TypeError(`str() argument '${parameter}' must be str, not ${shownArgument(value)}`);
  checkName(text);
  return text;
}

/** `text[key]`. */
function stringItem(text: string, key: PyValue): PyValue {
  if (typeof key === "number") return characterOf(text, key);
  if (key instanceof PySlice) return sliceOf(text, key);
  if (indexOrNot(key) === undefined)
    throw raise.TypeError(`string indices must be integers, not '${typeOf(key).shown}'`);
  return characterOf(text, toSize(key, "IndexError"));
}

function characterOf(text: string, index: number): string {
  const size = codePointLength(text);
  const position = index < 0 ? index + size : index;
  if (position < 0 || position >= size) throw raise.IndexError("string index out of range");
  return characterAt(text, position);
}

function sliceOf(text: string, slice: PySlice): string {
  const { start, stop, step, count } = sliceBounds(slice, codePointLength(text));
  if (count === 0) return "";
  // V8 makes a slice of a flat string without a copy, but it stands for one: what Python would copy is charged.
  if (count > 64) spend(count >> 5);
  if (step === 1 && !hasAstral(text)) return text.slice(start, stop);
  reserveText(count * 2);
  return sliceCodePoints(text, start, step < 0 ? Math.max(stop, -1) : stop, step);
}

/** `text * count`. */
function repeat(text: string, count: PyValue): PyValue {
  const times = checkedRepeatCount(count, text.length, "string is");
  if (times <= 0 || text === "") return "";
  if (times === 1) return text;
  reserveText(text.length * times);
  return text.repeat(times);
}

function ordered(test: (order: number) => boolean): (self: string, other: PyValue) => PyValue {
  return (self, other) => {
    const text = asString(other);
    return text === undefined ? NotImplemented : test(compareStrings(self, text));
  };
}

function formatStr(self: string, spec: PyValue): PyValue {
  const text = asString(spec);
  if (text === undefined) throw raise.TypeError(`__format__() argument must be str, not ${shownArgument(spec)}`);
  if (text === "") return self;
  return withTextErrors(() => {
    const parsed = parseFormatSpec(text, "str");
    reserveText(Math.max(self.length, parsed.width));
    return formatStrSpec(self, parsed);
  });
}

/** What CPython's string objects take, by the widest character. */
function sizeOf(text: string): number {
  if (hasAstral(text)) return 76 + 4 * codePointLength(text);
  if (/[^\0-\xff]/.test(text)) return 74 + 2 * text.length;
  return /[^\0-\x7f]/.test(text) ? 73 + text.length : 49 + text.length;
}

methods(strType, {
  "__repr__(self, /)": shownText,
  "__str__(self, /)": (self: string) => self,
  "__hash__(self, /)": (self: string) => hashString(self),
  "__eq__(self, value, /)"(self: string, other: PyValue) {
    const text = asString(other);
    return text === undefined ? NotImplemented : self === text;
  },
  "__lt__(self, value, /)": ordered((order) => order < 0),
  "__le__(self, value, /)": ordered((order) => order <= 0),
  "__gt__(self, value, /)": ordered((order) => order > 0),
  "__ge__(self, value, /)": ordered((order) => order >= 0),
  "__iter__(self, /)": (self: string) => iterate(self) as unknown as PyValue,
  "__len__(self, /)": (self: string) => codePointLength(self),
  "__getitem__(self, key, /)": stringItem,
  "__contains__(self, key, /)": (self: string, key: PyValue) => contains(self, key),
  "__add__(self, value, /)"(self: string, other: PyValue) {
    const text = asString(other);
    if (text === undefined) throw raise.TypeError(`can only concatenate str (not "${typeOf(other).shown}") to str`);
    return concatenate(self, text);
  },
  "__mul__(self, value, /)": repeat,
  "__rmul__(self, value, /)": repeat,
  "__mod__(self, value, /)": formatPercent,
  "__rmod__(self, value, /)"(self: string, template: PyValue) {
    const text = asString(template);
    return text === undefined ? NotImplemented : formatPercent(text, self);
  },
  "__format__(self, format_spec, /)": formatStr,
  "__getnewargs__(self, /)": (self: string) => new PyTuple([self]),
  "__sizeof__(self, /)": sizeOf,
});

/** Longer texts are shown piece by piece, so that time and memory are charged as they go. */
const PIECE = 1 << 16;

/** `repr(text)`. */
function shownText(text: string): string {
  chargeScan(text.length * 2);
  if (text.length <= PIECE) return stringRepr(text);
  const delimiter = reprDelimiter(text);
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    spend(PIECE >> 1);
    const end = start + PIECE,
      cut = isHighSurrogate(text.charCodeAt(end - 1)) ? end + 1 : end;
    const piece = escapeText(text.slice(start, cut), delimiter);
    allocate(2 * piece.length);
    pieces.push(piece);
    start = cut;
  }
  reserveText(pieces.reduce((total, piece) => total + piece.length, 2));
  return delimiter + pieces.join("") + delimiter;
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

setStringItem(stringItem);
setStringLength(codePointLength);
setStringRepr(shownText);
setFindSubstring(findCharged);

// Instances of subclasses behave as the text they hold.
PyStrObject.prototype.getItem = function getItemOfStr(this: PyStrObject, key: PyValue): PyValue {
  return stringItem(this.value, key);
};
PyStrObject.prototype.length = function lengthOfStr(this: PyStrObject): number {
  return codePointLength(this.value);
};
PyStrObject.prototype.contains = function containsInStr(this: PyStrObject, item: PyValue): boolean {
  return contains(this.value, item);
};
PyStrObject.prototype.iterate = function iterateStr(this: PyStrObject): PyIterator {
  return iterate(this.value);
};
