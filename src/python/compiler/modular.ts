/**
 * Rests of products, as hashes and random numbers take them: `(a * b + c) % m` and `a * b & 0xffff`. The product of two ints of
 * one word each needs two, but its rest does not, so no bigint is made for it.
 *
 *   a * b % m   →   (typeof a === "number" && ... && m >= 1 && (t = (t = a * b + 0) <= MAX && t >= 0 ? t % m
 *                   : $multiplyAddModulo(a, b, 0, m)) !== undefined ? t : $modulo($multiply(a, b), m))
 */
import type * as ast from "../syntax/nodes.ts";
import { hold, intConstant, isCertainLocal } from "./arithmetic.ts";
import { type Js, joinJs, js, number } from "./emit.ts";
import type { Emitter } from "./emitter.ts";
import { likely } from "./likely.ts";

interface Rest {
  product: ast.BinOp;
  /** `+ c` or `- c`. */
  sum: ast.BinOp | null;
}

/** The parts of a rest of a product, of which all that comes after the factors is read without effects; null for another operation. */
export function restOfProduct(e: Emitter, node: ast.BinOp): Rest | null {
  if (!e.isHot || (node.op !== "Mod" && node.op !== "BitAnd") || e.isFused) return null;
  if (node.op === "Mod" ? !isPlain(e, node.right) : maskConstant(node.right) === undefined) return null;
  const { left } = node;
  if (left.node !== "BinOp") return null;
  const sum = left.op === "Add" || left.op === "Sub" ? left : null;
  if (sum !== null && !isPlain(e, sum.right)) return null;
  const product = sum === null ? left : sum.left;
  if (product.node !== "BinOp" || product.op !== "Mult") return null;
  const factors = [product.left, product.right];
  if (factors.some((factor) => factor.node === "Constant" && intConstant(factor) === undefined && !isLong(factor)))
    return null;
  return factors.some((factor) => likely(e.likely, factor) === "float") ? null : { product, sum };
}

function isPlain(e: Emitter, node: ast.Expression): boolean {
  return intConstant(node) !== undefined || isLong(node) || isCertainLocal(e, node);
}

function isLong(node: ast.Expression): boolean {
  return node.node === "Constant" && typeof node.value === "number" && Number.isSafeInteger(node.value);
}

/** 2^k - 1 of at most 51 bits. */
function maskConstant(node: ast.Expression): number | undefined {
  if (node.node !== "Constant" || typeof node.value !== "number") return undefined;
  const { value } = node;
  return value > 0 && value < 2 ** 51 && Number.isInteger(Math.log2(value + 1)) ? value : undefined;
}

export function emitRestOfProduct(e: Emitter, node: ast.BinOp, { product, sum }: Rest): Js {
  const last = e.operand(node.right),
    addend = sum === null ? ([number(0), true] as const) : e.operand(sum.right);
  const { steps, names } = hold(e, [e.operand(product.left), e.operand(product.right), addend, last]);
  const [a, b, c, right] = names as [Js, Js, Js, Js];
  const mask = node.op === "BitAnd" ? maskConstant(node.right) : undefined,
    m = mask === undefined ? right : number(mask + 1);
  const isWritten = (text: Js): boolean => /^[(\d-]/.test(text);
  const checks = [a, b, c, ...(mask === undefined ? [m] : [])]
    .filter((name) => !isWritten(name))
    .map((name) => js`typeof ${name} === "number"`);
  if (mask === undefined) checks.push(js`${m} >= 1`);
  const t = e.temporary();
  const isLess = sum?.op === "Sub";
  const exact = js`(${t} = ${a} * ${b}) <= 9007199254740991 && ${t} >= -9007199254740991 && (${t} = ${t} + ${isLess ? js`(0 - ${c})` : c}) <= 9007199254740991 && ${t} >= 0`;
  const wide = e.call("multiplyAddModulo", a, b, isLess ? js`-${c}` : c, m);
  const multiplied = e.at(product, e.call("multiply", a, b));
  const summed =
    sum === null ? multiplied : afterwards(e, sum, multiplied, c, (x, y) => e.call(isLess ? "subtract" : "add", x, y));
  const general = afterwards(e, node, summed, right, (x, y) => e.call(node.op === "Mod" ? "modulo" : "bitAnd", x, y));
  const value = js`${joinJs(checks, " && ")} && (${t} = ${exact} ? ${t} % ${m} : ${wide}) !== undefined ? ${t} : ${general}`;
  return steps.length === 0 ? js`(${value})` : js`(${joinJs(steps)}, ${value})`;
}

/** An operation whose left operand notes places of its own. */
function afterwards(e: Emitter, node: ast.BinOp, left: Js, right: Js, operate: (left: Js, right: Js) => Js): Js {
  return e.operation(
    node,
    [
      [left, false],
      [right, true],
    ],
    ([a, b]) => operate(a as Js, b as Js),
  );
}
