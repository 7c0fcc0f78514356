/** Base32 over bytes, in its two alphabets. */
import { chargeEach, reserveBytes } from "../../builtins/text-size.ts";
import { binasciiError } from "../binascii/error-types.ts";

export const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
export const BASE32_HEX = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

const PAD = 0x3d;

export function encodeBase32(bytes: Uint8Array, alphabet: string): Uint8Array {
  const size = Math.ceil(bytes.length / 5) * 8;
  chargeEach(bytes.length);
  reserveBytes(size);
  const result = new Uint8Array(size).fill(PAD);
  let place = 0,
    bits = 0,
    held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) result[place++] = alphabet.charCodeAt((held >> (bits - 5)) & 31);
  }
  if (bits > 0) result[place] = alphabet.charCodeAt((held << (5 - bits)) & 31);
  return result;
}

/** `text` is upper case where the alphabet is. */
export function decodeBase32(text: Uint8Array, alphabet: string): Uint8Array {
  chargeEach(text.length);
  reserveBytes(text.length);
  let length = text.length;
  while (length > 0 && text[length - 1] === PAD) length--;
  if (text.length % 8 !== 0) throw binasciiError("Incorrect padding");
  const result = new Uint8Array(Math.ceil((length * 5) / 8));
  let place = 0,
    bits = 0,
    held = 0;
  for (let index = 0; index < length; index++) {
    const value = alphabet.indexOf(String.fromCharCode(text[index] ?? 0));
    if (value < 0) throw binasciiError("Non-base32 digit found");
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    result[place++] = held >> bits;
  }
  if (![0, 1, 3, 4, 6].includes(text.length - length)) throw binasciiError("Incorrect padding");
  return result.slice(0, place);
}
