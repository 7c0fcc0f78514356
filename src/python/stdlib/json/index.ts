/** The module `json`. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call, call0, call1 } from "../../runtime/call.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter, StandardModule } from "../../runtime/interpreter.ts";
import { iterate } from "../../runtime/iterate.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { type Keywords, PyByteArray, PyBytes, PyList, type PyModule, type PyValue } from "../../runtime/values.ts";
import { decode } from "../../builtins/encoding.ts";
import * as decoder from "./decoder.ts";
import * as encoder from "./encoder.ts";
import { PLAIN_READER } from "./reader.ts";
import * as scanner from "./scanner.ts";
import { Writer } from "./writer.ts";

export const requires: readonly string[] = ["json.decoder", "json.encoder", "json.scanner"];

// The parts come with the whole: one file to load instead of four, which would be most of what the import costs.
export const parts: Record<"decoder" | "encoder" | "scanner", StandardModule> = { decoder, encoder, scanner };

/** The encoding of a JSON document by its first bytes: the first two characters are ASCII. */
function detectEncoding(b: Uint8Array): string {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, i) => b[i] === byte);
  if (starts(0, 0, 0xfe, 0xff) || starts(0xff, 0xfe, 0, 0)) return "utf-32";
  if (starts(0xfe, 0xff) || starts(0xff, 0xfe)) return "utf-16";
  if (starts(0xef, 0xbb, 0xbf)) return "utf-8-sig";
  if (b.length >= 4) {
    if (b[0] === 0) return b[1] === 0 ? "utf-32-be" : "utf-16-be";
    if (b[1] === 0) return b[2] === 0 && b[3] === 0 ? "utf-32-le" : "utf-16-le";
  } else if (b.length === 2) {
    if (b[0] === 0) return "utf-16-be";
    if (b[1] === 0) return "utf-16-le";
  }
  return "utf-8";
}

/** Options that `dumps` and `dump` share, in the order of the signature. */
const ENCODER_OPTIONS =
  "*, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw";
const DECODER_OPTIONS =
  "*, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw";

type EncoderArguments = [
  skipKeys: PyValue,
  ensureAscii: PyValue,
  checkCircular: PyValue,
  allowNan: PyValue,
  cls: PyValue,
  indent: PyValue,
  separators: PyValue,
  fallback: PyValue,
  sortKeys: PyValue,
  keywords: Keywords,
];
type DecoderArguments = [
  cls: PyValue,
  objectHook: PyValue,
  parseFloat: PyValue,
  parseInt: PyValue,
  parseConstant: PyValue,
  objectPairsHook: PyValue,
  keywords: Keywords,
];

function makeEncoder(plain: PyValue, options: EncoderArguments): PyValue {
  const [skipKeys, ensureAscii, checkCircular, allowNan, cls, indent, separators, fallback, sortKeys, keywords] =
    options;
  const given: Keywords = new Map([
    ["skipkeys", skipKeys],
    ["ensure_ascii", ensureAscii],
    ["check_circular", checkCircular],
    ["allow_nan", allowNan],
    ["indent", indent],
    ["separators", separators],
    ["default", fallback],
    ["sort_keys", sortKeys],
    ...keywords,
  ]);
  return call(cls === null ? plain : cls, [], given);
}

function dumps(plain: PyValue, value: PyValue, options: EncoderArguments): PyValue {
  const [skipKeys, ensureAscii, checkCircular, allowNan, cls, indent, separators, fallback, sortKeys, keywords] =
    options;
  // Fast path: no class of one's own, and nothing but the usual options.
  if (cls === null && indent === null && separators === null && keywords.size === 0) {
    return new Writer({
      skipKeys: isTrue(skipKeys),
      ensureAscii: isTrue(ensureAscii),
      checkCircular: isTrue(checkCircular),
      allowNan: isTrue(allowNan),
      sortKeys: isTrue(sortKeys),
      indent: null,
      itemSeparator: ", ",
      keySeparator: ": ",
      fallback: fallback === null ? encoder.refuse : (item) => call1(fallback, item),
    }).write(value);
  }
  return call1(getAttribute(makeEncoder(plain, options), "encode"), value);
}

function loads(interpreter: Interpreter, plain: PyValue, source: PyValue, options: DecoderArguments): PyValue {
  const [cls, objectHook, parseFloat, parseInt, parseConstant, objectPairsHook, keywords] = options;
  let text = asString(source);
  if (text === undefined) {
    if (!(source instanceof PyBytes || source instanceof PyByteArray)) {
      throw raise.TypeError(`the JSON object must be str, bytes or bytearray, not ${typeOf(source).shown}`);
    }
    text = decode(source.bytes, detectEncoding(source.bytes), "surrogatepass");
  } else if (text.startsWith("\ufeff")) {
    throw decoder.decodeError(interpreter, "Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0);
  }
  if (cls === null && parseFloat === null && parseInt === null && parseConstant === null && keywords.size === 0) {
    return decoder.readDocument(interpreter, text, { ...PLAIN_READER, objectHook, objectPairsHook });
  }
  const given: Keywords = new Map(keywords);
  const hooks: [string, PyValue][] = [
    ["object_hook", objectHook],
    ["object_pairs_hook", objectPairsHook],
    ["parse_float", parseFloat],
    ["parse_int", parseInt],
    ["parse_constant", parseConstant],
  ];
  for (const [name, value] of hooks) if (value !== null) given.set(name, value);
  return call1(getAttribute(call(cls === null ? plain : cls, [], given), "decode"), text);
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const [decoderModule, encoderModule, scannerModule] = ["decoder", "encoder", "scanner"].map((name) =>
    importModule(interpreter, `json.${name}`),
  ) as [PyModule, PyModule, PyModule];
  const JSONDecoder = getAttribute(decoderModule, "JSONDecoder"),
    JSONEncoder = getAttribute(encoderModule, "JSONEncoder");
  names(globals, {
    JSONDecoder,
    JSONEncoder,
    JSONDecodeError: getAttribute(decoderModule, "JSONDecodeError"),
    decoder: decoderModule,
    encoder: encoderModule,
    scanner: scannerModule,
    __version__: "2.0.9",
    __all__: new PyList(["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]),
  });
  functions(globals, "json", {
    [`dumps(obj, ${ENCODER_OPTIONS})`]: (value: PyValue, ...options: EncoderArguments) =>
      dumps(JSONEncoder, value, options),
    [`dump(obj, fp, ${ENCODER_OPTIONS})`](value: PyValue, file: PyValue, ...options: EncoderArguments) {
      const pieces = iterate(call1(getAttribute(makeEncoder(JSONEncoder, options), "iterencode"), value));
      const write = getAttribute(file, "write");
      for (let piece = pieces.next(); piece !== undefined; piece = pieces.next()) call1(write, piece);
      return null;
    },
    [`loads(s, ${DECODER_OPTIONS})`]: (source: PyValue, ...options: DecoderArguments) =>
      loads(interpreter, JSONDecoder, source, options),
    [`load(fp, ${DECODER_OPTIONS})`]: (file: PyValue, ...options: DecoderArguments) =>
      loads(interpreter, JSONDecoder, call0(getAttribute(file, "read")), options),
    "detect_encoding(b)"(source: PyValue) {
      if (source instanceof PyBytes || source instanceof PyByteArray) return detectEncoding(source.bytes);
      throw raise.TypeError(`a bytes-like object is required, not '${typeOf(source).shown}'`);
    },
  });
}
