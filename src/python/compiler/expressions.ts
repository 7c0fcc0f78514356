/** Expressions but for calls, comprehensions and functions. */
import type * as ast from "../syntax/nodes.ts";

import { type Js, joinJs, js, number } from "./emit.ts";
import { attributePlace, type Emitter, registerExpressions } from "./emitter.ts";
import type { IntrinsicName } from "./unit.ts";

/** A literal of the compiler's own, turned into a Python value when the unit is made. */
export class ConstantLiteral {
  readonly value: ast.ConstantValue | ConstantLiteral[];
  readonly kind: "value" | "tuple" | "frozenset";
  constructor(value: ast.ConstantValue | ConstantLiteral[], kind: "value" | "tuple" | "frozenset" = "value") {
    this.value = value;
    this.kind = kind;
  }
}

export function emitConstant(e: Emitter, value: ast.ConstantValue): Js {
  if (value === null) return js`null`;
  if (value === true) return js`true`;
  if (value === false) return js`false`;
  if (typeof value === "number")
    return Number.isSafeInteger(value) && Math.abs(value) < 2 ** 31 ? number(value) : e.constant(value);
  if (typeof value === "string" || typeof value === "bigint") return e.constant(value);
  return e.constant(new ConstantLiteral(value));
}

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

function isIntConstant(node: ast.Expression): boolean {
  return node.node === "Constant" && typeof node.value === "number";
}

function isCertainLocal(e: Emitter, node: ast.Expression): boolean {
  if (node.node !== "Name") return false;
  const name = e.mangle(node.id);
  return e.resolve(name).kind === "local" && e.assigned.has(name);
}

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
    // `i < 10` with a local int: JavaScript's own comparison.
    if (
      first !== "Is" &&
      first !== "IsNot" &&
      first !== "In" &&
      first !== "NotIn" &&
      isCertainLocal(e, node.left) &&
      isIntConstant(firstRight)
    ) {
      const [value, condition, symbol] = COMPARE[first];
      const a = e.expression(node.left),
        b = e.expression(firstRight);
      return js`(typeof ${a} === "number" ? ${a} ${symbol} ${b} : ${e.at(node, e.call(asCondition ? condition : value, a, b))})`;
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

/** An expression as a JavaScript boolean. */
export function condition(e: Emitter, node: ast.Expression): Js {
  switch (node.node) {
    case "Compare":
      return emitCompare(e, node, true);
    case "UnaryOp":
      if (node.op === "Not") return js`!${condition(e, node.operand)}`;
      break;
    case "BoolOp":
      return js`(${joinBoolean(e, node)})`;
    case "Constant":
      if (typeof node.value === "boolean" || node.value === null) return node.value === true ? js`true` : js`false`;
      break;
    default:
  }
  return e.operation(node, [[e.expression(node), false]], ([value]) => e.call("isTrue", value as Js));
}

function joinBoolean(e: Emitter, node: ast.BoolOp): Js {
  const [first, ...rest] = node.values;
  const head = condition(e, first as ast.Expression);
  // What the later operands bind is bound only sometimes.
  const tail = rest.map((value) => e.branch(() => condition(e, value)).text);
  return joinJs([head, ...tail], node.op === "And" ? " && " : " || ");
}

/** Items of a display, with `*iterable` spliced in, as a JavaScript array. */
export function emitItems(
  e: Emitter,
  around: ast.Position,
  elements: readonly ast.Expression[],
  callee: Js | null = null,
): Js {
  const needsOrder = elements.some((element) => element.node === "Starred");
  const parts = elements.map((element) =>
    element.node === "Starred"
      ? js`...${e.operation(around, [e.operand(element.value)], ([value]) => (callee === null ? e.call("spread", value as Js) : e.call("spread", value as Js, callee)))}`
      : e.expression(element),
  );
  return needsOrder || parts.length > 0 ? js`[${joinJs(parts)}]` : js`[]`;
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

/**
 * Arithmetic on float locals without a box for each step:
 *
 *   dx * dx + dy * dy   →   (typeof l_dx === "object" && l_dx?.exact === true && ... ? new $Float(l_dx.v * l_dx.v + ...) : $add(...))
 *
 * Only +, - and *, which cannot raise for floats, and only over locals that are bound and constants, so that nothing is
 * evaluated out of order. nbody: 1.6x.
 */
function fuse(e: Emitter, node: ast.Expression, left: Js | null): { guard: Js; raw: Js } | null {
  const leaves = new Map<string, Js>();
  let operations = left === null ? 0 : 1;
  const raw = (part: ast.Expression): Js | null => {
    if (part.node === "BinOp" && (part.op === "Add" || part.op === "Sub" || part.op === "Mult")) {
      operations++;
      const a = raw(part.left),
        b = raw(part.right);
      return a === null || b === null ? null : js`(${a} ${SYMBOL[part.op]} ${b})`;
    }
    if (part.node === "Constant") {
      if (typeof part.value === "number" && Math.abs(part.value) < 2 ** 31) return number(part.value);
      if (typeof part.value !== "object" || part.value === null || !("float" in part.value)) return null;
      const constant = emitConstant(e, part.value);
      return js`${constant}.v`;
    }
    if (!isCertainLocal(e, part)) return null;
    const local = e.expression(part);
    leaves.set(local, local);
    return js`${local}.v`;
  };
  const text = raw(node);
  if (text === null || operations < 2 || operations > 12 || leaves.size === 0) return null;
  if (left !== null) leaves.set(left, left);
  const [first, ...rest] = leaves.values();
  const guard = joinJs(
    [
      js`typeof ${first as Js} === "object" && ${first as Js}?.exact === true`,
      ...rest.map((leaf) => js`${leaf}?.exact === true`),
    ],
    " && ",
  );
  return { guard, raw: text };
}
const SYMBOL = { Add: js`+`, Sub: js`-`, Mult: js`*` } as const;

/** `target op= value` on float locals, where `old` holds the target's value. */
export function fuseInPlace(e: Emitter, op: ast.BinaryOperator, old: Js, value: ast.Expression, plain: Js): Js {
  if (op !== "Add" && op !== "Sub" && op !== "Mult") return plain;
  const fused = fuse(e, value, old);
  return fused === null
    ? plain
    : js`(${fused.guard} ? new ${e.unit.intrinsic("Float")}(${old}.v ${SYMBOL[op]} ${fused.raw}) : ${plain})`;
}

/** Long chains of one operator nest to the left; they are emitted without recursion per link. */
function emitBinary(e: Emitter, node: ast.BinOp): Js {
  const fused = fuse(e, node, null);
  const plain = emitPlainBinary(e, node);
  return fused === null ? plain : js`(${fused.guard} ? new ${e.unit.intrinsic("Float")}(${fused.raw}) : ${plain})`;
}

function emitPlainBinary(e: Emitter, node: ast.BinOp): Js {
  const chain: ast.BinOp[] = [];
  let innermost: ast.Expression = node;
  while (innermost.node === "BinOp") {
    chain.push(innermost);
    innermost = innermost.left;
  }
  let left: [Js, boolean] = e.operand(innermost);
  for (const link of chain.reverse()) {
    const right = e.operand(link.right);
    const text = e.operation(link, [left, right], ([a, b]) => e.call(BINARY[link.op], a as Js, b as Js));
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

/** `items[i]` on a local list and a local or constant index: 1.5x on nbody and sieves. */
function emitListItem(e: Emitter, node: ast.Subscript): Js | null {
  if (!isCertainLocal(e, node.value)) return null;
  const isIndex =
    node.slice.node === "Constant" &&
    typeof node.slice.value === "number" &&
    node.slice.value >= 0 &&
    node.slice.value < 2 ** 30;
  if (!isIndex && !isCertainLocal(e, node.slice)) return null;
  const object = e.expression(node.value),
    key = e.expression(node.slice),
    value = e.temporary();
  const guard = isIndex
    ? js`${object}?.isList === true`
    : js`${object}?.isList === true && typeof ${key} === "number" && ${key} >= 0`;
  return js`(${guard} && (${value} = ${object}.items[${key}]) !== undefined ? ${value} : ${e.at(node, e.call("getItem", object, key))})`;
}

registerExpressions({
  Constant: (e, node) => emitConstant(e, node.value),
  Name: (e, node) => e.load(node),
  BinOp: emitBinary,
  UnaryOp(e, node) {
    if (node.op === "Not") return js`!${condition(e, node.operand)}`;
    if (node.op === "USub" && node.operand.node === "Constant") {
      const { value } = node.operand;
      if (typeof value === "number" && value !== 0) return emitConstant(e, -value);
      if (typeof value === "object" && value !== null && "float" in value)
        return e.constant(new ConstantLiteral({ float: -value.float }));
    }
    const name = node.op === "USub" ? "negate" : node.op === "UAdd" ? "positive" : "invert";
    return e.operation(node, [e.operand(node.operand)], ([value]) => e.call(name, value as Js));
  },
  BoolOp(e, node) {
    // `a and b`: the value that decided.
    const t = e.temporary();
    const [first, ...rest] = node.values;
    let text = e.expression(first as ast.Expression);
    const parts: Js[] = rest.map((value) => e.branch(() => e.expression(value)).text);
    for (const part of parts) {
      text =
        node.op === "And"
          ? js`(${e.call("isTrue", js`${t} = ${text}`)} ? ${part} : ${t})`
          : js`(${e.call("isTrue", js`${t} = ${text}`)} ? ${t} : ${part})`;
    }
    return text;
  },
  Compare: (e, node) => emitCompare(e, node, false),
  IfExp(e, node) {
    const test = condition(e, node.test);
    const yes = e.branch(() => e.expression(node.body)),
      no = e.branch(() => e.expression(node.orelse));
    return js`(${test} ? ${yes.text} : ${no.text})`;
  },
  Attribute: (e, node) => e.loadAttribute(attributePlace(node), e.expression(node.value), e.mangle(node.attr)),
  Subscript(e, node) {
    const inline = emitListItem(e, node);
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
    return e.operation(node, [[emitItems(e, node, node.elts), false]], ([items]) =>
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
