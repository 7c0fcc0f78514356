/** The arguments of a call as it is written: keywords, `*iterable`, `**mapping`. */
import { findAttribute } from "./attributes.ts";
import { PyBuiltin } from "./builtin.ts";
import { call, call0, isObject } from "./call.ts";
import { PyDict } from "./dict.ts";
import { isEqual } from "./equal.ts";
import { toArray } from "./iterate.ts";
import { chargeName, spend } from "./limits.ts";
import { asString } from "./operators.ts";
import { raise } from "./raise.ts";
import { toStr } from "./show.ts";
import { getItem } from "./subscript.ts";
import { typeOf } from "./type-table.ts";
import { type Keywords, PyFunction, PyMethod, PyObject, PyType, type PyValue } from "./values.ts";

export function keywords(parts: (string | PyValue)[]): Keywords {
  const map: Keywords = new Map();
  for (let i = 0; i < parts.length; i += 2) map.set(parts[i] as string, parts[i + 1] as PyValue);
  return map;
}

function shownCallee(callee: PyValue): string {
  if (callee instanceof PyFunction)
    return typeof callee.module === "string" && callee.module !== "builtins"
      ? `${callee.module}.${callee.qualname}()`
      : `${callee.qualname}()`;
  if (callee instanceof PyMethod) return shownCallee(callee.func);
  return callee instanceof PyBuiltin
    ? `${callee.shownName}()`
    : callee instanceof PyType
      ? `${qualifiedName(callee)}()`
      : toStr(callee);
}

function qualifiedName(type: PyType): string {
  const module = type.isHeap ? type.namespace.get("__module__") : undefined;
  return typeof module === "string" ? `${module}.${type.qualname}` : type.qualname;
}

/**
 * Keyword arguments with `**mapping` among them: an undefined name marks a mapping. `iterable` is what a lone `*iterable`
 * gives, which is looked at before the keys are.
 */
export function mergeKeywords(parts: (string | undefined | PyValue)[], callee: PyValue, iterable?: PyValue): Keywords {
  const map: Keywords = new Map();
  const wrong: PyValue[] = [];
  const repeated = (key: PyValue): PyObject =>
    raise.TypeError(`${shownCallee(callee)} got multiple values for keyword argument '${toStr(key)}'`);
  for (let i = 0; i < parts.length; i += 2) {
    const name = parts[i] as string | undefined,
      value = parts[i + 1] as PyValue;
    if (name !== undefined) {
      if (map.has(name)) throw repeated(name);
      map.set(name, value);
      continue;
    }
    for (const [key, item] of mappingEntries(value, callee)) {
      spend(4);
      const text = asString(key);
      if (text !== undefined) chargeName(text);
      if (text === undefined ? wrong.some((other) => isEqual(other, key)) : map.has(text)) throw repeated(key);
      if (text === undefined) wrong.push(key);
      else map.set(text, item);
    }
  }
  if (wrong.length > 0) {
    if (iterable !== undefined) spread(iterable, callee);
    throw raise.TypeError("keywords must be strings");
  }
  return map;
}

/** Entries of any mapping: a dict's own, or by `keys()` and `__getitem__`. */
export function mappingEntries(value: PyValue, callee: PyValue | undefined): Iterable<[PyValue, PyValue]> {
  if (value instanceof PyDict && !value.cls.isHeap) {
    spend(value.size);
    return value.entries();
  }
  const keys = isObject(value) ? findAttribute(value, "keys") : undefined;
  if (keys === undefined) {
    throw raise.TypeError(
      callee === undefined
        ? `'${typeOf(value).shown}' object is not a mapping`
        : `${shownCallee(callee)} argument after ** must be a mapping, not ${typeOf(value).shown}`,
    );
  }
  return toArray(call0(keys)).map((key) => [key, getItem(value, key)]);
}

/** `*iterable` in a display, or in a call of `callee`. */
export function spread(value: PyValue, callee?: PyValue): readonly PyValue[] {
  if (
    typeof value !== "string" &&
    (!isObject(value) ||
      (value.iterate === PyObject.prototype.iterate &&
        typeOf(value).proto["t$__iter__"] === undefined &&
        typeOf(value).proto["t$__getitem__"] === undefined))
  ) {
    throw raise.TypeError(
      callee === undefined
        ? `Value after * must be an iterable, not ${typeOf(value).shown}`
        : `${shownCallee(callee)} argument after * must be an iterable, not ${typeOf(value).shown}`,
    );
  }
  return toArray(value);
}

/** `f(a, b, x=1)` in generated code: `names` and `values` of what is given by name. */
export function callNamed(f: PyValue, args: PyValue[], names: readonly string[], values: readonly PyValue[]): PyValue {
  // Fast path: a Python function without `*` or `**`, 2x; anything wrong is found once more by the general way.
  const bound = f instanceof PyFunction ? bindNamed(f, args, names, values) : null;
  if (bound !== null) return (f as PyFunction).js(...bound);
  const keywords: Keywords = new Map();
  for (let index = 0; index < names.length; index++) keywords.set(names[index] as string, values[index] as PyValue);
  return call(f, args, keywords);
}

function bindNamed(
  f: PyFunction,
  args: readonly PyValue[],
  names: readonly string[],
  values: readonly PyValue[],
): PyValue[] | null {
  const { parameters, positionalOnlyCount, positionalCount, keywordOnlyCount, hasVarArgs, hasVarKeywords } =
    f.code.fields;
  if (hasVarArgs || hasVarKeywords || args.length > positionalCount) return null;
  const count = positionalCount + keywordOnlyCount;
  const bound = args.slice() as (PyValue | undefined)[];
  for (let index = args.length; index < count; index++) bound.push(undefined);
  for (let index = 0; index < names.length; index++) {
    const place = parameters.indexOf(names[index] as string, positionalOnlyCount);
    if (place < 0 || bound[place] !== undefined) return null;
    bound[place] = values[index];
  }
  const { defaults, keywordDefaults } = f,
    firstDefault = positionalCount - (defaults?.length ?? 0);
  for (let index = args.length; index < count; index++) {
    if (bound[index] !== undefined) continue;
    const value =
      index >= positionalCount
        ? keywordDefaults?.get(parameters[index] as string)
        : index >= firstDefault
          ? defaults?.[index - firstDefault]
          : undefined;
    if (value === undefined) return null;
    bound[index] = value;
  }
  return bound as PyValue[];
}
