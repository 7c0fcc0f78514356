/** SHA-1 (FIPS 180). */
import { BlockHash, wordBytes } from "./block-hash.ts";

export class Sha1 extends BlockHash {
  readonly #state: Int32Array;
  readonly #words = new Int32Array(80);

  constructor(state: Int32Array = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)) {
    super(64, 20);
    this.#state = state;
  }

  protected override clone(): Sha1 {
    return new Sha1(this.#state.slice());
  }

  protected override compress(): void {
    const words = this.#words,
      state = this.#state;
    for (let index = 0; index < 16; index++) words[index] = this.view.getInt32(4 * index);
    for (let index = 16; index < 80; index++) {
      const word =
        (words[index - 3] as number) ^
        (words[index - 8] as number) ^
        (words[index - 14] as number) ^
        (words[index - 16] as number);
      words[index] = (word << 1) | (word >>> 31);
    }
    let a = state[0] as number,
      b = state[1] as number,
      c = state[2] as number,
      d = state[3] as number,
      e = state[4] as number;
    for (let step = 0; step < 80; step++) {
      let mixed: number;
      if (step < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
      else if (step < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
      else if (step < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else mixed = (b ^ c ^ d) + 0xca62c1d6;
      const next = (((a << 5) | (a >>> 27)) + mixed + e + (words[step] as number)) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    state[0] = (state[0] as number) + a;
    state[1] = (state[1] as number) + b;
    state[2] = (state[2] as number) + c;
    state[3] = (state[3] as number) + d;
    state[4] = (state[4] as number) + e;
  }

  protected override finish(size: number): Uint8Array {
    this.pad(8, false);
    return wordBytes(this.#state, size, false);
  }
}
