/** `unicode_escape` and `raw_unicode_escape`: text as in Python's string literals. */
import { ByteBuilder } from "./byte-builder.ts";
import type { DecodeErrors, EncodeErrors } from "./codec-errors.ts";
import { escapeCodePoint } from "./string-repr.ts";

/** Nothing fails: what is no printable ASCII is escaped. */
export function encodeUnicodeEscape({ text }: EncodeErrors): Uint8Array {
  const out = new ByteBuilder(text.length);
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 92) out.appendLatin("\\\\");
    else if (code === 9) out.appendLatin("\\t");
    else if (code === 10) out.appendLatin("\\n");
    else if (code === 13) out.appendLatin("\\r");
    else out.appendLatin(code >= 32 && code < 127 ? character : escapeCodePoint(code));
  }
  return out.finish();
}

/** Only what is beyond Latin-1 is escaped. */
export function encodeRawUnicodeEscape({ text }: EncodeErrors): Uint8Array {
  const out = new ByteBuilder(text.length);
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    out.appendLatin(code < 256 ? character : escapeCodePoint(code));
  }
  return out.finish();
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

const HEX_ESCAPES: ReadonlyMap<string, { digits: number; reason: string }> = new Map([
  ["x", { digits: 2, reason: "truncated \\xXX escape" }],
  ["u", { digits: 4, reason: "truncated \\uXXXX escape" }],
  ["U", { digits: 8, reason: "truncated \\UXXXXXXXX escape" }],
]);

/** What an escape stands for and where it ends; with a reason, the end of the error. */
interface Escape {
  text: string;
  end: number;
  reason?: string;
}

export function decodeUnicodeEscape(errors: DecodeErrors): string {
  return decodeEscapes(errors, readEscape);
}

export function decodeRawUnicodeEscape(errors: DecodeErrors): string {
  return decodeEscapes(errors, (bytes, start) => {
    const letter = String.fromCharCode(bytes[start + 1] ?? 0);
    if (letter === "u" || letter === "U") return readHex(bytes, start, letter, "\\Uxxxxxxxx out of range");
    const end = Math.min(start + 2, bytes.length);
    return { text: String.fromCharCode(...bytes.subarray(start, end)), end };
  });
}

function decodeEscapes(
  errors: DecodeErrors,
  read: (bytes: Uint8Array, start: number, errors: DecodeErrors) => Escape,
): string {
  const { bytes } = errors;
  let text = "";
  let position = 0;
  while (position < bytes.length) {
    const byte = bytes[position] ?? 0;
    if (byte !== 92) {
      text += String.fromCharCode(byte);
      position++;
      continue;
    }
    const escape = read(bytes, position, errors);
    if (escape.reason === undefined) {
      text += escape.text;
      position = escape.end;
      continue;
    }
    const result = errors.handle(position, escape.end, escape.reason);
    text += result.text;
    position = result.position;
  }
  return text;
}

function readEscape(bytes: Uint8Array, start: number, errors: DecodeErrors): Escape {
  const byte = bytes[start + 1];
  if (byte === undefined) return { text: "", end: start + 1, reason: "\\ at end of string" };
  const letter = String.fromCharCode(byte);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { text: simple, end: start + 2 };
  if (HEX_ESCAPES.has(letter)) return readHex(bytes, start, letter, "illegal Unicode character");
  if (letter === "N") return readNamed(bytes, start, errors);
  if (byte < 48 || byte > 55) return { text: `\\${letter}`, end: start + 2 };
  let end = start + 1;
  let code = 0;
  for (; end < start + 4; end++) {
    const digit = (bytes[end] ?? 0) - 48;
    if (digit < 0 || digit > 7) break;
    code = code * 8 + digit;
  }
  return { text: String.fromCharCode(code), end };
}

function readHex(bytes: Uint8Array, start: number, letter: string, outOfRange: string): Escape {
  const { digits = 0, reason = "" } = HEX_ESCAPES.get(letter) ?? {};
  let code = 0;
  let end = start + 2;
  for (; end < start + 2 + digits; end++) {
    const digit =
      end < bytes.length ? "0123456789abcdef".indexOf(String.fromCharCode(bytes[end] ?? 0).toLowerCase()) : -1;
    if (digit < 0) return { text: "", end, reason };
    code = code * 16 + digit;
  }
  if (code > 0x10ffff) return { text: "", end, reason: outOfRange };
  return { text: String.fromCodePoint(code), end };
}

function readNamed(bytes: Uint8Array, start: number, errors: DecodeErrors): Escape {
  const reason = "malformed \\N character escape";
  if (bytes[start + 2] !== 123) return { text: "", end: start + 2, reason };
  const close = bytes.indexOf(125, start + 3);
  if (close < 0) return { text: "", end: bytes.length, reason };
  if (close === start + 3) return { text: "", end: close + 1, reason };
  const name = Array.from(bytes.subarray(start + 3, close), (byte) => String.fromCharCode(byte)).join("");
  const code = errors.options.characterNamed?.(name);
  if (code === undefined) return { text: "", end: close + 1, reason: "unknown Unicode character name" };
  return { text: String.fromCodePoint(code), end: close + 1 };
}
