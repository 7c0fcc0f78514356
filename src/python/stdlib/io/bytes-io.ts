/** io.BytesIO. */
import { instanceDict } from "../../runtime/attributes.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { iterate } from "../../runtime/iterate.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { toSize } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import {
  PyBytes,
  type PyIterator,
  PyList,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { type BufferView, bufferBytes } from "../../builtins/buffer.ts";
import { PyMemoryView } from "../../builtins/memoryview.ts";
import { bufferedIOBaseType, callMethod, PyBufferedIOBase, sizeArgument, writableBytes } from "./base.ts";
import { closedFile } from "./errors.ts";

export class PyBytesIO extends PyBufferedIOBase {
  buffer: Uint8Array = new Uint8Array(0);
  size = 0;
  position = 0;
  /** Blocks that hold the memory still through a view. */
  exports = 0;

  live(): void {
    if (this.isClosed) throw closedFile();
  }

  value(): Uint8Array {
    return this.buffer.subarray(0, this.size);
  }

  refuseWhileShown(): void {
    if (this.exports > 0) throw raise.BufferError("Existing exports of data: object cannot be re-sized");
  }

  /** Makes room for `size` bytes in all. */
  reserve(size: number): void {
    if (size <= this.buffer.length) return;
    const room = Math.max(size, Math.min(this.buffer.length * 2, this.buffer.length + (1 << 24)), 64);
    allocate(room);
    if (room > 2 ** 32) throw raise.MemoryError();
    spend(this.size >> 6);
    const larger = new Uint8Array(room);
    larger.set(this.value());
    this.buffer = larger;
  }

  put(bytes: Uint8Array): number {
    this.refuseWhileShown();
    if (bytes.length === 0) return 0;
    spend(bytes.length >> 6);
    const end = this.position + bytes.length;
    this.reserve(end);
    if (this.position > this.size) this.buffer.fill(0, this.size, this.position);
    this.buffer.set(bytes, this.position);
    this.position = end;
    if (end > this.size) this.size = end;
    return bytes.length;
  }

  take(size: number): PyBytes {
    const left = Math.max(0, this.size - this.position);
    const count = size < 0 || size > left ? left : size;
    allocate(count);
    spend(count >> 6);
    const start = this.position;
    this.position += count;
    return new PyBytes(this.buffer.slice(start, start + count));
  }

  line(limit: number): PyBytes {
    if (this.position >= this.size) return new PyBytes();
    const found = this.buffer.indexOf(10, this.position);
    const end = found < 0 || found >= this.size ? this.size : found + 1;
    const count = end - this.position;
    return this.take(limit >= 0 && limit < count ? limit : count);
  }
}

/** The memory that `getbuffer` shows, with the file that it belongs to. */
class PyBytesIOBuffer extends PyObject {
  readonly file: PyBytesIO;
  constructor(file: PyBytesIO) {
    super();
    this.file = file;
  }
  getBuffer(): BufferView {
    const bytes = this.file.value();
    return { bytes, isReadOnly: false, format: "B", itemSize: 1, shape: [bytes.length] };
  }
  get exports(): number {
    return this.file.exports;
  }
  set exports(count: number) {
    this.file.exports = count;
  }
}
defineType("_BytesIOBuffer", PyBytesIOBuffer, { module: "_io", final: true });

export const bytesIOType: PyType = defineType("BytesIO", PyBytesIO, { module: "_io", base: bufferedIOBaseType });

constructor(
  bytesIOType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyBytesIO)(),
);

function toBytes(value: PyValue): Uint8Array {
  const bytes = bufferBytes(value);
  if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(value).shown}'`);
  return bytes;
}

function seek(self: PyBytesIO, offset: PyValue, whence: PyValue): PyValue {
  self.live();
  const position = toSize(offset),
    from = toSize(whence);
  if (from < 0 || from > 2) throw raise.ValueError(`invalid whence (${from}, should be 0, 1 or 2)`);
  if (position < 0 && from === 0) throw raise.ValueError(`negative seek value ${position}`);
  const target = position + (from === 1 ? self.position : from === 2 ? self.size : 0);
  if (target > Number.MAX_SAFE_INTEGER) throw raise.OverflowError("new position too large");
  self.position = Math.max(0, target);
  return self.position;
}

function nextOfBytesIO(this: PyBytesIO): PyValue | undefined {
  spend(1);
  this.live();
  const line = this.cls === bytesIOType ? this.line(-1) : (callMethod(this, "readline") as PyBytes);
  return line.bytes.length === 0 ? undefined : line;
}
(PyBytesIO.prototype as unknown as PyIterator).next = nextOfBytesIO;

function initialise(self: PyBytesIO, initial: PyValue): void {
  self.refuseWhileShown();
  self.buffer = new Uint8Array(0);
  self.size = 0;
  self.position = 0;
  if (initial === null) return;
  self.put(toBytes(initial));
  self.position = 0;
}

methods(bytesIOType, {
  "__init__(self, initial_bytes=None)"(self: PyBytesIO, initial: PyValue) {
    initialise(self, initial);
    return null;
  },
  "readable(self, /)"(self: PyBytesIO) {
    self.live();
    return true;
  },
  "writable(self, /)"(self: PyBytesIO) {
    self.live();
    return true;
  },
  "seekable(self, /)"(self: PyBytesIO) {
    self.live();
    return true;
  },
  "flush(self, /)"(self: PyBytesIO) {
    self.live();
    return null;
  },
  "isatty(self, /)"(self: PyBytesIO) {
    self.live();
    return false;
  },
  "tell(self, /)"(self: PyBytesIO) {
    self.live();
    return self.position;
  },
  "seek(self, pos, whence=0, /)": seek,
  "read(self, size=-1, /)"(self: PyBytesIO, size: PyValue) {
    self.live();
    return self.take(sizeArgument(size));
  },
  "read1(self, size=-1, /)"(self: PyBytesIO, size: PyValue) {
    self.live();
    return self.take(sizeArgument(size));
  },
  "readline(self, size=-1, /)"(self: PyBytesIO, size: PyValue) {
    self.live();
    return self.line(sizeArgument(size));
  },
  "readlines(self, size=None, /)"(self: PyBytesIO, size: PyValue) {
    self.live();
    const limit = sizeArgument(size);
    const lines: PyValue[] = [];
    let total = 0;
    for (let line = self.line(-1); line.bytes.length > 0; line = self.line(-1)) {
      spend(1);
      lines.push(line);
      total += line.bytes.length;
      if (limit > 0 && total >= limit) break;
    }
    return new PyList(lines);
  },
  "readinto(self, buffer, /)"(self: PyBytesIO, buffer: PyValue) {
    self.live();
    const target = writableBytes(buffer);
    const count = Math.max(0, Math.min(target.length, self.size - self.position));
    target.set(self.buffer.subarray(self.position, self.position + count));
    self.position += count;
    return count;
  },
  "write(self, b, /)"(self: PyBytesIO, data: PyValue) {
    self.live();
    return self.put(toBytes(data));
  },
  "writelines(self, lines, /)"(self: PyBytesIO, lines: PyValue) {
    self.live();
    const iterator = iterate(lines);
    for (let line = iterator.next(); line !== undefined; line = iterator.next()) {
      spend(1);
      callMethod(self, "write", line);
    }
    return null;
  },
  "truncate(self, size=None, /)"(self: PyBytesIO, size: PyValue) {
    self.live();
    self.refuseWhileShown();
    const count = size === null ? self.position : sizeArgument(size);
    if (count < 0) throw raise.ValueError(`negative size value ${count}`);
    if (count < self.size) self.size = count;
    return count;
  },
  "getvalue(self, /)"(self: PyBytesIO) {
    self.live();
    allocate(self.size);
    spend(self.size >> 6);
    return new PyBytes(self.value().slice());
  },
  "getbuffer(self, /)"(self: PyBytesIO) {
    self.live();
    return new PyMemoryView({
      owner: new PyBytesIOBuffer(self),
      isReadOnly: false,
      format: "B",
      itemSize: 1,
      offset: 0,
      shape: [self.size],
      strides: [1],
    });
  },
  "close(self, /)"(self: PyBytesIO) {
    self.refuseWhileShown();
    self.isClosed = true;
    self.buffer = new Uint8Array(0);
    self.size = 0;
    return null;
  },
  "__getstate__(self, /)"(self: PyBytesIO) {
    self.live();
    const own = instanceDict(self);
    return new PyTuple([new PyBytes(self.value().slice()), self.position, own.size > 0 ? own : null]);
  },
  "__setstate__(self, state, /)"(self: PyBytesIO, state: PyValue) {
    self.live();
    if (!(state instanceof PyTuple) || state.items.length < 3)
      throw raise.TypeError(
        `${typeOf(self).shown}.__setstate__ argument should be 3-tuple, got ${typeOf(state).shown}`,
      );
    const [value, position, own] = state.items;
    initialise(self, value as PyValue);
    if (typeof position !== "number")
      throw raise.TypeError(`second item of state must be an integer, not ${typeOf(position ?? null).shown}`);
    if (position < 0) throw raise.ValueError("position value cannot be negative");
    self.position = position;
    if (own !== null) {
      if (!(own instanceof PyDict))
        throw raise.TypeError(`third item of state should be a dict, got a ${typeOf(own ?? null).shown}`);
      spend(own.size);
      for (const [key, item] of own.entries()) instanceDict(self).set(key, item);
    }
    return null;
  },
  "__sizeof__(self, /)": (self: PyBytesIO) => 96 + self.buffer.length,
  "__next__(self, /)"(self: PyBytesIO) {
    const line = nextOfBytesIO.call(self);
    if (line === undefined) throw raise.StopIteration();
    return line;
  },
});
attributes<PyBytesIO>(bytesIOType, { closed: (self) => self.isClosed });
