/** The module that a class made by a call belongs to. */
import { current } from "./state.ts";

/** `__name__` where the running code stands, as far as that is known: frames are not kept everywhere. */
export function callerModule(): string {
  const name = current.frame?.globals.getString("__name__");
  return typeof name === "string" ? name : (current.interpreter.importing.at(-1) ?? "__main__");
}
