/**
 * What CPython 3.11 (Unicode 14) knows of a code point. The host's own tables follow its ICU version, so they are not asked.
 *
 * One 16-bit word a code point: the category's number in the low bits, a flag for each predicate above.
 * The words are unpacked from run lengths on first use; characters below 256 alone need a table of 256 words.
 */
import { lazily } from "../../runtime/lazily.ts";
import { CATEGORY_MARKS, CATEGORY_NAMES, CATEGORY_RUNS, DENSE_END, DIGIT_RUNS, FLAG_ROWS } from "./unicode-tables.ts";

const CATEGORY_MASK = 31;
const LATIN_END = 256;

/** The order of FLAG_ROWS. */
const LOWER = 1 << 5;
const UPPER = 1 << 6;
const IGNORABLE = 1 << 7;
const IDENTIFIER_START = 1 << 8;
const IDENTIFIER_PART = 1 << 9;
const NUMERIC = 1 << 10;
const DIGIT = 1 << 11;
const SPACE = 1 << 12;
const PRINTABLE = 1 << 13;
const ALPHA = 1 << 14;
const DECIMAL = 1 << 15;

const CATEGORIES: readonly string[] = CATEGORY_NAMES.split(" ");
const TITLECASE_LETTER = CATEGORIES.indexOf("Lt");

const latinWords = lazily(() => unpackWords(LATIN_END));
const denseWords = lazily(() => unpackWords(DENSE_END));
const sparseRuns = lazily(unpackSparseRuns);
const categoryDefaults = lazily(unpackDefaults);
const digitValues = lazily(unpackDigits);

export function isPrintable(code: number): boolean {
  return (wordOf(code) & PRINTABLE) !== 0;
}

export function isAlpha(code: number): boolean {
  return (wordOf(code) & ALPHA) !== 0;
}

export function isDecimal(code: number): boolean {
  return (wordOf(code) & DECIMAL) !== 0;
}

export function isDigit(code: number): boolean {
  return (wordOf(code) & DIGIT) !== 0;
}

export function isNumeric(code: number): boolean {
  return (wordOf(code) & NUMERIC) !== 0;
}

export function isAlphaNumeric(code: number): boolean {
  return (wordOf(code) & (ALPHA | DIGIT | NUMERIC)) !== 0;
}

export function isSpace(code: number): boolean {
  return (wordOf(code) & SPACE) !== 0;
}

export function isLower(code: number): boolean {
  return (wordOf(code) & LOWER) !== 0;
}

export function isUpper(code: number): boolean {
  return (wordOf(code) & UPPER) !== 0;
}

export function isTitle(code: number): boolean {
  return (wordOf(code) & CATEGORY_MASK) === TITLECASE_LETTER;
}

export function isCased(code: number): boolean {
  const word = wordOf(code);
  return (word & (LOWER | UPPER)) !== 0 || (word & CATEGORY_MASK) === TITLECASE_LETTER;
}

/** Characters that the search for a final sigma's neighbours looks through. */
export function isCaseIgnorable(code: number): boolean {
  return (wordOf(code) & IGNORABLE) !== 0;
}

export function isIdentifierStart(code: number): boolean {
  return (wordOf(code) & IDENTIFIER_START) !== 0;
}

export function isIdentifierPart(code: number): boolean {
  return (wordOf(code) & IDENTIFIER_PART) !== 0;
}

/** The general category: `"Lu"`, `"Cn"`, ... */
export function category(code: number): string {
  return CATEGORIES[wordOf(code) & CATEGORY_MASK] ?? "Cn";
}

/** The value of a decimal digit, or -1. */
export function decimalValue(code: number): number {
  if (code < LATIN_END) return code >= 48 && code <= 57 ? code - 48 : -1;
  if (!isDecimal(code)) return -1;
  // Decimal digits come in runs of ten that begin with zero, sometimes several runs on end.
  let start = code;
  while (isDecimal(start - 1)) start--;
  return (code - start) % 10;
}

/** The value of a digit in the wider sense, such as a superscript, or -1. */
export function digitValue(code: number): number {
  return digitValues().get(code) ?? decimalValue(code);
}

/** `str.isprintable`, ... : true when every code point satisfies `predicate`; the empty text does. */
export function everyCodePoint(text: string, predicate: (code: number) => boolean): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) as number; // Within the text, so never undefined.
    if (!predicate(code)) return false;
    if (code > 0xffff) index++;
  }
  return true;
}

/** `str.isidentifier`: keywords count as identifiers. */
export function isIdentifier(text: string): boolean {
  const first = text.codePointAt(0);
  return first !== undefined && isIdentifierStart(first) && everyCodePoint(text, isIdentifierPart);
}

/** Where the text begins and ends without white space at its ends; all white space is in the BMP. */
export function trimBounds(text: string): { start: number; end: number } {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** The text without white space at its ends, and with every Unicode decimal digit as ASCII: what number parsers read. */
export function toAsciiNumber(text: string): string {
  const { start, end } = trimBounds(text);
  const trimmed = text.slice(start, end);
  // Fast path: numbers are nearly always ASCII.
  if (/^[\0-\x7f]*$/.test(trimmed)) return trimmed;
  return trimmed.replace(/[^\0-\x7f]/gu, (character) => {
    const value = decimalValue(character.codePointAt(0) as number); // A match is never empty.
    return value < 0 ? character : String(value);
  });
}

function wordOf(code: number): number {
  // The tables are dense, so no index within them is missing.
  if (code < LATIN_END) return latinWords()[code] as number;
  if (code < DENSE_END) return denseWords()[code] as number;
  let word = 0;
  for (const run of sparseRuns()) {
    if (run.start > code) break;
    word = run.word;
  }
  return word;
}

/** Calls `visit` with each run of the category table until it returns false. */
function walkCategories(visit: (start: number, length: number, number: number) => boolean): void {
  let start = 0;
  for (const match of CATEGORY_RUNS.matchAll(/([A-Z!#%&])([0-9a-z]*)/g)) {
    const length = match[2] === "" ? 1 : parseInt(match[2] ?? "", 36) + 1;
    if (!visit(start, length, CATEGORY_MARKS.indexOf(match[1] ?? ""))) return;
    start += length;
  }
}

function unpackDefaults(): readonly number[] {
  const words = CATEGORIES.map((_, number) => number);
  FLAG_ROWS.forEach(([, categories], row) => {
    for (const name of categories.split(" ")) {
      const number = CATEGORIES.indexOf(name);
      words[number] = (words[number] ?? 0) | (LOWER << row);
    }
  });
  return words;
}

function unpackWords(end: number): Uint16Array {
  const words = new Uint16Array(end);
  const defaults = categoryDefaults();
  walkCategories((start, length, number) => {
    words.fill(defaults[number] ?? 0, start, Math.min(start + length, end));
    return start + length < end;
  });
  FLAG_ROWS.forEach(([, , exceptions], row) => flipFlag(words, LOWER << row, exceptions));
  return words;
}

/** `exceptions` are the lengths of alternating runs, the first of them not exceptional. */
function flipFlag(words: Uint16Array, flag: number, exceptions: string): void {
  if (exceptions === "") return;
  let position = 0;
  exceptions.split(" ").forEach((length, index) => {
    const end = position + parseInt(length, 36);
    if (index % 2 === 1) {
      for (let code = position; code < Math.min(end, words.length); code++)
        words[code] = (words[code] as number) ^ flag;
    }
    position = end;
  });
}

function unpackSparseRuns(): readonly { start: number; word: number }[] {
  const found: { start: number; word: number }[] = [];
  const defaults = categoryDefaults();
  walkCategories((start, length, number) => {
    if (start + length > DENSE_END) found.push({ start, word: defaults[number] ?? 0 });
    return true;
  });
  return found;
}

function unpackDigits(): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  let position = 0;
  for (const entry of DIGIT_RUNS.split(" ")) {
    const [gap = 0, count = 0, first = 0] = entry.split(",").map((field) => parseInt(field, 36));
    position += gap;
    for (let offset = 0; offset < count; offset++) values.set(position + offset, first + offset);
    position += count;
  }
  return values;
}
