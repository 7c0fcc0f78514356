/** What LZMA data is packed in: `.xz` streams and the older `.lzma` files. */
import { spend } from "../../runtime/limits.ts";
import { crc32 } from "../zlib/checksums.ts";
import { LzmaDecoder, LzmaFault, readProperties, Window } from "./decoder.ts";

const XZ_MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const ENDED = "Compressed data ended before the end-of-stream marker was reached";
const CORRUPT = "Corrupt input data";
const UNSUPPORTED = "Invalid or unsupported options";
const LZMA2_FILTER = 0x21;
/** Bytes of each kind of check, by its number. */
const CHECK_SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/** Whether data begins, as far as it goes, as an `.xz` stream. */
export function isXz(data: Uint8Array): boolean {
  return XZ_MAGIC.every((byte, index) => index >= data.length || data[index] === byte);
}

class Reader {
  readonly data: Uint8Array;
  position: number;
  constructor(data: Uint8Array, position: number) {
    this.data = data;
    this.position = position;
  }
  byte(): number {
    const byte = this.data[this.position++];
    if (byte === undefined) throw new LzmaFault(ENDED);
    return byte;
  }
  take(count: number): Uint8Array {
    const start = this.position;
    this.position += count;
    if (this.position > this.data.length) throw new LzmaFault(ENDED);
    return this.data.subarray(start, this.position);
  }
  /** A number in groups of seven bits, the lowest first. */
  number(): number {
    let value = 0,
      factor = 1;
    for (let i = 0; i < 9; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new LzmaFault(CORRUPT);
  }
  uint32(): number {
    const bytes = this.take(4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }
}

/** One `.xz` stream; gives its contents and where it ends. */
export function decodeXz(data: Uint8Array, start: number): { bytes: Uint8Array; end: number; check: number } {
  const reader = new Reader(data, start);
  if (XZ_MAGIC.some((byte) => reader.byte() !== byte)) throw new LzmaFault("Input format not supported by decoder");
  const flags = reader.take(2);
  if (crc32(flags) !== reader.uint32()) throw new LzmaFault(CORRUPT);
  const check = (flags[1] as number) & 15;
  const window = new Window();
  for (;;) {
    const headerSize = reader.byte();
    if (headerSize === 0) break;
    reader.position--;
    decodeBlock(reader, (headerSize + 1) * 4, check, window);
  }
  skipIndex(reader);
  return { bytes: window.result(), end: reader.position, check };
}

function decodeBlock(reader: Reader, headerSize: number, check: number, window: Window): void {
  const headerStart = reader.position;
  const header = new Reader(reader.take(headerSize), 1);
  if (crc32(header.data.subarray(0, headerSize - 4)) !== new Reader(header.data, headerSize - 4).uint32())
    throw new LzmaFault(CORRUPT);
  const flags = header.byte();
  if ((flags & 0x40) !== 0) header.number();
  const size = (flags & 0x80) !== 0 ? header.number() : undefined;
  if ((flags & 3) !== 0 || header.number() !== LZMA2_FILTER) throw new LzmaFault(UNSUPPORTED);
  header.take(header.number());
  const before = window.size;
  window.start = before;
  decodeLzma2(reader, window);
  const contents = window.bytes.subarray(before, window.size);
  if (size !== undefined && size !== contents.length) throw new LzmaFault(CORRUPT);
  while ((reader.position - headerStart) % 4 !== 0) if (reader.byte() !== 0) throw new LzmaFault(CORRUPT);
  const stored = reader.take(CHECK_SIZES[check] as number);
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  if (check === 1 && crc32(contents) !== view.getUint32(0, true)) throw new LzmaFault(CORRUPT);
  if (check === 4 && crc64(contents) !== view.getBigUint64(0, true)) throw new LzmaFault(CORRUPT);
}

function decodeLzma2(reader: Reader, window: Window): void {
  const decoder = new LzmaDecoder(window);
  let hasProperties = false;
  for (;;) {
    const control = reader.byte();
    if (control === 0) return;
    if (control === 1) window.start = window.size;
    if (control < 0x80) {
      if (control > 2) throw new LzmaFault(CORRUPT);
      const size = reader.byte() * 256 + reader.byte() + 1;
      window.reserve(size);
      window.bytes.set(reader.take(size), window.size);
      window.size += size;
      spend(size >> 5);
      continue;
    }
    const size = ((control & 0x1f) << 16) + reader.byte() * 256 + reader.byte() + 1;
    const packed = reader.byte() * 256 + reader.byte() + 1;
    const reset = (control >> 5) & 3;
    if (reset === 3) window.start = window.size;
    if (reset >= 2) {
      decoder.setProperties(readProperties(reader.byte()));
      hasProperties = true;
    }
    if (!hasProperties) throw new LzmaFault(CORRUPT);
    if (reset >= 1) decoder.resetState();
    decoder.decode(reader.take(packed), 0, size);
  }
}

/** The index lists the blocks again; its sums are not needed to read them in order. */
function skipIndex(reader: Reader): void {
  const start = reader.position - 1;
  const count = reader.number();
  spend(count);
  for (let i = 0; i < 2 * count; i++) reader.number();
  while ((reader.position - start) % 4 !== 0) reader.byte();
  reader.take(4);
  const footer = reader.take(12);
  if (footer[10] !== 0x59 || footer[11] !== 0x5a) throw new LzmaFault(CORRUPT);
}

/** A `.lzma` file. */
export function decodeAlone(data: Uint8Array, start: number): { bytes: Uint8Array; end: number } {
  const reader = new Reader(data, start);
  const properties = readProperties(reader.byte());
  reader.uint32();
  const low = reader.uint32(),
    high = reader.uint32();
  const isUnknown = low === 0xffffffff && high === 0xffffffff;
  if (!isUnknown && high > 0xffff) throw new LzmaFault("Input format not supported by decoder");
  const window = new Window();
  const decoder = new LzmaDecoder(window);
  decoder.setProperties(properties);
  decoder.resetState();
  const end = decoder.decode(data, reader.position, isUnknown ? -1 : high * 2 ** 32 + low);
  return { bytes: window.result(), end };
}

/** The remainders of all bytes for a reflected polynomial, as pairs of words. */
function remainders(polynomial: bigint): Uint32Array {
  const table = new Uint32Array(512);
  for (let byte = 0; byte < 256; byte++) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = (value & 1n) === 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    table[2 * byte] = Number(value & 0xffffffffn);
    table[2 * byte + 1] = Number(value >> 32n);
  }
  return table;
}

function crc64(bytes: Uint8Array): bigint {
  spend(bytes.length >> 3);
  const table = remainders(0xc96c5795d7870f42n);
  let low = 0xffffffff,
    high = 0xffffffff;
  for (const byte of bytes) {
    const index = 2 * ((low ^ byte) & 0xff);
    low = ((low >>> 8) | (high << 24)) ^ (table[index] as number);
    high = (high >>> 8) ^ (table[index + 1] as number);
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}
