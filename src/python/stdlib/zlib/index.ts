/** The module `zlib`. */
import { bufferBytes, toBufferBytes } from "../../builtins/buffer.ts";
import { ByteBuilder } from "../../builtins/text/byte-builder.ts";
import { attributes, functions, methods, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { defineException } from "../../runtime/exceptions.ts";
import { makeException, raise } from "../../runtime/raise.ts";
import { toSize } from "../../runtime/subscript.ts";
import { defineType } from "../../runtime/types.ts";
import { PyBytes, type PyException, PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import { word } from "../binascii/index.ts";
import { adler32, crc32 } from "./checksums.ts";
import type { FlushMode } from "./deflate.ts";
import { InflateError } from "./inflate.ts";
import { DictionaryError, StreamDecoder, StreamEncoder, wrappingOf } from "./streams.ts";

const CONSTANTS: Readonly<Record<string, PyValue>> = {
  DEFLATED: 8,
  DEF_BUF_SIZE: 16384,
  DEF_MEM_LEVEL: 8,
  MAX_WBITS: 15,
  ZLIB_VERSION: "1.2.13",
  ZLIB_RUNTIME_VERSION: "1.2.13",
  Z_BEST_COMPRESSION: 9,
  Z_BEST_SPEED: 1,
  Z_BLOCK: 5,
  Z_DEFAULT_COMPRESSION: -1,
  Z_DEFAULT_STRATEGY: 0,
  Z_FILTERED: 1,
  Z_FINISH: 4,
  Z_FIXED: 4,
  Z_FULL_FLUSH: 3,
  Z_HUFFMAN_ONLY: 2,
  Z_NO_COMPRESSION: 0,
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_RLE: 3,
  Z_SYNC_FLUSH: 2,
  Z_TREES: 6,
  __version__: "1.0",
};

export const errorType: PyType = defineException("error", "zlib");

function zlibError(message: string): PyException {
  return makeException(errorType, [message]);
}

class PyCompress extends PyObject {
  readonly encoder: StreamEncoder;
  constructor(encoder: StreamEncoder) {
    super();
    this.encoder = encoder;
  }
}
class PyDecompress extends PyObject {
  readonly decoder: StreamDecoder;
  rest: Uint8Array = new Uint8Array(0);
  constructor(decoder: StreamDecoder) {
    super();
    this.decoder = decoder;
  }
}
const compressType: PyType = defineType("Compress", PyCompress, { module: "zlib", final: true });
const decompressType: PyType = defineType("Decompress", PyDecompress, { module: "zlib", final: true });

export function load(globals: NamespaceDict): void {
  names(globals, { ...CONSTANTS, error: errorType });
  functions(globals, "zlib", {
    "adler32(data, value=1, /)": (data: PyValue, start: PyValue) => adler32(toBufferBytes(data), word(start)),
    "compress(data, /, level=-1, wbits=15)": compress,
    "compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)": compressObject,
    "crc32(data, value=0, /)": (data: PyValue, start: PyValue) => crc32(toBufferBytes(data), word(start)),
    "decompress(data, /, wbits=15, bufsize=16384)": decompress,
    "decompressobj(wbits=15, zdict=...)"(windowBits: PyValue, dictionary: PyValue | undefined) {
      const wrapping = wrappingOf(toSize(windowBits), true),
        text = dictionary === undefined ? undefined : bufferBytes(dictionary);
      if (dictionary !== undefined && text === undefined)
        throw raise.TypeError("zdict argument must support the buffer protocol");
      if (wrapping === undefined) throw raise.ValueError("Invalid initialization option");
      return new PyDecompress(new StreamDecoder(wrapping, text?.length === 0 ? undefined : text));
    },
  });
}

function compress(data: PyValue, levelValue: PyValue, windowBits: PyValue): PyBytes {
  const bytes = toBufferBytes(data),
    level = toSize(levelValue),
    wrapping = wrappingOf(toSize(windowBits), false);
  if (level < -1 || level > 9 || wrapping === undefined) throw zlibError("Bad compression level");
  const encoder = new StreamEncoder({ wrapping, level });
  const result = new ByteBuilder(64);
  result.append(encoder.push(bytes));
  result.append(encoder.flush("finish"));
  return new PyBytes(result.finish());
}

function compressObject(
  levelValue: PyValue,
  method: PyValue,
  windowBits: PyValue,
  memory: PyValue,
  strategy: PyValue,
  dictionary: PyValue,
): PyCompress {
  const level = toSize(levelValue),
    wrapping = wrappingOf(toSize(windowBits), false),
    memoryLevel = toSize(memory),
    strategyNumber = toSize(strategy);
  const text = dictionary === null ? undefined : bufferBytes(dictionary);
  if (dictionary !== null && text === undefined)
    throw raise.TypeError("zdict argument must support the buffer protocol");
  const isValid =
    level >= -1 &&
    level <= 9 &&
    toSize(method) === 8 &&
    memoryLevel >= 1 &&
    memoryLevel <= 9 &&
    strategyNumber >= 0 &&
    strategyNumber <= 4;
  if (!isValid || wrapping === undefined) throw raise.ValueError("Invalid initialization option");
  return new PyCompress(new StreamEncoder({ wrapping, level, dictionary: text }));
}

/** Runs a decoder; what is wrong with the stream is told in zlib's words. */
function decoded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof InflateError) throw zlibError(`Error -3 while decompressing data: ${error.message}`);
    if (error instanceof DictionaryError)
      throw zlibError(
        error.isMissing ? "Error 2 while decompressing data" : "Error -3 while setting zdict: invalid input data",
      );
    throw error;
  }
}

function decompress(data: PyValue, windowBits: PyValue, bufferSize: PyValue): PyBytes {
  const bytes = toBufferBytes(data),
    wrapping = wrappingOf(toSize(windowBits), true);
  if (toSize(bufferSize) < 0) throw raise.ValueError("bufsize must be non-negative");
  if (wrapping === undefined) throw zlibError("Error -2 while preparing to decompress data: inconsistent stream state");
  const decoder = new StreamDecoder(wrapping);
  const { output } = decoded(() => decoder.push(bytes, Infinity));
  if (!decoder.isDone) throw zlibError("Error -5 while decompressing data: incomplete or truncated stream");
  return new PyBytes(output);
}

const FLUSH_MODES: Readonly<Record<number, FlushMode>> = { 1: "sync", 2: "sync", 3: "full", 4: "finish", 5: "sync" };

methods(compressType, {
  "compress(self, data, /)"(self: PyCompress, data: PyValue) {
    if (self.encoder.isFinished) throw zlibError("Error -2 while compressing data: inconsistent stream state");
    return new PyBytes(self.encoder.push(toBufferBytes(data)));
  },
  "flush(self, mode=4, /)"(self: PyCompress, mode: PyValue) {
    const number = toSize(mode),
      how = FLUSH_MODES[number];
    if (number === 0) return new PyBytes();
    if (how === undefined || self.encoder.isFinished)
      throw zlibError("Error -2 while flushing: inconsistent stream state");
    return new PyBytes(self.encoder.flush(how));
  },
  "copy(self, /)": (self: PyCompress) => new PyCompress(self.encoder.copy()),
});

methods(decompressType, {
  "decompress(self, data, /, max_length=0)"(self: PyDecompress, data: PyValue, maxLength: PyValue) {
    const limit = toSize(maxLength),
      bytes = toBufferBytes(data);
    if (limit < 0) throw raise.ValueError("max_length must be non-negative");
    const { output, rest } = decoded(() => self.decoder.push(bytes, limit === 0 ? Infinity : limit));
    self.rest = rest;
    return new PyBytes(output);
  },
  "flush(self, length=16384, /)"(self: PyDecompress, length: PyValue) {
    if (toSize(length) <= 0) throw raise.ValueError("length must be greater than zero");
    const { output, rest } = decoded(() => self.decoder.push(self.rest, Infinity));
    self.rest = rest;
    return new PyBytes(output);
  },
});
attributes<PyDecompress>(decompressType, {
  eof: (self) => self.decoder.isDone,
  unconsumed_tail: (self) => new PyBytes(self.rest),
  unused_data: (self) => new PyBytes(self.decoder.unused),
});
