/**
 * Errors of codecs, and what is done about them: `errors="strict"`, `"replace"`, ... and handlers that a program registers.
 * Positions are counted as Python shows them: bytes of bytes, code points of str.
 */
import { codePointLength, fromUnitIndex, sliceCodePoints, toUnitIndex } from "./code-points.ts";
import { FormatError } from "./format-error.ts";
import { escapeCodePoint } from "./string-repr.ts";

interface CodecErrorFields {
  encoding: string;
  start: number;
  /** Behind the last position. */
  end: number;
  reason: string;
}

/** The fields of UnicodeEncodeError (`object` is a string) or UnicodeDecodeError (it is bytes); no `Error`, as it never leaves the built-ins. */
export class UnicodeCodecError {
  readonly encoding: string;
  readonly object: string | Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly reason: string;

  constructor(object: string | Uint8Array, fields: CodecErrorFields) {
    this.object = object;
    this.encoding = fields.encoding;
    this.start = fields.start;
    this.end = fields.end;
    this.reason = fields.reason;
  }
}

/** What stands in for the text or bytes in error, and where to go on. Bytes may stand in only when encoding. */
export interface CodecReplacement {
  replacement: string | Uint8Array;
  position: number;
}

/** A codec that a module of the library adds. */
export interface AddedCodec {
  encode(text: string, options: CodecOptions): Uint8Array;
  decode(bytes: Uint8Array, options: CodecOptions): string;
}

export type CodecErrorHandler = (error: UnicodeCodecError) => CodecReplacement;

export interface CodecOptions {
  /** The handler's name, `"strict"` when absent. */
  errors?: string | undefined;
  /** Handlers beside the built-in ones. */
  findHandler?: ((name: string) => CodecErrorHandler | undefined) | undefined;
  /** Codecs beside the built-in ones. */
  findCodec?: ((module: string) => AddedCodec | undefined) | undefined;
  /** `unicodedata.name`, for `namereplace`. */
  characterName?: ((code: number) => string | undefined) | undefined;
  /** `unicodedata.lookup`, for `\N{...}` in `unicode_escape`. */
  characterNamed?: ((name: string) => number | undefined) | undefined;
}

/** `str(error)` of UnicodeEncodeError and UnicodeDecodeError. */
export function codecErrorMessage({ object, encoding, start, end, reason }: UnicodeCodecError): string {
  if (typeof object === "string") {
    const code = end === start + 1 ? sliceCodePoints(object, start, end).codePointAt(0) : undefined;
    const place =
      code === undefined
        ? `characters in position ${start}-${end - 1}`
        : `character '${escapeCodePoint(code)}' in position ${start}`;
    return `'${encoding}' codec can't encode ${place}: ${reason}`;
  }
  const byte = end === start + 1 ? object[start] : undefined;
  const place =
    byte === undefined
      ? `bytes in position ${start}-${end - 1}`
      : `byte 0x${byte.toString(16).padStart(2, "0")} in position ${start}`;
  return `'${encoding}' codec can't decode ${place}: ${reason}`;
}

/** The built-in handler of that name. `characterName` is what `namereplace` asks. */
export function builtinErrorHandler(
  name: string,
  characterName?: CodecOptions["characterName"],
): CodecErrorHandler | undefined {
  if (name === "namereplace") return (error) => replaceCharacters(error, (code) => nameEscape(code, characterName));
  return BUILTIN_HANDLERS.get(name);
}

/** One encoding of one text: turns positions into code points, and finds the handler when it is first needed. */
export class EncodeErrors {
  readonly text: string;
  readonly encoding: string;
  readonly #options: CodecOptions;
  #handler: CodecErrorHandler | undefined;
  /** A pair of equal positions, in UTF-16 units and in code points: counting goes on from the last error. */
  #unit = 0;
  #point = 0;

  constructor(text: string, encoding: string, options: CodecOptions) {
    this.text = text;
    this.encoding = encoding;
    this.#options = options;
  }

  /** Asks the handler about `text.slice(start, end)`; the positions, and the one to go on from, are UTF-16 units. */
  handle(start: number, end: number, reason: string): CodecReplacement {
    this.#handler ??= findHandler(this.#options);
    const error = this.at(start, end, reason);
    const { replacement, position } = this.#handler(error);
    if (position === error.end) return { replacement, position: end };
    const point = checkPosition(position, codePointLength(this.text));
    return { replacement, position: toUnitIndex(this.text, point) };
  }

  /** `surrogateescape` in the codecs that give back every byte up to the first character that is none. */
  skipEscaped(start: number, end: number): number {
    if (this.#options.errors !== "surrogateescape") return start;
    let position = start;
    while (position < end && isEscapedByte(this.text.charCodeAt(position))) position++;
    return position === end ? start : position;
  }

  at(start: number, end: number, reason: string): UnicodeCodecError {
    const first = this.#toPoint(start);
    const last = this.#toPoint(end);
    return new UnicodeCodecError(this.text, { encoding: this.encoding, start: first, end: last, reason });
  }

  #toPoint(unit: number): number {
    if (unit < this.#unit) {
      this.#unit = 0;
      this.#point = 0;
    }
    this.#point += fromUnitIndex(this.text.slice(this.#unit, unit), unit - this.#unit);
    this.#unit = unit;
    return this.#point;
  }
}

/** One decoding of some bytes. */
export class DecodeErrors {
  readonly bytes: Uint8Array;
  readonly encoding: string;
  readonly options: CodecOptions;
  #handler: CodecErrorHandler | undefined;

  constructor(bytes: Uint8Array, encoding: string, options: CodecOptions) {
    this.bytes = bytes;
    this.encoding = encoding;
    this.options = options;
  }

  handle(start: number, end: number, reason: string): { text: string; position: number } {
    this.#handler ??= findHandler(this.options);
    const error = new UnicodeCodecError(this.bytes, { encoding: this.encoding, start, end, reason });
    const { replacement, position } = this.#handler(error);
    if (typeof replacement !== "string")
      throw new FormatError("TypeError", "decoding error handler must return (str, int) tuple");
    return { text: replacement, position: checkPosition(position, this.bytes.length) };
  }
}

function findHandler(options: CodecOptions): CodecErrorHandler {
  const name = options.errors ?? "strict";
  const handler = options.findHandler?.(name) ?? builtinErrorHandler(name, options.characterName);
  if (handler === undefined) throw new FormatError("LookupError", `unknown error handler name '${name}'`);
  return handler;
}

/** A handler's position may count from the end. */
function checkPosition(position: number, length: number): number {
  const actual = position < 0 ? position + length : position;
  if (actual < 0 || actual > length)
    throw new FormatError("IndexError", `position ${position} from error handler out of bounds`);
  return actual;
}

const BUILTIN_HANDLERS: ReadonlyMap<string, CodecErrorHandler> = new Map<string, CodecErrorHandler>([
  [
    "strict",
    (error) => {
      throw error;
    },
  ],
  ["ignore", (error) => ({ replacement: "", position: error.end })],
  [
    "replace",
    (error) => ({
      replacement: typeof error.object === "string" ? "?".repeat(error.end - error.start) : "\ufffd",
      position: error.end,
    }),
  ],
  ["xmlcharrefreplace", (error) => replaceCharacters(error, (code) => `&#${code};`)],
  ["backslashreplace", backslashReplace],
  ["surrogateescape", surrogateEscape],
  ["surrogatepass", surrogatePass],
]);

function replaceCharacters(error: UnicodeCodecError, replace: (code: number) => string): CodecReplacement {
  if (typeof error.object !== "string") {
    throw new FormatError("TypeError", "don't know how to handle UnicodeDecodeError in error callback");
  }
  let replacement = "";
  for (const character of sliceCodePoints(error.object, error.start, error.end))
    replacement += replace(character.codePointAt(0) ?? 0);
  return { replacement, position: error.end };
}

function nameEscape(code: number, characterName: CodecOptions["characterName"]): string {
  const name = characterName?.(code);
  return name === undefined ? escapeCodePoint(code) : `\\N{${name}}`;
}

function backslashReplace(error: UnicodeCodecError): CodecReplacement {
  if (typeof error.object === "string") return replaceCharacters(error, escapeCodePoint);
  let replacement = "";
  for (const byte of error.object.subarray(error.start, error.end)) replacement += escapeCodePoint(byte);
  return { replacement, position: error.end };
}

function isEscapedByte(code: number): boolean {
  return code >= 0xdc80 && code <= 0xdcff;
}

/** Bytes that cannot be decoded become lone surrogates U+DC80 to U+DCFF, and these become the bytes again. */
function surrogateEscape(error: UnicodeCodecError): CodecReplacement {
  if (typeof error.object === "string") {
    const text = sliceCodePoints(error.object, error.start, error.end);
    const bytes = Uint8Array.from(text, (character) => {
      const code = character.charCodeAt(0);
      if (!isEscapedByte(code)) throw error;
      return code - 0xdc00;
    });
    return { replacement: bytes, position: error.end };
  }
  let replacement = "";
  for (const byte of error.object.subarray(error.start, Math.min(error.end, error.start + 4))) {
    if (byte < 128) break;
    replacement += String.fromCharCode(0xdc00 + byte);
  }
  if (replacement === "") throw error;
  return { replacement, position: error.start + replacement.length };
}

type SurrogateForm = { size: number; littleEndian: boolean };

const SURROGATE_FORMS: ReadonlyMap<string, SurrogateForm> = new Map([
  ["utf8", { size: 3, littleEndian: false }],
  ["utf16", { size: 2, littleEndian: true }],
  ["utf16le", { size: 2, littleEndian: true }],
  ["utf16be", { size: 2, littleEndian: false }],
  ["utf32", { size: 4, littleEndian: true }],
  ["utf32le", { size: 4, littleEndian: true }],
  ["utf32be", { size: 4, littleEndian: false }],
]);

/** Lone surrogates are written and read as if they were characters, in the encodings that have a place for them. */
function surrogatePass(error: UnicodeCodecError): CodecReplacement {
  const form = SURROGATE_FORMS.get(error.encoding.toLowerCase().replace(/[-_]/g, ""));
  if (form === undefined) throw error;
  if (typeof error.object !== "string") {
    const code = readSurrogate(error.object.subarray(error.start, error.start + form.size), form);
    if (code < 0xd800 || code > 0xdfff) throw error;
    return { replacement: String.fromCharCode(code), position: error.start + form.size };
  }
  const text = sliceCodePoints(error.object, error.start, error.end);
  const bytes = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0xd800 || code > 0xdfff) throw error;
    return writeSurrogate(code, form);
  });
  return { replacement: Uint8Array.from(bytes.flat()), position: error.end };
}

function writeSurrogate(code: number, form: SurrogateForm): number[] {
  if (form.size === 3) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  const bytes = [code & 255, code >> 8, 0, 0].slice(0, form.size);
  return form.littleEndian ? bytes : bytes.reverse();
}

/** The surrogate at the beginning of the bytes, or -1. */
function readSurrogate(bytes: Uint8Array, form: SurrogateForm): number {
  if (bytes.length < form.size) return -1;
  const [first = 0, second = 0, third = 0] = bytes;
  if (form.size === 3) {
    const isSequence = (first & 0xf0) === 0xe0 && (second & 0xc0) === 0x80 && (third & 0xc0) === 0x80;
    return isSequence ? ((first & 15) << 12) | ((second & 63) << 6) | (third & 63) : -1;
  }
  const ordered = form.littleEndian ? bytes : Uint8Array.from(bytes).reverse();
  return (ordered[0] ?? 0) + (ordered[1] ?? 0) * 2 ** 8 + (ordered[2] ?? 0) * 2 ** 16 + (ordered[3] ?? 0) * 2 ** 24;
}
