/** From the value in the body to the member of the class. */
import { attributeOr, findAttribute, getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { methods } from "../../runtime/define.ts";
import { isEqual } from "../../runtime/equal.ts";
import { isException } from "../../runtime/exceptions.ts";
import { andInts, bitLength, orInts, powerInts, subtractInts } from "../../runtime/arithmetic.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { objectType, tupleType } from "../../runtime/type-table.ts";
import { changeOwn, defineType, lookup } from "../../runtime/types.ts";
import { PyException, type PyInt, PyList, PyObject, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { isTrue } from "../../runtime/truth.ts";
import { PyDynamicAttribute } from "../types/dynamic-class-attribute.ts";
import { PyEnumProperty } from "./enum-property.ts";
import { isFlagClass, memberMap, memberNames, valueMap } from "./world.ts";

/** Stands in the namespace for a member until the class is there. */
export class PyProtoMember extends PyObject {
  readonly value: PyValue;
  constructor(value: PyValue) {
    super();
    this.value = value;
  }
}

const protoMemberType = defineType("_proto_member", PyProtoMember, { isPython: true, module: "enum" });
methods(protoMemberType, {
  "__set_name__(self, enum_class, member_name, /)"(self: PyProtoMember, cls: PyType, name: PyValue) {
    addMember(cls, asString(name) ?? "", self.value);
    return null;
  },
});

export function isSingleBit(value: PyInt): boolean {
  return value > 0 && andInts(value, subtractInts(value, 1)) === 0;
}

/** The single bits of a positive int, the lowest first. */
export function bitsOf(value: PyInt): PyInt[] {
  const bits: PyInt[] = [];
  const words = bitLength(value) >> 6;
  for (let rest = value; rest > 0;) {
    spend(1 + words);
    allocate(8 * words);
    const bit = andInts(rest, subtractInts(0, rest));
    bits.push(bit);
    rest = subtractInts(rest, bit);
  }
  return bits;
}

/** A member takes as long as these steps of a program. */
const MEMBER = 256;

/** Makes a member of a value and gives it its names; an equal value makes an alias. */
function addMember(cls: PyType, name: string, value: PyValue): void {
  spend(MEMBER);
  changeOwn(cls, name, undefined);
  const made = makeMember(cls, name, value);
  const ownValue = getAttribute(made, "_value_");
  const isFlag = isFlagClass(cls);
  const bits = asInt(ownValue);
  if (isFlag && bits !== undefined) noteBits(cls, bits);
  const known = findByValue(cls, ownValue);
  if (known === undefined && (!isFlag || (bits !== undefined && isSingleBit(bits)))) memberNames(cls).items.push(name);
  bindMember(cls, name, known ?? made);
  memberMap(cls).setString(name, known ?? made);
  try {
    const values = valueMap(cls);
    if (!values.has(ownValue)) values.set(ownValue, known ?? made);
  } catch (error) {
    // Values without a hash are found by comparing.
    if (!isException(error, "TypeError")) throw error;
    (lookup(cls, "_unhashable_values_") as PyList).items.push(ownValue);
  }
}

function makeMember(cls: PyType, name: string, value: PyValue): PyValue {
  const dataType = lookup(cls, "_member_type_") as PyType;
  let args = value instanceof PyTuple ? [...value.items] : [value];
  if (dataType === tupleType) args = [new PyTuple(args)];
  const make = getAttribute(cls, "_new_member_");
  const member = call(make, isTrue(lookup(cls, "_use_args_") ?? false) ? [cls, ...args] : [cls]);
  if (attributeOr(member, "_value_", undefined) === undefined)
    setAttribute(member, "_value_", dataType === objectType ? value : dataValue(dataType, args));
  setAttribute(member, "_name_", name);
  setAttribute(member, "__objclass__", cls);
  call(getAttribute(member, "__init__"), args);
  setAttribute(member, "_sort_order_", memberNames(cls).items.length);
  return member;
}

function dataValue(dataType: PyType, args: PyValue[]): PyValue {
  try {
    return call(dataType, args);
  } catch (error) {
    if (!isException(error, "Exception")) throw error;
    const failure = raise.TypeError("_value_ not set in __new__, unable to create it");
    failure.cause = error;
    throw failure;
  }
}

function noteBits(cls: PyType, bits: PyInt): void {
  const mask = orInts(lookup(cls, "_flag_mask_") as PyInt, bits);
  changeOwn(cls, "_flag_mask_", mask);
  if (isSingleBit(bits)) changeOwn(cls, "_singles_mask_", orInts(lookup(cls, "_singles_mask_") as PyInt, bits));
  changeOwn(cls, "_all_bits_", allBits(mask));
}

/** As many ones as the mask is long. */
export function allBits(mask: PyInt): PyInt {
  return subtractInts(powerInts(2, bitLength(mask)), 1);
}

/** The member with an equal value: by hash, or by comparing with each. */
export function findByValue(cls: PyType, value: PyValue): PyValue | undefined {
  try {
    return valueMap(cls).get(value);
  } catch (error) {
    if (!isException(error, "TypeError") || !(error instanceof PyException)) throw error;
    for (const member of memberMap(cls).values()) if (isEqual(getAttribute(member, "_value_"), value)) return member;
    return undefined;
  }
}

/** Puts a member on the class: itself, or behind a property of a base that has its name. */
function bindMember(cls: PyType, name: string, member: PyValue): void {
  const hidden = hidingDescriptor(cls, name);
  if (hidden === undefined) {
    changeOwn(cls, name, member);
    return;
  }
  const redirect = new PyEnumProperty();
  redirect.member = member;
  redirect.name = name;
  redirect.className = cls.name;
  redirect.field = hidden instanceof PyEnumProperty ? hidden.field : null;
  redirect.fget = attributeOr(hidden, "fget", null);
  redirect.fset = attributeOr(hidden, "fset", null);
  redirect.fdel = attributeOr(hidden, "fdel", null);
  changeOwn(cls, name, redirect);
}

function hidingDescriptor(cls: PyType, name: string): PyObject | undefined {
  let found: PyObject | undefined;
  for (const base of cls.mro.slice(1)) {
    const value = base.namespace.get(name);
    if (value instanceof PyDynamicAttribute) return value;
    if (value instanceof PyObject && ["fget", "fset", "fdel"].every((part) => findAttribute(value, part) !== undefined))
      found = value;
  }
  return found;
}
