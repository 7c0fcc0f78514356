/** The module `collections`. What derives from the abstract classes is made when it is first asked for. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { importModule } from "../../runtime/modules.ts";
import { raise, withField } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { PyList, type PyType, type PyValue } from "../../runtime/values.ts";
import { callerModule } from "../../runtime/caller-module.ts";
import { makeChainMap } from "./chain-map.ts";
import { countElements, makeCounter } from "./counter.ts";
import { defaultdictType } from "./defaultdict.ts";
import { dequeType } from "./deque.ts";
import { namedTuple, tupleGetterType } from "./namedtuple.ts";
import { orderedDictType } from "./ordereddict.ts";
import { makeUserDict, makeUserList, makeUserString } from "./user-classes.ts";

export const requires: readonly string[] = ["collections.abc"];

const PUBLIC_NAMES = [
  "ChainMap",
  "Counter",
  "OrderedDict",
  "UserDict",
  "UserList",
  "UserString",
  "defaultdict",
  "deque",
  "namedtuple",
];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const abstract = (name: string): PyType =>
    importModule(interpreter, "collections.abc").globals.getString(name) as PyType;
  const lazy: Record<string, () => PyValue> = {
    ChainMap: () => makeChainMap(abstract("MutableMapping"), abstract("Mapping")),
    UserDict: () => makeUserDict(abstract("MutableMapping")),
    UserList: () => makeUserList(abstract("MutableSequence")),
    UserString: () => makeUserString(abstract("Sequence")),
    abc: () => importModule(interpreter, "collections.abc"),
    _collections_abc: () => importModule(interpreter, "collections.abc"),
  };
  names(globals, {
    __all__: new PyList([...PUBLIC_NAMES]),
    Counter: makeCounter(interpreter),
    OrderedDict: orderedDictType,
    _tuplegetter: tupleGetterType,
    defaultdict: defaultdictType,
    deque: dequeType,
  });
  functions(globals, "collections", {
    "namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)": (
      name: PyValue,
      fields: PyValue,
      rename: PyValue,
      defaults: PyValue,
      module: PyValue,
    ) => namedTuple(name, fields, rename, defaults, module ?? callerModule()),
    "_count_elements(mapping, iterable, /)"(mapping: PyValue, iterable: PyValue) {
      countElements(mapping, iterable);
      return null;
    },
    "__getattr__(name, /)"(name: PyValue) {
      const make = typeof name === "string" && Object.hasOwn(lazy, name) ? lazy[name] : undefined;
      if (make === undefined)
        throw withField(raise.AttributeError(`module 'collections' has no attribute ${repr(name)}`), "name", name);
      const value = make();
      globals.setString(name as string, value);
      return value;
    },
  });
}
