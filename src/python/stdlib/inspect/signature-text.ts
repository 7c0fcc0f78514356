/** Signatures as text: `(a, /, b: int = 1, *, c) -> str`. */
import { attributeOr } from "../../runtime/attributes.ts";
import { PyDict } from "../../runtime/dict.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { typeType } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { PyFunction, PyType, type PyValue } from "../../runtime/values.ts";
import { PyGenericAlias } from "../../builtins/generic-alias.ts";

/** How an argument reaches a parameter, as Python numbers it. */
export type ParameterKind = 0 | 1 | 2 | 3 | 4;
export const POSITIONAL_ONLY = 0,
  POSITIONAL_OR_KEYWORD = 1,
  VAR_POSITIONAL = 2,
  KEYWORD_ONLY = 3,
  VAR_KEYWORD = 4;

export interface ParameterText {
  name: string;
  kind: ParameterKind;
  default?: PyValue | undefined;
  annotation?: PyValue | undefined;
}

export function annotationText(annotation: PyValue, baseModule: PyValue = null): string {
  const module = attributeOr(annotation, "__module__", null);
  if (module === "typing") return repr(annotation).replaceAll("typing.", "");
  if (annotation instanceof PyGenericAlias) return toStr(annotation);
  if (annotation instanceof PyType) {
    return module === "builtins" || (module !== null && module === baseModule)
      ? annotation.qualname
      : `${toStr(module)}.${annotation.qualname}`;
  }
  return repr(annotation);
}

export function parameterText({ name, kind, default: value, annotation }: ParameterText): string {
  let text = name;
  if (annotation !== undefined) text += `: ${annotationText(annotation)}`;
  if (value !== undefined) text += annotation === undefined ? `=${repr(value)}` : ` = ${repr(value)}`;
  return kind === VAR_POSITIONAL ? `*${text}` : kind === VAR_KEYWORD ? `**${text}` : text;
}

export function signatureText(parameters: readonly ParameterText[], result: PyValue | undefined): string {
  const parts: string[] = [];
  let hasOpenPositional = false,
    needsStar = true;
  for (const parameter of parameters) {
    const { kind } = parameter;
    if (kind === POSITIONAL_ONLY) hasOpenPositional = true;
    else if (hasOpenPositional) {
      parts.push("/");
      hasOpenPositional = false;
    }
    if (kind === VAR_POSITIONAL) needsStar = false;
    else if (kind === KEYWORD_ONLY && needsStar) {
      parts.push("*");
      needsStar = false;
    }
    parts.push(parameterText(parameter));
  }
  if (hasOpenPositional) parts.push("/");
  return `(${parts.join(", ")})${result === undefined ? "" : ` -> ${annotationText(result)}`}`;
}

/** The parameters of a Python function, in the order in which a signature shows them. */
export function functionParameters(f: PyFunction): ParameterText[] {
  const { parameters, positionalOnlyCount, positionalCount, keywordOnlyCount, hasVarArgs, hasVarKeywords } =
    f.code.fields;
  const annotations = annotationsOf(f);
  const defaults = f.defaults ?? [];
  const text = (name: string, kind: ParameterKind, value?: PyValue): ParameterText => ({
    name,
    kind,
    default: value,
    annotation: annotations?.getString(name),
  });
  const shown: ParameterText[] = [];
  for (let i = 0; i < positionalCount; i++) {
    const value = defaults[i - (positionalCount - defaults.length)];
    shown.push(text(parameters[i] as string, i < positionalOnlyCount ? POSITIONAL_ONLY : POSITIONAL_OR_KEYWORD, value));
  }
  let next = positionalCount + keywordOnlyCount;
  if (hasVarArgs) shown.push(text(parameters[next++] as string, VAR_POSITIONAL));
  for (let i = positionalCount; i < positionalCount + keywordOnlyCount; i++) {
    const name = parameters[i] as string;
    shown.push(text(name, KEYWORD_ONLY, f.keywordDefaults?.get(name)));
  }
  if (hasVarKeywords) shown.push(text(parameters[next] as string, VAR_KEYWORD));
  return shown;
}

export function annotationsOf(f: PyFunction): PyDict | undefined {
  const annotations = attributeOr(f, "__annotations__", null);
  return annotations instanceof PyDict ? annotations : undefined;
}

/** What calling a class takes, by its `__init__` (or its `__new__`). */
export function classSignature(cls: PyType): string {
  if (lookup(cls.cls, "__call__") !== lookup(typeType, "__call__")) return "";
  for (const name of ["__init__", "__new__"]) {
    const f = lookup(cls, name);
    if (f instanceof PyFunction)
      return signatureText(functionParameters(f).slice(1), annotationsOf(f)?.getString("return"));
  }
  return "()";
}
