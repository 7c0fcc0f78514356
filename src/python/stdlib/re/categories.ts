/** `\d`, `\s` and `\w`: which characters are digits, spaces and word characters. */
import type { Category } from "./nodes.ts";
import { isAlphaNumeric, isDecimal, isSpace } from "../../builtins/text/unicode.ts";

/** Whether a character is in a category, as Unicode or as ASCII patterns see it. */
export function isInCategory(code: number, category: Category, isUnicode: boolean): boolean {
  if (category === "word") return isUnicode ? isWord(code) : isAsciiWord(code);
  if (category === "digit") return isUnicode ? isDecimal(code) : code >= 48 && code <= 57;
  return isUnicode ? isSpace(code) : code === 32 || (code >= 9 && code <= 13);
}

export function isWord(code: number): boolean {
  return code < 128 ? isAsciiWord(code) : isAlphaNumeric(code);
}

export function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}
