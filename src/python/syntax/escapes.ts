// Backslash escapes of strings and bytes. Problems are worded as CPython's codecs word them.

/** Finds the character of a `\N{...}` escape; undefined when there is none of that name. */
export type CharacterLookup = (name: string) => string | undefined;

export interface DecodedText {
  value: string;
  /** The error's text, null when there is none. */
  problem: string | null;
}

const SIMPLE: Readonly<Record<string, string>> = {
  "\n": "", "\\": "\\", "'": "'", '"': '"', b: "\b", f: "\f", t: "\t", n: "\n", r: "\r", v: "\v", a: "\x07",
}; // oxfmt-ignore
const HEXADECIMAL_WIDTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPE_FORMS: Readonly<Record<string, string>> = { x: "\\xXX", u: "\\uXXXX", U: "\\UXXXXXXXX" };

/** Replaces the escapes of a string's body; an unknown escape stays as it stands. */
export function decodeText(text: string, lookupCharacter: CharacterLookup | null): DecodedText {
  let value = "";
  let copied = 0;
  for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", copied)) {
    value += text.slice(copied, at);
    const escape = text.charAt(at + 1);
    const simple = SIMPLE[escape];
    if (simple !== undefined) {
      value += simple;
      copied = at + 2;
    } else if (escape >= "0" && escape <= "7") {
      const digits = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0] ?? "";
      value += String.fromCharCode(Number.parseInt(digits, 8));
      copied = at + 1 + digits.length;
    } else if (HEXADECIMAL_WIDTHS[escape] !== undefined) {
      const width = HEXADECIMAL_WIDTHS[escape];
      const digits = /^[0-9a-fA-F]*/.exec(text.slice(at + 2, at + 2 + width))?.[0] ?? "";
      const code = Number.parseInt(digits, 16);
      if (digits.length < width) {
        return failure(text, at, 2 + digits.length, `truncated ${ESCAPE_FORMS[escape]} escape`);
      }
      if (code > 0x10ffff) return failure(text, at, 2 + width, "illegal Unicode character");
      value += String.fromCodePoint(code);
      copied = at + 2 + width;
    } else if (escape === "N") {
      const name = /^\{([^}]+)\}/.exec(text.slice(at + 2))?.[1];
      if (name === undefined) {
        const malformed = /^\{[^}]*\}?/.exec(text.slice(at + 2))?.[0] ?? "";
        return failure(text, at, 2 + malformed.length, "malformed \\N character escape");
      }
      const character = lookupCharacter?.(name);
      if (character === undefined) return failure(text, at, name.length + 4, "unknown Unicode character name");
      value += character;
      copied = at + name.length + 4;
    } else {
      value += "\\";
      copied = at + 1;
      // The character after an unknown escape's backslash is literal, whatever it is.
      if (escape !== "") {
        value += escape;
        copied = at + 2;
      }
    }
  }
  return { value: value + text.slice(copied), problem: null };
}

function failure(text: string, at: number, length: number, reason: string): DecodedText {
  const start = codecPosition(text, at);
  const end = start + length - 1;
  const place = start === end ? `byte 0x5c in position ${start}` : `bytes in position ${start}-${end}`;
  return { value: "", problem: `(unicode error) 'unicodeescape' codec can't decode ${place}: ${reason}` };
}

/** CPython decodes a copy in which each character beyond ASCII stands as a ten-byte `\U` escape. */
function codecPosition(text: string, at: number): number {
  let position = 0;
  for (const character of text.slice(0, at)) position += character.charCodeAt(0) < 128 ? 1 : 10;
  return position;
}

export const NOT_ASCII = "bytes can only contain ASCII literal characters";

/** The bytes of a bytes literal's body, or the error's text. */
export function decodeBytes(text: string, isRaw: boolean): Uint8Array | string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return NOT_ASCII;
    if (code !== 92 || isRaw) {
      bytes.push(code);
      continue;
    }
    const escape = text.charAt(at + 1);
    if (escape.charCodeAt(0) > 127) return NOT_ASCII;
    const simple = SIMPLE[escape];
    if (simple !== undefined) {
      if (simple !== "") bytes.push(simple.charCodeAt(0));
      at++;
    } else if (escape >= "0" && escape <= "7") {
      const digits = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0] ?? "";
      bytes.push(Number.parseInt(digits, 8) & 255);
      at += digits.length;
    } else if (escape === "x") {
      const digits = text.slice(at + 2, at + 4);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) return `(value error) invalid \\x escape at position ${at}`;
      bytes.push(Number.parseInt(digits, 16));
      at += 3;
    } else bytes.push(code);
  }
  return Uint8Array.from(bytes);
}
