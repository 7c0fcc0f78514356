/** UTF-8, with CPython's division of bad input into errors. */
import { ByteBuilder, latinText } from "./byte-builder.ts";
import type { DecodeErrors, EncodeErrors } from "./codec-errors.ts";
import { lazily } from "../../runtime/lazily.ts";

const textEncoder = lazily(() => new TextEncoder());
const textDecoder = lazily(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }));

export function encodeUtf8(errors: EncodeErrors): Uint8Array {
  const { text } = errors;
  // With the u flag a surrogate in a pair is no match.
  const loneSurrogate = /[\ud800-\udfff]+/gu;
  let match = loneSurrogate.exec(text);
  const encoder = textEncoder();
  if (match === null) return encoder.encode(text);
  const out = new ByteBuilder(text.length);
  let position = 0;
  while (match !== null) {
    const end = match.index + match[0].length;
    out.append(encoder.encode(text.slice(position, match.index)));
    const start = errors.skipEscaped(match.index, end);
    const result = errors.handle(start, end, "surrogates not allowed");
    if (typeof result.replacement === "string") {
      if (/[^\0-\x7f]/.test(result.replacement)) throw errors.at(start, end, "surrogates not allowed");
      out.appendLatin(result.replacement);
    } else {
      out.append(result.replacement);
    }
    position = result.position;
    loneSurrogate.lastIndex = position;
    match = loneSurrogate.exec(text);
  }
  out.append(encoder.encode(text.slice(position)));
  return out.finish();
}

export function decodeUtf8(errors: DecodeErrors): string {
  const { bytes } = errors;
  try {
    // Fast path: the host's decoder takes exactly the bytes that are valid.
    return textDecoder().decode(bytes);
  } catch (error) {
    // A string too long for the host is a RangeError, which no other decoder would survive either.
    if (!(error instanceof TypeError)) throw error;
    return decodeSlowly(errors, bytes);
  }
}

function decodeSlowly(errors: DecodeErrors, bytes: Uint8Array): string {
  let text = "";
  let position = 0;
  while (position < bytes.length) {
    const plainEnd = findNonAscii(bytes, position);
    if (plainEnd > position) text += latinText(bytes.subarray(position, plainEnd));
    if (plainEnd === bytes.length) break;
    const sequence = readSequence(bytes, plainEnd);
    if (sequence.reason === "") {
      text += String.fromCodePoint(sequence.code);
      position = sequence.end;
      continue;
    }
    const result = errors.handle(plainEnd, sequence.end, sequence.reason);
    text += result.text;
    position = result.position;
  }
  return text;
}

function findNonAscii(bytes: Uint8Array, start: number): number {
  let position = start;
  while (position < bytes.length && (bytes[position] ?? 0) < 128) position++;
  return position;
}

interface Sequence {
  code: number;
  end: number;
  /** Empty when the sequence is valid. */
  reason: "" | "invalid start byte" | "invalid continuation byte" | "unexpected end of data";
}

function readSequence(bytes: Uint8Array, start: number): Sequence {
  const first = bytes[start] ?? 0;
  const length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length === 0) return { code: 0, end: start + 1, reason: "invalid start byte" };
  let code = first & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset++) {
    const byte = bytes[start + offset];
    if (byte === undefined) return { code: 0, end: start + offset, reason: "unexpected end of data" };
    if (!isContinuation(first, byte, offset))
      return { code: 0, end: start + offset, reason: "invalid continuation byte" };
    code = (code << 6) | (byte & 63);
  }
  return { code, end: start + length, reason: "" };
}

/** The second byte's range is narrower where it would make an overlong form, a surrogate or more than U+10FFFF. */
function isContinuation(first: number, byte: number, offset: number): boolean {
  if ((byte & 0xc0) !== 0x80) return false;
  if (offset > 1) return true;
  if (first === 0xe0) return byte >= 0xa0;
  if (first === 0xed) return byte < 0xa0;
  if (first === 0xf0) return byte >= 0x90;
  if (first === 0xf4) return byte < 0x90;
  return true;
}
