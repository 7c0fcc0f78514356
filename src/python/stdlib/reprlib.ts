/** The module `reprlib`: reprs of limited size. */
import { attributeOr, getAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { constructor, functions, makeFunction, methods, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { identityOf } from "../runtime/hash.ts";
import { isException } from "../runtime/exceptions.ts";
import { iterate } from "../runtime/iterate.ts";
import { enterNative, leaveNative, spend } from "../runtime/limits.ts";
import { guardedRepr, repr, toStr } from "../runtime/show.ts";
import { getItem, length } from "../runtime/subscript.ts";
import { typeOf } from "../runtime/type-table.ts";
import { defineType } from "../runtime/types.ts";
import { type JsFunction, PyList, PyObject, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { updateWrapper } from "./functools/wrapper.ts";
import { callMethod } from "./method-call.ts";
import { instantiate, pythonFunction } from "./native-class.ts";
import { sortItems } from "../builtins/sort.ts";

export const requires: readonly string[] = ["functools"];

class PyRepr extends PyObject {}

const reprType: PyType = defineType("Repr", PyRepr, { isPython: true, module: "reprlib", instanceDict: true });

/** The limits and how long they are unless set. */
const LIMITS: Readonly<Record<string, PyValue>> = {
  maxlevel: 6,
  maxtuple: 6,
  maxlist: 6,
  maxarray: 5,
  maxdict: 4,
  maxset: 6,
  maxfrozenset: 6,
  maxdeque: 6,
  maxstring: 30,
  maxlong: 40,
  maxother: 30,
  fillvalue: "...",
  indent: null,
};
const limit = (self: PyValue, name: string): number => Number(getAttribute(self, name));
const filler = (self: PyValue): string => toStr(getAttribute(self, "fillvalue"));

/** How many characters of the beginning and of the end are kept. */
function ends(most: number): { head: number; tail: number } {
  const head = Math.max(0, Math.floor((most - 3) / 2));
  return { head, tail: Math.max(0, most - 3 - head) };
}

/** Keeps the beginning and the end of a text. */
function shorten(self: PyValue, text: string, most: number): string {
  const points = [...text];
  if (points.length <= most) return text;
  const { head, tail } = ends(most);
  return points.slice(0, head).join("") + filler(self) + points.slice(points.length - tail).join("");
}

function show(self: PyValue, value: PyValue, level: number): string {
  const name = typeOf(value).name.replaceAll(" ", "_");
  const method = attributeOr(self, `repr_${name}`, undefined);
  enterNative();
  try {
    spend(1);
    return toStr(method === undefined ? callMethod(self, "repr_instance", value, level) : call(method, [value, level]));
  } finally {
    leaveNative();
  }
}

/** Items up to a limit, each shown one level deeper. */
function showItems(
  self: PyValue,
  items: PyValue,
  level: number,
  left: string,
  right: string,
  most: number,
  trail = "",
): string {
  const size = length(items);
  let text: string;
  if (level <= 0 && size > 0) text = filler(self);
  else {
    const iterator = iterate(items);
    const parts: string[] = [];
    for (let item = iterator.next(); item !== undefined && parts.length < most; item = iterator.next())
      parts.push(toStr(callMethod(self, "repr1", item, level - 1)));
    if (size > most) parts.push(filler(self));
    text = parts.join(", ");
  }
  return `${left}${text}${size === 1 && trail !== "" && level > 0 ? trail : ""}${right}`;
}

function sorted(items: PyValue): PyList {
  const iterator = iterate(items);
  const found: PyValue[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    found.push(item);
  }
  const order = [...found];
  try {
    sortItems(order, null, false);
    return new PyList(order);
  } catch (error) {
    if (!isException(error, "Exception")) throw error;
    return new PyList(found);
  }
}

/** Containers by the name of their type: brackets, and the name of the limit. */
const CONTAINERS: Readonly<Record<string, readonly [left: string, right: string, limit: string, trail?: string]>> = {
  tuple: ["(", ")", "maxtuple", ","],
  list: ["[", "]", "maxlist"],
  deque: ["deque([", "])", "maxdeque"],
};
const SETS: Readonly<Record<string, readonly [left: string, right: string, limit: string]>> = {
  set: ["{", "}", "maxset"],
  frozenset: ["frozenset({", "})", "maxfrozenset"],
};

constructor(reprType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyRepr>(cls));
methods(reprType, {
  [`__init__(self, *, ${Object.entries(LIMITS)
    .map(([name, value]) => `${name}=${repr(value)}`)
    .join(", ")})`](self: PyRepr, ...values: PyValue[]) {
    Object.keys(LIMITS).forEach((name, index) => self.assignAttribute(name, values[index] as PyValue));
    return null;
  },
  "repr(self, x)": (self: PyRepr, value: PyValue) => callMethod(self, "repr1", value, getAttribute(self, "maxlevel")),
  "repr1(self, x, level)": (self: PyRepr, value: PyValue, level: PyValue) => show(self, value, Number(level)),
  "repr_array(self, x, level)"(self: PyRepr, value: PyValue, level: PyValue) {
    const code = toStr(getAttribute(value, "typecode"));
    return length(value) === 0
      ? `array('${code}')`
      : showItems(self, value, Number(level), `array('${code}', [`, "])", limit(self, "maxarray"));
  },
  "repr_dict(self, x, level)"(self: PyRepr, value: PyValue, level: PyValue) {
    const size = length(value);
    if (size === 0) return "{}";
    if (Number(level) <= 0) return `{${filler(self)}}`;
    const most = limit(self, "maxdict");
    const parts = sorted(value)
      .items.slice(0, most)
      .map(
        (key) =>
          `${toStr(callMethod(self, "repr1", key, Number(level) - 1))}: ${toStr(callMethod(self, "repr1", getItem(value, key), Number(level) - 1))}`,
      );
    if (size > most) parts.push(filler(self));
    return `{${parts.join(", ")}}`;
  },
  "repr_str(self, x, level)"(self: PyRepr, value: PyValue) {
    const most = limit(self, "maxstring");
    const points = [...toStr(value)];
    const whole = repr(points.slice(0, most).join(""));
    if ([...whole].length <= most) return whole;
    const { head, tail } = ends(most);
    const shown = [...repr(points.slice(0, head).join("") + points.slice(points.length - tail).join(""))];
    return shown.slice(0, head).join("") + filler(self) + shown.slice(shown.length - tail).join("");
  },
  "repr_int(self, x, level)": (self: PyRepr, value: PyValue) => shorten(self, repr(value), limit(self, "maxlong")),
  "repr_instance(self, x, level)"(self: PyRepr, value: PyValue) {
    let text: string;
    try {
      text = repr(value);
    } catch (error) {
      if (!isException(error, "Exception")) throw error;
      const id = value instanceof PyObject ? identityOf(value).toString(16) : "0";
      return `<${typeOf(value).name} instance at 0x${id}>`;
    }
    return shorten(self, text, limit(self, "maxother"));
  },
});
for (const [name, [left, right, most, trail = ""]] of Object.entries(CONTAINERS)) {
  methods(reprType, {
    [`repr_${name}(self, x, level)`]: (self: PyRepr, value: PyValue, level: PyValue) =>
      showItems(self, value, Number(level), left, right, limit(self, most), trail),
  });
}
for (const [name, [left, right, most]] of Object.entries(SETS)) {
  methods(reprType, {
    [`repr_${name}(self, x, level)`]: (self: PyRepr, value: PyValue, level: PyValue) =>
      length(value) === 0 ? `${name}()` : showItems(self, sorted(value), Number(level), left, right, limit(self, most)),
  });
}

/** `@recursive_repr()`: a repr that meets itself gives the filler. */
function recursiveRepr(globals: NamespaceDict, fill: PyValue): PyValue {
  return makeFunction(
    "decorating_function(user_function, /)",
    (f: PyValue) => {
      const js: JsFunction = (self) =>
        self instanceof PyObject
          ? guardedRepr(self, toStr(fill), () => toStr(call(f, [self])))
          : call(f, [self as PyValue]);
      const wrapper = pythonFunction({ name: "wrapper", module: "reprlib", globals, parameters: ["self"], js });
      updateWrapper(wrapper, f, undefined, new PyTuple());
      wrapper.removeAttribute("__wrapped__");
      return wrapper;
    },
    "reprlib",
  );
}

export function load(globals: NamespaceDict): void {
  const standard = call(reprType, []);
  names(globals, {
    __all__: new PyList(["Repr", "repr", "recursive_repr"]),
    Repr: reprType,
    aRepr: standard,
    repr: getAttribute(standard, "repr"),
  });
  functions(globals, "reprlib", { "recursive_repr(fillvalue='...')": (fill: PyValue) => recursiveRepr(globals, fill) });
}
