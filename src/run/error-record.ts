/** Errors as data of the log, and back. */
import { ThreadsnakeError, isThreadsnakeError } from "../errors.ts";
import { LimitError, PythonError } from "../python/errors.ts";
import type { LimitName } from "../python/errors.ts";
import type { ErrorRecord } from "./events.ts";

/** An error that comes out of a log: the same name, words and code as the one that went in. */
export class RecordedError extends ThreadsnakeError {
  constructor(record: ErrorRecord) {
    super(record.message, { code: record.code ?? "recorded-error", hint: record.hint });
    this.name = record.name;
  }
}

export function recordError(error: unknown): ErrorRecord {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const record: ErrorRecord = { name: error.name, message: error.message };
  if (isThreadsnakeError(error)) {
    record.code = error.code;
    if (error.hint !== undefined) record.hint = error.hint;
  }
  if (error.name === "PythonError" && "traceback" in error) {
    const python = error as PythonError;
    record.pythonType = python.type;
    record.traceback = python.traceback;
    if (python.line !== undefined) record.line = python.line;
  }
  if (error.name === "LimitError" && "limit" in error) {
    const limit = error as LimitError;
    record.limit = limit.limit;
    if (limit.line !== undefined) record.line = limit.line;
  }
  return record;
}

export function errorFromRecord(record: ErrorRecord): Error {
  const { name, message, pythonType: type, traceback = "", line, code, hint, limit } = record;
  if (type !== undefined)
    return new PythonError({ type, message, traceback, line, hint, ...(code === undefined ? {} : { code }) });
  // The name is one of ours: the record was made from a LimitError.
  if (limit !== undefined)
    return new LimitError(limit as LimitName, message, { line, ...(hint === undefined ? {} : { hint }) });
  if (code !== undefined) return new RecordedError(record);
  // What was thrown by JavaScript or by a tool is that again: its class decides which exception Python sees.
  const kind = [TypeError, RangeError].find((known) => known.name === name) ?? Error;
  const error = new kind(message);
  error.name = name;
  return error;
}
