/** Makes the `CharacterSet` of a node under the flags in force, each set once per pattern. */
import type { CharacterSetOptions } from "./character-set.ts";
import type { Folding } from "./letter-case.ts";
import type { Node, SetItem } from "./nodes.ts";
import { ASCII_FOLDING, UNICODE_FOLDING, toUpper } from "./letter-case.ts";
import { CharacterSet, HIGH_ALL, HIGH_OTHER, HIGH_SPACE, HIGH_WORD } from "./character-set.ts";
import { DOTALL, IGNORECASE, UNICODE } from "./flags.ts";
import { isInCategory, isWord } from "./categories.ts";
import { isSpace } from "../../builtins/text/unicode.ts";

export type CharacterNode = Extract<Node, { type: "any" | "literal" | "set" }>;

/** The rules for letters in force, or null where case counts. */
export function foldingOf(flags: number): Folding | null {
  if (!(flags & IGNORECASE)) return null;
  return flags & UNICODE ? UNICODE_FOLDING : ASCII_FOLDING;
}

export class SetBuilder {
  private readonly made = new Map<string, CharacterSet>();
  /** Called with the number of characters that are about to be looked at. */
  private readonly spend: (steps: number) => void;

  constructor(spend: (steps: number) => void) {
    this.spend = spend;
  }

  build(node: CharacterNode, flags: number): CharacterSet {
    const relevant = flags & (node.type === "any" ? DOTALL : IGNORECASE | UNICODE);
    const items = node.type === "literal" ? [node] : node.type === "set" ? node.items : [];
    const key = `${relevant} ${node.type === "set" && node.negated} ${node.type === "any" ? "any" : items.map(keyOf).join(" ")}`;
    let set = this.made.get(key);
    if (set === undefined) {
      set = new CharacterSet(
        node.type === "any" ? anyOptions(flags) : this.optionsOf(items, node.type === "set" && node.negated, flags),
      );
      this.made.set(key, set);
    }
    return set;
  }

  private optionsOf(items: readonly SetItem[], negated: boolean, flags: number): CharacterSetOptions {
    this.spend(8 + items.length * 4);
    const isUnicode = (flags & UNICODE) !== 0;
    const folding = foldingOf(flags);
    const options = folding === null ? plainOptions(items, isUnicode) : this.foldedOptions(items, isUnicode, folding);
    if (!negated) return options;
    const { contains, high, low } = options;
    return {
      contains: (code) => !contains(code),
      ...(low === undefined ? {} : { low: low.map((bit) => 1 - bit) }),
      high: options.hasAllHigh ? 0 : HIGH_ALL,
      hasAllHigh: high === 0,
    };
  }

  /**
   * Case ignored: the set of the lowercase forms of all items, asked for the lowercase form of a character. Up to
   * 0xffff the forms are a bitmap, as ranges may hold many; beyond, upper and lower case are one to one.
   */
  private foldedOptions(items: readonly SetItem[], isUnicode: boolean, folding: Folding): CharacterSetOptions {
    const lowered = new Uint8Array(0x2000);
    const add = (code: number): void => {
      lowered[code >> 3] = (lowered[code >> 3] ?? 0) | (1 << (code & 7));
    };
    const far: SetItem[] = [];
    let high = 0;
    for (const item of items) {
      if (item.type === "category") {
        far.push(item);
        high |= highOfItem(item, isUnicode);
        continue;
      }
      const [from, to] = item.type === "literal" ? [item.code, item.code] : [item.from, item.to];
      this.spend((Math.min(to, 0xffff) - from) >> 4);
      for (let code = from; code <= to && code <= 0xffff; code++) {
        const lower = folding.toLower(code);
        add(lower);
        for (const equivalent of folding.equivalentsOf(lower)) add(equivalent);
      }
      if (to > 0xffff) far.push({ type: "range", from: Math.max(from, 0x10000), to });
      // Of the letters below 256 some have capitals beyond: all of them are word characters.
      high |= to > 255 ? HIGH_ALL : isUnicode ? HIGH_WORD : 0;
    }
    const isFar = containsOf(far, isUnicode);
    const contains = (code: number): boolean => {
      const lower = folding.toLower(code);
      if (lower <= 0xffff && (lowered[lower >> 3] ?? 0) & (1 << (lower & 7))) return true;
      return far.length > 0 && (isFar(lower) || (lower > 0xffff && isFar(toUpper(lower))));
    };
    return { contains, high, hasAllHigh: false };
  }
}

function keyOf(item: SetItem): string {
  if (item.type === "literal") return `${item.code}`;
  if (item.type === "range") return `${item.from}-${item.to}`;
  return item.negated ? `^${item.category}` : item.category;
}

function anyOptions(flags: number): CharacterSetOptions {
  const hasAll = (flags & DOTALL) !== 0;
  return { contains: (code) => hasAll || code !== 10, high: HIGH_ALL, hasAllHigh: true };
}

function plainOptions(items: readonly SetItem[], isUnicode: boolean): CharacterSetOptions {
  const high = items.reduce((bits, item) => bits | highOfItem(item, isUnicode), 0);
  const hasAllHigh = items.some((item) => !isUnicode && item.type === "category" && item.negated);
  return { contains: containsOf(items, isUnicode), low: lowOf(items, isUnicode), high, hasAllHigh };
}

/** The table of items without folding: most sets of a pattern are single letters, for which 256 questions are too many. */
function lowOf(items: readonly SetItem[], isUnicode: boolean): Uint8Array {
  const low = new Uint8Array(256);
  for (const item of items) {
    if (item.type === "literal") low[item.code] = 1;
    else if (item.type === "range") low.fill(1, item.from, item.to + 1);
    else {
      for (let code = 0; code < 256; code++)
        if (isInCategory(code, item.category, isUnicode) !== item.negated) low[code] = 1;
    }
  }
  return low;
}

/** Ranges are sorted and searched by halves, so that a set of many characters stays fast. */
function containsOf(items: readonly SetItem[], isUnicode: boolean): (code: number) => boolean {
  const categories = items.filter((item) => item.type === "category");
  const ranges = mergeRanges(items);
  const isInRanges = (code: number): boolean => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const range = ranges[middle];
      if (range === undefined) return false;
      if (code < range[0]) high = middle - 1;
      else if (code > range[1]) low = middle + 1;
      else return true;
    }
    return false;
  };
  return (code) =>
    isInRanges(code) || categories.some((item) => isInCategory(code, item.category, isUnicode) !== item.negated);
}

function mergeRanges(items: readonly SetItem[]): Array<[number, number]> {
  const sorted = items
    .flatMap((item): Array<[number, number]> => {
      if (item.type === "category") return [];
      return item.type === "literal" ? [[item.code, item.code]] : [[item.from, item.to]];
    })
    .sort((left, right) => left[0] - right[0]);
  const merged: Array<[number, number]> = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range[0] <= last[1] + 1) last[1] = Math.max(last[1], range[1]);
    else merged.push(range);
  }
  return merged;
}

function highOfItem(item: SetItem, isUnicode: boolean): number {
  if (item.type === "literal") return item.code < 256 ? 0 : kindOf(item.code);
  if (item.type === "range") return item.to < 256 ? 0 : HIGH_ALL;
  if (!isUnicode) return item.negated ? HIGH_ALL : 0;
  if (item.category === "digit") return item.negated ? HIGH_ALL : HIGH_WORD;
  const kind = item.category === "word" ? HIGH_WORD : HIGH_SPACE;
  return item.negated ? HIGH_ALL & ~kind : kind;
}

function kindOf(code: number): number {
  if (isWord(code)) return HIGH_WORD;
  return isSpace(code) ? HIGH_SPACE : HIGH_OTHER;
}
