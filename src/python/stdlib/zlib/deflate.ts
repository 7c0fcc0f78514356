/** Deflate (RFC 1951): matches of a hash chain, in blocks with codes of their own, the fixed ones or none, whichever is shortest. */
import { ByteBuilder } from "../../builtins/text/byte-builder.ts";
import { lazily } from "../../runtime/lazily.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { canonicalCodes, codeLengths } from "./huffman.ts";
import {
  codeOf,
  distanceCodes,
  END_OF_BLOCK,
  fixedDistanceLengths,
  fixedLiteralLengths,
  LENGTH_ORDER,
  lengthCodes,
  LONGEST_MATCH,
  WINDOW,
} from "./tables.ts";

/** How hard a level searches: a match of `goodLength` is taken at once; `chain` candidates are looked at; `isLazy` looks one byte ahead. */
interface Effort {
  goodLength: number;
  chain: number;
  isLazy: boolean;
}
const EFFORTS: readonly Effort[] = [
  { goodLength: 0, chain: 0, isLazy: false },
  { goodLength: 8, chain: 4, isLazy: false },
  { goodLength: 16, chain: 5, isLazy: false },
  { goodLength: 32, chain: 6, isLazy: false },
  { goodLength: 16, chain: 16, isLazy: true },
  { goodLength: 32, chain: 32, isLazy: true },
  { goodLength: 128, chain: 128, isLazy: true },
  { goodLength: 128, chain: 256, isLazy: true },
  { goodLength: 258, chain: 1024, isLazy: true },
  { goodLength: 258, chain: 4096, isLazy: true },
];

const BLOCK_TOKENS = 16384;
const LARGEST_STORED = 65535;
const HASH_BITS = 15;
const SHORTEST_MATCH = 3;

export type FlushMode = "sync" | "full" | "finish";

export class Deflater {
  readonly #effort: Effort;
  readonly #heads = new Int32Array(2 ** HASH_BITS).fill(-1);
  readonly #previous = new Int32Array(WINDOW);
  /** The input, the first `#size` bytes of it: what is before `#next` is the window. */
  #input: Uint8Array = new Uint8Array(0);
  #size = 0;
  #next = 0;
  /** Literals, and matches as length * 65536 + distance. */
  readonly #tokens = new Uint32Array(BLOCK_TOKENS);
  #tokenCount = 0;
  #blockStart = 0;
  #output = new ByteBuilder(1024);
  #bits = 0;
  #bitCount = 0;

  constructor(level: number) {
    this.#effort = EFFORTS[level < 0 ? 6 : level] ?? { goodLength: 128, chain: 128, isLazy: true };
  }

  /** Text that matches may refer to from the beginning. */
  setDictionary(bytes: Uint8Array): void {
    this.#append(bytes.subarray(-WINDOW));
    while (this.#next + SHORTEST_MATCH <= this.#size) this.#insert(this.#next++);
    this.#next = this.#blockStart = this.#size;
  }

  copy(): Deflater {
    const other = new Deflater(EFFORTS.indexOf(this.#effort));
    other.#heads.set(this.#heads);
    other.#previous.set(this.#previous);
    other.#tokens.set(this.#tokens);
    other.#input = this.#input.slice();
    other.#size = this.#size;
    other.#next = this.#next;
    other.#tokenCount = this.#tokenCount;
    other.#blockStart = this.#blockStart;
    other.#bits = this.#bits;
    other.#bitCount = this.#bitCount;
    return other;
  }

  /** Takes input; gives what is ready. The last bytes wait for those that may match with them. */
  push(bytes: Uint8Array): Uint8Array {
    spend(bytes.length >> 1);
    this.#append(bytes);
    this.#search(this.#size - LONGEST_MATCH);
    return this.#takeOutput();
  }

  flush(mode: FlushMode): Uint8Array {
    this.#search(this.#size);
    if (mode === "finish") {
      this.#writeBlock(true);
      this.#alignToByte();
    } else {
      if (this.#tokenCount > 0 || this.#blockStart < this.#next) this.#writeBlock(false);
      // An empty stored block ends at a byte's border.
      this.#put(0, 3);
      this.#alignToByte();
      this.#output.append(Uint8Array.of(0, 0, 255, 255));
      if (mode === "full") this.#heads.fill(-1);
    }
    return this.#takeOutput();
  }

  #takeOutput(): Uint8Array {
    const bytes = this.#output.finish();
    this.#output = new ByteBuilder(1024);
    return bytes;
  }

  #append(bytes: Uint8Array): void {
    if (this.#size + bytes.length > this.#input.length) this.#makeRoom(bytes.length);
    this.#input.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** Lets go of what is neither in the window nor in the block that is being gathered. */
  #makeRoom(count: number): void {
    const dropped = Math.max(0, Math.min(this.#blockStart, this.#next - WINDOW));
    const kept = this.#size - dropped;
    // Half of the room is free afterwards, so that pieces of any size cost as much as they are long.
    const capacity = Math.max(this.#input.length, 2 * (kept + count));
    allocate(capacity);
    spend(capacity >> 4);
    const input = new Uint8Array(capacity);
    input.set(this.#input.subarray(dropped, this.#size));
    if (dropped > 0) this.#renumber(dropped);
    this.#input = input;
    this.#size = kept;
    this.#next -= dropped;
    this.#blockStart -= dropped;
  }

  /** The chains hold positions. */
  #renumber(dropped: number): void {
    for (let index = 0; index < this.#heads.length; index++)
      this.#heads[index] = Math.max(-1, (this.#heads[index] as number) - dropped);
    const moved = new Int32Array(WINDOW).fill(-1);
    for (let position = Math.max(dropped, this.#next - WINDOW); position < this.#next; position++) {
      moved[(position - dropped) & (WINDOW - 1)] = Math.max(
        -1,
        (this.#previous[position & (WINDOW - 1)] as number) - dropped,
      );
    }
    this.#previous.set(moved);
  }

  #insert(position: number): void {
    const input = this.#input;
    const hash =
      (((input[position] as number) << 10) ^ ((input[position + 1] as number) << 5) ^ (input[position + 2] as number)) &
      (2 ** HASH_BITS - 1);
    this.#previous[position & (WINDOW - 1)] = this.#heads[hash] as number;
    this.#heads[hash] = position;
  }

  /** The longest match at `position`, which was inserted: length * 65536 + distance; 0 for none. */
  #match(position: number): number {
    const input = this.#input,
      most = Math.min(LONGEST_MATCH, this.#size - position),
      least = position - WINDOW;
    let best = SHORTEST_MATCH - 1,
      distance = 0;
    let candidate = this.#previous[position & (WINDOW - 1)] as number;
    let left = this.#effort.chain,
      compared = 0;
    for (; candidate >= 0 && candidate > least && left > 0; left--) {
      if (input[candidate + best] === input[position + best]) {
        let length = 0;
        while (length < most && input[candidate + length] === input[position + length]) length++;
        compared += length;
        if (length > best) {
          best = length;
          distance = position - candidate;
          if (length >= this.#effort.goodLength || length === most) break;
        }
      }
      const next = this.#previous[candidate & (WINDOW - 1)] as number;
      if (next >= candidate) break;
      candidate = next;
    }
    spend(1 + ((this.#effort.chain - left + compared) >> 4));
    return distance === 0 ? 0 : best * 65536 + distance;
  }

  #search(end: number): void {
    const input = this.#input;
    while (this.#next < end) {
      if (this.#effort.chain === 0) {
        // Nothing is searched for: blocks are stored.
        this.#next = Math.min(end, this.#blockStart + LARGEST_STORED);
        if (this.#next - this.#blockStart === LARGEST_STORED) this.#writeBlock(false);
        continue;
      }
      const position = this.#next;
      if (position + SHORTEST_MATCH > this.#size) {
        this.#token(input[position] as number);
        this.#next++;
        continue;
      }
      this.#insert(position);
      let match = this.#match(position);
      if (
        match !== 0 &&
        this.#effort.isLazy &&
        match >>> 16 < this.#effort.goodLength &&
        position + 1 + SHORTEST_MATCH <= this.#size
      ) {
        this.#insert(position + 1);
        const later = this.#match(position + 1);
        if (later >>> 16 > match >>> 16) {
          this.#token(input[position] as number);
          this.#next++;
          match = later;
        }
        this.#accept(match, this.#next === position ? 2 : 1);
      } else if (match !== 0) this.#accept(match, 1);
      else {
        this.#token(input[position] as number);
        this.#next++;
      }
    }
  }

  /** Takes a match whose first `inserted` positions are known to the chains. */
  #accept(match: number, inserted: number): void {
    const start = this.#next,
      end = start + (match >>> 16);
    for (let position = start + inserted; position < end && position + SHORTEST_MATCH <= this.#size; position++)
      this.#insert(position);
    this.#token(match, end);
    this.#next = end;
  }

  #token(token: number, end: number = this.#next + 1): void {
    this.#tokens[this.#tokenCount++] = token;
    if (this.#tokenCount < BLOCK_TOKENS) return;
    this.#next = end;
    this.#writeBlock(false);
    this.#next = token > 0xffff ? end - (token >>> 16) : end - 1;
  }

  #put(value: number, count: number): void {
    this.#bits |= value << this.#bitCount;
    this.#bitCount += count;
    while (this.#bitCount >= 8) {
      this.#output.push(this.#bits & 255);
      this.#bits >>>= 8;
      this.#bitCount -= 8;
    }
  }

  #alignToByte(): void {
    if (this.#bitCount > 0) this.#put(0, 8 - this.#bitCount);
  }

  /** Writes what was gathered since the last block. */
  #writeBlock(isLast: boolean): void {
    const tokens = this.#tokens.subarray(0, this.#tokenCount),
      size = this.#next - this.#blockStart;
    const own = this.#effort.chain === 0 ? undefined : new BlockCodes(tokens);
    const storedBits = 8 * (size + 4) + 10;
    const fixedBits = own?.fixedBits ?? Infinity,
      ownBits = own?.ownBits ?? Infinity;
    if (size <= LARGEST_STORED && (own === undefined || storedBits < Math.min(fixedBits, ownBits)))
      this.#writeStored(isLast);
    else if (own !== undefined) {
      const usesFixed = fixedBits <= ownBits;
      this.#put((isLast ? 1 : 0) | (usesFixed ? 2 : 4), 3);
      if (!usesFixed) for (const [value, count] of own.header) this.#put(value, count);
      const [literalLengths, distanceLengths] = usesFixed
        ? [fixedLiteralLengths(), fixedDistanceLengths()]
        : [own.literalLengths, own.distanceLengths];
      this.#writeTokens(tokens, literalLengths, distanceLengths);
    }
    this.#tokenCount = 0;
    this.#blockStart = this.#next;
  }

  #writeStored(isLast: boolean): void {
    const bytes = this.#input.subarray(this.#blockStart, this.#next),
      { length } = bytes;
    this.#put(isLast ? 1 : 0, 3);
    this.#alignToByte();
    this.#output.append(Uint8Array.of(length & 255, length >> 8, ~length & 255, (~length >> 8) & 255));
    this.#output.append(bytes);
  }

  #writeTokens(tokens: Uint32Array, literalLengths: Uint8Array, distanceLengths: Uint8Array): void {
    const literalCodes = canonicalCodes(literalLengths),
      distanceCodesOwn = canonicalCodes(distanceLengths);
    const lengths = lengthCodes(),
      distances = distanceCodes(),
      { byLength, byDistance } = codesByValue();
    for (const token of tokens) {
      if (token < 256) {
        this.#put(literalCodes[token] as number, literalLengths[token] as number);
        continue;
      }
      const length = token >>> 16,
        distance = token & 0xffff;
      const lengthCode = byLength[length] as number,
        distanceCode = byDistance[distance] as number;
      this.#put(literalCodes[257 + lengthCode] as number, literalLengths[257 + lengthCode] as number);
      this.#put(length - (lengths.bases[lengthCode] as number), lengths.extra[lengthCode] as number);
      this.#put(distanceCodesOwn[distanceCode] as number, distanceLengths[distanceCode] as number);
      this.#put(distance - (distances.bases[distanceCode] as number), distances.extra[distanceCode] as number);
    }
    this.#put(literalCodes[END_OF_BLOCK] as number, literalLengths[END_OF_BLOCK] as number);
  }
}

const codesByValue = lazily(() => {
  const lengths = lengthCodes(),
    distances = distanceCodes();
  return {
    byLength: Uint8Array.from({ length: LONGEST_MATCH + 1 }, (_, length) => codeOf(lengths, length)),
    byDistance: Uint8Array.from({ length: WINDOW + 1 }, (_, distance) => codeOf(distances, distance)),
  };
});

/** The codes of one block, and how long it is with them and with the fixed ones. */
class BlockCodes {
  readonly literalLengths: Uint8Array;
  readonly distanceLengths: Uint8Array;
  /** Values and their numbers of bits. */
  readonly header: (readonly [number, number])[] = [];
  readonly ownBits: number;
  readonly fixedBits: number;

  constructor(tokens: Uint32Array) {
    const literals = new Uint32Array(286),
      distances = new Uint32Array(30),
      { byLength, byDistance } = codesByValue();
    let extraBits = 0;
    for (const token of tokens) {
      if (token < 256) {
        literals[token] = (literals[token] as number) + 1;
        continue;
      }
      const length = byLength[token >>> 16] as number,
        distance = byDistance[token & 0xffff] as number;
      literals[257 + length] = (literals[257 + length] as number) + 1;
      distances[distance] = (distances[distance] as number) + 1;
      extraBits += (lengthCodes().extra[length] as number) + (distanceCodes().extra[distance] as number);
    }
    literals[END_OF_BLOCK] = 1;
    this.literalLengths = codeLengths(literals, 15);
    this.distanceLengths = codeLengths(distances, 15);
    this.#writeHeader();
    const cost = (literal: Uint8Array, distance: Uint8Array): number =>
      literals.reduce((sum, count, symbol) => sum + count * (literal[symbol] ?? 0), 3 + extraBits) +
      distances.reduce((sum, count, symbol) => sum + count * (distance[symbol] ?? 0), 0);
    this.fixedBits = cost(fixedLiteralLengths(), fixedDistanceLengths());
    this.ownBits =
      cost(this.literalLengths, this.distanceLengths) + this.header.reduce((sum, [, count]) => sum + count, 0);
  }

  /** The lengths of both codes, shortened by runs, themselves in a Huffman code. */
  #writeHeader(): void {
    const literalCount = Math.max(257, lastUsed(this.literalLengths)),
      distanceCount = Math.max(1, lastUsed(this.distanceLengths));
    const lengths = [
      ...this.literalLengths.subarray(0, literalCount),
      ...this.distanceLengths.subarray(0, distanceCount),
    ];
    const runs = runsOf(lengths),
      counts = new Uint32Array(19);
    for (const [symbol] of runs) counts[symbol] = (counts[symbol] ?? 0) + 1;
    const own = codeLengths(counts, 7),
      codes = canonicalCodes(own);
    let orderCount = 19;
    while (orderCount > 4 && own[LENGTH_ORDER[orderCount - 1] ?? 0] === 0) orderCount--;
    this.header.push([literalCount - 257, 5], [distanceCount - 1, 5], [orderCount - 4, 4]);
    for (const symbol of LENGTH_ORDER.slice(0, orderCount)) this.header.push([own[symbol] ?? 0, 3]);
    for (const [symbol, extra, bits] of runs) {
      this.header.push([codes[symbol] ?? 0, own[symbol] ?? 0]);
      if (bits > 0) this.header.push([extra, bits]);
    }
  }
}

function lastUsed(lengths: Uint8Array): number {
  let count = lengths.length;
  while (count > 0 && lengths[count - 1] === 0) count--;
  return count;
}

/** Symbols of the code for lengths, with the bits that follow each. */
function runsOf(lengths: readonly number[]): [symbol: number, extra: number, bits: number][] {
  const runs: [number, number, number][] = [];
  for (let place = 0; place < lengths.length;) {
    const value = lengths[place] ?? 0;
    let end = place + 1;
    while (end < lengths.length && lengths[end] === value) end++;
    let count = end - place;
    place = end;
    if (value !== 0) {
      runs.push([value, 0, 0]);
      count--;
    }
    while (count >= 3) {
      const most = value !== 0 ? 6 : 138,
        taken = Math.min(count, most);
      runs.push(value !== 0 ? [16, taken - 3, 2] : taken < 11 ? [17, taken - 3, 3] : [18, taken - 11, 7]);
      count -= taken;
    }
    for (; count > 0; count--) runs.push([value, 0, 0]);
  }
  return runs;
}
