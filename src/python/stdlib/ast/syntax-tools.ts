/**
 * What the library needs of the parser. `stdlib` may not import it, so the interpreter is given it as
 * `moduleState.get(SYNTAX_TOOLS)`; `program.ts` puts it there.
 */
import type { Interpreter } from "../../runtime/interpreter.ts";
import { unreachable } from "../../../errors.ts";
import type { PyValue } from "../../runtime/values.ts";

/** A node as the parser makes it: the class's name and its fields. */
export interface TreeNode {
  node: string;
  [field: string]: unknown;
}

export type TreeMode = "exec" | "eval" | "single";

export interface SyntaxTools {
  /** Throws Python's SyntaxError. */
  parse: (source: PyValue, filename: string, mode: TreeMode) => TreeNode;
  unparse: (node: TreeNode) => string;
  /** How `...` stands in a tree. */
  ellipsis: unknown;
}

export const SYNTAX_TOOLS = "syntax";
/** `moduleState` key of a function from a value to the tree that it is, or undefined: for compile(). */
export const TREE_OF_VALUE = "ast.tree";
export type TreeOfValue = (value: PyValue, mode: TreeMode) => TreeNode | undefined;

export function syntaxTools(interpreter: Interpreter): SyntaxTools {
  return (
    (interpreter.moduleState.get(SYNTAX_TOOLS) as SyntaxTools | undefined) ??
    unreachable("an interpreter without a parser")
  );
}
