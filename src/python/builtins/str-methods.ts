/** The methods of str, in the order of Python's manual. */
import { methods, staticMethods } from "../runtime/define.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { PyDict } from "../runtime/dict.ts";
import { paid, spend } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { getItem, sliceEnd, toCInt, toSize } from "../runtime/subscript.ts";
import { shownArgument, strType, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import { type Keywords, PyBytes, PyList, PyObject, PyTuple, type PyValue } from "../runtime/values.ts";
import { encode, checkName } from "./encoding.ts";
import { formatTemplate } from "./str-format.ts";
import { countUnits, findLastUnits, findUnits } from "./str-search.ts";
import { replaceText, rsplitText, rsplitWhitespace, splitLines, splitText, splitWhitespace } from "./str-split.ts";
import { makeTable, translate } from "./str-translate.ts";
import {
  capitalize,
  casefold,
  isLowerText,
  isTitleText,
  isUpperText,
  lower,
  swapcase,
  title,
  upper,
} from "./text/case.ts";
import { codePointLength, fromUnitIndex, toUnitIndex } from "./text/code-points.ts";
import {
  everyCodePoint,
  isAlpha,
  isAlphaNumeric,
  isDecimal,
  isDigit,
  isIdentifier,
  isNumeric,
  isPrintable,
  isSpace,
} from "./text/unicode.ts";
import { chargeEach, chargeScan, reserveText } from "./text-size.ts";

/** A method that maps each character by a table. */
function mapping(map: (text: string) => string): (self: string) => string {
  return (self) => {
    chargeEach(self.length);
    reserveText(self.length);
    return map(self);
  };
}

/** A method that asks something of each character; the empty text says no. */
function everyOne(predicate: (code: number) => boolean): (self: string) => boolean {
  return (self) => {
    chargeEach(self.length);
    return self !== "" && everyCodePoint(self, predicate);
  };
}

function testing(test: (text: string) => boolean): (self: string) => boolean {
  return (self) => {
    chargeEach(self.length);
    return test(self);
  };
}

methods(strType, {
  "capitalize(self, /)": mapping(capitalize),
  "casefold(self, /)": mapping(casefold),
  "center(self, width, fillchar=' ', /)"(self: string, width: PyValue, fill: PyValue) {
    const { missing, character, target } = padding(self, width, fill);
    if (missing <= 0) return self;
    // The odd character goes to the left when the width is odd, as CPython has it.
    const before = Math.floor(missing / 2) + (missing & target & 1);
    return character.repeat(before) + self + character.repeat(missing - before);
  },
  "count(self, sub, start=None, end=None, /)"(self: string, sub: PyValue, start: PyValue, end: PyValue) {
    const area = searchArea(self, start, end),
      part = textArgument(sub);
    if (area === undefined) return 0;
    chargeScan(area.text.length);
    return part === "" ? codePointLength(area.text) + 1 : countUnits(area.text, part);
  },
  "encode(self, /, encoding='utf-8', errors='strict')"(self: string, encoding: PyValue, errors: PyValue) {
    return new PyBytes(encode(self, codecParameter(encoding, "encoding"), codecParameter(errors, "errors")));
  },
  "endswith(self, suffix, start=None, end=None, /)"(self: string, suffix: PyValue, start: PyValue, end: PyValue) {
    return matchesEnd(self, suffix, start, end, "endswith");
  },
  "expandtabs(self, /, tabsize=8)": (self: string, size: PyValue) => expandTabs(self, toCInt(size)),
  "find(self, sub, start=None, end=None, /)": (self: string, sub: PyValue, start: PyValue, end: PyValue) =>
    find(self, sub, start, end, false),
  "format(self, /, *args, **kwargs)"(self: string, args: PyValue[], keywords: Keywords) {
    return formatTemplate(self, {
      positional: args,
      named(key) {
        const value = keywords.get(key);
        if (value === undefined) throw raise.KeyError(key);
        return value;
      },
    });
  },
  "format_map(self, mapping, /)": (self: string, table: PyValue) =>
    formatTemplate(self, { positional: null, named: (key) => getItem(table, key) }),
  "index(self, sub, start=None, end=None, /)": (self: string, sub: PyValue, start: PyValue, end: PyValue) =>
    found(find(self, sub, start, end, false)),
  "isalnum(self, /)": everyOne(isAlphaNumeric),
  "isalpha(self, /)": everyOne(isAlpha),
  "isascii(self, /)": testing((text) => /^[\0-\x7f]*$/.test(text)),
  "isdecimal(self, /)": everyOne(isDecimal),
  "isdigit(self, /)": everyOne(isDigit),
  "isidentifier(self, /)": testing(isIdentifier),
  "islower(self, /)": testing(isLowerText),
  "isnumeric(self, /)": everyOne(isNumeric),
  "isprintable(self, /)": testing((text) => everyCodePoint(text, isPrintable)),
  "isspace(self, /)": everyOne(isSpace),
  "istitle(self, /)": testing(isTitleText),
  "isupper(self, /)": testing(isUpperText),
  "join(self, iterable, /)": join,
  "ljust(self, width, fillchar=' ', /)"(self: string, width: PyValue, fill: PyValue) {
    const { missing, character } = padding(self, width, fill);
    return missing > 0 ? self + character.repeat(missing) : self;
  },
  "lower(self, /)": mapping(lower),
  "lstrip(self, chars=None, /)": (self: string, chars: PyValue) => strip(self, chars, "lstrip"),
  "partition(self, sep, /)"(self: string, separator: PyValue) {
    const part = separatorArgument(separator);
    chargeScan(self.length);
    const position = findUnits(self, part, 0);
    return new PyTuple(
      position < 0 ? [self, "", ""] : [self.slice(0, position), part, self.slice(position + part.length)],
    );
  },
  "removeprefix(self, prefix, /)"(self: string, prefix: PyValue) {
    const part = stringParameter(prefix, "removeprefix");
    chargeScan(part.length);
    return startsAt(self, part) ? self.slice(part.length) : self;
  },
  "removesuffix(self, suffix, /)"(self: string, suffix: PyValue) {
    const part = stringParameter(suffix, "removesuffix");
    chargeScan(part.length);
    return part !== "" && endsAt(self, part) ? self.slice(0, self.length - part.length) : self;
  },
  "replace(self, old, new, count=-1, /)"(self: string, old: PyValue, fresh: PyValue, count: PyValue) {
    const from = stringParameter(old, "replace", 1),
      to = stringParameter(fresh, "replace", 2);
    return replaceText(self, from, to, toSize(count));
  },
  "rfind(self, sub, start=None, end=None, /)": (self: string, sub: PyValue, start: PyValue, end: PyValue) =>
    find(self, sub, start, end, true),
  "rindex(self, sub, start=None, end=None, /)": (self: string, sub: PyValue, start: PyValue, end: PyValue) =>
    found(find(self, sub, start, end, true)),
  "rjust(self, width, fillchar=' ', /)"(self: string, width: PyValue, fill: PyValue) {
    const { missing, character } = padding(self, width, fill);
    return missing > 0 ? character.repeat(missing) + self : self;
  },
  "rpartition(self, sep, /)"(self: string, separator: PyValue) {
    const part = separatorArgument(separator);
    chargeScan(self.length);
    const position = findLastUnits(self, part, self.length);
    return new PyTuple(
      position < 0 ? ["", "", self] : [self.slice(0, position), part, self.slice(position + part.length)],
    );
  },
  "rsplit(self, /, sep=None, maxsplit=-1)"(self: string, separator: PyValue, limit: PyValue) {
    const most = toSize(limit);
    return new PyList(
      separator === null ? rsplitWhitespace(self, most) : rsplitText(self, separatorOrNone(separator), most),
    );
  },
  "rstrip(self, chars=None, /)": (self: string, chars: PyValue) => strip(self, chars, "rstrip"),
  "split(self, /, sep=None, maxsplit=-1)"(self: string, separator: PyValue, limit: PyValue) {
    const most = toSize(limit);
    return new PyList(
      separator === null ? splitWhitespace(self, most) : splitText(self, separatorOrNone(separator), most),
    );
  },
  "splitlines(self, /, keepends=False)": (self: string, keepEnds: PyValue) =>
    new PyList(splitLines(self, toCInt(keepEnds) !== 0)),
  "startswith(self, prefix, start=None, end=None, /)"(self: string, prefix: PyValue, start: PyValue, end: PyValue) {
    return matchesEnd(self, prefix, start, end, "startswith");
  },
  "strip(self, chars=None, /)": (self: string, chars: PyValue) => strip(self, chars, "strip"),
  "swapcase(self, /)": mapping(swapcase),
  "title(self, /)": mapping(title),
  "translate(self, table, /)": translate,
  "upper(self, /)": mapping(upper),
  "zfill(self, width, /)"(self: string, width: PyValue) {
    const { missing } = padding(self, width, "0");
    if (missing <= 0) return self;
    const sign = self[0] === "+" || self[0] === "-" ? self[0] : "";
    return sign + "0".repeat(missing) + self.slice(sign.length);
  },
});

staticMethods(strType, {
  "maketrans(x, y=..., z=..., /)": (x: PyValue, y: PyValue | undefined, z: PyValue | undefined): PyDict =>
    makeTable(x, y, z),
});

/** What searches and splits take. */
function textArgument(value: PyValue): string {
  const text = asString(value);
  if (text === undefined) throw raise.TypeError(`must be str, not ${typeOf(value).shown}`);
  return text;
}

function separatorOrNone(value: PyValue): string {
  const text = asString(value);
  if (text === undefined) throw raise.TypeError(`must be str or None, not ${typeOf(value).shown}`);
  return text;
}

function separatorArgument(value: PyValue): string {
  const text = textArgument(value);
  if (text === "") throw raise.ValueError("empty separator");
  return text;
}

function codecParameter(value: PyValue, parameter: string): string {
  const name = stringParameter(value, "encode", parameter);
  checkName(name);
  return name;
}

/** A str argument; CPython names it by its place or its name, or not at all when it is the only one. */
function stringParameter(value: PyValue, method: string, parameter?: string | number): string {
  const text = asString(value);
  if (text !== undefined) return text;
  const which =
    parameter === undefined
      ? "argument"
      : typeof parameter === "number"
        ? `argument ${parameter}`
        : `argument '${parameter}'`;
  throw raise.TypeError(`${method}() ${which} must be str, not ${shownArgument(value)}`);
}

/** The part of a text between two indices as slices count them, and where it begins in units; undefined when these cross. */
function searchArea(text: string, start: PyValue, end: PyValue): { text: string; offset: number } | undefined {
  if (start === null && end === null) return { text, offset: 0 };
  const size = codePointLength(text);
  const from = start === null ? 0 : clamp(sliceEnd(start), size),
    to = end === null ? size : Math.min(clamp(sliceEnd(end), size), size);
  if (from > to) return undefined;
  const offset = toUnitIndex(text, from);
  return { text: text.slice(offset, toUnitIndex(text, to)), offset };
}

function clamp(index: number, size: number): number {
  return index < 0 ? Math.max(0, index + size) : index;
}

/** The index of a part in code points, or -1. */
function find(text: string, sub: PyValue, start: PyValue, end: PyValue, isBackwards: boolean): number {
  const area = searchArea(text, start, end),
    part = textArgument(sub);
  if (area === undefined) return -1;
  chargeScan(area.text.length);
  const position = isBackwards ? findLastUnits(area.text, part, area.text.length) : findUnits(area.text, part, 0);
  return position < 0 ? -1 : fromUnitIndex(text, position + area.offset);
}

function found(index: number): number {
  if (index < 0) throw raise.ValueError("substring not found");
  return index;
}

function matchesEnd(
  text: string,
  wanted: PyValue,
  start: PyValue,
  end: PyValue,
  method: "startswith" | "endswith",
): boolean {
  const test = method === "startswith" ? startsAt : endsAt;
  const single = asString(wanted),
    area = searchArea(text, start, end);
  if (single === undefined && !(wanted instanceof PyTuple)) {
    throw raise.TypeError(`${method} first arg must be str or a tuple of str, not ${typeOf(wanted).shown}`);
  }
  if (single !== undefined) {
    chargeScan(single.length);
    return area !== undefined && test(area.text, single);
  }
  for (const item of paid((wanted as PyTuple).items)) {
    const part = asString(item);
    if (part === undefined)
      throw raise.TypeError(`tuple for ${method} must only contain str, not ${typeOf(item).shown}`);
    chargeScan(part.length);
    if (area !== undefined && test(area.text, part)) return true;
  }
  return false;
}

/** `startsWith` that does not cut the pair at the end of the part. */
function startsAt(text: string, part: string): boolean {
  return text.startsWith(part) && !cutsPair(text, part.length);
}

function endsAt(text: string, part: string): boolean {
  return text.endsWith(part) && !cutsPair(text, text.length - part.length);
}

function cutsPair(text: string, position: number): boolean {
  return (
    position > 0 &&
    (text.charCodeAt(position - 1) & 0xfc00) === 0xd800 &&
    (text.charCodeAt(position) & 0xfc00) === 0xdc00
  );
}

function padding(text: string, width: PyValue, fill: PyValue): { missing: number; character: string; target: number } {
  const target = toSize(width),
    character = asString(fill);
  if (character === undefined)
    throw raise.TypeError(`The fill character must be a unicode character, not ${typeOf(fill).shown}`);
  if (codePointLength(character) !== 1) throw raise.TypeError("The fill character must be exactly one character long");
  const missing = target - codePointLength(text);
  if (missing > 0) reserveText(text.length + missing * character.length);
  return { missing, character, target };
}

function expandTabs(text: string, size: number): string {
  chargeEach(text.length);
  const hasSize = size > 0;
  // The size is known before anything is built.
  let column = 0,
    total = 0;
  for (const character of text) {
    const added = character === "\t" ? (hasSize ? size - (column % size) : 0) : 1;
    column = character === "\n" || character === "\r" ? 0 : column + added;
    total += added;
  }
  reserveText(total);
  let result = "";
  column = 0;
  for (const character of text) {
    if (character === "\t") {
      const added = hasSize ? size - (column % size) : 0;
      result += " ".repeat(added);
      column += added;
      continue;
    }
    result += character;
    column = character === "\n" || character === "\r" ? 0 : column + 1;
  }
  return result;
}

function strip(text: string, chars: PyValue, method: "strip" | "lstrip" | "rstrip"): string {
  const set = chars === null ? null : asString(chars);
  if (set === undefined) throw raise.TypeError(`${method} arg must be None or str`);
  chargeScan(text.length);
  let start = 0,
    end = text.length;
  if (set === null) {
    if (method !== "rstrip") while (start < end && isSpace(text.charCodeAt(start))) start++;
    if (method !== "lstrip") while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    return text.slice(start, end);
  }
  chargeScan(set.length);
  const members = new Set(set);
  if (method !== "rstrip") {
    for (
      let character = characterFrom(text, start);
      start < end && members.has(character);
      character = characterFrom(text, start)
    )
      start += character.length;
  }
  if (method !== "lstrip") {
    for (
      let character = characterBefore(text, end);
      end > start && members.has(character);
      character = characterBefore(text, end)
    )
      end -= character.length;
  }
  return text.slice(start, end);
}

function characterFrom(text: string, position: number): string {
  return cutsPair(text, position + 1) ? text.slice(position, position + 2) : text.charAt(position);
}

function characterBefore(text: string, position: number): string {
  return cutsPair(text, position - 1) ? text.slice(position - 2, position) : text.charAt(position - 1);
}

function join(separator: string, iterable: PyValue): PyValue {
  // Fast path: a list of strings is joined where it is.
  if (iterable instanceof PyList && iterable.isList && iterable.items.length > 1) {
    const text = joinStrings(separator, iterable.items);
    if (text !== undefined) return text;
  }
  if (!isIterable(iterable)) throw raise.TypeError("can only join an iterable");
  const items = itemsOf(iterable);
  spend(items.length >> 2);
  const texts: string[] = [];
  let total = 0;
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as PyValue;
    const text = asString(item);
    if (text === undefined)
      throw raise.TypeError(`sequence item ${index}: expected str instance, ${typeOf(item).shown} found`);
    total += text.length;
    texts.push(text);
  }
  if (texts.length === 1) return texts[0] ?? "";
  reserveText(total + separator.length * Math.max(0, texts.length - 1));
  return texts.join(separator);
}

function joinStrings(separator: string, items: readonly PyValue[]): string | undefined {
  let total = separator.length * (items.length - 1);
  for (const item of items) {
    if (typeof item !== "string") return undefined;
    total += item.length;
  }
  spend(items.length >> 2);
  reserveText(total);
  return (items as readonly string[]).join(separator);
}

function isIterable(value: PyValue): boolean {
  if (typeof value === "string") return true;
  return (
    value instanceof PyObject &&
    ((lookup(value.cls, "__iter__") ?? null) !== null || lookup(value.cls, "__getitem__") !== undefined)
  );
}
