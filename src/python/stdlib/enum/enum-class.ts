/** Enum, ReprEnum, IntEnum and StrEnum: what members can do. */
import { attributeOr, getAttribute, ownNames, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { classMethods, constants, constructor, methods, staticMethods } from "../../runtime/define.ts";
import { isException } from "../../runtime/exceptions.ts";
import { isInstance } from "../../runtime/instance.ts";
import { toArray } from "../../runtime/iterate.ts";
import { add, asInt, asString } from "../../runtime/operators.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import { format, repr, toStr } from "../../runtime/show.ts";
import { attributeNames } from "../../runtime/suggest.ts";
import { intType, objectType, strType, typeOf } from "../../runtime/type-table.ts";
import { finishType, lookup } from "../../runtime/types.ts";
import { isEqual } from "../../runtime/equal.ts";
import { PyException, PyList, PyObject, PyStaticMethod, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { sortItems } from "../../builtins/sort.ts";
import { callMethod } from "../method-call.ts";
import { instantiate } from "../native-class.ts";
import { warn } from "../warn.ts";
import { fieldProperty, PyEnumProperty } from "./enum-property.ts";
import { PyEnumDict } from "./enum-dict.ts";
import { findByValue } from "./member-making.ts";
import { type EnumWorld, isFlagClass, memberMap, ownField } from "./world.ts";

/** Makes an enumeration class of the library itself: as a `class` statement would, then its methods. */
export function makeEnumClass(
  world: EnumWorld,
  name: string,
  bases: readonly PyType[],
  fill: (cls: PyType) => void,
  options: {
    body?: readonly (readonly [string, PyValue])[];
    boundary?: PyValue;
  } = {},
): PyType {
  const tuple = new PyTuple([...bases]);
  const namespace = call(getAttribute(world.meta, "__prepare__"), [name, tuple]) as PyEnumDict;
  for (const [key, value] of [["__module__", "enum"], ["__qualname__", name], ...(options.body ?? [])] as const)
    namespace.setItem(key, value);
  const cls = call(
    getAttribute(world.meta, "__new__"),
    [world.meta, name, tuple, namespace],
    new Map([["boundary", options.boundary ?? null]]),
  ) as PyType;
  fill(cls);
  finishType(cls);
  return cls;
}

const NEXT_VALUE =
  "In 3.13 the default `auto()`/`_generate_next_value_` will require all values to be sortable and support adding +1\n" +
  "and the value returned will be the largest value in the enum incremented by 1";

/** One more than the last value, or the first that can be added to. */
function nextValue(_name: PyValue, start: PyValue, _count: PyValue, lastValues: PyValue): PyValue {
  const values = toArray(lastValues);
  const last = values[values.length - 1];
  if (last === undefined) return start;
  try {
    const sorted = [...values];
    sortItems(sorted, null, false);
    if (isEqual(sorted[sorted.length - 1] as PyValue, last)) return add(last, 1);
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
  }
  warn("DeprecationWarning", NEXT_VALUE);
  for (const value of values.reverse()) {
    try {
      return add(value, 1);
    } catch (error) {
      if (!isException(error, "TypeError")) throw error;
    }
  }
  return start;
}

/** `Color(value)`: the member that has the value, or what `_missing_` makes of it. */
function findMember(world: EnumWorld, cls: PyType, value: PyValue): PyValue {
  if (typeOf(value) === cls) return value;
  const known = findByValue(cls, value);
  if (known !== undefined) return known;
  if (memberMap(cls).size === 0) throw raise.TypeError(`${repr(cls)} has no members defined`);
  let result: PyValue = null,
    failure: PyException | null = null;
  try {
    result = call(getAttribute(cls, "_missing_"), [value]);
  } catch (error) {
    if (!isException(error, "Exception")) throw error;
    failure = error;
  }
  if (failure === null) {
    if (isInstance(result, cls)) return result;
    if (
      isFlagClass(cls) &&
      attributeOr(cls, "_boundary_", null) === world.boundaries["EJECT"] &&
      asInt(result) !== undefined
    )
      return result;
  }
  const invalid = raise.ValueError(`${repr(value)} is not a valid ${cls.qualname}`);
  if (result === null && failure === null) throw invalid;
  const error =
    failure ??
    raise.TypeError(`error in ${cls.name}._missing_: returned ${repr(result)} instead of None or a valid member`);
  if (!error.cls.mro.includes(exceptionTypes.ValueError)) error.context = invalid;
  throw error;
}

/** The value as its own type shows it. */
export function showValue(member: PyValue): string {
  const cls = typeOf(member);
  const value = ownField(member, "_value_");
  const show = attributeOr(cls, "_value_repr_", null);
  return show === null ? repr(value) : toStr(call(show, [value]));
}

export function showMember(member: PyValue): string {
  return `<${typeOf(member).name}.${toStr(ownField(member, "_name_"))}: ${showValue(member)}>`;
}

function directory(member: PyObject): PyList {
  const cls = member.cls;
  const map = memberMap(cls);
  const found = new Set<string>(["__class__", "__doc__", "__eq__", "__hash__", "__module__"]);
  if (lookup(cls, "_member_type_") !== objectType)
    for (const name of attributeNames(member)) if (!map.has(name)) found.add(name);
  for (const name of ownNames(member)) if (!name.startsWith("_") && !map.has(name)) found.add(name);
  for (const base of cls.mro) {
    for (const [name, value] of base.namespace) {
      if (name.startsWith("_")) continue;
      if (value instanceof PyEnumProperty) {
        if (value.fget !== null || value.field !== null || !map.has(name)) found.add(name);
        else found.delete(name);
      } else if (!map.has(name)) found.add(name);
    }
  }
  return new PyList([...found].sort());
}

export function makeEnum(world: EnumWorld): PyType {
  return makeEnumClass(world, "Enum", [], (cls) => {
    constructor(cls, "(cls, value)", (type: PyType, value: PyValue) => findMember(world, type, value));
    classMethods(cls, { "_missing_(cls, value)": () => null });
    staticMethods(cls, { "_generate_next_value_(name, start, count, last_values)": nextValue });
    constants(cls, {
      name: fieldProperty("name", "_name_", "The name of the Enum member."),
      value: fieldProperty("value", "_value_", "The value of the Enum member."),
    });
    methods(cls, {
      "__init__(self, /, *args, **kwds)": () => null,
      "__repr__(self, /)": showMember,
      "__str__(self, /)": (self: PyValue) => `${typeOf(self).name}.${toStr(ownField(self, "_name_"))}`,
      "__dir__(self, /)": directory,
      "__format__(self, format_spec, /)": (self: PyValue, spec: PyValue) => format(toStr(self), asString(spec) ?? ""),
      "__reduce_ex__(self, proto, /)": (self: PyValue) =>
        new PyTuple([typeOf(self), new PyTuple([ownField(self, "_value_")])]),
      "__copy__(self, /)": (self: PyValue) => self,
      "__deepcopy__(self, memo, /)": (self: PyValue) => self,
    });
  });
}

export function makeReprEnum(world: EnumWorld): PyType {
  return makeEnumClass(world, "ReprEnum", [world.enumType as PyType], () => undefined);
}

export function makeIntEnum(world: EnumWorld): PyType {
  return makeEnumClass(world, "IntEnum", [intType, world.reprEnum as PyType], () => undefined);
}

const ARGUMENTS = ["encoding", "errors"];

/** A StrEnum's member: the text, or bytes with their encoding. */
function newStrMember(cls: PyType, args: readonly PyValue[]): PyValue {
  if (args.length > 3) throw raise.TypeError(`too many arguments for str(): ${repr(new PyTuple([...args]))}`);
  if (args.length === 1 && asString(args[0] as PyValue) === undefined)
    throw raise.TypeError(`${repr(args[0] as PyValue)} is not a string`);
  for (const [index, what] of ARGUMENTS.entries()) {
    const value = args[index + 1];
    if (value !== undefined && asString(value) === undefined)
      throw raise.TypeError(`${what} must be a string, not ${repr(value)}`);
  }
  const text = call(strType, [...args]);
  const member = instantiate<PyObject>(cls, asString(text));
  setAttribute(member, "_value_", text);
  return member;
}

export function makeStrEnum(world: EnumWorld): PyType {
  const make = new PyStaticMethod(null);
  return makeEnumClass(world, "StrEnum", [strType, world.reprEnum as PyType], (cls) => {
    constructor(cls, "(cls, *values)", (type: PyType, args: PyValue[]) => newStrMember(type, args));
    make.func = cls.namespace.get("__new__") ?? null;
    constants(cls, { __new_member__: make, __new__: (world.enumType as PyType).namespace.get("__new__") as PyValue });
    staticMethods(cls, {
      "_generate_next_value_(name, start, count, last_values)": (name: PyValue) => callMethod(name, "lower"),
    });
  });
}
