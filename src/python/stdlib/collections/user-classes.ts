/** collections.UserDict, UserList and UserString: containers over an attribute `data`, to derive from. */
import { findAttribute, getAttribute, instanceDict } from "../../runtime/attributes.ts";
import { call, callSpecial1 } from "../../runtime/call.ts";
import { compare, contains, type Ordering } from "../../runtime/compare.ts";
import { classMethods, constants, methods, staticMethods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { equal } from "../../runtime/equal.ts";
import { hash } from "../../runtime/hash.ts";
import { isInstance } from "../../runtime/instance.ts";
import { iterate, toArray } from "../../runtime/iterate.ts";
import {
  add,
  addInPlace,
  asString,
  bitOr,
  bitOrInPlace,
  modulo,
  multiply,
  multiplyInPlace,
} from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { deleteItem, getItem, length, setItem } from "../../runtime/subscript.ts";
import { complexType, floatType, intType, strType, typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  PyList,
  PyObject,
  PySlice,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import type { Native } from "../../runtime/builtin.ts";
import { spend } from "../../runtime/limits.ts";
import { callMethod } from "../method-call.ts";
import { makeAbstractClass } from "../abc.ts";
import { each } from "./abc-sets.ts";

const dataOf = (self: PyValue): PyValue => getAttribute(self, "data");
const remake = (self: PyValue, value: PyValue): PyValue => call(typeOf(self), [value]);

/** What all three do alike. */
function fillCommon(cls: PyType, cast: (value: PyValue) => PyValue): void {
  const ordered =
    (op: Ordering): Native =>
    (self: PyValue, other: PyValue) =>
      compare(dataOf(self), cast(other), op);
  methods(cls, {
    "__len__(self, /)": (self: PyValue) => length(dataOf(self)),
    "__contains__(self, item, /)": (self: PyValue, item: PyValue) => contains(dataOf(self), cast(item)),
    "__repr__(self, /)": (self: PyValue) => repr(dataOf(self)),
    "__eq__(self, other, /)": (self: PyValue, other: PyValue) => equal(dataOf(self), cast(other)),
    "__lt__(self, other, /)": ordered("<"),
    "__le__(self, other, /)": ordered("<="),
    "__gt__(self, other, /)": ordered(">"),
    "__ge__(self, other, /)": ordered(">="),
  });
}

/** A copy of the object with `data` copied too, and whatever else it holds. */
function copyWithData(self: PyObject): PyValue {
  const copy = new (self.cls.jsClass as unknown as new () => PyObject)();
  const dict = instanceDict(copy);
  spend(instanceDict(self).size);
  for (const [key, value] of instanceDict(self).entries()) dict.set(key, value);
  dict.setString("data", callMethod(dataOf(self), "copy"));
  return copy;
}

export function makeUserDict(mutableMapping: PyType): PyType {
  return makeAbstractClass(
    { name: "UserDict", module: "collections", bases: [mutableMapping], metaclass: mutableMapping.cls },
    (cls) => {
      const dictOf = (value: PyValue): PyValue | undefined =>
        isInstance(value, cls) ? dataOf(value) : value instanceof PyDict ? value : undefined;
      classMethods(cls, {
        "fromkeys(cls, iterable, value=None)"(type: PyType, iterable: PyValue, value: PyValue) {
          const made = call(type, []);
          for (const key of each(iterable)) setItem(made, key, value);
          return made;
        },
      });
      methods(cls, {
        "__init__(self, dict=None, /, **kwargs)"(self: PyObject, source: PyValue, keywords: Keywords) {
          self.assignAttribute("data", new PyDict());
          if (source !== null) callMethod(self, "update", source);
          if (keywords.size > 0) call(getAttribute(self, "update"), [], keywords);
          return null;
        },
        "__len__(self, /)": (self: PyValue) => length(dataOf(self)),
        "__getitem__(self, key, /)"(self: PyValue, key: PyValue) {
          const data = dataOf(self);
          if (contains(data, key)) return getItem(data, key);
          const missing = lookup(typeOf(self), "__missing__");
          if (missing !== undefined) return callSpecial1(missing, self, key);
          throw raise.KeyError(key);
        },
        "__setitem__(self, key, item, /)"(self: PyValue, key: PyValue, item: PyValue) {
          setItem(dataOf(self), key, item);
          return null;
        },
        "__delitem__(self, key, /)"(self: PyValue, key: PyValue) {
          deleteItem(dataOf(self), key);
          return null;
        },
        "__iter__(self, /)": (self: PyValue) => iterate(dataOf(self)) as unknown as PyValue,
        "__contains__(self, key, /)": (self: PyValue, key: PyValue) => contains(dataOf(self), key),
        "__repr__(self, /)": (self: PyValue) => repr(dataOf(self)),
        "__or__(self, other, /)"(self: PyValue, other: PyValue) {
          const dict = dictOf(other);
          return dict === undefined ? NotImplemented : remake(self, bitOr(dataOf(self), dict));
        },
        "__ror__(self, other, /)"(self: PyValue, other: PyValue) {
          const dict = dictOf(other);
          return dict === undefined ? NotImplemented : remake(self, bitOr(dict, dataOf(self)));
        },
        "__ior__(self, other, /)"(self: PyObject, other: PyValue) {
          self.assignAttribute("data", bitOrInPlace(dataOf(self), dictOf(other) ?? other));
          return self;
        },
        "__copy__(self)": copyWithData,
        "copy(self)"(self: PyObject) {
          if (self.cls === cls) return remake(self, callMethod(dataOf(self), "copy"));
          const copy = copyWithData(self) as PyObject;
          copy.assignAttribute("data", new PyDict());
          callMethod(copy, "update", self);
          return copy;
        },
      });
    },
  );
}

const LIST_METHODS = ["append", "insert", "pop", "remove", "clear", "count", "index", "reverse", "sort"];

export function makeUserList(mutableSequence: PyType): PyType {
  return makeAbstractClass(
    { name: "UserList", module: "collections", bases: [mutableSequence], metaclass: mutableSequence.cls },
    (cls) => {
      const cast = (value: PyValue): PyValue => (isInstance(value, cls) ? dataOf(value) : value);
      const toList = (value: PyValue): PyValue => {
        const plain = cast(value);
        return plain instanceof PyList ? plain : new PyList(toArray(plain));
      };
      const repeat = (self: PyValue, count: PyValue): PyValue => remake(self, multiply(dataOf(self), count));
      fillCommon(cls, cast);
      constants(cls, { __hash__: null });
      methods(cls, {
        "__init__(self, initlist=None)"(self: PyObject, source: PyValue) {
          self.assignAttribute("data", source === null ? new PyList() : new PyList(toArray(cast(source))));
          return null;
        },
        "__contains__(self, item, /)": (self: PyValue, item: PyValue) => contains(dataOf(self), item),
        "__getitem__(self, i, /)": (self: PyValue, key: PyValue) =>
          key instanceof PySlice ? remake(self, getItem(dataOf(self), key)) : getItem(dataOf(self), key),
        "__setitem__(self, i, item, /)"(self: PyValue, key: PyValue, item: PyValue) {
          setItem(dataOf(self), key, item);
          return null;
        },
        "__delitem__(self, i, /)"(self: PyValue, key: PyValue) {
          deleteItem(dataOf(self), key);
          return null;
        },
        "__add__(self, other, /)": (self: PyValue, other: PyValue) => remake(self, add(dataOf(self), toList(other))),
        "__radd__(self, other, /)": (self: PyValue, other: PyValue) => remake(self, add(toList(other), dataOf(self))),
        "__iadd__(self, other, /)"(self: PyObject, other: PyValue) {
          self.assignAttribute("data", addInPlace(dataOf(self), toList(other)));
          return self;
        },
        "__mul__(self, n, /)": repeat,
        "__rmul__(self, n, /)": repeat,
        "__imul__(self, n, /)"(self: PyObject, count: PyValue) {
          self.assignAttribute("data", multiplyInPlace(dataOf(self), count));
          return self;
        },
        "__copy__(self)": copyWithData,
        "copy(self)": (self: PyValue) => remake(self, self),
        "extend(self, other, /)": (self: PyValue, other: PyValue) => callMethod(dataOf(self), "extend", cast(other)),
      });
      methods(
        cls,
        Object.fromEntries(
          LIST_METHODS.map((name) => [
            `${name}(self, /, *args, **kwds)`,
            (self: PyValue, args: PyValue[], keywords: Keywords) =>
              call(getAttribute(dataOf(self), name), args, keywords),
          ]),
        ),
      );
    },
  );
}

/** Methods of str whose result becomes a UserString again, and those whose result stays what it is. */
const WRAPPED_METHODS = [
  "capitalize",
  "casefold",
  "center",
  "expandtabs",
  "ljust",
  "lower",
  "lstrip",
  "removeprefix",
  "removesuffix",
  "replace",
  "rjust",
  "rstrip",
  "strip",
  "swapcase",
  "title",
  "translate",
  "upper",
  "zfill",
];
const PLAIN_METHODS = [
  "count",
  "endswith",
  "find",
  "format",
  "format_map",
  "index",
  "isalpha",
  "isalnum",
  "isascii",
  "isdecimal",
  "isdigit",
  "isidentifier",
  "islower",
  "isnumeric",
  "isprintable",
  "isspace",
  "istitle",
  "isupper",
  "join",
  "partition",
  "rfind",
  "rindex",
  "rpartition",
  "rsplit",
  "split",
  "splitlines",
  "startswith",
];

export function makeUserString(sequence: PyType): PyType {
  return makeAbstractClass(
    { name: "UserString", module: "collections", bases: [sequence], metaclass: sequence.cls },
    (cls) => {
      const cast = (value: PyValue): PyValue => (isInstance(value, cls) ? dataOf(value) : value);
      const forward = (name: string, isWrapped: boolean): [string, Native] => [
        `${name}(self, /, *args, **kwds)`,
        (self: PyValue, args: PyValue[], keywords: Keywords) => {
          const result = call(getAttribute(dataOf(self), name), args.map(cast), keywords);
          return isWrapped ? remake(self, result) : result;
        },
      ];
      const repeat = (self: PyValue, count: PyValue): PyValue => remake(self, multiply(dataOf(self), count));
      fillCommon(cls, cast);
      staticMethods(cls, {
        "maketrans(*args)": (args: PyValue[]) => call(findAttribute(strType, "maketrans") as PyValue, args),
      });
      methods(
        cls,
        Object.fromEntries([
          ...WRAPPED_METHODS.map((name) => forward(name, true)),
          ...PLAIN_METHODS.map((name) => forward(name, false)),
        ]),
      );
      methods(cls, {
        "__init__(self, seq)"(self: PyObject, source: PyValue) {
          self.assignAttribute(
            "data",
            asString(source) !== undefined ? source : isInstance(source, cls) ? dataOf(source) : toStr(source),
          );
          return null;
        },
        "encode(self, encoding='utf-8', errors='strict')": (self: PyValue, encoding: PyValue, errors: PyValue) =>
          call(getAttribute(dataOf(self), "encode"), [encoding ?? "utf-8", errors ?? "strict"]),
        "__str__(self, /)": (self: PyValue) => toStr(dataOf(self)),
        "__int__(self, /)": (self: PyValue) => call(intType, [dataOf(self)]),
        "__float__(self, /)": (self: PyValue) => call(floatType, [dataOf(self)]),
        "__complex__(self, /)": (self: PyValue) => call(complexType, [dataOf(self)]),
        "__hash__(self, /)": (self: PyValue) => hash(dataOf(self)),
        "__getnewargs__(self, /)": (self: PyValue) => new PyTuple([dataOf(self)]),
        "__getitem__(self, index, /)": (self: PyValue, key: PyValue) => remake(self, getItem(dataOf(self), key)),
        "__add__(self, other, /)": (self: PyValue, other: PyValue) => remake(self, add(dataOf(self), toStr(other))),
        "__radd__(self, other, /)": (self: PyValue, other: PyValue) => remake(self, add(toStr(other), dataOf(self))),
        "__mul__(self, n, /)": repeat,
        "__rmul__(self, n, /)": repeat,
        "__mod__(self, args, /)": (self: PyValue, args: PyValue) => remake(self, modulo(dataOf(self), args)),
        "__rmod__(self, template, /)": (self: PyValue, template: PyValue) =>
          remake(self, modulo(toStr(template), self)),
      });
    },
  );
}
