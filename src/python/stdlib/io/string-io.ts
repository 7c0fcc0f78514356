/** io.StringIO. Positions are counted in code points. */
import { instanceDict } from "../../runtime/attributes.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { indexOrNot, toSize } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { type PyIterator, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { reserveText } from "../../builtins/text-size.ts";
import { codePointLength, sliceCodePoints, toUnitIndex } from "../../builtins/text/code-points.ts";
import { callMethod, PyTextIOBase, sizeArgument, textIOBaseType } from "./base.ts";
import { closedFile } from "./errors.ts";
import { lineEnd, newlineKinds, seenNewlines, translateNewlines } from "./lines.ts";

export class PyStringIO extends PyTextIOBase {
  text = "";
  /** Code points in the text. */
  size = 0;
  position = 0;
  /** The position in UTF-16 units while reading goes on from there; -1 when it has to be found. */
  #unit = 0;
  newline: string | null = "\n";
  seen = 0;
  /** Written units that memory has not yet been asked for. */
  #uncounted = 0;

  live(): void {
    if (this.isClosed) throw closedFile("I/O operation on closed file");
  }

  get isUniversal(): boolean {
    return this.newline === null || this.newline === "";
  }

  moveTo(position: number): void {
    if (position === this.position) return;
    this.position = position;
    this.#unit = position === 0 ? 0 : -1;
  }

  #unitPosition(): number {
    if (this.#unit < 0)
      this.#unit =
        this.position >= this.size
          ? this.text.length
          : this.size === this.text.length
            ? this.position
            : toUnitIndex(this.text, this.position);
    return this.#unit;
  }

  put(written: string): void {
    let text = written;
    if (this.isUniversal) {
      this.seen |= seenNewlines(text);
      if (this.newline === null) text = translateNewlines(text);
    } else if (this.newline !== "\n" && text.includes("\n")) text = text.replaceAll("\n", this.newline as string);
    if (text === "") return;
    spend(1 + (text.length >> 5));
    this.#uncounted += text.length;
    if (this.#uncounted > 4096) {
      reserveText(this.#uncounted);
      this.#uncounted = 0;
      if (this.text.length + text.length > 2 ** 29 - 64) throw raise.MemoryError();
    }
    const count = codePointLength(text);
    if (this.position === this.size) this.text += text;
    else if (this.position > this.size) {
      allocate((this.position - this.size) * 2);
      this.text += "\0".repeat(this.position - this.size) + text;
    } else {
      spend(this.text.length >> 5);
      this.text =
        sliceCodePoints(this.text, 0, this.position) +
        text +
        sliceCodePoints(this.text, Math.min(this.size, this.position + count), this.size);
    }
    this.position += count;
    if (this.position > this.size) this.size = this.position;
    this.#unit = this.position === this.size ? this.text.length : -1;
  }

  take(count: number): string {
    if (this.position >= this.size) return "";
    const start = this.#unitPosition();
    if (count < 0 || count >= this.size - this.position) {
      const rest = this.text.slice(start);
      spend(rest.length >> 6);
      this.position = this.size;
      this.#unit = this.text.length;
      return rest;
    }
    this.position += count;
    this.#unit = this.size === this.text.length ? start + count : -1;
    return this.text.slice(start, this.#unitPosition());
  }

  line(limit: number): string {
    if (this.position >= this.size || limit === 0) return "";
    const start = this.#unitPosition();
    const found = lineEnd(this.text, start, {
      isUniversal: this.newline === "",
      ending: this.newline === null ? "\n" : this.newline,
    });
    const end = found < 0 ? this.text.length : found;
    spend((end - start) >> 6);
    const line = this.text.slice(start, end);
    const count = this.size === this.text.length ? line.length : codePointLength(line);
    if (limit >= 0 && limit < count) return this.take(limit);
    this.position += count;
    this.#unit = end;
    return line;
  }

  truncateTo(size: number): void {
    if (size >= this.size) return;
    this.text = sliceCodePoints(this.text, 0, size);
    this.size = size;
    this.#unit = -1;
  }
}

export const stringIOType: PyType = defineType("StringIO", PyStringIO, { module: "_io", base: textIOBaseType });

constructor(
  stringIOType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyStringIO)(),
);

/** A `newline` argument; `show` writes one that is none. */
export function newlineArgument(newline: PyValue, show: (value: PyValue) => string = repr): string | null {
  if (newline === null) return null;
  const text = asString(newline);
  if (text === undefined) throw raise.TypeError(`newline must be str or None, not ${typeOf(newline).shown}`);
  if (!["", "\n", "\r", "\r\n"].includes(text)) throw raise.ValueError(`illegal newline value: ${show(newline)}`);
  return text;
}

function nextOfStringIO(this: PyStringIO): PyValue | undefined {
  spend(1);
  this.live();
  const line = this.cls === stringIOType ? this.line(-1) : callMethod(this, "readline");
  if (typeof line !== "string")
    throw raise.OSError(`readline() should have returned a str object, not '${typeOf(line).shown}'`);
  return line === "" ? undefined : line;
}
(PyStringIO.prototype as unknown as PyIterator).next = nextOfStringIO;

function initialise(self: PyStringIO, initial: PyValue, newline: PyValue): void {
  const ending = newlineArgument(newline);
  const text = initial === null ? "" : asString(initial);
  if (text === undefined) throw raise.TypeError(`initial_value must be str or None, not ${typeOf(initial).shown}`);
  self.newline = ending;
  self.seen = 0;
  self.isClosed = false;
  self.text = "";
  self.size = 0;
  self.moveTo(0);
  self.position = 0;
  self.put(text);
  self.moveTo(0);
}

function answer(value: PyValue): (self: PyStringIO) => PyValue {
  return (self) => {
    self.live();
    return value;
  };
}

methods(stringIOType, {
  "__init__(self, initial_value='', newline='\\n')"(self: PyStringIO, initial: PyValue, newline: PyValue) {
    initialise(self, initial, newline);
    return null;
  },
  "readable(self, /)": answer(true),
  "writable(self, /)": answer(true),
  "seekable(self, /)": answer(true),
  "flush(self, /)": answer(null),
  "isatty(self, /)": answer(false),
  "tell(self, /)"(self: PyStringIO) {
    self.live();
    return self.position;
  },
  "read(self, size=-1, /)"(self: PyStringIO, size: PyValue) {
    self.live();
    return self.take(sizeArgument(size));
  },
  "readline(self, size=-1, /)"(self: PyStringIO, size: PyValue) {
    self.live();
    return self.line(sizeArgument(size));
  },
  "write(self, s, /)"(self: PyStringIO, written: PyValue) {
    const text = asString(written);
    if (text === undefined) throw raise.TypeError(`string argument expected, got '${typeOf(written).shown}'`);
    self.live();
    self.put(text);
    return codePointLength(text);
  },
  "seek(self, pos, whence=0, /)"(self: PyStringIO, offset: PyValue, whence: PyValue) {
    self.live();
    const position = toSize(offset),
      from = toSize(whence);
    if (from < 0 || from > 2) throw raise.ValueError(`Invalid whence (${from}, should be 0, 1 or 2)`);
    if (position < 0 && from === 0) throw raise.ValueError(`Negative seek position ${position}`);
    if (from !== 0 && position !== 0) throw raise.OSError("Can't do nonzero cur-relative seeks");
    if (from === 0) self.moveTo(position);
    else if (from === 2) self.moveTo(self.size);
    return self.position;
  },
  "truncate(self, pos=None, /)"(self: PyStringIO, size: PyValue) {
    self.live();
    if (size !== null && indexOrNot(size) === undefined)
      throw raise.TypeError(`argument should be integer or None, not '${typeOf(size).shown}'`);
    const count = size === null ? self.position : toSize(size);
    if (count < 0) throw raise.ValueError(`Negative size value ${count}`);
    self.truncateTo(count);
    return count;
  },
  "getvalue(self, /)"(self: PyStringIO) {
    self.live();
    return self.text;
  },
  "close(self, /)"(self: PyStringIO) {
    self.isClosed = true;
    self.text = "";
    self.size = 0;
    return null;
  },
  "__getstate__(self, /)"(self: PyStringIO) {
    self.live();
    const own = instanceDict(self);
    return new PyTuple([self.text, self.newline, self.position, own.size > 0 ? own : null]);
  },
  "__setstate__(self, state, /)"(self: PyStringIO, state: PyValue) {
    self.live();
    if (!(state instanceof PyTuple) || state.items.length < 4)
      throw raise.TypeError(
        `${typeOf(self).shown}.__setstate__ argument should be 4-tuple, got ${typeOf(state).shown}`,
      );
    const [value, newline, position, own] = state.items;
    initialise(self, "", newline as PyValue);
    const text = asString(value as PyValue);
    if (text === undefined)
      throw raise.TypeError(`first item of state must be a str, not ${typeOf(value as PyValue).shown}`);
    self.text = text;
    self.size = codePointLength(text);
    if (typeof position !== "number")
      throw raise.TypeError(`third item of state must be an integer, got ${typeOf(position ?? null).shown}`);
    if (position < 0) throw raise.ValueError("position value cannot be negative");
    self.moveTo(position);
    if (own !== null) {
      if (!(own instanceof PyDict))
        throw raise.TypeError(`fourth item of state should be a dict, got a ${typeOf(own ?? null).shown}`);
      spend(own.size);
      for (const [key, item] of own.entries()) instanceDict(self).set(key, item);
    }
    return null;
  },
  "__next__(self, /)"(self: PyStringIO) {
    const line = nextOfStringIO.call(self);
    if (line === undefined) throw raise.StopIteration();
    return line;
  },
});
attributes<PyStringIO>(stringIOType, {
  closed: (self) => self.isClosed,
  line_buffering(self) {
    self.live();
    return false;
  },
  newlines(self) {
    self.live();
    if (!self.isUniversal) return null;
    const kinds = newlineKinds(self.seen);
    return kinds.length === 0 ? null : kinds.length === 1 ? (kinds[0] as string) : new PyTuple(kinds);
  },
});
