/** Four bytes as five digits: Ascii85, and base85 with the alphabet of Git. */
import { ByteBuilder } from "../../builtins/text/byte-builder.ts";
import { chargeEach, reserveBytes } from "../../builtins/text-size.ts";
import { raise } from "../../runtime/raise.ts";

export const BASE85 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const FIRST_DIGIT = 33;
export const ASCII85: string = String.fromCharCode(...Array.from({ length: 85 }, (_, value) => FIRST_DIGIT + value));

const Z = 0x7a,
  Y = 0x79;
const ZEROS = 0,
  SPACES = 0x20202020;

interface Folding {
  foldsZeros: boolean;
  foldsSpaces: boolean;
}

/** With `isPadded` the zeros that fill the last four bytes are encoded too. */
export function encode85(
  bytes: Uint8Array,
  alphabet: string,
  isPadded: boolean,
  { foldsZeros, foldsSpaces }: Folding,
): Uint8Array {
  chargeEach(bytes.length);
  reserveBytes(2 * bytes.length);
  const result = new ByteBuilder(Math.ceil(bytes.length / 4) * 5);
  for (let index = 0; index < bytes.length; index += 4) {
    const missing = isPadded ? 0 : Math.max(0, index + 4 - bytes.length);
    const word =
      (((bytes[index] ?? 0) << 24) |
        ((bytes[index + 1] ?? 0) << 16) |
        ((bytes[index + 2] ?? 0) << 8) |
        (bytes[index + 3] ?? 0)) >>>
      0;
    if (foldsZeros && word === ZEROS && missing === 0) result.push(Z);
    else if (foldsSpaces && word === SPACES && missing === 0) result.push(Y);
    else appendDigits(result, word, 5 - missing, alphabet);
  }
  return result.finish();
}

function appendDigits(result: ByteBuilder, word: number, count: number, alphabet: string): void {
  let divisor = 85 ** 4;
  for (let digit = 0; digit < count; digit++, divisor /= 85)
    result.push(alphabet.charCodeAt(Math.floor(word / divisor) % 85));
}

function appendWord(result: ByteBuilder, word: number, count: number): void {
  for (let index = 0; index < count; index++) result.push(Math.floor(word / 2 ** (24 - 8 * index)) & 255);
}

export function decodeAscii85(text: Uint8Array, foldsSpaces: boolean, ignored: Uint8Array): Uint8Array {
  chargeEach(text.length);
  reserveBytes(4 * text.length);
  const result = new ByteBuilder(text.length);
  let word = 0,
    count = 0;
  const add = (value: number): void => {
    word = word * 85 + value;
    count++;
  };
  for (const byte of text) {
    if (byte >= FIRST_DIGIT && byte < FIRST_DIGIT + 85) {
      add(byte - FIRST_DIGIT);
      if (count < 5) continue;
      if (word > 0xffffffff) throw raise.ValueError("Ascii85 overflow");
      appendWord(result, word, 4);
      word = count = 0;
    } else if (byte === Z || (byte === Y && foldsSpaces)) {
      if (count > 0) throw raise.ValueError(`${byte === Z ? "z" : "y"} inside Ascii85 5-tuple`);
      appendWord(result, byte === Z ? ZEROS : SPACES, 4);
    } else if (!ignored.includes(byte)) throw raise.ValueError(`Non-Ascii85 digit found: ${String.fromCharCode(byte)}`);
  }
  const digits = count;
  if (digits > 0) {
    while (count < 5) add(84);
    if (word > 0xffffffff) throw raise.ValueError("Ascii85 overflow");
    appendWord(result, word, digits - 1);
  }
  return result.finish();
}

export function decodeBase85(text: Uint8Array): Uint8Array {
  chargeEach(text.length);
  reserveBytes(text.length);
  const result = new ByteBuilder(text.length);
  for (let start = 0; start < text.length; start += 5) {
    let word = 0;
    for (let index = start; index < start + 5; index++) {
      const value = index < text.length ? BASE85.indexOf(String.fromCharCode(text[index] ?? 0)) : 84;
      if (value < 0) throw raise.ValueError(`bad base85 character at position ${index}`);
      word = word * 85 + value;
    }
    if (word > 0xffffffff) throw raise.ValueError(`base85 overflow in hunk starting at byte ${start}`);
    appendWord(result, word, Math.min(5, text.length - start) - 1);
  }
  return result.finish();
}
