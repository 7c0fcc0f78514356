/** ascii(): repr with everything beyond ASCII escaped. */
import { repr } from "../runtime/show.ts";
import type { PyValue } from "../runtime/values.ts";
import { escapeCodePoint } from "./text/string-repr.ts";
import { chargeEach } from "./text-size.ts";

export function ascii(value: PyValue): string {
  return escapeNonAscii(repr(value));
}

/** A text with its characters beyond ASCII as escapes. */
export function escapeNonAscii(text: string): string {
  chargeEach(text.length);
  return text.replace(/[^\0-\x7f]/gu, (character) => escapeCodePoint(character.codePointAt(0) ?? 0));
}
