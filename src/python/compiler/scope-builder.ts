// Over 500 lines: one walk over all nodes that bind or use names, whose cases share the state of the walk.
// The first walk of scope analysis: makes the tree of scopes and notes how each uses its names. What CPython's symbol
// table refuses on sight is refused here, in the order in which it would be.

import type {
  Arguments, Comprehension, DictComp, Expression, FunctionDef, AsyncFunctionDef, ClassDef, GeneratorExp, Lambda,
  ListComp, Name, NamedExpr, Node, Pattern, Position, Root, SetComp, Statement, TypeAlias, TypeParameter,
} from "../syntax/nodes.ts"; // oxfmt-ignore
import { forEachChild, isStatement, isTransparent } from "../syntax/walk.ts";
import { importsFutureAnnotations } from "./future.ts";
import type { ScopeDraft, ScopeKind, ScopeOptions } from "./scope.ts";
import { ANNOTATED, ASSIGNED, BOUND, DECLARED_GLOBAL, DECLARED_NONLOCAL, IMPORTED, ITERATION_TARGET, PARAMETER, USED, isFunctionLike, mangle, syntaxErrorAtNode } from "./scope.ts"; // oxfmt-ignore

export interface BuiltScopes {
  draft: ScopeDraft;
  /** All scopes, outer ones first. */
  drafts: ScopeDraft[];
}

export function buildScopes(root: Root, options: ScopeOptions): BuiltScopes {
  const builder = new ScopeBuilder(root, options);
  if (root.node === "Expression") builder.visitExpression(root.body);
  else builder.visitStatements(root.body);
  return { draft: builder.root, drafts: builder.drafts };
}

type AnyComprehension = ListComp | SetComp | DictComp | GeneratorExp;

const COMPREHENSION_NAMES: Readonly<Record<AnyComprehension["node"], string>> = {
  ListComp: "listcomp",
  SetComp: "setcomp",
  DictComp: "dictcomp",
  GeneratorExp: "genexpr",
};
const COMPREHENSION_WORDS: Readonly<Record<AnyComprehension["node"], string>> = {
  ListComp: "list comprehension",
  SetComp: "set comprehension",
  DictComp: "dict comprehension",
  GeneratorExp: "generator expression",
};

class ScopeBuilder {
  readonly root: ScopeDraft;
  readonly drafts: ScopeDraft[] = [];
  private readonly options: ScopeOptions;
  private readonly futureAnnotations: boolean;
  private current: ScopeDraft;
  /** How many comprehensions' iterables are being visited: no walrus there, not even in a nested scope. */
  private iterableDepth = 0;
  private isIterationTarget = false;
  /** What is being visited that allows no yield, await or walrus: an annotation that is not evaluated, a type bound. */
  private restricted: string | null = null;

  constructor(root: Root, options: ScopeOptions) {
    this.options = options;
    this.futureAnnotations = options.futureAnnotations === true || importsFutureAnnotations(root);
    this.root = this.createDraft("module", "", root, null, null);
    this.current = this.root;
  }

  private createDraft(
    kind: ScopeKind,
    name: string,
    node: Node,
    parent: ScopeDraft | null,
    className: string | null,
  ): ScopeDraft {
    const draft: ScopeDraft = {
      scope: {
        kind,
        name,
        qualname: qualify(name, parent),
        node,
        parent: parent?.scope ?? null,
        children: [],
        symbols: new Map(),
        isGenerator: false,
        isCoroutine: false,
        hasReturnValue: false,
        callsByName: new Set(),
        needsClassCell: false,
        parameters: [],
      },
      parent,
      children: [],
      flags: new Map(),
      declarations: new Map(),
      className,
    };
    parent?.scope.children.push(draft.scope);
    parent?.children.push(draft);
    this.drafts.push(draft);
    return draft;
  }

  /** Visits something in a new scope within the current one. */
  private within(kind: ScopeKind, name: string, node: Node, visit: () => void): ScopeDraft {
    const outer = this.current;
    const className = kind === "class" ? name : outer.className;
    const draft = this.createDraft(kind, name, node, outer, className);
    const { restricted } = this;
    this.current = draft;
    this.restricted = null;
    visit();
    this.current = outer;
    this.restricted = restricted;
    return draft;
  }

  private fail(position: Position, message: string): never {
    throw syntaxErrorAtNode(position, message, this.options);
  }

  // Names

  private flagsOf(name: string): number {
    return this.current.flags.get(mangle(name, this.current.className)) ?? 0;
  }

  private add(name: string, flags: number, position: Position): void {
    this.addTo(this.current, name, flags, position);
  }

  private addTo(draft: ScopeDraft, name: string, flags: number, position: Position): void {
    const mangled = mangle(name, this.current.className);
    let value = draft.flags.get(mangled) ?? 0;
    if ((flags & PARAMETER) !== 0 && (value & PARAMETER) !== 0) {
      this.fail(position, `duplicate argument '${name}' in function definition`);
    }
    if (this.isIterationTarget && draft === this.current) {
      if ((value & (DECLARED_GLOBAL | DECLARED_NONLOCAL)) !== 0) {
        this.fail(position, `comprehension inner loop cannot rebind assignment expression target '${name}'`);
      }
      value |= ITERATION_TARGET;
    }
    draft.flags.set(mangled, value | flags);
    // A name declared global anywhere is a name of the module.
    if ((flags & DECLARED_GLOBAL) !== 0 && draft !== this.root) {
      this.root.flags.set(mangled, (this.root.flags.get(mangled) ?? 0) | DECLARED_GLOBAL);
    }
  }

  private bind(name: string, position: Position): void {
    this.add(name, BOUND | ASSIGNED, position);
  }

  // Statements

  visitStatements(statements: readonly Statement[]): void {
    for (const statement of statements) this.visitStatement(statement);
  }

  private visitStatement(statement: Statement): void {
    switch (statement.node) {
      case "FunctionDef":
      case "AsyncFunctionDef":
        return this.visitFunction(statement);
      case "ClassDef":
        return this.visitClass(statement);
      case "Return":
        if (statement.value !== null) {
          this.visitExpression(statement.value);
          this.current.scope.hasReturnValue = true;
        }
        return;
      case "AnnAssign":
        return this.visitAnnotatedAssignment(statement);
      case "Assign":
        for (const target of statement.targets) this.visitExpression(target);
        return this.visitExpression(statement.value);
      case "Expr":
        return this.visitExpression(statement.value);
      case "If":
        return this.visitIf(statement);
      case "Global":
      case "Nonlocal":
        for (const name of statement.names) this.declare(name, statement);
        return;
      case "Import":
      case "ImportFrom":
        return this.visitImport(statement);
      case "Match":
        this.visitExpression(statement.subject);
        for (const each of statement.cases) {
          this.visitPattern(each.pattern);
          if (each.guard !== null) this.visitExpression(each.guard);
          this.visitStatements(each.body);
        }
        return;
      case "Try":
      case "TryStar":
        return this.visitTry(statement);
      case "TypeAlias":
        return this.visitTypeAlias(statement);
      case "AsyncFor":
      case "AsyncWith":
        // At the top level of an action they make it a coroutine, as `await` does.
        if (this.current === this.root) this.current.scope.isCoroutine = true;
        return this.visitChildren(statement);
      default:
        this.visitChildren(statement);
    }
  }

  /** An `elif` chain is as long as it likes: a loop. */
  private visitIf(statement: Extract<Statement, { node: "If" }>): void {
    for (let branch = statement; ;) {
      this.visitExpression(branch.test);
      this.visitStatements(branch.body);
      const next = branch.orelse.length === 1 ? branch.orelse[0] : undefined;
      if (next?.node !== "If") return this.visitStatements(branch.orelse);
      branch = next;
    }
  }

  private visitTry(statement: Extract<Statement, { node: "Try" | "TryStar" }>): void {
    this.visitStatements(statement.body);
    this.visitStatements(statement.orelse);
    for (const handler of statement.handlers) {
      if (handler.type !== null) this.visitExpression(handler.type);
      if (handler.name !== null) this.bind(handler.name, handler);
      this.visitStatements(handler.body);
    }
    this.visitStatements(statement.finalbody);
  }

  private visitImport(statement: Extract<Statement, { node: "Import" | "ImportFrom" }>): void {
    for (const alias of statement.names) {
      if (alias.name !== "*") {
        this.add(alias.asname ?? alias.name.split(".")[0] ?? "", BOUND | IMPORTED, alias);
      } else if (this.current.scope.kind !== "module") this.fail(alias, "import * only allowed at module level");
    }
  }

  private declare(name: string, statement: Extract<Statement, { node: "Global" | "Nonlocal" }>): void {
    const isGlobal = statement.node === "Global";
    const word = isGlobal ? "global" : "nonlocal";
    const flags = this.flagsOf(name);
    if ((flags & (PARAMETER | ASSIGNED | USED | ANNOTATED)) !== 0) {
      this.fail(
        statement,
        (flags & PARAMETER) !== 0
          ? `name '${name}' is parameter and ${word}`
          : (flags & USED) !== 0
            ? `name '${name}' is used prior to ${word} declaration`
            : (flags & ANNOTATED) !== 0
              ? `annotated name '${name}' can't be ${word}`
              : `name '${name}' is assigned to before ${word} declaration`,
      );
    }
    this.add(name, isGlobal ? DECLARED_GLOBAL : DECLARED_NONLOCAL, statement);
    this.recordDeclaration(name, statement);
  }

  /** For a name declared twice CPython reports the first statement. */
  private recordDeclaration(name: string, position: Position): void {
    const mangled = mangle(name, this.current.className);
    if (!this.current.declarations.has(mangled)) this.current.declarations.set(mangled, position);
  }

  private visitAnnotatedAssignment(statement: Extract<Statement, { node: "AnnAssign" }>): void {
    const { target, annotation, value, simple } = statement;
    if (target.node === "Name") {
      const flags = this.flagsOf(target.id);
      const isDeclared = (flags & (DECLARED_GLOBAL | DECLARED_NONLOCAL)) !== 0;
      if (isDeclared && simple === 1 && this.current !== this.root) {
        const word = (flags & DECLARED_GLOBAL) !== 0 ? "global" : "nonlocal";
        this.fail(statement, `annotated name '${target.id}' can't be ${word}`);
      }
      if (simple === 1) this.add(target.id, ANNOTATED | BOUND | (value === null ? 0 : ASSIGNED), target);
      else if (value !== null) this.bind(target.id, target);
    } else this.visitExpression(target);
    this.visitAnnotation(annotation);
    if (value !== null) this.visitExpression(value);
  }

  private visitAnnotation(annotation: Expression | null): void {
    if (annotation === null) return;
    if (!this.futureAnnotations) {
      this.visitExpression(annotation);
      return;
    }
    // Not evaluated: its names do not count, but what may not stand in it is refused.
    const { current, drafts, restricted } = this;
    const count = drafts.length;
    this.current = this.createDraft("function", "", annotation, null, current.className);
    this.restricted = "an annotation";
    this.visitExpression(annotation);
    this.restricted = restricted;
    this.current = current;
    drafts.length = count;
  }

  private visitFunction(statement: FunctionDef | AsyncFunctionDef): void {
    this.bind(statement.name, statement);
    this.visitDefaults(statement.args);
    for (const decorator of statement.decorator_list) this.visitExpression(decorator);
    this.withTypeParameters(statement.name, statement, statement.type_params, () => {
      this.visitAnnotations(statement.args);
      this.visitAnnotation(statement.returns);
      const draft = this.within("function", statement.name, statement, () => {
        this.addParameters(statement.args);
        this.visitStatements(statement.body);
      });
      if (statement.node === "AsyncFunctionDef") draft.scope.isCoroutine = true;
    });
  }

  private visitDefaults(args: Arguments): void {
    for (const each of args.defaults) this.visitExpression(each);
    for (const each of args.kw_defaults) if (each !== null) this.visitExpression(each);
  }

  private visitAnnotations(args: Arguments): void {
    for (const each of args.posonlyargs) this.visitAnnotation(each.annotation);
    for (const each of args.args) this.visitAnnotation(each.annotation);
    if (args.vararg !== null) this.visitAnnotation(args.vararg.annotation);
    if (args.kwarg !== null) this.visitAnnotation(args.kwarg.annotation);
    for (const each of args.kwonlyargs) this.visitAnnotation(each.annotation);
  }

  private addParameters(args: Arguments): void {
    const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
    if (args.vararg !== null) all.push(args.vararg);
    if (args.kwarg !== null) all.push(args.kwarg);
    for (const each of all) {
      this.add(each.arg, PARAMETER | BOUND, each);
      this.current.scope.parameters.push(mangle(each.arg, this.current.className));
    }
  }

  private visitClass(statement: ClassDef): void {
    this.bind(statement.name, statement);
    for (const decorator of statement.decorator_list) this.visitExpression(decorator);
    this.withTypeParameters(statement.name, statement, statement.type_params, () => {
      for (const base of statement.bases) this.visitExpression(base);
      for (const keyword of statement.keywords) this.visitExpression(keyword.value);
      this.within("class", statement.name, statement, () => this.visitStatements(statement.body));
    });
  }

  // Type parameters (PEP 695)

  private withTypeParameters(name: string, node: Node, parameters: TypeParameter[], visit: () => void): void {
    if (parameters.length === 0) return visit();
    this.within("type-parameters", name, node, () => {
      for (const parameter of parameters) this.visitTypeParameter(parameter);
      visit();
    });
  }

  private visitTypeParameter(parameter: TypeParameter): void {
    if ((this.flagsOf(parameter.name) & BOUND) !== 0) {
      this.fail(parameter, `duplicate type parameter '${parameter.name}'`);
    }
    this.bind(parameter.name, parameter);
    if (parameter.node !== "TypeVar" || parameter.bound === null) return;
    const bound = parameter.bound;
    const word = bound.node === "Tuple" ? "a TypeVar constraint" : "a TypeVar bound";
    this.within("lambda", parameter.name, parameter, () => this.restrict(word, bound));
  }

  private visitTypeAlias(statement: TypeAlias): void {
    this.visitExpression(statement.name);
    this.withTypeParameters(statement.name.id, statement, statement.type_params, () => {
      this.within("lambda", statement.name.id, statement, () => this.restrict("a type alias", statement.value));
    });
  }

  private restrict(where: string, expression: Expression): void {
    const outer = this.restricted;
    this.restricted = where;
    this.visitExpression(expression);
    this.restricted = outer;
  }

  private refuseIfRestricted(expression: Expression, what: string): void {
    if (this.restricted === null) return;
    const can = this.restricted === "an annotation" ? "can not" : "cannot";
    const subject = this.restricted === "an annotation" ? `'${what}'` : what;
    this.fail(expression, `${subject} ${can} be used within ${this.restricted}`);
  }

  // Expressions

  /** Chains such as `a + b + ...` and `a.b().c` lean to the left: their spine is a loop. */
  visitExpression(expression: Expression): void {
    const spine: Expression[] = [];
    let node = expression;
    for (;;) {
      if (node.node === "BinOp") {
        spine.push(node);
        node = node.left;
      } else if (node.node === "Call") {
        if (node.func.node === "Name") this.current.scope.callsByName.add(node.func.id);
        spine.push(node);
        node = node.func;
      } else if (node.node === "Attribute") node = node.value;
      else if (node.node === "Subscript") {
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
      else if (parent.node === "Call") {
        for (const argument of parent.args) this.visitExpression(argument);
        for (const keyword of parent.keywords) this.visitExpression(keyword.value);
      }
    }
  }

  private visitLeaf(expression: Expression): void {
    switch (expression.node) {
      case "Constant":
        return;
      case "Name":
        return this.visitName(expression);
      case "NamedExpr":
        return this.visitNamed(expression);
      case "Lambda":
        return this.visitLambda(expression);
      case "ListComp":
      case "SetComp":
      case "DictComp":
      case "GeneratorExp":
        return this.visitComprehension(expression);
      case "Yield":
      case "YieldFrom":
        return this.visitYield(expression);
      case "Await":
        this.refuseIfRestricted(expression, "await expression");
        this.visitExpression(expression.value);
        this.current.scope.isCoroutine = true;
        return;
      default:
        this.visitChildren(expression);
    }
  }

  private visitChildren(node: Node): void {
    forEachChild(node, (child) => {
      if (isStatement(child)) this.visitStatement(child);
      else if (isTransparent(child)) this.visitChildren(child);
      else this.visitExpression(child as Expression); // patterns and the like are visited by name
    });
  }

  private visitName(name: Name): void {
    if (name.ctx !== "Load") {
      this.bind(name.id, name);
      return;
    }
    this.add(name.id, USED, name);
    // super() without arguments finds its class in the cell `__class__`.
    if (name.id === "super" && isFunctionLike(this.current.scope.kind)) this.add("__class__", USED, name);
  }

  private visitNamed(expression: NamedExpr): void {
    this.refuseIfRestricted(expression, "named expression");
    if (this.iterableDepth > 0) {
      this.fail(expression, "assignment expression cannot be used in a comprehension iterable expression");
    }
    if (this.current.scope.kind === "comprehension") this.extendOutwards(expression.target);
    this.visitExpression(expression.value);
    this.visitExpression(expression.target);
  }

  /** A walrus in a comprehension binds in the function or module around it. */
  private extendOutwards(target: Name): void {
    const mangled = mangle(target.id, this.current.className);
    for (let outer: ScopeDraft | null = this.current; outer !== null; outer = outer.parent) {
      const { kind } = outer.scope;
      const flags = outer.flags.get(mangled) ?? 0;
      if (kind === "comprehension") {
        if ((flags & ITERATION_TARGET) === 0) continue;
        this.fail(target, `assignment expression cannot rebind comprehension iteration variable '${target.id}'`);
      }
      if (kind === "class") {
        this.fail(target, "assignment expression within a comprehension cannot be used in a class body");
      }
      const isGlobal = kind === "module" || (flags & DECLARED_GLOBAL) !== 0;
      this.add(target.id, isGlobal ? DECLARED_GLOBAL : DECLARED_NONLOCAL, target);
      this.recordDeclaration(target.id, target);
      this.addTo(outer, target.id, (kind === "module" ? DECLARED_GLOBAL : BOUND) | ASSIGNED, target);
      return;
    }
  }

  private visitLambda(lambda: Lambda): void {
    this.visitDefaults(lambda.args);
    this.within("lambda", "<lambda>", lambda, () => {
      this.addParameters(lambda.args);
      this.visitExpression(lambda.body);
      // A lambda returns its body.
      this.current.scope.hasReturnValue = true;
    });
  }

  private visitYield(expression: Extract<Expression, { node: "Yield" | "YieldFrom" }>): void {
    this.refuseIfRestricted(expression, "yield expression");
    if (expression.value !== null) this.visitExpression(expression.value);
    const { scope } = this.current;
    scope.isGenerator = true;
    if (scope.kind === "comprehension") {
      const node = scope.node as AnyComprehension; // the node of every scope of this kind
      this.fail(expression, `'yield' inside ${COMPREHENSION_WORDS[node.node]}`);
    }
  }

  /** The first iterable is evaluated outside, all the rest within. */
  private visitComprehension(expression: AnyComprehension): void {
    const [outermost, ...others] = expression.generators;
    if (outermost === undefined) return;
    this.visitIterable(outermost);
    const name = `<${COMPREHENSION_NAMES[expression.node]}>`;
    const { scope } = this.within("comprehension", name, expression, () => {
      if (outermost.is_async === 1) this.current.scope.isCoroutine = true;
      this.visitIterationTarget(outermost);
      for (const condition of outermost.ifs) this.visitExpression(condition);
      for (const each of others) {
        this.visitIterationTarget(each);
        this.visitIterable(each);
        for (const condition of each.ifs) this.visitExpression(condition);
        if (each.is_async === 1) this.current.scope.isCoroutine = true;
      }
      if (expression.node === "DictComp") {
        this.visitExpression(expression.key);
        this.visitExpression(expression.value);
      } else this.visitExpression(expression.elt);
    });
    if (expression.node === "GeneratorExp") scope.isGenerator = true;
    // A list, set or dict that awaits makes the scope around it await.
    else if (scope.isCoroutine) this.current.scope.isCoroutine = true;
  }

  private visitIterationTarget(comprehension: Comprehension): void {
    this.isIterationTarget = true;
    this.visitExpression(comprehension.target);
    this.isIterationTarget = false;
  }

  private visitIterable(comprehension: Comprehension): void {
    this.iterableDepth++;
    this.visitExpression(comprehension.iter);
    this.iterableDepth--;
  }

  private visitPattern(pattern: Pattern): void {
    switch (pattern.node) {
      case "MatchValue":
        return this.visitExpression(pattern.value);
      case "MatchSingleton":
        return;
      case "MatchSequence":
      case "MatchOr":
        for (const each of pattern.patterns) this.visitPattern(each);
        return;
      case "MatchMapping":
        for (const key of pattern.keys) this.visitExpression(key);
        for (const each of pattern.patterns) this.visitPattern(each);
        if (pattern.rest !== null) this.bind(pattern.rest, pattern);
        return;
      case "MatchClass":
        this.visitExpression(pattern.cls);
        for (const each of pattern.patterns) this.visitPattern(each);
        for (const each of pattern.kwd_patterns) this.visitPattern(each);
        return;
      case "MatchStar":
        if (pattern.name !== null) this.bind(pattern.name, pattern);
        return;
      case "MatchAs":
        if (pattern.pattern !== null) this.visitPattern(pattern.pattern);
        if (pattern.name !== null) this.bind(pattern.name, pattern);
    }
  }
}

/** `Class.method`, `function.<locals>.inner`; a name declared global stands alone. */
function qualify(name: string, parent: ScopeDraft | null): string {
  let outer = parent;
  while (outer !== null && outer.scope.kind === "type-parameters") outer = outer.parent;
  if (outer === null || outer.scope.kind === "module") return name;
  if (((outer.flags.get(mangle(name, outer.className)) ?? 0) & DECLARED_GLOBAL) !== 0) return name;
  // CPython's comprehensions are functions of their own, but do not show what is local to them as such.
  const isBare = outer.scope.kind === "class" || outer.scope.kind === "comprehension";
  return isBare ? `${outer.scope.qualname}.${name}` : `${outer.scope.qualname}.<locals>.${name}`;
}
