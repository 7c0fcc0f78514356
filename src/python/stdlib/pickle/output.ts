/** The bytes of a pickle as they are written; from protocol 4 on they stand in frames, each behind its length. */
import { allocate, spend } from "../../runtime/limits.ts";
import { OP } from "./opcodes.ts";

/** A frame is closed once it is this long; longer strings stand between frames. */
const FRAME_TARGET = 64 * 1024;
/** Shorter contents have no frame. */
const FRAME_LEAST = 4;
const FRAME_HEADER = 9;

export class PickleOutput {
  #bytes = new Uint8Array(64);
  #length = 0;
  #isFramed = false;
  /** Where the header of the open frame stands, -1 without one. */
  #frame = -1;

  /** From now on in frames. */
  beginFrames(): void {
    this.#isFramed = true;
  }

  put(...bytes: number[]): void {
    this.#reserve(bytes.length);
    for (const byte of bytes) this.#bytes[this.#length++] = byte;
  }

  /** An instruction with a little-endian number of `size` bytes. */
  putNumber(op: number, value: number, size: number): void {
    this.#reserve(1 + size);
    this.#bytes[this.#length++] = op;
    let rest = value;
    for (let i = 0; i < size; i++) {
      this.#bytes[this.#length++] = ((rest % 256) + 256) % 256;
      rest = Math.floor(rest / 256);
    }
  }

  /** Characters that are bytes. */
  putText(text: string): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[this.#length++] = text.charCodeAt(i);
  }

  /** An instruction with its length and its bytes; a long one stands outside the frames. */
  putBytes(op: number, sizeBytes: number, payload: Uint8Array): void {
    const isLong = this.#isFramed && payload.length >= FRAME_TARGET;
    if (isLong) {
      this.#closeFrame();
      this.#isFramed = false;
    }
    this.putNumber(op, payload.length, sizeBytes);
    this.append(payload);
    if (isLong) this.#isFramed = true;
  }

  append(payload: Uint8Array): void {
    this.#reserve(payload.length);
    this.#bytes.set(payload, this.#length);
    this.#length += payload.length;
  }

  /** Between two objects: closes a frame that is long enough. */
  boundary(): void {
    if (this.#frame >= 0 && this.#length - this.#frame - FRAME_HEADER >= FRAME_TARGET) this.#closeFrame();
  }

  finish(): Uint8Array {
    this.#closeFrame();
    spend(this.#length >> 6);
    return this.#bytes.slice(0, this.#length);
  }

  #closeFrame(): void {
    if (this.#frame < 0) return;
    const start = this.#frame,
      length = this.#length - start - FRAME_HEADER;
    if (length < FRAME_LEAST) {
      this.#bytes.copyWithin(start, start + FRAME_HEADER, this.#length);
      this.#length -= FRAME_HEADER;
    } else {
      this.#bytes[start] = OP.FRAME;
      new DataView(this.#bytes.buffer).setBigUint64(start + 1, BigInt(length), true);
    }
    this.#frame = -1;
  }

  #reserve(count: number): void {
    let needed = this.#length + count;
    if (this.#isFramed && this.#frame < 0) {
      this.#frame = this.#length;
      needed += FRAME_HEADER;
      this.#grow(needed);
      this.#length += FRAME_HEADER;
    } else this.#grow(needed);
  }

  #grow(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const capacity = Math.max(needed, this.#bytes.length * 2);
    allocate(capacity);
    spend(capacity >> 6);
    const larger = new Uint8Array(capacity);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
