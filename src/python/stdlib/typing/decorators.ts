/** What `typing` says of functions and values: overload, final, cast and the like. */
import { attributeOr, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { functions, makeFunction } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { isException } from "../../runtime/exceptions.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { attributeNames } from "../../runtime/suggest.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import {
  type Keywords,
  PyFunction,
  PyList,
  PyMethod,
  type PyTuple,
  PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { updateWrapper } from "../functools/wrapper.ts";
import { pythonFunction } from "../native-class.ts";
import { callMethod } from "../method-call.ts";
import { argumentsOf, originOf, typeHints } from "./hints.ts";
import type { TypingWorld } from "./world.ts";

const OVERLOADED =
  "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module should always be followed by " +
  "an implementation that is not @overload-ed.";

/** The function under class and static methods. */
function underlying(f: PyValue): PyFunction | undefined {
  const inner = attributeOr(f, "__func__", f);
  return inner instanceof PyFunction ? inner : undefined;
}

function noteOverload(world: TypingWorld, f: PyValue): void {
  const inner = underlying(f);
  if (inner === undefined) return;
  const module = toStr(inner.module);
  const byName = world.overloads.get(module) ?? new Map<string, Map<number, PyValue>>();
  world.overloads.set(module, byName);
  const byLine = byName.get(inner.qualname) ?? new Map<number, PyValue>();
  byName.set(inner.qualname, byLine);
  byLine.set(inner.code.fields.firstLine, f);
}

function tryToMark(object: PyValue, name: string): void {
  try {
    setAttribute(object, name, true);
  } catch (error) {
    if (!isException(error, "AttributeError") && !isException(error, "TypeError")) throw error;
  }
}

/** Marks a function, or everything that a class itself defines. */
function noTypeCheck(object: PyValue): PyValue {
  if (object instanceof PyType) {
    for (const name of attributeNames(object)) {
      const value = attributeOr(object, name, null);
      const isOwn =
        attributeOr(value, "__qualname__", null) ===
          `${object.qualname}.${asString(attributeOr(value, "__name__", "")) ?? ""}` &&
        attributeOr(value, "__module__", null) === attributeOr(object, "__module__", null);
      if (!isOwn) continue;
      if (value instanceof PyFunction) tryToMark(value, "__no_type_check__");
      else if (value instanceof PyMethod) tryToMark(value.func, "__no_type_check__");
      else if (value instanceof PyType) noTypeCheck(value);
    }
  }
  tryToMark(object, "__no_type_check__");
  return object;
}

function shortened(value: PyValue): string {
  const text = repr(value);
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}

export function defineDecorators(world: TypingWorld, typedDictMeta: PyType): void {
  const dummy = makeFunction(
    "_overload_dummy(*args, **kwds)",
    () => {
      throw raise.NotImplementedError(OVERLOADED);
    },
    "typing",
  );
  functions(world.globals, "typing", {
    "cast(typ, val)": (_type: PyValue, value: PyValue) => value,
    "assert_type(val, typ, /)": (value: PyValue) => value,
    "assert_never(arg, /)"(value: PyValue) {
      throw raise.AssertionError(`Expected code to be unreachable, but got: ${shortened(value)}`);
    },
    "reveal_type(obj, /)"(value: PyValue) {
      const stderr = world.interpreter.module("sys")?.findAttribute("stderr");
      if (stderr !== undefined && stderr !== null)
        callMethod(stderr, "write", `Runtime type is ${repr(typeOf(value).name)}\n`);
      return value;
    },
    "overload(func)"(f: PyValue) {
      noteOverload(world, f);
      return dummy;
    },
    "get_overloads(func)"(f: PyValue) {
      const inner = underlying(f);
      const found = inner === undefined ? undefined : world.overloads.get(toStr(inner.module))?.get(inner.qualname);
      return new PyList([...(found?.values() ?? [])]);
    },
    "clear_overloads()"() {
      world.overloads.clear();
      return null;
    },
    "final(f)"(f: PyValue) {
      tryToMark(f, "__final__");
      return f;
    },
    "override(method, /)"(method: PyValue) {
      tryToMark(method, "__override__");
      return method;
    },
    "no_type_check(arg)": noTypeCheck,
    "no_type_check_decorator(decorator)"(decorator: PyValue) {
      const wrapped = pythonFunction({
        name: "wrapped_decorator",
        module: "typing",
        globals: world.globals,
        parameters: ["args", "kwds"],
        hasVarArgs: true,
        hasVarKeywords: true,
        js(args, keywords) {
          const given: Keywords = new Map(
            [...(keywords as PyDict).entries()].map(([key, value]) => [asString(key) ?? "", value]),
          );
          return noTypeCheck(call(decorator, [...(args as PyTuple).items], given));
        },
      });
      return updateWrapper(wrapped, decorator);
    },
    "dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs)"(
      eq: PyValue,
      order: PyValue,
      keywordOnly: PyValue,
      specifiers: PyValue,
      rest: Keywords,
    ) {
      const others = new PyDict();
      for (const [key, value] of rest) others.setString(key, value);
      return makeFunction(
        "decorator(cls_or_fn, /)",
        (target: PyValue) => {
          const options = new PyDict();
          for (const [key, value] of Object.entries({
            eq_default: eq,
            order_default: order,
            kw_only_default: keywordOnly,
            field_specifiers: specifiers,
            kwargs: others,
          })) {
            options.setString(key, value);
          }
          setAttribute(target, "__dataclass_transform__", options);
          return target;
        },
        "typing",
      );
    },
    "is_typeddict(tp)": (type: PyValue) => type instanceof PyType && type.cls === typedDictMeta,
    "get_type_hints(obj, globalns=None, localns=None, include_extras=False)": (
      object: PyValue,
      globals: PyValue,
      locals: PyValue,
      extras: PyValue,
    ) => typeHints(object, globals, locals, isTrue(extras)),
    "get_origin(tp)": originOf,
    "get_args(tp)": argumentsOf,
  });
}
