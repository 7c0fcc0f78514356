/** SHA-224 and SHA-256 (FIPS 180). */
import { lazily } from "../../runtime/lazily.ts";
import { BlockHash, primeRoots, wordBytes } from "./block-hash.ts";

/** The high words. */
const constants = lazily(() => primeRoots(64, 3n).filter((_, index) => index % 2 === 0));
const start256 = lazily(() => primeRoots(8, 2n).filter((_, index) => index % 2 === 0));
/** SHA-224 begins with the low words of the ninth to sixteenth prime. */
const start224 = lazily(() => primeRoots(16, 2n).filter((_, index) => index >= 16 && index % 2 === 1));

export class Sha256 extends BlockHash {
  readonly #state: Int32Array;
  readonly #words = new Int32Array(64);

  constructor(digestSize: 28 | 32, state: Int32Array = (digestSize === 32 ? start256() : start224()).slice()) {
    super(64, digestSize);
    this.#state = state;
  }

  protected override clone(): Sha256 {
    return new Sha256(this.digestSize as 28 | 32, this.#state.slice());
  }

  protected override compress(): void {
    const words = this.#words,
      state = this.#state,
      table = constants();
    for (let index = 0; index < 16; index++) words[index] = this.view.getInt32(4 * index);
    for (let index = 16; index < 64; index++) {
      const x = words[index - 15] as number,
        y = words[index - 2] as number;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[index] = (words[index - 16] as number) + s0 + (words[index - 7] as number) + s1;
    }
    let a = state[0] as number,
      b = state[1] as number,
      c = state[2] as number,
      d = state[3] as number;
    let e = state[4] as number,
      f = state[5] as number,
      g = state[6] as number,
      h = state[7] as number;
    for (let step = 0; step < 64; step++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (table[step] as number) + (words[step] as number)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = (state[0] as number) + a;
    state[1] = (state[1] as number) + b;
    state[2] = (state[2] as number) + c;
    state[3] = (state[3] as number) + d;
    state[4] = (state[4] as number) + e;
    state[5] = (state[5] as number) + f;
    state[6] = (state[6] as number) + g;
    state[7] = (state[7] as number) + h;
  }

  protected override finish(size: number): Uint8Array {
    this.pad(8, false);
    return wordBytes(this.#state, size, false);
  }
}
