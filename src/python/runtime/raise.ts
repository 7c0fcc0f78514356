/**
 * The only maker of Python exceptions: `throw raise.ValueError("substring not found")`.
 *
 * The texts stand where they are thrown and equal CPython's. `exceptions.ts` fills in the types.
 */
import { spend } from "./limits.ts";
import { current } from "./state.ts";
import { PyException, PyTuple, type PyType, type PyValue } from "./values.ts";

export const EXCEPTION_NAMES = [
  "BaseException",
  "Exception",
  "ArithmeticError",
  "AssertionError",
  "AttributeError",
  "BlockingIOError",
  "BrokenPipeError",
  "BufferError",
  "BytesWarning",
  "ChildProcessError",
  "ConnectionAbortedError",
  "ConnectionError",
  "ConnectionRefusedError",
  "ConnectionResetError",
  "DeprecationWarning",
  "EOFError",
  "EncodingWarning",
  "FileExistsError",
  "FileNotFoundError",
  "FloatingPointError",
  "FutureWarning",
  "GeneratorExit",
  "ImportError",
  "ImportWarning",
  "IndentationError",
  "IndexError",
  "InterruptedError",
  "IsADirectoryError",
  "KeyError",
  "KeyboardInterrupt",
  "LookupError",
  "MemoryError",
  "ModuleNotFoundError",
  "NameError",
  "NotADirectoryError",
  "NotImplementedError",
  "OSError",
  "OverflowError",
  "PendingDeprecationWarning",
  "PermissionError",
  "ProcessLookupError",
  "RecursionError",
  "ReferenceError",
  "ResourceWarning",
  "RuntimeError",
  "RuntimeWarning",
  "StopAsyncIteration",
  "StopIteration",
  "SyntaxError",
  "SyntaxWarning",
  "SystemError",
  "SystemExit",
  "TabError",
  "TimeoutError",
  "TypeError",
  "UnboundLocalError",
  "UnicodeDecodeError",
  "UnicodeEncodeError",
  "UnicodeError",
  "UnicodeTranslateError",
  "UnicodeWarning",
  "UserWarning",
  "ValueError",
  "Warning",
  "ZeroDivisionError",
  "BaseExceptionGroup",
  "ExceptionGroup",
] as const;

export type ExceptionName = (typeof EXCEPTION_NAMES)[number];

/** The exception types by name; filled by `exceptions.ts`. */
export const exceptionTypes: Record<ExceptionName, PyType> = Object.create(null) as Record<ExceptionName, PyType>;

/** What calling `type` makes: it gets a context only when it is raised. */
export function newException(type: PyType, args: readonly PyValue[]): PyException {
  return new (type.jsClass as unknown as new (args: PyTuple) => PyException)(new PyTuple(args));
}

/** Makes an exception of `type` to be raised at once; the exception being handled becomes its context. */
export function makeException(type: PyType, args: readonly PyValue[]): PyException {
  const exception = newException(type, args);
  if (current !== undefined) exception.context = current.handling;
  return exception;
}

export const raise: Record<ExceptionName, (...args: PyValue[]) => PyException> = Object.create(null) as never;
for (const name of EXCEPTION_NAMES) {
  raise[name] = (...args) => makeException(exceptionTypes[name], args);
}

/** The exception being handled becomes the context, without making a circle. */
export function setContext(exception: PyException): void {
  const { handling } = current;
  if (handling === null || handling === exception) return;
  exception.context = handling;
  let link: PyValue = handling,
    slow: PyValue = handling;
  for (let isOdd = true; link instanceof PyException; isOdd = !isOdd) {
    spend(1);
    if (link.context === exception) link.context = null;
    link = link.context;
    // A circle that the program made.
    if (link === slow) return;
    if (!isOdd && slow instanceof PyException) slow = slow.context;
  }
}

/** Sets a field that the exception carries beside its arguments. */
export function withField(exception: PyException, name: string, value: PyValue): PyException {
  (exception.fields ??= new Map()).set(name, value);
  return exception;
}
