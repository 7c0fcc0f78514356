/** The module `collections.abc`: one table of the one-trick classes here, the containers in the files beside. */
import { getAttribute } from "../../runtime/attributes.ts";
import { classMethods, constants, methods, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { isException } from "../../runtime/exceptions.ts";
import { raised } from "../../runtime/frames.ts";
import { asyncGeneratorType, awaitValue, generatorType, type JsGenerator } from "../../runtime/generator.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { call } from "../../runtime/call.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import {
  bytearrayType,
  bytesType,
  dictType,
  frozensetType,
  listType,
  mappingproxyType,
  rangeType,
  setType,
  strType,
  tupleType,
  typeOf,
} from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { type JsFunction, NotImplemented, PyList, type PyType, type PyValue } from "../../runtime/values.ts";
import { memoryviewType } from "../../builtins/memoryview.ts";
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { abcMeta, abstractFunction, makeAbstractClass, register } from "../abc.ts";
import { callMethod } from "../method-call.ts";
import { makeCoroutine, pythonFunction } from "../native-class.ts";
import { dequeType } from "./deque.ts";
import { callableAlias, callableAliasType } from "./callable-alias.ts";
import { defineMappings } from "./abc-mappings.ts";
import { defineSequences } from "./abc-sequences.ts";
import { defineSets } from "./abc-sets.ts";

export const requires: readonly string[] = ["abc"];

export interface AbcOptions {
  bases?: readonly PyType[];
  /** Abstract methods with their parameters, and what they do when called through super(). */
  abstract?: Readonly<Record<string, readonly [parameters: string, js?: JsFunction]>>;
  /** Whoever has these methods is a subclass. */
  hook?: readonly string[];
  isGeneric?: boolean;
  slots?: readonly string[];
  fill?: (cls: PyType) => void;
}

/** Makes the abstract classes of one interpreter and puts them into the module. */
export class AbcMaker {
  readonly #globals: NamespaceDict;
  readonly #meta: PyType;
  constructor(globals: NamespaceDict, meta: PyType) {
    this.#globals = globals;
    this.#meta = meta;
  }

  /** A method in Python's manner: it does not ask what its first argument is. */
  method(name: string, parameters: readonly string[], js: JsFunction): PyValue {
    return pythonFunction({ name, module: "collections.abc", globals: this.#globals, parameters, js });
  }

  define(name: string, options: AbcOptions): PyType {
    const { bases = [], abstract = {}, hook, isGeneric = false, slots = [], fill } = options;
    const cls = makeAbstractClass({ name, module: "collections.abc", bases, metaclass: this.#meta, slots }, (made) => {
      for (const [method, [parameters, js]] of Object.entries(abstract)) {
        const f = abstractFunction(method, parameters.split(", "), this.#globals);
        if (js !== undefined) f.js = js;
        f.qualname = `${name}.${method}`;
        constants(made, { [method]: f });
      }
      if (hook !== undefined) {
        classMethods(made, {
          "__subclasshook__(cls, C, /)": (cls_: PyType, candidate: PyValue) =>
            cls_ === made ? hasMethods(candidate, hook) : NotImplemented,
        });
      }
      if (isGeneric) makeGeneric(made);
      fill?.(made);
    });
    names(this.#globals, { [name]: cls });
    return cls;
  }
}

/** What is no class fails as CPython's does, which reads its `__mro__`. */
export function hasMethods(candidate: PyValue, wanted: readonly string[]): PyValue {
  getAttribute(candidate, "__mro__");
  const type = candidate as PyType;
  return wanted.every((name) => (lookup(type, name) ?? null) !== null) ? true : NotImplemented;
}

/** What `throw` does in the abstract generators: raises what it is given. */
function raiseGiven(
  _self: PyValue | undefined,
  type: PyValue | undefined,
  value: PyValue | undefined,
  traceback: PyValue | undefined,
): never {
  const made = value === null && traceback !== null ? call(type as PyValue, []) : (value ?? (type as PyValue));
  throw raised(traceback === null ? made : callMethod(made, "with_traceback", traceback as PyValue));
}

function close(kind: string, self: PyValue): PyValue {
  try {
    callMethod(self, "throw", exceptionTypes.GeneratorExit);
  } catch (error) {
    if (isException(error, "GeneratorExit") || isException(error, "StopIteration")) return null;
    throw error;
  }
  throw raise.RuntimeError(`${kind} ignored GeneratorExit`);
}

function* nextOf(object: PyValue): JsGenerator {
  return yield* awaitValue(callMethod(object, "asend", null));
}

function* closeOf(object: PyValue): JsGenerator {
  try {
    yield* awaitValue(callMethod(object, "athrow", exceptionTypes.GeneratorExit));
  } catch (error) {
    if (isException(error, "GeneratorExit") || isException(error, "StopAsyncIteration")) return null;
    throw error;
  }
  throw raise.RuntimeError("asynchronous generator ignored GeneratorExit");
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const maker = new AbcMaker(globals, abcMeta(interpreter));
  const self = (object: PyValue): PyValue => object;
  const stop = (): never => {
    throw raise.StopIteration();
  };
  const stopAsync = (): never => {
    throw raise.StopAsyncIteration();
  };
  const throwParameters = "self, typ, val, tb";
  maker.define("Hashable", { abstract: { __hash__: ["self", () => 0] }, hook: ["__hash__"] });
  const awaitable = maker.define("Awaitable", {
    abstract: { __await__: ["self"] },
    hook: ["__await__"],
    isGeneric: true,
  });
  maker.define("Coroutine", {
    bases: [awaitable],
    abstract: { send: ["self, value", stop], throw: [throwParameters, raiseGiven] },
    hook: ["__await__", "send", "throw", "close"],
    fill: (cls) => methods(cls, { "close(self, /)": (object: PyValue) => close("coroutine", object) }),
  });
  const asyncIterable = maker.define("AsyncIterable", {
    abstract: { __aiter__: ["self"] },
    hook: ["__aiter__"],
    isGeneric: true,
  });
  const asyncIterator = maker.define("AsyncIterator", {
    bases: [asyncIterable],
    abstract: { __anext__: ["self", stopAsync] },
    hook: ["__anext__", "__aiter__"],
    fill: (cls) => methods(cls, { "__aiter__(self, /)": self }),
  });
  const asyncGenerator = maker.define("AsyncGenerator", {
    bases: [asyncIterator],
    abstract: { asend: ["self, value", stopAsync], athrow: [throwParameters, raiseGiven] },
    hook: ["__aiter__", "__anext__", "asend", "athrow", "aclose"],
    fill: (cls) =>
      methods(cls, {
        "__anext__(self, /)": (object: PyValue) => makeCoroutine("__anext__", nextOf(object)),
        "aclose(self, /)": (object: PyValue) => makeCoroutine("aclose", closeOf(object)),
      }),
  });
  const iterable = maker.define("Iterable", {
    abstract: { __iter__: ["self", () => new PyList().iterate() as unknown as PyValue] },
    hook: ["__iter__"],
    isGeneric: true,
  });
  const iterator = maker.define("Iterator", {
    bases: [iterable],
    abstract: { __next__: ["self", stop] },
    hook: ["__iter__", "__next__"],
    fill: (cls) => methods(cls, { "__iter__(self, /)": self }),
  });
  const reversible = maker.define("Reversible", {
    bases: [iterable],
    abstract: { __reversed__: ["self", () => new PyList().iterate() as unknown as PyValue] },
    hook: ["__reversed__", "__iter__"],
  });
  const generator = maker.define("Generator", {
    bases: [iterator],
    abstract: { send: ["self, value", stop], throw: [throwParameters, raiseGiven] },
    hook: ["__iter__", "__next__", "send", "throw", "close"],
    fill: (cls) =>
      methods(cls, {
        "__next__(self, /)": (object: PyValue) => callMethod(object, "send", null),
        "close(self, /)": (object: PyValue) => close("generator", object),
      }),
  });
  for (const cls of [generator, asyncGenerator]) for (const name of ["throw", "athrow"]) optionalTail(cls, name);
  optionalTail(globals.getString("Coroutine") as PyType, "throw");
  const sized = maker.define("Sized", { abstract: { __len__: ["self", () => 0] }, hook: ["__len__"] });
  const container = maker.define("Container", {
    abstract: { __contains__: ["self, x", () => false] },
    hook: ["__contains__"],
    isGeneric: true,
  });
  const collection = maker.define("Collection", {
    bases: [sized, iterable, container],
    hook: ["__len__", "__iter__", "__contains__"],
  });
  maker.define("Callable", {
    abstract: { __call__: ["self"] },
    hook: ["__call__"],
    fill: (cls) =>
      classMethods(cls, {
        "__class_getitem__(cls, args, /)": (origin: PyType, args: PyValue) => callableAlias(origin, args),
      }),
  });
  const set = defineSets(maker, collection, iterable);
  defineMappings(maker, { collection, sized, set });
  defineSequences(maker, reversible, collection);
  registerBuiltins(globals);
  names(globals, { _CallableGenericAlias: callableAliasType });
  names(globals, {
    __all__: new PyList([...globals.keys()].filter((name) => typeof name === "string" && /^[A-Z]/.test(name))),
  });
}

/** The last two parameters of `throw` may be left out. */
function optionalTail(cls: PyType, name: string): void {
  const f = cls.namespace.get(name) as { defaults?: PyValue[]; arity?: number } | undefined;
  if (f !== undefined) f.defaults = [null, null];
}

/** The built-in types that are what these classes describe. */
function registerBuiltins(globals: NamespaceDict): void {
  const viewType = (name: string): PyType => typeOf(callMethod(new PyDict(), name));
  const table: Record<string, PyType[]> = {
    AsyncGenerator: [asyncGeneratorType],
    ByteString: [bytesType, bytearrayType],
    Generator: [generatorType],
    ItemsView: [viewType("items")],
    KeysView: [viewType("keys")],
    Mapping: [mappingproxyType],
    MutableMapping: [dictType],
    MutableSequence: [listType, bytearrayType, dequeType],
    MutableSet: [setType],
    Sequence: [tupleType, strType, rangeType, memoryviewType],
    Set: [frozensetType],
    ValuesView: [viewType("values")],
  };
  for (const [name, types] of Object.entries(table)) {
    for (const type of types) register(globals.getString(name) as PyType, type);
  }
}
