/** The alphabets of deflate (RFC 1951). */
import { lazily } from "../../runtime/lazily.ts";

export const END_OF_BLOCK = 256;
export const WINDOW = 32768;
export const LONGEST_MATCH = 258;

/** The first length or distance of each code, and how many bits follow it. */
export interface Alphabet {
  bases: Uint16Array;
  extra: Uint8Array;
}

export const lengthCodes: () => Alphabet = lazily(() => {
  const bases = new Uint16Array(29),
    extra = new Uint8Array(29);
  for (let code = 0, base = 3; code < 28; code++) {
    extra[code] = code < 8 ? 0 : (code >> 2) - 1;
    bases[code] = base;
    base += 2 ** (extra[code] as number);
  }
  bases[28] = LONGEST_MATCH;
  return { bases, extra };
});

export const distanceCodes: () => Alphabet = lazily(() => {
  const bases = new Uint16Array(30),
    extra = new Uint8Array(30);
  for (let code = 0, base = 1; code < 30; code++) {
    extra[code] = code < 4 ? 0 : (code >> 1) - 1;
    bases[code] = base;
    base += 2 ** (extra[code] as number);
  }
  return { bases, extra };
});

/** The code of a value. */
export function codeOf({ bases }: Alphabet, value: number): number {
  let low = 0,
    high = bases.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bases[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const fixedLiteralLengths: () => Uint8Array = lazily(() =>
  Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
export const fixedDistanceLengths: () => Uint8Array = lazily(() => new Uint8Array(30).fill(5));

/** The order in which the lengths of the code for lengths are written. */
export const LENGTH_ORDER: readonly number[] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
