/** The Mersenne Twister MT19937, word for word as CPython steps it. */

const SIZE = 624,
  SHIFT = 397;

export class Twister {
  readonly words: Uint32Array = new Uint32Array(SIZE);
  index: number = SIZE;

  /** Seeds from an int of any size, by its 32-bit words. */
  seed(value: bigint): void {
    // By its hexadecimal digits: shifting a long int word by word would take the square of its length.
    const digits = value.toString(16);
    const key: number[] = [];
    for (let end = digits.length; end > 0; end -= 8)
      key.push(Number.parseInt(digits.slice(Math.max(0, end - 8), end), 16));
    this.#seedArray(key);
  }

  #seedWord(word: number): void {
    const { words } = this;
    words[0] = word;
    for (let i = 1; i < SIZE; i++) {
      const previous = words[i - 1] as number;
      words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    this.index = SIZE;
  }

  #seedArray(key: readonly number[]): void {
    this.#seedWord(19650218);
    const { words } = this;
    let i = 1,
      j = 0;
    const mix = (factor: number): number => {
      const previous = words[i - 1] as number;
      return (words[i] as number) ^ Math.imul(previous ^ (previous >>> 30), factor);
    };
    const advance = (): void => {
      if (++i >= SIZE) {
        words[0] = words[SIZE - 1] as number;
        i = 1;
      }
    };
    for (let k = Math.max(SIZE, key.length); k > 0; k--) {
      words[i] = mix(1664525) + (key[j] as number) + j;
      advance();
      if (++j >= key.length) j = 0;
    }
    for (let k = SIZE - 1; k > 0; k--) {
      words[i] = mix(1566083941) - i;
      advance();
    }
    words[0] = 0x80000000;
  }

  #refill(): void {
    const { words } = this;
    const twist = (high: number, low: number): number => {
      const y = (high & 0x80000000) | (low & 0x7fffffff);
      return (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    };
    let k = 0;
    for (; k < SIZE - SHIFT; k++)
      words[k] = (words[k + SHIFT] as number) ^ twist(words[k] as number, words[k + 1] as number);
    for (; k < SIZE - 1; k++)
      words[k] = (words[k + SHIFT - SIZE] as number) ^ twist(words[k] as number, words[k + 1] as number);
    words[SIZE - 1] = (words[SHIFT - 1] as number) ^ twist(words[SIZE - 1] as number, words[0] as number);
    this.index = 0;
  }

  /** The next 32 bits. */
  next(): number {
    if (this.index >= SIZE) this.#refill();
    let y = this.words[this.index++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A float from 0 up to 1, of 53 bits. */
  double(): number {
    const a = this.next() >>> 5,
      b = this.next() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }
}
