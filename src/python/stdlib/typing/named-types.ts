/** NamedTuple and TypedDict: both are functions, and stand as bases through `__mro_entries__`. */
import { attributeOr, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { callerModule } from "../../runtime/caller-module.ts";
import { newType } from "../../runtime/classes.ts";
import { constructor, makeFunction, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { toArray, unpack } from "../../runtime/iterate.ts";
import { paid, spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { dictType, tupleType, typeType } from "../../runtime/type-table.ts";
import { changeOwn, isSubtype, lookup } from "../../runtime/types.ts";
import {
  type Keywords,
  PyClassMethod,
  type PyException,
  PyFunction,
  PyTuple,
  PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { makeNamedTuple } from "../collections/namedtuple.ts";
import { makeClass, pythonFunction } from "../native-class.ts";
import { PyAnnotated, PySpecialForm, PyTypingAlias } from "./alias.ts";
import { frozensetOf } from "./set-of.ts";
import { typeCheck } from "./checks.ts";
import { readParameters, subscriptClass } from "./generic.ts";
import { typingWorld } from "./world.ts";

const PROHIBITED = new Set([
  "__new__",
  "__init__",
  "__slots__",
  "__getnewargs__",
  "_fields",
  "_field_defaults",
  "_field_types",
  "_make",
  "_replace",
  "_asdict",
  "_source",
]);
const SPECIAL = new Set([
  "__module__",
  "__name__",
  "__annotations__",
  "__qualname__",
  "__orig_bases__",
  "__classcell__",
]);

function makeTyped(
  name: string,
  fields: readonly (readonly [string, PyValue])[],
  defaults: readonly PyValue[],
  module: PyValue,
): PyType {
  const annotations = new PyDict();
  for (const [field, type] of fields)
    annotations.setString(field, typeCheck(type, `field ${field} annotation must be a type`));
  // The class of `collections` checks the names.
  const collections = call(typingWorld().globals.getString("_namedtuple") ?? null, [
    name,
    new PyTuple(fields.map(([field]) => field)),
  ]) as PyType;
  const made = makeNamedTuple({ typeName: collections.name, fields: fields.map(([field]) => field), defaults, module });
  changeOwn(made, "__annotations__", annotations);
  const make = lookup(made, "__new__");
  const f =
    make !== undefined && make !== null && typeof make === "object" && "func" in make
      ? (make as { func: PyValue }).func
      : null;
  if (f instanceof PyFunction) f.annotations = annotations;
  return made;
}

/** `class Point(NamedTuple): ...`. */
function fromBody(marker: PyType, name: string, bases: readonly PyValue[], body: PyDict): PyType {
  const { generic } = typingWorld();
  for (const base of bases)
    if (base !== marker && base !== generic)
      throw raise.TypeError("can only inherit from a NamedTuple type and Generic");
  if (new Set(bases).size !== bases.length) throw raise.TypeError("duplicate base class NamedTuple");
  const own = body.getString("__annotations__");
  const fields: [string, PyValue][] = [];
  const defaults: string[] = [];
  for (const [key, type] of own instanceof PyDict ? own.entries() : []) {
    const field = asString(key) ?? "";
    if (body.has(field)) defaults.push(field);
    else if (defaults.length > 0) {
      throw raise.TypeError(
        `Non-default namedtuple field ${field} cannot follow default field${defaults.length > 1 ? "s" : ""} ${defaults.join(", ")}`,
      );
    }
    fields.push([field, type]);
  }
  const made = makeTyped(
    name,
    fields,
    defaults.map((field) => body.getString(field) as PyValue),
    body.getString("__module__") ?? null,
  );
  const actual = new PyTuple(bases.map((base) => (base === marker ? tupleType : base)));
  if (actual.items.length > 1 || actual.items[0] !== tupleType) setAttribute(made, "__bases__", actual);
  const isGeneric = bases.includes(generic);
  if (isGeneric)
    changeOwn(
      made,
      "__class_getitem__",
      new PyClassMethod(makeFunction("__class_getitem__(cls, params, /)", subscriptClass, "typing")),
    );
  spend(body.size);
  for (const [key, value] of body.entries()) {
    const attribute = asString(key) ?? "";
    if (PROHIBITED.has(attribute)) throw raise.AttributeError(`Cannot overwrite NamedTuple attribute ${attribute}`);
    if (attribute === "__qualname__") made.qualname = asString(value) ?? made.qualname;
    if (attribute === "__orig_bases__") changeOwn(made, attribute, value);
    if (!SPECIAL.has(attribute) && !fields.some(([field]) => field === attribute)) setAttribute(made, attribute, value);
  }
  if (isGeneric) readParameters(made);
  return made;
}

/** Fields from pairs, from a mapping's items or from keywords. */
function readFields(fields: PyValue, keywords: Keywords): [string, PyValue][] {
  if (fields === null) return [...keywords];
  return toArray(fields).map((pair) => {
    const [name, type] = unpack(pair, 2) as [PyValue, PyValue];
    return [asString(name) ?? "", type];
  });
}

/** A function that a class statement may name as its base. */
function baseFunction(
  name: string,
  parameters: readonly string[],
  marker: PyType,
  js: (args: (PyValue | undefined)[]) => PyValue,
  options: { keywordOnlyCount?: number; hasVarKeywords: boolean; keywordDefaults?: ReadonlyMap<string, PyValue> },
): PyFunction {
  const f = pythonFunction({
    name,
    module: "typing",
    globals: typingWorld().globals,
    parameters,
    positionalOnlyCount: 2,
    defaults: [null],
    ...options,
    js: (...args) => js(args),
  });
  f.assignAttribute(
    "__mro_entries__",
    makeFunction("__mro_entries__(bases, /)", () => new PyTuple([marker]), "typing"),
  );
  return f;
}

function toKeywords(dict: PyDict): Keywords {
  return new Map([...dict.entries()].map(([key, value]) => [asString(key) ?? "", value]));
}

export function makeNamedTupleForm(): PyFunction {
  const meta = makeClass({ name: "NamedTupleMeta", module: "typing", bases: [typeType] });
  const marker = newType(meta, "NamedTuple", [], new PyDict(), null);
  constructor(
    meta,
    "(cls, typename, bases, ns, /, **kwargs)",
    (_cls: PyType, name: PyValue, bases: PyValue, body: PyValue) => {
      if (!(bases instanceof PyTuple) || !(body instanceof PyDict)) throw madeOf("NamedTuple");
      return fromBody(marker, asString(name) ?? "", bases.items, body);
    },
  );
  const f: PyFunction = baseFunction(
    "NamedTuple",
    ["typename", "fields", "kwargs"],
    marker,
    ([name, fields, rest]) => {
      const keywords = toKeywords(rest as PyDict);
      if (fields !== null && keywords.size > 0)
        throw raise.TypeError("Either list of fields or keywords can be provided to NamedTuple, not both");
      const made = makeTyped(
        asString(name as PyValue) ?? "",
        readFields(fields as PyValue, keywords),
        [],
        callerModule(),
      );
      changeOwn(made, "__orig_bases__", new PyTuple([f]));
      return made;
    },
    { hasVarKeywords: true },
  );
  return f;
}

/** Required[...] and NotRequired[...] decide for themselves, in Annotated[...] too. */
function isRequired(type: PyValue, total: boolean): boolean {
  const inner = type instanceof PyAnnotated ? type.origin : type;
  const form = inner instanceof PyTypingAlias && inner.origin instanceof PySpecialForm ? inner.origin.name : null;
  return form === "Required" || (form !== "NotRequired" && total);
}

function makeTypedDict(meta: PyType, name: string, bases: readonly PyValue[], body: PyDict, total: PyValue): PyType {
  const { generic } = typingWorld();
  for (const base of bases) {
    if (!(base instanceof PyType) || (base.cls !== meta && base !== generic)) {
      throw raise.TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class");
    }
  }
  const isGeneric = bases.some((base) => base instanceof PyType && isSubtype(base, generic));
  const made = newType(meta, name, isGeneric ? [generic, dictType] : [dictType], body, null);
  const annotations = new PyDict();
  const required = new Set<string>(),
    optional = new Set<string>();
  for (const base of bases) {
    const inherited = (base as PyType).namespace;
    const own = inherited.get("__annotations__");
    if (own instanceof PyDict) for (const [key, type] of own.entries()) annotations.set(key, type);
    for (const [from, to, other] of [
      ["__required_keys__", required, optional],
      ["__optional_keys__", optional, required],
    ] as const) {
      for (const key of toArray(inherited.get(from) ?? new PyTuple())) {
        to.add(asString(key) ?? "");
        other.delete(asString(key) ?? "");
      }
    }
  }
  const own = body.getString("__annotations__");
  for (const [key, given] of own instanceof PyDict ? own.entries() : []) {
    const field = asString(key) ?? "";
    const type = typeCheck(given, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type", {
      module: body.getString("__module__") ?? null,
    });
    annotations.setString(field, type);
    const [keys, other] = isRequired(type, isTrue(total)) ? [required, optional] : [optional, required];
    keys.add(field);
    other.delete(field);
  }
  changeOwn(made, "__annotations__", annotations);
  changeOwn(made, "__required_keys__", frozensetOf(required));
  changeOwn(made, "__optional_keys__", frozensetOf(optional));
  if (attributeOr(made, "__total__", undefined) === undefined) changeOwn(made, "__total__", total);
  return made;
}

export function makeTypedDictForm(): { form: PyFunction; meta: PyType } {
  const meta = makeClass({ name: "_TypedDictMeta", module: "typing", bases: [typeType] }, (cls) => {
    methods(cls, {
      "__init__(self, /, *args, **kwargs)": () => null,
      "__call__(self, /, *args, **kwargs)": (_self: PyType, args: PyValue[], keywords: Keywords) =>
        call(dictType, args, keywords),
      "__instancecheck__(self, other, /)": refuseCheck,
      "__subclasscheck__(self, other, /)": refuseCheck,
    });
  });
  const marker = newType(meta, "TypedDict", [], new PyDict(), null);
  constructor(
    meta,
    "(cls, name, bases, ns, /, total=True)",
    (_cls: PyType, name: PyValue, bases: PyValue, body: PyValue, total: PyValue) => {
      if (!(bases instanceof PyTuple) || !(body instanceof PyDict)) throw madeOf("TypedDict");
      const others = paid(bases.items).filter((base) => base !== marker);
      return makeTypedDict(meta, asString(name) ?? "", others, body, total);
    },
  );
  const form: PyFunction = baseFunction(
    "TypedDict",
    ["typename", "fields", "total", "kwargs"],
    marker,
    ([name, fields, total, rest]) => {
      const keywords = rest as PyDict;
      if (fields !== null && keywords.size > 0)
        throw raise.TypeError("TypedDict takes either a dict or keyword arguments, but not both");
      const body = new PyDict();
      body.setString("__annotations__", call(dictType, [fields ?? keywords]));
      body.setString("__module__", callerModule());
      const made = makeTypedDict(meta, asString(name as PyValue) ?? "", [], body, total as PyValue);
      changeOwn(made, "__orig_bases__", new PyTuple([form]));
      return made;
    },
    { keywordOnlyCount: 1, hasVarKeywords: true, keywordDefaults: new Map([["total", true]]) },
  );
  return { form, meta };
}

function refuseCheck(): never {
  throw raise.TypeError("TypedDict does not support instance and class checks");
}

function madeOf(what: string): PyException {
  return raise.TypeError(`a ${what} class is made of a tuple of bases and a dict`);
}
