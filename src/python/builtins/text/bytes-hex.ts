/** `bytes.hex` and `bytes.fromhex`. */
import { latinText } from "./byte-builder.ts";
import { valueError } from "./format-error.ts";

const DIGIT_CODES = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));

/** `data.hex(separator, groupSize)`: groups are counted from the right, from the left when the size is negative. */
export function bytesHex(bytes: Uint8Array, separator: string = "", groupSize: number = 1): string {
  const size = Math.abs(groupSize);
  const isGrouped = separator !== "" && size > 0 && size < bytes.length;
  if (!isGrouped) return plainHex(bytes);
  const codes = new Uint8Array(bytes.length * 2 + Math.ceil(bytes.length / size) - 1);
  const mark = separator.charCodeAt(0);
  // The first group is the odd one when counted from the right.
  let left = groupSize > 0 && bytes.length % size !== 0 ? bytes.length % size : size;
  let position = 0;
  for (const byte of bytes) {
    if (left-- === 0) {
      codes[position++] = mark;
      left = size - 1;
    }
    codes[position++] = DIGIT_CODES[byte >> 4] as number;
    codes[position++] = DIGIT_CODES[byte & 15] as number;
  }
  return latinText(codes);
}

function plainHex(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    codes[2 * i] = DIGIT_CODES[byte >> 4] as number;
    codes[2 * i + 1] = DIGIT_CODES[byte & 15] as number;
  }
  return latinText(codes);
}

/** What CPython demands of the separator; it is one character as text or one byte. */
export function checkHexSeparator(separator: string): void {
  if (separator.length !== 1) throw valueError("sep must be length 1.");
  if (separator.charCodeAt(0) > 127) throw valueError("sep must be ASCII.");
}

/** `bytes.fromhex(text)`: pairs of digits with ASCII white space between them. */
export function bytesFromHex(text: string): Uint8Array {
  // A character beyond ASCII anywhere is reported before anything else.
  const foreign = text.search(/[^\0-\x7f]/);
  if (foreign >= 0) throw notHex(foreign);
  const bytes = new Uint8Array(Math.ceil(text.length / 2));
  let length = 0;
  let position = 0;
  while (position < text.length) {
    if (isAsciiSpace(text.charCodeAt(position))) {
      position++;
      continue;
    }
    const high = hexDigit(text, position);
    const low = hexDigit(text, position + 1);
    bytes[length++] = high * 16 + low;
    position += 2;
  }
  return bytes.slice(0, length);
}

function hexDigit(text: string, position: number): number {
  const digit = position < text.length ? "0123456789abcdef".indexOf(text.charAt(position).toLowerCase()) : -1;
  if (digit < 0) throw notHex(position);
  return digit;
}

function isAsciiSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function notHex(position: number): ReturnType<typeof valueError> {
  return valueError(`non-hexadecimal number found in fromhex() arg at position ${position}`);
}
