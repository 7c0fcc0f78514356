/** UTF-7: runs of characters beyond a safe set of ASCII stand as base 64 of their UTF-16 between `+` and `-`. */
import type { DecodeErrors, EncodeErrors } from "./codec-errors.ts";
import { ByteBuilder } from "./byte-builder.ts";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Every surrogate can be written, so nothing fails. */
export function encodeUtf7({ text }: EncodeErrors): Uint8Array {
  const out = new ByteBuilder(text.length);
  let isShifted = false;
  let buffer = 0;
  let bits = 0;
  const flush = (): void => {
    if (bits > 0) out.appendLatin(BASE64.charAt((buffer << (6 - bits)) & 63));
    buffer = bits = 0;
  };
  for (const character of text) {
    const isDirect = /^[A-Za-z0-9'(),\-./:?!"#$%&*;<=>@[\]^_`{|} \t\n\r]$/.test(character);
    if (!isShifted && character === "+") {
      out.appendLatin("+-");
      continue;
    }
    if (isDirect) {
      if (isShifted) flush();
      // What is no base 64 ends the run by itself.
      if (isShifted && /[A-Za-z0-9+/-]/.test(character)) out.appendLatin("-");
      isShifted = false;
      out.appendLatin(character);
      continue;
    }
    if (!isShifted) out.appendLatin("+");
    isShifted = true;
    for (let index = 0; index < character.length; index++) {
      buffer = (buffer << 16) | character.charCodeAt(index);
      for (bits += 16; bits >= 6; bits -= 6) out.appendLatin(BASE64.charAt((buffer >> (bits - 6)) & 63));
      buffer &= (1 << bits) - 1;
    }
  }
  flush();
  if (isShifted) out.appendLatin("-");
  return out.finish();
}

export function decodeUtf7(errors: DecodeErrors): string {
  return new Utf7Reader(errors).read();
}

class Utf7Reader {
  readonly #errors: DecodeErrors;
  readonly #bytes: Uint8Array;
  #position = 0;
  #text = "";
  /** Where the run of base 64, or the error, begins. */
  #start = 0;
  #isShifted = false;
  #buffer = 0;
  #bits = 0;
  /** A high surrogate that waits for its partner. */
  #surrogate = 0;

  constructor(errors: DecodeErrors) {
    this.#errors = errors;
    this.#bytes = errors.bytes;
  }

  read(): string {
    do {
      while (this.#position < this.#bytes.length) {
        const byte = this.#bytes[this.#position] ?? 0;
        if (this.#isShifted) this.#readShifted(byte);
        else this.#readDirect(byte);
      }
      if (!this.#isShifted) return this.#text;
      this.#isShifted = false;
      if (this.#surrogate !== 0 || this.#bits >= 6 || this.#buffer !== 0) this.#fail("unterminated shift sequence");
    } while (this.#position < this.#bytes.length);
    return this.#text;
  }

  #readDirect(byte: number): void {
    this.#position++;
    if (byte !== 43 && byte < 128) {
      this.#text += String.fromCharCode(byte);
      return;
    }
    this.#start = this.#position - 1;
    if (byte !== 43) {
      this.#fail("unexpected special character");
      return;
    }
    const next = this.#bytes[this.#position];
    if (next === 45) {
      this.#position++;
      this.#text += "+";
    } else if (next !== undefined && sextetOf(next) < 0) {
      this.#position++;
      this.#fail("ill-formed sequence");
    } else {
      this.#isShifted = true;
      this.#surrogate = this.#bits = this.#buffer = 0;
    }
  }

  #readShifted(byte: number): void {
    const sextet = sextetOf(byte);
    if (sextet < 0) {
      this.#leave(byte);
      return;
    }
    this.#position++;
    this.#buffer = (this.#buffer << 6) | sextet;
    this.#bits += 6;
    if (this.#bits < 16) return;
    this.#bits -= 16;
    const unit = this.#buffer >> this.#bits;
    this.#buffer &= (1 << this.#bits) - 1;
    const isPair = this.#surrogate !== 0 && (unit & 0xfc00) === 0xdc00;
    if (this.#surrogate !== 0) this.#text += String.fromCharCode(this.#surrogate);
    this.#surrogate = 0;
    if (!isPair && (unit & 0xfc00) === 0xd800) this.#surrogate = unit;
    else this.#text += String.fromCharCode(unit);
  }

  #leave(byte: number): void {
    this.#isShifted = false;
    if (this.#bits >= 6) {
      this.#position++;
      this.#fail("partial character in shift sequence");
      return;
    }
    if (this.#bits > 0 && this.#buffer !== 0) {
      this.#position++;
      this.#fail("non-zero padding bits in shift sequence");
      return;
    }
    if (this.#surrogate !== 0 && byte < 128 && byte !== 43) this.#text += String.fromCharCode(this.#surrogate);
    this.#surrogate = 0;
    if (byte === 45) this.#position++;
  }

  #fail(reason: string): void {
    const { text, position } = this.#errors.handle(this.#start, this.#position, reason);
    this.#text += text;
    this.#position = position;
  }
}

function sextetOf(byte: number): number {
  return byte < 128 ? BASE64.indexOf(String.fromCharCode(byte)) : -1;
}
