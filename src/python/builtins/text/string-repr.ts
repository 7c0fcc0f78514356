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
  const delimiter = bytes.includes(39) && !bytes.includes(34) ? 34 : 39;
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    let piece = "";
    for (const byte of bytes.subarray(start, start + 8192)) {
      if (byte === 92 || byte === delimiter) piece += `\\${String.fromCharCode(byte)}`;
      else piece += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : escapeControl(byte);
    }
    pieces.push(piece);
  }
  const mark = String.fromCharCode(delimiter);
  return `b${mark}${pieces.join("")}${mark}`;
}

/** A code point as `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that holds it. */
export function escapeCodePoint(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

function quote(text: string, isShown: (code: number) => boolean): string {
  const delimiter = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = "";
  // Characters that stay as they are get copied in runs.
  let copied = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) as number; // Within the text, so never undefined.
    const length = code > 0xffff ? 2 : 1;
    const isEscaped = code === 92 || code === delimiter.charCodeAt(0);
    if (isEscaped || !isShown(code)) {
      result += text.slice(copied, index) + (isEscaped ? `\\${String.fromCharCode(code)}` : escapeControl(code));
      copied = index + length;
    }
    index += length - 1;
  }
  return delimiter + result + text.slice(copied) + delimiter;
}

function escapeControl(code: number): string {
  if (code === 9) return "\\t";
  if (code === 10) return "\\n";
  if (code === 13) return "\\r";
  return escapeCodePoint(code);
}
