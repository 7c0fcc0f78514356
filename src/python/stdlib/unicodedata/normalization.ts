/** Unicode normalization over the tables of Unicode 14: those of the host follow its own version. */
import { allocate, spend } from "../../runtime/limits.ts";
import { lazily } from "../../runtime/lazily.ts";
import { combining, decomposition } from "./properties.ts";

export type NormalizationForm = "NFC" | "NFD" | "NFKC" | "NFKD";

const HANGUL = 0xac00,
  LEAD = 0x1100,
  VOWEL = 0x1161,
  TAIL = 0x11a7;
const LEADS = 19,
  VOWELS = 21,
  TAILS = 28;
const SYLLABLES = LEADS * VOWELS * TAILS;
/** What is decomposed is charged in pieces of so many characters. */
const BLOCK = 1 << 16;

/** The first character that a form may change. */
const FIRST_CHANGED: Readonly<Record<NormalizationForm, number>> = { NFC: 0x300, NFD: 0xc0, NFKC: 0xa0, NFKD: 0xa0 };

export function normalize(form: NormalizationForm, text: string): string {
  if (isPlain(text, FIRST_CHANGED[form])) return text;
  spend(text.length);
  allocate(8 * text.length);
  const codes = decompose(text, form.startsWith("NFK"));
  sortMarks(codes);
  if (form.endsWith("C")) compose(codes);
  return join(codes);
}

/** The second half of composition, for a text that is decomposed. */
export function composeMarks(text: string): string {
  spend(text.length);
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  sortMarks(codes);
  compose(codes);
  return join(codes);
}

/** Whether no character reaches `first`. */
function isPlain(text: string, first: number): boolean {
  spend(text.length >> 4);
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= first) return false;
  return true;
}

interface Mapping {
  isCompatibility: boolean;
  codes: readonly number[];
}

const mappings = lazily(() => new Map<number, Mapping | null>());

function mappingOf(code: number): Mapping | null {
  const known = mappings().get(code);
  if (known !== undefined) return known;
  const text = decomposition(code);
  const isCompatibility = text.startsWith("<");
  const codes =
    text === ""
      ? []
      : text
          .slice(isCompatibility ? text.indexOf("> ") + 2 : 0)
          .split(" ")
          .map((word) => parseInt(word, 16));
  const mapping = codes.length === 0 ? null : { isCompatibility, codes };
  mappings().set(code, mapping);
  return mapping;
}

function decompose(text: string, withCompatibility: boolean): number[] {
  const codes: number[] = [];
  let charged = 0;
  for (const character of text) {
    expand(character.codePointAt(0) ?? 0, withCompatibility, codes);
    const grown = codes.length - charged;
    if (grown < BLOCK) continue;
    // One character may become eighteen.
    spend(3 * grown);
    allocate(8 * grown);
    charged = codes.length;
  }
  return codes;
}

function expand(code: number, withCompatibility: boolean, codes: number[]): void {
  if (code < 0xa0) codes.push(code);
  else if (code >= HANGUL && code < HANGUL + SYLLABLES) {
    const index = code - HANGUL,
      tail = index % TAILS;
    codes.push(LEAD + Math.floor(index / (VOWELS * TAILS)), VOWEL + Math.floor((index % (VOWELS * TAILS)) / TAILS));
    if (tail > 0) codes.push(TAIL + tail);
  } else {
    const mapping = mappingOf(code);
    if (mapping === null || (mapping.isCompatibility && !withCompatibility)) codes.push(code);
    else for (const part of mapping.codes) expand(part, withCompatibility, codes);
  }
}

/** Marks between two starters stand in the order of their combining classes. */
function sortMarks(codes: number[]): void {
  for (let start = 0; start < codes.length; start++) {
    spend(1);
    if (classOf(codes[start]) === 0) continue;
    let end = start + 1;
    while (end < codes.length && classOf(codes[end]) !== 0) end++;
    if (end - start > 1) {
      if (end - start > 16) spend(16 * (end - start));
      const marks = codes.slice(start, end).sort((a, b) => classOf(a) - classOf(b));
      marks.forEach((mark, offset) => (codes[start + offset] = mark));
    }
    start = end;
  }
}

function classOf(code: number | undefined): number {
  return code === undefined || code < 0x300 ? 0 : combining(code);
}

/** Puts starters and the marks that are not blocked from them together, in place. */
function compose(codes: number[]): void {
  let size = 0,
    starter = -1,
    lastClass = 0;
  for (const code of codes.slice()) {
    spend(3);
    const mark = classOf(code);
    const composed =
      starter >= 0 && (lastClass < mark || (lastClass === 0 && starter === size - 1))
        ? compositionOf(codes[starter] ?? 0, code)
        : undefined;
    if (composed !== undefined) {
      codes[starter] = composed;
      continue;
    }
    if (mark === 0) starter = size;
    lastClass = mark;
    codes[size++] = code;
  }
  codes.length = size;
}

function compositionOf(first: number, second: number): number | undefined {
  if (first >= LEAD && first < LEAD + LEADS && second >= VOWEL && second < VOWEL + VOWELS) {
    return HANGUL + ((first - LEAD) * VOWELS + second - VOWEL) * TAILS;
  }
  if (
    first >= HANGUL &&
    first < HANGUL + SYLLABLES &&
    (first - HANGUL) % TAILS === 0 &&
    second > TAIL &&
    second < TAIL + TAILS
  )
    return first + second - TAIL;
  return compositions().get(first * 0x110000 + second);
}

/** Characters that stay apart though they have a canonical decomposition into two: CompositionExclusions.txt, as first and last. */
const EXCLUDED: readonly (readonly [number, number])[] = [
  [0x344, 0x344],
  [0x958, 0x95f],
  [0x9dc, 0x9dd],
  [0x9df, 0x9df],
  [0xa33, 0xa36],
  [0xa59, 0xa5b],
  [0xa5e, 0xa5e],
  [0xb5c, 0xb5d],
  [0xf43, 0xf43],
  [0xf4d, 0xf4d],
  [0xf52, 0xf52],
  [0xf57, 0xf57],
  [0xf5c, 0xf5c],
  [0xf69, 0xf69],
  [0xf73, 0xf73],
  [0xf75, 0xf76],
  [0xf78, 0xf78],
  [0xf81, 0xf81],
  [0xf93, 0xf93],
  [0xf9d, 0xf9d],
  [0xfa2, 0xfa2],
  [0xfa7, 0xfa7],
  [0xfac, 0xfac],
  [0xfb9, 0xfb9],
  [0x2adc, 0x2adc],
  [0xfb1d, 0xfb4e],
  [0x1d15e, 0x1d164],
  [0x1d1bb, 0x1d1c0],
];

const compositions = lazily(() => {
  const pairs = new Map<number, number>();
  for (let code = 0xc0; code < 0x30000; code++) {
    if (code === 0x3400 || code === 0x20000) code = code === 0x3400 ? 0xf900 : 0x2f800;
    const mapping = mappingOf(code);
    if (mapping === null || mapping.isCompatibility || mapping.codes.length !== 2) continue;
    if (EXCLUDED.some(([first, last]) => code >= first && code <= last)) continue;
    pairs.set((mapping.codes[0] ?? 0) * 0x110000 + (mapping.codes[1] ?? 0), code);
  }
  return pairs;
});

function join(codes: readonly number[]): string {
  let text = "";
  for (const code of codes) text += String.fromCodePoint(code);
  return text;
}
