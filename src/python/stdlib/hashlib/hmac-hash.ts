/** HMAC (RFC 2104) over any hash function. */
import type { BlockHash } from "./block-hash.ts";

export class HmacHash {
  readonly #inner: BlockHash;
  readonly #outer: BlockHash;

  private constructor(inner: BlockHash, outer: BlockHash) {
    this.#inner = inner;
    this.#outer = outer;
  }

  static begin(hash: () => BlockHash, key: Uint8Array): HmacHash {
    const inner = hash(),
      outer = hash();
    const padded = new Uint8Array(inner.blockSize);
    padded.set(key.length > inner.blockSize ? hash().update(key).end() : key);
    return new HmacHash(
      inner.update(padded.map((byte) => byte ^ 0x36)),
      outer.update(padded.map((byte) => byte ^ 0x5c)),
    );
  }

  get digestSize(): number {
    return this.#inner.digestSize;
  }
  get blockSize(): number {
    return this.#inner.blockSize;
  }

  update(bytes: Uint8Array): this {
    this.#inner.update(bytes);
    return this;
  }

  copy(): HmacHash {
    return new HmacHash(this.#inner.copy(), this.#outer.copy());
  }

  digest(): Uint8Array {
    return this.#outer.copy().update(this.#inner.copy().end()).end();
  }
}
