/** Unicode 3.2, on which the names of the Internet were defined: what of Unicode 14 was not there yet, and what was other. */
import { lazily } from "../../runtime/lazily.ts";
import { composeMarks, normalize } from "../unicodedata/normalization.ts";
import { bidirectional } from "../unicodedata/properties.ts";
import { alternatingRuns } from "../unicodedata/run-lengths.ts";

/** What 3.2 has not, in runs; from `unicodedata.ucd_3_2_0`. */
const UNASSIGNED =
  "f5 1 i s 2m 2 1r h 28 g g 4 2 4 1 3 1 5 7 1 1 1 k 1 18 1 13 9 3r 1 1z 1 12 2 2 6 g x 12 2 7 1 13 1 2 6 h 1 n 1 " +
  "a b r 5 5 n 1 e 1 3 1 1 q 5 m a 3y 2 f 1 e 1 u 3 r 1h 1e 9b 3 1 1h 2 i 2 5 3 p g 3 1 8 2 2 2 m 1 7 1 1 3 4 2 1 " +
  "1 7 2 2 2 3 9 1 4 2 1 5 2 l 7 1 2 6 4 2 2 m 1 7 1 2 1 2 1 2 2 1 1 5 4 2 2 3 b 4 1 1 7 f c 3 1 7 1 1 1 3 1 m 1 " +
  "7 1 2 1 5 2 a 1 3 1 3 2 1 f 1 5 a h 3 1 8 2 2 2 m 1 7 1 2 2 4 2 8 3 2 2 3 8 2 4 2 1 3 4 b h 2 1 6 3 3 1 4 3 2 " +
  "1 1 1 2 3 2 3 3 3 8 1 3 4 5 3 3 1 4 9 1 f c e 3 1 8 1 3 1 n 1 a 1 5 4 7 1 3 1 4 7 2 9 2 4 a i 2 1 8 1 3 1 n 1 " +
  "a 1 5 4 7 1 3 1 4 7 2 7 1 1 2 4 a i 2 1 8 1 3 1 n 1 g 4 6 2 3 1 4 9 1 8 2 4 a i 2 1 i 3 o 1 9 1 1 2 7 3 1 4 6 " +
  "1 1 1 8 i 3 c 1m 4 t 11 2 1 1 2 2 1 1 2 1 6 4 1 7 1 3 1 1 1 1 2 2 1 d 1 3 2 5 1 1 1 6 2 a 2 2 y 20 1 y 6 r 4 8 " +
  "1 10 1 f 2 1 1c y 1 5 1 2 1 7 3 4 6 q 1y 12 a 15 2 1 4 2i 5 1w 5 2a 6 7 1 1r 1 1 1 4 2 7 1 1 1 4 2 13 1 1 1 4 " +
  "2 v 1 1 1 4 2 7 1 1 1 4 2 7 1 7 1 n 1 v 1 1 1 4 2 7 1 13 1 j 6 s z 2d c hi 9 t 3 29 f d 1 7 b n 9 k c d 1 3 1 " +
  "2 c 2l 3 a m f 1 a 6 2g 8 16 11y 4c 4 2i 6 m 2 6 2 12 2 6 2 8 1 1 1 1 1 1 1 v 2 1h 1 f 1 e 2 6 1 j 2 3 1 9 1 " +
  "2b 4 1 7 5 6 8 2 r h i u r l 1n 2 f 7 1d c fz 1d 13 p b l 4f 1 7o 2 2 1 2t 2 a 3b 4 1 4 2 s 1 z 1 1 1 4 3 1 1 " +
  "7 2 1g 3 o 1 e h s 4 ls ow q 1 2h c 5y q c 4 1s 1 2e 2 2v 5 14 4 2m 1 14 1k 19 3 10 d 17 3 25 4 1b 1 3b 4 2r 2 " +
  "v 1 52u 22 g4m 2i wd 3 1j 1fd 8mc 2k 6r2 2 1n 45 7 c 5 5 q 1 5 1 1 1 2 1 2 1 30 x a5 g 1s 2 1i 14 d 3 g g 4 c " +
  "n 2 a 1 j 1 4 4 5 1 3r 2 1 1 5a 3 6 2 6 2 6 2 3 3 7 1 7 a 5 le v 1 4 c r 51 12 2 12 148i 6u a 13 3 50 f6 2d 1 " +
  "1z 1 2 2 1 2 2 2 4 1 c 1 1 1 4 1 2 1 1t 1 4 2 8 1 7 1 s 1 4 1 5 1 1 3 7 1 9e 4 82 4 1e 7wg wyf g15 f2 fher 1 u " +
  "2o 1egw 1eke 2 1eke 2";

const isUnassigned = runs(UNASSIGNED);

export function isAssigned(code: number): boolean {
  return !isUnassigned(code);
}

/** Whether a character is in a set, which is given as the lengths of runs outside and inside, in turn, in base 36. */
export function runs(lengths: string): (code: number) => boolean {
  const inside = lazily(() => alternatingRuns(lengths));
  return (code) => {
    let low = 0,
      high = inside().length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((inside()[middle]?.end ?? 0) <= code) low = middle + 1;
      else high = middle;
    }
    return code >= (inside()[low]?.start ?? Infinity);
  };
}

/** Characters whose decomposition was corrected later. */
const UNCORRECTED: ReadonlyMap<number, number> = new Map([
  [0x2f868, 0x2136a],
  [0x2f874, 0x5f33],
  [0x2f91f, 0x43ab],
  [0x2f95f, 0x7aae],
  [0x2f9bf, 0x4d57],
]);

/** NFKC as CPython has it for 3.2: a character that is not assigned has no decomposition, but its place among marks. */
export function normalizeCompatibly(text: string): string {
  let decomposed = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0,
      other = UNCORRECTED.get(code);
    if (other !== undefined) decomposed += String.fromCodePoint(other);
    else decomposed += isAssigned(code) ? normalize("NFKD", character) : character;
  }
  return composeMarks(decomposed);
}

/** The letters whose direction was another, as first, last, and whether they ran from left to right. */
const OTHER_DIRECTION: readonly (readonly [number, number, boolean])[] = [
  [0xcbf, 0xcbf, false],
  [0xcc6, 0xcc6, false],
  [0x1734, 0x1734, false],
  [0x17b4, 0x17b5, true],
  [0x1885, 0x1886, true],
  [0x2132, 0x2132, false],
  [0x2800, 0x28ff, false],
  [0x302e, 0x302f, false],
  [0x1d6db, 0x1d6db, true],
  [0x1d715, 0x1d715, true],
  [0x1d74f, 0x1d74f, true],
  [0x1d789, 0x1d789, true],
  [0x1d7c3, 0x1d7c3, true],
];

/** RFC 3454, table D.2. */
export function isLeftToRight(code: number): boolean {
  const other = OTHER_DIRECTION.find(([first, last]) => code >= first && code <= last);
  return other === undefined ? isAssigned(code) && bidirectional(code) === "L" : other[2];
}

/** RFC 3454, table D.1. */
export function isRightToLeft(code: number): boolean {
  if (code === 0x6dd || code === 0x70f) return code === 0x6dd;
  return isAssigned(code) && /^(?:R|AL)$/.test(bidirectional(code));
}
