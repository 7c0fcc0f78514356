/** `str.encode` and `bytes.decode`: encodings under all the names that Python knows for them. */
import { latinText } from "./byte-builder.ts";
import { charmaps, decodeAscii, decodeCharmap, encodeCharmap, encodeLatin } from "./codec-charmap.ts";
import { DecodeErrors, EncodeErrors, type CodecOptions } from "./codec-errors.ts";
import {
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
} from "./codec-escape.ts";
import { CODEC_NAMES } from "./codec-tables.ts";
import { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from "./codec-utf16.ts";
import { decodeUtf7, encodeUtf7 } from "./codec-utf7.ts";
import { decodeUtf8, encodeUtf8 } from "./codec-utf8.ts";
import { FormatError } from "./format-error.ts";
import { lazily } from "../../runtime/lazily.ts";

interface TextCodec {
  /** The name that errors show. */
  readonly errorName: string;
  readonly isDirect?: boolean;
  readonly encode: (errors: EncodeErrors) => Uint8Array;
  readonly decode: (errors: DecodeErrors) => string;
}

export interface CodecName {
  /** Python's module: `"utf_8"`. */
  readonly module: string;
  /** The name that `codecs.lookup` shows: `"utf-8"`. */
  readonly name: string;
  /** False for codecs that turn bytes into bytes or text into text, such as hex. */
  readonly isText: boolean;
}

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

const CODECS: ReadonlyMap<string, TextCodec> = new Map<string, TextCodec>([
  ["utf_8", { errorName: "utf-8", isDirect: true, encode: encodeUtf8, decode: decodeUtf8 }],
  [
    "latin_1",
    {
      errorName: "latin-1",
      isDirect: true,
      encode: (errors) => encodeLatin(errors, 256),
      decode: (errors) => latinText(errors.bytes),
    },
  ],
  ["ascii", { errorName: "ascii", isDirect: true, encode: (errors) => encodeLatin(errors, 128), decode: decodeAscii }],
  ["utf_8_sig", { errorName: "utf-8", encode: encodeWithMark, decode: decodeWithMark }],
  [
    "utf_16",
    {
      errorName: "utf-16",
      isDirect: true,
      encode: (errors) => encodeUtf16(errors, "little", true),
      decode: (errors) => decodeUtf16(errors),
    },
  ],
  [
    "utf_16_le",
    {
      errorName: "utf-16-le",
      encode: (errors) => encodeUtf16(errors, "little", false),
      decode: (errors) => decodeUtf16(errors, "little"),
    },
  ],
  [
    "utf_16_be",
    {
      errorName: "utf-16-be",
      encode: (errors) => encodeUtf16(errors, "big", false),
      decode: (errors) => decodeUtf16(errors, "big"),
    },
  ],
  [
    "utf_32",
    {
      errorName: "utf-32",
      isDirect: true,
      encode: (errors) => encodeUtf32(errors, "little", true),
      decode: (errors) => decodeUtf32(errors),
    },
  ],
  [
    "utf_32_le",
    {
      errorName: "utf-32-le",
      encode: (errors) => encodeUtf32(errors, "little", false),
      decode: (errors) => decodeUtf32(errors, "little"),
    },
  ],
  [
    "utf_32_be",
    {
      errorName: "utf-32-be",
      encode: (errors) => encodeUtf32(errors, "big", false),
      decode: (errors) => decodeUtf32(errors, "big"),
    },
  ],
  ["utf_7", { errorName: "utf7", encode: encodeUtf7, decode: decodeUtf7 }],
  ["unicode_escape", { errorName: "unicodeescape", encode: encodeUnicodeEscape, decode: decodeUnicodeEscape }],
  [
    "raw_unicode_escape",
    { errorName: "rawunicodeescape", encode: encodeRawUnicodeEscape, decode: decodeRawUnicodeEscape },
  ],
]);

/** What `encodings.idna` adds. */
const ADDED: ReadonlySet<string> = new Set(["idna", "punycode"]);

/** `text.encode(encoding, errors)`. */
export function encodeText(text: string, encoding: string = "utf-8", options: CodecOptions = {}): Uint8Array {
  // Fast path: the name most often written.
  const codec = findTextCodec(encoding === "utf-8" ? "utf_8" : resolve(encoding, "encode"), options);
  return run(encoding, codec, "encoding", () => codec.encode(new EncodeErrors(text, codec.errorName, options)));
}

/** `bytes.decode(encoding, errors)`. */
export function decodeBytes(bytes: Uint8Array, encoding: string = "utf-8", options: CodecOptions = {}): string {
  // CPython does not even look for the codec then.
  if (bytes.length === 0) return "";
  const codec = findTextCodec(encoding === "utf-8" ? "utf_8" : resolve(encoding, "decode"), options);
  return run(encoding, codec, "decoding", () => codec.decode(new DecodeErrors(bytes, codec.errorName, options)));
}

/** Longer ones cost, and name nothing. */
const LONGEST_NAME = 1000;

/** The codec that a name stands for, or undefined. */
export function lookupCodec(encoding: string): CodecName | undefined {
  if (encoding.length > LONGEST_NAME) return undefined;
  const normalized = normalizeName(encoding);
  const { aliases, codecs } = codecNames();
  const module = aliases.get(normalized) ?? aliases.get(normalized.replaceAll(".", "_")) ?? normalized;
  return codecs.get(module);
}

/** `encodings.normalize_encoding` in lower case: runs of anything but letters, digits and dots are one underscore. */
function normalizeName(encoding: string): string {
  if (/[^\0-\x7f]/.test(encoding)) return "";
  return encoding
    .toLowerCase()
    .split(/[^a-z0-9.]+/)
    .filter(Boolean)
    .join("_");
}

function resolve(encoding: string, operation: "encode" | "decode"): string {
  const codec = lookupCodec(encoding);
  if (codec === undefined) throw new FormatError("LookupError", `unknown encoding: ${encoding}`);
  if (!codec.isText) {
    throw new FormatError(
      "LookupError",
      `'${encoding}' is not a text encoding; use codecs.${operation}() to handle arbitrary codecs`,
    );
  }
  return codec.module;
}

/** Errors other than those of the characters themselves name the codec, unless it is one of the few that CPython calls directly. */
function run<T>(encoding: string, codec: TextCodec, action: "encoding" | "decoding", work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FormatError) || codec.isDirect === true) throw error;
    throw new FormatError(error.type, `${action} with '${encoding}' codec failed (${error.type}: ${error.message})`);
  }
}

function findTextCodec(module: string, options: CodecOptions): TextCodec {
  const codec = CODECS.get(module);
  if (codec !== undefined) return codec;
  const added = ADDED.has(module) ? options.findCodec?.(module) : undefined;
  if (added !== undefined) {
    return {
      errorName: module,
      encode: ({ text }) => added.encode(text, options),
      decode: ({ bytes }) => added.decode(bytes, options),
    };
  }
  const charmap = charmaps.get(module);
  if (charmap === undefined) throw new FormatError("LookupError", `unknown encoding: ${module}`);
  return {
    errorName: "charmap",
    encode: (errors) => encodeCharmap(errors, charmap()),
    decode: (errors) => decodeCharmap(errors, charmap()),
  };
}

const codecNames = lazily(() => {
  const aliases = new Map<string, string>();
  const codecs = new Map<string, CodecName>();
  for (const line of CODEC_NAMES.split(";")) {
    const [module = "", name = "", ...others] = line.split(" ");
    codecs.set(module, { module, name, isText: CODECS.has(module) || charmaps.has(module) || ADDED.has(module) });
    for (const alias of others) aliases.set(alias, module);
  }
  return { aliases, codecs };
});

function encodeWithMark(errors: EncodeErrors): Uint8Array {
  const encoded = encodeUtf8(errors);
  const marked = new Uint8Array(encoded.length + BYTE_ORDER_MARK.length);
  marked.set(BYTE_ORDER_MARK);
  marked.set(encoded, BYTE_ORDER_MARK.length);
  return marked;
}

function decodeWithMark(errors: DecodeErrors): string {
  const { bytes, encoding, options } = errors;
  const isMarked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  // Positions in errors count from behind the mark, as in CPython.
  return decodeUtf8(isMarked ? new DecodeErrors(bytes.subarray(3), encoding, options) : errors);
}
