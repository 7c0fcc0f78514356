// What CPython's compiler refuses after parsing and scope analysis: statements and expressions out of place, repeated
// keyword arguments, misplaced stars, assignments to __debug__.

import type {
  Arguments, Call, ClassDef, Expression, Keyword, ListDisplay, Node, Position, Root, Statement, Tuple,
} from "../syntax/nodes.ts"; // oxfmt-ignore
import { forEachChild, isStatement } from "../syntax/walk.ts";
import { type FutureImport, isFutureImport } from "./future.ts";
import { checkCases } from "./pattern-errors.ts";
import { type ScopeOptions, syntaxErrorAtNode } from "./scope.ts";
import type { ScopeAnalysis } from "./scopes.ts";

export interface EarlyErrorOptions extends ScopeOptions {
  /** `await` and `async for` may stand at module level. */
  allowTopLevelAwait?: boolean | undefined;
}

/** Throws PythonSyntaxError for the first thing out of place. */
export function checkEarlyErrors(root: Root, analysis: ScopeAnalysis, options: EarlyErrorOptions = {}): void {
  const checker = new Checker(root, analysis, options);
  if (root.node === "Expression") checker.visitExpression(root.body);
  else checker.visitStatements(root.body);
}

const FUTURE_FEATURES: ReadonlySet<string> = new Set([
  "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals",
  "barry_as_FLUFL", "generator_stop", "annotations",
]); // oxfmt-ignore
const LATE_FUTURE = "from __future__ imports must occur at the beginning of the file";

/** Checks the future statements at the head of a module: CPython does so before all else. */
export function checkFutureImports(root: Root, options: ScopeOptions = {}): void {
  if (root.node === "Expression") return;
  let isOver = false;
  let previousLine = 0;
  for (const statement of withoutDocstring(root.body)) {
    if (isOver && statement.lineno > previousLine) return;
    previousLine = statement.lineno;
    if (isFutureImport(statement)) {
      if (isOver) throw syntaxErrorAtNode(withoutEnd(statement, statement.col_offset - 1), LATE_FUTURE, options);
      checkFeatures(statement, options);
    } else isOver = true;
  }
}

/** CPython gives errors about future statements no end. */
function withoutEnd(statement: Position, column: number): Position {
  return { ...statement, col_offset: column, end_lineno: statement.lineno, end_col_offset: -1 };
}

function withoutDocstring(body: readonly Statement[]): readonly Statement[] {
  const [first] = body;
  return first?.node === "Expr" && isText(first.value) ? body.slice(1) : body;
}

function isText(expression: Expression): boolean {
  return expression.node === "Constant" && typeof expression.value === "string";
}

function checkFeatures(statement: FutureImport, options: ScopeOptions): void {
  for (const { name } of statement.names) {
    if (FUTURE_FEATURES.has(name)) continue;
    const message = name === "braces" ? "not a chance" : `future feature ${name} is not defined`;
    throw syntaxErrorAtNode(withoutEnd(statement, statement.col_offset), message, options);
  }
}

/** The last future statement at the head of the module; a later one is refused. */
function lastFutureLine(root: Root): number {
  let line = 0;
  if (root.node === "Expression") return line;
  for (const statement of withoutDocstring(root.body)) {
    if (!isFutureImport(statement)) break;
    line = statement.lineno;
  }
  return line;
}

type Place = "module" | "class" | "function" | "async-function" | "lambda" | "comprehension";
type Block = "loop" | "except-star" | "other";

/** CPython's limit on blocks within blocks of one function. */
const MAXIMUM_BLOCKS = 20;

class Checker {
  private readonly analysis: ScopeAnalysis;
  private readonly options: EarlyErrorOptions;
  private readonly futureLine: number;
  private place: Place = "module";
  private owner: Node;
  /** Blocks open in the current function, innermost last. */
  private blocks: Block[] = [];

  constructor(root: Root, analysis: ScopeAnalysis, options: EarlyErrorOptions) {
    this.analysis = analysis;
    this.options = options;
    this.futureLine = lastFutureLine(root);
    this.owner = root;
  }

  private fail(position: Position, message: string): never {
    throw syntaxErrorAtNode(position, message, this.options);
  }

  private within(place: Place, owner: Node, visit: () => void): void {
    const { place: outerPlace, owner: outerOwner, blocks } = this;
    this.place = place;
    this.owner = owner;
    this.blocks = [];
    visit();
    this.place = outerPlace;
    this.owner = outerOwner;
    this.blocks = blocks;
  }

  // Statements

  visitStatements(statements: readonly Statement[]): void {
    for (const statement of statements) this.visitStatement(statement);
  }

  private visitBlock(block: Block, position: Position, statements: readonly Statement[]): void {
    if (this.blocks.length >= MAXIMUM_BLOCKS) this.fail(position, "too many statically nested blocks");
    this.blocks.push(block);
    this.visitStatements(statements);
    this.blocks.pop();
  }

  private visitStatement(statement: Statement): void {
    switch (statement.node) {
      case "FunctionDef":
      case "AsyncFunctionDef":
        return this.visitFunction(statement);
      case "ClassDef":
        return this.visitClass(statement);
      case "Return":
        return this.visitReturn(statement);
      case "Break":
      case "Continue":
        return this.visitJump(statement);
      case "For":
      case "AsyncFor":
        if (statement.node === "AsyncFor") this.requireAsync(statement, "'async for'");
        this.visitExpression(statement.iter);
        this.visitTarget(statement.target);
        this.visitBlock("loop", statement, statement.body);
        return this.visitStatements(statement.orelse);
      case "While":
        this.visitExpression(statement.test);
        this.visitBlock("loop", statement, statement.body);
        return this.visitStatements(statement.orelse);
      case "If":
        return this.visitIf(statement);
      case "With":
      case "AsyncWith":
        return this.visitWith(statement);
      case "Try":
      case "TryStar":
        return this.visitTry(statement);
      case "Match":
        this.visitExpression(statement.subject);
        checkCases(statement.cases, this.options);
        for (const each of statement.cases) {
          if (each.guard !== null) this.visitExpression(each.guard);
          this.visitStatements(each.body);
        }
        return;
      case "Import":
      case "ImportFrom":
        return this.visitImport(statement);
      case "Assign":
        this.visitExpression(statement.value);
        for (const target of statement.targets) this.visitTarget(target);
        return;
      default:
        this.visitChildren(statement);
    }
  }

  private visitIf(statement: Extract<Statement, { node: "If" }>): void {
    for (let branch = statement; ;) {
      this.visitExpression(branch.test);
      this.visitStatements(branch.body);
      const next = branch.orelse.length === 1 ? branch.orelse[0] : undefined;
      if (next?.node !== "If") return this.visitStatements(branch.orelse);
      branch = next;
    }
  }

  private visitWith(statement: Extract<Statement, { node: "With" | "AsyncWith" }>): void {
    if (statement.node === "AsyncWith") this.requireAsync(statement, "'async with'");
    for (const item of statement.items) {
      this.visitExpression(item.context_expr);
      if (item.optional_vars !== null) this.visitTarget(item.optional_vars);
    }
    this.visitBlock("other", statement, statement.body);
  }

  private visitTry(statement: Extract<Statement, { node: "Try" | "TryStar" }>): void {
    const isStar = statement.node === "TryStar";
    this.visitBlock("other", statement, statement.body);
    for (const [index, handler] of statement.handlers.entries()) {
      if (handler.type === null && index < statement.handlers.length - 1) {
        this.fail(handler, "default 'except:' must be last");
      }
      if (handler.type !== null) this.visitExpression(handler.type);
      this.checkName(handler.name, handler);
      this.visitBlock(isStar ? "except-star" : "other", handler, handler.body);
    }
    this.visitStatements(statement.orelse);
    this.visitStatements(statement.finalbody);
  }

  private visitReturn(statement: Extract<Statement, { node: "Return" }>): void {
    if (this.place !== "function" && this.place !== "async-function") this.fail(statement, "'return' outside function");
    const isGenerator = this.analysis.scopeOf.get(this.owner)?.isGenerator === true;
    if (statement.value !== null && this.place === "async-function" && isGenerator) {
      this.fail(statement, "'return' with value in async generator");
    }
    if (this.blocks.includes("except-star")) this.failInExceptStar(statement);
    if (statement.value !== null) this.visitExpression(statement.value);
  }

  private visitJump(statement: Extract<Statement, { node: "Break" | "Continue" }>): void {
    const last = this.blocks.findLast((block) => block !== "other");
    if (last === "loop") return;
    if (last === "except-star") this.failInExceptStar(statement);
    this.fail(statement, statement.node === "Break" ? "'break' outside loop" : "'continue' not properly in loop");
  }

  private failInExceptStar(statement: Statement): never {
    this.fail(statement, "'break', 'continue' and 'return' cannot appear in an except* block");
  }

  private requireAsync(position: Position, what: string): void {
    const isTopLevel = this.place === "module" && this.options.allowTopLevelAwait === true;
    if (this.place !== "async-function" && !isTopLevel) this.fail(position, `${what} outside async function`);
  }

  private visitImport(statement: Extract<Statement, { node: "Import" | "ImportFrom" }>): void {
    if (isFutureImport(statement) && statement.lineno > this.futureLine) this.fail(statement, LATE_FUTURE);
    for (const alias of statement.names) {
      this.checkName(alias.asname ?? alias.name.split(".")[0] ?? "", statement);
    }
  }

  private visitFunction(statement: Extract<Statement, { node: "FunctionDef" | "AsyncFunctionDef" }>): void {
    for (const decorator of statement.decorator_list) this.visitExpression(decorator);
    this.visitTypeParameters(statement);
    this.visitParameters(statement.args, statement);
    if (statement.returns !== null) this.visitExpression(statement.returns);
    const place = statement.node === "FunctionDef" ? "function" : "async-function";
    this.within(place, statement, () => this.visitStatements(statement.body));
    this.checkName(statement.name, statement);
  }

  /** Defaults and annotations are evaluated where the function is defined. */
  private visitParameters(args: Arguments, position: Position): void {
    for (const each of args.defaults) this.visitExpression(each);
    for (const each of args.kw_defaults) if (each !== null) this.visitExpression(each);
    const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
    if (args.kwarg !== null) all.push(args.kwarg);
    for (const each of all) {
      this.checkName(each.arg, position);
      if (each.annotation !== null) this.visitExpression(each.annotation);
    }
    if (args.vararg === null) return;
    this.checkName(args.vararg.arg, position);
    const annotation = args.vararg.annotation;
    // `*args: *Ts` is the one annotation that may be starred.
    if (annotation !== null) this.visitExpression(annotation.node === "Starred" ? annotation.value : annotation);
  }

  private visitClass(statement: ClassDef): void {
    for (const decorator of statement.decorator_list) this.visitExpression(decorator);
    this.visitTypeParameters(statement);
    this.checkKeywords(statement.keywords, statement);
    this.visitArguments(statement.bases, statement.keywords);
    this.within("class", statement, () => this.visitStatements(statement.body));
    this.checkName(statement.name, statement);
  }

  private visitTypeParameters(statement: { type_params: readonly Node[] }): void {
    for (const parameter of statement.type_params) this.visitChildren(parameter);
  }

  // Expressions

  /** Chains that lean to the left are a loop, as in scope analysis. */
  visitExpression(expression: Expression): void {
    const spine: Expression[] = [];
    let node = expression;
    for (;;) {
      if (node.node === "BinOp") {
        spine.push(node);
        node = node.left;
      } else if (node.node === "Call") {
        this.checkKeywords(node.keywords, node);
        spine.push(node);
        node = node.func;
      } else if (node.node === "Attribute") {
        if (node.ctx !== "Load") this.checkName(node.attr, node, node.ctx);
        node = node.value;
      } else if (node.node === "Subscript") {
        spine.push(node);
        node = node.value;
      } else if (node.node === "IfExp") {
        this.visitExpression(node.test);
        this.visitExpression(node.body);
        node = node.orelse;
      } else if (node.node === "UnaryOp") node = node.operand;
      else break;
    }
    this.visitLeaf(node);
    for (let parent = spine.pop(); parent !== undefined; parent = spine.pop()) {
      if (parent.node === "BinOp") this.visitExpression(parent.right);
      else if (parent.node === "Subscript") this.visitExpression(parent.slice);
      else this.visitArguments((parent as Call).args, (parent as Call).keywords); // nothing else is pushed
    }
  }

  private visitLeaf(expression: Expression): void {
    switch (expression.node) {
      case "Constant":
        return;
      case "Name":
        if (expression.ctx !== "Load") this.checkName(expression.id, expression, expression.ctx);
        return;
      case "Starred":
        return this.fail(
          expression,
          expression.ctx === "Store"
            ? "starred assignment target must be in a list or tuple"
            : "can't use starred expression here",
        );
      case "Tuple":
      case "List":
        if (expression.ctx === "Store") return this.visitUnpacking(expression);
        return this.visitElements(expression.elts);
      case "Set":
        return this.visitElements(expression.elts);
      case "Lambda":
        this.visitParameters(expression.args, expression);
        return this.within("lambda", expression, () => this.visitExpression(expression.body));
      case "ListComp":
      case "SetComp":
      case "DictComp":
      case "GeneratorExp":
        return this.visitComprehension(expression);
      case "Yield":
      case "YieldFrom":
        return this.visitYield(expression);
      case "Await":
        this.checkAwait(expression);
        return this.visitExpression(expression.value);
      default:
        this.visitChildren(expression);
    }
  }

  private visitChildren(node: Node): void {
    forEachChild(node, (child) => {
      if (isStatement(child)) this.visitStatement(child);
      else this.visitExpression(child as Expression); // all other children are visited by name
    });
  }

  private visitTarget(target: Expression): void {
    this.visitExpression(target);
  }

  private visitElements(elements: readonly Expression[]): void {
    for (const each of elements) this.visitExpression(each.node === "Starred" ? each.value : each);
  }

  private visitArguments(args: readonly Expression[], keywords: readonly Keyword[]): void {
    this.visitElements(args);
    for (const keyword of keywords) this.visitExpression(keyword.value);
  }

  private visitUnpacking(target: Tuple | ListDisplay): void {
    const star = target.elts.findIndex((each) => each.node === "Starred");
    if (star !== -1) {
      const after = target.elts.length - star - 1;
      if (star >= 1 << 8 || after >= 1 << 24) this.fail(target, "too many expressions in star-unpacking assignment");
      if (target.elts.slice(star + 1).some((each) => each.node === "Starred")) {
        this.fail(target, "multiple starred expressions in assignment");
      }
    }
    this.visitElements(target.elts);
  }

  private checkKeywords(keywords: readonly Keyword[], position: Position): void {
    const seen = new Set<string>();
    for (const { arg } of keywords) this.checkName(arg, position);
    for (const keyword of keywords) {
      if (keyword.arg === null) continue;
      if (seen.has(keyword.arg)) this.fail(keyword, `keyword argument repeated: ${keyword.arg}`);
      seen.add(keyword.arg);
    }
  }

  private checkName(name: string | null, position: Position, ctx: "Store" | "Del" = "Store"): void {
    if (name !== "__debug__") return;
    this.fail(position, ctx === "Store" ? "cannot assign to __debug__" : "cannot delete __debug__");
  }

  private visitComprehension(
    expression: Extract<Expression, { node: "ListComp" | "SetComp" | "DictComp" | "GeneratorExp" }>,
  ): void {
    const [outermost, ...others] = expression.generators;
    if (outermost === undefined) return;
    this.visitExpression(outermost.iter);
    const isAsync = this.analysis.scopeOf.get(expression)?.isCoroutine === true;
    const mayAwait =
      this.place === "async-function" ||
      this.place === "comprehension" ||
      (this.place === "module" && this.options.allowTopLevelAwait === true);
    if (isAsync && expression.node !== "GeneratorExp" && !mayAwait) {
      this.fail(expression, "asynchronous comprehension outside of an asynchronous function");
    }
    this.within("comprehension", expression, () => {
      this.visitTarget(outermost.target);
      for (const condition of outermost.ifs) this.visitExpression(condition);
      for (const each of others) {
        this.visitExpression(each.iter);
        this.visitTarget(each.target);
        for (const condition of each.ifs) this.visitExpression(condition);
      }
      if (expression.node === "DictComp") {
        this.visitExpression(expression.key);
        this.visitExpression(expression.value);
      } else this.visitExpression(expression.elt);
    });
  }

  private visitYield(expression: Extract<Expression, { node: "Yield" | "YieldFrom" }>): void {
    if (this.place === "module" || this.place === "class") this.fail(expression, "'yield' outside function");
    if (expression.node === "YieldFrom" && this.place === "async-function") {
      this.fail(expression, "'yield from' inside async function");
    }
    if (expression.value !== null) this.visitExpression(expression.value);
  }

  private checkAwait(expression: Position): void {
    if (this.place === "async-function" || this.place === "comprehension") return;
    if (this.place === "module" && this.options.allowTopLevelAwait === true) return;
    const isOutside = this.place === "module" || this.place === "class";
    this.fail(expression, isOutside ? "'await' outside function" : "'await' outside async function");
  }
}
