/** The module `contextvars`: every thread, and every task of an event loop, has a context of its own. */
import { makeGeneric } from "../builtins/generic-alias.ts";
import { PyBuiltin } from "../runtime/builtin.ts";
import { call } from "../runtime/call.ts";
import { attributes, constants, constructor, functions, methods, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { identityOf, unhashable } from "../runtime/hash.ts";
import { iterate } from "../runtime/iterate.ts";
import { makeException, exceptionTypes, raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { waitCall, waitingForms } from "../runtime/suspension.ts";
import { defineType } from "../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  PyList,
  PyObject,
  PyTuple,
  type PyIterator,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";

export class PyContextVar extends PyObject {
  readonly name: string;
  /** undefined when there is none. */
  readonly fallback: PyValue | undefined;
  constructor(name: string, fallback: PyValue | undefined) {
    super();
    this.name = name;
    this.fallback = fallback;
  }
}

export class PyContext extends PyObject {
  readonly values: Map<PyContextVar, PyValue>;
  /** The context to go back to while this one is entered. */
  previous: PyContext | undefined = undefined;
  isEntered = false;
  constructor(values: Map<PyContextVar, PyValue> = new Map()) {
    super();
    this.values = values;
  }
}

export class PyToken extends PyObject {
  readonly context: PyContext;
  readonly variable: PyContextVar;
  readonly before: PyValue | undefined;
  isUsed = false;
  constructor(context: PyContext, variable: PyContextVar, before: PyValue | undefined) {
    super();
    this.context = context;
    this.variable = variable;
    this.before = before;
  }
}

class PyTokenMissing extends PyObject {}

export const contextVarType: PyType = defineType("ContextVar", PyContextVar, { module: "_contextvars", final: true });
export const contextType: PyType = defineType("Context", PyContext, { module: "_contextvars", final: true });
export const tokenType: PyType = defineType("Token", PyToken, { module: "_contextvars", final: true });
const missingType: PyType = defineType("Token.MISSING", PyTokenMissing, { module: "_contextvars", final: true });
const MISSING = new PyTokenMissing();

/** The running thread's context. */
export function currentContext(): PyContext {
  const { context } = current;
  if (context instanceof PyContext) return context;
  const made = new PyContext();
  made.isEntered = true;
  current.context = made;
  return made;
}

export function copyContext(): PyContext {
  return new PyContext(new Map(currentContext().values));
}

function address(object: PyObject): string {
  return `0x${identityOf(object).toString(16).padStart(12, "0")}`;
}

constructor(
  contextVarType,
  "(cls, name, /, *, default=...)",
  (_cls: PyType, name: PyValue, fallback: PyValue | undefined) => {
    if (typeof name !== "string") throw raise.TypeError("context variable name must be a str");
    return new PyContextVar(name, fallback);
  },
);
methods(contextVarType, {
  "get(self, default=..., /)"(self: PyContextVar, fallback: PyValue | undefined) {
    const value = currentContext().values.get(self) ?? (currentContext().values.has(self) ? null : undefined);
    const found = value !== undefined ? value : fallback !== undefined ? fallback : self.fallback;
    if (found === undefined) throw makeException(exceptionTypes.LookupError, [self]);
    return found;
  },
  "set(self, value, /)"(self: PyContextVar, value: PyValue) {
    const context = currentContext();
    const token = new PyToken(context, self, context.values.get(self));
    context.values.set(self, value);
    return token;
  },
  "reset(self, token, /)"(self: PyContextVar, token: PyValue) {
    if (!(token instanceof PyToken)) throw raise.TypeError(`expected an instance of Token, got ${repr(token)}`);
    if (token.isUsed) throw raise.RuntimeError(`${repr(token)} has already been used once`);
    if (token.variable !== self) throw raise.ValueError(`${repr(token)} was created by a different ContextVar`);
    const context = currentContext();
    if (token.context !== context) throw raise.ValueError(`${repr(token)} was created in a different Context`);
    token.isUsed = true;
    if (token.before === undefined) context.values.delete(self);
    else context.values.set(self, token.before);
    return null;
  },
  "__repr__(self, /)": (self: PyContextVar) =>
    `<ContextVar name=${repr(self.name)}${self.fallback === undefined ? "" : ` default=${repr(self.fallback)}`} at ${address(self)}>`,
});
attributes<PyContextVar>(contextVarType, { name: (self) => self.name });
attributes<PyToken>(tokenType, {
  var: (self) => self.variable,
  old_value: (self) => (self.before === undefined ? MISSING : self.before),
});
methods(tokenType, {
  "__repr__(self, /)": (self: PyToken) =>
    `<Token${self.isUsed ? " used" : ""} var=${repr(self.variable)} at ${address(self)}>`,
});
constants(tokenType, { MISSING, __hash__: null });
methods(missingType, { "__repr__(self, /)": () => "<Token.MISSING>" });
makeGeneric(contextVarType, tokenType);

function variable(key: PyValue): PyContextVar {
  if (key instanceof PyContextVar) return key;
  throw raise.TypeError(`a ContextVar key was expected, got ${repr(key)}`);
}

function enter(context: PyContext): void {
  if (context.isEntered) throw raise.RuntimeError(`cannot enter context: ${repr(context)} is already entered`);
  context.previous = currentContext();
  context.isEntered = true;
  current.context = context;
}

function leave(context: PyContext): void {
  current.context = context.previous as PyContext;
  context.previous = undefined;
  context.isEntered = false;
}

function getItem(self: PyContext, key: PyValue): PyValue {
  const value = self.values.get(variable(key));
  if (value === undefined) throw makeException(exceptionTypes.KeyError, [key]);
  return value;
}

function equals(self: PyContext, other: PyValue): PyValue {
  if (!(other instanceof PyContext)) return NotImplemented;
  return (
    self.values.size === other.values.size && [...self.values].every(([key, value]) => other.values.get(key) === value)
  );
}

constructor(contextType, "(cls, /, *args, **kwargs)", (_cls: PyType, args: PyValue[], keywords: Keywords) => {
  if (args.length + keywords.size > 0) throw raise.TypeError("Context() does not accept any arguments");
  return new PyContext();
});
methods(contextType, {
  "run(self, /, *args, **kwargs)"(self: PyContext, args: PyValue[], keywords: Keywords) {
    const [callable, ...rest] = args;
    if (callable === undefined) throw raise.TypeError("run() missing 1 required positional argument");
    enter(self);
    try {
      return call(callable, rest, keywords);
    } finally {
      leave(self);
    }
  },
  "copy(self, /)": (self: PyContext) => new PyContext(new Map(self.values)),
  "get(self, key, default=None, /)": (self: PyContext, key: PyValue, fallback: PyValue) =>
    self.values.get(variable(key)) ?? (self.values.has(key as PyContextVar) ? null : fallback),
  "keys(self, /)": (self: PyContext) => new PyList([...self.values.keys()]),
  "values(self, /)": (self: PyContext) => new PyList([...self.values.values()]),
  "items(self, /)": (self: PyContext) => new PyList([...self.values].map(([key, value]) => new PyTuple([key, value]))),
  "__getitem__(self, key, /)": getItem,
  "__contains__(self, key, /)": (self: PyContext, key: PyValue) => self.values.has(variable(key)),
  "__len__(self, /)": (self: PyContext) => self.values.size,
  "__iter__(self, /)": (self: PyContext) => self.iterate() as unknown as PyValue,
  "__eq__(self, value, /)": (self: PyContext, other: PyValue) => equals(self, other),
});
constants(contextType, { __hash__: null });
PyContext.prototype.equals = function (this: PyContext, other: PyValue): PyValue {
  return equals(this, other);
};
PyContext.prototype.hash = PyToken.prototype.hash = function (this: PyObject): never {
  return unhashable(this);
};
PyContext.prototype.getItem = function (this: PyContext, key: PyValue): PyValue {
  return getItem(this, key);
};
PyContext.prototype.contains = function (this: PyContext, key: PyValue): boolean {
  return this.values.has(variable(key));
};
PyContext.prototype.length = function (this: PyContext): number {
  return this.values.size;
};
PyContext.prototype.iterate = function (this: PyContext): PyIterator {
  return iterate(new PyList([...this.values.keys()]));
};

waitingForms.set("run", function* waitingRun(f, args, keywords) {
  const self = f instanceof PyBuiltin ? f.self : undefined;
  const [callable, ...rest] = args;
  if (!(self instanceof PyContext) || callable === undefined) return call(f, args, keywords);
  enter(self);
  try {
    return yield* waitCall(callable, rest, keywords);
  } finally {
    leave(self);
  }
});

export function load(globals: NamespaceDict): void {
  names(globals, {
    __all__: new PyTuple(["Context", "ContextVar", "Token", "copy_context"]),
    Context: contextType,
    ContextVar: contextVarType,
    Token: tokenType,
  });
  functions(globals, "_contextvars", { "copy_context()": () => copyContext() });
}
