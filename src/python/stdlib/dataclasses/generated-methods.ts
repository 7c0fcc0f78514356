/** The methods that a data class gets: closures over its fields, which show themselves as functions. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call, call0, callSpecial } from "../../runtime/call.ts";
import { compareItems, type Ordering } from "../../runtime/compare.ts";
import { PyDict } from "../../runtime/dict.ts";
import { equalItems } from "../../runtime/equal.ts";
import { hashSequence } from "../../runtime/hash.ts";
import { makeException, raise } from "../../runtime/raise.ts";
import { guardedRepr, repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { isTrue } from "../../runtime/truth.ts";
import { asString } from "../../runtime/operators.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { classKey, instanceKey, lookup } from "../../runtime/types.ts";
import {
  type JsFunction,
  NotImplemented,
  PyFunction,
  PyObject,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { Parts } from "../../builtins/show-items.ts";
import { pythonFunction } from "../native-class.ts";
import { HAS_DEFAULT_FACTORY, INIT_VARIABLE, MISSING, type PyField } from "./field.ts";

/** The names that the class's own functions would see. */
function globalsOf(cls: PyType): PyDict {
  const module = cls.namespace.get("__module__");
  return typeof module === "string" ? (current.interpreter.module(module)?.globals ?? new PyDict()) : new PyDict();
}

/** Gives a function the name it has in the class. */
export function methodOf(cls: PyType, name: string, parameters: readonly string[], js: JsFunction): PyFunction {
  return pythonFunction({
    name,
    qualname: `${cls.qualname}.${name}`,
    module: cls.namespace.get("__module__") ?? null,
    globals: globalsOf(cls),
    parameters,
    js,
  });
}

/** Sets an attribute as the statement `self.x = value` does; frozen classes go past their own `__setattr__`. */
function store(self: PyObject, name: string, value: PyValue, isFrozen: boolean): void {
  const inClass = self.cls.proto[classKey(name)];
  const isFree = inClass === undefined || typeof inClass !== "object" || inClass === null || inClass.bind === undefined;
  // Fast path: what the object keeps as a property, 3x of the general form.
  if (isFree && (self.plainSet || (isFrozen && self.cls.hasInstanceDict && !self.dict))) {
    (self as unknown as Record<string, PyValue>)[instanceKey(name)] = value;
  } else if (isFrozen) PyObject.prototype.assignAttribute.call(self, name, value);
  else self.assignAttribute(name, value);
}

interface Step {
  readonly name: string;
  /** Index among the arguments of `__init__`, -1 for a field that is not one. */
  readonly argument: number;
  readonly factory: PyValue;
  /** Set when the field is not an argument but a slot that needs its default. */
  readonly constant: PyValue;
  readonly isKept: boolean;
}

export interface InitShape {
  fields: readonly PyField[];
  isFrozen: boolean;
  hasPostInit: boolean;
  hasSlots: boolean;
}

export function makeInit(cls: PyType, { fields, isFrozen, hasPostInit, hasSlots }: InitShape): PyFunction {
  const inInit = fields.filter((field) => isTrue(field.init));
  const positional = inInit.filter((field) => !isTrue(field.keywordOnly)),
    keywordOnly = inInit.filter((field) => isTrue(field.keywordOnly));
  checkDefaults(positional);
  const order = [...positional, ...keywordOnly];
  const places = new Map(order.map((field, index) => [field, index]));
  const steps: Step[] = [];
  for (const field of fields) {
    const argument = places.get(field) ?? -1;
    const constant = argument < 0 && hasSlots && field.factory === MISSING ? field.default : MISSING;
    if (argument < 0 && field.factory === MISSING && constant === MISSING) continue;
    steps.push({ name: field.text, argument, factory: field.factory, constant, isKept: field.kind !== INIT_VARIABLE });
  }
  const initVariables = fields.filter((field) => field.kind === INIT_VARIABLE);
  const js: JsFunction = (self, ...args) => {
    const object = self as PyObject;
    for (const { name, argument, factory, constant, isKept } of steps) {
      let value = argument >= 0 ? (args[argument] as PyValue) : constant;
      if (value === HAS_DEFAULT_FACTORY || (argument < 0 && factory !== MISSING)) value = call0(factory);
      if (isKept) store(object, name, value, isFrozen);
    }
    if (hasPostInit)
      call(
        getAttribute(object, "__post_init__"),
        initVariables.map((field) => initArgument(object, field, args, order)),
      );
    return null;
  };
  const names = order.map((field) => field.text);
  const f = pythonFunction({
    name: "__init__",
    qualname: `${cls.qualname}.__init__`,
    module: cls.namespace.get("__module__") ?? null,
    globals: globalsOf(cls),
    parameters: [names.includes("self") ? "__dataclass_self__" : "self", ...names],
    keywordOnlyCount: keywordOnly.length,
    defaults: positional.filter((field) => field.hasDefault).map(shownDefault),
    keywordDefaults: new Map(
      keywordOnly.filter((field) => field.hasDefault).map((field) => [field.text, shownDefault(field)]),
    ),
    js,
  });
  f.annotations = annotationsOf(order);
  return f;
}

function initArgument(
  object: PyObject,
  field: PyField,
  args: readonly (PyValue | undefined)[],
  order: readonly PyField[],
): PyValue {
  const index = order.indexOf(field);
  return index < 0 ? attributeOr(object, field.text, field.default) : (args[index] as PyValue);
}

function shownDefault(field: PyField): PyValue {
  return field.factory === MISSING ? field.default : HAS_DEFAULT_FACTORY;
}

function checkDefaults(fields: readonly PyField[]): void {
  let seen = false;
  for (const field of fields) {
    if (field.hasDefault) seen = true;
    else if (seen) throw raise.TypeError(`non-default argument ${repr(field.text)} follows default argument`);
  }
}

function annotationsOf(fields: readonly PyField[]): PyDict {
  const annotations = new PyDict();
  for (const field of fields) annotations.setString(field.text, field.type);
  annotations.setString("return", null);
  return annotations;
}

/** The names of fields with the properties that usually hold them. */
type Reader = readonly (readonly [name: string, key: string])[];

function readerOf(fields: readonly PyField[]): Reader {
  return fields.map((field) => [field.text, instanceKey(field.text)]);
}

function valuesOf(object: PyValue, reader: Reader): PyValue[] {
  const values: PyValue[] = [];
  const table = object as unknown as Record<string, PyValue | undefined>;
  // Fast path: a property of the object is what getattr would find, 4x of asking for it.
  for (const [name, key] of reader) values.push(table[key] ?? getAttribute(object, name));
  return values;
}

export function makeRepr(cls: PyType, fields: readonly PyField[]): PyFunction {
  const names = fields.map((field) => field.text);
  return methodOf(cls, "__repr__", ["self"], (self) => {
    const object = self as PyObject;
    return guardedRepr(object, "...", () => {
      const parts = new Parts();
      for (const name of names) parts.add(`${name}=${repr(getAttribute(object, name))}`);
      return `${object.cls.qualname}(${parts.join()})`;
    });
  });
}

export function makeEq(cls: PyType, fields: readonly PyField[]): PyFunction {
  const names = readerOf(fields);
  return methodOf(cls, "__eq__", ["self", "other"], (self, other) => {
    if (typeOf(self as PyValue) !== typeOf(other as PyValue)) return NotImplemented;
    return equalItems(valuesOf(self as PyValue, names), valuesOf(other as PyValue, names));
  });
}

export function makeOrder(cls: PyType, name: string, op: Ordering, fields: readonly PyField[]): PyFunction {
  const names = readerOf(fields);
  return methodOf(cls, name, ["self", "other"], (self, other) => {
    if (typeOf(self as PyValue) !== typeOf(other as PyValue)) return NotImplemented;
    return compareItems(valuesOf(self as PyValue, names), valuesOf(other as PyValue, names), op);
  });
}

export function makeHash(cls: PyType, fields: readonly PyField[]): PyFunction {
  const names = readerOf(fields);
  return methodOf(cls, "__hash__", ["self"], (self) => hashSequence(valuesOf(self as PyValue, names)));
}

/** `__setattr__` and `__delattr__` of a frozen class; objects of derived classes may still have attributes of their own. */
export function makeFrozen(cls: PyType, fields: readonly PyField[], error: PyType): PyFunction[] {
  const names = new Set(fields.map((field) => field.text));
  const refuse = (self: PyValue, name: PyValue, verb: string): void => {
    if (typeOf(self) === cls || names.has(asString(name) ?? ""))
      throw makeException(error, [`cannot ${verb} field ${repr(name)}`]);
  };
  const next = (self: PyValue, method: string, args: PyValue[]): PyValue => {
    const { mro } = typeOf(self);
    const owner = mro.slice(mro.indexOf(cls) + 1).find((base) => base.namespace.has(method));
    return callSpecial(owner?.namespace.get(method) ?? lookup(typeOf(self), method) ?? null, self, args);
  };
  return [
    methodOf(cls, "__setattr__", ["self", "name", "value"], (self, name, value) => {
      refuse(self as PyValue, name as PyValue, "assign to");
      return next(self as PyValue, "__setattr__", [name as PyValue, value as PyValue]);
    }),
    methodOf(cls, "__delattr__", ["self", "name"], (self, name) => {
      refuse(self as PyValue, name as PyValue, "delete");
      return next(self as PyValue, "__delattr__", [name as PyValue]);
    }),
  ];
}
