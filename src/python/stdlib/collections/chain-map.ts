/** collections.ChainMap: several mappings read as one. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { contains } from "../../runtime/compare.ts";
import { attributes, classMethods, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { isInstance } from "../../runtime/instance.ts";
import { iterate, itemsOf } from "../../runtime/iterate.ts";
import { raise } from "../../runtime/raise.ts";
import { guardedRepr, repr } from "../../runtime/show.ts";
import { deleteItem, getItem, setItem } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import {
  type Keywords,
  NotImplemented,
  PyList,
  type PyObject,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { callMethod, orWhen } from "../method-call.ts";
import { makeAbstractClass } from "../abc.ts";
import { each } from "./abc-sets.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { paid } from "../../runtime/limits.ts";

const mapsOf = (self: PyValue): PyValue => getAttribute(self, "maps");
const listOf = (self: PyValue): readonly PyValue[] => itemsOf(mapsOf(self));
const first = (self: PyValue): PyValue => getItem(mapsOf(self), 0);
const remake = (self: PyValue, maps: PyValue[]): PyValue => call(typeOf(self), maps);

/** Every key once, in the order of a dict that the mappings update from the last to the first. */
function allKeys(self: PyValue): PyDict {
  const keys = new PyDict();
  for (const mapping of [...paid(listOf(self))].reverse()) for (const key of each(mapping)) keys.set(key, null);
  return keys;
}

function dictFrom(mapping: PyValue): PyDict {
  const dict = new PyDict();
  callMethod(dict, "update", mapping);
  return dict;
}

/** `body`, where a missing key is said to be missing in the first mapping. */
function inFirst(key: PyValue, body: () => PyValue): PyValue {
  return orWhen("KeyError", body, () => {
    throw raise.KeyError(`Key not found in the first mapping: ${repr(key)}`);
  });
}

export function makeChainMap(mutableMapping: PyType, mapping: PyType): PyType {
  return makeAbstractClass(
    { name: "ChainMap", module: "collections", bases: [mutableMapping], metaclass: mutableMapping.cls },
    (cls) => {
      classMethods(cls, {
        "fromkeys(cls, iterable, value=None, /)": (type: PyType, iterable: PyValue, value: PyValue) =>
          call(type, [callMethod(new PyDict(), "fromkeys", iterable, value)]),
      });
      attributes<PyValue>(cls, { parents: (self) => remake(self, [...listOf(self)].slice(1)) });
      const newChild = (self: PyValue, child: PyValue, keywords: Keywords): PyValue => {
        const own = child ?? new PyDict();
        if (child === null) for (const [key, value] of keywords) setItem(own, key, value);
        else if (keywords.size > 0) call(getAttribute(own, "update"), [], keywords);
        return remake(self, [own, ...listOf(self)]);
      };
      const copy = (self: PyValue): PyValue =>
        remake(self, [callMethod(first(self), "copy"), ...[...listOf(self)].slice(1)]);
      methods(cls, {
        "__init__(self, *maps)"(self: PyObject, maps: PyValue[]) {
          self.assignAttribute("maps", new PyList(maps.length > 0 ? maps : [new PyDict()]));
          return null;
        },
        "__missing__(self, key, /)"(_self: PyValue, key: PyValue) {
          throw raise.KeyError(key);
        },
        "__getitem__(self, key, /)"(self: PyValue, key: PyValue) {
          for (const one of listOf(self)) {
            const value = orWhen<PyValue | undefined>(
              "KeyError",
              () => getItem(one, key),
              () => undefined,
            );
            if (value !== undefined) return value;
          }
          return callMethod(self, "__missing__", key);
        },
        "get(self, key, default=None)": (self: PyValue, key: PyValue, fallback: PyValue) =>
          contains(self, key) ? getItem(self, key) : fallback,
        "__len__(self, /)": (self: PyValue) => allKeys(self).size,
        "__iter__(self, /)": (self: PyValue) => iterate(allKeys(self)) as unknown as PyValue,
        "__contains__(self, key, /)": (self: PyValue, key: PyValue) => listOf(self).some((one) => contains(one, key)),
        "__bool__(self, /)": (self: PyValue) => listOf(self).some(isTrue),
        "__repr__(self, /)": (self: PyObject) =>
          guardedRepr(self, "...", () => `${typeOf(self).name}(${listOf(self).map(repr).join(", ")})`),
        "copy(self)": copy,
        "__copy__(self)": copy,
        "new_child(self, m=None, **kwargs)": newChild,
        "__setitem__(self, key, value, /)"(self: PyValue, key: PyValue, value: PyValue) {
          setItem(first(self), key, value);
          return null;
        },
        "__delitem__(self, key, /)"(self: PyValue, key: PyValue) {
          return inFirst(key, () => (deleteItem(first(self), key), null));
        },
        "popitem(self)": (self: PyValue) =>
          orWhen(
            "KeyError",
            () => callMethod(first(self), "popitem"),
            () => {
              throw raise.KeyError("No keys found in the first mapping.");
            },
          ),
        "pop(self, key, *args)": (self: PyValue, key: PyValue, args: PyValue[]) =>
          inFirst(key, () => callMethod(first(self), "pop", key, ...args)),
        "clear(self)": (self: PyValue) => callMethod(first(self), "clear"),
        "__ior__(self, other, /)"(self: PyValue, other: PyValue) {
          callMethod(first(self), "update", other);
          return self;
        },
        "__or__(self, other, /)"(self: PyValue, other: PyValue) {
          if (!isInstance(other, mapping)) return NotImplemented;
          const joined = callMethod(self, "copy");
          callMethod(first(joined), "update", other);
          return joined;
        },
        "__ror__(self, other, /)"(self: PyValue, other: PyValue) {
          if (!isInstance(other, mapping)) return NotImplemented;
          const joined = dictFrom(other);
          for (const one of [...paid(listOf(self))].reverse()) callMethod(joined, "update", one);
          return remake(self, [joined]);
        },
      });
      makeGeneric(cls);
    },
  );
}
