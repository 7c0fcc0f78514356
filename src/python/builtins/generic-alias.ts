/** `list[int]`: types.GenericAlias. */
import { attributeOr, findAttribute, getAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { attributes, classMethods, constructor, methods } from "../runtime/define.ts";
import { isEqual } from "../runtime/equal.ts";
import { hash } from "../runtime/hash.ts";
import { defineIterator, itemsOf, PyNativeIterator } from "../runtime/iterate.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { getItem } from "../runtime/subscript.ts";
import { current } from "../runtime/state.ts";
import { typeOf, typeType } from "../runtime/type-table.ts";
import { defineType, lookup } from "../runtime/types.ts";
import {
  Ellipsis,
  type Keywords,
  NotImplemented,
  PyList,
  PyObject,
  PyTuple,
  PyType,
  type PyIterator,
  type PyValue,
  readsItsOwnWay,
} from "../runtime/values.ts";
import { setAttribute } from "../runtime/attributes.ts";
import { isException } from "../runtime/exceptions.ts";
import { paid } from "../runtime/limits.ts";

export class PyGenericAlias extends PyObject {
  readonly origin: PyValue;
  readonly args: PyTuple;
  /** Made by `*tuple[int]`. */
  readonly isStarred: boolean;
  constructor(origin: PyValue, args: PyTuple, isStarred = false) {
    super();
    this.origin = origin;
    this.args = args;
    this.isStarred = isStarred;
  }
}

export const genericAliasType: PyType = defineType("GenericAlias", PyGenericAlias, { module: "types" });

/** `__class_getitem__` of a built-in container. */
export function classGetItem(cls: PyValue, key: PyValue): PyValue {
  return new PyGenericAlias(cls, key instanceof PyTuple ? key : new PyTuple([key]));
}

/** Gives a built-in type its `__class_getitem__`. */
export function makeGeneric(...types: PyType[]): void {
  for (const type of types)
    classMethods(type, { "__class_getitem__(cls, object, /)": (cls: PyType, key: PyValue) => classGetItem(cls, key) });
}

// `type[int]`; subclasses of type are not generic.
typeType.getItem = (key) => classGetItem(typeType, key);

constructor(
  genericAliasType,
  "(cls, origin, args, /)",
  (cls: PyType, origin: PyValue, args: PyValue) =>
    new (cls.jsClass as unknown as typeof PyGenericAlias)(origin, args instanceof PyTuple ? args : new PyTuple([args])),
);

function isTypeVariable(value: PyValue): boolean {
  return !(value instanceof PyType) && attributeOr(value, "__typing_subst__", undefined) !== undefined;
}

/** The type variables among arguments, in order of appearance. */
export function collectParameters(args: readonly PyValue[]): PyValue[] {
  const found: PyValue[] = [];
  const add = (value: PyValue): void => {
    if (!found.includes(value)) found.push(value);
  };
  for (const arg of args) {
    if (arg instanceof PyType) continue;
    if (arg instanceof PyList || arg instanceof PyTuple) {
      for (const inner of collectParameters(paid(arg.items))) add(inner);
      continue;
    }
    if (isTypeVariable(arg)) add(arg);
    else {
      const inner = attributeOr(arg, "__parameters__", undefined);
      if (inner instanceof PyTuple) for (const each of paid(inner.items)) add(each);
    }
  }
  return found;
}

/** The arguments with the parameters replaced by what was given in `alias[key]`. */
export function substitute(
  alias: PyValue,
  args: readonly PyValue[],
  parameters: readonly PyValue[],
  key: PyValue,
): PyValue[] {
  let given: readonly PyValue[] = (key instanceof PyTuple ? key.items : [key]).flatMap(unpacked);
  for (const parameter of parameters) {
    const prepare = attributeOr(parameter, "__typing_prepare_subst__", undefined);
    if (prepare !== undefined && prepare !== null) {
      const prepared = call(prepare, [alias, new PyTuple(given)]);
      given = prepared instanceof PyTuple ? prepared.items : [prepared];
    }
  }
  if (given.length !== parameters.length) {
    throw raise.TypeError(
      `Too ${given.length > parameters.length ? "many" : "few"} arguments for ${repr(alias)}; actual ${given.length}, expected ${parameters.length}`,
    );
  }
  const replace = (arg: PyValue): PyValue => {
    if (isTypeVariable(arg))
      return call(getAttribute(arg, "__typing_subst__"), [given[parameters.indexOf(arg)] as PyValue]);
    const inner = attributeOr(arg, "__parameters__", undefined);
    if (!(inner instanceof PyTuple) || inner.items.length === 0) return arg;
    // What a TypeVarTuple stands for is spread among the arguments.
    return getItem(
      arg,
      new PyTuple(
        inner.items.flatMap((each) => {
          const value = given[parameters.indexOf(each)] as PyValue;
          return value instanceof PyTuple && lookup(typeOf(each), "__iter__") !== undefined ? value.items : [value];
        }),
      ),
    );
  };
  return args.flatMap((arg) => {
    if (arg instanceof PyType) return [arg];
    const replaced = replace(arg);
    const isSpread = attributeOr(arg, "__typing_is_unpacked_typevartuple__", false) === true;
    return isSpread && replaced instanceof PyTuple ? replaced.items : [replaced];
  });
}

/** `*tuple[int, str]` among arguments is its own arguments, unless it is open. */
function unpacked(value: PyValue): readonly PyValue[] {
  if (value instanceof PyType) return [value];
  const args = attributeOr(value, "__typing_unpacked_tuple_args__", null);
  return args instanceof PyTuple && args.items[args.items.length - 1] !== Ellipsis ? args.items : [value];
}

/** How an argument of an alias is shown: classes by name. */
export function argumentRepr(value: PyValue): string {
  if (value === Ellipsis) return "...";
  if (value instanceof PyList) return `[${paid(value.items).map(argumentRepr).join(", ")}]`;
  if (value instanceof PyGenericAlias) return repr(value);
  const qualname = attributeOr(value, "__qualname__", undefined),
    module = attributeOr(value, "__module__", undefined);
  const isAlias =
    attributeOr(value, "__origin__", undefined) !== undefined &&
    attributeOr(value, "__args__", undefined) !== undefined;
  if (value === typeType) return "type";
  if (isAlias || typeof qualname !== "string" || typeof module !== "string") return repr(value);
  return module === "builtins" ? qualname : `${module}.${qualname}`;
}

PyGenericAlias.prototype.equals = function equals(this: PyGenericAlias, other: PyValue): PyValue {
  if (!(other instanceof PyGenericAlias)) return NotImplemented;
  return this.isStarred === other.isStarred && isEqual(this.origin, other.origin) && isEqual(this.args, other.args);
};
PyGenericAlias.prototype.hash = function hashAlias(this: PyGenericAlias): number {
  return Number(BigInt.asIntN(32, BigInt(hash(this.origin)) ^ BigInt(hash(this.args))));
};
PyGenericAlias.prototype.invoke = function invoke(
  this: PyGenericAlias,
  args: PyValue[],
  keywords: Keywords | null,
): PyValue {
  const object = call(this.origin, args, keywords);
  try {
    setAttribute(object, "__orig_class__", this);
  } catch (error) {
    if (!isException(error, "AttributeError") && !isException(error, "TypeError")) throw error;
  }
  return object;
};
PyGenericAlias.prototype.getItem = function getItemOfAlias(this: PyGenericAlias, key: PyValue): PyValue {
  const parameters = collectParameters(this.args.items);
  if (parameters.length === 0) throw raise.TypeError(`${repr(this)} is not a generic class`);
  return new PyGenericAlias(
    this.origin,
    new PyTuple(substitute(this, this.args.items, parameters, key)),
    this.isStarred,
  );
};
/** Attributes that are the alias's own; all others are the origin's. */
const OWN = new Set([
  "__origin__",
  "__args__",
  "__parameters__",
  "__mro_entries__",
  "__reduce_ex__",
  "__reduce__",
  "__copy__",
  "__deepcopy__",
  "__unpacked__",
  "__typing_unpacked_tuple_args__",
  "__class__",
]);
readsItsOwnWay(PyGenericAlias);
PyGenericAlias.prototype.findAttribute = function find(this: PyGenericAlias, name: string): PyValue | undefined {
  if (!OWN.has(name)) {
    const value = findAttribute(this.origin, name);
    if (value !== undefined) return value;
  }
  return PyObject.prototype.findAttribute.call(this, name);
};
class AliasIterator extends PyNativeIterator {
  alias: PyGenericAlias | null;
  constructor(alias: PyGenericAlias) {
    super();
    this.alias = alias;
  }
  next(): PyValue | undefined {
    const { alias } = this;
    this.alias = null;
    return alias === null ? undefined : new PyGenericAlias(alias.origin, alias.args, true);
  }
}
const aliasIteratorType = defineIterator("generic_alias_iterator", AliasIterator);
methods(aliasIteratorType, {
  "__reduce__(self, /)": (self: AliasIterator) =>
    new PyTuple([builtin("iter"), new PyTuple([self.alias ?? new PyTuple()])]),
});

function builtin(name: string): PyValue {
  return current.interpreter.builtins.getString(name) ?? null;
}
PyGenericAlias.prototype.iterate = function iterateAlias(this: PyGenericAlias): PyIterator {
  return new AliasIterator(this);
};

methods(genericAliasType, {
  "__repr__(self, /)"(self: PyGenericAlias) {
    const args = self.args.items.length === 0 ? "()" : paid(self.args.items).map(argumentRepr).join(", ");
    return `${self.isStarred ? "*" : ""}${argumentRepr(self.origin)}[${args}]`;
  },
  "__eq__(self, value, /)": (self: PyGenericAlias, other: PyValue) => PyGenericAlias.prototype.equals.call(self, other),
  "__hash__(self, /)": (self: PyGenericAlias) => PyGenericAlias.prototype.hash.call(self),
  "__call__(self, /, *args, **kwargs)": (self: PyGenericAlias, args: PyValue[], keywords: Keywords) =>
    PyGenericAlias.prototype.invoke.call(self, args, keywords),
  "__getitem__(self, key, /)": (self: PyGenericAlias, key: PyValue) => PyGenericAlias.prototype.getItem.call(self, key),
  "__iter__(self, /)": (self: PyGenericAlias) => new AliasIterator(self),
  "__mro_entries__(self, bases, /)": (self: PyGenericAlias) => new PyTuple([self.origin]),
  "__instancecheck__(self, instance, /)"() {
    throw raise.TypeError("isinstance() argument 2 cannot be a parameterized generic");
  },
  "__subclasscheck__(self, cls, /)"() {
    throw raise.TypeError("issubclass() argument 2 cannot be a parameterized generic");
  },
  "__reduce__(self, /)"(self: PyGenericAlias) {
    if (!self.isStarred) return new PyTuple([genericAliasType, new PyTuple([self.origin, self.args])]);
    const plain = new PyGenericAlias(self.origin, self.args);
    return new PyTuple([builtin("next"), new PyTuple([new AliasIterator(plain)])]);
  },
  "__dir__(self, /)"(self: PyGenericAlias) {
    const names = itemsOf(
      call(getAttribute(self.origin, "__dir__"), self.origin instanceof PyType ? [self.origin] : []),
    );
    return new PyList([...new Set([...names, ...OWN])]);
  },
});

attributes<PyGenericAlias>(genericAliasType, {
  __origin__: (self) => self.origin,
  __args__: (self) => self.args,
  __parameters__: (self) => new PyTuple(collectParameters(self.args.items)),
  __unpacked__: (self) => self.isStarred,
  __typing_unpacked_tuple_args__: (self) =>
    self.isStarred && self.origin instanceof PyType && self.origin.name === "tuple" ? self.args : null,
});
