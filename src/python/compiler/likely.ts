/**
 * What the value of an expression probably is, from a look at the function around it: a hint for which fast path is worth
 * its code, never a promise. Where it is wrong, a program only runs slower.
 */
import type * as ast from "../syntax/nodes.ts";

export type Likely = "int" | "float" | undefined;
/** By the names of variables as they are written. */
export type LikelyNames = Map<string, Likely>;

export function likely(names: LikelyNames, node: ast.Expression): Likely {
  switch (node.node) {
    case "Constant":
      if (typeof node.value === "number") return "int";
      return typeof node.value === "object" && node.value !== null && "float" in node.value ? "float" : undefined;
    case "Name":
      return names.get(node.id);
    case "UnaryOp":
      return node.op === "Not" ? undefined : node.op === "Invert" ? "int" : likely(names, node.operand);
    case "BinOp":
      return likelyResult(node.op, likely(names, node.left), likely(names, node.right));
    case "IfExp":
      return join(likely(names, node.body), likely(names, node.orelse));
    case "NamedExpr":
      return likely(names, node.value);
    case "Call":
      return likelyCall(node.func);
    default:
      return undefined;
  }
}

/** A float makes the rest floats; an int says little of a partner that is not known. */
export function likelyResult(op: ast.BinaryOperator, left: Likely, right: Likely): Likely {
  if (op === "Div") return "float";
  if (op === "LShift" || op === "RShift" || op === "BitAnd" || op === "BitOr" || op === "BitXor") return "int";
  return join(left, right);
}

function join(a: Likely, b: Likely): Likely {
  return a === "float" || b === "float" ? "float" : (a ?? b);
}

function likelyCall(func: ast.Expression): Likely {
  if (func.node === "Name") return INT_CALLS.has(func.id) ? "int" : func.id === "float" ? "float" : undefined;
  return func.node === "Attribute" && func.value.node === "Name" && func.value.id === "math" ? "float" : undefined;
}
const INT_CALLS: ReadonlySet<string> = new Set(["len", "int", "ord", "range"]);

/** The variables of a function or module: every binding that tells something counts, and a float wins. */
export function likelyNames(body: readonly ast.Statement[], args: ast.Arguments | null): LikelyNames {
  const names: LikelyNames = new Map();
  if (args !== null) noteParameters(names, args);
  // Twice, since a name may be bound to one that is bound later.
  for (let round = 0; round < 2; round++) noteSuite(names, body);
  return names;
}

function note(names: LikelyNames, target: ast.Expression, kind: Likely): void {
  if (target.node === "Name" && kind !== undefined) names.set(target.id, join(names.get(target.id), kind));
}

function noteParameters(names: LikelyNames, args: ast.Arguments): void {
  const parameters = [...args.posonlyargs, ...args.args];
  for (const { arg, annotation } of parameters) if (annotation !== null) names.set(arg, likelyAnnotated(annotation));
  args.defaults.forEach((value, index) => {
    const { arg } = parameters[parameters.length - args.defaults.length + index] as ast.Argument;
    names.set(arg, join(names.get(arg), likely(names, value)));
  });
}

function likelyAnnotated(annotation: ast.Expression): Likely {
  if (annotation.node !== "Name") return undefined;
  return annotation.id === "int" || annotation.id === "float" ? annotation.id : undefined;
}

function noteSuite(names: LikelyNames, suite: readonly ast.Statement[]): void {
  for (const node of suite) noteStatement(names, node);
}

function noteStatement(names: LikelyNames, node: ast.Statement): void {
  switch (node.node) {
    case "Assign":
      for (const target of node.targets) noteAssignment(names, target, node.value);
      return;
    case "AugAssign":
      return note(names, node.target, likelyResult(node.op, likely(names, node.target), likely(names, node.value)));
    case "AnnAssign":
      return note(names, node.target, likelyAnnotated(node.annotation));
    case "For":
      noteLoop(names, node.target, node.iter);
      noteSuite(names, node.body);
      return noteSuite(names, node.orelse);
    case "While":
    case "If":
      noteSuite(names, node.body);
      return noteSuite(names, node.orelse);
    case "With":
      return noteSuite(names, node.body);
    case "Try":
      noteSuite(names, node.body);
      for (const handler of node.handlers) noteSuite(names, handler.body);
      noteSuite(names, node.orelse);
      return noteSuite(names, node.finalbody);
    case "Match":
      for (const { body } of node.cases) noteSuite(names, body);
      return;
    default:
  }
}

function noteAssignment(names: LikelyNames, target: ast.Expression, value: ast.Expression): void {
  if ((target.node === "Tuple" || target.node === "List") && value.node === "Tuple") {
    if (target.elts.length !== value.elts.length) return;
    target.elts.forEach((element, index) => note(names, element, likely(names, value.elts[index] as ast.Expression)));
  } else note(names, target, likely(names, value));
}

/** `for i in range(...)` and `for i, x in enumerate(...)`. */
export function noteLoop(names: LikelyNames, target: ast.Expression, iterable: ast.Expression): void {
  if (iterable.node !== "Call" || iterable.func.node !== "Name") return;
  if (iterable.func.id === "range") note(names, target, "int");
  else if (iterable.func.id === "enumerate" && target.node === "Tuple" && target.elts[0] !== undefined)
    note(names, target.elts[0], "int");
}
