/** The module `_blake2`. */
import { names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { blake2bType, blake2sType } from "./hash-object.ts";

export function load(globals: NamespaceDict): void {
  names(globals, { blake2b: blake2bType, blake2s: blake2sType });
}
