/** SHA-384, SHA-512 and its shorter forms (FIPS 180). 64-bit words are pairs of 32-bit words, the high one first. */
import { lazily } from "../../runtime/lazily.ts";
import { BlockHash, primeRoots, wordBytes } from "./block-hash.ts";

const constants = lazily(() => primeRoots(80, 3n));
const start512 = lazily(() => primeRoots(8, 2n));
const start384 = lazily(() => primeRoots(16, 2n).slice(16));

/** The start of SHA-512/t is the digest of its name under SHA-512 with another start. */
const startShort = (bits: 224 | 256): (() => Int32Array) =>
  lazily(() => {
    const name = Uint8Array.from(`SHA-512/${bits}`, (character) => character.charCodeAt(0));
    const digest = new Sha512(
      64,
      start512().map((word) => word ^ 0xa5a5a5a5),
    )
      .update(name)
      .digest();
    const view = new DataView(digest.buffer);
    return Int32Array.from({ length: 16 }, (_, index) => view.getInt32(4 * index));
  });
const start256 = startShort(256);
const start224 = startShort(224);

type Size = 28 | 32 | 48 | 64;
const STARTS: Readonly<Record<Size, () => Int32Array>> = {
  28: () => start224(),
  32: () => start256(),
  48: start384,
  64: start512,
};

export class Sha512 extends BlockHash {
  readonly #state: Int32Array;
  readonly #words = new Int32Array(160);

  constructor(digestSize: Size, state: Int32Array = STARTS[digestSize]().slice()) {
    super(128, digestSize);
    this.#state = state;
  }

  protected override clone(): Sha512 {
    return new Sha512(this.digestSize as Size, this.#state.slice());
  }

  #schedule(): void {
    const words = this.#words;
    for (let index = 0; index < 32; index++) words[index] = this.view.getInt32(4 * index);
    for (let index = 32; index < 160; index += 2) {
      const xh = words[index - 30] as number,
        xl = words[index - 29] as number;
      const yh = words[index - 4] as number,
        yl = words[index - 3] as number;
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low =
        (s0l >>> 0) + (s1l >>> 0) + ((words[index - 13] as number) >>> 0) + ((words[index - 31] as number) >>> 0);
      words[index] = s0h + s1h + (words[index - 14] as number) + (words[index - 32] as number) + ((low / 2 ** 32) | 0);
      words[index + 1] = low | 0;
    }
  }

  protected override compress(): void {
    this.#schedule();
    const words = this.#words,
      state = this.#state,
      table = constants();
    let ah = state[0] as number,
      al = state[1] as number,
      bh = state[2] as number,
      bl = state[3] as number;
    let ch = state[4] as number,
      cl = state[5] as number,
      dh = state[6] as number,
      dl = state[7] as number;
    let eh = state[8] as number,
      el = state[9] as number,
      fh = state[10] as number,
      fl = state[11] as number;
    let gh = state[12] as number,
      gl = state[13] as number,
      hh = state[14] as number,
      hl = state[15] as number;
    for (let step = 0; step < 160; step += 2) {
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const t1l =
        (hl >>> 0) +
        (s1l >>> 0) +
        (((el & fl) ^ (~el & gl)) >>> 0) +
        ((table[step + 1] as number) >>> 0) +
        ((words[step + 1] as number) >>> 0);
      const t1h =
        (hh +
          s1h +
          ((eh & fh) ^ (~eh & gh)) +
          (table[step] as number) +
          (words[step] as number) +
          ((t1l / 2 ** 32) | 0)) |
        0;
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const t2l = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
      const t2h = (s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + ((t2l / 2 ** 32) | 0)) | 0;
      hh = gh;
      hl = gl;
      gh = fh;
      gl = fl;
      fh = eh;
      fl = el;
      const nextE = (dl >>> 0) + ((t1l | 0) >>> 0);
      eh = (dh + t1h + ((nextE / 2 ** 32) | 0)) | 0;
      el = nextE | 0;
      dh = ch;
      dl = cl;
      ch = bh;
      cl = bl;
      bh = ah;
      bl = al;
      const nextA = ((t1l | 0) >>> 0) + ((t2l | 0) >>> 0);
      ah = (t1h + t2h + ((nextA / 2 ** 32) | 0)) | 0;
      al = nextA | 0;
    }
    add(state, 0, ah, al);
    add(state, 2, bh, bl);
    add(state, 4, ch, cl);
    add(state, 6, dh, dl);
    add(state, 8, eh, el);
    add(state, 10, fh, fl);
    add(state, 12, gh, gl);
    add(state, 14, hh, hl);
  }

  protected override finish(size: number): Uint8Array {
    this.pad(16, false);
    return wordBytes(this.#state, size, false);
  }
}

function add(state: Int32Array, index: number, high: number, low: number): void {
  const sum = ((state[index + 1] as number) >>> 0) + (low >>> 0);
  state[index + 1] = sum | 0;
  state[index] = (state[index] as number) + high + ((sum / 2 ** 32) | 0);
}
