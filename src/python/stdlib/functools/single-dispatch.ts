/** functools.singledispatch and singledispatchmethod. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { attributes, constructor, makeFunction, methods } from "../../runtime/define.ts";
import { NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { isCallable } from "../../runtime/slots.ts";
import { current } from "../../runtime/state.ts";
import { isTrue } from "../../runtime/truth.ts";
import { noneType, objectType, typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { asString } from "../../runtime/operators.ts";
import {
  type Keywords,
  PyFunction,
  PyMappingProxy,
  PyObject,
  PyTuple,
  PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { asLibrary, registrationCount } from "../abc.ts";
import { callMethod } from "../method-call.ts";
import { instantiate, pythonFunction } from "../native-class.ts";
import { bestMatch, unionMembers } from "./dispatch-order.ts";
import { updateWrapper } from "./wrapper.ts";

function toClass(value: PyValue): PyValue {
  return value === null ? noneType : value;
}

function isDispatchable(value: PyValue): boolean {
  return value instanceof PyType || (unionMembers(value)?.every((member) => member instanceof PyType) ?? false);
}

/** The first annotation of a function, evaluated when it is a text. */
function firstAnnotation(f: PyValue): readonly [string, PyValue] {
  const annotations = attributeOr(f, "__annotations__", undefined);
  const first = annotations instanceof PyDict ? annotations.entries().next() : undefined;
  if (first === undefined || first.done === true) {
    throw raise.TypeError(
      `Invalid first argument to \`register()\`: ${repr(f)}. Use either \`@register(some_class)\` or plain \`@register\` on an annotated function.`,
    );
  }
  const [name, value] = first.value;
  const text = asString(value);
  const { compiler, main } = current.interpreter;
  if (text === undefined || compiler === null) return [String(name), toClass(value)];
  const globals = attributeOr(f, "__globals__", main);
  return [
    String(name),
    toClass(
      compiler.runCode(
        compiler.compile(text, "<string>", "eval", 0),
        globals instanceof NamespaceDict ? globals : main,
        null,
      ),
    ),
  ];
}

class Dispatcher {
  readonly registry = new PyDict();
  readonly #cache = new Map<PyType, PyValue>();
  #registrations = 0;
  constructor(fallback: PyValue) {
    this.registry.set(objectType, fallback);
  }

  dispatch(cls: PyType): PyValue {
    // A class registered with an abstract one may be dispatched otherwise from then on.
    const count = registrationCount();
    if (this.#registrations !== count) this.clear();
    this.#registrations = count;
    const known = this.#cache.get(cls);
    if (known !== undefined) return known;
    const types = [...this.registry.keys()] as PyType[];
    const own = this.registry.get(cls) ?? this.registry.get(asLibrary(() => bestMatch(cls, types)) ?? objectType);
    const found = own ?? null;
    this.#cache.set(cls, found);
    return found;
  }

  clear(): void {
    this.#cache.clear();
  }

  register(cls: PyValue, func: PyValue): PyValue {
    if (isDispatchable(cls)) {
      if (func === null) return makeFunction("register(func, /)", (f: PyValue) => this.register(cls, f), "functools");
      for (const member of unionMembers(cls) ?? [cls]) this.registry.set(member, func);
      this.clear();
      return func;
    }
    if (func !== null)
      throw raise.TypeError(`Invalid first argument to \`register()\`. ${repr(cls)} is not a class or union type.`);
    const [name, type] = firstAnnotation(cls);
    if (!isDispatchable(type)) {
      const what = unionMembers(type) === undefined ? "is not a class" : "not all arguments are classes";
      throw raise.TypeError(`Invalid annotation for ${repr(name)}. ${repr(type)} ${what}.`);
    }
    return this.register(type, cls);
  }
}

/** What a call is dispatched on: what the argument says its class is. */
function classOf(value: PyValue): PyType {
  const claimed = attributeOr(value, "__class__", undefined);
  return claimed instanceof PyType ? claimed : typeOf(value);
}

export function singleDispatch(func: PyValue): PyFunction {
  const dispatcher = new Dispatcher(func);
  const name = attributeOr(func, "__name__", "singledispatch function");
  const wrapper = pythonFunction({
    name: "wrapper",
    module: "functools",
    globals: new PyDict(),
    parameters: ["args", "kw"],
    hasVarArgs: true,
    hasVarKeywords: true,
    js(args, keywords) {
      const { items } = args as PyTuple;
      const [first] = items;
      if (first === undefined) throw raise.TypeError(`${asString(name) ?? ""} requires at least 1 positional argument`);
      return call(dispatcher.dispatch(classOf(first)), [...items], toKeywords(keywords as PyDict));
    },
  });
  for (const [key, value] of Object.entries({
    registry: new PyMappingProxy(dispatcher.registry),
    dispatch: makeFunction("dispatch(cls, /)", (cls: PyValue) => dispatcher.dispatch(cls as PyType), "functools"),
    register: makeFunction(
      "register(cls, func=None)",
      (cls: PyValue, f: PyValue) => dispatcher.register(cls, f),
      "functools",
    ),
    _clear_cache: makeFunction(
      "_clear_cache()",
      () => {
        dispatcher.clear();
        return null;
      },
      "functools",
    ),
  }))
    wrapper.assignAttribute(key, value);
  updateWrapper(wrapper, func);
  return wrapper;
}

function toKeywords(dict: PyDict): Keywords | null {
  if (dict.size === 0) return null;
  return new Map([...dict.entries()].map(([key, value]) => [asString(key) ?? "", value]));
}

class PySingleDispatchMethod extends PyObject {
  func: PyValue = null;
  dispatcher: PyValue = null;
}

export const singledispatchmethodType: PyType = defineType("singledispatchmethod", PySingleDispatchMethod, {
  isPython: true,
  module: "functools",
  instanceDict: true,
});

PySingleDispatchMethod.prototype.bind = function bind(
  this: PySingleDispatchMethod,
  instance: PyValue | undefined,
  owner: PyType,
): PyValue {
  const method = pythonFunction({
    name: "_method",
    module: "functools",
    globals: new PyDict(),
    parameters: ["args", "kwargs"],
    hasVarArgs: true,
    hasVarKeywords: true,
    js: (args, keywords) => {
      const { items } = args as PyTuple;
      const [first] = items;
      if (first === undefined) throw raise.IndexError("tuple index out of range");
      const chosen = callMethod(this.dispatcher, "dispatch", classOf(first));
      return call(callMethod(chosen, "__get__", instance ?? null, owner), [...items], toKeywords(keywords as PyDict));
    },
  });
  method.assignAttribute("__isabstractmethod__", isAbstract(this));
  method.assignAttribute("register", getAttribute(this, "register"));
  updateWrapper(method, this.func);
  return method;
};

function isAbstract(method: PySingleDispatchMethod): boolean {
  return isTrue(attributeOr(method.func, "__isabstractmethod__", false));
}

constructor(singledispatchmethodType, "(cls, /, *args, **kwargs)", (cls: PyType) =>
  instantiate<PySingleDispatchMethod>(cls),
);
methods(singledispatchmethodType, {
  "__init__(self, func)"(self: PySingleDispatchMethod, func: PyValue) {
    if (!isCallable(func) && attributeOr(func, "__get__", undefined) === undefined)
      throw raise.TypeError(`${repr(func)} is not callable or a descriptor`);
    self.func = func;
    self.dispatcher = singleDispatch(func);
    return null;
  },
  "__get__(self, obj, cls=None)": (self: PySingleDispatchMethod, instance: PyValue, owner: PyValue) =>
    (self.bind as NonNullable<PyObject["bind"]>).call(
      self,
      instance ?? undefined,
      (owner ?? typeOf(instance)) as PyType,
    ),
  "register(self, cls, method=None)": (self: PySingleDispatchMethod, cls: PyValue, method: PyValue) =>
    callMethod(self.dispatcher, "register", cls, method),
});
attributes<PySingleDispatchMethod>(singledispatchmethodType, {
  func: (self) => self.func,
  dispatcher: (self) => self.dispatcher,
  __isabstractmethod__: isAbstract,
});
