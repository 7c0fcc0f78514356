/** Where a search can find a match at all, so that the interpreter need not try every position. */
import type { FirstSet } from "./first-set.ts";
import type { Node, Sequence } from "./nodes.ts";
import type { SearchStart } from "./program.ts";
import { HIGH_ALL } from "./character-set.ts";
import { MULTILINE, combineFlags } from "./flags.ts";
import { takeText } from "./literal-text.ts";
import { toTable } from "./first-set.ts";

/** Native search is not metered inside: short texts keep its worst case a small multiple of the distance. */
const MAX_SEARCHED = 8;

export function findSearchStart(sequence: Sequence, flags: number, first: FirstSet): SearchStart {
  const anchor = findAnchor(sequence.nodes, flags);
  if (anchor !== null) return anchor;
  const text = String.fromCharCode(...findPrefix(sequence.nodes, flags).slice(0, MAX_SEARCHED));
  if (text !== "")
    return { type: "text", text: isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.slice(0, -1) : text };
  return first.isFree || (first.high === HIGH_ALL && first.bits.every((word) => word === 0xffffffff))
    ? { type: "anywhere" }
    : { type: "table", table: toTable(first) };
}

function findAnchor(nodes: readonly Node[], flags: number): SearchStart | null {
  const [node] = nodes;
  if (node?.type === "group") return findAnchor(node.body.nodes, combineFlags(flags, node.added, node.removed));
  if (node?.type !== "at") return null;
  if (node.place === "beginning-string" || (node.place === "beginning" && !(flags & MULTILINE)))
    return { type: "subject-start" };
  return node.place === "beginning" ? { type: "line-start" } : null;
}

/** The literal text that every match begins with, also inside of groups. */
function findPrefix(nodes: readonly Node[], flags: number): number[] {
  const { units, nodes: count } = takeText(nodes, 0, flags);
  const next = nodes[count];
  if (next?.type !== "group") return units;
  return [...units, ...findPrefix(next.body.nodes, combineFlags(flags, next.added, next.removed))];
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}
