/** What a tree must be like for the compiler, beyond the types of its fields. */
import { raise } from "../../runtime/raise.ts";
import type { TreeNode } from "./syntax-tools.ts";

/** Fields that may not be empty, with the word that CPython has for them. */
const NEVER_EMPTY: Readonly<Record<string, readonly string[]>> = {
  FunctionDef: ["body"],
  AsyncFunctionDef: ["body"],
  ClassDef: ["body"],
  Delete: ["targets"],
  Assign: ["targets"],
  For: ["body"],
  AsyncFor: ["body"],
  While: ["body"],
  If: ["body"],
  With: ["items", "body"],
  AsyncWith: ["items", "body"],
  Match: ["cases"],
  Try: ["body"],
  TryStar: ["body"],
  Import: ["names"],
  ImportFrom: ["names"],
  Global: ["names"],
  Nonlocal: ["names"],
  Set: ["elts"],
  ExceptHandler: ["body"],
  match_case: ["body"],
};

/** Fields whose expressions are bound, not read. */
const STORED: Readonly<Record<string, string>> = {
  Assign: "targets",
  AugAssign: "target",
  AnnAssign: "target",
  For: "target",
  AsyncFor: "target",
  comprehension: "target",
  withitem: "optional_vars",
  NamedExpr: "target",
  TypeAlias: "name",
};

/** Kinds of targets beyond those that any assignment may have. */
const ONLY_TARGETS: Readonly<Record<string, readonly string[]>> = {
  AugAssign: ["Name", "Attribute", "Subscript"],
  AnnAssign: ["Name", "Attribute", "Subscript"],
  NamedExpr: ["Name"],
  TypeAlias: ["Name"],
};

/** Checks one node whose children were checked before it. */
export function checkNode(tree: TreeNode): void {
  for (const field of NEVER_EMPTY[tree.node] ?? []) {
    if ((tree[field] as unknown[]).length === 0) throw raise.ValueError(`empty ${field} on ${tree.node}`);
  }
  COUNTS[tree.node]?.(tree);
  for (const [field, value] of Object.entries(tree)) {
    const context =
      STORED[tree.node] === field
        ? "Store"
        : tree.node === "Delete"
          ? "Del"
          : tree.node === "List" || tree.node === "Tuple" || tree.node === "Starred"
            ? tree["ctx"]
            : "Load";
    for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) checkContext(item, context as string);
  }
  const targets = ONLY_TARGETS[tree.node],
    target = tree[STORED[tree.node] ?? ""];
  if (targets !== undefined && isNode(target) && !targets.includes(target.node)) {
    throw raise.TypeError(
      tree.node === "NamedExpr"
        ? "NamedExpr target must be a Name"
        : tree.node === "TypeAlias"
          ? "TypeAlias with non-Name name"
          : tree.node === "AnnAssign"
            ? "AnnAssign with simple non-Name target"
            : `expression which can't be assigned to in Store context`,
    );
  }
}

function isNode(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && "node" in value;
}

const WITH_CONTEXT = new Set(["Attribute", "Subscript", "Starred", "Name", "List", "Tuple"]);
const EXPRESSIONS = new Set([
  ...WITH_CONTEXT,
  "BoolOp",
  "NamedExpr",
  "BinOp",
  "UnaryOp",
  "Lambda",
  "IfExp",
  "Dict",
  "Set",
  "ListComp",
  "SetComp",
  "DictComp",
  "GeneratorExp",
  "Await",
  "Yield",
  "YieldFrom",
  "Compare",
  "Call",
  "FormattedValue",
  "JoinedStr",
  "Constant",
  "Slice",
]);

function checkContext(node: TreeNode, context: string): void {
  if (!EXPRESSIONS.has(node.node)) return;
  if (!WITH_CONTEXT.has(node.node)) {
    if (context !== "Load") throw raise.ValueError(`expression which can't be assigned to in ${context} context`);
    return;
  }
  if (node["ctx"] !== context)
    throw raise.ValueError(`expression must have ${context} context but has ${String(node["ctx"])} instead`);
}

function size(tree: TreeNode, field: string): number {
  return (tree[field] as unknown[]).length;
}

const comprehended = (tree: TreeNode): void => {
  if (size(tree, "generators") === 0) throw raise.ValueError("comprehension with no generators");
};
const tried = (tree: TreeNode): void => {
  if (size(tree, "handlers") === 0 && size(tree, "finalbody") === 0)
    throw raise.ValueError(`${tree.node} has neither except handlers nor finalbody`);
  if (size(tree, "handlers") === 0 && size(tree, "orelse") > 0)
    throw raise.ValueError(`${tree.node} has orelse but no except handlers`);
};

/** How many of one thing go with how many of another. */
const COUNTS: Readonly<Record<string, (tree: TreeNode) => void>> = {
  BoolOp(tree) {
    if (size(tree, "values") < 2) throw raise.ValueError("BoolOp with less than 2 values");
  },
  Dict(tree) {
    if (size(tree, "keys") !== size(tree, "values"))
      throw raise.ValueError("Dict doesn't have the same number of keys as values");
  },
  Compare(tree) {
    if (size(tree, "comparators") === 0) throw raise.ValueError("Compare with no comparators");
    if (size(tree, "comparators") !== size(tree, "ops"))
      throw raise.ValueError("Compare has a different number of comparators and operands");
  },
  ListComp: comprehended,
  SetComp: comprehended,
  DictComp: comprehended,
  GeneratorExp: comprehended,
  Try: tried,
  TryStar: tried,
  Raise(tree) {
    if (tree["exc"] === null && tree["cause"] !== null) throw raise.ValueError("Raise with cause but no exception");
  },
  AnnAssign(tree) {
    if (tree["simple"] === 1 && (tree["target"] as TreeNode).node !== "Name")
      throw raise.TypeError("AnnAssign with simple non-Name target");
  },
  ImportFrom(tree) {
    if ((tree["level"] as number) < 0) throw raise.ValueError("Negative ImportFrom level");
    if (tree["module"] === null && tree["level"] === 0) throw raise.ValueError("ImportFrom without a module");
  },
  JoinedStr(tree) {
    for (const value of tree["values"] as TreeNode[]) {
      if (value.node !== "FormattedValue" && !(value.node === "Constant" && typeof value["value"] === "string"))
        throw raise.ValueError("JoinedStr holds only texts and FormattedValue");
    }
  },
  FormattedValue(tree) {
    if (![-1, 97, 114, 115].includes(tree["conversion"] as number))
      throw raise.SystemError(`unrecognized conversion character ${String(tree["conversion"])}`);
  },
  arguments(tree) {
    if (size(tree, "defaults") > size(tree, "posonlyargs") + size(tree, "args"))
      throw raise.ValueError("more positional defaults than args on arguments");
    if (size(tree, "kw_defaults") !== size(tree, "kwonlyargs"))
      throw raise.ValueError("length of kwonlyargs is not the same as kw_defaults on arguments");
  },
  MatchSingleton(tree) {
    if (tree["value"] !== null && typeof tree["value"] !== "boolean")
      throw raise.ValueError("MatchSingleton can only contain True, False and None");
  },
  MatchMapping(tree) {
    if (size(tree, "keys") !== size(tree, "patterns"))
      throw raise.ValueError("MatchMapping doesn't have the same number of keys as patterns");
  },
  MatchClass(tree) {
    if (size(tree, "kwd_attrs") !== size(tree, "kwd_patterns"))
      throw raise.ValueError("MatchClass doesn't have the same number of keyword attributes as patterns");
  },
  MatchAs(tree) {
    if (tree["pattern"] !== null && tree["name"] === null)
      throw raise.ValueError("MatchAs must specify a target name if a pattern is given");
  },
  MatchOr(tree) {
    if (size(tree, "patterns") < 2) throw raise.ValueError("MatchOr requires at least 2 patterns");
  },
};
