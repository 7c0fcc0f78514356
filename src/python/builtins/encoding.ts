/** str to bytes and back, with the error handlers that a program registered. */
import { call, call1 } from "../runtime/call.ts";
import { importTrusted } from "../runtime/modules.ts";
import { asInt, asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { current } from "../runtime/state.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyByteArray, PyBytes, type PyObject, PyTuple, type PyValue } from "../runtime/values.ts";
import type {
  AddedCodec,
  CodecErrorHandler,
  CodecOptions,
  CodecReplacement,
  UnicodeCodecError,
} from "./text/codec-errors.ts";
import { decodeBytes, encodeText, lookupCodec } from "./text/codecs.ts";
import { unicodeError, withTextErrors } from "./text-errors.ts";
import { chargeEach, reserveBytes, reserveText } from "./text-size.ts";

/** `Interpreter.moduleState` key of the handlers that `codecs.register_error` added: a Map from name to callable. */
export const ERROR_HANDLERS = "codecs.errors";

/** How `namereplace` and `\N{...}` find names; given by `unicodedata` once it is loaded. */
export interface CharacterNames {
  nameOf: (code: number) => string | undefined;
  named: (name: string) => number | undefined;
}
/** `Interpreter.moduleState` key of the `CharacterNames`. */
export const CHARACTER_NAMES = "unicodedata.names";

/** `Interpreter.moduleState` key of the codecs that `encodings.idna` adds once it is loaded: a Map from name to codec. */
export const ADDED_CODECS = "encodings.idna";

/** `text.encode(encoding, errors)`. */
export function encode(text: string, encoding: string = "utf-8", errors: string = "strict"): Uint8Array {
  // Fast path: most texts are short and ASCII.
  const plain = encoding === "utf-8" && text.length < 256 ? asciiBytes(text) : undefined;
  if (plain !== undefined) return plain;
  chargeEach(text.length);
  reserveBytes(text.length);
  checkName(encoding);
  checkName(errors);
  const codec = registeredCodec(encoding);
  if (codec === undefined) return withTextErrors(() => encodeText(text, encoding, optionsFor(errors)));
  const [result] = runCodec(codec, 0, [text, errors], "encoder must return a tuple (object, integer)");
  if (result instanceof PyBytes || result instanceof PyByteArray) return result.bytes;
  throw wrongResult(encoding, "encode", result, "bytes");
}

function asciiBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 127) return undefined;
    bytes[index] = unit;
  }
  return bytes;
}

/** `bytes.decode(encoding, errors)`. */
export function decode(bytes: Uint8Array, encoding: string = "utf-8", errors: string = "strict"): string {
  chargeEach(bytes.length);
  reserveText(bytes.length);
  checkName(encoding);
  checkName(errors);
  const codec = registeredCodec(encoding);
  if (codec === undefined) return withTextErrors(() => decodeBytes(bytes, encoding, optionsFor(errors)));
  const [result] = runCodec(codec, 1, [new PyBytes(bytes), errors], "decoder must return a tuple (object,integer)");
  const text = asString(result);
  if (text === undefined) throw wrongResult(encoding, "decode", result, "str");
  return text;
}

/** The codec that a program's own function found, for a name that is none of ours: only where `codecs` was imported. */
function registeredCodec(encoding: string): PyTuple | undefined {
  const lookup = current.interpreter.module("codecs")?.globals.getString("_registered");
  if (lookup === undefined || lookupCodec(encoding) !== undefined) return undefined;
  const codec = call1(lookup, encoding);
  return codec instanceof PyTuple ? codec : undefined;
}

function runCodec(codec: PyTuple, index: number, args: PyValue[], refusal: string): [PyValue] {
  const result = call(codec.items[index] as PyValue, args);
  if (!(result instanceof PyTuple) || result.items.length !== 2) throw raise.TypeError(refusal);
  return [result.items[0] as PyValue];
}

function wrongResult(encoding: string, what: "encode" | "decode", result: PyValue, wanted: string): PyObject {
  return raise.TypeError(
    `'${encoding}' ${what}r returned '${typeOf(result).shown}' instead of '${wanted}'; use codecs.${what}() to ${what} to arbitrary types`,
  );
}

/** The name of a codec or handler is a C string in CPython: UTF-8 without a zero. */
export function checkName(name: string): void {
  chargeEach(name.length);
  // Fast path: most names are ASCII.
  if (asciiBytes(name) === undefined) withTextErrors(() => encodeText(name));
  if (name.includes("\0")) throw raise.ValueError("embedded null character");
}

/** Undefined until `unicodedata` is loaded. */
export function characterNames(): CharacterNames | undefined {
  return current.interpreter.moduleState.get(CHARACTER_NAMES) as CharacterNames | undefined;
}

function optionsFor(errors: string): CodecOptions {
  // The names of characters come with their module.
  if (errors === "namereplace") importLoaded("unicodedata");
  const names = characterNames();
  return {
    errors,
    findHandler: registeredHandler,
    findCodec: addedCodec,
    characterName: names?.nameOf,
    characterNamed: names?.named,
  };
}

/** Imports a module of the library if it was loaded, as it is when the program writes the word that needs it. */
function importLoaded(name: string): void {
  const { interpreter } = current;
  if (interpreter.options.library.get(name) !== undefined) importTrusted(interpreter, name);
}

function addedCodec(name: string): AddedCodec | undefined {
  importLoaded("encodings.idna");
  return (current.interpreter.moduleState.get(ADDED_CODECS) as ReadonlyMap<string, AddedCodec> | undefined)?.get(name);
}

function registeredHandler(name: string): CodecErrorHandler | undefined {
  const handlers = current.interpreter.moduleState.get(ERROR_HANDLERS) as Map<string, PyValue> | undefined;
  const handler = handlers?.get(name);
  return handler === undefined ? undefined : (error) => callHandler(handler, error);
}

/** A handler written in Python: takes the exception, gives `(replacement, position)`. */
function callHandler(handler: PyValue, error: UnicodeCodecError): CodecReplacement {
  const isEncoding = typeof error.object === "string";
  const result = call1(handler, unicodeError(error));
  const [first, second] = result instanceof PyTuple && result.items.length === 2 ? result.items : [];
  const position = second === undefined ? undefined : asInt(second);
  const text = first === undefined ? undefined : asString(first);
  const replacement =
    text ?? (isEncoding && (first instanceof PyBytes || first instanceof PyByteArray) ? first.bytes : undefined);
  if (replacement === undefined || position === undefined) {
    throw raise.TypeError(
      isEncoding
        ? "encoding error handler must return (str/bytes, int) tuple"
        : "decoding error handler must return (str, int) tuple",
    );
  }
  return { replacement, position: Number(position) };
}
