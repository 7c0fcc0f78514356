/**
 * CPython's accounting of an instance's memory. Which classes can be bases together, where a slot may be and which class
 * may take the place of another all follow from the sizes of the C structures, so a class keeps what its would be.
 * Source of the rules: Objects/typeobject.c, extra_ivars, best_base, type_new_slots and compatible_for_assignment.
 */
import { raise } from "./raise.ts";
import type { PyObject, PyType } from "./values.ts";

interface Layout {
  /** The base that instances extend. */
  readonly base: PyType | null;
  readonly size: number;
  /** Bytes of each item, for what varies in size. */
  readonly itemSize: number;
  /** Where the dictionary and the weak references are; 0 for nowhere. */
  readonly dict: number;
  readonly weak: number;
  readonly slots: readonly string[] | null;
}

const WORD = 8;

/** Size, size of an item, place of the weak references, place of the dictionary; by the names of CPython 3.11. */
const NATIVE: Readonly<Record<string, readonly number[]>> = {
  object: [16],
  type: [904, 40, 368, 264],
  int: [24, 4],
  bool: [32, 4],
  float: [24],
  complex: [32],
  str: [80],
  bytes: [33, 1],
  bytearray: [56],
  list: [40],
  tuple: [24, 8],
  dict: [48],
  set: [200, 0, 192],
  frozenset: [200, 0, 192],
  module: [56, 0, 40, 16],
  memoryview: [144, 8, 136],
  classmethod: [32, 0, 0, 24],
  staticmethod: [32, 0, 0, 24],
  BaseException: [72, 0, 0, 16],
  BaseExceptionGroup: [88, 0, 0, 16],
  ExceptionGroup: [96, 0, 88, 16],
  SystemExit: [80, 0, 0, 16],
  StopIteration: [80, 0, 0, 16],
  AttributeError: [88, 0, 0, 16],
  ImportError: [96, 0, 0, 16],
  NameError: [80, 0, 0, 16],
  OSError: [112, 0, 0, 16],
  SyntaxError: [136, 0, 0, 16],
  UnicodeDecodeError: [112, 0, 0, 16],
  UnicodeEncodeError: [112, 0, 0, 16],
  UnicodeTranslateError: [112, 0, 0, 16],
};

/** Types that the collector of CPython does not see: another function frees them. */
const UNCOLLECTED = new Set("object int bool float complex str bytes bytearray range".split(" "));

const layouts = new WeakMap<PyType, Layout>();
const sharing = new WeakSet<PyType>();

/** Says that instances of a built-in type look like those of its base. */
export function shareLayout(type: PyType): void {
  sharing.add(type);
}

export function layoutOf(type: PyType): Layout {
  let layout = layouts.get(type);
  if (layout === undefined) layouts.set(type, (layout = nativeLayout(type)));
  return layout;
}

function nativeLayout(type: PyType): Layout {
  const base = type.bases[0] ?? null;
  const known = type.qualifier === "" ? NATIVE[type.name] : undefined;
  if (known !== undefined) {
    const [size = 0, itemSize = 0, weak = 0, dict = 0] = known;
    return { base, size, itemSize, weak, dict, slots: null };
  }
  const inherited = layoutOf(base as PyType); // Only object has none, and it is known.
  if (sharing.has(type)) return { ...inherited, base };
  const size = inherited.size + WORD;
  return { ...inherited, base, size, dict: type.hasInstanceDict ? inherited.dict || size : 0 };
}

/** What the `__slots__` of a class ask for. */
export interface Slots {
  names: string[];
  withDict: boolean;
  withWeakref: boolean;
}

/** The parts that a new class adds to its best base. */
export function addedParts(base: PyType, bases: readonly PyType[], slots: Slots | null): Omit<Slots, "names"> {
  const { dict, weak, itemSize } = layoutOf(base);
  const others = bases.filter((other) => other !== base).map(layoutOf);
  return {
    withDict: dict === 0 && (slots === null || slots.withDict || others.some((other) => other.dict !== 0)),
    withWeakref:
      weak === 0 && itemSize === 0 && (slots === null || slots.withWeakref || others.some((other) => other.weak !== 0)),
  };
}

/** Notes the layout of a class that Python code makes. */
export function extendLayout(type: PyType, base: PyType, slots: Slots | null): void {
  const { size: start, itemSize, dict, weak } = layoutOf(base);
  const { withDict, withWeakref } = addedParts(base, type.bases, slots);
  let size = start + WORD * (slots?.names.length ?? 0);
  if (withDict && itemSize !== 0) size += WORD;
  const weakAt = withWeakref ? size : weak;
  if (withWeakref) size += WORD;
  // A dictionary that CPython manages stands before the object.
  const dictAt = !withDict ? dict : itemSize !== 0 ? -WORD : -(size + 3 * WORD);
  layouts.set(type, { base, size, itemSize, dict: dictAt, weak: weakAt, slots: slots?.names ?? null });
}

/** Notes another base of the same layout. */
export function changeBase(type: PyType, base: PyType): void {
  layouts.set(type, { ...layoutOf(type), base });
}

/** The class whose structure instances have: the last that added to it more than a dictionary and weak references. */
function solidBase(type: PyType): PyType {
  const { base, size, itemSize, weak } = layoutOf(type);
  if (base === null) return type;
  // Asked for again with every class below: without this a line of bases costs twice as much with each.
  let solid = solidBases.get(type);
  if (solid === undefined) {
    const inherited = layoutOf(base);
    const isVariable = itemSize !== 0 || inherited.itemSize !== 0;
    const hasOnlyWeak = weak !== 0 && inherited.weak === 0 && weak + WORD === size && type.isHeap;
    const own = !isVariable && hasOnlyWeak ? size - WORD : size;
    solid = own !== inherited.size || itemSize !== inherited.itemSize ? type : solidBase(base);
    solidBases.set(type, solid);
  }
  return solid;
}

/** Whether a class may have `base` in its resolution order. */
export function suitsLayout(type: PyType, base: PyType): boolean {
  const wanted = solidBase(base);
  for (let solid: PyType | null = solidBase(type); solid !== null; solid = layoutOf(solid).base)
    if (solid === wanted) return true;
  return false;
}

/** Bases are exchanged only for ones of the same layout, so what was found stays true. */
const solidBases = new WeakMap<PyType, PyType>();

/** The base that instances extend, of several. */
export function bestBase(bases: readonly PyType[]): PyType {
  let best = bases[0] as PyType; // Every class but object has a base.
  let winner = solidBase(best);
  for (const base of bases) {
    const solid = solidBase(base);
    if (winner.mro.includes(solid)) continue;
    if (!solid.mro.includes(winner)) throw raise.TypeError("multiple bases have instance lay-out conflict");
    winner = solid;
    best = base;
  }
  return best;
}

/** Why instances (or the base) of one class cannot become those of another, or undefined: `what` is the attribute that is set. */
export function misfit(before: PyType, after: PyType, what: string): PyObject | undefined {
  if (isCollected(before) !== isCollected(after))
    return raise.TypeError(`${what} assignment: '${after.shown}' deallocator differs from '${before.shown}'`);
  const a = plainAncestor(after),
    b = plainAncestor(before);
  const isAlike = a === b || (layoutOf(a).base === layoutOf(b).base && haveSameSlots(a, b));
  if (isAlike && isManaged(before) === isManaged(after)) return undefined;
  return raise.TypeError(`${what} assignment: '${after.shown}' object layout differs from '${before.shown}'`);
}

function isCollected(type: PyType): boolean {
  return type.isHeap || !UNCOLLECTED.has(type.name);
}

function isManaged(type: PyType): boolean {
  return layoutOf(type).dict < -WORD;
}

/** The furthest ancestor whose instances look alike. */
function plainAncestor(type: PyType): PyType {
  const layout = layoutOf(type);
  if (layout.base === null) return type;
  const inherited = layoutOf(layout.base);
  const isAlike =
    layout.size === inherited.size &&
    layout.itemSize === inherited.itemSize &&
    layout.dict === inherited.dict &&
    layout.weak === inherited.weak &&
    isCollected(type) === isCollected(layout.base);
  return isAlike ? plainAncestor(layout.base) : type;
}

function haveSameSlots(a: PyType, b: PyType): boolean {
  if (!a.isHeap || !b.isHeap) return false;
  const [left, right] = [layoutOf(a), layoutOf(b)];
  let { size } = layoutOf(left.base as PyType);
  if (left.dict === size && right.dict === size) size += WORD;
  if (left.weak === size && right.weak === size) size += WORD;
  if (left.slots !== null && right.slots !== null) {
    if (left.slots.join() !== right.slots.join()) return false;
    size += WORD * left.slots.length;
  }
  return size === left.size && size === right.size;
}
