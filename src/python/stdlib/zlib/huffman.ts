/** Huffman codes of limited length: lengths from frequencies, codes from lengths, and a table to read them. */

/** A code length for each symbol that occurs, none above `limit`. */
export function codeLengths(frequencies: ArrayLike<number>, limit: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  const used = [...lengths.keys()].filter((symbol) => (frequencies[symbol] ?? 0) > 0);
  used.sort((a, b) => (frequencies[a] ?? 0) - (frequencies[b] ?? 0) || a - b);
  if (used.length <= 2) {
    for (const symbol of used) lengths[symbol] = 1;
    return lengths;
  }
  const counts = limitedCounts(treeDepths(used.map((symbol) => frequencies[symbol] ?? 0)), limit);
  // The rarest symbols get the longest codes.
  let length = limit;
  for (const symbol of used) {
    while ((counts[length] ?? 0) === 0) length--;
    lengths[symbol] = length;
    counts[length] = (counts[length] ?? 0) - 1;
  }
  return lengths;
}

/** How deep each leaf of the optimal tree is; the weights ascend, so two queues are enough. */
function treeDepths(weights: readonly number[]): number[] {
  const leaves = weights.length,
    parents = new Int32Array(2 * leaves - 1),
    inner: number[] = [];
  let leaf = 0,
    first = 0;
  const takeLeast = (): number => {
    if (leaf < leaves && (first >= inner.length || (weights[leaf] ?? 0) <= (inner[first] ?? 0))) return leaf++;
    return leaves + first++;
  };
  const weightOf = (node: number): number => (node < leaves ? weights[node] : inner[node - leaves]) ?? 0;
  for (let made = 0; made < leaves - 1; made++) {
    const a = takeLeast(),
      b = takeLeast();
    inner.push(weightOf(a) + weightOf(b));
    parents[a] = parents[b] = leaves + made;
  }
  const depths = new Array<number>(2 * leaves - 1).fill(0);
  for (let node = 2 * leaves - 3; node >= 0; node--) depths[node] = (depths[parents[node] ?? 0] ?? 0) + 1;
  return depths.slice(0, leaves);
}

/** How many codes of each length: those that are too long are shortened, and others lengthened until all fit. */
function limitedCounts(depths: readonly number[], limit: number): number[] {
  const counts = new Array<number>(limit + 1).fill(0);
  let excess = 0;
  for (const depth of depths) {
    const length = Math.min(depth, limit);
    counts[length] = (counts[length] ?? 0) + 1;
    excess += 2 ** (limit - length);
  }
  excess -= 2 ** limit;
  while (excess > 0) {
    let length = limit - 1;
    while ((counts[length] ?? 0) === 0) length--;
    counts[length] = (counts[length] ?? 0) - 1;
    counts[length + 1] = (counts[length + 1] ?? 0) + 1;
    excess -= 2 ** (limit - length - 1);
  }
  // What was saved too much goes to the longest codes.
  while (excess < 0) {
    let length = limit;
    while ((counts[length] ?? 0) === 0 || 2 ** (limit - length) > -excess) length--;
    counts[length] = (counts[length] ?? 0) - 1;
    counts[length - 1] = (counts[length - 1] ?? 0) + 1;
    excess += 2 ** (limit - length);
  }
  return counts;
}

/** The canonical codes, with their bits reversed as deflate writes them. */
export function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const counts = new Uint16Array(16),
    next = new Uint16Array(16),
    codes = new Uint16Array(lengths.length);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  for (let length = 1, code = 0; length < 16; length++) {
    code = (code + (counts[length - 1] ?? 0)) << 1;
    next[length] = code;
  }
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    codes[symbol] = reversed(code, length);
  });
  return codes;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

/** What a code's bits mean. */
export interface DecodingTable {
  /** Indexed by the next `bits` bits: the symbol times 16 plus the length of its code; 0 for no code. */
  entries: Uint16Array;
  bits: number;
}

/** undefined when the lengths make no prefix code; one lonely code, or none, is allowed where `allowsIncomplete`. */
export function decodingTable(lengths: Uint8Array, allowsIncomplete: boolean): DecodingTable | undefined {
  let bits = 0,
    room = 0,
    used = 0;
  for (const length of lengths) {
    if (length === 0) continue;
    bits = Math.max(bits, length);
    room += 2 ** (15 - length);
    used++;
  }
  if (room > 2 ** 15 || (room < 2 ** 15 && !(allowsIncomplete && used <= 1))) return undefined;
  const entries = new Uint16Array(2 ** bits),
    codes = canonicalCodes(lengths);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    for (let index = codes[symbol] ?? 0; index < entries.length; index += 2 ** length)
      entries[index] = symbol * 16 + length;
  });
  return { entries, bits };
}
