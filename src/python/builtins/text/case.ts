/** The case methods of str, with CPython's full mappings (Unicode 14): one character may become three. */
import { lazily } from "../../runtime/lazily.ts";
import { isCased, isCaseIgnorable, isLower, isTitle, isUpper } from "./unicode.ts";
import {
  FOLD_RUNS,
  FOLD_SPECIAL,
  LOWER_RUNS,
  LOWER_SPECIAL,
  TITLE_RUNS,
  TITLE_SPECIAL,
  UPPER_RUNS,
  UPPER_SPECIAL,
} from "./unicode-tables.ts";

const CAPITAL_SIGMA = 0x3a3;
const SMALL_SIGMA = "\u03c3";
const FINAL_SIGMA = "\u03c2";

/** Fast path: here the host's mappings are CPython's; beyond, its Unicode may know pairs that are newer. */
const LATIN = /^[\0-\u017f]*$/;

type CaseMap = ReadonlyMap<number, string>;

const upperMap = lazily(() => unpackMap(UPPER_RUNS, UPPER_SPECIAL));
const lowerMap = lazily(() => unpackMap(LOWER_RUNS, LOWER_SPECIAL));
/** Only where they differ from the upper and the lower case. */
const titleMap = lazily(() => unpackMap(TITLE_RUNS, TITLE_SPECIAL));
const foldMap = lazily(() => unpackMap(FOLD_RUNS, FOLD_SPECIAL));

export function upper(text: string): string {
  if (LATIN.test(text)) return text.toUpperCase();
  const map = upperMap();
  return mapCodePoints(text, (code) => map.get(code));
}

export function lower(text: string): string {
  if (LATIN.test(text)) return text.toLowerCase();
  return mapCodePoints(text, (code, index) => lowerOf(text, code, index));
}

/** Each word's first cased letter in title case, the rest in lower case. */
export function title(text: string): string {
  let isWithinWord = false;
  return mapCodePoints(text, (code, index) => {
    const mapped = isWithinWord ? lowerOf(text, code, index) : titleOf(code);
    isWithinWord = isCased(code);
    return mapped;
  });
}

export function capitalize(text: string): string {
  return mapCodePoints(text, (code, index) => (index === 0 ? titleOf(code) : lowerOf(text, code, index)));
}

export function swapcase(text: string): string {
  return mapCodePoints(text, (code, index) => {
    if (isUpper(code)) return lowerOf(text, code, index);
    return isLower(code) ? upperMap().get(code) : undefined;
  });
}

/** The form in which texts that differ only in case are equal. */
export function casefold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  const folds = foldMap();
  const lowers = lowerMap();
  return mapCodePoints(text, (code) => folds.get(code) ?? lowers.get(code));
}

/** `str.isupper`: at least one cased character, and none of lower or title case. */
export function isUpperText(text: string): boolean {
  return isOneCase(text, isUpper, isLower);
}

/** `str.islower`: at least one cased character, and none of upper or title case. */
export function isLowerText(text: string): boolean {
  return isOneCase(text, isLower, isUpper);
}

/** `str.istitle`: capitals follow uncased characters only, small letters cased ones only, and there is one of them. */
export function isTitleText(text: string): boolean {
  let hasCased = false;
  let isWithinWord = false;
  for (const character of text) {
    const code = character.codePointAt(0) as number; // Iteration yields no empty string.
    const isCapital = isUpper(code) || isTitle(code);
    if (isCapital ? isWithinWord : isLower(code) && !isWithinWord) return false;
    isWithinWord = isCapital || isLower(code);
    hasCased ||= isWithinWord;
  }
  return hasCased;
}

function isOneCase(text: string, isWanted: (code: number) => boolean, isOther: (code: number) => boolean): boolean {
  let found = false;
  for (const character of text) {
    const code = character.codePointAt(0) as number; // Iteration yields no empty string.
    if (isOther(code) || isTitle(code)) return false;
    found ||= isWanted(code);
  }
  return found;
}

function titleOf(code: number): string | undefined {
  return titleMap().get(code) ?? upperMap().get(code);
}

function lowerOf(text: string, code: number, index: number): string | undefined {
  if (code === CAPITAL_SIGMA) return isFinalSigma(text, index) ? FINAL_SIGMA : SMALL_SIGMA;
  return lowerMap().get(code);
}

/** A sigma is final when, ignorable characters aside, a cased letter precedes it and none follows. */
function isFinalSigma(text: string, index: number): boolean {
  return hasCasedNeighbour(text, index, -1) && !hasCasedNeighbour(text, index, 1);
}

function hasCasedNeighbour(text: string, index: number, direction: 1 | -1): boolean {
  for (let position = index + direction; position >= 0 && position < text.length; position += direction) {
    // Walking back, a low surrogate stands for the pair it ends.
    const isPairEnd = direction < 0 && position > 0 && (text.codePointAt(position - 1) ?? 0) > 0xffff;
    const code = text.codePointAt(isPairEnd ? position - 1 : position) as number; // Within the text, so never undefined.
    if (code > 0xffff) position += direction;
    if (!isCaseIgnorable(code)) return isCased(code);
  }
  return false;
}

/** Replaces the code points for which `map` has something else. */
function mapCodePoints(text: string, map: (code: number, index: number) => string | undefined): string {
  let result = "";
  let copied = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) as number; // Within the text, so never undefined.
    const length = code > 0xffff ? 2 : 1;
    const mapped = map(code, index);
    if (mapped !== undefined) {
      result += copied === index ? mapped : text.slice(copied, index) + mapped;
      copied = index + length;
    }
    index += length - 1;
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** `runs` hold gap, count, step and distance of characters that move alike; `special` a character and what it becomes. */
function unpackMap(runs: string, special: string): CaseMap {
  const map = new Map<number, string>();
  let position = 0;
  for (const [gap = 0, count = 0, step = 0, distance = 0] of unpackRows(runs)) {
    position += gap;
    for (let index = 0; index < count; index++) {
      const code = position + index * step;
      map.set(code, String.fromCodePoint(code + distance));
    }
    position += (count - 1) * step;
  }
  for (const [code = 0, ...mapped] of unpackRows(special)) map.set(code, String.fromCodePoint(...mapped));
  return map;
}

function unpackRows(rows: string): number[][] {
  return rows.split(" ").map((row) => row.split(",").map((field) => parseInt(field, 36)));
}
