/** RFC 3492: any text in letters, digits and hyphens, as names of the Internet hold it. */
import { latinText } from "../../builtins/text/byte-builder.ts";
import { decodeBytes } from "../../builtins/text/codecs.ts";
import { FormatError } from "../../builtins/text/format-error.ts";
import { allocate, spend } from "../../runtime/limits.ts";

const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
const FIRST_BIAS = 72;

/** `"bücher"` → `"bcher-kva"`: the ASCII characters, then where to put which others. */
export function encodePunycode(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const plain = codes.filter((code) => code < 0x80);
  const others = [...new Set(codes.filter((code) => code >= 0x80))].sort((a, b) => a - b);
  let encoded = "",
    bias = FIRST_BIAS,
    size = plain.length,
    delta = 0,
    last = 0x80;
  for (const code of others) {
    spend(codes.length);
    delta += (code - last) * (size + 1);
    last = code + 1;
    for (const each of codes) {
      if (each < code) delta++;
      if (each !== code) continue;
      encoded += integerText(delta, bias);
      bias = adapted(BigInt(delta), { isFirst: size === plain.length, size: ++size });
      delta = 0;
    }
    delta++;
  }
  return plain.length === 0 ? encoded : `${latinText(Uint8Array.from(plain))}-${encoded}`;
}

export function decodePunycode(bytes: Uint8Array, errors: string): string {
  if (!["strict", "replace", "ignore"].includes(errors))
    throw new FormatError("UnicodeError", `Unsupported error handling ${errors}`);
  const hyphen = bytes.lastIndexOf(0x2d);
  const codes = [...decodeBytes(bytes.subarray(0, Math.max(0, hyphen)), "ascii", { errors })].map(
    (character) => character.codePointAt(0) ?? 0,
  );
  const reader = new IntegerReader(decodeBytes(bytes.subarray(hyphen + 1), "ascii"), errors === "strict");
  let code = 0x80n,
    position = -1n,
    bias = FIRST_BIAS;
  while (!reader.isAtEnd) {
    const isFirst = reader.isAtStart;
    const delta = reader.read(bias);
    // What follows cannot be understood.
    if (delta === undefined) break;
    spend(codes.length >> 3);
    allocate(8);
    const places = BigInt(codes.length + 1);
    position += delta + 1n;
    code += position / places;
    position %= places;
    if (code > 0x10ffffn) {
      if (errors === "strict") throw new FormatError("UnicodeError", `Invalid character U+${code.toString(16)}`);
      code = 0x3fn;
    }
    codes.splice(Number(position), 0, Number(code));
    bias = adapted(delta, { isFirst, size: codes.length });
  }
  return codes.map((each) => String.fromCodePoint(each)).join("");
}

/** Integers of variable length, the least digit first; a digit below its threshold is the last. */
class IntegerReader {
  readonly #text: string;
  readonly #isStrict: boolean;
  #position = 0;

  constructor(text: string, isStrict: boolean) {
    this.#text = text;
    this.#isStrict = isStrict;
  }

  get isAtStart(): boolean {
    return this.#position === 0;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  read(bias: number): bigint | undefined {
    let result = 0n,
      weight = 1n;
    for (let index = 0; ; index++) {
      spend(1 + (index >> 3));
      if (this.isAtEnd) return this.#fail("incomplete punicode string");
      const character = this.#text.charAt(this.#position++).toLowerCase(),
        digit = DIGITS.indexOf(character);
      if (digit < 0) return this.#fail(`Invalid extended code point '${character.toUpperCase()}'`);
      const threshold = thresholdOf(index, bias);
      result += BigInt(digit) * weight;
      if (digit < threshold) return result;
      weight *= BigInt(36 - threshold);
    }
  }

  #fail(message: string): undefined {
    if (this.#isStrict) throw new FormatError("UnicodeError", message);
  }
}

function integerText(value: number, bias: number): string {
  let text = "";
  for (let index = 0, rest = value; ; index++) {
    const threshold = thresholdOf(index, bias);
    if (rest < threshold) return text + DIGITS.charAt(rest);
    text += DIGITS.charAt(threshold + ((rest - threshold) % (36 - threshold)));
    rest = Math.floor((rest - threshold) / (36 - threshold));
  }
}

function thresholdOf(index: number, bias: number): number {
  return Math.min(26, Math.max(1, 36 * (index + 1) - bias));
}

function adapted(delta: bigint, { isFirst, size }: { isFirst: boolean; size: number }): number {
  let rest = delta / (isFirst ? 700n : 2n);
  rest += rest / BigInt(size);
  let bias = 0;
  for (; rest > 455n; bias += 36) rest /= 35n;
  return bias + Math.floor((36 * Number(rest)) / (Number(rest) + 38));
}
