/** Quoted-printable text, of bodies and (with `_` for the space) of headers. */
import { ByteBuilder } from "../../builtins/text/byte-builder.ts";

const TAB = 9,
  LINE_FEED = 10,
  RETURN = 13,
  SPACE = 32,
  DOT = 46,
  EQUALS = 61,
  UNDERSCORE = 95;
const LONGEST_LINE = 76;
const HEX = "0123456789ABCDEF";

/** The value of a hexadecimal digit, or -1. */
export function hexValue(character: number | undefined): number {
  if (character === undefined) return -1;
  if (character >= 48 && character <= 57) return character - 48;
  const lower = character | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

export function decodeQuoted(text: Uint8Array, isHeader: boolean): Uint8Array {
  const result = new ByteBuilder(text.length);
  for (let index = 0; index < text.length; index++) {
    const byte = text[index] as number;
    if (byte === UNDERSCORE && isHeader) result.push(SPACE);
    else if (byte !== EQUALS) result.push(byte);
    else {
      const next = text[index + 1];
      if (next === undefined) break;
      const high = hexValue(next),
        low = hexValue(text[index + 2]);
      if (next === LINE_FEED || next === RETURN) {
        index++;
        while (index < text.length && text[index] !== LINE_FEED) index++;
      } else if (next === EQUALS) {
        result.push(EQUALS);
        index++;
      } else if (high >= 0 && low >= 0) {
        result.push(high * 16 + low);
        index += 2;
      } else result.push(EQUALS);
    }
  }
  return result.finish();
}

export interface QuotingOptions {
  quotesTabs: boolean;
  /** Line ends are kept, not quoted. */
  isText: boolean;
  isHeader: boolean;
}

export function encodeQuoted(bytes: Uint8Array, options: QuotingOptions): Uint8Array {
  const result = new ByteBuilder(bytes.length + 16);
  const firstEnd = bytes.indexOf(LINE_FEED);
  const lineEnd =
    firstEnd > 0 && bytes[firstEnd - 1] === RETURN ? Uint8Array.of(RETURN, LINE_FEED) : Uint8Array.of(LINE_FEED);
  const quote = (byte: number): void =>
    result.append(Uint8Array.of(EQUALS, HEX.charCodeAt(byte >> 4), HEX.charCodeAt(byte & 15)));
  const breakLine = (): void => {
    result.push(EQUALS);
    result.append(lineEnd);
    column = 0;
  };
  let column = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number,
      next = bytes[index + 1];
    if (mustQuote(byte, next, column === 0, options)) {
      if (column + 3 >= LONGEST_LINE) breakLine();
      quote(byte);
      column += 3;
    } else if (options.isText && (byte === LINE_FEED || (byte === RETURN && next === LINE_FEED))) {
      result.append(lineEnd);
      column = 0;
      if (byte === RETURN) index++;
    } else {
      if (next !== undefined && next !== LINE_FEED && column + 1 >= LONGEST_LINE) breakLine();
      column++;
      // White space before a line end would be lost on the way; it counts as one character of the line.
      if (isBlank(byte) && options.isText && !(options.isHeader && byte === SPACE) && endsLine(next, bytes[index + 2]))
        quote(byte);
      else result.push(options.isHeader && byte === SPACE ? UNDERSCORE : byte);
    }
  }
  return result.finish();
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

function endsLine(next: number | undefined, afterNext: number | undefined): boolean {
  return next === LINE_FEED || (next === RETURN && afterNext === LINE_FEED);
}

function mustQuote(
  byte: number,
  next: number | undefined,
  isFirst: boolean,
  { quotesTabs, isText, isHeader }: QuotingOptions,
): boolean {
  if (byte > 126 || byte === EQUALS) return true;
  if (byte === UNDERSCORE) return isHeader;
  // A line of one dot would end a message.
  if (byte === DOT) return isFirst && (next === undefined || next === LINE_FEED || next === RETURN || next === 0);
  if (byte === RETURN || byte === LINE_FEED) return !isText;
  if (isBlank(byte)) return quotesTabs || next === undefined;
  return byte < 33;
}
