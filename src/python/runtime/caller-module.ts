/** The module that a class made by a call belongs to. */
import { runningFrames } from "./call-stack.ts";
import { current } from "./state.ts";

/** `__name__` where the running code stands. */
export function callerModule(): string {
  const frame = runningFrames(current.interpreter)[0] ?? current.frame;
  const name = frame?.globals.getString("__name__");
  return typeof name === "string" ? name : (current.interpreter.importing.at(-1) ?? "__main__");
}
