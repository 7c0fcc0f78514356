// A program's text, and the ways of counting columns in it: JavaScript counts UTF-16 units, CPython's tree counts
// UTF-8 bytes, CPython's errors count characters.

import type { CharacterLookup } from "./escapes.ts";

export class SourceText {
  /** Newlines are `\n`, the last line ends with one, there is no byte order mark. */
  readonly text: string;
  readonly filename: string;
  /** What resolves `\N{...}` in this source's strings. */
  readonly lookupCharacter: CharacterLookup | null;
  /** Offset at which each line begins; line n is entry n - 1. */
  readonly lineStarts: readonly number[];
  readonly isAscii: boolean;
  /** Whether errors show the last line without the newline that was put behind it: as CPython does for an expression. */
  hasBareEnd = false;
  // The last answer of byteColumn: columns are asked for from left to right.
  private cachedLine = 0;
  private cachedOffset = 0;
  private cachedColumn = 0;

  constructor(source: string, filename: string, lookupCharacter: CharacterLookup | null = null) {
    this.text = normaliseNewlines(source);
    this.filename = filename;
    this.lookupCharacter = lookupCharacter;
    this.lineStarts = findLineStarts(this.text);
    this.isAscii = !/[^\0-\x7f]/.test(this.text);
  }

  get lineCount(): number {
    return this.lineStarts.length - 1;
  }

  lineStart(line: number): number {
    return this.lineStarts[line - 1] ?? this.text.length;
  }

  /** Column in UTF-8 bytes, from 0. */
  byteColumn(line: number, offset: number): number {
    const start = this.lineStart(line);
    if (this.isAscii) return offset - start;
    if (line !== this.cachedLine || offset < this.cachedOffset) {
      this.cachedLine = line;
      this.cachedOffset = start;
      this.cachedColumn = 0;
    }
    this.cachedColumn += countBytes(this.text, this.cachedOffset, offset);
    this.cachedOffset = offset;
    return this.cachedColumn;
  }

  /** Column in characters (code points), from 0. */
  characterColumn(line: number, offset: number): number {
    const start = this.lineStart(line);
    if (this.isAscii) return offset - start;
    return countCharacters(this.text, start, offset);
  }

  /** The offset of a byte column: the inverse of byteColumn. */
  offsetOf(line: number, byteColumn: number): number {
    const start = this.lineStart(line);
    if (this.isAscii) return start + byteColumn;
    let offset = start;
    for (let bytes = 0; bytes < byteColumn && offset < this.text.length;) {
      const width = (this.text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
      bytes += countBytes(this.text, offset, offset + width);
      offset += width;
    }
    return offset;
  }

  /** The line with its newline, null beyond the end. */
  lineText(line: number): string | null {
    if (this.text === "") return "";
    if (line < 1 || line > this.lineCount) return null;
    const end = this.lineStart(line + 1);
    return this.text.slice(this.lineStart(line), this.hasBareEnd && end === this.text.length ? end - 1 : end);
  }
}

function normaliseNewlines(source: string): string {
  let text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function countBytes(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair stands for two of the character's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

function countCharacters(text: string, start: number, end: number): number {
  let characters = 0;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0xdc00 || unit > 0xdfff) characters++;
  }
  return characters;
}
