/** The module `typing`. */
import { classMethods, constructor, functions, methods, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { importModule } from "../../runtime/modules.ts";
import { raise, withField } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import {
  bytesType,
  dictType,
  frozensetType,
  listType,
  setType,
  strType,
  tupleType,
  typeType,
} from "../../runtime/type-table.ts";
import { PyList, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { genericAliasType } from "../../builtins/generic-alias.ts";
import { newInstance } from "../../builtins/object.ts";
import { abcMeta } from "../abc.ts";
import { defaultdictType } from "../collections/defaultdict.ts";
import { dequeType } from "../collections/deque.ts";
import { orderedDictType } from "../collections/ordereddict.ts";
import { namedTuple } from "../collections/namedtuple.ts";
import { setOf } from "./set-of.ts";
import { makeClass } from "../native-class.ts";
import {
  aliasType,
  PyAnnotated,
  PyCallableAliasType,
  PySpecialAlias,
  PyTupleAliasType,
  specialFormType,
} from "./alias.ts";
import "./alias-methods.ts";
import { forget, remember } from "./cache.ts";
import { isUnpackedTypeVarTuple, typeCheck } from "./checks.ts";
import { defineDecorators } from "./decorators.ts";
import { defineForms } from "./forms.ts";
import { forwardRefType } from "./forward-ref.ts";
import { makeGenericClass } from "./generic.ts";
import { lazyNames } from "./lazy-names.ts";
import { makeNamedTupleForm, makeTypedDictForm } from "./named-types.ts";
import { makeProtocol, memberNames, runtimeCheckable } from "./protocol.ts";
import {
  newTypeType,
  paramSpecArgsType,
  paramSpecKwargsType,
  paramSpecType,
  PyTypeVar,
  typeAliasType,
  typeVarTupleType,
  typeVarType,
} from "./variables.ts";
import type { TypingWorld } from "./world.ts";

export const requires: readonly string[] = ["abc", "collections", "collections.abc"];
export const requiresWhenNamed: Readonly<Record<string, readonly string[]>> = {
  ContextManager: ["contextlib"],
  Match: ["re"],
  Pattern: ["re"],
  __reduce__: ["operator"],
};

const PUBLIC_NAMES = [
  "Annotated",
  "Any",
  "Callable",
  "ClassVar",
  "Concatenate",
  "Final",
  "ForwardRef",
  "Generic",
  "Literal",
  "Optional",
  "ParamSpec",
  "Protocol",
  "Tuple",
  "Type",
  "TypeVar",
  "TypeVarTuple",
  "Union",
  "AbstractSet",
  "ByteString",
  "Container",
  "ContextManager",
  "Hashable",
  "ItemsView",
  "Iterable",
  "Iterator",
  "KeysView",
  "Mapping",
  "MappingView",
  "MutableMapping",
  "MutableSequence",
  "MutableSet",
  "Sequence",
  "Sized",
  "ValuesView",
  "Awaitable",
  "AsyncIterator",
  "AsyncIterable",
  "Coroutine",
  "Collection",
  "AsyncGenerator",
  "AsyncContextManager",
  "Reversible",
  "SupportsAbs",
  "SupportsBytes",
  "SupportsComplex",
  "SupportsFloat",
  "SupportsIndex",
  "SupportsInt",
  "SupportsRound",
  "ChainMap",
  "Counter",
  "Deque",
  "Dict",
  "DefaultDict",
  "List",
  "OrderedDict",
  "Set",
  "FrozenSet",
  "NamedTuple",
  "TypedDict",
  "Generator",
  "BinaryIO",
  "IO",
  "Match",
  "Pattern",
  "TextIO",
  "AnyStr",
  "assert_type",
  "assert_never",
  "cast",
  "clear_overloads",
  "dataclass_transform",
  "final",
  "get_args",
  "get_origin",
  "get_overloads",
  "get_type_hints",
  "is_typeddict",
  "LiteralString",
  "Never",
  "NewType",
  "no_type_check",
  "no_type_check_decorator",
  "NoReturn",
  "NotRequired",
  "overload",
  "override",
  "ParamSpecArgs",
  "ParamSpecKwargs",
  "Required",
  "reveal_type",
  "runtime_checkable",
  "Self",
  "Text",
  "TYPE_CHECKING",
  "TypeAlias",
  "TypeAliasType",
  "TypeGuard",
  "Unpack",
];

/** Aliases of `collections.abc` by their number of arguments; those under another name there are pairs. */
const ABSTRACT_ALIASES: Readonly<Record<string, readonly [count: number, name?: string]>> = {
  AbstractSet: [1, "Set"],
  AsyncGenerator: [2],
  AsyncIterable: [1],
  AsyncIterator: [1],
  Awaitable: [1],
  ByteString: [0],
  Collection: [1],
  Container: [1],
  Coroutine: [3],
  Generator: [3],
  Hashable: [0],
  ItemsView: [2],
  Iterable: [1],
  Iterator: [1],
  KeysView: [1],
  Mapping: [2],
  MappingView: [1],
  MutableMapping: [2],
  MutableSequence: [1],
  MutableSet: [1],
  Reversible: [1],
  Sequence: [1],
  Sized: [0],
  ValuesView: [1],
};

function makeAny(): PyType {
  const meta = makeClass({ name: "_AnyMeta", module: "typing", bases: [typeType] }, (cls) => {
    methods(cls, {
      "__instancecheck__(self, obj, /)"(self: PyType, object: PyValue) {
        if (self === any) throw raise.TypeError("typing.Any cannot be used with isinstance()");
        return (typeType.namespace.get("__instancecheck__") as PyType).invoke([self, object], null);
      },
      "__repr__(self, /)": (self: PyType) =>
        self === any ? "typing.Any" : (typeType.namespace.get("__repr__") as PyType).invoke([self], null),
    });
  });
  const any: PyType = makeClass({ name: "Any", module: "typing", metaclass: meta }, (cls) => {
    constructor(cls, "(cls, /, *args, **kwargs)", (type: PyType) => {
      if (type === cls) throw raise.TypeError("Any cannot be instantiated");
      return newInstance(type);
    });
  });
  return any;
}

function makeAnnotated(): PyType {
  return makeClass({ name: "Annotated", module: "typing", slots: [] }, (cls) => {
    constructor(cls, "(cls, /, *args, **kwargs)", () => {
      throw raise.TypeError("Type Annotated cannot be instantiated.");
    });
    classMethods(cls, {
      "__class_getitem__(cls, params, /)"(_type: PyType, key: PyValue) {
        if (!(key instanceof PyTuple) || key.items.length < 2) {
          throw raise.TypeError(
            "Annotated[...] should be used with at least two arguments (a type and an annotation).",
          );
        }
        const [type, ...metadata] = key.items as [PyValue, ...PyValue[]];
        if (isUnpackedTypeVarTuple(type))
          throw raise.TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple");
        const make = (): PyAnnotated =>
          new PyAnnotated(
            typeCheck(type, "Annotated[t, ...]: t must be a type.", { allowsSpecialForms: true }),
            metadata,
          );
        return remember(cls, key, true, make);
      },
      "__init_subclass__(cls, /, *args, **kwargs)"(type: PyType) {
        throw raise.TypeError(`Cannot subclass ${toStr(type.namespace.get("__module__") ?? "")}.Annotated`);
      },
    });
  });
}

function defineAliases(globals: NamespaceDict, interpreter: Interpreter): void {
  const abstract = importModule(interpreter, "collections.abc").globals;
  const counter = importModule(interpreter, "collections").globals.getString("Counter") ?? null;
  for (const [name, [count, original]] of Object.entries(ABSTRACT_ALIASES)) {
    globals.setString(name, new PySpecialAlias(abstract.getString(original ?? name) ?? null, count, name, true));
  }
  const concrete: Record<string, readonly [PyValue, number, boolean]> = {
    Counter: [counter, 1, true],
    DefaultDict: [defaultdictType, 2, true],
    Deque: [dequeType, 1, true],
    Dict: [dictType, 2, false],
    FrozenSet: [frozensetType, 1, false],
    List: [listType, 1, false],
    OrderedDict: [orderedDictType, 2, true],
    Set: [setType, 1, false],
    Type: [typeType, 1, false],
  };
  for (const [name, [origin, count, isInstantiable]] of Object.entries(concrete))
    globals.setString(name, new PySpecialAlias(origin, count, name, isInstantiable));
  globals.setString("Callable", new PyCallableAliasType(abstract.getString("Callable") ?? null, 2, "Callable", true));
  globals.setString("Tuple", new PyTupleAliasType(tupleType, -1, "Tuple", false));
}

/** The variables that the module itself is written with, which programs import too. */
function defineVariables(globals: NamespaceDict): void {
  const variable = (
    name: string,
    options: { constraints?: readonly PyValue[]; bound?: PyValue; sign?: "covariant" | "contravariant" } = {},
  ): void => {
    const { constraints = [], bound = null, sign } = options;
    globals.setString(
      name,
      new PyTypeVar(name, "typing", constraints, bound, {
        covariant: sign === "covariant",
        contravariant: sign === "contravariant",
        inferred: false,
      }),
    );
  };
  for (const name of ["T", "KT", "VT"]) variable(name);
  for (const name of ["T_co", "V_co", "VT_co", "KT_co"]) variable(name, { sign: "covariant" });
  variable("T_contra", { sign: "contravariant" });
  variable("CT_co", { sign: "covariant", bound: typeType });
  variable("AnyStr", { constraints: [bytesType, strType] });
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const placeholder = typeType;
  const world: TypingWorld = {
    interpreter,
    globals,
    callable: importModule(interpreter, "collections.abc").globals.getString("Callable") ?? null,
    generic: placeholder,
    protocol: null,
    any: placeholder,
    overloads: new Map(),
  };
  interpreter.moduleState.set("typing", world);
  world.any = makeAny();
  world.generic = makeGenericClass();
  world.protocol = makeProtocol(abcMeta(interpreter));
  defineForms(globals);
  defineAliases(globals, interpreter);
  defineVariables(globals);
  functions(globals, "typing", {
    "_namedtuple(typename, fields)": (name: PyValue, fields: PyValue) =>
      namedTuple(name, fields, false, null, "typing"),
    "runtime_checkable(cls)": runtimeCheckable,
    "_get_protocol_attrs(cls)": (cls: PyType) => setOf(memberNames(cls)),
  });
  const cleanups = new PyDict();
  functions(cleanups, "typing", {
    "cache_clear()"() {
      forget(globals.values());
      return null;
    },
  });
  const typedDict = makeTypedDictForm();
  names(globals, {
    __all__: new PyList([...PUBLIC_NAMES]),
    Annotated: makeAnnotated(),
    Any: world.any,
    ForwardRef: forwardRefType,
    GenericAlias: genericAliasType,
    Generic: world.generic,
    NamedTuple: makeNamedTupleForm(),
    NewType: newTypeType,
    ParamSpec: paramSpecType,
    ParamSpecArgs: paramSpecArgsType,
    ParamSpecKwargs: paramSpecKwargsType,
    Protocol: world.protocol,
    TYPE_CHECKING: false,
    _ASSERT_NEVER_REPR_MAX_LENGTH: 100,
    _cleanups: new PyList([...cleanups.values()]),
    Text: strType,
    TypeAliasType: typeAliasType,
    TypeVar: typeVarType,
    TypeVarTuple: typeVarTupleType,
    TypedDict: typedDict.form,
    _GenericAlias: aliasType,
    _SpecialForm: specialFormType,
    _TypedDictMeta: typedDict.meta,
  });
  defineDecorators(world, typedDict.meta);
  const lazy = lazyNames(world);
  functions(globals, "typing", {
    "__getattr__(name, /)"(name: PyValue) {
      const make = typeof name === "string" && Object.hasOwn(lazy, name) ? lazy[name] : undefined;
      if (make === undefined)
        throw withField(raise.AttributeError(`module 'typing' has no attribute ${repr(name)}`), "name", name);
      const value = make();
      globals.setString(name as string, value);
      return value;
    },
  });
}
