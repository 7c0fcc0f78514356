/** BLAKE2b and BLAKE2s (RFC 7693) with salt, person and the tree parameters. */
import { lazily } from "../../runtime/lazily.ts";
import { BlockHash, primeRoots, wordBytes } from "./block-hash.ts";

export interface Blake2Parameters {
  digestSize: number;
  key: Uint8Array;
  salt: Uint8Array;
  person: Uint8Array;
  fanout: number;
  depth: number;
  leafSize: number;
  nodeOffset: bigint;
  nodeDepth: number;
  innerSize: number;
  isLastNode: boolean;
}

/** What the two differ in beside the word. */
export interface Blake2Variant {
  name: "blake2b" | "blake2s";
  wordSize: 8 | 4;
  rounds: number;
  maxDigestSize: number;
  /** Of salt and person. */
  saltSize: number;
  offsetBits: number;
}
export const BLAKE2B: Blake2Variant = {
  name: "blake2b",
  wordSize: 8,
  rounds: 12,
  maxDigestSize: 64,
  saltSize: 16,
  offsetBits: 64,
};
export const BLAKE2S: Blake2Variant = {
  name: "blake2s",
  wordSize: 4,
  rounds: 10,
  maxDigestSize: 32,
  saltSize: 8,
  offsetBits: 48,
};

/** The order in which each of ten rounds takes the words of a block. */
const ORDERS: readonly string[] = [
  "0123456789abcdef",
  "ea489fd61c02b753",
  "b8c052fdae367194",
  "7931dcbe265a40f8",
  "905724afe1bc683d",
  "2c6a0b834d75fe19",
  "c51fed4a0763928b",
  "db7ec13950f4862a",
  "6fe9b308c2d714a5",
  "a2847615fb9e3cd0",
];
const orders = lazily(() => Uint8Array.from(ORDERS.join(""), (digit) => parseInt(digit, 16)));
const initial = lazily(() => primeRoots(8, 2n));

/** The columns and diagonals of the four by four words that are mixed. */
const MIXES = [
  0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15, 0, 5, 10, 15, 1, 6, 11, 12, 2, 7, 8, 13, 3, 4, 9, 14,
];

export class Blake2 extends BlockHash {
  readonly variant: Blake2Variant;
  readonly #isLastNode: boolean;
  /** For the longer word pairs, the low half first; for the shorter single words. */
  readonly #state: Int32Array;
  readonly #work: Int32Array;
  readonly #words: Int32Array;
  /** Bytes compressed before the block that is being compressed. */
  #counted = 0;
  #isLast = false;

  constructor(variant: Blake2Variant, digestSize: number, isLastNode: boolean, state: Int32Array) {
    super(16 * variant.wordSize, digestSize);
    this.variant = variant;
    this.#isLastNode = isLastNode;
    this.#state = state;
    this.#work = new Int32Array(4 * variant.wordSize);
    this.#words = new Int32Array(4 * variant.wordSize);
  }

  static begin(variant: Blake2Variant, parameters: Blake2Parameters): Blake2 {
    const hash = new Blake2(variant, parameters.digestSize, parameters.isLastNode, startState(variant, parameters));
    if (parameters.key.length > 0) {
      const block = new Uint8Array(hash.blockSize);
      block.set(parameters.key);
      hash.update(block);
    }
    return hash;
  }

  protected override get keepsLastBlock(): boolean {
    return true;
  }

  protected override clone(): Blake2 {
    const other = new Blake2(this.variant, this.digestSize, this.#isLastNode, this.#state.slice());
    other.#counted = this.#counted;
    return other;
  }

  protected override compress(): void {
    const { wordSize } = this.variant;
    this.#counted += this.filled;
    for (let index = 0; index < this.#words.length; index++) this.#words[index] = this.view.getInt32(4 * index, true);
    const work = this.#work,
      state = this.#state,
      half = state.length;
    work.set(state);
    work.set(startWords(wordSize), half);
    const low = this.#counted | 0,
      high = Math.floor(this.#counted / 2 ** 32);
    const flip = (index: number, value: number): void => {
      work[index] = (work[index] as number) ^ value;
    };
    flip(half + half / 2, low);
    flip(half + half / 2 + 1, high);
    if (this.#isLast) for (let index = 0; index < wordSize / 4; index++) flip(half + (half * 3) / 4 + index, -1);
    if (this.#isLast && this.#isLastNode)
      for (let index = 0; index < wordSize / 4; index++) flip(half + (half * 3) / 4 + wordSize / 4 + index, -1);
    if (wordSize === 8) mixLong(work, this.#words, this.variant.rounds);
    else mixShort(work, this.#words, this.variant.rounds);
    for (let index = 0; index < half; index++)
      state[index] = (state[index] as number) ^ (work[index] as number) ^ (work[index + half] as number);
  }

  protected override finish(size: number): Uint8Array {
    this.block.fill(0, this.filled);
    this.#isLast = true;
    this.compress();
    return wordBytes(this.#state, size, true);
  }
}

/** The words that both the state and each compression begin with. */
function startWords(wordSize: 8 | 4): Int32Array {
  const roots = initial();
  return wordSize === 8
    ? roots.map((_, index) => roots[index ^ 1] as number)
    : roots.filter((_, index) => index % 2 === 0);
}

function startState(variant: Blake2Variant, parameters: Blake2Parameters): Int32Array {
  const { wordSize, saltSize } = variant;
  const block = new Uint8Array(8 * wordSize),
    view = new DataView(block.buffer);
  block.set([parameters.digestSize, parameters.key.length, parameters.fanout, parameters.depth]);
  view.setUint32(4, parameters.leafSize, true);
  const offset = BigInt.asUintN(64, parameters.nodeOffset);
  view.setUint32(8, Number(offset & 0xffffffffn), true);
  if (wordSize === 8) {
    view.setUint32(12, Number(offset >> 32n), true);
    block.set([parameters.nodeDepth, parameters.innerSize], 16);
  } else {
    view.setUint16(12, Number(offset >> 32n), true);
    block.set([parameters.nodeDepth, parameters.innerSize], 14);
  }
  block.set(parameters.salt, block.length - 2 * saltSize);
  block.set(parameters.person, block.length - saltSize);
  return startWords(wordSize).map((word, index) => word ^ view.getInt32(4 * index, true));
}

function mixShort(work: Int32Array, words: Int32Array, rounds: number): void {
  const order = orders();
  for (let round = 0; round < rounds; round++) {
    for (let mix = 0; mix < 8; mix++) {
      const ia = MIXES[4 * mix] as number,
        ib = MIXES[4 * mix + 1] as number,
        ic = MIXES[4 * mix + 2] as number,
        id = MIXES[4 * mix + 3] as number;
      const place = 16 * (round % 10) + 2 * mix;
      let a = work[ia] as number,
        b = work[ib] as number,
        c = work[ic] as number,
        d = work[id] as number;
      a = (a + b + (words[order[place] as number] as number)) | 0;
      d ^= a;
      d = (d >>> 16) | (d << 16);
      c = (c + d) | 0;
      b ^= c;
      b = (b >>> 12) | (b << 20);
      a = (a + b + (words[order[place + 1] as number] as number)) | 0;
      d ^= a;
      d = (d >>> 8) | (d << 24);
      c = (c + d) | 0;
      b ^= c;
      work[ia] = a;
      work[ib] = (b >>> 7) | (b << 25);
      work[ic] = c;
      work[id] = d;
    }
  }
}

function mixLong(work: Int32Array, words: Int32Array, rounds: number): void {
  const order = orders();
  for (let round = 0; round < rounds; round++) {
    for (let mix = 0; mix < 8; mix++) {
      const ia = 2 * (MIXES[4 * mix] as number),
        ib = 2 * (MIXES[4 * mix + 1] as number),
        ic = 2 * (MIXES[4 * mix + 2] as number),
        id = 2 * (MIXES[4 * mix + 3] as number);
      const place = 16 * (round % 10) + 2 * mix;
      let al = work[ia] as number,
        ah = work[ia + 1] as number,
        bl = work[ib] as number,
        bh = work[ib + 1] as number;
      let cl = work[ic] as number,
        ch = work[ic + 1] as number,
        dl = work[id] as number,
        dh = work[id + 1] as number;
      for (let half = 0; half < 2; half++) {
        const word = 2 * (order[place + half] as number);
        const sum = (al >>> 0) + (bl >>> 0) + ((words[word] as number) >>> 0);
        ah = (ah + bh + (words[word + 1] as number) + ((sum / 2 ** 32) | 0)) | 0;
        al = sum | 0;
        const xl = dl ^ al,
          xh = dh ^ ah;
        // By 32 bits, then by 16.
        dl = half === 0 ? xh : (xl >>> 16) | (xh << 16);
        dh = half === 0 ? xl : (xh >>> 16) | (xl << 16);
        const total = (cl >>> 0) + (dl >>> 0);
        ch = (ch + dh + ((total / 2 ** 32) | 0)) | 0;
        cl = total | 0;
        const yl = bl ^ cl,
          yh = bh ^ ch;
        // By 24 bits, then by 63.
        bl = half === 0 ? (yl >>> 24) | (yh << 8) : (yl << 1) | (yh >>> 31);
        bh = half === 0 ? (yh >>> 24) | (yl << 8) : (yh << 1) | (yl >>> 31);
      }
      work[ia] = al;
      work[ia + 1] = ah;
      work[ib] = bl;
      work[ib + 1] = bh;
      work[ic] = cl;
      work[ic + 1] = ch;
      work[id] = dl;
      work[id + 1] = dh;
    }
  }
}
