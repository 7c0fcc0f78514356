/** A small generator of numbers from a seed (mulberry32), so that a printed seed gives the same programs again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random choices, for makers of programs. */
export class Choice {
  readonly random: () => number;
  #counter = 0;

  constructor(random: () => number) {
    this.random = random;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  /** One word of a text of words. */
  word(words: string): string {
    return this.pick(words.split(" "));
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** From 0 to `most`. */
  upTo(most: number): number {
    return Math.floor(this.random() * (most + 1));
  }

  many<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.upTo(most - least) }, (_, index) => make(index));
  }

  /** A name that this program has not used. */
  fresh(prefix: string): string {
    return `${prefix}${++this.#counter}`;
  }
}

/** The lines of a text, each moved to the right by one level. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
