/**
 * The base of every error that threadsnake throws at its users. The lowest layer: imports nothing.
 *
 * An error says in `message` what happened and to what, in `hint` what to do next, in `cause` what it came from.
 */
export interface ThreadsnakeErrorOptions {
  code?: string;
  hint?: string | undefined;
  cause?: unknown;
}

/** A marker instead of `instanceof`, so that errors of a second copy of the package and of a worker are recognised. */
const MARK: unique symbol = Symbol.for("threadsnake.error") as never;

export class ThreadsnakeError extends Error {
  /** Stable, kebab-case, for programs: `"limit-exceeded"`, `"model-rate-limited"`. */
  readonly code: string;
  /** What to do next, one sentence; undefined when the message says it all. */
  readonly hint: string | undefined;

  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code ?? "threadsnake-error";
    this.hint = options.hint;
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** An option or argument that cannot be meant. */
export class OptionError extends ThreadsnakeError {
  constructor(message: string, options: { hint?: string | undefined } = {}) {
    super(message, { code: "option-invalid", hint: options.hint });
  }
}

/** Whether `value` is an error of threadsnake, also from another copy of the package. */
export function isThreadsnakeError(value: unknown): value is ThreadsnakeError {
  return typeof value === "object" && value !== null && MARK in value;
}

/** A broken invariant of our own: never the user's fault. */
export function unreachable(why: string): never {
  throw new ThreadsnakeError(`threadsnake is wrong about itself: ${why}`, {
    code: "internal",
    hint: "Please report this with the code that led here.",
  });
}

/** The error that says what happened: `fetch` and happy eyeballs wrap it, some in one without words or code. */
export function innermost(error: Error): Error {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const inner = first ?? error.cause;
  const found = inner instanceof Error ? innermost(inner) : error;
  return found.message === "" && !("code" in found) ? error : found;
}

/** Its words, or else its code or name. */
export function innermostWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, code, name } = innermost(error) as Error & { code?: unknown };
  return message || String(code ?? name);
}
