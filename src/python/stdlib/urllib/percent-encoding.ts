/** Percent-encoding of bytes. */
import { ByteBuilder, latinText } from "../../builtins/text/byte-builder.ts";
import { chargeEach, reserveBytes, reserveText } from "../../builtins/text-size.ts";
import { hexValue } from "../binascii/quoted-printable.ts";

const ALWAYS_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";
const PERCENT = 0x25;

export function quoteBytes(bytes: Uint8Array, safe: Uint8Array): string {
  chargeEach(bytes.length);
  reserveText(3 * bytes.length);
  const isSafe = new Uint8Array(256);
  for (const character of ALWAYS_SAFE) isSafe[character.charCodeAt(0)] = 1;
  for (const byte of safe) if (byte < 128) isSafe[byte] = 1;
  const result = new ByteBuilder(bytes.length);
  for (const byte of bytes) {
    if (isSafe[byte] === 1) result.push(byte);
    else result.appendLatin(`%${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`);
  }
  return latinText(result.finish());
}

export function unquoteBytes(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(PERCENT)) return bytes;
  chargeEach(bytes.length);
  reserveBytes(bytes.length);
  const result = new ByteBuilder(bytes.length);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    const high = byte === PERCENT ? hexValue(bytes[index + 1]) : -1,
      low = high < 0 ? -1 : hexValue(bytes[index + 2]);
    if (low < 0) result.push(byte);
    else {
      result.push(high * 16 + low);
      index += 2;
    }
  }
  return result.finish();
}
