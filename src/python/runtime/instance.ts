/** isinstance() and issubclass(), with the hooks of metaclasses. */
import { attributeOr } from "./attributes.ts";
import { PyBuiltin } from "./builtin.ts";
import { callSpecial1 } from "./call.ts";
import { enterNative, leaveNative, paid } from "./limits.ts";
import { raise } from "./raise.ts";
import { isTrue } from "./truth.ts";
import { typeOf, typeType } from "./type-table.ts";
import { isSubtype, lookup } from "./types.ts";
import { PyTuple, PyType, type PyValue } from "./values.ts";

/** isinstance(value, cls): a class, a tuple of them, or anything with `__instancecheck__`. */
export function isInstance(value: PyValue, cls: PyValue): boolean {
  if (cls === typeOf(value)) return true;
  if (cls instanceof PyType && cls.cls === typeType) return plainIsInstance(value, cls);
  if (cls instanceof PyTuple) {
    enterNative();
    try {
      return paid(cls.items).some((item) => isInstance(value, item));
    } finally {
      leaveNative();
    }
  }
  const check = lookup(typeOf(cls), "__instancecheck__");
  if (check !== undefined && !(check instanceof PyBuiltin && check.owner === typeType)) {
    enterNative();
    try {
      return isTrue(callSpecial1(check, cls, value));
    } finally {
      leaveNative();
    }
  }
  return plainIsInstance(value, cls);
}

/** isinstance without hooks: by class, then by what the value says its class is. */
export function plainIsInstance(value: PyValue, cls: PyValue): boolean {
  if (cls instanceof PyType) {
    if (isSubtype(typeOf(value), cls)) return true;
    if (typeof value !== "object" || value === null || !typeOf(value).isHeap) return false;
    const said = attributeOr(value, "__class__", undefined);
    return said instanceof PyType && said !== typeOf(value) && isSubtype(said, cls);
  }
  const bases = abstractBases(cls);
  if (bases === undefined) throw raise.TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union");
  const own = attributeOr(value, "__class__", undefined);
  return own !== undefined && isAbstractSubclass(own, cls);
}

/** issubclass(cls, other). */
export function isSubclass(cls: PyValue, other: PyValue): boolean {
  if (other instanceof PyType && other.cls === typeType) {
    if (cls === other) return true;
    return plainIsSubclass(cls, other);
  }
  if (other instanceof PyTuple) {
    enterNative();
    try {
      return paid(other.items).some((item) => isSubclass(cls, item));
    } finally {
      leaveNative();
    }
  }
  const check = lookup(typeOf(other), "__subclasscheck__");
  if (check !== undefined && !(check instanceof PyBuiltin && check.owner === typeType)) {
    enterNative();
    try {
      return isTrue(callSpecial1(check, other, cls));
    } finally {
      leaveNative();
    }
  }
  return plainIsSubclass(cls, other);
}

export function plainIsSubclass(cls: PyValue, other: PyValue): boolean {
  if (cls instanceof PyType && other instanceof PyType) return isSubtype(cls, other);
  if (!(cls instanceof PyType) && abstractBases(cls) === undefined)
    throw raise.TypeError("issubclass() arg 1 must be a class");
  if (!(other instanceof PyType) && abstractBases(other) === undefined) {
    throw raise.TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union");
  }
  return isAbstractSubclass(cls, other);
}

function abstractBases(value: PyValue): readonly PyValue[] | undefined {
  const bases = attributeOr(value, "__bases__", undefined);
  return bases instanceof PyTuple ? bases.items : undefined;
}

function isAbstractSubclass(cls: PyValue, other: PyValue): boolean {
  if (cls === other) return true;
  enterNative();
  try {
    return (abstractBases(cls) ?? []).some((base) => isAbstractSubclass(base, other));
  } finally {
    leaveNative();
  }
}
