/** Encodings of one byte a character: ASCII, Latin-1 and the code pages. */
import { ByteBuilder, latinText } from "./byte-builder.ts";
import type { DecodeErrors, EncodeErrors } from "./codec-errors.ts";
import { CHARMAPS } from "./codec-tables.ts";
import { lazily } from "../../runtime/lazily.ts";

export interface Charmap {
  /** The code point of each byte, -1 where there is none. */
  readonly codes: readonly number[];
  readonly bytes: ReadonlyMap<number, number>;
}

/** The code pages' names, and their tables when they are first used. */
export const charmaps: ReadonlyMap<string, () => Charmap> = new Map(
  CHARMAPS.map(([name, runs]) => [name, lazily(() => unpackCharmap(runs))]),
);

/** `limit` is 128 for ASCII and 256 for Latin-1. */
export function encodeLatin(errors: EncodeErrors, limit: 128 | 256): Uint8Array {
  const isMapped = (code: number): boolean => code < limit;
  return encodeBytes(errors, {
    toByte: (code) => (isMapped(code) ? code : undefined),
    reason: `ordinal not in range(${limit})`,
    givesBackBytes: true,
  });
}

export function encodeCharmap(errors: EncodeErrors, { bytes }: Charmap): Uint8Array {
  return encodeBytes(errors, {
    toByte: (code) => bytes.get(code),
    reason: "character maps to <undefined>",
    givesBackBytes: false,
  });
}

export function decodeAscii(errors: DecodeErrors): string {
  return decodeBytes(errors, (byte) => (byte < 128 ? byte : -1), "ordinal not in range(128)");
}

export function decodeCharmap(errors: DecodeErrors, { codes }: Charmap): string {
  return decodeBytes(errors, (byte) => codes[byte] ?? -1, "character maps to <undefined>");
}

interface ByteEncoding {
  toByte: (code: number) => number | undefined;
  reason: string;
  /** `surrogateescape` gives back the bytes before the first character that is none. */
  givesBackBytes: boolean;
}

function encodeBytes(errors: EncodeErrors, { toByte, reason, givesBackBytes }: ByteEncoding): Uint8Array {
  const { text } = errors;
  const out = new ByteBuilder(text.length);
  let index = 0;
  while (index < text.length) {
    const byte = toByte(text.charCodeAt(index));
    if (byte !== undefined) {
      out.push(byte);
      index++;
      continue;
    }
    // Neighbours that cannot be encoded either are one error.
    let end = index;
    for (; end < text.length; end++) {
      const code = text.codePointAt(end) as number; // Within the text, so never undefined.
      if (toByte(code) !== undefined) break;
      if (code > 0xffff) end++;
    }
    const start = givesBackBytes ? errors.skipEscaped(index, end) : index;
    const { replacement, position } = errors.handle(start, end, reason);
    if (typeof replacement !== "string") {
      out.append(replacement);
    } else {
      for (const character of replacement) {
        const replaced = toByte(character.codePointAt(0) ?? 0);
        if (replaced === undefined) throw errors.at(start, end, reason);
        out.push(replaced);
      }
    }
    index = position;
  }
  return out.finish();
}

function decodeBytes(errors: DecodeErrors, toCode: (byte: number) => number, reason: string): string {
  const { bytes } = errors;
  // Fast path: the common codecs agree on ASCII (cp864 but for its percent sign), and most texts are nothing else.
  if (toCode(65) === 65 && toCode(37) === 37 && bytes.every((byte) => byte < 128)) return latinText(bytes);
  let text = "";
  let position = 0;
  while (position < bytes.length) {
    const code = toCode(bytes[position] ?? 0);
    if (code >= 0) {
      text += String.fromCharCode(code);
      position++;
      continue;
    }
    const result = errors.handle(position, position + 1, reason);
    text += result.text;
    position = result.position;
  }
  return text;
}

function unpackCharmap(runs: string): Charmap {
  const codes: number[] = [];
  for (const run of runs.split(" ")) {
    const [start = "", more = "0"] = run.split(",");
    const count = parseInt(more, 36) + 1;
    for (let offset = 0; offset < count; offset++) codes.push(start === "-" ? -1 : parseInt(start, 36) + offset);
  }
  const bytes = new Map<number, number>();
  codes.forEach((code, byte) => {
    if (code >= 0) bytes.set(code, byte);
  });
  return { codes, bytes };
}
