/** Which implementation of a generic function suits a class: its resolution order, with abstract classes put in their places. */
import { getAttribute } from "../../runtime/attributes.ts";
import { isSubclass } from "../../runtime/instance.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { callMethod } from "../method-call.ts";

/** Merges linearisations; the inconsistent case is an error. */
function merge(sequences: PyType[][]): PyType[] {
  const result: PyType[] = [];
  for (;;) {
    const open = sequences.filter((sequence) => sequence.length > 0);
    if (open.length === 0) return result;
    spend(open.length);
    const next = open
      .map((sequence) => sequence[0] as PyType)
      .find((candidate) => !open.some((sequence) => sequence.indexOf(candidate) > 0));
    if (next === undefined) throw raise.RuntimeError("Inconsistent hierarchy");
    result.push(next);
    for (const sequence of open) if (sequence[0] === next) sequence.shift();
  }
}

function isAbstractClass(type: PyType): boolean {
  return type.abstractNames !== null;
}

/** C3 where abstract classes that a class satisfies without deriving from them stand as near to it as they can. */
export function linearise(cls: PyType, abstract: readonly PyType[]): PyType[] {
  const { bases } = cls;
  // Abstract bases that are named come after the last concrete one that has abstract methods or is abstract itself.
  let boundary = 0;
  for (let index = bases.length - 1; index >= 0; index--) {
    if (isAbstractClass(bases[index] as PyType)) {
      boundary = index + 1;
      break;
    }
  }
  const own: PyType[] = [],
    remaining: PyType[] = [];
  for (const base of abstract) {
    const isOwn = isSubclass(cls, base) && !bases.some((parent) => isSubclass(parent, base));
    (isOwn ? own : remaining).push(base);
  }
  const explicit = bases.slice(0, boundary),
    other = bases.slice(boundary);
  const orders = [...explicit, ...own, ...other].map((base) => linearise(base, remaining));
  return merge([[cls], ...orders, [...explicit], [...own], [...other]]);
}

/** The resolution order of `cls` with those of `types` that it satisfies. */
export function composeOrder(cls: PyType, types: readonly PyType[]): PyType[] {
  const known = new Set(cls.mro);
  const related = (type: PyType): boolean => !known.has(type) && isSubclass(cls, type);
  let wanted = types.filter(related);
  // A base of another candidate needs no place of its own.
  wanted = wanted.filter((type) => !wanted.some((other) => other !== type && other.mro.includes(type)));
  const order: PyType[] = [];
  for (const type of wanted) {
    const found: PyType[][] = [];
    for (const derived of itemsOf(callMethod(type, "__subclasses__"))) {
      if (!(derived instanceof PyType) || known.has(derived) || !isSubclass(cls, derived)) continue;
      found.push(derived.mro.filter((each) => wanted.includes(each)));
    }
    if (found.length === 0) {
      order.push(type);
      continue;
    }
    found.sort((a, b) => b.length - a.length);
    for (const subclasses of found) for (const each of subclasses) if (!order.includes(each)) order.push(each);
  }
  return linearise(cls, order);
}

/** The best registered class for `cls`; two that suit equally well are an error. */
export function bestMatch(cls: PyType, registered: readonly PyType[]): PyType | undefined {
  const order = composeOrder(cls, registered);
  let match: PyType | undefined;
  for (const type of order) {
    if (match !== undefined) {
      const isAmbiguous =
        registered.includes(type) && !cls.mro.includes(type) && !cls.mro.includes(match) && !isSubclass(match, type);
      if (isAmbiguous) throw raise.RuntimeError(`Ambiguous dispatch: ${repr(match)} or ${repr(type)}`);
      break;
    }
    if (registered.includes(type)) match = type;
  }
  return match;
}

/** The members of a union of classes, or undefined. */
export function unionMembers(value: PyValue): readonly PyValue[] | undefined {
  if (value instanceof PyType || typeof value !== "object" || value === null) return undefined;
  const isUnion =
    value.cls.name === "UnionType" ||
    (value.cls.name === "_UnionGenericAlias" && value.findAttribute("__args__") instanceof PyTuple);
  return isUnion ? itemsOf(getAttribute(value, "__args__")) : undefined;
}
