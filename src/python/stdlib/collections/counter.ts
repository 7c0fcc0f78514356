/** collections.Counter: a dict class of Python's kind, whose counting loops are native. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { compare } from "../../runtime/compare.ts";
import { classMethods, constants, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { equal } from "../../runtime/equal.ts";
import { isException } from "../../runtime/exceptions.ts";
import { isInstance } from "../../runtime/instance.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { defineIterator, iterate, PyNativeIterator, toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { add, subtract } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { getItem, setItem, toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { dictType } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { makeFunction } from "../../runtime/define.ts";
import { type Keywords, NotImplemented, PyList, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { sortItems } from "../../builtins/sort.ts";
import { callMethod } from "../method-call.ts";
import { makeClass } from "../native-class.ts";
import { dictMethod } from "./defaultdict.ts";

/** Each element as often as it was counted. */
class ElementIterator extends PyNativeIterator {
  readonly items: Iterator<[PyValue, PyValue]>;
  element: PyValue = null;
  left = 0;
  constructor(counter: PyDict) {
    super();
    this.items = counter.entries();
  }
  next(): PyValue | undefined {
    while (this.left <= 0) {
      spend(1);
      const step = this.items.next();
      if (step.done === true) return undefined;
      this.element = step.value[0];
      this.left = toSize(step.value[1]);
    }
    this.left--;
    return this.element;
  }
}
defineIterator("counter_elements", ElementIterator, "collections");

const KEY_OF_COUNT = makeFunction("count_of(item, /)", (item: PyTuple) => item.items[1] as PyValue, "collections");

function isMapping(interpreter: Interpreter, value: PyValue): boolean {
  if (value instanceof PyDict) return true;
  if (typeof value !== "object" || value === null) return false;
  return isInstance(value, importModule(interpreter, "collections.abc").globals.getString("Mapping") ?? null);
}

/** Whether a counter is read and written as dicts are: a subclass may have its own ways. */
function isPlain(counter: PyValue): counter is PyDict {
  return (
    counter instanceof PyDict &&
    counter.setItem === PyDict.prototype.setItem &&
    lookup(counter.cls, "get") === lookup(dictType, "get")
  );
}

/** Items are charged for in groups. */
const CHARGE = 32;

/** Counts the items of an iterable. */
export function countElements(counter: PyValue, iterable: PyValue): void {
  const iterator = iterate(iterable);
  if (isPlain(counter)) {
    let uncharged = 0;
    for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
      if (++uncharged === CHARGE) {
        spend(CHARGE);
        uncharged = 0;
      }
      const count = counter.get(item);
      counter.set(
        item,
        count === undefined ? 1 : typeof count === "number" && count < 2 ** 52 ? count + 1 : add(count, 1),
      );
    }
    return;
  }
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    setItem(counter, item, add(callMethod(counter, "get", item, 0), 1));
  }
}

function* entries(mapping: PyValue): Generator<readonly [PyValue, PyValue], void, undefined> {
  if (mapping instanceof PyDict && mapping.iterate === PyDict.prototype.iterate) {
    for (const entry of mapping.entries()) {
      spend(1);
      yield entry;
    }
    return;
  }
  const iterator = iterate(callMethod(mapping, "items"));
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    const [key, value, ...others] = toArray(item);
    if (key === undefined || value === undefined || others.length > 0)
      throw raise.ValueError("the items of a mapping are pairs");
    yield [key, value];
  }
}

/** `counter[element]`, 0 when it was never counted. */
function countOf(counter: PyValue, element: PyValue): PyValue {
  return getItem(counter, element);
}

const isPositive = (count: PyValue): boolean => isTrue(compare(count, 0, ">"));

function update(interpreter: Interpreter, self: PyDict, iterable: PyValue, keywords: Keywords): PyValue {
  if (iterable !== null) {
    if (!isMapping(interpreter, iterable)) countElements(self, iterable);
    else if (self.size === 0) dictMethod("update", self, [iterable]);
    else
      for (const [element, count] of entries(iterable))
        setItem(self, element, add(count, callMethod(self, "get", element, 0)));
  }
  if (keywords.size > 0) update(interpreter, self, keywordDict(keywords), new Map());
  return null;
}

function subtractCounts(interpreter: Interpreter, self: PyDict, iterable: PyValue, keywords: Keywords): PyValue {
  if (iterable !== null) {
    const before = (element: PyValue): PyValue => callMethod(self, "get", element, 0);
    if (isMapping(interpreter, iterable))
      for (const [element, count] of entries(iterable)) setItem(self, element, subtract(before(element), count));
    else {
      const iterator = iterate(iterable);
      for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
        spend(1);
        setItem(self, item, subtract(before(item), 1));
      }
    }
  }
  if (keywords.size > 0) subtractCounts(interpreter, self, keywordDict(keywords), new Map());
  return null;
}

function keywordDict(keywords: Keywords): PyDict {
  const dict = new PyDict();
  for (const [key, value] of keywords) dict.setString(key, value);
  return dict;
}

function mostCommon(self: PyDict, n: PyValue): PyValue[] {
  const items: PyValue[] = [];
  for (const [key, value] of entries(self)) items.push(new PyTuple([key, value]));
  sortItems(items, KEY_OF_COUNT, true);
  return n === null ? items : items.slice(0, Math.max(0, toSize(n)));
}

function show(self: PyDict): string {
  if (self.size === 0) return `${self.cls.name}()`;
  const pairs: [PyValue, PyValue][] = [];
  try {
    for (const item of mostCommon(self, null)) pairs.push((item as PyTuple).items as [PyValue, PyValue]);
  } catch (error) {
    // Counts that have no order are shown as they come.
    if (!isException(error, "TypeError")) throw error;
    pairs.length = 0;
    for (const [key, value] of entries(self)) pairs.push([key, value]);
  }
  const dict = new PyDict();
  for (const [key, value] of pairs) dict.set(key, value);
  return `${self.cls.name}(${repr(dict)})`;
}

/** Keeps what counts more than nothing. */
function keepPositive(self: PyDict): PyValue {
  const dropped: PyValue[] = [];
  for (const [element, count] of entries(self)) if (!isPositive(count)) dropped.push(element);
  for (const element of dropped) self.deleteItem(element);
  return self;
}

/** The class, made for each interpreter: programs derive from it together with other dict classes. */
export function makeCounter(interpreter: Interpreter): PyType {
  return makeClass({ name: "Counter", module: "collections", bases: [dictType] }, (cls) => {
    const isCounter = (value: PyValue): value is PyDict => value instanceof PyDict && isInstance(value, cls);
    const fresh = (): PyDict => cls.invoke([], null) as PyDict;
    /** The counts of both, joined by `pick`, as far as they are positive. */
    const combine =
      (pick: (own: PyValue, other: PyValue) => PyValue, missing: (other: PyValue) => PyValue | undefined) =>
      (self: PyDict, other: PyValue): PyValue => {
        if (!isCounter(other)) return NotImplemented;
        const result = fresh();
        for (const [element, count] of entries(self)) {
          const joined = pick(count, countOf(other, element));
          if (isPositive(joined)) result.set(element, joined);
        }
        for (const [element, count] of entries(other)) {
          const joined = self.has(element) ? undefined : missing(count);
          if (joined !== undefined && isPositive(joined)) result.set(element, joined);
        }
        return result;
      };
    const covers = (a: PyDict, b: PyDict, test: (x: PyValue, y: PyValue) => boolean): boolean => {
      for (const counter of [a, b])
        for (const [element] of entries(counter)) if (!test(countOf(a, element), countOf(b, element))) return false;
      return true;
    };
    const equals = (x: PyValue, y: PyValue): boolean => isTrue(equal(x, y));
    const atMost = (x: PyValue, y: PyValue): boolean => isTrue(compare(x, y, "<="));
    const signed =
      (sign: (count: PyValue) => PyValue) =>
      (self: PyDict): PyValue => {
        const result = fresh();
        for (const [element, count] of entries(self)) {
          const value = sign(count);
          if (isPositive(value)) result.set(element, value);
        }
        return result;
      };
    /** `self op= other`: counts of other elements are changed by `change`, then only positive ones are kept. */
    const inPlace =
      (change: (own: PyValue, other: PyValue) => PyValue, over: "own" | "other") =>
      (self: PyDict, other: PyValue): PyValue => {
        const walked =
          over === "own"
            ? [...entries(self)].map(([element, count]) => [element, count, getItem(other, element)] as const)
            : [...entries(other)].map(([element, count]) => [element, countOf(self, element), count] as const);
        for (const [element, own, given] of walked) setItem(self, element, change(own, given));
        return callMethod(self, "_keep_positive");
      };
    const larger = (x: PyValue, y: PyValue): PyValue => (isTrue(compare(x, y, "<")) ? y : x);
    const smaller = (x: PyValue, y: PyValue): PyValue => (isTrue(compare(x, y, "<")) ? x : y);

    classMethods(cls, {
      "fromkeys(cls, iterable, v=None)"() {
        throw raise.NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.");
      },
    });
    constants(cls, { __hash__: null });
    methods(cls, {
      "__init__(self, iterable=None, /, **kwds)"(self: PyDict, iterable: PyValue, keywords: Keywords) {
        call(getAttribute(self, "update"), [iterable], keywords);
        return null;
      },
      "__missing__(self, key, /)": () => 0,
      "total(self)"(self: PyDict) {
        let sum: PyValue = 0;
        for (const value of self.values()) {
          spend(1);
          sum = add(sum, value);
        }
        return sum;
      },
      "most_common(self, n=None)": (self: PyDict, n: PyValue) => new PyList(mostCommon(self, n)),
      "elements(self)": (self: PyDict) => new ElementIterator(self),
      "update(self, iterable=None, /, **kwds)": (self: PyDict, iterable: PyValue, keywords: Keywords) =>
        update(interpreter, self, iterable, keywords),
      "subtract(self, iterable=None, /, **kwds)": (self: PyDict, iterable: PyValue, keywords: Keywords) =>
        subtractCounts(interpreter, self, iterable, keywords),
      "copy(self)": (self: PyDict) => self.cls.invoke([self], null),
      "_keep_positive(self)": keepPositive,
      "__reduce__(self, /)": (self: PyDict) => new PyTuple([self.cls, new PyTuple([new PyDict(self.copyTable())])]),
      "__delitem__(self, elem, /)"(self: PyDict, element: PyValue) {
        if (self.has(element)) dictMethod("__delitem__", self, [element]);
        return null;
      },
      "__repr__(self, /)": show,
      "__eq__(self, other, /)": (self: PyDict, other: PyValue) =>
        isCounter(other) ? covers(self, other, equals) : NotImplemented,
      "__ne__(self, other, /)": (self: PyDict, other: PyValue) =>
        isCounter(other) ? !covers(self, other, equals) : NotImplemented,
      "__le__(self, other, /)": (self: PyDict, other: PyValue) =>
        isCounter(other) ? covers(self, other, atMost) : NotImplemented,
      "__lt__(self, other, /)": (self: PyDict, other: PyValue) =>
        isCounter(other) ? covers(self, other, atMost) && !covers(self, other, equals) : NotImplemented,
      "__ge__(self, other, /)": (self: PyDict, other: PyValue) =>
        isCounter(other) ? covers(other, self, atMost) : NotImplemented,
      "__gt__(self, other, /)": (self: PyDict, other: PyValue) =>
        isCounter(other) ? covers(other, self, atMost) && !covers(self, other, equals) : NotImplemented,
      "__add__(self, other, /)": combine(add, (count) => count),
      "__sub__(self, other, /)": combine(subtract, (count) => subtract(0, count)),
      "__or__(self, other, /)": combine(larger, (count) => count),
      "__and__(self, other, /)": combine(smaller, () => undefined),
      "__pos__(self, /)": signed((count) => count),
      "__neg__(self, /)": signed((count) => subtract(0, count)),
      "__iadd__(self, other, /)": inPlace(add, "other"),
      "__isub__(self, other, /)": inPlace(subtract, "other"),
      "__ior__(self, other, /)": inPlace(larger, "other"),
      "__iand__(self, other, /)": inPlace(smaller, "own"),
    });
  });
}
