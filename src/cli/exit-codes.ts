/** What the program ends with. */
import { isThreadsnakeError } from "../errors.ts";

export const EXIT = {
  ok: 0,
  /** The agent failed, or ran out of steps. */
  failed: 1,
  /** The command line cannot be understood, or there is no model. */
  usage: 2,
  /** The model could not be asked. */
  model: 3,
  interrupted: 130,
} as const;

/** Errors that say: nothing was begun, ask for something else. */
const USAGE_CODES = new Set([
  "usage",
  "model-unknown",
  "model-configuration",
  "no-such-run",
  "run-locked",
  "fork-step",
  "agent-definition",
  "option-invalid",
  "mcp-call",
  "mcp-client-missing",
  "mcp-connection",
  "mcp-server-invalid",
]);

export function exitCodeOf(error: unknown): number {
  if (!isThreadsnakeError(error)) return EXIT.failed;
  const cause = error.code === "agent-generation" ? error.cause : undefined;
  const code = isThreadsnakeError(cause) ? cause.code : error.code;
  if (USAGE_CODES.has(code)) return EXIT.usage;
  return code.startsWith("model-") || error.code === "agent-generation" ? EXIT.model : EXIT.failed;
}
