/** The module `abc`. Registries and caches hang on the classes; what invalidates them is counted in each interpreter. */
import { attributeOr, getAttribute, ownAttribute } from "../runtime/attributes.ts";
import { PyBuiltin } from "../runtime/builtin.ts";
import { call, call1 } from "../runtime/call.ts";
import { constants, constructor, functions, methods, names } from "../runtime/define.ts";
import { type NamespaceDict, PyDict, PyFrozenSet } from "../runtime/dict.ts";
import { HashTable } from "../runtime/hash-table.ts";
import { isSubclass } from "../runtime/instance.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { spend } from "../runtime/limits.ts";
import { importModule } from "../runtime/modules.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { current } from "../runtime/state.ts";
import { isTrue } from "../runtime/truth.ts";
import {
  classmethodType,
  objectType,
  propertyType,
  staticmethodType,
  typeOf,
  typeType,
} from "../runtime/type-table.ts";
import { hasCustomGetattribute, isSubtype, lookup, subclassesOf as ownSubclasses } from "../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  PyClassMethod,
  PyFunction,
  PyStaticMethod,
  PyType,
  type PyValue,
} from "../runtime/values.ts";
import { type ClassShape, makeClass, pythonFunction, superNew } from "./native-class.ts";

/** What an abstract base class remembers. */
class AbcState {
  readonly registry: Set<PyType> = new Set();
  readonly cache: WeakSet<PyType> = new WeakSet();
  negative: WeakSet<PyType> = new WeakSet();
  negativeVersion: number;
  constructor(version: number) {
    this.negativeVersion = version;
  }
}

/** The state hangs on the class itself: each check reads it. */
interface WithState {
  abcState?: AbcState;
}

/** Counts registrations: whatever was found not to be a subclass must be asked again after one. */
interface Registrations {
  count: number;
  /** How deep in checks of subclasses the library itself is: protocols answer such questions that they refuse to programs. */
  depth: number;
}

function registrations(): Registrations {
  const { moduleState } = current.interpreter;
  let known = moduleState.get("abc") as Registrations | undefined;
  if (known === undefined) moduleState.set("abc", (known = { count: 0, depth: 0 }));
  return known;
}

export function registrationCount(): number {
  return registrations().count;
}

/** Whether the library asks, inside a check of its own. */
export function isNestedCheck(): boolean {
  return registrations().depth > 1;
}

/** Checks that the library makes for itself. */
export function asLibrary<T>(body: () => T): T {
  const state = registrations();
  state.depth++;
  try {
    return body();
  } finally {
    state.depth--;
  }
}

function stateOf(cls: PyType): AbcState {
  const holder = cls as PyType & WithState;
  return (holder.abcState ??= new AbcState(registrations().count));
}

/** The interpreter's own ABCMeta. */
export function abcMeta(interpreter: Interpreter): PyType {
  return importModule(interpreter, "abc").globals.getString("ABCMeta") as PyType;
}

/** `value.__isabstractmethod__`, as a truth. */
export function isAbstract(value: PyValue): boolean {
  if (typeof value !== "object" || value === null || value instanceof PyBuiltin) return false;
  if (value instanceof PyFunction) return isTrue(ownAttribute(value, "__isabstractmethod__") ?? false);
  return isTrue(attributeOr(value, "__isabstractmethod__", false));
}

function frozenset(items: Iterable<PyValue>): PyFrozenSet {
  const table = new HashTable();
  for (const item of items) table.set(item, true);
  return new PyFrozenSet(table);
}

/** Sets `__abstractmethods__`: the abstract names of the class itself, and those of its bases that it leaves abstract. */
export function findAbstractMethods(cls: PyType): void {
  const abstract = new Set<string>();
  for (const [name, value] of cls.namespace) if (isAbstract(value)) abstract.add(name);
  for (const base of cls.bases) {
    if (base.abstractNames === null) continue;
    for (const item of itemsOf(base.abstractNames)) {
      const name = asString(item) ?? "";
      if (isAbstract(attributeOr(cls, name, null))) abstract.add(name);
    }
  }
  cls.abstractNames = frozenset(abstract);
}

/** A function that only says what subclasses must define. */
export function abstractFunction(
  name: string,
  parameters: readonly string[],
  globals: PyDict,
  result: PyValue = null,
): PyFunction {
  const f = pythonFunction({
    name,
    module: globals.getString("__name__") ?? null,
    globals,
    parameters,
    js: () => result,
  });
  f.assignAttribute("__isabstractmethod__", true);
  return f;
}

function isClass(value: PyValue): value is PyType {
  return value instanceof PyType;
}

export function register(cls: PyType, subclass: PyValue): PyValue {
  if (!isClass(subclass)) throw raise.TypeError("Can only register classes");
  if (asLibrary(() => isSubclass(subclass, cls))) return subclass;
  // Not the other way round: it would make the answer depend on itself.
  if (asLibrary(() => isSubclass(cls, subclass))) throw raise.RuntimeError("Refusing to create an inheritance cycle");
  stateOf(cls).registry.add(subclass);
  registrations().count++;
  return subclass;
}

function instanceCheck(cls: PyType, instance: PyValue): boolean {
  const type = typeOf(instance);
  const claimed =
    type.isHeap && (lookup(type, "__class__") !== OBJECT_CLASS || hasCustomGetattribute(type))
      ? getAttribute(instance, "__class__")
      : type;
  const state = stateOf(cls);
  if (isClass(claimed) && state.cache.has(claimed)) return true;
  if (claimed === type) {
    if (state.negativeVersion === registrations().count && state.negative.has(type)) return false;
    return isSubclass(type, cls);
  }
  return isSubclass(claimed, cls) || isSubclass(type, cls);
}

const OBJECT_CLASS = lookup(objectType, "__class__");

function subclassCheck(cls: PyType, subclass: PyValue): boolean {
  if (!isClass(subclass)) throw raise.TypeError("issubclass() arg 1 must be a class");
  const state = stateOf(cls);
  if (state.cache.has(subclass)) return true;
  const { count } = registrations();
  if (state.negativeVersion < count) {
    state.negative = new WeakSet();
    state.negativeVersion = count;
  } else if (state.negative.has(subclass)) return false;
  spend(1);
  const answer = asLibrary(() => computeSubclass(cls, subclass, state));
  (answer ? state.cache : state.negative).add(subclass);
  return answer;
}

function computeSubclass(cls: PyType, subclass: PyType, state: AbcState): boolean {
  const hook = lookup(cls, "__subclasshook__");
  if (!(hook instanceof PyBuiltin && hook.owner === objectType)) {
    const said = call1(getAttribute(cls, "__subclasshook__"), subclass);
    if (said !== NotImplemented) return isTrue(said);
  }
  if (isSubtype(subclass, cls)) return true;
  for (const registered of state.registry) if (isSubclass(subclass, registered)) return true;
  return subclassesOf(cls).some((derived) => isSubclass(subclass, derived));
}

function subclassesOf(cls: PyType): readonly PyValue[] {
  if (
    lookup(cls, "__subclasses__") !== undefined ||
    lookup(cls.cls, "__subclasses__") !== lookup(typeType, "__subclasses__")
  ) {
    return itemsOf(call(getAttribute(cls, "__subclasses__"), []));
  }
  return [...ownSubclasses(cls)].map((reference) => reference.deref()).filter((derived) => derived !== undefined);
}

function makeMetaclass(): PyType {
  return makeClass({ name: "ABCMeta", module: "abc", bases: [typeType] }, (meta) => {
    constructor(
      meta,
      "(cls, name, bases, namespace, /, **kwargs)",
      (cls: PyType, name: PyValue, bases: PyValue, namespace: PyValue, keywords: Keywords) => {
        const type = superNew(cls, meta, [name, bases, namespace], keywords);
        if (type instanceof PyType) findAbstractMethods(type);
        return type;
      },
    );
    methods(meta, {
      "register(cls, subclass, /)": register,
      "__instancecheck__(cls, instance, /)": instanceCheck,
      "__subclasscheck__(cls, subclass, /)": subclassCheck,
      "_abc_registry_clear(cls, /)"(cls: PyType) {
        stateOf(cls).registry.clear();
        return null;
      },
      "_abc_caches_clear(cls, /)"(cls: PyType) {
        const { registry } = stateOf(cls);
        (cls as PyType & WithState).abcState = new AbcState(registrations().count);
        for (const registered of registry) stateOf(cls).registry.add(registered);
        return null;
      },
    });
  });
}

/** The older decorators, which mark and wrap in one. */
function makeWrapper(name: string, base: PyType): PyType {
  return makeClass({ name, module: "abc", bases: [base] }, (cls) => {
    constants(cls, { __isabstractmethod__: true });
    if (base === propertyType) return;
    methods(cls, {
      "__init__(self, callable, /)"(self: PyClassMethod | PyStaticMethod, f: PyValue) {
        mark(f);
        return call(getAttribute(base, "__init__"), [self, f]);
      },
    });
  });
}

function mark(f: PyValue): void {
  if (typeof f !== "object" || f === null)
    throw raise.AttributeError(`'${typeOf(f).shown}' object has no attribute '__isabstractmethod__'`);
  f.assignAttribute("__isabstractmethod__", true);
}

/** Recomputes `__abstractmethods__` after methods were added to a class. */
function updateAbstractMethods(cls: PyValue): PyValue {
  if (!isClass(cls) || cls.abstractNames === null) return cls;
  findAbstractMethods(cls);
  return cls;
}

/** Makes an abstract class as the library writes them; the metaclass is ABCMeta or derives from it. */
export function makeAbstractClass(shape: ClassShape, fill?: (cls: PyType) => void): PyType {
  const cls = makeClass(shape, fill);
  findAbstractMethods(cls);
  return cls;
}

export function load(globals: NamespaceDict): void {
  const meta = makeMetaclass();
  functions(globals, "abc", {
    "abstractmethod(funcobj, /)"(f: PyValue) {
      mark(f);
      return f;
    },
    "get_cache_token()": () => registrations().count,
    "update_abstractmethods(cls, /)": updateAbstractMethods,
  });
  names(globals, {
    ABCMeta: meta,
    ABC: makeAbstractClass({ name: "ABC", module: "abc", metaclass: meta, slots: [] }),
    abstractclassmethod: makeWrapper("abstractclassmethod", classmethodType),
    abstractstaticmethod: makeWrapper("abstractstaticmethod", staticmethodType),
    abstractproperty: makeWrapper("abstractproperty", propertyType),
  });
}
