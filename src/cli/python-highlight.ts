/** Colours Python line by line, while it comes: enough of the lexer to know strings, comments, numbers and words. */
import type { Span, StyleName } from "./styled-text.ts";

const KEYWORDS = new Set(
  "False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);
const BUILTINS = new Set(
  "abs all any bool bytes dict divmod enumerate filter float frozenset getattr hasattr hash int isinstance iter len list map max min next object open ord chr pow print range repr reversed round set sorted str sum super tuple type zip final_answer".split(
    " ",
  ),
);

const TOKEN =
  /(?<comment>#.*)|(?<string>(?<prefix>[rRbBuUfF]{0,2})(?<quote>"""|'''|"|'))|(?<decorator>^\s*@[\w.]+)|(?<number>\b(?:0[xXoObB][\da-fA-F_]+|\d[\d_]*\.?[\d_]*(?:[eE][+-]?\d+)?[jJ]?))|(?<word>[\p{L}_][\p{L}\p{N}_]*)/gu;

export class PythonHighlighter {
  /** The quotes that will end the string in which the last line ended. */
  #open: string | undefined;

  /** The spans of the next line. */
  line(text: string): Span[] {
    const spans: Span[] = [];
    let position = 0;
    const add = (end: number, style?: StyleName): void => {
      if (end > position) spans.push({ text: text.slice(position, end), style });
      position = Math.max(position, end);
    };
    if (this.#open !== undefined) add(this.#endOfString(text, 0, this.#open), "green");
    let previous = "";
    TOKEN.lastIndex = position;
    for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
      const { comment, quote, decorator, number, word } = match.groups ?? {};
      add(match.index);
      const end = match.index + match[0].length;
      if (comment !== undefined) add(end, "dim");
      else if (quote !== undefined) add(this.#endOfString(text, end, quote), "green");
      else if (decorator !== undefined) add(end, "yellow");
      else if (number !== undefined) add(end, "cyan");
      else if (word !== undefined) add(end, styleOfWord(word, previous, text[match.index - 1]));
      previous = word ?? "";
      TOKEN.lastIndex = position;
    }
    add(text.length);
    return spans;
  }

  #endOfString(text: string, start: number, quote: string): number {
    this.#open = undefined;
    for (let index = start; index < text.length; index++) {
      if (text[index] === "\\") index++;
      else if (text.startsWith(quote, index)) return index + quote.length;
    }
    if (quote.length === 3 || text.endsWith("\\")) this.#open = quote;
    return text.length;
  }
}

function styleOfWord(word: string, previous: string, before: string | undefined): StyleName | undefined {
  if (previous === "def" || previous === "class") return "blue";
  if (before === ".") return undefined;
  if (KEYWORDS.has(word)) return "magenta";
  return BUILTINS.has(word) ? "blue" : undefined;
}
