/** types.coroutine: generators that can be awaited. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { attributes, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { PyCoroutine, PyGenerator } from "../../runtime/generator.ts";
import { isInstance } from "../../runtime/instance.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { nextOf } from "../../runtime/iterate.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isCallable } from "../../runtime/slots.ts";
import { stopIteration } from "../../runtime/generator.ts";
import { defineType } from "../../runtime/types.ts";
import {
  type Cell,
  type JsFunction,
  type Keywords,
  PyCode,
  PyFunction,
  PyObject,
  PyTuple,
  type PyIterator,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { updateWrapper } from "../functools/wrapper.ts";
import { callMethod } from "../method-call.ts";
import { pythonFunction } from "../native-class.ts";

/** An object with a generator's methods, as something to await. */
class PyGeneratorWrapper extends PyObject {
  readonly generator: PyValue;
  constructor(generator: PyValue) {
    super();
    this.generator = generator;
  }
  next(): PyValue | undefined {
    return nextOf(this.generator);
  }
}

export const generatorWrapperType: PyType = defineType("_GeneratorWrapper", PyGeneratorWrapper, {
  isPython: true,
  module: "types",
});
PyGeneratorWrapper.prototype.iterate = function iterateWrapper(this: PyGeneratorWrapper): PyIterator {
  return this;
};
methods(generatorWrapperType, {
  "send(self, val, /)": (self: PyGeneratorWrapper, value: PyValue) => callMethod(self.generator, "send", value),
  "throw(self, tp, /, *rest)": (self: PyGeneratorWrapper, type: PyValue, rest: PyValue[]) =>
    callMethod(self.generator, "throw", type, ...rest),
  "close(self, /)": (self: PyGeneratorWrapper) => callMethod(self.generator, "close"),
  "__next__(self, /)"(self: PyGeneratorWrapper) {
    const item = self.next();
    if (item === undefined) throw stopIteration(null);
    return item;
  },
  "__iter__(self, /)": itself,
  "__await__(self, /)": itself,
});
/** A real generator can be stepped without the wrapper. */
function itself(self: PyGeneratorWrapper): PyValue {
  return self.generator instanceof PyGenerator ? self.generator : self;
}

/** Names under which generators and coroutines show what they are doing. */
const SHOWN = ["code", "frame", "running", "yieldfrom"];
attributes<PyGeneratorWrapper>(
  generatorWrapperType,
  Object.fromEntries(
    SHOWN.flatMap((what) => [
      [`gi_${what}`, (self: PyGeneratorWrapper) => getAttribute(self.generator, `gi_${what}`)],
      [
        `cr_${what === "yieldfrom" ? "await" : what}`,
        (self: PyGeneratorWrapper) => getAttribute(self.generator, `gi_${what}`),
      ],
    ]),
  ),
);
attributes<PyGeneratorWrapper>(generatorWrapperType, {
  __name__: (self) => attributeOr(self.generator, "__name__", null),
  __qualname__: (self) => attributeOr(self.generator, "__qualname__", null),
});

function markAwaitable(result: PyValue, code: PyCode): PyValue {
  if (result instanceof PyGenerator) {
    result.isAwaitable = true;
    result.code = code;
  }
  return result;
}

export function makeCoroutineFunction(f: PyValue, interpreter: Interpreter): PyValue {
  if (!isCallable(f)) throw raise.TypeError("types.coroutine() expects a callable");
  if (f instanceof PyFunction && f.code.fields.isCoroutine) return f;
  if (f instanceof PyFunction && f.code.fields.isGenerator) {
    if (f.code.fields.isAwaitable === true) return f;
    const { code } = f;
    // A function that is compiled when it is first called would put its own form in the place of the marked one.
    const js = code.makeFactory === null ? f.js : (code.factory as (cells: Cell[]) => JsFunction)(f.closure as Cell[]);
    const marked = new PyCode({ ...code.fields, isAwaitable: true }, code.factory);
    marked.globals = code.globals;
    f.code = marked;
    f.js = (...args) => markAwaitable(js(...args), marked);
    return f;
  }
  const wrapped = pythonFunction({
    name: "wrapped",
    module: "types",
    globals: new PyDict(),
    parameters: ["args", "kwargs"],
    hasVarArgs: true,
    hasVarKeywords: true,
    js(args, keywords) {
      const given: Keywords = new Map(
        [...(keywords as PyDict).entries()].map(([key, value]) => [asString(key) ?? "", value]),
      );
      return toAwaitable(call(f, [...(args as PyTuple).items], given), interpreter);
    },
  });
  return updateWrapper(wrapped, f);
}

function toAwaitable(result: PyValue, interpreter: Interpreter): PyValue {
  if (result instanceof PyCoroutine || (result instanceof PyGenerator && result.isAwaitable)) return result;
  const abc = importModule(interpreter, "collections.abc").globals;
  const isGenerator = isInstance(result, abc.getString("Generator") ?? null);
  return isGenerator && !isInstance(result, abc.getString("Coroutine") ?? null)
    ? new PyGeneratorWrapper(result)
    : result;
}
