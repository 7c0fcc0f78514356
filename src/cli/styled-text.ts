/** Text with styles, as lists of spans: painted at the last moment, so that widths are those of what is seen. */

export type StyleName = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";

export interface Span {
  text: string;
  style?: StyleName | undefined;
}

const CODES: Record<StyleName, readonly [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

/** The text with the terminal's codes, or without them. */
export function paint(spans: readonly Span[], hasColor: boolean): string {
  return spans
    .map(({ text, style }) => {
      if (!hasColor || style === undefined || text.trim() === "") return text;
      const [on, off] = CODES[style];
      return `\u001b[${on}m${text}\u001b[${off}m`;
    })
    .join("");
}

/** What must not reach a terminal from a model, a tool or a program: it could move the cursor or write a title. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/gu;

/** The text without terminal sequences and control characters; tabs become spaces, line ends "\n". */
export function plainText(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(SEQUENCES, "").replaceAll("\t", "    ").replace(CONTROLS, "");
}

/** Blocks of characters that take two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

export function characterWidth(character: string): number {
  // Fast path: nearly everything is ASCII.
  if (character < "\u0300") return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** At most `width` columns, the rest replaced by an ellipsis; line ends become spaces. */
export function clip(text: string, width: number): string {
  const line = text.replaceAll("\n", " ");
  if (textWidth(line) <= width) return line;
  let kept = "";
  let used = 0;
  for (const character of line) {
    used += characterWidth(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** One paragraph as lines of at most `width` columns, broken between words where that is possible. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<=\s)(?=\S)/u)) {
    if (line !== "" && textWidth(line) + textWidth(word.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += word;
    while (textWidth(line.trimEnd()) > width) {
      const [head, rest] = splitAt(line, width, width);
      lines.push(head);
      line = rest;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

/** One line of code as lines of at most `width` columns, broken anywhere: spaces of code mean something. */
export function wrapSpans(spans: readonly Span[], width: number): Span[][] {
  const lines: Span[][] = [[]];
  let left = width;
  for (const { text, style } of spans) {
    for (let rest = text; rest !== "";) {
      if (left <= 0) {
        lines.push([]);
        left = width;
      }
      const [head, tail] = splitAt(rest, left, width);
      if (head !== "") lines.at(-1)?.push({ text: head, style });
      left = tail === "" ? left - textWidth(head) : 0;
      rest = tail;
    }
  }
  return lines;
}

/** Splits `text` where `left` columns are full, on a line that has `width`. */
function splitAt(text: string, left: number, width: number): [head: string, rest: string] {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += characterWidth(character);
    // A character wider than the line stands alone on it.
    if (used > left && !(end === 0 && width <= 1)) break;
    end += character.length;
  }
  return [text.slice(0, end), text.slice(end)];
}
