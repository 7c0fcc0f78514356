/** Generic: classes with type parameters. */
import { attributeOr, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { classMethods, constants } from "../../runtime/define.ts";
import { isEqual } from "../../runtime/equal.ts";
import { raise } from "../../runtime/raise.ts";
import { toStr } from "../../runtime/show.ts";
import { type Keywords, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { collectParameters } from "../../builtins/generic-alias.ts";
import { paid } from "../../runtime/limits.ts";
import { makeClass } from "../native-class.ts";
import { PyTypingAlias } from "./alias.ts";
import { prepareArguments } from "./alias-methods.ts";
import { remember } from "./cache.ts";
import { checkCount, isUnpackedTypeVarTuple, typeConvert } from "./checks.ts";
import { PyParamSpec, PyTypeVar, PyTypeVarTuple } from "./variables.ts";
import { typingWorld } from "./world.ts";

function isVariable(value: PyValue): boolean {
  return value instanceof PyTypeVar || value instanceof PyParamSpec || isUnpackedTypeVarTuple(value);
}

/** `C[int, str]`. */
export function subscriptClass(cls: PyType, key: PyValue): PyValue {
  return remember(
    cls,
    key,
    false,
    () =>
      new PyTypingAlias(
        cls,
        argumentsOf(
          cls,
          (key instanceof PyTuple ? paid(key.items) : [key]).map((each) => typeConvert(each)),
        ),
      ),
  );
}

function argumentsOf(cls: PyType, given: readonly PyValue[]): readonly PyValue[] {
  const { generic, protocol } = typingWorld();
  if (cls === generic || cls === protocol) {
    if (given.length === 0) throw raise.TypeError(`Parameter list to ${cls.qualname}[...] cannot be empty`);
    if (!given.every(isVariable))
      throw raise.TypeError(
        `Parameters to ${cls.name}[...] must all be type variables or parameter specification variables.`,
      );
    if (given.some((each, index) => given.slice(0, index).some((before) => isEqual(before, each))))
      throw raise.TypeError(`Parameters to ${cls.name}[...] must all be unique`);
    return given;
  }
  const own = attributeOr(cls, "__parameters__", undefined);
  const parameters = own instanceof PyTuple ? own.items : [];
  const prepared = prepareArguments(cls, parameters, given);
  checkCount(cls, prepared.length, parameters.length);
  return parameters.flatMap((parameter, index) => {
    const arg = prepared[index] as PyValue;
    return parameter instanceof PyTypeVarTuple && arg instanceof PyTuple ? arg.items : [arg];
  });
}

/** `super().__init_subclass__(...)` from the classes of this module. */
export function nextInitSubclass(cls: PyType, owner: PyType, args: PyValue[], keywords: Keywords): void {
  for (const base of cls.mro.slice(cls.mro.indexOf(owner) + 1)) {
    const method = base.namespace.get("__init_subclass__");
    if (method === undefined) continue;
    call(
      method instanceof PyObject && method.bind !== undefined ? method.bind(undefined, cls) : method,
      args,
      keywords,
    );
    return;
  }
}

/** Finds the type parameters of a new class in what it derives from. */
export function readParameters(cls: PyType): void {
  const { generic } = typingWorld();
  const original = cls.namespace.get("__orig_bases__");
  const bases = original instanceof PyTuple ? original.items : null;
  const isPlain =
    bases === null
      ? cls.bases.includes(generic) && cls.name !== "Protocol" && cls.cls.name !== "_TypedDictMeta"
      : bases.includes(generic);
  if (isPlain) throw raise.TypeError("Cannot inherit from plain Generic");
  let variables: readonly PyValue[] = bases === null ? [] : collectParameters(bases);
  let declared: readonly PyValue[] | undefined;
  for (const base of bases ?? []) {
    if (!(base instanceof PyTypingAlias) || base.origin !== generic) continue;
    if (declared !== undefined) throw raise.TypeError("Cannot inherit from Generic[...] multiple times.");
    declared = base.parameters.items;
  }
  if (declared !== undefined) {
    const known = declared;
    const missing = variables.filter((variable) => !known.includes(variable));
    if (missing.length > 0) {
      throw raise.TypeError(
        `Some type variables (${missing.map(toStr).join(", ")}) are not listed in Generic[${known.map(toStr).join(", ")}]`,
      );
    }
    variables = known;
  }
  setAttribute(cls, "__parameters__", new PyTuple(variables));
}

export function makeGenericClass(): PyType {
  return makeClass({ name: "Generic", module: "typing", slots: [] }, (generic) => {
    constants(generic, { _is_protocol: false });
    classMethods(generic, {
      "__class_getitem__(cls, params, /)": subscriptClass,
      "__init_subclass__(cls, /, *args, **kwargs)"(cls: PyType, args: PyValue[], keywords: Keywords) {
        nextInitSubclass(cls, generic, args, keywords);
        readParameters(cls);
        return null;
      },
    });
  });
}
