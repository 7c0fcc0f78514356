/** The module `encodings.idna`: names of the Internet that are not ASCII (RFC 3490); it adds the codecs `idna` and `punycode`. */
import { ADDED_CODECS } from "../../builtins/encoding.ts";
import { latinText } from "../../builtins/text/byte-builder.ts";
import type { AddedCodec, CodecOptions } from "../../builtins/text/codec-errors.ts";
import { decodeBytes } from "../../builtins/text/codecs.ts";
import { FormatError } from "../../builtins/text/format-error.ts";
import { withTextErrors } from "../../builtins/text-errors.ts";
import { chargeEach } from "../../builtins/text-size.ts";
import { functions } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyBytes, type PyValue } from "../../runtime/values.ts";
import { nameprep } from "./nameprep.ts";
import { decodePunycode, encodePunycode } from "./punycode.ts";

const CODECS: ReadonlyMap<string, AddedCodec> = new Map<string, AddedCodec>([
  ["idna", { encode: encodeName, decode: decodeName }],
  [
    "punycode",
    {
      encode: (text) => latinBytes(encodePunycode(text)),
      decode: (bytes, { errors = "strict" }) => decodePunycode(bytes, errors),
    },
  ],
]);

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  interpreter.moduleState.set(ADDED_CODECS, CODECS);
  functions(globals, "encodings.idna", {
    "nameprep(label)": (label: PyValue) => withTextErrors(() => nameprep(labelText(label))),
    "ToASCII(label)": (label: PyValue) => withTextErrors(() => new PyBytes(latinBytes(toAscii(labelText(label))))),
    "ToUnicode(label)": (label: PyValue) =>
      withTextErrors(() => toUnicode(label instanceof PyBytes ? label.bytes : preparedBytes(labelText(label)))),
  });
}

function labelText(label: PyValue): string {
  const text = asString(label);
  if (text === undefined) throw raise.TypeError(`a label must be str, not ${typeOf(label).shown}`);
  chargeEach(text.length);
  return text;
}

const PREFIX = "xn--";
const LONGEST_LABEL = 63;

function fail(message: string): never {
  throw new FormatError("UnicodeError", message);
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

function latinBytes(text: string): Uint8Array {
  chargeEach(text.length);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** `text.encode("idna")`: the labels between dots, each by itself. */
function encodeName(text: string, { errors = "strict" }: CodecOptions): Uint8Array {
  if (errors !== "strict") fail(`unsupported error handling ${errors}`);
  if (text === "") return new Uint8Array();
  if (isAscii(text)) {
    const labels = text.split("."),
      last = labels.pop() ?? "";
    for (const label of labels) checkedLabel(label);
    if (last.length > LONGEST_LABEL) fail("label too long");
    return latinBytes(text);
  }
  const labels = text.split(/[.\u3002\uff0e\uff61]/),
    end = labels.at(-1) === "" ? "." : "";
  if (end !== "") labels.pop();
  return latinBytes(labels.map(toAscii).join(".") + end);
}

function checkedLabel(label: string): string {
  if (label.length === 0 || label.length > LONGEST_LABEL) fail("label empty or too long");
  return label;
}

function toAscii(label: string): string {
  const prepared = isAscii(label) ? label : nameprep(label);
  if (isAscii(prepared)) return checkedLabel(prepared);
  if (prepared.startsWith(PREFIX)) fail("Label starts with ACE prefix");
  return checkedLabel(PREFIX + encodePunycode(prepared));
}

/** `bytes.decode("idna")` */
function decodeName(bytes: Uint8Array, { errors = "strict" }: CodecOptions): string {
  if (errors !== "strict") fail(`Unsupported error handling ${errors}`);
  chargeEach(bytes.length);
  const text = latinText(bytes);
  if (isAscii(text) && !text.includes(PREFIX)) return text;
  const labels = text.split("."),
    end = labels.at(-1) === "" ? "." : "";
  if (end !== "") labels.pop();
  return labels.map((label) => toUnicode(latinBytes(label))).join(".") + end;
}

function toUnicode(label: Uint8Array): string {
  chargeEach(label.length);
  const text = latinText(label);
  if (!text.startsWith(PREFIX)) return decodeBytes(label, "ascii");
  const result = decodeBytes(label.subarray(PREFIX.length), "punycode", { findCodec: (name) => CODECS.get(name) }),
    again = toAscii(result);
  if (text.toLowerCase() !== again)
    throw raise.UnicodeError("IDNA does not round-trip", new PyBytes(label), new PyBytes(latinBytes(again)));
  return result;
}

function preparedBytes(label: string): Uint8Array {
  const prepared = isAscii(label) ? label : nameprep(label);
  if (!isAscii(prepared)) fail("Invalid character in IDN label");
  return latinBytes(prepared);
}
