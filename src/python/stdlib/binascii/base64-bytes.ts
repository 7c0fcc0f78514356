/** Base64 over bytes. */
import { lazily } from "../../runtime/lazily.ts";
import { chargeEach, reserveBytes } from "../../builtins/text-size.ts";
import { binasciiError } from "./error-types.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = 0x3d;

const digits = lazily(() => Uint8Array.from(ALPHABET, (digit) => digit.charCodeAt(0)));
const values = lazily(() => {
  const table = new Uint8Array(256).fill(64);
  digits().forEach((digit, value) => (table[digit] = value));
  return table;
});

/** The digits of `bytes`, padded, and a line feed when `withNewline`. */
export function encodeBase64(bytes: Uint8Array, withNewline: boolean): Uint8Array {
  const size = Math.ceil(bytes.length / 3) * 4;
  chargeEach(bytes.length >> 2);
  reserveBytes(size);
  const table = digits(),
    result = new Uint8Array(size + (withNewline ? 1 : 0));
  let place = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const word = ((bytes[index] as number) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    result[place++] = table[word >> 18] as number;
    result[place++] = table[(word >> 12) & 63] as number;
    result[place++] = left > 1 ? (table[(word >> 6) & 63] as number) : PAD;
    result[place++] = left > 2 ? (table[word & 63] as number) : PAD;
  }
  if (withNewline) result[place] = 10;
  return result;
}

/** Characters that are no digits are skipped, in strict mode refused. */
export function decodeBase64(text: Uint8Array, isStrict: boolean): Uint8Array {
  chargeEach(text.length >> 2);
  reserveBytes(text.length);
  const table = values(),
    result = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let place = 0,
    phase = 0,
    left = 0,
    pads = 0;
  if (isStrict && text[0] === PAD) throw binasciiError("Leading padding not allowed");
  let isPadded = false;
  for (let index = 0; index < text.length; index++) {
    const digit = text[index] as number;
    if (digit === PAD) {
      isPadded = true;
      if (phase < 2 || phase + ++pads < 4) continue;
      if (isStrict && index + 1 < text.length) throw binasciiError("Excess data after padding");
      return result.slice(0, place);
    }
    const value = table[digit] as number;
    if (value >= 64) {
      if (isStrict) throw binasciiError("Only base64 data is allowed");
      continue;
    }
    if (isStrict && isPadded) throw binasciiError("Discontinuous padding not allowed");
    pads = 0;
    if (phase > 0) result[place++] = (left << (phase * 2)) | (value >> (6 - phase * 2));
    left = value & ((1 << (6 - phase * 2)) - 1);
    phase = (phase + 1) & 3;
  }
  if (phase === 1) {
    const count = Math.floor(place / 3) * 4 + 1;
    throw binasciiError(
      `Invalid base64-encoded string: number of data characters (${count}) cannot be 1 more than a multiple of 4`,
    );
  }
  if (phase !== 0) throw binasciiError("Incorrect padding");
  return result.slice(0, place);
}
