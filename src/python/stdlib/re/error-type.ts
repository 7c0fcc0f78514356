/** `re.error`, and how what the engine finds becomes Python's exceptions and warnings. */
import { call } from "../../runtime/call.ts";
import { defineType } from "../../runtime/types.ts";
import { exceptionTypes, makeException, raise } from "../../runtime/raise.ts";
import { getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { asString } from "../../runtime/operators.ts";
import { importModule } from "../../runtime/modules.ts";
import { methods } from "../../runtime/define.ts";
import { current } from "../../runtime/state.ts";
import { PyBytes, PyException, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { RegexError, type RegexWarning } from "./regex-error.ts";
import { toStr } from "../../runtime/show.ts";

const ExceptionShape = exceptionTypes.Exception.jsClass as unknown as new (args?: PyTuple) => PyException;
class PyRegexError extends ExceptionShape {}

export const errorType: PyType = defineType("error", PyRegexError, {
  base: exceptionTypes.Exception,
  isPython: true,
  module: "re",
});

methods(errorType, {
  "__init__(self, msg, pattern=None, pos=None)"(
    self: PyException,
    message: PyValue,
    pattern: PyValue,
    position: PyValue,
  ) {
    const source = pattern instanceof PyBytes ? pattern.bytes : (asString(pattern) ?? null);
    const error = new RegexError(toStr(message), source, typeof position === "number" ? position : null);
    self.args = new PyTuple([error.position === null || source === null ? message : error.describe()]);
    setFields(self, { msg: message, pattern, pos: position, lineno: error.lineno, colno: error.colno });
    return null;
  },
});

function setFields(exception: PyException, fields: Record<string, PyValue>): void {
  for (const [name, value] of Object.entries(fields)) setAttribute(exception, name, value);
}

/** Runs the engine and turns its errors into Python's; `pattern` is the value that the error shows. */
export function withPythonErrors<T>(pattern: PyValue, run: (warnings: RegexWarning[]) => T): T {
  const warnings: RegexWarning[] = [];
  try {
    const result = run(warnings);
    for (const warning of warnings) warn(warning);
    return result;
  } catch (error) {
    throw error instanceof RegexError ? toException(error, pattern) : error;
  }
}

function toException(error: RegexError, pattern: PyValue): PyException {
  if (error.kind !== "error") return raise[error.kind](error.message);
  const exception = makeException(errorType, [error.describe()]);
  const { message, position, lineno, colno } = error;
  setFields(exception, {
    msg: message,
    pattern: error.pattern === null ? null : pattern,
    pos: position,
    lineno,
    colno,
  });
  return exception;
}

/** Warns where the module for it is loaded: nobody else would see. A filter may turn the warning into an exception. */
export function warn({ category, message }: RegexWarning): void {
  const { interpreter } = current;
  if (interpreter.options.library.get("warnings") === undefined) return;
  interpreter.trustedImports += 1;
  try {
    call(getAttribute(importModule(interpreter, "warnings"), "warn"), [message, exceptionTypes[category]]);
  } finally {
    interpreter.trustedImports -= 1;
  }
}
