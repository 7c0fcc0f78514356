/**
 * From Python's nodes to the parser's trees. The compiler trusts a tree, so what the parser could not have made is refused
 * here, in the words of CPython's validator where it has one.
 */
import { isIdentifier } from "../../builtins/text/unicode.ts";
import { attributeOr } from "../../runtime/attributes.ts";
import { enterNative, leaveNative, paid, spend } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { Ellipsis, PyBytes, PyComplex, PyFloat, PyList, PyTuple, type PyValue } from "../../runtime/values.ts";
import { isKeyword } from "../keyword.ts";
import { type Field, POSITIONS } from "./grammar.ts";
import { type NodeType, nodeTypes, PyNode } from "./node-types.ts";
import type { TreeNode } from "./syntax-tools.ts";
import { checkNode } from "./validation.ts";

export interface TreeOptions {
  ellipsis: unknown;
  /** The tree is to be compiled: places and contexts count. */
  isStrict: boolean;
}

/** The class of a node that the grammar knows: its own, or the one it derives from. */
export function nodeTypeOf(value: PyValue): NodeType | undefined {
  if (!(value instanceof PyNode)) return undefined;
  const { byType } = nodeTypes();
  for (const cls of value.cls.mro) {
    const known = byType.get(cls);
    if (known !== undefined) return known;
  }
  return undefined;
}

export function toTree(value: PyValue, kind: string, options: TreeOptions): TreeNode {
  const entry = nodeTypeOf(value);
  if (entry === undefined || (kind !== "AST" && entry.shape.base !== kind && entry.shape.name !== kind)) {
    throw raise.TypeError(`expected some sort of ${kind}, but got ${repr(value)}`);
  }
  const { shape } = entry;
  spend(1);
  enterNative();
  try {
    const tree: TreeNode = { node: shape.name };
    for (const field of shape.fields) tree[field.name] = readField(value as PyNode, field, shape.name, options);
    if (entry.isPositioned)
      readPosition(value as PyNode, shape.base === "AST" ? shape.name : shape.base, tree, options);
    if (options.isStrict) checkNode(tree);
    return shape.name === "Constant" && tree["value"] instanceof TupleConstant ? tree["value"].toNode(tree) : tree;
  } finally {
    leaveNative();
  }
}

function readPosition(node: PyNode, kind: string, tree: TreeNode, { isStrict }: TreeOptions): void {
  for (const name of POSITIONS) {
    const value = attributeOr(node, name, undefined) ?? null;
    const isEnd = name.startsWith("end_");
    if (value === null && isStrict && !isEnd) throw raise.TypeError(`required field "${name}" missing from ${kind}`);
    if (value !== null && asInt(value) === undefined) throw raise.TypeError(`invalid integer value: ${repr(value)}`);
    if (value === null && !isStrict) continue;
    tree[name] =
      value === null ? (tree[isEnd ? name.slice(4) : name] ?? (name.endsWith("lineno") ? 1 : 0)) : Number(asInt(value));
  }
}

function readField(node: PyNode, field: Field, owner: string, options: TreeOptions): unknown {
  const value = attributeOr(node, field.name, undefined);
  if (value === undefined) {
    // Fields that are new in 3.12: trees written for older versions lack them.
    if (field.name === "type_params" || field.name === "type_ignores" || field.name === "kind")
      return field.kind === "*" ? [] : null;
    if (field.type === "expr_context" && !options.isStrict) return "Load";
    throw raise.TypeError(`required field "${field.name}" missing from ${owner}`);
  }
  if (field.kind === "*") {
    if (!(value instanceof PyList))
      throw raise.TypeError(`${owner} field "${field.name}" must be a list, not a ${typeOf(value).shown}`);
    return paid(value.items).map((item) => {
      // Keys of a dict and defaults of keyword-only parameters may be None.
      if (item === null && (field.name === "keys" || field.name === "kw_defaults")) return null;
      if (item === null && field.type === "expr") throw raise.ValueError("None disallowed in expression list");
      return readValue(item, field, owner, options);
    });
  }
  if (value === null && field.type !== "constant") {
    if (field.kind === "?") return field.name === "level" ? 0 : null;
    throw raise.ValueError(`field '${field.name}' is required for ${owner}`);
  }
  return readValue(value, field, owner, options);
}

function readValue(value: PyValue, field: Field, owner: string, options: TreeOptions): unknown {
  switch (field.type) {
    case "constant":
      return toConstant(value, options);
    case "identifier":
      return identifier(value, field, owner, options);
    case "string": {
      const text = asString(value);
      if (text === undefined) throw raise.TypeError("AST string must be of type str");
      return text;
    }
    case "int": {
      const number = asInt(value);
      if (number === undefined) throw raise.ValueError(`invalid integer value: ${repr(value)}`);
      return field.name === "is_async" || field.name === "simple" ? Number(number !== 0) : Number(number);
    }
    default:
  }
  const tree = toTree(value, field.type, options);
  return OPERATORS.has(field.type) ? tree.node : tree;
}
const OPERATORS: ReadonlySet<string> = new Set(["expr_context", "boolop", "operator", "unaryop", "cmpop"]);

function identifier(value: PyValue, field: Field, owner: string, { isStrict }: TreeOptions): string {
  const text = asString(value);
  if (text === undefined) throw raise.TypeError("AST identifier must be of type str");
  if (!isStrict) return text;
  if (text === "None" || text === "True" || text === "False")
    throw raise.ValueError(`identifier field can't represent '${text}' constant`);
  const parts = (owner === "alias" && field.name === "name") || field.name === "module" ? text.split(".") : [text];
  const isStar = owner === "alias" && text === "*";
  if (!isStar && !parts.every((part) => isIdentifier(part) && !isKeyword(part)))
    throw raise.ValueError(`identifier field can't represent ${repr(text)}`);
  return text;
}

/** A tuple as the value of a constant: it is compiled as the display of its items. */
class TupleConstant {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
  toNode(place: TreeNode): TreeNode {
    const at = (node: TreeNode): TreeNode => ({ ...place, ...node });
    return at({
      node: "Tuple",
      ctx: "Load",
      elts: paid(this.items).map((value) =>
        value instanceof TupleConstant ? value.toNode(place) : at({ node: "Constant", value, kind: null }),
      ),
    });
  }
}

function toConstant(value: PyValue, options: TreeOptions): unknown {
  if (value === null || typeof value !== "object") return value;
  const text = asString(value),
    number = asInt(value);
  if (text !== undefined || number !== undefined) return text ?? number;
  if (value instanceof PyFloat) return { float: value.v };
  if (value instanceof PyComplex && value.re === 0) return { imag: value.im };
  if (value instanceof PyBytes) return value.bytes;
  if (value === Ellipsis) return options.ellipsis;
  if (value instanceof PyTuple) return new TupleConstant(paid(value.items).map((item) => toConstant(item, options)));
  throw raise.TypeError(`got an invalid type in Constant: ${typeOf(value).shown}`);
}
