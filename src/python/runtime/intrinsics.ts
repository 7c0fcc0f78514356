// Over 500 lines: the whole surface of generated code is to be read in one place.
/**
 * The only object that generated code can reach, a flat list of names. This is the security surface of the compiler:
 * whatever is here can be called by a program with any Python values.
 */
import { deleteAttribute, getAttribute, setAttribute, findAttribute } from "./attributes.ts";
import { PyBuiltin } from "./builtin.ts";
import { call, call0, call1, call2, call3, isObject } from "./call.ts";
import { buildClass as buildClassObject, ClassCellBox } from "./classes.ts";
import { compare, contains, greaterOrEqual, greaterThan, lessOrEqual, lessThan, notEqual } from "./compare.ts";
import { GlobalCell, NamespaceDict, PyDict, PySet } from "./dict.ts";
import { HashTable } from "./hash-table.ts";
import { equal } from "./equal.ts";
import * as frames from "./frames.ts";
import {
  asyncIterate,
  asyncNext,
  AsyncYield,
  awaitValue,
  type JsGenerator,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
  yieldFrom,
} from "./generator.ts";
import { iterate, toArray, unpack, unpackStarred } from "./iterate.ts";
import { matchClass, matchMapping, matchSequence } from "./match.ts";
import { importFrom, importModule, importName, importStar } from "./modules.ts";
import * as operators from "./operators.ts";
import { raise, withField } from "./raise.ts";
import { format, repr, toStr } from "./show.ts";
import { current } from "./state.ts";
import { deleteItem, getItem, setItem } from "./subscript.ts";
import "./slots.ts";
import { allocate, spend } from "./limits.ts";
import { constantOrder } from "./set-order.ts";
import * as suspension from "./suspension.ts";
import { isTrue } from "./truth.ts";
import { typeOf, typeType } from "./type-table.ts";
import {
  asyncExit,
  enterAsyncWith,
  enterWith,
  exitWith,
  openAsyncWith,
  openWith,
  waitEnterWith,
  waitExitWith,
} from "./with.ts";
import {
  Cell,
  type JsFunction,
  type Keywords,
  PyCode,
  PyFloat,
  PyFunction,
  PyList,
  PyMethod,
  PyObject,
  PySlice,
  PyTuple,
  PyType,
  type PyValue,
} from "./values.ts";

/** What `code` needs of a function's template; the compiler's CodeTemplate has more. */
interface Template {
  fields: PyCode["fields"];
  makePlain?: (globals: NamespaceDict) => (cells: Cell[]) => JsFunction;
  makeSuspending?: (globals: NamespaceDict) => (cells: Cell[]) => JsFunction;
}

function code(template: Template, factory: ((cells: Cell[]) => JsFunction) | null, globals: NamespaceDict): PyCode {
  const object = new PyCode(template.fields, factory);
  object.globals = globals;
  const { makePlain } = template;
  if (makePlain !== undefined) object.makeFactory = () => makePlain(globals);
  if (template.makeSuspending !== undefined)
    object.makeSuspending = () => (template.makeSuspending as NonNullable<Template["makeSuspending"]>)(globals);
  return object;
}

function makeFunction(
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

// Names

function loadGlobal(cell: GlobalCell): PyValue {
  if (cell.v !== undefined) return cell.v;
  const value = cell.namespace.builtins?.cells.get(cell.name)?.v;
  if (value !== undefined) return value;
  return undefinedName(cell.name);
}

/** A built-in; undefined when there is none of the name. */
function loadBuiltin(cell: GlobalCell): PyValue | undefined {
  return cell.namespace.builtins?.cells.get(cell.name)?.v;
}

function undefinedGlobal(cell: GlobalCell): never {
  return undefinedName(cell.name);
}

function undefinedName(name: string): never {
  throw withField(raise.NameError(`name '${name}' is not defined`), "name", name);
}

function unboundLocal(name: string): never {
  throw withField(
    raise.UnboundLocalError(`cannot access local variable '${name}' where it is not associated with a value`),
    "name",
    name,
  );
}

function unboundCell(name: string, isOwn: boolean): never {
  if (isOwn) return unboundLocal(name);
  throw withField(
    raise.NameError(`cannot access free variable '${name}' where it is not associated with a value in enclosing scope`),
    "name",
    name,
  );
}

function deleteGlobal(cell: GlobalCell): void {
  if (cell.v === undefined) undefinedName(cell.name);
  cell.v = undefined;
}

/** A name in a class body, or in exec with separate locals. */
function loadName(namespace: PyValue, name: string, cell: GlobalCell): PyValue {
  const value = fromMapping(namespace, name);
  return value === undefined ? loadGlobal(cell) : value;
}

function fromMapping(namespace: PyValue, name: string): PyValue | undefined {
  if (namespace instanceof PyDict && namespace.getItem === PyDict.prototype.getItem) return namespace.getString(name);
  try {
    return getItem(namespace, name);
  } catch (error) {
    if (error instanceof PyObject && error.cls.mro.some((cls) => cls.name === "KeyError")) return undefined;
    throw error;
  }
}

function loadClassCell(namespace: PyValue, name: string, cell: Cell): PyValue {
  const value = fromMapping(namespace, name);
  if (value !== undefined) return value;
  return cell.v === undefined ? unboundCell(name, false) : cell.v;
}

function storeName(namespace: PyValue, name: string, value: PyValue): void {
  if (namespace instanceof PyDict && namespace.setItem === PyDict.prototype.setItem) namespace.setString(name, value);
  else setItem(namespace, name, value);
}

function deleteName(namespace: PyValue, name: string): void {
  if (namespace instanceof PyDict && namespace.deleteItem === PyDict.prototype.deleteItem) {
    if (!namespace.delete(name)) undefinedName(name);
    return;
  }
  try {
    deleteItem(namespace, name);
  } catch (error) {
    if (error instanceof PyObject && error.cls.name === "KeyError") undefinedName(name);
    throw error;
  }
}

function forgetName(namespace: PyValue, name: string): void {
  if (namespace instanceof PyDict) namespace.delete(name);
  else if (fromMapping(namespace, name) !== undefined) deleteItem(namespace, name);
}

/** Tools keep their names at module level, whatever the statement that binds. Importing or defining the same again is harmless nowhere. */
function refuseBinding(name: string): never {
  throw raise.TypeError(`cannot assign to name '${name}': it is a tool of this agent; choose another name`);
}

// Calls

/** The method of an object by its class key, bound; `found` is what the object's JavaScript prototype has under the key. */
function methodOf(object: PyValue, key: string): PyValue {
  if (object instanceof PyType && object.cls === typeType) {
    // `Base.method(self, ...)`: a function of a class is not bound.
    const value = object.proto[key];
    if (value instanceof PyFunction) return value;
  }
  return getAttribute(object, key.slice(2));
}

/** A method of a built-in type that can be called without being bound. */
function native(object: PyValue, found: PyValue | undefined, key: string): PyBuiltin | undefined {
  if (typeof object === "string" || typeof object === "number") {
    const method = typeOf(object).proto[key];
    return method instanceof PyBuiltin && method.kind === "method" ? method : undefined;
  }
  if (!(found instanceof PyBuiltin) || found.kind !== "method") return undefined;
  // Without an instance dictionary nothing can stand before what the class offers, but super() and proxies show another object.
  const { cls, findAttribute } = object as PyObject;
  return cls.hasInstanceDict || findAttribute !== PyObject.prototype.findAttribute ? undefined : found;
}

function callMethod0(object: PyValue, found: PyValue | undefined, key: string): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.method0(object) : call0(methodOf(object, key));
}

function callMethod1(object: PyValue, found: PyValue | undefined, key: string, a: PyValue): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.method1(object, a) : call1(methodOf(object, key), a);
}

function callMethod2(object: PyValue, found: PyValue | undefined, key: string, a: PyValue, b: PyValue): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.method2(object, a, b) : call2(methodOf(object, key), a, b);
}

function callMethod3(
  object: PyValue,
  found: PyValue | undefined,
  key: string,
  a: PyValue,
  b: PyValue,
  c: PyValue,
): PyValue {
  const method = native(object, found, key);
  return method !== undefined ? method.callWith(object, [a, b, c], null) : call3(methodOf(object, key), a, b, c);
}

/** A method found by lookup, kept until its arguments are there. */
class LoadedMethod extends PyObject {
  readonly value: PyValue;
  /** Never equal to a count of arguments: generated code compares it with PyFunction's. */
  readonly arity: number = -2;
  constructor(value: PyValue) {
    super();
    this.value = value;
  }
}

/** What `object.name` is, before the arguments of its call are evaluated; natives and plain functions stay unbound. */
function loadMethod(object: PyValue, found: PyValue | undefined, key: string): PyBuiltin | LoadedMethod {
  return native(object, found, key) ?? new LoadedMethod(methodOf(object, key));
}

function callLoaded0(object: PyValue, method: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call0(method.value);
  return method instanceof PyBuiltin ? method.method0(object) : call1(method, object);
}

function callLoaded1(object: PyValue, method: PyValue, a: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call1(method.value, a);
  return method instanceof PyBuiltin ? method.method1(object, a) : call2(method, object, a);
}

function callLoaded2(object: PyValue, method: PyValue, a: PyValue, b: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call2(method.value, a, b);
  return method instanceof PyBuiltin ? method.method2(object, a, b) : call3(method, object, a, b);
}

function callLoaded3(object: PyValue, method: PyValue, a: PyValue, b: PyValue, c: PyValue): PyValue {
  if (method instanceof LoadedMethod) return call3(method.value, a, b, c);
  return method instanceof PyBuiltin ? method.callWith(object, [a, b, c], null) : call(method, [object, a, b, c]);
}

function callMethod(object: PyValue, name: string, args: PyValue[], keywords: Keywords | null): PyValue {
  return call(getAttribute(object, name), args, keywords);
}

function keywords(parts: (string | PyValue)[]): Keywords {
  const map: Keywords = new Map();
  for (let i = 0; i < parts.length; i += 2) map.set(parts[i] as string, parts[i + 1] as PyValue);
  return map;
}

function shownCallee(callee: PyValue): string {
  if (callee instanceof PyFunction)
    return typeof callee.module === "string" && callee.module !== "builtins"
      ? `${callee.module}.${callee.qualname}()`
      : `${callee.qualname}()`;
  if (callee instanceof PyMethod) return shownCallee(callee.func);
  return callee instanceof PyBuiltin
    ? `${callee.shownName}()`
    : callee instanceof PyType
      ? `${callee.name}()`
      : "function";
}

/** Keyword arguments with `**mapping` among them: an undefined name marks a mapping. */
function mergeKeywords(parts: (string | undefined | PyValue)[], callee: PyValue): Keywords {
  const map: Keywords = new Map();
  for (let i = 0; i < parts.length; i += 2) {
    const name = parts[i] as string | undefined,
      value = parts[i + 1] as PyValue;
    if (name !== undefined) {
      if (map.has(name))
        throw raise.TypeError(`${shownCallee(callee)} got multiple values for keyword argument '${name}'`);
      map.set(name, value);
      continue;
    }
    for (const [key, item] of mappingEntries(value, callee)) {
      const text = operators.asString(key);
      if (text === undefined) throw raise.TypeError("keywords must be strings");
      if (map.has(text))
        throw raise.TypeError(`${shownCallee(callee)} got multiple values for keyword argument '${text}'`);
      map.set(text, item);
    }
  }
  return map;
}

/** Entries of any mapping: a dict's own, or by `keys()` and `__getitem__`. */
function mappingEntries(value: PyValue, callee: PyValue | undefined): Iterable<[PyValue, PyValue]> {
  if (value instanceof PyDict && !value.cls.isHeap) return value.entries();
  const keys = isObject(value) ? findAttribute(value, "keys") : undefined;
  if (keys === undefined) {
    throw raise.TypeError(
      callee === undefined
        ? `'${typeOf(value).name}' object is not a mapping`
        : `${shownCallee(callee)} argument after ** must be a mapping, not ${typeOf(value).name}`,
    );
  }
  return toArray(call0(keys)).map((key) => [key, getItem(value, key)]);
}

/** `*iterable` in a display, or in a call of `callee`. */
function spread(value: PyValue, callee?: PyValue): readonly PyValue[] {
  if (
    typeof value !== "string" &&
    (!isObject(value) ||
      (value.iterate === PyObject.prototype.iterate &&
        typeOf(value).proto["t$__iter__"] === undefined &&
        typeOf(value).proto["t$__getitem__"] === undefined))
  ) {
    throw raise.TypeError(
      callee === undefined
        ? `Value after * must be an iterable, not ${typeOf(value).name}`
        : `${shownCallee(callee)} argument after * must be an iterable, not ${typeOf(value).name}`,
    );
  }
  return toArray(value);
}

/** `super()` in a method. */
function superOf(callee: PyValue, cls: PyValue | undefined, self: PyValue | undefined): PyValue {
  if (!(callee instanceof PyType) || callee.name !== "super") return call0(callee);
  if (self === undefined) throw raise.RuntimeError("super(): no arguments");
  if (cls === undefined) throw raise.RuntimeError("super(): empty __class__ cell");
  return call2(callee, cls, self);
}

// Values

function dict(parts: (PyValue | undefined)[]): PyDict {
  const result = new PyDict();
  for (let i = 0; i < parts.length; i += 2) {
    const key = parts[i],
      value = parts[i + 1] as PyValue;
    if (key !== undefined) result.set(key, value);
    else for (const [k, v] of mappingEntries(value, undefined)) result.set(k, v);
  }
  return result;
}

function set(items: readonly PyValue[]): PySet {
  const table = new HashTable();
  for (const item of items) table.set(item, true);
  return new PySet(table);
}

/** A display of constants. */
function constantSet(items: readonly PyValue[]): PySet {
  const result = set(items);
  const order = constantOrder(items);
  if (order !== null && order.length === result.table.size) result.table.order = order;
  return result;
}

function joinStrings(parts: readonly string[]): string {
  let size = 0;
  for (const part of parts) size += part.length;
  if (size > 512) {
    spend(size >> 6);
    allocate(size);
  }
  return parts.length === 1 ? (parts[0] as string) : parts.join("");
}

/** An f-string's field. `conversion` is the code of its letter, -1 for none. */
function formatValue(value: PyValue, conversion: number, spec: string): string {
  const shown =
    conversion === 114 ? repr(value) : conversion === 115 ? toStr(value) : conversion === 97 ? asciiOf(value) : value;
  return format(shown, spec);
}

function asciiOf(value: PyValue): string {
  const ascii = current.interpreter.builtins.getString("ascii");
  return call1(ascii as PyValue, value) as string;
}

function displayHook(value: PyValue): void {
  if (value !== null) current.interpreter.write(`${repr(value)}\n`);
}

// Classes

function beginClass(
  namespace: PyValue,
  globals: NamespaceDict,
  qualname: string,
  doc: string | undefined,
  hasAnnotations: boolean,
): void {
  storeName(namespace, "__module__", globals.getString("__name__") ?? null);
  storeName(namespace, "__qualname__", qualname);
  if (doc !== undefined) storeName(namespace, "__doc__", doc);
  if (hasAnnotations) beginModule(namespace);
}

/** `__annotations__` of a module or class that annotates names. */
function beginModule(namespace: PyValue): void {
  if (fromMapping(namespace, "__annotations__") === undefined) storeName(namespace, "__annotations__", new PyDict());
}

function classBody(namespace: PyValue, cell: Cell): Cell {
  storeName(namespace, "__classcell__", new ClassCellBox(cell));
  return cell;
}

function buildClass(object: PyCode, cells: Cell[], name: string, bases: PyValue[], named: Keywords | null): PyValue {
  const body = (object.factory as (cells: Cell[]) => JsFunction)(cells);
  return buildClassObject((namespace) => body(namespace), name, bases, named);
}

// Generators

function generatorFromExpression(object: PyCode, cells: Cell[], source: PyValue): PyValue {
  return (object.factory as (cells: Cell[]) => JsFunction)(cells)(source);
}

// Imports

function importAs(name: string, globals: NamespaceDict): PyValue {
  importName(current.interpreter, name, globals, null, 0);
  return importModule(current.interpreter, name);
}

function importAll(module: PyValue, namespace: PyValue): void {
  for (const [name, value] of importStar(module)) {
    if (current.interpreter.protectedNames.has(name)) refuseBinding(name);
    storeName(namespace, name, value);
  }
}

// Type parameters (PEP 695): made by the typing module when it is there.

function fromTyping(name: string): PyValue {
  const interpreter = current.interpreter;
  interpreter.trustedImports++;
  try {
    return getAttribute(importModule(interpreter, "typing"), name);
  } finally {
    interpreter.trustedImports--;
  }
}

function typeParameter(kind: string, name: string, bound: (() => PyValue) | null, isTuple: boolean): PyValue {
  const maker = fromTyping(kind);
  if (kind === "TypeVarTuple") return call(maker, [name]);
  const keywords: Keywords = new Map([["infer_variance", true]]);
  const value = bound === null ? null : bound();
  if (isTuple) return call(maker, [name, ...(value as PyTuple).items], keywords);
  return call(maker, [name], keywords.set("bound", value));
}

/** The bases of a class with type parameters. */
function genericBases(bases: PyValue[], parameters: PyValue[]): PyValue[] {
  const spread = parameters.map((parameter) =>
    typeOf(parameter).name === "TypeVarTuple" ? unpackAnnotation(parameter) : parameter,
  );
  return [...bases, getItem(fromTyping("Generic"), new PyTuple(spread))];
}

function withTypeParameters(value: PyValue, parameters: PyValue[]): PyValue {
  const tuple = new PyTuple(parameters);
  if (value instanceof PyFunction) value.typeParameters = tuple;
  else setAttribute(value, "__type_params__", tuple);
  return value;
}

function typeAlias(name: string, value: () => PyValue): PyValue {
  const alias = call(fromTyping("TypeAliasType"), [name, null]);
  // The value may name the alias itself: it is made when it is first asked for.
  (alias as unknown as { compute: () => PyValue }).compute = value;
  return alias;
}

function unpackAnnotation(value: PyValue): PyValue {
  return iterate(value).next() ?? null;
}

// The words `globals`, `locals`, `vars`, `dir`, `eval` and `exec` see the function they stand in.

function callWithLocals(
  callee: PyValue,
  args: PyValue[],
  named: Keywords | null,
  globals: NamespaceDict,
  names: readonly string[],
  values: readonly (PyValue | undefined)[],
): PyValue {
  const snapshot = new PyDict();
  names.forEach((name, index) => {
    const value = values[index];
    if (value !== undefined) snapshot.setString(name, value);
  });
  return callWithNamespace(callee, args, named, globals, snapshot);
}

function callWithNamespace(
  callee: PyValue,
  args: PyValue[],
  named: Keywords | null,
  globals: NamespaceDict,
  namespace: PyValue,
): PyValue {
  if (!(callee instanceof PyBuiltin) || callee.module !== "builtins" || named !== null)
    return call(callee, args, named);
  switch (callee.name) {
    case "globals":
      return args.length === 0 ? globals : call(callee, args);
    case "locals":
    case "vars":
      return args.length === 0 ? namespace : call(callee, args);
    case "dir":
      return args.length === 0
        ? call1(current.interpreter.builtins.getString("sorted") as PyValue, namespace)
        : call(callee, args);
    case "eval":
    case "exec":
      // None for both is the same as neither.
      return call(
        callee,
        args.slice(1).every((arg) => arg === null) && args.length > 0 ? [args[0] as PyValue, globals, namespace] : args,
      );
    default:
      return call(callee, args, named);
  }
}

/** The surface itself. */
export const INTRINSIC_NAMES = [
  "Cell",
  "Float",
  "add",
  "addInPlace",
  "addToDict",
  "addToSet",
  "assertionError",
  "asyncIterate",
  "asyncNext",
  "asyncYield",
  "awaitValue",
  "beginClass",
  "beginGroup",
  "beginModule",
  "bitAnd",
  "bitAndInPlace",
  "bitOr",
  "bitOrInPlace",
  "bitXor",
  "bitXorInPlace",
  "buildClass",
  "call",
  "call0",
  "call1",
  "call2",
  "call3",
  "callLoaded0",
  "callLoaded1",
  "callLoaded2",
  "callLoaded3",
  "callMethod",
  "callMethod0",
  "callMethod1",
  "callMethod2",
  "callMethod3",
  "callWithLocals",
  "callWithNamespace",
  "caught",
  "classBody",
  "code",
  "collectRaised",
  "constantSet",
  "deleteAttribute",
  "deleteGlobal",
  "deleteItem",
  "deleteName",
  "dict",
  "displayHook",
  "divide",
  "divideInPlace",
  "endGroup",
  "enterAsyncWith",
  "enterFinally",
  "enterHandler",
  "enterWith",
  "equal",
  "exitAsyncWith",
  "exitFunction",
  "exitGenerator",
  "exitModule",
  "exitWith",
  "floorDivide",
  "floorDivideInPlace",
  "forgetName",
  "formatValue",
  "generatorFromExpression",
  "genericBases",
  "getAttribute",
  "getItem",
  "greaterOrEqual",
  "greaterThan",
  "importAs",
  "importFrom",
  "importName",
  "importStar",
  "invert",
  "isEqualTo",
  "isGreater",
  "isGreaterOrEqual",
  "isIn",
  "isLess",
  "isLessOrEqual",
  "isNotEqualTo",
  "isTrue",
  "iterate",
  "joinStrings",
  "keywords",
  "leaveFinally",
  "leaveHandler",
  "leftShift",
  "leftShiftInPlace",
  "lessOrEqual",
  "lessThan",
  "list",
  "loadClassCell",
  "loadBuiltin",
  "loadMethod",
  "loadName",
  "makeAsyncGenerator",
  "makeCoroutine",
  "makeFunction",
  "makeGenerator",
  "matchClass",
  "matchMapping",
  "matchSequence",
  "matchesException",
  "matrixMultiply",
  "matrixMultiplyInPlace",
  "mergeKeywords",
  "modulo",
  "moduloInPlace",
  "multiply",
  "multiplyInPlace",
  "negate",
  "notEqual",
  "openAsyncWith",
  "openWith",
  "positive",
  "power",
  "powerInPlace",
  "raised",
  "recursionLimit",
  "refuseBinding",
  "reraise",
  "rightShift",
  "rightShiftInPlace",
  "set",
  "setAttribute",
  "setItem",
  "slice",
  "splitGroup",
  "spread",
  "storeName",
  "subtract",
  "subtractInPlace",
  "superOf",
  "tuple",
  "typeAlias",
  "typeParameter",
  "unboundCell",
  "unboundLocal",
  "undefinedGlobal",
  "unpack",
  "unpackAnnotation",
  "unpackStarred",
  "waitCall",
  "waitCall0",
  "waitCall1",
  "waitCall2",
  "waitCall3",
  "waitCallMethod",
  "waitEnterWith",
  "waitExitWith",
  "waitNext",
  "withTypeParameters",
  "yieldFrom",
] as const;

export type IntrinsicName = (typeof INTRINSIC_NAMES)[number];

export const intrinsics: Readonly<Record<IntrinsicName, unknown>> = {
  Cell,
  Float: PyFloat,
  code,
  makeFunction,
  loadBuiltin,
  undefinedGlobal,
  unboundLocal,
  unboundCell,
  deleteGlobal,
  loadName,
  loadClassCell,
  storeName,
  deleteName,
  forgetName,
  refuseBinding,
  getAttribute,
  setAttribute,
  deleteAttribute,
  getItem,
  setItem,
  deleteItem,
  isTrue,
  call,
  call0,
  call1,
  call2,
  call3,
  callMethod,
  loadMethod,
  callLoaded0,
  callLoaded1,
  callLoaded2,
  callLoaded3,
  callMethod0,
  callMethod1,
  callMethod2,
  callMethod3,
  keywords,
  mergeKeywords,
  spread,
  superOf,
  callWithLocals,
  callWithNamespace,
  waitCall: suspension.waitCall,
  waitCall0: suspension.waitCall0,
  waitCall1: suspension.waitCall1,
  waitCall2: suspension.waitCall2,
  waitCall3: suspension.waitCall3,
  waitCallMethod: suspension.waitCallMethod,
  waitNext: suspension.waitNext,
  add: operators.add,
  subtract: operators.subtract,
  multiply: operators.multiply,
  divide: operators.divide,
  floorDivide: operators.floorDivide,
  modulo: operators.modulo,
  power: operators.power,
  matrixMultiply: operators.matrixMultiply,
  leftShift: operators.leftShift,
  rightShift: operators.rightShift,
  bitAnd: operators.bitAnd,
  bitOr: operators.bitOr,
  bitXor: operators.bitXor,
  negate: operators.negate,
  positive: operators.positive,
  invert: operators.invert,
  addInPlace: operators.addInPlace,
  subtractInPlace: operators.subtractInPlace,
  multiplyInPlace: operators.multiplyInPlace,
  divideInPlace: operators.divideInPlace,
  floorDivideInPlace: operators.floorDivideInPlace,
  moduloInPlace: operators.moduloInPlace,
  powerInPlace: operators.powerInPlace,
  matrixMultiplyInPlace: operators.matrixMultiplyInPlace,
  leftShiftInPlace: operators.leftShiftInPlace,
  rightShiftInPlace: operators.rightShiftInPlace,
  bitAndInPlace: operators.bitAndInPlace,
  bitOrInPlace: operators.bitOrInPlace,
  bitXorInPlace: operators.bitXorInPlace,
  equal,
  notEqual,
  lessThan,
  lessOrEqual,
  greaterThan,
  greaterOrEqual,
  isEqualTo: (a: PyValue, b: PyValue): boolean =>
    typeof a === "number" && typeof b === "number" ? a === b : isTrue(equal(a, b)),
  isNotEqualTo: (a: PyValue, b: PyValue): boolean =>
    typeof a === "number" && typeof b === "number" ? a !== b : isTrue(notEqual(a, b)),
  isLess: (a: PyValue, b: PyValue): boolean =>
    typeof a === "number" && typeof b === "number" ? a < b : isTrue(compare(a, b, "<")),
  isLessOrEqual: (a: PyValue, b: PyValue): boolean =>
    typeof a === "number" && typeof b === "number" ? a <= b : isTrue(compare(a, b, "<=")),
  isGreater: (a: PyValue, b: PyValue): boolean =>
    typeof a === "number" && typeof b === "number" ? a > b : isTrue(compare(a, b, ">")),
  isGreaterOrEqual: (a: PyValue, b: PyValue): boolean =>
    typeof a === "number" && typeof b === "number" ? a >= b : isTrue(compare(a, b, ">=")),
  isIn: (item: PyValue, container: PyValue): boolean => contains(container, item),
  list: (items: PyValue[]): PyList => new PyList(items),
  tuple: (items: PyValue[]): PyTuple => new PyTuple(items),
  set,
  constantSet,
  dict,
  slice: (start: PyValue, stop: PyValue, step: PyValue): PySlice => new PySlice(start, stop, step),
  addToSet: (target: PySet, item: PyValue): void => target.table.set(item, true),
  addToDict: (target: PyDict, key: PyValue, value: PyValue): void => target.set(key, value),
  joinStrings,
  formatValue,
  displayHook,
  iterate,
  unpack,
  unpackStarred,
  caught: frames.caught,
  exitFunction: frames.exitFunction,
  exitGenerator: frames.exitGenerator,
  exitModule: frames.exitFunction,
  recursionLimit: frames.recursionLimit,
  enterHandler: frames.enterHandler,
  leaveHandler: frames.leaveHandler,
  enterFinally: frames.enterFinally,
  leaveFinally: frames.leaveFinally,
  matchesException: frames.matchesException,
  raised: frames.raised,
  reraise: frames.reraise,
  assertionError: frames.assertionError,
  beginGroup: frames.beginGroup,
  splitGroup: frames.splitGroup,
  collectRaised: frames.collectRaised,
  endGroup: frames.endGroup,
  openWith,
  enterWith,
  exitWith,
  openAsyncWith,
  enterAsyncWith,
  exitAsyncWith: asyncExit,
  waitEnterWith,
  waitExitWith,
  beginClass,
  beginModule,
  classBody,
  buildClass,
  genericBases,
  typeParameter,
  withTypeParameters,
  typeAlias,
  unpackAnnotation,
  makeGenerator: (object: PyCode, js: JsGenerator): PyGenerator => new PyGenerator(object, js),
  makeCoroutine: (object: PyCode, js: JsGenerator): PyCoroutine => new PyCoroutine(object, js),
  makeAsyncGenerator: (object: PyCode, js: JsGenerator): PyAsyncGenerator => new PyAsyncGenerator(object, js),
  generatorFromExpression,
  yieldFrom,
  awaitValue,
  asyncIterate,
  asyncNext,
  asyncYield: (value: PyValue): AsyncYield => new AsyncYield(value),
  importName: (name: string, globals: NamespaceDict, from: readonly string[] | null, level: number): PyValue =>
    importName(current.interpreter, name, globals, from, level),
  importAs,
  importFrom: (module: PyValue, name: string): PyValue => importFrom(current.interpreter, module, name),
  importStar: importAll,
  matchSequence,
  matchMapping,
  matchClass,
};
