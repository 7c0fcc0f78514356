/** `repr` of str and bytes, and `ascii`. */
import { isPrintable } from "./unicode.ts";

/** `repr(text)`: what cannot be printed is escaped. */
export function stringRepr(text: string): string {
  // Fast path: printable ASCII without quote or backslash.
  if (/^[ -&(-[\]-~]*$/.test(text)) return `'${text}'`;
  return quote(text, isPrintable);
}

/** `ascii(text)`: everything beyond ASCII is escaped. */
export function asciiRepr(text: string): string {
  return quote(text, (code) => code >= 32 && code < 127);
}

/** `repr` of bytes, with its `b` in front. */
export function bytesRepr(bytes: Uint8Array): string {
  const delimiter = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192)
    pieces.push(escapeBytes(bytes.subarray(start, start + 8192), delimiter));
  return `b${delimiter}${pieces.join("")}${delimiter}`;
}

/** Bytes as they stand between the quotes of a literal. */
export function escapeBytes(bytes: Uint8Array, delimiter: string): string {
  const quoteCode = delimiter.charCodeAt(0);
  let result = "";
  for (const byte of bytes) {
    if (byte === 92 || byte === quoteCode) result += `\\${String.fromCharCode(byte)}`;
    else result += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : escapeControl(byte);
  }
  return result;
}

/** A code point as `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that holds it. */
export function escapeCodePoint(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

function quote(text: string, isShown: (code: number) => boolean): string {
  const delimiter = reprDelimiter(text);
  return delimiter + escapeText(text, delimiter, isShown) + delimiter;
}

/** Double quotes only around a text that has single ones and none of them. */
export function reprDelimiter(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

/** The text between the quotes; `isShown` tells which characters stay. */
export function escapeText(text: string, delimiter: string, isShown: (code: number) => boolean = isPrintable): string {
  const quoteCode = delimiter.charCodeAt(0);
  let result = "";
  // Characters that stay as they are get copied in runs.
  let copied = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) as number; // Within the text, so never undefined.
    const length = code > 0xffff ? 2 : 1;
    const isEscaped = code === 92 || code === quoteCode;
    if (isEscaped || !isShown(code)) {
      result += text.slice(copied, index) + (isEscaped ? `\\${String.fromCharCode(code)}` : escapeControl(code));
      copied = index + length;
    }
    index += length - 1;
  }
  return result + text.slice(copied);
}

function escapeControl(code: number): string {
  if (code === 9) return "\\t";
  if (code === 10) return "\\n";
  if (code === 13) return "\\r";
  return escapeCodePoint(code);
}
