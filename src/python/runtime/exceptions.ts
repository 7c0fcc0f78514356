/** The hierarchy of exceptions as a table; their behaviour is in `builtins/exceptions.ts`. */
import { EXCEPTION_NAMES, type ExceptionName, exceptionTypes } from "./raise.ts";
import { defineType } from "./types.ts";
import { PyException, type PyTuple, type PyType, type PyValue } from "./values.ts";

/** Base of each exception; those not named here derive from Exception. */
const BASES: Partial<Record<ExceptionName, ExceptionName>> = {
  Exception: "BaseException",
  GeneratorExit: "BaseException",
  KeyboardInterrupt: "BaseException",
  SystemExit: "BaseException",
  BaseExceptionGroup: "BaseException",
  FloatingPointError: "ArithmeticError",
  OverflowError: "ArithmeticError",
  ZeroDivisionError: "ArithmeticError",
  ModuleNotFoundError: "ImportError",
  IndexError: "LookupError",
  KeyError: "LookupError",
  UnboundLocalError: "NameError",
  BlockingIOError: "OSError",
  ChildProcessError: "OSError",
  ConnectionError: "OSError",
  FileExistsError: "OSError",
  FileNotFoundError: "OSError",
  InterruptedError: "OSError",
  IsADirectoryError: "OSError",
  NotADirectoryError: "OSError",
  PermissionError: "OSError",
  ProcessLookupError: "OSError",
  TimeoutError: "OSError",
  BrokenPipeError: "ConnectionError",
  ConnectionAbortedError: "ConnectionError",
  ConnectionRefusedError: "ConnectionError",
  ConnectionResetError: "ConnectionError",
  NotImplementedError: "RuntimeError",
  RecursionError: "RuntimeError",
  IndentationError: "SyntaxError",
  TabError: "IndentationError",
  UnicodeError: "ValueError",
  UnicodeDecodeError: "UnicodeError",
  UnicodeEncodeError: "UnicodeError",
  UnicodeTranslateError: "UnicodeError",
  BytesWarning: "Warning",
  DeprecationWarning: "Warning",
  EncodingWarning: "Warning",
  FutureWarning: "Warning",
  ImportWarning: "Warning",
  PendingDeprecationWarning: "Warning",
  ResourceWarning: "Warning",
  RuntimeWarning: "Warning",
  SyntaxWarning: "Warning",
  UnicodeWarning: "Warning",
  UserWarning: "Warning",
};

function define(name: ExceptionName): PyType {
  const known = exceptionTypes[name] as PyType | undefined;
  if (known !== undefined) return known;
  const base = name === "BaseException" ? undefined : define(BASES[name] ?? "Exception");
  const JsBase = (base?.jsClass ?? PyException) as unknown as new (args?: PyTuple) => PyException;
  const jsClass = base === undefined ? PyException : class extends JsBase {};
  const type = defineType(name, jsClass, base === undefined ? { instanceDict: true } : { base, sharesLayout: true });
  exceptionTypes[name] = type;
  return type;
}
for (const name of EXCEPTION_NAMES) define(name);
// The one class with two bases: a group of Exceptions is itself an Exception.
exceptionTypes.ExceptionGroup.bases = [exceptionTypes.BaseExceptionGroup, exceptionTypes.Exception];
exceptionTypes.ExceptionGroup.mro = [
  exceptionTypes.ExceptionGroup,
  exceptionTypes.BaseExceptionGroup,
  exceptionTypes.Exception,
  exceptionTypes.BaseException,
  ...exceptionTypes.BaseException.mro.slice(1),
];
Object.setPrototypeOf(exceptionTypes.ExceptionGroup.proto, exceptionTypes.BaseExceptionGroup.proto);

/** Whether `value` is an instance of the exception type `name` (or a subclass). */
export function isException(value: unknown, name: ExceptionName): value is PyException {
  return value instanceof PyException && value.cls.mro.includes(exceptionTypes[name]);
}

/** `exception.fields[name]`, None when it has none. */
export function exceptionField(exception: PyException, name: string): PyValue {
  return exception.fields?.get(name) ?? null;
}

/** An exception class of a module, such as `binascii.Error`. */
export function defineException(name: string, module: string, base: PyType = exceptionTypes.Exception): PyType {
  const JsBase = base.jsClass as unknown as new (args?: PyTuple) => PyException;
  return defineType(name, class extends JsBase {}, { base, module, sharesLayout: true, isPython: true });
}
