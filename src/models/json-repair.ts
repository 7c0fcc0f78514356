/**
 * JSON as language models write it: fenced, with single quotes, Python's words, comments, trailing commas, bare keys, raw
 * line breaks in strings, cut off in the middle. A strict parse is tried first; this reads what that refused.
 */
import { ThreadsnakeError } from "../errors.ts";

export interface LooseJson {
  value: unknown;
  /** Whether the text had to be mended. */
  repaired: boolean;
}

/** Reads one JSON value; throws an error with code `json-unreadable` when even the tolerant reading finds none. */
export function parseLooseJson(text: string): LooseJson {
  try {
    return { value: JSON.parse(text), repaired: false };
  } catch (error) {
    const value = new LooseReader(stripFence(text)).read();
    if (value === NOTHING) {
      throw new ThreadsnakeError(`this is not JSON: ${JSON.stringify(text.slice(0, 200))}`, {
        code: "json-unreadable",
        cause: error,
      });
    }
    return { value, repaired: true };
  }
}

function stripFence(text: string): string {
  const fence = /^\s*```[a-z]*\s*\n([^]*?)(?:\n\s*```\s*)?$/iu.exec(text);
  return fence?.[1] ?? text;
}

const NOTHING = Symbol("nothing");
const MAX_DEPTH = 200;

const words: Record<string, unknown> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
  undefined: null,
  NaN: null,
};

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

class LooseReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    const value = this.#value(0);
    this.#skip();
    // Something after the value means that it was no JSON to begin with: "12 apples" must not become 12.
    return this.#position < this.#text.length ? NOTHING : value;
  }

  #value(depth: number): unknown {
    this.#skip();
    const character = this.#text[this.#position];
    if (character === undefined || depth > MAX_DEPTH) return NOTHING;
    if (character === "{") return this.#object(depth);
    if (character === "[") return this.#array(depth);
    if (isQuote(character)) return this.#string();
    return this.#word();
  }

  #object(depth: number): unknown {
    const entries: [string, unknown][] = [];
    this.#position += 1;
    for (;;) {
      this.#skipSeparators();
      if (this.#take("}") || this.#atEnd()) break;
      const key = this.#key();
      this.#skip();
      if (key === undefined) return NOTHING;
      if (!this.#take(":") && !this.#take("=")) {
        if (this.#atEnd()) break;
        return NOTHING;
      }
      const value = this.#value(depth + 1);
      if (value === NOTHING) {
        if (!this.#atEnd()) return NOTHING;
        break;
      }
      entries.push([key, value]);
    }
    // Object.fromEntries makes own properties, so that "__proto__" from a model stays data.
    return Object.fromEntries(entries);
  }

  #array(depth: number): unknown {
    const items: unknown[] = [];
    this.#position += 1;
    for (;;) {
      this.#skipSeparators();
      if (this.#take("]") || this.#atEnd()) return items;
      const value = this.#value(depth + 1);
      if (value === NOTHING) return this.#atEnd() ? items : NOTHING;
      items.push(value);
    }
  }

  #key(): string | undefined {
    const character = this.#text[this.#position];
    if (character !== undefined && isQuote(character)) return this.#string();
    const bare = this.#match(/[\p{L}_$][\p{L}\p{N}_$-]*/uy);
    return bare;
  }

  #string(): string {
    const open = this.#text[this.#position] ?? "";
    const close = open === "“" ? "”" : open;
    const triple = this.#text.startsWith(open.repeat(3), this.#position) && open !== "“";
    const end = triple ? close.repeat(3) : close;
    this.#position += triple ? 3 : 1;
    let value = "";
    while (!this.#atEnd()) {
      const character = this.#text[this.#position] ?? "";
      if (character === "\\") value += this.#escape();
      else if (this.#text.startsWith(end, this.#position) && (triple || this.#closesString())) {
        this.#position += end.length;
        return value;
      } else {
        value += character;
        this.#position += 1;
      }
    }
    return value;
  }

  /** A quote ends a string when what follows can follow one; else the model forgot to escape it. */
  #closesString(): boolean {
    const after = /\s*([^\s]?)/uy;
    after.lastIndex = this.#position + 1;
    const next = after.exec(this.#text)?.[1] ?? "";
    return (
      next === "" ||
      ",:}]=#/".includes(next) ||
      (isQuote(next) && this.#text.slice(this.#position + 1, after.lastIndex - 1).includes("\n"))
    );
  }

  #escape(): string {
    const code = this.#text[this.#position + 1] ?? "";
    if (code === "u") {
      const digits = this.#text.slice(this.#position + 2, this.#position + 6);
      if (/^[\da-f]{4}$/iu.test(digits)) {
        this.#position += 6;
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
    }
    this.#position += 2;
    // A backslash at the end of a line joins lines; one before any other character is kept, as in "\d".
    if (code === "\n") return "";
    return escapes[code] ?? (isQuote(code) || code === "\\" || code === "/" || code === "" ? code : `\\${code}`);
  }

  #word(): unknown {
    const number = this.#match(/[+-]?(?:0x[\da-f]+|(?:\d[\d_]*)?\.?\d+(?:e[+-]?\d+)?|\d+\.?)(?![\p{L}\p{N}_])/iuy);
    if (number !== undefined) return Number(number.replaceAll("_", "").replace(/^\+/u, ""));
    const word = this.#match(/[-+]?[\p{L}_][\p{L}\p{N}_]*/uy);
    if (word === undefined) return NOTHING;
    return Object.hasOwn(words, word) ? words[word] : NOTHING;
  }

  /** White space and comments. */
  #skip(): void {
    this.#match(/(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/uy);
  }

  #skipSeparators(): void {
    this.#skip();
    while (this.#take(",")) this.#skip();
  }

  #take(character: string): boolean {
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#position += found.length;
    return found === "" ? undefined : found;
  }

  #atEnd(): boolean {
    return this.#position >= this.#text.length;
  }
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === "“" || character === "`";
}
