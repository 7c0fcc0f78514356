/** literal_eval: the value of an expression that is nothing but literals. */
import { attributeOr } from "../../runtime/attributes.ts";
import { PyDict, PySet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { enterNative, leaveNative, spend } from "../../runtime/limits.ts";
import { add, negate, positive, subtract } from "../../runtime/operators.ts";
import { type PyException, PyComplex, PyFloat, PyList, PyTuple, type PyValue } from "../../runtime/values.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { constantValue } from "./to-python.ts";
import type { TreeNode } from "./syntax-tools.ts";

/** `show` makes the Python node that an error shows. */
export function literalOf(tree: TreeNode | null, show: (tree: TreeNode) => PyValue): PyValue {
  if (tree === null) throw malformed(null);
  spend(1);
  enterNative();
  try {
    switch (tree.node) {
      case "Constant":
        return constantValue(tree["value"]);
      case "Tuple":
        return new PyTuple(all(tree, "elts", show));
      case "List":
        return new PyList(all(tree, "elts", show));
      case "Set":
        return new PySet(tableOf(all(tree, "elts", show)));
      case "Dict":
        return dictOf(tree, show);
      case "Call": {
        const func = tree["func"] as TreeNode;
        const isEmptySet =
          func.node === "Name" &&
          func["id"] === "set" &&
          (tree["args"] as unknown[]).length === 0 &&
          (tree["keywords"] as unknown[]).length === 0;
        if (isEmptySet) return new PySet(new HashTable());
        break;
      }
      case "BinOp": {
        if (tree["op"] !== "Add" && tree["op"] !== "Sub") break;
        const left = signedNumber(tree["left"] as TreeNode, show),
          right = number(tree["right"] as TreeNode, show);
        if (!(left instanceof PyComplex) && right instanceof PyComplex)
          return tree["op"] === "Add" ? add(left, right) : subtract(left, right);
        break;
      }
      default:
    }
    return signedNumber(tree, show);
  } finally {
    leaveNative();
  }
}

function all(tree: TreeNode, field: string, show: (tree: TreeNode) => PyValue): PyValue[] {
  return (tree[field] as TreeNode[]).map((item) => literalOf(item, show));
}

function tableOf(items: readonly PyValue[]): HashTable {
  const table = new HashTable();
  for (const item of items) table.set(item, true);
  return table;
}

function dictOf(tree: TreeNode, show: (tree: TreeNode) => PyValue): PyDict {
  const keys = tree["keys"] as (TreeNode | null)[],
    values = tree["values"] as TreeNode[];
  if (keys.length !== values.length) throw malformed(show(tree));
  const dict = new PyDict();
  keys.forEach((key, index) => dict.set(literalOf(key, show), literalOf(values[index] ?? null, show)));
  return dict;
}

function signedNumber(tree: TreeNode, show: (tree: TreeNode) => PyValue): PyValue {
  if (tree.node !== "UnaryOp" || (tree["op"] !== "UAdd" && tree["op"] !== "USub")) return number(tree, show);
  const operand = number(tree["operand"] as TreeNode, show);
  return tree["op"] === "UAdd" ? positive(operand) : negate(operand);
}

function number(tree: TreeNode, show: (tree: TreeNode) => PyValue): PyValue {
  const value = tree.node === "Constant" ? constantValue(tree["value"]) : null;
  if (typeof value === "number" || typeof value === "bigint" || value instanceof PyFloat || value instanceof PyComplex)
    return value;
  throw malformed(show(tree));
}

/** What cannot be a literal. */
export function malformed(node: PyValue): PyException {
  const line = attributeOr(node, "lineno", null);
  return raise.ValueError(
    `malformed node or string${typeof line === "number" && line !== 0 ? ` on line ${line}` : ""}: ${repr(node)}`,
  );
}
