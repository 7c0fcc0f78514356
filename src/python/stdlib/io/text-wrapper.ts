/**
 * io.TextIOWrapper: a file of text over a file of bytes.
 *
 * All files here are in memory, so the first read decodes the rest of the file at once; a position is a position in
 * bytes, found when asked for by encoding what was read.
 */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { stopIteration } from "../../runtime/generator.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { PyBytes, type PyIterator, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { bufferBytes } from "../../builtins/buffer.ts";
import { joinBytes } from "../../builtins/byte-split.ts";
import { decode, encode } from "../../builtins/encoding.ts";
import { codePointLength, hasAstral, toUnitIndex } from "../../builtins/text/code-points.ts";
import { lookupCodec } from "../../builtins/text/codecs.ts";
import { callMethod, PyTextIOBase, sizeArgument, textIOBaseType } from "./base.ts";
import { PyBuffered } from "./buffered.ts";
import { closedFile, unsupported } from "./errors.ts";
import { PyFileIO } from "./file-io.ts";
import type { Writer } from "./virtual-files.ts";
import { lineEnd, newlineKinds, seenNewlines, translateNewlines } from "./lines.ts";
import { newlineArgument } from "./string-io.ts";

const PENDING_LIMIT = 8192;

export class PyTextIOWrapper extends PyTextIOBase {
  buffer: PyValue | undefined = undefined;
  encoding = "utf-8";
  errors = "strict";
  newline: string | null = null;
  lineBuffering = false;
  writeThrough = false;
  /** What is decoded and not yet read begins at `unit` of `text`. */
  text: string | null = null;
  unit = 0;
  /** Where `text` begins in the file. */
  start = 0;
  /** The text as it stands in the file, when translating changed it. */
  original: string | null = null;
  seen = 0;
  /** Written and not yet passed on: bytes, and behind them text that any UTF-8 can hold. */
  pending: Uint8Array[] = [];
  pendingText = "";
  pendingSize = 0;
  /** Where it waits with what is pending; null where it is no virtual file. */
  writers: Set<Writer> | null = null;
  isUtf8 = true;
  /** The encoding without the mark that it puts at the beginning of a file; null when it puts none. */
  markless: string | null = null;
  isIterating = false;
  hasWritten = false;

  below(): PyValue {
    if (this.buffer === undefined)
      throw raise.ValueError(
        this.isClosed ? "I/O operation on uninitialized object" : "underlying buffer has been detached",
      );
    return this.buffer;
  }

  live(): void {
    const buffer = this.below();
    // Fast path: files that `open` made.
    const raw = buffer instanceof PyBuffered && !buffer.cls.isHeap ? buffer.raw : undefined;
    const isClosed = raw instanceof PyFileIO && !raw.cls.isHeap ? raw.isClosed : isTrue(getAttribute(buffer, "closed"));
    if (isClosed) throw closedFile();
  }

  get isUniversal(): boolean {
    return this.newline === null || this.newline === "";
  }

  /** Decodes what is left of the file. */
  fill(): string {
    if (this.text !== null) return this.text;
    this.flushPending();
    const buffer = this.below();
    if (!isTrue(callMethod(buffer, "readable"))) throw unsupported("not readable");
    this.start = isTrue(callMethod(buffer, "seekable")) ? Number(callMethod(buffer, "tell")) : 0;
    const data = callMethod(buffer, "read");
    const bytes = data === null ? new Uint8Array(0) : bufferBytes(data);
    if (bytes === undefined)
      throw raise.TypeError(`underlying read() should have returned a bytes-like object, not '${typeOf(data).shown}'`);
    const decoded = decode(bytes, this.encoding, this.errors);
    if (this.isUniversal) this.seen |= seenNewlines(decoded);
    this.text = this.newline === null ? translateNewlines(decoded) : decoded;
    this.original = this.text === decoded ? null : decoded;
    this.unit = 0;
    return this.text;
  }

  /** At the end of the text more may have been appended since. */
  refill(): void {
    if (this.text === null || this.unit < this.text.length) return;
    this.text = null;
  }

  take(size: number): string {
    this.refill();
    const text = this.fill();
    if (size < 0) {
      const rest = text.slice(this.unit);
      this.unit = text.length;
      spend(rest.length >> 6);
      return rest;
    }
    const end = hasAstral(text)
      ? this.unit + toUnitIndex(text.slice(this.unit), Math.min(size, codePointLength(text.slice(this.unit))))
      : this.unit + size;
    const part = text.slice(this.unit, end);
    this.unit += part.length;
    spend(part.length >> 6);
    return part;
  }

  line(limit: number): string {
    this.refill();
    const text = this.fill();
    const found = lineEnd(text, this.unit, {
      isUniversal: this.newline === "",
      ending: this.newline === null ? "\n" : this.newline,
    });
    const end = found < 0 ? text.length : found;
    spend(1 + ((end - this.unit) >> 6));
    const line = text.slice(this.unit, end);
    if (limit >= 0 && line.length > limit && codePointLength(line) > limit) return this.take(limit);
    this.unit = end;
    return line;
  }

  put(written: string): void {
    let text = written;
    if (this.newline !== null && this.newline.startsWith("\r") && text.includes("\n"))
      text = text.replaceAll("\n", this.newline);
    if (this.text !== null) this.forget();
    if (this.isUtf8 && !SURROGATE.test(text)) this.pendingText += text;
    else {
      this.#encodeText();
      const bytes = encode(text, this.#encodingHere(), this.errors);
      this.hasWritten = true;
      this.pending.push(bytes);
    }
    this.pendingSize += text.length;
    spend(1 + (text.length >> 5));
    allocate(2 * text.length);
    if (this.pendingSize >= PENDING_LIMIT || this.writeThrough || (this.lineBuffering && /[\n\r]/.test(text)))
      this.flushPending();
    else this.writers?.add(this);
  }

  settle(): void {
    if (!(this.buffer instanceof PyBuffered)) return;
    this.flushPending();
    this.buffer.settle();
  }

  #encodeText(): void {
    if (this.pendingText === "") return;
    this.pending.push(encode(this.pendingText));
    this.pendingText = "";
    this.hasWritten = true;
  }

  /** A mark stands at the beginning of a file only. */
  #encodingHere(): string {
    if (this.markless === null) return this.encoding;
    const isBegun =
      this.hasWritten ||
      (isTrue(callMethod(this.below(), "seekable")) && Number(callMethod(this.below(), "tell")) !== 0);
    return isBegun ? this.markless : this.encoding;
  }

  get hasPending(): boolean {
    return this.pendingSize > 0;
  }

  flushPending(): void {
    if (this.pendingSize === 0) return;
    this.#encodeText();
    const bytes = joinBytes(new Uint8Array(0), this.pending);
    this.pending = [];
    this.pendingSize = 0;
    callMethod(this.below(), "write", new PyBytes(bytes));
    if (this.lineBuffering || this.writeThrough) callMethod(this.below(), "flush");
  }

  /** The position in bytes. */
  tell(): PyValue {
    this.flushPending();
    const { text } = this;
    if (text === null) return callMethod(this.below(), "tell");
    let consumed = text.slice(0, this.unit);
    if (this.original !== null) consumed = this.original.slice(0, originalUnits(this.original, this.unit));
    if (consumed === "") return this.start;
    const encoding = this.start > 0 ? (this.markless ?? this.encoding) : this.encoding;
    return this.start + encode(consumed, encoding, this.errors === "strict" ? "surrogatepass" : this.errors).length;
  }

  /** Puts the file below where reading stopped. */
  forget(): void {
    if (this.text === null) return;
    const isAtEnd = this.unit === this.text.length;
    const position = isAtEnd ? undefined : this.tell();
    this.text = null;
    this.original = null;
    if (position !== undefined && isTrue(callMethod(this.below(), "seekable")))
      callMethod(this.below(), "seek", position, 0);
  }
}

const SURROGATE = /[\ud800-\udfff]/;
const WITHOUT_MARK: Record<string, string> = { utf_16: "utf-16-le", utf_32: "utf-32-le", utf_8_sig: "utf-8" };

/** How much of a text with its line ends as they are became the first `units` of it translated. */
function originalUnits(original: string, units: number): number {
  let index = 0;
  for (let left = units; left > 0; left--) {
    index += original.charCodeAt(index) === 13 && original.charCodeAt(index + 1) === 10 ? 2 : 1;
  }
  return index;
}

export const textIOWrapperType: PyType = defineType("TextIOWrapper", PyTextIOWrapper, {
  module: "_io",
  base: textIOBaseType,
});
constructor(
  textIOWrapperType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyTextIOWrapper)(),
);

/** Sets up a wrapper; arguments as `TextIOWrapper` and `open` take them. */
export function wrapBuffer(
  self: PyTextIOWrapper,
  buffer: PyValue,
  encoding: PyValue,
  errors: PyValue,
  newline: PyValue,
): void {
  const name = encoding === null ? "utf-8" : asString(encoding);
  if (name === undefined)
    throw raise.TypeError(`TextIOWrapper() argument 'encoding' must be str or None, not ${typeOf(encoding).shown}`);
  const handling = errors === null ? "strict" : asString(errors);
  if (handling === undefined)
    throw raise.TypeError(`TextIOWrapper() argument 'errors' must be str or None, not ${typeOf(errors).shown}`);
  if (name.includes("\0") || handling.includes("\0")) throw raise.ValueError("embedded null character");
  self.newline = newlineArgument(newline, (value) => asString(value) ?? "");
  const codec = lookupCodec(name);
  if (name !== "locale" && codec === undefined) throw raise.LookupError(`unknown encoding: ${name}`);
  if (codec !== undefined && !codec.isText)
    throw raise.LookupError(`'${name}' is not a text encoding; use codecs.open() to handle arbitrary codecs`);
  self.encoding = name === "locale" ? "utf-8" : name;
  self.errors = handling;
  self.isUtf8 = codec?.module === "utf_8" || name === "locale";
  self.markless = WITHOUT_MARK[codec?.module ?? ""] ?? null;
  self.buffer = buffer;
  self.text = null;
}

function nextOfWrapper(this: PyTextIOWrapper): PyValue | undefined {
  const line = this.cls.isHeap ? callMethod(this, "readline") : readLine(this, -1);
  if (line === "") {
    this.isIterating = false;
    return undefined;
  }
  this.isIterating = true;
  return line;
}
(PyTextIOWrapper.prototype as unknown as PyIterator).next = nextOfWrapper;

function readLine(self: PyTextIOWrapper, limit: number): string {
  self.live();
  return self.line(limit);
}

function seek(self: PyTextIOWrapper, cookie: PyValue, whence: PyValue): PyValue {
  self.live();
  const offset = toSize(cookie),
    from = toSize(whence);
  const buffer = self.below();
  if (!isTrue(callMethod(buffer, "seekable"))) throw unsupported("underlying stream is not seekable");
  if (from === 1) {
    if (offset !== 0) throw unsupported("can't do nonzero cur-relative seeks");
    const position = self.tell();
    self.text = null;
    return callMethod(buffer, "seek", position, 0);
  }
  if (from === 2 && offset !== 0) throw unsupported("can't do nonzero end-relative seeks");
  if (from !== 0 && from !== 2) throw raise.ValueError(`invalid whence (${from}, should be 0, 1 or 2)`);
  if (offset < 0) throw raise.ValueError(`negative seek position ${repr(cookie)}`);
  callMethod(self, "flush");
  self.text = null;
  self.isIterating = false;
  if (offset === 0 && from === 0) self.hasWritten = false;
  return callMethod(buffer, "seek", offset, from);
}

methods(textIOWrapperType, {
  "__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"(
    self: PyTextIOWrapper,
    buffer: PyValue,
    encoding: PyValue,
    errors: PyValue,
    newline: PyValue,
    lineBuffering: PyValue,
    writeThrough: PyValue,
  ) {
    wrapBuffer(self, buffer, encoding, errors, newline);
    self.lineBuffering = isTrue(lineBuffering);
    self.writeThrough = isTrue(writeThrough);
    return null;
  },
  "reconfigure(self, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None)"(
    self: PyTextIOWrapper,
    encoding: PyValue,
    errors: PyValue,
    newline: PyValue | undefined,
    lineBuffering: PyValue,
    writeThrough: PyValue,
  ) {
    if (self.text !== null && (encoding !== null || errors !== null || newline !== undefined))
      throw unsupported("It is not possible to set the encoding or newline of stream after the first read");
    self.flushPending();
    wrapBuffer(
      self,
      self.below(),
      encoding ?? self.encoding,
      errors ?? (encoding === null ? self.errors : "strict"),
      newline === undefined ? self.newline : newline,
    );
    if (lineBuffering !== null) self.lineBuffering = isTrue(lineBuffering);
    if (writeThrough !== null) self.writeThrough = isTrue(writeThrough);
    return null;
  },
  "read(self, size=-1, /)"(self: PyTextIOWrapper, size: PyValue) {
    const count = sizeArgument(size);
    self.live();
    return self.take(count);
  },
  "readline(self, size=-1, /)": (self: PyTextIOWrapper, size: PyValue) => readLine(self, sizeArgument(size)),
  "write(self, text, /)"(self: PyTextIOWrapper, text: PyValue) {
    const written = asString(text);
    if (written === undefined) throw raise.TypeError(`write() argument must be str, not ${shownArgument(text)}`);
    self.live();
    const buffer = self.below();
    if (!(buffer instanceof PyBuffered && !buffer.cls.isHeap) || !self.hasPending) {
      if (!isTrue(callMethod(buffer, "writable"))) throw unsupported("not writable");
    }
    self.put(written);
    return codePointLength(written);
  },
  "flush(self, /)"(self: PyTextIOWrapper) {
    self.live();
    self.isIterating = false;
    self.flushPending();
    callMethod(self.below(), "flush");
    return null;
  },
  "close(self, /)"(self: PyTextIOWrapper) {
    const buffer = self.below();
    if (isTrue(getAttribute(buffer, "closed"))) return null;
    try {
      callMethod(self, "flush");
    } finally {
      callMethod(buffer, "close");
    }
    return null;
  },
  "detach(self, /)"(self: PyTextIOWrapper) {
    const buffer = self.below();
    callMethod(self, "flush");
    self.buffer = undefined;
    return buffer;
  },
  "seek(self, cookie, whence=0, /)": seek,
  "tell(self, /)"(self: PyTextIOWrapper) {
    self.live();
    if (!isTrue(callMethod(self.below(), "seekable"))) throw unsupported("underlying stream is not seekable");
    if (self.isIterating) throw raise.OSError("telling position disabled by next() call");
    return self.tell();
  },
  "truncate(self, pos=None, /)"(self: PyTextIOWrapper, position: PyValue) {
    callMethod(self, "flush");
    return callMethod(self.below(), "truncate", position === null ? self.tell() : position);
  },
  "readable(self, /)": (self: PyTextIOWrapper) => callMethod(self.below(), "readable"),
  "writable(self, /)": (self: PyTextIOWrapper) => callMethod(self.below(), "writable"),
  "seekable(self, /)": (self: PyTextIOWrapper) => callMethod(self.below(), "seekable"),
  "fileno(self, /)": (self: PyTextIOWrapper) => callMethod(self.below(), "fileno"),
  "isatty(self, /)": (self: PyTextIOWrapper) => callMethod(self.below(), "isatty"),
  "__next__(self, /)"(self: PyTextIOWrapper) {
    const line = nextOfWrapper.call(self);
    if (line === undefined) throw stopIteration(null);
    return line;
  },
  "__repr__(self, /)"(self: PyTextIOWrapper) {
    const name = self.buffer === undefined ? null : attributeOr(self, "name", null);
    const mode = attributeOr(self, "mode", null);
    return `<_io.TextIOWrapper${name === null ? "" : ` name=${repr(name)}`}${mode === null ? "" : ` mode=${repr(mode)}`} encoding=${repr(self.encoding)}>`;
  },
});
attributes<PyTextIOWrapper>(textIOWrapperType, {
  encoding: (self) => self.encoding,
  errors: (self) => self.errors,
  buffer: (self) => self.buffer ?? null,
  closed: (self) => getAttribute(self.below(), "closed"),
  name: (self) => getAttribute(self.below(), "name"),
  line_buffering: (self) => self.lineBuffering,
  write_through: (self) => self.writeThrough,
  newlines(self) {
    const kinds = newlineKinds(self.isUniversal ? self.seen : 0);
    return kinds.length === 0 ? null : kinds.length === 1 ? (kinds[0] as string) : new PyTuple(kinds);
  },
  _CHUNK_SIZE: { get: () => 8192, set: () => undefined },
});
