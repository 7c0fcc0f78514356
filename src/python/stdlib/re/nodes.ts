/** The parsed pattern. Flags are not applied yet: a global flag may still be read after a node was made. */

export type Category = "digit" | "space" | "word";

export type SetItem =
  | { type: "literal"; code: number }
  | { type: "range"; from: number; to: number }
  | { type: "category"; category: Category; negated: boolean };

export type Place = "beginning" | "beginning-string" | "boundary" | "end" | "end-string" | "non-boundary";

export type Greed = "greedy" | "lazy" | "possessive";

export type Node =
  | { type: "literal"; code: number }
  | { type: "set"; items: SetItem[]; negated: boolean }
  | { type: "any" }
  | { type: "at"; place: Place }
  | { type: "branch"; alternatives: Sequence[] }
  | { type: "repeat"; greed: Greed; min: number; max: number; body: Sequence }
  | { type: "group"; group: number | null; added: number; removed: number; body: Sequence }
  | { type: "atomic"; body: Sequence }
  | { type: "look"; behind: boolean; negated: boolean; body: Sequence }
  | { type: "backreference"; group: number; width: Width }
  | { type: "conditional"; group: number; yes: Sequence; no: Sequence | null };

export type RepeatNode = Extract<Node, { type: "repeat" }>;

/** How many characters something can match. */
export interface Width {
  low: number;
  high: number;
}

export interface Sequence extends Width {
  nodes: Node[];
}

/** `MAXREPEAT` of CPython: as a maximum it means without end, as a number in `{m,n}` it is too large. */
export const UNLIMITED: number = 2 ** 32 - 1;

const MAX_WIDTH = 2 ** 64;

export function createSequence(nodes: Node[]): Sequence {
  let low = 0;
  let high = 0;
  for (const node of nodes) {
    const width = widthOf(node);
    low += width.low;
    high += width.high;
  }
  return { nodes, low: Math.min(low, MAX_WIDTH), high: Math.min(high, MAX_WIDTH) };
}

const ONE: Width = { low: 1, high: 1 };
const ZERO: Width = { low: 0, high: 0 };

function widthOf(node: Node): Width {
  switch (node.type) {
    case "literal":
    case "set":
    case "any":
      return ONE;
    case "at":
    case "look":
      return ZERO;
    case "branch":
      return {
        low: node.alternatives.reduce((low, alternative) => Math.min(low, alternative.low), Infinity),
        high: node.alternatives.reduce((high, alternative) => Math.max(high, alternative.high), 0),
      };
    case "repeat":
      return {
        low: node.body.low * node.min,
        high: node.max === UNLIMITED && node.body.high > 0 ? MAX_WIDTH : node.body.high * node.max,
      };
    case "group":
    case "atomic":
      return node.body;
    case "backreference":
      return node.width;
    case "conditional":
      return {
        low: node.no === null ? 0 : Math.min(node.yes.low, node.no.low),
        high: Math.max(node.yes.high, node.no?.high ?? 0),
      };
  }
}
