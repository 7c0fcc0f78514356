/** JSON as Python values: what `json.loads` does. Positions are in UTF-16 units until an error shows them. */
import { call1 } from "../../runtime/call.ts";
import { PyDict } from "../../runtime/dict.ts";
import { allocate, enterNative, leaveNative, spend } from "../../runtime/limits.ts";
import { PyFloat, PyList, PyTuple, type PyValue } from "../../runtime/values.ts";
import { toInt } from "../../builtins/numbers.ts";

export interface ReaderOptions {
  strict: boolean;
  objectHook: PyValue;
  objectPairsHook: PyValue;
  /** null for the plain way. */
  parseFloat: PyValue;
  parseInt: PyValue;
  parseConstant: PyValue;
}

export const PLAIN_READER: ReaderOptions = {
  strict: true,
  objectHook: null,
  objectPairsHook: null,
  parseFloat: null,
  parseInt: null,
  parseConstant: null,
};

/** What is wrong, and where; becomes a JSONDecodeError. */
export class JsonFault {
  readonly message: string;
  readonly position: number;
  constructor(message: string, position: number) {
    this.message = message;
    this.position = position;
  }
}

/** No value begins here. */
export class NoValue {
  readonly position: number;
  constructor(position: number) {
    this.position = position;
  }
}

const POWERS: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;

export class Reader {
  readonly text: string;
  readonly options: ReaderOptions;
  position: number;
  #count = 0;
  /** Keys by the key before them, "" for the first: objects of one kind repeat them. Only those that are written without escapes. */
  readonly #following = new Map<string, string>();

  constructor(text: string, position: number, options: ReaderOptions) {
    this.text = text;
    this.position = position;
    this.options = options;
    spend((text.length - Math.max(0, position)) >> 6);
  }

  skipSpace(): number {
    const { text } = this;
    let index = this.position;
    for (;;) {
      const code = text.charCodeAt(index);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
      index++;
    }
    this.position = index;
    return text.charCodeAt(index);
  }

  /** The value that begins at the position. */
  value(): PyValue {
    spend(1);
    if ((++this.#count & 1023) === 0) allocate(1024 * 48);
    const start = this.position;
    switch (this.text.charCodeAt(start)) {
      case 34:
        this.position++;
        return this.string();
      case 123:
        return this.#object();
      case 91:
        return this.#array();
      case 116:
        if (this.#word("true")) return true;
        break;
      case 102:
        if (this.#word("false")) return false;
        break;
      case 110:
        if (this.#word("null")) return null;
        break;
      case 78:
        if (this.#word("NaN")) return this.#constant("NaN", Number.NaN);
        break;
      case 73:
        if (this.#word("Infinity")) return this.#constant("Infinity", Infinity);
        break;
      case 45:
        if (this.#word("-Infinity")) return this.#constant("-Infinity", -Infinity);
        return this.#number();
      default:
        return this.#number();
    }
    throw new NoValue(start);
  }

  #word(word: string): boolean {
    if (!this.text.startsWith(word, this.position)) return false;
    this.position += word.length;
    return true;
  }

  #constant(name: string, value: number): PyValue {
    const { parseConstant } = this.options;
    return parseConstant === null ? new PyFloat(value) : call1(parseConstant, name);
  }

  #number(): PyValue {
    const { text, position } = this;
    // Fast path: a short int.
    let index = position,
      code = text.charCodeAt(index);
    const isNegative = code === 45;
    if (isNegative) code = text.charCodeAt(++index);
    const first = index;
    let n = 0;
    while (code >= 48 && code <= 57 && index - first < 15) {
      n = n * 10 + (code - 48);
      code = text.charCodeAt(++index);
    }
    if (
      index > first &&
      code !== 46 &&
      code !== 101 &&
      code !== 69 &&
      (code < 48 || code > 57 || Number.isNaN(code)) &&
      this.options.parseInt === null &&
      (text.charCodeAt(first) !== 48 || index === first + 1)
    ) {
      this.position = index;
      return isNegative ? 0 - n : n;
    }
    const short = code === 46 && index > first ? this.#shortFloat(n, index, first) : undefined;
    if (short !== undefined) return isNegative ? new PyFloat(-short.v) : short;
    NUMBER.lastIndex = position;
    const match = NUMBER.exec(text);
    if (match === null) throw new NoValue(position);
    const [written, fraction, exponent] = match;
    this.position = position + written.length;
    if (written.length > 64) spend(written.length >> 3);
    const { parseFloat, parseInt } = this.options;
    if (fraction === undefined && exponent === undefined)
      return parseInt === null ? toInt(written) : call1(parseInt, written);
    return parseFloat === null ? new PyFloat(Number(written)) : call1(parseFloat, written);
  }

  /**
   * Fast path, 3x: up to 15 digits with a point in them, whose point is at `index` and whose int is `n`. Both the digits and the
   * power of ten are exact doubles, so their quotient is the nearest one.
   */
  #shortFloat(n: number, point: number, first: number): PyFloat | undefined {
    const { text } = this;
    if (this.options.parseFloat !== null || (text.charCodeAt(first) === 48 && point > first + 1)) return undefined;
    let index = point + 1,
      digits = n,
      code = text.charCodeAt(index);
    while (code >= 48 && code <= 57) {
      digits = digits * 10 + (code - 48);
      code = text.charCodeAt(++index);
    }
    if (index === point + 1 || index - first > 16 || code === 101 || code === 69) return undefined;
    this.position = index;
    return new PyFloat(digits / (POWERS[index - point - 1] as number));
  }

  /** The rest of a string whose quote has been read. */
  string(): string {
    const { text } = this;
    const { strict } = this.options;
    const begin = this.position;
    let index = begin;
    for (;;) {
      const code = text.charCodeAt(index);
      if (code === 34) {
        this.position = index + 1;
        return text.slice(begin, index);
      }
      if (code === 92) break;
      if (code < 32 && strict) throw new JsonFault("Invalid control character at", index);
      if (Number.isNaN(code)) throw new JsonFault("Unterminated string starting at", begin - 1);
      index++;
    }
    return this.#escapedString(begin, index);
  }

  #escapedString(begin: number, firstEscape: number): string {
    const { text } = this;
    const { strict } = this.options;
    let result = text.slice(begin, firstEscape),
      copied = firstEscape,
      index = firstEscape;
    for (;;) {
      const code = text.charCodeAt(index);
      if (code === 34) {
        this.position = index + 1;
        return result + text.slice(copied, index);
      }
      if (Number.isNaN(code)) throw new JsonFault("Unterminated string starting at", begin - 1);
      if (code === 92) {
        result += text.slice(copied, index);
        const char = text.charAt(index + 1);
        if (char === "") throw new JsonFault("Unterminated string starting at", begin - 1);
        if (char === "u") {
          result += this.#unicodeEscape(index + 2);
          index += 6;
        } else {
          const plain = ESCAPES[char];
          if (plain === undefined) throw new JsonFault("Invalid \\escape", index);
          result += plain;
          index += 2;
        }
        copied = index;
        continue;
      }
      if (code < 32 && strict) throw new JsonFault("Invalid control character at", index);
      index++;
    }
  }

  #unicodeEscape(at: number): string {
    const digits = this.text.slice(at, at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new JsonFault("Invalid \\uXXXX escape", at - 1);
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  // Who catches what a value throws sets the depth back: a `finally` here would cost each container.
  #array(): PyValue {
    enterNative();
    const items: PyValue[] = [];
    this.position++;
    if (this.skipSpace() === 93) {
      this.position++;
      leaveNative();
      return new PyList(items);
    }
    for (;;) {
      items.push(this.value());
      const code = this.skipSpace();
      if (code === 93) {
        this.position++;
        leaveNative();
        return new PyList(items);
      }
      if (code !== 44) throw new JsonFault("Expecting ',' delimiter", this.position);
      this.position++;
      this.skipSpace();
    }
  }

  /** The rest of a key whose quote has been read: most often the one that followed the same key before. */
  #key(before: string): string {
    const { text, position } = this;
    const expected = this.#following.get(before);
    if (expected !== undefined && text.startsWith(expected, position)) {
      const end = position + expected.length;
      if (text.charCodeAt(end) === 34) {
        this.position = end + 1;
        return expected;
      }
    }
    const key = this.string();
    if (this.position - position === key.length + 1 && key.length < 64 && this.#following.size < 1000)
      this.#following.set(before, key);
    return key;
  }

  #object(): PyValue {
    enterNative();
    const { objectHook, objectPairsHook } = this.options;
    const pairs: PyValue[] | null = objectPairsHook === null ? null : [];
    const dict = new PyDict();
    this.position++;
    let key = "",
      code = this.skipSpace();
    if (code !== 125) {
      for (;;) {
        if (code !== 34) throw new JsonFault("Expecting property name enclosed in double quotes", this.position);
        this.position++;
        key = this.#key(key);
        if (this.text.charCodeAt(this.position) !== 58 && this.skipSpace() !== 58)
          throw new JsonFault("Expecting ':' delimiter", this.position);
        this.position++;
        this.skipSpace();
        const value = this.value();
        if (pairs === null) dict.setString(key, value);
        else pairs.push(new PyTuple([key, value]));
        code = this.skipSpace();
        if (code === 125) break;
        if (code !== 44) throw new JsonFault("Expecting ',' delimiter", this.position);
        this.position++;
        code = this.skipSpace();
      }
    }
    this.position++;
    leaveNative();
    if (pairs !== null) return call1(objectPairsHook, new PyList(pairs));
    return objectHook === null ? dict : call1(objectHook, dict);
  }
}

const ESCAPES: Record<string, string> = Object.assign(Object.create(null) as Record<string, string>, {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
});
