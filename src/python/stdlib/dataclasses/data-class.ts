/** `@dataclass`: reads the fields of a class and gives it its methods. */
import { attributeOr, deleteAttribute, findAttribute, getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import type { Ordering } from "../../runtime/compare.ts";
import { PyDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { PyMemberDescriptor } from "../../runtime/builtin.ts";
import { PyList, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { findAbstractMethods } from "../abc.ts";
import { PyLazyText } from "../lazy-text.ts";
import { classSignature } from "../inspect/signature-text.ts";
import { Annotations } from "./annotations.ts";
import { CLASS_VARIABLE, FIELD, INIT_VARIABLE, MISSING, PyField, PyParameters } from "./field.ts";
import { makeEq, makeFrozen, makeHash, makeInit, makeOrder, makeRepr, methodOf } from "./generated-methods.ts";

export const FIELDS = "__dataclass_fields__";
export const PARAMETERS = "__dataclass_params__";

export interface DataClassOptions {
  init: boolean;
  repr: boolean;
  eq: boolean;
  order: boolean;
  unsafe_hash: boolean;
  frozen: boolean;
  match_args: boolean;
  kw_only: boolean;
  slots: boolean;
  weakref_slot: boolean;
}

/** Every field of a class, whatever its kind, by name. */
export function allFields(cls: PyValue): PyField[] {
  const dict = attributeOr(cls, FIELDS, undefined);
  return dict instanceof PyDict ? [...dict.values()].filter((field) => field instanceof PyField) : [];
}

/** What the bases hand down: their fields, and whether they are frozen. */
function inherit(cls: PyType, fields: Map<string, PyField>): { hasBases: boolean; hasFrozenBase: boolean } {
  let hasBases = false,
    hasFrozenBase = false;
  for (const base of cls.mro.slice(1).reverse()) {
    if (attributeOr(base, FIELDS, undefined) === undefined) continue;
    hasBases = true;
    for (const field of allFields(base)) fields.set(field.text, field);
    if (isTrue(getAttribute(getAttribute(base, PARAMETERS), "frozen"))) hasFrozenBase = true;
  }
  return { hasBases, hasFrozenBase };
}

function ownFields(interpreter: Interpreter, cls: PyType, isKeywordOnly: boolean): PyField[] {
  const annotations = new Annotations(interpreter, cls);
  const own = cls.namespace.get("__annotations__");
  const fields: PyField[] = [];
  let keywordOnly = isKeywordOnly,
    seenMark = false;
  for (const [key, type] of own instanceof PyDict ? own.entries() : []) {
    const name = asString(key) ?? "";
    if (annotations.isKeywordOnlyMark(type)) {
      if (seenMark) throw raise.TypeError(`${repr(name)} is KW_ONLY, but KW_ONLY has already been specified`);
      seenMark = true;
      keywordOnly = true;
    } else fields.push(readField(cls, name, type, annotations, keywordOnly));
  }
  for (const field of fields) {
    if (!(attributeOr(cls, field.text, undefined) instanceof PyField)) continue;
    // The field made way for its default, or for nothing.
    if (field.default === MISSING) deleteAttribute(cls, field.text);
    else setAttribute(cls, field.text, field.default);
  }
  for (const [name, value] of cls.namespace) {
    if (value instanceof PyField && !(own instanceof PyDict && own.has(name)))
      throw raise.TypeError(`${repr(name)} is a field but has no type annotation`);
  }
  return fields;
}

function readField(
  cls: PyType,
  name: string,
  type: PyValue,
  annotations: Annotations,
  isKeywordOnly: boolean,
): PyField {
  const given = attributeOr(cls, name, MISSING);
  const field = given instanceof PyField ? given : new PyField();
  if (!(given instanceof PyField)) field.default = given instanceof PyMemberDescriptor ? MISSING : given;
  field.name = name;
  field.type = type;
  field.kind = annotations.isClassVariable(type)
    ? CLASS_VARIABLE
    : annotations.isInitVariable(type)
      ? INIT_VARIABLE
      : FIELD;
  if (field.kind !== FIELD && field.factory !== MISSING)
    throw raise.TypeError(`field ${name} cannot have a default factory`);
  if (field.kind === CLASS_VARIABLE) {
    if (field.keywordOnly !== MISSING) throw raise.TypeError(`field ${name} is a ClassVar but specifies kw_only`);
  } else if (field.keywordOnly === MISSING) field.keywordOnly = isKeywordOnly;
  if (field.kind === FIELD && lookup(typeOf(field.default), "__hash__") === null) {
    throw raise.ValueError(
      `mutable default ${repr(typeOf(field.default))} for field ${name} is not allowed: use default_factory`,
    );
  }
  return field;
}

/** Puts a method into the class unless it has its own; true when it has. */
function keepsOwn(cls: PyType, name: string, value: PyValue): boolean {
  if (cls.namespace.has(name)) return true;
  setAttribute(cls, name, value);
  return false;
}

const ORDER: readonly (readonly [string, Ordering])[] = [
  ["__lt__", "<"],
  ["__le__", "<="],
  ["__gt__", ">"],
  ["__ge__", ">="],
];

export function makeDataClass(interpreter: Interpreter, cls: PyType, options: DataClassOptions): PyType {
  const byName = new Map<string, PyField>();
  const { hasBases, hasFrozenBase } = inherit(cls, byName);
  setAttribute(cls, PARAMETERS, new PyParameters({ ...options }));
  for (const field of ownFields(interpreter, cls, options.kw_only)) byName.set(field.text, field);
  if (hasBases && hasFrozenBase && !options.frozen)
    throw raise.TypeError("cannot inherit non-frozen dataclass from a frozen one");
  if (hasBases && !hasFrozenBase && options.frozen)
    throw raise.TypeError("cannot inherit frozen dataclass from a non-frozen one");
  const dict = new PyDict();
  for (const [name, field] of byName) dict.setString(name, field);
  setAttribute(cls, FIELDS, dict);
  const hasExplicitHash =
    cls.namespace.has("__hash__") && !(cls.namespace.get("__hash__") === null && cls.namespace.has("__eq__"));
  if (options.order && !options.eq) throw raise.ValueError("eq must be true if order is true");
  const all = [...byName.values()];
  const initFields = all.filter((field) => field.kind !== CLASS_VARIABLE);
  addMethods(interpreter, cls, initFields, options);
  addHash(cls, all, options, hasExplicitHash);
  if (!isTrue(attributeOr(cls, "__doc__", null))) {
    setAttribute(cls, "__doc__", new PyLazyText(() => `${cls.name}${classSignature(cls).replace(" -> None", "")}`));
  }
  if (options.match_args) {
    const names = initFields
      .filter((field) => isTrue(field.init) && !isTrue(field.keywordOnly))
      .map((field) => field.text);
    keepsOwn(cls, "__match_args__", new PyTuple(names));
  }
  if (options.weakref_slot && !options.slots) throw raise.TypeError("weakref_slot is True but slots is False");
  const made = options.slots ? withSlots(cls, options) : cls;
  if (made.abstractNames !== null) findAbstractMethods(made);
  return made;
}

function addMethods(
  interpreter: Interpreter,
  cls: PyType,
  initFields: readonly PyField[],
  options: DataClassOptions,
): void {
  const fields = initFields.filter((field) => field.kind === FIELD);
  const compared = fields.filter((field) => isTrue(field.compare));
  if (options.init) {
    const hasPostInit = findAttribute(cls, "__post_init__") !== undefined;
    keepsOwn(
      cls,
      "__init__",
      makeInit(cls, { fields: initFields, isFrozen: options.frozen, hasPostInit, hasSlots: options.slots }),
    );
  }
  if (options.repr)
    keepsOwn(
      cls,
      "__repr__",
      makeRepr(
        cls,
        fields.filter((field) => isTrue(field.repr)),
      ),
    );
  if (options.eq) keepsOwn(cls, "__eq__", makeEq(cls, compared));
  if (options.order) {
    for (const [name, op] of ORDER) {
      if (keepsOwn(cls, name, makeOrder(cls, name, op, compared))) {
        throw raise.TypeError(
          `Cannot overwrite attribute ${name} in class ${cls.name}. Consider using functools.total_ordering`,
        );
      }
    }
  }
  if (!options.frozen) return;
  const error = interpreter.module("dataclasses")?.globals.getString("FrozenInstanceError") as PyType;
  for (const method of makeFrozen(cls, fields, error)) {
    if (keepsOwn(cls, method.name, method))
      throw raise.TypeError(`Cannot overwrite attribute ${method.name} in class ${cls.name}`);
  }
}

function addHash(cls: PyType, all: readonly PyField[], options: DataClassOptions, hasExplicitHash: boolean): void {
  if (options.unsafe_hash) {
    if (hasExplicitHash) throw raise.TypeError(`Cannot overwrite attribute __hash__ in class ${cls.name}`);
  } else if (!options.eq || hasExplicitHash) return;
  if (options.unsafe_hash || options.frozen) {
    const hashed = all.filter(
      (field) => field.kind === FIELD && (field.hash_ === null ? isTrue(field.compare) : isTrue(field.hash_)),
    );
    setAttribute(cls, "__hash__", makeHash(cls, hashed));
  } else setAttribute(cls, "__hash__", null);
}

/** The class made once more, its fields as slots. */
function withSlots(cls: PyType, options: DataClassOptions): PyType {
  if (cls.namespace.has("__slots__")) throw raise.TypeError(`${cls.name} already specifies __slots__`);
  const names = allFields(cls)
    .filter((field) => field.kind === FIELD)
    .map((field) => field.text);
  const inherited = new Set(cls.mro.slice(1).flatMap(slotsOf));
  const namespace = new PyDict();
  for (const [name, value] of cls.namespace) {
    if (!names.includes(name) && name !== "__dict__" && name !== "__weakref__") namespace.setString(name, value);
  }
  const wanted = options.weakref_slot ? [...names, "__weakref__"] : names;
  namespace.setString("__slots__", new PyTuple(wanted.filter((name) => !inherited.has(name))));
  namespace.setString("__qualname__", cls.qualname);
  const made = call(typeOf(cls), [cls.name, new PyTuple(cls.bases), namespace]) as PyType;
  if (options.frozen) {
    keepsOwn(
      made,
      "__getstate__",
      methodOf(
        made,
        "__getstate__",
        ["self"],
        (self) => new PyList(names.map((name) => getAttribute(self as PyValue, name))),
      ),
    );
    keepsOwn(
      made,
      "__setstate__",
      methodOf(made, "__setstate__", ["self", "state"], (self, state) => {
        itemsOf(state as PyValue).forEach((value, index) =>
          PyObject.prototype.assignAttribute.call(self as PyObject, names[index] as string, value),
        );
        return null;
      }),
    );
  }
  return made;
}

function slotsOf(cls: PyType): string[] {
  const slots = cls.namespace.get("__slots__");
  if (slots === undefined || slots === null) return [];
  const one = asString(slots);
  if (one !== undefined) return [one];
  if (lookup(typeOf(slots), "__next__") !== undefined)
    throw raise.TypeError(`Slots of '${cls.name}' cannot be determined`);
  return itemsOf(slots).map((name) => asString(name) ?? "");
}
