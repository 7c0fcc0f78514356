/** Where web services' keys come from: given, or from the environment at the moment of a call. */
import { ToolFailedError } from "./errors.ts";

/** The one place where tools read the environment. */
export function requireKey(given: string | undefined, variable: string, service: string): string {
  const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const key = given ?? host.process?.env?.[variable]?.trim();
  if (key !== undefined && key !== "") return key;
  throw new ToolFailedError(`${service} needs a key, and there is none`, {
    code: "tool-key-missing",
    hint: `Give apiKey, or set ${variable}.`,
  });
}
