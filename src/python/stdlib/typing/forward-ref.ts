/** typing.ForwardRef: a type given as text, evaluated where somebody asks for it. */
import { raised } from "../../runtime/frames.ts";
import { call } from "../../runtime/call.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { isEqual } from "../../runtime/equal.ts";
import { isException } from "../../runtime/exceptions.ts";
import { hash } from "../../runtime/hash.ts";
import { asString } from "../../runtime/operators.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { getItem } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { defineType } from "../../runtime/types.ts";
import {
  NotImplemented,
  type PyCode,
  PyModule,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { typingName } from "./world.ts";

export interface ForwardRefOptions {
  isArgument?: boolean;
  isClass?: boolean;
  module?: PyValue;
}

export class PyForwardRef extends PyObject {
  readonly text: string;
  readonly isArgument: boolean;
  readonly isClass: boolean;
  readonly module: PyValue;
  readonly code: PyCode;
  isEvaluated = false;
  value: PyValue = null;

  constructor(text: string, { isArgument = true, isClass = false, module = null }: ForwardRefOptions = {}) {
    super();
    this.text = text;
    this.isArgument = isArgument;
    this.isClass = isClass;
    this.module = module;
    this.code = compileReference(text);
  }

  /** The object that the text names, not yet looked into. */
  evaluate(globals: PyValue, locals: PyValue): PyValue {
    const { interpreter } = current;
    const own = this.module === null ? undefined : interpreter.modules.get(this.module);
    const space = own instanceof PyModule ? own.globals : globals;
    const names =
      space instanceof PyDict
        ? NamespaceDict.convert(space, interpreter.builtins)
        : new NamespaceDict(interpreter.builtins);
    if (interpreter.compiler === null) throw raise.RuntimeError("this interpreter cannot compile source");
    return interpreter.compiler.runCode(this.code, names, locals);
  }
}

function compileReference(text: string): PyCode {
  const { compiler } = current.interpreter;
  if (compiler === null) throw raise.RuntimeError("this interpreter cannot compile source");
  try {
    return compiler.compile(text.startsWith("*") ? `(${text},)[0]` : text, "<string>", "eval", 0);
  } catch (error) {
    if (isException(error, "SyntaxError")) {
      throw raised(call(exceptionTypes.SyntaxError, [`Forward reference must be an expression -- got ${repr(text)}`]));
    }
    throw error;
  }
}

export const forwardRefType: PyType = defineType("ForwardRef", PyForwardRef, {
  isPython: true,
  module: "typing",
  final: true,
});

PyForwardRef.prototype.equals = function equals(this: PyForwardRef, other: PyValue): PyValue {
  if (!(other instanceof PyForwardRef)) return NotImplemented;
  if (this.isEvaluated && other.isEvaluated) return this.text === other.text && isEqual(this.value, other.value);
  return this.text === other.text && isEqual(this.module, other.module);
};
PyForwardRef.prototype.hash = function hashOf(this: PyForwardRef): ReturnType<typeof hash> {
  return hash(new PyTuple([this.text, this.module]));
};

constructor(
  forwardRefType,
  "(cls, arg, is_argument=True, module=None, *, is_class=False)",
  (_cls: PyType, arg: PyValue, isArgument: PyValue, module: PyValue, isClass: PyValue) => {
    const text = asString(arg);
    if (text === undefined) throw raise.TypeError(`Forward reference must be a string -- got ${repr(arg)}`);
    return new PyForwardRef(text, { isArgument: isTrue(isArgument), isClass: isTrue(isClass), module });
  },
);
methods(forwardRefType, {
  "__repr__(self, /)": (self: PyForwardRef) =>
    `ForwardRef(${repr(self.text)}${self.module === null ? "" : `, module=${repr(self.module)}`})`,
  "__eq__(self, other, /)": (self: PyForwardRef, other: PyValue) => PyForwardRef.prototype.equals.call(self, other),
  "__hash__(self, /)": (self: PyForwardRef) => PyForwardRef.prototype.hash.call(self),
  "__reduce__(self, /)": (self: PyForwardRef) =>
    new PyTuple([forwardRefType, new PyTuple([self.text, self.isArgument, self.module])]),
  "__or__(self, other, /)": (self: PyForwardRef, other: PyValue) =>
    getItem(typingName("Union"), new PyTuple([self, other])),
  "__ror__(self, other, /)": (self: PyForwardRef, other: PyValue) =>
    getItem(typingName("Union"), new PyTuple([other, self])),
});
attributes<PyForwardRef>(forwardRefType, {
  __forward_arg__: (self) => self.text,
  __forward_code__: (self) => self.code,
  __forward_evaluated__: (self) => self.isEvaluated,
  __forward_value__: (self) => self.value,
  __forward_is_argument__: (self) => self.isArgument,
  __forward_is_class__: (self) => self.isClass,
  __forward_module__: (self) => self.module,
});
