/** Expressions but for calls, comprehensions and functions. */
import type * as ast from "../syntax/nodes.ts";

import { emitComparison, emitFusedBinary, emitItem, emitOperation } from "./arithmetic.ts";
import { ConstantLiteral, emitConstant } from "./constants.ts";
import { type Js, joinJs, js, number } from "./emit.ts";
import { attributePlace, type Emitter, registerExpressions } from "./emitter.ts";
import { likely, likelyResult } from "./likely.ts";
import { emitRestOfProduct, restOfProduct } from "./modular.ts";
import type { IntrinsicName } from "./unit.ts";

export const BINARY: Record<ast.BinaryOperator, IntrinsicName> = {
  Add: "add",
  Sub: "subtract",
  Mult: "multiply",
  MatMult: "matrixMultiply",
  Div: "divide",
  Mod: "modulo",
  Pow: "power",
  LShift: "leftShift",
  RShift: "rightShift",
  BitOr: "bitOr",
  BitXor: "bitXor",
  BitAnd: "bitAnd",
  FloorDiv: "floorDivide",
};

const COMPARE: Record<
  Exclude<ast.ComparisonOperator, "Is" | "IsNot" | "In" | "NotIn">,
  readonly [value: IntrinsicName, condition: IntrinsicName, symbol: Js]
> = {
  Eq: ["equal", "isEqualTo", js`===`],
  NotEq: ["notEqual", "isNotEqualTo", js`!==`],
  Lt: ["lessThan", "isLess", js`<`],
  LtE: ["lessOrEqual", "isLessOrEqual", js`<=`],
  Gt: ["greaterThan", "isGreater", js`>`],
  GtE: ["greaterOrEqual", "isGreaterOrEqual", js`>=`],
};

/** One comparison, as a Python value or as a JavaScript boolean. */
function comparison(
  e: Emitter,
  node: ast.Position,
  op: ast.ComparisonOperator,
  left: [Js, boolean],
  right: [Js, boolean],
  asCondition: boolean,
): Js {
  switch (op) {
    case "Is":
      return js`(${left[0]} === ${right[0]})`;
    case "IsNot":
      return js`(${left[0]} !== ${right[0]})`;
    case "In":
      return e.operation(node, [left, right], ([a, b]) => e.call("isIn", a as Js, b as Js));
    case "NotIn":
      return js`!${e.operation(node, [left, right], ([a, b]) => e.call("isIn", a as Js, b as Js))}`;
    default: {
      const [value, condition] = COMPARE[op];
      return e.operation(node, [left, right], ([a, b]) => e.call(asCondition ? condition : value, a as Js, b as Js));
    }
  }
}

/** A comparison (possibly chained) as value or condition. */
function emitCompare(e: Emitter, node: ast.Compare, asCondition: boolean): Js {
  const [first, firstRight] = [node.ops[0] as ast.ComparisonOperator, node.comparators[0] as ast.Expression];
  if (node.ops.length === 1) {
    if (first !== "Is" && first !== "IsNot" && first !== "In" && first !== "NotIn") {
      const [value, condition, symbol] = COMPARE[first];
      return emitComparison(e, node, symbol, [node.left, firstRight], asCondition ? condition : value);
    }
    const left = e.operand(node.left),
      right = e.operand(firstRight);
    return comparison(e, node, first, left, right, asCondition);
  }
  // a < b < c: each middle operand is evaluated once, and the rest only while the comparisons hold.
  const result = e.temporary();
  let text = js``;
  let left: [Js, boolean] = e.operand(node.left);
  node.ops.forEach((op, index) => {
    const isLast = index === node.ops.length - 1;
    const operand = node.comparators[index] as ast.Expression;
    let right: [Js, boolean] = e.operand(operand);
    if (!isLast && operand.node !== "Constant") {
      const t = e.temporary();
      // The left operand must be evaluated before the middle one.
      const l = e.temporary();
      text = js`${text}${l} = ${left[0]}, ${t} = ${right[0]}, `;
      left = [l, true];
      right = [t, true];
    }
    const one = comparison(e, node, op, left, right, false);
    text = isLast ? js`${text}${result} = ${one}` : js`${text}${e.call("isTrue", js`${result} = ${one}`)} ? (`;
    left = right;
  });
  const depth = node.ops.length - 1;
  const closed = js`(${text}${joinJs(
    Array.from({ length: depth }, () => js`) : 0`),
    "\n",
  )}, ${result})`;
  return asCondition ? e.call("isTrue", closed) : closed;
}

/**
 * Where CPython 3.11 says that values are asked for their truth: at the whole statement or expression, and from the first
 * comparison in it on at the comparison compiled last.
 */
export interface TruthPlace {
  at: ast.Position;
}

/** An expression as a JavaScript boolean. */
export function condition(e: Emitter, node: ast.Expression, place: TruthPlace): Js {
  switch (node.node) {
    case "Compare":
      place.at = node;
      return emitCompare(e, node, true);
    case "UnaryOp":
      if (node.op === "Not") return js`!${condition(e, node.operand, place)}`;
      break;
    case "BoolOp":
      return js`(${joinBoolean(e, node, place)})`;
    case "IfExp":
      return emitChoice(e, node, place, (value) => condition(e, value, place));
    case "Constant":
      if (typeof node.value === "boolean" || node.value === null) return node.value === true ? js`true` : js`false`;
      break;
    default:
  }
  return e.operation(place.at, [[e.expression(node), false]], ([value]) => e.call("isTrue", value as Js));
}

function joinBoolean(e: Emitter, node: ast.BoolOp, place: TruthPlace): Js {
  const [first, ...rest] = node.values;
  const head = condition(e, first as ast.Expression, place);
  // What the later operands bind is bound only sometimes.
  const tail = rest.map((value) => e.branch(() => condition(e, value, place)).text);
  return joinJs([head, ...tail], node.op === "And" ? " && " : " || ");
}

/** `a if test else b`; the branches as `emit` has them. */
function emitChoice(e: Emitter, node: ast.IfExp, place: TruthPlace, emit: (value: ast.Expression) => Js): Js {
  const test = condition(e, node.test, place);
  const yes = e.branch(() => emit(node.body)),
    no = e.branch(() => emit(node.orelse));
  return js`(${test} ? ${yes.text} : ${no.text})`;
}

/** `a and b`: the value that decided. Each is asked once, however they are nested; the last is not asked. */
function emitDecider(e: Emitter, node: ast.BoolOp, decider: Js): Js {
  const asked = node.values.slice(0, -1).map((value, index) => {
    const ask = (): Js => emitAsked(e, value, node, decider);
    return index === 0 ? ask() : e.branch(ask).text;
  });
  const last = node.values[node.values.length - 1] as ast.Expression;
  const value = e.branch(() => (last.node === "BoolOp" ? emitDecider(e, last, decider) : e.expression(last))).text;
  return node.op === "And"
    ? js`(${joinJs(asked, " && ")} ? ${value} : ${decider})`
    : js`(${joinJs(asked, " || ")} ? ${decider} : ${value})`;
}

/** Whether the value is true, as a JavaScript boolean; what decided that is left in a variable. */
function emitAsked(e: Emitter, node: ast.Expression, place: ast.Position, decider: Js): Js {
  if (node.node !== "BoolOp") {
    const value = js`${decider} = ${e.expression(node)}`;
    return givesBoolean(node) ? js`(${value})` : js`(${value}, ${e.at(place, e.call("isTrue", decider))})`;
  }
  const parts = node.values.map((value, index) => {
    const ask = (): Js => emitAsked(e, value, index === node.values.length - 1 ? place : node, decider);
    return index === 0 ? ask() : e.branch(ask).text;
  });
  return js`(${joinJs(parts, node.op === "And" ? " && " : " || ")})`;
}

function givesBoolean(node: ast.Expression): boolean {
  if (node.node === "Compare") return node.ops.length === 1 && /^(?:Is|IsNot|In|NotIn)$/.test(node.ops[0] as string);
  return node.node === "UnaryOp" && node.op === "Not";
}

/** `not value`: CPython asks the value that `and`, `or` or a choice gave, which may have been asked before. */
function emitNot(e: Emitter, node: ast.UnaryOp): Js {
  const { operand } = node;
  if (operand.node !== "BoolOp" && operand.node !== "IfExp") return js`!${condition(e, operand, { at: node })}`;
  return js`!${e.operation(node, [[e.expression(operand), false]], ([value]) => e.call("isTrue", value as Js))}`;
}

/** Items of a display or a call, with `*iterable` spliced in by `spread`, as a JavaScript array. */
export function emitItems(
  e: Emitter,
  around: ast.Position,
  elements: readonly ast.Expression[],
  spread: "spread" | "toArray" = "spread",
): Js {
  const parts = elements.map((element) =>
    element.node === "Starred"
      ? js`...${e.operation(around, [e.operand(element.value)], ([value]) => e.call(spread, value as Js))}`
      : e.expression(element),
  );
  return js`[${joinJs(parts)}]`;
}

function constantTuple(node: ast.Expression): ConstantLiteral | undefined {
  if (node.node === "Constant") return new ConstantLiteral(node.value);
  if (node.node !== "Tuple") return undefined;
  const items = node.elts.map(constantTuple);
  return items.every((item) => item !== undefined) ? new ConstantLiteral(items, "tuple") : undefined;
}

export function emitSlice(e: Emitter, node: ast.Expression): [Js, boolean] {
  if (node.node !== "Slice") return e.operand(node);
  const part = (value: ast.Expression | null): Js => (value === null ? js`null` : e.expression(value));
  const isSimple = [node.lower, node.upper, node.step].every((value) => value === null || e.isSimple(value));
  return [e.call("slice", part(node.lower), part(node.upper), part(node.step)), isSimple];
}

/** `2 ** 64` and `1 << 20` of ints in the text, as CPython folds them, up to 128 bits. */
function foldPower({ op, left, right }: ast.BinOp): number | bigint | null {
  if (op !== "Pow" && op !== "LShift") return null;
  if (left.node !== "Constant" || right.node !== "Constant") return null;
  if (typeof left.value !== "number" || typeof right.value !== "number" || left.value > 1000 || right.value > 127)
    return null;
  const value = op === "Pow" ? BigInt(left.value) ** BigInt(right.value) : BigInt(left.value) << BigInt(right.value);
  if (value >= 1n << 128n) return null;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Long chains of one operator nest to the left; they are emitted without recursion per link. */
function emitChain(e: Emitter, node: ast.BinOp): Js {
  const chain: ast.BinOp[] = [];
  let innermost: ast.Expression = node;
  while (innermost.node === "BinOp" && (innermost === node || restOfProduct(e, innermost) === null)) {
    chain.push(innermost);
    innermost = innermost.left;
  }
  let left: [Js, boolean] = e.operand(innermost);
  let kind = likely(e.likely, innermost);
  for (const link of chain.reverse()) {
    const kinds = [kind, likely(e.likely, link.right)] as const;
    const text = emitOperation(e, link, link.op, [left, e.operand(link.right)], kinds, BINARY[link.op]);
    kind = likelyResult(link.op, ...kinds);
    left = [text, false];
    // Deeply nested calls would overflow V8's parser: a temporary cuts the chain.
    if (chain.length > 200) {
      const t = e.temporary();
      pending.push(js`${t} = ${text}`);
      left = [t, true];
    }
  }
  if (pending.length === 0) return left[0];
  const steps = pending.splice(0);
  return js`(${joinJs(steps)}, ${left[0]})`;
}
/** Steps of the long chain that is being emitted; always empty in between. */
const pending: Js[] = [];

registerExpressions({
  Constant: (e, node) => emitConstant(e, node.value),
  Name: (e, node) => e.load(node),
  BinOp(e, node) {
    const folded = foldPower(node);
    if (folded !== null) return emitConstant(e, folded);
    const rest = restOfProduct(e, node);
    return rest === null ? emitFusedBinary(e, node, () => emitChain(e, node)) : emitRestOfProduct(e, node, rest);
  },
  UnaryOp(e, node) {
    if (node.op === "Not") return emitNot(e, node);
    if (node.op === "USub" && node.operand.node === "Constant") {
      const { value } = node.operand;
      if (typeof value === "number" && value !== 0) return emitConstant(e, -value);
      if (typeof value === "object" && value !== null && "float" in value)
        return e.constant(new ConstantLiteral({ float: -value.float }));
    }
    const name = node.op === "USub" ? "negate" : node.op === "UAdd" ? "positive" : "invert";
    return e.operation(node, [e.operand(node.operand)], ([value]) => e.call(name, value as Js));
  },
  BoolOp: (e, node) => emitDecider(e, node, e.temporary()),
  Compare: (e, node) => emitCompare(e, node, false),
  IfExp: (e, node) => emitChoice(e, node, { at: node }, (value) => e.expression(value)),
  Attribute: (e, node) => e.loadAttribute(attributePlace(node), e.expression(node.value), e.mangle(node.attr)),
  Subscript(e, node) {
    const inline = emitItem(e, node);
    if (inline !== null) return inline;
    return e.operation(node, [e.operand(node.value), emitSlice(e, node.slice)], ([object, key]) =>
      e.call("getItem", object as Js, key as Js),
    );
  },
  Slice: (e, node) => emitSlice(e, node)[0],
  Starred: (e, node) => e.expression(node.value),
  Tuple(e, node) {
    const constant = constantTuple(node);
    return constant !== undefined ? e.constant(constant) : e.call("tuple", emitItems(e, node, node.elts));
  },
  List: (e, node) => e.call("list", emitItems(e, node, node.elts)),
  Set(e, node) {
    const isConstant =
      node.elts.length > 2 &&
      node.elts.every(
        (element) =>
          element.node === "Constant" ||
          (element.node === "UnaryOp" && element.op === "USub" && element.operand.node === "Constant"),
      );
    return e.operation(node, [[emitItems(e, node, node.elts, "toArray"), false]], ([items]) =>
      e.call(isConstant ? "constantSet" : "set", items as Js),
    );
  },
  Dict(e, node) {
    const entries = node.keys.map((key, index) => {
      const value = node.values[index] as ast.Expression;
      return key === null ? js`undefined, ${e.expression(value)}` : js`${e.expression(key)}, ${e.expression(value)}`;
    });
    if (entries.length === 0) return e.call("dict", js`[]`);
    return e.operation(node, [[js`[${joinJs(entries)}]`, false]], ([items]) => e.call("dict", items as Js));
  },
  NamedExpr(e, node) {
    const value = e.expression(node.value);
    return storeOutsideComprehension(e, node.target.id, value);
  },
  JoinedStr(e, node) {
    const parts = node.values.map((value) => e.expression(value));
    return e.call("joinStrings", js`[${joinJs(parts)}]`);
  },
  FormattedValue(e, node) {
    const value = e.expression(node.value);
    const spec = node.format_spec === null ? null : e.expression(node.format_spec);
    const conversion = number(node.conversion);
    return spec === null
      ? e.operation(node, [[value, e.isSimple(node.value)]], ([v]) =>
          e.call("formatValue", v as Js, conversion, js`""`),
        )
      : e.operation(
          node,
          [
            [value, e.isSimple(node.value)],
            [spec, false],
          ],
          ([v, s]) => e.call("formatValue", v as Js, conversion, s as Js),
        );
  },
});

/** `:=` inside a comprehension binds in the function around it. */
function storeOutsideComprehension(e: Emitter, name: string, value: Js): Js {
  const { scope } = e;
  let target = scope;
  while (target.kind === "comprehension" && target.parent !== null) target = target.parent;
  if (target === scope) return e.storeExpression(name, value);
  e.scope = target;
  try {
    // Inside a comprehension's function the name may be captured as a cell there.
    return e.storeExpression(name, value);
  } finally {
    e.scope = scope;
  }
}
