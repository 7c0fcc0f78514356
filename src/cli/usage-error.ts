/** The command line was used in a way that cannot work: nothing was run, and the program ends with 2. */
import { ThreadsnakeError } from "../errors.ts";

export class UsageError extends ThreadsnakeError {
  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { code: "usage", ...options });
  }
}
