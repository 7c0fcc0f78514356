/** `int | str`: types.UnionType. */
import { attributeOr, findAttribute, getAttribute } from "../runtime/attributes.ts";
import { attributes, methods } from "../runtime/define.ts";
import { PyFrozenSet } from "../runtime/dict.ts";
import { isEqual } from "../runtime/equal.ts";
import { HashTable } from "../runtime/hash-table.ts";
import { hash } from "../runtime/hash.ts";
import { isInstance, isSubclass } from "../runtime/instance.ts";
import { paid } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { noneType, typeOf } from "../runtime/type-table.ts";
import { defineType } from "../runtime/types.ts";
import { NotImplemented, type PyInt, PyObject, PyTuple, PyType, type PyValue } from "../runtime/values.ts";
import { collectParameters, genericAliasType, PyGenericAlias, substitute } from "./generic-alias.ts";

export class PyUnion extends PyObject {
  readonly args: PyTuple;
  constructor(args: PyTuple) {
    super();
    this.args = args;
  }
}

export const unionType: PyType = defineType("UnionType", PyUnion, { module: "types", final: true });

function isUnionable(value: PyValue): boolean {
  if (value === null || value instanceof PyType || value instanceof PyGenericAlias || value instanceof PyUnion)
    return true;
  return typeOf(value).name === "TypeAliasType";
}

/** `a | b` of types; NotImplemented when one is no type. */
export function makeUnion(a: PyValue, b: PyValue): PyValue {
  if (!isUnionable(a) || !isUnionable(b)) return NotImplemented;
  return unionOf([a, b]);
}

/** The union of several types: flattened, without doubles; one alone is itself. */
export function unionOf(members: readonly PyValue[]): PyValue {
  const flat: PyValue[] = [];
  for (const member of members) {
    for (const item of member instanceof PyUnion ? member.args.items : [member === null ? noneType : member]) {
      if (!paid(flat).some((known) => known === item || (!(known instanceof PyType) && isEqual(known, item))))
        flat.push(item);
    }
  }
  return flat.length === 1 ? (flat[0] as PyValue) : new PyUnion(new PyTuple(flat));
}

function memberRepr(value: PyValue): string {
  if (value === noneType) return "None";
  if (value instanceof PyGenericAlias) return repr(value);
  if (value instanceof PyType) {
    const module = attributeOr(value, "__module__", undefined);
    return module === "builtins" || typeof module !== "string" ? value.qualname : `${module}.${value.qualname}`;
  }
  return repr(value);
}

PyUnion.prototype.equals = function equals(this: PyUnion, other: PyValue): PyValue {
  if (!(other instanceof PyUnion)) return NotImplemented;
  const covers = (a: PyUnion, b: PyUnion): boolean =>
    paid(a.args.items).every((item) => paid(b.args.items).some((candidate) => isEqual(candidate, item)));
  return covers(this, other) && covers(other, this);
};
PyUnion.prototype.hash = function hashUnion(this: PyUnion): PyInt {
  const table = new HashTable();
  for (const item of paid(this.args.items)) table.set(item, true);
  return hash(new PyFrozenSet(table));
};
PyUnion.prototype.getItem = function getItem(this: PyUnion, key: PyValue): PyValue {
  const parameters = collectParameters(this.args.items);
  if (parameters.length === 0) throw raise.TypeError(`${repr(this)} is not a generic class`);
  return unionOf(substitute(this, this.args.items, parameters, key));
};

methods(unionType, {
  "__or__(self, value, /)": (self: PyUnion, other: PyValue) => makeUnion(self, other),
  "__ror__(self, value, /)": (self: PyUnion, other: PyValue) => makeUnion(other, self),
  "__eq__(self, value, /)": (self: PyUnion, other: PyValue) => PyUnion.prototype.equals.call(self, other),
  "__hash__(self, /)": (self: PyUnion) => PyUnion.prototype.hash.call(self),
  "__repr__(self, /)": (self: PyUnion) => paid(self.args.items).map(memberRepr).join(" | "),
  "__getitem__(self, key, /)": (self: PyUnion, key: PyValue) => PyUnion.prototype.getItem.call(self, key),
  "__instancecheck__(self, instance, /)"(self: PyUnion, value: PyValue) {
    checkPlain(self, "isinstance() argument 2 cannot be a parameterized generic");
    return paid(self.args.items).some((item) => isInstance(value, item));
  },
  "__subclasscheck__(self, cls, /)"(self: PyUnion, cls: PyValue) {
    if (!(cls instanceof PyType) && findAttribute(cls, "__bases__") === undefined)
      throw raise.TypeError("issubclass() arg 1 must be a class");
    checkPlain(self, "issubclass() argument 2 cannot be a parameterized generic");
    return paid(self.args.items).some((item) => isSubclass(cls, item));
  },
  "__getattribute__(self, name, /)": (self: PyUnion, name: PyValue) => getAttribute(self, name as string),
});

function checkPlain(union: PyUnion, message: string): void {
  if (paid(union.args.items).some((item) => item instanceof PyGenericAlias)) throw raise.TypeError(message);
}

attributes<PyUnion>(unionType, {
  __args__: (self) => self.args,
  __parameters__: (self) => new PyTuple(collectParameters(self.args.items)),
});

methods(genericAliasType, {
  "__or__(self, value, /)": (self: PyGenericAlias, other: PyValue) => makeUnion(self, other),
  "__ror__(self, value, /)": (self: PyGenericAlias, other: PyValue) => makeUnion(other, self),
});
