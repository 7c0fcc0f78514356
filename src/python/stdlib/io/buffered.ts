/** io.BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair: files of bytes with a buffer before a raw file. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { PyByteArray, PyBytes, type PyIterator, type PyType, type PyValue } from "../../runtime/values.ts";
import { bufferBytes } from "../../builtins/buffer.ts";
import { joinBytes } from "../../builtins/byte-split.ts";
import { bufferedIOBaseType, callMethod, PyBufferedIOBase, sizeArgument, writableBytes } from "./base.ts";
import { osError, unsupported } from "./errors.ts";
import { PyFileIO } from "./file-io.ts";
import type { Writer } from "./virtual-files.ts";

export const DEFAULT_BUFFER_SIZE = 8192;

export class PyBuffered extends PyBufferedIOBase {
  raw: PyValue | undefined = undefined;
  bufferSize: number = DEFAULT_BUFFER_SIZE;
  /** Read ahead of what was asked for. */
  ahead: Uint8Array = new Uint8Array(0);
  /** Written and not yet passed on. */
  pending: Uint8Array[] = [];
  pendingSize = 0;
  /** Where it waits with what is pending; null where it is no virtual file. */
  writers: Set<Writer> | null = null;

  file(): PyValue {
    if (this.raw === undefined) throw raise.ValueError("raw stream has been detached");
    return this.raw;
  }

  checkOpen(message: string): void {
    const raw = this.file();
    if (raw instanceof PyFileIO ? raw.isClosed : isTrue(getAttribute(raw, "closed"))) throw raise.ValueError(message);
  }

  /** Asks the raw file for bytes; empty at the end, undefined when it has none at the moment. */
  #fetch(size: number): Uint8Array | undefined {
    const raw = this.file();
    if (raw instanceof PyFileIO && !raw.cls.isHeap) return raw.takeBytes(size);
    const target = new PyByteArray(new Uint8Array(size));
    const count = callMethod(raw, "readinto", target);
    if (count === null) return undefined;
    const n = toSize(count);
    if (n < 0 || n > size)
      throw raise.OSError(`raw readinto() returned invalid length ${n} (should have been between 0 and ${size})`);
    return target.bytes.slice(0, n);
  }

  /** Up to `size` bytes, all for a negative size; undefined when there are none at the moment. */
  take(size: number): Uint8Array | undefined {
    this.flushPending();
    if (size >= 0 && size <= this.ahead.length) {
      const bytes = this.ahead.subarray(0, size);
      this.ahead = this.ahead.subarray(size);
      return bytes;
    }
    const parts = [this.ahead];
    let total = this.ahead.length;
    this.ahead = new Uint8Array(0);
    const raw = this.file();
    if (size < 0 && !(raw instanceof PyFileIO && !raw.cls.isHeap)) return this.#takeAll(parts);
    while (size < 0 || total < size) {
      spend(1);
      const part = this.#fetch(size < 0 ? -1 : Math.max(size - total, this.isDirect() ? 0 : this.bufferSize));
      if (part === undefined && total === 0) return undefined;
      if (part === undefined || part.length === 0) break;
      allocate(part.length);
      const wanted = size < 0 ? part.length : Math.min(part.length, size - total);
      parts.push(part.subarray(0, wanted));
      if (wanted < part.length) this.ahead = part.subarray(wanted);
      total += wanted;
    }
    return joinBytes(new Uint8Array(0), parts);
  }

  #takeAll(parts: Uint8Array[]): Uint8Array | undefined {
    const raw = this.file();
    const readAll = attributeOr(raw, "readall", null);
    for (;;) {
      spend(1);
      const data = readAll === null ? callMethod(raw, "read") : callMethod(raw, "readall");
      if (data !== null && !(data instanceof PyBytes))
        throw raise.TypeError(`${readAll === null ? "read" : "readall"}() should return bytes`);
      if (data === null && parts.every((part) => part.length === 0)) return undefined;
      if (data !== null) parts.push((data as PyBytes).bytes);
      if (readAll !== null || data === null || (data as PyBytes).bytes.length === 0) break;
    }
    return joinBytes(new Uint8Array(0), parts);
  }

  /** A file of the virtual file system needs no reading ahead. */
  isDirect(): boolean {
    return this.raw instanceof PyFileIO && !this.raw.cls.isHeap;
  }

  /** What is there without asking twice. */
  takeOnce(size: number): Uint8Array {
    this.flushPending();
    const limit = size < 0 ? this.bufferSize : size;
    if (this.ahead.length === 0 && limit > 0)
      this.ahead = this.#fetch(this.isDirect() ? limit : Math.max(limit, this.bufferSize)) ?? this.ahead;
    const bytes = this.ahead.subarray(0, limit);
    this.ahead = this.ahead.subarray(bytes.length);
    return bytes;
  }

  peek(): Uint8Array {
    this.flushPending();
    if (this.ahead.length === 0) this.ahead = this.#fetch(this.bufferSize) ?? this.ahead;
    return this.ahead;
  }

  line(limit: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let total = 0;
    while (limit < 0 || total < limit) {
      spend(1);
      const ahead = this.peek();
      if (ahead.length === 0) break;
      const found = ahead.indexOf(10) + 1;
      let count = found > 0 ? found : ahead.length;
      if (limit >= 0) count = Math.min(count, limit - total);
      parts.push(ahead.subarray(0, count));
      this.ahead = ahead.subarray(count);
      total += count;
      if (found > 0 && count === found) break;
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : joinBytes(new Uint8Array(0), parts);
  }

  /** Where the raw file is to be, so that what was read ahead is forgotten. */
  rewind(): void {
    if (this.ahead.length === 0) return;
    const raw = this.file();
    const back = -this.ahead.length;
    this.ahead = new Uint8Array(0);
    if (raw instanceof PyFileIO && !raw.cls.isHeap) raw.moveTo(back, 1);
    else callMethod(raw, "seek", back, 1);
  }

  put(bytes: Uint8Array): number {
    this.rewind();
    if (bytes.length === 0) return 0;
    this.pending.push(bytes.slice());
    this.pendingSize += bytes.length;
    allocate(bytes.length);
    spend(1 + (bytes.length >> 6));
    if (this.pendingSize >= this.bufferSize) this.flushPending();
    else this.writers?.add(this);
    return bytes.length;
  }

  settle(): void {
    if (this.raw instanceof PyFileIO && !this.raw.isClosed) this.flushPending();
  }

  flushPending(): void {
    if (this.pending.length === 0) return;
    const raw = this.file();
    let bytes = joinBytes(new Uint8Array(0), this.pending);
    this.pending = [];
    this.pendingSize = 0;
    if (raw instanceof PyFileIO && !raw.cls.isHeap) {
      raw.putBytes(bytes);
      return;
    }
    while (bytes.length > 0) {
      spend(1);
      const count = callMethod(raw, "write", new PyBytes(bytes.slice()));
      if (count === null) {
        this.pending = [bytes];
        this.pendingSize = bytes.length;
        throw osError(11, "write could not complete without blocking");
      }
      const n = toSize(count);
      if (n < 0 || n > bytes.length)
        throw raise.OSError(
          `raw write() returned invalid length ${n} (should have been between 0 and ${bytes.length})`,
        );
      bytes = bytes.subarray(n);
    }
  }

  tell(): number {
    const raw = this.file();
    const position =
      raw instanceof PyFileIO && !raw.cls.isHeap
        ? (raw.live(), raw.isAppending && this.pendingSize > 0 ? raw.contents().length : raw.position)
        : toSize(callMethod(raw, "tell"));
    return position - this.ahead.length + this.pendingSize;
  }

  seek(offset: number, whence: number): PyValue {
    this.flushPending();
    const by = whence === 1 ? offset - this.ahead.length : offset;
    this.ahead = new Uint8Array(0);
    const raw = this.file();
    return raw instanceof PyFileIO && !raw.cls.isHeap ? raw.moveTo(by, whence) : callMethod(raw, "seek", by, whence);
  }
}
export class PyBufferedReader extends PyBuffered {}
export class PyBufferedWriter extends PyBuffered {}
export class PyBufferedRandom extends PyBuffered {}

const bufferedType: PyType = defineType("_Buffered", PyBuffered, { module: "_io", base: bufferedIOBaseType });
export const bufferedReaderType: PyType = defineType("BufferedReader", PyBufferedReader, {
  module: "_io",
  base: bufferedType,
});
export const bufferedWriterType: PyType = defineType("BufferedWriter", PyBufferedWriter, {
  module: "_io",
  base: bufferedType,
});
export const bufferedRandomType: PyType = defineType("BufferedRandom", PyBufferedRandom, {
  module: "_io",
  base: bufferedType,
});
// The shared base is ours alone: Python sees the three as siblings.
for (const type of [bufferedReaderType, bufferedWriterType, bufferedRandomType]) {
  type.bases = [bufferedIOBaseType];
  constructor(type, "(cls, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as new () => PyBuffered)());
}

function nextOfBuffered(this: PyBuffered): PyValue | undefined {
  spend(1);
  const line = this.cls.isHeap ? callMethod(this, "readline") : new PyBytes(readingLine(this, -1));
  return (line as PyBytes).bytes.length === 0 ? undefined : line;
}
(PyBuffered.prototype as unknown as PyIterator).next = nextOfBuffered;

function readingLine(self: PyBuffered, limit: number): Uint8Array {
  self.checkOpen("readline of closed file");
  checkReadable(self);
  return self.line(limit);
}

function checkReadable(self: PyBuffered): void {
  if (self instanceof PyBufferedWriter) throw unsupported("read");
  if (self.raw instanceof PyFileIO && !self.raw.canRead) throw unsupported("File not open for reading");
}
function checkWritable(self: PyBuffered): void {
  if (self instanceof PyBufferedReader) throw unsupported("write");
}

function initialise(self: PyBuffered, raw: PyValue, size: PyValue): void {
  const count = toSize(size);
  const needs: ("readable" | "writable" | "seekable")[] =
    self instanceof PyBufferedReader
      ? ["readable"]
      : self instanceof PyBufferedWriter
        ? ["writable"]
        : ["seekable", "readable", "writable"];
  for (const need of needs) {
    if (!isTrue(callMethod(raw, need))) throw unsupported(`File or stream is not ${need}.`);
  }
  if (count <= 0) throw raise.ValueError("buffer size must be strictly positive");
  self.raw = raw;
  self.bufferSize = count;
  self.ahead = new Uint8Array(0);
  self.pending = [];
  self.pendingSize = 0;
}

/** A buffer before a raw file of the virtual file system. */
export function bufferedFile(raw: PyFileIO, size: number): PyBuffered {
  const file =
    raw.canRead && raw.canWrite
      ? new PyBufferedRandom()
      : raw.canWrite
        ? new PyBufferedWriter()
        : new PyBufferedReader();
  file.raw = raw;
  file.bufferSize = size;
  file.writers = raw.files?.writers ?? null;
  return file;
}

methods(bufferedType, {
  "__init__(self, raw, buffer_size=8192)"(self: PyBuffered, raw: PyValue, size: PyValue) {
    initialise(self, raw, size);
    return null;
  },
  "read(self, size=-1, /)"(self: PyBuffered, sizeValue: PyValue) {
    const size = sizeArgument(sizeValue);
    if (size < -1) throw raise.ValueError("read length must be non-negative or -1");
    self.checkOpen("read of closed file");
    checkReadable(self);
    const bytes = self.take(size);
    return bytes === undefined ? null : new PyBytes(bytes.slice());
  },
  "read1(self, size=-1, /)"(self: PyBuffered, sizeValue: PyValue) {
    const size = sizeArgument(sizeValue);
    self.checkOpen("read of closed file");
    checkReadable(self);
    return new PyBytes(self.takeOnce(size).slice());
  },
  "peek(self, size=0, /)"(self: PyBuffered) {
    self.checkOpen("peek of closed file");
    checkReadable(self);
    return new PyBytes(self.peek().slice());
  },
  "readline(self, size=-1, /)": (self: PyBuffered, size: PyValue) =>
    new PyBytes(readingLine(self, sizeArgument(size)).slice()),
  "readinto(self, buffer, /)"(self: PyBuffered, buffer: PyValue) {
    const target = writableBytes(buffer);
    self.checkOpen("readinto of closed file");
    checkReadable(self);
    const bytes = self.take(target.length);
    if (bytes === undefined) return null;
    target.set(bytes);
    return bytes.length;
  },
  "readinto1(self, buffer, /)"(self: PyBuffered, buffer: PyValue) {
    const target = writableBytes(buffer, "readinto1");
    self.checkOpen("readinto of closed file");
    checkReadable(self);
    const bytes = self.takeOnce(target.length);
    target.set(bytes);
    return bytes.length;
  },
  "write(self, b, /)"(self: PyBuffered, data: PyValue) {
    checkWritable(self);
    const bytes = bufferBytes(data);
    if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(data).shown}'`);
    self.checkOpen("write to closed file");
    return self.put(bytes);
  },
  "flush(self, /)"(self: PyBuffered) {
    self.checkOpen("flush of closed file");
    self.flushPending();
    if (!self.isDirect()) callMethod(self.file(), "flush");
    return null;
  },
  "seek(self, target, whence=0, /)"(self: PyBuffered, offset: PyValue, whence: PyValue) {
    self.checkOpen("seek of closed file");
    const from = toSize(whence);
    if (from < 0 || from > 2) throw raise.ValueError(`whence value ${from} unsupported`);
    return self.seek(toSize(offset), from);
  },
  "tell(self, /)"(self: PyBuffered) {
    self.checkOpen("tell of closed file");
    return self.tell();
  },
  "truncate(self, pos=None, /)"(self: PyBuffered, position: PyValue) {
    self.checkOpen("truncate of closed file");
    if (self instanceof PyBufferedReader) throw unsupported("truncate");
    const size = position === null ? self.tell() : toSize(position);
    self.flushPending();
    return callMethod(self.file(), "truncate", size);
  },
  "close(self, /)"(self: PyBuffered) {
    const raw = self.file();
    if (isTrue(getAttribute(raw, "closed"))) return null;
    try {
      callMethod(self, "flush");
    } finally {
      callMethod(raw, "close");
    }
    return null;
  },
  "detach(self, /)"(self: PyBuffered) {
    const raw = self.file();
    callMethod(self, "flush");
    self.raw = undefined;
    return raw;
  },
  "readable(self, /)": (self: PyBuffered) =>
    !(self instanceof PyBufferedWriter) && isTrue(callMethod(self.file(), "readable")),
  "writable(self, /)": (self: PyBuffered) =>
    !(self instanceof PyBufferedReader) && isTrue(callMethod(self.file(), "writable")),
  "seekable(self, /)": (self: PyBuffered) => callMethod(self.file(), "seekable"),
  "fileno(self, /)": (self: PyBuffered) => callMethod(self.file(), "fileno"),
  "isatty(self, /)": (self: PyBuffered) => callMethod(self.file(), "isatty"),
  "__next__(self, /)"(self: PyBuffered) {
    const line = nextOfBuffered.call(self);
    if (line === undefined) throw raise.StopIteration();
    return line;
  },
  "__repr__(self, /)"(self: PyBuffered) {
    const name = self.raw === undefined ? null : attributeOr(self.raw, "name", null);
    return name === null ? `<_io.${self.cls.name}>` : `<_io.${self.cls.name} name=${repr(name)}>`;
  },
});
attributes<PyBuffered>(bufferedType, {
  closed: (self) => getAttribute(self.file(), "closed"),
  name: (self) => getAttribute(self.file(), "name"),
  mode: (self) => getAttribute(self.file(), "mode"),
  raw: (self) => self.raw ?? null,
});

/** Two files as one, for reading and for writing. */
export class PyBufferedPair extends PyBufferedIOBase {
  reader: PyBufferedReader = new PyBufferedReader();
  writer: PyBufferedWriter = new PyBufferedWriter();
}
export const bufferedPairType: PyType = defineType("BufferedRWPair", PyBufferedPair, {
  module: "_io",
  base: bufferedIOBaseType,
});
constructor(
  bufferedPairType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyBufferedPair)(),
);
const passOn =
  (part: "reader" | "writer", name: string) =>
  (self: PyBufferedPair, ...args: PyValue[]): PyValue =>
    callMethod(self[part], name, ...args);
methods(bufferedPairType, {
  "__init__(self, reader, writer, buffer_size=8192, /)"(
    self: PyBufferedPair,
    reader: PyValue,
    writer: PyValue,
    size: PyValue,
  ) {
    initialise(self.reader, reader, size);
    initialise(self.writer, writer, size);
    return null;
  },
  "read(self, size=-1, /)": passOn("reader", "read"),
  "read1(self, size=-1, /)": passOn("reader", "read1"),
  "peek(self, size=0, /)": passOn("reader", "peek"),
  "readinto(self, buffer, /)": passOn("reader", "readinto"),
  "readinto1(self, buffer, /)": passOn("reader", "readinto1"),
  "readable(self, /)": passOn("reader", "readable"),
  "write(self, b, /)": passOn("writer", "write"),
  "flush(self, /)": passOn("writer", "flush"),
  "writable(self, /)": passOn("writer", "writable"),
  "isatty(self, /)": () => false,
  "close(self, /)"(self: PyBufferedPair) {
    callMethod(self.writer, "close");
    callMethod(self.reader, "close");
    return null;
  },
});
attributes<PyBufferedPair>(bufferedPairType, { closed: (self) => getAttribute(self.writer, "closed") });
