/** The module `numbers`: the tower of abstract classes. */
import { getAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { notEqual } from "../runtime/compare.ts";
import { attributes, constants, methods, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { add, divide, floorDivide, modulo, negate, positive } from "../runtime/operators.ts";
import { complexType, floatType, intType } from "../runtime/type-table.ts";
import { PyList, PyProperty, PyTuple, type PyType, type PyValue } from "../runtime/values.ts";
import { abcMeta, abstractFunction, makeAbstractClass, register } from "./abc.ts";

export const requires: readonly string[] = ["abc"];

interface Shape {
  bases: readonly PyType[];
  /** Abstract methods by number of operands beside self, and abstract properties. */
  unary?: readonly string[];
  binary?: readonly string[];
  properties?: readonly string[];
  fill?: (cls: PyType) => void;
}

const REFLECTED = (names_: readonly string[]): string[] => names_.flatMap((name) => [`__${name}__`, `__r${name}__`]);
const toInt = (value: PyValue): PyValue => call(intType, [value]);

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const metaclass = abcMeta(interpreter);
  const define = (name: string, { bases, unary = [], binary = [], properties = [], fill }: Shape): PyType => {
    const cls = makeAbstractClass({ name, module: "numbers", bases, metaclass, slots: [] }, (made) => {
      for (const method of unary) constants(made, { [method]: abstractFunction(method, ["self"], globals) });
      for (const method of binary) constants(made, { [method]: abstractFunction(method, ["self", "other"], globals) });
      for (const property of properties) {
        const abstract = new PyProperty();
        abstract.fget = abstractFunction(property, ["self"], globals);
        constants(made, { [property]: abstract });
      }
      fill?.(made);
    });
    names(globals, { [name]: cls });
    return cls;
  };
  const number = define("Number", { bases: [], fill: (cls) => constants(cls, { __hash__: null }) });
  const complex = define("Complex", {
    bases: [number],
    unary: ["__complex__", "__neg__", "__pos__", "__abs__", "conjugate"],
    binary: [...REFLECTED(["add", "mul", "truediv", "pow"]), "__eq__"],
    properties: ["real", "imag"],
    fill(cls) {
      constants(cls, { __hash__: null });
      methods(cls, {
        "__bool__(self, /)": (self: PyValue) => notEqual(self, 0),
        "__sub__(self, other, /)": (self: PyValue, other: PyValue) => add(self, negate(other)),
        "__rsub__(self, other, /)": (self: PyValue, other: PyValue) => add(negate(self), other),
      });
    },
  });
  const real = define("Real", {
    bases: [complex],
    unary: ["__float__", "__trunc__", "__floor__", "__ceil__"],
    binary: ["__round__", ...REFLECTED(["floordiv", "mod"]), "__lt__", "__le__"],
    fill(cls) {
      const quotient = (a: PyValue, b: PyValue): PyValue => new PyTuple([floorDivide(a, b), modulo(a, b)]);
      methods(cls, {
        "__divmod__(self, other, /)": quotient,
        "__rdivmod__(self, other, /)": (self: PyValue, other: PyValue) => quotient(other, self),
        "__complex__(self, /)": (self: PyValue) => call(complexType, [call(floatType, [self])]),
        "conjugate(self, /)": (self: PyValue) => positive(self),
      });
      attributes<PyValue>(cls, { real: (self) => positive(self), imag: () => 0 });
    },
  });
  const rational = define("Rational", {
    bases: [real],
    properties: ["numerator", "denominator"],
    fill: (cls) =>
      methods(cls, {
        "__float__(self, /)": (self: PyValue) =>
          divide(toInt(getAttribute(self, "numerator")), toInt(getAttribute(self, "denominator"))),
      }),
  });
  const integral = define("Integral", {
    bases: [rational],
    unary: ["__int__", "__invert__"],
    binary: ["__pow__", ...REFLECTED(["lshift", "rshift", "and", "xor", "or"])],
    fill(cls) {
      methods(cls, {
        "__index__(self, /)": toInt,
        "__float__(self, /)": (self: PyValue) => call(floatType, [toInt(self)]),
      });
      attributes<PyValue>(cls, { numerator: (self) => positive(self), denominator: () => 1 });
    },
  });
  register(complex, complexType);
  register(real, floatType);
  register(integral, intType);
  names(globals, { __all__: new PyList(["Number", "Complex", "Real", "Rational", "Integral"]) });
}
