/**
 * The template language of `str % args` and `bytes % args` (bytes read as Latin-1).
 * Segments come one at a time, as a mistake in the text shows only when the arguments before it have been used.
 */
import { FormatError, valueError } from "./format-error.ts";
import { codePointCharacter, codePointLength } from "./code-points.ts";

export type PercentKind = "str" | "bytes";

export interface PercentFlags {
  /** `-` */
  readonly left: boolean;
  /** `+` */
  readonly sign: boolean;
  /** A space: stands where a plus would. */
  readonly blank: boolean;
  /** `#` */
  readonly alternate: boolean;
  /** `0` */
  readonly zero: boolean;
}

export interface PercentDirective {
  /** The name in `%(name)s`, or null. */
  readonly key: string | null;
  readonly flags: PercentFlags;
  /** `"*"` takes the next argument, null is none. */
  readonly width: number | "*" | null;
  readonly precision: number | "*" | null;
  /** The conversion, one code point; not every one exists. */
  readonly code: string;
  /** Where the code stands, in code points. */
  readonly index: number;
}

export interface PercentSegment {
  /** Doubled percent signs are single here. */
  readonly literal: string;
  /** Null at the end. */
  readonly directive: PercentDirective | null;
}

export interface PercentOptions {
  readonly kind: PercentKind;
  /** Whether `%(name)s` has a mapping to look in. */
  readonly hasMapping: boolean;
}

const LARGEST_SIZE = 2 ** 63;
const LARGEST_INT = 2 ** 31 - 1;

/** Literals and directives in turn. */
export function* parsePercentFormat(text: string, options: PercentOptions): Generator<PercentSegment, void, undefined> {
  let position = 0;
  let literal = "";
  while (position < text.length) {
    const mark = text.indexOf("%", position);
    if (mark < 0) break;
    literal += text.slice(position, mark);
    if (text[mark + 1] === "%") {
      literal += "%";
      position = mark + 2;
      continue;
    }
    const { directive, end } = new DirectiveParser(text, mark + 1, options).parse();
    yield { literal, directive };
    literal = "";
    position = end;
  }
  literal += text.slice(position);
  if (literal !== "") yield { literal, directive: null };
}

/** A memory of what is a pure function of the text, for templates without a mistake that programs use again and again. */
const KNOWN: Record<string, Map<string, readonly PercentSegment[]>> = {
  str: new Map(),
  "str with mapping": new Map(),
  bytes: new Map(),
  "bytes with mapping": new Map(),
};
const REMEMBERED = 256,
  LONGEST = 1000;

/** The segments of a template, as `parsePercentFormat` gives them. */
export function readPercentFormat(text: string, options: PercentOptions): Iterable<PercentSegment> {
  // Without a mapping a key is a mistake.
  const known = KNOWN[options.hasMapping ? `${options.kind} with mapping` : options.kind] as Map<
    string,
    readonly PercentSegment[]
  >;
  const before = known.get(text);
  if (before !== undefined) return before;
  if (text.length > LONGEST) return parsePercentFormat(text, options);
  try {
    const segments = [...parsePercentFormat(text, options)];
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, segments);
    return segments;
  } catch (error) {
    if (error instanceof FormatError) return parsePercentFormat(text, options);
    throw error;
  }
}

/** The error for a code that the caller does not know. */
export function unsupportedCode(directive: PercentDirective, kind: PercentKind): FormatError {
  const code = directive.code.codePointAt(0) ?? 0;
  const shown = kind === "bytes" || (code > 31 && code < 127) ? directive.code : "?";
  return valueError(`unsupported format character '${shown}' (0x${code.toString(16)}) at index ${directive.index}`);
}

class DirectiveParser {
  readonly #text: string;
  readonly #options: PercentOptions;
  #position: number;

  constructor(text: string, position: number, options: PercentOptions) {
    this.#text = text;
    this.#position = position;
    this.#options = options;
  }

  parse(): { directive: PercentDirective; end: number } {
    const key = this.#parseKey();
    const flags = this.#parseFlags();
    const width = this.#parseNumber(LARGEST_SIZE, "width too big");
    let precision: PercentDirective["precision"] = null;
    if (this.#text[this.#position] === ".") {
      this.#position++;
      precision =
        this.#parseNumber(LARGEST_INT + 1, this.#options.kind === "str" ? "precision too big" : "prec too big") ?? 0;
    }
    // C's length modifiers mean nothing here; one is skipped.
    if (/^[hlL]$/.test(this.#text[this.#position] ?? "")) this.#position++;
    if (this.#position >= this.#text.length) throw valueError("incomplete format");
    const code = codePointCharacter(this.#text, this.#position);
    const end = this.#position + code.length;
    return { directive: { key, flags, width, precision, code, index: this.#indexOfCode() }, end };
  }

  #indexOfCode(): number {
    // Counted only for the codes that may end in an error, so that long templates stay linear.
    const isKnown = "diouxXeEfFgGcrsab".includes(this.#text[this.#position] ?? "");
    return isKnown ? this.#position : codePointLength(this.#text.slice(0, this.#position));
  }

  #parseKey(): string | null {
    if (this.#text[this.#position] !== "(") return null;
    if (!this.#options.hasMapping) throw new FormatError("TypeError", "format requires a mapping");
    const start = ++this.#position;
    for (let depth = 1; this.#position < this.#text.length;) {
      const character = this.#text[this.#position++];
      if (character === "(") depth++;
      if (character === ")" && --depth === 0) return this.#text.slice(start, this.#position - 1);
    }
    throw valueError("incomplete format key");
  }

  #parseFlags(): PercentFlags {
    const start = this.#position;
    while (/^[-+ #0]$/.test(this.#text[this.#position] ?? "")) this.#position++;
    const written = this.#text.slice(start, this.#position);
    return {
      left: written.includes("-"),
      sign: written.includes("+"),
      blank: written.includes(" "),
      alternate: written.includes("#"),
      zero: written.includes("0"),
    };
  }

  #parseNumber(tooBig: number, message: string): number | "*" | null {
    if (this.#text[this.#position] === "*") {
      this.#position++;
      return "*";
    }
    const start = this.#position;
    let value = 0;
    for (
      let code = this.#text.charCodeAt(start);
      code >= 48 && code <= 57;
      code = this.#text.charCodeAt(++this.#position)
    ) {
      value = value * 10 + code - 48;
      if (value >= tooBig) throw valueError(message);
    }
    return this.#position === start ? null : value;
  }
}
