/** `re.Pattern`: its methods, and the iterators over its matches. */
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { allocate, meter, spend } from "../../runtime/limits.ts";
import { attributes, members, methods } from "../../runtime/define.ts";
import { defineIterator, PyNativeIterator } from "../../runtime/iterate.ts";
import { defineType } from "../../runtime/types.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { hash } from "../../runtime/hash.ts";
import { importModule } from "../../runtime/modules.ts";
import { repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { toSize } from "../../runtime/subscript.ts";
import { PyDict } from "../../runtime/dict.ts";
import {
  NotImplemented,
  PyList,
  PyMappingProxy,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { type MatchMode, scan, type Scanner } from "./engine.ts";
import {
  ASCII,
  DEBUG,
  DOTALL,
  IGNORECASE,
  LOCALE,
  MULTILINE,
  TEMPLATE,
  TYPE_FLAGS,
  UNICODE,
  VERBOSE,
} from "./flags.ts";
import { PyMatch } from "./match-object.ts";
import { PyPattern, patternType } from "./pattern-value.ts";
import { cut, type Subject, toRange, toSubject } from "./subject.ts";
import { substitute } from "./substitution.ts";

/** `match`, `search` and `fullmatch`. */
export function findMatch(
  pattern: PyPattern,
  string: PyValue,
  mode: MatchMode,
  pos: PyValue = 0,
  endpos?: PyValue,
): PyValue {
  const subject = toSubject(string, pattern.isBytes);
  const { start, end } = toRange(subject, pos, endpos);
  const result = pattern.engine.match(subject.text, start, end, mode, meter);
  return result === null ? null : new PyMatch(pattern, subject, result, start, end);
}

export function findAll(pattern: PyPattern, string: PyValue, pos: PyValue = 0, endpos?: PyValue): PyValue {
  const subject = toSubject(string, pattern.isBytes);
  const { start, end } = toRange(subject, pos, endpos);
  const scanner = scan(pattern.engine, subject.text, start, end, meter);
  const { groups } = pattern.engine;
  const found: PyValue[] = [];
  while (scanner.find()) {
    countItem(found);
    if (groups <= 1) {
      found.push(cutGroup(subject, scanner, groups));
      continue;
    }
    const items: PyValue[] = [];
    for (let group = 1; group <= groups; group++) items.push(cutGroup(subject, scanner, group));
    spend(groups >> 2);
    found.push(new PyTuple(items));
  }
  return new PyList(found);
}

export function findIterator(pattern: PyPattern, string: PyValue, pos: PyValue = 0, endpos?: PyValue): PyValue {
  const subject = toSubject(string, pattern.isBytes);
  const { start, end } = toRange(subject, pos, endpos);
  return new PyMatchIterator(pattern, subject, start, end);
}

export function splitString(pattern: PyPattern, string: PyValue, maxsplit: PyValue): PyValue {
  const limit = toSize(maxsplit);
  const subject = toSubject(string, pattern.isBytes);
  const { text } = subject;
  const { groups } = pattern.engine;
  const scanner = scan(pattern.engine, text, 0, text.length, meter);
  const pieces: PyValue[] = [];
  let last = 0;
  for (let count = 0; (limit === 0 || count < limit) && scanner.find(); count++) {
    countItem(pieces);
    pieces.push(cut(subject, last, scanner.startOf(0)));
    for (let group = 1; group <= groups; group++) {
      pieces.push(scanner.startOf(group) < 0 ? null : cutGroup(subject, scanner, group));
    }
    last = scanner.endOf(0);
  }
  pieces.push(cut(subject, last, text.length));
  return new PyList(pieces);
}

/** A group's text, empty when it took no part. */
function cutGroup(subject: Subject, scanner: Scanner, group: number): PyValue {
  const start = scanner.startOf(group);
  return start < 0 ? cut(subject, 0, 0) : cut(subject, start, scanner.endOf(group));
}

/** Charges for one more item of a list, and now and then for its memory. */
function countItem(items: readonly PyValue[]): void {
  spend(1);
  if ((items.length & 0xfff) === 0xfff) allocate(0x1000 * 32);
}

class PyMatchIterator extends PyNativeIterator {
  private readonly pattern: PyPattern;
  private readonly subject: Subject;
  private readonly start: number;
  private readonly end: number;
  private readonly scanner: Scanner;

  constructor(pattern: PyPattern, subject: Subject, start: number, end: number) {
    super();
    this.pattern = pattern;
    this.subject = subject;
    this.start = start;
    this.end = end;
    this.scanner = scan(pattern.engine, subject.text, start, end, meter);
  }

  override next(): PyValue | undefined {
    if (!this.scanner.find()) return undefined;
    return new PyMatch(this.pattern, this.subject, this.scanner.result(), this.start, this.end);
  }
}
defineIterator("callable_iterator", PyMatchIterator);

/** What `Pattern.scanner` gives: undocumented, but tokenisers use it. */
class PyScanner extends PyObject {
  readonly pattern: PyPattern;
  private readonly subject: Subject;
  private readonly start: number;
  private readonly end: number;
  private readonly scanner: Scanner;

  constructor(pattern: PyPattern, subject: Subject, start: number, end: number) {
    super();
    this.pattern = pattern;
    this.subject = subject;
    this.start = start;
    this.end = end;
    this.scanner = scan(pattern.engine, subject.text, start, end, meter);
  }

  find(mode: "match" | "search"): PyValue {
    if (!this.scanner.find(mode)) return null;
    return new PyMatch(this.pattern, this.subject, this.scanner.result(), this.start, this.end);
  }
}
const scannerType: PyType = defineType("SRE_Scanner", PyScanner, { module: "_sre", final: true });

methods(scannerType, {
  "match(self, /)": (self: PyScanner) => self.find("match"),
  "search(self, /)": (self: PyScanner) => self.find("search"),
});
attributes(scannerType, { pattern: (self: PyScanner) => self.pattern });

methods(patternType, {
  "match(self, /, string, pos=0, endpos=...)": (self: PyPattern, string: PyValue, pos: PyValue, endpos?: PyValue) =>
    findMatch(self, string, "match", pos, endpos),
  "fullmatch(self, /, string, pos=0, endpos=...)": (self: PyPattern, string: PyValue, pos: PyValue, endpos?: PyValue) =>
    findMatch(self, string, "fullmatch", pos, endpos),
  "search(self, /, string, pos=0, endpos=...)": (self: PyPattern, string: PyValue, pos: PyValue, endpos?: PyValue) =>
    findMatch(self, string, "search", pos, endpos),
  "sub(self, /, repl, string, count=0)": (self: PyPattern, repl: PyValue, string: PyValue, count: PyValue) =>
    substitute(self, repl, string, toSize(count)).value,
  "subn(self, /, repl, string, count=0)"(self: PyPattern, repl: PyValue, string: PyValue, limit: PyValue) {
    const { value, count } = substitute(self, repl, string, toSize(limit));
    return new PyTuple([value, count]);
  },
  "findall(self, /, string, pos=0, endpos=...)": findAll,
  "split(self, /, string, maxsplit=0)": splitString,
  "finditer(self, /, string, pos=0, endpos=...)": findIterator,
  "scanner(self, /, string, pos=0, endpos=...)"(self: PyPattern, string: PyValue, pos: PyValue, endpos?: PyValue) {
    const subject = toSubject(string, self.isBytes);
    const { start, end } = toRange(subject, pos, endpos);
    return new PyScanner(self, subject, start, end);
  },
  "__copy__(self, /)": (self: PyPattern) => self,
  "__deepcopy__(self, memo, /)": (self: PyPattern) => self,
  "__reduce__(self, /)"(self: PyPattern) {
    const compile = getAttribute(importModule(current.interpreter, "re"), "_compile");
    return new PyTuple([compile, new PyTuple([self.source, self.engine.flags])]);
  },
  "__repr__(self, /)": showPattern,
  "__eq__(self, other, /)": (self: PyPattern, other: PyValue) => self.equals(other),
  "__hash__(self, /)": (self: PyPattern) => self.hash(),
});

PyPattern.prototype.equals = function equals(this: PyPattern, other: PyValue) {
  if (!(other instanceof PyPattern)) return NotImplemented;
  if (this === other) return true;
  return this.engine.flags === other.engine.flags && this.isBytes === other.isBytes && keyOf(this) === keyOf(other);
};
PyPattern.prototype.hash = function hashPattern(this: PyPattern) {
  return hash(`${this.engine.flags} ${keyOf(this)}`);
};

/** The text of a pattern; bytes as characters. */
function keyOf({ engine: { source } }: PyPattern): string {
  return typeof source === "string" ? source : String.fromCharCode(...source.subarray(0, 4096));
}

members(patternType, {
  pattern: (self: PyPattern) => self.source,
  flags: (self: PyPattern) => self.engine.flags,
  groups: (self: PyPattern) => self.engine.groups,
});

attributes(patternType, {
  groupindex(self: PyPattern) {
    const index = new PyDict();
    for (const [name, group] of self.engine.groupIndex) index.setString(name, group);
    return new PyMappingProxy(index);
  },
});

makeGeneric(patternType);

/** In the order in which CPython shows them. */
const SHOWN_FLAGS: ReadonlyArray<readonly [name: string, bit: number]> = [
  ["re.TEMPLATE", TEMPLATE],
  ["re.IGNORECASE", IGNORECASE],
  ["re.LOCALE", LOCALE],
  ["re.MULTILINE", MULTILINE],
  ["re.DOTALL", DOTALL],
  ["re.UNICODE", UNICODE],
  ["re.VERBOSE", VERBOSE],
  ["re.DEBUG", DEBUG],
  ["re.ASCII", ASCII],
];

const MAX_SHOWN = 200;

function showPattern({ source, engine: { flags }, isBytes }: PyPattern): string {
  // UNICODE goes without saying for a str.
  let rest = !isBytes && (flags & TYPE_FLAGS) === UNICODE ? flags & ~UNICODE : flags;
  const names: string[] = [];
  for (const [name, bit] of SHOWN_FLAGS) {
    if (rest & bit) names.push(name);
    rest &= ~bit;
  }
  if (rest !== 0) names.push(`0x${(rest >>> 0).toString(16)}`);
  const shown = repr(source).slice(0, MAX_SHOWN);
  return names.length === 0 ? `re.compile(${shown})` : `re.compile(${shown}, ${names.join("|")})`;
}
