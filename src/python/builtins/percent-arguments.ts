/** The right side of `str % args` and `bytes % args`: one value, a tuple of them, or a mapping. */
import { asInt } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { isException } from "../runtime/exceptions.ts";
import { getItem, indexOrNot } from "../runtime/subscript.ts";
import { typeOf } from "../runtime/type-table.ts";
import { lookup } from "../runtime/types.ts";
import { type PyInt, PyBytes, PyByteArray, PyObject, PyStrObject, PyTuple, type PyValue } from "../runtime/values.ts";
import { toInt } from "./numbers.ts";
import { resolveLayout, type PercentLayout } from "./text/percent-value.ts";
import type { PercentDirective, PercentKind } from "./text/percent.ts";

export class PercentArguments {
  /** What `%(name)s` looks in; undefined when the arguments are no mapping. */
  readonly mapping: PyValue | undefined;
  readonly #wrapKey: (key: string) => PyValue;
  #items: readonly PyValue[];
  #next = 0;

  constructor(args: PyValue, kind: PercentKind, wrapKey: (key: string) => PyValue) {
    this.#wrapKey = wrapKey;
    this.#items = args instanceof PyTuple ? args.items : [args];
    this.mapping = isMapping(args, kind) ? args : undefined;
  }

  next(): PyValue {
    const value = this.#items[this.#next];
    if (value === undefined) throw raise.TypeError("not enough arguments for format string");
    this.#next++;
    return value;
  }

  /** Makes the named entry of the mapping the only argument from here. */
  choose(key: string): void {
    this.#items = [getItem(this.mapping as PyValue, this.#wrapKey(key))];
    this.#next = 0;
  }

  /** Width and precision, where these are `*` by taking arguments. */
  layout(directive: PercentDirective): PercentLayout {
    const width = directive.width === "*" ? this.#star(2 ** 63) : 0;
    const precision = directive.precision === "*" ? this.#star(2 ** 31) : 0;
    return resolveLayout(directive, width, precision);
  }

  #star(limit: number): number {
    const value = asInt(this.next());
    if (value === undefined) throw raise.TypeError("* wants int");
    if (value >= limit || value < -limit)
      throw raise.OverflowError(`Python int too large to convert to C ${limit > 2 ** 31 ? "ssize_t" : "int"}`);
    return Number(value);
  }

  /** Refuses arguments that no directive took; a mapping may hold more than is asked. */
  finish(kind: "string" | "bytes"): void {
    if (this.#next < this.#items.length && this.mapping === undefined) {
      throw raise.TypeError(`not all arguments converted during ${kind} formatting`);
    }
  }
}

/** Anything with items by key, but for the text that may stand alone: bytes is no mapping to bytes, though it is one to str. */
function isMapping(value: PyValue, kind: PercentKind): boolean {
  if (kind === "bytes" && (value instanceof PyBytes || value instanceof PyByteArray)) return false;
  if (!(value instanceof PyObject) || value instanceof PyTuple || value instanceof PyStrObject) return false;
  return (lookup(value.cls, "__getitem__") ?? null) !== null;
}

/** The int of `%d` (any real number) or `%x` (an integer). */
export function percentInt(value: PyValue, code: string): PyInt {
  const plain = asInt(value);
  if (plain !== undefined) return plain;
  const isIntegerCode = code === "o" || code === "x" || code === "X";
  if (isNumber(value)) {
    try {
      const integer = isIntegerCode ? indexOrNot(value) : toInt(value);
      if (integer !== undefined) return integer;
    } catch (error) {
      if (!isException(error, "TypeError")) throw error;
    }
  }
  throw raise.TypeError(
    `%${code} format: ${isIntegerCode ? "an integer" : "a real number"} is required, not ${typeOf(value).shown}`,
  );
}

function isNumber(value: PyValue): boolean {
  if (!(value instanceof PyObject) || value instanceof PyBytes || value instanceof PyByteArray) return false;
  return ["__index__", "__int__", "__float__"].some((name) => (lookup(value.cls, name) ?? null) !== null);
}
