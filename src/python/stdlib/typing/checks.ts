/** What may stand where a type is expected, and how types show themselves. */
import { attributeOr } from "../../runtime/attributes.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { noneType, tupleType, typeOf } from "../../runtime/type-table.ts";
import { Ellipsis, PyFunction, PyList, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { PyGenericAlias } from "../../builtins/generic-alias.ts";
import { paid } from "../../runtime/limits.ts";
import { PySpecialForm, PyTypingAlias, PyTypingConcatenate } from "./alias.ts";
import { PyForwardRef } from "./forward-ref.ts";
import { typingWorld } from "./world.ts";

export const TYPE_PARAMETERS = "Parameters to generic types must be types.";

export interface CheckOptions {
  isArgument?: boolean;
  allowsSpecialForms?: boolean;
  module?: PyValue;
}

/** None is its type, a text is a reference to a type that may come later. */
export function typeConvert(arg: PyValue, { module = null, allowsSpecialForms = false }: CheckOptions = {}): PyValue {
  if (arg === null) return noneType;
  const text = asString(arg);
  return text === undefined ? arg : new PyForwardRef(text, { module, isClass: allowsSpecialForms });
}

const BARE_FORMS = new Set(["LiteralString", "NoReturn", "Never", "Self", "TypeAlias"]);

/** The argument as a type; `message` begins the error for what is none. */
export function typeCheck(given: PyValue, message: string, options: CheckOptions = {}): PyValue {
  const { isArgument = true, allowsSpecialForms = false } = options;
  const arg = typeConvert(given, options);
  const { generic, protocol } = typingWorld();
  if (arg instanceof PyTypingAlias) {
    const { origin } = arg;
    const form = origin instanceof PySpecialForm ? origin.name : null;
    const isRefused =
      origin === generic ||
      origin === protocol ||
      (!allowsSpecialForms && (form === "ClassVar" || (isArgument && form === "Final")));
    if (isRefused) throw raise.TypeError(`${toStr(arg)} is not valid as type argument`);
    return arg;
  }
  if (arg instanceof PySpecialForm) {
    if (BARE_FORMS.has(arg.name) || (allowsSpecialForms && (arg.name === "ClassVar" || arg.name === "Final")))
      return arg;
    throw raise.TypeError(`Plain ${toStr(arg)} is not valid as type argument`);
  }
  if (arg === generic || (protocol !== null && arg === protocol))
    throw raise.TypeError(`Plain ${toStr(arg)} is not valid as type argument`);
  if (typeOf(arg) === tupleType) throw raise.TypeError(`${message} Got ${[...repr(arg)].slice(0, 100).join("")}.`);
  return arg;
}

/** Types by their names, everything else by its repr. */
export function typeRepr(value: PyValue): string {
  if (value instanceof PyType) {
    const module = attributeOr(value, "__module__", null);
    return module === "builtins" ? value.qualname : `${toStr(module)}.${value.qualname}`;
  }
  if (value === Ellipsis) return "...";
  if (value instanceof PyFunction) return value.name;
  if (value instanceof PyTuple) return `[${paid(value.items).map(typeRepr).join(", ")}]`;
  return repr(value);
}

export function checkCount(alias: PyValue, given: number, expected: number): void {
  if (expected === 0) throw raise.TypeError(`${toStr(alias)} is not a generic class`);
  if (given !== expected) {
    throw raise.TypeError(
      `Too ${given > expected ? "many" : "few"} arguments for ${toStr(alias)}; actual ${given}, expected ${expected}`,
    );
  }
}

/** What may stand for a list of parameters: `...`, a list, a ParamSpec, `Concatenate[...]`. */
export function isParameterExpression(value: PyValue): boolean {
  return (
    value === Ellipsis ||
    value instanceof PyTuple ||
    value instanceof PyList ||
    value instanceof PyTypingConcatenate ||
    typeOf(value).name === "ParamSpec"
  );
}

/** What `*` took a tuple type apart into, or undefined. */
export function unpackedArguments(value: PyValue): readonly PyValue[] | undefined {
  if (value instanceof PyType) return undefined;
  const args = attributeOr(value, "__typing_unpacked_tuple_args__", undefined);
  return args instanceof PyTuple ? args.items : undefined;
}

export function isUnpackedTypeVarTuple(value: PyValue): boolean {
  return !(value instanceof PyType) && attributeOr(value, "__typing_is_unpacked_typevartuple__", false) === true;
}

/** Whether the arguments of a Callable are written as a list and a result. */
export function hasListedArguments(alias: PyValue, args: readonly PyValue[]): boolean {
  const origin = alias instanceof PyTypingAlias || alias instanceof PyGenericAlias ? alias.origin : null;
  return origin === typingWorld().callable && !(args.length === 2 && isParameterExpression(args[0] as PyValue));
}
