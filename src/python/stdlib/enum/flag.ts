/** Flag and IntFlag: members that are sets of bits, and the members that combinations of them are. */
import {
  andInts,
  bitLength,
  orInts,
  powerInts,
  shiftLeft,
  subtractInts,
  addInts,
  xorInts,
} from "../../runtime/arithmetic.ts";
import { attributeOr, getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { classMethods, constants, methods, staticMethods } from "../../runtime/define.ts";
import { isInstance } from "../../runtime/instance.ts";
import { toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { asInt } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { intType, objectType, typeOf } from "../../runtime/type-table.ts";
import { changeOwn, lookup } from "../../runtime/types.ts";
import {
  NotImplemented,
  type PyInt,
  type PyIterator,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { sortItems } from "../../builtins/sort.ts";
import { makeEnumClass, showMember, showValue } from "./enum-class.ts";
import { bitsOf } from "./member-making.ts";
import { type EnumWorld, memberMap, members, ownField, valueMap } from "./world.ts";

/** Binary digits of an int with its sign in front: `0b1 0101`. */
export function showBits(value: PyInt, width: number | null = null): string {
  const ceiling = powerInts(2, bitLength(value));
  const digits = BigInt(value < 0 ? addInts(ceiling, value) : value)
    .toString(2)
    .padStart(bitLength(value), "0");
  const sign = value < 0 ? "1" : "0";
  const shown = bitLength(value) === 0 ? "0" : digits;
  return `0b${sign} ${width === null || shown.length >= width ? shown : shown.padStart(width, sign)}`;
}

const not = (value: PyInt): PyInt => subtractInts(-1, value);
const mask = (cls: PyType, name: "_flag_mask_" | "_singles_mask_" | "_all_bits_"): PyInt => lookup(cls, name) as PyInt;
const bitsOfMember = (member: PyValue): PyInt => asInt(ownField(member, "_value_")) ?? 0;

/** `Flag._missing_`: the member that a combination of bits is, made when first asked for. */
function composite(world: EnumWorld, cls: PyType, given: PyValue): PyValue {
  const asked = asInt(given);
  if (asked === undefined) throw raise.ValueError(`${repr(given)} is not a valid ${cls.qualname}`);
  const { STRICT, CONFORM, EJECT, KEEP } = world.boundaries;
  const boundary = getAttribute(cls, "_boundary_");
  const flags = mask(cls, "_flag_mask_"),
    all = mask(cls, "_all_bits_");
  let value = asked;
  if (value < not(all) || value > all || andInts(value, xorInts(all, flags)) !== 0) {
    if (boundary === STRICT) {
      const width = Math.max(bitLength(value), bitLength(flags));
      throw raise.ValueError(
        `${repr(cls)} invalid value ${repr(given)}\n    given ${showBits(value, width)}\n  allowed ${showBits(flags, width)}`,
      );
    }
    if (boundary === EJECT) return given;
    if (boundary === CONFORM) value = andInts(value, flags);
    else if (boundary !== KEEP) throw raise.ValueError(`${repr(cls)} unknown flag boundary ${repr(boundary)}`);
    else if (value < 0) {
      const room = [addInts(all, 1), powerInts(2, bitLength(value))].reduce((a, b) => (a > b ? a : b));
      value = addInts(room, value);
    }
  }
  const negative = value < 0 ? value : null;
  if (value < 0) value = addInts(addInts(all, 1), value);
  const unknown = andInts(value, not(flags));
  if (unknown !== 0 && boundary !== KEEP)
    throw raise.ValueError(`${cls.name}(${repr(value)}) -->  unknown values ${repr(unknown)} [${showBits(unknown)}]`);
  const known = valueMap(cls).get(value);
  const member = known ?? makeComposite(world, cls, value);
  if (known === undefined) valueMap(cls).set(value, member);
  if (negative !== null) valueMap(cls).set(negative, member);
  return member;
}

function makeComposite(world: EnumWorld, cls: PyType, value: PyInt): PyValue {
  const dataType = lookup(cls, "_member_type_") as PyType;
  const member = call(getAttribute(dataType, "__new__"), dataType === objectType ? [cls] : [cls, value]) as PyObject;
  if (attributeOr(member, "_value_", undefined) === undefined) setAttribute(member, "_value_", value);
  setAttribute(member, "_name_", compositeName(world, cls, value));
  return member;
}

/** The names of the members in a value, and what no member has as a number. */
function compositeName(world: EnumWorld, cls: PyType, value: PyInt): PyValue {
  const singles = mask(cls, "_singles_mask_");
  const inMembers = andInts(value, singles),
    rest = andInts(value, not(singles));
  if (inMembers === 0 && rest === 0) return null;
  const found: PyValue[] = toArray(call(getAttribute(cls, "_iter_member_"), [inMembers]));
  let covered: PyInt = 0;
  for (const member of found) covered = orInts(covered, bitsOfMember(member));
  if (rest !== 0) {
    for (const member of memberMap(cls).values()) {
      spend(1);
      const bits = bitsOfMember(member);
      if (bits === 0 || found.includes(member) || andInts(bits, value) !== bits) continue;
      found.push(member);
      covered = orInts(covered, bits);
    }
  }
  if (covered === 0) return null;
  const names = found.map((member) => toStr(ownField(member, "_name_"))).join("|");
  const missing = xorInts(value, covered);
  if (missing === 0) return names;
  if (getAttribute(cls, "_boundary_") === world.boundaries["STRICT"])
    throw raise.ValueError(`${repr(cls)}: no members with value ${repr(missing)}`);
  return `${names}|${toStr(call(getAttribute(cls, "_numeric_repr_"), [missing]))}`;
}

/** Twice the highest bit so far. */
function nextFlag(_name: PyValue, start: PyValue, count: PyValue, lastValues: PyValue): PyValue {
  if (count === 0) return start ?? 1;
  const sorted = toArray(lastValues);
  sortItems(sorted, null, false);
  const last = sorted[sorted.length - 1] as PyValue;
  const bits = asInt(last);
  if (bits === undefined) throw raise.TypeError(`invalid flag value ${repr(last)}`);
  return bits <= 0 ? 1 : shiftLeft(1, bitLength(bits));
}

function byValue(cls: PyType, value: PyValue): PyValue[] {
  const map = valueMap(cls);
  return bitsOf(andInts(asInt(value) ?? 0, mask(cls, "_flag_mask_"))).map((bit) => map.get(bit) ?? null);
}

function byDefinition(cls: PyType, value: PyValue): PyValue[] {
  const order = new Map(members(cls).map((member, index) => [member as PyValue, index]));
  return byValue(cls, value).sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

const iterator = (items: readonly PyValue[]): PyValue =>
  new PyTuple(items).iterate() as PyIterator as unknown as PyObject;

/** `flag op other`, where other is of the same class or a plain value of the data type. */
function operation(combine: (a: PyInt, b: PyInt) => PyInt): (self: PyValue, other: PyValue) => PyValue {
  return (self, other) => {
    const cls = typeOf(self);
    const dataType = lookup(cls, "_member_type_") as PyType;
    let bits: PyInt | undefined;
    if (isInstance(other, cls)) bits = bitsOfMember(other);
    else if (dataType !== objectType && isInstance(other, dataType)) bits = asInt(other);
    if (bits === undefined) return NotImplemented;
    return call(cls, [combine(bitsOfMember(self), bits)]);
  };
}

/** Every bit that the flag has not; with bits of its own kept, also those that no member has. */
function inverse(world: EnumWorld, self: PyValue): PyValue {
  const known = getAttribute(self, "_inverted_");
  if (known !== null) return known;
  const cls = typeOf(self);
  const boundary = getAttribute(cls, "_boundary_");
  const bits = not(bitsOfMember(self));
  const keepsAll = boundary === world.boundaries["EJECT"] || boundary === world.boundaries["KEEP"];
  const inverted = call(cls, [keepsAll ? bits : andInts(mask(cls, "_singles_mask_"), bits)]);
  setAttribute(self, "_inverted_", inverted);
  return inverted;
}

export function makeFlag(world: EnumWorld): PyType {
  return makeEnumClass(
    world,
    "Flag",
    [world.enumType as PyType],
    (cls) => {
      const and = operation(andInts),
        or = operation(orInts),
        xor = operation(xorInts);
      // The structures are there although no member is: derived classes begin with them.
      for (const name of ["_flag_mask_", "_singles_mask_", "_all_bits_"]) changeOwn(cls, name, 0);
      changeOwn(cls, "_inverted_", null);
      changeOwn(cls, "_boundary_", world.boundaries["STRICT"] ?? null);
      constants(cls, { _numeric_repr_: world.numericRepr });
      staticMethods(cls, { "_generate_next_value_(name, start, count, last_values)": nextFlag });
      classMethods(cls, {
        "_missing_(cls, value)": (type: PyType, value: PyValue) => composite(world, type, value),
        "_iter_member_by_value_(cls, value)": (type: PyType, value: PyValue) => iterator(byValue(type, value)),
        "_iter_member_by_def_(cls, value)": (type: PyType, value: PyValue) => iterator(byDefinition(type, value)),
        "_iter_member_(cls, value)": (type: PyType, value: PyValue) => iterator(byValue(type, value)),
      });
      methods(cls, {
        "__contains__(self, other, /)"(self: PyValue, other: PyValue) {
          if (!isInstance(other, typeOf(self))) {
            throw raise.TypeError(
              `unsupported operand type(s) for 'in': ${repr(typeOf(other).qualname)} and ${repr(typeOf(self).qualname)}`,
            );
          }
          return andInts(bitsOfMember(other), bitsOfMember(self)) === bitsOfMember(other);
        },
        "__iter__(self, /)": (self: PyValue) => call(getAttribute(typeOf(self), "_iter_member_"), [bitsOfMember(self)]),
        "__len__(self, /)": (self: PyValue) => bitsOf(bitsOfMember(self)).length,
        "__repr__(self, /)": (self: PyValue) =>
          ownField(self, "_name_") === null ? `<${typeOf(self).name}: ${showValue(self)}>` : showMember(self),
        "__str__(self, /)"(self: PyValue) {
          const name = ownField(self, "_name_");
          return name === null
            ? `${typeOf(self).name}(${repr(ownField(self, "_value_"))})`
            : `${typeOf(self).name}.${toStr(name)}`;
        },
        "__bool__(self, /)": (self: PyValue) => bitsOfMember(self) !== 0,
        "__or__(self, other, /)": or,
        "__ror__(self, other, /)": or,
        "__and__(self, other, /)": and,
        "__rand__(self, other, /)": and,
        "__xor__(self, other, /)": xor,
        "__rxor__(self, other, /)": xor,
        "__invert__(self, /)": (self: PyValue) => inverse(world, self),
      });
    },
    { boundary: world.boundaries["STRICT"] ?? null },
  );
}

export function makeIntFlag(world: EnumWorld): PyType {
  return makeEnumClass(world, "IntFlag", [intType, world.reprEnum as PyType, world.flag as PyType], () => undefined, {
    boundary: world.boundaries["KEEP"] ?? null,
  });
}
