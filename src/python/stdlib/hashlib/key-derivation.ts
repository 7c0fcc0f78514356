/** Keys from passwords: PBKDF2 (RFC 8018) and scrypt (RFC 7914). */
import { allocate, spend } from "../../runtime/limits.ts";
import type { BlockHash } from "./block-hash.ts";
import { HmacHash } from "./hmac-hash.ts";
import { Sha256 } from "./sha256.ts";

export interface Pbkdf2Parameters {
  hash: () => BlockHash;
  password: Uint8Array;
  salt: Uint8Array;
  iterations: number;
  size: number;
}

export function pbkdf2({ hash, password, salt, iterations, size }: Pbkdf2Parameters): Uint8Array {
  allocate(size);
  const keyed = HmacHash.begin(hash, password);
  const key = new Uint8Array(size);
  for (let start = 0, number = 1; start < size; start += keyed.digestSize, number++) {
    let last = keyed
      .copy()
      .update(salt)
      .update(Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number))
      .digest();
    const block = last.slice();
    for (let round = 1; round < iterations; round++) {
      last = keyed.copy().update(last).digest();
      for (let index = 0; index < block.length; index++)
        block[index] = (block[index] as number) ^ (last[index] as number);
    }
    key.set(block.subarray(0, size - start), start);
  }
  return key;
}

export interface ScryptParameters {
  password: Uint8Array;
  salt: Uint8Array;
  n: number;
  r: number;
  p: number;
  size: number;
}

export function scrypt({ password, salt, n, r, p, size }: ScryptParameters): Uint8Array {
  allocate(128 * r * (n + p));
  const derive = (by: Uint8Array, length: number): Uint8Array =>
    pbkdf2({ hash: () => new Sha256(32), password, salt: by, iterations: 1, size: length });
  const bytes = derive(salt, 128 * r * p);
  const view = new DataView(bytes.buffer);
  const memory = new Int32Array(32 * r * n),
    block = new Int32Array(32 * r),
    other = new Int32Array(32 * r);
  for (let part = 0; part < p; part++) {
    const start = 128 * r * part;
    for (let index = 0; index < block.length; index++) block[index] = view.getInt32(start + 4 * index, true);
    mixMemory(block, other, memory, n);
    for (let index = 0; index < block.length; index++) view.setInt32(start + 4 * index, block[index] as number, true);
  }
  return derive(bytes, size);
}

function mixMemory(block: Int32Array, other: Int32Array, memory: Int32Array, n: number): void {
  const { length } = block;
  for (let round = 0; round < n; round++) {
    memory.set(block, round * length);
    mixBlock(block, other);
  }
  for (let round = 0; round < n; round++) {
    // n is a power of two: the low word of the last 64 bytes is enough.
    const start = ((block[length - 16] as number) & (n - 1)) * length;
    for (let index = 0; index < length; index++)
      block[index] = (block[index] as number) ^ (memory[start + index] as number);
    mixBlock(block, other);
  }
}

function mixBlock(block: Int32Array, other: Int32Array): void {
  const { length } = block;
  spend(length);
  const salsa = block.slice(length - 16);
  for (let start = 0, number = 0; start < length; start += 16, number++) {
    for (let index = 0; index < 16; index++) salsa[index] = (salsa[index] as number) ^ (block[start + index] as number);
    salsa208(salsa);
    other.set(salsa, 16 * (number >> 1) + ((number & 1) === 0 ? 0 : length / 2));
  }
  block.set(other);
}

/** The four words that each quarter round of a double round works on. */
const QUARTERS = [
  0, 4, 8, 12, 5, 9, 13, 1, 10, 14, 2, 6, 15, 3, 7, 11, 0, 1, 2, 3, 5, 6, 7, 4, 10, 11, 8, 9, 15, 12, 13, 14,
];
const TURNS = [7, 9, 13, 18];

/** Salsa20/8 on 16 words. */
function salsa208(words: Int32Array): void {
  const x = words.slice();
  for (let round = 0; round < 4; round++) {
    for (let quarter = 0; quarter < 32; quarter += 4) {
      for (let step = 0; step < 4; step++) {
        const target = QUARTERS[quarter + ((step + 1) & 3)] as number;
        const sum =
          ((x[QUARTERS[quarter + step] as number] as number) +
            (x[QUARTERS[quarter + ((step + 3) & 3)] as number] as number)) |
          0;
        const turn = TURNS[step] as number;
        x[target] = (x[target] as number) ^ ((sum << turn) | (sum >>> (32 - turn)));
      }
    }
  }
  for (let index = 0; index < 16; index++) words[index] = (words[index] as number) + (x[index] as number);
}
