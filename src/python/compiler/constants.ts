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

  /** Equal for literals that are one object in CPython; undefined for long ones, which seldom stand twice. */
  get key(): string | undefined {
    const { value, kind } = this;
    if (!Array.isArray(value)) return keyOf(value);
    if (value.length > LONGEST_KEY) return undefined;
    const keys = value.map((item) => item.key);
    return keys.includes(undefined) ? undefined : `${kind}(${keys.join()})`;
  }
}

const LONGEST_KEY = 32;

function keyOf(value: ast.ConstantValue): string | undefined {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value)}`;
  if (value instanceof Uint8Array) return value.length > LONGEST_KEY ? undefined : `bytes ${value.join()}`;
  if ("ellipsis" in value) return "ellipsis";
  const [kind, number] = "float" in value ? ["float", value.float] : ["imag", value.imag];
  return `${kind} ${Object.is(number, -0) ? "-0" : number}`;
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
