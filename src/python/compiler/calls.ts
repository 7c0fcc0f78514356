/** Calls: positional ones directly, the rest through arrays and Maps. */
import type * as ast from "../syntax/nodes.ts";
import { hold } from "./arithmetic.ts";
import { cellName, type Js, joinJs, js, localName, number } from "./emit.ts";
import { attributePlace, type Emitter, registerExpressions } from "./emitter.ts";
import { emitItems } from "./expressions.ts";
import type { IntrinsicName } from "./unit.ts";

const CALLS: readonly IntrinsicName[] = ["call0", "call1", "call2", "call3"];
const WAITING_CALLS: readonly IntrinsicName[] = ["waitCall0", "waitCall1", "waitCall2", "waitCall3"];

/** In the generator form a call may wait for the host: it is delegated to. */
export function waiting(e: Emitter, call: Js): Js {
  return e.isSuspending ? js`(yield* ${call})` : call;
}

/** Keyword arguments as a Map, in order; `**mapping` is merged. */
function emitKeywords(e: Emitter, node: ast.Call, callee: Js, ...iterable: Js[]): Js {
  const { keywords } = node;
  if (keywords.every((keyword) => keyword.arg !== null)) {
    return e.call(
      "keywords",
      js`[${joinJs(keywords.flatMap((keyword) => [e.constant(keyword.arg), e.expression(keyword.value)]))}]`,
    );
  }
  const parts = keywords.flatMap((keyword) => [
    keyword.arg === null ? js`undefined` : e.constant(keyword.arg),
    e.expression(keyword.value),
  ]);
  return e.operation(node, [[js`[${joinJs(parts)}]`, false]], ([given]) =>
    e.call("mergeKeywords", given as Js, callee, ...iterable),
  );
}

function emitCall(e: Emitter, node: ast.Call): Js {
  const { func, args, keywords } = node;
  const isPlain = keywords.length === 0 && args.every((arg) => arg.node !== "Starred");
  if (func.node === "Name" && func.id === "super" && args.length === 0 && keywords.length === 0) {
    const implicit = emitSuper(e, node, func);
    if (implicit !== undefined) return implicit;
  }
  if (func.node === "Name" && LOCALS_WORDS.has(func.id)) return emitLocalsCall(e, node, func.id);
  const isSpread = args.some((arg) => arg.node === "Starred") || keywords.some((keyword) => keyword.arg === null);
  const isMethod = func.node === "Attribute";
  if (isMethod && !isSpread) return emitMethodCall(e, node, func, isPlain);
  const place = isMethod ? e.callPosition(node, func) : node;
  if (isPlain && args.length <= 3) {
    const operands = [e.operand(func), ...args.map((arg) => e.operand(arg))];
    if (!e.isSuspending && e.isHot && mayBeFunction(e, func)) return emitDirectCall(e, node, operands);
    const name = (e.isSuspending ? WAITING_CALLS : CALLS)[args.length] as IntrinsicName;
    return e.operation(place, operands, (texts) => waiting(e, e.call(name, ...texts)));
  }
  const callee = e.temporary();
  const name = e.isSuspending ? "waitCall" : "call";
  const [first] = args;
  if (args.length === 1 && first?.node === "Starred") {
    // The iterable is all that is given by position: CPython takes it apart when it calls, after the keywords.
    const iterable = e.temporary(),
      named = e.temporary();
    const items = js`[...${e.call("spread", iterable, callee)}]`;
    const given = keywords.length === 0 ? js`null` : emitKeywords(e, node, callee, iterable);
    return js`(${callee} = ${e.expression(func)}, ${iterable} = ${e.expression(first.value)}, ${named} = ${given}, ${e.at(place, waiting(e, e.call(name, callee, items, named)))})`;
  }
  const list = emitItems(e, node, args);
  if (keywords.length === 0) {
    return e.operation(
      place,
      [
        [js`${callee} = ${e.expression(func)}`, false],
        [list, false],
      ],
      (texts) => waiting(e, e.call(name, ...texts, js`null`)),
    );
  }
  if (!isSpread && !e.isSuspending) {
    const names = e.constant(keywords.map((keyword) => keyword.arg)),
      values = js`[${joinJs(keywords.map((keyword) => e.expression(keyword.value)))}]`;
    return e.operation(
      place,
      [
        [e.expression(func), false],
        [list, false],
        [values, false],
      ],
      ([f, args, named]) => e.call("callNamed", f as Js, args as Js, names, named as Js),
    );
  }
  return e.operation(
    place,
    [
      [js`${callee} = ${e.expression(func)}`, false],
      [list, false],
      [emitKeywords(e, node, callee), false],
    ],
    (texts) => waiting(e, e.call(name, ...texts)),
  );
}

/**
 *   f(a, b)   →   (t = f, p = 3, t?.arity === 2 ? t.js(a, b) : $call2(t, a, b))
 *
 * Each place has observations of its own, so V8 puts one Python function into another.
 */
function emitDirectCall(e: Emitter, node: ast.Call, operands: readonly [Js, boolean][]): Js {
  const { steps, names } = hold(e, operands);
  const [f, ...args] = names as [Js, ...Js[]];
  const direct = js`${f}?.arity === ${number(args.length)} ? ${f}.js(${joinJs(args)})`;
  const general = e.call(CALLS[args.length] as IntrinsicName, f, ...args);
  return js`(${joinJs([...steps, js`p = ${e.position(node)}`])}, ${direct} : ${general})`;
}

/** Whether a call is probably of a function that takes a fixed number of arguments. */
function mayBeFunction(e: Emitter, func: ast.Expression): boolean {
  // `1.js()` is no JavaScript.
  if (func.node !== "Name") return func.node !== "Constant";
  if (/^_*[A-Z]/.test(func.id)) return false;
  return !OTHERS.has(func.id) || e.resolve(e.mangle(func.id)).kind !== "global" || e.isBoundInModule(func.id);
}

/** Built-in classes, and functions that may be given more or fewer arguments. */
const OTHERS: ReadonlySet<string> = new Set(
  "bool bytearray bytes complex dict enumerate filter float frozenset getattr input int iter list map max min next object open print range reversed round set sorted str sum super tuple type zip".split(
    " ",
  ),
);

function emitMethodCall(e: Emitter, node: ast.Call, func: ast.Attribute, isPlain: boolean): Js {
  const attribute = e.mangle(func.attr);
  const { args, keywords } = node;
  if (isPlain && args.length <= 3 && !e.isSuspending) {
    const operands = [e.operand(func.value), ...args.map((arg) => e.operand(arg))];
    // A number cannot be followed by a dot.
    if (func.value.node !== "Constant" && operands.every(([text]) => e.isVariable(text))) {
      const [receiver, ...rest] = operands.map(([text]) => text);
      return js`(p = ${e.callPosition(node, func)}, ${e.unit.callMethod(receiver as Js, e.temporary(), attribute, rest)})`;
    }
    return emitLoadedCall(e, node, func, operands);
  }
  const operands: [Js, boolean][] = [e.operand(func), [emitItems(e, node, args), args.length === 0]];
  if (keywords.length > 0) operands.push([emitKeywords(e, node, js`null`), false]);
  return e.operation(e.callPosition(node, func), operands, ([f, list, named = js`null`]) =>
    waiting(e, e.call(e.isSuspending ? "waitCall" : "call", f as Js, list as Js, named)),
  );
}

/** Built-ins that see the names of the function or module that calls them by name. */
const LOCALS_WORDS = new Set(["globals", "locals", "vars", "dir", "eval", "exec"]);

function emitLocalsCall(e: Emitter, node: ast.Call, word: string): Js {
  const callee = e.temporary();
  const keywords = node.keywords.length === 0 ? js`null` : emitKeywords(e, node, callee);
  const operands: [Js, boolean][] = [
    [js`${callee} = ${e.expression(node.func)}`, false],
    [emitItems(e, node, node.args), false],
    [keywords, true],
  ];
  if (word === "globals" || e.scope.kind === "module" || (e.namespace !== null && e.scope.kind === "class")) {
    return e.operation(node, operands, ([f, args, named]) =>
      e.call("callWithNamespace", f as Js, args as Js, named as Js, js`G`, e.namespace ?? js`G`),
    );
  }
  const names: Js[] = [],
    values: Js[] = [];
  const seen = new Set<string>();
  for (
    let scope: typeof e.scope | null = e.scope;
    scope !== null && scope.kind !== "module" && scope.kind !== "class";
    scope = scope.parent
  ) {
    for (const symbol of scope.symbols.values()) {
      if (seen.has(symbol.name) || symbol.name.startsWith(".")) continue;
      const isOwn = scope === e.scope || scope === e.body;
      if (symbol.binding === "local" && isOwn) values.push(localName(symbol.name));
      else if (isOwn && (symbol.binding === "cell" || symbol.binding === "free"))
        values.push(js`${cellName(symbol.name)}.v`);
      else continue;
      seen.add(symbol.name);
      names.push(e.constant(symbol.name));
    }
    if (scope === e.body) break;
  }
  return e.operation(node, operands, ([f, args, named]) =>
    e.call("callWithLocals", f as Js, args as Js, named as Js, js`G`, js`[${joinJs(names)}]`, js`[${joinJs(values)}]`),
  );
}

/** The method is looked up before the arguments are evaluated: they may be calls that change it. */
function emitLoadedCall(e: Emitter, node: ast.Call, func: ast.Attribute, operands: [Js, boolean][]): Js {
  const attribute = e.mangle(func.attr);
  const place = e.callPosition(node, func);
  const [[receiver], ...rest] = operands as [[Js, boolean], ...[Js, boolean][]];
  if (rest.every(([text]) => e.isVariable(text))) {
    const held = e.temporary();
    const args = rest.map(([text]) => text);
    return js`(${held} = ${receiver}, p = ${place}, ${e.unit.callMethod(held, e.temporary(), attribute, args)})`;
  }
  // Not a number: `0.name` is no JavaScript.
  const object = e.isVariable(receiver) && !/^[-(\d]/.test(receiver) ? receiver : e.temporary();
  const method = e.temporary();
  const hold = object === receiver ? js`` : js`${object} = ${receiver}, `;
  const steps: Js[] = [],
    args: Js[] = [];
  for (const [text] of rest) {
    const arg = e.isVariable(text) ? text : e.temporary();
    if (arg !== text) steps.push(js`${arg} = ${text}`);
    args.push(arg);
  }
  return js`(${hold}p = ${e.position(attributePlace(func))}, ${e.unit.loadMethod(object, method, attribute)}, ${joinJs(steps)}, p = ${place}, ${e.unit.callLoaded(object, method, args)})`;
}

/** `super()` inside a method: the class cell and the first argument. */
function emitSuper(e: Emitter, node: ast.Call, func: ast.Name): Js | undefined {
  if (e.body.kind !== "function" && e.body.kind !== "lambda") return undefined;
  const { posonlyargs, args } = (e.body.node as ast.FunctionDef | ast.Lambda).args; // of these kinds
  const first = e.body.parameters[0];
  if (first === undefined || posonlyargs.length + args.length === 0) return undefined;
  const self = e.body.symbols.get(first)?.binding === "cell" ? js`${cellName(first)}.v` : localName(first);
  const binding = e.scope.symbols.get("__class__")?.binding;
  const cls = binding === "free" || binding === "cell" ? js`${cellName("__class__")}.v` : js`null`;
  return e.at(node, e.call("superOf", e.load(func), cls, self));
}

registerExpressions({ Call: emitCall });
