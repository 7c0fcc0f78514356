/** operator.itemgetter, attrgetter and methodcaller. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { constructor, methods } from "../../runtime/define.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { paid } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { guardedRepr, repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { getItem } from "../../runtime/subscript.ts";
import { defineType } from "../../runtime/types.ts";
import { type Keywords, PyList, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { instantiate } from "../native-class.ts";

/** One is called with one object, and by position. */
function onlyArgument(name: string, args: readonly PyValue[], keywords: Keywords | null): PyValue {
  if (keywords !== null && keywords.size > 0) throw raise.TypeError(`${name}() takes no keyword arguments`);
  const [object] = args;
  if (object === undefined || args.length !== 1)
    throw raise.TypeError(`${name} expected 1 argument, got ${args.length}`);
  return object;
}

export class PyItemGetter extends PyObject {
  items: readonly PyValue[] = [];
}

export const itemgetterType: PyType = defineType("itemgetter", PyItemGetter, { module: "operator" });

PyItemGetter.prototype.invoke1 = function invoke1(this: PyItemGetter, object: PyValue): PyValue {
  const { items } = this;
  if (items.length === 1) {
    const key = items[0] as PyValue;
    // Fast path: a place in a tuple or a list, the usual sort key.
    if (
      typeof key === "number" &&
      key >= 0 &&
      (object instanceof PyTuple || object instanceof PyList) &&
      !object.cls.isHeap
    ) {
      const item = object.items[key];
      if (item !== undefined) return item;
    }
    return getItem(object, key);
  }
  return new PyTuple(paid(items).map((key) => getItem(object, key)));
};
PyItemGetter.prototype.invoke = function invoke(
  this: PyItemGetter,
  args: PyValue[],
  keywords: Keywords | null,
): PyValue {
  return PyItemGetter.prototype.invoke1.call(this, onlyArgument("itemgetter", args, keywords));
};
constructor(itemgetterType, "(cls, /, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  if (keywords.size > 0) throw raise.TypeError("itemgetter() takes no keyword arguments");
  if (args.length === 0) throw raise.TypeError("itemgetter expected 1 argument, got 0");
  const made = instantiate<PyItemGetter>(cls);
  made.items = args;
  return made;
});
methods(itemgetterType, {
  "__call__(self, /, *args, **kwargs)": (self: PyItemGetter, args: PyValue[], keywords: Keywords) =>
    PyItemGetter.prototype.invoke.call(self, args, keywords),
  "__repr__(self, /)": (self: PyItemGetter) =>
    guardedRepr(
      self,
      `${shownName(self, "itemgetter")}(...)`,
      () => `${shownName(self, "itemgetter")}(${paid(self.items).map(repr).join(", ")})`,
    ),
  "__reduce__(self, /)": (self: PyItemGetter) => new PyTuple([self.cls, new PyTuple(self.items)]),
});

function shownName(self: PyObject, name: string): string {
  return self.cls.isHeap ? self.cls.name : `operator.${name}`;
}

export class PyAttributeGetter extends PyObject {
  names: readonly string[] = [];
  /** The names split at their dots. */
  paths: readonly (readonly string[])[] = [];
}

export const attrgetterType: PyType = defineType("attrgetter", PyAttributeGetter, { module: "operator" });

function follow(object: PyValue, path: readonly string[]): PyValue {
  let value = object;
  for (const name of paid(path)) value = getAttribute(value, name);
  return value;
}

PyAttributeGetter.prototype.invoke1 = function invoke1(this: PyAttributeGetter, object: PyValue): PyValue {
  const { paths } = this;
  return paths.length === 1
    ? follow(object, paths[0] as readonly string[])
    : new PyTuple(paid(paths).map((path) => follow(object, path)));
};
PyAttributeGetter.prototype.invoke = function invoke(
  this: PyAttributeGetter,
  args: PyValue[],
  keywords: Keywords | null,
): PyValue {
  return PyAttributeGetter.prototype.invoke1.call(this, onlyArgument("attrgetter", args, keywords));
};
constructor(attrgetterType, "(cls, /, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  if (keywords.size > 0) throw raise.TypeError("attrgetter() takes no keyword arguments");
  if (args.length === 0) throw raise.TypeError("attrgetter expected 1 argument, got 0");
  const made = instantiate<PyAttributeGetter>(cls);
  made.names = args.map((arg) => {
    const name = asString(arg);
    if (name === undefined) throw raise.TypeError("attribute name must be a string");
    return name;
  });
  made.paths = made.names.map((name) => paid(name).split("."));
  return made;
});
methods(attrgetterType, {
  "__call__(self, /, *args, **kwargs)": (self: PyAttributeGetter, args: PyValue[], keywords: Keywords) =>
    PyAttributeGetter.prototype.invoke.call(self, args, keywords),
  "__repr__(self, /)": (self: PyAttributeGetter) =>
    `${shownName(self, "attrgetter")}(${self.names.map(repr).join(", ")})`,
  "__reduce__(self, /)": (self: PyAttributeGetter) => new PyTuple([self.cls, new PyTuple(self.names)]),
});

export class PyMethodCaller extends PyObject {
  name = "";
  args: readonly PyValue[] = [];
  keywords: Keywords = new Map();
}

export const methodcallerType: PyType = defineType("methodcaller", PyMethodCaller, { module: "operator" });

PyMethodCaller.prototype.invoke = function invoke(
  this: PyMethodCaller,
  args: PyValue[],
  keywords: Keywords | null,
): PyValue {
  const object = onlyArgument("methodcaller", args, keywords);
  return call(getAttribute(object, this.name), [...this.args], this.keywords.size > 0 ? new Map(this.keywords) : null);
};
constructor(methodcallerType, "(cls, /, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  const [first, ...rest] = args;
  if (first === undefined) throw raise.TypeError("methodcaller needs at least one argument, the method name");
  const name = asString(first);
  if (name === undefined) throw raise.TypeError("method name must be a string");
  const made = instantiate<PyMethodCaller>(cls);
  made.name = name;
  made.args = rest;
  made.keywords = keywords;
  return made;
});
methods(methodcallerType, {
  "__call__(self, /, *args, **kwargs)": (self: PyMethodCaller, args: PyValue[], keywords: Keywords) =>
    PyMethodCaller.prototype.invoke.call(self, args, keywords),
  "__repr__(self, /)"(self: PyMethodCaller) {
    const parts = [repr(self.name), ...self.args.map(repr)];
    for (const [name, value] of self.keywords) parts.push(`${name}=${repr(value)}`);
    return guardedRepr(
      self,
      `${shownName(self, "methodcaller")}(...)`,
      () => `${shownName(self, "methodcaller")}(${parts.join(", ")})`,
    );
  },
  "__reduce__(self, /)"(self: PyMethodCaller) {
    if (self.keywords.size === 0) return new PyTuple([self.cls, new PyTuple([self.name, ...self.args])]);
    return new PyTuple([
      call(partial(current.interpreter), [self.cls, self.name], new Map(self.keywords)),
      new PyTuple(self.args),
    ]);
  },
});

function partial(interpreter: Interpreter): PyValue {
  return importModule(interpreter, "functools").globals.getString("partial") ?? null;
}
