/** The module `dataclasses`: without generated source, every method a closure over the fields. */
import { attributeOr } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { callerModule } from "../../runtime/caller-module.ts";
import { functions, makeFunction, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { toArray } from "../../runtime/iterate.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { length, setItem } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { dictType, mappingproxyType, tupleType, typeOf } from "../../runtime/type-table.ts";
import { type Keywords, PyList, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { isKeyword } from "../keyword.ts";
import { callMethod } from "../method-call.ts";
import { makeClass } from "../native-class.ts";
import { asDict, asTuple, isDataClassInstance, ownFieldsOf, replaceFields } from "./conversions.ts";
import { type DataClassOptions, FIELDS, makeDataClass } from "./data-class.ts";
import { fieldType, HAS_DEFAULT_FACTORY, initVarType, KW_ONLY, MISSING, PyField } from "./field.ts";

export const requires: readonly string[] = ["copy", "types"];

const PUBLIC_NAMES = [
  "dataclass",
  "field",
  "Field",
  "FrozenInstanceError",
  "InitVar",
  "KW_ONLY",
  "MISSING",
  "fields",
  "asdict",
  "astuple",
  "make_dataclass",
  "replace",
  "is_dataclass",
];
const OPTIONS =
  "init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False";
const OPTION_NAMES = OPTIONS.split(", ").map((option) => option.split("=")[0] as keyof DataClassOptions);

function readOptions(values: readonly PyValue[]): DataClassOptions {
  return Object.fromEntries(
    OPTION_NAMES.map((name, index) => [name, isTrue(values[index] as PyValue)]),
  ) as unknown as DataClassOptions;
}

function makeField(
  values: Record<
    "default" | "factory" | "init" | "repr" | "hash" | "compare" | "metadata" | "keywordOnly",
    PyValue | undefined
  >,
): PyField {
  if (values.default !== undefined && values.factory !== undefined)
    throw raise.ValueError("cannot specify both default and default_factory");
  const field = new PyField();
  field.default = values.default === undefined ? MISSING : values.default;
  field.factory = values.factory === undefined ? MISSING : values.factory;
  field.init = values.init ?? null;
  field.repr = values.repr ?? null;
  field.hash_ = values.hash ?? null;
  field.compare = values.compare ?? null;
  if (values.metadata !== undefined && values.metadata !== null)
    field.metadata = call(mappingproxyType, [values.metadata]);
  field.keywordOnly = values.keywordOnly ?? MISSING;
  return field;
}

/** Names, types and defaults of `make_dataclass`. */
function readSpecifications(fields: PyValue): { annotations: PyDict; defaults: PyDict } {
  const annotations = new PyDict(),
    defaults = new PyDict();
  for (const item of toArray(fields)) {
    const size = asString(item) === undefined ? length(item) : 1;
    const parts: readonly PyValue[] = size === 1 ? [item, "typing.Any"] : toArray(item);
    if (parts.length !== 2 && parts.length !== 3) throw raise.TypeError(`Invalid field: ${repr(item)}`);
    const [name, type, value] = parts as [PyValue, PyValue, PyValue | undefined];
    const text = asString(name);
    if (text === undefined || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text))
      throw raise.TypeError(`Field names must be valid identifiers: ${repr(name)}`);
    if (isKeyword(text)) throw raise.TypeError(`Field names must not be keywords: ${repr(text)}`);
    if (annotations.has(text)) throw raise.TypeError(`Field name duplicated: ${repr(text)}`);
    annotations.setString(text, type);
    if (value !== undefined) defaults.setString(text, value);
  }
  return { annotations, defaults };
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const decorate = (cls: PyValue, options: DataClassOptions): PyValue => {
    if (!(cls instanceof PyType)) throw raise.TypeError(`dataclass() should be called on a class, not ${repr(cls)}`);
    return makeDataClass(interpreter, cls, options);
  };
  names(globals, {
    __all__: new PyList([...PUBLIC_NAMES]),
    Field: fieldType,
    FrozenInstanceError: makeClass({
      name: "FrozenInstanceError",
      module: "dataclasses",
      bases: [exceptionTypes.AttributeError],
    }),
    InitVar: initVarType,
    KW_ONLY,
    MISSING,
    _FIELDS: FIELDS,
    _HAS_DEFAULT_FACTORY: HAS_DEFAULT_FACTORY,
  });
  functions(globals, "dataclasses", {
    [`dataclass(cls=None, /, *, ${OPTIONS})`](cls: PyValue, ...values: PyValue[]) {
      const options = readOptions(values);
      return cls === null
        ? makeFunction("wrap(cls, /)", (given: PyValue) => decorate(given, options), "dataclasses")
        : decorate(cls, options);
    },
    "field(*, default=..., default_factory=..., init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=...)"(
      value: PyValue | undefined,
      factory: PyValue | undefined,
      init: PyValue,
      repr_: PyValue,
      hash: PyValue,
      compare: PyValue,
      metadata: PyValue,
      keywordOnly: PyValue | undefined,
    ) {
      const given = (one: PyValue | undefined): PyValue | undefined => (one === MISSING ? undefined : one);
      return makeField({
        default: given(value),
        factory: given(factory),
        init,
        repr: repr_,
        hash,
        compare,
        metadata,
        keywordOnly: given(keywordOnly),
      });
    },
    "fields(class_or_instance, /)": (value: PyValue) => new PyTuple(ownFieldsOf(value)),
    "is_dataclass(obj, /)": (value: PyValue) =>
      attributeOr(value instanceof PyType ? value : typeOf(value), FIELDS, undefined) !== undefined,
    "_is_dataclass_instance(obj, /)": (value: PyValue) => isDataClassInstance(value),
    "asdict(obj, *, dict_factory=...)": (value: PyValue, factory: PyValue | undefined) =>
      asDict(interpreter, value, factory ?? dictType),
    "astuple(obj, *, tuple_factory=...)": (value: PyValue, factory: PyValue | undefined) =>
      asTuple(interpreter, value, factory ?? tupleType),
    "replace(obj, /, **changes)": (value: PyValue, changes: Keywords) => replaceFields(value, changes),
    [`make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, ${OPTIONS})`](
      name: PyValue,
      fields: PyValue,
      bases: PyValue,
      namespace: PyValue,
      module: PyValue,
      ...values: PyValue[]
    ) {
      const { annotations, defaults } = readSpecifications(fields);
      const body = makeFunction(
        "exec_body_callback(ns, /)",
        (target: PyValue) => {
          if (namespace !== null) callMethod(target, "update", namespace);
          callMethod(target, "update", defaults);
          setItem(target, "__annotations__", annotations);
          if (attributeOr(target, "get", undefined) !== undefined && callMethod(target, "get", "__module__") === null)
            setItem(target, "__module__", module ?? callerModule());
          return null;
        },
        "dataclasses",
      );
      const cls = call(importModule(interpreter, "types").globals.getString("new_class") ?? null, [
        name,
        bases,
        new PyDict(),
        body,
      ]);
      return decorate(cls, readOptions(values));
    },
  });
}
