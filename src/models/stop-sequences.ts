/**
 * Stop sequences enforced on our side, because some models cannot be told them and some servers ignore them.
 *
 * The text ends before the earliest occurrence. In a stream, only what might be the beginning of a stop sequence is held
 * back, so text is shown as early as it can be.
 */

/** The text before the first stop sequence, and whether there was one. */
export function cutAtStopSequence(text: string, stopSequences: readonly string[]): { text: string; stopped: boolean } {
  const end = findFirst(text, stopSequences, 0);
  return end === -1 ? { text, stopped: false } : { text: text.slice(0, end), stopped: true };
}

export class StopSequenceFilter {
  readonly #stopSequences: readonly string[];
  #held = "";
  #stopped = false;

  constructor(stopSequences: readonly string[]) {
    this.#stopSequences = stopSequences.filter((sequence) => sequence !== "");
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** What may be shown now. */
  push(piece: string): string {
    if (this.#stopped) return "";
    if (this.#stopSequences.length === 0) return piece;
    const text = this.#held + piece;
    const end = findFirst(text, this.#stopSequences, 0);
    if (end !== -1) {
      this.#stopped = true;
      this.#held = "";
      return text.slice(0, end);
    }
    const safe = text.length - longestOpenEnding(text, this.#stopSequences);
    this.#held = text.slice(safe);
    return text.slice(0, safe);
  }

  /** What was held back and turned out to be no stop sequence. */
  finish(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }
}

function findFirst(text: string, sequences: readonly string[], from: number): number {
  let first = -1;
  for (const sequence of sequences) {
    if (sequence === "") continue;
    const index = text.indexOf(sequence, from);
    if (index !== -1 && (first === -1 || index < first)) first = index;
  }
  return first;
}

/** The length of the longest end of `text` that is the beginning of a sequence. */
function longestOpenEnding(text: string, sequences: readonly string[]): number {
  let longest = 0;
  for (const sequence of sequences) {
    for (let length = Math.min(sequence.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(sequence.slice(0, length))) {
        longest = length;
        break;
      }
    }
  }
  return longest;
}
