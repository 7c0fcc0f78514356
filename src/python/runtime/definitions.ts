/** What `def`, `class`, `type` and type parameters make. */
import { getAttribute, setAttribute } from "./attributes.ts";
import { call } from "./call.ts";
import type { CodeUnit } from "./code-units.ts";
import { buildClass as buildClassObject } from "./classes.ts";
import { type NamespaceDict, PyDict } from "./dict.ts";
import { iterate } from "./iterate.ts";
import { importTrusted } from "./modules.ts";
import { fromMapping, storeName } from "./names.ts";
import { current } from "./state.ts";
import { getItem } from "./subscript.ts";
import { typeOf } from "./type-table.ts";
import {
  type Cell,
  cellObject,
  type JsFunction,
  type Keywords,
  PyCode,
  PyFunction,
  PyTuple,
  type PyValue,
} from "./values.ts";

/** What `code` needs of a function's template; the compiler's CodeTemplate has more. */
interface Template {
  fields: PyCode["fields"];
  number?: number;
  unit?: CodeUnit;
  makePlain?: (globals: NamespaceDict) => (cells: Cell[]) => JsFunction;
  makeSuspending?: (globals: NamespaceDict) => (cells: Cell[]) => JsFunction;
}

export function code(
  template: Template,
  factory: ((cells: Cell[]) => JsFunction) | null,
  globals: NamespaceDict,
): PyCode {
  const object = new PyCode(template.fields, factory);
  object.globals = globals;
  template.unit?.codes.set(template.number as number, object);
  const { makePlain } = template;
  if (makePlain !== undefined) object.makeFactory = () => makePlain(globals);
  if (template.makeSuspending !== undefined)
    object.makeSuspending = () => (template.makeSuspending as NonNullable<Template["makeSuspending"]>)(globals);
  return object;
}

export function makeFunction(
  object: PyCode,
  closure: Cell[],
  defaults: PyValue[] | null,
  keywordDefaults: Keywords | null,
  annotations: PyDict | null,
): PyFunction {
  const { fields } = object;
  const globals = object.globals as NamespaceDict;
  const isPlain = fields.keywordOnlyCount === 0 && !fields.hasVarArgs && !fields.hasVarKeywords;
  const isWaiting = object.makeFactory !== null;
  const f = new PyFunction(
    object,
    isWaiting ? (...args) => begin(args) : (object.factory as (cells: Cell[]) => JsFunction)(closure),
    isPlain ? fields.positionalCount : -1,
    globals,
    closure,
    defaults,
    keywordDefaults,
  );
  /** The first call compiles the function. */
  const begin = (args: (PyValue | undefined)[]): PyValue => {
    f.js = (object.factory as (cells: Cell[]) => JsFunction)(closure);
    return f.js(...args);
  };
  const doc = fields.constants[0];
  if (typeof doc === "string") f.doc = doc;
  f.module = globals.getString("__name__") ?? null;
  f.annotations = annotations;
  return f;
}

// Classes

export function beginClass(
  namespace: PyValue,
  globals: NamespaceDict,
  qualname: string,
  doc: string | undefined,
  hasAnnotations: boolean,
): void {
  storeName(namespace, "__module__", globals.getString("__name__") ?? globals.builtins?.getString("__name__") ?? null);
  storeName(namespace, "__qualname__", qualname);
  if (doc !== undefined) storeName(namespace, "__doc__", doc);
  if (hasAnnotations) beginModule(namespace);
}

/** `__annotations__` of a module or class that annotates names. */
export function beginModule(namespace: PyValue): void {
  if (fromMapping(namespace, "__annotations__") === undefined) storeName(namespace, "__annotations__", new PyDict());
}

export function classBody(namespace: PyValue, cell: Cell): Cell {
  storeName(namespace, "__classcell__", cellObject(cell));
  return cell;
}

export function buildClass(
  object: PyCode,
  cells: Cell[],
  name: string,
  bases: PyValue[],
  named: Keywords | null,
): PyValue {
  const body = (object.factory as (cells: Cell[]) => JsFunction)(cells);
  return buildClassObject((namespace) => body(namespace), name, bases, named);
}

// Type parameters (PEP 695): made by the typing module when it is there.

function fromTyping(name: string): PyValue {
  return getAttribute(importTrusted(current.interpreter, "typing"), name);
}

export function typeParameter(kind: string, name: string, bound: (() => PyValue) | null, isTuple: boolean): PyValue {
  const maker = fromTyping(kind);
  if (kind === "TypeVarTuple") return call(maker, [name]);
  const keywords: Keywords = new Map([["infer_variance", true]]);
  const value = bound === null ? null : bound();
  if (isTuple) return call(maker, [name, ...(value as PyTuple).items], keywords);
  return call(maker, [name], keywords.set("bound", value));
}

/** The bases of a class with type parameters. */
export function genericBases(bases: PyValue[], parameters: PyValue[]): PyValue[] {
  const spread = parameters.map((parameter) =>
    typeOf(parameter).name === "TypeVarTuple" ? unpackAnnotation(parameter) : parameter,
  );
  return [...bases, getItem(fromTyping("Generic"), new PyTuple(spread))];
}

export function withTypeParameters(value: PyValue, parameters: PyValue[]): PyValue {
  const tuple = new PyTuple(parameters);
  if (value instanceof PyFunction) value.typeParameters = tuple;
  else setAttribute(value, "__type_params__", tuple);
  return value;
}

export function typeAlias(name: string, value: () => PyValue): PyValue {
  const alias = call(fromTyping("TypeAliasType"), [name, null]);
  // The value may name the alias itself: it is made when it is first asked for.
  (alias as unknown as { compute: () => PyValue }).compute = value;
  return alias;
}

export function unpackAnnotation(value: PyValue): PyValue {
  return iterate(value).next() ?? null;
}
