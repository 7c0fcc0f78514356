/** The decoder of LZMA and LZMA2 data: an adaptive binary range coder over literals and matches in a window. */
import { allocate, spend } from "../../runtime/limits.ts";

/** The data is not what it says to be. */
export class LzmaFault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export interface LzmaProperties {
  lc: number;
  lp: number;
  pb: number;
}

/** lc, lp and pb packed into a byte. */
export function readProperties(byte: number): LzmaProperties {
  if (byte >= 9 * 5 * 5) throw new LzmaFault("Invalid or unsupported options");
  return { lc: byte % 9, lp: Math.floor(byte / 9) % 5, pb: Math.floor(byte / 45) };
}

const HALF = 1024;
const STATES = 12,
  POSITION_STATES = 16;

function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}

/** Lengths of matches, from 2. */
interface LengthCoder {
  choices: Uint16Array;
  low: Uint16Array;
  middle: Uint16Array;
  high: Uint16Array;
}

function lengthCoder(): LengthCoder {
  return {
    choices: probabilities(2),
    low: probabilities(POSITION_STATES * 8),
    middle: probabilities(POSITION_STATES * 8),
    high: probabilities(256),
  };
}

/** What was written so far, which matches refer back to. */
export class Window {
  bytes: Uint8Array = new Uint8Array(1 << 12);
  size = 0;
  /** Where matches may reach back to. */
  start = 0;

  reserve(count: number): void {
    if (this.size + count <= this.bytes.length) return;
    const room = Math.max(this.size + count, this.bytes.length * 2);
    allocate(room);
    const larger = new Uint8Array(room);
    larger.set(this.bytes.subarray(0, this.size));
    this.bytes = larger;
  }

  result(): Uint8Array {
    return this.bytes.slice(0, this.size);
  }
}

export class LzmaDecoder {
  readonly window: Window;
  #lc = 0;
  #literalMask = 0;
  #positionMask = 0;
  #state = 0;
  #distances = [0, 0, 0, 0];
  // The range coder.
  #input: Uint8Array = new Uint8Array(0);
  #position = 0;
  #range = 0;
  #code = 0;
  // Probabilities, as they have adapted.
  #literals = probabilities(0);
  #isMatch = probabilities(0);
  #isRepeat = probabilities(0);
  #isRepeat0 = probabilities(0);
  #isRepeat1 = probabilities(0);
  #isRepeat2 = probabilities(0);
  #isLongRepeat0 = probabilities(0);
  #slots = probabilities(0);
  #special = probabilities(0);
  #align = probabilities(0);
  #lengths = lengthCoder();
  #repeatLengths = lengthCoder();

  constructor(window: Window) {
    this.window = window;
  }

  setProperties({ lc, lp, pb }: LzmaProperties): void {
    this.#lc = lc;
    this.#literalMask = (1 << lp) - 1;
    this.#positionMask = (1 << pb) - 1;
    this.#literals = probabilities(0x300 << (lc + lp));
  }

  /** Forgets what was learnt. */
  resetState(): void {
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.#literals.fill(HALF);
    this.#isMatch = probabilities(STATES * POSITION_STATES);
    this.#isRepeat = probabilities(STATES);
    this.#isRepeat0 = probabilities(STATES);
    this.#isRepeat1 = probabilities(STATES);
    this.#isRepeat2 = probabilities(STATES);
    this.#isLongRepeat0 = probabilities(STATES * POSITION_STATES);
    this.#slots = probabilities(4 * 64);
    this.#special = probabilities(128);
    this.#align = probabilities(16);
    this.#lengths = lengthCoder();
    this.#repeatLengths = lengthCoder();
  }

  /** Decodes `size` bytes, or up to the end mark when it is -1, from `input`; gives where reading stopped. */
  decode(input: Uint8Array, start: number, size: number): number {
    this.#begin(input, start);
    const { window } = this;
    const end = size < 0 ? Infinity : window.size + size;
    if (size > 0) window.reserve(size);
    while (window.size < end) {
      if ((window.size & 0xfff) === 0) spend(1024);
      if (this.#step(end)) return this.#position;
    }
    return this.#position;
  }

  #begin(input: Uint8Array, start: number): void {
    if (input.length - start < 5)
      throw new LzmaFault("Compressed data ended before the end-of-stream marker was reached");
    this.#input = input;
    this.#position = start + 1;
    this.#range = 0xffffffff;
    this.#code = 0;
    for (let i = 0; i < 4; i++) this.#code = ((this.#code << 8) | (input[this.#position++] as number)) >>> 0;
  }

  #normalise(): void {
    if (this.#range >= 0x1000000) return;
    const byte = this.#input[this.#position++];
    if (byte === undefined) throw new LzmaFault("Compressed data ended before the end-of-stream marker was reached");
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | byte) >>> 0;
  }

  #bit(table: Uint16Array, index: number): number {
    this.#normalise();
    const probability = table[index] as number;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      table[index] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    table[index] = probability - (probability >> 5);
    return 1;
  }

  /** Bits without a model. */
  #directBits(count: number): number {
    let result = 0;
    for (let i = 0; i < count; i++) {
      this.#normalise();
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      result = result * 2 + (isOne ? 1 : 0);
    }
    return result;
  }

  #tree(table: Uint16Array, offset: number, bits: number): number {
    let node = 1;
    for (let i = 0; i < bits; i++) node = (node << 1) | this.#bit(table, offset + node);
    return node - (1 << bits);
  }

  /** The lowest bit first. */
  #reverseTree(table: Uint16Array, offset: number, bits: number): number {
    let node = 1,
      value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(table, offset + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  #length(coder: LengthCoder, positionState: number): number {
    if (this.#bit(coder.choices, 0) === 0) return 2 + this.#tree(coder.low, positionState * 8, 3);
    if (this.#bit(coder.choices, 1) === 0) return 10 + this.#tree(coder.middle, positionState * 8, 3);
    return 18 + this.#tree(coder.high, 0, 8);
  }

  /** One literal or match; true at the end mark. */
  #step(end: number): boolean {
    const { window } = this;
    const positionState = window.size & this.#positionMask;
    const state = this.#state;
    if (this.#bit(this.#isMatch, state * POSITION_STATES + positionState) === 0) {
      this.#literal();
      this.#state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      return false;
    }
    const distances = this.#distances;
    let length: number;
    if (this.#bit(this.#isRepeat, state) === 1) {
      if (this.#bit(this.#isRepeat0, state) === 0) {
        if (this.#bit(this.#isLongRepeat0, state * POSITION_STATES + positionState) === 0) {
          this.#state = state < 7 ? 9 : 11;
          this.#copy(1, end);
          return false;
        }
      } else {
        const which = this.#bit(this.#isRepeat1, state) === 0 ? 1 : this.#bit(this.#isRepeat2, state) === 0 ? 2 : 3;
        const [distance] = distances.splice(which, 1) as [number];
        distances.unshift(distance);
      }
      length = this.#length(this.#repeatLengths, positionState);
      this.#state = state < 7 ? 8 : 11;
    } else {
      length = this.#length(this.#lengths, positionState);
      this.#state = state < 7 ? 7 : 10;
      const distance = this.#distance(Math.min(length - 2, 3));
      if (distance === 0xffffffff) return true;
      distances.pop();
      distances.unshift(distance);
    }
    this.#copy(length, end);
    return false;
  }

  #literal(): void {
    const { window } = this;
    const { bytes, size } = window;
    const previous = size > window.start ? (bytes[size - 1] as number) : 0;
    const context = ((size & this.#literalMask) << this.#lc) + (previous >> (8 - this.#lc));
    const offset = 0x300 * context;
    let symbol = 1;
    if (this.#state >= 7) {
      // Behind a match the byte that it would have gone on with is a hint.
      let hint = bytes[size - 1 - (this.#distances[0] as number)] as number;
      while (symbol < 0x100) {
        const hintBit = (hint >> 7) & 1;
        hint <<= 1;
        const bit = this.#bit(this.#literals, offset + ((1 + hintBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== hintBit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(this.#literals, offset + symbol);
    window.reserve(1);
    window.bytes[window.size++] = symbol & 0xff;
  }

  #distance(lengthState: number): number {
    const slot = this.#tree(this.#slots, lengthState * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < 14) return base + this.#reverseTree(this.#special, base - slot, bits);
    return base + this.#directBits(bits - 4) * 16 + this.#reverseTree(this.#align, 0, 4);
  }

  #copy(length: number, end: number): void {
    const { window } = this;
    const distance = (this.#distances[0] as number) + 1;
    if (distance > window.size - window.start) throw new LzmaFault("Corrupt input data");
    const count = Math.min(length, end - window.size);
    if (count < length) throw new LzmaFault("Corrupt input data");
    window.reserve(count);
    const { bytes } = window;
    let { size } = window;
    for (let i = 0; i < count; i++, size++) bytes[size] = bytes[size - distance] as number;
    window.size = size;
    spend(count >> 4);
  }
}
