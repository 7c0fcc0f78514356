/** The module `copy`. What is copied by value is known here; the rest is asked how, as pickle asks. */
import { attributeOr, getAttribute, ownNames, setAttribute } from "../runtime/attributes.ts";
import { builtinType } from "../runtime/builtin.ts";
import { call } from "../runtime/call.ts";
import { functions, names } from "../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../runtime/dict.ts";
import { identityOf } from "../runtime/hash.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { iterate } from "../runtime/iterate.ts";
import { allocate, enterNative, leaveNative, spend } from "../runtime/limits.ts";
import { importModule } from "../runtime/modules.ts";
import { asString } from "../runtime/operators.ts";
import { exceptionTypes, makeException, raise } from "../runtime/raise.ts";
import { toStr } from "../runtime/show.ts";
import { setItem } from "../runtime/subscript.ts";
import { reserveItems } from "../builtins/text-size.ts";
import { hostFunctionType } from "../runtime/suspension.ts";
import { isTrue } from "../runtime/truth.ts";
import {
  bytearrayType,
  bytesType,
  codeType,
  complexType,
  dictType,
  ellipsisType,
  floatType,
  functionType,
  listType,
  methodType,
  notImplementedType,
  objectType,
  propertyType,
  rangeType,
  setType,
  frozensetType,
  sliceType,
  tupleType,
  typeType,
} from "../runtime/type-table.ts";
import { isSubtype, lookup } from "../runtime/types.ts";
import { PyList, type PyMethod, PyObject, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { makeClass } from "./native-class.ts";

export const requires: readonly string[] = ["copyreg"];

/** Types whose values never change, or are shared by everybody: a copy is the value itself. */
const ATOMIC = new Set<PyType>([
  builtinType,
  bytesType,
  codeType,
  complexType,
  ellipsisType,
  floatType,
  functionType,
  hostFunctionType,
  notImplementedType,
  propertyType,
  rangeType,
  typeType,
]);
/** A shallow copy also shares what holds other values but cannot be changed. */
const SHARED = new Set<PyType>([...ATOMIC, tupleType, frozensetType, sliceType]);
const COPIED_BY_METHOD = new Set<PyType>([listType, dictType, setType, bytearrayType]);

/** Everything of one call of deepcopy. */
class Copier {
  readonly #interpreter: Interpreter;
  /** Copies by the id of what they were made of; programs see it in `__deepcopy__`. */
  readonly memo: PyValue;
  readonly #isDeep: boolean;

  constructor(interpreter: Interpreter, memo: PyValue, isDeep: boolean) {
    this.#interpreter = interpreter;
    this.memo = memo;
    this.#isDeep = isDeep;
  }

  shallow(value: PyValue): PyValue {
    if (!(value instanceof PyObject)) return value;
    const { cls } = value;
    if (SHARED.has(cls) || isSubtype(cls, typeType) || isReference(cls)) return value;
    if (COPIED_BY_METHOD.has(cls)) return call(getAttribute(value, "copy"), []);
    const method = attributeOr(cls, "__copy__", undefined);
    if (method !== undefined && method !== null) return call(method, [value]);
    return this.#reduced(value, cls);
  }

  deep(value: PyValue): PyValue {
    if (!(value instanceof PyObject) || ATOMIC.has(value.cls)) return value;
    const id = identityOf(value);
    const known = this.#recall(id);
    if (known !== undefined) return known;
    enterNative();
    try {
      spend(1);
      const copy = this.#deepObject(value, value.cls, id);
      if (copy !== value) this.#remember(id, copy, value);
      return copy;
    } finally {
      leaveNative();
    }
  }

  #deepObject(value: PyObject, cls: PyType, id: number): PyValue {
    if (value instanceof PyList && cls === listType) {
      const copy = new PyList();
      this.#remember(id, copy, value);
      reserveItems(value.items.length);
      for (let index = 0; index < value.items.length; index++)
        copy.items.push(this.deep(value.items[index] as PyValue));
      return copy;
    }
    if (value instanceof PyDict && cls === dictType) {
      const copy = new PyDict();
      this.#remember(id, copy, value);
      spend(value.size);
      allocate(64 * value.size);
      for (const [key, item] of [...value.entries()]) copy.set(this.deep(key), this.deep(item));
      return copy;
    }
    if (value instanceof PyTuple && cls === tupleType) return this.#deepTuple(value, id);
    if (cls === methodType) return call(methodType, [(value as PyMethod).func, this.deep((value as PyMethod).self)]);
    if (isSubtype(cls, typeType) || isReference(cls)) return value;
    const method = attributeOr(value, "__deepcopy__", undefined);
    if (method !== undefined && method !== null) return call(method, [this.memo]);
    return this.#plainInstance(value, cls, id) ?? this.#reduced(value, cls);
  }

  #deepTuple(value: PyTuple, id: number): PyValue {
    const items: PyValue[] = [];
    reserveItems(value.items.length);
    for (const item of value.items) items.push(this.deep(item));
    // A tuple that holds itself, through a list, was copied on the way.
    const known = this.#recall(id);
    if (known !== undefined) return known;
    return items.every((item, index) => item === value.items[index]) ? value : new PyTuple(items);
  }

  /** Fast path: an object of an ordinary class, whose state is its attributes; 4x of the general form. */
  #plainInstance(value: PyObject, cls: PyType, id: number): PyObject | undefined {
    if (!cls.isHeap || !hasPlainState(cls) || value.dict || this.#dispatch(cls) !== undefined) return undefined;
    const copy = new (cls.jsClass as unknown as new () => PyObject)();
    this.#remember(id, copy, value);
    const from = value as unknown as Record<string, PyValue>,
      to = copy as unknown as Record<string, PyValue>;
    for (const name of ownNames(value)) to[`$${name}`] = this.deep(from[`$${name}`] as PyValue);
    return copy;
  }

  #recall(id: number): PyValue | undefined {
    return this.memo instanceof PyDict ? this.memo.get(id) : undefined;
  }

  #remember(id: number, copy: PyValue, value: PyValue): void {
    if (!(this.memo instanceof PyDict)) return;
    this.memo.set(id, copy);
    // The original must outlive the copying, or its id might be given to another.
    const keep = this.memo.get(identityOf(this.memo));
    if (keep instanceof PyList) keep.items.push(value);
    else this.memo.set(identityOf(this.memo), new PyList([value]));
  }

  #dispatch(cls: PyType): PyValue | undefined {
    const table = importModule(this.#interpreter, "copyreg").globals.getString("dispatch_table");
    return table instanceof PyDict ? table.get(cls) : undefined;
  }

  #reduced(value: PyObject, cls: PyType): PyValue {
    const reducer = this.#dispatch(cls);
    let parts: PyValue;
    if (reducer !== undefined) parts = call(reducer, [value]);
    else {
      const reduceEx = attributeOr(value, "__reduce_ex__", undefined);
      const reduce =
        reduceEx === undefined || reduceEx === null ? attributeOr(value, "__reduce__", undefined) : undefined;
      if (reduceEx !== undefined && reduceEx !== null) parts = call(reduceEx, [4]);
      else if (reduce !== undefined && reduce !== null) parts = call(reduce, []);
      else
        throw makeException(errorType(this.#interpreter), [
          `un${this.#isDeep ? "deep" : "shallow"}copyable object of type ${toStr(cls)}`,
        ]);
    }
    if (asString(parts) !== undefined) return value;
    return this.#rebuild(value, parts as PyTuple);
  }

  #part(value: PyValue): PyValue {
    return this.#isDeep ? this.deep(value) : value;
  }

  #rebuild(value: PyObject, { items }: PyTuple): PyValue {
    const [maker, args, state, listItems, dictItems] = items;
    if (items.length > 5)
      throw raise.TypeError(`_reconstruct() takes from 4 to 7 positional arguments but ${items.length + 2} were given`);
    const given = (args as PyTuple).items.map((arg) => this.#part(arg));
    const made = call(maker ?? null, given);
    if (this.#isDeep) this.#remember(identityOf(value), made, value);
    if (state !== undefined && state !== null) restore(made, this.#part(state));
    for (const item of each(listItems)) call(getAttribute(made, "append"), [this.#part(item)]);
    for (const pair of each(dictItems)) {
      const [key, item] = (pair as PyTuple).items as [PyValue, PyValue];
      setItem(made, this.#part(key), this.#part(item));
    }
    return made;
  }
}

/** `weakref.ref` itself, which is not loaded for this. */
function isReference(cls: PyType): boolean {
  return !cls.isHeap && cls.name === "ReferenceType";
}

function* each(items: PyValue | undefined): Generator<PyValue, void, undefined> {
  if (items === undefined || items === null) return;
  const iterator = iterate(items);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    spend(1);
    yield item;
  }
}

/** Gives an object the state that another was taken apart into. */
function restore(made: PyValue, state: PyValue): void {
  const setter = attributeOr(made, "__setstate__", undefined);
  if (setter !== undefined) {
    call(setter, [state]);
    return;
  }
  let own = state,
    slots: PyValue = null;
  if (state instanceof PyTuple && state.items.length === 2) [own, slots] = state.items as [PyValue, PyValue];
  if (own !== null && isTrue(own)) call(getAttribute(getAttribute(made, "__dict__"), "update"), [own]);
  if (slots instanceof PyDict)
    for (const [name, value] of slots.entries()) setAttribute(made, asString(name) ?? "", value);
}

/** What a class must leave alone for its objects to be nothing but their attributes. */
const HOOKS = ["__reduce_ex__", "__reduce__", "__getstate__", "__new__", "__getattribute__"];
const ADDED_HOOKS = ["__setstate__", "__getnewargs__", "__getnewargs_ex__", "__getattr__"];

function hasPlainState(cls: PyType): boolean {
  return (
    cls.hasInstanceDict &&
    cls.mro.every((base) => base === objectType || (base.isHeap && (base.slotNames ?? []).length === 0)) &&
    HOOKS.every((name) => lookup(cls, name) === lookup(objectType, name)) &&
    ADDED_HOOKS.every((name) => lookup(cls, name) === undefined)
  );
}

function errorType(interpreter: Interpreter): PyType {
  return importModule(interpreter, "copy").globals.getString("Error") as PyType;
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const error = makeClass({ name: "Error", module: "copy", bases: [exceptionTypes.Exception] });
  names(globals, { __all__: new PyList(["Error", "copy", "deepcopy"]), Error: error, error });
  functions(globals, "copy", {
    "copy(x)": (value: PyValue) => new Copier(interpreter, null, false).shallow(value),
    "deepcopy(x, memo=None)": (value: PyValue, memo: PyValue) =>
      new Copier(interpreter, memo ?? new PyDict(), true).deep(value),
  });
}
