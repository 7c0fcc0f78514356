/** What patterns of `match` ask of a value. */
import { attributeOr, findAttribute } from "./attributes.ts";
import { call, isObject } from "./call.ts";
import { PyDict } from "./dict.ts";
import { isInstance, isSubclass } from "./instance.ts";
import { toArray } from "./iterate.ts";
import { spend } from "./limits.ts";
import { asString } from "./operators.ts";
import { raise } from "./raise.ts";
import { repr } from "./show.ts";
import { current } from "./state.ts";
import { getItem, length } from "./subscript.ts";
import {
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  boolType,
  listType,
  mappingproxyType,
  rangeType,
  setType,
  strType,
  tupleType,
  typeOf,
} from "./type-table.ts";
import { isSubtype } from "./types.ts";
import { PyList, PyTuple, PyType, type PyValue } from "./values.ts";

/** Whether `collections.abc.<name>` knows the class: only looked at when that module is there. */
function isRegistered(type: PyType, name: string): boolean {
  const module = current.interpreter.module("collections.abc") ?? current.interpreter.module("_collections_abc");
  const abc = module?.globals.getString(name);
  return abc !== undefined && isSubclass(type, abc);
}

function isSequenceClass(type: PyType): boolean {
  if (isSubtype(type, listType) || isSubtype(type, tupleType) || isSubtype(type, rangeType)) return true;
  const isNone = [strType, bytesType, bytearrayType].some((other) => isSubtype(type, other));
  return !isNone && type !== dictType && isRegistered(type, "Sequence");
}

function isMappingClass(type: PyType): boolean {
  return isSubtype(type, dictType) || isSubtype(type, mappingproxyType) || isRegistered(type, "Mapping");
}

/** A class below both kinds is what the first class of its order is that is below one. */
function isOfKind(value: PyValue, isKind: (type: PyType) => boolean, isOther: (type: PyType) => boolean): boolean {
  const type = typeOf(value);
  if (!isObject(value) || !isKind(type)) return false;
  if (!type.isHeap || !isOther(type)) return true;
  const decisive = type.mro.find((cls) => isKind(cls) !== isOther(cls));
  return decisive === undefined || isKind(decisive);
}

/** The items when the value is a sequence of that length; with a star (its index) the middle is a list. */
export function matchSequence(
  value: PyValue,
  count: number,
  star: number,
  wantsRest: boolean,
): readonly PyValue[] | null {
  if (!isOfKind(value, isSequenceClass, isMappingClass)) return null;
  if (star >= 0 && count === 0 && !wantsRest) return [null];
  const size = length(value);
  if (star < 0 ? size !== count : size < count) return null;
  if (star < 0 && (value instanceof PyList || value instanceof PyTuple) && !value.cls.isHeap) return value.items;
  const item = (index: number): PyValue => getItem(value, index);
  const take = (from: number, to: number): PyValue[] => {
    spend(to - from);
    return Array.from({ length: to - from }, (_, offset) => item(from + offset));
  };
  if (star < 0) return take(0, count);
  const after = count - star;
  // `*_` looks at nothing, however long it is.
  return [...take(0, star), wantsRest ? new PyList(take(star, size - after)) : null, ...take(size - after, size)];
}

/** The values of the keys when the value is a mapping that has them all, then the rest as a dict. */
export function matchMapping(value: PyValue, keys: readonly PyValue[], withRest: boolean): PyValue[] | null {
  if (!isOfKind(value, isMappingClass, isSequenceClass)) return null;
  if (keys.length > 0 && length(value) < keys.length) return null;
  const values: PyValue[] = [];
  const seen = new PyDict();
  for (const key of keys) {
    if (seen.has(key)) throw raise.ValueError(`mapping pattern checks duplicate key (${repr(key)})`);
    seen.set(key, true);
    let item: PyValue | undefined;
    if (value instanceof PyDict && !value.cls.isHeap) item = value.get(key);
    else {
      const found = call(findAttribute(value, "get") as PyValue, [key, MISSING]);
      item = found === MISSING ? undefined : found;
    }
    if (item === undefined) return null;
    values.push(item);
  }
  if (withRest) {
    const rest = new PyDict();
    for (const key of toArray(call(findAttribute(value, "keys") as PyValue, [])))
      if (!seen.has(key)) rest.set(key, (value as PyDict).getItem(key));
    values.push(rest);
  }
  return values;
}
const MISSING = new PyTuple();

/** Types whose one positional sub-pattern is the value itself. */
const SELF_MATCHING = new Set<PyType>([
  boolType,
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  setType,
  strType,
  tupleType,
]);

/** The attributes that a class pattern names, positional ones by `__match_args__`; null when it does not match. */
export function matchClass(
  value: PyValue,
  cls: PyValue,
  positional: number,
  names: readonly string[],
): PyValue[] | null {
  if (!(cls instanceof PyType)) throw raise.TypeError("called match pattern must be a class");
  if (!isInstance(value, cls)) return null;
  const attributes: string[] = [];
  const values: PyValue[] = [];
  if (positional > 0) {
    const args = attributeOr(cls, "__match_args__", undefined);
    if (args === undefined && cls.mro.some((base) => SELF_MATCHING.has(base))) {
      if (positional > 1) throw raise.TypeError(`${cls.name}() accepts 1 positional sub-pattern (${positional} given)`);
      values.push(value);
    } else {
      if (args !== undefined && !(args instanceof PyTuple))
        throw raise.TypeError(`${cls.name}.__match_args__ must be a tuple (got ${typeOf(args).shown})`);
      const allowed = args?.items ?? [];
      if (positional > allowed.length) {
        throw raise.TypeError(
          `${cls.name}() accepts ${allowed.length} positional sub-pattern${allowed.length === 1 ? "" : "s"} (${positional} given)`,
        );
      }
      for (let index = 0; index < positional; index++) {
        const name = asString(allowed[index] ?? null);
        if (name === undefined)
          throw raise.TypeError(
            `__match_args__ elements must be strings (got ${typeOf(allowed[index] ?? null).shown})`,
          );
        if (attributes.includes(name))
          throw raise.TypeError(`${cls.name}() got multiple sub-patterns for attribute ${repr(name)}`);
        attributes.push(name);
      }
    }
  }
  for (const name of names) {
    if (attributes.includes(name))
      throw raise.TypeError(`${cls.name}() got multiple sub-patterns for attribute ${repr(name)}`);
    attributes.push(name);
  }
  for (const name of attributes) {
    const item = attributeOr(value, name, undefined);
    if (item === undefined) return null;
    values.push(item);
  }
  return values;
}
