// Quotes around a text so that as little as possible needs a backslash: for docstrings and f-strings of unparse.

import { escapeCharacter, isPrintable, reprString } from "./constant-repr.ts";

export const MULTILINE_QUOTES: readonly string[] = ['"""', "'''"];
export const ALL_QUOTES: readonly string[] = ["'", '"', ...MULTILINE_QUOTES];

/** The text with the first of these quotes that serves. */
export function quoteText(text: string, quotes: readonly string[]): string {
  const { escaped, possible } = escapeText(text, quotes, false);
  const quote = possible[0] ?? "'";
  return quote + escaped + quote;
}

export interface EscapedText {
  escaped: string;
  /** The quotes that may stand around it, best first. */
  possible: readonly string[];
}

/** Escapes what must be; newlines and tabs only on demand, since triple quotes can hold them. */
export function escapeText(text: string, quotes: readonly string[], escapesSpace: boolean): EscapedText {
  let escaped = "";
  for (const character of text) escaped += escape(character, escapesSpace);
  const fitting = quotes.filter((quote) => (quote.length === 3 || !escaped.includes("\n")) && !escaped.includes(quote));
  if (fitting.length === 0) {
    const repr = reprString(text);
    const quote = quotes.find((each) => each.includes(repr.charAt(0))) ?? repr.charAt(0);
    return { escaped: repr.slice(1, -1), possible: [quote] };
  }
  const last = escaped.charAt(escaped.length - 1);
  if (last === "") return { escaped, possible: fitting };
  // A quote at the end would run into the closing ones.
  const possible = [
    ...fitting.filter((quote) => quote.charAt(0) !== last),
    ...fitting.filter((quote) => quote.charAt(0) === last),
  ];
  if (possible[0]?.charAt(0) === last) escaped = `${escaped.slice(0, -1)}\\${last}`;
  return { escaped, possible };
}

function escape(character: string, escapesSpace: boolean): string {
  if (character === "\n" || character === "\t") {
    if (!escapesSpace) return character;
    return character === "\n" ? "\\n" : "\\t";
  }
  if (character === "\\") return "\\\\";
  if (character === "\r") return "\\r";
  return isPrintable(character) ? character : escapeCharacter(character);
}
