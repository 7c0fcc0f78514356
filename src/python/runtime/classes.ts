/** Making classes: `class` statements, `type(name, bases, namespace)`, metaclasses, slots and their hooks. */
import { PyMemberDescriptor, PyGetSet } from "./builtin.ts";
import { attributeOr, instanceDict, setInstanceDict } from "./attributes.ts";
import { call, callDunder, callSpecial0, callSpecial2 } from "./call.ts";
import { callerModule } from "./caller-module.ts";
import { PyDict } from "./dict.ts";
import { itemsOf } from "./iterate.ts";
import { raise, withField } from "./raise.ts";
import { asString } from "./operators.ts";
import { setItem } from "./subscript.ts";
import { repr } from "./show.ts";
import { typeOf, typeType, objectType } from "./type-table.ts";
import { addedParts, bestBase, layoutOf, type Slots, suitsLayout } from "./layout.ts";
import { paid, spend } from "./limits.ts";
import { computeMro, createHeapType, hasCustomGetattribute, instanceKey, isSubtype, lookup } from "./types.ts";
import {
  Cell,
  type Keywords,
  PyCellObject,
  PyClassMethod,
  PyException,
  PyFunction,
  PyObject,
  PyStaticMethod,
  PyTuple,
  PyType,
  type PyValue,
} from "./values.ts";

/** The most derived metaclass of the bases and the one asked for. */
export function calculateMetaclass(metaclass: PyType, bases: readonly PyValue[]): PyType {
  let winner = metaclass;
  for (const base of bases) {
    const meta = typeOf(base);
    if (isSubtype(winner, meta)) continue;
    if (isSubtype(meta, winner)) winner = meta;
    else {
      throw raise.TypeError(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
      );
    }
  }
  return winner;
}

/** `__mro_entries__` of bases that are not classes. */
export function resolveBases(bases: readonly PyValue[]): PyValue[] {
  const resolved: PyValue[] = [];
  for (const base of bases) {
    const entries = base instanceof PyType ? undefined : attributeOr(base, "__mro_entries__", undefined);
    if (entries === undefined) {
      resolved.push(base);
      continue;
    }
    const replacement = call(entries, [new PyTuple(bases)]);
    if (!(replacement instanceof PyTuple)) throw raise.TypeError("__mro_entries__ must return a tuple");
    for (const item of paid(replacement.items)) resolved.push(item);
  }
  return resolved;
}

/** `__build_class__`: runs the body in the namespace that the metaclass prepares, and calls the metaclass. */
export function buildClass(
  body: (namespace: PyValue) => PyValue | Cell,
  name: string,
  originalBases: readonly PyValue[],
  keywords: Keywords | null,
): PyValue {
  const bases = resolveBases(originalBases);
  const rest: Keywords = new Map(keywords ?? []);
  let metaclass: PyValue = rest.get("metaclass") ?? null;
  if (rest.has("metaclass")) rest.delete("metaclass");
  else metaclass = bases.length > 0 ? typeOf(bases[0] as PyValue) : typeType;
  if (metaclass instanceof PyType) metaclass = calculateMetaclass(metaclass, bases);
  const prepare = attributeOr(metaclass, "__prepare__", undefined);
  const namespace =
    prepare === undefined ? new PyDict() : call(prepare, [name, new PyTuple(bases)], rest.size > 0 ? rest : null);
  if (
    !(namespace instanceof PyObject) ||
    (!(namespace instanceof PyDict) && lookup(namespace.cls, "__getitem__") === undefined)
  ) {
    const shown = metaclass instanceof PyType ? metaclass.name : "<metaclass>";
    throw raise.TypeError(`${shown}.__prepare__() must return a mapping, not ${typeOf(namespace).shown}`);
  }
  const cell = body(namespace);
  if (bases.length !== originalBases.length || bases.some((base, index) => base !== originalBases[index])) {
    setItem(namespace, "__orig_bases__", new PyTuple(originalBases));
  }
  const cls = call(metaclass, [name, new PyTuple(bases), namespace], rest.size > 0 ? rest : null);
  if (cell instanceof Cell && cls instanceof PyType) {
    if (cell.v === undefined) {
      throw raise.RuntimeError(
        `__class__ not set defining ${repr(name)} as ${repr(cls)}. Was __classcell__ propagated to type.__new__?`,
      );
    }
    if (cell.v !== cls)
      throw raise.TypeError(`__class__ set to ${repr(cell.v)} defining ${repr(name)} as ${repr(cls)}`);
  }
  return cls;
}

/** `type.__new__(metaclass, name, bases, namespace, **keywords)`. */
export function newType(
  metaclass: PyType,
  name: string,
  baseValues: readonly PyValue[],
  namespace: PyDict,
  keywords: Keywords | null,
  fill?: (type: PyType) => void,
): PyType {
  const bases: PyType[] = [];
  for (const base of baseValues) {
    if (!(base instanceof PyType)) {
      if (attributeOr(base, "__mro_entries__", undefined) !== undefined) {
        throw raise.TypeError("type() doesn't support MRO entry resolution; use types.new_class()");
      }
      throw raise.TypeError("bases must be types");
    }
    if (base.isFinal) throw notABase(base);
    bases.push(base);
  }
  if (bases.length === 0) bases.push(objectType);
  const best = bestBase(bases);
  const entries = new Map<string, PyValue>();
  spend(namespace.size);
  for (const [key, value] of namespace.entries()) {
    const text = asString(key);
    if (text !== undefined) entries.set(text, value);
  }
  const classCell = entries.get("__classcell__");
  if (classCell !== undefined && !(classCell instanceof PyCellObject))
    throw raise.TypeError(`__classcell__ must be a nonlocal cell, not ${repr(typeOf(classCell))}`);
  entries.delete("__classcell__");
  const qualname = entries.get("__qualname__");
  if (qualname !== undefined) {
    if (typeof qualname !== "string")
      throw raise.TypeError(`type __qualname__ must be a str, not ${typeOf(qualname).shown}`);
    entries.delete("__qualname__");
  }
  if (!entries.has("__module__")) entries.set("__module__", callerModule());
  wrapImplicit(entries);
  const slots = readSlots(entries, best, name);
  const repeated = bases.find((base, index) => bases.indexOf(base) < index);
  if (repeated !== undefined) throw raise.TypeError(`duplicate base class ${repeated.name}`);
  const order = (made: PyType): PyType[] => {
    // A metaclass's `mro` may call the methods that know the class by this cell.
    if (classCell !== undefined) classCell.cell.v = made;
    return resolutionOrder(made);
  };
  const type = createHeapType(metaclass, name, bases, entries, slots, order, fill);
  type.qualname = qualname ?? name;
  addDescriptors(type, best, slots);
  callHooks(type, entries, keywords);
  return type;
}

/** The order of `type.mro`, or of the metaclass's own. */
export function resolutionOrder(type: PyType): PyType[] {
  const method = lookup(type.cls, "mro");
  if (type.cls === typeType || method === lookup(typeType, "mro")) return computeMro(type, type.bases);
  const mro: PyType[] = [];
  for (const item of itemsOf(callSpecial0(method as PyValue, type))) {
    if (!(item instanceof PyType)) throw raise.TypeError(`mro() returned a non-class ('${typeOf(item).shown}')`);
    if (!suitsLayout(type, item)) throw raise.TypeError(`mro() returned base with unsuitable layout ('${item.shown}')`);
    mro.push(item);
  }
  return mro;
}

function notABase(type: PyType): PyObject {
  const module = type.namespace.get("__module__");
  if (module === "typing") return raise.TypeError("Cannot subclass special typing classes");
  return raise.TypeError(
    `type '${typeof module === "string" ? `${module}.` : ""}${type.name}' is not an acceptable base type`,
  );
}

/** `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods, without being told. */
function wrapImplicit(entries: Map<string, PyValue>): void {
  const wrap = (name: string, make: (f: PyValue) => PyValue): void => {
    const value = entries.get(name);
    if (value instanceof PyFunction) entries.set(name, make(value));
  };
  wrap("__new__", (f) => new PyStaticMethod(f));
  wrap("__init_subclass__", (f) => new PyClassMethod(f));
  wrap("__class_getitem__", (f) => new PyClassMethod(f));
  if (entries.has("__eq__") && !entries.has("__hash__")) entries.set("__hash__", null);
}

function readSlots(entries: Map<string, PyValue>, best: PyType, className: string): Slots | null {
  const value = entries.get("__slots__");
  if (value === undefined) return null;
  const items = asString(value) !== undefined ? [value] : itemsOf(value);
  const layout = layoutOf(best);
  if (items.length > 0 && layout.itemSize !== 0)
    throw raise.TypeError(`nonempty __slots__ not supported for subtype of '${best.name}'`);
  const wanted: string[] = [];
  let withDict = false,
    withWeakref = false;
  for (const item of items) {
    const name = asString(item);
    if (name === undefined) throw raise.TypeError(`__slots__ items must be strings, not '${typeOf(item).shown}'`);
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw raise.TypeError("__slots__ must be identifiers");
    if (name === "__dict__") {
      if (withDict || layout.dict !== 0) throw raise.TypeError("__dict__ slot disallowed: we already got one");
      withDict = true;
    } else if (name === "__weakref__") {
      if (withWeakref || layout.weak !== 0)
        throw raise.TypeError("__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
      withWeakref = true;
    } else wanted.push(name);
  }
  const names: string[] = [];
  for (const name of wanted) {
    const mangled = name.startsWith("__") && !name.endsWith("__") ? `_${className.replace(/^_+/, "")}${name}` : name;
    if (entries.has(mangled) && mangled !== "__qualname__" && mangled !== "__classcell__") {
      throw raise.ValueError(`${repr(name)} in __slots__ conflicts with class variable`);
    }
    names.push(mangled);
  }
  return { names: names.sort(), withDict, withWeakref };
}

/** Descriptors for slots, `__dict__` and `__weakref__`. */
function addDescriptors(type: PyType, best: PyType, slots: Slots | null): void {
  const { withDict, withWeakref } = addedParts(best, type.bases, slots);
  const add = (name: string, value: PyValue): void => {
    if (type.namespace.has(name)) return;
    type.namespace.set(name, value);
    Object.defineProperty(type.proto, `t$${name}`, { value, writable: true, configurable: true, enumerable: false });
  };
  for (const name of slots?.names ?? []) add(name, slotDescriptor(name, type));
  if (withDict) {
    add(
      "__dict__",
      new PyGetSet(
        "__dict__",
        type,
        (self) => nativeDict(self)?.bind?.(self, typeOf(self)) ?? instanceDict(self as PyObject),
        (self, value) => {
          const native = nativeDict(self);
          if (native !== undefined) native.write(self, value);
          else if (value === undefined) setInstanceDict(self as PyObject, new PyDict());
          else if (value instanceof PyDict) setInstanceDict(self as PyObject, value);
          else throw raise.TypeError(`__dict__ must be set to a dictionary, not a '${typeOf(value).shown}'`);
        },
      ),
    );
  }
  if (withWeakref) add("__weakref__", new PyGetSet("__weakref__", type, () => null, null));
  add("__doc__", null);
}

/** How a built-in class that instances extend (type, module) gives and takes their dictionary. */
function nativeDict(self: PyValue): PyGetSet | undefined {
  for (const { isHeap, namespace } of typeOf(self).mro) {
    const found = isHeap ? undefined : namespace.get("__dict__");
    if (found instanceof PyGetSet) return found;
  }
  return undefined;
}

/**
 * A slot's value is kept as an attribute is, where it is this slot that instances of the class find by the name, and under a key
 * of its own otherwise, so that slots of one name in two classes do not meet.
 */
function slotDescriptor(name: string, type: PyType): PyMemberDescriptor {
  const ownKey = Symbol(name),
    key = instanceKey(name);
  type Table = Record<string | symbol, PyValue | undefined>;
  const keyFor = ({ cls }: PyObject): string | symbol =>
    lookup(cls, name) === slot && !hasCustomGetattribute(cls) ? key : ownKey;
  const missing = (self: PyValue): PyObject =>
    withField(
      withField(raise.AttributeError(`'${typeOf(self).shown}' object has no attribute '${name}'`), "name", name),
      "obj",
      self,
    );
  const slot = new PyMemberDescriptor(
    name,
    type,
    (self) => {
      const value = (self as unknown as Table)[keyFor(self as PyObject)];
      if (value === undefined) throw missing(self);
      return value;
    },
    (self, value) => {
      const table = self as unknown as Table,
        place = keyFor(self as PyObject);
      if (value === undefined && table[place] === undefined) throw raise.AttributeError(name);
      table[place] = value;
    },
    true,
  );
  slot.slotKey = key;
  return slot;
}

/** `__set_name__` of the attributes, then `__init_subclass__` of the parent. */
function callHooks(type: PyType, entries: ReadonlyMap<string, PyValue>, keywords: Keywords | null): void {
  for (const [name, value] of entries) {
    const hook = value instanceof PyObject ? lookup(value.cls, "__set_name__") : undefined;
    if (hook === undefined || hook === null) continue;
    try {
      callSpecial2(hook, value, type, name);
    } catch (error) {
      if (error instanceof PyException)
        callDunder(
          error,
          "add_note",
          `Error calling __set_name__ on '${typeOf(value).name}' instance '${name}' in '${type.name}'`,
        );
      throw error;
    }
  }
  const parent = superAttribute(type, "__init_subclass__");
  if (parent !== undefined) call(parent, [], keywords);
}

/** `super(type, type).name`. */
function superAttribute(type: PyType, name: string): PyValue | undefined {
  if (!type.mro.includes(type)) throw raise.TypeError("super(type, obj): obj must be an instance or subtype of type");
  for (const cls of type.mro.slice(type.mro.indexOf(type) + 1)) {
    const value = cls.namespace.get(name);
    if (value === undefined) continue;
    return typeof value === "object" && value !== null && value.bind !== undefined
      ? value.bind(undefined, type)
      : value;
  }
  return undefined;
}
