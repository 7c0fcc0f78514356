/**
 * Functions, lambdas and generators.
 *
 *   def f(a, b=1): ...     →   const f7 = $code(k3, ([c_x]) => function (l_a, l_b) { ... });
 *                              ... $function(f7, [c_x], [1], null)
 *
 * The factory takes the captured cells, so that a second form of the function (the generator form of suspension) can be
 * made later over the same cells.
 */
import type * as ast from "../syntax/nodes.ts";
import { unparse } from "../syntax/unparse.ts";
import type { CodeFields, PyValue } from "../runtime/values.ts";
import { waiting } from "./calls.ts";
import { cellName, frameName, generated, type Js, joinJs, js, localName } from "./emit.ts";
import { Emitter, registerExpressions, registerStatements } from "./emitter.ts";
import { likelyNames } from "./likely.ts";
import type { Scope } from "./scope.ts";

/** What a unit keeps of a function: the fields of its code object, and how its generator form is compiled. */
export class CodeTemplate {
  /** The number in the name of its variable. */
  readonly number: number;
  readonly fields: CodeFields;
  readonly doc: string | null;
  /** Everything that emitting the other form needs. */
  readonly origin: FunctionOrigin | null;
  /** The unit has no code of the function: it is compiled from its origin when it is first called. */
  readonly isLeftOut: boolean;
  constructor(code: Js, fields: CodeFields, doc: string | null, origin: FunctionOrigin | null, isLeftOut = false) {
    this.number = Number(code.slice(1));
    this.fields = fields;
    this.doc = doc;
    this.origin = origin;
    this.isLeftOut = isLeftOut;
  }
}

export interface FunctionOrigin {
  node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda;
  scope: Scope;
  scopeOf: ReadonlyMap<unknown, Scope>;
  className: string | null;
  futureAnnotations: boolean;
  filename: string;
  sourceLines: readonly string[];
  protectedNames: ReadonlySet<string>;
}

/** What a code object tells of a function. */
interface FunctionFacts {
  node: unknown;
  scope: Scope;
  name: string;
  isGenerator: boolean;
  isCoroutine: boolean;
  isAsyncGenerator: boolean;
  firstLine: number;
  arguments?: ast.Arguments;
  doc?: string | null;
  origin?: FunctionOrigin;
}

export interface FunctionSpec extends FunctionFacts {
  /** The JavaScript parameters. */
  parameters: readonly Js[];
  body: Js;
  /** A class body: called with its namespace, shown in tracebacks under the class's name. */
  isClassBody?: boolean;
}

/** The variable that will hold the code object of the function about to be emitted. */
export function functionCode(e: Emitter): Js {
  return generated("f", e.unit.next());
}

/** In the order of `co_freevars`, which is that of `__closure__`. */
export function freeNames(scope: Scope): string[] {
  const names = new Set(
    [...scope.symbols.values()].filter((symbol) => symbol.binding === "free").map((symbol) => symbol.name),
  );
  if (scope.kind === "class") {
    // A name that the class binds for itself is still captured by its functions from the scope around it.
    for (const child of scope.children) {
      for (const name of freeNames(child))
        if (scope.symbols.get(name)?.binding !== "cell" && !(name === "__class__" && scope.needsClassCell))
          names.add(name);
    }
  }
  return [...names].sort();
}

function parameterNames(args: ast.Arguments | undefined, mangle: (name: string) => string): string[] {
  if (args === undefined) return [];
  const names = [...args.posonlyargs, ...args.args, ...args.kwonlyargs].map((arg) => mangle(arg.arg));
  if (args.vararg !== null) names.push(mangle(args.vararg.arg));
  if (args.kwarg !== null) names.push(mangle(args.kwarg.arg));
  return names;
}

function codeFields(e: Emitter, spec: FunctionFacts): CodeFields {
  const { scope } = spec;
  const args = spec.arguments;
  const names = parameterNames(args, (name) => e.mangle(name));
  const parameters = new Set(names);
  const own = [...scope.symbols.values()].filter((symbol) => !symbol.name.startsWith("."));
  return {
    name: spec.name,
    qualname: scope.qualname,
    filename: e.unit.filename,
    firstLine: spec.firstLine,
    parameters: names,
    positionalOnlyCount: args?.posonlyargs.length ?? 0,
    positionalCount: (args?.posonlyargs.length ?? 0) + (args?.args.length ?? 0),
    keywordOnlyCount: args?.kwonlyargs.length ?? 0,
    hasVarArgs: args?.vararg != null,
    hasVarKeywords: args?.kwarg != null,
    isGenerator: spec.isGenerator,
    isCoroutine: spec.isCoroutine,
    localNames: [
      ...names,
      ...own
        .filter((symbol) => symbol.binding === "local" && !parameters.has(symbol.name))
        .map((symbol) => symbol.name),
    ],
    cellNames: own.filter((symbol) => symbol.binding === "cell").map((symbol) => symbol.name),
    freeNames: freeNames(scope),
    globalNames: own.filter((symbol) => symbol.binding.startsWith("global")).map((symbol) => symbol.name),
    constants: [spec.doc ?? null] as PyValue[],
    positions: e.positions,
    sourceLines: e.unit.sourceLines,
  };
}

/** Adds a function to the unit; gives the variable of its code object and the cells it captures. */
export function functionHead(e: Emitter, spec: FunctionSpec): { code: Js; cells: readonly string[] } {
  const fields = codeFields(e, spec);
  const { freeNames: cells, parameters: names } = fields;
  const template = e.constant(new CodeTemplate(e.codeName, fields, spec.doc ?? null, spec.origin ?? null));
  const parameters = joinJs(spec.parameters);
  const isGeneratorBody = spec.isGenerator || spec.isCoroutine;
  const variables = declarations(e, names, spec);
  const captured = joinJs(cells.map((name) => cellName(name)));
  const code = e.codeName;
  let made: Js;
  if (isGeneratorBody) {
    const make = spec.isAsyncGenerator ? "makeAsyncGenerator" : spec.isCoroutine ? "makeCoroutine" : "makeGenerator";
    // Made once: a generator function made anew costs ten times what calling it does.
    const body = frameName(code),
      received = joinJs([...spec.parameters, ...cells.map((name) => cellName(name))]);
    e.unit.addFunction(js`function* ${body}(${received}) {
${variables}
try { ${spec.body} return null; } catch (e) { throw ${e.call("exitGenerator", js`e`, code, js`p`, js`x`)}; }
}`);
    made = js`{ return function (${parameters}) { return ${e.call(make, code, js`${body}(${received})`, ...(e.keepsHandling ? [js`true`] : []))}; }; }`;
  } else {
    const head = e.isSuspending ? js`function* ` : js`function `;
    made = js`{ return ${head}${frameName(code)}(${parameters}) {
const d = M.depth; if (d <= 0) ${e.call("recursionLimit")}; M.depth = d - 1; if (--M.left < 0) M.refill();
${variables}
try { ${spec.body} M.depth = d; return null; } catch (e) { M.depth = d; throw ${e.call("exitFunction", js`e`, code, js`p`, js`x`)}; }
}; }`;
  }
  e.unit.addFunction(js`const ${code} = ${e.call("code", template, js`([${captured}]) => ${made}`, js`G`)};`);
  return { code, cells };
}

/**
 * A generator expression that loops once keeps nothing between its items but the iterator, so it needs no JavaScript generator:
 *
 *   (f(x) for x in xs if x)   →   function w1(source) { let p = 0, x; return (thrown) => { for (...) if (...) return f(x); } }
 */
export function stepHead(e: Emitter, spec: FunctionSpec): { code: Js; make: Js; cells: readonly string[] } {
  const fields = codeFields(e, spec);
  const { freeNames: cells } = fields;
  const template = e.constant(new CodeTemplate(e.codeName, fields, null, null)),
    make = generated("w", e.unit.next()),
    code = e.codeName;
  const { variables, own } = variablesOf(e, [], spec);
  e.unit.addFunction(js`const ${code} = ${e.call("code", template, js`null`, js`G`)};
function ${make}(${joinJs([...spec.parameters, ...cells.map((name) => cellName(name))])}) {
let p = 0, x; ${own}
return function ${frameName(code)}(thrown) {
${variables.length === 0 ? js`` : js`let ${joinJs(variables)};`}
try { if (thrown !== undefined) throw thrown; ${spec.body} } catch (e) { throw ${e.call("exitGenerator", js`e`, code, js`p`, js`x`)}; }
}; }`);
  return { code, make, cells };
}

/** Declares what the body uses: place, temporaries, locals, cells. */
function declarations(e: Emitter, parameters: readonly string[], spec: FunctionSpec): Js {
  const { variables, own } = variablesOf(e, parameters, spec);
  return js`let ${joinJs([js`p = 0`, js`x`, js`r`, ...variables])}; ${own}`;
}

/** Temporaries and locals; the declaration of the cells. */
function variablesOf(
  e: Emitter,
  parameters: readonly string[],
  spec: FunctionSpec,
): { variables: readonly Js[]; own: Js } {
  const variables: Js[] = [...e.declared];
  const cells: Js[] = [];
  const parameterSet = new Set(parameters);
  for (const symbol of spec.scope.symbols.values()) {
    if (symbol.name.startsWith(".") || spec.isClassBody === true) continue;
    const isParameter = parameterSet.has(symbol.name);
    if (symbol.binding === "local" && !isParameter) variables.push(localName(symbol.name));
    if (symbol.binding === "cell")
      cells.push(
        js`${cellName(symbol.name)} = new ${e.unit.intrinsic("Cell")}(${isParameter ? localName(symbol.name) : js``})`,
      );
  }
  if (spec.isClassBody === true && spec.scope.needsClassCell)
    cells.push(js`${cellName("__class__")} = new ${e.unit.intrinsic("Cell")}()`);
  return { variables, own: cells.length > 0 ? js`const ${joinJs(cells)};` : js`` };
}

function docstring(body: readonly ast.Statement[]): string | null {
  const [first] = body;
  return first?.node === "Expr" && first.value.node === "Constant" && typeof first.value.value === "string"
    ? first.value.value
    : null;
}

/** Emits the function itself, in the plain or the generator form; gives its code variable and cells. */
export function emitFunctionCode(
  e: Emitter,
  node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
  isSuspending: boolean,
): { code: Js; cells: readonly string[] } {
  const scope = e.scopeOf.get(node) as Scope;
  const inner = new Emitter(e.unit, e.scopeOf, scope, {
    namespace: null,
    codeName: functionCode(e),
    className: e.className,
    futureAnnotations: e.futureAnnotations,
    isSuspending,
  });
  const isAsync = node.node === "AsyncFunctionDef";
  const facts: FunctionFacts = {
    node,
    scope,
    name: node.node === "Lambda" ? "<lambda>" : node.name,
    isGenerator: scope.isGenerator,
    isCoroutine: isAsync,
    isAsyncGenerator: isAsync && scope.isGenerator,
    firstLine: node.node === "Lambda" ? node.lineno : (node.decorator_list[0]?.lineno ?? node.lineno),
    arguments: node.args,
    doc: node.node === "Lambda" ? null : docstring(node.body),
    origin: {
      node,
      scope,
      scopeOf: e.scopeOf,
      className: e.className,
      futureAnnotations: e.futureAnnotations,
      filename: e.unit.filename,
      sourceLines: e.unit.sourceLines,
      protectedNames: e.unit.protectedNames,
    },
  };
  if (e.unit.isLazy) return leftOut(inner, facts);
  const names = parameterNames(node.args, (name) => e.mangle(name));
  inner.findDeleted(node.node === "Lambda" ? [] : node.body);
  inner.likely = likelyNames(node.node === "Lambda" ? [] : node.body, node.args);
  for (const name of names) if (scope.symbols.get(name)?.binding === "local") inner.bind(name);
  let body: Js;
  if (node.node === "Lambda") {
    const value = inner.expression(node.body);
    body = scope.isGenerator || scope.isCoroutine ? js`return ${value};` : js`r = ${value}; M.depth = d; return r;`;
  } else body = inner.suite(node.body);
  return functionHead(inner, { ...facts, parameters: names.map((name) => localName(name)), body });
}

/** A function without its code: that is compiled from the origin when it is first called. */
function leftOut(e: Emitter, facts: FunctionFacts): { code: Js; cells: readonly string[] } {
  const fields = codeFields(e, facts),
    code = e.codeName;
  const template = e.constant(new CodeTemplate(e.codeName, fields, facts.doc ?? null, facts.origin ?? null, true));
  e.unit.addFunction(js`const ${code} = ${e.call("code", template, js`null`, js`G`)};`);
  return { code, cells: fields.freeNames };
}

/** The expression that makes the function object: defaults are evaluated here, in the scope around. */
export function emitFunction(e: Emitter, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda): Js {
  const { args } = node;
  const defaults =
    args.defaults.length === 0 ? js`null` : js`[${joinJs(args.defaults.map((value) => e.expression(value)))}]`;
  const named = args.kwonlyargs.flatMap((arg, index) => {
    const value = args.kw_defaults[index] ?? null;
    return value === null ? [] : [e.constant(e.mangle(arg.arg)), e.expression(value)];
  });
  const keywordDefaults = named.length === 0 ? js`null` : e.call("keywords", js`[${joinJs(named)}]`);
  const annotations = node.node === "Lambda" ? js`null` : emitAnnotations(e, node);
  const { code, cells } = emitFunctionCode(e, node, false);
  return e.call(
    "makeFunction",
    code,
    js`[${joinJs(cells.map((name) => cellName(name)))}]`,
    defaults,
    keywordDefaults,
    annotations,
  );
}

/** The annotations of a signature, as `[name, value, ...]` or null. */
function emitAnnotations(e: Emitter, node: ast.FunctionDef | ast.AsyncFunctionDef): Js {
  const { args } = node;
  const all = [
    ...args.posonlyargs,
    ...args.args,
    ...(args.vararg === null ? [] : [args.vararg]),
    ...args.kwonlyargs,
    ...(args.kwarg === null ? [] : [args.kwarg]),
  ];
  const parts: Js[] = [];
  for (const arg of all)
    if (arg.annotation !== null) parts.push(e.constant(e.mangle(arg.arg)), emitAnnotation(e, arg.annotation));
  if (node.returns !== null) parts.push(e.constant("return"), emitAnnotation(e, node.returns));
  return parts.length === 0 ? js`null` : e.call("dict", js`[${joinJs(parts)}]`);
}

/** An annotation's value: its text under `from __future__ import annotations`. */
export function emitAnnotation(e: Emitter, node: ast.Expression): Js {
  if (e.futureAnnotations) return e.constant(unparse(node));
  return node.node === "Starred" ? e.call("unpackAnnotation", e.expression(node.value)) : e.expression(node);
}

/** Applies decorators, the last first; each was evaluated before the function was made. */
export function decorate(e: Emitter, decorators: readonly ast.Expression[], make: () => Js): Js {
  const held = decorators.map((decorator) => {
    const t = e.temporary();
    return { t, text: js`${t} = ${e.expression(decorator)}`, node: decorator };
  });
  let value = make();
  for (const { t, node } of held.reverse())
    value = e.operation(
      node,
      [
        [t, true],
        [value, false],
      ],
      ([f, object]) => waiting(e, e.call(e.isSuspending ? "waitCall1" : "call1", f as Js, object as Js)),
    );
  return held.length === 0 ? value : js`(${joinJs(held.reverse().map(({ text }) => text))}, ${value})`;
}

function emitDefinition(e: Emitter, node: ast.FunctionDef | ast.AsyncFunctionDef): Js {
  const make = (): Js =>
    node.type_params.length === 0 ? emitFunction(e, node) : emitGeneric(e, node, (inner) => emitFunction(inner, node));
  const value = decorate(e, node.decorator_list, make);
  const t = e.temporary();
  return js`${t} = ${value}; ${e.store(node.name, t)}`;
}

/**
 * A generic function, class or alias: its type parameters live in a scope of their own around it.
 *
 *   def f[T](x: T): ...   →   ((c_T) => { c_T.v = $typeVar("T"); return $withTypeParameters(<f>, [c_T.v]); })(new $Cell())
 */
export function emitGeneric(
  e: Emitter,
  node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.TypeAlias,
  emit: (e: Emitter, parameters: Js) => Js,
): Js {
  const scope = typeParameterScope(e, node);
  const before = e.scope;
  e.scope = scope;
  const cells = node.type_params.map((parameter) => parameter.name);
  const declared: Js[] = [],
    steps: Js[] = [];
  e.unit.intrinsic("Cell");
  for (const parameter of node.type_params) {
    const binding = scope.symbols.get(parameter.name)?.binding;
    const variable = binding === "cell" ? cellName(parameter.name) : localName(parameter.name);
    declared.push(binding === "cell" ? js`${variable} = new $Cell()` : variable);
    const bound =
      parameter.node === "TypeVar" && parameter.bound !== null ? js`() => ${e.expression(parameter.bound)}` : js`null`;
    const isTuple = parameter.node === "TypeVar" && parameter.bound?.node === "Tuple";
    const target = binding === "cell" ? js`${variable}.v` : variable;
    steps.push(
      js`${target} = ${e.call("typeParameter", e.constant(parameter.node), e.constant(parameter.name), bound, isTuple ? js`true` : js`false`)};`,
    );
    if (binding === "local") e.bind(parameter.name);
  }
  const values = joinJs(
    cells.map((name) => (scope.symbols.get(name)?.binding === "cell" ? js`${cellName(name)}.v` : localName(name))),
  );
  const value = emit(e, js`[${values}]`);
  e.scope = before;
  return js`(() => { let ${joinJs(declared)}; ${joinJs(steps, "\n")} return ${e.call("withTypeParameters", value, js`[${values}]`)}; })()`;
}

function typeParameterScope(e: Emitter, node: ast.Statement): Scope {
  const own = e.scopeOf.get(node) as Scope;
  return own.kind === "type-parameters" ? own : (own.parent as Scope);
}

registerExpressions({ Lambda: (e, node) => emitFunction(e, node) });
registerStatements({ FunctionDef: emitDefinition, AsyncFunctionDef: emitDefinition });
