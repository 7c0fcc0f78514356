/** The conditions of decimal arithmetic as bits, and the exceptions they are. */
import { defineException } from "../../runtime/exceptions.ts";
import { exceptionTypes } from "../../runtime/raise.ts";
import { computeMro } from "../../runtime/types.ts";
import type { PyType } from "../../runtime/values.ts";

export const INVALID_OPERATION = 1,
  FLOAT_OPERATION = 2,
  DIVISION_BY_ZERO = 4,
  OVERFLOW = 8,
  UNDERFLOW = 16,
  SUBNORMAL = 32,
  INEXACT = 64,
  ROUNDED = 128,
  CLAMPED = 256;
/** Conditions that all signal an invalid operation, but say which one it was. */
export const CONVERSION_SYNTAX = 512,
  DIVISION_IMPOSSIBLE = 1024,
  DIVISION_UNDEFINED = 2048,
  INVALID_CONTEXT = 4096;
const KINDS_OF_INVALID = CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED | INVALID_CONTEXT;

function define(name: string, ...bases: [PyType, ...PyType[]]): PyType {
  const type = defineException(name, "decimal", bases[0]);
  if (bases.length > 1) {
    type.bases = bases;
    type.mro = computeMro(type, bases);
  }
  return type;
}

export const decimalException: PyType = define("DecimalException", exceptionTypes.ArithmeticError);
const clamped = define("Clamped", decimalException);
const rounded = define("Rounded", decimalException);
const inexact = define("Inexact", decimalException);
const subnormal = define("Subnormal", decimalException);
const underflow = define("Underflow", inexact, rounded, subnormal);
const overflow = define("Overflow", inexact, rounded);
const divisionByZero = define("DivisionByZero", decimalException, exceptionTypes.ZeroDivisionError);
const floatOperation = define("FloatOperation", decimalException, exceptionTypes.TypeError);
const invalidOperation = define("InvalidOperation", decimalException);
const conversionSyntax = define("ConversionSyntax", invalidOperation);
const divisionImpossible = define("DivisionImpossible", invalidOperation);
const divisionUndefined = define("DivisionUndefined", invalidOperation, exceptionTypes.ZeroDivisionError);
const invalidContext = define("InvalidContext", invalidOperation);

/** The signals in the order of CPython's tables, which is that of precedence. */
export const SIGNALS: readonly (readonly [bit: number, type: PyType])[] = [
  [INVALID_OPERATION, invalidOperation],
  [FLOAT_OPERATION, floatOperation],
  [DIVISION_BY_ZERO, divisionByZero],
  [OVERFLOW, overflow],
  [UNDERFLOW, underflow],
  [SUBNORMAL, subnormal],
  [INEXACT, inexact],
  [ROUNDED, rounded],
  [CLAMPED, clamped],
];
const CONDITIONS: readonly (readonly [bit: number, type: PyType])[] = [
  [INVALID_OPERATION, invalidOperation],
  [CONVERSION_SYNTAX, conversionSyntax],
  [DIVISION_IMPOSSIBLE, divisionImpossible],
  [DIVISION_UNDEFINED, divisionUndefined],
  [INVALID_CONTEXT, invalidContext],
];

/** What the module exports. */
export const EXCEPTIONS: readonly PyType[] = [
  decimalException,
  ...SIGNALS.map(([, type]) => type),
  ...CONDITIONS.slice(1).map(([, type]) => type),
];

/** Conditions as signals. */
export function signalsOf(status: number): number {
  return (status & KINDS_OF_INVALID) === 0 ? status : (status & ~KINDS_OF_INVALID) | INVALID_OPERATION;
}

/** The exception for conditions whose signals are trapped, and all of their names: what it carries. */
export function trapped(status: number, traps: number): { type: PyType; names: PyType[] } | undefined {
  const signals = signalsOf(status) & traps;
  if (signals === 0) return undefined;
  const type = SIGNALS.find(([bit]) => (bit & signals) !== 0)?.[1] ?? invalidOperation;
  const names =
    (signals & INVALID_OPERATION) === 0
      ? []
      : CONDITIONS.filter(([bit]) => (bit & status) !== 0).map(([, condition]) => condition);
  names.push(
    ...SIGNALS.slice(1)
      .filter(([bit]) => (bit & signals) !== 0)
      .map(([, signal]) => signal),
  );
  return { type, names };
}
