/** `sub` and `subn`. */
import { allocate, meter, spend } from "../../runtime/limits.ts";
import { call1, isObject } from "../../runtime/call.ts";
import { lookup } from "../../runtime/types.ts";
import { raise } from "../../runtime/raise.ts";
import { bytesType, typeOf } from "../../runtime/type-table.ts";
import { PyObject, type PyValue } from "../../runtime/values.ts";
import { scan } from "./engine.ts";
import { PyMatch } from "./match-object.ts";
import type { PyPattern } from "./pattern-value.ts";
import { readText, type Subject, toSubject, toValue } from "./subject.ts";
import { expandTemplate } from "./template.ts";

export interface Substitution {
  value: PyValue;
  count: number;
}

/** Replaces up to `limit` matches; 0 means all. */
export function substitute(pattern: PyPattern, replacement: PyValue, string: PyValue, limit: number): Substitution {
  const replace = replacerOf(pattern, replacement);
  const subject = toSubject(string, pattern.isBytes);
  const { text } = subject;
  const output = new Output(subject);
  const scanner = scan(pattern.engine, text, 0, text.length, meter);
  let count = 0;
  let last = 0;
  while ((limit === 0 || count < limit) && scanner.find()) {
    const start = scanner.startOf(0);
    const end = scanner.endOf(0);
    if (last < start) output.add(text.slice(last, start));
    if (typeof replace === "string") output.add(replace);
    else output.addValue(replace(scanner.result(), subject));
    last = end;
    count += 1;
  }
  if (count === 0) return { value: unchanged(subject), count };
  if (last < text.length) output.add(text.slice(last));
  return { value: toValue(output.text, subject.isBytes), count };
}

type Replacer = (result: PyMatch["result"], subject: Subject) => PyValue;

/** The text that replaces every match, or what makes it for each. */
function replacerOf(pattern: PyPattern, replacement: PyValue): string | Replacer {
  if (isObject(replacement) && lookup(replacement.cls, "__call__") !== undefined) {
    return (result, subject) => call1(replacement, new PyMatch(pattern, subject, result, 0, subject.text.length));
  }
  const literal = readText(replacement);
  if (literal !== undefined && !literal.text.includes("\\")) {
    return literal.isBytes === pattern.isBytes ? literal.text : () => replacement;
  }
  const template = pattern.template(replacement);
  const isBytes = literal?.isBytes === true;
  const [only] = template;
  if (template.length === 1 && typeof only === "string" && isBytes === pattern.isBytes) return only;
  return (result, subject) => toValue(expandTemplate(template, subject.text, result), isBytes);
}

/** Nothing was replaced: an exact str or bytes is returned as it is. */
function unchanged({ value, text, isBytes }: Subject): PyValue {
  if (typeof value === "string" || (value instanceof PyObject && value.cls === bytesType)) return value;
  return toValue(text, isBytes);
}

/** The result as it grows; what it will take is asked for as it doubles. */
class Output {
  text = "";
  private readonly isBytes: boolean;
  private pieces = 0;
  private asked = 4096;

  constructor(subject: Subject) {
    this.isBytes = subject.isBytes;
  }

  add(piece: string): void {
    const length = this.text.length + piece.length;
    if (length > this.asked) {
      this.asked = 2 * length;
      spend(length >> 4);
      allocate(2 * length);
    }
    this.text += piece;
    this.pieces += 1;
  }

  /** What a function returned; None adds nothing. */
  addValue(value: PyValue): void {
    if (value === null) return;
    const piece = readText(value);
    if (piece === undefined || piece.isBytes !== this.isBytes) {
      const expected = this.isBytes ? "a bytes-like object" : "str instance";
      throw raise.TypeError(`sequence item ${this.pieces}: expected ${expected}, ${typeOf(value).shown} found`);
    }
    this.add(piece.text);
  }
}
