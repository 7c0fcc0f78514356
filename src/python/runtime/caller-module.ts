/** The module that a class made by a call belongs to. */
import { current } from "./state.ts";

/** `__name__` where the running code stands, as far as frames are kept; otherwise that of the program. */
export function callerModule(): string {
  const name = current.frame?.globals.getString("__name__");
  return typeof name === "string" ? name : "__main__";
}
