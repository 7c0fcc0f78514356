/**
 * The set of characters that one position of the pattern admits.
 *
 * Every single-character item of a pattern becomes one of these. The interpreter tests characters below 256 in the
 * table `low` without a call; others go through pages of 256 answers, made when first asked for.
 */

/** Kinds of characters from 256 on; a set tells with these bits which kinds it may contain. */
export const HIGH_WORD = 1;
export const HIGH_SPACE = 2;
export const HIGH_OTHER = 4;
export const HIGH_ALL = 7;

export interface CharacterSetOptions {
  contains: (code: number) => boolean;
  /** 1 for each character below 256 that is contained; left out, all of them are asked for. */
  low?: Uint8Array;
  /** `HIGH_` bits: at least the kinds that occur. */
  high: number;
  /** Whether every character from 256 on is contained. */
  hasAllHigh: boolean;
}

export class CharacterSet {
  /** 1 where a character below 256 is contained. */
  readonly low: Uint8Array;
  readonly high: number;
  readonly hasAllHigh: boolean;
  private readonly test: (code: number) => boolean;
  private readonly pages: Array<Uint8Array | undefined> = [];

  constructor(options: CharacterSetOptions) {
    this.test = options.contains;
    this.high = options.high;
    this.hasAllHigh = options.hasAllHigh;
    this.low = options.low ?? Uint8Array.from({ length: 256 }, (_, code) => (options.contains(code) ? 1 : 0));
  }

  contains(code: number): boolean {
    if (code < 256) return this.low[code] === 1;
    if (this.hasAllHigh || this.high === 0) return this.hasAllHigh;
    const page = this.pages[code >> 8] ?? this.makePage(code >> 8);
    return page[code & 255] === 1;
  }

  /** How many code units the contained character at `index` takes, where a unit of 256 or more stands; else 0. */
  widthAt(subject: string, index: number, end: number): number {
    const unit = subject.charCodeAt(index);
    if ((unit & 0xfc00) === 0xd800 && index + 1 < end) {
      const second = subject.charCodeAt(index + 1);
      if ((second & 0xfc00) === 0xdc00) {
        return this.contains(((unit & 0x3ff) << 10) + (second & 0x3ff) + 0x10000) ? 2 : 0;
      }
    }
    return this.contains(unit) ? 1 : 0;
  }

  private makePage(number: number): Uint8Array {
    const page = new Uint8Array(256);
    for (let offset = 0; offset < 256; offset++) page[offset] = this.test((number << 8) + offset) ? 1 : 0;
    this.pages[number] = page;
    return page;
  }
}
