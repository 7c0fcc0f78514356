/** The exceptions that text functions can ask for; the caller raises the Python exception of that name. */
export type FormatErrorType =
  | "IndexError"
  | "KeyError"
  | "LookupError"
  | "OverflowError"
  | "TypeError"
  | "UnicodeError"
  | "ValueError";

/**
 * What a pure text function throws in place of a Python exception.
 * It is no `Error`: it never leaves the built-ins, and collecting a stack would be most of its cost.
 */
export class FormatError {
  readonly type: FormatErrorType;
  readonly message: string;

  constructor(type: FormatErrorType, message: string) {
    this.type = type;
    this.message = message;
  }
}

export function valueError(message: string): FormatError {
  return new FormatError("ValueError", message);
}

export function overflowError(message: string): FormatError {
  return new FormatError("OverflowError", message);
}
