// Walking a tree without knowing every node.

import type { Expression, Node, Statement } from "./nodes.ts";
import { FIELDS } from "./nodes.ts";

/** Calls `visit` for each node that a node's fields hold, in the order of the fields. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  // A node's fields hold nodes, lists of them, and plain values.
  const record = node as unknown as Readonly<Record<string, unknown>>;
  for (const field of FIELDS[node.node]) {
    const value = record[field];
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) visit(item);
    } else if (isNode(value)) visit(value);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "node" in value;
}

const STATEMENT_NODES: ReadonlySet<string> = new Set<Statement["node"]>([
  "For", "AsyncFor", "While", "With", "AsyncWith", "Delete", "AugAssign", "Raise", "Assert", "Pass", "Break", "Continue",
  "FunctionDef", "AsyncFunctionDef", "ClassDef", "Return", "Assign", "TypeAlias", "AnnAssign", "If", "Match", "Try",
  "TryStar", "Import", "ImportFrom", "Global", "Nonlocal", "Expr",
]); // oxfmt-ignore

export function isStatement(node: Node): node is Statement {
  return STATEMENT_NODES.has(node.node);
}

/** Whether a node is a part of a statement or expression that is neither itself: `withitem`, `keyword`. */
export function isTransparent(node: Node): node is Exclude<Node, Statement | Expression> {
  return node.node === "withitem" || node.node === "keyword";
}

/** A node and every node below it, in the order of the text. */
export function* walk(root: Node): Generator<Node> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...childrenOf(node).reverse());
  }
}

export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}

/** Names that some nodes bind, in whatever scope. */
export function boundNames(nodes: readonly Node[]): Set<string> {
  const bound = new Set<string>();
  for (const node of nodes) {
    switch (node.node) {
      case "Name":
        if (node.ctx !== "Load") bound.add(node.id);
        break;
      case "FunctionDef":
      case "AsyncFunctionDef":
      case "ClassDef":
      case "TypeVar":
      case "ParamSpec":
      case "TypeVarTuple":
        bound.add(node.name);
        break;
      case "arg":
        bound.add(node.arg);
        break;
      case "alias":
        bound.add(node.asname ?? node.name.split(".")[0] ?? node.name);
        break;
      case "ExceptHandler":
      case "MatchAs":
      case "MatchStar":
        if (node.name !== null) bound.add(node.name);
        break;
      case "MatchMapping":
        if (node.rest !== null) bound.add(node.rest);
        break;
      default:
    }
  }
  return bound;
}
