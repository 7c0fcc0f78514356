/** The module `base64`. */
import { bufferBytes, isBufferExporter, toBufferBytes } from "../../builtins/buffer.ts";
import { bytesHex } from "../../builtins/text/bytes-hex.ts";
import { ByteBuilder } from "../../builtins/text/byte-builder.ts";
import { chargeEach, reserveBytes } from "../../builtins/text-size.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { length, toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyBytes, PyList, type PyValue } from "../../runtime/values.ts";
import { decodeBase64, encodeBase64 } from "../binascii/base64-bytes.ts";
import { binasciiError } from "../binascii/error-types.ts";
import { asciiBytes } from "../binascii/index.ts";
import { hexValue } from "../binascii/quoted-printable.ts";
import { callMethod } from "../method-call.ts";
import { BASE32, BASE32_HEX, decodeBase32, encodeBase32 } from "./base32.ts";
import { ASCII85, BASE85, decodeAscii85, decodeBase85, encode85 } from "./base85.ts";

const PUBLIC_NAMES =
  "encode decode encodebytes decodebytes b64encode b64decode b32encode b32decode b32hexencode b32hexdecode b16encode b16decode b85encode b85decode " +
  "a85encode a85decode standard_b64encode standard_b64decode urlsafe_b64encode urlsafe_b64decode";

/** Bytes that become a line of 76 digits. */
const LINE_BYTES = 57;
const LINE_FEED = 10;

export function load(globals: NamespaceDict): void {
  names(globals, { __all__: new PyList(PUBLIC_NAMES.split(" ")), MAXLINESIZE: 76, MAXBINSIZE: LINE_BYTES });
  functions(globals, "base64", {
    "b64encode(s, altchars=None)": b64encode,
    "b64decode(s, altchars=None, validate=False)": b64decode,
    "standard_b64encode(s)": (data: PyValue) => b64encode(data, null),
    "standard_b64decode(s)": (data: PyValue) => b64decode(data, null, false),
    "urlsafe_b64encode(s)": (data: PyValue) =>
      new PyBytes(swapped(encodeBase64(toBufferBytes(data), false), "+/", "-_")),
    "urlsafe_b64decode(s)": (data: PyValue) => new PyBytes(decodeBase64(swapped(textBytes(data), "-_", "+/"), false)),
    "b32encode(s)": (data: PyValue) => new PyBytes(encodeBase32(viewedBytes(data), BASE32)),
    "b32decode(s, casefold=False, map01=None)": b32decode,
    "b32hexencode(s)": (data: PyValue) => new PyBytes(encodeBase32(viewedBytes(data), BASE32_HEX)),
    "b32hexdecode(s, casefold=False)": (data: PyValue, casefold: PyValue) =>
      new PyBytes(decodeBase32(inCase(textBytes(data), casefold), BASE32_HEX)),
    "b16encode(s)": (data: PyValue) => b16encode(data),
    "b16decode(s, casefold=False)": b16decode,
    "a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False)": a85encode,
    "a85decode(b, *, foldspaces=False, adobe=False, ignorechars=...)": a85decode,
    "b85encode(b, pad=False)": (data: PyValue, pad: PyValue) =>
      new PyBytes(encode85(viewedBytes(data), BASE85, isTrue(pad), { foldsZeros: false, foldsSpaces: false })),
    "b85decode(b)": (data: PyValue) => new PyBytes(decodeBase85(textBytes(data))),
    "encode(input, output)": encodeFile,
    "decode(input, output)": decodeFile,
    "encodebytes(s)": (data: PyValue) => new PyBytes(encodeLines(singleBytes(data))),
    "decodebytes(s)": (data: PyValue) => new PyBytes(decodeBase64(singleBytes(data), false)),
  });
}

/** What CPython converts before it decodes: ASCII text is welcome. */
function textBytes(value: PyValue): Uint8Array {
  if (asString(value) !== undefined) return asciiBytes(value);
  const bytes = bufferBytes(value);
  if (bytes === undefined)
    throw raise.TypeError(`argument should be a bytes-like object or ASCII string, not '${typeOf(value).shown}'`);
  return bytes;
}

/** What CPython reads through a memoryview. */
function viewedBytes(value: PyValue): Uint8Array {
  const bytes = bufferBytes(value);
  if (bytes === undefined)
    throw raise.TypeError(`memoryview: a bytes-like object is required, not '${typeOf(value).shown}'`);
  return bytes;
}

/** One dimension of single bytes. */
function singleBytes(value: PyValue): Uint8Array {
  const bytes = bufferBytes(value);
  if (bytes === undefined) throw raise.TypeError(`expected bytes-like object, not ${typeOf(value).shown}`);
  if (isBufferExporter(value)) {
    const { format, shape } = value.getBuffer();
    if (!["c", "b", "B"].includes(format))
      throw raise.TypeError(`expected single byte elements, not '${format}' from ${typeOf(value).shown}`);
    if (shape.length !== 1)
      throw raise.TypeError(`expected 1-D data, not ${shape.length}-D data from ${typeOf(value).shown}`);
  }
  return bytes;
}

function swapped(bytes: Uint8Array, from: string, to: string | Uint8Array): Uint8Array {
  const codes = typeof to === "string" ? [to.charCodeAt(0), to.charCodeAt(1)] : [to[0] ?? 0, to[1] ?? 0];
  const [first, second] = [from.charCodeAt(0), from.charCodeAt(1)];
  chargeEach(bytes.length >> 2);
  reserveBytes(bytes.length);
  return bytes.map((byte) => (byte === first ? (codes[0] as number) : byte === second ? (codes[1] as number) : byte));
}

function assertSize(value: PyValue, bytes: Uint8Array, size: number): void {
  if (length(value) !== size) throw raise.AssertionError(repr(new PyBytes(bytes)));
}

function b64encode(data: PyValue, altchars: PyValue): PyBytes {
  const digits = encodeBase64(toBufferBytes(data), false);
  if (altchars === null) return new PyBytes(digits);
  if (length(altchars) !== 2) throw raise.AssertionError(repr(new PyBytes(bufferBytes(altchars) ?? new Uint8Array())));
  return new PyBytes(swapped(digits, "+/", toBufferBytes(altchars)));
}

function b64decode(data: PyValue, altchars: PyValue, validate: PyValue): PyBytes {
  let text = textBytes(data);
  if (altchars !== null) {
    const digits = textBytes(altchars);
    assertSize(altchars, digits, 2);
    chargeEach(text.length);
    text = text.map((byte) => (byte === digits[0] ? 0x2b : byte === digits[1] ? 0x2f : byte));
  }
  return new PyBytes(decodeBase64(text, isTrue(validate)));
}

function inCase(text: Uint8Array, casefold: PyValue): Uint8Array {
  if (!isTrue(casefold)) return text;
  chargeEach(text.length);
  return text.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte));
}

function b32decode(data: PyValue, casefold: PyValue, map01: PyValue): PyBytes {
  let text = textBytes(data);
  if (text.length % 8 !== 0) throw binasciiError("Incorrect padding");
  if (map01 !== null) {
    const letter = textBytes(map01);
    assertSize(map01, letter, 1);
    chargeEach(text.length);
    text = text.map((byte) => (byte === 0x30 ? 0x4f : byte === 0x31 ? (letter[0] as number) : byte));
  }
  return new PyBytes(decodeBase32(inCase(text, casefold), BASE32));
}

function b16encode(data: PyValue): PyBytes {
  const bytes = toBufferBytes(data);
  chargeEach(bytes.length);
  reserveBytes(8 * bytes.length);
  return new PyBytes(Uint8Array.from(bytesHex(bytes).toUpperCase(), (digit) => digit.charCodeAt(0)));
}

function b16decode(data: PyValue, casefold: PyValue): PyBytes {
  const text = inCase(textBytes(data), casefold);
  chargeEach(text.length);
  if (text.some((byte) => hexValue(byte) < 0 || byte >= 97)) throw binasciiError("Non-base16 digit found");
  if (text.length % 2 === 1) throw binasciiError("Odd-length string");
  return new PyBytes(
    Uint8Array.from(
      { length: text.length / 2 },
      (_, index) => hexValue(text[2 * index]) * 16 + hexValue(text[2 * index + 1]),
    ),
  );
}

function a85encode(data: PyValue, foldspaces: PyValue, wrapcol: PyValue, pad: PyValue, adobe: PyValue): PyBytes {
  const digits = encode85(viewedBytes(data), ASCII85, isTrue(pad), {
    foldsZeros: true,
    foldsSpaces: isTrue(foldspaces),
  });
  const isAdobe = isTrue(adobe);
  const result = new ByteBuilder(digits.length + 4);
  if (isAdobe) result.appendLatin("<~");
  result.append(digits);
  const body = result.finish();
  const width = isTrue(wrapcol) ? Math.max(isAdobe ? 2 : 1, toSize(wrapcol)) : 0;
  const lines = width > 0 ? wrapped(body, width, isAdobe) : body;
  return new PyBytes(isAdobe ? Uint8Array.from([...lines, 0x7e, 0x3e]) : lines);
}

/** Lines of `width`; the end mark, where one follows, stands on a line of its own when it does not fit. */
function wrapped(bytes: Uint8Array, width: number, hasEndMark: boolean): Uint8Array {
  const lines = new ByteBuilder(bytes.length + Math.ceil(bytes.length / width));
  for (let start = 0; start < bytes.length; start += width) {
    if (start > 0) lines.push(LINE_FEED);
    lines.append(bytes.subarray(start, start + width));
  }
  const last = bytes.length % width || Math.min(width, bytes.length);
  if (hasEndMark && last + 2 > width) lines.push(LINE_FEED);
  return lines.finish();
}

function a85decode(data: PyValue, foldspaces: PyValue, adobe: PyValue, ignored: PyValue | undefined): PyBytes {
  let text = textBytes(data);
  if (isTrue(adobe)) {
    const { length: size } = text;
    if (text[size - 2] !== 0x7e || text[size - 1] !== 0x3e)
      throw raise.ValueError("Ascii85 encoded byte sequences must end with b'~>'");
    text = text.subarray(text[0] === 0x3c && text[1] === 0x7e ? 2 : 0, size - 2);
  }
  const skipped = ignored === undefined ? Uint8Array.of(32, 9, 10, 13, 11) : toBufferBytes(ignored);
  return new PyBytes(decodeAscii85(text, isTrue(foldspaces), skipped));
}

function encodeLines(bytes: Uint8Array): Uint8Array {
  reserveBytes(2 * bytes.length);
  const lines = new ByteBuilder(bytes.length * 2);
  for (let start = 0; start < bytes.length; start += LINE_BYTES)
    lines.append(encodeBase64(bytes.subarray(start, start + LINE_BYTES), true));
  return lines.finish();
}

function encodeFile(input: PyValue, output: PyValue): null {
  for (;;) {
    spend(1);
    const piece = new ByteBuilder(LINE_BYTES);
    let size = 0;
    while (size < LINE_BYTES) {
      const more = toBufferBytes(callMethod(input, "read", LINE_BYTES - size));
      if (more.length === 0) break;
      piece.append(more);
      size += more.length;
    }
    if (size === 0) return null;
    callMethod(output, "write", new PyBytes(encodeBase64(piece.finish(), true)));
  }
}

function decodeFile(input: PyValue, output: PyValue): null {
  for (;;) {
    spend(1);
    const line = callMethod(input, "readline");
    if (!isTrue(line)) return null;
    callMethod(output, "write", new PyBytes(decodeBase64(asciiBytes(line), false)));
  }
}
