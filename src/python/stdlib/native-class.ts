/**
 * What the library writes in TypeScript but Python sees as Python's own: classes that each interpreter makes for itself
 * (so that they can be registered with, extended and mixed with any other class), and functions with a signature.
 */
import { call } from "../runtime/call.ts";
import { PyDict } from "../runtime/dict.ts";
import { newType } from "../runtime/classes.ts";
import { type JsGenerator, PyCoroutine } from "../runtime/generator.ts";
import { typeType } from "../runtime/type-table.ts";
import {
  type CodeFields,
  type JsFunction,
  type Keywords,
  PyCode,
  PyFunction,
  PyStaticMethod,
  PyTuple,
  type PyType,
  type PyValue,
} from "../runtime/values.ts";

export interface ClassShape {
  name: string;
  module: string;
  bases?: readonly PyType[] | undefined;
  metaclass?: PyType | undefined;
  /** `__slots__`; without them instances have a `__dict__`. */
  slots?: readonly string[] | undefined;
}

/** Makes a class as a `class` statement would; `fill` gives it its methods through the tables of `define.ts`. */
export function makeClass(shape: ClassShape, fill?: (cls: PyType) => void): PyType {
  const namespace = new PyDict();
  namespace.setString("__module__", shape.module);
  if (shape.slots !== undefined) namespace.setString("__slots__", new PyTuple([...shape.slots]));
  return newType(shape.metaclass ?? typeType, shape.name, shape.bases ?? [], namespace, null, fill);
}

/** Makes an instance of `cls`, which derives from a class of the shape `T`. */
export function instantiate<T>(cls: PyType, ...args: unknown[]): T {
  return new (cls.jsClass as unknown as new (...args: unknown[]) => T)(...args);
}

export interface FunctionShape {
  name: string;
  qualname?: string | undefined;
  module: PyValue;
  globals: PyDict;
  /** As in `CodeFields.parameters`: positional ones, keyword-only ones, then *args and **kwargs. */
  parameters: readonly string[];
  positionalOnlyCount?: number | undefined;
  keywordOnlyCount?: number | undefined;
  hasVarArgs?: boolean | undefined;
  hasVarKeywords?: boolean | undefined;
  /** Of the last positional parameters. */
  defaults?: readonly PyValue[] | undefined;
  keywordDefaults?: ReadonlyMap<string, PyValue> | undefined;
  js: JsFunction;
}

function codeFields(
  shape: Pick<
    FunctionShape,
    "name" | "qualname" | "parameters" | "positionalOnlyCount" | "keywordOnlyCount" | "hasVarArgs" | "hasVarKeywords"
  >,
  isCoroutine = false,
): CodeFields {
  const { name, parameters, keywordOnlyCount = 0, hasVarArgs = false, hasVarKeywords = false } = shape;
  return {
    name,
    qualname: shape.qualname ?? name,
    filename: "<string>",
    firstLine: 1,
    parameters,
    positionalOnlyCount: shape.positionalOnlyCount ?? 0,
    positionalCount: parameters.length - keywordOnlyCount - (hasVarArgs ? 1 : 0) - (hasVarKeywords ? 1 : 0),
    keywordOnlyCount,
    hasVarArgs,
    hasVarKeywords,
    isGenerator: false,
    isCoroutine,
    localNames: parameters,
    cellNames: [],
    freeNames: [],
    globalNames: [],
    constants: [null],
    positions: [],
    sourceLines: [],
  };
}

/** A Python function whose body is JavaScript: it binds its arguments, fails and shows itself as one made by `def`. */
export function pythonFunction(shape: FunctionShape): PyFunction {
  const fields = codeFields(shape);
  const code = new PyCode(fields, () => shape.js);
  code.globals = shape.globals;
  const isPlain = fields.keywordOnlyCount === 0 && !fields.hasVarArgs && !fields.hasVarKeywords;
  const defaults = shape.defaults === undefined || shape.defaults.length === 0 ? null : [...shape.defaults];
  const keywordDefaults = shape.keywordDefaults === undefined ? null : new Map(shape.keywordDefaults);
  const arity = isPlain ? fields.positionalCount : -1;
  const f = new PyFunction(code, shape.js, arity, shape.globals, [], defaults, keywordDefaults);
  f.module = shape.module;
  return f;
}

/** A coroutine whose body is a JavaScript generator. */
export function makeCoroutine(name: string, body: JsGenerator): PyCoroutine {
  return new PyCoroutine(new PyCode(codeFields({ name, parameters: [] }, true)), body);
}

/** `super().__new__(metaclass, *args, **keywords)` inside the `__new__` of `owner`. */
export function superNew(metaclass: PyType, owner: PyType, args: readonly PyValue[], keywords: Keywords): PyValue {
  const next =
    metaclass.mro.slice(metaclass.mro.indexOf(owner) + 1).find((cls) => cls.namespace.has("__new__")) ?? typeType;
  const make = next.namespace.get("__new__");
  return call(make instanceof PyStaticMethod ? make.func : (make ?? null), [metaclass, ...args], keywords);
}
