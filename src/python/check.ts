/** What cannot work, reported together before anything runs: syntax, imports, names that are nowhere, arguments that do not fit. */
import { argumentProblem, type HostSignature } from "./call-check.ts";
import { checkEarlyErrors, checkFutureImports } from "./compiler/early-errors.ts";
import { analyseScopes } from "./compiler/scopes.ts";
import { type Finding, PythonError } from "./errors.ts";
import type { Interpreter } from "./runtime/interpreter.ts";
import { isImportable } from "./runtime/modules.ts";
import { authorisationHint, missingModuleHint } from "./missing-module.ts";
import { nearest } from "./runtime/nearest.ts";
import { PythonSyntaxError } from "./syntax/errors.ts";
import type * as ast from "./syntax/nodes.ts";
import { parse } from "./syntax/parse.ts";
import { boundNames, childrenOf, walk } from "./syntax/walk.ts";

/** What names mean around a source: the interpreter it would run in, and the functions of the host whose parameters are known. */
export interface CheckContext {
  interpreter: Interpreter;
  signatures: ReadonlyMap<string, HostSignature>;
  /** Names that may end an action on purpose: final_answer, and what earlier actions made of it. */
  endings: ReadonlySet<string>;
}

/** Everything that is found in a source, a syntax error alone. */
export function check(source: string, context: CheckContext): Finding[] {
  try {
    const tree = parse(source, {
      filename: "<action>",
      lookupCharacter: context.interpreter.options.lookupCharacter,
    });
    checkSyntax(tree, "<action>", source);
    return findingsOf(tree, source, context);
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    const { kind, message, lineno, offset } = error;
    return [{ kind: "syntax", type: kind, message, line: lineno, column: offset, isCertain: true }];
  }
}

/** Throws the syntax errors that the parser does not see. */
export function checkSyntax(tree: ast.Root, filename: string, source: string): void {
  const where = { filename, source };
  checkFutureImports(tree, where);
  checkEarlyErrors(tree, analyseScopes(tree, where), { ...where, allowTopLevelAwait: true });
}

export function findingsOf(tree: ast.Root, source: string, context: CheckContext): Finding[] {
  if (tree.node !== "Module") return [];
  const nodes = [...walk(tree)];
  const certain = certainNodes(tree, context.endings);
  const findings: Finding[] = [];
  const found: Found = (at, kind, type, message, hint) =>
    findings.push({
      kind,
      type,
      message,
      line: at.lineno,
      column: at.col_offset + 1,
      hint,
      isCertain: certain.has(at),
    });
  checkImports(nodes, context.interpreter, found);
  if (!COMPUTES_NAMES.test(source)) {
    const bound = boundNames(nodes);
    checkCalls(nodes, bound, context.signatures, found);
    checkNames(nodes, bound, context.interpreter, found);
  }
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The error of an action that is not run, because some finding is certain. */
export function refusal(findings: readonly Finding[]): PythonError | undefined {
  const first = findings.find(({ isCertain }) => isCertain);
  if (first === undefined) return undefined;
  const lines = findings.map(
    ({ type, message, line, hint }) =>
      `  line ${line}: ${type}: ${message}${hint === undefined ? "" : `\n    ${hint}`}`,
  );
  return new PythonError({
    type: first.type,
    message: first.message,
    traceback: `Nothing of this action was run, because it cannot work:\n${lines.join("\n")}\n`,
    line: first.line,
    code: "action-refused",
    hint: first.hint,
  });
}

type Found = (at: ast.Node & ast.Position, kind: Finding["kind"], type: string, message: string, hint?: string) => void;

/** Code that computes names is left alone. */
const COMPUTES_NAMES = /\b(?:exec|eval|globals|locals|vars|setattr|builtins|__dict__|__main__)\b|import\s*\*/;

/** The nodes that are evaluated whatever values there are, up to a statement that may end the action as it was meant to. */
function certainNodes(tree: ast.Module, endings: ReadonlySet<string>): Set<ast.Node> {
  const certain = new Set<ast.Node>();
  for (const statement of tree.body) {
    const stack: ast.Node[] = evaluatedFirst(statement);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      certain.add(node);
      stack.push(...evaluatedIn(node));
    }
    if ([...walk(statement)].some((node) => mayEnd(node, endings))) break;
  }
  return certain;
}

/** Of a statement, what is evaluated before any choice is made. */
function evaluatedFirst(statement: ast.Statement): ast.Node[] {
  switch (statement.node) {
    case "If":
    case "While":
    case "Assert":
      return [statement.test];
    case "For":
      return [statement.iter];
    case "Match":
      return [statement.subject];
    case "With":
      return statement.items.slice(0, 1).map((item) => item.context_expr);
    case "FunctionDef":
    case "AsyncFunctionDef":
    case "ClassDef":
      return [...statement.decorator_list];
    case "Try":
    case "TryStar":
    case "AsyncFor":
    case "AsyncWith":
      return [];
    default:
      return [statement];
  }
}

/** Of an expression, the parts that are evaluated with it. */
function evaluatedIn(node: ast.Node): ast.Node[] {
  switch (node.node) {
    case "Lambda":
      return [];
    case "IfExp":
      return [node.test];
    case "BoolOp":
      return node.values.slice(0, 1);
    case "Compare":
      return [node.left, ...node.comparators.slice(0, 1)];
    case "ListComp":
    case "SetComp":
    case "DictComp":
    case "GeneratorExp":
      return node.generators.slice(0, 1).map((generator) => generator.iter);
    default:
      return childrenOf(node);
  }
}

function mayEnd(node: ast.Node, endings: ReadonlySet<string>): boolean {
  if (node.node === "Attribute") return node.attr === "exit";
  return node.node === "Raise" || (node.node === "Name" && endings.has(node.id));
}

function checkImports(nodes: readonly ast.Node[], interpreter: Interpreter, found: Found): void {
  for (const node of nodes) {
    if (node.node === "Import") for (const alias of node.names) checkImport(alias.name, node, interpreter, found);
    else if (node.node === "ImportFrom" && node.level === 0 && node.module !== null)
      checkImport(node.module, node, interpreter, found);
  }
}

function checkImport(name: string, at: ast.Import | ast.ImportFrom, interpreter: Interpreter, found: Found): void {
  const root = name.split(".")[0] ?? name;
  const { library, modules } = interpreter.options;
  if (modules.has(name) || [...modules.keys()].some((module) => module === root || module.startsWith(`${root}.`)))
    return;
  if (interpreter.modules.getString(name) !== undefined) return;
  if (!library.has(name)) {
    const hint = library.has(root) && name !== root ? undefined : missingModuleHint(name);
    found(at, "import", "ModuleNotFoundError", `No module named '${name}'`, hint);
  } else if (!isImportable(interpreter, name)) {
    found(at, "import", "ImportError", `Import of ${name} is not allowed`, authorisationHint(name));
  }
}

/** Calls of functions of the host whose arguments do not fit. */
function checkCalls(
  nodes: readonly ast.Node[],
  bound: ReadonlySet<string>,
  signatures: CheckContext["signatures"],
  found: Found,
): void {
  for (const node of nodes) {
    // A local variable or parameter of that name is the programmer's own.
    if (node.node !== "Call" || node.func.node !== "Name" || bound.has(node.func.id)) continue;
    const { id: name } = node.func;
    const signature = signatures.get(name);
    if (signature === undefined || node.args.some((arg) => arg.node === "Starred")) continue;
    const keywords = node.keywords.map(({ arg }) => arg);
    if (keywords.includes(null)) continue;
    const problem = argumentProblem(name, signature, node.args.length, keywords as string[]);
    if (problem !== undefined) found(node, "argument", "TypeError", problem);
  }
}

/** What every module has without binding it. */
const MODULE_NAMES: readonly string[] = [
  "__name__",
  "__file__",
  "__doc__",
  "__annotations__",
  "__builtins__",
  "__class__",
  "__module__",
  "__qualname__",
];

/** Names read that nothing binds anywhere, in this source or an earlier one. */
function checkNames(
  nodes: readonly ast.Node[],
  boundHere: ReadonlySet<string>,
  interpreter: Interpreter,
  found: Found,
): void {
  const { main, builtins } = interpreter;
  const reported = new Set<string>();
  const isBound = (name: string): boolean =>
    boundHere.has(name) ||
    main.cells.has(name) ||
    builtins.getString(name) !== undefined ||
    MODULE_NAMES.includes(name) ||
    reported.has(name);
  for (const node of nodes) {
    if (node.node !== "Name" || isBound(node.id)) continue;
    const known = [...MODULE_NAMES, ...boundHere, ...main.cells.keys(), ...builtins.cells.keys()];
    const near = nearest(node.id, [...new Set(known)]);
    reported.add(node.id);
    const hint = near === undefined ? undefined : `Did you mean: '${near}'?`;
    found(node, "name", "NameError", `name '${node.id}' is not defined`, hint);
  }
}
