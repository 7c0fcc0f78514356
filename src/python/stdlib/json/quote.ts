/** JSON's strings. */
import { spend } from "../../runtime/limits.ts";
import { reserveText } from "../../builtins/text-size.ts";

const PLAIN_ASCII = /^[ !#-[\]-~]*$/;
// A string may hold anything but quotes, backslashes and controls.
const PLAIN = /^[^"\\\x00-\x1f]*$/;
const SPECIAL_ASCII = /["\\]|[^ -~]/g;
const SPECIAL = /["\\\x00-\x1f]/g;

function escape(char: string): string {
  switch (char) {
    case '"':
      return '\\"';
    case "\\":
      return "\\\\";
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    case "\b":
      return "\\b";
    case "\f":
      return "\\f";
    default:
      return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  }
}

/** A string in quotes; beyond ASCII by UTF-16 units in escapes, unless `ensureAscii` is off. */
export function quote(text: string, ensureAscii: boolean): string {
  const { length } = text;
  if (length < 24) {
    // Fast path: short and plain, as most keys are.
    let index = 0;
    for (; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code < 32 || code === 34 || code === 92 || (code > 126 && ensureAscii)) break;
    }
    if (index === length) return `"${text}"`;
  } else {
    spend(length >> 5);
    if (length > 4096) reserveText(length);
  }
  if ((ensureAscii ? PLAIN_ASCII : PLAIN).test(text)) return `"${text}"`;
  if (length > 512) reserveText(length * 6);
  return `"${text.replace(ensureAscii ? SPECIAL_ASCII : SPECIAL, escape)}"`;
}
