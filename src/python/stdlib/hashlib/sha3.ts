/** SHA-3 and SHAKE (FIPS 202): the sponge over Keccak-f[1600]. Lanes are pairs of 32-bit words, the low one first. */
import { lazily } from "../../runtime/lazily.ts";
import { spend } from "../../runtime/limits.ts";
import { BlockHash } from "./block-hash.ts";

const ROUNDS = 24;

interface KeccakTables {
  /** Where the lane goes, by where it stands. */
  places: Int32Array;
  rotations: Int32Array;
  /** Two words a round. */
  constants: Int32Array;
}

const tables = lazily((): KeccakTables => {
  const places = new Int32Array(25),
    rotations = new Int32Array(25),
    constants = new Int32Array(2 * ROUNDS);
  let x = 1,
    y = 0;
  for (let step = 0; step < 24; step++) {
    rotations[x + 5 * y] = (((step + 1) * (step + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  for (let lane = 0; lane < 25; lane++) {
    const column = lane % 5,
      row = Math.floor(lane / 5);
    places[lane] = row + 5 * ((2 * column + 3 * row) % 5);
  }
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let bit = 0; bit < 7; bit++) {
      const position = 2 ** bit - 1;
      if ((register & 1) === 1)
        constants[2 * round + (position >> 5)] =
          (constants[2 * round + (position >> 5)] as number) ^ (1 << (position & 31));
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
  }
  return { places, rotations, constants };
});

function permute(lanes: Int32Array, moved: Int32Array, parity: Int32Array): void {
  const { places, rotations, constants } = tables();
  for (let round = 0; round < ROUNDS; round++) {
    for (let word = 0; word < 10; word++) {
      parity[word] =
        (lanes[word] as number) ^
        (lanes[word + 10] as number) ^
        (lanes[word + 20] as number) ^
        (lanes[word + 30] as number) ^
        (lanes[word + 40] as number);
    }
    for (let column = 0; column < 5; column++) {
      const left = 2 * ((column + 4) % 5),
        right = 2 * ((column + 1) % 5);
      const low = parity[right] as number,
        high = parity[right + 1] as number;
      const flipLow = (parity[left] as number) ^ ((low << 1) | (high >>> 31)),
        flipHigh = (parity[left + 1] as number) ^ ((high << 1) | (low >>> 31));
      for (let lane = column; lane < 25; lane += 5) {
        const l = (lanes[2 * lane] as number) ^ flipLow,
          h = (lanes[2 * lane + 1] as number) ^ flipHigh;
        const to = 2 * (places[lane] as number),
          by = rotations[lane] as number,
          shift = by & 31;
        const a = by < 32 ? l : h,
          b = by < 32 ? h : l;
        moved[to] = shift === 0 ? a : (a << shift) | (b >>> (32 - shift));
        moved[to + 1] = shift === 0 ? b : (b << shift) | (a >>> (32 - shift));
      }
    }
    for (let row = 0; row < 50; row += 10) {
      for (let word = 0; word < 10; word++) {
        const next = row + ((word + 2) % 10),
          afterNext = row + ((word + 4) % 10);
        lanes[row + word] = (moved[row + word] as number) ^ (~(moved[next] as number) & (moved[afterNext] as number));
      }
    }
    lanes[0] = (lanes[0] as number) ^ (constants[2 * round] as number);
    lanes[1] = (lanes[1] as number) ^ (constants[2 * round + 1] as number);
  }
}

export class Sha3 extends BlockHash {
  readonly #lanes: Int32Array;
  readonly #moved = new Int32Array(50);
  readonly #parity = new Int32Array(10);
  /** The bits that stand between the message and the padding: they tell SHA-3 and SHAKE apart. */
  readonly #suffix: number;

  constructor(capacity: number, digestSize: number, suffix: number, lanes: Int32Array = new Int32Array(50)) {
    super(200 - capacity / 8, digestSize);
    this.#suffix = suffix;
    this.#lanes = lanes;
  }

  protected override clone(): Sha3 {
    return new Sha3((200 - this.blockSize) * 8, this.digestSize, this.#suffix, this.#lanes.slice());
  }

  protected override compress(): void {
    const lanes = this.#lanes;
    for (let word = 0; word < this.blockSize / 4; word++)
      lanes[word] = (lanes[word] as number) ^ this.view.getInt32(4 * word, true);
    permute(lanes, this.#moved, this.#parity);
  }

  protected override finish(size: number): Uint8Array {
    const { block, blockSize } = this;
    block.fill(0, this.filled);
    block[this.filled] = this.#suffix;
    block[blockSize - 1] = (block[blockSize - 1] as number) | 0x80;
    this.compress();
    const result = new Uint8Array(size);
    for (let place = 0; ;) {
      for (let index = 0; index < blockSize && place < size; index++)
        result[place++] = (this.#lanes[index >> 2] as number) >>> (8 * (index & 3));
      if (place === size) return result;
      spend(blockSize);
      permute(this.#lanes, this.#moved, this.#parity);
    }
  }
}
