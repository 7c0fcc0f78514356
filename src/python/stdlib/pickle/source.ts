/** Where the bytes of a pickle come from: memory, or a file that is read no further than the pickle goes. */
import { bufferBytes } from "../../builtins/buffer.ts";
import { call } from "../../runtime/call.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import type { PyException, PyValue } from "../../runtime/values.ts";
import { unpicklingError } from "./errors.ts";

export interface PickleSource {
  /** The next byte, -1 at the end. */
  byte(): number;
  /** Exactly so many bytes, or UnpicklingError; not to be changed. */
  read(count: number): Uint8Array;
  /** Up to a newline, which is left out. */
  line(): Uint8Array;
  /** Announces a frame: its bytes come at once. */
  frame(count: number): void;
}

export class MemorySource implements PickleSource {
  readonly #bytes: Uint8Array;
  #position = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#position++] ?? -1;
  }

  read(count: number): Uint8Array {
    if (count > this.#bytes.length - this.#position) throw truncated();
    return this.#bytes.subarray(this.#position, (this.#position += count));
  }

  line(): Uint8Array {
    const end = this.#bytes.indexOf(10, this.#position);
    if (end < 0) throw truncated();
    const line = this.#bytes.subarray(this.#position, end);
    spend(line.length >> 5);
    this.#position = end + 1;
    return line;
  }

  frame(count: number): void {
    if (count > this.#bytes.length - this.#position) throw truncated();
  }
}

export class FileSource implements PickleSource {
  readonly #read: PyValue;
  readonly #readLine: PyValue;
  #frame: MemorySource | null = null;
  constructor(read: PyValue, readLine: PyValue) {
    this.#read = read;
    this.#readLine = readLine;
  }

  byte(): number {
    const frame = this.#open();
    if (frame !== null) return frame.byte();
    return this.#ask(1)[0] ?? -1;
  }

  read(count: number): Uint8Array {
    const frame = this.#open();
    if (frame !== null) return frame.read(count);
    const bytes = this.#ask(count);
    if (bytes.length < count) throw truncated();
    return bytes;
  }

  line(): Uint8Array {
    const frame = this.#open();
    if (frame !== null) return frame.line();
    const line = bytesOf(call(this.#readLine, []));
    if (line.at(-1) !== 10) throw truncated();
    return line.subarray(0, -1);
  }

  frame(count: number): void {
    const bytes = this.#ask(count);
    if (bytes.length < count) throw truncated();
    this.#frame = new MemorySource(bytes);
  }

  #open(): MemorySource | null {
    return this.#frame !== null && this.#frame.isAtEnd ? (this.#frame = null) : this.#frame;
  }

  #ask(count: number): Uint8Array {
    return bytesOf(call(this.#read, [count]));
  }
}

function bytesOf(value: PyValue): Uint8Array {
  const bytes = bufferBytes(value);
  if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(value).shown}'`);
  return bytes;
}

function truncated(): PyException {
  return unpicklingError("pickle data was truncated");
}
