/** Generated code as the engine's stacks name it; call-stack.ts reads them. */
import type { PyDict } from "./dict.ts";
import type { CodeFields, PyCode } from "./values.ts";

/** One unit of generated code: what made it, and its code objects by the numbers in their functions' names. */
export class CodeUnit {
  readonly codes: Map<number, PyCode> = new Map();
  /** Of exec and eval, of which a program may make any number. */
  readonly isPassing: boolean;
  make: ((...args: never[]) => unknown) | null = null;
  /** How many runs of its main code have not ended. */
  running = 0;

  constructor(isPassing: boolean) {
    this.isPassing = isPassing;
  }
}

/**
 * The units of an interpreter by the name they have in stacks, the latest of either kind: those of actions, modules and their
 * functions, and passing ones. A unit that went first loses its frames, no more; of one that ran in several namespaces the
 * frames show the latest. No WeakRef: what one is made of lives until the action ends.
 */
export class CodeUnits {
  readonly #lasting = new Map<string, CodeUnit>();
  readonly #passing = new Map<string, CodeUnit>();

  /** Gives a unit its name; the same code has the same one, so that the engine's own cache finds it again. */
  add(unit: CodeUnit, text: string, codes: readonly CodeFields[]): string {
    const name = hashOf(text, codes);
    const units = unit.isPassing ? this.#passing : this.#lasting;
    units.delete(name);
    if (units.size >= (unit.isPassing ? MOST_PASSING : MOST_LASTING)) units.delete(units.keys().next().value as string);
    units.set(name, unit);
    return name;
  }

  /**
   * Lets go of the code that was run in namespaces of its own, all but the latest: their values may fill the memory, and the
   * program may have dropped them.
   */
  release(main: PyDict): void {
    const units = [...this.#passing];
    for (const [name, unit] of units.slice(0, -1)) {
      const isOfMain = [...unit.codes.values()].every(({ globals }) => globals === main);
      if (!isOfMain && unit.running === 0) this.#passing.delete(name);
    }
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

function hashOf(text: string, codes: readonly CodeFields[]): string {
  let hash = mix(text.length, text, 1 + (text.length >> 12));
  // Functions that differ in their names and lines alone have the same text.
  for (const { filename, qualname, positions } of codes) {
    // An action that comes again is the same code under another number.
    hash = mix(mix(hash, filename.startsWith("<action ") ? "" : filename, 1), qualname, 1);
    for (const place of positions) hash = (Math.imul(hash, 31) + place) | 0;
  }
  return (hash >>> 0).toString(36);
}

function mix(hash: number, text: string, step: number): number {
  for (let index = 0; index < text.length; index += step) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
