/**
 * `strictDunder`: names with two underscores on both sides are refused where a program writes them, in smolagents' words.
 *
 * For those who are used to it. Nothing rests on it: what these names lead to are Python's own objects.
 */
import { raise } from "./runtime/raise.ts";
import type * as ast from "./syntax/nodes.ts";
import { walk } from "./syntax/walk.ts";

/** Methods that a program may call by name. */
const CALLABLE: ReadonlySet<string> = new Set(["__init__", "__str__", "__repr__"]);
/** Built-in functions that take the name of an attribute. */
const BY_NAME: ReadonlySet<string> = new Set(["getattr", "setattr", "hasattr", "delattr"]);

/** Throws Python's AttributeError for the first such name. */
export function refuseDunders(tree: ast.Root): void {
  const called = new Set<ast.Node>();
  for (const node of walk(tree)) {
    if (node.node === "Call") {
      called.add(node.func);
      checkCall(node);
    } else if (node.node === "Attribute" && isDunder(node.attr) && !(called.has(node) && CALLABLE.has(node.attr)))
      refuse(called.has(node) ? "call to dunder function" : "access to dunder attribute", node.attr, node);
    else if (node.node === "MatchClass")
      for (const name of node.kwd_attrs) if (isDunder(name)) refuse("access to dunder attribute", name, node);
  }
}

function checkCall(node: ast.Call): void {
  if (node.func.node !== "Name") return;
  if (isDunder(node.func.id)) refuse("call to dunder function", node.func.id, node);
  const [, name] = node.args;
  if (BY_NAME.has(node.func.id) && name?.node === "Constant" && typeof name.value === "string" && isDunder(name.value))
    refuse("access to dunder attribute", name.value, node);
}

function isDunder(name: string): boolean {
  return name.startsWith("__") && name.endsWith("__");
}

function refuse(what: string, name: string, { lineno }: ast.Position): never {
  throw raise.AttributeError(`Forbidden ${what}: ${name} (line ${lineno})`);
}
