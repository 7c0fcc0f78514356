/**
 * The virtual file system: the mounted files by path, and nothing else.
 *
 * Paths are keys. `./a.csv`, `/a.csv` and `a.csv` are one file; directories are there as long as something is in them,
 * or once they were made.
 */
import { allocate, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";

/** What a file holds while it is being written: more room than bytes, so that appending is cheap. */
interface Room {
  buffer: Uint8Array;
  size: number;
}

const STATE = "virtual files";

/** An open file with bytes that are not in its file yet. */
export interface Writer {
  settle(): void;
}

export class VirtualFiles {
  readonly files: Map<string, Uint8Array>;
  /** Directories that were made, as keys. */
  readonly directories: Set<string> = new Set();
  readonly #rooms = new Map<string, Room>();
  readonly writers: Set<Writer> = new Set();

  constructor(files: Map<string, Uint8Array>) {
    this.files = files;
  }

  /** The key under which a path is, or would be, stored. */
  key(path: string): string {
    if (this.files.has(path)) return path;
    const plain = normalise(path);
    if (this.files.has(plain)) return plain;
    const rooted = `/${plain}`;
    if (this.files.has(rooted)) return rooted;
    // Keys that were mounted in a form of their own: "./x".
    for (const key of this.files.keys()) if (key.startsWith(".") && normalise(key) === plain) return key;
    return plain;
  }

  isFile(path: string): boolean {
    return this.files.has(this.key(path));
  }

  isDirectory(path: string): boolean {
    const plain = normalise(path);
    if (plain === "" || this.directories.has(plain)) return true;
    spend(this.files.size >> 3);
    for (const key of this.files.keys()) if (normalise(key).startsWith(`${plain}/`)) return true;
    for (const made of this.directories) if (made.startsWith(`${plain}/`)) return true;
    return false;
  }

  /** CPython closes a file when nothing names it any more; here whoever looks at one sees what was written before. */
  settle(): void {
    for (const writer of this.writers) {
      this.writers.delete(writer);
      writer.settle();
    }
  }

  read(key: string): Uint8Array | undefined {
    this.settle();
    return this.files.get(key);
  }

  create(key: string): void {
    this.settle();
    this.#rooms.delete(key);
    this.files.set(key, new Uint8Array(0));
  }

  /** Writes bytes at a position; a gap before them is filled with zeros. */
  write(key: string, position: number, bytes: Uint8Array): void {
    spend(bytes.length >> 6);
    const room = this.#room(key, position + bytes.length);
    if (position > room.size) room.buffer.fill(0, room.size, position);
    room.buffer.set(bytes, position);
    room.size = Math.max(room.size, position + bytes.length);
    this.files.set(key, room.buffer.subarray(0, room.size));
  }

  resize(key: string, size: number): void {
    const room = this.#room(key, size);
    if (size > room.size) room.buffer.fill(0, room.size, size);
    room.size = size;
    this.files.set(key, room.buffer.subarray(0, size));
  }

  /** The room of a file, grown to hold `size` bytes. The host's own arrays are never written to. */
  #room(key: string, size: number): Room {
    let room = this.#rooms.get(key);
    const now = this.files.get(key) ?? new Uint8Array(0);
    if (
      room === undefined ||
      room.buffer.buffer !== now.buffer ||
      room.size !== now.length ||
      size > room.buffer.length
    ) {
      const capacity = Math.max(size, now.length, Math.min(now.length * 2, now.length + (1 << 24)));
      allocate(capacity);
      if (capacity > 2 ** 32) throw raise.MemoryError();
      spend(now.length >> 6);
      const buffer = new Uint8Array(capacity);
      buffer.set(now);
      room = { buffer, size: now.length };
      this.#rooms.set(key, room);
    }
    return room;
  }

  remove(key: string): void {
    this.settle();
    this.#rooms.delete(key);
    this.files.delete(key);
  }
}

/** A path without `.`, `..`, doubled and leading slashes. */
export function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** The files of the running interpreter. */
export function virtualFiles(): VirtualFiles {
  const { interpreter } = current;
  let files = interpreter.moduleState.get(STATE) as VirtualFiles | undefined;
  if (files === undefined) {
    files = new VirtualFiles(interpreter.options.files);
    interpreter.moduleState.set(STATE, files);
  }
  return files;
}
