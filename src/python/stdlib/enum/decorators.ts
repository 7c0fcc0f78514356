/** enum.unique, verify, global_enum and _simple_enum. */
import { bitLength, orInts, subtractInts } from "../../runtime/arithmetic.ts";
import { attributeOr, getAttribute, missingAttribute, setAttribute } from "../../runtime/attributes.ts";
import { isEqual } from "../../runtime/equal.ts";
import { call } from "../../runtime/call.ts";
import { makeFunction } from "../../runtime/define.ts";
import type { PyDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { spend } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { isSubtype } from "../../runtime/types.ts";
import { type PyInt, PyModule, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { isTrue } from "../../runtime/truth.ts";
import { bitsOf, isSingleBit } from "./member-making.ts";
import { type EnumWorld, isFlagClass, memberMap, members, ownField } from "./world.ts";
import type { PyEnumDict } from "./enum-dict.ts";

function aliases(cls: PyType): [string, string][] {
  const found: [string, string][] = [];
  for (const [name, member] of memberMap(cls).entries()) {
    const own = toStr(ownField(member, "_name_"));
    if (own !== name) found.push([String(name), own]);
  }
  return found;
}

export function unique(cls: PyValue): PyValue {
  const doubles = aliases(cls as PyType).map(([alias, name]) => `${alias} -> ${name}`);
  if (doubles.length > 0) throw raise.ValueError(`duplicate values found in ${repr(cls)}: ${doubles.join(", ")}`);
  return cls;
}

/** What `verify` checks, by the name of the check. */
const CHECKS: Readonly<Record<string, (cls: PyType) => void>> = {
  UNIQUE(cls) {
    const doubles = aliases(cls).map(([alias, name]) => `${alias} -> ${name}`);
    if (doubles.length > 0) throw raise.ValueError(`aliases found in ${repr(cls)}: ${doubles.join(", ")}`);
  },
  CONTINUOUS(cls) {
    const values = members(cls).map((member) => asInt(ownField(member, "_value_")) ?? 0);
    if (values.length < 2) return;
    const low = values.reduce((a, b) => (a < b ? a : b)),
      high = values.reduce((a, b) => (a > b ? a : b));
    const known = new Set(values);
    const missing: PyInt[] = [];
    if (isFlagClass(cls)) {
      for (const bit of bitsOf(subtractInts(2 ** (bitLength(high) - 1), 2 ** bitLength(low))))
        if (!known.has(bit)) missing.push(bit);
    } else {
      spend(Number(subtractInts(high, low)));
      for (let value = Number(low); value < Number(high); value++) if (!known.has(value)) missing.push(value);
    }
    if (missing.length > 0)
      throw raise.ValueError(
        `invalid ${isFlagClass(cls) ? "flag" : "enum"} ${repr(cls.name)}: missing values ${missing.slice(0, 256).join(", ")}`,
      );
  },
  NAMED_FLAGS(cls) {
    const named = new Set<PyInt>(members(cls).map((member) => asInt(ownField(member, "_value_")) ?? 0));
    const doubtful: string[] = [];
    let missing: PyInt = 0;
    const known = new Set(members(cls));
    for (const [name, alias] of memberMap(cls).entries()) {
      const bits = asInt(ownField(alias, "_value_")) ?? 0;
      if (known.has(alias as never) || bits < 0) continue;
      const unnamed = bitsOf(bits).filter((bit) => !named.has(bit));
      if (unnamed.length === 0) continue;
      doubtful.push(String(name));
      for (const bit of unnamed) missing = orInts(missing, bit);
    }
    if (doubtful.length === 0) return;
    const subject =
      doubtful.length === 1
        ? `alias ${doubtful[0]} is missing`
        : `aliases ${doubtful.slice(0, -1).join(", ")} and ${doubtful[doubtful.length - 1]} are missing`;
    const value = isSingleBit(missing)
      ? `value 0x${missing.toString(16)}`
      : `combined values of 0x${missing.toString(16)}`;
    throw raise.ValueError(
      `invalid Flag ${repr(cls.name)}: ${subject} ${value} [use enum.show_flag_values(value) for details]`,
    );
  },
};

/** Applies the checks to a class, in the order given. */
export function verify(cls: PyValue, checks: readonly PyValue[]): PyValue {
  if (cls instanceof PyType) for (const check of checks) CHECKS[toStr(ownField(check, "_name_"))]?.(cls);
  return cls;
}

function moduleName(self: PyValue): string {
  return (
    toStr(getAttribute(typeOf(self), "__module__"))
      .split(".")
      .pop() ?? ""
  );
}

export function globalEnumRepr(self: PyValue): string {
  return `${moduleName(self)}.${toStr(ownField(self, "_name_"))}`;
}

export function globalFlagRepr(world: EnumWorld, self: PyValue): string {
  const module = moduleName(self);
  const name = ownField(self, "_name_");
  if (name === null) return `${module}.${typeOf(self).name}(${repr(ownField(self, "_value_"))})`;
  const keeps = getAttribute(self, "_boundary_") === world.boundaries["KEEP"];
  return toStr(name)
    .split("|")
    .map((part) => (keeps && /^\d/.test(part) ? part : `${module}.${part}`))
    .join("|");
}

export function globalStr(self: PyValue): string {
  const name = ownField(self, "_name_");
  return name === null ? `${typeOf(self).name}(${repr(ownField(self, "_value_"))})` : toStr(name);
}

/** Puts the members into the module of the class, and lets them show themselves by it. */
export function globalEnum(
  world: EnumWorld,
  interpreter: Interpreter,
  cls: PyType,
  updatesStr: boolean,
  shows: Record<"enumRepr" | "flagRepr" | "str", PyValue>,
): PyValue {
  if (!(cls instanceof PyType)) throw missingAttribute(cls, "__repr__");
  setAttribute(cls, "__repr__", isFlagClass(cls) ? shows.flagRepr : shows.enumRepr);
  if (updatesStr || !isSubtype(cls, world.reprEnum as PyType)) setAttribute(cls, "__str__", shows.str);
  exportMembers(interpreter, cls);
  return cls;
}

function exportMembers(interpreter: Interpreter, cls: PyType): void {
  const module = interpreter.modules.get(getAttribute(cls, "__module__"));
  if (!(module instanceof PyModule)) throw raise.KeyError(getAttribute(cls, "__module__"));
  for (const [name, member] of memberMap(cls).entries()) module.globals.set(name, member);
}

/** `_simple_enum(etype)`: makes an enumeration of an ordinary class. */
export function simpleEnum(world: EnumWorld, base: PyType, boundary: PyValue): PyValue {
  return makeFunction("convert_class(cls, /)", (cls: PyType) => convertClass(world, cls, base, boundary), "enum");
}

function convertClass(world: EnumWorld, cls: PyType, base: PyType, boundary: PyValue): PyType {
  const bases = new PyTuple([base]);
  const namespace = call(getAttribute(world.meta, "__prepare__"), [cls.name, bases]) as PyEnumDict;
  for (const [name, value] of cls.namespace) {
    if (name === "__dict__" || name === "__weakref__") continue;
    namespace.setItem(name, value);
  }
  namespace.setString("__qualname__", cls.qualname);
  if (attributeOr(cls, "__doc__", null) === null) namespace.setString("__doc__", null);
  return call(
    getAttribute(world.meta, "__new__"),
    [world.meta, cls.name, bases, namespace],
    new Map([["boundary", boundary]]),
  ) as PyType;
}

/** `cls._convert_(...)`: an enumeration of the constants of a module. */
export function convertConstants(
  world: EnumWorld,
  interpreter: Interpreter,
  cls: PyType,
  {
    name,
    module: moduleKey,
    filter,
    source,
    boundary,
  }: Record<"name" | "module" | "filter" | "source" | "boundary", PyValue>,
): PyType {
  const module = interpreter.modules.get(moduleKey);
  if (!(module instanceof PyModule)) throw raise.KeyError(moduleKey);
  const from = source === null ? module.globals : getAttribute(source, "__dict__");
  const constants: [string, PyValue][] = [];
  for (const [key, value] of (from as PyDict).entries())
    if (isTrue(call(filter, [key]))) constants.push([asString(key) ?? "", value]);
  const byName = (a: [string, PyValue], b: [string, PyValue]): number => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
  constants.sort(byName);
  const isInts = constants.every(([, value]) => asInt(value) !== undefined);
  if (isInts)
    constants.sort((a, b) =>
      (asInt(a[1]) as PyInt) < (asInt(b[1]) as PyInt) ? -1 : (asInt(a[1]) as PyInt) > (asInt(b[1]) as PyInt) ? 1 : 0,
    );
  const bases = new PyTuple([cls]);
  const namespace = call(getAttribute(world.meta, "__prepare__"), [name, bases]) as PyEnumDict;
  for (const [key, value] of constants) namespace.setItem(key, value);
  namespace.setString("__module__", moduleKey);
  return call(
    getAttribute(world.meta, "__new__"),
    [world.meta, name, bases, namespace],
    new Map([["boundary", boundary ?? world.boundaries["KEEP"] ?? null]]),
  ) as PyType;
}

export function exportConverted(interpreter: Interpreter, cls: PyType, name: PyValue): void {
  exportMembers(interpreter, cls);
  const module = interpreter.modules.get(getAttribute(cls, "__module__"));
  if (module instanceof PyModule) module.globals.set(name, cls);
}

/** Compares an enumeration with one made the simple way: members, values, aliases. */
export function compareEnums(checked: PyType, simple: PyType): PyValue {
  const mismatches: string[] = [];
  const own = memberMap(checked),
    other = memberMap(simple);
  for (const name of new Set([...own.keys(), ...other.keys()])) {
    const a = own.get(name),
      b = other.get(name);
    if (a === undefined || b === undefined)
      mismatches.push(`${b === undefined ? "missing" : "extra"} member: ${repr(name)}`);
    else if (!isEqual(ownField(a, "_value_"), ownField(b, "_value_"))) {
      mismatches.push(
        `${toStr(name)}:\n         checked -> ${repr(ownField(a, "_value_"))}\n         simple  -> ${repr(ownField(b, "_value_"))}`,
      );
    }
  }
  if (mismatches.length > 0) throw raise.TypeError(`enum mismatch:\n   ${mismatches.join("\n   ")}`);
  return null;
}
