/**
 * Type objects: making them, their method resolution order, and how what a class offers reaches its instances.
 *
 * A class's JavaScript prototype inherits from that of its first base, so most inheritance is JavaScript's own. Where
 * the method resolution order of several bases disagrees with that chain, the names are copied (`flatten`).
 */
import { bestBase, extendLayout, layoutOf, shareLayout, type Slots } from "./layout.ts";
import { chargeName, spend } from "./limits.ts";
import { raise } from "./raise.ts";
import { current } from "./state.ts";
import { type JsClass, PyObject, PyType, type PyValue, type ProtoTable } from "./values.ts";

export interface TypeOptions {
  base?: PyType;
  module?: string;
  final?: boolean;
  instanceDict?: boolean;
  unwrap?: (self: PyValue) => PyValue;
  /** The type is written in Python in CPython: messages show its name alone. */
  isPython?: boolean;
  /** Instances look like those of the base: the type can be a base beside others of that layout. */
  sharesLayout?: boolean;
}

/** The property under which instances find what their class calls `name`. */
export function classKey(name: string): string {
  return cachedKey(classKeys, "t$", name);
}

/** The property that holds an instance's own attribute `name`. */
export function instanceKey(name: string): string {
  return cachedKey(instanceKeys, "$", name);
}

/** A key that was made once is found as V8 keeps it, without joining and interning two strings: 3x on getattr(). */
function cachedKey(keys: Map<string, string>, prefix: string, name: string): string {
  let key = keys.get(name);
  if (key === undefined) {
    chargeName(name);
    key = prefix + name;
    if (keys.size > 20_000) keys.clear();
    if (name.length < 100) keys.set(name, key);
  }
  return key;
}
const classKeys = new Map<string, string>();
const instanceKeys = new Map<string, string>();

export const objectType: PyType = new PyType("object", PyObject, false);
objectType.mro = [objectType];
export const typeType: PyType = new PyType("type", PyType, false);
typeType.bases = [objectType];
typeType.mro = [typeType, objectType];
setProto(objectType.proto, "cls", objectType);
setProto(typeType.proto, "cls", typeType);
setProto(objectType.proto, "plainSet", false);
typeType.hasInstanceDict = true;

/** Defines a built-in type over a JavaScript class. Methods are added by `define.ts`. */
export function defineType(name: string, jsClass: JsClass, options: TypeOptions = {}): PyType {
  const base = options.base ?? objectType;
  const type = new PyType(name, jsClass, false);
  type.bases = [base];
  type.mro = [type, ...base.mro];
  type.isFinal = options.final ?? false;
  type.hasInstanceDict = options.instanceDict ?? base.hasInstanceDict;
  type.unwrap = options.unwrap ?? base.unwrap;
  setProto(type.proto, "cls", type);
  setProto(type.proto, "plainSet", type.hasInstanceDict);
  if (options.module !== undefined) setOwn(type, "__module__", options.module);
  if (options.module !== undefined && options.isPython !== true) type.qualifier = `${options.module}.`;
  // Each class has its own, so that none shows that of its base.
  setOwn(type, "__doc__", null);
  if (options.sharesLayout === true) shareLayout(type);
  return type;
}

function setProto(proto: ProtoTable, key: string, value: unknown): void {
  // A plain assignment: 2,000 of these are made when the package is loaded, and defineProperty takes four times as long.
  (proto as Record<string, unknown>)[key] = value;
}

/** Puts a name into a class and in sight of its instances. */
export function setOwn(type: PyType, name: string, value: PyValue): void {
  type.namespace.set(name, value);
  setProto(type.proto, classKey(name), type.isHeap ? shownTo(type, value) : value);
}

/** What instances of a class are shown of a value in it; set by `builtin.ts`, which hides natives of other classes. */
let shownTo: (type: PyType, value: PyValue) => PyValue = (_, value) => value;
export function setShownTo(show: typeof shownTo): void {
  shownTo = show;
}

/** What instances of `type` find in their class as `name`, or undefined. */
export function lookup(type: PyType, name: string): PyValue | undefined {
  return type.proto[classKey(name)];
}

/** The class in the resolution order that defines `name`. */
export function definingClass(type: PyType, name: string): PyType | undefined {
  for (const cls of type.mro) if (cls.namespace.has(name)) return cls;
  return type.mro.length === 0 && type.namespace.has(name) ? type : undefined;
}

export function isSubtype(type: PyType, other: PyType): boolean {
  return type === other || type.mro.includes(other) || (type.mro.length === 0 && hasBase(type, other));
}

/** Whether `other` is in the line of bases that instances extend, which stands before the resolution order is known. */
export function hasBase(type: PyType, other: PyType): boolean {
  for (let base = layoutOf(type).base; base !== null; base = layoutOf(base).base) if (base === other) return true;
  return false;
}

/** C3 linearisation. */
export function computeMro(type: PyType, bases: readonly PyType[]): PyType[] {
  const incomplete = bases.find(({ mro }) => mro.length === 0);
  if (incomplete !== undefined) throw raise.TypeError(`Cannot extend an incomplete type '${incomplete.name}'`);
  const sequences = [...bases.map((base) => [...base.mro]), [...bases]];
  const result = [type];
  for (;;) {
    const remaining = sequences.filter((sequence) => sequence.length > 0);
    if (remaining.length === 0) return result;
    spend(remaining.length);
    const next = remaining
      .map((sequence) => sequence[0])
      .find((candidate) => candidate !== undefined && !remaining.some((sequence) => isInTail(sequence, candidate)));
    if (next === undefined) {
      const names = [...new Set(remaining.map((sequence) => sequence[0]?.name ?? ""))].join(", ");
      throw raise.TypeError(`Cannot create a consistent method resolution\norder (MRO) for bases ${names}`);
    }
    result.push(next);
    for (const sequence of remaining) if (sequence[0] === next) sequence.shift();
  }
}

function isInTail(sequence: readonly PyType[], candidate: PyType): boolean {
  spend(sequence.length >> 4);
  return sequence.indexOf(candidate) > 0;
}

/**
 * The JavaScript method of each protocol and the names whose definition decides it. A class gets the method of the
 * built-in type that defines the name, or the generic one, which calls whatever the class defines.
 */
const SLOTS: readonly (readonly [slot: string, ...names: string[]])[] = [
  ["getItem", "__getitem__"],
  ["setItem", "__setitem__"],
  ["deleteItem", "__delitem__"],
  ["length", "__len__"],
  ["contains", "__contains__", "__iter__", "__getitem__"],
  ["iterate", "__iter__", "__getitem__"],
  ["next", "__next__"],
  ["isTrue", "__bool__", "__len__"],
  ["hash", "__hash__"],
  ["equals", "__eq__"],
  ["invoke", "__call__"],
  ["invoke0", "__call__"],
  ["invoke1", "__call__"],
  ["invoke2", "__call__"],
  ["invoke3", "__call__"],
  ["bind", "__get__"],
  ["findAttribute", "__getattribute__", "__getattr__"],
  ["assignAttribute", "__setattr__"],
  ["removeAttribute", "__delattr__"],
];

/** The names that decide some slot. */
const SLOT_NAMES: ReadonlySet<string> = new Set(SLOTS.flatMap(([, ...names]) => names));

/** Slots whose later names count only where no class at all has the earlier ones: `__getitem__` does not replace `__iter__`. */
const FIRST_NAME_DECIDES = new Set(["contains", "iterate", "isTrue"]);

/** Generic forms of slots, for classes whose dunder is Python code; filled in by the protocols' files. */
export const genericSlots: Map<string, unknown> = new Map();

/** Registers the generic form of a slot, and makes it what every object has unless its type says otherwise. */
export function genericSlot(slot: string, method: unknown, onEveryObject = true): void {
  genericSlots.set(slot, method);
  if (onEveryObject) setProto(objectType.proto, slot, method);
}

/** Decides the slots that depend on `name` (or all of them) for a class made by Python code. */
function updateSlots(type: PyType, name?: string): void {
  for (const [slot, ...names] of SLOTS) {
    if (name !== undefined && !names.includes(name)) continue;
    const owner = FIRST_NAME_DECIDES.has(slot)
      ? names.map((dunder) => definingClass(type, dunder)).find((cls) => cls !== undefined)
      : type.mro.find((cls) => names.some((dunder) => cls.namespace.has(dunder)));
    // Deleted while a loop asks for items: the generic form says that this is no iterator.
    if (owner === undefined && name === "__next__") continue;
    // Nobody defines it: what `object` has, which for `bind` and `next` is nothing.
    const method =
      owner === undefined
        ? (objectType.proto as Record<string, unknown>)[slot]
        : owner.isHeap
          ? genericSlots.get(slot)
          : (nativeFrom(type, owner).proto as Record<string, unknown>)[slot];
    if ((type.proto as Record<string, unknown>)[slot] !== method) setProto(type.proto, slot, method);
  }
}

/** The built-in class of the order whose slots hold: a module assigns in its own way what `object.__setattr__` decides. */
function nativeFrom(type: PyType, owner: PyType): PyType {
  return type.mro.find((cls) => !cls.isHeap && isSubtype(cls, owner)) ?? owner;
}

/** Names whose redefinition takes instances off the plain way of setting attributes. */
function hasPlainSet(type: PyType): boolean {
  if (!type.hasInstanceDict || assignsItsOwnWay(type)) return false;
  const set = definingClass(type, "__setattr__");
  const get = definingClass(type, "__getattribute__");
  return (set === undefined || !set.isHeap) && (get === undefined || !get.isHeap);
}

/** Classes and modules keep attributes elsewhere than other objects. */
function assignsItsOwnWay(type: PyType): boolean {
  return (
    isSubtype(type, typeType) ||
    (type.proto as { assignAttribute?: unknown }).assignAttribute !== PyObject.prototype.assignAttribute
  );
}

/** Whether instances keep attributes as own properties: not when every read must go through `__getattribute__`. */
export function hasCustomGetattribute(type: PyType): boolean {
  return definingClass(type, "__getattribute__")?.isHeap === true;
}

/** Makes a class for Python code. `metaclass` is `type` or a subclass of it; `slots` is null without `__slots__`. */
export function createHeapType(
  metaclass: PyType,
  name: string,
  bases: readonly PyType[],
  namespace: Iterable<[string, PyValue]>,
  slots: Slots | null,
  order: (type: PyType) => PyType[],
  fill?: (type: PyType) => void,
): PyType {
  const best = bestBase(bases);
  const JsBase = best.jsClass;
  // A JavaScript class of its own gives instances a hidden class of their own.
  const jsClass = class extends JsBase {} as JsClass;
  const MetaJsClass = metaclass.jsClass as unknown as new (name: string, jsClass: JsClass, isHeap: boolean) => PyType;
  const type = new MetaJsClass(name, jsClass, true);
  type.bases = [...bases];
  type.slotNames = slots?.names ?? null;
  type.unwrap = best.unwrap;
  extendLayout(type, best, slots);
  type.hasInstanceDict = layoutOf(type).dict !== 0;
  setProto(type.proto, "cls", type);
  for (const [key, value] of namespace) setOwn(type, key, value);
  type.mro = order(type);
  // Until now only the first line of bases told what belongs here.
  if (bases.length > 1) for (const [key, value] of namespace) setProto(type.proto, classKey(key), shownTo(type, value));
  // Each slot is looked for along the whole order.
  spend(SLOTS.length * type.mro.length);
  fill?.(type);
  finishType(type);
  for (const base of bases) subclassesOf(base).add(new WeakRef(type));
  return type;
}

/** The direct subclasses that the running interpreter has made. */
export function subclassesOf(type: PyType): Set<WeakRef<PyType>> {
  if (type.isHeap) return type.subclasses;
  const { subclasses } = current.interpreter;
  let own = subclasses.get(type);
  if (own === undefined) subclasses.set(type, (own = new Set()));
  return own;
}

/** Sets up what depends on the resolution order: copied names, slots, flags. */
export function finishType(type: PyType): void {
  type.plainInit = undefined;
  flatten(type);
  updateSlots(type);
  setFlags(type);
}

/** Marks of built-in types that their subclasses do not have. */
const EXACT = ["exact", "isList", "isTuple"] as const;

function setFlags(type: PyType): void {
  setProto(type.proto, "plainSet", hasPlainSet(type));
  if (hasCustomGetattribute(type)) setProto(type.proto, "dict", null);
  for (const name of EXACT) if (name in type.proto) setProto(type.proto, name, false);
}

/** Copies names where the JavaScript prototype chain would find another class's. */
function flatten(type: PyType): void {
  if (type.bases.length < 2 && Object.getPrototypeOf(type.proto) === type.bases[0]?.proto) return;
  for (const cls of type.mro) {
    spend(cls.namespace.size);
    for (const name of cls.namespace.keys()) refresh(type, name);
  }
}

/** Makes `proto` show what the resolution order says for `name`. */
function refresh(type: PyType, name: string): void {
  const key = classKey(name);
  const value = definingClass(type, name)?.namespace.get(name);
  if (type.proto[key] === value) return;
  if (value === undefined) delete type.proto[key];
  else setProto(type.proto, key, shownTo(type, value));
  if (value === undefined && type.proto[key] !== undefined) setProto(type.proto, key, undefined);
}

/** Changes (or with undefined removes) a name of a class that Python code made, and tells its subclasses. */
export function changeOwn(type: PyType, name: string, value: PyValue | undefined): void {
  if (value === undefined) type.namespace.delete(name);
  else type.namespace.set(name, value);
  propagate(type, name);
}

function propagate(type: PyType, name: string): void {
  spend(8);
  refresh(type, name);
  type.version++;
  if (name === "__init__" || name === "__new__") type.plainInit = undefined;
  if (SLOT_NAMES.has(name)) updateSlots(type, name);
  if (name === "__setattr__" || name === "__getattribute__") setFlags(type);
  for (const reference of type.subclasses) {
    const subclass = reference.deref();
    if (subclass === undefined) type.subclasses.delete(reference);
    else propagate(subclass, name);
  }
}
