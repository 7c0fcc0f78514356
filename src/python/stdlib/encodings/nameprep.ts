/** RFC 3491: how a label of a name of the Internet is prepared, before it is compared or encoded. */
import { casefold, lower } from "../../builtins/text/case.ts";
import { FormatError } from "../../builtins/text/format-error.ts";
import { stringRepr } from "../../builtins/text/string-repr.ts";
import { spend } from "../../runtime/limits.ts";
import { isAssigned, isLeftToRight, isRightToLeft, normalizeCompatibly, runs } from "./unicode-3-2.ts";

export function nameprep(label: string): string {
  spend(20 * label.length);
  let mapped = "";
  for (const character of label) if (!isDropped(codeOf(character))) mapped += folded(character);
  const prepared = normalizeCompatibly(mapped);
  for (const character of prepared)
    if (isProhibited(codeOf(character)))
      throw new FormatError("UnicodeError", `Invalid character ${stringRepr(character)}`);
  checkDirections([...prepared].map(codeOf));
  return prepared;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** RFC 3454, table B.1, in runs. */
const isDropped = runs("4t 1 ip 1 43a 1 4 3 1kt 3 2a 1 17rz g 6n 1");

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
  const code = codeOf(character);
  return (code >= 0x13a0 && code < 0x13f5) || !isAssigned(code);
}

/** RFC 3454, tables C.1.2, C.2.2 and C.3 to C.9, in runs. */
const isProhibited = runs(
  "3k x in 2 pn 1 1d 1 31s 1 b1 1 1kh g o 8 1b 5 6 6 328 c 4 1 x6n 6io y8 w 7j 1 6x 7 15df 8 96r 2 1eke 2 1eke 2 " +
    "1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1 1 u 2o 1egu 2t4y",
);

function checkDirections(codes: readonly number[]): void {
  const isReversed = codes.map(isRightToLeft);
  if (!isReversed.includes(true)) return;
  if (codes.some(isLeftToRight)) throw new FormatError("UnicodeError", "Violation of BIDI requirement 2");
  if (isReversed[0] !== true || isReversed.at(-1) !== true)
    throw new FormatError("UnicodeError", "Violation of BIDI requirement 3");
}
