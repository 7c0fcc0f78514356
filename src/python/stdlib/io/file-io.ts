/** io.FileIO: an open file of the virtual file system, without any buffer. */
import { setAttribute } from "../../runtime/attributes.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { callDunder } from "../../runtime/call.ts";
import { defineType, lookup } from "../../runtime/types.ts";
import { PyBytes, type PyType, type PyValue } from "../../runtime/values.ts";
import { bufferBytes, toBufferBytes } from "../../builtins/buffer.ts";
import { decode } from "../../builtins/encoding.ts";
import { PyRawIOBase, rawIOBaseType, sizeArgument, writableBytes } from "./base.ts";
import { closedFile, osError, unsupported } from "./errors.ts";
import { type VirtualFiles, virtualFiles } from "./virtual-files.ts";

export class PyFileIO extends PyRawIOBase {
  files: VirtualFiles | null = null;
  key = "";
  position = 0;
  canRead = false;
  canWrite = false;
  isAppending = false;
  isCreating = false;

  live(): void {
    if (this.isClosed) throw closedFile("I/O operation on closed file");
  }

  contents(): Uint8Array {
    return this.files?.read(this.key) ?? new Uint8Array(0);
  }

  /** The next bytes, all that are left for a negative size. */
  takeBytes(size: number): Uint8Array {
    this.live();
    if (!this.canRead) throw unsupported("File not open for reading");
    const bytes = this.contents();
    const left = Math.max(0, bytes.length - this.position);
    const count = size < 0 || size > left ? left : size;
    allocate(count);
    spend(count >> 6);
    const start = this.position;
    this.position += count;
    return bytes.slice(start, start + count);
  }

  putBytes(bytes: Uint8Array): number {
    this.live();
    if (!this.canWrite) throw unsupported("File not open for writing");
    if (this.isAppending) this.position = this.contents().length;
    this.files?.write(this.key, this.position, bytes);
    this.position += bytes.length;
    return bytes.length;
  }

  moveTo(offset: number, whence: number): number {
    this.live();
    const base = whence === 0 ? 0 : whence === 1 ? this.position : this.contents().length;
    if (whence < 0 || whence > 2 || base + offset < 0) throw osError(22, "Invalid argument");
    this.position = base + offset;
    return this.position;
  }

  truncateTo(size: number): void {
    this.live();
    if (!this.canWrite) throw unsupported("File not open for writing");
    if (size < 0) throw osError(22, "Invalid argument");
    this.files?.resize(this.key, size);
  }

  get mode(): string {
    if (this.isCreating) return this.canRead ? "xb+" : "xb";
    if (this.isAppending) return this.canRead ? "ab+" : "ab";
    return this.canRead ? (this.canWrite ? "rb+" : "rb") : "wb";
  }
}

export const fileIOType: PyType = defineType("FileIO", PyFileIO, { module: "_io", base: rawIOBaseType });

/** A path given as str, bytes or anything with `__fspath__`; undefined for other values. */
export function pathText(path: PyValue): string | undefined {
  const text = asString(path);
  if (text !== undefined) return text;
  const bytes = path instanceof PyBytes ? path.bytes : undefined;
  if (bytes !== undefined) return decode(bytes, "utf-8", "surrogateescape");
  if (lookup(typeOf(path), "__fspath__") === undefined) return undefined;
  const result = callDunder(path, "__fspath__") as PyValue;
  const inner = asString(result) ?? (bufferBytes(result) === undefined ? undefined : decode(toBufferBytes(result)));
  if (inner === undefined)
    throw raise.TypeError(
      `expected ${typeOf(path).shown}.__fspath__() to return str or bytes, not ${typeOf(result).shown}`,
    );
  return inner;
}

function initialise(self: PyFileIO, file: PyValue, mode: PyValue, closeFd: PyValue): void {
  if (asInt(file) !== undefined) {
    if ((asInt(file) as number) < 0) throw raise.ValueError("negative file descriptor");
    throw osError(9, "Bad file descriptor", null);
  }
  const path = pathText(file);
  if (path === undefined) throw raise.TypeError(`expected str, bytes or os.PathLike object, not ${typeOf(file).shown}`);
  if (path.includes("\0")) throw raise.ValueError("embedded null character");
  const text = asString(mode);
  if (text === undefined) throw raise.TypeError(`FileIO() argument 'mode' must be str, not ${shownArgument(mode)}`);
  if (/[^xrwab+]/.test(text)) throw raise.ValueError(`invalid mode: ${text}`);
  const [kind, ...more] = text.replaceAll(/[b+]/g, "");
  const pluses = text.split("+").length - 1;
  if (kind === undefined || more.length > 0 || pluses > 1) {
    throw raise.ValueError("Must have exactly one of create/read/write/append mode and at most one plus");
  }
  if (!isTrue(closeFd)) throw raise.ValueError("Cannot use closefd=False with file name");
  const files = virtualFiles();
  if (files.isDirectory(path) && !files.isFile(path)) throw osError(21, "Is a directory", file);
  const key = files.key(path);
  const exists = files.isFile(path);
  if (kind === "r" && (!exists || path.endsWith("/"))) throw osError(2, "No such file or directory", file);
  if (kind === "x" && exists) throw osError(17, "File exists", file);
  // A file in the way of a directory.
  const parts = key.split("/");
  for (let i = 1; i < parts.length; i++)
    if (files.isFile(parts.slice(0, i).join("/"))) throw osError(20, "Not a directory", file);
  if (kind === "w" || !exists) files.create(key);
  self.files = files;
  self.key = key;
  self.isClosed = false;
  self.canRead = kind === "r" || pluses === 1;
  self.canWrite = kind !== "r" || pluses === 1;
  self.isAppending = kind === "a";
  self.isCreating = kind === "x";
  self.position = kind === "a" ? self.contents().length : 0;
  setAttribute(self, "name", file);
}

constructor(
  fileIOType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyFileIO)(),
);

/** Opens a file; `mode` is without `t`. */
export function openRaw(file: PyValue, mode: string): PyFileIO {
  const raw = new PyFileIO();
  initialise(raw, file, mode, true);
  return raw;
}

function live<T>(answer: (self: PyFileIO) => T): (self: PyFileIO) => T {
  return (self) => {
    self.live();
    return answer(self);
  };
}

methods(fileIOType, {
  "__init__(self, file, mode='r', closefd=True, opener=None)"(
    self: PyFileIO,
    file: PyValue,
    mode: PyValue,
    closeFd: PyValue,
  ) {
    initialise(self, file, mode, closeFd);
    return null;
  },
  "readable(self, /)": live((self) => self.canRead),
  "writable(self, /)": live((self) => self.canWrite),
  "seekable(self, /)": live(() => true),
  "isatty(self, /)": live(() => false),
  "fileno(self, /)": live((): PyValue => {
    throw unsupported("fileno");
  }),
  "read(self, size=-1, /)": (self: PyFileIO, size: PyValue) => new PyBytes(self.takeBytes(sizeArgument(size))),
  "readall(self, /)": (self: PyFileIO) => new PyBytes(self.takeBytes(-1)),
  "readinto(self, buffer, /)"(self: PyFileIO, buffer: PyValue) {
    const target = writableBytes(buffer);
    const bytes = self.takeBytes(target.length);
    target.set(bytes);
    return bytes.length;
  },
  "write(self, b, /)": (self: PyFileIO, data: PyValue) => self.putBytes(toBufferBytes(data)),
  "seek(self, pos, whence=0, /)": (self: PyFileIO, offset: PyValue, whence: PyValue) =>
    self.moveTo(toSize(offset), toSize(whence)),
  "tell(self, /)": live((self) => self.position),
  "truncate(self, size=None, /)"(self: PyFileIO, size: PyValue) {
    const count = size === null ? self.position : toSize(size);
    self.truncateTo(count);
    return count;
  },
  "close(self, /)"(self: PyFileIO) {
    self.isClosed = true;
    return null;
  },
  "__repr__(self, /)"(self: PyFileIO) {
    if (self.isClosed) return "<_io.FileIO [closed]>";
    return `<_io.FileIO name=${repr(self.findAttribute("name") ?? null)} mode='${self.mode}' closefd=True>`;
  },
});
attributes<PyFileIO>(fileIOType, { closed: (self) => self.isClosed, mode: (self) => self.mode, closefd: () => true });
