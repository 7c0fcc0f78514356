/** The exceptions of `pickle`. */
import { defineException } from "../../runtime/exceptions.ts";
import { makeException } from "../../runtime/raise.ts";
import type { PyException, PyType } from "../../runtime/values.ts";

export const pickleErrorType: PyType = defineException("PickleError", "_pickle");
export const picklingErrorType: PyType = defineException("PicklingError", "_pickle", pickleErrorType);
export const unpicklingErrorType: PyType = defineException("UnpicklingError", "_pickle", pickleErrorType);

export function picklingError(message: string): PyException {
  return makeException(picklingErrorType, [message]);
}

export function unpicklingError(message: string): PyException {
  return makeException(unpicklingErrorType, [message]);
}
