/**
 * Stop sequences enforced on our side, because some models cannot be told them and some servers ignore them.
 *
 * What counts is the sequence that is complete first, as for a provider that writes one token after the other; so a stream in
 * any pieces ends where the whole text does. In a stream, only what might be the beginning of a stop sequence is held back,
 * so text is shown as early as it can be.
 */
import { toParts } from "./messages.ts";
import type { ChatMessage } from "./model.ts";

/** The text before the stop sequence, and whether there was one. */
export function cutAtStopSequence(text: string, stopSequences: readonly string[]): { text: string; stopped: boolean } {
  const end = findStop(text, stopSequences);
  return end === -1 ? { text, stopped: false } : { text: text.slice(0, end), stopped: true };
}

/** Ends a reply at its stop sequence, also one with pictures. Calls beside the text stay. */
export function stopReply(message: ChatMessage, stopSequences: readonly string[] = []): void {
  const parts = toParts(message.content);
  const index = parts.findIndex((part) => part.type === "text" && findStop(part.text, stopSequences) !== -1);
  const last = parts[index];
  if (last?.type !== "text") return;
  const { text } = cutAtStopSequence(last.text, stopSequences);
  message.content = typeof message.content === "string" ? text : [...parts.slice(0, index), { ...last, text }];
  if (message.toolCalls === undefined) message.finishReason = "stop";
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
    const end = findStop(text, this.#stopSequences);
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

/** Where the sequence begins that ends first, the longest of those that end together; -1 for none. */
function findStop(text: string, sequences: readonly string[]): number {
  let start = -1;
  let end = Number.POSITIVE_INFINITY;
  for (const sequence of sequences) {
    const found = sequence === "" ? -1 : text.indexOf(sequence);
    const foundEnd = found + sequence.length;
    if (found === -1 || foundEnd > end || (foundEnd === end && found > start)) continue;
    start = found;
    end = foundEnd;
  }
  return start;
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
