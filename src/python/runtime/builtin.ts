/** Functions and attributes that are written in TypeScript: what `define.ts` puts into types and modules. */
import { bindFunction } from "./bind-function.ts";
import { raise } from "./raise.ts";
import { bindArguments, type Default, parseSignature, type Signature, wrongCount } from "./signature.ts";
import { typeOf } from "./type-table.ts";
import { bestBase } from "./layout.ts";
import { defineType, definingClass, isSubtype, lookup, setShownTo } from "./types.ts";
import { type Keywords, PyObject, type PyType, type PyValue } from "./values.ts";

/** The implementation: the bound arguments in the order of the signature; `self` (or `cls`) first for methods. */
export type Native = (...args: never[]) => PyValue;
type AnyNative = (...args: unknown[]) => PyValue;

/** Modules that CPython writes in Python, and their functions in C. */
const PYTHON_MODULES = new Set(
  "ast base64 calendar collections contextlib copy dataclasses enum functools heapq html inspect json posixpath re reprlib statistics types typing".split(
    " ",
  ),
);
const FUNCTIONS_IN_C = new Set("cmp_to_key heapify heappop heappush heappushpop heapreplace reduce".split(" "));

/**
 * How Python sees a native: a method of a type (`"abc".upper`), a slot wrapper (`int.__add__`), a class method, a
 * `__new__`, or a function of a module.
 */
export type NativeKind = "method" | "wrapper" | "classmethod" | "new" | "function";

export class PyBuiltin extends PyObject {
  readonly name: string;
  readonly kind: NativeKind;
  /** The type that a method belongs to. */
  readonly owner: PyType | null;
  readonly text: string;
  readonly fn: AnyNative;
  /** The instance (or class, or module name) it is bound to; undefined while it is not. */
  readonly self: PyValue | undefined;
  module: PyValue = null;
  doc: PyValue = null;
  #signature: Signature | undefined;
  /** The method that this is the bound form of: a signature is parsed once. */
  readonly #origin: PyBuiltin | null;
  /** How many positional arguments a plain call takes, known once it was called; `most` is -1 when arguments must be bound. */
  #least = -1;
  #most = -1;
  #defaults: readonly Default[] = [];
  /** Whether positional arguments arrive as one array, as in `max(*args, key=None)`. */
  #isVariable = false;
  /** As PyFunction has them, for generated code: set once the native was called, where it takes a fixed number of arguments. */
  arity = -1;
  methodArity = -1;
  readonly js: AnyNative;

  constructor(
    name: string,
    kind: NativeKind,
    owner: PyType | null,
    text: string,
    fn: Native,
    self?: PyValue,
    origin: PyBuiltin | null = null,
  ) {
    super();
    this.name = name;
    this.kind = kind;
    this.owner = owner;
    this.text = text;
    this.fn = fn as AnyNative;
    this.js = this.fn;
    this.self = self;
    this.#origin = origin;
  }

  get signature(): Signature {
    return (this.#signature ??= this.#origin === null ? parseSignature(this.text) : this.#origin.signature);
  }

  #prepare(): void {
    const { signature } = this;
    this.#defaults = signature.defaults;
    this.#least = signature.requiredPositional;
    this.#isVariable = signature.takesAnyPositional;
    this.#most = signature.isPlain && signature.defaults.length <= 4 ? signature.maxPositional : -1;
    if (!signature.isPlain || this.#least !== this.#most || signature.names.length !== this.#most) return;
    if (this.self !== undefined) return;
    if (this.kind === "function") this.arity = this.#most;
    else if (this.kind === "method" && !this.owner?.unwrap) this.methodArity = this.#most + 1;
  }

  /** A method called with its receiver and positional arguments: no array is made. */
  method0(self: PyValue): PyValue {
    if (this.#least < 0) this.#prepare();
    if (this.#least > 0 || this.#most < 0) return this.callWith(self, [], null);
    const d = this.#defaults;
    const me = typeof self === "object" || typeof self === "boolean" ? this.#receiver(self) : self;
    switch (d.length) {
      case 0:
        return this.fn(me);
      case 1:
        return this.fn(me, d[0]);
      case 2:
        return this.fn(me, d[0], d[1]);
      case 3:
        return this.fn(me, d[0], d[1], d[2]);
      default:
        return this.fn(me, d[0], d[1], d[2], d[3]);
    }
  }

  method1(self: PyValue, a: PyValue): PyValue {
    if (this.#least < 0) this.#prepare();
    if (this.#least > 1 || this.#most < 1) return this.callWith(self, [a], null);
    const d = this.#defaults;
    const me = typeof self === "object" || typeof self === "boolean" ? this.#receiver(self) : self;
    switch (d.length) {
      case 1:
        return this.fn(me, a);
      case 2:
        return this.fn(me, a, d[1]);
      case 3:
        return this.fn(me, a, d[1], d[2]);
      default:
        return this.fn(me, a, d[1], d[2], d[3]);
    }
  }

  method2(self: PyValue, a: PyValue, b: PyValue): PyValue {
    if (this.#least < 0) this.#prepare();
    if (this.#least > 2 || this.#most < 2) return this.callWith(self, [a, b], null);
    const d = this.#defaults;
    const me = typeof self === "object" || typeof self === "boolean" ? this.#receiver(self) : self;
    switch (d.length) {
      case 2:
        return this.fn(me, a, b);
      case 3:
        return this.fn(me, a, b, d[2]);
      default:
        return this.fn(me, a, b, d[2], d[3]);
    }
  }

  #receiver(self: PyValue): PyValue {
    const unwrap = this.kind === "classmethod" ? null : this.owner?.unwrap;
    return unwrap ? unwrap(self) : self;
  }

  /** A function called with positional arguments. */
  plain1(a: PyValue): PyValue {
    if (this.#least < 0) this.#prepare();
    if (this.#isVariable) return this.#withArray([a]);
    if (this.#least > 1 || this.#most < 1) return this.callPlain([a], null);
    const d = this.#defaults;
    switch (d.length) {
      case 1:
        return this.fn(a);
      case 2:
        return this.fn(a, d[1]);
      case 3:
        return this.fn(a, d[1], d[2]);
      default:
        return this.fn(a, d[1], d[2], d[3]);
    }
  }

  #withArray(args: PyValue[]): PyValue {
    const d = this.#defaults;
    return d.length < 3 ? this.fn(args, d[0], d[1]) : this.fn(args, ...d);
  }

  plain2(a: PyValue, b: PyValue): PyValue {
    if (this.#least < 0) this.#prepare();
    if (this.#isVariable) return this.#withArray([a, b]);
    if (this.#least > 2 || this.#most < 2) return this.callPlain([a, b], null);
    const d = this.#defaults;
    switch (d.length) {
      case 2:
        return this.fn(a, b);
      case 3:
        return this.fn(a, b, d[2]);
      default:
        return this.fn(a, b, d[2], d[3]);
    }
  }

  /** The repetition of a sequence, whose wrapper counts arguments in other words. */
  get #isRepeat(): boolean {
    return this.kind === "wrapper" && REPEATS.has(this.name) && this.owner?.proto["t$__getitem__"] !== undefined;
  }

  /** The function's name as CPython shows it in argument errors. */
  get shownName(): string {
    if (this.owner === null && typeof this.module === "string" && this.module !== "builtins")
      return `${this.module}.${this.name}`;
    if (this.owner === null) return this.name;
    if (this.kind === "function") return `${this.owner.name}.${this.name}`;
    if (this.kind === "new" || this.name === "__init__") return this.owner.name;
    if (this.kind === "classmethod" && this.self !== undefined && isTypeObject(this.self))
      return `${this.self.qualname}.${this.name}`;
    return this.kind === "wrapper" && this.name !== "__call__" ? "" : `${this.owner.name}.${this.name}`;
  }

  /** Calls with `self` given apart, which must already be an instance of `owner`. */
  callWith(self: PyValue, args: readonly PyValue[], keywords: Keywords | null): PyValue {
    const unwrap = this.kind === "method" || this.kind === "wrapper" ? this.owner?.unwrap : null;
    const receiver = unwrap ? unwrap(self) : self;
    const signature = this.signature;
    if (signature.isPlain && (keywords === null || keywords.size === 0)) {
      const count = args.length;
      if (count < signature.requiredPositional || count > signature.maxPositional)
        wrongCount(this.shownName, signature, count, 0, this.kind === "new" || this.#isRepeat);
      const { defaults } = signature;
      switch (defaults.length) {
        case 0:
          return this.fn(receiver);
        case 1:
          return this.fn(receiver, count > 0 ? args[0] : defaults[0]);
        case 2:
          return this.fn(receiver, count > 0 ? args[0] : defaults[0], count > 1 ? args[1] : defaults[1]);
        case 3:
          return this.fn(
            receiver,
            count > 0 ? args[0] : defaults[0],
            count > 1 ? args[1] : defaults[1],
            count > 2 ? args[2] : defaults[2],
          );
        default:
          return this.fn(receiver, ...args, ...defaults.slice(count));
      }
    }
    if (signature.takesAnyPositional && (keywords === null || keywords.size === 0))
      return this.fn(receiver, args.slice(), ...signature.defaults);
    if (this.shownName === "" && keywords !== null && keywords.size > 0 && !signature.hasVarKeywords) {
      throw raise.TypeError(`wrapper ${this.name}() takes no keyword arguments`);
    }
    // A subclass with an `__init__` of its own may take keywords that the built-in `__new__` does not know.
    const isForInit =
      this.kind === "new" &&
      signature.positionalOnlyCount === signature.names.length &&
      !signature.hasVarKeywords &&
      isTypeObject(self) &&
      lookup(self, "__init__") !== lookup(this.owner as PyType, "__init__");
    return this.fn(receiver, ...bindArguments(this.shownName, signature, args, isForInit ? null : keywords));
  }

  /** Calls a function that has no self. */
  callPlain(args: readonly PyValue[], keywords: Keywords | null): PyValue {
    const signature = this.signature;
    if (signature.isPlain && (keywords === null || keywords.size === 0)) {
      const count = args.length;
      if (count < signature.requiredPositional || count > signature.maxPositional) {
        this.#refuseAsPython(args, null);
        wrongCount(this.shownName, signature, count);
      }
      const { defaults } = signature;
      switch (defaults.length) {
        case 0:
          return this.fn();
        case 1:
          return this.fn(count > 0 ? args[0] : defaults[0]);
        case 2:
          return this.fn(count > 0 ? args[0] : defaults[0], count > 1 ? args[1] : defaults[1]);
        case 3:
          return this.fn(
            count > 0 ? args[0] : defaults[0],
            count > 1 ? args[1] : defaults[1],
            count > 2 ? args[2] : defaults[2],
          );
        default:
          return this.fn(...args, ...defaults.slice(count));
      }
    }
    if (signature.takesAnyPositional && (keywords === null || keywords.size === 0))
      return this.fn(args.slice(), ...signature.defaults);
    let bound: unknown[];
    try {
      bound = bindArguments(this.shownName, signature, args, keywords);
    } catch (error) {
      this.#refuseAsPython(args, keywords);
      throw error;
    }
    return this.fn(...bound);
  }

  /** The error for wrong arguments of a function that CPython has in Python: the words are those for Python functions. */
  #refuseAsPython(args: readonly PyValue[], keywords: Keywords | null): void {
    if (!PYTHON_MODULES.has(this.module as string) || FUNCTIONS_IN_C.has(this.name)) return;
    const { names, isRequired, positionalCount, requiredPositional, ...rest } = this.signature;
    const optional = names.filter((_, index) => index >= positionalCount && isRequired[index] === false);
    const fields = { ...rest, parameters: names, positionalCount, keywordOnlyCount: names.length - positionalCount };
    const callee = {
      qualname: this.name,
      defaults: new Array<PyValue>(positionalCount - requiredPositional).fill(null),
      keywordDefaults: new Map(optional.map((name) => [name, null])),
      code: { fields },
    };
    bindFunction(callee, args, keywords);
  }

  /** A method called through its type checks that its first argument is an instance, a class method that it is a subclass. */
  takeSelf(args: readonly PyValue[]): PyValue {
    const [self] = args;
    const owner = this.owner as PyType;
    if (self === undefined) {
      throw raise.TypeError(
        this.kind === "wrapper"
          ? `descriptor '${this.name}' of '${owner.shown}' object needs an argument`
          : `unbound method ${owner.qualname}.${this.name}() needs an argument`,
      );
    }
    if (this.kind === "classmethod") {
      if (!isTypeObject(self))
        throw raise.TypeError(
          `descriptor '${this.name}' for type '${owner.shown}' needs a type, not a '${typeOf(self).shown}' as arg 2`,
        );
      if (!isSubtype(self, owner))
        throw raise.TypeError(
          `descriptor '${this.name}' requires a subtype of '${owner.shown}' but received '${self.shown}'`,
        );
      return self;
    }
    if (!isSubtype(typeOf(self), owner)) {
      throw raise.TypeError(
        this.kind === "wrapper"
          ? `descriptor '${this.name}' requires a '${owner.shown}' object but received a '${typeOf(self).shown}'`
          : `descriptor '${this.name}' for '${owner.shown}' objects doesn't apply to a '${typeOf(self).shown}' object`,
      );
    }
    return self;
  }
}

const REPEATS = new Set(["__mul__", "__rmul__", "__imul__"]);

PyBuiltin.prototype.invoke = function invoke(this: PyBuiltin, args: PyValue[], keywords: Keywords | null): PyValue {
  if (this.kind === "function")
    return this.self === undefined ? this.callPlain(args, keywords) : this.callWith(this.self, args, keywords);
  if (this.self !== undefined) return this.callWith(this.self, args, keywords);
  if (this.kind === "new") {
    const [cls] = args;
    const owner = this.owner as PyType;
    if (cls === undefined) throw raise.TypeError(`${owner.shown}.__new__(): not enough arguments`);
    if (!isTypeObject(cls))
      throw raise.TypeError(`${owner.shown}.__new__(X): X is not a type object (${typeOf(cls).shown})`);
    if (!isSubtype(cls, owner)) {
      throw raise.TypeError(`${owner.shown}.__new__(${cls.shown}): ${cls.shown} is not a subtype of ${owner.shown}`);
    }
    // A `__new__` further up would make an object of the wrong shape.
    let native = cls;
    while (definingClass(native, "__new__")?.isHeap === true) native = bestBase(native.bases);
    if (!owner.isHeap && native !== owner && lookup(native, "__new__") !== this) {
      throw raise.TypeError(`${owner.shown}.__new__(${cls.shown}) is not safe, use ${native.shown}.__new__()`);
    }
    return this.callWith(cls, args.slice(1), keywords);
  }
  return this.callWith(this.takeSelf(args), args.slice(1), keywords);
};
PyBuiltin.prototype.invoke0 = function invoke0(this: PyBuiltin): PyValue {
  return this.invoke([], null);
};
PyBuiltin.prototype.invoke1 = function invoke1(this: PyBuiltin, a: PyValue): PyValue {
  // Fast path: len(x), str(x) and their like.
  if (this.kind === "function" && this.self === undefined) return this.plain1(a);
  return this.self !== undefined && this.kind === "method" ? this.method1(this.self, a) : this.invoke([a], null);
};
PyBuiltin.prototype.invoke2 = function invoke2(this: PyBuiltin, a: PyValue, b: PyValue): PyValue {
  if (this.kind === "function" && this.self === undefined) return this.plain2(a, b);
  return this.self !== undefined && this.kind === "method" ? this.method2(this.self, a, b) : this.invoke([a, b], null);
};
PyBuiltin.prototype.invoke3 = function invoke3(this: PyBuiltin, a: PyValue, b: PyValue, c: PyValue): PyValue {
  return this.invoke([a, b, c], null);
};
PyBuiltin.prototype.bind = function bind(this: PyBuiltin, instance: PyValue | undefined, owner: PyType): PyValue {
  if (this.kind === "function" || this.kind === "new" || this.self !== undefined) return this;
  const self = this.kind === "classmethod" ? owner : instance;
  return self === undefined ? this : boundNative(this, isOpen(this) ? self : this.takeSelf([self]));
};

/** Whether a native may be found in any class: not a method, or one that takes objects as Python code would (`Mapping.get`). */
function isOpen({ kind, owner }: PyBuiltin): boolean {
  if (kind === "function" || kind === "new" || owner === null) return true;
  return owner.isHeap && owner.mro.every((cls) => cls.isHeap || cls.bases.length === 0);
}

/**
 * A native method in a class that is no subclass of its own, as in `class A: append = list.append`. Calls of natives leave the
 * receiver unchecked, since its class offers them: here it offers what has to be bound first, and that checks.
 */
export class MisplacedNative extends PyObject {
  readonly native: PyBuiltin;
  constructor(native: PyBuiltin) {
    super();
    this.native = native;
  }
}
MisplacedNative.prototype.bind = function bind(this: MisplacedNative, instance, owner): PyValue {
  return this.native.bind?.(instance, owner) ?? null;
};

setShownTo((type, value) => {
  if (!(value instanceof PyBuiltin) || value.self !== undefined || isOpen(value)) return value;
  return isSubtype(type, value.owner as PyType) ? value : new MisplacedNative(value); // What is not open has an owner.
});

function isTypeObject(value: PyValue): value is PyType {
  return typeof value === "object" && value !== null && "mro" in value;
}

/** The bound form of a native method. */
export function boundNative(native: PyBuiltin, self: PyValue): PyBuiltin {
  return new PyBuiltin(native.name, native.kind, native.owner, native.text, native.fn as Native, self, native);
}

/** A computed attribute of a built-in type: getset_descriptor, or member_descriptor for slots. */
export class PyGetSet extends PyObject {
  readonly name: string;
  readonly owner: PyType;
  readonly get: (self: PyValue) => PyValue;
  readonly set: ((self: PyValue, value: PyValue | undefined) => void) | null;
  readonly isMember: boolean;
  constructor(
    name: string,
    owner: PyType,
    get: (self: PyValue) => PyValue,
    set: ((self: PyValue, value: PyValue | undefined) => void) | null,
    isMember = false,
  ) {
    super();
    this.name = name;
    this.owner = owner;
    this.get = get;
    this.set = set;
    this.isMember = isMember;
  }

  read(instance: PyValue): PyValue {
    if (!isSubtype(typeOf(instance), this.owner)) {
      throw raise.TypeError(
        `descriptor '${this.name}' for '${this.owner.shown}' objects doesn't apply to a '${typeOf(instance).shown}' object`,
      );
    }
    return this.get(this.owner.unwrap && !this.owner.isHeap ? this.owner.unwrap(instance) : instance);
  }

  write(instance: PyValue, value: PyValue | undefined): void {
    if (!isSubtype(typeOf(instance), this.owner)) {
      throw raise.TypeError(
        `descriptor '${this.name}' for '${this.owner.shown}' objects doesn't apply to a '${typeOf(instance).shown}' object`,
      );
    }
    if (this.set === null) {
      throw raise.AttributeError(
        this.isMember
          ? "readonly attribute"
          : `attribute '${this.name}' of '${this.owner.shown}' objects is not writable`,
      );
    }
    this.set(instance, value);
  }
}
PyGetSet.prototype.bind = function bind(this: PyGetSet, instance: PyValue | undefined): PyValue {
  return instance === undefined ? this : this.read(instance);
};

export class PyMemberDescriptor extends PyGetSet {
  /** Of a slot: the property that holds its value in an object whose class offers the slot. */
  slotKey: string | null = null;
}

export const builtinType: PyType = defineType("builtin_function_or_method", PyBuiltin, { final: true });
export const methodDescriptorType: PyType = nativeType("method_descriptor");
export const wrapperDescriptorType: PyType = nativeType("wrapper_descriptor");
export const classMethodDescriptorType: PyType = nativeType("classmethod_descriptor");
export const methodWrapperType: PyType = nativeType("method-wrapper");
export const getsetType: PyType = defineType("getset_descriptor", PyGetSet, { final: true });
export const memberType: PyType = defineType("member_descriptor", PyMemberDescriptor, { final: true });

/** A type of natives that has no JavaScript class of its own: five shapes would make each call of a native slower. */
function nativeType(name: string): PyType {
  return defineType(name, class extends PyObject {}, { final: true });
}

Object.defineProperty(PyBuiltin.prototype, "cls", {
  get(this: PyBuiltin) {
    const isBound = this.self !== undefined;
    switch (this.kind) {
      case "wrapper":
        return isBound ? methodWrapperType : wrapperDescriptorType;
      case "method":
        return isBound ? builtinType : methodDescriptorType;
      case "classmethod":
        return isBound ? builtinType : classMethodDescriptorType;
      default:
        return builtinType;
    }
  },
});
