/** What is wrong with a pattern or a replacement template, in CPython's words and with its positions. */

/** The Python exception it becomes; `"error"` is `re.error`. */
export type RegexErrorKind = "error" | "IndexError" | "OverflowError" | "RecursionError" | "ValueError";

export class RegexError extends Error {
  /** The pattern or template, or null where CPython leaves `pattern` as None. */
  readonly pattern: string | Uint8Array | null;
  /** In code points of the pattern, or null where CPython gives none. */
  readonly position: number | null;
  readonly lineno: number | null = null;
  readonly colno: number | null = null;
  readonly kind: RegexErrorKind;

  constructor(
    message: string,
    pattern: string | Uint8Array | null = null,
    position: number | null = null,
    kind: RegexErrorKind = "error",
  ) {
    super(message);
    this.name = "RegexError";
    this.pattern = pattern;
    this.position = position;
    this.kind = kind;
    if (pattern !== null && position !== null) {
      const before = (
        typeof pattern === "string" ? Array.from(pattern) : Array.from(pattern, (byte) => String.fromCharCode(byte))
      ).slice(0, position);
      this.lineno = before.filter((character) => character === "\n").length + 1;
      this.colno = position - before.lastIndexOf("\n");
    }
  }

  /** `str(error)`: the message with the place where it has one. */
  describe(): string {
    if (this.pattern === null || this.position === null) return this.message;
    const place = `${this.message} at position ${this.position}`;
    const hasLines = typeof this.pattern === "string" ? this.pattern.includes("\n") : this.pattern.includes(10);
    return hasLines ? `${place} (line ${this.lineno}, column ${this.colno})` : place;
  }
}

/** A remark about a pattern that works today; `category` is the Python warning's class. */
export interface RegexWarning {
  category: "DeprecationWarning" | "FutureWarning";
  message: string;
}
