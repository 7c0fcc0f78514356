/**
 * Inflate (RFC 1951), in as many steps as the input comes in.
 *
 * A symbol that the input does not hold in full is read again when there is more: its place is a bit position.
 */
import { allocate, spend } from "../../runtime/limits.ts";
import { type DecodingTable, decodingTable } from "./huffman.ts";
import { distanceCodes, END_OF_BLOCK, fixedLiteralLengths, LENGTH_ORDER, lengthCodes, WINDOW } from "./tables.ts";

/** A stream that is no deflate; the message is zlib's. */
export class InflateError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Thrown when the input ends in the middle of something. */
const NEEDS_INPUT = Symbol("more input");

type State = "block" | "stored" | "codes" | "done";

export class Inflater {
  #input: Uint8Array = new Uint8Array(0);
  /** The next bit of the input. */
  #position = 0;
  #state: State = "block";
  #isLastBlock = false;
  #storedLeft = 0;
  #literals: DecodingTable | undefined;
  #distances: DecodingTable | undefined;
  #output: Uint8Array = new Uint8Array(1024);
  /** Bytes of the output, and how many of them were taken; those before stay for matches. */
  #size = 0;
  #taken = 0;

  get isDone(): boolean {
    return this.#state === "done";
  }

  /** Bytes that can be taken. */
  get available(): number {
    return this.#size - this.#taken;
  }

  /** Text that matches may refer to from the beginning. */
  setDictionary(bytes: Uint8Array): void {
    const tail = bytes.subarray(-WINDOW);
    this.#room(tail.length);
    this.#output.set(tail, this.#size);
    this.#size += tail.length;
    this.#taken = this.#size;
  }

  /** Adds input. */
  push(bytes: Uint8Array): void {
    const used = this.#position >> 3;
    const left = this.#input.subarray(used);
    spend((left.length + bytes.length) >> 4);
    const joined = new Uint8Array(left.length + bytes.length);
    joined.set(left);
    joined.set(bytes, left.length);
    this.#input = joined;
    this.#position -= used * 8;
  }

  /** Takes back the input that was not read, but for the rest of a byte. */
  takeInput(): Uint8Array {
    const used = (this.#position + 7) >> 3;
    const rest = this.#input.slice(used);
    this.#input = this.#input.slice(0, used);
    return rest;
  }

  /** Goes on until the input or the stream ends, or `limit` bytes are there to be taken. */
  run(limit: number): void {
    try {
      while (this.#state !== "done" && this.available < limit) this.#step(limit);
    } catch (signal) {
      if (signal !== NEEDS_INPUT) throw signal;
    }
  }

  /** Up to `limit` bytes of what was made. */
  take(limit: number): Uint8Array {
    const count = Math.min(limit, this.available);
    const bytes = this.#output.slice(this.#taken, this.#taken + count);
    this.#taken += count;
    return bytes;
  }

  #step(limit: number): void {
    if (this.#state === "block") this.#beginBlock();
    else if (this.#state === "stored") this.#copyStored();
    else this.#decode(limit);
  }

  #bits(count: number): number {
    let value = 0;
    for (let got = 0; got < count;) {
      const byte = this.#input[this.#position >> 3];
      if (byte === undefined) throw NEEDS_INPUT;
      const offset = this.#position & 7,
        take = Math.min(8 - offset, count - got);
      value |= ((byte >> offset) & (2 ** take - 1)) << got;
      got += take;
      this.#position += take;
    }
    return value;
  }

  /** Runs what reads several things; without input for all of them nothing is read. */
  #whole<T>(read: () => T): T {
    const start = this.#position;
    try {
      return read();
    } catch (signal) {
      if (signal === NEEDS_INPUT) this.#position = start;
      throw signal;
    }
  }

  #beginBlock(): void {
    if (this.#isLastBlock) {
      this.#state = "done";
      return;
    }
    this.#whole(() => {
      const isLast = this.#bits(1) === 1,
        type = this.#bits(2);
      if (type === 0) this.#beginStored();
      else if (type === 1) {
        this.#literals = decodingTable(fixedLiteralLengths(), false);
        this.#distances = decodingTable(new Uint8Array(32).fill(5), false);
        this.#state = "codes";
      } else if (type === 2) {
        this.#readTables();
        this.#state = "codes";
      } else throw new InflateError("invalid block type");
      this.#isLastBlock = isLast;
    });
  }

  #beginStored(): void {
    const start = this.#position;
    this.#position = (this.#position + 7) & ~7;
    const size = this.#bits(16),
      check = this.#bits(16);
    if (size !== (check ^ 0xffff)) {
      this.#position = start;
      throw new InflateError("invalid stored block lengths");
    }
    this.#storedLeft = size;
    this.#state = "stored";
  }

  #copyStored(): void {
    const start = this.#position >> 3;
    const count = Math.min(this.#storedLeft, this.#input.length - start);
    spend(count >> 4);
    this.#room(count);
    this.#output.set(this.#input.subarray(start, start + count), this.#size);
    this.#size += count;
    this.#position += 8 * count;
    this.#storedLeft -= count;
    if (this.#storedLeft > 0) throw NEEDS_INPUT;
    this.#state = "block";
  }

  #readTables(): void {
    const literalCount = this.#bits(5) + 257,
      distanceCount = this.#bits(5) + 1,
      orderCount = this.#bits(4) + 4;
    if (literalCount > 286 || distanceCount > 30) throw new InflateError("too many length or distance symbols");
    const own = new Uint8Array(19);
    for (let index = 0; index < orderCount; index++) own[LENGTH_ORDER[index] ?? 0] = this.#bits(3);
    const table = decodingTable(own, false);
    if (table === undefined) throw new InflateError("invalid code lengths set");
    const lengths = new Uint8Array(literalCount + distanceCount);
    for (let place = 0; place < lengths.length;) {
      const symbol = this.#symbol(table, "invalid code lengths set");
      if (symbol < 16) {
        lengths[place++] = symbol;
        continue;
      }
      if (symbol === 16 && place === 0) throw new InflateError("invalid bit length repeat");
      const value = symbol === 16 ? (lengths[place - 1] ?? 0) : 0;
      const count = symbol === 16 ? 3 + this.#bits(2) : symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7);
      if (place + count > lengths.length) throw new InflateError("invalid bit length repeat");
      lengths.fill(value, place, place + count);
      place += count;
    }
    if (lengths[END_OF_BLOCK] === 0) throw new InflateError("invalid code -- missing end-of-block");
    this.#literals = decodingTable(lengths.subarray(0, literalCount), true);
    if (this.#literals === undefined) throw new InflateError("invalid literal/lengths set");
    this.#distances = decodingTable(lengths.subarray(literalCount), true);
    if (this.#distances === undefined) throw new InflateError("invalid distances set");
  }

  #symbol({ entries, bits }: DecodingTable, message: string): number {
    const position = this.#position,
      byte = position >> 3,
      input = this.#input;
    const word = (input[byte] ?? 0) | ((input[byte + 1] ?? 0) << 8) | ((input[byte + 2] ?? 0) << 16);
    const entry = entries[(word >> (position & 7)) & (2 ** bits - 1)] ?? 0;
    const length = entry & 15;
    if (length === 0) {
      if (position + bits > 8 * input.length) throw NEEDS_INPUT;
      throw new InflateError(message);
    }
    if (position + length > 8 * input.length) throw NEEDS_INPUT;
    this.#position = position + length;
    return entry >> 4;
  }

  /** Symbols of a block, until it ends or enough is there. */
  #decode(limit: number): void {
    const literals = this.#literals as DecodingTable,
      distances = this.#distances as DecodingTable;
    const lengthTable = lengthCodes(),
      distanceTable = distanceCodes();
    let charged = this.#size;
    while (this.available < limit) {
      if (this.#size - charged > 4096) {
        spend((this.#size - charged) >> 3);
        charged = this.#size;
      }
      const start = this.#position;
      try {
        const symbol = this.#symbol(literals, "invalid literal/length code");
        if (symbol < END_OF_BLOCK) {
          this.#room(1);
          this.#output[this.#size++] = symbol;
          continue;
        }
        if (symbol === END_OF_BLOCK) {
          this.#state = this.#isLastBlock ? "done" : "block";
          return;
        }
        if (symbol > 285) throw new InflateError("invalid literal/length code");
        const length =
          (lengthTable.bases[symbol - 257] as number) + this.#bits(lengthTable.extra[symbol - 257] as number);
        const code = this.#symbol(distances, "invalid distance code");
        if (code > 29) throw new InflateError("invalid distance code");
        const distance = (distanceTable.bases[code] as number) + this.#bits(distanceTable.extra[code] as number);
        this.#copy(length, distance);
      } catch (signal) {
        if (signal === NEEDS_INPUT) this.#position = start;
        throw signal;
      }
    }
  }

  #copy(length: number, distance: number): void {
    if (distance > this.#size) throw new InflateError("invalid distance too far back");
    this.#room(length);
    const output = this.#output;
    let to = this.#size;
    for (let from = to - distance, end = from + length; from < end;) output[to++] = output[from++] as number;
    this.#size = to;
  }

  /** Makes place for `count` bytes more: what was taken and is out of the window goes. */
  #room(count: number): void {
    if (this.#size + count <= this.#output.length) return;
    const dropped = Math.max(0, Math.min(this.#taken, this.#size - WINDOW));
    const kept = this.#size - dropped;
    const capacity =
      kept + count > this.#output.length / 2 ? Math.max(this.#output.length * 2, kept + count) : this.#output.length;
    allocate(capacity);
    const next = new Uint8Array(capacity);
    next.set(this.#output.subarray(dropped, this.#size));
    this.#output = next;
    this.#size = kept;
    this.#taken -= dropped;
  }
}
