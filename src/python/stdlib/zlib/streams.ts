/** What goes around a deflate stream: nothing, zlib's header and Adler-32 (RFC 1950), or gzip's and CRC-32 (RFC 1952). */
import { adler32, crc32 } from "./checksums.ts";
import { Deflater, type FlushMode } from "./deflate.ts";
import { InflateError, Inflater } from "./inflate.ts";

export type Wrapping = "raw" | "zlib" | "gzip" | "detect";

/** What a number of window bits means to zlib; undefined when nothing. */
export function wrappingOf(windowBits: number, isDecoding: boolean): Wrapping | undefined {
  if (windowBits >= 9 && windowBits <= 15) return "zlib";
  if (windowBits >= -15 && windowBits <= -8) return "raw";
  if (windowBits >= 25 && windowBits <= 31) return "gzip";
  if (!isDecoding) return undefined;
  if (windowBits === 0 || windowBits === 8) return "zlib";
  if (windowBits === 16 || windowBits === 24) return "gzip";
  return windowBits >= 40 && windowBits <= 47 ? "detect" : undefined;
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

function littleEndian(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    result.set(part, place);
    place += part.length;
  }
  return result;
}

export interface EncoderOptions {
  wrapping: Wrapping;
  level: number;
  dictionary?: Uint8Array | undefined;
}

export class StreamEncoder {
  readonly #options: EncoderOptions;
  #deflater: Deflater;
  #checksum: number;
  #size = 0;
  #isBegun = false;
  isFinished = false;

  constructor(options: EncoderOptions) {
    this.#options = options;
    this.#deflater = new Deflater(options.level);
    this.#checksum = options.wrapping === "zlib" ? 1 : 0;
    if (options.dictionary !== undefined) this.#deflater.setDictionary(options.dictionary);
  }

  copy(): StreamEncoder {
    const other = new StreamEncoder({ ...this.#options, dictionary: undefined });
    other.#deflater = this.#deflater.copy();
    other.#checksum = this.#checksum;
    other.#size = this.#size;
    other.#isBegun = this.#isBegun;
    other.isFinished = this.isFinished;
    return other;
  }

  push(bytes: Uint8Array): Uint8Array {
    const head = this.#head();
    const { wrapping } = this.#options;
    if (wrapping === "zlib") this.#checksum = adler32(bytes, this.#checksum);
    else if (wrapping === "gzip") this.#checksum = crc32(bytes, this.#checksum);
    this.#size += bytes.length;
    return joined(head, this.#deflater.push(bytes));
  }

  flush(mode: FlushMode): Uint8Array {
    const head = this.#head(),
      body = this.#deflater.flush(mode);
    if (mode !== "finish") return joined(head, body);
    this.isFinished = true;
    const { wrapping } = this.#options;
    const tail =
      wrapping === "zlib"
        ? bigEndian(this.#checksum)
        : wrapping === "gzip"
          ? joined(littleEndian(this.#checksum), littleEndian(this.#size))
          : new Uint8Array();
    return joined(head, body, tail);
  }

  #head(): Uint8Array {
    if (this.#isBegun) return new Uint8Array();
    this.#isBegun = true;
    const { wrapping, level, dictionary } = this.#options;
    if (wrapping === "gzip")
      return Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, level === 9 ? 2 : level === 1 ? 4 : 0, 3);
    if (wrapping !== "zlib") return new Uint8Array();
    const strength = level === 0 || level === 1 ? 0 : level > 0 && level < 6 ? 1 : level < 0 || level === 6 ? 2 : 3;
    const flags = (strength << 6) | (dictionary === undefined ? 0 : 0x20);
    const header = Uint8Array.of(0x78, flags + ((31 - ((0x7800 + flags) % 31)) % 31));
    return dictionary === undefined ? header : joined(header, bigEndian(adler32(dictionary)));
  }
}

/** The dictionary that a stream asks for is not the one that was given. */
export class DictionaryError {
  readonly isMissing: boolean;
  constructor(isMissing: boolean) {
    this.isMissing = isMissing;
  }
}

export class StreamDecoder {
  #wrapping: Wrapping;
  readonly #dictionary: Uint8Array | undefined;
  readonly #inflater = new Inflater();
  #state: "header" | "body" | "trailer" | "done" = "header";
  /** Input of the header or trailer that is not complete, and behind the end what follows the stream. */
  #held: Uint8Array = new Uint8Array(0);
  #checksum = 0;
  #size = 0;

  constructor(wrapping: Wrapping, dictionary?: Uint8Array) {
    this.#wrapping = wrapping;
    this.#dictionary = dictionary;
    if (wrapping === "raw") {
      this.#state = "body";
      if (dictionary !== undefined) this.#inflater.setDictionary(dictionary);
    }
  }

  get isDone(): boolean {
    return this.#state === "done";
  }

  /** What follows the stream. */
  get unused(): Uint8Array {
    return this.isDone ? this.#held : new Uint8Array(0);
  }

  /** Up to `limit` bytes of what the input gives; the input that is not needed for them comes back. */
  push(bytes: Uint8Array, limit: number): { output: Uint8Array; rest: Uint8Array } {
    const none = { output: new Uint8Array(0), rest: new Uint8Array(0) };
    if (this.#state === "header") {
      this.#held = joined(this.#held, bytes);
      const size = this.#readHeader(this.#held);
      if (size === undefined) return none;
      this.#inflater.push(this.#held.subarray(size));
      this.#held = new Uint8Array(0);
      this.#state = "body";
    } else if (this.#state === "body") this.#inflater.push(bytes);
    else {
      this.#held = joined(this.#held, bytes);
      this.#readTrailer();
      return none;
    }
    this.#inflater.run(limit);
    const output = this.#inflater.take(limit);
    this.#count(output);
    if (!this.#inflater.isDone || this.#inflater.available > 0) {
      const isFull = output.length === limit && limit !== Infinity;
      return { output, rest: isFull ? this.#inflater.takeInput() : new Uint8Array(0) };
    }
    this.#state = "trailer";
    this.#held = this.#inflater.takeInput();
    this.#readTrailer();
    return { output, rest: new Uint8Array(0) };
  }

  #count(output: Uint8Array): void {
    this.#size = (this.#size + output.length) % 2 ** 32;
    if (this.#wrapping === "zlib") this.#checksum = adler32(output, this.#checksum);
    else if (this.#wrapping === "gzip") this.#checksum = crc32(output, this.#checksum);
  }

  /** The size of the header; undefined when it is not complete. */
  #readHeader(bytes: Uint8Array): number | undefined {
    const [first, second] = bytes;
    if (first === undefined || second === undefined) return undefined;
    if (this.#wrapping === "detect") this.#wrapping = first === 0x1f && second === 0x8b ? "gzip" : "zlib";
    this.#checksum = this.#wrapping === "zlib" ? 1 : 0;
    return this.#wrapping === "gzip" ? gzipHeaderSize(bytes) : this.#zlibHeaderSize(bytes, first, second);
  }

  #zlibHeaderSize(bytes: Uint8Array, first: number, second: number): number | undefined {
    if ((first * 256 + second) % 31 !== 0) throw new InflateError("incorrect header check");
    if ((first & 15) !== 8) throw new InflateError("unknown compression method");
    if (first >> 4 > 7) throw new InflateError("invalid window size");
    if ((second & 0x20) === 0) return 2;
    if (bytes.length < 6) return undefined;
    const wanted = new DataView(bytes.buffer, bytes.byteOffset).getUint32(2);
    if (this.#dictionary === undefined) throw new DictionaryError(true);
    if (adler32(this.#dictionary) !== wanted) throw new DictionaryError(false);
    this.#inflater.setDictionary(this.#dictionary);
    return 6;
  }

  #readTrailer(): void {
    const size = this.#wrapping === "zlib" ? 4 : this.#wrapping === "gzip" ? 8 : 0;
    if (this.#state === "done" || this.#held.length < size) return;
    const view = new DataView(this.#held.buffer, this.#held.byteOffset);
    if (size > 0 && view.getUint32(0, size === 8) !== this.#checksum) throw new InflateError("incorrect data check");
    if (size === 8 && view.getUint32(4, true) !== this.#size) throw new InflateError("incorrect length check");
    this.#held = this.#held.slice(size);
    this.#state = "done";
  }
}

/** The size of a gzip header; undefined when it is not complete. */
export function gzipHeaderSize(bytes: Uint8Array): number | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new InflateError("incorrect header check");
  if (bytes.length < 10) return undefined;
  if (bytes[2] !== 8) throw new InflateError("unknown compression method");
  const flags = bytes[3] ?? 0;
  if ((flags & 0xe0) !== 0) throw new InflateError("unknown header flags set");
  let size = 10;
  if ((flags & 4) !== 0) size += 2 + (bytes[size] ?? 0) + 256 * (bytes[size + 1] ?? 0);
  // The name and the comment end with a zero.
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, size);
    if (end < 0) return undefined;
    size = end + 1;
  }
  if ((flags & 2) !== 0) size += 2;
  return size <= bytes.length ? size : undefined;
}
