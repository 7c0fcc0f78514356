/** The shapes of what subscripting gives: `List[int]`, `Union[int, str]`, `Annotated[int, 1]`. Their behaviour is in the files beside. */
import { defineType } from "../../runtime/types.ts";
import { PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { collectParameters } from "../../builtins/generic-alias.ts";

/** What all aliases have: something they stand for, and a name in `typing` or none. */
export abstract class PyBaseAlias extends PyObject {
  readonly origin: PyValue;
  readonly name: string | null;
  /** Whether calling it makes an object of what it stands for. */
  readonly isInstantiable: boolean;
  constructor(origin: PyValue, name: string | null, isInstantiable: boolean) {
    super();
    this.origin = origin;
    this.name = name;
    this.isInstantiable = isInstantiable;
  }
}

export interface AliasOptions {
  name?: string | null;
  isInstantiable?: boolean;
}

export class PyTypingAlias extends PyBaseAlias {
  args: PyTuple;
  readonly parameters: PyTuple;
  constructor(origin: PyValue, args: readonly PyValue[], { name = null, isInstantiable = true }: AliasOptions = {}) {
    super(origin, name, isInstantiable);
    this.args = new PyTuple(args);
    this.parameters = new PyTuple(collectParameters(args));
  }
  /** The same kind of alias of other arguments. */
  copyWith(args: readonly PyValue[]): PyValue {
    return new PyTypingAlias(this.origin, args, this);
  }
}

export class PyTypingCallable extends PyTypingAlias {
  override copyWith(args: readonly PyValue[]): PyValue {
    return new PyTypingCallable(this.origin, args, this);
  }
}

export class PyTypingUnion extends PyTypingAlias {}

export class PyTypingLiteral extends PyTypingAlias {
  override copyWith(args: readonly PyValue[]): PyValue {
    return new PyTypingLiteral(this.origin, args, this);
  }
}

export class PyTypingConcatenate extends PyTypingAlias {
  override copyWith(args: readonly PyValue[]): PyValue {
    const last = args[args.length - 1];
    if (last instanceof PyTuple) return new PyTuple([...args.slice(0, -1), ...last.items]);
    const own = last instanceof PyTypingConcatenate ? [...args.slice(0, -1), ...last.args.items] : args;
    return new PyTypingConcatenate(this.origin, own, this);
  }
}

export class PyTypingUnpack extends PyTypingAlias {
  override copyWith(args: readonly PyValue[]): PyValue {
    return new PyTypingUnpack(this.origin, args, this);
  }
}

export class PyAnnotated extends PyTypingAlias {
  readonly metadata: readonly PyValue[];
  constructor(type: PyValue, metadata: readonly PyValue[]) {
    const origin = type instanceof PyAnnotated ? type.origin : type;
    super(origin, [origin], { name: "Annotated" });
    this.metadata = type instanceof PyAnnotated ? [...type.metadata, ...metadata] : metadata;
  }
  override copyWith(args: readonly PyValue[]): PyValue {
    return new PyAnnotated(args[0] ?? null, this.metadata);
  }
}

/** `List`, `Dict`: an alias that waits for its arguments. */
export class PySpecialAlias extends PyBaseAlias {
  /** How many arguments it takes; -1 for any number. */
  readonly count: number;
  constructor(origin: PyValue, count: number, name: string, isInstantiable: boolean) {
    super(origin, name, isInstantiable);
    this.count = count;
  }
}
export class PyCallableAliasType extends PySpecialAlias {}
export class PyTupleAliasType extends PySpecialAlias {}

const options = { isPython: true, module: "typing", instanceDict: true, final: true };
export const baseAliasType: PyType = defineType("_BaseGenericAlias", PyBaseAlias as never, options);
export const aliasType: PyType = defineType("_GenericAlias", PyTypingAlias, { ...options, base: baseAliasType });
export const callableAliasType: PyType = defineType("_CallableGenericAlias", PyTypingCallable, {
  ...options,
  base: aliasType,
});
export const unionAliasType: PyType = defineType("_UnionGenericAlias", PyTypingUnion, { ...options, base: aliasType });
export const literalAliasType: PyType = defineType("_LiteralGenericAlias", PyTypingLiteral, {
  ...options,
  base: aliasType,
});
export const concatenateAliasType: PyType = defineType("_ConcatenateGenericAlias", PyTypingConcatenate, {
  ...options,
  base: aliasType,
});
export const unpackAliasType: PyType = defineType("_UnpackGenericAlias", PyTypingUnpack, {
  ...options,
  base: aliasType,
});
export const annotatedAliasType: PyType = defineType("_AnnotatedAlias", PyAnnotated, { ...options, base: aliasType });
export const specialAliasType: PyType = defineType("_SpecialGenericAlias", PySpecialAlias, {
  ...options,
  base: baseAliasType,
});
export const callableSpecialType: PyType = defineType("_CallableType", PyCallableAliasType, {
  ...options,
  base: specialAliasType,
});
export const tupleSpecialType: PyType = defineType("_TupleType", PyTupleAliasType, {
  ...options,
  base: specialAliasType,
});

export const ALIAS_TYPES: readonly PyType[] = [
  baseAliasType,
  aliasType,
  callableAliasType,
  unionAliasType,
  literalAliasType,
  concatenateAliasType,
  unpackAliasType,
  annotatedAliasType,
  specialAliasType,
  callableSpecialType,
  tupleSpecialType,
];

/** A name of `typing` that is no class: `Union`, `ClassVar`. */
export class PySpecialForm extends PyObject {
  readonly name: string;
  readonly subscript: (form: PySpecialForm, parameters: PyValue) => PyValue;
  doc: PyValue = null;
  /** Whether equal arguments of different types are different: `Literal[1]` and `Literal[True]`. */
  readonly isTyped: boolean;
  constructor(name: string, subscript: (form: PySpecialForm, parameters: PyValue) => PyValue, isTyped = false) {
    super();
    this.name = name;
    this.subscript = subscript;
    this.isTyped = isTyped;
  }
}
export const specialFormType: PyType = defineType("_SpecialForm", PySpecialForm, {
  isPython: true,
  module: "typing",
  final: true,
});
