/** The module `functools`. */
import { call, call2 } from "../../runtime/call.ts";
import { functions, makeFunction, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { isException } from "../../runtime/exceptions.ts";
import { iterate, toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { waitCall, type Waiting, waitingForms, waitNext } from "../../runtime/suspension.ts";
import { isCallable } from "../../runtime/slots.ts";
import { isTrue } from "../../runtime/truth.ts";
import { indexOrNot } from "../../runtime/subscript.ts";
import { type PyException, type PyIterator, PyList, PyType, type PyValue } from "../../runtime/values.ts";
import { makeNamedTuple } from "../collections/namedtuple.ts";
import { composeOrder, linearise } from "./dispatch-order.ts";
import { cachedPropertyType } from "./cached-property.ts";
import { lruCacheType, makeLruCache } from "./lru-cache.ts";
import { compareToKey, defineOrderings, totalOrdering } from "./ordering.ts";
import { partialmethodType, partialType, unwrapPartial } from "./partial.ts";
import { singleDispatch, singledispatchmethodType } from "./single-dispatch.ts";
import { ASSIGNMENTS, UPDATES, updateWrapper } from "./wrapper.ts";

const PUBLIC_NAMES = [
  "update_wrapper",
  "wraps",
  "WRAPPER_ASSIGNMENTS",
  "WRAPPER_UPDATES",
  "total_ordering",
  "cache",
  "cmp_to_key",
  "lru_cache",
  "reduce",
  "partial",
  "partialmethod",
  "singledispatch",
  "singledispatchmethod",
  "cached_property",
];

export function load(globals: NamespaceDict): void {
  const cacheInfo = makeNamedTuple({
    typeName: "CacheInfo",
    fields: ["hits", "misses", "maxsize", "currsize"],
    defaults: [],
    module: "functools",
  });
  const cached = (func: PyValue, maxsize: PyValue, isTyped: boolean): PyValue => {
    const cache = makeLruCache(func, maxsize, isTyped, cacheInfo);
    const parameters = (): PyValue => {
      const dict = new PyDict();
      dict.setString("maxsize", cache.maxsize);
      dict.setString("typed", isTyped);
      return dict;
    };
    cache.assignAttribute("cache_parameters", makeFunction("cache_parameters()", parameters, "functools"));
    return updateWrapper(cache, func);
  };
  names(globals, {
    __all__: new PyList([...PUBLIC_NAMES]),
    WRAPPER_ASSIGNMENTS: ASSIGNMENTS,
    WRAPPER_UPDATES: UPDATES,
    _CacheInfo: cacheInfo,
    _lru_cache_wrapper: lruCacheType,
    cached_property: cachedPropertyType,
    partial: partialType,
    partialmethod: partialmethodType,
    singledispatchmethod: singledispatchmethodType,
  });
  defineOrderings(globals);
  functions(globals, "functools", {
    "update_wrapper(wrapper, wrapped, assigned=..., updated=...)": (
      wrapper: PyValue,
      wrapped: PyValue,
      assigned: PyValue | undefined,
      updated: PyValue | undefined,
    ) => updateWrapper(wrapper, wrapped, assigned, updated),
    "wraps(wrapped, assigned=..., updated=...)"(
      wrapped: PyValue,
      assigned: PyValue | undefined,
      updated: PyValue | undefined,
    ) {
      const keywords = new Map<string, PyValue>([
        ["wrapped", wrapped],
        ["assigned", assigned ?? ASSIGNMENTS],
        ["updated", updated ?? UPDATES],
      ]);
      return call(partialType, [globals.getString("update_wrapper") ?? null], keywords);
    },
    "total_ordering(cls, /)": (cls: PyValue) => totalOrdering(cls, globals),
    "cmp_to_key(mycmp)": compareToKey,
    "reduce(function, iterable, initial=..., /)": reduce,
    "cache(user_function, /)": (func: PyValue) => cached(func, null, false),
    "lru_cache(maxsize=128, typed=False)"(maxsize: PyValue, typed: PyValue) {
      if (isCallable(maxsize) && typeof typed === "boolean" && indexOrNot(maxsize) === undefined)
        return cached(maxsize, 128, typed);
      if (maxsize !== null && (typeof maxsize === "string" || indexOrNot(maxsize) === undefined)) {
        throw raise.TypeError("Expected first argument to be an integer, a callable, or None");
      }
      return makeFunction(
        "decorating_function(user_function, /)",
        (func: PyValue) => cached(func, maxsize, isTrue(typed)),
        "functools",
      );
    },
    "singledispatch(func, /)": singleDispatch,
    "_unwrap_partial(func, /)": unwrapPartial,
    "_compose_mro(cls, types)": (cls: PyValue, types: PyValue) =>
      new PyList(
        composeOrder(
          cls as PyType,
          toArray(types).filter((type) => type instanceof PyType),
        ),
      ),
    "_c3_mro(cls, abcs=None)": (cls: PyValue, abstract: PyValue) =>
      new PyList(
        linearise(cls as PyType, abstract === null ? [] : toArray(abstract).filter((type) => type instanceof PyType)),
      ),
  });
}

function startReduce(iterable: PyValue): PyIterator {
  try {
    return iterate(iterable);
  } catch (error) {
    if (isException(error, "TypeError")) throw raise.TypeError("reduce() arg 2 must support iteration");
    throw error;
  }
}

function nothingToReduce(): PyException {
  return raise.TypeError("reduce() of empty iterable with no initial value");
}

function reduce(f: PyValue, iterable: PyValue, initial: PyValue | undefined): PyValue {
  const iterator = startReduce(iterable);
  let result = initial === undefined ? iterator.next() : initial;
  if (result === undefined) throw nothingToReduce();
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    result = call2(f, result, item);
  }
  return result;
}

/** reduce() where the function, or the iterable, may wait. */
waitingForms.set("reduce", function* waitingReduce(f, args, keywords): Waiting {
  const [step, iterable, initial] = args;
  if (step === undefined || iterable === undefined || args.length > 3 || (keywords !== null && keywords.size > 0)) {
    return call(f, args, keywords);
  }
  const iterator = startReduce(iterable);
  let result = initial === undefined ? yield* waitNext(iterator) : initial;
  if (result === undefined) throw nothingToReduce();
  for (let item = yield* waitNext(iterator); item !== undefined; item = yield* waitNext(iterator)) {
    spend(1);
    result = yield* waitCall(step, [result, item], null);
  }
  return result;
});
