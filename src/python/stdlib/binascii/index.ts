/** The module `binascii`. */
import { bufferBytes, toBufferBytes } from "../../builtins/buffer.ts";
import { bytesHex } from "../../builtins/text/bytes-hex.ts";
import { latinText } from "../../builtins/text/byte-builder.ts";
import { chargeEach, reserveBytes } from "../../builtins/text-size.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { length, toIndex, toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyBytes, type PyValue } from "../../runtime/values.ts";
import { crc32 } from "../zlib/checksums.ts";
import { decodeBase64, encodeBase64 } from "./base64-bytes.ts";
import { binasciiError, errorType, incompleteType } from "./error-types.ts";
import { decodeQuoted, encodeQuoted, hexValue } from "./quoted-printable.ts";
import { decodeUu, encodeUu } from "./uuencode.ts";

export function load(globals: NamespaceDict): void {
  names(globals, { Error: errorType, Incomplete: incompleteType });
  functions(globals, "binascii", {
    "a2b_base64(data, /, *, strict_mode=False)": (data: PyValue, strict: PyValue) =>
      new PyBytes(decodeBase64(asciiBytes(data), isTrue(strict))),
    "a2b_hex(hexstr, /)": unhexlify,
    "a2b_qp(data, header=False)": (data: PyValue, header: PyValue) =>
      new PyBytes(decodeQuoted(charged(asciiBytes(data)), isTrue(header))),
    "a2b_uu(data, /)": (data: PyValue) => new PyBytes(decodeUu(charged(asciiBytes(data)))),
    "b2a_base64(data, /, *, newline=True)": (data: PyValue, newline: PyValue) =>
      new PyBytes(encodeBase64(toBufferBytes(data), isTrue(newline))),
    "b2a_hex(data, sep=..., bytes_per_sep=1)": hexlify,
    "b2a_qp(data, quotetabs=False, istext=True, header=False)": (
      data: PyValue,
      quotetabs: PyValue,
      text: PyValue,
      header: PyValue,
    ) =>
      new PyBytes(
        encodeQuoted(charged(toBufferBytes(data)), {
          quotesTabs: isTrue(quotetabs),
          isText: isTrue(text),
          isHeader: isTrue(header),
        }),
      ),
    "b2a_uu(data, /, *, backtick=False)": (data: PyValue, backtick: PyValue) =>
      new PyBytes(encodeUu(toBufferBytes(data), isTrue(backtick))),
    "crc32(data, crc=0, /)": (data: PyValue, start: PyValue) => crc32(toBufferBytes(data), word(start)),
    "crc_hqx(data, crc, /)": (data: PyValue, start: PyValue) => crcHqx(toBufferBytes(data), word(start) & 0xffff),
    "hexlify(data, sep=..., bytes_per_sep=1)": hexlify,
    "unhexlify(hexstr, /)": unhexlify,
  });
}

/** The low 32 bits. */
export function word(value: PyValue): number {
  return Number(BigInt.asUintN(32, BigInt(toIndex(value))));
}

function charged(bytes: Uint8Array): Uint8Array {
  chargeEach(bytes.length);
  reserveBytes(3 * bytes.length);
  return bytes;
}

/** Bytes, or text of ASCII characters. */
export function asciiBytes(value: PyValue): Uint8Array {
  const text = asString(value);
  if (text === undefined) {
    const bytes = bufferBytes(value);
    if (bytes === undefined)
      throw raise.TypeError(`argument should be bytes, buffer or ASCII string, not '${typeOf(value).shown}'`);
    return bytes;
  }
  chargeEach(text.length);
  reserveBytes(text.length);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) throw raise.ValueError("string argument should contain only ASCII characters");
    bytes[index] = code;
  }
  return bytes;
}

function hexlify(data: PyValue, separator: PyValue | undefined, size: PyValue): PyBytes {
  const bytes = toBufferBytes(data),
    groupSize = toSize(size);
  chargeEach(bytes.length);
  reserveBytes(8 * bytes.length);
  const text = bytesHex(bytes, separator === undefined ? "" : separatorText(separator), groupSize);
  const written = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) written[index] = text.charCodeAt(index);
  return new PyBytes(written);
}

function separatorText(value: PyValue): string {
  if (length(value) !== 1) throw raise.ValueError("sep must be length 1.");
  const bytes = bufferBytes(value);
  const text = asString(value) ?? (bytes === undefined ? undefined : latinText(bytes));
  if (text === undefined) throw raise.TypeError("sep must be str or bytes.");
  if (text.charCodeAt(0) > 255) throw raise.ValueError("sep must be ASCII.");
  return text;
}

function unhexlify(value: PyValue): PyBytes {
  const text = charged(asciiBytes(value));
  if (text.length % 2 === 1) throw binasciiError("Odd-length string");
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = hexValue(text[2 * index]),
      low = hexValue(text[2 * index + 1]);
    if (high < 0 || low < 0) throw binasciiError("Non-hexadecimal digit found");
    bytes[index] = high * 16 + low;
  }
  return new PyBytes(bytes);
}

/** CRC-CCITT, as BinHex 4 uses it. */
function crcHqx(bytes: Uint8Array, start: number): number {
  chargeEach(bytes.length);
  let value = start;
  for (const byte of bytes) {
    value ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) value = (value & 0x8000) !== 0 ? ((value << 1) ^ 0x1021) & 0xffff : value << 1;
  }
  return value;
}
