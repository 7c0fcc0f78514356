/** What aliases do: show themselves, compare, take arguments, stand as bases, and pass everything else on to what they stand for. */
import { attributeOr, findAttribute, instanceDict, ownAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { equalItems, isEqual } from "../../runtime/equal.ts";
import { isException } from "../../runtime/exceptions.ts";
import { hash } from "../../runtime/hash.ts";
import { isSubclass } from "../../runtime/instance.ts";
import { notIterable, toArray } from "../../runtime/iterate.ts";
import { importModule } from "../../runtime/modules.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { noneType, typeOf } from "../../runtime/type-table.ts";
import { attributeNames } from "../../runtime/suggest.ts";
import {
  Ellipsis,
  type Keywords,
  NotImplemented,
  type PyInt,
  type PyIterator,
  PyList,
  PyObject,
  PyTuple,
  PyType,
  type PyValue,
  readsItsOwnWay,
} from "../../runtime/values.ts";
import { PyUnion } from "../../builtins/union.ts";
import { paid } from "../../runtime/limits.ts";
import {
  ALIAS_TYPES,
  aliasType,
  annotatedAliasType,
  baseAliasType,
  callableAliasType,
  PyAnnotated,
  PyBaseAlias,
  PyCallableAliasType,
  PySpecialAlias,
  PySpecialForm,
  PyTupleAliasType,
  PyTypingAlias,
  PyTypingCallable,
  PyTypingLiteral,
  PyTypingUnion,
  PyTypingUnpack,
  specialAliasType,
  unionAliasType,
  unpackAliasType,
} from "./alias.ts";
import {
  checkCount,
  hasListedArguments,
  isParameterExpression,
  isUnpackedTypeVarTuple,
  TYPE_PARAMETERS,
  typeCheck,
  typeConvert,
  typeRepr,
  unpackedArguments,
} from "./checks.ts";
import { frozensetOf } from "./set-of.ts";
import { remember } from "./cache.ts";
import { PyTypeVarTuple, unionOfTyping } from "./variables.ts";
import { typingName, typingWorld } from "./world.ts";

const isDunder = (name: string): boolean => name.startsWith("__") && name.endsWith("__");

// Attributes: an alias's own, then those of what it stands for.
readsItsOwnWay(PyBaseAlias);
PyBaseAlias.prototype.findAttribute = function find(this: PyBaseAlias, name: string): PyValue | undefined {
  if (name === "__module__")
    return ownAttribute(this, name) ?? (this.name === null ? findAttribute(this.origin, name) : "typing");
  const own = PyObject.prototype.findAttribute.call(this, name);
  if (own !== undefined) return own;
  if (name === "__name__" || name === "__qualname__") return this.name ?? findAttribute(this.origin, "__name__");
  return isDunder(name) ? undefined : findAttribute(this.origin, name);
};
PyBaseAlias.prototype.assignAttribute = function assign(this: PyBaseAlias, name: string, value: PyValue): void {
  if (isDunder(name) || name === "_name" || name === "_inst")
    PyObject.prototype.assignAttribute.call(this, name, value);
  else setAttribute(this.origin, name, value);
};
for (const type of ALIAS_TYPES) {
  Object.defineProperty(type.proto, "plainSet", { value: false, writable: true, configurable: true });
  attributes(type, { __weakref__: () => null });
}

PyBaseAlias.prototype.invoke = function invoke(this: PyBaseAlias, args: PyValue[], keywords: Keywords | null): PyValue {
  if (!this.isInstantiable) {
    throw raise.TypeError(
      `Type ${this.name ?? ""} cannot be instantiated; use ${toStr(findAttribute(this.origin, "__name__") ?? "")}() instead`,
    );
  }
  const made = call(this.origin, args, keywords);
  if (this instanceof PySpecialAlias) return made;
  try {
    setAttribute(made, "__orig_class__", this);
  } catch (error) {
    if (!isException(error, "AttributeError") && !isException(error, "TypeError")) throw error;
  }
  return made;
};

function isGenericBase(value: PyValue): boolean {
  return value instanceof PyBaseAlias || (value instanceof PyType && isSubclass(value, typingWorld().generic));
}

/** The classes that a `class` statement gets in place of an alias. */
function classesFor(self: PyBaseAlias, bases: readonly PyValue[]): PyTuple {
  const { generic, protocol } = typingWorld();
  if (self instanceof PyTypingAlias && self.origin instanceof PySpecialForm)
    throw raise.TypeError(`Cannot subclass ${repr(self)}`);
  const rest = bases.slice(bases.indexOf(self) + 1);
  if (self instanceof PySpecialAlias || self.name !== null) {
    const classes: PyValue[] = bases.includes(self.origin) ? [] : [self.origin];
    if (!rest.some(isGenericBase)) classes.push(generic);
    return new PyTuple(classes);
  }
  if (self.origin === generic) {
    if (protocol !== null && bases.includes(protocol)) return new PyTuple();
    if (rest.some((base) => base instanceof PyBaseAlias && base !== self)) return new PyTuple();
  }
  return new PyTuple([self.origin]);
}

methods(baseAliasType, {
  "__call__(self, /, *args, **kwargs)": (self: PyBaseAlias, args: PyValue[], keywords: Keywords) =>
    PyBaseAlias.prototype.invoke.call(self, args, keywords),
  "__mro_entries__(self, bases, /)": (self: PyBaseAlias, bases: PyTuple) => classesFor(self, bases.items),
  "__instancecheck__(self, obj, /)": (self: PyBaseAlias, object: PyValue) => isSubclass(typeOf(object), self),
  "__subclasscheck__(self, cls, /)"(self: PyBaseAlias, cls: PyValue) {
    if (self instanceof PySpecialAlias && cls instanceof PySpecialAlias) return isSubclass(cls.origin, self.origin);
    if (self instanceof PySpecialAlias && !(cls instanceof PyTypingAlias)) return isSubclass(cls, self.origin);
    if (self instanceof PyTypingUnion) return paid(self.args.items).some((arg) => isSubclass(cls, arg));
    throw raise.TypeError("Subscripted generics cannot be used with class and instance checks");
  },
  "__or__(self, right, /)": (self: PyValue, other: PyValue) => unionOfTyping(self, other),
  "__ror__(self, left, /)": (self: PyValue, other: PyValue) => unionOfTyping(other, self),
  "__dir__(self, /)": (self: PyBaseAlias) =>
    new PyList([
      ...new Set([...attributeNames(self.cls), ...attributeNames(self.origin).filter((name) => !isDunder(name))]),
    ]),
});
attributes<PyBaseAlias>(baseAliasType, {
  __origin__: (self) => self.origin,
  _name: (self) => self.name,
  _inst: (self) => self.isInstantiable,
  __dict__: (self) => instanceDict(self),
});

// Equality and hash.
PyTypingAlias.prototype.equals = function equals(this: PyTypingAlias, other: PyValue): PyValue {
  if (!(other instanceof PyTypingAlias)) return NotImplemented;
  if (this instanceof PyAnnotated || other instanceof PyAnnotated) {
    return (
      this instanceof PyAnnotated &&
      other instanceof PyAnnotated &&
      isEqual(this.origin, other.origin) &&
      equalItems(this.metadata, other.metadata)
    );
  }
  return isEqual(this.origin, other.origin) && equalItems(this.args.items, other.args.items);
};
PyTypingAlias.prototype.hash = function hashOf(this: PyTypingAlias): PyInt {
  return hash(new PyTuple([this.origin, this instanceof PyAnnotated ? new PyTuple(this.metadata) : this.args]));
};

PyTypingUnion.prototype.equals = function equals(this: PyTypingUnion, other: PyValue): PyValue {
  if (!(other instanceof PyTypingUnion) && !(other instanceof PyUnion)) return NotImplemented;
  return isEqual(frozensetOf(this.args.items), frozensetOf(other.args.items));
};
PyTypingUnion.prototype.hash = function hashOf(this: PyTypingUnion): PyInt {
  return hash(frozensetOf(this.args.items));
};
/** Values of a Literal with their types: 1 is not True here. */
function typedValues(self: PyTypingLiteral): PyValue {
  return frozensetOf(paid(self.args.items).map((value) => new PyTuple([value, typeOf(value)])));
}
PyTypingLiteral.prototype.equals = function equals(this: PyTypingLiteral, other: PyValue): PyValue {
  return other instanceof PyTypingLiteral ? isEqual(typedValues(this), typedValues(other)) : NotImplemented;
};
PyTypingLiteral.prototype.hash = function hashOf(this: PyTypingLiteral): PyInt {
  return hash(typedValues(this));
};

// Arguments.
function givenArguments(key: PyValue): PyValue[] {
  const items = key instanceof PyTuple ? key.items : [key];
  return items
    .map((item) => typeConvert(item))
    .flatMap((item) => {
      const unpacked = unpackedArguments(item);
      return unpacked === undefined || unpacked[unpacked.length - 1] === Ellipsis ? [item] : unpacked;
    });
}

/** Lets parameters that take several arguments gather them. */
export function prepareArguments(
  alias: PyValue,
  parameters: readonly PyValue[],
  args: readonly PyValue[],
): readonly PyValue[] {
  let given = args;
  for (const parameter of parameters) {
    const prepare = attributeOr(parameter, "__typing_prepare_subst__", undefined);
    if (prepare === undefined || prepare === null) continue;
    const prepared = call(prepare, [alias, new PyTuple(given)]);
    given = prepared instanceof PyTuple ? prepared.items : [prepared];
  }
  return given;
}

function substituted(self: PyTypingAlias, args: readonly PyValue[], given: ReadonlyMap<PyValue, PyValue>): PyValue[] {
  const isCallable = self.origin === typingWorld().callable;
  return args.flatMap((old): PyValue[] => {
    if (old instanceof PyType) return [old];
    if (old instanceof PyTuple) return [new PyTuple(substituted(self, old.items, given))];
    const substitute = attributeOr(old, "__typing_subst__", undefined);
    let fresh = old;
    if (substitute !== undefined && substitute !== null) fresh = call(substitute, [given.get(old) ?? null]);
    else {
      const inner = attributeOr(old, "__parameters__", undefined);
      if (inner instanceof PyTuple && inner.items.length > 0) {
        const subargs = inner.items.flatMap((each) => {
          const value = given.get(each) ?? null;
          return each instanceof PyTypeVarTuple && value instanceof PyTuple ? value.items : [value];
        });
        fresh = (old as PyObject).getItem(new PyTuple(subargs));
      }
    }
    if ((isCallable || isUnpackedTypeVarTuple(old)) && fresh instanceof PyTuple) return [...fresh.items];
    return [fresh];
  });
}

function subscript(self: PyTypingAlias, key: PyValue): PyValue {
  const { generic, protocol } = typingWorld();
  if (self instanceof PyTypingUnpack && isUnpackedTypeVarTuple(self)) return key;
  if (self.origin === generic || self.origin === protocol)
    throw raise.TypeError(`Cannot subscript already-subscripted ${toStr(self)}`);
  const parameters = self.parameters.items;
  if (parameters.length === 0) throw raise.TypeError(`${toStr(self)} is not a generic class`);
  const given = prepareArguments(self, parameters, givenArguments(key));
  if (given.length !== parameters.length) {
    throw raise.TypeError(
      `Too ${given.length > parameters.length ? "many" : "few"} arguments for ${toStr(self)}; actual ${given.length}, expected ${parameters.length}`,
    );
  }
  const args = substituted(
    self,
    self.args.items,
    new Map(parameters.map((parameter, index) => [parameter, given[index] as PyValue])),
  );
  return self instanceof PyTypingUnion
    ? (typingName("Union") as PySpecialForm).getItem(new PyTuple(args))
    : self.copyWith(args);
}

PyTypingAlias.prototype.getItem = function getItem(this: PyTypingAlias, key: PyValue): PyValue {
  return remember(this, key, false, () => subscript(this, key));
};
PyTypingAlias.prototype.iterate = function iterate(this: PyTypingAlias): PyIterator {
  return new PyTuple([new PyTypingUnpack(typingName("Unpack"), [this])]).iterate();
};

function argumentsText(args: readonly PyValue[]): string {
  return args.length === 0 ? "()" : args.map(typeRepr).join(", ");
}

function show(self: PyTypingAlias): string {
  return `${self.name === null ? typeRepr(self.origin) : `typing.${self.name}`}[${argumentsText(self.args.items)}]`;
}

/** `(origin, args)` as they are written between brackets. */
function reduceParts(self: PyTypingAlias): PyTuple {
  const { items } = self.args;
  const origin = self.name === null ? self.origin : typingName(self.name);
  const args = hasListedArguments(self, items)
    ? new PyTuple([new PyList(paid(items).slice(0, -1)), items[items.length - 1] as PyValue])
    : items.length === 1 && !(items[0] instanceof PyTuple)
      ? (items[0] as PyValue)
      : self.args;
  return new PyTuple([origin, args]);
}

function getitemFunction(): PyValue {
  return importModule(typingWorld().interpreter, "operator").globals.getString("getitem") ?? null;
}

constructor(
  aliasType,
  "(cls, origin, args, *, inst=True, name=None)",
  (_cls: PyType, origin: PyValue, args: PyValue, _inst: PyValue, name: PyValue) =>
    new PyTypingAlias(origin, args instanceof PyTuple ? args.items : [args], {
      name: typeof name === "string" ? name : null,
    }),
);
methods(aliasType, {
  "__eq__(self, other, /)": (self: PyTypingAlias, other: PyValue) => self.equals(other),
  "__hash__(self, /)": (self: PyTypingAlias) => self.hash(),
  "__getitem__(self, args, /)": (self: PyTypingAlias, key: PyValue) => self.getItem(key),
  "__iter__(self, /)": (self: PyTypingAlias) => self.iterate() as unknown as PyValue,
  // Immutable: a copy is the alias itself.
  "__copy__(self, /)": (self: PyTypingAlias) => self,
  "__deepcopy__(self, memo, /)": (self: PyTypingAlias) => self,
  "copy_with(self, args)": (self: PyTypingAlias, args: PyValue) => self.copyWith(toArray(args)),
  "__repr__(self, /)": show,
  "__reduce__(self, /)": (self: PyTypingAlias) => new PyTuple([getitemFunction(), reduceParts(self)]),
});
attributes<PyTypingAlias>(aliasType, {
  __args__: {
    get: (self) => self.args,
    set(self, value) {
      if (value instanceof PyTuple) self.args = value;
    },
  },
  __parameters__: (self) => self.parameters,
});

methods(callableAliasType, {
  "__repr__(self, /)"(self: PyTypingCallable) {
    const { items } = self.args;
    if (items.length === 2 && isParameterExpression(items[0] as PyValue)) return show(self);
    return `typing.Callable[[${paid(items).slice(0, -1).map(typeRepr).join(", ")}], ${typeRepr(items[items.length - 1] as PyValue)}]`;
  },
});
methods(unionAliasType, {
  "copy_with(self, params)": (_self: PyTypingUnion, args: PyTuple) =>
    (typingName("Union") as PySpecialForm).getItem(args),
  "__repr__(self, /)"(self: PyTypingUnion) {
    const { items } = self.args;
    if (items.length !== 2 || !items.includes(noneType)) return show(self);
    return `typing.Optional[${typeRepr(items[items[0] === noneType ? 1 : 0] as PyValue)}]`;
  },
  "__instancecheck__(self, obj, /)": (self: PyTypingUnion, object: PyValue) => isSubclass(typeOf(object), self),
  "__reduce__(self, /)": (self: PyTypingUnion) =>
    new PyTuple([getitemFunction(), new PyTuple([typingName("Union"), self.args])]),
});
methods(annotatedAliasType, {
  "__repr__(self, /)": (self: PyAnnotated) =>
    `typing.Annotated[${typeRepr(self.origin)}, ${self.metadata.map(repr).join(", ")}]`,
  "__mro_entries__(self, bases, /)": (self: PyAnnotated) => new PyTuple([self.origin]),
  "__reduce__(self, /)": (self: PyAnnotated) =>
    new PyTuple([
      getitemFunction(),
      new PyTuple([typingName("Annotated"), new PyTuple([self.origin, ...self.metadata])]),
    ]),
});
attributes<PyAnnotated>(annotatedAliasType, { __metadata__: (self) => new PyTuple(self.metadata) });
methods(unpackAliasType, {
  "__repr__(self, /)": (self: PyTypingUnpack) => `*${repr(self.args.items[0] as PyValue)}`,
});
attributes<PyTypingUnpack>(unpackAliasType, {
  __typing_unpacked_tuple_args__(self) {
    const [inner] = self.args.items;
    const args = inner === undefined || inner instanceof PyType ? undefined : findAttribute(inner, "__args__");
    return inner instanceof PyTypeVarTuple ? null : (args ?? null);
  },
  __typing_is_unpacked_typevartuple__: (self) => self.args.items[0] instanceof PyTypeVarTuple,
});

// List, Dict, ...: waiting for arguments.
PySpecialAlias.prototype.getItem = function getItem(this: PySpecialAlias, key: PyValue): PyValue {
  // A list of argument types is as good as a tuple, which can be remembered.
  const items = this instanceof PyCallableAliasType && key instanceof PyTuple ? key.items : [];
  const [first, ...rest] = items;
  const known = first instanceof PyList ? new PyTuple([new PyTuple([...first.items]), ...rest]) : key;
  return remember(this, known, false, () => specialise(this, known));
};

function specialise(self: PySpecialAlias, key: PyValue): PyValue {
  const name = self.name as string;
  const { isInstantiable } = self;
  if (self instanceof PyCallableAliasType) {
    if (!(key instanceof PyTuple) || key.items.length !== 2)
      throw raise.TypeError("Callable must be used as Callable[[arg, ...], result].");
    const [given, result] = key.items as [PyValue, PyValue];
    const checked = typeCheck(result, "Callable[args, result]: result must be a type.");
    const parameters =
      given === Ellipsis
        ? [Ellipsis]
        : (given instanceof PyList || given instanceof PyTuple ? paid(given.items) : [given]).map((arg) =>
            typeConvert(arg),
          );
    return new PyTypingCallable(self.origin, [...parameters, checked], { name, isInstantiable });
  }
  const items = key instanceof PyTuple ? key.items : [key];
  if (self instanceof PyTupleAliasType) {
    const isOpen = items.length >= 2 && items[items.length - 1] === Ellipsis;
    const message = isOpen ? "Tuple[t, ...]: t must be a type." : "Tuple[t0, t1, ...]: each t must be a type.";
    const checked = (isOpen ? paid(items).slice(0, -1) : items).map((item) => typeCheck(item, message));
    return new PyTypingAlias(self.origin, isOpen ? [...checked, Ellipsis] : checked, { name, isInstantiable });
  }
  const checked = paid(items).map((item) => typeCheck(item, TYPE_PARAMETERS));
  checkCount(self, checked.length, self.count);
  return new PyTypingAlias(self.origin, checked, { name, isInstantiable });
}

methods(specialAliasType, {
  "__getitem__(self, params, /)": (self: PySpecialAlias, key: PyValue) => self.getItem(key),
  "__repr__(self, /)": (self: PySpecialAlias) => `typing.${self.name ?? ""}`,
  "__reduce__(self, /)": (self: PySpecialAlias) => self.name,
});
attributes<PySpecialAlias>(specialAliasType, { _nparams: (self) => self.count });

// Only what is written with a `*` elsewhere can be iterated.
for (const type of [specialAliasType, callableAliasType, unionAliasType, annotatedAliasType]) {
  constants(type, { __iter__: null });
  (type.proto as unknown as PyObject).iterate = function notIterableAlias(this: PyObject): never {
    return notIterable(this);
  };
}
