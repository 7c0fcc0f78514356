/**
 * Arithmetic, comparisons and subscripts where they are run often: in functions and loops. What the operands probably are
 * (likely.ts) chooses a path that needs no call; the general operator stands beside it, and takes everything else.
 */
import type * as ast from "../syntax/nodes.ts";
import { emitConstant } from "./constants.ts";
import { type Js, joinJs, js, number } from "./emit.ts";
import type { Emitter } from "./emitter.ts";
import { type Likely, likely, likelyResult } from "./likely.ts";
import type { IntrinsicName } from "./unit.ts";

type Operand = readonly [text: Js, isSimple: boolean];

const MAX = js`9007199254740991`,
  MIN = js`-9007199254740991`;

const SYMBOL = { Add: js`+`, Sub: js`-`, Mult: js`*`, Div: js`/` } as const;
type FloatOperator = keyof typeof SYMBOL;

function isFloatOperator(op: ast.BinaryOperator): op is FloatOperator {
  return op in SYMBOL;
}

/** A small int of the program's text, or undefined. */
export function intConstant(node: ast.Expression): number | undefined {
  if (node.node === "UnaryOp" && node.op === "USub") {
    const value = intConstant(node.operand);
    return value === undefined || value === 0 ? undefined : -value;
  }
  if (node.node !== "Constant" || typeof node.value !== "number") return undefined;
  return Math.abs(node.value) < 2 ** 31 ? node.value : undefined;
}

export function isCertainLocal(e: Emitter, node: ast.Expression): boolean {
  if (node.node !== "Name") return false;
  const name = e.mangle(node.id);
  return e.resolve(name).kind === "local" && e.assigned.has(name);
}

/**
 * Operands as variables that nothing changes before the operation, and the assignments that make them so:
 * `(t1 = <a>, t2 = <b>, `.
 */
export function hold(e: Emitter, operands: readonly Operand[]): { steps: Js[]; names: Js[] } {
  const steps: Js[] = [];
  const names = operands.map(([text, isSimple], index) => {
    const isKept =
      isSimple && e.isVariable(text) && operands.slice(index + 1).every(([later]) => !later.includes(`${text} = `));
    if (isKept) return text;
    const t = e.temporary();
    steps.push(js`${t} = ${text}`);
    return t;
  });
  return { steps, names };
}

function typeChecks(names: readonly Js[]): Js[] {
  return names.filter((name) => !isNumber(name)).map((name) => js`typeof ${name} === "number"`);
}

/** Whether a variable or literal is a literal. */
function isNumber(text: Js): boolean {
  return /^[-(\d]/.test(text);
}

// int

/**
 *   a + b   →   (typeof a === "number" && typeof b === "number" && (t = a + b) <= MAX && t >= MIN ? t : $add(a, b))
 *
 * Each place has observations of its own, so V8 keeps to small ints where those suffice: 2x on loops over ints.
 */
function intResult(e: Emitter, op: ast.BinaryOperator, a: Js, b: Js): { checks: Js[]; result: Js } | null {
  const checks = typeChecks([a, b]);
  switch (op) {
    case "Add":
    case "Sub":
    case "Mult": {
      const t = e.temporary();
      // Nothing is added to a product but the sign of zero, which an int has not.
      const value = op === "Mult" ? js`${a} * ${b} + 0` : js`${a} ${SYMBOL[op]} ${b}`;
      return { checks: [...checks, js`(${t} = ${value}) <= ${MAX}`, js`${t} >= ${MIN}`], result: t };
    }
    case "Mod":
      return { checks: [...checks, ...atLeast(a, 0), ...atLeast(b, 1)], result: js`${a} % ${b}` };
    case "FloorDiv":
      return { checks: [...checks, ...atLeast(a, 0), ...atLeast(b, 1)], result: js`(${a} - ${a} % ${b}) / ${b}` };
    case "BitAnd":
    case "BitOr":
    case "BitXor": {
      const symbol = op === "BitAnd" ? js`&` : op === "BitOr" ? js`|` : js`^`;
      return { checks: [...checks, ...isWord(a), ...isWord(b)], result: js`${a} ${symbol} ${b}` };
    }
    case "RShift":
      return isNumber(b) && Number(b) < 32 && Number(b) >= 0
        ? { checks: [...checks, ...isWord(a)], result: js`${a} >> ${b}` }
        : null;
    default:
      return null;
  }
}

function atLeast(a: Js, low: 0 | 1): Js[] {
  if (!isNumber(a)) return [js`${a} >= ${number(low)}`];
  return Number(a.replace(/[()]/g, "")) >= low ? [] : [js`false`];
}

/** JavaScript's bitwise operators take 32 bits. */
function isWord(a: Js): Js[] {
  return isNumber(a) ? [] : [js`(${a} | 0) === ${a}`];
}

// float

interface Fused {
  /** Holds where the leaves are floats. */
  guard: Js[];
  /** The result, a double. */
  raw: Js;
  operations: number;
}

/**
 * Arithmetic on floats without a box for each step:
 *
 *   dx * dx + dy * dy   →   (l_dx?.exact === true && l_dy?.exact === true ? new $Float(l_dx.v * l_dx.v + ...) : $add(...))
 *
 * The leaves are read without effects (variables, attributes, items of lists, constants), so that the general path may begin
 * again when one is no float, and in Python's order.
 */
class Fusion {
  readonly guard: Js[] = [];
  readonly #e: Emitter;
  readonly #known = new Set<string>();
  operations = 0;

  constructor(e: Emitter) {
    this.#e = e;
  }

  /** The double of an expression, or null; `isFloat` is false for an int. */
  raw(node: ast.Expression): { text: Js; isFloat: boolean } | null {
    const e = this.#e;
    if (node.node === "BinOp") return isFloatOperator(node.op) ? this.#binary(node, node.op) : null;
    if (node.node === "UnaryOp" && node.op === "USub") {
      const operand = this.raw(node.operand);
      return operand?.isFloat === true ? { text: js`(-${operand.text})`, isFloat: true } : null;
    }
    const constant = intConstant(node);
    if (constant !== undefined) return { text: number(constant), isFloat: false };
    if (node.node === "Constant") {
      if (typeof node.value !== "object" || node.value === null || !("float" in node.value)) return null;
      return { text: js`${emitConstant(e, node.value)}.v`, isFloat: true };
    }
    if (isCertainLocal(e, node) && likely(e.likely, node) === "int") {
      const local = e.expression(node);
      this.check(js`typeof ${local} === "number"`);
      return { text: local, isFloat: false };
    }
    return this.leaf(node);
  }

  #binary(node: ast.BinOp, op: FloatOperator): { text: Js; isFloat: boolean } | null {
    this.operations++;
    const left = this.raw(node.left),
      right = left === null ? null : this.raw(node.right);
    // Two ints would be exact in Python.
    if (left === null || right === null || (!left.isFloat && !right.isFloat)) return null;
    if (op !== "Div") return { text: js`(${left.text} ${SYMBOL[op]} ${right.text})`, isFloat: true };
    const divisor = this.#e.temporary();
    this.guard.push(js`(${divisor} = ${right.text}) !== 0`);
    return { text: js`(${left.text} / ${divisor})`, isFloat: true };
  }

  check(condition: Js): void {
    if (this.#known.has(condition)) return;
    this.#known.add(condition);
    this.guard.push(condition);
  }

  /** A float that is read without effects. */
  leaf(node: ast.Expression): { text: Js; isFloat: boolean } | null {
    const e = this.#e;
    if (isCertainLocal(e, node)) return this.float(e.expression(node));
    const value = pureValue(e, node);
    if (value === null) return null;
    const t = e.temporary();
    this.guard.push(js`(${t} = ${value})?.exact === true`);
    return { text: js`${t}.v`, isFloat: true };
  }

  /** A variable that should hold a float. */
  float(variable: Js): { text: Js; isFloat: boolean } {
    this.check(js`${variable}?.exact === true`);
    return { text: js`${variable}.v`, isFloat: true };
  }
}

/** What an expression is where reading it runs no code of the program; undefined where it would. */
function pureValue(e: Emitter, node: ast.Expression): Js | null {
  if (e.namespace !== null) return null;
  if (node.node === "Name") {
    if (isCertainLocal(e, node)) return e.expression(node);
    return e.resolve(e.mangle(node.id)).kind === "global" ? js`${e.unit.global(e.mangle(node.id))}.v` : null;
  }
  if (node.node === "Attribute") {
    const object = pureValue(e, node.value);
    return object === null ? null : e.ownAttribute(object, e.mangle(node.attr));
  }
  if (node.node !== "Subscript") return null;
  const list = pureValue(e, node.value);
  if (list === null) return null;
  const constant = intConstant(node.slice);
  const key = constant === undefined ? pureIndex(e, node.slice) : constant >= 0 ? number(constant) : null;
  if (key === null) return null;
  const { steps, names } = hold(e, [[list, true]]);
  const [object] = names as [Js];
  const held = steps.length === 0 ? object : js`(${steps[0] as Js})`;
  if (constant !== undefined) return js`(${held}?.isList === true ? ${object}.items[${key}] : undefined)`;
  const index = e.isVariable(key) ? key : e.temporary();
  const taken = index === key ? key : js`(${index} = ${key})`;
  return js`(${held}?.isList === true && typeof ${taken} === "number" && ${index} >= 0 ? ${object}.items[${index}] : undefined)`;
}

function pureIndex(e: Emitter, node: ast.Expression): Js | null {
  return node.node === "Name" ? pureValue(e, node) : null;
}

/** The fused form of an expression, where it is worth its code: sure floats, or several operations on what may be floats. */
function fuse(e: Emitter, node: ast.Expression, old: Js | null, kind: Likely): Fused | null {
  if (kind === "int" || !e.isHot) return null;
  const fusion = new Fusion(e);
  const first = old === null ? null : fusion.float(old);
  const rest = fusion.raw(node);
  if (rest === null || fusion.guard.length === 0) return null;
  if (first === null && !rest.isFloat) return null;
  const operations = fusion.operations + (old === null ? 0 : 1);
  if (operations > 12 || operations < (kind === "float" ? 1 : 2)) return null;
  return { guard: fusion.guard, raw: rest.text, operations };
}

/** `plain`, with the fused form before it. */
function withFused(e: Emitter, fused: Fused | null, raw: (text: Js) => Js, plain: () => Js): Js {
  if (fused === null) return plain();
  const { isFused } = e;
  e.isFused = true;
  const slow = plain();
  e.isFused = isFused;
  return js`(${joinJs(fused.guard, " && ")} ? ${raw(fused.raw)} : ${slow})`;
}

function boxed(e: Emitter): (text: Js) => Js {
  return (text) => js`new ${e.unit.intrinsic("Float")}(${text})`;
}

// Binary operations

/** `plain` for the operands, behind the path for what they probably are. */
export function emitOperation(
  e: Emitter,
  node: ast.Position,
  op: ast.BinaryOperator,
  [left, right]: readonly [Operand, Operand],
  kinds: readonly [Likely, Likely],
  name: IntrinsicName,
): Js {
  const kind = likelyResult(op, ...kinds);
  const general = (): Js => e.operation(node, [[...left], [...right]], ([a, b]) => e.call(name, a as Js, b as Js));
  if (!e.isHot || kind === undefined || kinds.includes("float") || e.isFused) return general();
  const { steps, names } = hold(e, [left, right]);
  const [a, b] = names as [Js, Js];
  const fast = isNumber(a) && isNumber(b) ? null : intResult(e, op, a, b);
  if (fast === null) return general();
  const slow = e.at(node, e.call(name, a, b));
  const value = js`${joinJs(fast.checks, " && ")} ? ${fast.result} : ${slow}`;
  return steps.length === 0 ? js`(${value})` : js`(${joinJs(steps)}, ${value})`;
}

/** A tree of operations, fused where it probably is of floats. */
export function emitFusedBinary(e: Emitter, node: ast.BinOp, plain: () => Js): Js {
  if (e.isFused || !isFloatOperator(node.op)) return plain();
  return withFused(e, fuse(e, node, null, likely(e.likely, node)), boxed(e), plain);
}

/** `target op= value`, where the variable `old` holds the target's value. */
export function emitInPlace(e: Emitter, node: ast.AugAssign, old: Js, name: IntrinsicName): Js {
  const { op, value, target } = node;
  const kinds = [likely(e.likely, target), likely(e.likely, value)] as const;
  const plain = (): Js => emitOperation(e, node, op, [[old, true], e.operand(value)], kinds, name);
  if (op !== "Add" && op !== "Sub" && op !== "Mult") return plain();
  const fused = fuse(e, value, old, likelyResult(op, ...kinds));
  return withFused(e, fused, (text) => boxed(e)(js`${old}.v ${SYMBOL[op]} ${text}`), plain);
}

// Comparisons

/**
 *   a < b   →   (typeof a === "number" && typeof b === "number" ? a < b : $isLess(a, b))
 */
export function emitComparison(
  e: Emitter,
  node: ast.Position,
  symbol: Js,
  sides: readonly [ast.Expression, ast.Expression],
  name: IntrinsicName,
): Js {
  const [left, right] = sides;
  const kinds = [likely(e.likely, left), likely(e.likely, right)];
  const general = (): Js =>
    e.operation(node, [e.operand(left), e.operand(right)], ([a, b]) => e.call(name, a as Js, b as Js));
  if (!e.isHot) return general();
  if (kinds.includes("float")) {
    const fusion = new Fusion(e);
    const a = fusion.raw(left),
      b = a === null ? null : fusion.raw(right);
    if (a === null || b === null || fusion.guard.length === 0) return general();
    return withFused(
      e,
      { guard: fusion.guard, raw: js`${a.text} ${symbol} ${b.text}`, operations: 1 },
      (text) => text,
      general,
    );
  }
  if (!kinds.includes("int")) return general();
  const { steps, names } = hold(e, [e.operand(left), e.operand(right)]);
  const [a, b] = names as [Js, Js];
  const checks = typeChecks([a, b]);
  if (checks.length === 0) return general();
  const value = js`${joinJs(checks, " && ")} ? ${a} ${symbol} ${b} : ${e.at(node, e.call(name, a, b))}`;
  return steps.length === 0 ? js`(${value})` : js`(${joinJs(steps)}, ${value})`;
}

// Items of lists

/** Whether a subscript may be an index of a list. */
function mayBeIndex(e: Emitter, key: ast.Expression): boolean {
  switch (key.node) {
    case "Name":
    case "BinOp":
    case "Subscript":
      return likely(e.likely, key) !== "float";
    default:
      return intConstant(key) !== undefined;
  }
}

/** The check that `object` is a list and `key`, a variable or constant, counts from its start; and where the item is. */
function listPlace(e: Emitter, object: Js, key: Js, constant: number | undefined): { guard: Js; place: Js } {
  const isList = js`${object}?.isList === true`;
  if (constant === undefined)
    return { guard: js`${isList} && typeof ${key} === "number" && ${key} >= 0`, place: js`${object}.items[${key}]` };
  if (constant >= 0) return { guard: isList, place: js`${object}.items[${key}]` };
  const index = e.temporary();
  return {
    guard: js`${isList} && (${index} = ${object}.items.length - ${number(-constant)}) >= 0`,
    place: js`${object}.items[${index}]`,
  };
}

/** `items[i]`, of a list in the first place. */
export function emitItem(e: Emitter, node: ast.Subscript): Js | null {
  const constant = intConstant(node.slice);
  if (!e.isHot || !mayBeIndex(e, node.slice) || node.value.node === "Constant") return null;
  const { steps, names } = hold(e, [e.operand(node.value), e.operand(node.slice)]);
  const [object, key] = names as [Js, Js];
  const { guard, place } = listPlace(e, object, key, constant);
  const value = e.temporary();
  const item = js`${guard} && (${value} = ${place}) !== undefined ? ${value} : ${e.at(node, e.call("getItem", object, key))}`;
  return steps.length === 0 ? js`(${item})` : js`(${joinJs(steps)}, ${item})`;
}

/** Reads the item of `object[key]`, both variables. */
export function emitHeldItem(e: Emitter, node: ast.Subscript, object: Js, key: Js): Js {
  const general = e.at(node, e.call("getItem", object, key));
  if (!e.isHot || !mayBeIndex(e, node.slice)) return general;
  const { guard, place } = listPlace(e, object, key, intConstant(node.slice));
  const value = e.temporary();
  return js`(${guard} && (${value} = ${place}) !== undefined ? ${value} : ${general})`;
}

/** `object[key] = value`, all variables or constants. */
export function emitHeldStore(e: Emitter, node: ast.Subscript, object: Js, key: Js, value: Js): Js {
  const general = js`${e.at(node, e.call("setItem", object, key, value))};`;
  const constant = intConstant(node.slice);
  if (!e.isHot || !mayBeIndex(e, node.slice) || (constant !== undefined && constant < 0)) return general;
  const { guard, place } = listPlace(e, object, key, constant);
  return js`if (${guard} && ${key} < ${object}.items.length) ${place} = ${value}; else ${general}`;
}
