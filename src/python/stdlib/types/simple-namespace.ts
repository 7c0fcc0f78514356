/** types.SimpleNamespace. */
import { instanceDict, setInstanceDict } from "../../runtime/attributes.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { equal } from "../../runtime/equal.ts";
import { unhashable } from "../../runtime/hash.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { guardedRepr, repr } from "../../runtime/show.ts";
import { defineType } from "../../runtime/types.ts";
import { type Keywords, NotImplemented, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { Parts } from "../../builtins/show-items.ts";
import { instantiate } from "../native-class.ts";

export class PyNamespace extends PyObject {}

export const namespaceType: PyType = defineType("SimpleNamespace", PyNamespace, {
  module: "types",
  instanceDict: true,
});

PyNamespace.prototype.equals = function equals(this: PyNamespace, other: PyValue): PyValue {
  return other instanceof PyNamespace ? equal(instanceDict(this), instanceDict(other)) : NotImplemented;
};
PyNamespace.prototype.hash = function hash(this: PyNamespace): never {
  return unhashable(this);
};

constructor(namespaceType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyNamespace>(cls));
methods(namespaceType, {
  "__init__(self, /, *args, **kwargs)"(self: PyNamespace, args: PyValue[], keywords: Keywords) {
    if (args.length > 0) throw raise.TypeError(`no positional arguments expected`);
    for (const [name, value] of keywords) PyObject.prototype.assignAttribute.call(self, name, value);
    return null;
  },
  "__repr__(self, /)"(self: PyNamespace) {
    const name = self.cls === namespaceType ? "namespace" : self.cls.name;
    return guardedRepr(self, `${name}(...)`, () => {
      const parts = new Parts();
      for (const [key, value] of instanceDict(self).entries()) {
        const text = asString(key);
        if (text !== undefined && text !== "") parts.add(`${text}=${repr(value)}`);
      }
      return `${name}(${parts.join()})`;
    });
  },
  "__eq__(self, value, /)": (self: PyNamespace, other: PyValue) => PyNamespace.prototype.equals.call(self, other),
  "__reduce__(self, /)": (self: PyNamespace) => new PyTuple([self.cls, new PyTuple(), instanceDict(self)]),
});
constants(namespaceType, { __hash__: null });
attributes<PyNamespace>(namespaceType, {
  __dict__: {
    get: (self) => instanceDict(self),
    set(self, value) {
      if (!(value instanceof PyDict)) throw raise.AttributeError("readonly attribute");
      setInstanceDict(self, value);
    },
  },
});
