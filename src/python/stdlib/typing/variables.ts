/** TypeVar, ParamSpec, TypeVarTuple, NewType and TypeAliasType. */
import { getAttribute } from "../../runtime/attributes.ts";
import { callerModule } from "../../runtime/caller-module.ts";
import { attributes, classMethods, constructor, methods } from "../../runtime/define.ts";
import { asString } from "../../runtime/operators.ts";
import { toArray } from "../../runtime/iterate.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { isTrue } from "../../runtime/truth.ts";
import { shownArgument } from "../../runtime/type-table.ts";
import { defineType, instanceKey } from "../../runtime/types.ts";
import { getItem } from "../../runtime/subscript.ts";
import {
  Ellipsis,
  type Keywords,
  NotImplemented,
  PyList,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { collectParameters, PyGenericAlias } from "../../builtins/generic-alias.ts";
import { isEqual } from "../../runtime/equal.ts";
import { paid } from "../../runtime/limits.ts";
import { makeClass } from "../native-class.ts";
import { PyTypingAlias, PyTypingUnpack } from "./alias.ts";
import { isParameterExpression, TYPE_PARAMETERS, typeCheck, unpackedArguments } from "./checks.ts";
import { typingName } from "./world.ts";

/** `a | b` of things that are no classes. */
export function unionOfTyping(a: PyValue, b: PyValue): PyValue {
  return getItem(typingName("Union"), new PyTuple([a, b]));
}

export abstract class PyTypeParameter extends PyObject {
  readonly name: string;
  constructor(name: string, module: PyValue) {
    super();
    this.name = name;
    setModule(this, module);
  }
}

/** `__module__` of an object, as an attribute of its own: its class has one too. */
function setModule(object: PyObject, module: PyValue): void {
  (object as unknown as Record<string, PyValue>)[instanceKey("__module__")] = module;
}

/** How a variable may vary. */
interface Variance {
  covariant: boolean;
  contravariant: boolean;
  /** Declared in a type parameter list: found out by the checker, and shown without a sign. */
  inferred: boolean;
}

const SIGNS = (variance: Variance): string =>
  variance.inferred ? "" : variance.covariant ? "+" : variance.contravariant ? "-" : "~";

export class PyTypeVar extends PyTypeParameter {
  readonly constraints: readonly PyValue[];
  readonly bound: PyValue;
  readonly variance: Variance;
  constructor(name: string, module: PyValue, constraints: readonly PyValue[], bound: PyValue, variance: Variance) {
    super(name, module);
    this.constraints = constraints;
    this.bound = bound;
    this.variance = variance;
  }
}

export class PyParamSpec extends PyTypeParameter {
  readonly bound: PyValue;
  readonly variance: Variance;
  constructor(name: string, module: PyValue, bound: PyValue, variance: Variance) {
    super(name, module);
    this.bound = bound;
    this.variance = variance;
  }
}

export class PyTypeVarTuple extends PyTypeParameter {}

/** `P.args` and `P.kwargs`. */
export class PyParamSpecPart extends PyObject {
  readonly origin: PyValue;
  readonly part: "args" | "kwargs";
  constructor(origin: PyValue, part: "args" | "kwargs") {
    super();
    this.origin = origin;
    this.part = part;
  }
}
class PyParamSpecArgs extends PyParamSpecPart {}
class PyParamSpecKwargs extends PyParamSpecPart {}

const options = { isPython: true, module: "typing", final: true, instanceDict: true };
export const typeVarType: PyType = defineType("TypeVar", PyTypeVar, options);
export const paramSpecType: PyType = defineType("ParamSpec", PyParamSpec, options);
export const typeVarTupleType: PyType = defineType("TypeVarTuple", PyTypeVarTuple, options);
export const paramSpecArgsType: PyType = defineType("ParamSpecArgs", PyParamSpecArgs, options);
export const paramSpecKwargsType: PyType = defineType("ParamSpecKwargs", PyParamSpecKwargs, options);

function readName(type: PyType, name: PyValue): string {
  const text = asString(name);
  if (text === undefined)
    throw raise.TypeError(`${type.name}() argument 'name' must be str, not ${shownArgument(name)}`);
  return text;
}

function readVariance(covariant: PyValue, contravariant: PyValue, inferred: PyValue): Variance {
  const variance = { covariant: isTrue(covariant), contravariant: isTrue(contravariant), inferred: isTrue(inferred) };
  if (variance.covariant && variance.contravariant) throw raise.ValueError("Bivariant types are not supported.");
  if (variance.inferred && (variance.covariant || variance.contravariant))
    throw raise.ValueError("Variance cannot be specified with infer_variance.");
  return variance;
}

function readBound(bound: PyValue): PyValue {
  return bound === null ? null : typeCheck(bound, "Bound must be a type.");
}

constructor(
  typeVarType,
  "(cls, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False)",
  (
    cls: PyType,
    name: PyValue,
    constraints: PyValue[],
    bound: PyValue,
    covariant: PyValue,
    contravariant: PyValue,
    inferred: PyValue,
  ) => {
    const text = readName(cls, name);
    const variance = readVariance(covariant, contravariant, inferred);
    if (constraints.length > 0 && bound !== null)
      throw raise.TypeError("Constraints cannot be combined with bound=...");
    if (constraints.length === 1) throw raise.TypeError("A single constraint is not allowed");
    const checked = constraints.map((each) =>
      typeCheck(each, "TypeVar(name, constraint, ...): constraints must be types."),
    );
    return new PyTypeVar(text, callerModule(), checked, readBound(bound), variance);
  },
);
constructor(
  paramSpecType,
  "(cls, name, *, bound=None, covariant=False, contravariant=False, infer_variance=False)",
  (cls: PyType, name: PyValue, bound: PyValue, covariant: PyValue, contravariant: PyValue, inferred: PyValue) =>
    new PyParamSpec(
      readName(cls, name),
      callerModule(),
      readBound(bound),
      readVariance(covariant, contravariant, inferred),
    ),
);
constructor(
  typeVarTupleType,
  "(cls, name)",
  (cls: PyType, name: PyValue) => new PyTypeVarTuple(readName(cls, name), callerModule()),
);
for (const [type, JsClass, part] of [
  [paramSpecArgsType, PyParamSpecArgs, "args"],
  [paramSpecKwargsType, PyParamSpecKwargs, "kwargs"],
] as const) {
  constructor(type, "(cls, origin)", (_cls: PyType, origin: PyValue) => new JsClass(origin, part));
  methods(type, {
    "__repr__(self, /)": (self: PyParamSpecPart) =>
      `${self.origin instanceof PyParamSpec ? self.origin.name : repr(self.origin)}.${part}`,
    "__eq__(self, other, /)": (self: PyParamSpecPart, other: PyValue) =>
      other instanceof PyParamSpecPart && other.part === part ? isEqual(self.origin, other.origin) : NotImplemented,
    "__mro_entries__(self, bases, /)"() {
      throw raise.TypeError(`Cannot subclass an instance of ${type.name}`);
    },
  });
  attributes<PyParamSpecPart>(type, { __origin__: (self) => self.origin });
}
PyParamSpecPart.prototype.equals = function equals(this: PyParamSpecPart, other: PyValue): PyValue {
  return other instanceof PyParamSpecPart && other.part === this.part
    ? isEqual(this.origin, other.origin)
    : NotImplemented;
};

// What type parameters do alike.
for (const type of [typeVarType, paramSpecType, typeVarTupleType]) {
  methods(type, {
    "__reduce__(self, /)": (self: PyTypeParameter) => self.name,
    "__mro_entries__(self, bases, /)"() {
      throw raise.TypeError(`Cannot subclass an instance of ${type.name}`);
    },
  });
  attributes<PyTypeParameter>(type, {
    __name__: (self) => self.name,
    __weakref__: () => null,
  });
}
for (const type of [typeVarType, paramSpecType]) {
  methods(type, {
    "__repr__(self, /)": (self: PyTypeVar | PyParamSpec) => `${SIGNS(self.variance)}${self.name}`,
    "__or__(self, right, /)": (self: PyValue, other: PyValue) => unionOfTyping(self, other),
    "__ror__(self, left, /)": (self: PyValue, other: PyValue) => unionOfTyping(other, self),
  });
  attributes<PyTypeVar | PyParamSpec>(type, {
    __bound__: (self) => self.bound,
    __covariant__: (self) => self.variance.covariant,
    __contravariant__: (self) => self.variance.contravariant,
    __infer_variance__: (self) => self.variance.inferred,
  });
}
attributes<PyTypeVar>(typeVarType, { __constraints__: (self) => new PyTuple(self.constraints) });
methods(typeVarType, {
  "__typing_subst__(self, arg, /)"(_self: PyTypeVar, arg: PyValue) {
    const checked = typeCheck(arg, TYPE_PARAMETERS);
    if (checked instanceof PyTypingUnpack || (checked instanceof PyGenericAlias && checked.isStarred))
      throw raise.TypeError(`${toStr(checked)} is not valid as type argument`);
    return checked;
  },
});

attributes<PyParamSpec>(paramSpecType, {
  args: (self) => new PyParamSpecArgs(self, "args"),
  kwargs: (self) => new PyParamSpecKwargs(self, "kwargs"),
});
methods(paramSpecType, {
  "__typing_subst__(self, arg, /)"(_self: PyParamSpec, arg: PyValue) {
    if (arg instanceof PyList || arg instanceof PyTuple)
      return new PyTuple(paid(arg.items).map((item) => typeCheck(item, "Expected a type.")));
    if (isParameterExpression(arg)) return arg;
    throw raise.TypeError(`Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got ${toStr(arg)}`);
  },
  "__typing_prepare_subst__(self, alias, args, /)"(self: PyParamSpec, alias: PyValue, all: PyValue) {
    const args = new PyTuple(toArray(all));
    const parameters = parametersOf(alias);
    const index = parameters.indexOf(self);
    const given = args.items[index];
    if (given === undefined) throw raise.TypeError(`Too few arguments for ${toStr(alias)}`);
    // With one ParamSpec alone, Z[int, str] is Z[[int, str]].
    if (parameters.length === 1 && !isParameterExpression(args.items[0] as PyValue)) return new PyTuple([args]);
    if (!(given instanceof PyList)) return args;
    return new PyTuple([...args.items.slice(0, index), new PyTuple([...given.items]), ...args.items.slice(index + 1)]);
  },
});

export function parametersOf(alias: PyValue): readonly PyValue[] {
  const parameters =
    alias instanceof PyTypingAlias
      ? alias.parameters
      : alias instanceof PyObject
        ? alias.findAttribute("__parameters__")
        : undefined;
  return parameters instanceof PyTuple ? parameters.items : [];
}

/** `*tuple[int, ...]`: any number of one type. */
function repeatedType(arg: PyValue): PyValue | undefined {
  const unpacked = unpackedArguments(arg);
  return unpacked !== undefined && unpacked.length === 2 && unpacked[1] === Ellipsis ? unpacked[0] : undefined;
}

methods(typeVarTupleType, {
  "__repr__(self, /)": (self: PyTypeVarTuple) => self.name,
  "__iter__(self, /)": (self: PyTypeVarTuple) =>
    new PyTuple([new PyTypingUnpack(typingName("Unpack"), [self])]).iterate() as unknown as PyValue,
  "__typing_subst__(self, arg, /)"() {
    throw raise.TypeError("Substitution of bare TypeVarTuple is not supported");
  },
  "__typing_prepare_subst__(self, alias, args, /)": (self: PyTypeVarTuple, alias: PyValue, args: PyValue) =>
    new PyTuple(spread(self, alias, toArray(args))),
});

/** The arguments with those that a TypeVarTuple takes gathered in a tuple. */
function spread(variable: PyTypeVarTuple, alias: PyValue, args: readonly PyValue[]): PyValue[] {
  const parameters = parametersOf(alias);
  const index = parameters.indexOf(variable);
  if (parameters.slice(index + 1).some((each) => each instanceof PyTypeVarTuple))
    throw raise.TypeError(`More than one TypeVarTuple parameter in ${toStr(alias)}`);
  let left = index,
    right = parameters.length - index - 1;
  const repeated = args
    .map((arg, place) => [place, repeatedType(arg)] as const)
    .filter(([, type]) => type !== undefined);
  if (repeated.length > 1) throw raise.TypeError("More than one unpacked arbitrary-length tuple argument");
  const [place, filler] = repeated[0] ?? [undefined, undefined];
  if (place !== undefined) {
    left = Math.min(left, place);
    right = Math.min(right, args.length - place - 1);
  } else if (left + right > args.length) {
    throw raise.TypeError(
      `Too few arguments for ${toStr(alias)}; actual ${args.length}, expected at least ${parameters.length - 1}`,
    );
  }
  const fill = (count: number): PyValue[] => new Array<PyValue>(Math.max(0, count)).fill(filler ?? null);
  return [
    ...args.slice(0, left),
    ...fill(index - left),
    new PyTuple(args.slice(left, args.length - right)),
    ...fill(parameters.length - right - left - (index - left) - 1),
    ...args.slice(args.length - right),
  ];
}

/** A name of its own for a type, which costs nothing at run time. */
class PyNewType extends PyObject {
  readonly qualname: string;
  readonly supertype: PyValue;
  constructor(qualname: string, supertype: PyValue, module: PyValue) {
    super();
    this.qualname = qualname;
    this.supertype = supertype;
    setModule(this, module);
  }
  get name(): string {
    return this.qualname.slice(this.qualname.lastIndexOf(".") + 1);
  }
}

export const newTypeType: PyType = defineType("NewType", PyNewType, {
  isPython: true,
  module: "typing",
  instanceDict: true,
});
PyNewType.prototype.invoke = function invoke(this: PyNewType, args: PyValue[], keywords: Keywords | null): PyValue {
  if (args.length !== 1 || (keywords !== null && keywords.size > 0)) {
    throw raise.TypeError(`NewType.__call__() takes 2 positional arguments but ${args.length + 1} were given`);
  }
  return args[0] as PyValue;
};
constructor(
  newTypeType,
  "(cls, name, tp)",
  (_cls: PyType, name: PyValue, type: PyValue) => new PyNewType(toStr(name), type, callerModule()),
);
methods(newTypeType, {
  "__call__(self, x, /)": (_self: PyNewType, value: PyValue) => value,
  "__repr__(self, /)": (self: PyNewType) => `${toStr(getAttribute(self, "__module__"))}.${self.qualname}`,
  "__reduce__(self, /)": (self: PyNewType) => self.qualname,
  "__or__(self, other, /)": (self: PyValue, other: PyValue) => unionOfTyping(self, other),
  "__ror__(self, other, /)": (self: PyValue, other: PyValue) => unionOfTyping(other, self),
  "__mro_entries__(self, bases, /)"(self: PyNewType) {
    const { name } = self;
    const refuse = (cls: PyType): never => {
      const instead = `${cls.name} = NewType(${repr(cls.name)}, ${name})`;
      throw raise.TypeError(`Cannot subclass an instance of NewType. Perhaps you were looking for: \`${instead}\``);
    };
    // Refused by the base, which knows the name of the class.
    return new PyTuple([
      makeClass({ name, module: "typing" }, (dummy) => classMethods(dummy, { "__init_subclass__(cls, /)": refuse })),
    ]);
  },
});
attributes<PyNewType>(newTypeType, {
  __name__: (self) => self.name,
  __qualname__: (self) => self.qualname,
  __supertype__: (self) => self.supertype,
});

/** `type Name[T] = value` (PEP 695). */
export class PyTypeAlias extends PyObject {
  readonly name: string;
  #value: PyValue;
  /** Makes the value when it is first asked for: it may name the alias itself. */
  compute: (() => PyValue) | null = null;
  typeParameters: PyTuple;
  constructor(name: string, value: PyValue, typeParameters: PyTuple, module: PyValue) {
    super();
    this.name = name;
    this.#value = value;
    this.typeParameters = typeParameters;
    setModule(this, module);
  }
  get value(): PyValue {
    if (this.compute !== null) {
      this.#value = this.compute();
      this.compute = null;
    }
    return this.#value;
  }
}

export const typeAliasType: PyType = defineType("TypeAliasType", PyTypeAlias, {
  isPython: true,
  module: "typing",
  final: true,
  instanceDict: true,
});
PyTypeAlias.prototype.getItem = function getItemOf(this: PyTypeAlias, key: PyValue): PyValue {
  if (this.typeParameters.items.length === 0) throw raise.TypeError("Only generic type aliases are subscriptable");
  return new PyGenericAlias(this, key instanceof PyTuple ? key : new PyTuple([key]));
};
constructor(
  typeAliasType,
  "(cls, name, value, *, type_params=())",
  (cls: PyType, name: PyValue, value: PyValue, parameters: PyValue) =>
    new PyTypeAlias(
      readName(cls, name),
      value,
      parameters instanceof PyTuple ? parameters : new PyTuple(),
      callerModule(),
    ),
);
methods(typeAliasType, {
  "__repr__(self, /)": (self: PyTypeAlias) => self.name,
  "__reduce__(self, /)": (self: PyTypeAlias) => self.name,
  "__getitem__(self, key, /)": (self: PyTypeAlias, key: PyValue) => PyTypeAlias.prototype.getItem.call(self, key),
  "__or__(self, value, /)": (self: PyValue, other: PyValue) => unionOfTyping(self, other),
  "__ror__(self, value, /)": (self: PyValue, other: PyValue) => unionOfTyping(other, self),
});
attributes<PyTypeAlias>(typeAliasType, {
  __name__: (self) => self.name,
  __value__: (self) => self.value,
  __parameters__: (self) => new PyTuple(collectParameters(self.typeParameters.items)),
  __type_params__: {
    get: (self) => self.typeParameters,
    set: (self, value) => {
      if (value instanceof PyTuple) self.typeParameters = value;
    },
  },
});
