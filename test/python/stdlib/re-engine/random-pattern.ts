/** Random patterns and subjects from a seed: well-formed ones over a small alphabet, and strings of special characters. */

export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(items: readonly T[]): T {
    // `below` stays inside.
    return items[this.below(items.length)] as T;
  }
}

// The capital of the last is left to subjects: in a set that ignores case, CPython finds no letter beyond U+FFFF by its capital.
const CHARACTERS = ["a", "b", "c", "a", "b", "A", "é", "\n", " ", "1", "_", "ß", "К", "😀", "𐐨"];
const CLASSES = [
  "[ab]",
  "[^a]",
  "[a-c]",
  "[^b\\n]",
  "\\w",
  "\\d",
  "\\s",
  "\\W",
  "\\S",
  ".",
  ".",
  "[\\w-]",
  "[^\\W_]",
  "[a😀]",
  "[^\\x00-z]",
  "[A-z]",
];
const ANCHORS = ["^", "$", "\\b", "\\B", "\\A", "\\Z"];
const QUANTIFIERS = ["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{0}", "{,2}"];

/** A pattern that is nearly always valid. Only letters in `plain` patterns, so that more subjects match. */
export class PatternWriter {
  private readonly random: Random;
  private groups = 0;
  private readonly closed: number[] = [];
  private budget: number;

  constructor(random: Random) {
    this.random = random;
    this.budget = 3 + random.below(14);
  }

  write(): string {
    const flags = this.random.below(8) === 0 ? `(?${this.random.pick(["i", "m", "s", "a", "im", "is"])})` : "";
    return flags + this.alternatives(0);
  }

  private alternatives(depth: number): string {
    let text = this.sequence(depth);
    while (this.budget > 0 && this.random.below(5) === 0) text += `|${this.sequence(depth)}`;
    return text;
  }

  private sequence(depth: number): string {
    let text = "";
    for (let count = this.random.below(4); count > 0 && this.budget > 0; count--) text += this.item(depth);
    return text;
  }

  private item(depth: number): string {
    this.budget -= 1;
    const kind = this.random.below(20);
    if (kind === 0) return this.random.pick(ANCHORS);
    if (kind === 1 && depth < 3) return this.look(depth);
    const groupsBefore = this.groups;
    const atom = this.atom(depth, kind);
    if (this.random.below(3) !== 0) return atom;
    // CPython 3.11 forgets to restore groups inside of possessive repeats; later versions do it.
    const greed = this.groups === groupsBefore ? ["", "", "?", "+"] : ["", "", "?"];
    return atom + this.random.pick(QUANTIFIERS) + this.random.pick(greed);
  }

  private look(depth: number): string {
    const kind = this.random.pick(["(?=", "(?!", "(?<=", "(?<!"]);
    const isBehind = kind.includes("<");
    const body = isBehind ? this.random.pick(["a", "ab", "[ab]c", "(a)", "a|b", "."]) : this.alternatives(depth + 1);
    if (isBehind && body.includes("(")) this.closed.push(++this.groups);
    return `${kind}${body})`;
  }

  private atom(depth: number, kind: number): string {
    if (kind < 8 && depth < 4) return this.group(depth);
    if (kind === 8 && this.closed.length > 0) return `(?:\\${this.random.pick(this.closed)})`;
    if (kind < 13) return this.random.pick(CLASSES);
    return this.random.below(4) === 0 ? this.random.pick(CHARACTERS) : this.random.pick(["a", "b", "c"]);
  }

  private group(depth: number): string {
    const kind = this.random.below(12);
    if (kind === 0) return `(?>${this.alternatives(depth + 1)})`;
    // No "a": where a pattern begins with it, CPython's search looks for the wrong first characters.
    if (kind === 1) return `(?${this.random.pick(["i", "s", "m", "-i", "i-s"])}:${this.alternatives(depth + 1)})`;
    if (kind === 2 && this.closed.length > 0) {
      return `(?(${this.random.pick(this.closed)})${this.sequence(depth + 1)}|${this.sequence(depth + 1)})`;
    }
    if (kind < 6) return `(?:${this.alternatives(depth + 1)})`;
    const group = ++this.groups;
    const open = this.random.below(4) === 0 ? `(?P<g${group}>` : "(";
    const text = `${open}${this.alternatives(depth + 1)})`;
    this.closed.push(group);
    return text;
  }
}

export function randomSubject(random: Random): string {
  let text = "";
  for (let count = random.below(9); count > 0; count--) {
    text += random.below(4) === 0 ? random.pick([...CHARACTERS, "𐐀"]) : random.pick(["a", "b", "c"]);
  }
  return text;
}

const TOKENS = [
  "(",
  ")",
  "(?",
  "(?P",
  "(?P<",
  "(?P=",
  ">",
  "(?(",
  "(?:",
  "(?=",
  "(?<",
  "(?<!",
  "(?i",
  "(?-",
  "(?#",
  "[",
  "]",
  "[^",
  "-",
  "\\",
  "\\x",
  "\\u",
  "\\U",
  "\\N{",
  "\\0",
  "\\1",
  "\\8",
  "\\777",
  "\\q",
  "\\d",
  "\\Z",
  "*",
  "+",
  "?",
  "{",
  "}",
  "{2,1}",
  "{1",
  ",",
  "|",
  "a",
  "b",
  "x",
  "i",
  "L",
  "u",
  ":",
  "!",
  "=",
  "<",
  "&&",
  "--",
  "~~",
  "||",
  "[[",
  "é",
  "😀",
  "\n",
  " ",
  "#",
  "'",
  "0",
  "1",
  "99",
  ".",
  "^",
  "$",
];

/** A string that is seldom a valid pattern: for messages and positions. */
export function randomGarbage(random: Random): string {
  let text = "";
  for (let count = 1 + random.below(7); count > 0; count--) text += random.pick(TOKENS);
  return text;
}
