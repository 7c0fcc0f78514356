/**
 * `re.RegexFlag`: an int whose bits have names. CPython makes it with `enum`; here it is a type of its own, so that
 * `import re` does not bring that module along.
 */
import { PyDict } from "../../runtime/dict.ts";
import { defineIterator, PyNativeIterator } from "../../runtime/iterate.ts";
import { raise } from "../../runtime/raise.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { defineType } from "../../runtime/types.ts";
import { format, repr } from "../../runtime/show.ts";
import { intType, typeOf } from "../../runtime/type-table.ts";
import { NotImplemented, PyIntObject, PyMappingProxy, type PyType, type PyValue } from "../../runtime/values.ts";
import * as flag from "./flags.ts";

class PyRegexFlag extends PyIntObject {}

export const regexFlagType: PyType = defineType("RegexFlag", PyRegexFlag, {
  base: intType,
  isPython: true,
  module: "re",
});

/** In the order in which CPython names them. */
const FLAG_BITS: ReadonlyArray<readonly [name: string, bit: number, alias: string | null]> = [
  ["ASCII", flag.ASCII, "A"],
  ["IGNORECASE", flag.IGNORECASE, "I"],
  ["LOCALE", flag.LOCALE, "L"],
  ["UNICODE", flag.UNICODE, "U"],
  ["MULTILINE", flag.MULTILINE, "M"],
  ["DOTALL", flag.DOTALL, "S"],
  ["VERBOSE", flag.VERBOSE, "X"],
  ["TEMPLATE", flag.TEMPLATE, "T"],
  ["DEBUG", flag.DEBUG, null],
];

const MEMBERS: ReadonlyMap<number, PyRegexFlag> = new Map(
  [0, ...FLAG_BITS.map(([, bit]) => bit)].map((bit) => [bit, new PyRegexFlag(bit)]),
);

/** Every name of a flag, for the module and for the type: `IGNORECASE`, `I`, ... */
export const FLAG_NAMES: Readonly<Record<string, PyValue>> = Object.fromEntries([
  ["NOFLAG", createFlag(0)],
  ...FLAG_BITS.flatMap(([name, bit, alias]) => [
    [name, createFlag(bit)],
    ...(alias === null ? [] : [[alias, createFlag(bit)]]),
  ]),
]) as Record<string, PyValue>;

function createFlag(value: number): PyRegexFlag {
  return MEMBERS.get(value) ?? new PyRegexFlag(value);
}

/** `"IGNORECASE|DOTALL|0x400"`; null when no bit has a name. */
function nameOf(value: number, prefix: string): string | null {
  if (value === 0) return `${prefix}NOFLAG`;
  const names = FLAG_BITS.filter(([, bit]) => value & bit).map(([name]) => prefix + name);
  const known = FLAG_BITS.reduce((bits, [, bit]) => bits | bit, 0);
  const rest = value & ~known;
  if (names.length === 0) return null;
  return [...names, ...(rest === 0 ? [] : [`0x${rest.toString(16)}`])].join("|");
}

function show(value: number): string {
  return nameOf(value, "re.") ?? `re.RegexFlag(${value})`;
}

/** The other operand as bits, or undefined when it is no int that fits. */
function bitsOf(value: PyValue): number | undefined {
  const int = asInt(value);
  return typeof int === "number" && int === (int | 0) ? int : undefined;
}

/** A negative value means "all but": it is moved into the smallest range of bits that holds it. */
function keepPositive(value: number): number {
  if (value >= 0) return value;
  const size = 2 ** (32 - Math.clz32(-value));
  return Math.max(512, size) + value;
}

function combine(left: number, other: PyValue, operate: (left: number, right: number) => number): PyValue {
  const right = bitsOf(other);
  return right === undefined ? NotImplemented : createFlag(keepPositive(operate(left, right)));
}

const or = (left: number, right: number): number => left | right;
const and = (left: number, right: number): number => left & right;
const xor = (left: number, right: number): number => left ^ right;

constructor(regexFlagType, "(cls, value, /)", (cls: PyType, value: PyValue) => {
  const bits = bitsOf(value);
  if (bits === undefined) throw raise.ValueError(`${repr(value)} is not a valid RegexFlag`);
  return cls === regexFlagType
    ? createFlag(keepPositive(bits))
    : new (cls.jsClass as new (value: number) => PyIntObject)(bits);
});

methods(regexFlagType, {
  "__or__(self, other, /)": (self: number, other: PyValue) => combine(self, other, or),
  "__ror__(self, other, /)": (self: number, other: PyValue) => combine(self, other, or),
  "__and__(self, other, /)": (self: number, other: PyValue) => combine(self, other, and),
  "__rand__(self, other, /)": (self: number, other: PyValue) => combine(self, other, and),
  "__xor__(self, other, /)": (self: number, other: PyValue) => combine(self, other, xor),
  "__rxor__(self, other, /)": (self: number, other: PyValue) => combine(self, other, xor),
  "__invert__(self, /)": (self: number) => createFlag(keepPositive(~self)),
  "__repr__(self, /)": show,
  "__str__(self, /)": show,
  "__format__(self, spec, /)"(self: number, spec: PyValue) {
    const text = asString(spec) ?? "";
    return text === "" ? show(self) : format(self, text);
  },
  "__contains__(self, other, /)"(self: number, other: PyValue) {
    return containsFlag(self, other);
  },
  "__iter__(self, /)": (self: number) => new RegexFlagIterator(self),
  "__len__(self, /)": countFlags,
  "__copy__(self, /)": createFlag,
  "__deepcopy__(self, memo, /)": createFlag,
});

attributes(regexFlagType, {
  name: (self: number) => nameOf(self, ""),
  value: (self: number) => self,
  _name_: (self: number) => nameOf(self, ""),
  _value_: (self: number) => self,
});

constants(regexFlagType, { ...FLAG_NAMES, __members__: new PyMappingProxy(membersDict()) });

function membersDict(): PyDict {
  const members = new PyDict();
  for (const [name, member] of Object.entries(FLAG_NAMES)) members.setString(name, member);
  return members;
}

function containsFlag(self: number, other: PyValue): boolean {
  if (!(other instanceof PyRegexFlag)) {
    throw raise.TypeError(`unsupported operand type(s) for 'in': '${typeOf(other).shown}' and 'RegexFlag'`);
  }
  const bits = Number(other.value);
  return (self & bits) === bits;
}

function countFlags(self: number): number {
  return FLAG_BITS.filter(([, bit]) => self & bit).length;
}

/** The single flags that a value is made of. */
class RegexFlagIterator extends PyNativeIterator {
  private readonly bits: number[];
  constructor(value: number) {
    super();
    // By size, as `enum` iterates.
    this.bits = FLAG_BITS.map(([, bit]) => bit)
      .filter((bit) => value & bit)
      .sort((left, right) => right - left);
  }
  override next(): PyValue | undefined {
    const bit = this.bits.pop();
    return bit === undefined ? undefined : createFlag(bit);
  }
}
defineIterator("RegexFlagIterator", RegexFlagIterator, "re");

PyRegexFlag.prototype.iterate = function iterate(this: PyRegexFlag) {
  return new RegexFlagIterator(Number(this.value));
};
PyRegexFlag.prototype.contains = function contains(this: PyRegexFlag, item: PyValue) {
  return containsFlag(Number(this.value), item);
};
PyRegexFlag.prototype.length = function length(this: PyRegexFlag) {
  return countFlags(Number(this.value));
};
