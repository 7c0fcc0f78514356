// Where a plain string ends.

const LINE_FEED = 10;
const BACKSLASH = 92;

/** Where the string whose opening quote is at `quoteAt` ends; -1 when its line ends first. */
export function findSingleEnd(text: string, quoteAt: number, limit: number): number {
  const quote = text.charCodeAt(quoteAt);
  for (let position = quoteAt + 1; position < limit; position++) {
    const code = text.charCodeAt(position);
    if (code === quote) return position + 1;
    if (code === BACKSLASH) position++;
    else if (code === LINE_FEED) return -1;
  }
  return -1;
}

/** Where the triple-quoted string whose opening quotes begin at `quoteAt` ends; -1 when the text ends first. */
export function findTripleEnd(text: string, quoteAt: number, limit: number): number {
  const quotes = text.slice(quoteAt, quoteAt + 3);
  let position = quoteAt + 3;
  for (;;) {
    const end = text.indexOf(quotes, position);
    if (end === -1 || end + 3 > limit) return -1;
    // A quote after an odd number of backslashes is escaped.
    let backslash = text.indexOf("\\", position);
    while (backslash !== -1 && backslash < end) {
      position = backslash + 2;
      backslash = text.indexOf("\\", position);
    }
    if (position <= end) return end + 3;
  }
}
