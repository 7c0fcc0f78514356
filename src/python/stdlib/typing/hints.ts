/** get_type_hints, get_origin and get_args. */
import { attributeOr } from "../../runtime/attributes.ts";
import { PyDict } from "../../runtime/dict.ts";
import { equalItems } from "../../runtime/equal.ts";
import { enterNative, leaveNative, paid, spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { getItem } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { codeType, functionType, methodType, moduleType, noneType, typeOf } from "../../runtime/type-table.ts";
import { builtinType, methodDescriptorType, methodWrapperType, wrapperDescriptorType } from "../../runtime/builtin.ts";
import { isSubtype } from "../../runtime/types.ts";
import { PyList, PyModule, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { PyGenericAlias } from "../../builtins/generic-alias.ts";
import { PyUnion, unionOf, unionType } from "../../builtins/union.ts";
import { PyAnnotated, PyBaseAlias, PySpecialForm, PyTypingAlias } from "./alias.ts";
import { hasListedArguments, typeCheck } from "./checks.ts";
import { PyForwardRef } from "./forward-ref.ts";
import { PyParamSpecPart } from "./variables.ts";
import { typingName, typingWorld } from "./world.ts";

/** Where the names of forward references are looked up. */
interface Scope {
  globals: PyValue;
  locals: PyValue;
}

/** A type with every forward reference in it replaced by what it names. */
export function evaluateType(type: PyValue, scope: Scope, open: ReadonlySet<string> = new Set()): PyValue {
  if (type instanceof PyForwardRef) return evaluateReference(type, scope, open);
  if (type instanceof PyGenericAlias) return evaluateGeneric(type, scope, open);
  if (!(type instanceof PyTypingAlias) && !(type instanceof PyUnion)) return type;
  const args = paid(type.args.items).map((arg) => evaluateType(arg, scope, open));
  if (equalItems(args, type.args.items)) return type;
  if (type instanceof PyUnion) return unionOf(args);
  if (type.origin === typingName("Union")) return getItem(typingName("Union"), new PyTuple(args));
  return type.copyWith(args);
}

function evaluateGeneric(alias: PyGenericAlias, scope: Scope, open: ReadonlySet<string>): PyValue {
  const args = paid(alias.args.items).map((arg) => {
    const text = asString(arg);
    return evaluateType(text === undefined ? arg : new PyForwardRef(text), scope, open);
  });
  if (!alias.isStarred && equalItems(args, alias.args.items)) return alias;
  if (hasListedArguments(alias, args))
    return getItem(alias.origin, new PyTuple([new PyTuple(args.slice(0, -1)), args[args.length - 1] as PyValue]));
  const made = getItem(alias.origin, new PyTuple(args));
  return alias.isStarred ? getItem(typingName("Unpack"), made) : made;
}

function evaluateReference(reference: PyForwardRef, scope: Scope, open: ReadonlySet<string>): PyValue {
  if (open.has(reference.text)) return reference;
  if (reference.isEvaluated && scope.locals === scope.globals) return reference.value;
  enterNative();
  try {
    spend(1);
    const globals = scope.globals ?? scope.locals ?? new PyDict();
    const locals = scope.locals ?? globals;
    const found = typeCheck(reference.evaluate(globals, locals), "Forward references must evaluate to types.", {
      isArgument: reference.isArgument,
      allowsSpecialForms: reference.isClass,
    });
    reference.value = evaluateType(found, { globals, locals }, new Set([...open, reference.text]));
    reference.isEvaluated = true;
    return reference.value;
  } finally {
    leaveNative();
  }
}

/** A type without Annotated, Required and NotRequired. */
function stripped(type: PyValue): PyValue {
  if (type instanceof PyAnnotated) return stripped(type.origin);
  if (
    type instanceof PyTypingAlias &&
    type.origin instanceof PySpecialForm &&
    /^(?:Not)?Required$/.test(type.origin.name)
  )
    return stripped(type.args.items[0] ?? null);
  if (!(type instanceof PyTypingAlias) && !(type instanceof PyGenericAlias) && !(type instanceof PyUnion)) return type;
  const args = paid(type.args.items).map(stripped);
  if (equalItems(args, type.args.items)) return type;
  if (type instanceof PyUnion) return unionOf(args);
  if (type instanceof PyGenericAlias) return new PyGenericAlias(type.origin, new PyTuple(args), type.isStarred);
  return type.origin === typingName("Union") ? getItem(typingName("Union"), new PyTuple(args)) : type.copyWith(args);
}

function collect(
  annotations: PyDict,
  scope: Scope,
  options: { isClass: boolean; isArgument: boolean },
  hints: PyDict,
): void {
  spend(annotations.size);
  for (const [key, value] of annotations.entries()) {
    const text = asString(value);
    const type = value === null ? noneType : text === undefined ? value : new PyForwardRef(text, options);
    hints.set(key, evaluateType(type, scope));
  }
}

function classHints(cls: PyType, globals: PyValue, locals: PyValue): PyDict {
  const hints = new PyDict();
  for (const base of [...cls.mro].reverse()) {
    const annotations = base.namespace.get("__annotations__");
    if (!(annotations instanceof PyDict)) continue;
    const name = attributeOr(base, "__module__", null);
    const module = typingWorld().interpreter.modules.get(name);
    const own: PyValue = module instanceof PyModule ? module.globals : new PyDict();
    const namespace = new PyDict();
    for (const [key, value] of base.namespace) namespace.setString(key, value);
    // Names of the module are found before those of the class.
    const scope =
      globals !== null
        ? { globals, locals: locals ?? namespace }
        : locals === null
          ? { globals: namespace, locals: own }
          : { globals: own, locals };
    collect(annotations, scope, { isClass: true, isArgument: false }, hints);
  }
  return hints;
}

const WITHOUT_HINTS = new Set<PyType>([
  builtinType,
  methodDescriptorType,
  methodWrapperType,
  wrapperDescriptorType,
  functionType,
  methodType,
  moduleType,
  codeType,
]);

export function typeHints(object: PyValue, globals: PyValue, locals: PyValue, keepsExtras: boolean): PyValue {
  if (isTrue(attributeOr(object, "__no_type_check__", false))) return new PyDict();
  const hints = object instanceof PyType ? classHints(object, globals, locals) : otherHints(object, globals, locals);
  if (!keepsExtras) for (const [key, type] of [...hints.entries()]) hints.set(key, stripped(type));
  return hints;
}

function otherHints(object: PyValue, globals: PyValue, locals: PyValue): PyDict {
  let space = globals;
  if (space === null) {
    let inner = object;
    for (
      let next = attributeOr(inner, "__wrapped__", undefined);
      next !== undefined;
      next = attributeOr(inner, "__wrapped__", undefined)
    ) {
      inner = next;
      spend(1);
    }
    space = object instanceof PyModule ? object.globals : attributeOr(inner, "__globals__", new PyDict());
  }
  const hints = new PyDict();
  const annotations = attributeOr(object, "__annotations__", null);
  if (annotations === null) {
    if ([...WITHOUT_HINTS].some((type) => isSubtype(typeOf(object), type))) return hints;
    throw raise.TypeError(`${repr(object)} is not a module, class, method, or function.`);
  }
  const dict = annotations instanceof PyDict ? annotations : new PyDict();
  collect(
    dict,
    { globals: space, locals: locals ?? space },
    { isClass: false, isArgument: !(object instanceof PyModule) },
    hints,
  );
  return hints;
}

export function originOf(type: PyValue): PyValue {
  if (type instanceof PyAnnotated) return typingName("Annotated");
  if (type instanceof PyBaseAlias || type instanceof PyGenericAlias || type instanceof PyParamSpecPart)
    return type.origin;
  if (type === typingWorld().generic) return type;
  return type instanceof PyUnion ? unionType : null;
}

export function argumentsOf(type: PyValue): PyTuple {
  if (type instanceof PyAnnotated) return new PyTuple([type.origin, ...type.metadata]);
  if (type instanceof PyUnion) return type.args;
  if (!(type instanceof PyTypingAlias) && !(type instanceof PyGenericAlias)) return new PyTuple();
  const { items } = type.args;
  return hasListedArguments(type, items)
    ? new PyTuple([new PyList(items.slice(0, -1)), items[items.length - 1] as PyValue])
    : type.args;
}
