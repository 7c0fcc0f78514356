/** module, mappingproxy, frame: the plumbing that reflection shows. */
import { makeGeneric } from "./generic-alias.ts";
import { attributeOr, getAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { contains } from "../runtime/compare.ts";
import { attributes, constructor, methods } from "../runtime/define.ts";
import { NamespaceDict, PyDict } from "../runtime/dict.ts";
import { equal } from "../runtime/equal.ts";
import { isException } from "../runtime/exceptions.ts";
import { hash, identityOf } from "../runtime/hash.ts";
import { iterate } from "../runtime/iterate.ts";
import { asString, bitOr } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { repr, toStr } from "../runtime/show.ts";
import { getItem, length } from "../runtime/subscript.ts";
import { frameType, mappingproxyType, moduleType, shownArgument, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import {
  PyFrame,
  type PyInt,
  type PyIterator,
  PyList,
  PyMappingProxy,
  PyModule,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";

constructor(
  moduleType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as typeof PyModule)("", new NamespaceDict()),
);
methods(moduleType, {
  "__init__(self, name, doc=None)"(self: PyModule, name: PyValue, doc: PyValue) {
    const text = asString(name);
    if (text === undefined)
      throw raise.TypeError(`module.__init__() argument 1 must be str, not ${shownArgument(name)}`);
    for (const [key, value] of [
      ["__name__", text],
      ["__doc__", doc],
      ["__package__", null],
      ["__loader__", null],
      ["__spec__", null],
    ] as const)
      self.globals.setString(key, value);
    return null;
  },
  "__repr__(self, /)"(self: PyModule) {
    const name = attributeOr(self, "__name__", "?"),
      loader = attributeOr(self, "__loader__", null);
    const own = attributeOr(loader, "module_repr", undefined);
    if (own !== undefined) {
      try {
        return call(own, [self]);
      } catch (error) {
        if (!isException(error, "Exception")) throw error;
      }
    }
    const file = attributeOr(self, "__file__", undefined);
    if (file !== undefined) return `<module ${repr(name)} from ${repr(file)}>`;
    if (loader !== null) return `<module ${repr(name)} (${repr(loader)})>`;
    return `<module ${repr(name)}${name === "builtins" || name === "sys" ? " (built-in)" : ""}>`;
  },
  "__dir__(self, /)": (self: PyModule) => {
    const names = getAttribute(self, "__dict__");
    if (!(names instanceof PyDict)) throw raise.TypeError("<module>.__dict__ is not a dictionary");
    const custom = names.getString("__dir__");
    return custom === undefined ? new PyList([...names.keys()]) : call(custom, []);
  },
});
attributes<PyModule>(moduleType, {
  __dict__: (self) => self.globals,
  __annotations__: {
    get(self) {
      const known = self.globals.getString("__annotations__");
      if (known !== undefined) return known;
      const fresh = new PyDict();
      self.globals.setString("__annotations__", fresh);
      return fresh;
    },
    set(self, value) {
      if (value === undefined) self.globals.delete("__annotations__");
      else self.globals.setString("__annotations__", value);
    },
  },
});

// mappingproxy

makeGeneric(mappingproxyType);

constructor(mappingproxyType, "(cls, mapping)", (_cls: PyType, mapping: PyValue) => {
  if (
    mapping === null ||
    typeof mapping !== "object" ||
    lookup(mapping.cls, "__getitem__") === undefined ||
    mapping instanceof PyList ||
    mapping.cls.name === "tuple"
  ) {
    throw raise.TypeError(`mappingproxy() argument must be a mapping, not ${typeOf(mapping).shown}`);
  }
  return new PyMappingProxy(mapping);
});
PyMappingProxy.prototype.getItem = function getItemOf(this: PyMappingProxy, key: PyValue): PyValue {
  return getItem(this.mapping, key);
};
PyMappingProxy.prototype.length = function lengthOf(this: PyMappingProxy): number {
  return length(this.mapping);
};
PyMappingProxy.prototype.isTrue = function isTrue(this: PyMappingProxy): boolean {
  return length(this.mapping) > 0;
};
PyMappingProxy.prototype.contains = function containsKey(this: PyMappingProxy, key: PyValue): boolean {
  return contains(this.mapping, key);
};
PyMappingProxy.prototype.iterate = function iterateProxy(this: PyMappingProxy): PyIterator {
  return iterate(this.mapping);
};
PyMappingProxy.prototype.equals = function equals(this: PyMappingProxy, other: PyValue): PyValue {
  return equal(this.mapping, other instanceof PyMappingProxy ? other.mapping : other);
};
PyMappingProxy.prototype.hash = function hashProxy(this: PyMappingProxy): PyInt {
  return hash(this.mapping);
};
const forward =
  (name: string) =>
  (self: PyMappingProxy, args: PyValue[]): PyValue =>
    call(getAttribute(self.mapping, name), args);
methods(mappingproxyType, {
  "__repr__(self, /)": (self: PyMappingProxy) => `mappingproxy(${repr(self.mapping)})`,
  "__str__(self, /)": (self: PyMappingProxy) => toStr(self.mapping),
  "__getitem__(self, key, /)": (self: PyMappingProxy, key: PyValue) => getItem(self.mapping, key),
  "__contains__(self, key, /)": (self: PyMappingProxy, key: PyValue) => contains(self.mapping, key),
  "__len__(self, /)": (self: PyMappingProxy) => length(self.mapping),
  "__iter__(self, /)": (self: PyMappingProxy) => iterate(self.mapping) as unknown as PyValue,
  "__reversed__(self, /)": (self: PyMappingProxy) => call(getAttribute(self.mapping, "__reversed__"), []),
  "__eq__(self, value, /)": (self: PyMappingProxy, other: PyValue) => PyMappingProxy.prototype.equals.call(self, other),
  "__hash__(self, /)": (self: PyMappingProxy) => hash(self.mapping),
  "__or__(self, value, /)": (self: PyMappingProxy, other: PyValue) =>
    bitOr(self.mapping, other instanceof PyMappingProxy ? other.mapping : other),
  "__ror__(self, value, /)": (self: PyMappingProxy, other: PyValue) => bitOr(other, self.mapping),
  "__ior__(self, value, /)"(self: PyMappingProxy) {
    throw raise.TypeError(`'|=' is not supported by ${typeOf(self).shown}; use '|' instead`);
  },
  "get(self, *args)": forward("get"),
  "keys(self, *args)": forward("keys"),
  "values(self, *args)": forward("values"),
  "items(self, *args)": forward("items"),
  "copy(self, *args)": forward("copy"),
});

// frame

methods(frameType, {
  "__repr__(self, /)": (self: PyFrame) =>
    `<frame at 0x${identityOf(self).toString(16).padStart(12, "0")}, file '${self.code.fields.filename}', line ${self.lineno}, code ${self.code.fields.name}>`,
  "clear(self, /)": () => null,
});
attributes<PyFrame>(frameType, {
  f_code: (self) => self.code,
  f_globals: (self) => self.globals.shown,
  f_locals: (self) => (self.locals ??= self.code.fields.name === "<module>" ? self.globals : new PyDict()),
  f_lineno: (self) => self.lineno,
  f_back: (self) => self.back,
  f_builtins: (self) => (self.globals instanceof NamespaceDict ? (self.globals.builtins?.shown ?? null) : null),
  f_lasti: () => 0,
  f_trace: () => null,
});
