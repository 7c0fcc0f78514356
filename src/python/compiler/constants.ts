/** Literals: in the generated text where they are no text of the program, in the table of constants otherwise. */
import type * as ast from "../syntax/nodes.ts";
import { type Js, js, number } from "./emit.ts";
import type { Emitter } from "./emitter.ts";

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
