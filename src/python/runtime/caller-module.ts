/** The module that a class made by a call belongs to. */
import { runningFrames } from "./call-stack.ts";
import { current } from "./state.ts";

/** `__name__` where the running code stands. */
export function callerModule(): string {
  const { interpreter } = current;
  // Few natives stand between a call in Python and what asks here.
  const near = runningFrames(interpreter, 32)[0];
  const frame = near ?? runningFrames(interpreter)[0] ?? current.frame;
  const name = frame?.globals.getString("__name__");
  return typeof name === "string" ? name : (interpreter.importing.at(-1) ?? "__main__");
}
