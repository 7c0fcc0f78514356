/**
 * What is known while one Python scope is compiled: its variables, temporaries, positions, loops.
 *
 * The files of this folder register how each kind of node is emitted (`expressionEmitters`, `statementEmitters`), so
 * that they need not import one another in circles.
 */
import type * as ast from "../syntax/nodes.ts";
import { cellName, generated, type Js, js, localName, number, optionalProperty } from "./emit.ts";
import type { LikelyNames } from "./likely.ts";
import { mangle, type Scope } from "./scope.ts";
import type { IntrinsicName, Unit } from "./unit.ts";

type NodeOf<Union, Name> = Extract<Union, { node: Name }>;
export type ExpressionEmitters = {
  [Name in ast.Expression["node"]]?: (e: Emitter, node: NodeOf<ast.Expression, Name>) => Js;
};
export type StatementEmitters = {
  [Name in ast.Statement["node"]]?: (e: Emitter, node: NodeOf<ast.Statement, Name>) => Js;
};

export const expressionEmitters: ExpressionEmitters = {};
export const statementEmitters: StatementEmitters = {};

export function registerExpressions(table: ExpressionEmitters): void {
  Object.assign(expressionEmitters, table);
}
export function registerStatements(table: StatementEmitters): void {
  Object.assign(statementEmitters, table);
}

/** What a `break`, `continue` or `return` has to do with the constructs it leaves. */
export interface LoopLabels {
  breakLabel: Js;
  continueLabel: Js;
}

/** Where CPython says that `object.name` is: over several lines, only the name. */
export function attributePlace(node: ast.Attribute): ast.Position {
  if (node.lineno === node.end_lineno) return node;
  const { end_lineno, end_col_offset } = node;
  return { lineno: end_lineno, end_lineno, col_offset: end_col_offset - node.attr.length, end_col_offset };
}

/** Numbered as in `Positions`. */
const COMPREHENSIONS: readonly string[] = ["ListComp", "SetComp", "DictComp"];

/** A node takes two or three microseconds; what counts is that the clock is looked at. */
const STEPS_PER_NODE = 10;

export class Emitter {
  readonly unit: Unit;
  readonly scopeOf: ReadonlyMap<unknown, Scope>;
  /** The scope whose names are being resolved: a comprehension's while inside one. */
  scope: Scope;
  /** The function (or module or class body) that the JavaScript function stands for. */
  readonly body: Scope;
  /** For module and class bodies compiled against a mapping: the JavaScript variable of that mapping. */
  readonly namespace: Js | null;
  readonly codeName: Js;
  readonly className: string | null;
  readonly positions: number[] = [];
  readonly #positionIndex = new Map<string, number>();
  /** The comprehension around, as positions have it. */
  #comprehension = 0;
  declared: Set<Js> = new Set();
  loops: LoopLabels[] = [];
  /** What variables probably hold (likely.ts). */
  likely: LikelyNames = new Map();
  /** Comprehensions around the code that is emitted now. */
  comprehensions = 0;
  /** The general path beside a fused one is emitted: it is seldom taken and has no fast paths of its own. */
  isFused = false;
  /** Local names certainly bound here. */
  assigned: Set<string> = new Set();
  /** Whether `return` is inside a generator, a coroutine or an async generator. */
  readonly futureAnnotations: boolean;
  readonly interactive: boolean;
  /** Whether the generator form is made, in which calls may wait for the host. */
  readonly isSuspending: boolean;
  /** Names that some `del` or `except ... as` unbinds: never certainly bound. */
  readonly #deleted = new Set<string>();
  /** A generator with handlers, whose exception it keeps for itself. */
  keepsHandling = false;
  #temporaries = 0;

  constructor(
    unit: Unit,
    scopeOf: ReadonlyMap<unknown, Scope>,
    scope: Scope,
    options: {
      namespace: Js | null;
      codeName: Js;
      className: string | null;
      futureAnnotations: boolean;
      interactive?: boolean;
      isSuspending?: boolean;
    },
  ) {
    this.unit = unit;
    this.scopeOf = scopeOf;
    this.scope = scope;
    this.body = scope;
    this.namespace = options.namespace;
    this.codeName = options.codeName;
    this.className = options.className;
    this.futureAnnotations = options.futureAnnotations;
    this.interactive = options.interactive ?? false;
    this.isSuspending = options.isSuspending ?? false;
  }

  /** Notes what the suites unbind anywhere. */
  findDeleted(nodes: readonly ast.Statement[]): void {
    for (const node of nodes) {
      if (node.node === "Delete") for (const target of node.targets) this.#noteDeleted(target);
      if (node.node === "FunctionDef" || node.node === "AsyncFunctionDef" || node.node === "ClassDef") continue;
      for (const handler of node.node === "Try" || node.node === "TryStar" ? node.handlers : []) {
        if (handler.name !== null) this.#deleted.add(this.mangle(handler.name));
        this.findDeleted(handler.body);
      }
      for (const field of ["body", "orelse", "finalbody"] as const) {
        const suite = (node as unknown as Record<string, ast.Statement[] | undefined>)[field];
        if (Array.isArray(suite)) this.findDeleted(suite);
      }
      if (node.node === "Match") for (const one of node.cases) this.findDeleted(one.body);
    }
  }

  #noteDeleted(target: ast.Expression): void {
    if (target.node === "Name") this.#deleted.add(this.mangle(target.id));
    else if (target.node === "Tuple" || target.node === "List")
      for (const element of target.elts) this.#noteDeleted(element);
  }

  /** From here on the local is certainly bound. */
  bind(name: string): void {
    if (!this.#deleted.has(name)) this.assigned.add(name);
  }

  expression(node: ast.Expression): Js {
    const emit = expressionEmitters[node.node] as ((e: Emitter, node: ast.Expression) => Js) | undefined;
    if (emit === undefined) throw new RangeError(`no emitter for ${node.node}`);
    this.unit.pay(STEPS_PER_NODE);
    return emit(this, node);
  }

  statement(node: ast.Statement): Js {
    const emit = statementEmitters[node.node] as ((e: Emitter, node: ast.Statement) => Js) | undefined;
    if (emit === undefined) throw new RangeError(`no emitter for ${node.node}`);
    this.unit.pay(STEPS_PER_NODE);
    return emit(this, node);
  }

  /** A block of statements; what is certainly bound afterwards stays in `assigned`. */
  suite(nodes: readonly ast.Statement[]): Js {
    let text = js``;
    for (const node of nodes) text = js`${text}${this.statement(node)}\n`;
    return text;
  }

  /** `$name(args)` */
  call(name: IntrinsicName, ...args: Js[]): Js {
    return this.unit.call(name, ...args);
  }

  constant(value: unknown): Js {
    return this.unit.constant(value);
  }

  /** A fresh JavaScript variable of the function. */
  temporary(): Js {
    const name = generated("t", ++this.#temporaries);
    this.declared.add(name);
    return name;
  }

  label(): Js {
    return generated("L", this.unit.next());
  }

  /** The index of a place in the source, for tracebacks. */
  position(node: ast.Position): Js {
    return number(this.#place(node));
  }

  /** The place of `object.name(...)`, which knows the place of `object.name`. */
  callPosition(node: ast.Call, func: ast.Attribute): Js {
    const lookup = this.#place(attributePlace(func));
    const isSplit = node.lineno !== func.end_lineno;
    const start = isSplit
      ? { lineno: func.end_lineno, col_offset: func.end_col_offset - func.attr.length }
      : { lineno: node.lineno, col_offset: node.col_offset };
    return number(
      this.#place({ ...start, end_lineno: node.end_lineno, end_col_offset: node.end_col_offset }, lookup + 1),
    );
  }

  #place(node: ast.Position, lookup = 0): number {
    const place = [node.lineno, node.end_lineno, node.col_offset, node.end_col_offset, this.#comprehension, lookup];
    const key = place.join();
    let index = this.#positionIndex.get(key);
    if (index === undefined) {
      index = this.positions.length / 6;
      this.positions.push(...place);
      this.#positionIndex.set(key, index);
    }
    return index;
  }

  /** Emits what stands in a JavaScript function of its own, with the temporaries that it needs. */
  apart(emit: () => Js): { text: Js; declared: Set<Js> } {
    const { declared } = this;
    this.declared = new Set();
    const made = { text: emit(), declared: this.declared };
    this.declared = declared;
    return made;
  }

  /** Emits what runs inside a comprehension: tracebacks show it as a frame of its own, as CPython 3.11 had it. */
  inComprehension<T>(node: ast.ListComp | ast.SetComp | ast.DictComp, scope: Scope, emit: () => T): T {
    const { scope: around, assigned } = this;
    const comprehension = this.#comprehension;
    this.#comprehension = (this.#place(node) + 1) * 4 + COMPREHENSIONS.indexOf(node.node);
    this.scope = scope;
    this.assigned = new Set([...assigned].filter((name) => scope.symbols.get(name)?.binding !== "local"));
    const result = emit();
    this.scope = around;
    this.assigned = assigned;
    this.#comprehension = comprehension;
    return result;
  }

  /** Notes the place, then evaluates: `(p = 3, value)`. */
  at(place: ast.Position | Js, value: Js): Js {
    return js`(p = ${typeof place === "string" ? place : this.position(place)}, ${value})`;
  }

  /**
   * Emits an operation whose operands were emitted as `operands`: the place is noted after they were evaluated and before
   * it runs. `isSimple` tells which operands cannot raise, so that most need no temporary.
   */
  operation(
    place: ast.Position | Js,
    operands: readonly [js: Js, isSimple: boolean][],
    emit: (operands: Js[]) => Js,
  ): Js {
    const last = operands[operands.length - 1];
    if (last === undefined || operands.every(([, isSimple]) => isSimple))
      return this.at(place, emit(operands.map(([text]) => text)));
    const texts = operands.map(([text]) => text);
    if (last[1]) texts[texts.length - 1] = this.at(place, last[0]);
    else {
      const t = this.temporary();
      texts[texts.length - 1] = js`(${t} = ${last[0]}, ${this.at(place, t)})`;
    }
    return emit(texts);
  }

  /** Whether evaluating the node can neither raise nor change a variable. */
  isSimple(node: ast.Expression): boolean {
    return node.node === "Constant" || (node.node === "Name" && this.namespace === null);
  }

  /** Whether the text is a variable or a literal, so that it may be written twice. */
  isVariable(text: Js): boolean {
    return /^(?:[a-zA-Z_][\w$]*|-?\d+|\(-\d+\))$/.test(text);
  }

  /** `object.name`: the object's own attribute first, which no data descriptor shadows. The place is noted only where it may raise. */
  loadAttribute(node: ast.Position, object: Js, attribute: string): Js {
    const value = this.temporary();
    const inClass = optionalProperty("t$", attribute);
    const slow = (o: Js): Js =>
      this.at(node, this.call("loadAttribute", o, this.constant(attribute), js`${o}${inClass}`));
    if (this.isVariable(object))
      return js`((${value} = ${object}${optionalProperty("$", attribute)}) !== undefined ? ${value} : ${slow(object)})`;
    const held = this.temporary();
    return js`((${value} = (${held} = ${object})${optionalProperty("$", attribute)}) !== undefined ? ${value} : ${slow(held)})`;
  }

  /** An instance's own attribute by that name, or undefined: read without effects. */
  ownAttribute(object: Js, attribute: string): Js {
    return js`${object}${optionalProperty("$", attribute)}`;
  }

  /** Whether the code runs often, as far as one sees: then it is worth a longer text. */
  get isHot(): boolean {
    return this.body.kind !== "module" && this.body.kind !== "class"
      ? true
      : this.loops.length + this.comprehensions > 0;
  }

  /** Whether the module binds the name somewhere. */
  isBoundInModule(name: string): boolean {
    let { scope } = this;
    while (scope.parent !== null) scope = scope.parent;
    return scope.symbols.get(name)?.binding === "local";
  }

  operand(node: ast.Expression): [Js, boolean] {
    return [this.expression(node), this.isSimple(node)];
  }

  // Names

  mangle(name: string): string {
    return mangle(name, this.className);
  }

  /** How `name` is bound as seen from the current scope: comprehensions look through to the function around them. */
  resolve(name: string): { kind: "local" | "cell" | "global" | "namespace"; isGlobalExplicit: boolean } {
    const symbol = this.scope.symbols.get(name);
    const binding = symbol?.binding ?? "global-implicit";
    if (binding === "cell" || binding === "free") {
      if (this.scope.kind === "class" && binding === "cell") return { kind: "namespace", isGlobalExplicit: false };
      return { kind: "cell", isGlobalExplicit: false };
    }
    if (binding === "local") {
      if (this.scope.kind === "class" || (this.scope.kind === "module" && this.namespace !== null))
        return { kind: "namespace", isGlobalExplicit: false };
      return this.scope.kind === "module"
        ? { kind: "global", isGlobalExplicit: false }
        : { kind: "local", isGlobalExplicit: false };
    }
    if (
      binding === "global-implicit" &&
      this.namespace !== null &&
      (this.scope.kind === "class" || this.scope.kind === "module")
    ) {
      return { kind: "namespace", isGlobalExplicit: false };
    }
    return { kind: "global", isGlobalExplicit: binding === "global-explicit" };
  }

  load(node: ast.Name | (ast.Position & { id: string })): Js {
    const name = this.mangle(node.id);
    const { kind } = this.resolve(name);
    switch (kind) {
      case "local": {
        const local = localName(name);
        if (this.assigned.has(name)) return local;
        return js`(${local} !== undefined ? ${local} : (p = ${this.position(node)}, ${this.call("unboundLocal", this.constant(name))}))`;
      }
      case "cell": {
        const cell = cellName(name);
        if (this.namespace !== null && this.scope.kind === "class") {
          return this.at(node, this.call("loadClassCell", this.namespace, this.constant(name), cell));
        }
        const t = this.temporary();
        return js`((${t} = ${cell}.v) !== undefined ? ${t} : (p = ${this.position(node)}, ${this.#unboundCell(name)}))`;
      }
      case "global": {
        const cell = this.unit.global(name);
        const t = this.temporary();
        // The place is noted only for a name that is nowhere: built-ins are found on the way.
        return js`((${t} = ${cell}.v) !== undefined || (${t} = ${this.call("loadBuiltin", cell)}) !== undefined ? ${t} : (p = ${this.position(node)}, ${this.call("undefinedGlobal", cell)}))`;
      }
      case "namespace":
        return this.at(node, this.call("loadName", this.namespace as Js, this.constant(name), this.unit.global(name)));
    }
  }

  #unboundCell(name: string): Js {
    const isOwn = this.scope.symbols.get(name)?.binding === "cell";
    return this.call("unboundCell", this.constant(name), isOwn ? js`true` : js`false`);
  }

  /** A statement that binds `name` to `value`. */
  store(name_: string, value: Js): Js {
    const name = this.mangle(name_);
    const { kind } = this.resolve(name);
    switch (kind) {
      case "local":
        this.bind(name);
        return js`${localName(name)} = ${value};`;
      case "cell":
        return js`${cellName(name)}.v = ${value};`;
      case "global":
        if (this.unit.protectedNames.has(name)) return js`${this.call("refuseBinding", this.constant(name), value)};`;
        return js`${this.unit.global(name)}.v = ${value};`;
      case "namespace":
        if (this.scope.kind === "module" && this.unit.protectedNames.has(name))
          return js`${this.call("refuseBinding", this.constant(name), value)};`;
        return js`${this.call("storeName", this.namespace as Js, this.constant(name), value)};`;
    }
  }

  /** The same as an expression whose value is what was stored. */
  storeExpression(name_: string, value: Js): Js {
    const t = this.temporary();
    const statement = this.store(name_, t);
    return js`(${t} = ${value}, ${statement.slice(0, -1) as Js}, ${t})`;
  }

  remove(node: ast.Position, name_: string): Js {
    const name = this.mangle(name_);
    const { kind } = this.resolve(name);
    const place = js`p = ${this.position(node)};`;
    switch (kind) {
      case "local": {
        const local = localName(name);
        const check = this.assigned.has(name)
          ? js``
          : js` if (${local} === undefined) ${this.call("unboundLocal", this.constant(name))};`;
        this.assigned.delete(name);
        return js`${place}${check} ${local} = undefined;`;
      }
      case "cell":
        return js`${place} if (${cellName(name)}.v === undefined) ${this.#unboundCell(name)}; ${cellName(name)}.v = undefined;`;
      case "global":
        if (this.unit.protectedNames.has(name))
          return js`${this.call("refuseBinding", this.constant(name), js`null`)};`;
        return js`${place} ${this.call("deleteGlobal", this.unit.global(name))};`;
      case "namespace":
        return js`${place} ${this.call("deleteName", this.namespace as Js, this.constant(name))};`;
    }
  }

  /** Runs `emit` with a copy of what is bound; gives what it bound in the end (null when it never ends normally). */
  branch(emit: () => Js): { text: Js; assigned: Set<string> } {
    const before = this.assigned;
    this.assigned = new Set(before);
    const text = emit();
    const { assigned } = this;
    this.assigned = before;
    return { text, assigned };
  }

  /** After two branches: bound is what both bound. */
  merge(...branches: { assigned: Set<string>; endsHere: boolean }[]): void {
    const open = branches.filter((branch) => !branch.endsHere);
    const [first] = open.length > 0 ? open : branches;
    if (first === undefined) return;
    this.assigned = new Set([...first.assigned].filter((name) => open.every((branch) => branch.assigned.has(name))));
  }
}

/** Whether control never passes the end of a suite. */
export function endsAbruptly(nodes: readonly ast.Statement[]): boolean {
  const last = nodes[nodes.length - 1];
  if (last === undefined) return false;
  switch (last.node) {
    case "Return":
    case "Raise":
    case "Break":
    case "Continue":
      return true;
    case "If":
      return last.orelse.length > 0 && endsAbruptly(last.body) && endsAbruptly(last.orelse);
    default:
      return false;
  }
}
