/** Turns what the pure text functions throw into Python exceptions: the one place where the two meet. */
import { raise, withField } from "../runtime/raise.ts";
import { PyBytes, type PyException, type PyValue } from "../runtime/values.ts";
import { UnicodeCodecError } from "./text/codec-errors.ts";
import { FormatError } from "./text/format-error.ts";

/** Runs text functions, so that a Python program sees their errors as its own. */
export function withTextErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toPythonError(error);
  }
}

/** The Python exception for an error of the text functions; any other error is passed on as it is. */
export function toPythonError(error: unknown): unknown {
  if (error instanceof FormatError) return raise[error.type](error.message);
  if (error instanceof UnicodeCodecError) return unicodeError(error);
  return error;
}

/** UnicodeEncodeError or UnicodeDecodeError with its five fields. */
export function unicodeError(error: UnicodeCodecError): PyException {
  const { encoding, start, end, reason } = error;
  const object: PyValue = typeof error.object === "string" ? error.object : new PyBytes(error.object);
  const make = typeof error.object === "string" ? raise.UnicodeEncodeError : raise.UnicodeDecodeError;
  const exception = make(encoding, object, start, end, reason);
  for (const [name, value] of [
    ["encoding", encoding],
    ["object", object],
    ["start", start],
    ["end", end],
    ["reason", reason],
  ] as const) {
    withField(exception, name, value);
  }
  return exception;
}
