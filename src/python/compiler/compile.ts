/** The pipeline in one screen: tree → scopes → JavaScript text and constants. */
import "./calls.ts";
import "./classes.ts";
import "./comprehensions.ts";
import "./patterns.ts";
import "./statements.ts";
import type { CodeFields } from "../runtime/values.ts";
import type * as ast from "../syntax/nodes.ts";
import { parse } from "../syntax/parse.ts";
import { frameName, generated, type Js, joinJs, js } from "./emit.ts";
import { Emitter } from "./emitter.ts";
import { CodeTemplate, emitFunctionCode, type FunctionOrigin } from "./functions.ts";
import { hasAnnotations } from "./classes.ts";
import { checkEarlyErrors, checkFutureImports } from "./early-errors.ts";
import { type Scope } from "./scope.ts";
import { importsFutureAnnotations } from "./future.ts";
import { likelyNames } from "./likely.ts";
import { analyseScopes } from "./scopes.ts";
import type { LeftOutFunction } from "./skeleton.ts";
import { Unit } from "./unit.ts";

/** Generated code, not yet made into a function. */
export interface CompiledUnit {
  /** Body of `function unit(I, K, M, G)`. */
  text: string;
  constants: readonly unknown[];
  fields: CodeFields;
}

export interface CompileOptions {
  filename: string;
  source: string;
  /** Module-level names that may not be bound. */
  protectedNames: ReadonlySet<string>;
  /** The value of the last statement is given back, as an action's output. */
  givesValue: boolean;
  /** Names are kept in a mapping given at run time (exec with separate locals) instead of in cells. */
  usesNamespace: boolean;
  futureAnnotations: boolean;
  /** The generator form: calls may wait for the host. */
  isSuspending: boolean;
  /** `await` at the top level makes the action a coroutine. */
  allowTopLevelAwait: boolean;
  /** Functions are compiled when they are first called: most of those of a library never are. */
  isLazy: boolean;
  /** Charges what compiling costs while it goes on. */
  pay: (steps: number) => void;
}

export function compile(root: ast.Root, options: CompileOptions): CompiledUnit {
  const where = { filename: options.filename, source: options.source };
  checkFutureImports(root, where);
  const analysis = analyseScopes(root, { ...where, futureAnnotations: options.futureAnnotations });
  checkEarlyErrors(root, analysis, { ...where, allowTopLevelAwait: options.allowTopLevelAwait });
  const { root: scope, scopeOf } = analysis;
  const sourceLines = options.source.split(/\r\n|\r|\n/);
  const unit = new Unit({ ...options, sourceLines });
  const codeName = generated("f", unit.next());
  const body = root.node === "Expression" ? [] : root.body;
  const e = new Emitter(unit, scopeOf, scope, {
    namespace: options.usesNamespace ? js`ns` : null,
    codeName,
    className: null,
    futureAnnotations: options.futureAnnotations || importsFutureAnnotations(root),
    interactive: root.node === "Interactive",
    isSuspending: options.isSuspending,
  });
  e.likely = likelyNames(body, null);
  const begin = hasAnnotations(body) ? js`${unit.call("beginModule", options.usesNamespace ? js`ns` : js`G`)};` : js``;
  const text =
    root.node === "Expression"
      ? js`return ${e.expression(root.body)};`
      : js`${begin} ${emitBody(e, body, options.givesValue)} return ${options.givesValue ? js`r` : js`null`};`;
  const fields = moduleFields(options.filename, scope, e.positions, sourceLines);
  const template = e.constant(new CodeTemplate(codeName, fields, null, null));
  const isAwaiting = scope.isCoroutine;
  const head = options.isSuspending || isAwaiting ? js`function* ` : js`function `;
  const cells = [...scope.symbols.values()]
    .filter((symbol) => symbol.binding === "cell")
    .map((symbol) => js`c_${symbol.name as Js} = new ${unit.intrinsic("Cell")}()`);
  const declared = joinJs([js`p = 0`, js`x`, options.givesValue ? js`r` : js`r = null`, ...e.declared]);
  const main = js`const ${codeName} = ${unit.call("code", template, js`null`, js`G`)};
return ${head}${frameName(codeName)}(ns) {
let ${declared}; ${cells.length > 0 ? js`const ${joinJs(cells)};` : js``}
try { ${text} } catch (e) { throw ${unit.call("exitModule", js`e`, codeName, js`p`, js`x`)}; }
}`;
  return { text: unit.finish(main), constants: unit.constants, fields: { ...fields, isCoroutine: isAwaiting } };
}

/** The statements; with `givesValue` the last one's value ends up in `r`. */
function emitBody(e: Emitter, body: readonly ast.Statement[], givesValue: boolean): Js {
  const last = body[body.length - 1];
  if (!givesValue || last === undefined) return e.suite(body);
  const before = e.suite(body.slice(0, -1));
  switch (last.node) {
    case "Expr":
      return js`${before} r = ${e.expression(last.value)};`;
    case "Assign":
    case "AugAssign":
    case "AnnAssign": {
      const target = last.node === "Assign" ? last.targets[0] : last.target;
      const statement = e.statement(last);
      if (target === undefined || (last.node === "AnnAssign" && last.value === null)) return js`${before} ${statement}`;
      if (target.node === "Name") return js`${before} ${statement} r = ${e.load({ ...target })};`;
      // What was assigned is shown by reading a plain value once more; of other targets only the value counts.
      if (last.node === "Assign") {
        const t = e.temporary();
        const kept: ast.Assign = {
          ...last,
          targets: [{ ...target, node: "Name", id: ".last", ctx: "Store" } as ast.Name, ...last.targets],
        };
        return js`${before} ${emitKeeping(e, kept, t)} r = ${t};`;
      }
      return js`${before} ${statement}`;
    }
    default:
      return js`${before} ${e.statement(last)}`;
  }
}

/** An assignment whose value is also kept in `t`. */
function emitKeeping(e: Emitter, node: ast.Assign, t: Js): Js {
  const store = e.store.bind(e);
  e.store = (name, value) => (name === ".last" ? js`${t} = ${value};` : store(name, value));
  try {
    return e.statement(node);
  } finally {
    e.store = store;
  }
}

function moduleFields(
  filename: string,
  scope: Scope,
  positions: readonly number[],
  sourceLines: readonly string[],
): CodeFields {
  return {
    name: "<module>",
    qualname: "<module>",
    filename,
    firstLine: 1,
    parameters: [],
    positionalOnlyCount: 0,
    positionalCount: 0,
    keywordOnlyCount: 0,
    hasVarArgs: false,
    hasVarKeywords: false,
    isGenerator: false,
    isCoroutine: false,
    localNames: [],
    cellNames: [],
    freeNames: [],
    globalNames: [...scope.symbols.keys()],
    constants: [],
    positions,
    sourceLines,
  };
}

/** A function that a skeleton left out: its source is parsed now, under a class of its name where it is a method. */
export function originOf(origin: FunctionOrigin, { start, end, className }: LeftOutFunction): FunctionOrigin {
  const { filename, sourceLines, futureAnnotations } = origin;
  const lines = sourceLines.slice(start, end);
  const source =
    className === null ? [...blankLines(start), ...lines] : [...blankLines(start - 1), `class ${className}:`, ...lines];
  const root = parse(source.join("\n"), { filename });
  const { scopeOf } = analyseScopes(root, { filename, source: sourceLines.join("\n"), futureAnnotations });
  const [first] = root.body;
  const node = (first?.node === "ClassDef" ? first.body[0] : first) as FunctionOrigin["node"];
  return { ...origin, node, scope: scopeOf.get(node) as Scope, scopeOf };
}

function blankLines(count: number): string[] {
  return new Array<string>(count).fill("");
}

/** One function, in the plain or the generator form, compiled when it is first needed. The unit's `main` is its code object. */
export function compileFunction(
  origin: FunctionOrigin,
  isSuspending: boolean,
  pay: (steps: number) => void,
): CompiledUnit {
  const unit = new Unit({ ...origin, isLazy: false, pay });
  const e = new Emitter(unit, origin.scopeOf, origin.scope.parent ?? origin.scope, {
    namespace: null,
    codeName: generated("f", unit.next()),
    className: origin.className,
    futureAnnotations: origin.futureAnnotations,
  });
  const { code } = emitFunctionCode(e, origin.node, isSuspending);
  return {
    text: unit.finish(js`return ${code};`),
    constants: unit.constants,
    fields: moduleFields(origin.filename, origin.scope, [], origin.sourceLines),
  };
}
