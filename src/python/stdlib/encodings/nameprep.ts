/** RFC 3491: how a label of a name of the Internet is prepared, before it is compared or encoded. */
import { casefold, lower } from "../../builtins/text/case.ts";
import { FormatError } from "../../builtins/text/format-error.ts";
import { stringRepr } from "../../builtins/text/string-repr.ts";
import { spend } from "../../runtime/limits.ts";
import { isAssigned, isLeftToRight, isRightToLeft, normalizeCompatibly } from "./unicode-3-2.ts";

export function nameprep(label: string): string {
  spend(20 * label.length);
  let mapped = "";
  for (const character of label) if (!DROPPED.test(character)) mapped += folded(character);
  const prepared = normalizeCompatibly(mapped);
  const prohibited = PROHIBITED.exec(prepared);
  if (prohibited !== null) throw new FormatError("UnicodeError", `Invalid character ${stringRepr(prohibited[0])}`);
  checkDirections([...prepared].map((character) => character.codePointAt(0) ?? 0));
  return prepared;
}

/** RFC 3454, table B.1. */
const DROPPED = /^[\u{ad}\u{34f}\u{1806}\u{180b}-\u{180d}\u{200b}-\u{200d}\u{2060}\u{fe00}-\u{fe0f}\u{feff}]$/u;

/** RFC 3454, table B.2: folded, normalized, and folded again where that gave something to fold. */
function folded(character: string): string {
  return normalizeCompatibly(foldEach(normalizeCompatibly(foldEach(character))));
}

function foldEach(text: string): string {
  let result = "";
  for (const character of text) result += isFoldedToday(character) ? lower(character) : casefold(character);
  return result;
}

/** Whether only later versions of Unicode fold it: what they added, and Cherokee. */
function isFoldedToday(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x13a0 && code < 0x13f5) || !isAssigned(code);
}

/** RFC 3454, tables C.1.2, C.2.2 and C.3 to C.9. */
const PROHIBITED =
  /[\u{80}-\u{a0}\u{340}\u{341}\u{6dd}\u{70f}\u{1680}\u{180e}\u{2000}-\u{200f}\u{2028}-\u{202f}\u{205f}-\u{2063}\u{206a}-\u{206f}\u{2ff0}-\u{2ffb}\u{3000}\u{d800}-\u{f8ff}\u{fdd0}-\u{fdef}\u{feff}\u{fff9}-\u{ffff}\u{1d173}-\u{1d17a}\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{e0001}\u{e0020}-\u{e007f}\u{efffe}-\u{10ffff}]/u;

function checkDirections(codes: readonly number[]): void {
  const isReversed = codes.map(isRightToLeft);
  if (!isReversed.includes(true)) return;
  if (codes.some(isLeftToRight)) throw new FormatError("UnicodeError", "Violation of BIDI requirement 2");
  if (isReversed[0] !== true || isReversed.at(-1) !== true)
    throw new FormatError("UnicodeError", "Violation of BIDI requirement 3");
}
