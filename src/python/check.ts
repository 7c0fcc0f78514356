/** What cannot work, reported together before anything runs: syntax, imports, names that are nowhere. */
import type { Finding } from "./errors.ts";
import { checkEarlyErrors, checkFutureImports } from "./compiler/early-errors.ts";
import { analyseScopes } from "./compiler/scopes.ts";
import type { Interpreter } from "./runtime/interpreter.ts";
import { isImportable } from "./runtime/modules.ts";
import { nearest } from "./runtime/suggest.ts";
import { PythonSyntaxError } from "./syntax/errors.ts";
import type * as ast from "./syntax/nodes.ts";
import { parse } from "./syntax/parse.ts";

/** Packages that models reach for and that do not exist here: what to use instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  numpy: "use lists, the statistics and math modules",
  pandas: "use the csv module and lists of dicts",
  scipy: "use the statistics and math modules",
  requests: "use a tool such as visit_webpage",
  httpx: "use a tool such as visit_webpage",
  urllib3: "use a tool such as visit_webpage",
  bs4: "use html.parser or re",
  lxml: "use xml.etree.ElementTree",
  yaml: "use the json module",
  matplotlib: "describe the data in text",
  sympy: "use fractions and math",
  sklearn: "use the statistics module",
  torch: "use plain Python",
  tensorflow: "use plain Python",
  PIL: "pass images to a tool",
  dateutil: "use the datetime module",
  pytz: "use the zoneinfo module",
  subprocess: "there are no processes here",
  socket: "there is no network here",
};

/** Every node of a tree. */
function* walk(node: unknown): Generator<ast.Node> {
  const stack: unknown[] = [node];
  while (stack.length > 0) {
    const current = stack.pop();
    if (Array.isArray(current)) stack.push(...(current as unknown[]).toReversed());
    else if (typeof current === "object" && current !== null && "node" in current) {
      yield current as ast.Node;
      for (const [key, value] of Object.entries(current))
        if (key !== "node" && typeof value === "object" && value !== null) stack.push(value);
    }
  }
}

export function check(source: string, interpreter: Interpreter): Finding[] {
  let tree: ast.Root;
  try {
    tree = parse(source, { filename: "<action>", lookupCharacter: interpreter.options.lookupCharacter });
    const where = { filename: "<action>", source };
    checkFutureImports(tree, where);
    checkEarlyErrors(tree, analyseScopes(tree, where), { ...where, allowTopLevelAwait: true });
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return [{ kind: "syntax", message: `${error.kind}: ${error.message}`, line: error.lineno, column: error.offset }];
  }
  const findings: Finding[] = [];
  for (const node of walk(tree)) {
    if (node.node === "Import") for (const alias of node.names) checkImport(alias.name, node, interpreter, findings);
    else if (node.node === "ImportFrom" && node.level === 0 && node.module !== null)
      checkImport(node.module, node, interpreter, findings);
  }
  if (tree.node === "Module") checkNames(tree, source, interpreter, findings);
  return findings;
}

function checkImport(name: string, at: ast.Position, interpreter: Interpreter, findings: Finding[]): void {
  const root = name.split(".")[0] ?? name;
  const { library, modules } = interpreter.options;
  if (modules.has(name) || [...modules.keys()].some((module) => module === root || module.startsWith(`${root}.`)))
    return;
  if (interpreter.modules.getString(name) !== undefined) return;
  if (!library.has(name)) {
    if (library.has(root) && name !== root) {
      findings.push({
        kind: "import",
        message: `No module named '${name}'`,
        line: at.lineno,
        column: at.col_offset + 1,
      });
      return;
    }
    findings.push({
      kind: "import",
      message: `No module named '${name}' exists here`,
      line: at.lineno,
      column: at.col_offset + 1,
      hint: missingModuleHint(name, interpreter),
    });
  } else if (!isImportable(interpreter, name)) {
    findings.push({
      kind: "import",
      message: `Import of ${name} is not allowed`,
      line: at.lineno,
      column: at.col_offset + 1,
      hint: authorisationHint(name),
    });
  }
}

/** What to do without a module that does not exist here. */
export function missingModuleHint(name: string, interpreter: Interpreter): string {
  const root = name.split(".")[0] ?? name;
  const known = [...interpreter.options.library.names()].filter((module) => !module.startsWith("_"));
  const near = nearest(root, known);
  const instead =
    INSTEAD[root] ??
    (near === undefined ? "use the standard library modules that exist here, or a tool" : `perhaps '${near}' is meant`);
  return `${name} does not exist here: ${instead}.`;
}

/** How a module that exists here becomes importable. */
export function authorisationHint(name: string): string {
  return `${name} must be authorised: name it in authorizedImports, in an agent or executor in additionalAuthorizedImports.`;
}

/** Names read at module level or in functions that nothing binds anywhere; code that computes names is left alone. */
function checkNames(tree: ast.Module, source: string, interpreter: Interpreter, findings: Finding[]): void {
  if (/\b(?:exec|eval|globals|setattr|import\s*\*|__dict__)\b|import\s+\*/.test(source)) return;
  const bound = new Set<string>();
  for (const key of interpreter.main.keys()) if (typeof key === "string") bound.add(key);
  for (const key of interpreter.builtins.keys()) if (typeof key === "string") bound.add(key);
  for (const name of [
    "__name__",
    "__file__",
    "__doc__",
    "__annotations__",
    "__builtins__",
    "__class__",
    "__module__",
    "__qualname__",
  ])
    bound.add(name);
  const used: ast.Name[] = [];
  for (const node of walk(tree)) {
    switch (node.node) {
      case "Name":
        if (node.ctx === "Load") used.push(node);
        else bound.add(node.id);
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
  const told = new Set<string>();
  for (const name of used) {
    if (bound.has(name.id) || told.has(name.id)) continue;
    told.add(name.id);
    const near = nearest(name.id, [...bound]);
    findings.push({
      kind: "name",
      message: `name '${name.id}' is not defined`,
      line: name.lineno,
      column: name.col_offset + 1,
      hint: near === undefined ? undefined : `Did you mean: '${near}'?`,
    });
  }
}
