/**
 * Compiled code that the sessions of a process share. A unit is compiled once for its source and for all else that decides
 * what is generated; with its functions V8 keeps what it learned and what it optimised, so that an action that runs again,
 * as in a rebuilt session, and the modules of the library are fast from the start. Only code is shared: every session makes
 * functions, constants, cells and code objects of its own from it.
 */
import type { CompiledUnit } from "./compiler/compile.ts";
import type { Skeleton } from "./compiler/skeleton.ts";
import type { CompileHook } from "./contract.ts";
import type { NamespaceDict } from "./runtime/dict.ts";
import type { CodeFields, PyValue } from "./runtime/values.ts";

type UnitFunction = (
  intrinsics: unknown,
  constants: readonly unknown[],
  meter: unknown,
  globals: NamespaceDict,
) => (namespace?: PyValue) => unknown;

/** Code without anything of a session: the constants are the compiler's literals and templates. */
export interface SharedUnit {
  readonly make: UnitFunction;
  readonly constants: readonly unknown[];
  readonly fields: CodeFields;
  readonly leftOut: LeftOut | undefined;
}

/** The functions that a skeleton left out, by their lines. */
export type LeftOut = Skeleton["leftOut"];

/** Text to function. */
export function toShared(
  hook: CompileHook,
  { text, constants, fields }: CompiledUnit,
  leftOut: LeftOut | undefined,
): SharedUnit {
  return { make: hook(["I", "K", "M", "G"], text) as UnitFunction, constants, fields, leftOut };
}

/** The characters of source whose units are kept, the newest ones; a tree takes about a hundred times as much. */
const KEPT_CHARACTERS = 2 ** 18;

/** The units of one way from text to function, by what they were compiled from. */
export class Units {
  readonly #units = new Map<string, SharedUnit>();
  #characters = 0;

  /** The unit of a key, made when it is not there. */
  get(key: string, make: () => SharedUnit): SharedUnit {
    let unit = this.#units.get(key);
    if (unit === undefined) {
      unit = make();
      if (key.length > KEPT_CHARACTERS / 4) return unit;
      this.#characters += key.length;
    } else this.#units.delete(key);
    this.#units.set(key, unit);
    for (const oldest of this.#units.keys()) {
      if (this.#characters <= KEPT_CHARACTERS) break;
      this.#units.delete(oldest);
      this.#characters -= oldest.length;
    }
    return unit;
  }
}

const unitsByHook = new WeakMap<CompileHook, Units>();

/** What was compiled for a hook stays with it: its functions are of that hook's making. */
export function unitsOf(hook: CompileHook): Units {
  let units = unitsByHook.get(hook);
  if (units === undefined) unitsByHook.set(hook, (units = new Units()));
  return units;
}
