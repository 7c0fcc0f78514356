/** Where lines of text end. */

export interface LineEnds {
  /** Any of \n, \r and \r\n ends a line. */
  isUniversal: boolean;
  /** What ends a line when not. */
  ending: string;
}

/** The index behind the end of the line that begins at `start`, or -1 when it does not end. */
export function lineEnd(text: string, start: number, ends: LineEnds): number {
  if (!ends.isUniversal) {
    const found = text.indexOf(ends.ending, start);
    return found < 0 ? -1 : found + ends.ending.length;
  }
  const newline = text.indexOf("\n", start);
  // Only what lies before the line feed matters: otherwise each line would search to the end of the text.
  const limit = newline < 0 ? text.length : newline;
  for (let i = start; i < limit; i++) {
    if (text.charCodeAt(i) === 13) return i + 1 === newline ? newline + 1 : i + 1;
  }
  return newline < 0 ? -1 : newline + 1;
}

/** \r\n and \r become \n. */
export function translateNewlines(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
}

const CR = 1,
  LF = 2,
  CRLF = 4;

/** Which line ends a text has, as bits. */
export function seenNewlines(text: string): number {
  if (!text.includes("\r")) return text.includes("\n") ? LF : 0;
  let seen = 0;
  for (const [end] of text.matchAll(/\r\n|\r|\n/g)) {
    seen |= end === "\r\n" ? CRLF : end === "\r" ? CR : LF;
    if (seen === 7) break;
  }
  return seen;
}

/** The kinds of line ends of the bits, in the order in which Python shows them. */
export function newlineKinds(seen: number): string[] {
  return [(seen & CR) !== 0 ? "\r" : "", (seen & LF) !== 0 ? "\n" : "", (seen & CRLF) !== 0 ? "\r\n" : ""].filter(
    (kind) => kind !== "",
  );
}
