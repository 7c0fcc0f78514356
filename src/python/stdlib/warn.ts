/** Warnings that library code gives: through the module `warnings` where it is loaded, whose filters decide. */
import { getAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
import { exceptionTypes, type ExceptionName } from "../runtime/raise.ts";
import { current } from "../runtime/state.ts";

/** `warnings.warn(message, category)`. Deprecations are for authors of libraries: nobody sees them unless asked for. */
export function warn(category: ExceptionName, message: string): void {
  const module = current.interpreter.module("warnings");
  if (module !== undefined) call(getAttribute(module, "warn"), [message, exceptionTypes[category]]);
}
