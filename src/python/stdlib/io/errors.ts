/** The exceptions of files. */
import { raised } from "../../runtime/frames.ts";
import { call } from "../../runtime/call.ts";
import { exceptionTypes, makeException, raise } from "../../runtime/raise.ts";
import { defineType } from "../../runtime/types.ts";
import type { PyException, PyTuple, PyType, PyValue } from "../../runtime/values.ts";

const OSErrorShape = exceptionTypes.OSError.jsClass as unknown as new (args?: PyTuple) => PyException;
class PyUnsupportedOperation extends OSErrorShape {}

/** An OSError that is a ValueError too. */
export const unsupportedOperationType: PyType = defineType("UnsupportedOperation", PyUnsupportedOperation, {
  base: exceptionTypes.OSError,
  module: "io",
});
unsupportedOperationType.bases = [exceptionTypes.OSError, exceptionTypes.ValueError];
unsupportedOperationType.mro = [
  unsupportedOperationType,
  exceptionTypes.OSError,
  exceptionTypes.ValueError,
  ...exceptionTypes.OSError.mro.slice(1),
];

export function unsupported(message: string): PyException {
  return makeException(unsupportedOperationType, [message]);
}

/** The OSError of a number, its subclass and the file's name included. */
export function osError(errno: number, text: string, filename: PyValue = null): PyException {
  return raised(call(exceptionTypes.OSError, filename === null ? [errno, text] : [errno, text, filename]));
}

export function closedFile(message = "I/O operation on closed file."): PyException {
  return raise.ValueError(message);
}
