/**
 * How built-in types and modules are written: tables keyed by Python's own signature text.
 *
 *   methods(listType, { "append(self, object, /)"(self: PyList, object) { self.items.push(object); return null; } })
 *
 * The text gives the name, the binding, CPython's argument errors and `__text_signature__` (`signature.ts`).
 */
import { type Native, type NativeKind, PyBuiltin, PyGetSet, PyMemberDescriptor } from "./builtin.ts";
import { setOwn } from "./types.ts";
import { PyDict } from "./dict.ts";
import { raise } from "./raise.ts";
import { NotImplemented, PyStaticMethod, type PyType, type PyValue } from "./values.ts";

/** `"split(self, /, sep=None)"` → the name, and the parameters without `self`. */
function splitHeading(heading: string, hasSelf: boolean): [name: string, parameters: string] {
  const open = heading.indexOf("(");
  const name = heading.slice(0, open);
  let parameters = heading.slice(open + 1, heading.lastIndexOf(")")).trim();
  if (hasSelf) {
    const comma = parameters.indexOf(",");
    parameters = comma < 0 ? "" : parameters.slice(comma + 1).trimStart();
    // `self, /` alone says that self is positional-only, which it always is.
    if (parameters === "/") parameters = "";
    else if (parameters.startsWith("/, ")) parameters = parameters.slice(3);
  }
  return [name, parameters];
}

/** Methods of a type. Dunders become slot wrappers, as CPython shows them. */
export function methods(type: PyType, table: Record<string, Native>): void {
  // What CPython writes in Python inherits object's `__ne__`.
  const isNative = !type.isHeap && (type.qualifier !== "" || !type.namespace.has("__module__"));
  for (const [heading, fn] of Object.entries(table)) {
    const [name, parameters] = splitHeading(heading, true);
    const isPlain = PLAIN_DUNDERS.has(name) || PLAIN_BESIDE_SLOTS.has(`${type.name}.${name}`);
    const kind: NativeKind = name.startsWith("__") && !isPlain ? "wrapper" : "method";
    setOwn(type, name, new PyBuiltin(name, kind, type, parameters, fn));
    if (name === "__eq__" && isNative)
      setOwn(type, "__ne__", new PyBuiltin("__ne__", kind, type, parameters, unlike(fn)));
  }
}

/** `__ne__` of a type that compares: a subclass that redefines `__eq__` alone still has this one. */
function unlike(equals: Native): Native {
  return (self: PyValue, other: PyValue) => {
    const result = (equals as (self: PyValue, other: PyValue) => PyValue)(self, other);
    return result === NotImplemented ? result : result !== true;
  };
}

/** Dunders that CPython has as ordinary methods. */
const PLAIN_DUNDERS = new Set([
  "__reduce__",
  "__reduce_ex__",
  "__format__",
  "__sizeof__",
  "__dir__",
  "__getnewargs__",
  "__length_hint__",
  "__reversed__",
  "__setstate__",
  "__getstate__",
  "__class_getitem__",
  "__copy__",
  "__deepcopy__",
  "__round__",
  "__trunc__",
  "__floor__",
  "__ceil__",
  "__complex__",
  "__bytes__",
  "__enter__",
  "__exit__",
  "__missing__",
  "__instancecheck__",
  "__subclasscheck__",
  "__prepare__",
  "__subclasses__",
  "__set_name__",
]);

/** Dunders that CPython has as methods although the type has the slot, too. */
const PLAIN_BESIDE_SLOTS = new Set([
  "dict.__contains__",
  "dict.__getitem__",
  "list.__getitem__",
  "set.__contains__",
  "frozenset.__contains__",
]);

/** Class methods: the class arrives first. */
export function classMethods(type: PyType, table: Record<string, Native>): void {
  for (const [heading, fn] of Object.entries(table)) {
    const [name, parameters] = splitHeading(heading, true);
    setOwn(type, name, new PyBuiltin(name, "classmethod", type, parameters, fn));
  }
}

/** Static methods. */
export function staticMethods(type: PyType, table: Record<string, Native>): void {
  for (const [heading, fn] of Object.entries(table)) {
    const [name, parameters] = splitHeading(heading, false);
    setOwn(type, name, new NativeStaticMethod(new PyBuiltin(name, "function", type, parameters, fn)));
  }
}

/** All sessions share it, so unlike what a program makes it takes no attributes, and no other function. */
class NativeStaticMethod extends PyStaticMethod {
  constructor(f: PyBuiltin) {
    super(f);
    Object.freeze(this);
  }
}
function refuse(name: string): never {
  throw raise.AttributeError(`'staticmethod' object attribute '${name}' is read-only`);
}
NativeStaticMethod.prototype.assignAttribute = refuse;
NativeStaticMethod.prototype.removeAttribute = refuse;
Object.defineProperties(NativeStaticMethod.prototype, {
  plainSet: { value: false },
  dict: { get: () => new PyDict() },
});

/** `__new__`: `constructor(listType, "(cls, iterable=(), /)", (cls, iterable) => ...)`; makes instances with `new cls.jsClass()`. */
export function constructor(type: PyType, parameters: string, fn: Native): void {
  const [, rest] = splitHeading(`__new__${parameters}`, true);
  setOwn(type, "__new__", new PyBuiltin("__new__", "new", type, rest, fn));
}

type Getter<T> = (self: T) => PyValue;
interface Accessor<T> {
  get: Getter<T>;
  /** undefined as value means `del`. */
  set?: (self: T, value: PyValue | undefined) => void;
}

/** Computed attributes: a function, or `{ get, set }`. */
export function attributes<T>(type: PyType, table: Record<string, Getter<T> | Accessor<T>>): void {
  for (const [name, entry] of Object.entries(table)) {
    const { get, set }: Accessor<T> = typeof entry === "function" ? { get: entry } : entry;
    setOwn(type, name, new PyGetSet(name, type, get as Getter<PyValue>, (set as Accessor<PyValue>["set"]) ?? null));
  }
}

/** Attributes that CPython has as members of the C structure (shown as `<member ...>`). */
export function members<T>(type: PyType, table: Record<string, Getter<T> | Accessor<T>>): void {
  for (const [name, entry] of Object.entries(table)) {
    const { get, set }: Accessor<T> = typeof entry === "function" ? { get: entry } : entry;
    setOwn(
      type,
      name,
      new PyMemberDescriptor(name, type, get as Getter<PyValue>, (set as Accessor<PyValue>["set"]) ?? null, true),
    );
  }
}

/** Plain values in the class's namespace. */
export function constants(type: PyType, table: Record<string, PyValue>): void {
  for (const [name, value] of Object.entries(table)) setOwn(type, name, value);
}

/** A function of a module (or a built-in). */
export function makeFunction(heading: string, fn: Native, module: string): PyBuiltin {
  const [name, parameters] = splitHeading(heading, false);
  const native = new PyBuiltin(name, "function", null, parameters, fn);
  native.module = module;
  return native;
}

/** Puts functions into a module's namespace. */
export function functions(globals: PyDict, module: string, table: Record<string, Native>): void {
  for (const [heading, fn] of Object.entries(table)) {
    const native = makeFunction(heading, fn, module);
    globals.setString(native.name, native);
  }
}

/** Puts values into a module's namespace. */
export function names(globals: PyDict, table: Record<string, PyValue>): void {
  for (const [name, value] of Object.entries(table)) globals.setString(name, value);
}
