/** UTF-16 and UTF-32 in both byte orders, with and without a byte order mark. */
import { ByteBuilder } from "./byte-builder.ts";
import { DecodeErrors, type EncodeErrors } from "./codec-errors.ts";

export type ByteOrder = "little" | "big";

const BYTE_ORDER_MARK = 0xfeff;

export function encodeUtf16(errors: EncodeErrors, order: ByteOrder, hasMark: boolean): Uint8Array {
  return encodeUnits(errors, order, hasMark, 2);
}

export function encodeUtf32(errors: EncodeErrors, order: ByteOrder, hasMark: boolean): Uint8Array {
  return encodeUnits(errors, order, hasMark, 4);
}

function encodeUnits(errors: EncodeErrors, order: ByteOrder, hasMark: boolean, size: 2 | 4): Uint8Array {
  const { text } = errors;
  const out = new ByteBuilder((text.length + 1) * size);
  const write = (unit: number): void => writeUnit(out, unit, order, size);
  if (hasMark) write(BYTE_ORDER_MARK);
  let index = 0;
  while (index < text.length) {
    const code = text.codePointAt(index) as number; // Within the text, so never undefined.
    if (code < 0xd800 || (code > 0xdfff && code <= 0xffff) || code > 0xffff) {
      if (size === 2 && code > 0xffff) {
        write(text.charCodeAt(index));
        write(text.charCodeAt(index + 1));
      } else {
        write(code);
      }
      index += code > 0xffff ? 2 : 1;
      continue;
    }
    const { replacement, position } = errors.handle(index, index + 1, "surrogates not allowed");
    if (typeof replacement === "string") {
      if (/[^\0-\x7f]/.test(replacement)) throw errors.at(index, index + 1, "surrogates not allowed");
      for (let offset = 0; offset < replacement.length; offset++) write(replacement.charCodeAt(offset));
    } else {
      if (replacement.length % size !== 0) throw errors.at(index, index + 1, "surrogates not allowed");
      out.append(replacement);
    }
    index = position;
  }
  return out.finish();
}

function writeUnit(out: ByteBuilder, unit: number, order: ByteOrder, size: 2 | 4): void {
  for (let place = 0; place < size; place++)
    out.push((unit >>> (8 * (order === "little" ? place : size - 1 - place))) & 255);
}

/** Without an order, the mark at the beginning decides, and little-endian is the default. */
export function decodeUtf16(errors: DecodeErrors, order?: ByteOrder): string {
  const { start, order: actual, named } = readMark(errors, 2, order);
  const { bytes } = named;
  const unitAt = (index: number): number => readUnit(bytes, index, actual, 2);
  let text = "";
  let units: number[] = [];
  let position = start;
  const fail = (end: number, reason: string): void => {
    const result = named.handle(position, end, reason);
    text += String.fromCharCode(...units) + result.text;
    units = [];
    position = result.position;
  };
  while (position < bytes.length) {
    if (units.length >= 4096) {
      text += String.fromCharCode(...units);
      units = [];
    }
    if (position + 1 === bytes.length) {
      fail(bytes.length, "truncated data");
      continue;
    }
    const unit = unitAt(position);
    if (unit < 0xd800 || unit > 0xdfff) {
      units.push(unit);
      position += 2;
    } else if (unit >= 0xdc00) {
      fail(position + 2, "illegal encoding");
    } else if (position + 4 > bytes.length) {
      fail(bytes.length, "unexpected end of data");
    } else if ((unitAt(position + 2) & 0xfc00) !== 0xdc00) {
      fail(position + 2, "illegal UTF-16 surrogate");
    } else {
      units.push(unit, unitAt(position + 2));
      position += 4;
    }
  }
  return text + String.fromCharCode(...units);
}

export function decodeUtf32(errors: DecodeErrors, order?: ByteOrder): string {
  const { start, order: actual, named } = readMark(errors, 4, order);
  const { bytes } = named;
  let text = "";
  let position = start;
  while (position < bytes.length) {
    const isWhole = position + 4 <= bytes.length;
    const code = isWhole ? readUnit(bytes, position, actual, 4) : 0;
    const reason = isWhole ? utf32Problem(code) : "truncated data";
    if (reason === undefined) {
      text += String.fromCodePoint(code);
      position += 4;
      continue;
    }
    const result = named.handle(position, isWhole ? position + 4 : bytes.length, reason);
    text += result.text;
    position = result.position;
  }
  return text;
}

function utf32Problem(code: number): string | undefined {
  if (code >= 0xd800 && code <= 0xdfff) return "code point in surrogate code point range(0xd800, 0xe000)";
  return code > 0x10ffff ? "code point not in range(0x110000)" : undefined;
}

function readUnit(bytes: Uint8Array, index: number, order: ByteOrder, size: 2 | 4): number {
  let unit = 0;
  for (let place = 0; place < size; place++)
    unit = unit * 256 + (bytes[order === "little" ? index + size - 1 - place : index + place] ?? 0);
  return unit;
}

/** Where decoding begins, and the errors under the name of the order that was found. */
function readMark(
  errors: DecodeErrors,
  size: 2 | 4,
  order: ByteOrder | undefined,
): { start: number; order: ByteOrder; named: DecodeErrors } {
  if (order !== undefined) return { start: 0, order, named: errors };
  const { bytes } = errors;
  const isLittle = bytes.length >= size && readUnit(bytes, 0, "little", size) === BYTE_ORDER_MARK;
  const isBig = bytes.length >= size && readUnit(bytes, 0, "big", size) === BYTE_ORDER_MARK;
  const found: ByteOrder = isBig ? "big" : "little";
  const named = new DecodeErrors(bytes, `${errors.encoding}-${isBig ? "be" : "le"}`, errors.options);
  return { start: isLittle || isBig ? size : 0, order: found, named };
}
