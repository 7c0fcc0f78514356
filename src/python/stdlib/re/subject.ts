/** What patterns are matched against: str and bytes as the engine sees them, and what is cut out of them. */
import { bufferBytes } from "../../builtins/buffer.ts";
import { asString } from "../../runtime/operators.ts";
import { fromUnitIndex, toUnitIndex } from "../../builtins/text/code-points.ts";
import { latin1 } from "./engine.ts";
import { raise } from "../../runtime/raise.ts";
import { spend } from "../../runtime/limits.ts";
import { toSize } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyBytes, type PyValue } from "../../runtime/values.ts";

export interface Subject {
  /** The Python value. */
  value: PyValue;
  text: string;
  isBytes: boolean;
}

/** Bytes do not change, and tokenisers match the same ones again and again. */
const latin1Texts = new WeakMap<PyBytes, string>();

function latin1Of(value: PyValue, bytes: Uint8Array): string {
  const known = value instanceof PyBytes ? latin1Texts.get(value) : undefined;
  if (known !== undefined) return known;
  spend(bytes.length >> 3);
  const text = latin1(bytes);
  if (value instanceof PyBytes) latin1Texts.set(value, text);
  return text;
}

/** A str or bytes-like value as text of code units; undefined for anything else. */
export function readText(value: PyValue): Subject | undefined {
  const text = asString(value);
  if (text !== undefined) return { value, text, isBytes: false };
  const bytes = bufferBytes(value);
  return bytes === undefined ? undefined : { value, text: latin1Of(value, bytes), isBytes: true };
}

/** The subject of a pattern, which must be of the pattern's own kind. */
export function toSubject(value: PyValue, isBytesPattern: boolean): Subject {
  const subject = readText(value);
  if (subject === undefined)
    throw raise.TypeError(`expected string or bytes-like object, got '${typeOf(value).shown}'`);
  if (subject.isBytes === isBytesPattern) return subject;
  throw raise.TypeError(
    isBytesPattern
      ? "cannot use a bytes pattern on a string-like object"
      : "cannot use a string pattern on a bytes-like object",
  );
}

/** `text[start:end]` as the value that Python sees. */
export function cut(subject: Subject, start: number, end: number): PyValue {
  return toValue(subject.text.slice(start, end), subject.isBytes);
}

/** Text of the engine as a str or as bytes. */
export function toValue(text: string, isBytes: boolean): PyValue {
  if (!isBytes) return text;
  spend(text.length >> 4);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return new PyBytes(bytes);
}

/** `pos` and `endpos` as code units within the subject. */
export function toRange(subject: Subject, pos: PyValue, endpos: PyValue | undefined): { start: number; end: number } {
  const { text } = subject;
  return {
    start: pos === 0 ? 0 : toUnits(subject, toSize(pos)),
    end: endpos === undefined ? text.length : toUnits(subject, toSize(endpos)),
  };
}

function toUnits({ text, isBytes }: Subject, position: number): number {
  if (position <= 0) return 0;
  if (position >= text.length) return text.length;
  return isBytes ? position : Math.min(text.length, toUnitIndex(text, position));
}

/** A position of the engine as Python counts. */
export function toPosition({ text, isBytes }: Subject, units: number): number {
  return isBytes ? units : fromUnitIndex(text, units);
}
