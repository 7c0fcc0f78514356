/** collections.namedtuple: a class of tuples for each call, without any source in between. */
import { attributes, classMethods, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { PyGetSet } from "../../runtime/builtin.ts";
import { newType } from "../../runtime/classes.ts";
import { itemsOf, toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { isTrue } from "../../runtime/truth.ts";
import { tupleType, typeOf, typeType } from "../../runtime/type-table.ts";
import { defineType, finishType } from "../../runtime/types.ts";
import { type Keywords, PyStaticMethod, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { isKeyword } from "../keyword.ts";
import { instantiate, pythonFunction } from "../native-class.ts";
import { Parts } from "../../builtins/show-items.ts";

/** A field: the item at one place. */
export class PyTupleGetter extends PyGetSet {
  readonly index: number;
  doc: PyValue;
  constructor(index: number, doc: PyValue) {
    super("", tupleType, (self) => itemAt(self, index), null);
    this.index = index;
    this.doc = doc;
  }
}

function itemAt(self: PyValue, index: number): PyValue {
  if (!(self instanceof PyTuple))
    throw raise.TypeError(
      `descriptor for index '${index}' for tuple subclasses doesn't apply to '${typeOf(self).shown}' object`,
    );
  const item = self.items[index];
  if (item === undefined) throw raise.IndexError("tuple index out of range");
  return item;
}
PyTupleGetter.prototype.bind = function bind(this: PyTupleGetter, instance: PyValue | undefined): PyValue {
  return instance === undefined || instance === null ? this : itemAt(instance, this.index);
};
PyTupleGetter.prototype.read = function read(this: PyTupleGetter, instance: PyValue): PyValue {
  return itemAt(instance, this.index);
};
PyTupleGetter.prototype.write = function write(
  this: PyTupleGetter,
  _instance: PyValue,
  value: PyValue | undefined,
): void {
  throw raise.AttributeError(value === undefined ? "can't delete attribute" : "can't set attribute");
};

export const tupleGetterType: PyType = defineType("_tuplegetter", PyTupleGetter, { module: "collections" });
constructor(
  tupleGetterType,
  "(cls, index, doc, /)",
  (_cls: PyType, index: PyValue, doc: PyValue) => new PyTupleGetter(Number(index), doc),
);
methods(tupleGetterType, {
  "__repr__(self, /)": (self: PyTupleGetter) => `_tuplegetter(${self.index}, ${repr(self.doc)})`,
  "__get__(self, instance, owner=None, /)": (self: PyTupleGetter, instance: PyValue) =>
    instance === null ? self : itemAt(instance, self.index),
  "__set__(self, instance, value, /)"() {
    throw raise.AttributeError("can't set attribute");
  },
  "__delete__(self, instance, /)"() {
    throw raise.AttributeError("can't delete attribute");
  },
  "__reduce__(self, /)": (self: PyTupleGetter) => new PyTuple([tupleGetterType, new PyTuple([self.index, self.doc])]),
});
attributes<PyTupleGetter>(tupleGetterType, {
  __doc__: {
    get: (self) => self.doc,
    set: (self, value) => {
      self.doc = value ?? null;
    },
  },
});

const IDENTIFIER = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u;

function readNames(fields: PyValue): string[] {
  const text = asString(fields);
  if (text !== undefined)
    return text
      .replaceAll(",", " ")
      .split(/\s+/)
      .filter((name) => name !== "");
  return toArray(fields).map((field) => toStr(field));
}

/** Names that cannot be fields become `_0`, `_1`, ... by their place. */
function renamed(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name, index) => {
    const isBad = !IDENTIFIER.test(name) || isKeyword(name) || name.startsWith("_") || seen.has(name);
    seen.add(name);
    return isBad ? `_${index}` : name;
  });
}

function checkNames(typeName: string, names: readonly string[], isRenaming: boolean): void {
  for (const name of [typeName, ...names]) {
    if (!IDENTIFIER.test(name))
      throw raise.ValueError(`Type names and field names must be valid identifiers: ${repr(name)}`);
    if (isKeyword(name)) throw raise.ValueError(`Type names and field names cannot be a keyword: ${repr(name)}`);
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (name.startsWith("_") && !isRenaming)
      throw raise.ValueError(`Field names cannot start with an underscore: ${repr(name)}`);
    if (seen.has(name)) throw raise.ValueError(`Encountered duplicate field name: ${repr(name)}`);
    seen.add(name);
  }
}

export interface NamedTupleShape {
  typeName: string;
  fields: readonly string[];
  /** Of the last fields. */
  defaults: readonly PyValue[];
  module: PyValue;
}

/** `namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)`. */
export function namedTuple(
  typeName: PyValue,
  fields: PyValue,
  rename: PyValue,
  defaults: PyValue,
  module: PyValue,
): PyType {
  const isRenaming = isTrue(rename);
  const name = toStr(typeName);
  const given = readNames(fields);
  const names = isRenaming ? renamed(given) : given;
  spend(names.length * 4);
  checkNames(name, names, isRenaming);
  const values = defaults === null ? [] : toArray(defaults);
  if (values.length > names.length) throw raise.TypeError("Got more default values than field names");
  return makeNamedTuple({ typeName: name, fields: names, defaults: values, module });
}

export function makeNamedTuple({ typeName, fields, defaults, module }: NamedTupleShape): PyType {
  const namespace = new PyDict();
  const count = fields.length;
  const fieldDefaults = new PyDict();
  defaults.forEach((value, index) => fieldDefaults.setString(fields[count - defaults.length + index] as string, value));
  const names = new PyTuple([...fields]);
  const make = pythonFunction({
    name: "__new__",
    qualname: `${typeName}.__new__`,
    module: `namedtuple_${typeName}`,
    globals: new PyDict(),
    parameters: ["_cls", ...fields],
    defaults,
    js: (cls, ...items) => instantiate<PyTuple>(cls as PyType, items as PyValue[]),
  });
  make.doc = `Create new instance of ${typeName}(${fields.join(", ")})`;
  for (const [key, value] of [
    ["__doc__", `${typeName}(${fields.join(", ")})`],
    ["__slots__", new PyTuple()],
    ["_fields", names],
    ["_field_defaults", fieldDefaults],
    ["__match_args__", names],
    ["__module__", module],
    ["__new__", new PyStaticMethod(make)],
  ] as const)
    namespace.setString(key, value);
  fields.forEach((field, index) =>
    namespace.setString(field, new PyTupleGetter(index, `Alias for field number ${index}`)),
  );
  const cls = newType(typeType, typeName, [tupleType], namespace, null);
  fillMethods(cls, fields);
  finishType(cls);
  return cls;
}

function fillMethods(cls: PyType, fields: readonly string[]): void {
  classMethods(cls, {
    "_make(cls, iterable, /)"(type: PyType, iterable: PyValue) {
      const items = toArray(iterable);
      if (items.length !== fields.length)
        throw raise.TypeError(`Expected ${fields.length} arguments, got ${items.length}`);
      return instantiate<PyTuple>(type, items);
    },
  });
  methods(cls, {
    "_replace(self, /, **kwds)"(self: PyTuple, keywords: Keywords) {
      const items = fields.map((field, index) => {
        const value = keywords.get(field) ?? (keywords.has(field) ? null : (self.items[index] as PyValue));
        keywords.delete(field);
        return value;
      });
      if (keywords.size > 0)
        throw raise.ValueError(
          `Got unexpected field names: [${[...keywords.keys()].map((key) => repr(key)).join(", ")}]`,
        );
      return (getAttribute(self, "_make") as PyType).invoke([new PyTuple(items)], null);
    },
    "_asdict(self, /)"(self: PyTuple) {
      const dict = new PyDict();
      const items = itemsOf(self);
      itemsOf(getAttribute(self, "_fields")).forEach((field, index) => {
        if (index < items.length) dict.set(field, items[index] as PyValue);
      });
      return dict;
    },
    "__repr__(self, /)"(self: PyTuple) {
      const parts = new Parts();
      self.items.forEach((item, index) => parts.add(`${fields[index] ?? ""}=${repr(item)}`));
      return `${typeOf(self).name}(${parts.join()})`;
    },
    "__getnewargs__(self, /)": (self: PyTuple) => new PyTuple(self.items),
  });
}
