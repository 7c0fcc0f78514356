/** The base classes of files: what every kind of file can do, in terms of what its class defines. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call, call1 } from "../../runtime/call.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { iterate } from "../../runtime/iterate.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { indexOrNot, length, toSize } from "../../runtime/subscript.ts";
import { stopIteration } from "../../runtime/generator.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import {
  PyBytes,
  PyByteArray,
  type PyIterator,
  PyList,
  PyObject,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { bufferBytes, isBufferExporter } from "../../builtins/buffer.ts";
import { joinBytes } from "../../builtins/byte-split.ts";
import { closedFile, unsupported } from "./errors.ts";

export class PyIOBase extends PyObject {
  isClosed = false;
}
export class PyRawIOBase extends PyIOBase {}
export class PyBufferedIOBase extends PyIOBase {}
export class PyTextIOBase extends PyIOBase {}

export const ioBaseType: PyType = defineType("_IOBase", PyIOBase, { module: "_io", instanceDict: true });
export const rawIOBaseType: PyType = defineType("_RawIOBase", PyRawIOBase, { module: "_io", base: ioBaseType });
export const bufferedIOBaseType: PyType = defineType("_BufferedIOBase", PyBufferedIOBase, {
  module: "_io",
  base: ioBaseType,
});
export const textIOBaseType: PyType = defineType("_TextIOBase", PyTextIOBase, { module: "_io", base: ioBaseType });

for (const type of [ioBaseType, rawIOBaseType, bufferedIOBaseType, textIOBaseType]) {
  constructor(type, "(cls, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as new () => PyIOBase)());
}

export function callMethod(object: PyValue, name: string, ...args: PyValue[]): PyValue {
  return call(getAttribute(object, name), args);
}

export function checkClosed(self: PyValue): void {
  if (isTrue(getAttribute(self, "closed"))) throw closedFile();
}

/** A size argument: None and what is left out mean everything. */
export function sizeArgument(value: PyValue): number {
  if (value === null) return -1;
  if (indexOrNot(value) === undefined)
    throw raise.TypeError(`argument should be integer or None, not '${typeOf(value).shown}'`);
  return toSize(value);
}

/** Sees to it that a line is asked for in the way that the class says. */
function nextLine(self: PyObject): PyValue | undefined {
  const line = callMethod(self, "readline");
  return length(line) === 0 ? undefined : line;
}

PyIOBase.prototype.iterate = function iterateFile(this: PyIOBase): PyIterator {
  checkClosed(this);
  return this as unknown as PyIterator;
};
(PyIOBase.prototype as unknown as PyIterator).next = function nextOfFile(this: PyIOBase): PyValue | undefined {
  spend(1);
  return nextLine(this);
};

function readLine(self: PyObject, sizeValue: PyValue): PyValue {
  const size = sizeArgument(sizeValue);
  const peek = attributeOr(self, "peek", null);
  const parts: Uint8Array[] = [];
  let total = 0;
  while (size < 0 || total < size) {
    spend(1);
    let wanted = 1;
    if (peek !== null) {
      const ahead = call1(peek, 1);
      const seen = bufferBytes(ahead);
      if (!(ahead instanceof PyBytes) || seen === undefined)
        throw raise.OSError(`peek() should have returned a bytes object, not '${typeOf(ahead).shown}'`);
      if (seen.length > 0) {
        const end = seen.indexOf(10) + 1;
        wanted = end > 0 ? end : seen.length;
        if (size >= 0) wanted = Math.min(wanted, size - total);
      }
    }
    const part = callMethod(self, "read", wanted);
    if (!(part instanceof PyBytes))
      throw raise.OSError(`read() should have returned a bytes object, not '${typeOf(part).shown}'`);
    if (part.bytes.length === 0) break;
    parts.push(part.bytes);
    total += part.bytes.length;
    allocate(total);
    if (part.bytes[part.bytes.length - 1] === 10) break;
  }
  return new PyBytes(joinBytes(new Uint8Array(0), parts));
}

function unsupportedMethod(name: string): () => never {
  return () => {
    throw unsupported(name);
  };
}

function check(name: "readable" | "writable" | "seekable", adjective: string): (self: PyObject) => PyValue {
  return (self) => {
    const result = callMethod(self, name);
    if (result !== true) throw unsupported(`File or stream is not ${adjective}.`);
    return result;
  };
}

methods(ioBaseType, {
  "close(self, /)"(self: PyIOBase) {
    if (self.isClosed) return null;
    try {
      callMethod(self, "flush");
    } finally {
      self.isClosed = true;
    }
    return null;
  },
  "flush(self, /)"(self: PyIOBase) {
    if (self.isClosed) throw closedFile();
    return null;
  },
  "seek(self, offset, whence=0, /)": unsupportedMethod("seek"),
  "tell(self, /)": (self: PyObject) => callMethod(self, "seek", 0, 1),
  "truncate(self, pos=None, /)": unsupportedMethod("truncate"),
  "fileno(self, /)": unsupportedMethod("fileno"),
  "isatty(self, /)"(self: PyObject) {
    checkClosed(self);
    return false;
  },
  "readable(self, /)": () => false,
  "writable(self, /)": () => false,
  "seekable(self, /)": () => false,
  "readline(self, size=-1, /)": readLine,
  "readlines(self, hint=-1, /)"(self: PyObject, hint: PyValue) {
    const limit = sizeArgument(hint);
    const lines: PyValue[] = [];
    const iterator = iterate(self);
    let total = 0;
    for (let line = iterator.next(); line !== undefined; line = iterator.next()) {
      spend(1);
      lines.push(line);
      total += length(line);
      if (limit > 0 && total >= limit) break;
    }
    return new PyList(lines);
  },
  "writelines(self, lines, /)"(self: PyObject, lines: PyValue) {
    checkClosed(self);
    const write = getAttribute(self, "write");
    const iterator = iterate(lines);
    for (let line = iterator.next(); line !== undefined; line = iterator.next()) {
      spend(1);
      call1(write, line);
    }
    return null;
  },
  "__iter__(self, /)"(self: PyObject) {
    checkClosed(self);
    return self;
  },
  "__next__(self, /)"(self: PyObject) {
    const line = (ioTypeOf(self).proto as unknown as PyIterator).next.call(self as never);
    if (line === undefined) throw stopIteration(null);
    return line;
  },
  "__enter__(self, /)"(self: PyObject) {
    checkClosed(self);
    return self;
  },
  "__exit__(self, *args)"(self: PyObject) {
    callMethod(self, "close");
    return null;
  },
  "_checkClosed(self, msg=None, /)"(self: PyObject) {
    checkClosed(self);
    return null;
  },
  "_checkReadable(self, /)": check("readable", "readable"),
  "_checkWritable(self, /)": check("writable", "writable"),
  "_checkSeekable(self, /)": check("seekable", "seekable"),
});
attributes<PyIOBase>(ioBaseType, { closed: (self) => self.isClosed });

/** The native class of a file: its own or the one that Python classes derive from. */
function ioTypeOf(self: PyObject): PyType {
  return self.cls.mro.find((cls) => !cls.isHeap) ?? ioBaseType;
}

methods(rawIOBaseType, {
  "read(self, size=-1, /)"(self: PyObject, sizeValue: PyValue) {
    const size = sizeArgument(sizeValue);
    if (size < 0) return callMethod(self, "readall");
    allocate(size);
    const target = new PyByteArray(new Uint8Array(size));
    const count = callMethod(self, "readinto", target);
    if (count === null) return null;
    return new PyBytes(target.bytes.slice(0, toSize(count)));
  },
  "readall(self, /)"(self: PyObject) {
    const parts: Uint8Array[] = [];
    for (;;) {
      spend(1);
      const part = callMethod(self, "read", 8192);
      if (part === null) {
        if (parts.length === 0) return null;
        break;
      }
      if (!(part instanceof PyBytes)) throw raise.TypeError("read() should return bytes");
      if (part.bytes.length === 0) break;
      allocate(part.bytes.length);
      parts.push(part.bytes);
    }
    return new PyBytes(joinBytes(new Uint8Array(0), parts));
  },
  "readinto(self, buffer, /)": notImplemented,
  "write(self, b, /)": notImplemented,
});

function notImplemented(): never {
  throw raise.NotImplementedError();
}

/** The bytes of a buffer that may be written to. */
export function writableBytes(buffer: PyValue, name = "readinto"): Uint8Array {
  const isReadOnly = buffer instanceof PyBytes || (isBufferExporter(buffer) && buffer.getBuffer().isReadOnly);
  const bytes = isReadOnly ? undefined : bufferBytes(buffer);
  if (bytes === undefined)
    throw raise.TypeError(`${name}() argument must be read-write bytes-like object, not ${typeOf(buffer).shown}`);
  return bytes;
}

function readInto(method: "read" | "read1"): (self: PyObject, buffer: PyValue) => PyValue {
  return (self, buffer) => {
    const target = writableBytes(buffer, method === "read" ? "readinto" : "readinto1");
    const data = callMethod(self, method, target.length);
    if (!(data instanceof PyBytes)) throw raise.TypeError("read() should return bytes");
    target.set(data.bytes.subarray(0, target.length));
    return data.bytes.length;
  };
}
methods(bufferedIOBaseType, {
  "read(self, size=-1, /)": unsupportedMethod("read"),
  "read1(self, size=-1, /)": unsupportedMethod("read1"),
  "readinto(self, buffer, /)": readInto("read"),
  "readinto1(self, buffer, /)": readInto("read1"),
  "write(self, b, /)": unsupportedMethod("write"),
  "detach(self, /)": unsupportedMethod("detach"),
});

methods(textIOBaseType, {
  "read(self, size=-1, /)": unsupportedMethod("read"),
  "readline(self, size=-1, /)": unsupportedMethod("readline"),
  "write(self, s, /)": unsupportedMethod("write"),
  "detach(self, /)": unsupportedMethod("detach"),
});
attributes<PyIOBase>(textIOBaseType, { encoding: () => null, newlines: () => null, errors: () => null });
