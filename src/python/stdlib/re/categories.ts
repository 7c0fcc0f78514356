/** `\d`, `\s` and `\w`: which characters are digits, spaces and word characters. */
import type { Category } from "./nodes.ts";

/** Whether a character is in a category, as Unicode or as ASCII patterns see it. */
export function isInCategory(code: number, category: Category, isUnicode: boolean): boolean {
  if (category === "word") return isUnicode ? isWord(code) : isAsciiWord(code);
  if (category === "digit") return isUnicode ? isDigit(code) : code >= 48 && code <= 57;
  return isUnicode ? isSpace(code) : isAsciiSpace(code);
}

/** `str.isalnum()` or the underscore. */
export function isWord(code: number): boolean {
  const latin = LATIN_WORD[code];
  return latin === undefined ? isLetterOrNumber(code) : latin === 1;
}

const LATIN_WORD: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => (code === 95 || isLetterOrNumber(code) ? 1 : 0));

function isLetterOrNumber(code: number): boolean {
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

export function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

/** `str.isspace()`; JavaScript's own class lacks the separators 0x1c to 0x1f and 0x85, and adds 0xfeff. */
export function isSpace(code: number): boolean {
  if (code < 128) return isAsciiSpace(code) || (code >= 0x1c && code <= 0x1f);
  return code === 0x85 || /\p{Z}/u.test(String.fromCodePoint(code));
}

function isDigit(code: number): boolean {
  if (code < 128) return code >= 48 && code <= 57;
  return /\p{Nd}/u.test(String.fromCodePoint(code));
}

function isAsciiSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
