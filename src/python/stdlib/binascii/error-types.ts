/** `binascii.Error` and `binascii.Incomplete`. */
import { defineException } from "../../runtime/exceptions.ts";
import { exceptionTypes, makeException } from "../../runtime/raise.ts";
import type { PyException, PyType } from "../../runtime/values.ts";

export const errorType: PyType = defineException("Error", "binascii", exceptionTypes.ValueError);
export const incompleteType: PyType = defineException("Incomplete", "binascii");

export function binasciiError(message: string): PyException {
  return makeException(errorType, [message]);
}
