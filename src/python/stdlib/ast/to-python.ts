/** From the parser's trees to Python's nodes. */
import { Ellipsis, PyBytes, PyComplex, PyFloat, PyList, type PyValue } from "../../runtime/values.ts";
import { enterNative, leaveNative, spend } from "../../runtime/limits.ts";
import { instanceKey } from "../../runtime/types.ts";
import { unreachable } from "../../../errors.ts";
import type { Field } from "./grammar.ts";
import { nodeTypes, type PyNode } from "./node-types.ts";
import { POSITIONS } from "./grammar.ts";
import type { TreeNode } from "./syntax-tools.ts";

/** Operators and contexts have no content: one node each is enough. */
export type Singletons = Map<string, PyNode>;

export function toPython(tree: TreeNode, singletons: Singletons): PyNode {
  spend(1);
  enterNative();
  try {
    const { shape, type, isPositioned } =
      nodeTypes().byName.get(tree.node) ?? unreachable(`no class for the node ${tree.node}`);
    const node = new (type.jsClass as unknown as typeof PyNode)() as unknown as Record<string, PyValue>;
    for (const field of shape.fields) node[instanceKey(field.name)] = fieldValue(tree[field.name], field, singletons);
    if (isPositioned) for (const name of POSITIONS) node[instanceKey(name)] = tree[name] as number;
    return node as unknown as PyNode;
  } finally {
    leaveNative();
  }
}

function fieldValue(value: unknown, field: Field, singletons: Singletons): PyValue {
  if (field.kind === "*")
    return new PyList(((value as unknown[] | undefined) ?? []).map((item) => single(item, field.type, singletons)));
  return single(value, field.type, singletons);
}

function single(value: unknown, type: string, singletons: Singletons): PyValue {
  if (type === "constant") return constantValue(value);
  if (value === null || value === undefined) return null;
  switch (type) {
    case "identifier":
    case "string":
      return value as string;
    case "int":
      return Number(value);
    default:
      return typeof value === "string" ? singleton(value, singletons) : toPython(value as TreeNode, singletons);
  }
}

function singleton(name: string, singletons: Singletons): PyNode {
  let node = singletons.get(name);
  if (node === undefined) {
    node = toPython({ node: name }, singletons);
    singletons.set(name, node);
  }
  return node;
}

/** The value of a literal. */
export function constantValue(value: unknown): PyValue {
  if (typeof value !== "object" || value === null) return value as PyValue;
  if (value instanceof Uint8Array) return new PyBytes(value);
  if ("float" in value) return new PyFloat(value.float as number);
  if ("imag" in value) return new PyComplex(0, value.imag as number);
  return Ellipsis;
}
