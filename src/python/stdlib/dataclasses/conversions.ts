/** dataclasses.fields, asdict, astuple and replace. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { PyDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { iterate } from "../../runtime/iterate.ts";
import { enterNative, leaveNative, paid, spend } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { setItem } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { dictType, listType, tupleType, typeOf } from "../../runtime/type-table.ts";
import { type Keywords, PyFloat, PyList, PyObject, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { callMethod } from "../method-call.ts";
import { allFields, FIELDS } from "./data-class.ts";
import { CLASS_VARIABLE, FIELD, INIT_VARIABLE, MISSING, type PyField } from "./field.ts";

export function ownFieldsOf(value: PyValue): PyField[] {
  if (attributeOr(value, FIELDS, undefined) === undefined)
    throw raise.TypeError("must be called with a dataclass type or instance");
  return allFields(value).filter((field) => field.kind === FIELD);
}

export function isDataClassInstance(value: PyValue): boolean {
  return (
    value instanceof PyObject &&
    !(value instanceof PyType) &&
    attributeOr(typeOf(value), FIELDS, undefined) !== undefined
  );
}

/** Copies a value, data classes inside it turned into what `make` makes of their fields. */
class Converter {
  readonly #interpreter: Interpreter;
  readonly #make: (fields: (readonly [string, PyValue])[]) => PyValue;
  constructor(interpreter: Interpreter, make: (fields: (readonly [string, PyValue])[]) => PyValue) {
    this.#interpreter = interpreter;
    this.#make = make;
  }

  convert(value: PyValue): PyValue {
    if (!(value instanceof PyObject) || value instanceof PyFloat) return value;
    enterNative();
    try {
      spend(1);
      return this.#object(value);
    } finally {
      leaveNative();
    }
  }

  #object(value: PyObject): PyValue {
    if (isDataClassInstance(value)) {
      return this.#make(ownFieldsOf(value).map((field) => [field.text, this.convert(getAttribute(value, field.text))]));
    }
    if (value instanceof PyTuple || value instanceof PyList) {
      const items = paid(value.items).map((item) => this.convert(item));
      if (value.cls === listType) return new PyList(items);
      if (value.cls === tupleType) return new PyTuple(items);
      if (attributeOr(value, "_fields", undefined) !== undefined) return call(value.cls, items);
      return call(value.cls, [new PyList(items)]);
    }
    if (value instanceof PyDict) return this.#dict(value);
    return callMethod(importModule(this.#interpreter, "copy"), "deepcopy", value);
  }

  #dict(value: PyDict): PyValue {
    const pairs: PyValue[] = [];
    spend(value.size);
    for (const [key, item] of [...value.entries()]) pairs.push(new PyTuple([this.convert(key), this.convert(item)]));
    if (value.cls === dictType) return call(dictType, [new PyList(pairs)]);
    if (attributeOr(value, "default_factory", undefined) === undefined) return call(value.cls, [new PyList(pairs)]);
    const copy = call(value.cls, [getAttribute(value, "default_factory")]);
    for (const pair of pairs)
      setItem(copy, (pair as PyTuple).items[0] as PyValue, (pair as PyTuple).items[1] as PyValue);
    return copy;
  }
}

export function asDict(interpreter: Interpreter, value: PyValue, factory: PyValue): PyValue {
  if (!isDataClassInstance(value)) throw raise.TypeError("asdict() should be called on dataclass instances");
  const make = (fields: (readonly [string, PyValue])[]): PyValue => {
    if (factory !== dictType)
      return call(factory, [new PyList(fields.map(([name, item]) => new PyTuple([name, item])))]);
    const dict = new PyDict();
    for (const [name, item] of fields) dict.setString(name, item);
    return dict;
  };
  return new Converter(interpreter, make).convert(value);
}

export function asTuple(interpreter: Interpreter, value: PyValue, factory: PyValue): PyValue {
  if (!isDataClassInstance(value)) throw raise.TypeError("astuple() should be called on dataclass instances");
  const make = (fields: (readonly [string, PyValue])[]): PyValue => {
    const items = fields.map(([, item]) => item);
    return factory === tupleType
      ? new PyTuple(items)
      : call(factory, [iterate(new PyList(items)) as unknown as PyValue]);
  };
  return new Converter(interpreter, make).convert(value);
}

/** A copy with some fields changed, made by `__init__`. */
export function replaceFields(value: PyValue, changes: Keywords): PyValue {
  if (!isDataClassInstance(value)) throw raise.TypeError("replace() should be called on dataclass instances");
  for (const field of allFields(value)) {
    if (field.kind === CLASS_VARIABLE) continue;
    const { text: name } = field;
    if (!isTrue(field.init)) {
      if (changes.has(name))
        throw raise.ValueError(`field ${name} is declared with init=False, it cannot be specified with replace()`);
      continue;
    }
    if (changes.has(name)) continue;
    if (field.kind === INIT_VARIABLE && field.default === MISSING)
      throw raise.ValueError(`InitVar ${repr(name)} must be specified with replace()`);
    changes.set(name, getAttribute(value, name));
  }
  return call(getAttribute(value, "__class__"), [], changes);
}
