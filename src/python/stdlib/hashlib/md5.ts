/** MD5 (RFC 1321). */
import { lazily } from "../../runtime/lazily.ts";
import { BlockHash, wordBytes } from "./block-hash.ts";

/** The whole part of 2^32 times the sine of 1, 2, ... */
const sines = lazily(() =>
  Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0),
);
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export class Md5 extends BlockHash {
  readonly #state: Int32Array;
  readonly #words = new Int32Array(16);

  constructor(state: Int32Array = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)) {
    super(64, 16);
    this.#state = state;
  }

  protected override clone(): Md5 {
    return new Md5(this.#state.slice());
  }

  protected override compress(): void {
    const words = this.#words,
      state = this.#state,
      table = sines();
    for (let index = 0; index < 16; index++) words[index] = this.view.getInt32(4 * index, true);
    let a = state[0] as number,
      b = state[1] as number,
      c = state[2] as number,
      d = state[3] as number;
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      let mixed: number, place: number;
      if (round === 0) {
        mixed = (b & c) | (~b & d);
        place = step;
      } else if (round === 1) {
        mixed = (d & b) | (~d & c);
        place = 5 * step + 1;
      } else if (round === 2) {
        mixed = b ^ c ^ d;
        place = 3 * step + 5;
      } else {
        mixed = c ^ (b | ~d);
        place = 7 * step;
      }
      const sum = (a + mixed + (table[step] as number) + (words[place & 15] as number)) | 0;
      const shift = SHIFTS[4 * round + (step & 3)] as number;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
    }
    state[0] = (state[0] as number) + a;
    state[1] = (state[1] as number) + b;
    state[2] = (state[2] as number) + c;
    state[3] = (state[3] as number) + d;
  }

  protected override finish(size: number): Uint8Array {
    this.pad(8, true);
    return wordBytes(this.#state, size, true);
  }
}
