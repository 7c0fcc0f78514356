/** What the parts of `typing` share in one interpreter. */
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { current } from "../../runtime/state.ts";
import type { PyType, PyValue } from "../../runtime/values.ts";

export interface TypingWorld {
  readonly interpreter: Interpreter;
  readonly globals: NamespaceDict;
  /** `collections.abc.Callable`, whose arguments are shown as a list. */
  readonly callable: PyValue;
  generic: PyType;
  protocol: PyType | null;
  any: PyType;
  /** Overloads by module, name and line. */
  readonly overloads: Map<string, Map<string, Map<number, PyValue>>>;
}

export function typingWorld(): TypingWorld {
  return current.interpreter.moduleState.get("typing") as TypingWorld;
}

/** A name of the module as it is now. */
export function typingName(name: string): PyValue {
  return typingWorld().globals.getString(name) ?? null;
}
