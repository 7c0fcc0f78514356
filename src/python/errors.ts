/** What leaves the language: an uncaught Python exception, or a limit that was reached. */
import { ThreadsnakeError } from "../errors.ts";

export interface PythonErrorFields {
  /** The exception's class, as Python shows it: `"ZeroDivisionError"`, `"mymodule.MyError"`. */
  type: string;
  /** `str(exception)`. */
  message: string;
  /** The whole traceback as CPython 3.11 prints it, carets included, ending in the line with type and message. */
  traceback: string;
  /** The line of the action's own code, counted from 1, or undefined when none is known. */
  line?: number | undefined;
  /** What was printed before. */
  logs?: string;
  hint?: string | undefined;
  code?: string;
}

/** An uncaught Python exception, syntax errors included. */
export class PythonError extends ThreadsnakeError {
  readonly type: string;
  readonly traceback: string;
  readonly line: number | undefined;
  logs: string;

  constructor(fields: PythonErrorFields) {
    super(fields.message, { code: fields.code ?? "python-error", hint: fields.hint });
    this.type = fields.type;
    this.traceback = fields.traceback;
    this.line = fields.line;
    this.logs = fields.logs ?? "";
    this.name = "PythonError";
  }
}

/** Which limit ended an action. */
export type LimitName =
  | "seconds"
  | "operations"
  | "memory"
  | "recursion"
  | "output"
  | "hostCalls"
  | "source"
  | "nesting"
  | "crash"
  | "spent";

/** A limit ended the action; no Python code could catch it. */
export class LimitError extends ThreadsnakeError {
  readonly limit: LimitName;
  readonly line: number | undefined;
  logs: string;

  constructor(
    limit: LimitName,
    message: string,
    options: { hint?: string; line?: number | undefined; logs?: string; cause?: unknown } = {},
  ) {
    super(message, { code: "limit-exceeded", hint: options.hint, cause: options.cause });
    this.limit = limit;
    this.line = options.line;
    this.logs = options.logs ?? "";
    this.name = "LimitError";
  }
}

/** What is said when memory ran out, whether the meter found it or the process died of it. */
export function memoryWords(bytes: number): { message: string; hint: string } {
  const size = bytes / 2 ** 20;
  const megabytes = size < 10 ? Math.round(size * 10) / 10 : Math.floor(size);
  return {
    message: `The action needed more than ${megabytes} MB of memory.`,
    hint: "Build smaller values: work on pieces, use generators, and drop what is no longer needed.",
  };
}

/** What `python.check(code)` reports: one thing that cannot work, found before anything ran. */
export interface Finding {
  kind: "syntax" | "import" | "name" | "argument";
  /** The exception it would be: `"ModuleNotFoundError"`. */
  type: string;
  message: string;
  line: number;
  column: number;
  hint?: string | undefined;
  /** Whether the line is reached whatever values there are; not so inside functions, branches, loops and `try`. */
  isCertain: boolean;
}
