/** What all hash functions share: bytes are gathered into blocks, and blocks are compressed into a state. */
import { spend } from "../../runtime/limits.ts";

export abstract class BlockHash {
  readonly blockSize: number;
  readonly digestSize: number;
  protected readonly block: Uint8Array;
  protected readonly view: DataView;
  /** Bytes of `block` that are filled. */
  protected filled = 0;
  /** Bytes taken in all. */
  protected total = 0;

  constructor(blockSize: number, digestSize: number) {
    this.blockSize = blockSize;
    this.digestSize = digestSize;
    this.block = new Uint8Array(blockSize);
    this.view = new DataView(this.block.buffer);
  }

  /** Works the full `block` into the state. */
  protected abstract compress(): void;
  /** The digest; the state is spent afterwards. */
  protected abstract finish(size: number): Uint8Array;
  /** One with the same state. */
  protected abstract clone(): BlockHash;

  /** A full block waits until more bytes come: some functions treat the last one in another way. */
  protected get keepsLastBlock(): boolean {
    return false;
  }

  update(bytes: Uint8Array): this {
    spend(bytes.length >> 3);
    const { blockSize, block } = this;
    this.total += bytes.length;
    let position = 0;
    while (position < bytes.length) {
      if (this.filled === blockSize) {
        this.compress();
        this.filled = 0;
      }
      const count = Math.min(blockSize - this.filled, bytes.length - position);
      block.set(count === bytes.length ? bytes : bytes.subarray(position, position + count), this.filled);
      this.filled += count;
      position += count;
      if (this.filled === blockSize && !this.keepsLastBlock) {
        this.compress();
        this.filled = 0;
      }
    }
    return this;
  }

  copy(): BlockHash {
    const other = this.clone();
    other.block.set(this.block);
    other.filled = this.filled;
    other.total = this.total;
    return other;
  }

  /** The digest of what was taken so far; more can be taken afterwards. `size` counts for functions of any size. */
  digest(size: number = this.digestSize): Uint8Array {
    spend((size + this.blockSize) >> 3);
    return this.copy().finish(size);
  }

  /** The digest of one that takes nothing more. */
  end(): Uint8Array {
    spend(this.blockSize >> 3);
    return this.finish(this.digestSize);
  }

  /** A one bit, zeros, and the number of bits in the last `lengthSize` bytes of a block. */
  protected pad(lengthSize: number, littleEndian: boolean): void {
    const { block, blockSize, view } = this;
    block[this.filled] = 0x80;
    block.fill(0, this.filled + 1);
    if (this.filled + 1 > blockSize - lengthSize) {
      this.compress();
      block.fill(0);
    }
    const low = (this.total % 2 ** 29) * 8,
      high = Math.floor(this.total / 2 ** 29);
    view.setUint32(blockSize - (littleEndian ? 8 : 4), low, littleEndian);
    view.setUint32(blockSize - (littleEndian ? 4 : 8), high, littleEndian);
    this.compress();
  }
}

/** Words as bytes. */
export function wordBytes(words: ArrayLike<number>, size: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(words.length * 4),
    view = new DataView(bytes.buffer);
  for (let index = 0; index < words.length; index++) view.setInt32(4 * index, words[index] ?? 0, littleEndian);
  return bytes.slice(0, size);
}

/** The fraction bits of roots of the first primes, as the SHA-2 constants are defined: 64 bits each, as high and low words. */
export function primeRoots(count: number, root: 2n | 3n): Int32Array {
  const words = new Int32Array(2 * count);
  let found = 0;
  for (let candidate = 2n; found < count; candidate++) {
    let isPrime = true;
    for (let divisor = 2n; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0n) isPrime = false;
    if (!isPrime) continue;
    const scaled = integerRoot(candidate << (64n * root), root);
    words[2 * found] = Number(BigInt.asIntN(32, scaled >> 32n));
    words[2 * found + 1] = Number(BigInt.asIntN(32, scaled));
    found++;
  }
  return words;
}

/** The largest number whose power is not above `value`, by Newton's method. */
function integerRoot(value: bigint, root: bigint): bigint {
  let guess = 1n << (BigInt(value.toString(2).length) / root + 1n);
  for (;;) {
    const next = ((root - 1n) * guess + value / guess ** (root - 1n)) / root;
    if (next >= guess) return guess;
    guess = next;
  }
}
