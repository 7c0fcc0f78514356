/** Parts of a pattern that are plain text, as code units to be compared one by one. */
import type { Node } from "./nodes.ts";
import { foldingOf } from "./set-builder.ts";

/** The literal text from `index` on, as code units, and how many nodes it covers. */
export function takeText(nodes: readonly Node[], index: number, flags: number): { units: number[]; nodes: number } {
  const units: number[] = [];
  let count = 0;
  for (let node = nodes[index]; node?.type === "literal"; node = nodes[index + count]) {
    const more = unitsOf(node.code, flags);
    if (more === null) break;
    units.push(...more);
    count += 1;
  }
  return { units, nodes: count };
}

/**
 * The code units of a character that can be compared unit by unit: not a letter when case is ignored, and no lone
 * surrogate, which must not match half a pair.
 */
export function unitsOf(code: number, flags: number): number[] | null {
  if (foldingOf(flags)?.isCased(code) === true) return null;
  if (code > 0xffff) return [0xd800 + ((code - 0x10000) >> 10), 0xdc00 + (code & 0x3ff)];
  return code >= 0xd800 && code <= 0xdfff ? null : [code];
}
