/**
 * The template language of `str.format` and `string.Formatter`: `literal{field!conversion:spec}`.
 * Segments come one at a time, as a mistake in the text shows only when the fields before it have been used.
 */
import { codePointCharacter } from "./code-points.ts";
import { FormatError, valueError } from "./format-error.ts";
import { decimalValue } from "./unicode.ts";

export interface ReplacementField {
  readonly name: string;
  /** One code point behind `!`, or null. */
  readonly conversion: string | null;
  /** Not yet expanded: it may hold fields of its own. */
  readonly spec: string;
}

export interface FormatSegment {
  readonly literal: string;
  /** What follows the literal, null after a doubled brace and at the end. */
  readonly field: ReplacementField | null;
}

/** A step from a field's first object: `.name` or `[key]`, the key a number when it is all digits. */
export type FieldStep =
  | { readonly type: "attribute"; readonly name: string }
  | { readonly type: "item"; readonly key: string | number };

/** A template, and the specs of its fields; no deeper. */
export const FORMAT_DEPTH = 2;

/** Literals and fields in turn, as `_string.formatter_parser` yields them. */
export function* parseFormatString(text: string): Generator<FormatSegment, void, undefined> {
  let position = 0;
  while (position < text.length) {
    const brace = findBrace(text, position);
    if (brace === text.length) {
      yield { literal: text.slice(position), field: null };
      return;
    }
    const isDoubled = text[brace + 1] === text[brace];
    if (!isDoubled && text[brace] === "}") throw valueError("Single '}' encountered in format string");
    if (brace + 1 === text.length) throw valueError("Single '{' encountered in format string");
    const literal = text.slice(position, isDoubled ? brace + 1 : brace);
    if (isDoubled) {
      yield { literal, field: null };
      position = brace + 2;
      continue;
    }
    const { field, end } = parseField(text, brace + 1);
    yield { literal, field };
    position = end;
  }
}

/** The first name of a field, a number when it is all digits and "" when absent, and the steps from there, checked as they come. */
export function splitFieldName(name: string): { first: string | number; steps: Generator<FieldStep, void, undefined> } {
  let end = 0;
  while (end < name.length && name[end] !== "." && name[end] !== "[") end++;
  return { first: toIndex(name.slice(0, end)), steps: parseSteps(name, end) };
}

/** A template of `str.format` with its field names taken apart. */
export interface ReadSegment {
  readonly literal: string;
  readonly field: (ReplacementField & FieldPath) | null;
}

export interface FieldPath {
  readonly first: string | number;
  readonly steps: Iterable<FieldStep>;
}

/** A memory of what is a pure function of the text. A template with a mistake is read anew each time, up to the mistake. */
const known = new Map<string, readonly ReadSegment[]>();
const REMEMBERED = 256,
  LONGEST = 1000;

/** The segments of a template, remembered for templates that programs use again and again. */
export function readFormatString(text: string): Iterable<ReadSegment> {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (text.length > LONGEST) return readSegments(text);
  try {
    const segments = Array.from(readSegments(text), ({ literal, field }) => ({
      literal,
      field: field && { ...field, steps: [...field.steps] },
    }));
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, segments);
    return segments;
  } catch (error) {
    if (error instanceof FormatError) return readSegments(text);
    throw error;
  }
}

function* readSegments(text: string): Generator<ReadSegment, void, undefined> {
  for (const { literal, field } of parseFormatString(text))
    yield { literal, field: field && { ...field, ...splitFieldName(field.name) } };
}

/** Decides between `{}` and `{0}` for one template with its specs: the two do not mix. */
export class FieldNumbering {
  #mode: "undecided" | "automatic" | "manual" = "undecided";
  #next = 0;

  /** The index or the keyword that a field's first name stands for. */
  resolve(first: string | number): string | number {
    if (typeof first === "string" && first !== "") return first;
    const mode = first === "" ? "automatic" : "manual";
    if (this.#mode !== "undecided" && this.#mode !== mode) {
      throw valueError(
        mode === "automatic"
          ? "cannot switch from manual field specification to automatic field numbering"
          : "cannot switch from automatic field numbering to manual field specification",
      );
    }
    this.#mode = mode;
    return first === "" ? this.#next++ : first;
  }
}

/** Refuses what may not stand behind `!`. */
export function checkConversion(conversion: string): void {
  if (conversion === "r" || conversion === "s" || conversion === "a") return;
  const code = conversion.codePointAt(0) ?? 0;
  const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`;
  throw valueError(`Unknown conversion specifier ${shown}`);
}

function findBrace(text: string, start: number): number {
  let position = start;
  while (position < text.length && text[position] !== "{" && text[position] !== "}") position++;
  return position;
}

/** The field whose opening brace is just before `start`; `end` is behind its closing one. */
function parseField(text: string, start: number): { field: ReplacementField; end: number } {
  const nameEnd = findNameEnd(text, start);
  const name = text.slice(start, nameEnd);
  if (text[nameEnd] === "}") return { field: { name, conversion: null, spec: "" }, end: nameEnd + 1 };
  if (text[nameEnd] === undefined) throw valueError("expected '}' before end of string");
  let position = nameEnd + 1;
  let conversion: string | null = null;
  if (text[nameEnd] === "!") {
    if (position >= text.length) throw valueError("end of string while looking for conversion specifier");
    conversion = codePointCharacter(text, position);
    position += conversion.length;
    if (text[position] === "}") return { field: { name, conversion, spec: "" }, end: position + 1 };
    if (position < text.length && text[position] !== ":") throw valueError("expected ':' after conversion specifier");
    position++;
  }
  const specEnd = findSpecEnd(text, position);
  return { field: { name, conversion, spec: text.slice(position, specEnd) }, end: specEnd + 1 };
}

/** Where `}`, `:` or `!` ends the name; within square brackets these are part of it. */
function findNameEnd(text: string, start: number): number {
  let position = start;
  while (position < text.length) {
    const character = text[position];
    if (character === "{") throw valueError("unexpected '{' in field name");
    if (character === "}" || character === ":" || character === "!") return position;
    position++;
    if (character !== "[") continue;
    const close = text.indexOf("]", position);
    if (close < 0) return text.length;
    position = close;
  }
  return position;
}

function findSpecEnd(text: string, start: number): number {
  let depth = 1;
  for (let position = start; position < text.length; position++) {
    if (text[position] === "{") depth++;
    if (text[position] === "}" && --depth === 0) return position;
  }
  throw valueError("unmatched '{' in format spec");
}

function* parseSteps(name: string, start: number): Generator<FieldStep, void, undefined> {
  let position = start;
  while (position < name.length) {
    const mark = name[position++];
    if (mark !== "." && mark !== "[") throw valueError("Only '.' or '[' may follow ']' in format field specifier");
    let end = position;
    if (mark === ".") {
      while (end < name.length && name[end] !== "." && name[end] !== "[") end++;
    } else {
      end = name.indexOf("]", position);
      if (end < 0) throw valueError("Missing ']' in format string");
    }
    const part = name.slice(position, end);
    const key = mark === "[" ? toIndex(part) : part;
    if (part === "") throw valueError("Empty attribute in format string");
    yield mark === "." ? { type: "attribute", name: part } : { type: "item", key };
    position = mark === "." ? end : end + 1;
  }
}

/** A name of nothing but decimal digits is an index. */
function toIndex(name: string): string | number {
  let value = 0;
  for (const character of name) {
    const digit = decimalValue(character.codePointAt(0) ?? 0);
    if (digit < 0) return name;
    value = value * 10 + digit;
    if (value >= 2 ** 63) throw valueError("Too many decimal digits in format string");
  }
  return name === "" ? "" : value;
}
