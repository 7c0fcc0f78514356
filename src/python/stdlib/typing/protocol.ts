/** Protocol: classes that others belong to by what they can do. */
import { attributeOr, getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call, callSpecial1 } from "../../runtime/call.ts";
import { classMethods, constants, makeFunction, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { isSubclass } from "../../runtime/instance.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { isCallable } from "../../runtime/slots.ts";
import { isTrue } from "../../runtime/truth.ts";
import { objectType, typeOf } from "../../runtime/type-table.ts";
import { changeOwn, isSubtype, lookup } from "../../runtime/types.ts";
import { type Keywords, NotImplemented, PyFunction, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { asLibrary, isNestedCheck, makeAbstractClass } from "../abc.ts";
import { makeClass, pythonFunction } from "../native-class.ts";
import { nextInitSubclass } from "./generic.ts";
import { typingWorld } from "./world.ts";

const EXCLUDED = new Set([
  "__parameters__",
  "__orig_bases__",
  "__orig_class__",
  "__final__",
  "_is_protocol",
  "_is_runtime_protocol",
  "__abstractmethods__",
  "__annotations__",
  "__dict__",
  "__doc__",
  "__init__",
  "__module__",
  "__new__",
  "__slots__",
  "__subclasshook__",
  "__weakref__",
  "__class_getitem__",
  "__match_args__",
  "__type_params__",
  "__qualname__",
]);

/** Classes of the library that a protocol may derive from although they are none. */
const ALLOWED_BASES: Readonly<Record<string, readonly string[]>> = {
  "collections.abc": [
    "Callable",
    "Awaitable",
    "Iterable",
    "Iterator",
    "AsyncIterable",
    "Hashable",
    "Sized",
    "Container",
    "Collection",
    "Reversible",
  ],
  contextlib: ["AbstractContextManager", "AbstractAsyncContextManager"],
};

function isProtocol(cls: PyValue): boolean {
  return isTrue(attributeOr(cls, "_is_protocol", false));
}

/** The names that whoever satisfies the protocol must have. */
export function memberNames(cls: PyType): string[] {
  const found = new Set<string>();
  for (const base of cls.mro.slice(0, -1)) {
    if (base.name === "Protocol" || base.name === "Generic") continue;
    const annotations = base.namespace.get("__annotations__");
    const annotated = annotations instanceof PyDict ? [...annotations.keys()].map((key) => asString(key) ?? "") : [];
    for (const name of [...base.namespace.keys(), ...annotated])
      if (!name.startsWith("_abc_") && !EXCLUDED.has(name)) found.add(name);
  }
  return [...found];
}

function hasOnlyMethods(cls: PyType, names: readonly string[]): boolean {
  return names.every((name) => isCallable(attributeOr(cls, name, null)));
}

const NOT_RUNTIME = "Instance and class checks can only be used with @runtime_checkable protocols";

/** `__subclasshook__` of a protocol. */
function satisfies(cls: PyType, other: PyValue): PyValue {
  if (!isTrue(cls.namespace.get("_is_protocol") ?? false)) return NotImplemented;
  if (!isTrue(attributeOr(cls, "_is_runtime_protocol", false))) {
    if (isNestedCheck()) return NotImplemented;
    throw raise.TypeError(NOT_RUNTIME);
  }
  const names = memberNames(cls);
  if (!hasOnlyMethods(cls, names)) {
    if (isNestedCheck()) return NotImplemented;
    throw raise.TypeError("Protocols with non-method members don't support issubclass()");
  }
  if (!(other instanceof PyType)) throw raise.TypeError("issubclass() arg 1 must be a class");
  return names.every((name) => offers(other, name)) ? true : NotImplemented;
}

function offers(cls: PyType, name: string): boolean {
  for (const base of cls.mro) {
    if (base.namespace.has(name)) return base.namespace.get(name) !== null;
    const annotations = base.namespace.get("__annotations__");
    if (
      annotations instanceof PyDict &&
      annotations.has(name) &&
      isSubtype(cls, typingWorld().generic) &&
      isProtocol(cls)
    )
      return true;
  }
  return false;
}

function checkInstance(cls: PyType, instance: PyValue, meta: PyType): boolean {
  const isOne = isProtocol(cls);
  if (isOne && !isTrue(attributeOr(cls, "_is_runtime_protocol", false)) && !isNestedCheck())
    throw raise.TypeError(NOT_RUNTIME);
  const names = isOne ? memberNames(cls) : [];
  if ((!isOne || hasOnlyMethods(cls, names)) && isSubclass(attributeOr(instance, "__class__", typeOf(instance)), cls))
    return true;
  if (isOne) {
    const hasAll = names.every((name) => {
      const value = attributeOr(instance, name, undefined);
      return value !== undefined && (value !== null || !isCallable(attributeOr(cls, name, null)));
    });
    if (hasAll) return true;
  }
  const plain = meta.bases[0]?.namespace.get("__instancecheck__");
  return asLibrary(() => isTrue(callSpecial1(plain as PyValue, cls, instance)));
}

/** `__init__` of a protocol: refuses, or makes way for the one that a class behind it has. */
function makeRefusingInit(): PyFunction {
  const f: PyFunction = pythonFunction({
    name: "_no_init_or_replace_init",
    module: "typing",
    globals: typingWorld().globals,
    parameters: ["self", "args", "kwargs"],
    hasVarArgs: true,
    hasVarKeywords: true,
    js(self, args, keywords) {
      const cls = typeOf(self as PyValue);
      if (isProtocol(cls)) throw raise.TypeError("Protocols cannot be instantiated");
      if (lookup(cls, "__init__") !== f) return null;
      const init = cls.mro
        .map((base) => base.namespace.get("__init__"))
        .find((found) => found !== undefined && found !== f);
      changeOwn(cls, "__init__", init ?? (lookup(objectType, "__init__") as PyValue));
      const given: Keywords = new Map(
        [...(keywords as PyDict).entries()].map(([key, value]) => [asString(key) ?? "", value]),
      );
      return call(getAttribute(cls, "__init__"), [self as PyValue, ...(args as PyTuple).items], given);
    },
  });
  return f;
}

function checkBases(cls: PyType): void {
  const { generic } = typingWorld();
  for (const base of cls.bases) {
    const module = attributeOr(base, "__module__", null);
    const isAllowed =
      base === objectType ||
      base === generic ||
      (typeof module === "string" && (ALLOWED_BASES[module]?.includes(base.name) ?? false)) ||
      (isSubtype(base, generic) && isProtocol(base));
    if (!isAllowed) throw raise.TypeError(`Protocols can only inherit from other protocols, got ${repr(base)}`);
  }
}

export function makeProtocol(abcMeta: PyType): PyType {
  const world = typingWorld();
  const refusingInit = makeRefusingInit();
  const meta: PyType = makeClass({ name: "_ProtocolMeta", module: "typing", bases: [abcMeta] }, (cls) => {
    methods(cls, {
      "__instancecheck__(cls, instance, /)": (protocol: PyType, instance: PyValue) =>
        checkInstance(protocol, instance, meta),
    });
  });
  return makeAbstractClass(
    { name: "Protocol", module: "typing", bases: [world.generic], metaclass: meta, slots: [] },
    (protocol) => {
      constants(protocol, { _is_protocol: true, _is_runtime_protocol: false });
      classMethods(protocol, {
        "__init_subclass__(cls, /, *args, **kwargs)"(cls: PyType, args: PyValue[], keywords: Keywords) {
          nextInitSubclass(cls, protocol, args, keywords);
          if (!isTrue(cls.namespace.get("_is_protocol") ?? false))
            setAttribute(cls, "_is_protocol", cls.bases.includes(protocol));
          if (!cls.namespace.has("__subclasshook__"))
            changeOwn(
              cls,
              "__subclasshook__",
              makeFunction("_proto_hook(other, /)", (other: PyValue) => satisfies(cls, other), "typing"),
            );
          if (!isProtocol(cls)) return null;
          checkBases(cls);
          if (lookup(cls, "__init__") === lookup(objectType, "__init__")) changeOwn(cls, "__init__", refusingInit);
          return null;
        },
      });
    },
  );
}

export function runtimeCheckable(cls: PyValue): PyValue {
  if (!(cls instanceof PyType) || !isSubtype(cls, typingWorld().generic) || !isProtocol(cls)) {
    throw raise.TypeError(`@runtime_checkable can be only applied to protocol classes, got ${repr(cls)}`);
  }
  setAttribute(cls, "_is_runtime_protocol", true);
  return cls;
}
