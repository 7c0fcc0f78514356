/** The module `copyreg`: how classes are taken apart and put together where they do not say it themselves. */
import { getAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { functions, names } from "../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../runtime/dict.ts";
import { isEqual } from "../runtime/equal.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { isCallable } from "../runtime/slots.ts";
import { isTrue } from "../runtime/truth.ts";
import { complexType, objectType, typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import { PyList, PyTuple, PyType, type PyValue } from "../runtime/values.ts";
import { unionOf, unionType } from "../builtins/union.ts";
import { callMethod } from "./method-call.ts";

/** The nearest base that Python code did not make. */
function nativeBase(cls: PyType): PyType {
  return cls.mro.find((base) => !base.isHeap) ?? objectType;
}

/** `object.__reduce_ex__` of protocols 0 and 1: a base that can be copied by value, and the state beside it. */
function reduceOld(self: PyValue, globals: NamespaceDict): PyValue {
  const cls = typeOf(self);
  const base = nativeBase(cls);
  if (base === cls && base !== objectType) throw raise.TypeError(`cannot pickle '${cls.name}' object`);
  const value = base === objectType ? null : call(base, [self]);
  const args = new PyTuple([cls, base, value]);
  const maker = globals.getString("_reconstructor") ?? null;
  const hasOwnGetState = lookup(cls, "__getstate__") !== lookup(objectType, "__getstate__");
  if (!hasOwnGetState && cls.mro.some((each) => (each.slotNames ?? []).length > 0)) {
    throw raise.TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled");
  }
  const state = callMethod(self, "__getstate__");
  return isTrue(state) ? new PyTuple([maker, args, state]) : new PyTuple([maker, args]);
}

/** The inverse: an object of `cls` over a value of `base`. */
function reconstruct(cls: PyValue, base: PyValue, state: PyValue): PyValue {
  if (base === objectType) return call(getAttribute(objectType, "__new__"), [cls]);
  const made = call(getAttribute(base, "__new__"), [cls, state]);
  if (base instanceof PyType && lookup(base, "__init__") !== lookup(objectType, "__init__"))
    call(getAttribute(base, "__init__"), [made, state]);
  return made;
}

function slotNames(cls: PyValue): PyValue {
  const found = cls instanceof PyType ? [...cls.mro].flatMap((each) => each.slotNames ?? []) : [];
  return new PyList(found);
}

export function load(globals: NamespaceDict): void {
  const table = new PyDict(),
    extensions = new PyDict(),
    inverted = new PyDict(),
    cache = new PyDict();
  const checkConstructor = (f: PyValue): null => {
    if (!isCallable(f)) throw raise.TypeError("constructors must be callable");
    return null;
  };
  const extension = (module: PyValue, name: PyValue): PyTuple => new PyTuple([module, name]);
  functions(globals, "copyreg", {
    "pickle(ob_type, pickle_function, constructor_ob=None)"(type: PyValue, f: PyValue, constructor: PyValue) {
      if (!isCallable(f)) throw raise.TypeError("reduction functions must be callable");
      table.set(type, f);
      return constructor === null ? null : checkConstructor(constructor);
    },
    "constructor(object)": checkConstructor,
    "pickle_complex(c)": (value: PyValue) =>
      new PyTuple([complexType, new PyTuple([getAttribute(value, "real"), getAttribute(value, "imag")])]),
    "pickle_union(obj)": (value: PyValue) =>
      new PyTuple([globals.getString("_union") ?? null, getAttribute(value, "__args__")]),
    "_union(*args)": (args: PyValue[]) => unionOf(args),
    "_reconstructor(cls, base, state)": reconstruct,
    "_reduce_ex(self, proto)": (self: PyValue) => reduceOld(self, globals),
    "__newobj__(cls, *args)": (cls: PyValue, args: PyValue[]) => call(getAttribute(cls, "__new__"), [cls, ...args]),
    "__newobj_ex__(cls, args, kwargs)"(cls: PyValue, args: PyValue, keywords: PyValue) {
      if (!(args instanceof PyTuple) || !(keywords instanceof PyDict))
        throw raise.TypeError("__newobj_ex__() takes a class, a tuple and a dict");
      const given = new Map([...keywords.entries()].map(([key, value]) => [String(key), value]));
      return call(getAttribute(cls, "__new__"), [cls, ...args.items], given);
    },
    "_slotnames(cls)": slotNames,
    "add_extension(module, name, code)"(module: PyValue, name: PyValue, code: PyValue) {
      if (typeof code !== "number" || code < 1 || code > 0x7fffffff) throw raise.ValueError("code out of range");
      const key = extension(module, name);
      const known = extensions.get(key),
        owner = inverted.get(code);
      if (known !== undefined && isEqual(known, code) && owner !== undefined && isEqual(owner, key)) return null;
      if (known !== undefined)
        throw raise.ValueError(`key ${repr(key)} is already registered with code ${repr(known)}`);
      if (owner !== undefined) throw raise.ValueError(`code ${code} is already in use for key ${repr(owner)}`);
      extensions.set(key, code);
      inverted.set(code, key);
      return null;
    },
    "remove_extension(module, name, code)"(module: PyValue, name: PyValue, code: PyValue) {
      const key = extension(module, name);
      const known = extensions.get(key);
      if (known === undefined || !isEqual(known, code))
        throw raise.ValueError(`key ${repr(key)} is not registered with code ${repr(code)}`);
      extensions.delete(key);
      inverted.delete(code);
      cache.delete(code);
      return null;
    },
    "clear_extension_cache()"() {
      cache.clear();
      return null;
    },
  });
  table.set(complexType, globals.getString("pickle_complex") ?? null);
  table.set(unionType, globals.getString("pickle_union") ?? null);
  names(globals, {
    __all__: new PyList(["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]),
    dispatch_table: table,
    _extension_registry: extensions,
    _inverted_registry: inverted,
    _extension_cache: cache,
  });
}
