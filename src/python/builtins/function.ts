/** function, method, staticmethod, classmethod, and the natives: what can be called and how it shows itself. */
import { attributeOr, findAttribute, instanceDict } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from "../runtime/compare.ts";
import { attributes, constants, constructor, members, methods } from "../runtime/define.ts";
import { NamespaceDict, PyDict } from "../runtime/dict.ts";
import { equal, isEqual } from "../runtime/equal.ts";
import { hash, identityOf, unhashable } from "../runtime/hash.ts";
import { paid } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { current } from "../runtime/state.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { hostFunctionType, type PyHostFunction } from "../runtime/suspension.ts";
import { isTrue } from "../runtime/truth.ts";
import {
  cellType,
  classmethodType,
  codeType,
  functionType,
  methodType,
  shownArgument,
  staticmethodType,
  typeOf,
} from "../runtime/type-table.ts";
import {
  Cell,
  cellObject,
  type Keywords,
  NotImplemented,
  PyCellObject,
  PyClassMethod,
  PyCode,
  PyFunction,
  PyMethod,
  PyObject,
  PyStaticMethod,
  PyTuple,
  PyType,
  type PyValue,
} from "../runtime/values.ts";

function address(object: object): string {
  return `0x${identityOf(object).toString(16).padStart(12, "0")}`;
}

function cellOf(value: PyValue): Cell {
  if (value instanceof PyCellObject) return value.cell;
  throw raise.TypeError(`arg 5 (closure) expected cell, found ${typeOf(value).shown}`);
}

// function

constructor(
  functionType,
  "(cls, code, globals, name=None, argdefs=None, closure=None)",
  (_cls: PyType, code: PyValue, globals: PyValue, name: PyValue, defaults: PyValue, closure: PyValue) => {
    if (!(code instanceof PyCode))
      throw raise.TypeError(`function() argument 'code' must be code, not ${shownArgument(code)}`);
    if (!(globals instanceof PyDict))
      throw raise.TypeError(`function() argument 'globals' must be dict, not ${shownArgument(globals)}`);
    const cells = closure instanceof PyTuple ? paid(closure.items).map(cellOf) : [];
    if (cells.length !== code.fields.freeNames.length) {
      throw closure === null
        ? raise.TypeError("arg 5 (closure) must be tuple")
        : raise.ValueError(
            `${code.fields.name} requires closure of length ${code.fields.freeNames.length}, not ${cells.length}`,
          );
    }
    if (code.factory === null) throw raise.TypeError("a module's code cannot become a function");
    const { fields } = code;
    const isPlain = fields.keywordOnlyCount === 0 && !fields.hasVarArgs && !fields.hasVarKeywords;
    const f = new PyFunction(
      code,
      code.factory(cells),
      isPlain ? fields.positionalCount : -1,
      globals,
      cells,
      defaults instanceof PyTuple ? [...defaults.items] : null,
      null,
    );
    const text = asString(name);
    if (text !== undefined) f.name = text;
    f.module = globals.getString("__name__") ?? null;
    const doc = fields.constants[0];
    if (typeof doc === "string") f.doc = doc;
    return f;
  },
);

methods(functionType, {
  "__repr__(self, /)": (self: PyFunction) => `<function ${self.qualname} at ${address(self)}>`,
  "__call__(self, /, *args, **kwargs)": (self: PyFunction, args: PyValue[], keywords: Keywords) =>
    self.invoke(args, keywords),
  "__get__(self, instance, owner=None, /)": (self: PyFunction, instance: PyValue) =>
    instance === null ? self : new PyMethod(self, instance),
});

function textSetter<T extends PyObject>(
  what: string,
  set: (self: T, text: string) => void,
): (self: T, value: PyValue | undefined) => void {
  return (self, value) => {
    const text = value === undefined ? undefined : asString(value);
    if (text === undefined) throw raise.TypeError(`${what} must be set to a string object`);
    set(self, text);
  };
}

attributes<PyFunction>(functionType, {
  __name__: {
    get: (self) => self.name,
    set: textSetter("__name__", (self, text) => {
      self.name = text;
    }),
  },
  __qualname__: {
    get: (self) => self.qualname,
    set: textSetter("__qualname__", (self, text) => {
      self.qualname = text;
    }),
  },
  __doc__: {
    get: (self) => self.doc,
    set: (self, value) => {
      self.doc = value ?? null;
    },
  },
  __module__: {
    get: (self) => self.module,
    set: (self, value) => {
      self.module = value ?? null;
    },
  },
  __globals__: (self) => self.globals.shown,
  __builtins__: (self) => (self.globals instanceof NamespaceDict ? (self.globals.builtins?.shown ?? null) : null),
  __closure__: (self) => (self.closure.length === 0 ? null : new PyTuple(self.closure.map((cell) => cellObject(cell)))),
  __defaults__: {
    get: (self) => (self.defaults === null ? null : new PyTuple(self.defaults)),
    set(self, value) {
      if (value !== undefined && value !== null && !(value instanceof PyTuple))
        throw raise.TypeError("__defaults__ must be set to a tuple object");
      self.defaults = value instanceof PyTuple ? [...value.items] : null;
    },
  },
  __kwdefaults__: {
    get(self) {
      if (self.keywordDefaults === null) return null;
      const dict = new PyDict();
      for (const [key, value] of self.keywordDefaults) dict.setString(key, value);
      return dict;
    },
    set(self, value) {
      if (value !== undefined && value !== null && !(value instanceof PyDict))
        throw raise.TypeError("__kwdefaults__ must be set to a dict object");
      self.keywordDefaults =
        value instanceof PyDict
          ? new Map([...value.entries()].map(([key, item]) => [asString(key) ?? "", item]))
          : null;
    },
  },
  __annotations__: {
    get(self) {
      const known = typeof self.annotations === "function" ? self.annotations() : (self.annotations ?? new PyDict());
      self.annotations = known;
      return known;
    },
    set(self, value) {
      if (value !== undefined && value !== null && !(value instanceof PyDict))
        throw raise.TypeError("__annotations__ must be set to a dict object");
      self.annotations = value instanceof PyDict ? value : null;
    },
  },
  __code__: {
    get: (self) => self.code,
    set(self, value) {
      if (!(value instanceof PyCode)) throw raise.TypeError("__code__ must be set to a code object");
      if (value.fields.freeNames.length !== self.closure.length) {
        throw raise.ValueError(
          `${self.name}() requires a code object with ${self.closure.length} free vars, not ${value.fields.freeNames.length}`,
        );
      }
      if (value.factory === null) throw raise.ValueError("a module's code cannot be a function's");
      self.code = value;
      self.js = value.factory(self.closure);
      self.suspending = null;
      const { fields } = value;
      self.arity =
        fields.keywordOnlyCount === 0 && !fields.hasVarArgs && !fields.hasVarKeywords ? fields.positionalCount : -1;
      self.methodArity = self.arity;
    },
  },
  __type_params__: {
    get: (self) => self.typeParameters ?? new PyTuple(),
    set(self, value) {
      self.typeParameters = value ?? null;
    },
  },
  __dict__: { get: (self) => instanceDict(self), set: setDict },
});

function setDict(self: PyObject, value: PyValue | undefined): void {
  if (value === undefined) throw raise.TypeError("cannot delete __dict__");
  if (!(value instanceof PyDict))
    throw raise.TypeError(`__dict__ must be set to a dictionary, not a '${typeOf(value).shown}'`);
  instanceDict(self);
  self.dict = value;
}

// method

constructor(methodType, "(cls, function, instance, /)", (_cls: PyType, f: PyValue, instance: PyValue) => {
  if (attributeOr(f, "__call__", undefined) === undefined) throw raise.TypeError("first argument must be callable");
  if (instance === null) throw raise.TypeError("instance must not be None");
  return new PyMethod(f, instance);
});
PyMethod.prototype.equals = function equals(this: PyMethod, other: PyValue): PyValue {
  if (!(other instanceof PyMethod)) return NotImplemented;
  return this.self === other.self && isEqual(this.func, other.func);
};
PyMethod.prototype.hash = function hashMethod(this: PyMethod): number {
  const own = this.self instanceof PyObject ? identityOf(this.self) : Number(hash(this.self));
  return (own ^ Number(BigInt.asIntN(32, BigInt(hash(this.func))))) | 0;
};
PyMethod.prototype.findAttribute = function find(this: PyMethod, name: string): PyValue | undefined {
  const own = PyObject.prototype.findAttribute.call(this, name);
  return own !== undefined && name !== "__doc__" ? own : (findAttribute(this.func, name) ?? own);
};
methods(methodType, {
  "__repr__(self, /)"(self: PyMethod) {
    const name = attributeOr(self.func, "__qualname__", undefined) ?? attributeOr(self.func, "__name__", undefined);
    return `<bound method ${typeof name === "string" ? name : "?"} of ${repr(self.self)}>`;
  },
  "__call__(self, /, *args, **kwargs)": (self: PyMethod, args: PyValue[], keywords: Keywords) =>
    self.invoke(args, keywords),
  "__eq__(self, value, /)": (self: PyMethod, other: PyValue) => PyMethod.prototype.equals.call(self, other),
  "__hash__(self, /)": (self: PyMethod) => PyMethod.prototype.hash.call(self),
  "__get__(self, instance, owner=None, /)": (self: PyMethod) => self,
  "__reduce__(self, /)": (self: PyMethod) =>
    new PyTuple([
      current.interpreter.builtins.getString("getattr") as PyValue,
      new PyTuple([self.self, attributeOr(self.func, "__name__", null)]),
    ]),
});
attributes<PyMethod>(methodType, {
  __func__: (self) => self.func,
  __self__: (self) => self.self,
  __doc__: (self) => attributeOr(self.func, "__doc__", null),
});

// staticmethod and classmethod

/** What a wrapper takes over from what it wraps. */
function copyWrapped(wrapper: PyObject, f: PyValue): void {
  for (const name of ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"]) {
    const value = attributeOr(f, name, undefined);
    if (value !== undefined) instanceDict(wrapper).setString(name, value);
  }
}

for (const [type, JsClass] of [
  [staticmethodType, PyStaticMethod],
  [classmethodType, PyClassMethod],
] as const) {
  constructor(type, "(cls, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as typeof JsClass)());
  methods(type, {
    "__init__(self, function, /)"(self: PyStaticMethod | PyClassMethod, f: PyValue) {
      if (Object.isFrozen(self)) throw raise.TypeError("a method of a built-in type cannot be changed");
      self.func = f;
      copyWrapped(self, f);
      return null;
    },
    "__repr__(self, /)": (self: PyStaticMethod | PyClassMethod) => `<${self.cls.name}(${repr(self.func)})>`,
  });
  members<PyStaticMethod | PyClassMethod>(type, {
    __func__: (self) => self.func,
    __wrapped__: (self) => self.func,
  });
  attributes<PyStaticMethod | PyClassMethod>(type, {
    __isabstractmethod__: (self) => isTrue(attributeOr(self.func, "__isabstractmethod__", false)),
    __dict__: { get: (self) => instanceDict(self), set: setDict },
  });
}
methods(staticmethodType, {
  "__get__(self, instance, owner=None, /)": (self: PyStaticMethod) => self.func,
  "__call__(self, /, *args, **kwargs)": (self: PyStaticMethod, args: PyValue[], keywords: Keywords) =>
    call(self.func, args, keywords),
});
methods(classmethodType, {
  "__get__(self, instance, owner=None, /)": (self: PyClassMethod, instance: PyValue, owner: PyValue) =>
    (self.bind as NonNullable<PyClassMethod["bind"]>).call(
      self,
      instance ?? undefined,
      (owner ?? typeOf(instance)) as PyType,
    ),
});

// tools

methods(hostFunctionType, {
  "__repr__(self, /)": (self: PyHostFunction) => `<tool ${self.name}>`,
  "__call__(self, /, *args, **kwargs)": (self: PyHostFunction, args: PyValue[], keywords: Keywords) =>
    self.invoke(args, keywords),
});
attributes<PyHostFunction>(hostFunctionType, {
  __name__: (self) => self.name,
  __qualname__: (self) => self.name,
  __doc__: (self) => self.doc,
  __module__: () => "__main__",
});

// code and cells

methods(codeType, {
  "__repr__(self, /)": (self: PyCode) =>
    `<code object ${self.fields.name} at ${address(self)}, file "${self.fields.filename}", line ${self.fields.firstLine}>`,
});
const texts = (names: readonly string[]): PyTuple => new PyTuple(names);
attributes<PyCode>(codeType, {
  co_name: (self) => self.fields.name,
  co_qualname: (self) => self.fields.qualname,
  co_filename: (self) => self.fields.filename,
  co_firstlineno: (self) => self.fields.firstLine,
  co_argcount: (self) => self.fields.positionalCount,
  co_posonlyargcount: (self) => self.fields.positionalOnlyCount,
  co_kwonlyargcount: (self) => self.fields.keywordOnlyCount,
  co_varnames: (self) =>
    texts(
      self.fields.localNames.filter(
        (name) => !self.fields.cellNames.includes(name) || self.fields.parameters.includes(name),
      ),
    ),
  co_cellvars: (self) => texts(self.fields.cellNames),
  co_freevars: (self) => texts(self.fields.freeNames),
  co_names: (self) => texts(self.fields.globalNames),
  co_consts: (self) => new PyTuple(self.fields.constants),
  co_nlocals: (self) => self.fields.localNames.length,
  co_flags: (self) => flagsOf(self),
  co_code: () => null,
  co_stacksize: () => 1,
  co_lnotab: () => null,
});

function flagsOf(code: PyCode): number {
  const { hasVarArgs, hasVarKeywords, isGenerator, isCoroutine, isAwaitable, freeNames, qualname } = code.fields;
  return (
    1 |
    2 |
    (hasVarArgs ? 4 : 0) |
    (hasVarKeywords ? 8 : 0) |
    (qualname.includes("<locals>") ? 16 : 0) |
    (isGenerator && !isCoroutine ? 32 : 0) |
    (freeNames.length === 0 ? 64 : 0) |
    (isCoroutine && !isGenerator ? 128 : 0) |
    (isCoroutine && isGenerator ? 512 : 0) |
    (isAwaitable === true ? 256 : 0)
  );
}

constructor(cellType, "(cls, contents=..., /)", (_cls: PyType, contents: PyValue | undefined) =>
  cellObject(new Cell(contents)),
);
methods(cellType, {
  "__repr__(self, /)": (self: PyCellObject) =>
    self.cell.v === undefined
      ? `<cell at ${address(self)}: empty>`
      : `<cell at ${address(self)}: ${typeOf(self.cell.v).name} object at ${address(self.cell)}>`,
});
/** By contents; an empty cell comes before any other. */
function compareCells(
  contents: (a: PyValue, b: PyValue) => PyValue,
  ranks: (a: number, b: number) => boolean,
): (self: PyCellObject, other: PyValue) => PyValue {
  return (self, other) => {
    if (!(other instanceof PyCellObject)) return NotImplemented;
    const { v: a } = self.cell,
      { v: b } = other.cell;
    return a !== undefined && b !== undefined
      ? contents(a, b)
      : ranks(a === undefined ? 0 : 1, b === undefined ? 0 : 1);
  };
}
const equalCells = compareCells(equal, (a, b) => a === b);
PyCellObject.prototype.equals = function equals(this: PyCellObject, other: PyValue): PyValue {
  return equalCells(this, other);
};
methods(cellType, {
  "__eq__(self, value, /)": equalCells,
  "__lt__(self, value, /)": compareCells(lessThan, (a, b) => a < b),
  "__le__(self, value, /)": compareCells(lessOrEqual, (a, b) => a <= b),
  "__gt__(self, value, /)": compareCells(greaterThan, (a, b) => a > b),
  "__ge__(self, value, /)": compareCells(greaterOrEqual, (a, b) => a >= b),
});
constants(cellType, { __hash__: null });
PyCellObject.prototype.hash = function hashCell(this: PyCellObject): never {
  return unhashable(this);
};
attributes<PyCellObject>(cellType, {
  cell_contents: {
    get(self) {
      if (self.cell.v === undefined) throw raise.ValueError("Cell is empty");
      return self.cell.v;
    },
    set(self, value) {
      self.cell.v = value;
    },
  },
});
