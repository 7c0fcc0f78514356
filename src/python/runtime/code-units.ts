/** Generated code as the engine's stacks name it; call-stack.ts reads them. */
import type { PyCode } from "./values.ts";

/** One unit of generated code: what made it, and its code objects by the numbers in their functions' names. */
export class CodeUnit {
  readonly codes: Map<number, PyCode> = new Map();
  make: ((...args: never[]) => unknown) | null = null;
}

/**
 * The units of an interpreter by the name they have in stacks, the latest of either kind: those of actions, modules and their
 * functions, and those of exec and eval, of which a program may make any number. A unit that went first loses its frames, no
 * more. No WeakRef: what one is made of lives until the action ends.
 */
export class CodeUnits {
  readonly #lasting = new Map<string, CodeUnit>();
  readonly #passing = new Map<string, CodeUnit>();

  /** Gives a unit its name; the same text has the same one, so that the engine's own cache finds it again. */
  add(unit: CodeUnit, text: string, isPassing: boolean): string {
    const name = hashOf(text);
    const units = isPassing ? this.#passing : this.#lasting;
    units.delete(name);
    if (units.size >= (isPassing ? MOST_PASSING : MOST_LASTING)) units.delete(units.keys().next().value as string);
    units.set(name, unit);
    return name;
  }

  /** A line of source, by the file name it was compiled with; undefined when nothing of that file is kept. */
  lineAt(filename: string, line: number): string | undefined {
    for (const { codes } of [...this.#passing.values(), ...this.#lasting.values()].reverse()) {
      for (const { fields } of codes.values()) if (fields.filename === filename) return fields.sourceLines[line - 1];
    }
    return undefined;
  }

  get(name: string): CodeUnit | undefined {
    return this.#lasting.get(name) ?? this.#passing.get(name);
  }
}
const MOST_LASTING = 1000,
  MOST_PASSING = 100;

function hashOf(text: string): string {
  const step = 1 + (text.length >> 12);
  let hash = text.length;
  for (let index = 0; index < text.length; index += step) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return (hash >>> 0).toString(36);
}
