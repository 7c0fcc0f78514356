/**
 * The shapes of Python values, as classes with stable fields. No behaviour lives here.
 *
 * int is a JavaScript number within ±(2^53-1) and a bigint beyond (always normalised, never -0); float is `PyFloat`;
 * bool, None and str are JavaScript's true/false, null and string. Everything else extends `PyObject`.
 *
 * How attributes are found without a Map:
 * - an instance attribute `x` is the own property `$x` of the object;
 * - what its class defines (or inherits) as `x` is the property `t$x` of the JavaScript prototype that all instances
 *   of the class share. `PyType.proto` is that prototype; `cls` on it is the class.
 * - Python's protocols (`__getitem__`, `__iter__`, ...) have JavaScript methods beside them (`getItem`, `iterate`, ...):
 *   CPython's slots. Built-in types override them; a Python class that defines the dunder gets the generic one,
 *   which calls the dunder (`types.ts`, SLOTS).
 */

import type { PyDict } from "./dict.ts";

export type PyInt = number | bigint;
export type PyValue = null | boolean | number | bigint | string | PyObject;
/** Keyword arguments of a call, in order. */
export type Keywords = Map<string, PyValue>;

export class PyObject {
  /** The class; on the prototype that the class's instances share. */
  declare readonly cls: PyType;
  /** True on prototypes of classes whose instances take attributes the plain way: `o.$x = v` means setattr. */
  declare readonly plainSet: boolean;
  /**
   * The instance dictionary, once somebody asked for `__dict__`; attributes live there from then on. null on the
   * prototypes of classes with a way of their own to read attributes: anything but undefined takes the slow path.
   */
  declare dict: PyDict | null | undefined;

  // CPython's slots. Their generic forms are filled in by the file of each protocol.
  declare getItem: (key: PyValue) => PyValue;
  declare setItem: (key: PyValue, value: PyValue) => void;
  declare deleteItem: (key: PyValue) => void;
  /** len(); undefined when the type has none. */
  declare length: () => number | undefined;
  declare contains: (item: PyValue) => boolean;
  /** iter(); an object whose `next` is ready to be called. */
  declare iterate: () => PyIterator;
  declare isTrue: () => boolean;
  declare hash: () => PyInt;
  /** The attribute, or undefined when there is none; custom `__getattribute__` may throw. */
  declare findAttribute: (name: string) => PyValue | undefined;
  declare assignAttribute: (name: string, value: PyValue) => void;
  declare removeAttribute: (name: string) => void;
  declare equals: (other: PyValue) => PyValue;
  declare invoke: (args: PyValue[], keywords: Keywords | null) => PyValue;
  declare invoke0: () => PyValue;
  declare invoke1: (a: PyValue) => PyValue;
  declare invoke2: (a: PyValue, b: PyValue) => PyValue;
  declare invoke3: (a: PyValue, b: PyValue, c: PyValue) => PyValue;
  /** How a value found in a class is read through an instance; undefined when the type has no `__get__`. */
  declare bind: ((instance: PyValue | undefined, owner: PyType) => PyValue) | undefined;
}

/** Anything with `next`: undefined means exhausted. */
export interface PyIterator {
  next(): PyValue | undefined;
}

/** A variable that outlives its frame: a captured local, or a global. `v` is undefined while unbound. */
export class Cell {
  v: PyValue | undefined;
  constructor(v?: PyValue) {
    this.v = v;
  }
}

export type JsClass = new (...args: never[]) => PyObject;

/** A class. `dict` is its own namespace; inherited names are found through `proto`. */
export class PyType extends PyObject {
  name: string;
  qualname: string;
  bases: PyType[] = [];
  mro: PyType[] = [];
  readonly namespace: Map<string, PyValue> = new Map();
  jsClass: JsClass;
  proto: ProtoTable;
  /** Made by Python code: mutable, and its namespace may change. */
  readonly isHeap: boolean;
  /** Cannot be subclassed (bool, NoneType, function). */
  isFinal = false;
  hasInstanceDict = false;
  /** Names of `__slots__` of this class itself, or null. */
  slotNames: string[] | null = null;
  /** For types over a JavaScript primitive: what methods get as `self` for an instance of a subclass. */
  unwrap: ((self: PyValue) => PyValue) | null = null;
  /** Direct subclasses of a class that Python code made, in order; those of a built-in type are with each interpreter. */
  readonly subclasses: Set<WeakRef<PyType>> = new Set();
  /** Names of `__abstractmethods__`, when there are any. */
  abstractNames: PyValue | null = null;
  /** Counts changes of what instances find in the class. */
  version = 0;
  /**
   * The `__init__` that a call of the class runs on a new instance, where nothing else happens; null where more does, undefined
   * while nobody has looked since the class changed.
   */
  plainInit: PyFunction | null | undefined = undefined;
  /** What messages put before the name: types that CPython has in C bear their module's (`decimal.Decimal`). */
  qualifier = "";

  constructor(name: string, jsClass: JsClass, isHeap: boolean) {
    super();
    this.name = name;
    this.qualname = name;
    this.jsClass = jsClass;
    this.proto = jsClass.prototype as unknown as ProtoTable;
    this.isHeap = isHeap;
  }

  /** The name in messages. */
  get shown(): string {
    return this.qualifier + this.name;
  }
}

/** A prototype seen as the table of what a class offers: keys are `t$name`. */
export interface ProtoTable {
  [key: string]: PyValue | undefined;
}

/** Says of a class that its instances show other attributes than their own and their class's. */
export function readsItsOwnWay(jsClass: { prototype: PyObject }): void {
  Object.defineProperty(jsClass.prototype, "dict", { value: null, writable: true, configurable: true });
}
readsItsOwnWay(PyType);

export class PyNone extends PyObject {}
export class PyNotImplemented extends PyObject {}
export class PyEllipsis extends PyObject {}
export const NotImplemented: PyNotImplemented = new PyNotImplemented();
export const Ellipsis: PyEllipsis = new PyEllipsis();

/** An instance of a subclass of int. int itself is a number or a bigint. */
export class PyIntObject extends PyObject {
  readonly value: PyInt;
  constructor(value: PyInt = 0) {
    super();
    this.value = value;
  }
}
export class PyBoolObject extends PyIntObject {}

/** An instance of a subclass of str. str itself is a string. */
export class PyStrObject extends PyObject {
  readonly value: string;
  constructor(value = "") {
    super();
    this.value = value;
  }
}

export class PyFloat extends PyObject {
  readonly v: number;
  /** On the prototype: true for float itself, false for its subclasses, which may override operators. */
  declare readonly exact: boolean;
  constructor(v: number) {
    super();
    this.v = v;
  }
}

/** Marks a class itself, as opposed to its subclasses in Python, which may override anything. */
function mark(prototype: object, name: "exact" | "isList" | "isTuple"): void {
  Object.defineProperty(prototype, name, { value: true, writable: true, configurable: true });
}
mark(PyFloat.prototype, "exact");

export class PyComplex extends PyObject {
  readonly re: number;
  readonly im: number;
  constructor(re: number, im: number) {
    super();
    this.re = re;
    this.im = im;
  }
}

export class PyList extends PyObject {
  items: PyValue[];
  /** On the prototype: true for list itself. */
  declare readonly isList: boolean;
  constructor(items: PyValue[] = []) {
    super();
    this.items = items;
  }
}

mark(PyList.prototype, "isList");

export class PyTuple extends PyObject {
  readonly items: readonly PyValue[];
  /** On the prototype: true for tuple itself. */
  declare readonly isTuple: boolean;
  constructor(items: readonly PyValue[] = []) {
    super();
    this.items = items;
  }
}

mark(PyTuple.prototype, "isTuple");

export class PyBytes extends PyObject {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array = new Uint8Array(0)) {
    super();
    this.bytes = bytes;
  }
}

/** `buffer` may be larger than the value: `size` bytes of it count. `exports` counts live memoryviews. */
export class PyByteArray extends PyObject {
  buffer: Uint8Array;
  size: number;
  exports = 0;
  constructor(buffer: Uint8Array = new Uint8Array(0), size: number = buffer.length) {
    super();
    this.buffer = buffer;
    this.size = size;
  }
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.size);
  }
}

export class PySlice extends PyObject {
  readonly start: PyValue;
  readonly stop: PyValue;
  readonly step: PyValue;
  constructor(start: PyValue, stop: PyValue, step: PyValue) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

export class PyRange extends PyObject {
  readonly start: PyInt;
  readonly stop: PyInt;
  readonly step: PyInt;
  readonly size: PyInt;
  constructor(start: PyInt, stop: PyInt, step: PyInt, size: PyInt) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.size = size;
  }
}

/** A module: its names are cells in a namespace dictionary. */
export class PyModule extends PyObject {
  readonly name: string;
  readonly globals: PyDict;
  constructor(name: string, globals: PyDict) {
    super();
    this.name = name;
    this.globals = globals;
  }
}

readsItsOwnWay(PyModule);

/** A Python exception. It is thrown as it is: `throw exception`. */
export class PyException extends PyObject {
  args: PyTuple;
  cause: PyValue = null;
  context: PyValue = null;
  suppressContext = false;
  traceback: PyTraceback | null = null;
  /** What some exceptions carry beside their arguments (`StopIteration.value`, `OSError.errno`); null until needed. */
  fields: Map<string, PyValue> | null = null;
  constructor(args: PyTuple = new PyTuple()) {
    super();
    this.args = args;
  }
}

/** One entry of a traceback: a frame and the place in it. */
export class PyTraceback extends PyObject {
  next: PyTraceback | null;
  readonly frame: PyFrame;
  /** Index into the positions of the code. */
  readonly position: number;
  lineno: number;
  constructor(next: PyTraceback | null, frame: PyFrame, position: number, lineno: number) {
    super();
    this.next = next;
    this.frame = frame;
    this.position = position;
    this.lineno = lineno;
  }
}

/** What reflection shows of a frame: its code, its globals, and the names of its locals where they were kept. */
export class PyFrame extends PyObject {
  readonly code: PyCode;
  readonly globals: PyDict;
  locals: PyDict | null;
  back: PyFrame | null = null;
  lineno: number;
  constructor(code: PyCode, globals: PyDict, lineno: number, locals: PyDict | null = null) {
    super();
    this.code = code;
    this.globals = globals;
    this.lineno = lineno;
    this.locals = locals;
  }
}

/**
 * `[lineno, end_lineno, col_offset, end_col_offset, comprehension, lookup]`, six numbers a place, flat. `comprehension` is
 * 0 outside of comprehensions; inside one, four times the number of the comprehension's own place, counted from 1, plus its
 * kind. `lookup` is the number of the place, counted from 1, where the method that is called here is looked up, or 0.
 */
export type Positions = readonly number[];

export interface CodeFields {
  name: string;
  qualname: string;
  filename: string;
  firstLine: number;
  /** Parameter names: positional-only first, then positional, keyword-only, then *args and **kwargs. */
  parameters: readonly string[];
  positionalOnlyCount: number;
  /** Number of positional parameters, the positional-only ones included. */
  positionalCount: number;
  keywordOnlyCount: number;
  hasVarArgs: boolean;
  hasVarKeywords: boolean;
  isGenerator: boolean;
  isCoroutine: boolean;
  /** A generator function that types.coroutine decorated. */
  isAwaitable?: boolean;
  localNames: readonly string[];
  cellNames: readonly string[];
  freeNames: readonly string[];
  globalNames: readonly string[];
  constants: readonly PyValue[];
  positions: Positions;
  /** The lines of the source, for tracebacks and inspect. */
  sourceLines: readonly string[];
}

/** A code object: what a `def` compiles to. */
export class PyCode extends PyObject {
  readonly fields: CodeFields;
  #factory: ((cells: Cell[]) => JsFunction) | null;
  /** Compiles the plain form: set while that waits for the first call, as in modules of the library. */
  makeFactory: (() => (cells: Cell[]) => JsFunction) | null = null;
  /** Makes the generator form (suspension); compiled when first needed. */
  suspendingFactory: ((cells: Cell[]) => JsFunction) | null = null;
  makeSuspending: (() => (cells: Cell[]) => JsFunction) | null = null;
  /** The globals of the unit that made it. */
  globals: PyDict | null = null;
  constructor(fields: CodeFields, factory: ((cells: Cell[]) => JsFunction) | null = null) {
    super();
    this.fields = fields;
    this.#factory = factory;
  }

  /** Makes the plain form from the captured cells. */
  get factory(): ((cells: Cell[]) => JsFunction) | null {
    if (this.makeFactory !== null) {
      this.#factory = this.makeFactory();
      this.makeFactory = null;
    }
    return this.#factory;
  }
}

/** The JavaScript behind a Python function: one argument per parameter, *args as a PyTuple, **kwargs as a PyDict. */
export type JsFunction = (...args: (PyValue | undefined)[]) => PyValue;

export class PyFunction extends PyObject {
  js: JsFunction;
  /** Exact number of positional arguments `js` can be called with directly; -1 when arguments must be bound. */
  arity: number;
  /** The same for a call as a method, the object included. */
  methodArity: number;
  code: PyCode;
  readonly globals: PyDict;
  readonly closure: Cell[];
  defaults: PyValue[] | null;
  keywordDefaults: Map<string, PyValue> | null;
  name: string;
  qualname: string;
  doc: PyValue = null;
  module: PyValue = null;
  /** The dictionary of annotations, or what makes it. */
  annotations: PyDict | (() => PyDict) | null = null;
  typeParameters: PyValue | null = null;
  suspending: JsFunction | null = null;
  constructor(
    code: PyCode,
    js: JsFunction,
    arity: number,
    globals: PyDict,
    closure: Cell[],
    defaults: PyValue[] | null,
    keywordDefaults: Map<string, PyValue> | null,
  ) {
    super();
    this.code = code;
    this.js = js;
    this.arity = arity;
    this.methodArity = arity;
    this.globals = globals;
    this.closure = closure;
    this.defaults = defaults;
    this.keywordDefaults = keywordDefaults;
    this.name = code.fields.name;
    this.qualname = code.fields.qualname;
  }
}

export class PyMethod extends PyObject {
  readonly func: PyValue;
  readonly self: PyValue;
  constructor(func: PyValue, self: PyValue) {
    super();
    this.func = func;
    this.self = self;
  }
}

export class PyStaticMethod extends PyObject {
  func: PyValue;
  constructor(func: PyValue = null) {
    super();
    this.func = func;
  }
}

export class PyClassMethod extends PyObject {
  func: PyValue;
  constructor(func: PyValue = null) {
    super();
    this.func = func;
  }
}

export class PyProperty extends PyObject {
  fget: PyValue = null;
  fset: PyValue = null;
  fdel: PyValue = null;
  doc: PyValue = null;
  hasGettersDoc = false;
  /** The name given by `__set_name__`, for error messages. */
  name: string | null = null;
}

export class PySuper extends PyObject {
  thisClass: PyType | null = null;
  self: PyValue | undefined = undefined;
  selfClass: PyType | null = null;
}

readsItsOwnWay(PySuper);

/** `__dict__` of a class: a read-only view of any mapping. */
export class PyMappingProxy extends PyObject {
  readonly mapping: PyValue;
  constructor(mapping: PyValue) {
    super();
    this.mapping = mapping;
  }
}

/** The visible form of a captured variable. */
export class PyCellObject extends PyObject {
  readonly cell: Cell;
  constructor(cell: Cell) {
    super();
    this.cell = cell;
  }
}

const cellObjects = new WeakMap<Cell, PyCellObject>();
export function cellObject(cell: Cell): PyCellObject {
  let object = cellObjects.get(cell);
  if (object === undefined) {
    object = new PyCellObject(cell);
    cellObjects.set(cell, object);
  }
  return object;
}
