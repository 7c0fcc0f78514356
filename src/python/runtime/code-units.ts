/** Generated code as the engine's stacks name it; call-stack.ts reads them. */
import type { PyCode } from "./values.ts";

/** One unit of generated code: what made it, and its code objects by the numbers in their functions' names. */
export class CodeUnit {
  readonly codes: Map<number, PyCode> = new Map();
  make: ((...args: never[]) => unknown) | null = null;
}

/** The units of an interpreter by the name they have in stacks. Code objects keep their units; this finds them. */
export class CodeUnits {
  readonly #units = new Map<string, WeakRef<CodeUnit>>();

  /** Gives a unit its name; the same text has the same one, so that the engine's own cache finds it again. */
  add(unit: CodeUnit, text: string): string {
    const name = hashOf(text);
    // As in a cache, the oldest go first: only their frames are lost.
    this.#units.delete(name);
    if (this.#units.size >= MAX_UNITS) this.#units.delete(this.#units.keys().next().value as string);
    this.#units.set(name, new WeakRef(unit));
    return name;
  }

  /** A line of source, by the file name it was compiled with; undefined when nothing of that file is kept. */
  lineAt(filename: string, line: number): string | undefined {
    for (const reference of [...this.#units.values()].reverse()) {
      for (const { fields } of reference.deref()?.codes.values() ?? [])
        if (fields.filename === filename) return fields.sourceLines[line - 1];
    }
    return undefined;
  }

  get(name: string): CodeUnit | undefined {
    return this.#units.get(name)?.deref();
  }
}
const MAX_UNITS = 10_000;

function hashOf(text: string): string {
  const step = 1 + (text.length >> 12);
  let hash = text.length;
  for (let index = 0; index < text.length; index += step) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return (hash >>> 0).toString(36);
}
