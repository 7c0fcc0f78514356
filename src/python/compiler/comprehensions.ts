/**
 * Comprehensions belong to the function around them (as PEP 709 has it), but loop in a JavaScript function of their own, which
 * is given the variables it reads: one that captured them would put them, and the place, into the heap. What fails in it leaves
 * its place with the meter, which a place of -1 in the function around stands for.
 *
 *   [f(x) for x in xs if x]   →   (p = -1, w1(xs))     function w1(t) { r = []; for (...) if (...) r.push(f(x)); return r; }
 */
import type * as ast from "../syntax/nodes.ts";
import { cellName, generated, type Js, joinJs, js, localName } from "./emit.ts";
import { Emitter, registerExpressions } from "./emitter.ts";
import { condition, type TruthPlace } from "./expressions.ts";
import { functionCode, functionHead, stepHead } from "./functions.ts";
import { noteLoop } from "./likely.ts";
import type { Scope } from "./scope.ts";
import { emitTarget } from "./targets.ts";

type Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp;

/** The nested loops; `innermost` is what happens for each element, `end` what happens after the last. */
function emitLoops(
  e: Emitter,
  node: Comprehension,
  first: Js,
  innermost: (place: TruthPlace) => Js,
  { index = 0, end = js`break;`, place = { at: node } }: { index?: number; end?: Js; place?: TruthPlace } = {},
): Js {
  const generator = node.generators[index];
  if (generator === undefined) return innermost(place);
  const iterator = e.temporary(),
    item = e.temporary();
  const source =
    index === 0
      ? first
      : generator.is_async === 1
        ? e.operation(place.at, [e.operand(generator.iter)], ([value]) => e.call("asyncIterate", value as Js))
        : e.operation(place.at, [e.operand(generator.iter)], ([value]) => e.call("iterate", value as Js));
  const next =
    generator.is_async === 1
      ? js`(yield* ${e.call("asyncNext", iterator)})`
      : e.isSuspending
        ? js`(yield* ${e.call("waitNext", iterator)})`
        : js`${iterator}.next()`;
  const nextPlace = e.position(place.at);
  noteLoop(e.likely, generator.target, generator.iter);
  const target = emitTarget(e, generator.target, item);
  const conditions = generator.ifs.map((test) => condition(e, test, place));
  const body = emitLoops(e, node, first, innermost, { index: index + 1, place });
  const guarded = conditions.length === 0 ? body : js`if (${joinJs(conditions, " && ")}) { ${body} }`;
  return js`${iterator} = ${source};
for (;;) { p = ${nextPlace}; if ((${item} = ${next}) === undefined) ${end} if (--M.left < 0) M.refill(); ${target} ${guarded} }`;
}

/** Declarations of a comprehension's own variables. */
function declare(scope: Scope): Js {
  const locals: Js[] = [];
  for (const symbol of scope.symbols.values()) {
    if (symbol.name.startsWith(".") || symbol.isNonlocalDeclared) continue;
    if (symbol.binding === "local") locals.push(localName(symbol.name));
    else if (symbol.binding === "cell") locals.push(js`${cellName(symbol.name)} = ${js`new $Cell()`}`);
  }
  return locals.length === 0 ? js`` : js`let ${joinJs(locals)};`;
}

function isAsync(node: ast.Node | ast.Comprehension): boolean {
  if (node.node === "Await") return true;
  if (node.node === "comprehension" && node.is_async === 1) return true;
  if (node.node === "Lambda" || node.node === "GeneratorExp") return false;
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child === "object" && child !== null && "node" in child && isAsync(child as ast.Node)) return true;
    }
  }
  return false;
}

function inline(
  e: Emitter,
  node: Exclude<Comprehension, ast.GeneratorExp>,
  make: (result: Js) => Js,
  add: (result: Js, place: TruthPlace) => Js,
): Js {
  const scope = e.scopeOf.get(node) as Scope;
  const outermost = node.generators[0] as ast.Comprehension;
  // The first iterable is evaluated in the scope around.
  const first = e.operation(node, [e.operand(outermost.iter)], ([value]) =>
    e.call(outermost.is_async === 1 ? "asyncIterate" : "iterate", value as Js),
  );
  const result = e.temporary(),
    source = e.temporary();
  e.unit.intrinsic("Cell");
  e.comprehensions++;
  const { text: loops, declared } = e.apart(() =>
    e.inComprehension(node, scope, () => emitLoops(e, node, source, (place) => add(result, place))),
  );
  e.comprehensions--;
  const body = js`${declare(scope)} ${result} = ${make(result)}; ${loops} return ${result};`;
  const isGenerator = e.isSuspending || isAsync(node);
  const read = isGenerator ? null : variablesRead(scope, body);
  if (read === null) {
    const variables = js`let ${joinJs([...declared, result])};`;
    const run = isGenerator
      ? js`(yield* (function* () { ${variables} ${body} })())`
      : js`(() => { ${variables} ${body} })()`;
    return js`(${source} = ${first}, ${run})`;
  }
  const name = generated("w", e.unit.next());
  e.unit.addFunction(js`function ${name}(${joinJs([source, ...read])}) {
let ${joinJs([js`p = 0`, result, ...declared])};
try { ${body} } catch (e) { if (p >= 0) M.place = p; throw e; }
}`);
  return js`(${source} = ${first}, p = -1, ${name}(${joinJs([source, ...read])}))`;
}

/** The variables of the function around that the text of a comprehension reads; null where it must stay inside that function. */
function variablesRead(scope: Scope, text: Js): Js[] | null {
  // A function within has variables of its own.
  if (text.includes("=> {")) return null;
  const own = new Set<string>();
  for (const symbol of scope.symbols.values()) {
    if (symbol.binding === "local" && !symbol.isNonlocalDeclared) own.add(localName(symbol.name));
    else if (symbol.binding === "cell") own.add(cellName(symbol.name));
  }
  const read = new Set(text.match(/(?<![\w$.])(?:[lc]_[\w$]+|ns\b)/g)?.filter((name) => !own.has(name)));
  // A walrus binds a variable around.
  return [...read].some((name) => text.includes(`${name} = `)) ? null : ([...read] as Js[]);
}

registerExpressions({
  ListComp: (e, node) =>
    inline(
      e,
      node,
      () => e.call("list", js`[]`),
      (result) => js`${result}.items.push(${e.expression(node.elt)});`,
    ),
  SetComp: (e, node) =>
    inline(
      e,
      node,
      () => e.call("set", js`[]`),
      (result, { at }) =>
        js`${e.operation(at, [[result, true], e.operand(node.elt)], ([set, item]) => e.call("addToSet", set as Js, item as Js))};`,
    ),
  DictComp: (e, node) =>
    inline(
      e,
      node,
      () => e.call("dict", js`[]`),
      (result, { at }) =>
        js`${e.operation(at, [[result, true], e.operand(node.key), e.operand(node.value)], ([dict, key, value]) =>
          e.call("addToDict", dict as Js, key as Js, value as Js),
        )};`,
    ),
  GeneratorExp(e, node) {
    const scope = e.scopeOf.get(node) as Scope;
    const outermost = node.generators[0] as ast.Comprehension;
    const first = e.operation(node, [e.operand(outermost.iter)], ([value]) =>
      e.call(outermost.is_async === 1 ? "asyncIterate" : "iterate", value as Js),
    );
    const isAsyncGenerator =
      node.generators.some((generator) => generator.is_async === 1) ||
      node.generators.slice(1).some((g) => isAsync(g)) ||
      isAsync(node.elt) ||
      node.generators[0]?.ifs.some((test) => isAsync(test)) === true;
    const inner = new Emitter(e.unit, e.scopeOf, scope, {
      namespace: null,
      codeName: functionCode(e),
      className: e.className,
      futureAnnotations: e.futureAnnotations,
      isSuspending: e.isSuspending,
    });
    const facts = {
      node,
      scope,
      parameters: [js`source`],
      name: "<genexpr>",
      isGenerator: true,
      isCoroutine: isAsyncGenerator,
      isAsyncGenerator,
      firstLine: node.lineno,
    };
    if (node.generators.length === 1 && !isAsyncGenerator && !e.isSuspending) {
      const body = emitLoops(inner, node, js`source`, () => js`return ${inner.expression(node.elt)};`, {
        end: js`return;`,
      });
      const { code, make, cells } = stepHead(inner, { ...facts, body });
      return e.call("makeStepper", code, js`${make}(${joinJs([first, ...cells.map((name) => cellName(name))])})`);
    }
    const value = (): Js => js`${yieldValue(inner, isAsyncGenerator, inner.expression(node.elt))};`;
    const generator = functionHead(inner, { ...facts, body: emitLoops(inner, node, js`source`, value) });
    const cells = generator.cells.map((name) => cellName(name));
    return e.call("generatorFromExpression", generator.code, js`[${joinJs(cells)}]`, first);
  },
});

/** `yield value`, marked in async generators so that it is not taken for an await. */
export function yieldValue(e: Emitter, isAsyncGenerator: boolean, value: Js): Js {
  return isAsyncGenerator ? js`(yield ${e.call("asyncYield", value)})` : js`(yield ${value})`;
}
