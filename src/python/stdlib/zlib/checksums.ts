/** CRC-32 and Adler-32, as `zlib` and `binascii` count them. */
import { lazily } from "../../runtime/lazily.ts";
import { spend } from "../../runtime/limits.ts";

const crcTable = lazily(() => {
  const table = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[byte] = value;
  }
  return table;
});

export function crc32(bytes: Uint8Array, start: number = 0): number {
  spend(bytes.length >> 4);
  const table = crcTable();
  let value = ~start;
  for (let index = 0; index < bytes.length; index++)
    value = (table[(value ^ (bytes[index] as number)) & 255] as number) ^ (value >>> 8);
  return ~value >>> 0;
}

const ADLER_MODULUS = 65521;

export function adler32(bytes: Uint8Array, start: number = 1): number {
  spend(bytes.length >> 4);
  let low = start & 0xffff,
    high = start >>> 16;
  // As many bytes as keep the sums below 2^31 without a division.
  for (let from = 0; from < bytes.length; from += 3800) {
    const end = Math.min(from + 3800, bytes.length);
    for (let index = from; index < end; index++) {
      low += bytes[index] as number;
      high += low;
    }
    low %= ADLER_MODULUS;
    high %= ADLER_MODULUS;
  }
  return ((high << 16) | low) >>> 0;
}
